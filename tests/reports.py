"""A report that went its whole way, each text carrying a mark, for tests that look for leaks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.conftest import NOW

DECIDED_AT = datetime(2023, 3, 9, 12, tzinfo=UTC)


def report_parts(contract: Any, by: Any, mark: str) -> dict[str, str]:
    """A report of the first year that was sent and evaluated, a lesson, a question; ids by the names of access.toml."""
    from wijkweb.commons.ids import public_id
    from wijkweb.contract.models import Indicator
    from wijkweb.report import models as m
    from wijkweb.report.actions.evaluation import agree, ask, save_findings
    from wijkweb.shapes.report import CHAPTERS

    report = sent_report(contract, by, texts=dict.fromkeys(CHAPTERS, f"{mark} tekst"))
    verdicts = dict.fromkeys(
        Indicator.objects.filter(contract=contract).values_list("pk", flat=True), ("kept", f"{mark} reden")
    )
    save_findings(report=report, token=1, text=f"{mark} oordeel", verdicts=verdicts, by=by, now=NOW, give=True)
    values = {"text": f"{mark} afspraak", "owner": "stad", "due": date(2023, 6, 1)}
    agreement = agree(report=report, public_id=public_id(), values=values, by=by, now=NOW)
    question = ask(contract=contract, public_id=public_id(), text=f"{mark} vraag", by=by, now=NOW)
    m.Lesson.objects.create(contract=contract, text=f"{mark} les", learned_on=date(2022, 5, 1))
    return {"agreement": agreement.public_id, "question": question.public_id}


def sent_report(contract: Any, by: Any, *, texts: dict[str, str], year: int = 1) -> Any:
    """A report that was begun, written, closed, approved and sent."""
    from wijkweb.report.actions.reports import approve_report, close_report, send_report

    report = written_report(contract, by, texts=texts, year=year)
    close_report(report=report, today=date(2023, 2, 20), by=by, now=NOW)
    approve_report(report=report, decision=steering_decision(contract, by, DECIDED_AT), by=by, now=DECIDED_AT)
    send_report(report=report, by=by, now=NOW)
    report.refresh_from_db()
    return report


def steering_decision(contract: Any, by: Any, at: datetime, *, kind: str = "steering") -> Any:
    """A decision of the contract's steering group, or of another body, in a meeting that is held `at` that moment."""
    from wijkweb.commons.ids import public_id
    from wijkweb.report.actions.decisions import take_decision
    from wijkweb.report.actions.meetings import begin_meeting, plan_meeting
    from wijkweb.report.models import Body

    body = Body.objects.filter(contract=contract, kind=kind).first() or Body.objects.create(
        contract=contract, kind=kind, name=kind, abbreviation="SG" if kind == "steering" else "PT"
    )
    values = {"body": body, "starts_at": at, "ends_at": at + timedelta(hours=1), "place": ""}
    meeting = plan_meeting(contract=contract, public_id=public_id(), values=values, by=by, now=at)
    meeting = begin_meeting(meeting=meeting, by=by, now=at)
    text = "Het verslag is goedgekeurd."
    return take_decision(meeting=meeting, public_id=public_id(), item=None, text=text, by=by, now=at)


def written_report(contract: Any, by: Any, *, texts: dict[str, str], year: int = 1) -> Any:
    """A report that was begun, with these texts."""
    from wijkweb.report.actions.reports import begin_report, save_chapter
    from wijkweb.report.models import ReportText

    report = begin_report(contract=contract, year=year, years=4, by=by, now=NOW)
    for key, text in texts.items():
        token = ReportText.objects.get(report=report, key=key).token
        save_chapter(report=report, key=key, text=text, token=token, by=by, now=NOW)
    return report


def strange_numbers(report: Any) -> set[str]:
    """The numbers of a report's PDF that its JSON does not hold: none but those of dates, scales and headings."""
    import json
    import re
    from decimal import Decimal

    import pypdfium2

    from wijkweb.report.document import report_sheet
    from wijkweb.rules.reporting import cells_of
    from wijkweb.writers.drawings import drawing_of
    from wijkweb.writers.pdf import write_pdf
    from wijkweb.writers.report_cells import shown
    from wijkweb.writers.report_json import write_report
    from wijkweb.writers.wording import plain_number

    number = re.compile(r"\d+(?:[.,]\d+)*")
    data = json.loads(write_report(report))
    charts = [chart for chapter in report.chapters for chart in chapter.charts]
    printed = [shown(value, "nl") for chapter in report.chapters for _, _, value in cells_of(chapter)]
    for chart in data["chapters"]:
        for one in chart.get("charts", ()):
            held = [one.get("target"), *(bar.get(key) for bar in one["bars"] for key in ("value", "asked"))]
            printed += [plain_number(Decimal(value), "nl") for value in held if value is not None]
    known = set(number.findall(" ".join([*printed, json.dumps(data, ensure_ascii=False)])))
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(write_pdf(report_sheet(report)))]
    words = re.sub(r"bladzijde \d+ van \d+", "", " ".join(pages))
    days = {f"{day:%d}" for day in (report.first, report.last, report.cut_off)}
    scales = {label for chart in charts for _y, label in drawing_of(chart).scale}
    heads = {f"{place}" for place in range(1, len(report.chapters) + 3)}
    strange = {one for one in number.findall(words) if one.rstrip(".") not in known | days | scales | heads}
    dates = {part for day in re.findall(r"\d{2}/\d{2}/\d{4}", words) for part in day.split("/")}
    labels = set(re.findall(r"\b\d{1,2}/\d{2}\b", words))
    return strange - dates - {part for label in labels for part in label.split("/")}
