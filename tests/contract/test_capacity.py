"""Capacity: vacancies out of the team, conditions of recruitment, coaching against what was promised."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from tests.street import Street, street
from wijkweb.contract.models import Condition, Member, Session, SupportPromise, TeamFunction, Vacancy
from wijkweb.contract.reads.capacity import capacity_of

pytestmark = pytest.mark.django_db
UNTIL = date(2022, 6, 30)


@pytest.fixture
def on(city: Any) -> Street:
    return street(city)


@pytest.fixture
def client(on: Street) -> Client:
    client = Client()
    client.force_login(on.lead)
    return client


def base(on: Street) -> str:
    return f"/contracten/{on.contract.case.public_id}/capaciteit/"


def function(on: Street, title: str = "Veldwerker", vte: str = "1.60") -> TeamFunction:
    return TeamFunction.objects.create(
        contract=on.contract, title=title, vte=Decimal(vte), start=on.contract.start, end=on.contract.end
    )  # fmt: skip


def test_a_vacancy_follows_from_the_team(on: Street) -> None:
    post = function(on)
    Member.objects.filter(person=on.worker).update(function=post, vte=Decimal("1.00"), end=date(2022, 5, 31))
    found = capacity_of(on.contract, until=UNTIL)
    assert [(one.vte, one.start, one.end, one.open) for one in found.vacancies] == [
        (Decimal("1.60"), date(2022, 6, 1), UNTIL, True),
        (Decimal("0.60"), date(2022, 1, 1), date(2022, 5, 31), False),
    ]
    (line,) = found.posts
    assert [(month.first.month, month.filled) for month in line.months][-2:] == [(5, Fraction(1)), (6, Fraction(0))]
    assert len(found.open_vacancies) == 1


def test_a_post_of_which_nobody_said_anything_is_no_vacancy(on: Street) -> None:
    function(on)
    found = capacity_of(on.contract, until=UNTIL)
    assert ([one.known for one in found.posts], found.vacancies) == ([False], ())


def test_a_note_gives_the_reason(on: Street, client: Client) -> None:
    post = function(on, vte="1.00")
    Member.objects.filter(person=on.worker).update(function=post)
    typed = {
        "public_id": "aaaabbbbccc2", "function": post.public_id, "vte": "1", "start": "2022-03-01", "end": "2022-04-30",
        "reason": "Koos voor ander werk",
    }  # fmt: skip
    for _ in range(2):
        assert client.post(f"{base(on)}vacatures/nieuw/", typed).status_code == 302
    (line,) = capacity_of(on.contract, until=UNTIL).vacancies
    assert (line.days, [reason for _, reason, _ in line.notes]) == (61, ["Koos voor ander werk"])
    assert "Koos voor ander werk" in client.get(base(on)).content.decode()
    removed = f"/contracten/{on.contract.case.public_id}/team/functies/{post.public_id}/weg/"
    assert client.post(removed, {"token": "1"}).status_code == 409


@pytest.mark.parametrize(
    ("where", "typed", "said"),
    [
        ("vacatures", {"vte": "2", "start": "2022-03-01", "reason": "x"}, "meer kan er niet vacant zijn"),
        ("vacatures", {"vte": "0", "start": "2022-03-01", "reason": "x"}, "meer dan 0"),
        ("vacatures", {"vte": "1", "start": "2021-03-01", "reason": "x"}, "loopt niet op deze dag"),
        ("vacatures", {"vte": "1", "start": "2022-03-01", "end": "2022-02-01", "reason": "x"}, "De laatste dag komt voor de eerste"),
        ("voorwaarden", {"text": "Bulgaars", "met": "met"}, "hoe ze vervuld is"),
        ("sessies", {"kind": "coaching", "title": "x", "day": "2022-03-01", "hours": "25", "state": "held"}, "hoogstens 24"),
        ("sessies", {"kind": "coaching", "title": "x", "day": "2999-03-01", "hours": "2", "state": "held"}, "kies “gepland”"),
        ("sessies", {"kind": "coaching", "title": "x", "day": "2022-03-01", "hours": "2", "state": "cancelled"}, "waarom het niet doorging"),
        ("beloofd", {"kind": "coaching", "per_year": "0"}, "minstens 1"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said(on: Street, client: Client, where: str, typed: dict, said: str) -> None:
    data = {"function": function(on, vte="1.00").public_id} | typed
    answer = client.post(f"{base(on)}{where}/nieuw/", data)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    models: tuple[Any, ...] = (Vacancy, Condition, Session, SupportPromise)
    assert sum(model.objects.count() for model in models) == 0


def session(on: Street, day: date, **more: Any) -> Session:
    values = {"kind": "coaching", "title": "Coaching", "hours": Decimal(2), "state": "held"} | more
    return Session.objects.create(contract=on.contract, day=day, **values)


def test_what_was_held_stands_beside_what_was_promised(on: Street) -> None:
    SupportPromise.objects.create(contract=on.contract, kind="coaching", per_year=3)
    session(on, date(2022, 2, 1))
    session(on, date(2022, 3, 1), hours=Decimal("1.50"))
    session(on, date(2022, 4, 1), state="cancelled", reason="ziek")
    session(on, date(2022, 9, 1), state="planned")
    session(on, date(2022, 5, 1), kind="training")
    found = capacity_of(on.contract, until=UNTIL).support
    said = [(x.kind, x.promised, x.held, x.planned, x.cancelled, x.hours, x.short) for x in found]
    assert said == [
        ("coaching", 3, 2, 1, 1, Decimal("3.50"), True),
        ("training", None, 1, 0, 0, Decimal(2), False),
    ]


def test_a_kind_is_promised_once(on: Street, client: Client) -> None:
    typed = {"kind": "coaching", "per_year": "6"}
    assert client.post(f"{base(on)}beloofd/nieuw/", typed).status_code == 302
    assert client.post(f"{base(on)}beloofd/nieuw/", typed | {"per_year": "7"}).status_code == 422
    assert SupportPromise.objects.get().per_year == 6


def test_the_page_costs_the_same_queries_for_one_and_for_three(
    on: Street, client: Client, django_assert_num_queries: Any
) -> None:
    for numbers in ((1,), (2, 3)):
        for number in numbers:
            post = function(on, f"Functie {number}")
            Vacancy.objects.create(contract=on.contract, function=post, vte=1, start=date(2022, 2, number), reason="x")
            Condition.objects.create(contract=on.contract, function=post, text=f"Taal {number}")
            session(on, date(2022, 2, number))
        with django_assert_num_queries(10):
            assert client.get(base(on)).status_code == 200
