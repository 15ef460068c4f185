"""Contacts at a desk: entered, corrected, taken back, by the same rules as on a phone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests.street import STREET_NOW, Street, contact, hours, new_id, send, street
from wijkweb.commons.models import JournalLine
from wijkweb.field.actions.desk import NotTaken, SavedBefore, correct_contact, enter_contact, quiet_week, take_back
from wijkweb.field.actions.purge import purge_contract
from wijkweb.field.models import Contact, HeldItem, QuietWeek, VisitCell
from wijkweb.field.reads.ledger import ledger
from wijkweb.shapes.contact import Flag

pytestmark = pytest.mark.django_db
NOW = STREET_NOW


@pytest.fixture
def on(city: Any) -> Street:
    return street(city)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def base(on: Street) -> str:
    return f"/contracten/{on.contract.case.public_id}/contacten/"


def form(on: Street, **changes: Any) -> dict[str, Any]:
    return {
        "id": new_id(), "date": "2022-03-15", "part": "evening", "place": on.place.public_id, "kind": "direct",
        "minutes": "30", "workers": "2", "track": "jongeren_in_rust", "group": "young", "heads": "3-5", "ages": "",
        "again": "yes", "themes": ["work", "school"],
    } | changes  # fmt: skip


def verbs() -> list[str]:
    lines = JournalLine.objects.order_by("number")
    return [line.verb for line in lines if line.verb.startswith(("contact.", "field."))]


def test_a_contact_is_entered_once_however_often_the_form_is_sent(on: Street) -> None:
    client, data = client_of(on.worker), form(on)
    assert [client.post(f"{base(on)}nieuw/", data).status_code for _ in range(2)] == [302, 302]
    row = Contact.objects.get()
    assert (str(row.client_id), row.maker, row.workers, row.again) == (data["id"], on.worker, 2, True)
    assert hours(on) == (30, 60, 1)
    other = client.post(f"{base(on)}nieuw/", data | {"minutes": "45"})
    assert (other.status_code, HeldItem.objects.count(), hours(on)) == (409, 0, (30, 60, 1))
    assert 'value="45"' in other.content.decode() and data["id"] not in other.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"minutes": "7"}, "Minuten gaan per vijf"),
        ({"minutes": "0"}, "Minstens 5 minuten."),
        ({"minutes": "1500"}, "Hoogstens 1440 minuten"),
        ({"minutes": ""}, "Vul de minuten in."),
        ({"date": "gisteren"}, "Schrijf de dag als"),
        ({"place": ""}, "Kies de plek."),
        ({"workers": "0"}, "Minstens 1"),
        ({"track": "mars"}, "Kies er een uit de lijst."),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(on: Street, typed: dict, said: str) -> None:
    answer = client_of(on.worker).post(f"{base(on)}nieuw/", form(on, **typed))
    page = answer.content.decode()
    assert (answer.status_code, said in page, Contact.objects.count()) == (422, True, 0)
    assert page.count("checked") == 2


def test_a_place_of_another_contract_is_not_in_the_list(on: Street, other_city: Any) -> None:
    other = street(other_city, "Elders")
    answer = client_of(on.worker).post(f"{base(on)}nieuw/", form(on, place=other.place.public_id))
    assert (answer.status_code, "Kies een plek uit de lijst." in answer.content.decode()) == (422, True)
    assert "Elders" not in answer.content.decode()


def test_r18_the_coordinator_corrects_and_the_maker_stays(on: Street) -> None:
    send(on, (new_id(), contact(on.place)))
    first = Contact.objects.get()
    client, data = client_of(on.lead), form(on, minutes="60", place=on.park.public_id, reason="typed_wrong")
    path = f"{base(on)}{first.client_id}/"
    assert [client.post(path, data).status_code for _ in range(2)] == [302, 302]
    newest = Contact.objects.get(client_id=data["id"])
    assert (newest.maker, newest.revises, hours(on)) == (on.worker, first.client_id, (60, 120, 1))
    assert [cell.place for cell in VisitCell.objects.all()] == [on.park]
    line = JournalLine.objects.get(verb="contact.correct")
    assert (line.who, line.facts) == (on.lead.public_id, '{"reason":"typed_wrong"}')
    assert client.get(path)["Location"] == f"{base(on)}{newest.client_id}/"


def test_r18_two_corrections_at_once_are_both_kept_and_marked(on: Street) -> None:
    send(on, (new_id(), contact(on.place)))
    first = Contact.objects.get()
    for who, minutes in ((on.lead, "10"), (on.worker, "20")):
        client_of(who).post(f"{base(on)}{first.client_id}/", form(on, minutes=minutes, workers="1", reason="other"))
    assert sorted(Contact.objects.values_list("minutes", "flags")) == [(10, 32), (20, 32), (30, 0)]
    newest = Contact.objects.order_by("-pk")[0]
    assert "op hetzelfde moment" in client_of(on.worker).get(f"{base(on)}{newest.client_id}/").content.decode()


def test_one_that_is_taken_back_counts_no_more(on: Street) -> None:
    send(on, (new_id(), contact(on.place)), (new_id(), contact(on.park, minutes=10)))
    first = Contact.objects.get(place=on.place)
    id = UUID(new_id())
    for _ in range(2):
        take_back(contact=first, id=id, reason="twice", by=on.lead, now=NOW)
    assert (hours(on), Contact.objects.count()) == ((10, 10, 1), 3)
    assert Contact.objects.get(client_id=id).maker == on.worker
    assert [entry.minutes for entry in ledger(on.contract, on.lead, everybody=True).entries] == [10]
    assert verbs() == ["field.batch", "contact.take_back"]


def test_one_with_an_unknown_place_can_be_taken_back_too(on: Street) -> None:
    send(on, (new_id(), contact(new_id(), track="mars")))
    take_back(contact=Contact.objects.get(), id=UUID(new_id()), reason="other", by=on.lead, now=NOW)
    assert hours(on) == (0, 0, 0)


def test_what_is_purged_is_corrected_no_more(on: Street) -> None:
    send(on, (new_id(), contact(on.place, date="2022-03-02")))
    gone = Contact.objects.get()
    purge_contract(contract=on.contract, until=date(2022, 3, 2), by=None, now=NOW)
    given: dict[str, Any] = {"contact": gone, "id": UUID(new_id()), "reason": "other", "by": on.lead, "now": NOW}
    with pytest.raises(NotTaken):
        take_back(**given)
    with pytest.raises(NotTaken):
        correct_contact(data=contact(on.place), **given)
    assert client_of(on.lead).get(f"{base(on)}{gone.client_id}/").status_code == 404


def test_the_verb_itself_holds_nothing_that_differs(on: Street) -> None:
    id = UUID(new_id())
    given: dict[str, Any] = {"contract": on.contract, "maker": on.worker, "id": id, "now": NOW}
    enter_contact(data=contact(on.place), **given)
    with pytest.raises(SavedBefore):
        enter_contact(data=contact(on.place, minutes=45), **given)
    assert (HeldItem.objects.count(), hours(on)) == (0, (30, 30, 1))


def test_a_worker_reads_and_corrects_what_is_their_own(on: Street) -> None:
    send(on, (new_id(), contact(on.place)))
    send(on, (new_id(), contact(on.park)), maker=on.lead)
    mine, theirs = Contact.objects.get(maker=on.worker), Contact.objects.get(maker=on.lead)
    client = client_of(on.worker)
    page = client.get(base(on)).content.decode()
    assert (str(mine.client_id) in page, str(theirs.client_id) in page) == (True, False)
    assert str(theirs.client_id) not in client.get(f"{base(on)}?wie={on.lead.public_id}").content.decode()
    for path in (f"{theirs.client_id}/", f"{theirs.client_id}/terugnemen/"):
        assert client.post(base(on) + path, form(on, reason="other")).status_code == 404
    both = client_of(on.lead).get(base(on)).content.decode()
    assert (str(mine.client_id) in both, str(theirs.client_id) in both) == (True, True)


def test_the_coordinator_filters_by_worker_and_by_what_is_marked(on: Street) -> None:
    send(on, (new_id(), contact(on.place)), (new_id(), contact(on.place, date="2022-01-03")))
    send(on, (new_id(), contact(on.park)), maker=on.lead)
    given: dict[str, Any] = {"everybody": True}
    assert [ledger(on.contract, on.lead, **given, **f).total for f in ({}, {"flagged": True})] == [3, 1]
    assert ledger(on.contract, on.lead, maker=on.worker.public_id, **given).total == 2
    marked = ledger(on.contract, on.lead, flagged=True, **given).entries
    assert [[str(word) for word in entry.flags] for entry in marked] == [["meer dan 30 dagen terug"]]
    assert Contact.objects.get(date=date(2022, 1, 3)).flags == Flag.OLD


def test_the_number_of_all_is_that_of_the_rows_after_a_purge_too(on: Street) -> None:
    ids = [new_id() for _ in range(3)]
    send(on, *((id, contact(on.place, date=f"2022-03-0{day}")) for day, id in enumerate(ids, start=2)))
    send(on, (new_id(), contact(on.place, date="2022-03-04", minutes=5, revises=ids[2])))
    assert ledger(on.contract, on.lead, everybody=True).total == 3
    purge_contract(contract=on.contract, until=date(2022, 3, 2), by=None, now=NOW)
    found = ledger(on.contract, on.lead, everybody=True)
    assert (found.total, [entry.minutes for entry in found.entries]) == (2, [5, 30])


def test_fifty_a_page(on: Street) -> None:
    days = [(date(2022, 3, 15) - timedelta(days=n % 20)).isoformat() for n in range(60)]
    send(on, *((new_id(), contact(on.place, date=day)) for day in days))
    found = ledger(on.contract, on.worker, everybody=False, page=2)
    assert (len(found.entries), found.total, found.page, found.pages) == (10, 60, 2, 2)
    assert ledger(on.contract, on.worker, everybody=False, page=99).page == 2


def test_nothing_this_week_is_said_once(on: Street) -> None:
    client = client_of(on.worker)
    for _ in range(2):
        data = {"id": new_id(), "monday": "2022-03-07", "reason": "leave"}
        assert client.post(f"{base(on)}niets/", data).status_code == 302
    assert [(q.monday, q.maker, q.reason) for q in QuietWeek.objects.all()] == [(date(2022, 3, 7), on.worker, "leave")]
    assert client.post(f"{base(on)}niets/", {"monday": "2022-03-08", "reason": "leave"}).status_code == 422
    assert "niets, gemeld" in client.get(base(on)).content.decode()
    quiet_week(contract=on.contract, maker=on.lead, id=UUID(new_id()), monday=date(2022, 3, 7), reason="ill", now=NOW)
    assert QuietWeek.objects.count() == 2


def test_nothing_this_week_is_taken_back_by_who_said_it_or_by_the_lead(on: Street) -> None:
    ids = [new_id() for _ in range(2)]
    item = {"v": 1, "what": "nothing", "monday": "2022-03-07", "reason": "leave"}
    send(on, (ids[0], item))
    send(on, (ids[1], item | {"reason": "ill"}), maker=on.lead)
    worker, lead, path = client_of(on.worker), client_of(on.lead), f"{base(on)}niets/terugnemen/"
    page = worker.get(f"{base(on)}niets/").content.decode()
    assert (ids[0] in page, ids[1] in page) == (True, False)
    assert worker.post(path, {"week": ids[1]}).status_code == 422
    assert (worker.get(path).status_code, QuietWeek.objects.count()) == (405, 2)
    assert worker.post(path, {"week": ids[0]}).status_code == 302
    assert send(on, (ids[0], item)) == ["known"]
    assert [str(week.client_id) for week in QuietWeek.objects.all()] == [ids[1]]
    send(on, (new_id(), item))
    for week in QuietWeek.objects.all():
        assert lead.post(path, {"week": str(week.client_id)}).status_code == 302
    assert QuietWeek.objects.count() == 0
    lines = JournalLine.objects.filter(verb="contact.quiet_back")
    assert [line.facts for line in lines] == ['{"week":"2022-03-07"}'] * 3


def test_the_list_costs_the_same_queries_for_one_and_for_fifty(on: Street, django_assert_num_queries: Any) -> None:
    client = client_of(on.lead)
    for number in (1, 50):
        send(on, *((new_id(), contact(on.place)) for _ in range(number)))
        with django_assert_num_queries(12):
            client.get(base(on))
