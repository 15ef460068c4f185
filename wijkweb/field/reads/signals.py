"""Signals by theme, with their age, and how they stand together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wijkweb.commons.models import Case
from wijkweb.contract.models import Code, Contract
from wijkweb.field.models import Signal, SignalStep
from wijkweb.rules import signals as rules
from wijkweb.rules.signals import Facts, Standing
from wijkweb.rules.states import LEVELS, SIGNAL


@dataclass(frozen=True, slots=True)
class SignalLine:
    """A signal of the list: how many others were combined with it, its age in days, whether its answer is late."""

    signal: Signal
    combined: int
    age: int
    overdue: bool

    @property
    def seen(self) -> int:
        """How often it was seen."""
        return self.combined + 1


@dataclass(frozen=True, slots=True)
class Theme:
    """The signals about one theme: those that wait, the oldest first, then the others."""

    code: Code
    lines: tuple[SignalLine, ...]


@dataclass(frozen=True, slots=True)
class Signals:
    """The page."""

    themes: tuple[Theme, ...]
    standing: Standing
    status: str
    level: str


def signals_of(contract: Contract, *, today: date, status: str = "", level: str = "") -> Signals:
    """The signals by theme, one query. The figures are over all of them, whatever the list is narrowed to.

    `status` "" leaves out what is closed, "all" shows everything; an unknown one counts as "".
    """
    rows = list(Signal.objects.filter(contract=contract).select_related("theme"))
    heads = [signal for signal in rows if signal.into_id is None]
    under: dict[int, int] = {}
    for signal in rows:
        if signal.into_id:
            under[signal.into_id] = under.get(signal.into_id, 0) + 1
    facts = [facts_of(signal) for signal in heads]
    lines: dict[int, list[SignalLine]] = {}
    for signal, known in zip(heads, facts, strict=True):
        if _shown(signal, status, level):
            line = SignalLine(signal, under.get(signal.pk, 0), rules.age(known, today), rules.overdue(known, today))
            lines.setdefault(signal.theme_id, []).append(line)
    codes = {signal.theme_id: signal.theme for signal in heads}
    themes = [Theme(codes[pk], tuple(sorted(found, key=_order))) for pk, found in lines.items()]
    themes.sort(key=lambda theme: (-len(theme.lines), theme.code.number))
    return Signals(tuple(themes), rules.standing(facts, today), status, level)


def _shown(signal: Signal, status: str, level: str) -> bool:
    if level in Signal.Level.values and signal.level != level:
        return False
    if status in Signal.Status.values:
        return signal.status == status
    return status == "all" or signal.status != Signal.Status.CLOSED


def _order(line: SignalLine) -> tuple[bool, bool, int]:
    return line.signal.status != Signal.Status.OPEN, not line.overdue, -line.age


def facts_of(signal: Signal) -> Facts:
    """A signal as the rules read it."""
    return Facts(signal.date, signal.due, signal.answered_on, signal.status)


@dataclass(frozen=True, slots=True)
class SignalPage:
    """One signal with its history, those that were combined with it, and those it may be combined with."""

    line: SignalLine
    combined: tuple[Signal, ...]
    steps: tuple[SignalStep, ...]
    near: tuple[Signal, ...]
    next: tuple[str, ...]
    levels: tuple[str, ...]

    @property
    def signal(self) -> Signal:
        return self.line.signal


def signal_page(signal: Signal, *, today: date) -> SignalPage:
    """All about a signal; three queries."""
    combined = tuple(signal.combined.select_related("theme", "maker"))
    open_ones = Signal.objects.filter(contract=signal.contract_id, into=None, status=Signal.Status.OPEN)
    near = sorted(open_ones.exclude(pk=signal.pk).select_related("theme"), key=lambda s: s.theme_id != signal.theme_id)
    known = facts_of(signal)
    is_open = signal.into_id is None and signal.status == Signal.Status.OPEN
    return SignalPage(
        line=SignalLine(signal, len(combined), rules.age(known, today), rules.overdue(known, today)),
        combined=combined,
        steps=tuple(signal.steps.select_related("by")),
        near=tuple(near) if is_open else (),
        next=tuple(s for s in Signal.Status.values if s in SIGNAL[signal.status]) if signal.into_id is None else (),
        levels=levels_of(signal) if is_open else (),
    )


def levels_of(signal: Signal) -> tuple[str, ...]:
    """Where a signal can be brought: higher, or to another owner on its own level once it left the team."""
    stays = (signal.level,) if signal.level != Signal.Level.TEAM else ()
    return (*stays, *(level for level in Signal.Level.values if level in LEVELS[signal.level]))


def signal_of(case: Case, public_id: str) -> Signal | None:
    """A signal of the contract of this case."""
    found = Signal.objects.select_related("contract__case__municipality", "theme", "maker", "into")
    return found.filter(contract__case=case, public_id=public_id).first()
