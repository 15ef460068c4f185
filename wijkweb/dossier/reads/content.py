"""The whole content of a dossier as plain data, and the check of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Prefetch
from django.http import Http404

from wijkweb.call.reads import call_of
from wijkweb.commons.models import Case
from wijkweb.dossier.models import (
    Annex,
    Answered,
    AreaFigure,
    Dossier,
    Idea,
    Partner,
    Payer,
    ProjectArea,
    Promise,
    Risk,
    RuleRequest,
    Section,
)
from wijkweb.dossier.tables import section_tables
from wijkweb.rules.application import laid_out
from wijkweb.rules.check import check_dossier
from wijkweb.rules.checks.network import check_network
from wijkweb.shapes import application as shape
from wijkweb.shapes.application import Application
from wijkweb.shapes.call import Call
from wijkweb.shapes.check import Check
from wijkweb.shapes.dossier import Contact
from wijkweb.shapes.plain import from_plain

T = TypeVar("T")


class NoDossier(Http404):
    """The case has no dossier here: its contract was entered by hand."""


def dossier_of(case: Case) -> Dossier:
    """The dossier of a case, with its call and municipality; raises NoDossier."""
    found = Dossier.objects.select_related("call_version__funder", "case", "municipality", "started_by")
    dossier = found.filter(case=case).first()
    if dossier is None:
        raise NoDossier
    return dossier


def check_of(application: Application, call: Call) -> Check:
    """The application held against its call, with the tables that paper prints of it."""
    laid = laid_out(application, call, section_tables(application, call))
    return check_dossier(laid, call, check_network(application, call))


def application_of(dossier: Dossier) -> Application:
    """All that a dossier says; a fixed number of queries, whatever its size."""
    return Application(
        call=dossier.call_id,
        call_version=dossier.call_version.version,
        municipality=dossier.municipality.name,
        project=dossier.case.title,
        objective=dossier.objective,
        contacts=tuple(from_plain(Contact, item) for item in dossier.contacts),
        ideas=_ideas(dossier),
        sections=_sections(dossier),
        areas=tuple(map(_area, dossier.projectarea_set.all())),
        figures=tuple(map(area_figure, AreaFigure.objects.filter(dossier=dossier).select_related("area"))),
        payers=_payers(dossier),
        partners=tuple(map(_partner, Partner.objects.filter(dossier=dossier))),
        risks=tuple(
            shape.RiskPlan(risk.title, risk.chance, risk.effect, risk.owner, risk.measure)  # type: ignore[arg-type]
            for risk in Risk.objects.filter(dossier=dossier)
        ),
        promises=tuple(map(_promise, Promise.objects.filter(dossier=dossier))),
        rule_requests=tuple(
            shape.RuleRequestPlan(asked.rule, asked.government, asked.status, asked.reason)  # type: ignore[arg-type]
            for asked in RuleRequest.objects.filter(dossier=dossier)
        ),
        annexes=tuple(map(_annex, Annex.objects.filter(dossier=dossier).select_related("file"))),
    )


def _ideas(dossier: Dossier) -> tuple[shape.Idea, ...]:
    found = Idea.objects.filter(dossier=dossier).prefetch_related("scores", "steps__by")
    return tuple(
        shape.Idea(
            idea.title,
            idea.service,
            idea.text,
            tuple((score.aspect, score.score) for score in idea.scores.all()),
            tuple(
                shape.IdeaStep(step.step, step.at.date(), step.said_by or step.by.name, step.reason)  # type: ignore[arg-type]
                for step in idea.steps.all()
            ),
        )
        for idea in found
    )


def _sections(dossier: Dossier) -> tuple[shape.SectionText, ...]:
    call = call_of(dossier.call_version)
    texts = {section.key: section for section in Section.objects.filter(dossier=dossier)}
    answered = _grouped(Answered.objects.filter(section__dossier=dossier).order_by("question"), "section_id")
    return tuple(
        shape.SectionText(
            spec.key,
            texts[spec.key].text,
            tuple((tick.question, tick.where) for tick in answered[texts[spec.key].pk]),
        )
        for spec in call.sections
        if spec.key in texts
    )


def _grouped(rows: Iterable[T], field: str) -> dict[int, list[T]]:
    found: dict[int, list[T]] = defaultdict(list)
    for row in rows:
        found[getattr(row, field)].append(row)
    return found


def _area(area: ProjectArea) -> shape.ProjectArea:
    return shape.ProjectArea(area.name, area.kind, area.system, area.version, tuple(area.codes))  # type: ignore[arg-type]


def area_figure(figure: AreaFigure) -> shape.AreaFigure:
    """A figure as plain data."""
    return shape.AreaFigure(
        indicator=figure.indicator,
        area=figure.area.name,
        value=figure.value,
        unit=figure.unit,
        year=figure.year,
        source=figure.source,
        printed=figure.printed,
        aspect=figure.aspect,
        base=figure.base,
        numerator=figure.numerator,
        denominator=figure.denominator,
        version=figure.version,
    )


def _payers(dossier: Dossier) -> tuple[shape.Payer, ...]:
    found = Payer.objects.filter(dossier=dossier).prefetch_related("lines", Prefetch("staff"))
    return tuple(map(payer_shape, found))


def payer_shape(payer: Payer) -> shape.Payer:
    """A payer with its amounts and staff lines, which have to be fetched before."""
    return shape.Payer(
        payer.name,
        payer.kind,  # type: ignore[arg-type]
        tuple(shape.MoneyLine(line.post, line.amount, line.year or None, line.label) for line in payer.lines.all()),
        tuple(
            shape.StaffPlan(line.function, line.employer, line.vte, line.start, line.end, line.yearly, line.indexation)
            for line in payer.staff.all()
        ),
    )


def _partner(partner: Partner) -> shape.PartnerPlan:
    return shape.PartnerPlan(
        partner.name,
        partner.level,
        partner.role,
        partner.expertise,
        partner.money,
        partner.engagement,  # type: ignore[arg-type]
    )


def _promise(promise: Promise) -> shape.PromisePlan:
    return shape.PromisePlan(
        title=promise.title,
        measure=promise.measure,
        period=promise.period,
        denominator=promise.denominator,
        kind=promise.kind,  # type: ignore[arg-type]
        source=promise.source,
        target=promise.target,
        upper=promise.upper,
        unit=promise.unit,
        track=promise.track,
    )


def _annex(annex: Annex) -> shape.AnnexPlan:
    name, digest = (annex.file.name, annex.file.sha256) if annex.file else ("", "")
    return shape.AnnexPlan(annex.title, annex.link, name, digest)
