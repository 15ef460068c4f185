"""The money pages: each opens, asks as much for a long contract as for a short one, and says what is wrong."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.contract.money import NOW, TODAY, book, line_of
from wijkweb.commons.ids import public_id
from wijkweb.contract.actions.money_agreements import add_papered
from wijkweb.contract.actions.money_months import MonthDone, confirm_months
from wijkweb.contract.actions.parts import add_part
from wijkweb.contract.models import (
    Amendment,
    Entry,
    IndexEvent,
    Instalment,
    LedgerBatch,
    MonthPaper,
    PersonMonth,
    PlanVersion,
    Reallocation,
    SubAgreement,
    TeamFunction,
    Vacancy,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def client(by: Any) -> Client:
    client = Client()
    client.force_login(by)
    return client


def at(contract: Any, rest: str = "") -> str:
    return f"/contracten/{contract.case.public_id}/geld/{rest}"


def fill(contract: Any, by: Any, times: int) -> None:
    """So many of everything."""
    start = Entry.objects.count()
    for number in range(start, start + times):
        order = book(contract, by, kind="commitment", amount=Decimal("20.00"), text=f"bestelling {number}")
        book(contract, by, pays=order, amount=Decimal("20.00"), invoice=f"B{number}", day=date(2023, 2, 1))
        values = {
            "partner": f"Partner {number}", "task": "taak", "amount": Decimal(100), "post": "operating", "payer": "own",
            "start": date(2022, 1, 1), "end": date(2024, 1, 1), "state": "agreed", "under": None, "upload": None,
        }  # fmt: skip
        given: dict[str, Any] = {"contract": contract, "by": by, "now": NOW}
        made = add_papered(model=SubAgreement, public_id=public_id(), values=values, **given)
        book(contract, by, agreement=made, amount=Decimal("10.00"))
        due = {
            "title": f"schijf {number}", "due_on": date(2022, 2, 1), "due": Decimal(1000), "claimed_on": None,
            "claimed": None, "received_on": None, "received": None, "upload": None,
        }  # fmt: skip
        add_papered(model=Instalment, public_id=public_id(), values=due, **given)
        rise = {"day": date(2022, 3, 1 + number % 28), "percent": Decimal("0.10"), "source": "spil"}
        IndexEvent.objects.filter(contract=contract, day=rise["day"]).exists() or add_part(
            model=IndexEvent, public_id=public_id(), values=rise, **given
        )
        month = date(2022, 1 + PersonMonth.objects.count() % 12, 1)
        confirm_months(done=[MonthDone(line_of(contract, "Outreach"), month)], today=TODAY, **given)


PAGES = (
    "", "boekingen/", "boekingen/nieuw/", "maanden/", "maanden/?jaar=2022", "maanden/stuk/", "deelovereenkomsten/",
    "schijven/", "regels/", "plan/", "plan/nieuw/", "plan/herschikken/", "rij/deel/nieuw/", "rij/schijf/nieuw/",
    "rij/index/nieuw/", "inlezen/", "boekingen/?post=operating&wie=own&soort=payment&jaar=2023",
    "boekingen/?bewijs=zonder",
)  # fmt: skip


@pytest.mark.parametrize("rest", PAGES)
def test_every_page_asks_as_much_for_one_as_for_three(contract: Any, by: Any, client: Client, rest: str) -> None:
    counts = []
    client.get(at(contract, rest))
    for times in (1, 2):
        fill(contract, by, times)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(at(contract, rest))
        assert answer.status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= MOST_QUERIES


def test_every_row_has_its_page(contract: Any, by: Any, client: Client) -> None:
    fill(contract, by, 1)
    line = line_of(contract, "Outreach")
    deel, schijf, rise = (m.objects.get() for m in (SubAgreement, Instalment, IndexEvent))
    order = Entry.objects.get(kind="commitment")
    pages = [
        f"boekingen/{order.public_id}/", f"boekingen/{order.public_id}/tegenboeken/", f"rij/deel/{deel.public_id}/",
        f"boekingen/{order.public_id}/intrekken/", f"rij/schijf/{schijf.public_id}/", f"rij/index/{rise.public_id}/",
        f"plan/{line.public_id}/", f"maanden/{line.public_id}/2022-01/", f"maanden/{line.public_id}/2024-01/",
        f"boekingen/nieuw/?van={order.public_id}", "stand.xlsx", "boekingen.csv", "stand.pdf", "stand.xlsx?op=2022-06-30",
    ]  # fmt: skip
    for rest in pages:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(at(contract, rest))
            b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert (rest, answer.status_code) == (rest, 200)
        assert (rest, len(asked) <= MOST_QUERIES) == (rest, True)
    for rest in ("boekingen/zzzzzzzzzzzz/", "rij/deel/zzzzzzzzzzzz/", "plan/zzzzzzzzzzzz/", "maanden/zzzz/2022-01/"):
        assert client.get(at(contract, rest)).status_code == 404
    assert client.get(at(contract, f"maanden/{line.public_id}/2031-01/")).status_code == 404


def post(contract: Any, client: Client, rest: str, data: dict[str, Any]) -> Any:
    return client.post(at(contract, rest), data)


ENTRY = {
    "kind": "payment", "day": "2023-03-01", "post": "operating", "payer": "own", "payee": "Drukkerij",
    "amount": "1.250,50", "invoice": "7", "text": "", "pays": "", "agreement": "", "line": "",
}  # fmt: skip


def test_an_entry_is_booked_with_its_proof_and_once(contract: Any, client: Client) -> None:
    id = public_id()
    proof = SimpleUploadedFile("factuur.pdf", b"%PDF-1.4")
    assert post(contract, client, "boekingen/nieuw/", ENTRY | {"public_id": id, "upload": proof}).status_code == 302
    assert post(contract, client, "boekingen/nieuw/", ENTRY | {"public_id": id}).status_code == 302
    made = Entry.objects.get()
    assert (made.amount, made.payee, made.proof.name) == (Decimal("1250.50"), "Drukkerij", "factuur.pdf")
    answer = client.get(at(contract, f"stukken/{made.proof.public_id}/"))
    assert (answer.status_code, answer.content) == (200, b"%PDF-1.4")
    assert "attachment" in answer["Content-Disposition"]
    again = post(contract, client, "boekingen/nieuw/", ENTRY | {"public_id": public_id()})
    assert again.status_code == 422
    assert "Factuur 7 van Drukkerij" in again.content.decode() or "Invoice 7" in again.content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": "12,345678"}, "amount"),
        ({"amount": "-5"}, "amount"),
        ({"amount": "USD 5"}, "amount"),
        ({"amount": "12,505"}, "amount"),
        ({"amount": "0"}, "amount"),
        ({"day": "2021-12-31"}, "day"),
        ({"day": "morgen"}, "day"),
        ({"payer": "subsidy", "post": "niets"}, "post"),
        ({"payee": ""}, "payee"),
        ({"kind": "cadeau"}, "kind"),
        ({"pays": "zzzzzzzzzzzz"}, "pays"),
    ],
)
def test_bad_input_keeps_what_was_typed_and_says_where(
    contract: Any, client: Client, changes: dict[str, str], field: str
) -> None:
    answer = post(contract, client, "boekingen/nieuw/", ENTRY | {"public_id": public_id()} | changes)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Entry.objects.exists()


def test_months_are_confirmed_with_one_tap_and_corrected_with_a_reason(contract: Any, client: Client) -> None:
    line = line_of(contract, "Outreach")
    key = f"{line.public_id}:2022-01"
    post(contract, client, "maanden/bevestigen/", {"maand": [key, f"{line.public_id}:2022-02", "onzin:2022", "x"]})
    assert [str(one) for one in PersonMonth.objects.values_list("worked", flat=True)] == ["1.00", "1.00"]
    rest = f"maanden/{line.public_id}/2022-01/"
    assert post(contract, client, rest, {"version": 1, "worked": "0,5", "reason": ""}).status_code == 422
    assert post(contract, client, rest, {"version": 1, "worked": "0,5", "reason": "ziek"}).status_code == 302
    overtaken = post(contract, client, rest, {"version": 1, "worked": "0,4", "reason": "ziek"})
    assert (overtaken.status_code, overtaken.context["form"].data["version"]) == (409, 2)
    paper = SimpleUploadedFile("loonstaat.pdf", b"staat")
    added = post(contract, client, "maanden/stuk/", {"month": "2022-01", "title": "Loonstaat", "upload": paper})
    assert (added.status_code, MonthPaper.objects.get().month) == (302, date(2022, 1, 1))
    assert post(contract, client, "maanden/stuk/", {"month": "ooit", "title": "x"}).status_code == 422


def test_a_month_without_anybody_is_not_confirmed_as_planned(contract: Any, client: Client) -> None:
    line, other = line_of(contract, "Outreach"), line_of(contract, "Coördinator")
    post_ = TeamFunction.objects.create(
        contract=contract, title="Outreach", vte=1, start=contract.start, end=contract.end
    )
    away = {"vte": 1, "start": date(2022, 1, 20), "end": date(2022, 3, 10), "reason": "niemand gevonden"}
    Vacancy.objects.create(contract=contract, function=post_, **away)
    answer = client.get(at(contract, "maanden/?jaar=2022"))
    grid, february = answer.context["grid"], f"{line.public_id}:2022-02"
    assert (grid.missing, len(grid.missing_keys), grid.vacant) == (48, 47, 1)
    assert february not in grid.missing_keys
    assert f'value="{february}"' not in answer.content.decode()
    post(contract, client, "maanden/bevestigen/", {"maand": [february, f"{other.public_id}:2022-02"]})
    assert not PersonMonth.objects.exists()
    rest = f"maanden/{line.public_id}/2022-02/"
    assert client.get(at(contract, rest)).context["form"].initial["worked"] == 0
    assert post(contract, client, rest, {"version": "", "worked": "0", "reason": "vacature"}).status_code == 302
    post(contract, client, "maanden/bevestigen/", {"maand": [key for key in grid.missing_keys if "2022-02" in key]})
    assert sorted(PersonMonth.objects.values_list("line__function", "worked")) == [
        ("Coördinator", Decimal("0.80")), ("Dienst Outreach", Decimal("0.75")), ("Outreach", Decimal("0.00")),
        ("Sociale cohesie", Decimal("1.60")),
    ]  # fmt: skip


MOVE = {"day": "2024-05-02", "amount": "100,00", "from_post": "operating", "from_payer": "own", "to_post": "studies"}


def test_a_reallocation_shows_the_clause_before_it_is_done(contract: Any, by: Any, client: Client) -> None:
    move = MOVE | {"to_payer": "own", "reason": "onderzoek", "public_id": public_id()}
    book(contract, by, payer="subsidy", amount=Decimal("1000.00"))
    seen = post(contract, client, "plan/herschikken/", move)
    assert (seen.status_code, [one.code for one in seen.context["findings"]]) == (409, ["realised.own_share"])
    assert b'name="gezien" value="realised.own_share"' in seen.content
    assert post(contract, client, "plan/herschikken/", move | {"gezien": "realised.own_share"}).status_code == 302
    broken = MOVE | {
        "to_payer": "subsidy",
        "reason": "x",
        "public_id": public_id(),
        "amount": "20.000,00",
        "gezien": "subsidy.over",
    }
    refused = post(contract, client, "plan/herschikken/", broken)
    assert (refused.status_code, refused.context["refused"], Reallocation.objects.count()) == (409, True, 1)
    ahead = post(contract, client, "plan/herschikken/", move | {"public_id": public_id(), "day": "2025-01-01"})
    assert (ahead.status_code, list(ahead.context["form"].errors)) == (422, ["day"])


def test_a_line_of_the_plan_changes_by_an_amendment(contract: Any, client: Client) -> None:
    line = line_of(contract, "Outreach")
    decided = Amendment.objects.create(
        contract=contract, subject="money", text="x", decided_number="2024_CBS_7", decided_on=date(2024, 2, 1)
    )
    said = {
        "token": 1, "vte": "1", "yearly": "54.679,49", "indexation": "0", "start": "2022-01-01", "end": "2025-12-31",
        "valid_from": "2024-03-01", "amount": "", "reason": "meer",
    }  # fmt: skip
    rest = f"plan/{line.public_id}/"
    assert list(post(contract, client, rest, said).context["form"].errors) == ["amendment"]
    other = Amendment.objects.create(
        contract=contract, subject="partners", text="y", decided_number="2024_CBS_8", decided_on=date(2024, 2, 1)
    )
    form = post(contract, client, rest, said | {"amendment": other.public_id}).context["form"]
    assert list(form.errors) == ["amendment"]
    assert list(form.fields["amendment"].queryset) == [decided]
    done = post(contract, client, rest, said | {"amendment": decided.public_id, "yearly": "54.700,00"})
    assert (done.status_code, PlanVersion.objects.filter(line=line).count()) == (302, 2)


def test_rows_with_papers_are_added_changed_and_told_when_overtaken(contract: Any, client: Client) -> None:
    due = {
        "title": "Voorschot", "due_on": "2022-02-01", "due": "200.000,00", "claimed_on": "", "claimed": "",
        "received_on": "", "received": "",
    }  # fmt: skip
    paper = SimpleUploadedFile("brief.pdf", b"brief")
    id = public_id()
    assert post(contract, client, "rij/schijf/nieuw/", due | {"public_id": id, "upload": paper}).status_code == 302
    rest = f"rij/schijf/{id}/"
    half = post(contract, client, rest, due | {"token": 1, "received_on": "2022-03-01"})
    assert (half.status_code, list(half.context["form"].errors)) == (422, ["received"])
    whole = due | {"token": 1, "received_on": "2022-03-01", "received": "200.000,00"}
    assert post(contract, client, rest, whole).status_code == 302
    over = post(contract, client, rest, whole | {"title": "Anders"})
    assert (over.status_code, [one.label for one in over.context["beside"]]) == (409, ["Naam"])
    kept = Instalment.objects.get()
    assert (kept.received, kept.paper.name) == (Decimal("200000.00"), "brief.pdf")
    assert post(contract, client, "regels/", {"token": 1, "grace_days": "60"}).status_code == 302
    assert post(contract, client, "regels/", {"token": 1, "grace_days": "61"}).status_code == 409


def csv(*rows: str) -> SimpleUploadedFile:
    head = "Datum;Begunstigde;Factuurnummer;Omschrijving;Bedrag;Post;Financier"
    return SimpleUploadedFile("grootboek.csv", io.BytesIO("\n".join(["\ufeff" + head, *rows]).encode()).getvalue())


GOOD = "01/03/2023;Drukkerij;F1;affiches;1.250,50;Werking;eigen"
BAD = "01/03/2021;Drukkerij;F2;te vroeg;10,00;Werking;eigen"


def test_a_ledger_is_looked_at_taken_in_and_undone(contract: Any, client: Client) -> None:
    looked = post(contract, client, "inlezen/", {"file": csv(GOOD, BAD)})
    assert looked.status_code == 302
    with CaptureQueriesContext(connection) as asked:
        page = client.get(looked.url)
    assert len(asked) <= MOST_QUERIES
    assert [len(page.context["states"][name]) for name in ("new", "known", "refused")] == [1, 0, 1]
    assert not Entry.objects.exists()
    answer = {"seen": page.context["run"].seen}
    assert client.post(looked.url, answer).status_code == 422
    assert client.post(looked.url, {"seen": "x" * 32, "good_only": "on"}).status_code == 409
    assert client.post(looked.url, answer | {"good_only": "on"}).status_code == 302
    assert client.post(looked.url, answer | {"good_only": "on"}).status_code == 302
    assert Entry.objects.get().amount == Decimal("1250.50")
    again = client.get(post(contract, client, "inlezen/", {"file": csv(GOOD)}).url)
    assert [len(again.context["states"][name]) for name in ("new", "known", "refused")] == [0, 1, 0]
    batch = LedgerBatch.objects.get()
    assert client.post(at(contract, f"inlezen/{batch.public_id}/ongedaan/")).status_code == 302
    assert Entry.objects.get().withdrawn_at is not None
    for file in (csv(), SimpleUploadedFile("x.csv", b"a;b\n1;2"), SimpleUploadedFile("x.xlsx", b"PK\x03\x04 stuk")):
        assert post(contract, client, "inlezen/", {"file": file}).status_code == 422


def test_what_is_chosen_for_the_whole_file_holds_until_it_is_taken_in(contract: Any, client: Client) -> None:
    bank = SimpleUploadedFile("bank.csv", b"Datum;Begunstigde;Bedrag\n01/03/2023;Drukkerij;-12,50\n")
    chosen = {"post": "operating", "payer": "own", "minus_is_paid": "on"}
    looked = post(contract, client, "inlezen/", {"file": bank} | chosen)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(looked.url)
    assert len(asked) <= MOST_QUERIES
    assert [len(page.context["states"][name]) for name in ("new", "known", "refused")] == [1, 0, 0]
    shown = page.context["form"]
    assert [(str(shown[name].value()), shown.errors) for name in chosen] == [
        ("operating", {}),
        ("own", {}),
        ("True", {}),
    ]
    again = client.post(looked.url, chosen | {"seen": page.context["run"].seen, "opnieuw": "1", "payer": "subsidy"})
    assert again.context["form"].cleaned_data["payer"] == "subsidy"
    assert client.post(looked.url, chosen | {"seen": page.context["run"].seen}).status_code == 302
    taken = Entry.objects.get()
    assert (taken.post, taken.payer, taken.amount) == ("operating", "own", Decimal("12.50"))
