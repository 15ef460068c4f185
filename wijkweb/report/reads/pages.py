"""The pages of reports: the list, one report with its checks, one chapter as it is written with what lies beside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import Http404

from wijkweb.commons.models import Person
from wijkweb.contract.models import Contract
from wijkweb.field.models import Signal
from wijkweb.report.models import Decision, Frozen, Lesson, ReportPresence, ReportText, YearReport
from wijkweb.report.reads.basis import end_of_year, window_of_year, years_of
from wijkweb.report.reads.cached import changed_of, figures_of
from wijkweb.report.reads.decisions import decisions_between
from wijkweb.report.reads.reports import as_frozen, standing, texts_of, with_texts
from wijkweb.report.words import ASKED, title_of
from wijkweb.rules.reporting import Remark, remarks
from wijkweb.rules.windows import year_number
from wijkweb.shapes.report import CHAPTERS, Change, Chapter, Edition, Report

HERE = timedelta(seconds=60)
SEEN = ("summary", "street", "signals", "network")  # chapters that lie beside the signals of the year
DECIDED = ("summary", "promises", "money", "meetings", "anchoring")  # and those beside its decisions
DUE_MONTHS = 3  # after the end of a year; the call names no day


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year of the contract and its report, if it was begun; `running` while the year goes on."""

    year: int
    first: date
    last: date
    report: YearReport | None
    running: bool
    begun: bool
    final: bool


def years_with_reports(contract: Contract, today: date) -> tuple[YearLine, ...]:
    """Every year of a contract, the newest that began first; one query."""
    rows = YearReport.objects.filter(contract=contract).select_related("approval", "receipt")
    reports = {report.year: report for report in rows}
    all_, begun = years_of(contract), begun_years(contract, today)
    lines = []
    for year in range(1, all_ + 1):
        window = window_of_year(contract, year, contract.end)
        running = window.first <= today <= window.last
        lines.append(YearLine(year, window.first, window.last, reports.get(year), running, year <= begun, year == all_))
    return tuple(reversed(lines))


def begun_years(contract: Contract, today: date) -> int:
    """How many years of the contract have begun by a day; 0 before its first."""
    return year_number(contract.start, contract.end, today) if today >= contract.start else 0


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report. `frozen` is what stands when it closed; `since` what would be otherwise now."""

    report: YearReport
    data: Report
    edition: Edition
    frozen: Frozen | None
    remarks: tuple[Remark, ...]
    since: tuple[Change, ...]

    @property
    def blocked(self) -> bool:
        """Whether something has to be done before it can close."""
        return any(one.blocks for one in self.remarks)

    @property
    def runs(self) -> bool:
        """Whether its year still runs; then nobody can close it."""
        return any(one.code == "year_runs" for one in self.remarks)

    @property
    def sha256(self) -> str:
        if self.frozen is None:
            return ""
        return self.frozen.public_sha256 if self.edition == "public" else self.frozen.sha256


def report_page(report: YearReport, *, today: date, edition: Edition) -> ReportPage:
    """The page of a report: from the data while it is open, from what was frozen after that."""
    frozen = standing(report) if report.state != YearReport.State.OPEN else None
    if frozen is not None:
        since = changed_of(report.contract, frozen)
        return ReportPage(report, as_frozen(frozen, edition), edition, frozen, (), since)
    data = data_of(report, today=today, edition=edition)
    return ReportPage(
        report,
        data,
        edition,
        None,
        remarks(data, ends=end_of_year(report.contract, report.year), changed=data.changes),
        (),
    )


def data_of(report: YearReport, *, today: date, edition: Edition) -> Report:
    """A report as data: as it was frozen, or as everything stands now."""
    frozen = standing(report) if report.state != YearReport.State.OPEN else None
    if frozen is not None:
        return as_frozen(frozen, edition)
    figures = figures_of(report.contract, year=report.year, today=today, edition=edition)
    return with_texts(figures, texts_of(report), figures.changes)


@dataclass(frozen=True, slots=True)
class Beside:
    """What lies beside a chapter while it is written: last year's text, this year's lessons and signals."""

    before: str
    before_year: int
    lessons: tuple[Lesson, ...]
    signals: tuple[Signal, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Writing:
    """A chapter as it is written. `section` is its text: the writing desk's own parts look for that name."""

    report: YearReport
    section: ReportText
    chapter: Chapter
    asked: str
    number: int
    present: tuple[str, ...]
    head: str
    versions: int
    beside: Beside
    before: str
    after: str

    @property
    def title(self) -> str:
        return title_of(self.section.key)


def text_of(report: YearReport, key: str) -> ReportText:
    """The text of a chapter; Http404 when there is no such chapter."""
    found = ReportText.objects.select_related("saved_by").filter(report=report, key=key).first()
    if found is None:
        raise Http404
    return found


def writing_of(report: YearReport, key: str, person: Person, now: datetime, today: date) -> Writing:
    """The writing page of a chapter; a fixed number of queries."""
    text = text_of(report, key)
    at = CHAPTERS.index(key)
    newest = text.versions.exclude(kind="aside").order_by("-number").values_list("sitting", flat=True).first()
    return Writing(
        report=report,
        section=text,
        chapter=data_of(report, today=today, edition="inside").chapter(key),
        asked=str(ASKED[key]),
        number=at + 1,
        present=present_in(text, now, person),
        head=newest or "",
        versions=text.versions.count(),
        beside=beside_of(report, key),
        before=CHAPTERS[at - 1] if at else "",
        after=CHAPTERS[at + 1] if at + 1 < len(CHAPTERS) else "",
    )


def beside_of(report: YearReport, key: str) -> Beside:
    """What a writer wants to see beside a chapter, in three queries."""
    window = window_of_year(report.contract, report.year, report.contract.end)
    before = ReportText.objects.filter(report__contract=report.contract_id, report__year=report.year - 1, key=key)
    lessons = Lesson.objects.filter(
        contract=report.contract_id, learned_on__gte=window.first, learned_on__lte=window.last, chapter__in=(key, "")
    )
    seen: tuple[Signal, ...] = ()
    if key in SEEN:
        rows = Signal.objects.filter(
            contract=report.contract_id, into=None, date__gte=window.first, date__lte=window.last
        )
        seen = tuple(rows.select_related("theme"))
    said = before.values_list("text", flat=True).first() or ""
    decided = decisions_between(report.contract, window.first, window.last) if key in DECIDED else ()
    return Beside(said, report.year - 1, tuple(lessons), seen, tuple(line.decision for line in decided))


def present_in(text: ReportText, now: datetime, but: Person) -> tuple[str, ...]:
    """Who else has the chapter open now."""
    found = ReportPresence.objects.filter(text_of=text, seen_at__gt=now - HERE).exclude(person=but)
    return tuple(found.order_by("person__name").values_list("person__name", flat=True))


def due_on(last: date) -> date:
    """By when the report of a year is expected: three months after it ended."""
    month = last.month + DUE_MONTHS
    return date(last.year + (month - 1) // 12, (month - 1) % 12 + 1, 28)
