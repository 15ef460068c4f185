"""The demo's reports: 2022 closed, approved, sent and evaluated; 2023 closed and approved; 2024 being written."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from wijkweb.commons.models import Person
from wijkweb.contract.actions.parts import add_part, change_part
from wijkweb.contract.models import Contract, Indicator
from wijkweb.field.models import Activity
from wijkweb.report.actions.evaluation import agree, answer, ask, reply, save_findings, settle
from wijkweb.report.actions.reports import approve_report, begin_report, close_report, save_chapter, send_report
from wijkweb.report.models import Decision, LaterFigure, Lesson, ReportText, YearReport
from wijkweb.web.demo import report_tales as tales

ZONE = ZoneInfo("Europe/Brussels")
NOOR, LEYLA, JURY, FUNDER = "noor@gent.example", "leyla@gent.example", "an@jury.example", "lien@vlaanderen.example"
CLOSED = {1: date(2023, 2, 20), 2: date(2024, 2, 19)}
DECIDED = {1: "SG 2023/1.1", 2: "SG 2024/1.1"}
SENT = {1: date(2023, 3, 15)}
YEARS = 3


def load_reports(*, contract: Contract, people: dict[str, Person]) -> None:
    """Lessons and figures as they came, then each report on its own days."""
    lead, by = people[LEYLA], people[NOOR]
    for number, (on, chapter, text) in enumerate(tales.LESSONS):
        values = {"learned_on": on, "chapter": chapter, "text": text}
        add_part(
            contract=contract, model=Lesson, public_id=_id(f"lesson {number}"), values=values, by=lead, now=_at(on)
        )
    for indicator, area, year, value in tales.FIGURES:
        figure = {"indicator": indicator, "area": area, "year": year, "value": Decimal(value)}
        shown = figure | {"source": "verzonnen voor dit voorbeeld"}
        key = _id(f"figure {indicator} {area} {year}")
        add_part(
            contract=contract, model=LaterFigure, public_id=key, values=shown, by=by, now=_at(date(year + 1, 9, 1))
        )
    for year in range(1, YEARS + 1):
        _report(contract, year, lead, by)
        if year == 1:
            _evaluated(contract, people)
            _corrected(contract, by)


def _report(contract: Contract, year: int, lead: Person, by: Person) -> None:
    written = _at(date(2022 + year, 1, 20) if year in CLOSED else date(2024, 11, 12))
    public_id = _id(f"report {year}")
    report = begin_report(contract=contract, year=year, years=YEARS, by=lead, now=written, public_id=public_id)
    for key, text in tales.YEARS[year].items():
        if text:
            token = ReportText.objects.get(report=report, key=key).token
            save_chapter(report=report, key=key, text=text, token=token, by=lead, now=written, told=True)
    if year in CLOSED:
        close_report(report=report, today=CLOSED[year], by=by, now=_at(CLOSED[year]))
        decision = Decision.objects.get(contract=contract, code=DECIDED[year])
        approve_report(report=report, decision=decision, by=by, now=_at(decision.decided_on))
    if year in SENT:
        send_report(report=report, by=by, now=_at(SENT[year]))


def _evaluated(contract: Contract, people: dict[str, Person]) -> None:
    """The jury's findings on the first year, the reply, what was agreed, a question of the funder."""
    report = YearReport.objects.get(contract=contract, year=1)
    promises = Indicator.objects.filter(contract=contract).values_list("pk", flat=True)
    verdicts = dict(zip(promises, tales.FINDINGS, strict=True))
    given = _at(date(2023, 5, 4))
    save_findings(report=report, token=1, text=tales.WHOLE, verdicts=verdicts, by=people[JURY], now=given, give=True)
    reply(report=report, text=tales.REPLY, by=people[NOOR], now=_at(date(2023, 5, 22)))
    for number, (text, owner, due, done, outcome) in enumerate(tales.AGREEMENTS):
        values = {"text": text, "owner": owner, "due": due}
        public_id = _id(f"agreement {number}")
        made = agree(report=report, public_id=public_id, values=values, by=people[NOOR], now=_at(date(2023, 6, 1)))
        if done:
            settle(agreement=made, outcome=outcome, on=done, by=people[NOOR], now=_at(done))
    asked = _at(date(2023, 9, 12))
    question = ask(contract=contract, public_id=_id("question"), text=tales.QUESTION, by=people[FUNDER], now=asked)
    answer(question=question, text=tales.ANSWER, by=people[NOOR], now=_at(date(2023, 9, 20)))
    later = _at(date(2024, 11, 6))
    ask(contract=contract, public_id=_id("open question"), text=tales.OPEN_QUESTION, by=people[FUNDER], now=later)


def _corrected(contract: Contract, by: Person) -> None:
    """An activity of the first year that turned out not to have been held: the next report says so."""
    row = Activity.objects.filter(contract=contract, starts_at__year=2022, status=Activity.Status.HELD).first()
    if row:
        said = {
            "status": Activity.Status.CANCELLED,
            "why_cancelled": "Bij nazicht bleek dat ze niet doorging.",
            "head_band": "",
        }
        change_part(part=row, token=row.token, values=said, by=by, now=_at(date(2023, 6, 12)))


def _at(day: date, hour: int = 11) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def _id(name: str) -> str:
    """An id that is the same at each start, of the signs that an id has."""
    number, letters = uuid.uuid5(uuid.NAMESPACE_URL, name).int, "23456789abcdefghjkmnpqrstuvwxyz"
    return "".join(letters[number // len(letters) ** at % len(letters)] for at in range(12))
