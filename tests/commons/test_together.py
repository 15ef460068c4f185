"""Many queries in one message: each gives exactly what it gives alone, on either database."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.db.models import Count, F, Prefetch, QuerySet, Value
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from wijkweb.commons.models import Grant, Organisation, Person
from wijkweb.commons.once import reading_once
from wijkweb.commons.together import ask, asked, fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(city: Organisation) -> list[Person]:
    made = [
        Person.objects.create(email=f"{name}@example.org", name=name, joined_at=NOW) for name in ("Zo", "An 100%", "Bo")
    ]
    for number, person in enumerate(made):
        for role in ("editor", "reader")[:number]:
            Grant.objects.create(person=person, role=role, organisation=city, given_at=NOW)
    return made


@asked
def persons(start: str) -> QuerySet[Person]:
    """People by a first letter, those of the alphabet first, with what was given to them."""
    grants = Prefetch("grants", Grant.objects.select_related("organisation").order_by("-pk"))
    return Person.objects.filter(name__gte=start).order_by("name").prefetch_related(grants)


@asked
def names() -> QuerySet[Person, tuple[str, int]]:
    return Person.objects.order_by("-name").annotate(held=Count("grants")).values_list("name", "held")


def test_one_message_and_then_none(people: list[Person]) -> None:
    with reading_once():
        with CaptureQueriesContext(connection) as first:
            ask(persons.of("A"), names.of(), persons.of("B"))
        with CaptureQueriesContext(connection) as after:
            found = persons("A")
            assert [one.name for one in found] == ["An 100%", "Bo", "Zo"]
            assert [len(one.grants.all()) for one in found] == [1, 2, 0]
            assert [grant.pk for grant in found[1].grants.all()] == sorted(
                (grant.pk for grant in found[1].grants.all()), reverse=True
            )
            assert {str(grant.organisation) for grant in found[1].grants.all()} == {"Zeebrink"}
            assert found[1].grants.all()[0].person is found[1]
            assert names() == (("Zo", 0), ("Bo", 2), ("An 100%", 1))
            assert [one.name for one in persons("B")] == ["Bo", "Zo"]
    assert (len(first), len(after)) == (1, 0)


def test_what_is_known_is_not_asked_again(people: list[Person]) -> None:
    with reading_once():
        names()
        with CaptureQueriesContext(connection) as again:
            ask(names.of())
        assert len(again) == 0
        with CaptureQueriesContext(connection) as other:
            ask(names.of(), persons.of("A"))
        assert [query["sql"].count("commons_person") > 0 for query in other] == [True]
        assert names() is names()


def test_outside_it_there_is_nowhere_to_keep_them(people: list[Person]) -> None:
    with pytest.raises(RuntimeError):
        ask(names.of())
    assert names() == (("Zo", 0), ("Bo", 2), ("An 100%", 1))


def test_every_way_of_asking_gives_what_it_gives_alone(people: list[Person]) -> None:
    """Values, flat ones, dicts, deferred fields, a union, an empty one, one that can have no rows."""

    def queries() -> list[QuerySet[Person, object]]:
        every = Person.objects.order_by("pk")
        union = (
            every.order_by()
            .values_list("name", Value(1))
            .union(Organisation.objects.order_by().values_list("name", Value(2)), all=True)
        )
        return [
            every.values_list("joined_at", "is_active", "pk"),
            every.values_list("name", flat=True),
            every.values("name", day=Value(date(2024, 2, 29))),
            every.values_list("pk", "name", named=True),
            union.order_by("-name"),
            every.filter(name="niemand").values_list("pk"),
            every.none().values_list("pk"),
            every.filter(pk__in=[]).values_list("pk"),
            every.filter(name__contains="100%").values_list(F("email")),
            every.filter(name__contains="100%").values_list(F("email"))[:1],
        ]  # fmt: skip

    alone, together = [list(query) for query in queries()], queries()
    with CaptureQueriesContext(connection) as found:
        fill(together)
    assert len(found) == 1
    assert [list(query) for query in together] == alone
    assert [[type(cell) for row in rows for cell in _cells(row)] for rows in alone] == [
        [type(cell) for row in query for cell in _cells(row)] for query in together
    ]


def test_deferred_fields_and_no_queries_at_all(people: list[Person]) -> None:
    query = Person.objects.only("name").order_by("name")
    fill([query])
    fill([])
    assert [one.get_deferred_fields() >= {"email"} for one in query] == [True, True, True]
    with CaptureQueriesContext(connection) as asked_again:
        assert query[0].email == "An 100%@example.org"
    assert len(asked_again) == 1


def test_hundreds_of_them_in_one_message(people: list[Person]) -> None:
    queries = [Person.objects.filter(name__gte=letter * (1 + number)) for number in range(12) for letter in "abcXYZ"]
    fill(queries)
    assert [list(query) for query in queries] == [list(query.all()) for query in queries]


def _cells(row: object) -> tuple[object, ...]:
    if isinstance(row, dict):
        return tuple(row.values())
    return row if isinstance(row, tuple) else (row,)
