"""The page with the budget: filled in, added up, saved once, never overwritten, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests.conftest import NOW
from tests.dossier.money import REAL, entries, fields, send
from wijkweb.commons.models import JournalLine
from wijkweb.dossier.actions.dossiers import start_dossier
from wijkweb.dossier.actions.money import MoneyChanged, save_money
from wijkweb.dossier.models import Dossier, MoneyLine, Payer, StaffLine
from wijkweb.dossier.reads.money import entries_of
from wijkweb.rules.entries import same_budget, token_of
from wijkweb.shapes import application as shape

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(make_person: Callable[..., Any], city: Any) -> Any:
    return make_person("editor", city)


@pytest.fixture
def dossier(calls: dict, city: Any, editor: Any) -> Dossier:
    return start_dossier(municipality=city, call_version=calls["wvc-2021"], title="Wijk", by=editor, now=NOW)


@pytest.fixture
def client(editor: Any) -> Client:
    client = Client()
    client.force_login(editor)
    return client


def save(dossier: Dossier, by: Any, *payers: shape.Payer) -> bool:
    return save_money(dossier=dossier, entries=entries(*payers), token=token_of(entries_of(dossier)), by=by, now=NOW)


def get(client: Client, dossier: Dossier) -> str:
    return client.get(f"/dossiers/{dossier.case.public_id}/geld/").content.decode()


def test_a_real_budget_on_the_page(client: Client, dossier: Dossier, editor: Any) -> None:
    assert save(dossier, editor, *REAL)
    html = get(client, dossier)
    for part in ("799.494,00", "223.700,00", "1.023.194,00", "21,86 %", "506,00", "23.826,50", "349.948,72", "224.827,32", "218.717,96", "793.494,00"):  # fmt: skip
        assert part in html, part
    dossier.refresh_from_db()
    assert (dossier.subsidy, dossier.total) == (Decimal("799494.00"), Decimal("1023194.00"))


def test_what_the_page_shows_it_saves_without_a_change(client: Client, dossier: Dossier, editor: Any) -> None:
    save(dossier, editor, *REAL)
    before, lines = entries_of(dossier), JournalLine.objects.count()
    answer = send(client, dossier.case.public_id, fields(get(client, dossier)))
    assert answer.status_code == 302
    assert (entries_of(dossier), JournalLine.objects.count()) == (before, lines)


def test_filled_in_by_hand(client: Client, dossier: Dossier) -> None:
    case = dossier.case.public_id
    data = fields(get(client, dossier))
    own, funder = data["payer"]
    data |= {f"cell.{own}.operating.0": "€ 223 700", f"cell.{funder}.operating.0": "6.000,00"}
    data = fields(send(client, case, data, f"add_staff:{funder}").content.decode())
    line = data["staff"][0]
    assert data[f"cell.{own}.operating.0"] == ["€ 223 700"]
    data |= {
        f"staff.{line}.function": "wijkregisseur", f"staff.{line}.employer": "Stad", f"staff.{line}.vte": "1,6",
        f"staff.{line}.start": "2022-01-01", f"staff.{line}.end": "2025-12-31", f"staff.{line}.yearly": "87487.18",
    }  # fmt: skip
    assert send(client, case, data).status_code == 302
    again = send(client, case, data)  # the same form sent twice
    assert again.status_code == 302
    assert (StaffLine.objects.get().public_id, MoneyLine.objects.count()) == (line, 2)
    assert JournalLine.objects.filter(verb="money.save").count() == 1
    assert "355.948,72" in get(client, dossier)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1.000", "Is dat 1.000,00 of 1,00 euro?"),
        ("-5", "niet onder nul"),
        ("twaalf", "Dit is geen bedrag"),
        ("9" * 15, "te groot"),
    ],
)
def test_what_is_not_clear_is_asked_about_and_everything_stays(
    client: Client, dossier: Dossier, typed: str, said: str
) -> None:
    data = fields(get(client, dossier))
    own, funder = data["payer"]
    data |= {f"cell.{own}.studies.0": typed, f"cell.{funder}.operating.0": "12,50", f"name.{own}": "Stad & co"}
    answer = send(client, dossier.case.public_id, data)
    html = answer.content.decode()
    assert (answer.status_code, MoneyLine.objects.count()) == (422, 0)
    assert said in html
    assert {**data, **fields(html)} == {k: v if isinstance(v, list) else [v] for k, v in data.items()}


def test_two_editors_never_overwrite_each_other(client: Client, dossier: Dossier, editor: Any) -> None:
    case, data = dossier.case.public_id, fields(get(client, dossier))
    own, _funder = data["payer"]
    save(dossier, editor, *REAL)
    mine = {**data, f"cell.{own}.studies.0": "4444,00"}
    answer = send(client, case, mine)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Iemand anders heeft intussen het geld bewaard" in html
    assert "4.444,00" in html
    assert "223.700,00" in html
    assert fields(html)[f"cell.{own}.studies.0"] == ["4444,00"]
    assert same_budget(entries_of(dossier), entries(*REAL))
    assert send(client, case, fields(html)).status_code == 302  # having seen both, mine stands
    assert MoneyLine.objects.get().amount == Decimal("4444.00")


def test_a_token_of_before_is_refused(dossier: Dossier, editor: Any) -> None:
    old = token_of(entries_of(dossier))
    save(dossier, editor, *REAL)
    with pytest.raises(MoneyChanged) as told:
        save_money(dossier=dossier, entries=entries(REAL[0]), token=old, by=editor, now=NOW)
    assert same_budget(told.value.current, entries(*REAL))


def test_payers_swap_their_names_and_a_line_changes_hands(dossier: Dossier, editor: Any) -> None:
    save(dossier, editor, *REAL)
    one, other = entries_of(dossier)
    from dataclasses import replace

    swapped = (
        replace(one, payer=replace(one.payer, name=other.payer.name, staff=other.payer.staff), staff=other.staff),
        replace(other, payer=replace(other.payer, name=one.payer.name, staff=()), staff=()),
    )
    save_money(dossier=dossier, entries=swapped, token=token_of((one, other)), by=editor, now=NOW)
    assert same_budget(entries_of(dossier), swapped)
    assert [entry.id for entry in entries_of(dossier)] == [one.id, other.id]


def test_rows_columns_and_payers_come_and_go(client: Client, dossier: Dossier) -> None:
    case, data = dossier.case.public_id, fields(get(client, dossier))
    funder = data["payer"][1]
    data = fields(send(client, case, {**data, "new_year": "2023"}, "add_year").content.decode())
    assert data["year"] == ["0", "2023"]
    data = fields(send(client, case, data, f"add_row:{funder}").content.decode())
    data = fields(send(client, case, data, "add_payer").content.decode())
    third = data["payer"][2]
    data |= {
        f"label.{funder}.-1": "Catering", f"cell.{funder}.-1.2023": "500,00",
        f"name.{third}": "VDAB", f"kind.{third}": "public", f"cell.{third}.staff.2023": "10 000",
    }  # fmt: skip
    assert send(client, case, data).status_code == 302
    html = get(client, dossier)
    assert "“Catering” (500,00 euro) valt onder geen van de posten" in html
    assert "niet subsidiabel" in html
    data = fields(send(client, case, fields(html), f"drop_row:{funder}:-4").content.decode())
    data = fields(send(client, case, data, f"drop_payer:{third}").content.decode())
    assert send(client, case, data).status_code == 302
    assert (Payer.objects.count(), MoneyLine.objects.count()) == (2, 0)


def test_faults_in_a_staff_line_stand_beside_their_field(client: Client, dossier: Dossier) -> None:
    case, data = dossier.case.public_id, fields(get(client, dossier))
    data = fields(send(client, case, data, f"add_staff:{data['payer'][1]}").content.decode())
    line = data["staff"][0]
    data |= {f"staff.{line}.vte": "veel", f"staff.{line}.start": "2025-01-01", f"staff.{line}.end": "2024-01-01",
             f"staff.{line}.yearly": "50.000"}  # fmt: skip
    answer = send(client, case, data)
    html = answer.content.decode()
    assert answer.status_code == 422
    for said in ("Zeg welke functie dit is.", "voltijdsequivalenten als een getal", "De laatste dag komt na de eerste", "Is dat 50.000,00 of 50,00 euro?"):  # fmt: skip
        assert said in html


def test_names_twice_and_ids_of_elsewhere(client: Client, dossier: Dossier, calls: dict, other_city: Any) -> None:
    stranger = start_dossier(
        municipality=other_city, call_version=calls["wvc-2021"], title="x", by=dossier.started_by, now=NOW
    )
    foreign = Payer.objects.filter(dossier=stranger)[0]
    data = fields(get(client, dossier))
    own, funder = data["payer"]
    twice = send(client, dossier.case.public_id, {**data, f"name.{own}": "A", f"name.{funder}": "a"})
    assert twice.status_code == 422
    data |= {
        "payer": [own, funder, foreign.public_id],
        f"name.{foreign.public_id}": "Gekaapt",
        f"kind.{foreign.public_id}": "own",
    }
    assert send(client, dossier.case.public_id, data).status_code == 302
    foreign.refresh_from_db()
    assert (foreign.name, foreign.dossier) == ("Hoogveld", stranger)
    assert Payer.objects.filter(dossier=dossier).count() == 3


def large() -> tuple[shape.Payer, ...]:
    plan = REAL[1].staff[0]
    staff = tuple(
        shape.StaffPlan(f"functie {n}", "Stad", plan.vte, plan.start, plan.end, plan.yearly) for n in range(50)
    )
    lines = tuple(shape.MoneyLine(post, Decimal("10.00"), year) for post in ("operating", "studies", "investments") for year in (2022, 2023, 2024, 2025))  # fmt: skip
    return (
        shape.Payer("Vlaanderen", "funder", lines, staff),
        *(shape.Payer(f"Partner {n}", "public", lines) for n in range(29)),
    )


def test_fifty_staff_lines_and_thirty_payers(client: Client, dossier: Dossier, editor: Any) -> None:
    save(dossier, editor, *large())
    data = fields(get(client, dossier))
    assert (len(data["payer"]), len(data["staff"])) == (30, 50)
    payer = data["payer"][7]
    assert send(client, dossier.case.public_id, {**data, f"cell.{payer}.studies.2024": "0,01"}).status_code == 302
    assert sum(line.amount for line in MoneyLine.objects.filter(payer__public_id=payer)) == Decimal("110.01")


def test_as_many_queries_for_one_payer_as_for_thirty(
    client: Client, dossier: Dossier, editor: Any, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    save(dossier, editor, REAL[0])
    get(client, dossier)
    with CaptureQueriesContext(connection) as one:
        get(client, dossier)
    save(dossier, editor, *large())
    with django_assert_num_queries(len(one)):
        get(client, dossier)
    with django_assert_num_queries(3):
        entries_of(dossier)


def test_who_may_not_write_reads(make_person: Callable[..., Any], city: Any, dossier: Dossier, editor: Any) -> None:
    save(dossier, editor, *REAL)
    reader = Client()
    reader.force_login(make_person("reader", city))
    html = get(reader, dossier)
    assert "799.494,00" in html
    assert "<input" not in html.split("<main")[1]
