"""The money, the meetings and what stays, as the year ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from wijkweb.contract.money_words import PAYERS
from wijkweb.contract.reads.spending import booked_of, spending_as_of
from wijkweb.report.models import Decision, Method
from wijkweb.report.reads.anchoring import HandOverLine, StepLine, anchoring_of
from wijkweb.report.reads.basis import Basis, count, day, row, text
from wijkweb.report.reads.chapters.drawn import own_share_by_month, paid_by_month, plot_of
from wijkweb.report.reads.decisions import decisions_between
from wijkweb.report.reads.meetings import meetings_between
from wijkweb.report.templatetags.meetings import HAND_OVER_STATES, STEP_STATES
from wijkweb.rules.reporting import cell
from wijkweb.shapes.report import Bar, Cell, Chapter, Chart, Column, Figure, Grid
from wijkweb.shapes.spending import BookedEntry, Money, Spending


def money(basis: Basis) -> Chapter:
    """Plan against what was committed and paid, per payer and post; the own share as it was realised."""
    found = spending_as_of(basis.contract, until=basis.window.last, known=basis.today)
    opens = basis.opens("money")
    share = found.own.share.value * 100 if found.own.share else None
    asked = found.own.asked.value * 100 if found.own.asked else None
    figures = (
        Figure("money/paid", _("Paid so far"), euro(found.total.paid, opens)),
        Figure("money/received", _("Subsidy received"), euro(found.received, opens)),
        Figure("money/own_share", _("Realised own share"), cell("percent", share, opens, 2)),
        Figure("money/own_asked", _("Own share that is asked"), cell("percent", asked, opens, 2)),
        Figure("money/own_margin", _("Own money above what is asked"), euro(found.own.margin, opens)),
    )
    if basis.figures_only:
        return Chapter("money", figures=figures)
    grid = _rows(found, opens)
    return Chapter(
        "money",
        figures=figures,
        grids=(grid,),
        charts=_charts(basis, found) if basis.inside else (),
        plots=plot_of(
            grid, ("plan", "committed", "paid"), named=2, without=("total",),
            caption=_("Planned, committed and paid, by post"), unit=_("EUR"),
        ),
    )  # fmt: skip


def paid_of(basis: Basis) -> tuple[BookedEntry, ...]:
    """What was paid up to the last day of the report; what is bound is paid later, and counts then."""
    booked = booked_of(basis.contract, until=basis.window.last)
    return tuple(one for one in booked if one.kind != "commitment")


def _charts(basis: Basis, found: Spending) -> tuple[Chart, ...]:
    booked = paid_of(basis)
    if not booked:
        return ()
    return (*_paid_by_month(basis, booked, found.total.plan), *own_share_by_month(basis, booked, found.own))


def _paid_by_month(basis: Basis, booked: Sequence[BookedEntry], plan: Decimal) -> tuple[Chart, ...]:
    """What was paid up to each month's end, in thousands so that a scale can be read; the line is the whole plan."""
    bars = []
    for month, paid in paid_by_month(basis, booked):
        bars.append(Bar(month.isoformat(), _thousands(sum(paid.values(), Decimal(0)))))
    caption = _("Paid so far, month by month")
    unit, target = _("thousand EUR"), _thousands(plan)
    return (Chart("months/paid", caption, unit, tuple(bars), target, goal=_("the whole plan")),)


def _thousands(amount: Decimal) -> Decimal:
    return (amount / 1000).quantize(Decimal("0.1"), ROUND_HALF_UP)


def euro(amount: Decimal, opens: str = "") -> Cell:
    return Cell("money", number=amount, opens=opens)


def _rows(found: Spending, opens: str) -> Grid:
    columns = (
        Column("post", _("Post")), Column("payer", _("Who pays")), Column("plan", _("Plan")),
        Column("committed", _("Committed")), Column("paid", _("Paid")), Column("forecast", _("Expected at the end")),
    )  # fmt: skip
    rows = [
        row(f"{one.payer}/{one.post}", text(one.title), text(PAYERS[one.payer]), *_figures(one.money, opens))
        for one in found.rows
    ]
    rows.append(row("total", text(_("Total")), text(""), *_figures(found.total, opens)))
    return Grid("money", _("The money by post, so far"), columns, tuple(rows))


