"""The list of dossiers: page by page without a count, searched, narrowed, and only what one may see."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.conftest import NOW
from wijkweb.commons.models import Case, Grant
from wijkweb.dossier.models import Dossier
from wijkweb.dossier.reads.lists import FEW, PAGE, list_dossiers


@pytest.fixture
def client(writer: Any) -> Client:
    client = Client()
    client.force_login(writer)
    return client


def many(number: int, city: Any, calls: dict, writer: Any, *, apart: int = 1) -> None:
    """Dossiers that were changed so many minutes after each other, "Plein 0" first."""
    cases = Case.objects.bulk_create(Case(municipality=city, title=f"Plein {n}", opened_at=NOW) for n in range(number))
    Dossier.objects.bulk_create(
        Dossier(
            case=case,
            call_version=calls["wvc-2021"],
            municipality=city,
            call_id="wvc-2021",
            started_by=writer,
            started_at=NOW,
            changed_at=NOW + timedelta(minutes=n * apart),
        )
        for n, case in enumerate(cases)
    )


def titles(found: Any) -> list[str]:
    return [row.title for row in found.rows]


@pytest.mark.parametrize("number", [1, 3, PAGE + 1])
def test_the_queries_of_the_list_do_not_grow(
    number: int, city: Any, calls: dict, writer: Any, django_assert_num_queries: Any
) -> None:
    many(number, city, calls, writer)
    with django_assert_num_queries(4):
        found = list_dossiers(writer)
    assert len(found.rows) == min(number, PAGE)


@pytest.mark.parametrize("apart", [1, 0], ids=["at times of their own", "all at the same moment"])
@pytest.mark.parametrize("number", [120, FEW + 20])
def test_the_pages_down_and_up_hold_each_dossier_once(
    number: int, apart: int, city: Any, calls: dict, writer: Any
) -> None:
    many(number, city, calls, writer, apart=apart)
    everything = [f"Plein {n}" for n in reversed(range(number))]
    page = list_dossiers(writer)
    assert (page.newer, titles(page)) == ("", everything[:PAGE])
    down = titles(page)
    while page.older:
        page = list_dossiers(writer, after=page.older)
        down += titles(page)
    assert down == everything
    up = titles(page)
    while page.newer:
        page = list_dossiers(writer, before=page.newer)
        up = titles(page) + up
    # going up, the first page is a whole one again, and overlaps with the second
    assert (up[:PAGE], up[-number + PAGE :]) == (everything[:PAGE], everything[PAGE:])


def test_a_dossier_that_changes_meanwhile_moves_no_page(city: Any, calls: dict, writer: Any) -> None:
    many(120, city, calls, writer)
    first = list_dossiers(writer)
    Dossier.objects.filter(case__title=first.rows[-1].title).update(changed_at=NOW + timedelta(days=1))
    assert titles(list_dossiers(writer, after=first.older))[0] == "Plein 69"


@pytest.mark.parametrize("number", [3, FEW + 1])
def test_nobody_sees_what_is_not_theirs(
    number: int, city: Any, other_city: Any, calls: dict, writer: Any, make_person: Any
) -> None:
    many(number, city, calls, writer)
    stranger = make_person("coordinator", other_city)
    assert titles(list_dossiers(stranger)) == []
    case = Case.objects.get(title="Plein 1")
    Grant.objects.create(person=stranger, role="reader", case=case, given_at=NOW)
    assert titles(list_dossiers(stranger)) == ["Plein 1"]
    many(number, other_city, calls, stranger)  # with more than a few, the other way of looking
    page = list_dossiers(stranger)
    seen = list(page.rows)
    while page.older:
        page = list_dossiers(stranger, after=page.older)
        seen += page.rows
    assert sorted(row.municipality for row in seen) == sorted([city.name, *[other_city.name] * number])
    assert titles(list_dossiers(make_person("funder", calls["wvc-2021"].funder))) == []


def test_the_list_is_searched_and_narrowed(city: Any, calls: dict, writer: Any, client: Client) -> None:
    many(120, city, calls, writer)
    assert titles(list_dossiers(writer, words="plein 117")) == ["Plein 117"]
    assert titles(list_dossiers(writer, call="buurtfonds-2026")) == []
    assert list_dossiers(writer).calls[0] == ("wvc-2021", "Oproep wijkverbeteringscontracten 2021")
    page = client.get("/dossiers/?zoek=plein&oproep=wvc-2021").content.decode()
    older = re.findall(r'rel="next" href="\?([^"]*)"', page)
    assert len(older) == 1 and older[0].endswith("&amp;oproep=wvc-2021&amp;zoek=plein")
    second = client.get("/dossiers/?" + older[0].replace("&amp;", "&")).content.decode()
    assert "Plein 69" in second and "Plein 70" not in second


@pytest.mark.parametrize("place", ["x", "-1-x", "9" * 40, "9" * 16 + "-x", "1-", "%27%22", "\u0661-x"])
def test_a_place_that_nobody_gave_is_no_fault(place: str, city: Any, calls: dict, writer: Any, client: Client) -> None:
    many(2, city, calls, writer)
    for name in ("na", "voor"):
        assert client.get("/dossiers/", {name: place}).status_code == 200


def test_a_null_byte_is_refused(writer: Any, client: Client) -> None:
    assert client.get("/dossiers/?zoek=%00").status_code == 400
    assert client.get("/dossiers/?na=1-%00").status_code == 400
    assert client.get("/dossiers/a%00b/").status_code == 400
