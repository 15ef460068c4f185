"""What stays: the steps of the anchoring plan, places and networks that go into other hands, methods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from wijkweb.commons.models import StoredFile
from wijkweb.commons.together import Ask, asked
from wijkweb.contract.models import Contract, ContractPart
from wijkweb.contract.reads.later import put_in_after, told
from wijkweb.field.models import Place
from wijkweb.field.reads.listed import listed_places
from wijkweb.report.models import AnchorMove, AnchorStep, HandOver, HandOverMove, Method
from wijkweb.rules.meetings import late
from wijkweb.rules.windows import year_number

M = TypeVar("M", bound=ContractPart)
ADDED = ("anchorstep.add", "handover.add")  # as the journal tells it
PHASES = tuple(Place.Phase.values)


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step with what happened to it, the oldest first; `overdue` when it should have been taken by now."""

    step: AnchorStep
    overdue: bool
    moves: tuple[AnchorMove, ...]

    @property
    def last(self) -> AnchorMove | None:
        return self.moves[-1] if self.moves else None


@dataclass(frozen=True, slots=True)
class Year:
    """The steps of one year of the contract; `now` is the year that runs."""

    number: int
    steps: tuple[StepLine, ...]
    now: bool


@dataclass(frozen=True, slots=True)
class HandOverLine:
    """A hand-over with what happened to it, the oldest first; `overdue` when its day is over and it is not done."""

    hand_over: HandOver
    overdue: bool
    moves: tuple[HandOverMove, ...]

    @property
    def agreement(self) -> HandOverMove | None:
        """The last step that names an agreement."""
        return next((move for move in reversed(self.moves) if move.proof or move.paper_id), None)


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place that is open on that day, in which phase it is (`reached` of `of` phases), who carries it too."""

    place: Place
    reached: int
    co_owners: tuple[str, ...]
    hand_overs: tuple[HandOverLine, ...]
    of: int = len(PHASES)


@dataclass(frozen=True, slots=True)
class Anchoring:
    """What stays, as it stands on a day. Part of every yearly report."""

    on: date
    years: tuple[Year, ...]
    by_state: Mapping[str, int]
    overdue: tuple[StepLine, ...]
    places: tuple[PlaceLine, ...]
    networks: tuple[HandOverLine, ...]
    methods: tuple[Method, ...]

    @property
    def steps(self) -> tuple[StepLine, ...]:
        return tuple(line for year in self.years for line in year.steps)

    @property
    def hand_overs(self) -> tuple[HandOverLine, ...]:
        """All of them: of places, then of networks."""
        return (*(line for place in self.places for line in place.hand_overs), *self.networks)

    @property
    def lasting(self) -> int:
        """How many places are lasting."""
        return sum(line.place.phase == Place.Phase.LASTING for line in self.places)

    @property
    def late(self) -> int:
        """How many steps and hand-overs are late."""
        return len(self.overdue) + sum(line.overdue for line in self.hand_overs)


def anchoring_of(contract: Contract, *, on: date, known: date | None = None) -> Anchoring:
    """The anchoring of a contract; eight queries. `on` is the day on which it is looked at: what is late is late
    then, what happened later is not in it, and a place that was closed before is not either.

    `known` is the day on which what is registered stands, None for now: a step or a hand-over that was put in after
    it is left out, unless something had happened to it by the day. Its year and day, and what it is, are as they are
    now: no earlier ones are kept.
    """
    later = put_in_after(contract, known, *ADDED) if known else frozenset()
    planned, rows = _planned(contract), _handed(contract)
    steps = [step for row in planned if (step := _step(copy(row), on)).moves or row.public_id not in later]
    lines = tuple(over for row in rows if (over := _over(copy(row), on)).moves or row.public_id not in later)
    last, now = (year_number(contract.start, contract.end, day) for day in (contract.end, on))
    of_year = {number: tuple(line for line in steps if line.step.year == number) for number in range(1, last + 1)}
    return Anchoring(
        on=on,
        years=tuple(Year(number, found, number == now) for number, found in of_year.items()),
        by_state=Counter(line.step.state for line in steps),
        overdue=tuple(line for line in steps if line.overdue),
        places=tuple(_place(place, lines, on) for place in _places(contract, on)),
        networks=tuple(line for line in lines if line.hand_over.place_id is None),
        methods=tuple(one for one in _methods(contract) if one.written_on <= on),
    )


@asked
def _planned(contract: Contract) -> QuerySet[AnchorStep]:
    moves = Prefetch("moves", AnchorMove.objects.select_related("paper"))
    return AnchorStep.objects.filter(contract=contract).prefetch_related(moves)


@asked
def _handed(contract: Contract) -> QuerySet[HandOver]:
    moves = Prefetch("moves", HandOverMove.objects.select_related("paper"))
    return HandOver.objects.filter(contract=contract).select_related("place").prefetch_related(moves)


@asked
def _methods(contract: Contract) -> QuerySet[Method]:
    return Method.objects.filter(contract=contract).select_related("paper")


def tables(contract: Contract) -> tuple[Ask, ...]:
    """What the anchoring as it stood rests on beside the places, for who reads it with other things."""
    return told.of(contract, *ADDED), *(read.of(contract) for read in (_planned, _handed, _methods))


def _step(step: AnchorStep, on: date) -> StepLine:
    moves = tuple(move for move in step.moves.all() if move.since <= on)
    step.state = moves[-1].state if moves else AnchorStep.State.TO_DO  # as it stood on that day
    step.since = moves[-1].since if moves else None
    is_open = step.state in (AnchorStep.State.TO_DO, AnchorStep.State.STARTED)
    return StepLine(step, late(due=step.due, is_open=is_open, today=on), moves)


def _over(one: HandOver, on: date) -> HandOverLine:
    moves = tuple(move for move in one.moves.all() if move.since <= on)
    one.state = moves[-1].state if moves else HandOver.State.PLANNED
    one.since = moves[-1].since if moves else None
    is_open = one.state in (HandOver.State.PLANNED, HandOver.State.AGREED)
    return HandOverLine(one, late(due=one.start, is_open=is_open, today=on), moves)


def _places(contract: Contract, on: date) -> Iterator[Place]:
    """The places that were open on that day, each with the phase that it was in then."""
    for row in listed_places(contract):
        if row.opened_on <= on and (row.closed_on is None or row.closed_on >= on):
            place = copy(row)
            moves = row.phases.all()
            known = [move.phase for move in moves if move.since <= on]
            place.phase = known[-1] if known else (Place.Phase.REST if moves else row.phase)
            yield place


def _place(place: Place, lines: tuple[HandOverLine, ...], on: date) -> PlaceLine:
    owners = tuple(owner.name for owner in place.co_owners.all() if owner.since <= on)
    own = tuple(line for line in lines if line.hand_over.place_id == place.pk)
    return PlaceLine(place, PHASES.index(place.phase) + 1, owners, own)


def step_in(contract: Contract, public_id: str) -> AnchorStep:
    """A step of this contract with its history; raises Http404."""
    rows = AnchorStep.objects.select_related("contract__case").prefetch_related("moves__paper", "moves__by")
    return _found(rows.filter(contract=contract, public_id=public_id))


def hand_over_in(contract: Contract, public_id: str) -> HandOver:
    """A hand-over of this contract with its history; raises Http404."""
    rows = HandOver.objects.select_related("contract__case", "place").prefetch_related("moves__paper", "moves__by")
    return _found(rows.filter(contract=contract, public_id=public_id))


def method_in(contract: Contract, public_id: str) -> Method:
    """A method of this contract; raises Http404."""
    rows = Method.objects.select_related("contract__case", "paper")
    return _found(rows.filter(contract=contract, public_id=public_id))


def paper_in(contract: Contract, public_id: str) -> StoredFile | None:
    """A paper that proves a step, a hand-over or a method of this contract; no other file of its case."""
    ids = [
        AnchorMove.objects.filter(step__contract=contract).values("paper"),
        HandOverMove.objects.filter(hand_over__contract=contract).values("paper"),
        Method.objects.filter(contract=contract).values("paper"),
    ]
    named = Q(pk__in=ids[0]) | Q(pk__in=ids[1]) | Q(pk__in=ids[2])
    return StoredFile.objects.filter(named, public_id=public_id).first()


def _found(rows: QuerySet[M]) -> M:
    row = rows.first()
    if row is None:
        raise Http404
    return row
