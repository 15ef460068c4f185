"""Risks: assessed again and again, nothing of the history lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.street import STREET_NOW, Street, street
from wijkweb.contract.actions.parts import ChangedMeanwhile, InUse
from wijkweb.contract.actions.risks import OutOfOrder, add_risk, assess_risk, remove_risk
from wijkweb.contract.models import Assessment, Risk
from wijkweb.contract.reads.risks import matrix_of, risks_of

pytestmark = pytest.mark.django_db
NOW = STREET_NOW
TODAY = NOW.date()


@pytest.fixture
def on(city: Any) -> Street:
    return street(city)


@pytest.fixture
def client(on: Street) -> Client:
    client = Client()
    client.force_login(on.lead)
    return client


def base(on: Street) -> str:
    return f"/contracten/{on.contract.case.public_id}/risicos/"


def made(on: Street, title: str = "Leegloop", id: str = "aaaabbbbccc2", **more: Any) -> Risk:
    values = {
        "title": title,
        "chance": "low",
        "effect": "high",
        "owner": "coördinator",
        "measure": "",
        "review_on": None,
    }
    return add_risk(contract=on.contract, public_id=id, values=values | more, by=on.lead, now=NOW)


def again(where: Street, risk: Risk, **more: Any) -> Risk:
    given: dict[str, Any] = {
        "token": risk.token, "on": TODAY, "chance": "high", "effect": "high", "state": "happened", "note": "Het is zover.",
        "review_on": None, "by": where.lead, "now": NOW,
    } | more  # fmt: skip
    return assess_risk(risk=risk, **given)


def test_a_risk_has_its_first_assessment_and_each_next_one(on: Street) -> None:
    risk = made(on)
    assert made(on) == risk
    for _ in range(2):
        risk = again(on, risk, token=1)
    (line,) = risks_of(on.contract, on=TODAY)
    assert (line.weight, line.state, line.number) == (9, "happened", 1)
    assert [(one.number, one.chance, one.state, one.note) for one in line.assessments] == [
        (1, "low", "open", ""),
        (2, "high", "happened", "Het is zover."),
    ]
    with pytest.raises(ChangedMeanwhile):
        again(on, risk, token=1, chance="low")


def test_an_assessment_stands_in_the_order_of_days(on: Street) -> None:
    risk = made(on)
    for day in (date(2022, 3, 15), date(2022, 3, 17)):
        with pytest.raises(OutOfOrder):
            again(on, risk, on=day)
    assert Assessment.objects.count() == 1


def test_a_risk_with_a_history_or_that_was_agreed_stays(on: Street) -> None:
    risk = again(on, made(on))
    with pytest.raises(InUse):
        remove_risk(part=risk, token=2, by=on.lead, now=NOW)
    other = made(on, "Anders", "aaaabbbbccc3")
    remove_risk(part=other, token=1, by=on.lead, now=NOW)
    third = made(on, "Afgesproken", "aaaabbbbccc4", agreed=True)
    with pytest.raises(InUse):
        remove_risk(part=third, token=1, by=on.lead, now=NOW)
    assert Risk.objects.count() == 2


def test_the_matrix_and_the_order(on: Street) -> None:
    made(on, "Licht", "aaaabbbbccc3", effect="low")
    made(on, "Zwaar", "aaaabbbbccc4", chance="high", review_on=TODAY)
    closed = made(on, "Voorbij", "aaaabbbbccc5", chance="high")
    again(on, closed, state="closed")
    found = risks_of(on.contract, on=TODAY)
    assert [(one.title, one.weight, one.to_review) for one in found] == [
        ("Zwaar", 9, True),
        ("Licht", 1, False),
        ("Voorbij", 9, False),
    ]
    cells = {
        (cell.chance, cell.effect): [one.title for one in cell.risks] for _, row in matrix_of(found) for cell in row
    }
    assert (len(cells), cells[("high", "high")], cells[("low", "low")]) == (9, ["Zwaar"], ["Licht"])


def test_the_pages_take_a_risk_and_assess_it(on: Street, client: Client) -> None:
    data = {"public_id": "aaaabbbbccc2", "title": "Leegloop", "chance": "low", "effect": "high", "measure": "Werven"}
    for _ in range(2):
        assert client.post(f"{base(on)}nieuw/", data).status_code == 302
    risk = Risk.objects.get()
    path = f"{base(on)}{risk.public_id}/"
    day = risk.assessments.get().on.isoformat()
    typed = {"token": "1", "on_day": day, "chance": "high", "effect": "high", "state": "happened", "note": ""}
    refused = client.post(f"{path}beoordelen/", typed)
    assert (refused.status_code, "wat er gebeurde" in refused.content.decode()) == (422, True)
    assert client.post(f"{path}beoordelen/", typed | {"note": "Twee mensen weg"}).status_code == 302
    late = client.post(f"{path}beoordelen/", typed | {"note": "Ik zag het ook"})
    assert (late.status_code, "Ik zag het ook" in late.content.decode()) == (409, True)
    page = client.get(path).content.decode()
    assert "Twee mensen weg" in page and "Ik zag het ook" not in page
    change = client.post(f"{path}wijzigen/", {"token": "1", "title": "Leegloop", "owner": "X"})
    assert change.status_code == 409
    assert client.post(f"{path}weg/", {"token": "2"}).status_code == 409


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"title": ""}, "verplicht"), ({"chance": ""}, "verplicht"), ({"effect": "reusachtig"}, "geldige")],
)
def test_a_risk_that_cannot_be(on: Street, client: Client, typed: dict, said: str) -> None:
    data = {"title": "Leegloop", "chance": "low", "effect": "high"} | typed
    answer = client.post(f"{base(on)}nieuw/", data)
    assert (answer.status_code, said in answer.content.decode(), Risk.objects.count()) == (422, True, 0)


def test_the_page_costs_the_same_queries_for_one_and_for_three(
    on: Street, client: Client, django_assert_num_queries: Any
) -> None:
    for letters in (("2",), ("3", "4")):
        for letter in letters:
            risk = again(on, made(on, letter, f"aaaabbbbccc{letter}"))
        with django_assert_num_queries(6):
            assert client.get(base(on)).status_code == 200
        with django_assert_num_queries(6):
            assert client.get(f"{base(on)}{risk.public_id}/").status_code == 200
