"""Promised indicators: hours without a base, tracks without a target."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wijkweb.rules import lexicon
from wijkweb.rules.prose import is_subheading, sentences
from wijkweb.shapes.call import Call
from wijkweb.shapes.document import Block
from wijkweb.shapes.dossier import Dossier, PlacedSection
from wijkweb.shapes.finding import Certainty, Fact, Finding, Severity

_HOURS = re.compile(
    r"(?<![\w.,])(?P<hours>[0-9]{1,4}(?:[.,][0-9]{1,2})?)\s*(?:u|uur|uren|h|hrs?|hours?)\b\.?\s*(?:[^\W\d][\w'’-]*\s+){0,6}?"
    r"(?:/|per\b|elke\b|iedere\b|a\b|an\b|each\b|every\b)\s*(?P<period>week|wk|maand|dag|jaar|month|day|year)",
    re.IGNORECASE,
)
# hours that a house is open or that a contract of work counts are no promise of contacts
_OTHER_HOURS = re.compile(
    r"\b(?:open|geopend|openingsuren|toegankelijk|opening\s+hours|voltijds\w*|deeltijds\w*|arbeidsduur|tewerkgesteld|full-?time|part-?time)\b",
    re.IGNORECASE,
)
_WHOSE = re.compile(
    r"\b(?:per|van\s+elke|voor\s+elke|door\s+elke|each|every)\s+(?:\w+\s+)?(?:medewerker|werker|veldwerker|teamlid|persoon|VTE|FTE|worker|member)"
    r"|\b(?:werk|contact|team|medewerkers?)-?uren\b|\b(?:worker|contact|team)[ -]hours\b"
    r"|\b(?:hele|volledige|voltallige|gezamenlijke|whole|entire)\s+(?:team|ploeg)|\b(?:team|ploeg)\s+samen\b"
    r"|\b(?:van|voor|door)\s+(?:het|de)\s+(?:team|ploeg)\b|\b(?:of|by|for)\s+the\s+team\b"
    r"|\b(?:alle\s+)?(?:mede)?werkers\s+samen\b|\ball\s+workers\s+together\b",
    re.IGNORECASE,
)
_WEEKS = re.compile(
    r"\b[0-9]{2}\s*(?:werk|kalender|actieve\s+)?weken\b|\b(?:werk|kalender)we(?:ek|ken)\b|\bactieve\s+we(?:ek|ken)\b"
    r"|\b(?:calendar|active|working)\s+weeks?\b|\b[0-9]{2}\s*(?:calendar\s+|working\s+)?weeks\b|\bschoolwe(?:ek|ken)\b"
    r"|\b(?:kalenderjaar|calendar\s+year)\b|\bweken\s+(?:per|van\s+het)\s+jaar\b|\bweeks\s+(?:a|per)\s+year\b",
    re.IGNORECASE,
)
_TRACK = re.compile(
    r"\s*(?P<name>(?:(?i:spoor|luik|pijler|actielijn|lijn|track|pillar|strand)\s*(?:[0-9]{1,2}|[A-H]|[IVX]{1,4})|(?i:as)\s*[0-9]{1,2})\b)"
    r"(?!\s+(?i:van|of|en|and|is|are|wordt|zijn)\b)(?P<rest>.*)",
    re.DOTALL,
)
_COUNTS = "|".join(
    (*lexicon.NUMBER_WORDS, "elf", "twaalf", "vijftien", "twintig", "dertig", "veertig", "vijftig", "zestig",
     "zeventig", "tachtig", "negentig", "honderd", "tweehonderd", "eleven", "twelve", "fifteen", "twenty", "thirty",
     "forty", "fifty", "hundred")
)  # fmt: skip
# what a number may stand before without being a target: where and with whom the work is done, and how long
_NO_TARGET = (
    r"(?:vte|fte|jaar|jaren|jarige\w*|years?|euro?|(?:deel)?wijken|buurten|gemeenten|steden|sporen|luiken|pijlers|niveaus?|niveau's"
    r"|lijnen|groepen|doelgroepen|diensten|partners|organisaties|scholen|domeinen|(?:mede)?werkers?|medewerkers?|coördinator\w*"
    r"|e|de|ste|ème|st|nd|rd|th|neighbou?rhoods|districts|towns|cities|tracks|pillars|levels|groups|services|workers?)\b"
)
_TARGET = re.compile(
    rf"(?<![\w.,/-])(?!(?:19|20)[0-9]{{2}}\b)[0-9]+(?:[.,][0-9]+)?\s*(?:%|‰|(?!{_NO_TARGET}|(?:tot|en|of|to|and|or)\b)[a-zà-ÿ]+)"
    rf"|\b(?:{_COUNTS})\s+(?!{_NO_TARGET}|(?:van|of|en|and)\b)[a-zà-ÿ]{{3,}}"
    r"|\b(?:dagelijks|wekelijks|tweewekelijks|maandelijks|tweemaandelijks|driemaandelijks|halfjaarlijks|jaarlijks"
    r"|daily|weekly|monthly|quarterly|yearly)\w*"
    r"|\b(?:een|één|one)\s+(?:keer|maal|times?)\b"
    r"|\b(?:halver\w*|halveer\w*|verdubbel\w*|verdriedubbel\w*|double|halve)\b"
    r"|\b(?:elke|iedere|every|each)\s+(?:dag|week|maand|kwartaal|(?:maan|dins|woens|donder|vrij|zater|zon)dag|day|month|quarter)\b"
    r"|(?:\bper\s+|/)(?:week|maand|kwartaal|month|quarter)\b",
    re.IGNORECASE,
)


def check_promises(dossier: Dossier, call: Call) -> Iterator[Finding]:
    """What the section with the actions promises, and whether it can be measured."""
    for section in dossier.placed.sections:
        yield from _hours(section)
    key = next((spec.key for spec in call.sections if spec.role == "actions"), None)
    actions = dossier.placed.section(key) if key else None
    if actions:
        yield from _tracks(actions)


def _hours(section: PlacedSection) -> Iterator[Finding]:
    """Hours a week: whose hours, and over which weeks? Both change the verdict."""
    for at, block in section.answers():
        promised = (_HOURS.search(part) for part in sentences(block.text) if not _OTHER_HOURS.search(part))
        match = next(filter(None, promised), None)
        if not match:
            continue
        open_ends = [name for name, base in (("whose", _WHOSE), ("weeks", _WEEKS)) if not base.search(block.text)]
        if open_ends:
            facts: dict[str, Fact] = {
                "hours": match["hours"],
                "period": match["period"].lower(),
                "open": tuple(open_ends),
                "certainty": Certainty.LIKELY,
            }
            yield Finding("promise.no_base", Severity.WARNING, None, section.key, at, facts)


def _tracks(section: PlacedSection) -> Iterator[Finding]:
    tracks: dict[str, list[tuple[int, str, bool]]] = {}
    for at, label, rest, blocks in _by_track(section):
        measured = bool(_TARGET.search(rest)) or any(_TARGET.search(block.plain) for block in blocks)
        name = " ".join(_TRACK.match(label)["name"].lower().split())  # type: ignore[index]
        tracks.setdefault(name, []).append((at, label, measured))
    for told in tracks.values():
        # a track may be named in a list first and worked out further on
        if not any(measured for _, _, measured in told):
            at, label, _ = told[-1]
            facts: dict[str, Fact] = {"track": label, "certainty": Certainty.LIKELY}
            yield Finding("promise.no_target", Severity.WARNING, None, section.key, at, facts)
    answers = section.answers()
    if not tracks and answers and not any(_TARGET.search(block.plain) for _, block in answers):
        facts = {"certainty": Certainty.LIKELY}
        yield Finding("promise.no_target_at_all", Severity.WARNING, None, section.key, facts=facts)


def _track(text: str) -> re.Match[str] | None:
    """A line that opens a track: "Spoor 2: ouders", or with what it promises behind a colon, but no mere sentence."""
    match = _TRACK.match(text) if len(text) <= 160 else None
    whole = match and text.rstrip().endswith(".") and not match["rest"].lstrip().startswith((":", "–", "-", "."))
    return None if whole else match


def _by_track(section: PlacedSection) -> Iterator[tuple[int, str, str, list[Block]]]:
    """Each track with its place, its heading, what stands behind its name, and the blocks under it."""
    current: tuple[int, str, str, list[Block]] | None = None
    for at, block in section.answers():
        match = _track(block.text)
        if match or is_subheading(block):
            if current:
                yield current
            current = (at, " ".join(block.text.split()), match["rest"], []) if match else None
        elif current:
            current[3].append(block)
    if current:
        yield current
