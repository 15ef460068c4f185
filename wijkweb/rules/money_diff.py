"""What is different between two budgets: for a form that crossed another, and for a sheet that comes back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from wijkweb.rules.budget import amounts_of
from wijkweb.rules.entries import settled
from wijkweb.shapes.application import Payer, StaffPlan

Subject = Literal["payer", "kind", "amount", "staff", "order"]
Value = str | Decimal | date | None
STAFF_FIELDS = ("vte", "start", "end", "yearly", "indexation")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different. `name` is the payer, or of a staff line its function.

    amount: of `post` (with `label`) in `year` (0: whole period); staff: `field` of a staff line, "" for the whole
    line. `before` or `after` is None where there is nothing.
    """

    subject: Subject
    payer: str
    before: Value
    after: Value
    post: str = ""
    label: str = ""
    year: int = 0
    name: str = ""
    field: str = ""


def changes(before: Sequence[Payer], after: Sequence[Payer]) -> tuple[Change, ...]:
    """What changes from one budget to another, payer by payer; nothing when both say the same."""
    old, new = {p.name: settled(p) for p in before}, {p.name: settled(p) for p in after}
    found: list[Change] = []
    for name in [*old, *(name for name in new if name not in old)]:
        found += _of_payer(name, old.get(name), new.get(name))
    kept = [name for name in old if name in new]
    if not found and kept != [name for name in new if name in old]:
        found.append(Change("order", "", ", ".join(old), ", ".join(new)))
    return tuple(found)


def _of_payer(name: str, old: Payer | None, new: Payer | None) -> Iterator[Change]:
    if old is None or new is None:
        yield Change("payer", name, old.kind if old else None, new.kind if new else None)
    elif old.kind != new.kind:
        yield Change("kind", name, old.kind, new.kind)
    yield from _amounts(name, old, new)
    yield from _staff(name, old, new)


def _amounts(name: str, old: Payer | None, new: Payer | None) -> Iterator[Change]:
    """Typed amounts that differ; those that staff lines come to follow from the lines."""
    had, has = _typed(old), _typed(new)
    for key in [*had, *(key for key in has if key not in had)]:
        if had.get(key) != has.get(key):
            post, label, year = key
            yield Change("amount", name, had.get(key), has.get(key), post, label, year)


def _typed(payer: Payer | None) -> dict[tuple[str, str, int], Decimal]:
    if payer is None:
        return {}
    return amounts_of(Payer(payer.name, payer.kind, payer.lines))


def _staff(name: str, old: Payer | None, new: Payer | None) -> Iterator[Change]:
    had, has = _plans(old), _plans(new)
    for key in [*had, *(key for key in has if key not in had)]:
        one, other = had.get(key), has.get(key)
        if one is None or other is None:
            plan = one or other
            assert plan is not None
            yield Change(
                "staff", name, one.yearly if one else None, other.yearly if other else None, name=_called(plan)
            )
            continue
        for field in STAFF_FIELDS:
            values: tuple[Value, Value] = (getattr(one, field), getattr(other, field))
            if values[0] != values[1]:
                yield Change("staff", name, *values, name=_called(one), field=field)


def _plans(payer: Payer | None) -> dict[tuple[str, str, int], StaffPlan]:
    """Staff lines by function, employer and how many of that name stand before."""
    times: dict[tuple[str, str], int] = defaultdict(int)
    found = {}
    for plan in payer.staff if payer else ():
        times[plan.function, plan.employer] += 1
        found[plan.function, plan.employer, times[plan.function, plan.employer]] = plan
    return found


def _called(plan: StaffPlan) -> str:
    return f"{plan.function} ({plan.employer})" if plan.employer else plan.function
