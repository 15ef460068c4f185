"""What the pictures of a report say in words, for who reads by ear, and what stands over them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wijkweb.shapes.report import Chart, Plot
from wijkweb.writers.wording import plain_number


def under(chart: Chart, language: str) -> str:
    """The name of a chart with its unit and what its lines are."""
    said = [f"{chart.caption} ({chart.unit})", *_lines(chart, language)]
    return "; ".join(said)


def _lines(chart: Chart, language: str) -> list[str]:
    said = []
    if any(bar.asked is not None for bar in chart.bars):
        said.append(_("the thin line is what was promised"))
    if chart.target is not None:
        goal = chart.goal or _("the target")
        number = plain_number(chart.target, language)
        said.append(_("the dashed line is %(goal)s, %(target)s") % {"goal": goal, "target": number})
    return said


def says(chart: Chart, language: str) -> str:
    """What a chart shows: its span, the lowest and the highest of its bars, its lines."""
    if not chart.bars:
        return chart.caption
    values = [bar.value for bar in chart.bars]
    said = _("%(title)s: %(number)d bars, from %(low)s to %(high)s, in %(unit)s.") % {
        "title": chart.caption, "number": len(values), "unit": chart.unit,
        "low": plain_number(min(values), language), "high": plain_number(max(values), language),
    }  # fmt: skip
    return " ".join([said, *(f"{line[:1].upper()}{line[1:]}." for line in _lines(chart, language))])


def plot_says(plot: Plot) -> str:
    """What a plot shows; its numbers stand in the table of its chapter."""
    said = {"title": plot.caption, "groups": ", ".join(group.label for group in plot.groups), "unit": plot.unit}
    return _("%(title)s: bars for %(groups)s, in %(unit)s. The numbers stand in the table.") % said
