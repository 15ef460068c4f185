"""Places: in the list once, a step at a time, proposals taken in or merged, and nothing lost of their visits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests.street import STREET_NOW, Street, contact, hours, new_id, send, street
from wijkweb.commons.models import JournalLine
from wijkweb.contract.actions.parts import ChangedMeanwhile
from wijkweb.field.actions.cells import Touched, work_out
from wijkweb.field.actions.places import (
    NoCoOwner,
    NotThatPhase,
    NotThatPlace,
    accept_place,
    add_co_owner,
    add_place,
    close_place,
    merge_place,
    move_phase,
    remove_co_owner,
)
from wijkweb.field.actions.purge import purge_contract
from wijkweb.field.models import Activity, Contact, Place, PlacePhase, VisitCell
from wijkweb.field.reads.course import course_of
from wijkweb.field.reads.down import _places
from wijkweb.field.reads.facts import facts_of
from wijkweb.field.reads.places import place_page, places_of
from wijkweb.rules.place_months import place_months
from wijkweb.rules.places import Band
from wijkweb.shapes.indicators import Window

pytestmark = pytest.mark.django_db

TODAY = STREET_NOW.date()
VALUES = {
    "name": "Bank", "kind": "hangout", "functions": "", "rhythm": 4, "opened_on": date(2022, 2, 1),
    "latitude": Decimal("51.05432"), "longitude": Decimal("3.72374"),
}  # fmt: skip


@pytest.fixture
def on(city: Any) -> Street:
    return street(city)


@pytest.fixture
def desk(on: Street, client: Client) -> Client:
    client.force_login(on.lead)
    return client


@pytest.fixture
def base(on: Street, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("django.utils.timezone.now", lambda: STREET_NOW)
    return f"/contracten/{on.contract.case.public_id}/plekken/"


def proposed(on: Street, name: str = "Bankje") -> Place:
    id = new_id()
    send(on, (id, {"v": 1, "what": "place", "name": name, "date": "2022-03-10"}))
    return Place.objects.get(client_id=id)


def cells(on: Street) -> list[tuple[str, date, int, date]]:
    found = VisitCell.objects.filter(contract=on.contract).order_by("place__name", "month")
    return [(cell.place.name, cell.month, cell.days, cell.last) for cell in found.select_related("place")]


def test_a_form_that_is_sent_twice_makes_one_place_at_rest(on: Street) -> None:
    for _ in range(2):
        place = add_place(contract=on.contract, public_id="abcdefghjkmn", values=VALUES, by=on.worker, now=STREET_NOW)
    assert place.token == 1
    assert list(PlacePhase.objects.values_list("phase", "since")) == [("rest", date(2022, 2, 1))]
    assert JournalLine.objects.filter(verb="place.add").count() == 1
    with pytest.raises(ChangedMeanwhile):
        add_place(
            contract=on.contract, public_id="abcdefghjkmn", values=VALUES | {"name": "Trap"}, by=on.lead, now=STREET_NOW
        )


def test_a_phase_is_dated_with_its_reason_and_needs_a_co_owner(on: Street) -> None:
    def move(phase: str, since: date = TODAY, token: int | None = None) -> Place:
        place = Place.objects.get(pk=on.place.pk)
        return move_phase(
            place=place, token=token or place.token, phase=phase, since=since, reason="afgesproken", by=on.lead,
            now=STREET_NOW,
        )  # fmt: skip

    move("shared", date(2022, 2, 1))
    move("shared", date(2022, 2, 1), token=1)  # the same form again
    with pytest.raises(NoCoOwner):
        move("co_owned")
    add_co_owner(place=on.place, name="Buurthuis", since=TODAY, by=on.lead, now=STREET_NOW)
    move("co_owned", date(2022, 3, 1))
    for phase, since in (("rest", TODAY), ("lasting", date(2022, 2, 28)), ("lasting", TODAY + timedelta(days=1))):
        with pytest.raises(NotThatPhase):
            move(phase, since)
    with pytest.raises(ChangedMeanwhile):
        move("lasting", token=1)
    with pytest.raises(NoCoOwner):
        remove_co_owner(place=on.place, name="Buurthuis", by=on.lead, now=STREET_NOW)
    assert list(on.place.phases.values_list("phase", "since", "reason")) == [
        ("rest", date(2022, 1, 1), ""),
        ("shared", date(2022, 2, 1), "afgesproken"),
        ("co_owned", date(2022, 3, 1), "afgesproken"),
    ]


def test_a_place_is_closed_and_opened_and_never_gone(on: Street) -> None:
    place = close_place(place=on.place, token=1, on=TODAY, by=on.lead, now=STREET_NOW)
    assert places_of(on.contract, today=TODAY).closed[0].place == place
    assert [line.place for line in places_of(on.contract, today=TODAY).lines] == [on.park]
    with pytest.raises(ChangedMeanwhile):
        close_place(place=place, token=1, on=None, by=on.lead, now=STREET_NOW)
    close_place(place=place, token=2, on=None, by=on.lead, now=STREET_NOW)
    assert len(places_of(on.contract, today=TODAY).lines) == 2


def test_a_proposal_is_put_in_the_list(on: Street) -> None:
    found = proposed(on)
    assert [line.place for line in places_of(on.contract, today=TODAY).proposed] == [found]
    for _ in range(2):
        accept_place(place=found, token=1, values=VALUES, by=on.lead, now=STREET_NOW)
    page = places_of(on.contract, today=TODAY)
    assert page.proposed == ()
    assert [line.place.name for line in page.lines] == ["Bank", "Wijk park", "Wijk plein"]
    assert JournalLine.objects.filter(verb="place.accept").count() == 1
    with pytest.raises(NotThatPlace):
        accept_place(place=on.place, token=1, values=VALUES, by=on.lead, now=STREET_NOW)


def test_a_merge_moves_contacts_and_works_the_totals_out_anew(on: Street) -> None:
    found = proposed(on)
    send(
        on,
        (new_id(), contact(str(found.client_id), date="2022-03-15")),
        (new_id(), contact(found, date="2022-03-14")),
        (new_id(), contact(on.place, date="2022-03-15")),
        (new_id(), contact(found, date="2022-02-28")),
    )
    before = hours(on)
    Activity.objects.create(
        contract=on.contract, title="Soep", kind="other", place=found, starts_at=STREET_NOW,
        ends_at=STREET_NOW + timedelta(hours=1),
    )  # fmt: skip
    for _ in range(2):
        merge_place(place=found, token=1, target=on.place, by=on.lead, now=STREET_NOW)
    assert cells(on) == [
        ("Wijk plein", date(2022, 2, 1), 1, date(2022, 2, 28)),
        ("Wijk plein", date(2022, 3, 1), 2, date(2022, 3, 15)),
    ]
    assert (hours(on), Contact.objects.filter(place=on.place).count()) == (before, 4)
    assert Activity.objects.get().place == on.place
    assert JournalLine.objects.filter(verb="place.merge").count() == 1


def test_figures_count_the_places_of_the_list_alone(on: Street) -> None:
    """A proposal stands in no list that was agreed on, and one that was merged is the place that it became."""
    merged, waiting, taken = proposed(on), proposed(on, "Hoek"), proposed(on, "Trap")
    days = ((merged, "2022-02-28"), (waiting, "2022-02-28"), (taken, "2022-02-27"))
    send(on, *((new_id(), contact(place, date=day)) for place, day in days))
    merge_place(place=merged, token=1, target=on.place, by=on.lead, now=STREET_NOW)
    accept_place(place=taken, token=1, values=VALUES | {"name": "Trap"}, by=on.lead, now=STREET_NOW)
    facts = facts_of(on.contract)
    assert [place.name for place in facts.places] == ["Trap", "Wijk park", "Wijk plein"]
    february = Window("", date(2022, 2, 1), date(2022, 2, 28))
    months = [(one.place.name, one.part, one.days) for one in place_months(facts, february)]
    assert months == [("Trap", 1, 1), ("Wijk park", 1, 0), ("Wijk plein", 1, 1)]
    rows = course_of(on.contract, today=TODAY).breakdown.places
    assert [(row.place.name, row.days) for row in rows] == [("Trap", 1), ("Wijk park", 0), ("Wijk plein", 1)]


def test_what_phones_still_send_under_a_merged_place_is_understood(on: Street) -> None:
    found = proposed(on)
    kept = new_id()
    send(on, (kept, contact(str(found.client_id))))
    merge_place(place=found, token=1, target=on.place, by=on.lead, now=STREET_NOW)
    item = {"v": 1, "what": "place", "name": "Bankje", "date": "2022-03-10"}
    assert send(
        on,
        (str(found.client_id), item),
        (kept, contact(str(found.client_id))),
        (new_id(), contact(str(found.client_id), date="2022-03-16")),
        (new_id(), contact(found, date="2022-03-13")),
    ) == ["known", "known", "kept", "kept"]
    assert cells(on) == [("Wijk plein", date(2022, 3, 1), 3, date(2022, 3, 16))]
    told = _places(on.contract, list(Place.objects.filter(contract=on.contract, into=None)))
    assert [place["name"] for place in told] == ["Wijk park", "Wijk plein"]


def test_a_merge_keeps_the_days_of_contacts_that_are_purged(on: Street) -> None:
    found = proposed(on)
    send(
        on,
        *(
            (new_id(), contact(at, date=day))
            for at, day in ((found, "2022-03-01"), (found, "2022-03-14"), (on.place, "2022-03-02"))
        ),
    )
    purge_contract(contract=on.contract, until=date(2022, 3, 5), by=None, now=STREET_NOW)
    merge_place(place=found, token=1, target=on.place, by=on.lead, now=STREET_NOW)
    assert cells(on) == [("Wijk plein", date(2022, 3, 1), 3, date(2022, 3, 14))]
    work_out(on.contract, Touched(visits={(on.place.pk, date(2022, 3, 1))}))
    assert cells(on) == [("Wijk plein", date(2022, 3, 1), 3, date(2022, 3, 14))]


def test_only_a_proposal_goes_into_a_place_that_stands(on: Street, other_city: Any) -> None:
    found, another, elsewhere = proposed(on), proposed(on, "Trap"), street(other_city, "Elders")
    for place, target in ((on.place, on.park), (found, another), (found, elsewhere.place), (found, found)):
        with pytest.raises(NotThatPlace):
            merge_place(place=place, token=place.token, target=target, by=on.lead, now=STREET_NOW)
    with pytest.raises(ChangedMeanwhile):
        merge_place(place=found, token=9, target=on.place, by=on.lead, now=STREET_NOW)


def test_a_place_that_nobody_visited_is_marked(on: Street) -> None:
    send(on, (new_id(), contact(on.park, date="2022-02-20")))
    by_name = {line.place.name: line for line in places_of(on.contract, today=TODAY, days=14).lines}
    park, square = by_name["Wijk park"], by_name["Wijk plein"]
    assert (park.last, park.alone, park.silent, park.this_month, park.month_before) == (
        date(2022, 2, 20),
        24,
        True,
        0,
        1,
    )
    assert (square.last, square.alone, square.silent) == (None, 74, True)
    assert {line.silent for line in places_of(on.contract, today=TODAY, days=90).lines} == {False}


def test_the_page_of_a_place_tells_days_exactly_and_heads_from_five_times_on(on: Street) -> None:
    send(on, *((new_id(), contact(on.place, date=f"2022-03-{day:02}", heads="3-5")) for day in range(1, 6)))
    send(on, *((new_id(), contact(on.place, date="2022-03-05", heads="1")) for _ in range(4)))
    page = place_page(on.place, today=TODAY)
    assert [(month.month, month.days) for month in page.months] == [
        (date(2022, 1, 1), 0), (date(2022, 2, 1), 0), (date(2022, 3, 1), 5),
    ]  # fmt: skip
    assert page.bands[:3] == (Band("1", None), Band("2", None), Band("3-5", 5))


def test_the_queries_do_not_grow_with_the_places(on: Street, django_assert_num_queries: Callable[..., Any]) -> None:
    with django_assert_num_queries(3):
        places_of(on.contract, today=TODAY)
    for number in range(3):
        place = Place.objects.create(contract=on.contract, opened_on=TODAY, name=f"Plek {number}")
        add_co_owner(place=place, name="Buurthuis", since=TODAY, by=on.lead, now=STREET_NOW)
        send(on, (new_id(), contact(place)))
    with django_assert_num_queries(3):
        places_of(on.contract, today=TODAY)


def form(**changes: str) -> dict[str, str]:
    return {
        "public_id": "abcdefghjkmn", "name": "Bank", "kind": "hangout", "functions": "", "rhythm": "4",
        "opened_on": "2022-02-01", "point": "51,05432; 3,72374", "token": "1",
    } | changes  # fmt: skip


def test_a_place_is_added_and_shown_on_a_map_of_its_own(desk: Client, base: str) -> None:
    response = desk.post(f"{base}nieuw/", form(), follow=True)
    text = response.content.decode()
    assert (response.status_code, "Bank" in text, "<svg viewBox" in text) == (200, True, True)
    assert Place.objects.get(name="Bank").latitude == Decimal("51.05432")
    assert "1 dag" not in text
    assert '<g class="dot' in desk.get(base).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("point", "3.72374, 51.05432", "omgekeerd"),
        ("point", "de kerk", "Schrijf twee getallen"),
        ("point", "48.85661, 2.35222", "niet in Vlaanderen"),
        ("opened_on", "2022-03-17", "moet nog komen"),
    ],
)
def test_bad_input_is_told_and_what_was_typed_stays(desk: Client, base: str, field: str, value: str, said: str) -> None:
    response = desk.post(f"{base}nieuw/", form(**{field: value, "name": "Mijn bank"}))
    text = response.content.decode()
    assert (response.status_code, said in text, "Mijn bank" in text, value in text) == (422, True, True, True)
    assert not Place.objects.filter(name="Mijn bank").exists()


def test_what_somebody_else_changed_is_laid_beside_what_was_typed(desk: Client, base: str, on: Street) -> None:
    Place.objects.filter(pk=on.place.pk).update(name="Kerkplein", token=2)
    response = desk.post(f"{base}{on.place.public_id}/wijzigen/", form(name="Mijn plein"))
    text = response.content.decode()
    assert (response.status_code, "Kerkplein" in text, "Mijn plein" in text, 'name="token" value="2"' in text) == (
        409, True, True, True,
    )  # fmt: skip
    assert desk.post(f"{base}{on.place.public_id}/wijzigen/", form(name="Mijn plein", token="2")).status_code == 302


def test_a_worker_cannot_take_a_proposal_in(client: Client, base: str, on: Street) -> None:
    found = proposed(on)
    client.force_login(on.worker)
    assert client.post(f"{base}{found.public_id}/voorstel/", form()).status_code == 403
    assert client.post(f"{base}{found.public_id}/samenvoegen/", {"target": on.place.public_id}).status_code == 403


def test_a_merged_place_has_no_page_any_more(desk: Client, base: str, on: Street) -> None:
    found = proposed(on)
    sent = {"target": on.place.public_id, "token": "1"}
    assert desk.post(f"{base}{found.public_id}/samenvoegen/", sent)["Location"] == f"{base}{on.place.public_id}/"
    assert desk.get(f"{base}{found.public_id}/").status_code == 404


def test_a_step_that_somebody_else_took_first_is_shown_again(desk: Client, base: str, on: Street) -> None:
    Place.objects.filter(pk=on.place.pk).update(token=5)
    sent = {"phase": "shared", "since": "2022-03-01", "reason": "want het kan", "token": "1"}
    response = desk.post(f"{base}{on.place.public_id}/fase/", sent)
    text = response.content.decode()
    assert (response.status_code, "want het kan" in text, 'value="5"' in text) == (409, True, True)


def test_a_co_owner_comes_and_goes(desk: Client, base: str, on: Street) -> None:
    owners = f"{base}{on.place.public_id}/mede-eigenaars/"
    for _ in range(2):
        desk.post(owners, {"name": "Buurthuis  Rabot", "since": "2022-03-01"})
    assert list(on.place.co_owners.values_list("name", flat=True)) == ["Buurthuis Rabot"]
    assert desk.post(owners, {"name": "", "since": "x"}).status_code == 422
    desk.post(f"{owners}weg/", {"name": "Buurthuis Rabot"})
    assert not on.place.co_owners.exists()
