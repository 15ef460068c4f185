"""Promises get versions that are never edited; weeks are closed by decision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from tests.promises import HOURS, promise
from tests.street import STREET_NOW, Street, street
from wijkweb.commons.ids import public_id
from wijkweb.commons.models import JournalLine
from wijkweb.contract.actions.definitions import OtherVersion, add_definition
from wijkweb.contract.forms.indicators import DefinitionForm
from wijkweb.contract.models import Closure, Definition, Indicator
from wijkweb.contract.reads.promises import closures_of, promises_of
from wijkweb.contract.templatetags.promises import figure, plain

pytestmark = pytest.mark.django_db

TYPED = {
    "version": "1", "counted": "contacts.worker_minutes", "kind": "direct", "group": "young", "track": "", "per": "week",
    "denominator": "calendar", "window": "rolling_13", "op": "at_least", "target": "30", "upper": "", "percent": "80",
    "valid_from": "2022-01-01", "decided_number": "SG-1", "decided_on": "2022-01-05",
}  # fmt: skip


@pytest.fixture
def on(city: Any) -> Street:
    return street(city)


@pytest.fixture
def lead(on: Street) -> Client:
    client = Client()
    client.force_login(on.lead)
    return client


def base(on: Street) -> str:
    return f"/contracten/{on.contract.case.public_id}"


def form(**changes: str) -> DefinitionForm:
    return DefinitionForm(TYPED | changes, codes={("group", "young"): "jongeren", ("track", "rust"): "rust"})


def test_a_version_is_added_once_and_the_one_before_stays(on: Street) -> None:
    made = promise(on.contract, on.lead, {})
    values = HOURS | {"target": 40}
    first = add_definition(indicator=made, version=2, values=values, by=on.lead, now=STREET_NOW)
    assert add_definition(indicator=made, version=2, values=values, by=on.lead, now=STREET_NOW) == first
    assert [(row.version, str(row.target)) for row in made.definitions.all()] == [(1, "2.50"), (2, "40.00")]
    with pytest.raises(OtherVersion) as raised:
        add_definition(indicator=made, version=2, values=HOURS, by=on.lead, now=STREET_NOW)
    assert raised.value.last == first
    assert JournalLine.objects.filter(verb="definition.add").count() == 2


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, []),
        ({"target": "30,5"}, []),
        ({"op": "none", "target": ""}, []),
        ({"op": "milestone", "target": ""}, []),
        ({"per": "contract"}, []),
        ({"counted": "activities.count", "kind": "training", "group": "", "per": "month"}, []),
        ({"counted": "visits.months_with", "kind": "", "group": "", "per": "place_month"}, []),
        ({"target": ""}, ["target"]),
        ({"op": "between", "upper": "20"}, ["upper"]),
        ({"op": "between", "upper": ""}, ["upper"]),
        ({"per": "month"}, ["per"]),
        ({"kind": "training"}, ["kind"]),
        ({"counted": "activities.count", "kind": "direct", "per": "month"}, ["group", "kind"]),
        ({"counted": "activities.months_with", "kind": "", "group": "", "per": "quarter", "window": "whole"}, ["per"]),
        ({"counted": "visits.place_days", "kind": "", "group": "", "track": "rust", "per": "month"}, ["track"]),
        ({"counted": "activities.count", "kind": "", "group": "", "per": "year"}, ["window"]),
        ({"per": "contract", "denominator": "active"}, ["denominator"]),
        ({"decided_number": "", "decided_on": ""}, ["decided_number", "decided_on"]),
        ({"percent": "101"}, ["percent"]),
        ({"counted": "contacts.code()"}, ["counted"]),
        ({"group": "nobody"}, ["group"]),
    ],
)
def test_what_a_definition_may_say(changes: dict[str, str], wrong: list[str]) -> None:
    assert sorted(form(**changes).errors) == wrong


def test_a_later_version_does_not_begin_before_the_one_before(on: Street) -> None:
    last = promise(on.contract, on.lead, {"valid_from": date(2022, 3, 1)}).definitions.get()
    asked = DefinitionForm(TYPED | {"version": "2"}, codes={("group", "young"): "jongeren"}, last=last)
    assert list(asked.errors) == ["valid_from"]


def test_a_definition_through_the_page_and_once_more(on: Street, lead: Client) -> None:
    made = promise(on.contract, on.lead)
    path = f"{base(on)}/beloften/{made.public_id}/versie/"
    assert lead.get(path).status_code == 200
    for _ in range(2):
        assert lead.post(path, TYPED).status_code == 302
    (row,) = Definition.objects.filter(indicator=made)
    assert (row.fact, row.measure, str(row.target), str(row.min_coverage)) == (
        "contacts",
        "worker_minutes",
        "30.00",
        "0.80",
    )
    assert "SG-1" in lead.get(f"{base(on)}/beloften/").content.decode()


def test_two_who_add_a_version_at_once_overwrite_nothing(on: Street, lead: Client) -> None:
    made = promise(on.contract, on.lead, {})
    path = f"{base(on)}/beloften/{made.public_id}/versie/"
    assert lead.post(path, TYPED | {"version": "2", "target": "25"}).status_code == 302
    answer = lead.post(path, TYPED | {"version": "2", "target": "26"})
    told = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="26"' in told and 'name="version" value="3"' in told
    assert [row.version for row in made.definitions.all()] == [1, 2]
    assert lead.post(path, TYPED | {"version": "3", "target": "26"}).status_code == 302


def test_bad_input_keeps_what_was_typed(on: Street, lead: Client) -> None:
    made = promise(on.contract, on.lead)
    answer = lead.post(f"{base(on)}/beloften/{made.public_id}/versie/", TYPED | {"target": "veel"})
    assert answer.status_code == 422
    assert 'value="veel"' in answer.content.decode()


def test_a_promise_is_added_and_changed(on: Street, lead: Client) -> None:
    typed = {"public_id": public_id(), "title": "Dertig uur", "source": "Deel 4"}
    for _ in range(2):
        assert lead.post(f"{base(on)}/beloften/nieuw/", typed).status_code == 302
    made = Indicator.objects.get(contract=on.contract)
    assert (made.key, made.title) == ("dertig_uur", "Dertig uur")
    same_name = lead.post(f"{base(on)}/beloften/nieuw/", typed | {"public_id": public_id(), "source": "x"})
    assert same_name.status_code == 422
    path = f"{base(on)}/beloften/{made.public_id}/"
    assert lead.post(path, typed | {"token": "1", "title": "30 uur"}).status_code == 302
    late = lead.post(path, typed | {"token": "1", "title": "29 uur"})
    assert late.status_code == 409 and "29 uur" in late.content.decode()
    made.refresh_from_db()
    assert (made.key, made.title) == ("dertig_uur", "30 uur")


def test_a_week_is_closed_once_and_opened_again(on: Street, lead: Client) -> None:
    path, typed = (
        f"{base(on)}/sluitingsweken/nieuw/",
        {"reason": "Verlof", "decided_number": "SG-2", "decided_on": "2022-04-01"},
    )
    closed = typed | {"public_id": public_id(), "monday": "2022-04-06"}
    for _ in range(2):
        assert lead.post(path, closed).status_code == 302
    assert "De week is gesloten." in lead.get(f"{base(on)}/beloften/").content.decode()
    assert lead.post(path, closed | {"public_id": public_id()}).status_code == 422
    assert [(one.closure.monday, one.last, one.late) for one in closures_of(on.contract)] == [
        (date(2022, 4, 4), date(2022, 4, 10), False)
    ]
    made = Closure.objects.get()
    remove = f"{base(on)}/sluitingsweken/{made.public_id}/weg/"
    assert lead.get(remove).status_code == 200
    lead.post(remove, {"token": "7"})
    assert Closure.objects.count() == 1
    lead.post(remove, {"token": "1"})
    assert Closure.objects.count() == 0


def test_a_late_closure_is_kept_and_told(on: Street, lead: Client) -> None:
    typed = {"monday": "2022-02-01", "reason": "Brug", "decided_number": "SG-3", "decided_on": "2022-02-21"}
    answer = lead.post(f"{base(on)}/sluitingsweken/nieuw/", typed | {"public_id": public_id()}, follow=True)
    assert "14 dagen na de week" in answer.content.decode()
    assert [one.late for one in closures_of(on.contract)] == [True]


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_is_fixed(
    on: Street, number: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for at in range(number):
        promise(on.contract, on.lead, {}, {"target": 3}, key=f"uren_{at}")
    with django_assert_num_queries(2):
        found = promises_of(on.contract)
    assert [(len(one.earlier), one.newest and one.newest.definition.version) for one in found] == [(1, 2)] * number


def test_a_foreign_promise_is_not_there(on: Street, lead: Client, other_city: Any) -> None:
    other = street(other_city, "Ander")
    foreign = promise(other.contract, other.lead, {})
    for path in (
        f"beloften/{foreign.public_id}/",
        f"beloften/{foreign.public_id}/versie/",
        f"koers/{foreign.public_id}/",
    ):
        assert lead.get(f"{base(on)}/{path}").status_code == 404


def test_a_figure_over_a_thousand_is_written_as_the_report_writes_it() -> None:
    with translation.override("nl"):
        assert [figure(Fraction(1649)), plain(Fraction(6596, 4)), figure(None)] == ["1.649,0", "1.649", "–"]
    with translation.override("en"):
        assert [figure(Fraction(1649)), plain(Fraction(11, 4))] == ["1,649.0", "2.75"]
