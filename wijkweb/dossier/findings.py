"""The findings of a check as a paper for the meeting: what stands in the way first, then section by section."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from wijkweb.shapes.call import Call
from wijkweb.shapes.check import Check, SectionCount
from wijkweb.shapes.document import Block, Mark, Table
from wijkweb.shapes.finding import Finding, Severity
from wijkweb.writers.messages import certainty, say
from wijkweb.writers.sheet import Piece, Sheet
from wijkweb.writers.wording import money, word

_SAID = {Severity.BREACH: "breach", Severity.WARNING: "warning", Severity.NOTE: "note"}


def findings_sheet(check: Check, call: Call, title: str, municipality: str, language: str, day: date) -> Sheet:
    """The paper, in the language of who prints it."""
    heading = f"{word('findings', language)}: {title}"
    lead = f"{municipality}, {call.title}"
    pieces = [
        Piece(Block("heading", heading, level=1), "title"),
        Piece(Block("paragraph", lead), "lead"),
        *_part("sections", Block("table", table=_counts(check, language)), language),
        *_part("finance", Block("table", table=_finance(check, language)), language),
        Piece(Block("heading", word("findings", language), level=1)),
        *map(Piece, _findings(check, language)),
    ]
    return Sheet(heading, language, municipality, day, word("page", language), tuple(pieces))


def _part(name: str, block: Block, language: str) -> Iterator[Piece]:
    yield Piece(Block("heading", word(name, language), level=1))
    yield Piece(block)


def _counts(check: Check, language: str) -> Table:
    head = (
        word("section", language),
        word("words_counted", language),
        word("breach", language),
        word("warning", language),
    )
    rows = [head]
    for section in check.sections:
        own = [finding.severity for finding in check.findings if finding.section == section.key]
        grave = (str(own.count(severity) or "") for severity in (Severity.BREACH, Severity.WARNING))
        rows.append((f"{section.number} {section.title}", _count(section, language), *grave))  # type: ignore[arg-type]
    return Table(tuple(rows), 1)


def _count(section: SectionCount, language: str) -> str:
    if section.limit is None:
        return str(section.running)
    return word("words_of", language, count=section.running, limit=section.limit)


def _finance(check: Check, language: str) -> Table:
    known = (("subsidy", check.finance.subsidy), ("own", check.finance.own), ("total", check.finance.total))
    rows = tuple((word(name, language), _amount(value, language)) for name, value in known)
    return Table(((word("finance", language), word("amount", language)), *rows), 1)


def _amount(value: Decimal | None, language: str) -> str:
    return "–" if value is None else money(value, language)


def _findings(check: Check, language: str) -> Iterator[Block]:
    if not check.findings:
        yield Block("paragraph", word("no_findings", language))
    titles = {section.key: f"{section.number} {section.title}" for section in check.sections}
    for key in (None, *titles):
        own = [finding for finding in check.findings if finding.section == key]
        if own and key:
            yield Block("heading", titles[key], level=2)
        yield from (_finding(finding, language) for finding in own)


def _finding(finding: Finding, language: str) -> Block:
    kind, sure = word(_SAID[finding.severity], language), certainty(finding, language)
    text = f"{kind}: {say(finding, language)}" + (f" ({sure})" if sure else "")
    return Block("item", text, "•", marks=(Mark(0, len(kind) + 1, "strong"),))
