"""Who applies and with what: project, municipality, contact persons, annexes, the amount that is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from wijkweb.rules import lexicon
from wijkweb.rules.money import amounts, cell_amount
from wijkweb.shapes.document import Block
from wijkweb.shapes.dossier import Annex, Contact

_LABELS = (
    "naam",
    "functie",
    "adres",
    "e-mail",
    "email",
    "telefoon",
    "gsm",
    "fax",
    "name",
    "function",
    "address",
    "phone",
)
_FIELD = re.compile(rf"(?<![^\W_])(?P<label>{'|'.join(_LABELS)})(?![^\W_])\s*:?", re.IGNORECASE)
_PROJECT = re.compile(
    r"\s*(?:projectnaam|naam van het project|project name|titel van het project)\s*:?\s*(?P<value>.+)",
    re.I | re.S,
)
_MUNICIPALITY = re.compile(
    r"\s*(?:gemeente\s*/\s*stad|stad\s*/\s*gemeente|gemeente|lokaal bestuur|municipality)\s*:?\s*(?P<value>.+)",
    re.I,
)
_LINK = re.compile(r"https?://\S+|\b[\w-]+\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png)\b", re.IGNORECASE)
_ASKED_WORDS = 14
_EURO = re.compile(
    r"(?:€|\beuro?\b)\s*[0-9][0-9.,' \u00a0\u202f]{0,20}(?:miljoen|mio|mln|million|duizend|thousand)?"
    r"|(?<![0-9])[0-9][0-9.,' \u00a0\u202f-]{0,20}(?:(?:miljoen|mio|mln|million|duizend|thousand)\s*)?(?:€|euro?\b)",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\s*(?:€|eur|euro)?\s*[0-9][0-9.,' \u00a0\u202f-]{0,20}\s*(?:(?:miljoen|mio|mln|million)\s*)?"
    r"(?:€|eur|euro)?\s*\.?\s*",
    re.IGNORECASE,
)
_YEAR_LOW, _YEAR_HIGH = 1990, 2100


def project(blocks: Iterable[Block]) -> str:
    """The name of the project as the head of the form gives it, or ""."""
    return _field(_PROJECT, blocks)


def municipality(blocks: Iterable[Block]) -> str:
    """The municipality as the head of the form gives it, or ""."""
    return _field(_MUNICIPALITY, blocks)


def _field(pattern: re.Pattern[str], blocks: Iterable[Block]) -> str:
    for line in _lines(blocks):
        match = pattern.fullmatch(line)
        if match and len(match["value"]) <= 120:
            return " ".join(match["value"].split())
    return ""


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if block.table:
            yield from (" ".join(cell for cell in row if cell) for row in block.table.rows)
        else:
            yield from block.text.split("\n")


def contacts(blocks: Sequence[Block]) -> tuple[Contact, ...]:
    """The contact persons: fields that follow each other, each person opening with a name."""
    found: list[Contact] = []
    capacity = ""
    for line in _lines(blocks):
        fields = list(_fields(line))
        if fields and fields[0][0] in ("naam", "name"):
            found.append(Contact(capacity, ()))
        if fields and found:
            filled = tuple(pair for pair in fields if pair[1])
            found[-1] = Contact(found[-1].capacity, (*found[-1].fields, *filled))
        elif lexicon.starts(line, ("contactpersoon", "politiek verantwoordelijke", "contact person")):
            capacity = " ".join(line.split())
    return tuple(contact for contact in found if contact.fields)


def _fields(line: str) -> Iterator[tuple[str, str]]:
    """The labels of a line with what stands behind each; a line that opens with no label has none."""
    matches = list(_FIELD.finditer(line))
    if not matches or line[: matches[0].start()].strip():
        return
    ends = [match.start() for match in matches[1:]] + [len(line)]
    for match, end in zip(matches, ends, strict=True):
        yield match["label"].lower(), line[match.end() : end].strip(" ,;")


def annexes(blocks: Sequence[Block]) -> tuple[Annex, ...]:
    """The annexes: the items of the list; without a list, the lines with a link or a file name."""
    items = [block for block in blocks if block.kind == "item"]
    found = []
    for block in items or blocks:
        links = [mark.href for mark in block.marks if mark.kind == "link" and mark.href != "#"]
        links += _LINK.findall(block.text)
        if items or links:
            title = " ".join(_LINK.sub("", block.text).split()).strip(" :–-")
            found.append(Annex(title or block.text.strip(), links[0] if links else ""))
    return tuple(found)


def asked(blocks: Sequence[Block], words: Sequence[str]) -> Decimal | None:
    """The amount that is asked, from the line that the form prints for it ("Bedrag ... : 799 494 euro").

    The amount may stand on the next line. What stands in brackets is no answer when there is another.
    """
    found = [line for line in _lines(blocks) if line.strip()]
    for at, line in enumerate(found):
        if not lexicon.starts(line, (*words, *lexicon.ASKED)) or len(line.split()) > _ASKED_WORDS:
            continue
        value = _named_amount(line)
        if value is None and at + 1 < len(found) and _BARE.fullmatch(found[at + 1]):
            value = cell_amount(found[at + 1])
        if value is not None:
            return value
    return None


def _named_amount(line: str) -> Decimal | None:
    """The amount of a labelled line: the one with a euro sign before the others, a year only when all else fails."""
    outside = re.sub(r"\([^()]*\)", " ", line)
    for text in (outside.partition(":")[2], outside, line):
        euros = [value for match in _EURO.finditer(text) if (value := cell_amount(match[0])) is not None]
        others = [value for value in amounts(text) if not _YEAR_LOW <= value <= _YEAR_HIGH]
        if euros or others:
            return (euros or others)[0]
    return None
