"""Phones: in by a code that is told once, out by one tap; and what a token opens: the door, and nothing else (S9)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.street import STREET_NOW, Street, contact, new_id, send, street
from wijkweb.commons.models import JournalLine
from wijkweb.field.actions.devices import (
    CodeOver,
    enter_device,
    hash_of,
    invite_device,
    renew_code,
    revoke_device,
    seen,
)
from wijkweb.field.actions.team import leave
from wijkweb.field.models import Device
from wijkweb.field.reads.course import phones_of as phones_on_course
from wijkweb.field.reads.devices import phones_of

pytestmark = pytest.mark.django_db
NOW = STREET_NOW


@pytest.fixture
def on(city: Any) -> Street:
    return street(city)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def client(on: Street) -> Client:
    client = Client()
    client.force_login(on.lead)
    return client


def base(on: Street) -> str:
    return f"/contracten/{on.contract.case.public_id}/toestellen/"


def invite(on: Street, **changes: Any) -> tuple[Device, str]:
    given = {"contract": on.contract, "person": on.worker, "label": "blauw", "by": on.lead, "now": NOW} | changes
    return invite_device(**given)


def test_a_phone_is_seen_on_the_day_in_brussels_and_is_never_silent_for_less_than_no_days(on: Street) -> None:
    late = datetime(2022, 3, 16, 23, 30, tzinfo=UTC)  # past midnight in Brussels
    device, code = invite_device(contract=on.contract, person=on.worker, label="gsm", by=on.lead, now=late)
    assert enter_device(code=code, now=late)[0].seen_on == date(2022, 3, 17)
    seen(device=device, pending=0, now=late + timedelta(days=1))
    device.refresh_from_db()
    assert device.seen_on == date(2022, 3, 18)
    for today, days in ((date(2022, 3, 20), 2), (date(2021, 1, 1), 0)):  # the second: an example that stands still
        assert [phone.days for phone in phones_on_course(on.contract, today)] == [days]


def test_a_form_sent_twice_makes_one_place_and_the_newest_code_is_good(on: Street) -> None:
    _, first = invite(on, public_id="aaaabbbbcccc")
    device, second = invite(on, public_id="aaaabbbbcccc")
    assert (Device.objects.count(), device.public_id) == (1, "aaaabbbbcccc")
    with pytest.raises(CodeOver):
        enter_device(code=first, now=NOW)
    entered, token = enter_device(code=f"{second[:4]} {second[4:]}".lower(), now=NOW)
    assert (entered.token_hash, len(token)) == (hash_of(token), 43)
    with pytest.raises(CodeOver):
        renew_code(device=entered, by=on.lead, now=NOW)


def test_an_id_of_another_contract_is_not_taken_over(on: Street, other_city: Any) -> None:
    other = street(other_city, "Elders")
    theirs, _ = invite(other, contract=other.contract, person=other.worker, by=other.lead)
    made, _ = invite(on, public_id=theirs.public_id)
    assert (made.public_id != theirs.public_id, made.contract) == (True, on.contract)


def test_the_code_is_shown_once_with_a_square(on: Street, client: Client) -> None:
    page = client.post(f"{base(on)}nieuw/", {"person": on.worker.public_id, "label": "blauw"}).content.decode()
    code = "".join(page.split('<p class="code">')[1].split("</p>")[0].split("<span>")[i][:4] for i in (1, 2))
    assert enter_device(code=code, now=NOW)[0] == Device.objects.get()
    assert "<svg" in page and "<path" in page
    assert code[:4] not in client.get(base(on)).content.decode()


def test_a_phone_is_for_somebody_of_the_team(on: Street, client: Client, make_person: Any, city: Any) -> None:
    stranger = make_person("reader", city)
    answer = client.post(f"{base(on)}nieuw/", {"person": stranger.public_id, "label": "x"})
    assert (answer.status_code, "Kies iemand van het team." in answer.content.decode()) == (422, True)
    assert Device.objects.count() == 0


def test_the_list_says_how_each_phone_is(on: Street) -> None:
    quiet, code = invite(on, label="stil")
    enter_device(code=code, now=NOW - timedelta(days=6))
    seen(device=quiet, pending=12, now=NOW - timedelta(days=6))
    _, code = invite(on, label="in")
    enter_device(code=code, now=NOW)
    invite(on, label="wacht")
    invite(on, label="voorbij", now=NOW - timedelta(days=2))
    gone, _ = invite(on, label="weg")
    revoke_device(device=gone, by=on.lead, now=NOW)
    found = phones_of(on.contract, NOW)
    assert [(p.label, p.state, p.silent, p.pending, p.quiet) for p in found.phones] == [
        ("stil", "in", 6, 12, True),
        ("in", "in", 0, 0, False),
        ("voorbij", "over", 0, 0, False),
        ("wacht", "asked", 0, 0, False),
    ]
    assert [(p.label, p.revoked_on) for p in found.revoked] == [("weg", NOW.date())]


def test_revoked_in_one_tap_with_a_question_before(on: Street, client: Client) -> None:
    device, code = invite(on)
    path = f"{base(on)}{device.public_id}/intrekken/"
    assert "“blauw” intrekken?" in client.get(path).content.decode()
    for _ in range(2):
        assert client.post(path).status_code == 302
    device.refresh_from_db()
    assert device.revoked_on == NOW.date()
    with pytest.raises(CodeOver):
        enter_device(code=code, now=NOW)
    assert JournalLine.objects.filter(verb="device.revoke").count() == 1


def test_r17_who_leaves_takes_no_phone_along(on: Street) -> None:
    device, code = invite(on)
    _, token = enter_device(code=code, now=NOW)
    others, _ = invite(on, person=on.lead)
    for _ in range(2):
        leave(contract=on.contract, person=on.worker, last_day=date(2022, 3, 16), by=on.lead, now=NOW)
    device.refresh_from_db()
    others.refresh_from_db()
    assert (device.revoked_on, others.revoked_on) == (NOW.date(), None)
    assert Client().get("/veld/deur/", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    assert JournalLine.objects.filter(verb="device.revoke").count() == 1


def test_the_list_costs_the_same_queries_for_one_and_for_three(
    on: Street, client: Client, django_assert_num_queries: Any
) -> None:
    for number in (1, 2):
        for _ in range(number):
            invite(on)
        with django_assert_num_queries(6):
            client.get(base(on))


def test_s9_a_token_opens_no_other_address(
    calls: dict, city: Any, settings: Any, tmp_path: Any, make_person: Any
) -> None:
    from tests.desk import parts
    from tests.meetings import meeting_parts
    from tests.reports import report_parts
    from tests.street import street_parts
    from tests.test_access import NOBODY, TABLE, _paper
    from wijkweb.commons.access import Role
    from wijkweb.commons.actions.people import invite as ask
    from wijkweb.dossier.actions.papers import keep_paper

    settings.FILES_ROOT = tmp_path / "files"
    by = make_person("coordinator", city)
    dossier = keep_paper(paper=_paper(city, calls, by, "GEHEIM"), by=by, now=NOW)
    ids = parts(dossier, by, "GEHEIM")
    ids |= street_parts(dossier.case, by, "GEHEIM")
    contract = dossier.case.contract
    ids |= meeting_parts(contract, by, "GEHEIM") | report_parts(contract, by, "GEHEIM")
    _, code = invite_device(contract=contract, person=by, label="toestel", by=by, now=NOW)
    _, token = enter_device(code=code, now=NOW)
    link = ask(email="x@example.org", role=Role.READER, organisation=city, by=None, now=NOW)[1]
    bearer = {"Authorization": f"Bearer {token}"}
    asked = 0
    for name, page in TABLE.items():
        if name == "field_door":
            continue
        path = page["path"].format(secret=link, call="wvc-2021", paper=NOBODY, case=dossier.case.public_id, **ids)
        for method in ("get", "post", "head", "options", "put", "patch", "delete"):
            answers = [getattr(Client(), method)(path, headers=headers) for headers in (bearer, {})]
            told = [(a.status_code, a.headers.get("Location"), len(a.cookies)) for a in answers]
            assert told[0] == told[1], (name, method)
            assert b"GEHEIM" not in getattr(answers[0], "content", b""), (name, method)
            asked += 1
    assert asked == 7 * (len(TABLE) - 1)
    told = Client().get("/veld/deur/", headers=bearer)
    assert (told.status_code, set(told.json())) == (
        200,
        {"version", "now", "contract", "language", "key", "lists", "places", "activities", "totals", "names"},
    )


def test_what_a_token_reads_at_the_door_is_no_contact(on: Street) -> None:
    id = new_id()
    send(on, (id, contact(on.place)))
    _, code = invite(on)
    _, token = enter_device(code=code, now=NOW)
    told = Client().get("/veld/deur/", headers={"Authorization": f"Bearer {token}"}).content.decode()
    assert (id in told, on.worker.name in told, on.worker.email in told) == (False, False, False)
