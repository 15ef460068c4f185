"""Signals: seen, combined, raised with an owner and a due date, answered, told back, closed. Steps are appended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from wijkweb.commons import journal
from wijkweb.commons.ids import public_id as new_id
from wijkweb.commons.models import Person
from wijkweb.contract.actions.parts import ChangedMeanwhile, differing, held_part, hold
from wijkweb.contract.models import Contract
from wijkweb.contract.reads.contracts import day_of, moment_of
from wijkweb.field.models import Place, Signal, SignalStep
from wijkweb.rules.names import Found, scan
from wijkweb.rules.states import LEVELS, SIGNAL, may_become


class NotThatStep(ValueError):
    """The signal cannot take that step from where it stands, or not on that day."""


class TellsOfPeople(ValueError):
    """The text may name somebody: it stays with the team until it is put right, or until somebody says that what is
    only possible is no name. With `hard` it is certain enough, and nobody can say so."""

    def __init__(self, found: tuple[Found, ...]) -> None:
        super().__init__("tells of people")
        self.found = found
        self.hard = any(one.hard for one in found)


@transaction.atomic
def add_signal(*, contract: Contract, public_id: str, values: Mapping[str, Any], by: Person, now: datetime) -> Signal:
    """A signal that is written at a desk; it begins with the team. A form sent twice makes one.

    Raises ChangedMeanwhile when the signal of this form is there and says something else.
    """
    hold(contract)
    known = Signal.objects.filter(contract=contract, public_id=public_id).first()
    if known:
        if differing(known, values):
            raise ChangedMeanwhile(known)
        return known
    if Signal.objects.filter(public_id=public_id).exists():
        public_id = new_id()
    signal = Signal.objects.create(contract=contract, public_id=public_id, maker=by, level=Signal.Level.TEAM, **values)
    _step(signal, "seen", by, now)
    journal.write("signal.add", by=by, now=now, case=contract.case, id=signal.public_id)
    return signal


@transaction.atomic
def reword_signal(
    *,
    signal: Signal,
    token: int | None,
    values: Mapping[str, Any],
    reason: str,
    no_names: bool = False,
    by: Person,
    now: datetime,
) -> Signal:
    """Puts the words, the theme or the day right. Raises ChangedMeanwhile, Gone, TellsOfPeople, NotThatStep.

    A text that left the team already stays without names.
    """
    held = held_part(signal)
    other = differing(held, values)
    if not other:
        return held
    _ready(held, token)
    if held.level != Signal.Level.TEAM:
        _names_nobody(held.contract, values["text"], no_names)
    return _take(held, "reworded", values, reason, by, now)


@transaction.atomic
def combine_signals(
    *, contract: Contract, target: Signal, ids: Sequence[str], reason: str, by: Person, now: datetime
) -> Signal:
    """Several signals that say the same become one; each keeps its text and its history.

    Those that were combined with one of them go along. Raises NotThatStep when one of them is not open any more.
    """
    held = held_part(target)
    wanted = [id for id in dict.fromkeys(ids) if id != held.public_id]
    found = list(Signal.objects.filter(contract=contract, public_id__in=wanted).select_related("contract"))
    fresh = [one for one in found if one.into_id != held.pk]
    if len(found) != len(wanted):
        raise NotThatStep
    if not fresh:
        return held
    if any(one.into_id or one.status != Signal.Status.OPEN for one in (held, *fresh)):
        raise NotThatStep
    for one in fresh:
        Signal.objects.filter(into=one).update(into=held)
        one.into = held
        one.token += 1
        one.save(update_fields=["into", "token"])
        _step(one, "combined", by, now, reason)
    return _take(held, "combined", {}, reason, by, now)


@transaction.atomic
def raise_signal(
    *,
    signal: Signal,
    token: int | None,
    level: str,
    owner: str,
    due: date,
    reason: str,
    no_names: bool = False,
    by: Person,
    now: datetime,
) -> Signal:
    """To the city or to Flanders, with who has to answer and until when; or another owner on the same level.

    Raises ChangedMeanwhile, Gone, NotThatStep, TellsOfPeople.
    """
    held = held_part(signal)
    values = {"level": level, "owner": owner, "due": due}
    if not differing(held, values):
        return held
    _ready(held, token)
    stays = level == held.level != Signal.Level.TEAM
    if held.status != Signal.Status.OPEN or not (stays or may_become(LEVELS, held.level, level)):
        raise NotThatStep
    for text in (held.text, *held.combined.values_list("text", flat=True), reason):
        _names_nobody(held.contract, text, no_names)
    return _take(held, "owned" if stays else "raised", values, reason, by, now)


@transaction.atomic
def answer_signal(*, signal: Signal, token: int | None, answer: str, on: date, by: Person, now: datetime) -> Signal:
    """What the owner answered, and on which day. Raises ChangedMeanwhile, Gone, NotThatStep."""
    values = {"answer": answer, "answered_on": on}
    return _move(signal, token, Signal.Status.ANSWERED, values, on, answer, by, now)


@transaction.atomic
def tell_back(*, signal: Signal, token: int | None, on: date, reason: str, by: Person, now: datetime) -> Signal:
    """The answer went back to the team, on a day. Raises ChangedMeanwhile, Gone, NotThatStep."""
    return _move(signal, token, Signal.Status.TOLD, {"told_on": on}, on, reason, by, now)


@transaction.atomic
def close_signal(*, signal: Signal, token: int | None, reason: str, by: Person, now: datetime) -> Signal:
    """Nothing more is to be done, and why. Raises ChangedMeanwhile, Gone, NotThatStep."""
    return _move(signal, token, Signal.Status.CLOSED, {}, day_of(signal.contract, now), reason, by, now)


@transaction.atomic
def reopen_signal(*, signal: Signal, token: int | None, reason: str, by: Person, now: datetime) -> Signal:
    """It is not over after all; the answer stays in its history. Raises ChangedMeanwhile, Gone, NotThatStep."""
    values = {"answer": "", "answered_on": None, "told_on": None}
    return _move(signal, token, Signal.Status.OPEN, values, day_of(signal.contract, now), reason, by, now)


def people_in(contract: Contract, text: str) -> tuple[Found, ...]:
    """What in a text may be personal data. The one call to the rule; names of our places are known to it."""
    places = Place.objects.filter(contract=contract).values_list("name", flat=True)
    return scan(text, (*places, contract.case.title, contract.case.municipality.name))


def _names_nobody(contract: Contract, text: str, no_names: bool) -> None:
    found = tuple(one for one in people_in(contract, text) if one.hard or not no_names)
    if found:
        raise TellsOfPeople(found)


def _ready(signal: Signal, token: int | None) -> None:
    if signal.token != token:
        raise ChangedMeanwhile(signal)
    if signal.into_id:
        raise NotThatStep


def _move(
    signal: Signal, token: int | None, status: str, values: Mapping[str, Any], on: date, reason: str,
    by: Person, now: datetime,
) -> Signal:  # fmt: skip
    held = held_part(signal)
    if held.status == status and not differing(held, values):
        return held
    _ready(held, token)
    early = on < held.date or bool(status == Signal.Status.TOLD and held.answered_on and on < held.answered_on)
    if not may_become(SIGNAL, held.status, status) or early or on > day_of(held.contract, now):
        raise NotThatStep
    return _take(
        held, status if status != Signal.Status.OPEN else "reopened", {"status": status, **values}, reason, by, now
    )


def _take(signal: Signal, step: str, values: Mapping[str, Any], reason: str, by: Person, now: datetime) -> Signal:
    for name, value in values.items():
        setattr(signal, name, value)
    signal.token += 1
    signal.save()
    _step(signal, step, by, now, reason)
    journal.write(f"signal.{step}", by=by, now=now, case=signal.contract.case, id=signal.public_id)
    return signal


def _step(signal: Signal, step: str, by: Person, now: datetime, reason: str = "") -> None:
    at = moment_of(signal.contract, now)
    SignalStep.objects.create(signal=signal, step=step, level=signal.level, at=at, by=by, reason=reason)
