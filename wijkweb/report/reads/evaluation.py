"""What the jury, the funder and the public read: reports that were handed in, findings, questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from wijkweb.commons.access import visible_cases
from wijkweb.commons.models import Case, Interest, Person
from wijkweb.commons.together import fill
from wijkweb.contract.models import Contract, Indicator
from wijkweb.contract.reads.contracts import day_of
from wijkweb.report.models import Agreement, Evaluation, Judgement, Question, YearReport
from wijkweb.report.reads.reports import as_frozen
from wijkweb.rules.meetings import late
from wijkweb.shapes.report import Edition, Report


@dataclass(frozen=True, slots=True)
class SentLine:
    """A report that was handed in, and whether the jury gave its findings."""

    report: YearReport
    given: bool


def sent_to(person: Person) -> tuple[SentLine, ...]:
    """The reports that a juror may read, the ones to judge first; two queries."""
    cases = visible_cases(person, "sent.read")
    rows = YearReport.objects.filter(contract__case__in=cases, state=YearReport.State.SENT)
    found = rows.select_related("contract__case__municipality", "receipt", "evaluation").order_by("-year", "-pk")
    lines = [SentLine(one, _given(one)) for one in found]
    return tuple(sorted(lines, key=lambda line: line.given))


def _given(report: YearReport) -> bool:
    evaluation = getattr(report, "evaluation", None)
    return evaluation is not None and evaluation.given_at is not None


def interests_of(person: Person) -> tuple[Interest, ...]:
    """The interests that a juror declared and that still stand."""
    return tuple(Interest.objects.filter(person=person, withdrawn_on=None).select_related("case__municipality"))


def sent_report(case: Case, year: int, edition: Edition) -> tuple[YearReport, Report, str]:
    """A report that was handed in, exactly as it was frozen, with its hash; Http404 before that."""
    rows = YearReport.objects.select_related("contract__case__municipality", "receipt__frozen")
    found = rows.filter(contract__case=case, year=year, state=YearReport.State.SENT).first()
    if found is None:
        raise Http404
    frozen = found.receipt.frozen
    return found, as_frozen(frozen, edition), frozen.public_sha256 if edition == "public" else frozen.sha256


def published_for(person: Person) -> tuple[Case, ...]:
    """The cases of which this person reads the public level, with a report that was handed in; one query."""
    rows = visible_cases(person, "public.read").filter(contract__yearreport_set__state=YearReport.State.SENT)
    return tuple(rows.select_related("municipality").distinct().order_by("title", "pk"))


def sent_years(case: Case) -> tuple[YearReport, ...]:
    """The reports of a contract that were handed in, the newest first."""
    rows = YearReport.objects.filter(contract__case=case, state=YearReport.State.SENT)
    return tuple(rows.select_related("receipt").order_by("-year"))


@dataclass(frozen=True, slots=True)
class EvaluationPage:
    """The findings on a report; `judgements` has every promise, those without a verdict too, `late` the keys of the
    agreements that are not done in time."""

    report: YearReport
    evaluation: Evaluation | None
    judgements: tuple[tuple[Indicator, Judgement | None], ...]
    agreements: tuple[Agreement, ...]
    late: frozenset[int] = frozenset()

    @property
    def given(self) -> bool:
        return self.evaluation is not None and self.evaluation.given_at is not None

    @property
    def token(self) -> int:
        return self.evaluation.token if self.evaluation else 1


def evaluation_page(case: Case, year: int, *, now: datetime) -> EvaluationPage:
    """The findings, the reply and the agreements; four queries. Http404 before the report was handed in."""
    rows = YearReport.objects.select_related("contract__case__municipality", "receipt")
    report = rows.filter(contract__case=case, year=year, state=YearReport.State.SENT).first()
    if report is None:
        raise Http404
    evaluations = Evaluation.objects.filter(report=report).prefetch_related("judgements", "agreements")
    found = evaluations.first()
    return _page(report, found, tuple(Indicator.objects.filter(contract=report.contract)), now)


def evaluation_pages(case: Case, *, now: datetime) -> tuple[EvaluationPage, ...]:
    """The same of every report that was handed in, the newest first; one query, however many they are."""
    sent = YearReport.objects.filter(contract__case=case, state=YearReport.State.SENT).order_by("-year")
    reports = sent.select_related("contract__case__municipality", "receipt")
    evaluations = Evaluation.objects.filter(report__in=sent.order_by()).prefetch_related("judgements", "agreements")
    indicators = Indicator.objects.filter(contract__case=case)
    fill([reports, evaluations, indicators])
    found, promises = {one.report_id: one for one in evaluations}, tuple(indicators)
    return tuple(_page(one, found.get(one.pk), promises, now) for one in reports)


def _page(
    report: YearReport, found: Evaluation | None, promises: tuple[Indicator, ...], now: datetime
) -> EvaluationPage:
    judged = {one.indicator_id: one for one in found.judgements.all()} if found else {}
    agreements = tuple(found.agreements.all()) if found else ()
    today = day_of(report.contract, now)
    late_ = frozenset(one.pk for one in agreements if late(due=one.due, is_open=one.done_on is None, today=today))
    return EvaluationPage(report, found, tuple((one, judged.get(one.pk)) for one in promises), agreements, late_)


def questions_of(contract: Contract) -> tuple[Question, ...]:
    """What the funder asked, the open ones first."""
    rows = Question.objects.filter(contract=contract).select_related("asked_by", "answered_by")
    return tuple(sorted(rows, key=lambda one: one.answered_at is not None))


def question_of(contract: Contract, public_id: str) -> Question:
    """A question about this contract; Http404."""
    found = Question.objects.select_related("contract__case").filter(contract=contract, public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def agreement_of(contract: Contract, public_id: str) -> Agreement:
    """An agreement of this contract; Http404."""
    found = Agreement.objects.select_related("contract__case", "evaluation__report").filter(contract=contract)
    one = found.filter(public_id=public_id).first()
    if one is None:
        raise Http404
    return one
