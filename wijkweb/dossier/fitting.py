"""Whether an application that came in a file can be kept under its call, before anything is written.

Lengths and digits are those of the tables that it goes into; what must be there once is there once.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db import models

from wijkweb.dossier import models as tables
from wijkweb.dossier.actions.texts import MOST_CHARACTERS
from wijkweb.shapes import application as shape
from wijkweb.shapes.application import Application
from wijkweb.shapes.call import Call
from wijkweb.shapes.plain import Misfit

_TABLES: dict[type, type[models.Model]] = {
    shape.Idea: tables.Idea,
    shape.IdeaStep: tables.IdeaStep,
    shape.ProjectArea: tables.ProjectArea,
    shape.AreaFigure: tables.AreaFigure,
    shape.MoneyLine: tables.MoneyLine,
    shape.StaffPlan: tables.StaffLine,
    shape.Payer: tables.Payer,
    shape.PartnerPlan: tables.Partner,
    shape.RiskPlan: tables.Risk,
    shape.PromisePlan: tables.Promise,
    shape.RuleRequestPlan: tables.RuleRequest,
    shape.AnnexPlan: tables.Annex,
}
_LENGTHS = {(Application, "project"): 200, (Application, "objective"): 500, (shape.AnnexPlan, "file"): 200}
_YEARS = range(1990, 2101)


def fit(application: Application, call: Call) -> None:
    """Raises Misfit with the key of the first place that cannot be kept, and a code for the reason."""
    _walk(application, "")
    _known(application, call)
    _once(application)
    for at, payer in enumerate(application.payers):
        for number, plan in enumerate(payer.staff):
            if plan.end < plan.start or not _YEARS[0] <= plan.start.year <= plan.end.year <= _YEARS[-1]:
                raise Misfit(f"payers[{at}].staff[{number}].end", "period")
        for number, line in enumerate(payer.lines):
            if line.year is not None and line.year not in _YEARS:
                raise Misfit(f"payers[{at}].lines[{number}].year", "year")
    for at, promise in enumerate(application.promises):
        if promise.kind != "milestone" and promise.target is None:
            raise Misfit(f"promises[{at}].target", "missing")
    for at, annex in enumerate(application.annexes):
        if bool(annex.link) == bool(annex.sha256):
            raise Misfit(f"annexes[{at}].link", "link_or_file")
        if annex.link and not annex.link.startswith(("https://", "http://")):
            raise Misfit(f"annexes[{at}].link", "link")


def _walk(value: Any, key: str) -> None:
    """Every text and number on its own, with the length and the digits that its column has."""
    for field in dataclasses.fields(value):
        place = f"{key}.{field.name}" if key else field.name
        item = getattr(value, field.name)
        column = _column(type(value), field.name)
        most = _LENGTHS.get((type(value), field.name)) or getattr(column, "max_length", None)
        for at, part in _parts(item, place):
            if dataclasses.is_dataclass(part):
                _walk(part, at)
            elif isinstance(part, str):
                _text(part, at, most or MOST_CHARACTERS)
            elif isinstance(part, Decimal):
                _number(part, at, column)


def _parts(item: Any, key: str) -> Iterator[tuple[str, Any]]:
    if isinstance(item, tuple):
        for at, part in enumerate(item):
            yield from _parts(part, f"{key}[{at}]")
    else:
        yield key, item


def _column(kind: type, name: str) -> Any:
    table = _TABLES.get(kind)
    known = {field.name: field for field in table._meta.get_fields()} if table else {}
    return known.get(name)


def _text(text: str, key: str, most: int) -> None:
    if len(text) > most:
        raise Misfit(key, "long")
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Misfit(key, "sign")


def _number(value: Decimal, key: str, column: Any) -> None:
    places, digits = getattr(column, "decimal_places", 2), getattr(column, "max_digits", 14)
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > places or abs(value) >= Decimal(10) ** (digits - places):
        raise Misfit(key, "number")


def _known(application: Application, call: Call) -> None:
    sections = {spec.key: {question.key for question in spec.questions} for spec in call.sections}
    for at, text in enumerate(application.sections):
        if text.key not in sections:
            raise Misfit(f"sections[{at}].key", "unknown")
        for number, (question, where) in enumerate(text.answered):
            if question not in sections[text.key]:
                raise Misfit(f"sections[{at}].answered[{number}]", "unknown")
            if len(where) > 200:
                raise Misfit(f"sections[{at}].answered[{number}]", "long")
    areas = {area.name for area in application.areas}
    for at, figure in enumerate(application.figures):
        if figure.area not in areas:
            raise Misfit(f"figures[{at}].area", "unknown")
    for at, idea in enumerate(application.ideas):
        for number, (aspect, score) in enumerate(idea.scores):
            if not 0 <= score <= 3 or len(aspect) > 60:
                raise Misfit(f"ideas[{at}].scores[{number}]", "score")


def _once(application: Application) -> None:
    chosen = [idea.steps[-1].step == "chosen" if idea.steps else False for idea in application.ideas]
    if sum(chosen) > 1:
        raise Misfit(f"ideas[{len(chosen) - 1 - chosen[::-1].index(True)}].steps", "twice")
    _unique("sections", "key", (text.key for text in application.sections))
    _unique("areas", "name", (area.name for area in application.areas))
    _unique("payers", "name", (payer.name for payer in application.payers))
    _unique("partners", "name", (partner.name for partner in application.partners))
    _unique("figures", "indicator", ((f.area, f.indicator, f.year, f.base) for f in application.figures))
    for at, text in enumerate(application.sections):
        _unique(f"sections[{at}].answered", "", (question for question, _ in text.answered))
    for at, idea in enumerate(application.ideas):
        _unique(f"ideas[{at}].scores", "", (aspect for aspect, _ in idea.scores))
    for at, payer in enumerate(application.payers):
        _unique(f"payers[{at}].lines", "post", ((line.post, line.label, line.year) for line in payer.lines))


def _unique(key: str, name: str, values: Iterable[Hashable]) -> None:
    seen: set[Hashable] = set()
    for at, value in enumerate(values):
        if value in seen:
            raise Misfit(f"{key}[{at}].{name}".rstrip("."), "twice")
        seen.add(value)
