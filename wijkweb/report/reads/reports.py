"""A yearly report: worked out from what was registered while it is open, as it was frozen once it is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db.models import QuerySet
from django.http import Http404
from django.utils import translation

from wijkweb.commons.once import reading_once
from wijkweb.contract.models import Contract
from wijkweb.report.models import Body, Decision, Frozen, ReportText, YearReport
from wijkweb.report.reads.basis import basis_of
from wijkweb.report.reads.chapters.ground import activities, places
from wijkweb.report.reads.chapters.neighbourhood import neighbourhood
from wijkweb.report.reads.chapters.people import network, risks, team
from wijkweb.report.reads.chapters.promises import definitions, promises, provisional
from wijkweb.report.reads.chapters.signals import signals
from wijkweb.report.reads.chapters.steering import anchoring, meetings, money
from wijkweb.report.reads.chapters.street import street
from wijkweb.report.reads.chapters.summary import summary
from wijkweb.report.reads.chapters.whole import told_by_year
from wijkweb.report.reads.tables import read_tables
from wijkweb.rules.reporting import hidden_in
from wijkweb.shapes.plain import from_plain
from wijkweb.shapes.report import CHAPTERS, Change, Edition, Report

LANGUAGE = "nl"  # of the paper that goes to the funder, whoever reads the page
MAKERS = {
    "promises": promises,
    "street": street,
    "places": places,
    "activities": activities,
    "signals": signals,
    "team": team,
    "network": network,
    "money": money,
    "risks": risks,
    "meetings": meetings,
    "neighbourhood": neighbourhood,
    "anchoring": anchoring,
}


def worked_out(contract: Contract, *, year: int, today: date, edition: Edition) -> Report:
    """The report of a year as the data say it now, without its texts and without what changed of earlier ones."""
    with translation.override(LANGUAGE), reading_once():
        read_tables(contract)
        basis = basis_of(contract, year=year, today=today, edition=edition)
        made = {key: make(basis) for key, make in MAKERS.items()}
        if basis.final:
            made = told_by_year(basis, made, MAKERS)
        made["summary"] = summary(basis, made)
        counted = definitions(basis)
        waiting = provisional(basis)
    chapters = tuple(made[key] for key in CHAPTERS)
    case = contract.case
    return Report(
        case=case.public_id,
        title=case.title,
        municipality=str(case.municipality),
        year=year,
        first=basis.window.first,
        last=basis.window.last,
        cut_off=today,
        edition=edition,
        language=LANGUAGE,
        final=basis.final,
        example=contract.stands_on is not None,
        chapters=chapters,
        definitions=counted,
        hidden=hidden_in(chapters),
        provisional=waiting,
    )


def with_texts(report: Report, texts: dict[str, str], changes: tuple[Change, ...] = ()) -> Report:
    """The same report with what people wrote."""
    chapters = tuple(replace(one, text=texts.get(one.key, "")) for one in report.chapters)
    return replace(report, chapters=chapters, changes=changes)


def texts_of(report: YearReport) -> dict[str, str]:
    """What stands in the chapters, by key; one query."""
    return dict(ReportText.objects.filter(report=report).values_list("key", "text"))


def standing(report: YearReport) -> Frozen | None:
    """The frozen edition that stands; None while the report is open."""
    return report.frozen.select_related("closed_by").filter(opened_again="").order_by("-number").first()


def decisions_on(frozen: Frozen, *, today: date) -> QuerySet[Decision]:
    """The decisions that can approve a frozen report: of the contract's own steering group, of a day from its cut-off
    until today, not taken back; the newest first."""
    rows = Decision.objects.filter(
        contract=frozen.report.contract_id, meeting__body__kind=Body.Kind.STEERING, withdrawn_on=None
    )
    return rows.filter(decided_on__gte=frozen.cut_off, decided_on__lte=today).order_by("-decided_on", "-pk")


def as_frozen(frozen: Frozen, edition: Edition) -> Report:
    """A frozen report as data, exactly as it closed."""
    return from_plain(Report, frozen.public if edition == "public" else frozen.inside)


def report_of(contract: Contract, year: int) -> YearReport:
    """The report of a year of a contract; Http404 when it was not begun."""
    found = YearReport.objects.select_related("approval", "receipt").filter(contract=contract, year=year).first()
    if found is None:
        raise Http404
    found.contract = contract
    return found
