"""Anchoring: steps from the first year on, places and networks into other hands; history is appended, never edited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.report.test_meetings import refused
from tests.report.test_pages import hidden
from tests.street import Street, street
from wijkweb.commons.ids import public_id
from wijkweb.contract.actions.parts import ChangedMeanwhile
from wijkweb.field.actions.places import move_phase
from wijkweb.report.actions.anchoring import Move, add_hand_over, add_step, change_step, move_hand_over, move_step
from wijkweb.report.models import AnchorMove, AnchorStep, HandOver, Method
from wijkweb.report.reads.anchoring import anchoring_of

pytestmark = pytest.mark.django_db

NOW = datetime(2023, 9, 16, 20, 30, tzinfo=UTC)
TODAY = NOW.date()
VALUES = {"year": 1, "title": "Samen op straat", "stays": "Buurtwerk kent de plekken", "owner": "teamcoördinator",
          "due": date(2022, 6, 30)}  # fmt: skip


@pytest.fixture
def on(city: Any) -> Street:
    return street(city)


def step(on: Street, **more: Any) -> AnchorStep:
    return add_step(contract=on.contract, public_id=public_id(), values=VALUES | more, by=on.lead, now=NOW)


def moved(on: Street, of: AnchorStep, state: str, since: date = TODAY, **more: str) -> AnchorStep:
    return move_step(step=of, token=of.token, move=Move(state, since, **more), by=on.lead, now=NOW)


def over(on: Street, **more: Any) -> HandOver:
    values = {"place": on.place, "network": "", "to": "Buurtwerk", "start": date(2023, 9, 1)} | more
    return add_hand_over(contract=on.contract, public_id=public_id(), values=values, by=on.lead, now=NOW)


def test_a_step_takes_its_course_and_keeps_its_history(on: Street) -> None:
    made = step(on)
    assert refused(moved, on, made, "done") == "no_proof"
    started = moved(on, made, "started", date(2022, 3, 1))
    assert refused(moved, on, started, "done", date(2022, 2, 1), proof="verslag") == "before_the_last"
    assert refused(moved, on, started, "done", date(2024, 1, 1), proof="verslag") == "to_come"
    assert refused(moved, on, started, "dropped") == "no_reason"
    done = moved(on, started, "done", proof="Verslag van juni")
    assert moved(on, done, "done").token == done.token
    assert refused(moved, on, done, "to_do") == "not_that_state"
    assert [row.state for row in AnchorMove.objects.filter(step=made)] == ["started", "done"]
    with pytest.raises(ChangedMeanwhile):
        move_step(step=made, token=1, move=Move("started", TODAY), by=on.lead, now=NOW)


def test_a_step_lies_in_a_year_of_the_contract(on: Street, other_city: Any) -> None:
    assert refused(step, on, year=5) == "no_such_year"
    assert refused(step, on, due=date(2021, 12, 31)) == "before_the_contract"
    made = step(on)
    assert refused(change_step, step=made, token=1, values=VALUES | {"year": 0}, by=on.lead, now=NOW) == "no_such_year"
    again = add_step(contract=on.contract, public_id=made.public_id, values=VALUES, by=on.lead, now=NOW)
    assert (again, AnchorStep.objects.count()) == (made, 1)


def test_a_hand_over_is_of_a_place_or_a_network_of_this_contract(on: Street, other_city: Any) -> None:
    assert refused(over, on, place=street(other_city, "Ander").place) == "other_contract"
    assert refused(over, on, network="ouders") == "place_or_network"
    assert refused(over, on, place=None) == "place_or_network"
    made = over(on)
    given = {"by": on.lead, "now": NOW}
    assert refused(move_hand_over, hand_over=made, token=1, move=Move("done", TODAY), **given) == "not_that_state"
    assert refused(move_hand_over, hand_over=made, token=1, move=Move("agreed", TODAY), **given) == "no_agreement"
    agreed = move_hand_over(hand_over=made, token=1, move=Move("agreed", TODAY, proof="Overeenkomst"), **given)
    assert (agreed.state, agreed.since) == ("agreed", TODAY)


def test_what_is_read_for_a_report_stands_as_it_stood_on_that_day(on: Street) -> None:
    made, later = step(on), step(on, year=3, due=date(2024, 6, 30))
    moved(on, made, "done", date(2023, 2, 1), proof="Verslag")
    over(on), over(on, place=None, network="ouders aan de poort")
    move_phase(
        place=on.place, token=on.place.token, phase="shared", since=date(2023, 3, 1), reason="x", by=on.lead, now=NOW
    )
    end_2022, now = (anchoring_of(on.contract, on=day) for day in (date(2022, 12, 31), TODAY))
    assert (dict(end_2022.by_state), dict(now.by_state)) == ({"to_do": 2}, {"done": 1, "to_do": 1})
    assert ([one.step.pk for one in end_2022.overdue], now.overdue) == ([made.pk], ())
    reached = [{line.place.name: line.reached for line in plan.places} for plan in (end_2022, now)]
    assert [one["Wijk plein"] for one in reached] == [1, 2]
    assert (end_2022.late, now.late) == (1, 2)
    assert ([year.number for year in now.years if year.now], len(now.hand_overs)) == ([2], 2)
    assert [line.step.pk for line in now.years[2].steps] == [later.pk]


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow(on: Street, number: int, django_assert_num_queries: Callable[[int], Any]) -> None:
    for _ in range(number):
        moved(on, step(on), "started", date(2022, 3, 1)), over(on)
        Method.objects.create(contract=on.contract, title="x", written_on=TODAY)
    with django_assert_num_queries(8):
        anchoring_of(on.contract, on=TODAY)


def test_the_plan_through_its_pages_with_a_paper(
    on: Street, client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.FILES_ROOT = tmp_path / "files"
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    client.force_login(on.lead)
    base = f"/contracten/{on.contract.case.public_id}/verankering/"
    typed = hidden(client.get(f"{base}stappen/nieuw/")) | VALUES | {"due": "2022-06-30"}
    for _ in range(2):
        assert client.post(f"{base}stappen/nieuw/", typed).status_code == 302
    made = AnchorStep.objects.get()
    at = f"{base}stappen/{made.public_id}/"
    stand = hidden(client.get(f"{at}stand/")) | {"state": "done", "since": "2022-06-20"}
    bare = client.post(f"{at}stand/", stand)
    assert (bare.status_code, "waaruit blijkt" in bare.content.decode()) == (422, True)
    paper = SimpleUploadedFile("rooster.pdf", b"%PDF rooster")
    assert client.post(f"{at}stand/", stand | {"upload": paper}).status_code == 302
    move = AnchorMove.objects.get()
    assert move.paper
    sent = client.get(f"{base}stukken/{move.paper.public_id}/")
    assert (sent.content, sent.headers["Content-Security-Policy"]) == (b"%PDF rooster", "sandbox; default-src 'none'")
    changed = hidden(client.get(f"{at}wijzigen/")) | VALUES | {"due": "2022-06-30", "title": "Anders"}
    late = hidden(client.get(f"{at}wijzigen/")) | VALUES | {"due": "2022-06-30", "title": "Nog anders"}
    assert client.post(f"{at}wijzigen/", changed).status_code == 302
    shown = client.post(f"{at}wijzigen/", late)
    assert (shown.status_code, "Nog anders" in shown.content.decode()) == (409, True)
    plan = client.get(base).content.decode()
    assert ("Anders" in plan, "Wijk park" in plan) == (True, True)
