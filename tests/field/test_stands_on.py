"""An example stands still on a day: the desk proposes that day, holds to it, and what is registered counts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from tests.street import Street, new_id, send, street
from wijkweb.commons.access import Role
from wijkweb.commons.actions.people import give_role
from wijkweb.commons.models import Person
from wijkweb.contract.actions.team import bring_in
from wijkweb.contract.actions.words import close_code
from wijkweb.contract.models import Contract, Member
from wijkweb.contract.reads.contracts import members_of, moment_of
from wijkweb.field.models import Activity, Contact, HeldItem, HoursCell, Place, QuietWeek, Signal

pytestmark = pytest.mark.django_db

DAY = date(2024, 11, 20)  # a Wednesday
LATER = DAY + timedelta(days=1)
MONDAY = DAY - timedelta(days=2)
NOW = datetime(2026, 11, 28, 23, 30, tzinfo=UTC)  # past midnight in Brussels, long after the contract's end
REAL = date(2026, 11, 29)
HOUR = datetime(2024, 11, 20, 0, 30, tzinfo=ZoneInfo("Europe/Brussels"))
TO_COME = "Deze dag moet nog komen."
SIGNAL = {"theme": "work", "text": "geen bus naar het werk", "date": str(DAY)}
PLACE = {"name": "Bank", "kind": "hangout", "rhythm": "4", "opened_on": str(DAY)}
PHASE = {"token": "1", "phase": "shared", "since": str(DAY), "reason": "buren maken de bank"}
RAISE = {"token": "1", "level": "city", "owner": "dienst Werk", "due": str(DAY), "reason": "telkens weer"}
FORMS: dict[str, tuple[str, str, dict[str, str], str]] = {
    "a signal": ("signalen/nieuw/", "date", SIGNAL, TO_COME),
    "an answer": ("signalen/{open}/antwoord/", "on", {"token": "1", "answer": "er komt er een"}, TO_COME),
    "told back": ("signalen/{answered}/teruggekoppeld/", "on", {"token": "1"}, TO_COME),
    "a place": ("plekken/nieuw/", "opened_on", PLACE, TO_COME),
    "a phase": ("plekken/{place}/fase/", "since", PHASE, TO_COME),
    "a closing day": ("plekken/{place}/sluiten/", "closed_on", {"token": "1"}, TO_COME),
    "a last day": ("team/mensen/{worker}/vertrekt/", "last_day", {}, "De toegang stopt nu"),
}


@pytest.fixture
def on(city: Any, monkeypatch: pytest.MonkeyPatch) -> Street:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    made = street(city)
    Contract.objects.filter(pk=made.contract.pk).update(stands_on=DAY)
    made.contract.refresh_from_db()
    return made


@pytest.fixture
def desk(on: Street, client: Client) -> Client:
    client.force_login(on.lead)
    return client


def base(on: Street) -> str:
    return f"/contracten/{on.contract.case.public_id}/"


def signal(on: Street, **more: Any) -> Signal:
    theme = on.contract.codes.get(list="theme", key="work")
    said = {"text": "geen bus", "date": DAY - timedelta(days=9), "level": "team"} | more
    return Signal.objects.create(contract=on.contract, maker=on.worker, theme=theme, **said)


def address(on: Street, path: str) -> str:
    parts = {"place": on.place.public_id, "worker": on.worker.public_id}
    if "{open}" in path:
        parts["open"] = signal(on).public_id
    if "{answered}" in path:
        parts["answered"] = signal(on, status="answered", answered_on=DAY - timedelta(days=1)).public_id
    return base(on) + path.format(**parts)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_proposes_the_day_takes_it_and_no_later_one(on: Street, desk: Client, name: str) -> None:
    path, field, typed, said = FORMS[name]
    page = address(on, path)
    form = desk.get(page).context["form"]
    assert form.get_initial_for_field(form.fields[field], field) == DAY
    late = desk.post(page, typed | {field: str(LATER)})
    assert (late.status_code, list(late.context["form"].errors)) == (422, [field])
    assert said in late.content.decode()
    assert desk.post(page, typed | {field: str(DAY)}).status_code == 302


@pytest.mark.parametrize("name", FORMS)
def test_without_such_a_day_it_is_today_in_brussels(on: Street, desk: Client, name: str) -> None:
    Contract.objects.filter(pk=on.contract.pk).update(stands_on=None)
    path, field, typed, said = FORMS[name]
    page = address(on, path)
    form = desk.get(page).context["form"]
    assert form.get_initial_for_field(form.fields[field], field) == timezone.localdate(NOW) == REAL
    late = desk.post(page, typed | {field: str(REAL + timedelta(days=1))})
    assert (late.status_code, said in late.content.decode()) == (422, True)
    assert desk.post(page, typed | {field: str(REAL)}).status_code == 302


def test_an_owner_gets_a_day_that_is_still_to_come_in_the_example(on: Street, desk: Client) -> None:
    page = f"{base(on)}signalen/{signal(on).public_id}/verder/"
    early = desk.post(page, RAISE | {"due": str(DAY - timedelta(days=1))})
    assert (early.status_code, "Deze dag is voorbij." in early.content.decode()) == (422, True)
    assert desk.post(page, RAISE).status_code == 302
    assert Signal.objects.get().due == DAY


def test_a_signal_closes_and_opens_on_the_day(on: Street, desk: Client) -> None:
    one = signal(on, date=DAY)
    for token, step, status in (("1", "afsluiten", "closed"), ("2", "heropenen", "open")):
        said = {"token": token, "reason": "zo gezegd"}
        assert desk.post(f"{base(on)}signalen/{one.public_id}/{step}/", said).status_code == 302
        one.refresh_from_db()
        assert one.status == status
    assert [timezone.localtime(step.at) for step in one.steps.all()] == [HOUR, HOUR]


def test_the_clock_of_a_phone_stands_on_the_day_at_the_hour_of_now(on: Street) -> None:
    summer = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)  # half past midnight in Brussels, an hour further than in winter
    assert moment_of(on.contract, summer) == HOUR
    on.contract.stands_on = None
    assert moment_of(on.contract, summer) is summer


def test_an_activity_and_a_co_owner_are_proposed_on_the_day(on: Street, desk: Client) -> None:
    page = f"{base(on)}activiteiten/nieuw/"
    assert desk.get(page).context["form"].initial["on"] == DAY
    said = {"title": "Vorming", "kind": "training", "status": "planned", "begins": "10:00", "ends": "12:00"}
    assert desk.post(page, said | {"on": str(DAY), "weeks": "1"}).status_code == 302
    assert timezone.localdate(Activity.objects.get().starts_at) == DAY
    place = f"{base(on)}plekken/{on.place.public_id}/"
    assert desk.get(place).context["form"].initial["since"] == DAY


def test_a_contact_whose_day_is_not_touched_counts_in_its_week(on: Street, desk: Client) -> None:
    page = f"{base(on)}contacten/nieuw/"
    form = desk.get(page).context["form"]
    said = {
        "id": new_id(), "date": form["date"].value(), "part": "evening", "place": on.place.public_id,
        "kind": "direct", "minutes": "30", "workers": "2", "track": "jongeren_in_rust", "group": "young",
    }  # fmt: skip
    assert (said["date"], desk.post(page, said).status_code) == (DAY, 302)
    assert list(Contact.objects.values_list("date", "flags")) == [(DAY, 0)]
    assert list(HoursCell.objects.values_list("monday", "worker_minutes")) == [(MONDAY, 60)]
    week = desk.get(f"{base(on)}contacten/").context["weeks"][0]
    assert week == {"monday": str(MONDAY), "minutes": 30, "contacts": 1, "nothing": False}


def test_nothing_this_week_is_the_week_of_the_day(on: Street, desk: Client) -> None:
    page = f"{base(on)}contacten/niets/"
    mondays = [choice for choice, _ in desk.get(page).context["form"].fields["monday"].choices]
    assert mondays == [str(MONDAY - timedelta(weeks=number)) for number in range(8)]
    late = desk.post(page, {"monday": str(MONDAY + timedelta(weeks=1)), "reason": "leave"})
    assert (late.status_code, "Kies er een uit de lijst." in late.content.decode()) == (422, True)
    unknown = desk.post(f"{page}terugnemen/", {"week": new_id()})
    assert (unknown.status_code, unknown.context["form"].fields["monday"].choices[0][0]) == (422, str(MONDAY))
    assert desk.post(page, {"monday": str(MONDAY), "reason": "leave"}).status_code == 302
    assert QuietWeek.objects.get().monday == MONDAY


def test_a_word_closes_and_a_held_item_is_settled_on_the_day(on: Street, desk: Client) -> None:
    code = on.contract.codes.select_related("contract__case").get(list="theme", key="work")
    close_code(code=code, by=on.lead, now=NOW)
    code.refresh_from_db()
    assert code.closed_on == DAY
    id = new_id()
    item = {"v": 1, "what": "attendance", "activity": "2" * 12, "date": str(DAY), "heads": "3-5"}
    assert send(on, (id, item), now=NOW) == ["held activity"]
    assert desk.post(f"{base(on)}aandacht/{id}/", {"do": "aside", "why": "mistake"}).status_code == 302
    assert list(HeldItem.objects.values_list("arrived_on", "settled_on")) == [(DAY, DAY)]


def test_who_comes_into_the_team_works_there_since_the_day(on: Street, desk: Client) -> None:
    known, by_link = (Person.objects.create(email=f"{one}@example.org", name=one, joined_at=NOW) for one in "ab")
    bring_in(contract=on.contract, email=known.email, role=Role.WORKER, by=on.lead, now=NOW)
    assert Member.objects.get(person=known).start == DAY
    give_role(person=by_link, role=Role.WORKER, organisation=None, case=on.contract.case, by=None, now=NOW)
    assert {one.start for one in members_of(on.contract) if one.person == by_link} == {DAY}
    page = f"{base(on)}team/mensen/{by_link.public_id}/vertrekt/"
    assert desk.post(page, {"last_day": str(DAY)}).status_code == 302
    assert Member.objects.get(person=by_link).end == DAY


def test_the_list_of_contracts_says_that_the_example_runs(on: Street, desk: Client) -> None:
    assert '<span class="tag done">loopt</span>' in desk.get("/contracten/").content.decode()
    Contract.objects.filter(pk=on.contract.pk).update(stands_on=None)
    assert '<span class="tag">voorbij</span>' in desk.get("/contracten/").content.decode()


def test_the_place_that_was_closed_on_the_day_is_opened_without_one(on: Street, desk: Client) -> None:
    page = f"{base(on)}plekken/{on.place.public_id}/sluiten/"
    assert desk.post(page, {"token": "1", "closed_on": str(DAY)}).status_code == 302
    assert list(desk.get(page).context["form"].fields) == ["token"]
    assert desk.post(page, {"token": "2"}).status_code == 302
    assert Place.objects.get(pk=on.place.pk).closed_on is None
