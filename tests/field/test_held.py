"""Held items: what each says, and what becomes of it; the rows of a phone in a file."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.street import STREET_NOW, Street, contact, hours, new_id, send, street
from wijkweb.commons.models import JournalLine
from wijkweb.commons.sealing import current_key, rotate, seal
from wijkweb.field.actions.desk import NotTaken
from wijkweb.field.actions.devices import mark_of
from wijkweb.field.actions.held import accept, fill_in, set_aside
from wijkweb.field.actions.purge import purge
from wijkweb.field.actions.register import Arrived, register
from wijkweb.field.actions.rescue import NoRescueFile, rescue, rows_of
from wijkweb.field.models import Activity, Attendance, Contact, HeldItem, Signal, VisitCell
from wijkweb.field.reads.held import held_of, held_with

pytestmark = pytest.mark.django_db
NOW = STREET_NOW


@pytest.fixture
def on(city: Any) -> Street:
    return street(city)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    settings.KEYS = tmp_path / "keys"


@pytest.fixture
def client(on: Street) -> Client:
    client = Client()
    client.force_login(on.lead)
    return client


def base(on: Street) -> str:
    return f"/contracten/{on.contract.case.public_id}/"


def quarantine(on: Street, *items: tuple[str, object]) -> None:
    arrived = [Arrived(id, data) for id, data in items]
    register(contract=on.contract, maker=on.worker, items=arrived, now=NOW, quarantine=True)


def one() -> HeldItem:
    return HeldItem.objects.select_related("contract__case", "maker").get(settled_on=None)


def test_r17_what_a_revoked_phone_sent_is_registered_when_somebody_says_so(on: Street) -> None:
    id = new_id()
    quarantine(on, (id, contact(on.place)))
    assert (hours(on), held_of(on.contract)[0][0].missing) == ((0, 0, 0), ())
    held = one()
    for _ in range(2):
        assert accept(held=held, by=on.lead, now=NOW) is True
    assert (str(Contact.objects.get().client_id), Contact.objects.get().maker) == (id, on.worker)
    assert (hours(on), HeldItem.objects.get().settled_on) == ((30, 30, 1), NOW.date())
    assert send(on, (id, contact(on.place))) == ["known"]
    assert JournalLine.objects.filter(verb="held.accept").count() == 1


def test_a_revoked_one_with_an_unknown_word_waits_for_that_word(on: Street) -> None:
    quarantine(on, (new_id(), contact(on.place, track="nieuw")))
    assert accept(held=one(), by=on.lead, now=NOW) is False
    assert (one().reason, hours(on), held_of(on.contract)[0][0].missing) == ("unknown_code", (30, 30, 1), ("track",))


def test_r1_other_content_is_taken_over_as_a_correction(on: Street) -> None:
    id = new_id()
    send(on, (id, contact(on.place)))
    assert send(on, (id, contact(on.place, minutes=45))) == ["held other_content"]
    row, said = held_with(on.contract, one().client_id)
    assert [{str(k): v for k, v in lines}["Minuten"] for lines in (said.there, said.lines)] == [30, 45]
    assert accept(held=row, by=on.lead, now=NOW) is True
    assert (hours(on), Contact.objects.count()) == ((45, 45, 1), 2)
    newest = Contact.objects.order_by("-pk")[0]
    assert (str(newest.revises), newest.maker) == (id, on.worker)


def test_other_content_of_a_signal_becomes_a_second_signal(on: Street) -> None:
    id = new_id()
    signal = {"v": 1, "what": "signal", "theme": "work", "level": "city", "text": "Geen bus", "date": "2022-03-15"}
    send(on, (id, signal), (id, signal | {"text": "Geen tram"}))
    accept(held=one(), by=on.lead, now=NOW)
    assert sorted(Signal.objects.values_list("text", flat=True)) == ["Geen bus", "Geen tram"]


def test_r9_the_words_that_were_unknown_are_filled_in_and_totals_follow(on: Street) -> None:
    send(on, (new_id(), contact(new_id(), track="nieuw", group="nieuw", themes=["mars", "work"])))
    row, said = held_with(on.contract, one().client_id)
    assert said.missing == ("place", "track", "group", "themes")
    codes = on.contract.codes
    for _ in range(2):
        fill_in(
            held=row, place=on.park, track=codes.get(list="track", key="samen_wonen"),
            group=codes.get(list="group", key="young"), themes=[codes.get(list="theme", key="school")],
            by=on.lead, now=NOW,
        )  # fmt: skip
    contact_ = Contact.objects.get()
    assert (contact_.track.key, contact_.group.key, contact_.place, contact_.flags) == (
        "samen_wonen", "young", on.park, 0,
    )  # fmt: skip
    school, work = (1 << codes.get(list="theme", key=key).number for key in ("school", "work"))
    assert contact_.themes == school | work
    assert (hours(on), [(cell.place, cell.days) for cell in VisitCell.objects.all()]) == ((30, 30, 1), [(on.park, 1)])
    assert JournalLine.objects.filter(verb="held.fill_in").count() == 1


def test_an_activity_and_a_theme_are_chosen_too(on: Street) -> None:
    activity = Activity.objects.create(
        contract=on.contract, title="Fietsherstel", kind="training", starts_at=NOW, ends_at=NOW + timedelta(hours=2)
    )
    came = {"v": 1, "what": "attendance", "activity": "z" * 12, "date": "2022-03-16", "heads": "6-10"}
    signal = {"v": 1, "what": "signal", "theme": "mars", "level": "city", "text": "Geen bus", "date": "2022-03-15"}
    first, second = new_id(), new_id()
    assert send(on, (first, came), (second, signal)) == ["held activity", "held theme"]
    rows = {str(row.client_id): row for row in HeldItem.objects.all()}
    fill_in(held=rows[first], activity=activity, by=on.lead, now=NOW)
    fill_in(held=rows[second], themes=[on.contract.codes.get(list="theme", key="work")], by=on.lead, now=NOW)
    assert (Attendance.objects.get().activity, Signal.objects.get().theme.key) == (activity, "work")
    assert send(on, (first, came), (second, signal)) == ["known", "known"]


def test_a_phone_does_not_revive_an_activity_that_was_cancelled(on: Street, client: Client) -> None:
    activity = Activity.objects.create(
        contract=on.contract, title="Fietsherstel", kind="training", starts_at=NOW, ends_at=NOW + timedelta(hours=2),
        status="cancelled", why_cancelled="ziek",
    )  # fmt: skip
    item = (
        new_id(),
        {"v": 1, "what": "attendance", "activity": activity.public_id, "date": "2022-03-16", "heads": "2"},
    )
    assert send(on, item, item) == ["held other_content"] * 2
    activity.refresh_from_db()
    assert (activity.status, Attendance.objects.count(), HeldItem.objects.count()) == ("cancelled", 0, 1)
    assert send(on, item) == ["known"]
    page = client.get(f"{base(on)}aandacht/{one().client_id}/").content.decode()
    assert "Deze activiteit is hier afgelast" in page and "Dan telt ze als gehouden." in page
    for _ in range(2):
        assert accept(held=HeldItem.objects.select_related("contract__case", "maker").get(), by=on.lead, now=NOW)
    activity.refresh_from_db()
    assert (activity.status, activity.head_band, activity.why_cancelled) == ("held", "2", "")
    assert (send(on, item), Attendance.objects.count()) == (["known"], 1)


@pytest.mark.parametrize("status", ["planned", "held"])
def test_an_activity_that_the_desk_set_back_by_hand_came_in_once(on: Street, client: Client, status: str) -> None:
    activity = Activity.objects.create(
        contract=on.contract, title="Fietsherstel", kind="training", starts_at=NOW, ends_at=NOW + timedelta(hours=2),
        status="cancelled", why_cancelled="ziek",
    )  # fmt: skip
    data = {"v": 1, "what": "attendance", "activity": activity.public_id, "date": "2022-03-16", "heads": "2"}
    first = new_id()
    send(on, (first, data))
    Activity.objects.update(status=status, why_cancelled="")
    held = one()
    page = client.get(f"{base(on)}aandacht/{held.client_id}/").content.decode()
    assert "dat is intussen met de hand teruggezet" in page and "met het aantal mensen dat het toestel zegt" in page
    assert ("twee keer binnen" in page, "twee keer" in client.get(f"{base(on)}aandacht/").content.decode()) == (
        False, False,
    )  # fmt: skip
    assert accept(held=held, by=on.lead, now=NOW)
    activity.refresh_from_db()
    assert (activity.status, activity.head_band, Attendance.objects.count()) == ("held", "2", 1)
    again = new_id()
    assert send(on, (again, data), (again, {**data, "heads": "3-5"})) == ["kept", "held other_content"]
    assert held_with(on.contract, one().client_id)[1].why == "other_content"


def test_set_aside_says_why_in_the_journal_and_goes_after_30_days(on: Street) -> None:
    quarantine(on, (new_id(), contact(on.place)))
    held = one()
    for _ in range(2):
        set_aside(held=held, reason="not_ours", by=on.lead, now=NOW)
    line = JournalLine.objects.get(verb="held.set_aside")
    assert (line.facts, hours(on)) == ('{"reason":"revoked","why":"not_ours"}', (0, 0, 0))
    assert len(held_of(on.contract)[1]) == 1
    assert purge(now=NOW + timedelta(days=30)).held == 0
    assert purge(now=NOW + timedelta(days=31)).held == 1


def test_what_cannot_be_registered_says_why(on: Street, other_city: Any) -> None:
    other = street(other_city, "Elders")
    quarantine(on, (new_id(), contact(other.place)))
    with pytest.raises(NotTaken) as caught:
        accept(held=one(), by=on.lead, now=NOW)
    assert (caught.value.code, one().settled_on) == ("other_contract", None)


def test_the_page_asks_for_what_is_missing(on: Street, client: Client) -> None:
    send(on, (new_id(), contact(on.place, track="nieuw")))
    path = f"{base(on)}aandacht/{one().client_id}/"
    page = client.get(path).content.decode()
    key = page.split('name="key" value="')[1].split('"')[0]
    assert "Welk spoor is het?" in page and "Welke plek is het?" not in page
    assert client.post(path, {"do": "accept", "key": key}).status_code == 422
    assert client.post(path, {"do": "aside", "key": key}).status_code == 422
    assert client.post(path, {"do": "accept", "key": "anders", "track": "samen_wonen"}).status_code == 302
    assert one().settled_on is None
    assert client.post(path, {"do": "accept", "key": key, "track": "samen_wonen"}).status_code == 302
    assert Contact.objects.get().track.key == "samen_wonen"
    assert "afgehandeld" in client.get(path).content.decode()


def test_an_item_of_another_contract_is_not_there(on: Street, client: Client, other_city: Any) -> None:
    other = street(other_city, "Elders")
    quarantine(other, (new_id(), contact(other.place)))
    assert client.get(f"{base(on)}aandacht/{one().client_id}/").status_code == 404


def test_the_list_costs_the_same_queries_for_one_and_for_three(
    on: Street, client: Client, django_assert_num_queries: Any
) -> None:
    for number in (1, 2):
        quarantine(on, *((new_id(), contact(on.place)) for _ in range(number)))
        with django_assert_num_queries(9):
            client.get(f"{base(on)}aandacht/")


# the file of a phone


def file_of(*items: tuple[str, object], **changes: Any) -> bytes:
    key = current_key()
    rows = [
        {"id": id, "key": key.id, "sealed": seal(public=key.public, row_id=id, plain=json.dumps(data).encode())}
        for id, data in items
    ]
    return json.dumps({"version": 1, "items": rows} | changes).encode()


def test_r15_a_file_is_taken_in_once_whatever_happens(on: Street) -> None:
    items = [(new_id(), contact(on.place)) for _ in range(3)]
    send(on, items[0])
    file = file_of(*items, (new_id(), contact(on.place, minutes=7)), (new_id(), contact(on.place, track="nieuw")))
    rotate(STREET_NOW)
    given: dict[str, Any] = {"contract": on.contract, "maker": on.worker, "file": file, "by": on.lead, "now": NOW}
    first, again = rescue(**given), rescue(**given)
    assert (first.kept, first.known, first.held, first.refused) == (2, 1, 1, 1)
    assert first.reasons == (("minutes", 1), ("track", 1))
    assert (again.kept, again.known, again.held, again.refused) == (0, 4, 0, 1)
    assert hours(on) == (120, 120, 4)


def test_r15_a_file_of_one_worker_is_not_taken_in_for_another(on: Street) -> None:
    mine = file_of((new_id(), contact(on.place)), worker=mark_of(on.contract, on.worker))
    given: dict[str, Any] = {"contract": on.contract, "file": mine, "by": on.lead, "now": NOW}
    with pytest.raises(NoRescueFile) as caught:
        rescue(maker=on.lead, **given)
    assert caught.value.code == "other_worker"
    assert rescue(maker=on.worker, **given).kept == 1


def test_a_row_that_is_damaged_or_sealed_elsewhere_is_refused_and_its_neighbours_are_kept(on: Street) -> None:
    document = json.loads(file_of(*((new_id(), contact(on.place)) for _ in range(3))))
    document["items"][0]["sealed"] = "A" + document["items"][0]["sealed"][:-1]
    document["items"][1]["key"] = "00000000"
    document["items"].append({"id": 7})
    found = rescue(contract=on.contract, maker=on.worker, file=json.dumps(document).encode(), by=on.lead, now=NOW)
    assert (found.kept, found.refused) == (1, 3)
    assert found.reasons == (("damaged", 1), ("malformed", 1), ("unknown_key", 1))


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"", "not_json"),
        (b"\x00\x01", "not_json"),
        (b"[" * 100_000, "not_json"),
        (b"[]", "malformed"),
        (b'{"version":99,"items":[]}', "version"),
        (b'{"version":true,"items":[]}', "version"),
        (b'{"version":1,"items":["x"]}', "malformed"),
        (b'{"version":1}', "malformed"),
        (json.dumps({"version": 1, "items": [{}] * 5001}).encode(), "too_many"),
    ],
)
def test_what_is_no_file_of_a_phone_is_said(file: bytes, code: str) -> None:
    with pytest.raises(NoRescueFile) as caught:
        rows_of(file)
    assert caught.value.code == code


def test_the_page_takes_a_file_and_says_what_became_of_it(on: Street, client: Client) -> None:
    path = f"{base(on)}redding/"
    upload = SimpleUploadedFile("rijen.json", file_of((new_id(), contact(on.place))))
    page = client.post(path, {"person": on.worker.public_id, "file": upload}).content.decode()
    assert "Ingelezen voor Wijk worker" in page and hours(on) == (30, 30, 1)
    wrong = client.post(path, {"person": on.worker.public_id, "file": SimpleUploadedFile("a.pdf", b"%PDF")})
    assert (wrong.status_code, "Dit is geen bestand van een toestel." in wrong.content.decode()) == (422, True)
