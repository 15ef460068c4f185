"""Totals, worked out from the rows that stand: written in the same transaction as the contacts (decision 5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from wijkweb.contract.models import Contract
from wijkweb.field.models import Contact, HoursCell, VisitCell
from wijkweb.field.reads.totals import Key, hours_of_rows, visits_of_rows


@dataclass
class Touched:
    """The weeks and the place-months whose totals have to be worked out anew."""

    weeks: set[date] = field(default_factory=set)
    visits: set[tuple[int, date]] = field(default_factory=set)

    def by(self, contacts: Iterable[Contact]) -> None:
        """Marks all that these contacts count in."""
        for contact in contacts:
            self.weeks.add(contact.monday)
            if contact.place_id:
                self.visits.add((contact.place_id, contact.date.replace(day=1)))


def work_out(contract: Contract, touched: Touched) -> None:
    """Works the totals out that were touched; whoever calls holds the contract."""
    if touched.weeks:
        _hours(contract, touched.weeks)
    if touched.visits:
        _visits(contract, touched.visits)


def _hours(contract: Contract, weeks: set[date]) -> None:
    found = hours_of_rows(contract, weeks)
    known = {key_of(cell): cell for cell in HoursCell.objects.filter(contract=contract, monday__in=weeks)}
    for key in found.keys() - known.keys():
        track, kind, group, month, monday = key
        known[key] = HoursCell(
            contract=contract, track_id=track, kind=kind, group_id=group, month=month, monday=monday
        )  # fmt: skip
    fresh: list[HoursCell] = []
    changed: list[HoursCell] = []
    gone: list[HoursCell] = []
    for key, cell in known.items():
        own, all_, number = found.get(key, (0, 0, 0))
        before = (cell.contact_minutes, cell.worker_minutes, cell.contacts)
        cell.contact_minutes = cell.purged_contact_minutes + own
        cell.worker_minutes = cell.purged_worker_minutes + all_
        cell.contacts = cell.purged_contacts + number
        if cell.pk and cell.contacts and before == (cell.contact_minutes, cell.worker_minutes, cell.contacts):
            continue
        (fresh if cell.pk is None else changed if cell.contacts else gone).append(cell)
    HoursCell.objects.bulk_create(fresh)
    sums = ["contact_minutes", "worker_minutes", "contacts"]
    # an upsert of known cells: a quarter of the time of bulk_update
    HoursCell.objects.bulk_create(changed, update_conflicts=True, unique_fields=["id"], update_fields=sums)
    if gone:
        HoursCell.objects.filter(pk__in=[cell.pk for cell in gone]).delete()


def key_of(cell: HoursCell) -> Key:
    """What a cell is the total of."""
    return (cell.track_id, cell.kind, cell.group_id, cell.month, cell.monday)


def _visits(contract: Contract, visits: set[tuple[int, date]]) -> None:
    found = visits_of_rows(contract, visits)
    cells = VisitCell.objects.filter(
        contract=contract, place__in={place for place, _ in visits}, month__in={month for _, month in visits}
    )
    known = {(cell.place_id, cell.month): cell for cell in cells}
    for place, month in visits:
        days, cell = found.get((place, month), []), known.get((place, month))
        if cell is None and days:
            VisitCell.objects.create(contract=contract, place_id=place, month=month, days=len(days), last=max(days))
        elif cell is not None and not days and not cell.purged_days:
            cell.delete()
        elif cell is not None:
            last = max(days) if days else min(cell.last, contract.purged_until or cell.last)
            if (cell.days, cell.last) != (cell.purged_days + len(days), last):
                VisitCell.objects.filter(pk=cell.pk).update(days=cell.purged_days + len(days), last=last)
