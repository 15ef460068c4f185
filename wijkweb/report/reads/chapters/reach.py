"""How many contacts there were with each group and on each track, as far as they are not of few."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wijkweb.contract.models import UNKNOWN
from wijkweb.report.reads.basis import Basis, row, text
from wijkweb.report.reads.chapters.drawn import plot_across, plot_of
from wijkweb.rules.reporting import counts
from wijkweb.shapes.report import Column, Grid, Plot


def by_group(basis: Basis, contacts: Grid) -> tuple[Grid, ...]:
    """The contacts by group, in a table of their own.

    It shares only its sum with the table by track. Where one of them hides that sum and the other would show it, or a
    promise tells the number of a group, one could give away what the other hides: then there is no table by group.
    """
    numbers: dict[str, int] = {}
    for one in basis.cells:
        numbers[one.group] = numbers.get(one.group, 0) + one.contacts
    groups = [code for code in basis.groups if code.key != UNKNOWN or numbers.get(code.key)]
    if not groups or not any(numbers.values()):
        return ()
    shown = counts([[numbers.get(code.key, 0)] for code in groups], basis.edition)
    if (shown[-1][0].number is None) != (contacts.rows[-1].cells[-1].number is None):
        return ()
    if any(cells[0].number is None for cells in shown) and _told_elsewhere(basis):
        return ()
    rows = [row(code.key, text(code), cells[0]) for code, cells in zip(groups, shown, strict=False)]
    rows.append(row("all", text(_("In all")), shown[-1][0]))
    columns = (Column("group", _("Group")), Column("contacts", _("Contacts")))
    return (Grid("groups", _("Contacts by group"), columns, tuple(rows)),)


def _told_elsewhere(basis: Basis) -> bool:
    """Whether a promise counts the contacts with one group."""
    found = (one for _indicator, versions in basis.promises for one in versions)
    return any(one.group and (one.fact, one.measure) == ("contacts", "count") for one in found)


def reach(contacts: Grid, groups: tuple[Grid, ...]) -> tuple[Plot, ...]:
    """The reach by track and by group, from their tables."""
    unit = _("contacts")
    found = plot_across(contacts, "all", caption=_("Reach by track"), unit=unit, without=("all",))
    for grid in groups:
        found += plot_of(grid, ("contacts",), caption=_("Reach by group"), unit=unit, without=("all",))
    return found
