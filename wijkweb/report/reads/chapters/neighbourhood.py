"""The neighbourhood's own figures: as they were frozen at signature, and year by year since."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from wijkweb.commons.together import asked
from wijkweb.contract.models import Contract
from wijkweb.contract.reads.baseline import baseline_of
from wijkweb.report.models import LaterFigure
from wijkweb.report.reads.basis import Basis, row, text
from wijkweb.shapes.application import AreaFigure
from wijkweb.shapes.report import Cell, Chapter, Column, Grid, Row

Later = dict[tuple[str, str, int], LaterFigure]


def neighbourhood(basis: Basis) -> Chapter:
    """Every figure of the diagnosis, by area: at signature, and in each later year that was entered."""
    frozen = frozen_figures(basis)
    years = range(basis.contract.start.year, basis.window.last.year + 1)
    later = {(one.indicator, one.area, one.year): one for one in later_figures(basis.contract) if one.year in years}
    known = [year for year in years if any(at == year for _i, _a, at in later)]
    columns = (
        Column("figure", _("Figure")), Column("area", _("Area")), Column("unit", _("Unit")),
        Column("baseline", _("At signature")), *(Column(f"y{year}", str(year)) for year in known),
        Column("source", _("Source")),
    )  # fmt: skip
    lines = tuple(_line(basis, one, known, later) for one in frozen)
    note = _("An index or a share is compared only with the same base; sources and years stand with each figure.")
    return Chapter(
        "neighbourhood",
        grids=(Grid("diagnosis", _("The diagnosis, year by year"), columns, lines, note),) if lines else (),
    )


@asked
def later_figures(contract: Contract) -> QuerySet[LaterFigure]:
    """The figures of later years, as they were entered."""
    return LaterFigure.objects.filter(contract=contract)


def frozen_figures(basis: Basis) -> Sequence[AreaFigure]:
    """The diagnosis of the baseline; none for a contract without one."""
    baseline = baseline_of(basis.contract)
    return baseline.figures if baseline else ()


def _line(basis: Basis, one: AreaFigure, years: Sequence[int], later: Later) -> Row:
    opens = basis.opens("neighbourhood_figures")
    known = [later.get((one.indicator, one.area, year)) for year in years]
    cells = [_points(found.value if found else None, opens) for found in known]
    sources = dict.fromkeys([one.source, *(found.source for found in known if found)])
    name = f"{one.indicator} ({one.base})" if one.base else one.indicator
    start = Cell("points", text=one.year, number=one.value.normalize(), opens=opens)
    said = text("; ".join(filter(None, sources)))
    return row(
        f"{one.indicator}|{one.area}|{one.base}", text(name), text(one.area), text(one.unit), start, *cells, said
    )


def _points(value: Decimal | None, opens: str) -> Cell:
    return Cell("points", number=value.normalize(), opens=opens) if value is not None else Cell("none", opens=opens)
