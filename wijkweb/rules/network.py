"""The four levels of a network, as an application names them in its own words."""

from __future__ import annotations

from wijkweb.rules.keys import key_of

# beginnings of words; the first level that has one wins, so that "Vlaams netwerk" is Flanders
_LEVELS = (
    ("flanders", ("vlaanderen", "vlaams", "vlaamse", "brug", "flanders", "flemish", "bridge")),
    ("society", ("web", "samenleving", "maatschapp", "middenveld", "society", "civil", "bewoner", "ondernem")),
    ("framing", ("kader", "netwerk", "ondersteun", "omkader", "framing", "network", "coach", "stuurgroep")),
    ("field", ("veld", "straat", "terrein", "buurt", "wijk", "uitvoer", "field", "street")),
)


def level_of(words: str) -> str:
    """field, framing, society or flanders; "" when the words name none of them."""
    said = key_of(words, None).split("_") if words.strip() else []
    for level, beginnings in _LEVELS:
        if any(word.startswith(beginnings) for word in said):
            return level
    return ""
