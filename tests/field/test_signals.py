"""Signals: combined, raised with an owner and a due date, answered, told back; nothing about people leaves the team."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from tests.street import STREET_NOW, Street, new_id, send, street
from wijkweb.commons.access import DESK, RIGHTS, TEAM, Role
from wijkweb.commons.models import JournalLine
from wijkweb.contract.actions.parts import ChangedMeanwhile
from wijkweb.contract.models import Code
from wijkweb.field.actions.signals import (
    NotThatStep,
    TellsOfPeople,
    add_signal,
    answer_signal,
    close_signal,
    combine_signals,
    raise_signal,
    reopen_signal,
    reword_signal,
    tell_back,
)
from wijkweb.field.models import Signal
from wijkweb.field.reads.signals import signal_page, signals_of
from wijkweb.shapes.finding import Share

pytestmark = pytest.mark.django_db

TODAY = STREET_NOW.date()
DUE = TODAY + timedelta(days=30)


@pytest.fixture
def on(city: Any) -> Street:
    return street(city)


@pytest.fixture
def base(on: Street, client: Client, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("django.utils.timezone.now", lambda: STREET_NOW)
    client.force_login(on.lead)
    return f"/contracten/{on.contract.case.public_id}/signalen/"


def seen(
    on: Street, text: str = "geen toilet op het plein", day: str = "2022-03-10", theme: str = "public_space"
) -> Signal:
    id = new_id()
    item = {"v": 1, "what": "signal", "theme": theme, "level": "team", "text": "iets", "date": day}
    assert send(on, (id, item)) == ["kept"]
    Signal.objects.filter(client_id=id).update(text=text)  # as it may stand from before the door looked at it
    return Signal.objects.get(client_id=id)


def lift(signal: Signal, level: str = "city", **more: Any) -> Signal:
    signal.refresh_from_db()
    said = {"token": signal.token, "level": level, "owner": "dienst Groen", "due": DUE, "reason": "telkens weer"} | more
    return raise_signal(signal=signal, by=signal.maker, now=STREET_NOW, **said)


def steps(signal: Signal) -> list[tuple[str, str, str]]:
    return list(signal.steps.values_list("step", "level", "reason"))


def test_a_signal_goes_its_whole_way_and_keeps_every_step(on: Street) -> None:
    signal = lift(lift(seen(on)), "flanders", owner="agentschap")
    signal = answer_signal(signal=signal, token=3, answer="er komt er een", on=TODAY, by=on.lead, now=STREET_NOW)
    signal = tell_back(signal=signal, token=4, on=TODAY, reason="op het overleg", by=on.lead, now=STREET_NOW)
    signal = close_signal(signal=signal, token=5, reason="het staat er", by=on.lead, now=STREET_NOW)
    assert steps(signal) == [
        ("seen", "team", ""),
        ("raised", "city", "telkens weer"),
        ("raised", "flanders", "telkens weer"),
        ("answered", "flanders", "er komt er een"),
        ("told", "flanders", "op het overleg"),
        ("closed", "flanders", "het staat er"),
    ]
    signal = reopen_signal(signal=signal, token=6, reason="weg na een week", by=on.lead, now=STREET_NOW)
    assert (signal.status, signal.answer, signal.answered_on, signal.told_on) == ("open", "", None, None)
    assert JournalLine.objects.filter(verb__startswith="signal.").count() == 6


def test_a_step_that_is_sent_twice_is_taken_once(on: Street) -> None:
    signal = lift(seen(on))
    lift(signal)
    for _ in range(2):
        answer_signal(signal=signal, token=2, answer="ja", on=TODAY, by=on.lead, now=STREET_NOW)
    assert len(steps(signal)) == 3
    with pytest.raises(ChangedMeanwhile):
        answer_signal(signal=signal, token=2, answer="nee", on=TODAY, by=on.lead, now=STREET_NOW)


def test_a_step_that_cannot_be_taken_is_refused(on: Street) -> None:
    signal = seen(on)
    with pytest.raises(NotThatStep):
        tell_back(signal=signal, token=1, on=TODAY, reason="", by=on.lead, now=STREET_NOW)
    for day in (date(2022, 3, 9), TODAY + timedelta(days=1)):
        with pytest.raises(NotThatStep):
            answer_signal(signal=signal, token=1, answer="ja", on=day, by=on.lead, now=STREET_NOW)
    raised = lift(signal)
    with pytest.raises(NotThatStep):
        lift(raised, "team")
    answered = answer_signal(signal=raised, token=2, answer="ja", on=TODAY, by=on.lead, now=STREET_NOW)
    with pytest.raises(NotThatStep):
        lift(answered, "flanders")


def test_several_become_one_and_each_keeps_its_history(on: Street) -> None:
    first, second, third = (seen(on, f"geen toilet {n}") for n in ("a", "b", "c"))
    for _ in range(2):
        combine_signals(
            contract=on.contract, target=second, ids=[first.public_id], reason="", by=on.lead, now=STREET_NOW
        )
    combine_signals(
        contract=on.contract, target=third, ids=[second.public_id], reason="zelfde", by=on.lead, now=STREET_NOW
    )
    assert list(third.combined.order_by("pk")) == [first, second]
    assert (steps(first), steps(second)[1:]) == (
        [("seen", "team", ""), ("combined", "team", "")],
        [("combined", "team", ""), ("combined", "team", "zelfde")],
    )
    [theme] = signals_of(on.contract, today=TODAY).themes
    assert [(line.signal, line.seen) for line in theme.lines] == [(third, 3)]
    with pytest.raises(NotThatStep):
        lift(first)


def test_only_open_signals_of_the_same_contract_are_combined(on: Street, other_city: Any) -> None:
    first, second, elsewhere = seen(on), seen(on), seen(street(other_city, "Elders"))
    close_signal(signal=second, token=1, reason="voorbij", by=on.lead, now=STREET_NOW)
    for other in (second, elsewhere):
        with pytest.raises(NotThatStep):
            ids = [other.public_id]
            combine_signals(contract=on.contract, target=first, ids=ids, reason="", by=on.lead, now=STREET_NOW)
    assert not Signal.objects.exclude(into=None).exists()


@pytest.mark.parametrize("text", ["bel 0475 12 34 56 voor hem", "mail jan@example.org", "@jantje_x zit daar"])
def test_s8_certain_personal_data_never_leaves_the_team(on: Street, text: str) -> None:
    signal = seen(on, text)
    for said in (False, True):
        with pytest.raises(TellsOfPeople) as refused:
            lift(signal, no_names=said)
        assert refused.value.hard
    signal.refresh_from_db()
    assert (signal.level, signal.token) == ("team", 1)


def test_a_possible_name_is_asked_about_and_places_of_ours_are_none(on: Street) -> None:
    assert lift(seen(on, "op Wijk plein is geen toilet")).level == "city"
    signal = seen(on, "gesproken met Yordanka over het toilet")
    with pytest.raises(TellsOfPeople) as refused:
        lift(signal)
    assert not refused.value.hard
    assert lift(signal, no_names=True).level == "city"


def test_what_was_combined_is_held_against_names_too(on: Street) -> None:
    first, second = seen(on), seen(on, "bel 0475 12 34 56")
    combine_signals(contract=on.contract, target=first, ids=[second.public_id], reason="", by=on.lead, now=STREET_NOW)
    with pytest.raises(TellsOfPeople):
        lift(first)


def test_a_text_that_left_the_team_stays_without_names(on: Street) -> None:
    signal = lift(seen(on))
    said = {"theme": signal.theme, "date": signal.date, "text": "bel 0475 12 34 56"}
    with pytest.raises(TellsOfPeople):
        reword_signal(signal=signal, token=2, values=said, reason="x", by=on.lead, now=STREET_NOW)
    signal = reword_signal(
        signal=signal,
        token=2,
        values=said | {"text": "nergens een toilet"},
        reason="korter",
        by=on.lead,
        now=STREET_NOW,
    )
    assert (signal.text, steps(signal)[-1]) == ("nergens een toilet", ("reworded", "city", "korter"))


def test_a_signal_of_a_desk_begins_with_the_team_and_is_made_once(on: Street) -> None:
    theme = Code.objects.get(contract=on.contract, list="theme", key="work")
    for _ in range(2):
        made = add_signal(
            contract=on.contract, public_id="abcdefghjkmn", values={"theme": theme, "text": "geen werk", "date": TODAY},
            by=on.worker, now=STREET_NOW,
        )  # fmt: skip
    assert (made.level, Signal.objects.count(), steps(made)) == ("team", 1, [("seen", "team", "")])


def test_the_page_has_age_and_share_and_the_oldest_first(on: Street) -> None:
    late, fresh, answered = seen(on, "a", "2022-02-01"), seen(on, "b", "2022-03-14"), seen(on, "c", "2022-03-01")
    Signal.objects.filter(pk=late.pk).update(due=date(2022, 3, 1), level="city")
    Signal.objects.filter(pk=answered.pk).update(due=TODAY, answered_on=TODAY, status="answered")
    page = signals_of(on.contract, today=TODAY)
    assert [line.signal for line in page.themes[0].lines] == [late, fresh, answered]
    assert (page.standing.open, page.standing.overdue, page.standing.median_age) == (2, 1, 22)
    assert page.standing.in_time == Share(Fraction(1, 2))
    narrowed = signals_of(on.contract, today=TODAY, status="open", level="city")
    assert ([line.signal for line in narrowed.themes[0].lines], narrowed.standing) == ([late], page.standing)
    assert signals_of(on.contract, today=TODAY, status="nonsens", level="'").themes == page.themes


def test_the_queries_do_not_grow(on: Street, django_assert_num_queries: Callable[..., Any]) -> None:
    for number in (1, 2):
        signal = [seen(on, f"toilet {n}") for n in range(number)][-1]
        combine_signals(
            contract=on.contract, target=signal, ids=[seen(on).public_id], reason="", by=on.lead, now=STREET_NOW
        )
        with django_assert_num_queries(1):
            signals_of(on.contract, today=TODAY)
        with django_assert_num_queries(3):
            signal_page(signal, today=TODAY)


def test_the_texts_are_for_the_team_and_the_municipality_alone() -> None:
    assert RIGHTS["field.read"] == DESK | TEAM
    assert {Role.PARTNER, Role.FUNDER, Role.ADMIN} & (RIGHTS["field.read"] | RIGHTS["signal.write"]) == set()


def test_raising_asks_about_a_name_and_keeps_what_was_typed(client: Client, base: str, on: Street) -> None:
    signal = seen(on, "gesproken met Yordanka over het toilet")
    sent = {"token": "1", "level": "city", "owner": "dienst Groen", "due": DUE.isoformat(), "reason": "telkens weer"}
    page = f"{base}{signal.public_id}/verder/"
    assert "checkbox" not in client.get(page).content.decode()
    response = client.post(page, sent)
    text = response.content.decode()
    assert (response.status_code, "een naam van een persoon" in text, "checkbox" in text, "dienst Groen" in text) == (
        422, True, True, True,
    )  # fmt: skip
    assert client.post(page, sent | {"no_names": "on"}).status_code == 302
    signal.refresh_from_db()
    assert (signal.level, signal.owner, signal.due) == ("city", "dienst Groen", DUE)


@pytest.mark.parametrize(
    ("step", "changes", "said"),
    [
        ("verder", {"due": "2022-03-15"}, "voorbij"),
        ("verder", {"level": "team"}, "geldige keuze"),
        ("antwoord", {"on": "2022-03-17"}, "moet nog komen"),
        ("antwoord", {"on": "2022-03-01"}, "10/03/2022"),
        ("teruggekoppeld", {}, "kan deze stap niet zetten"),
        ("afsluiten", {"reason": ""}, "verplicht"),
    ],
)
def test_bad_input_is_told(
    client: Client, base: str, on: Street, step: str, changes: dict[str, str], said: str
) -> None:
    signal = seen(on)
    sent = {
        "token": "1", "level": "city", "owner": "dienst Groen", "due": "2022-04-15", "reason": "zo", "answer": "ja",
        "on": "2022-03-16",
    }  # fmt: skip
    response = client.post(f"{base}{signal.public_id}/{step}/", sent | changes)
    assert (response.status_code, said in response.content.decode()) == (422, True)


def test_signals_are_combined_on_a_page(client: Client, base: str, on: Street) -> None:
    first, second = seen(on, "geen toilet"), seen(on, "nergens een wc")
    page = f"{base}{first.public_id}/bundelen/"
    assert "nergens een wc" in client.get(page).content.decode()
    assert client.post(page, {"ids": []}).status_code == 422
    assert client.post(page, {"ids": [second.public_id], "reason": ""}).status_code == 302
    assert "nergens een wc" in client.get(f"{base}{first.public_id}/").content.decode()
    assert "2 keer gezien" in client.get(base).content.decode()


def test_a_step_that_somebody_else_took_first_is_shown_again(client: Client, base: str, on: Street) -> None:
    signal = seen(on)
    Signal.objects.filter(pk=signal.pk).update(token=7)
    response = client.post(f"{base}{signal.public_id}/afsluiten/", {"token": "1", "reason": "het is opgelost"})
    text = response.content.decode()
    assert (response.status_code, "het is opgelost" in text, 'value="7"' in text) == (409, True, True)
    signal.refresh_from_db()
    assert signal.status == "open"


def test_words_that_somebody_else_changed_are_laid_beside(client: Client, base: str, on: Street) -> None:
    signal = seen(on)
    Signal.objects.filter(pk=signal.pk).update(token=2, text="wc ontbreekt")
    sent = {"token": "1", "theme": "public_space", "text": "mijn woorden", "date": "2022-03-10", "reason": "korter"}
    response = client.post(f"{base}{signal.public_id}/verwoorden/", sent)
    text = response.content.decode()
    assert (response.status_code, "wc ontbreekt" in text, "mijn woorden" in text) == (409, True, True)
