"""The coordinator's page: from contacts to figures, by the cells alone, the same on the command line and after a purge."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.promises import promise
from tests.street import STREET_NOW, Street, contact, new_id, send, street
from wijkweb.cli import main
from wijkweb.contract.models import Closure, Contract
from wijkweb.field.actions.purge import purge_contract
from wijkweb.field.models import Activity, Contact, Device, HeldItem, Place
from wijkweb.field.reads.course import course_of
from wijkweb.field.reads.facts import Minutes, facts_of, hours_of, week_hours
from wijkweb.field.reads.indicator import export_of, indicator_page
from wijkweb.readers.indicator_json import read_export
from wijkweb.rules.indicators import again
from wijkweb.writers.indicator_json import export_json

pytestmark = pytest.mark.django_db
TODAY = date(2022, 1, 31)  # the Monday after the four weeks of the worked example


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is TODAY, for pages and for the command line."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2022, 1, 31, 9, tzinfo=UTC))


@pytest.fixture
def on(city: Any) -> Street:
    """The worked example of the design, as it comes from phones; the contract begins on its first Monday."""
    made = street(city)
    Contract.objects.filter(pk=made.contract.pk).update(start=date(2022, 1, 3))
    made.contract.refresh_from_db()
    send(
        made,
        (new_id(), contact(made.place, date="2022-01-04", minutes=120, workers=2)),
        (new_id(), contact(made.park, date="2022-01-06", minutes=120)),
        (new_id(), contact(made.place, date="2022-01-25", minutes=300)),
    )
    Closure.objects.create(
        contract=made.contract,
        monday=date(2022, 1, 17),
        reason="verlof",
        decided_number="7",
        decided_on=date(2022, 1, 5),
    )
    return made


def test_the_worked_example_on_the_page(on: Street) -> None:
    promise(on.contract, on.lead, {})
    (one,) = course_of(on.contract, today=TODAY).promises
    assert one.head is not None
    assert (one.head.value.numerator, one.head.value.figure) == (11, Fraction(11, 4))
    assert (one.status, one.head.coverage.share, one.head.coverage.active_share) == (
        "on_course", Fraction(3, 4), Fraction(2, 3),
    )  # fmt: skip
    page = indicator_page(on.contract, one.indicator.public_id, on.lead, all_rows=True, own_rows=True, today=TODAY)
    whole = page.windows[-1]
    assert whole.ways is not None
    assert [[str(round(v.figure or 0, 2)) for v in pair] for pair in whole.pairs] == [["11/4", "367/100"], ["9/4", "3"]]
    assert [bar.state for bar in page.chart.bars] == ["worked", "gap", "closed", "worked", "running"]  # type: ignore[union-attr]
    assert page.contacts is None  # three contacts: fewer than five


def test_the_page_says_it_in_words(on: Street, clock: None) -> None:
    made = promise(on.contract, on.lead, {}, {"measure": "contact_minutes", "valid_from": date(2022, 1, 20)})
    client = Client()
    client.force_login(on.lead)
    client.cookies["django_language"] = "nl"
    base = f"/contracten/{on.contract.case.public_id}/koers/"
    told = client.get(base).content.decode()
    assert "Op koers" in told and "sluitingsweek" in told
    opened = client.get(f"{base}{made.public_id}/").content.decode()
    assert "Beide versies over dezelfde dagen" in opened
    assert "contacturen: de minuten van elk contact, één keer" in opened


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_is_fixed(
    on: Street, number: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for at in range(number):
        made = promise(on.contract, on.lead, {}, key=f"uren_{at}")
        Place.objects.create(contract=on.contract, name=f"plek {at}", opened_on=on.contract.start)
        Device.objects.create(contract=on.contract, person=on.worker, label="x", token_hash=f"{at}", made_on=TODAY)
        send(on, (new_id(), contact(on.place, date=f"2022-01-{11 + at}")))
    with django_assert_num_queries(5):
        facts_of(on.contract)
    with django_assert_num_queries(8):
        course_of(on.contract, today=TODAY)
    with django_assert_num_queries(8):
        indicator_page(on.contract, made.public_id, on.lead, all_rows=True, own_rows=True, today=TODAY)


def test_hours_of_many_contracts_are_one_query(on: Street, city: Any, django_assert_num_queries: Any) -> None:
    others = [street(city, f"Wijk {at}") for at in range(2)]
    for other in others:
        send(other, (new_id(), contact(other.place, date="2022-01-11", minutes=60, kind="presence")))
    ids, window = [one.contract.pk for one in (on, *others)], (date(2022, 1, 3), date(2022, 1, 24))
    with django_assert_num_queries(1):
        found = hours_of(ids, *window)
    assert [found[id] for id in ids] == [Minutes(540, 660), Minutes(60, 60), Minutes(60, 60)]
    direct = hours_of(ids, *window, kind="direct", group=Contact.objects.filter(contract=on.contract)[0].group.key)
    assert direct == {on.contract.pk: Minutes(540, 660)}
    assert hours_of(ids[:1], date(2022, 1, 10), date(2022, 1, 17)) == {}
    with django_assert_num_queries(1):
        assert week_hours(ids, *window)[on.contract.pk] == {date(2022, 1, 3): 360, date(2022, 1, 24): 300}


def test_a_correction_is_in_the_figures_at_once(on: Street) -> None:
    promise(on.contract, on.lead, {})
    first = Contact.objects.get(minutes=300)
    send(on, (new_id(), contact(on.place, date="2022-01-25", minutes=60, revises=str(first.client_id))))
    head = course_of(on.contract, today=TODAY).promises[0].head
    assert head is not None
    assert head.value.numerator == 7


def test_late_phones_make_a_figure_provisional_for_14_days(on: Street) -> None:
    promise(on.contract, on.lead, {})
    phone = Device.objects.create(
        contract=on.contract,
        person=on.worker,
        label="Toestel 1",
        token_hash="x",
        made_on=TODAY,
        seen_on=date(2022, 1, 27),
        pending=3,
    )
    page = course_of(on.contract, today=TODAY)
    assert (page.promises[0].provisional, page.silent, page.pending) == (True, 1, 3)
    Device.objects.filter(pk=phone.pk).update(seen_on=TODAY, pending=0)
    page = course_of(on.contract, today=TODAY)
    assert (page.promises[0].provisional, page.silent, page.pending) == (False, 0, 0)


def test_held_items_and_gaps_are_counted(on: Street) -> None:
    HeldItem.objects.create(
        contract=on.contract, client_id=new_id(), maker=on.worker, reason="revoked", payload="{}", arrived_on=TODAY
    )
    page = course_of(on.contract, today=TODAY)
    assert (page.held, page.gaps) == (1, (date(2022, 1, 10),))


EDGES = ("2022-01-10", "2022-01-12", "2023-01-09", "2023-01-11", "2023-01-12", "2023-01-14", "2023-01-16", "2023-02-01")


@pytest.mark.parametrize(
    ("end", "today", "weeks", "months"),
    [
        (date(2025, 12, 31), date(2022, 3, 2), slice(0, 2), slice(0, 2)),  # its first week is the contract's whole
        (date(2025, 12, 31), date(2023, 3, 8), slice(6, 8), slice(7, 8)),  # the week of the border is of year 1
        (date(2023, 1, 11), date(2023, 3, 8), slice(0, 6), slice(0, 7)),  # so is the contract's last week
    ],
)
def test_the_rows_of_a_year_that_begins_in_mid_week_are_those_that_its_totals_count(
    city: Any, end: date, today: date, weeks: slice, months: slice
) -> None:
    on = street(city)
    Contract.objects.filter(pk=on.contract.pk).update(start=date(2022, 1, 12), end=end)  # a Wednesday
    on.contract.refresh_from_db()
    send(on, *((new_id(), contact(on.place, date=day, minutes=60, workers=2)) for day in EDGES))
    send(on, (new_id(), contact(new_id(), date="2022-01-13", kind="presence")))  # at a place that nobody knows
    visits = {"fact": "visits", "measure": "place_days", "per": "month", "kind": "", "group": ""}
    for changes, days, each in (({}, EDGES[weeks], 2), (visits, EDGES[months], 1)):
        made = promise(on.contract, on.lead, {"window": "contract_year", **changes}, key=f"p{each}")
        page = indicator_page(on.contract, made.public_id, on.lead, all_rows=True, own_rows=True, today=today)
        assert page.parts is not None and page.promised.head is not None
        assert sorted(row.date.isoformat() for row in page.parts.contacts) == list(days)
        assert page.promised.head.value.numerator == each * len(days)


def test_small_numbers_of_contacts_are_hidden_with_their_neighbours(on: Street) -> None:
    many = [(new_id(), contact(on.place, date="2022-01-26")) for _ in range(9)]
    few = [(new_id(), contact(on.place, date="2022-01-27", track="samen_wonen")) for _ in range(3)]
    send(on, *many, *few)
    send(
        on,
        *(
            (new_id(), contact(on.place, date="2022-02-01", track=t))
            for t in ("jongeren_in_rust", "samen_wonen")
            for _ in range(8)
        ),
    )
    rows = course_of(on.contract, today=date(2022, 2, 2)).breakdown.rows
    assert [[number for _, number in row.cells] for row in rows] == [[None, None, 15], [None, None, 16], [20, 11, 31]]
    assert [row.cells[-1][0] for row in rows] == [Fraction(17), Fraction(8), Fraction(25)]


@pytest.mark.parametrize(("role", "seen"), [("lead", 3), ("worker", 3), ("other", 0), ("coordinator", None)])
def test_rows_are_for_the_team_coordinator_and_for_their_maker(
    on: Street, clock: None, make_person: Callable[..., Any], city: Any, role: str, seen: int | None
) -> None:
    from wijkweb.commons.access import Role
    from wijkweb.commons.actions.people import give_role
    from wijkweb.commons.models import Person

    made = promise(on.contract, on.lead, {"valid_from": date(2022, 1, 1)})
    other = Person.objects.create(email="ander@example.org", name="Ander", joined_at=STREET_NOW)
    give_role(person=other, role=Role.WORKER, organisation=None, case=on.contract.case, by=None, now=STREET_NOW)
    people = {"lead": on.lead, "worker": on.worker, "other": other, "coordinator": make_person("coordinator", city)}
    client = Client()
    client.force_login(people[role])
    page = client.get(f"/contracten/{on.contract.case.public_id}/koers/{made.public_id}/").context["page"]
    assert (None if page.parts is None else len(page.parts.contacts)) == seen


def test_only_the_coordinator_of_the_team_sees_whose_phone_is_silent(
    on: Street, make_person: Callable[..., Any], city: Any
) -> None:
    Device.objects.create(contract=on.contract, person=on.worker, label="Toestel 9", token_hash="x", made_on=TODAY)
    told = {}
    for person in (on.lead, make_person("coordinator", city)):
        client = Client()
        client.force_login(person)
        told[person.name] = client.get(f"/contracten/{on.contract.case.public_id}/koers/").content.decode()
    assert ["Toestel 9" in text for text in told.values()] == [True, False]
    assert [on.worker.name in text for text in told.values()] == [True, False]


def test_what_the_page_names_it_leads_to_for_who_may_open_it(on: Street, clock: None) -> None:
    base = f"/contracten/{on.contract.case.public_id}/"
    for person, there in ((on.lead, True), (on.worker, False)):
        client = Client()
        client.force_login(person)
        told = client.get(f"{base}koers/").content.decode()
        cards = told[told.index('id="attention-head"') :]
        for path in ("toestellen/", "aandacht/"):
            assert (f'href="{base}{path}"' in cards) == there
            assert (client.get(f"{base}{path}").status_code == 200) == there


def test_places_and_activities_come_from_their_cells(on: Street) -> None:
    Place.objects.filter(pk=on.place.pk).update(rhythm=2)
    Place.objects.filter(pk=on.park.pk).update(rhythm=2)
    Activity.objects.create(
        contract=on.contract, title="Koken", kind="training", status="held",
        starts_at=datetime(2022, 1, 31, 23, 30, tzinfo=UTC), ends_at=datetime(2022, 2, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    visits = {"fact": "visits", "measure": "months_with", "per": "place_month", "kind": "", "group": ""}
    training = {"fact": "activities", "measure": "count", "per": "month", "kind": "training", "group": ""}
    promise(on.contract, on.lead, visits, key="plekken")
    promise(on.contract, on.lead, training, key="vorming")
    places, activities = course_of(on.contract, today=date(2022, 3, 3)).promises
    assert places.head is not None and activities.head is not None
    # January was open for 29 of 31 days: two visits at the square, one in the park; February had none
    assert places.head.value.numerator == Fraction(29, 31)
    assert places.head.value.denominator == 2 * (1 + Fraction(29, 31))
    assert [(day.day, day.status) for day in facts_of(on.contract).activities] == [(date(2022, 2, 1), "held")]
    assert activities.head.value.numerator == 1


def explained(on: Street, key: str, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert main(["indicator", "--explain", on.contract.case.public_id, key, *more]) == 0
    return capsys.readouterr().out


def test_the_command_line_says_what_the_page_says_after_a_purge_too(
    on: Street, clock: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = promise(on.contract, on.lead, {"target": 2})
    file = tmp_path / "uren.json"
    before = explained(on, "uren", capsys, "--export", str(file))
    kept = file.read_text(encoding="utf-8")
    purge_contract(contract=on.contract, until=date(2022, 1, 25), by=None, now=STREET_NOW)
    assert Contact.objects.count() == 0
    assert explained(on, "uren", capsys) == before
    on.contract.refresh_from_db()
    page = indicator_page(on.contract, made.public_id, on.lead, all_rows=True, own_rows=True, today=TODAY)
    head, (read_back,) = page.promised.head, again(read_export(kept))
    assert head == read_back
    assert (page.parts, page.purged_until) == (page.parts, date(2022, 1, 25))
    assert page.parts is not None and page.parts.contacts == ()
    assert f"Teller:{'':<27} 11" in before and "11/4 = 2,75" in before and "3 van 4 = 75 %" in before
    assert main(["indicator", "--from", str(file)]) == 0
    assert capsys.readouterr().out == before
    client = Client()
    client.force_login(on.lead)
    told = client.get(f"/contracten/{on.contract.case.public_id}/koers/{made.public_id}/").content.decode()
    assert "25 januari 2022" in told


def test_page_and_command_line_say_what_is_left_out_in_the_measure_of_the_figure(
    on: Street, clock: None, capsys: pytest.CaptureFixture[str]
) -> None:
    made = promise(on.contract, on.lead, {"measure": "contact_minutes"})
    send(
        on,
        (new_id(), contact(on.place, date="2021-12-08", minutes=90, workers=2)),
        (new_id(), contact(on.place, date="2021-12-08", minutes=90, kind="presence")),
        (new_id(), contact(on.place, date="2022-01-18", minutes=60, workers=2)),
    )
    client = Client()
    client.force_login(on.lead)
    client.cookies["django_language"] = "nl"
    page = client.get(f"/contracten/{on.contract.case.public_id}/koers/{made.public_id}/").content.decode()
    assert "1,5 contacturen op dagen voor of na het contract" in page
    assert "1 contacturen in deze sluitingsweek tellen mee" in page
    told = explained(on, "uren", capsys)
    assert "  - buiten het contract 3/2 contacturen\n" in told
    assert "  - 2022-01-17 gewerkt in een sluitingsweek 1 contacturen\n" in told


def test_the_export_names_no_worker_no_row_and_no_title(on: Street) -> None:
    made = promise(on.contract, on.lead, {})
    Activity.objects.create(
        contract=on.contract, title="Bij Jan thuis", kind="other", status="held", starts_at=STREET_NOW,
        ends_at=STREET_NOW.replace(hour=22),
    )  # fmt: skip
    export, _ = export_of(on.contract, made.public_id, today=TODAY)
    text = export_json(export)
    assert read_export(text) == export
    assert set(json.loads(text)["facts"]) == {"start", "end", "hours", "places", "visits", "activities", "weeks"}
    ids = [str(row.client_id) for row in Contact.objects.all()] + [on.place.public_id]
    for hidden in (on.worker.name, on.lead.name, on.worker.public_id, "Bij Jan", *ids):
        assert hidden not in text


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--explain", "nergens", "uren"], 2),
        (["--explain", "{case}", "andere"], 2),
        (["--explain", "{case}", "uren", "--window", "ooit"], 2),
        (["--explain", "{case}", "uren", "--window", "1"], 0),
        (["--explain", "{case}", "uren", "--window", "rolling_13"], 0),
        (["--explain", "{case}", "leeg"], 2),
        (["--from", "{broken}"], 2),
    ],
)
def test_the_command_says_what_is_wrong(
    on: Street, tmp_path: Path, arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    promise(on.contract, on.lead, {})
    promise(on.contract, on.lead, key="leeg")
    broken = tmp_path / "kapot.json"
    broken.write_text('{"contract": 5}', encoding="utf-8")
    words = [word.format(case=on.contract.case.public_id, broken=broken) for word in arguments]
    assert main(["indicator", *words]) == code
    told = capsys.readouterr()
    assert (told.out == "", told.err == "") == ((False, True) if code == 0 else (True, False))
