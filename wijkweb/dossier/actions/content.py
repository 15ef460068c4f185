"""The whole content of a dossier is set at once: from its canonical form, or from a paper that was read."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from wijkweb.commons.models import Person, StoredFile
from wijkweb.dossier.actions.dossiers import change_title, changed
from wijkweb.dossier.actions.texts import save_text
from wijkweb.dossier.models import (
    Annex,
    Answered,
    AreaFigure,
    Dossier,
    Idea,
    IdeaScore,
    IdeaStep,
    MoneyLine,
    Partner,
    Payer,
    ProjectArea,
    Promise,
    Risk,
    RuleRequest,
    Section,
    SectionVersion,
    StaffLine,
)
from wijkweb.shapes import application as shape
from wijkweb.shapes.application import Application
from wijkweb.shapes.plain import to_plain

STRUCTURED = (Idea, AreaFigure, ProjectArea, StaffLine, Payer, Partner, Risk, Promise, RuleRequest, Annex)


@transaction.atomic
def fill(*, dossier: Dossier, application: Application, by: Person, now: datetime, verb: str) -> None:
    """Sets the content of a dossier; the texts become new versions, the rest is replaced."""
    for model in STRUCTURED:
        model._default_manager.filter(dossier=dossier).delete()
    change_title(dossier=dossier, title=application.project, objective=application.objective, by=by, now=now)
    dossier.case.title = application.project[:200]
    Dossier.objects.filter(pk=dossier.pk).update(contacts=to_plain(application.contacts))
    _texts(dossier, application, by, now)
    _ideas(dossier, application.ideas, by)
    _diagnosis(dossier, application)
    _money(dossier, application.payers)
    _network(dossier, application)
    dossier.refresh_from_db()
    changed(dossier=dossier, by=by, now=now, verb=verb)


def _texts(dossier: Dossier, application: Application, by: Person, now: datetime) -> None:
    sections = {section.key: section for section in Section.objects.filter(dossier=dossier)}
    Answered.objects.filter(section__dossier=dossier).delete()
    for text in application.sections:
        section = sections[text.key]
        save_text(
            dossier=dossier,
            key=text.key,
            text=text.text,
            token=section.token,
            by=by,
            now=now,
            kind=SectionVersion.Kind.PAPER,
        )
        Answered.objects.bulk_create(
            Answered(section=section, question=question, where=where, by=by, at=now)
            for question, where in text.answered
        )


def _ideas(dossier: Dossier, ideas: tuple[shape.Idea, ...], by: Person) -> None:
    for position, idea in enumerate(ideas, start=1):
        step = idea.steps[-1].step if idea.steps else Idea.Step.LONG_LIST
        row = Idea.objects.create(
            dossier=dossier, position=position, title=idea.title, service=idea.service, text=idea.text, step=step
        )
        IdeaScore.objects.bulk_create(IdeaScore(idea=row, aspect=a, score=s) for a, s in idea.scores)
        for done in idea.steps:
            at = datetime(done.on.year, done.on.month, done.on.day, 12, tzinfo=UTC)
            said_by = "" if done.by == by.name else done.by
            IdeaStep.objects.create(idea=row, step=done.step, at=at, by=by, said_by=said_by, reason=done.reason)


def _diagnosis(dossier: Dossier, application: Application) -> None:
    areas = {
        area.name: ProjectArea.objects.create(
            dossier=dossier,
            position=position,
            name=area.name,
            kind=area.kind,
            system=area.system,
            version=area.version,
            codes=list(area.codes),
        )
        for position, area in enumerate(application.areas, start=1)
    }
    AreaFigure.objects.bulk_create(
        AreaFigure(dossier=dossier, position=position, **_figure(figure, areas))
        for position, figure in enumerate(application.figures, start=1)
    )


def _figure(figure: shape.AreaFigure, areas: dict[str, ProjectArea]) -> dict[str, Any]:
    return {
        "area": areas[figure.area],
        "indicator": figure.indicator,
        "value": figure.value,
        "printed": figure.printed,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "unit": figure.unit,
        "year": figure.year,
        "source": figure.source,
        "version": figure.version,
        "base": figure.base,
        "aspect": figure.aspect,
    }


def _money(dossier: Dossier, payers: tuple[shape.Payer, ...]) -> None:
    for position, payer in enumerate(payers, start=1):
        row = Payer.objects.create(dossier=dossier, position=position, name=payer.name, kind=payer.kind)
        MoneyLine.objects.bulk_create(
            MoneyLine(payer=row, post=line.post, label=line.label, year=line.year or 0, amount=line.amount)
            for line in payer.lines
        )
        StaffLine.objects.bulk_create(
            StaffLine(dossier=dossier, payer=row, position=at, **_staff(plan)) for at, plan in enumerate(payer.staff, 1)
        )


def _staff(plan: shape.StaffPlan) -> dict[str, Any]:
    return {
        "function": plan.function,
        "employer": plan.employer,
        "vte": plan.vte,
        "start": plan.start,
        "end": plan.end,
        "yearly": plan.yearly,
        "indexation": plan.indexation,
    }


def _network(dossier: Dossier, application: Application) -> None:
    plans = (
        (Partner, application.partners),
        (Risk, application.risks),
        (Promise, application.promises),
        (RuleRequest, application.rule_requests),
    )
    for model, rows in plans:
        for position, row in enumerate(rows, start=1):
            fields = {field.name: getattr(row, field.name) for field in dataclasses.fields(row)}  # type: ignore[arg-type]
            model._default_manager.create(dossier=dossier, position=position, **fields)
    for position, annex in enumerate(application.annexes, start=1):
        file = _file(dossier, annex) if annex.sha256 else None
        if file or annex.link:
            link = "" if file else annex.link
            Annex.objects.create(dossier=dossier, position=position, title=annex.title, link=link, file=file)


def _file(dossier: Dossier, annex: shape.AnnexPlan) -> StoredFile | None:
    """The file of an annex among those of the case: the one with its name, when it is there more than once."""
    same = StoredFile.objects.filter(case=dossier.case_id, sha256=annex.sha256)
    return same.filter(name=annex.file).first() or same.first()
