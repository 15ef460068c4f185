"""What a phone sends is registered once, whole, with its totals."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from tests.street import STREET_NOW, Street, contact, hours, new_id, send, street
from wijkweb.commons.models import JournalLine
from wijkweb.field.models import Contact, HeldItem, HoursCell, Place, QuietWeek, Signal, VisitCell
from wijkweb.field.reads.held import held_of
from wijkweb.shapes.contact import Flag

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(city: Any) -> Street:
    return street(city)


def test_a_contact_is_kept_with_its_totals(on: Street) -> None:
    assert send(on, (new_id(), contact(on.place, workers=2, themes=["work"], again=True))) == ["kept"]
    row = Contact.objects.get()
    assert (row.minutes, row.workers, row.head_band, row.again, row.flags) == (30, 2, "3-5", True, 0)
    assert (row.monday, row.date) == (date(2022, 3, 14), date(2022, 3, 15))
    cell = HoursCell.objects.get()
    assert (cell.contact_minutes, cell.worker_minutes, cell.contacts) == (30, 60, 1)
    visit = VisitCell.objects.get()
    assert (visit.place, visit.month, visit.days, visit.last) == (on.place, date(2022, 3, 1), 1, date(2022, 3, 15))


def test_r1_the_same_again_is_known_and_another_content_is_held(on: Street) -> None:
    id = new_id()
    assert send(on, (id, contact(on.place))) == ["kept"]
    assert send(on, (id, contact(on.place)), (id, contact(on.place))) == ["known", "known"]
    assert send(on, (id, contact(on.place, minutes=45))) == ["held other_content"]
    assert send(on, (id, contact(on.place, minutes=45))) == ["known"]
    assert (Contact.objects.count(), HeldItem.objects.count(), hours(on)) == (1, 1, (30, 30, 1))


def test_r1_the_same_twice_in_one_batch_is_one(on: Street) -> None:
    id = new_id()
    assert send(on, (id, contact(on.place)), (id, contact(on.place))) == ["kept", "known"]
    assert hours(on) == (30, 30, 1)


def test_r2_two_equal_contacts_are_two(on: Street) -> None:
    assert send(on, (new_id(), contact(on.place)), (new_id(), contact(on.place))) == ["kept", "kept"]
    assert hours(on) == (60, 60, 2)
    assert VisitCell.objects.get().days == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("text", "malformed"),
        (None, "malformed"),
        ({"v": 99}, "version"),
        ({"v": True}, "version"),
        ({"v": 1, "what": "person", "name": "x"}, "malformed"),
        (contact("a" * 12, minutes=1500), "minutes"),
        (contact("a" * 12, minutes=7), "minutes"),
        (contact("a" * 12, minutes=0), "minutes"),
        (contact("a" * 12, minutes="30"), "malformed"),
        (contact("a" * 12, date="2022-13-01"), "date"),
        (contact("a" * 12, date="gisteren"), "date"),
        (contact("a" * 12, date="9999-12-31"), "date"),
        (contact("a" * 12, date="0001-01-01"), "date"),
        ({"v": 1, "what": "nothing", "monday": "9999-12-27", "reason": "leave"}, "date"),
        ({"v": 1, "what": "place", "name": "Plek \ud83d", "date": "2022-03-15"}, "malformed"),
        (
            {
                "v": 1,
                "what": "signal",
                "theme": "work",
                "level": "city",
                "text": "Huis \ud83d kapot",
                "date": "2022-03-15",
            },
            "malformed",
        ),
        (contact("a" * 12, kind="arrest"), "malformed"),
        (contact("a" * 12, name="Jan"), "malformed"),
        (contact("a" * 12, workers=0), "malformed"),
        (contact("a" * 12, heads="7"), "malformed"),
        (contact("a" * 12, themes="work"), "malformed"),
    ],
)
def test_r10_a_bad_item_is_refused_and_its_neighbours_are_kept(on: Street, data: object, code: str) -> None:
    told = send(on, (new_id(), contact(on.place)), (new_id(), data), (new_id(), contact(on.park)))
    assert told == ["kept", f"refused {code}", "kept"]
    assert Contact.objects.count() == 2


def test_an_id_that_tells_the_time_is_refused(on: Street) -> None:
    assert send(on, ("018f4e7a-7c1a-7000-8000-000000000000", contact(on.place))) == ["refused malformed"]


def test_a_place_of_another_contract_is_refused(on: Street, other_city: Any) -> None:
    other = street(other_city, "Elders")
    assert send(on, (new_id(), contact(other.place))) == ["refused other_contract"]


def test_r9_an_unknown_code_is_held_and_the_contact_stores_unknown(on: Street) -> None:
    id = new_id()
    assert send(on, (id, contact(on.place, track="nieuw", themes=["work", "mars"]))) == ["held track"]
    row = Contact.objects.get()
    assert (row.track.key, row.flags) == ("unknown", Flag.UNKNOWN)
    assert send(on, (id, contact(on.place, track="nieuw", themes=["work", "mars"]))) == ["known"]
    assert hours(on) == (30, 30, 1)


def test_r10_a_contact_may_come_before_the_place_that_it_names(on: Street) -> None:
    place = new_id()
    assert send(on, (new_id(), contact(place))) == ["held place"]
    assert not VisitCell.objects.exists()
    assert send(on, (place, {"v": 1, "what": "place", "name": "Bankje", "date": "2022-03-15"})) == ["kept"]
    found = Place.objects.get(client_id=place)
    assert (found.proposed, found.latitude, VisitCell.objects.get().place) == (True, None, found)
    assert (HeldItem.objects.get().settled_on, Contact.objects.get().flags) == (STREET_NOW.date(), 0)


@pytest.mark.parametrize("words", [{"themes": ["mars", "work"]}, {"track": "nieuw"}, {"group": "nieuw"}])
def test_r9_another_unknown_word_still_waits_when_the_place_is_there(on: Street, words: dict[str, Any]) -> None:
    place = new_id()
    assert send(on, (new_id(), contact(place, **words))) == ["held place"]
    send(on, (place, {"v": 1, "what": "place", "name": "Bankje", "date": "2022-03-15"}))
    row = Contact.objects.get()
    assert (row.place, row.flags) == (Place.objects.get(client_id=place), Flag.UNKNOWN)
    assert HeldItem.objects.get().settled_on is None
    assert held_of(on.contract)[0][0].missing == tuple(words)


def test_a_place_that_was_renamed_since_is_still_known(on: Street) -> None:
    id, item = new_id(), {"v": 1, "what": "place", "name": "Bankje", "date": "2022-03-15"}
    send(on, (id, item))
    Place.objects.filter(client_id=id).update(name="Bank aan de kerk")
    assert send(on, (id, item)) == ["known"]


def test_r11_odd_dates_are_kept_and_flagged(on: Street) -> None:
    on.place.closed_on = date(2022, 3, 1)
    on.place.save()
    days = ["2022-03-17", "2022-02-01", "2021-12-31", "2022-03-15"]
    assert send(on, *((new_id(), contact(on.place, date=day)) for day in days)) == ["kept"] * 4
    found = dict(Contact.objects.values_list("date", "flags"))
    assert found == {
        date(2022, 3, 17): Flag.FUTURE | Flag.CLOSED_PLACE,
        date(2022, 2, 1): Flag.OLD,
        date(2021, 12, 31): Flag.OLD | Flag.OUTSIDE,
        date(2022, 3, 15): Flag.CLOSED_PLACE,
    }


def test_r18_a_correction_works_the_totals_out_anew(on: Street) -> None:
    first, second = new_id(), new_id()
    send(on, (first, contact(on.place)))
    assert send(on, (second, contact(on.park, minutes=60, date="2022-03-09", revises=first))) == ["kept"]
    assert hours(on) == (60, 60, 1)
    assert list(VisitCell.objects.values_list("place", "days")) == [(on.park.pk, 1)]
    assert send(on, (new_id(), contact(on.park, minutes=0, revises=second))) == ["kept"]
    assert hours(on) == (0, 0, 0)
    assert Contact.objects.count() == 3


def test_r10_a_correction_may_come_before_its_original(on: Street) -> None:
    a, b, c = new_id(), new_id(), new_id()
    send(on, (c, contact(on.place, minutes=15, revises=b)))
    send(on, (b, contact(on.place, minutes=10, revises=a)))
    send(on, (a, contact(on.place, minutes=5)))
    assert hours(on) == (15, 15, 1)


def test_r18_parallel_corrections_are_both_kept_the_newest_stands_and_both_are_marked(on: Street) -> None:
    first = new_id()
    send(on, (first, contact(on.place)))
    send(on, (new_id(), contact(on.place, minutes=10, revises=first)))
    send(on, (new_id(), contact(on.place, minutes=20, revises=first)))
    assert hours(on) == (20, 20, 1)
    assert sorted(Contact.objects.values_list("minutes", "flags")) == [(10, 32), (20, 32), (30, 0)]


def test_only_its_maker_corrects_a_contact_from_a_phone(on: Street) -> None:
    first = new_id()
    send(on, (first, contact(on.place)))
    assert send(on, (new_id(), contact(on.place, minutes=0, revises=first)), maker=on.lead) == ["refused not_yours"]


def test_a_week_over_a_months_end_has_two_cells(on: Street) -> None:
    send(on, *((new_id(), contact(on.place, date=day)) for day in ("2022-02-28", "2022-03-01")))
    cells = HoursCell.objects.order_by("month").values_list("monday", "month")
    assert list(cells) == [(date(2022, 2, 28), date(2022, 2, 1)), (date(2022, 2, 28), date(2022, 3, 1))]


def test_signals_attendance_and_nothing_are_kept_once(on: Street) -> None:
    from wijkweb.field.models import Activity

    activity = Activity.objects.create(
        contract=on.contract, title="Fietsherstel", kind="training", starts_at=STREET_NOW,
        ends_at=STREET_NOW + timedelta(hours=2),
    )  # fmt: skip
    signal = {"v": 1, "what": "signal", "theme": "work", "level": "city", "text": "Geen bus", "date": "2022-03-15"}
    nothing = {"v": 1, "what": "nothing", "monday": "2022-03-07", "reason": "leave"}
    held = {"v": 1, "what": "attendance", "activity": activity.public_id, "date": "2022-03-16", "heads": "6-10"}
    items = [(new_id(), item) for item in (signal, nothing, held)]
    assert send(on, *items) == ["kept"] * 3
    assert send(on, *items) == ["known"] * 3
    activity.refresh_from_db()
    assert (activity.status, activity.head_band) == ("held", "6-10")
    assert (Signal.objects.count(), QuietWeek.objects.get().monday) == (1, date(2022, 3, 7))


def test_nothing_this_week_is_said_once_by_a_worker_whatever_the_taps(on: Street) -> None:
    item = {"v": 1, "what": "nothing", "monday": "2022-03-07", "reason": "leave"}
    assert send(on, (new_id(), item), (new_id(), item | {"reason": "ill"})) == ["kept", "known"]
    assert send(on, (new_id(), item)) == ["known"]
    assert send(on, (new_id(), item), maker=on.lead) == ["kept"]
    assert send(on, (new_id(), item | {"monday": "2022-02-28"})) == ["kept"]
    assert list(QuietWeek.objects.filter(maker=on.worker).values_list("monday", "reason")) == [
        (date(2022, 2, 28), "leave"), (date(2022, 3, 7), "leave"),
    ]  # fmt: skip


def test_the_journal_gets_one_line_for_a_batch_that_names_nobody(on: Street) -> None:
    before = JournalLine.objects.count()
    send(on, (new_id(), contact(on.place)), (new_id(), "x"))
    line = JournalLine.objects.order_by("number").last()
    assert line is not None
    assert (JournalLine.objects.count() - before, line.verb, line.who) == (1, "field.batch", "")
    assert line.facts == '{"day":"2022-03-16","kept":1,"refused":1}'


def test_a_batch_costs_the_same_queries_for_one_and_for_fifty(on: Street, django_assert_num_queries: Any) -> None:
    send(on, (new_id(), contact(on.place)))
    queries = 14 + (connection.vendor == "postgresql")  # there the journal is held by a lock of its own
    with django_assert_num_queries(queries):
        send(on, (new_id(), contact(on.place)))
    queries = 14 + (connection.vendor == "postgresql")  # there the journal is held by a lock of its own
    with django_assert_num_queries(queries):
        send(on, *((new_id(), contact(on.place)) for _ in range(50)))
