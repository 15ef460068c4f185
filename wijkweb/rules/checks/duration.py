"""How long the contract lasts: as staff lines and labelled lines say it, and as prose hints at it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from wijkweb.rules import lexicon
from wijkweb.shapes.call import Call, MaxYears
from wijkweb.shapes.document import Block
from wijkweb.shapes.dossier import Dossier
from wijkweb.shapes.finding import Certainty, Fact, Finding, Severity

_LABEL = re.compile(
    r"\s*(?:looptijd|duur|duurtijd|projectduur|projectperiode|uitvoeringsperiode|periode|duration|period)\b"
    r"[^:\n]{0,40}:(?P<rest>[^\n]+)",
    re.IGNORECASE,
)
_PROSE = re.compile(
    r"\b(?:looptijd|duurtijd|duurt|loopt|lopen|lasts|runs)\b[^.!?\n]{1,40}?"
    rf"\b(?P<years>[0-9]{{1,2}}|{'|'.join(lexicon.NUMBER_WORDS)})\s+(?:jaar|jaren|years)\b",
    re.IGNORECASE,
)
_MONTH_NAMES = (
    "januari january jan",
    "februari february feb",
    "maart march mrt",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "augustus august aug",
    "september sep",
    "oktober october okt",
    "november nov",
    "december dec",
)
_MONTHS = {name: month for month, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
_DATE = re.compile(
    rf"(?P<day>[0-9]{{1,2}})\s*(?:[/.-]\s*(?P<month>[0-9]{{1,2}})\s*[/.-]|(?P<name>{'|'.join(_MONTHS)})\.?)\s*(?P<year>20[0-9]{{2}})",
    re.IGNORECASE,
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
                yield _breach(line.years, line.label, clause, *where)
    for section, at, block in _blocks(dossier):
        for match in _LABEL.finditer(block.text):
            yield from _labelled(match["rest"], clause, section, at)
        prose = _PROSE.search(block.text)
        if prose and section and (said := _spoken(prose["years"])) > clause.years:
            facts: dict[str, Fact] = {"years": said, "most": clause.years, "certainty": Certainty.POSSIBLE}
            yield Finding("duration.said", Severity.WARNING, "max_years", section, at, facts)


def _blocks(dossier: Dossier) -> Iterator[tuple[str | None, int | None, Block]]:
    for block in dossier.placed.unplaced:
        yield None, None, block
    for section in dossier.placed.sections:
        for at, block in section.answers():
            yield section.key, at, block


def _labelled(rest: str, clause: MaxYears, section: str | None, at: int | None) -> Iterator[Finding]:
    dates = [found for match in _DATE.finditer(rest) if (found := _date(match))]
    if len(dates) == 2 and dates[0] < dates[1]:
        # whole years count to the day before: 1 January 2022 to 31 December 2025 is four
        years = Fraction((dates[1] - dates[0]).days + 1, 1461) * 4
        if dates[1] > _last_day(dates[0], clause.years) or (clause.last_day and dates[1] > clause.last_day):
            yield _breach(years, " ".join(rest.split()), clause, section, at)
        return
    said = lexicon.years(rest)
    if said and said > clause.years:
        yield _breach(said, " ".join(rest.split()), clause, section, at)


def _last_day(start: date, years: int) -> date:
    try:
        return date.fromordinal(start.replace(year=start.year + years).toordinal() - 1)
    except ValueError:  # 29 February
        return date(start.year + years, 2, 28)


def _date(match: re.Match[str]) -> date | None:
    month = int(match["month"]) if match["month"] else _MONTHS[match["name"].lower()]
    try:
        return date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None


def _breach(years: Fraction, label: str, clause: MaxYears, section: str | None, at: int | None) -> Finding:
    said = str(years.numerator) if years.denominator == 1 else f"{float(years):.2f}"
    facts: dict[str, Fact] = {"years": said, "most": clause.years, "label": label}
    if clause.last_day:
        facts["last_day"] = clause.last_day.isoformat()
    return Finding("duration.over", Severity.BREACH, "max_years", section, at, facts)


def _spoken(word: str) -> int:
    return int(word) if word.isdigit() else lexicon.NUMBER_WORDS[word.lower()]
