"""The writing page's protocol over HTTP as a state machine: Hypothesis looks for an order of events that loses a word."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.conftest import NOW
from tests.faults.harness import whole
from tests.faults.writing import Browser, Script
from wijkweb.commons.access import Role
from wijkweb.commons.actions.people import give_role
from wijkweb.commons.models import Person
from wijkweb.dossier.actions.dossiers import start_dossier

pytestmark = pytest.mark.django_db


class Drawn:
    """Stands where a script has its random numbers: each is drawn, so that a failure shrinks."""

    def __init__(self) -> None:
        self.next: list[int] = [0]

    def _number(self) -> int:
        self.next.append(self.next.pop(0))
        return self.next[-1]

    def choice(self, options: Any) -> Any:
        return options[self._number() % len(options)]

    def randint(self, least: int, most: int) -> int:
        return least + self._number() % (most - least + 1)

    def randrange(self, most: int) -> int:
        self._pages = getattr(self, "_pages", 0) + 1
        return self._pages % most


def machine(make: Any, *, copies: bool = True, tokens: bool = True) -> type[RuleBasedStateMachine]:
    """A machine whose every run is a dossier of its own."""

    class Writing(RuleBasedStateMachine):
        count = 0

        def __init__(self) -> None:
            super().__init__()
            Writing.count += 1
            address, tine, samir = make()
            self.drawn = Drawn()
            self.script = Script(Writing.count, address, tine, samir, copies=copies, tokens=tokens)
            self.script.chance = self.drawn  # type: ignore[assignment]
            self.newest = self.script._token()

        @rule(numbers=st.lists(st.integers(0, 11), min_size=1, max_size=4), wait=st.sampled_from((0.05, 0.3, 1.0, 3.0)))
        def types(self, numbers: list[int], wait: float) -> None:
            self.drawn.next = numbers
            self.script._type()
            self.script._advance(wait)

        @rule(wait=st.sampled_from((0.1, 2.0, 6.0, 20.0)))
        def waits(self, wait: float) -> None:
            self.script._advance(wait)

        @rule(
            event=st.sampled_from(
                ("_cut", "_mend", "_lose_an_answer", "_expire", "_sign_in", "_reload", "_other_saves", "_kill")
            ),
            number=st.integers(0, 5),
        )
        def happens(self, event: str, number: int) -> None:
            self.drawn.next = [number]
            getattr(self.script, event)()

        @invariant()
        def the_token_never_goes_back(self) -> None:
            token = self.script._token()
            assert token >= self.newest
            self.newest = token

        def teardown(self) -> None:
            script = self.script
            script.tine.online, script.tine.lose_answer = True, False
            script.tine.client.force_login(script.tine.person)
            script._advance(60)
            script.page = script._open()
            script._advance(60)
            assert script.lost() == []

    return Writing


@pytest.fixture
def make(city: Any, calls: Any, writer: Any) -> Any:
    samir = Person.objects.create(email="samir@example.org", name="Samir", joined_at=NOW)
    give_role(person=samir, role=Role.EDITOR, organisation=city, by=None, now=NOW)

    def made() -> tuple[str, Browser, Browser]:
        dossier = start_dossier(
            municipality=city, call_version=calls["wvc-2021"], title="x", by=writer, now=NOW, practice=True
        )
        browsers = [Browser(Client(), person) for person in (writer, samir)]
        for browser in browsers:
            browser.client.force_login(browser.person)
        return f"/dossiers/{dossier.case.public_id}/rubriek/vision/", browsers[0], browsers[1]

    return made


def bounds(examples: int, phases: tuple[Phase, ...] = tuple(Phase)) -> settings:
    return settings(
        max_examples=examples, stateful_step_count=15, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck), phases=phases,
    )  # fmt: skip


def test_no_order_of_events_loses_a_word(make: Any) -> None:
    run_state_machine_as_test(machine(make), settings=bounds(300 if whole() else 15))  # type: ignore[no-untyped-call]


def test_without_a_copy_and_a_token_one_is_found_that_does(make: Any) -> None:
    with pytest.raises(AssertionError):
        run_state_machine_as_test(machine(make, copies=False, tokens=False), settings=bounds(60, (Phase.generate,)))  # type: ignore[no-untyped-call]
