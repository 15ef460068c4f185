"""How long the contract lasts: as staff lines and labelled lines say it, and as prose hints at it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from wijkweb.rules import lexicon
from wijkweb.rules.periods import dates, last_day, years_between
from wijkweb.rules.prose import sentences
from wijkweb.rules.words import place
from wijkweb.shapes.call import Call, MaxYears
from wijkweb.shapes.document import Block
from wijkweb.shapes.dossier import Dossier
from wijkweb.shapes.finding import Certainty, Fact, Finding, Severity

_OURS = (
    r"(?:project|(?!huur|koop|arbeids|erfpacht|onderhouds)\w*contract|voorstel|programma|subsidie|uitvoering"
    r"|proposal|programme|program|grant)"
)
# what may stand between the label and its colon: "van het project", "(in jaren)", nothing of a lease
_OF_OURS = (
    rf"(?:\s+(?:(?:van|of)\s+)?(?:het|de|dit|ons|the|this|our)?\s*{_OURS}\b|\s+in\s+(?:jaren|years)\b|\s*\([^()\n]*\))*"
)
_SURE = (
    r"looptijd|projectduur|projectperiode|projectlooptijd|uitvoeringsperiode|uitvoeringstermijn"
    r"|project\s+(?:period|duration)"
)
_LOOSE = r"duur|duurtijd|periode|duration|period|timing"
_SURE_LABEL = re.compile(rf"\s*(?:{_SURE}){_OF_OURS}\s*(?::|=|\t|(?=\s[0-9]))(?P<rest>[^\n]+)", re.IGNORECASE)
_LOOSE_LABEL = re.compile(rf"\s*(?:{_LOOSE}){_OF_OURS}\s*(?::|=|\t)(?P<rest>[^\n]+)", re.IGNORECASE)
_START = re.compile(r"\s*(?:start|begin)(?:datum|dag|\s+date)?\b[^:\n]{0,30}[:\t](?P<rest>[^\n]+)", re.IGNORECASE)
_END = re.compile(r"\s*(?:eind|einde|end)(?:datum|dag|\s+date)?\b[^:\n]{0,30}[:\t](?P<rest>[^\n]+)", re.IGNORECASE)
_RUNS = re.compile(r"\b(?:looptijd|duurtijd|duurt|duren|loopt|lopen|lasts?|runs?)\b", re.IGNORECASE)
_SUBJECT = re.compile(rf"\b{_OURS}\w*\b|\b(?:wij|we)\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:al|reeds|sinds|sedert|voorbije|vorige?|eerdere?|already|since|past|previous)\b", re.IGNORECASE
)
_SPOKEN = re.compile(
    rf"\b(?P<years>[0-9]{{1,2}}|{'|'.join(lexicon.NUMBER_WORDS)})\s+(?:jaar|jaren|years)\b", re.IGNORECASE
)


def check_duration(dossier: Dossier, call: Call) -> Iterator[Finding]:
    """The longest duration: a staff line or a labelled line can breach it, prose is at most a warning."""
    clause = call.clause(MaxYears)
    if clause is None:
        return
    if dossier.spending:
        for line in dossier.spending.staff:
            if line.years and line.years > clause.years:
                where = (dossier.spending.section, dossier.spending.block)
                yield _over(line.years, line.label, clause, *where)
    loose = {None} | {spec.key for spec in call.sections if spec.role in ("actions", "team", "finance")}
    for section, blocks in _parts(dossier):
        lines = [(at, line) for at, block in blocks if place(block) != "caption" for line in _lines(block)]
        labelled = [found for at, line in lines for found in _labelled(line, clause, section, at, loose)]
        yield from labelled
        if section in loose:
            yield from _start_and_end(lines, clause, section)
        if section and not labelled:
            for at, block in blocks:
                yield from _said(block, clause, section, at)


def _parts(dossier: Dossier) -> Iterator[tuple[str | None, Sequence[tuple[int | None, Block]]]]:
    yield None, [(None, block) for block in dossier.placed.unplaced]
    for section in dossier.placed.sections:
        yield section.key, list(section.answers())


def _lines(block: Block) -> list[str]:
    if block.table:
        return ["\t".join(" ".join(cell.split()) for cell in row if cell.strip()) for row in block.table.rows]
    return block.text.split("\n")


def _labelled(
    line: str, clause: MaxYears, section: str | None, at: int | None, loose: set[str | None]
) -> Iterator[Finding]:
    """A line that is labelled as the duration; "duur" and "periode" alone may be of anything, save in some places."""
    match = _SURE_LABEL.match(line) or (_LOOSE_LABEL.match(line) if section in loose else None)
    if not match:
        return
    rest = " ".join(match["rest"].split())
    found = dates(rest)
    if len(found) == 2:
        yield from _between(found[0][0], found[1][1], rest, clause, section, at)
        return
    said = lexicon.years(rest)
    if said and said > clause.years:
        yield _over(said, rest, clause, section, at)


def _start_and_end(lines: Sequence[tuple[int | None, str]], clause: MaxYears, section: str | None) -> Iterator[Finding]:
    """A first and a last day, each on its own line."""
    start: date | None = None
    for at, line in lines:
        if match := _START.match(line):
            found = dates(match["rest"])
            start = found[0][0] if len(found) == 1 else None
        elif start and (match := _END.match(line)):
            found = dates(match["rest"])
            if len(found) == 1:
                label = f"{start.isoformat()} – {found[0][1].isoformat()}"
                yield from _between(start, found[0][1], label, clause, section, at)
            start = None


def _between(
    start: date, end: date, label: str, clause: MaxYears, section: str | None, at: int | None
) -> Iterator[Finding]:
    if end > last_day(start, clause.years):
        yield _over(years_between(start, end), label, clause, section, at)
    elif start < end and clause.last_day and end > clause.last_day:
        facts: dict[str, Fact] = {"label": label, "last_day": clause.last_day.isoformat(), "most": clause.years}
        yield Finding("duration.late", Severity.WARNING, "max_years", section, at, facts)


def _said(block: Block, clause: MaxYears, section: str, at: int | None) -> Iterator[Finding]:
    """A sentence about the project itself that names more years, or a first and a last day further apart."""
    for sentence in sentences(block.text):
        runs = _RUNS.search(sentence)
        if not runs or not _SUBJECT.search(sentence) or _PAST.search(sentence):
            continue
        found = dates(sentence)
        spoken = _SPOKEN.search(sentence, runs.end())
        years = Fraction(0)
        if len(found) == 2 and found[1][1] > last_day(found[0][0], clause.years):
            years = years_between(found[0][0], found[1][1])
        elif not found and spoken and len(sentence[runs.end() : spoken.start()]) <= 40:
            years = _spoken(spoken["years"])
        if years > clause.years:
            facts: dict[str, Fact] = {
                "years": int(years) if years.denominator == 1 else shown(years),
                "most": clause.years,
                "certainty": Certainty.POSSIBLE,
            }
            yield Finding("duration.said", Severity.WARNING, "max_years", section, at, facts)
            return


def _over(years: Fraction, label: str, clause: MaxYears, section: str | None, at: int | None) -> Finding:
    facts: dict[str, Fact] = {"years": shown(years), "most": clause.years, "label": label}
    return Finding("duration.over", Severity.BREACH, "max_years", section, at, facts)


def shown(years: Fraction) -> str:
    """A number of years, never rounded down to one that is allowed: "5", "4.01"."""
    if years.denominator == 1:
        return str(years.numerator)
    hundredths = -(-years.numerator * 100 // years.denominator)
    return f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")


def _spoken(word: str) -> Fraction:
    return Fraction(int(word) if word.isdigit() else lexicon.NUMBER_WORDS[word.lower()])
