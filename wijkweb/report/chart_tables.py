"""The numbers of a chart as a table that fits on paper: a year on a line by month, a quarter on a line by week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _

from wijkweb.shapes.document import Table
from wijkweb.shapes.report import Bar, Chart
from wijkweb.writers.wording import plain_number

NONE = "–"
WEEK = timedelta(days=6)  # from its first day to its last
Lines = dict[str, dict[int, Decimal]]


def table_of(chart: Chart, language: str) -> Table:
    """The table; what was promised for each month stands on a line below it."""
    weekly = chart.key.startswith("weeks/")
    lines = dict(_weeks(chart.bars) if weekly else _months(chart.bars))
    if weekly:
        places: Sequence[int] = range(1, max((at for line in lines.values() for at in line), default=1) + 1)
        heads = [_("Week of the quarter"), *map(str, places)]
    else:
        places = range(1, 13)
        heads = [_("Year"), *(str(MONTHS_3[at]) for at in places)]
    rows = [[name, *(_said(line.get(at), language) for at in places)] for name, line in lines.items()]
    return Table((tuple(heads), *map(tuple, rows)), 1)


def _said(value: Decimal | None, language: str) -> str:
    return NONE if value is None else plain_number(value, language)


def _months(bars: Sequence[Bar]) -> Iterator[tuple[str, dict[int, Decimal]]]:
    found: Lines = {}
    for bar in bars:
        day = date.fromisoformat(bar.label)
        found.setdefault(str(day.year), {})[day.month] = bar.value
        if bar.asked is not None:
            name = _("%(year)d, promised") % {"year": day.year}
            found.setdefault(name, {})[day.month] = bar.asked
    yield from found.items()


def _weeks(bars: Sequence[Bar]) -> Iterator[tuple[str, dict[int, Decimal]]]:
    """By the Monday of each week; the first one, of which days lie before the report, by its last day."""
    found: Lines = {}
    for number, bar in enumerate(bars):
        day = date.fromisoformat(bar.label) + (WEEK if not number else timedelta(0))
        quarter = _("Q%(number)d %(year)d") % {"number": (day.month - 1) // 3 + 1, "year": day.year}
        line = found.setdefault(quarter, {})
        line[len(line) + 1] = bar.value
    yield from found.items()
