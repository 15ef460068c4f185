"""Signals of the year: how many, on which level, answered in time or late. In public no signal is quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from copy import copy
from datetime import date
from fractions import Fraction

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from wijkweb.commons.together import asked
from wijkweb.contract.models import Contract
from wijkweb.contract.reads.later import over
from wijkweb.field.models import Signal
from wijkweb.field.templatetags.street import LEVELS, SIGNAL_STATUS
from wijkweb.report.reads.basis import Basis, count, day, row, text
from wijkweb.report.reads.chapters.drawn import plot_of
from wijkweb.report.reads.chapters.ground import monthly
from wijkweb.report.reads.chapters.periods import period_of, periods
from wijkweb.rules.reporting import cell
from wijkweb.rules.signals import Facts, in_time
from wijkweb.shapes.report import Cell, Chapter, Column, Figure, Grid, Row

SPEEDS = ("in_time", "late", "waiting")


def signals(basis: Basis) -> Chapter:
    """Signals seen in the year, by level: answered, in time, still open; inside what they said."""
    found = _seen(basis)
    opens = basis.opens("signal_list")
    answered = [one for one in found if one.answered_on and one.answered_on <= basis.today]
    owed = [one for one in found if one.due and (one in answered or basis.today > one.due)]
    share = Fraction(100 * sum(in_time(_facts(one)) for one in owed), len(owed)) if owed else None
    figures = (
        Figure("signals/seen", _("Signals seen"), count(len(found), opens)),
        Figure("signals/answered", _("Signals that were answered"), count(len(answered), opens)),
        Figure("signals/in_time", _("Answered in time, of those that were due"), cell("percent", share, opens, 0)),
    )
    if basis.figures_only:
        return Chapter("signals", figures=figures)
    times = _in_time(basis, owed)
    return Chapter(
        "signals",
        figures=figures,
        grids=(*times, _by_level(found, answered), *((_quoted(basis, found),) if basis.inside and found else ())),
        charts=monthly(basis, "signals", _("Signals seen, by month"), _("signals"), [one.date for one in found]),
        plots=tuple(
            plot
            for grid in times
            for plot in plot_of(grid, SPEEDS, caption=grid.caption, unit=_("signals"), without=("all",))
        ),
    )


def _seen(basis: Basis) -> list[Signal]:
    """The signals as their steps say that they stood on the day of the report: on which level, and not yet combined
    with another when that came later. When an answer was due, and that one is opened again, is as it is now."""
    after = over(basis.contract, basis.today)
    found = []
    for signal in signal_rows(basis.contract):
        steps = signal.steps.all()
        apart = signal.into_id is None or any(step.step == "combined" and step.at >= after for step in steps)
        if apart and basis.window.first <= signal.date <= basis.window.last:
            one = copy(signal)
            one.level = next((step.level for step in reversed(steps) if step.at < after), signal.level)
            found.append(one)
    return found


@asked
def signal_rows(contract: Contract) -> QuerySet[Signal]:
    """All signals, with their theme and steps."""
    return Signal.objects.filter(contract=contract).select_related("theme").prefetch_related("steps")


def _in_time(basis: Basis, owed: Sequence[Signal]) -> tuple[Grid, ...]:
    """The signals to which an answer was due, by the period in which they were seen: in time, late, not yet."""
    if not owed:
        return ()
    found = Counter((period_of(basis, one.date), _speed(one, basis.today)) for one in owed)
    told = periods(basis)
    rows = [row(key, text(name), *(count(found[key, speed]) for speed in SPEEDS)) for key, name, _of in told]
    sums = (count(sum(found[key, speed] for key, _name, _of in told)) for speed in SPEEDS)
    heads = (
        Column("in_time", _("In time")),
        Column("late", _("Late")),
        Column("waiting", _("Late and without an answer")),
    )
    columns = (Column("period", _("Seen in")), *heads)
    return (
        Grid(
            "signal_times",
            _("Signals answered in time and late"),
            columns,
            (*rows, row("all", text(_("In all")), *sums)),
        ),
    )


def _speed(one: Signal, today: date) -> str:
    if in_time(_facts(one)):
        return "in_time"
    return "late" if one.answered_on and one.answered_on <= today else "waiting"


def _facts(one: Signal) -> Facts:
    return Facts(one.date, one.due, one.answered_on, one.status)


def _by_level(found: Sequence[Signal], answered: Sequence[Signal]) -> Grid:
    columns = (Column("level", _("Level")), Column("seen", _("Seen")), Column("answered", _("Answered")))
    rows = tuple(
        row(
            level,
            text(name),
            count(sum(s.level == level for s in found)),
            count(sum(s.level == level for s in answered)),
        )
        for level, name in LEVELS.items()
    )
    return Grid("signals", _("Signals by level"), columns, rows)


def _quoted(basis: Basis, found: Sequence[Signal]) -> Grid:
    columns = (
        Column("text", _("Signal")), Column("theme", _("Theme")), Column("level", _("Level")),
        Column("day", _("Seen on")), Column("state", _("How it stands")),
    )  # fmt: skip
    rows = tuple(_signal(basis, one) for one in found)
    return Grid("quoted", _("What was seen"), columns, rows)


def _signal(basis: Basis, one: Signal) -> Row:
    said = Cell("text", one.text, opens=basis.opens("signal", one.public_id))
    return row(
        one.public_id, said, text(one.theme), text(LEVELS[one.level]), day(one.date), text(SIGNAL_STATUS[one.status])
    )
