"""The promises of a contract with their versions in words, and the weeks that a decision closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404

from wijkweb.contract.defined import described
from wijkweb.contract.models import Closure, Code, Contract, Indicator
from wijkweb.contract.reads.contracts import Words, closed_mondays, definitions_of, words_of
from wijkweb.rules.coverage import in_time
from wijkweb.shapes.indicators import ClosedWeek, Definition


@dataclass(frozen=True, slots=True)
class Version:
    """A version with what it says."""

    definition: Definition
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise, the version that was added last, the ones before it."""

    indicator: Indicator
    newest: Version | None
    earlier: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Closed:
    """A week that a decision closed; `late` when it was decided too late to leave the active weeks."""

    closure: Closure
    last: date
    late: bool


def promises_of(contract: Contract) -> tuple[Promise, ...]:
    """Every promise with its versions in words; three queries."""
    codes = said_codes(contract)
    found = []
    for indicator, definitions in definitions_of(contract).items():
        versions = versions_of(definitions, codes)
        found.append(Promise(indicator, versions[0] if versions else None, versions[1:]))
    return tuple(found)


def versions_of(definitions: tuple[Definition, ...], codes: Mapping[tuple[str, str], str]) -> tuple[Version, ...]:
    """Versions in words, the newest first."""
    return tuple(Version(one, described(one, codes)) for one in reversed(definitions))


def said_codes(contract: Contract, words: Words | None = None) -> dict[tuple[str, str], str]:
    """The words of a contract's lists, in the language of the page."""
    known = words or words_of(contract)
    return {at: str(code) for at, code in known.codes.items() if at[0] != Code.List.THEME}


def closures_of(contract: Contract) -> tuple[Closed, ...]:
    """The closed weeks, the newest first."""
    found = [closed_week(closure) for closure in closed_mondays(contract)]
    return tuple(reversed(found))


def closed_week(closure: Closure) -> Closed:
    """A closure with its last day, and whether it came in time."""
    late = not in_time(ClosedWeek(closure.monday, closure.decided_on))
    return Closed(closure, closure.monday + timedelta(days=6), late)


def indicator_in(contract: Contract, public_id: str) -> Indicator:
    """An indicator of this contract by its public id; raises Http404."""
    found = Indicator.objects.select_related("contract__case").filter(contract=contract, public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def closure_in(contract: Contract, public_id: str) -> Closure | None:
    """A closed week of this contract by its public id."""
    return Closure.objects.select_related("contract__case").filter(contract=contract, public_id=public_id).first()