def _figures(money: Money, opens: str) -> tuple[Cell, ...]:
    return tuple(euro(amount, opens) for amount in (money.plan, money.committed, money.paid, money.forecast))


def meetings(basis: Basis) -> Chapter:
    """How often bodies met; inside what they decided."""
    first, last = basis.window.first, basis.window.last
    met = [one for one in meetings_between(basis.contract, first, last) if one.meeting.state == "held"]
    lines = decisions_between(basis.contract, first, last)
    decided = [line.decision for line in lines if not _withdrawn(line.decision, basis.today)]
    figures = (
        Figure("meetings/held", _("Meetings that were held"), count(len(met), basis.opens("meeting_list"))),
        Figure("meetings/decided", _("Decisions"), count(len(decided), basis.opens("decision_list"))),
    )
    if basis.figures_only or not basis.inside or not decided:
        return Chapter("meetings", figures=figures)
    columns = (Column("number", _("Number")), Column("day", _("Day")), Column("text", _("Decision")))
    rows = tuple(row(one.code, _number(basis, one), day(one.decided_on), text(one.text)) for one in decided)
    return Chapter("meetings", figures=figures, grids=(Grid("decisions", _("What was decided"), columns, rows),))


def _withdrawn(one: Decision, today: date) -> bool:
    return one.withdrawn_on is not None and one.withdrawn_on <= today


def _number(basis: Basis, one: Decision) -> Cell:
    return Cell("text", one.code, opens=basis.opens("decision", one.public_id))


def anchoring(basis: Basis) -> Chapter:
    """The steps of the plan with their state; what was handed over, and to whom; methods that were written down."""
    found = anchoring_of(basis.contract, on=basis.window.last, known=basis.today)
    opens = basis.opens("anchoring")
    taken = found.by_state.get("done", 0)
    figures = (
        Figure("anchoring/steps", _("Steps in the plan"), count(len(found.steps), opens)),
        Figure("anchoring/done", _("Steps that were taken"), count(taken, opens)),
        Figure("anchoring/late", _("Steps and hand-overs that are late"), count(found.late, opens)),
    )
    if basis.figures_only:
        return Chapter("anchoring", figures=figures)
    grids = [_steps(found.steps)]
    if basis.inside:
        grids.append(_hand_overs(found.hand_overs))
    grids.append(_methods(found.methods))
    return Chapter("anchoring", figures=figures, grids=tuple(grid for grid in grids if grid.rows))


def _steps(steps: Iterable[StepLine]) -> Grid:
    columns = (
        Column("year", _("Year")), Column("title", _("Step")), Column("stays", _("What stays")),
        Column("owner", _("Owner")), Column("due", _("By")), Column("state", _("How it stands")),
    )  # fmt: skip
    rows = tuple(
        row(
            line.step.public_id, text(line.step.year), text(line.step.title), text(line.step.stays),
            text(line.step.owner), day(line.step.due), text(STEP_STATES[line.step.state]),
        )
        for line in steps
    )  # fmt: skip
    return Grid("steps", _("The anchoring plan"), columns, rows)


def _hand_overs(lines: Iterable[HandOverLine]) -> Grid:
    columns = (
        Column("what", _("What")), Column("to", _("To whom")), Column("start", _("From")),
        Column("state", _("How it stands")),
    )  # fmt: skip
    rows = tuple(
        row(
            line.hand_over.public_id, text(line.hand_over.place or line.hand_over.network), text(line.hand_over.to),
            day(line.hand_over.start), text(HAND_OVER_STATES[line.hand_over.state]),
        )
        for line in lines
    )  # fmt: skip
    return Grid("hand_overs", _("What is handed over"), columns, rows)


def _methods(methods: Iterable[Method]) -> Grid:
    columns = (Column("title", _("Method")), Column("day", _("Written down")), Column("shared", _("Shared with")))
    rows = tuple(row(one.public_id, text(one.title), day(one.written_on), text(one.shared_with)) for one in methods)
    return Grid("methods", _("Methods that were written down"), columns, rows)
