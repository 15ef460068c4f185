"""The door: by a token alone, one document down, one up, an answer per item."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.phones import DOOR, Phone, fits
from tests.street import STREET_NOW, Street, contact, hours, new_id, street
from wijkweb.commons.models import JournalLine
from wijkweb.commons.sealing import rotate
from wijkweb.field.actions.devices import CodeOver, enter_device, invite_device, revoke_device
from wijkweb.field.models import Contact, Device, HeldItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(city: Any, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Street:
    settings.KEYS = tmp_path / "keys"
    monkeypatch.setattr("django.utils.timezone.now", lambda: STREET_NOW)
    return street(city)


def test_a_code_opens_once_and_for_a_day(on: Street) -> None:
    _, code = invite_device(contract=on.contract, person=on.worker, label="", by=on.lead, now=STREET_NOW)
    spoken = f" {code[:4].lower()} {code[4:].lower()} "
    _, late = invite_device(contract=on.contract, person=on.worker, label="", by=on.lead, now=STREET_NOW)
    assert enter_device(code=spoken, now=STREET_NOW)[0].person == on.worker
    for bad in (code, "", "AAAAAAAA", "x" * 500):
        with pytest.raises(CodeOver):
            enter_device(code=bad, now=STREET_NOW)
    with pytest.raises(CodeOver):
        enter_device(code=late, now=STREET_NOW + timedelta(hours=24, seconds=1))


def test_the_database_keeps_neither_code_nor_token(on: Street) -> None:
    phone = Phone(on)
    row = Device.objects.values().get(pk=phone.device.pk)
    assert phone.token not in str(row)
    assert row["code_hash"] == ""


def test_down_tells_places_words_and_own_totals_and_nothing_of_others(on: Street) -> None:
    phone, other = Phone(on), Phone(on, on.lead)
    assert other.send(contact(on.place, minutes=60)) == ["kept"]
    others = [contact(on.park, kind=kind, minutes=60) for kind in ("presence", "attempt")]  # they count in no own total
    assert phone.send(contact(on.place), contact(on.park, minutes=15), *others) == ["kept"] * 4
    told = phone.down()
    week = told["totals"]["weeks"][0]
    assert week == {"monday": "2022-03-14", "minutes": 45, "contacts": 2, "nothing": False}
    assert [(place["name"], place["last"]) for place in told["places"]] == [
        ("Wijk park", "2022-03-15"), ("Wijk plein", "2022-03-15"),
    ]  # fmt: skip
    assert [track["key"] for track in told["lists"]["tracks"]] == ["jongeren_in_rust", "samen_wonen"]
    assert on.lead.name not in json.dumps(told)


def test_r14_the_server_knows_how_many_rows_wait_and_the_day_of_the_last_sign(on: Street) -> None:
    phone = Phone(on)
    phone.up(phone.seal(contact(on.place)), phone.seal({"v": 99}), pending=12)
    device = Device.objects.get(pk=phone.device.pk)
    assert (device.pending, device.seen_on) == (11, STREET_NOW.date())


def test_bad_items_are_answered_one_by_one(on: Street) -> None:
    phone = Phone(on)
    good, damaged = phone.seal(contact(on.place)), phone.seal(contact(on.place))
    damaged["sealed"] = damaged["sealed"][:-4] + ("AAAA" if damaged["sealed"][-4:] != "AAAA" else "BBBB")
    moved = phone.seal(contact(on.place)) | {"id": new_id()}
    foreign = phone.seal(contact(on.place)) | {"key": "00000000"}
    poison = phone.seal(contact(on.place, date="9999-12-31"))
    told = phone.up(good, damaged, moved, foreign, phone.seal(b"{"), phone.seal(b"[" * 5000), poison).json()
    fits("answers", told)
    assert [(a["answer"], a.get("code")) for a in told["answers"]] == [
        ("kept", None), ("refused", "damaged"), ("refused", "damaged"), ("refused", "unknown_key"),
        ("refused", "not_json"), ("refused", "not_json"), ("refused", "date"),
    ]  # fmt: skip
    assert hours(on) == (30, 30, 1)


def test_a_seal_that_no_phone_can_make_is_refused_alone(on: Street) -> None:
    phone = Phone(on)
    items = [phone.seal(contact(on.place)), {"id": new_id(), "key": phone.key["id"], "sealed": "\ud83d"}]
    body = json.dumps({"version": 1, "pending": 2, "items": items})
    told = phone.client.post(DOOR, body, content_type="application/json", **phone.head)
    assert [answer["answer"] for answer in told.json()["answers"]] == ["kept", "refused"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "not_json"),
        (b"\xff\xfe", 400, "not_json"),
        (b"[]", 400, "malformed"),
        (b'{"version": 99, "items": []}', 400, "version"),
        (b'{"version": true, "items": []}', 400, "version"),
        (b'{"version": 1.0, "items": []}', 400, "version"),
        (b'{"items": []}', 400, "version"),
        (b'{"version": 1, "items": "x"}', 400, "malformed"),
        (b'{"version": 1, "items": [1]}', 400, "malformed"),
        (b'{"version": 1, "items": [' + b",".join([b"{}"] * 51) + b"]}", 400, "malformed"),
        (b"[" * 500_000, 400, "not_json"),
        (b" " * 10_000_000, 413, "too_large"),
    ],
)
def test_a_body_that_is_wrong_as_a_whole_is_turned_away(on: Street, body: bytes, status: int, code: str) -> None:
    phone = Phone(on)
    told = phone.client.post(DOOR, body, content_type="application/json", **phone.head)
    assert (told.status_code, told.json()) == (status, {"code": code})
    fits("refusal", told.json())


@pytest.mark.parametrize(("current", "read"), [(1, {1}), (2, {1, 2}), (3, {1, 2, 3}), (9, {7, 8, 9})])
def test_r8_this_version_of_the_app_and_the_two_before_it_are_read(
    on: Street, monkeypatch: pytest.MonkeyPatch, current: int, read: set[int]
) -> None:
    phone = Phone(on)
    monkeypatch.setattr("wijkweb.rules.contact.VERSION", current)
    tried = range(-1, current + 3)
    items = {version: phone.seal(contact(on.place, v=version)) for version in tried}
    answers = {one["id"]: one for one in phone.up(*items.values(), version=current).json()["answers"]}
    told = {
        version: (answers[item["id"]]["answer"], answers[item["id"]].get("code")) for version, item in items.items()
    }
    assert told == {version: ("kept", None) if version in read else ("refused", "version") for version in tried}
    assert hours(on) == (30 * len(read), 30 * len(read), len(read))
    whole = {version: phone.up(version=version) for version in tried}
    assert {version for version, answer in whole.items() if answer.status_code == 200} == read
    refused = [answer.json() for version, answer in whole.items() if version not in read]
    assert refused == [{"code": "version"}] * len(refused)


def test_without_a_token_nothing(on: Street) -> None:
    for head in (
        {},
        {"HTTP_AUTHORIZATION": "Bearer "},
        {"HTTP_AUTHORIZATION": "Bearer x"},
        {"HTTP_AUTHORIZATION": "x"},
    ):
        for method in (Client().get, Client().post):
            told = method(DOOR, **head)
            assert (told.status_code, told.json()) == (401, {"code": "token"})


def test_r17_a_revoked_phone_reads_nothing_and_its_rows_go_to_quarantine(on: Street) -> None:
    phone = Phone(on)
    first, second = phone.seal(contact(on.place)), phone.seal(contact(on.place))
    assert phone.up(first).json()["answers"][0]["answer"] == "kept"
    revoke_device(device=phone.device, by=on.lead, now=STREET_NOW)
    told = phone.client.get(DOOR, **phone.head)
    assert (told.status_code, told.json()) == (401, {"code": "revoked"})
    answers = phone.up(first, second).json()
    fits("answers", answers)
    assert [(a["answer"], a.get("code")) for a in answers["answers"]] == [("known", None), ("held", "revoked")]
    assert (answers["purge"], "totals" in answers) == (True, False)
    assert (Contact.objects.count(), HeldItem.objects.get().reason) == (1, "revoked")


def test_rows_that_were_sealed_to_an_old_key_are_opened(on: Street) -> None:
    phone = Phone(on)
    old = phone.seal(contact(on.place))
    fresh = rotate(STREET_NOW)
    assert phone.down()["key"]["id"] == fresh.id != old["key"]
    assert phone.up(old).json()["answers"][0]["answer"] == "kept"


def test_t20_no_cookie_goes_out_and_no_token_stands_in_the_journal(on: Street) -> None:
    phone = Phone(on)
    told = phone.up(phone.seal(contact(on.place)))
    assert not told.cookies
    lines = " ".join(JournalLine.objects.values_list("facts", flat=True))
    assert phone.token not in lines
    assert phone.device.public_id not in lines


def test_codes_can_be_tried_only_so_often(on: Street) -> None:
    from django.core.cache import cache

    cache.clear()
    client = Client()
    told = [
        client.post(f"{DOOR}aanmelden/", '{"code":"AAAAAAAA"}', content_type="application/json") for _ in range(121)
    ]
    assert {answer.status_code for answer in told[:120]} == {403}
    assert (told[120].status_code, told[120]["Retry-After"]) == (429, "60")
    cache.clear()


def test_down_costs_the_same_queries_for_one_place_and_for_many(on: Street, django_assert_num_queries: Any) -> None:
    from wijkweb.field.models import Place

    phone = Phone(on)
    with django_assert_num_queries(9):
        phone.client.get(DOOR, **phone.head)
    for number in range(20):
        Place.objects.create(contract=on.contract, name=f"plek {number}", opened_on=on.contract.start)
    with django_assert_num_queries(9):
        phone.client.get(DOOR, **phone.head)


def test_own_totals_come_with_the_last_batch_only(on: Street) -> None:
    phone = Phone(on)
    first = phone.up(phone.seal(contact(on.place)), pending=2).json()
    last = phone.up(phone.seal(contact(on.place)), pending=1).json()
    fits("answers", first)
    assert ("totals" in first, "totals" in last) == (False, True)


def test_receipts_travel_packed_for_a_phone_that_can_unpack_them(on: Street) -> None:
    import gzip

    phone = Phone(on)
    rows = [phone.seal(contact(on.place)) for _ in range(20)]
    packed = phone.up(*rows, HTTP_ACCEPT_ENCODING="gzip, br")
    assert packed["Content-Encoding"] == "gzip"
    told = json.loads(gzip.decompress(packed.content))
    fits("answers", told)
    plain = phone.up(*rows)  # the same rows again: the same receipts, as text
    hashes = {answer["id"]: answer["hash"] for answer in told["answers"]}
    assert {answer["id"]: answer["hash"] for answer in plain.json()["answers"]} == hashes
    assert len(packed.content) < 0.7 * len(plain.content)
