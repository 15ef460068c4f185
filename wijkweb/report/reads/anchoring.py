"""What stays: the steps of the anchoring plan, places and networks that go into other hands, methods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import Http404

from wijkweb.commons.models import StoredFile
from wijkweb.contract.models import Contract, ContractPart
from wijkweb.contract.reads.later import with_later
from wijkweb.field.models import Place, PlacePhase
from wijkweb.report.models import AnchorMove, AnchorStep, HandOver, HandOverMove, Method
from wijkweb.rules.meetings import late
from wijkweb.rules.windows import year_number

M = TypeVar("M", bound=ContractPart)
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
    """The anchoring of a contract; seven queries. `on` is the day on which it is looked at: what is late is late
    then, what happened later is not in it, and a place that was closed before is not either.

    `known` is the day on which what is registered stands, None for now: a step or a hand-over that was put in after
    it is left out, unless something had happened to it by the day. Its year and day, and what it is, are as they are
    now: no earlier ones are kept.
    """
    of_steps = Prefetch("moves", AnchorMove.objects.select_related("paper"))
    of_overs = Prefetch("moves", HandOverMove.objects.select_related("paper"))
    planned = AnchorStep.objects.filter(contract=contract).prefetch_related(of_steps)
    rows = HandOver.objects.filter(contract=contract).select_related("place").prefetch_related(of_overs)
    if known:
        planned, rows = with_later(planned, contract, known), with_later(rows, contract, known)
    steps = [step for row in planned if (step := _step(row, on)).moves or not _later(row)]
    lines = tuple(over for row in rows if (over := _over(row, on)).moves or not _later(row))
    methods = Method.objects.filter(contract=contract, written_on__lte=on).select_related("paper")
    last, now = (year_number(contract.start, contract.end, day) for day in (contract.end, on))
    of_year = {number: tuple(line for line in steps if line.step.year == number) for number in range(1, last + 1)}
    return Anchoring(
        on=on,
        years=tuple(Year(number, found, number == now) for number, found in of_year.items()),
        by_state=Counter(line.step.state for line in steps),
        overdue=tuple(line for line in steps if line.overdue),
        places=tuple(_place(place, lines, on) for place in _places(contract, on)),
        networks=tuple(line for line in lines if line.hand_over.place_id is None),
        methods=tuple(methods),
    )


def _later(row: ContractPart) -> bool:
    return bool(getattr(row, "later", False))  # asked for the reports only


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


def _places(contract: Contract, on: date) -> QuerySet[Place]:
    """The places that were open on that day, each with the phase that it was in then."""
    there = Q(closed_on=None) | Q(closed_on__gte=on)
    own = PlacePhase.objects.filter(place=OuterRef("pk"))
    then = own.filter(since__lte=on).order_by("-since", "-pk").values("phase")[:1]
    rows = Place.objects.filter(there, contract=contract, into=None, proposed=False, opened_on__lte=on)
    return rows.annotate(then=Subquery(then), moved=Exists(own)).prefetch_related("co_owners")


def _place(place: Place, lines: tuple[HandOverLine, ...], on: date) -> PlaceLine:
    then: str | None = place.then  # type: ignore[attr-defined]
    moved: bool = place.moved  # type: ignore[attr-defined]
    place.phase = then or (Place.Phase.REST if moved else place.phase)
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
