"""How much of a post is filled: per month, and the days on which part of it is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Post:
    """A function: its VTE from its first to its last day."""

    vte: Decimal
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Filled:
    """Somebody fills a post; without `vte` all that nobody else fills, without `end` until further notice."""

    start: date
    end: date | None
    vte: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """Somebody noted that part of a post is not filled, and why; `key` stands for the note."""

    start: date
    end: date | None
    vte: Decimal
    key: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Days on which part of a post was not filled; `open` when it still is on the last of them."""

    start: date
    end: date
    vte: Decimal
    keys: tuple[str, ...]
    open: bool

    @property
    def days(self) -> int:
        """How many days, the first and the last too."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a post: the VTE that was planned and that was filled, over all days of the month."""

    first: date
    planned: Fraction
    filled: Fraction


@dataclass(frozen=True, slots=True)
class _Run:
    """Days on which nothing changes."""

    start: date
    end: date
    missing: Decimal
    keys: tuple[str, ...]


def gaps(post: Post, filled: Sequence[Filled], noted: Sequence[Noted], until: date) -> tuple[Gap, ...]:
    """The vacancies of a post up to a day, the oldest first; neighbours with the same notes and VTE are one."""
    found: list[Gap] = []
    for run in _runs(post, filled, noted, until):
        if not run.missing:
            continue
        is_open = run.end == until < post.end
        last = found[-1] if found else None
        if last and last.end + DAY == run.start and (last.vte, last.keys) == (run.missing, run.keys):
            found[-1] = Gap(last.start, run.end, run.missing, run.keys, is_open)
        else:
            found.append(Gap(run.start, run.end, run.missing, run.keys, is_open))
    return tuple(found)


def months(post: Post, filled: Sequence[Filled], noted: Sequence[Noted], until: date) -> tuple[Month, ...]:
    """Every month of a post up to the month of a day; a month that is not over counts its days so far."""
    planned: dict[date, Fraction] = {}
    present: dict[date, Fraction] = {}
    for run in _runs(post, filled, noted, until):
        for first, days in _days_of_months(run.start, run.end):
            share = Fraction(days, _length(first, until))
            planned[first] = planned.get(first, Fraction(0)) + Fraction(post.vte) * share
            present[first] = present.get(first, Fraction(0)) + Fraction(post.vte - run.missing) * share
    return tuple(Month(first, planned[first], present[first]) for first in sorted(planned))


def _runs(post: Post, filled: Sequence[Filled], noted: Sequence[Noted], until: date) -> Iterator[_Run]:
    last = min(post.end, until)
    if last < post.start:
        return
    marks = {post.start, *_marks(filled), *_marks(noted)}
    starts = sorted(day for day in marks if post.start <= day <= last)
    for start, following in zip(starts, [*starts[1:], last + DAY], strict=True):
        present = [one for one in filled if one.start <= start and (one.end is None or start <= one.end)]
        told = [one for one in noted if one.start <= start and (one.end is None or start <= one.end)]
        missing = max(post.vte - _sum(post, present), sum((one.vte for one in told), Decimal(0)))
        keys = tuple(one.key for one in told)
        yield _Run(start, following - DAY, min(max(missing, Decimal(0)), post.vte), keys)


def _marks(rows: Iterable[Filled | Noted]) -> Iterator[date]:
    for row in rows:
        yield row.start
        if row.end:
            yield row.end + DAY


def _sum(post: Post, present: Iterable[Filled]) -> Decimal:
    stated = [one.vte for one in present]
    if None in stated:
        return post.vte
    return sum((vte for vte in stated if vte), Decimal(0))


def _days_of_months(start: date, end: date) -> Iterator[tuple[date, int]]:
    first = start.replace(day=1)
    while first <= end:
        following = _following(first)
        yield first, (min(end, following - DAY) - max(start, first)).days + 1
        first = following


def _following(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _length(first: date, until: date) -> int:
    """The days of a month, up to a day when that month is not over."""
    return (min(_following(first) - DAY, until) - first).days + 1
