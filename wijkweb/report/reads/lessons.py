"""Lessons, and the names of the figures of the diagnosis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wijkweb.contract.models import Contract
from wijkweb.contract.reads.baseline import baseline_of
from wijkweb.report.models import Lesson
from wijkweb.report.words import TITLES


@dataclass(frozen=True, slots=True)
class LessonLine:
    """A lesson with the title of its chapter, "" for the whole work."""

    on: date
    about: str
    text: str


def lessons_of(contract: Contract) -> tuple[LessonLine, ...]:
    """Every lesson, the newest first; one query."""
    rows = Lesson.objects.filter(contract=contract).order_by("-learned_on", "-pk")
    return tuple(LessonLine(one.learned_on, str(TITLES.get(one.chapter, "")), one.text) for one in rows)


def figures_named(contract: Contract) -> tuple[tuple[str, str], ...]:
    """The figures of the diagnosis as (indicator, area), as they were frozen."""
    baseline = baseline_of(contract)
    return tuple(dict.fromkeys((one.indicator, one.area) for one in baseline.figures)) if baseline else ()
