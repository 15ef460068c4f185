"""What changed since reports that were closed: corrections, late contacts, papers that came later."""

from __future__ import annotations

from wijkweb.contract.models import Contract
from wijkweb.report.models import Frozen
from wijkweb.report.reads.reports import as_frozen, worked_out
from wijkweb.rules.reporting import changes
from wijkweb.shapes.report import Change, Edition


def changes_since(contract: Contract, *, year: int, edition: Edition = "inside") -> tuple[Change, ...]:
    """The figures of the reports of earlier years that say something else by now."""
    rows = Frozen.objects.filter(report__contract=contract, report__year__lt=year, opened_again="")
    found = [change for frozen in rows.select_related("report") for change in _of(contract, frozen, edition)]
    # two releases of one count of contacts side by side tell of the one contact between them (design data.md R8)
    return tuple(one for one in found if edition == "inside" or not one.key.startswith("contacts/"))


def changes_of(contract: Contract, frozen: Frozen) -> tuple[Change, ...]:
    """The figures of one closed report that say something else by now."""
    return _of(contract, frozen, "inside")


def _of(contract: Contract, frozen: Frozen, edition: Edition) -> tuple[Change, ...]:
    """Both as the data stood on the day on which the report closed: what came about later is no change of it."""
    then = as_frozen(frozen, edition)
    return changes(then, worked_out(contract, year=then.year, today=frozen.cut_off, edition=edition))
