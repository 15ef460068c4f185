"""Rows of a dossier: made once, never overwritten, gone with a line in the journal, and open to nobody else."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.conftest import NOW
from tests.desk import parts
from wijkweb.commons.models import JournalLine, StoredFile
from wijkweb.dossier.actions.dossiers import start_dossier
from wijkweb.dossier.models import Annex, Dossier, Partner, Promise, Risk
from wijkweb.dossier.reads.content import application_of, check_of, dossier_of
from wijkweb.dossier.reads.desk import desk_of
from wijkweb.dossier.reads.network import network_of

pytestmark = pytest.mark.django_db

ID = "abcdefgh2345"


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT


@pytest.fixture
def dossier(calls: dict, city: Any, writer: Any) -> Dossier:
    return start_dossier(municipality=city, call_version=calls["wvc-2021"], title="Plein", by=writer, now=NOW)


@pytest.fixture
def client(writer: Any) -> Client:
    client = Client()
    client.force_login(writer)
    return client


@pytest.fixture
def base(dossier: Dossier) -> str:
    return f"/dossiers/{dossier.case.public_id}/netwerk/"


def partner(**values: str) -> dict[str, str]:
    return {"public_id": ID, "name": "Buurtwerk", "engagement": "agreed", **values}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("799.494,00", "799494.00"),
        ("799 494", "799494.00"),
        ("799494.00", "799494.00"),
        ("€ 799\u202f494", "799494.00"),
        ("", "None"),
    ],
)
def test_an_amount_is_the_same_however_it_is_typed(client: Client, base: str, typed: str, kept: str) -> None:
    assert client.post(f"{base}partners/nieuw/", partner(money=typed)).status_code == 302
    assert str(Partner.objects.get().money) == kept


@pytest.mark.parametrize(("typed", "said"), [("1.000", "1000, of 1 met drie decimalen"), ("veel", "Schrijf een getal")])
def test_an_amount_that_can_mean_two_things_is_asked_about(client: Client, base: str, typed: str, said: str) -> None:
    page = client.post(f"{base}partners/nieuw/", partner(money=typed, role="brengt mensen samen"))
    assert (page.status_code, Partner.objects.count()) == (422, 0)
    assert said in page.content.decode()
    assert "brengt mensen samen" in page.content.decode()


def test_a_form_that_is_sent_twice_makes_one_row(client: Client, base: str) -> None:
    for _ in range(2):
        assert client.post(f"{base}partners/nieuw/", partner(money="5000")).status_code == 302
    assert Partner.objects.count() == 1
    assert JournalLine.objects.filter(verb="partner.add").count() == 1
    other = client.post(f"{base}partners/nieuw/", partner(money="6000"))
    assert (other.status_code, Partner.objects.get().money) == (409, Decimal("5000.00"))
    assert "5.000,00" in other.content.decode()
    assert "6.000,00" in other.content.decode()


def test_a_name_is_held_once(client: Client, base: str) -> None:
    client.post(f"{base}partners/nieuw/", partner())
    again = client.post(f"{base}partners/nieuw/", partner(public_id="zzzzzzzz2345"))
    assert (again.status_code, Partner.objects.count()) == (422, 1)
    assert "al een partner met deze naam" in again.content.decode()


def test_what_somebody_else_changed_is_never_overwritten(client: Client, base: str) -> None:
    client.post(f"{base}partners/nieuw/", partner(role="eerst"))
    path = f"{base}partners/{ID}/"
    assert client.post(path, partner(role="van Noor", token="1")).status_code == 302
    mine = client.post(path, partner(role="van Tine", token="1"))
    assert (mine.status_code, Partner.objects.get().role) == (409, "van Noor")
    page = mine.content.decode()
    assert "van Noor" in page
    assert "van Tine" in page
    assert 'name="token" value="2"' in page
    assert client.post(path, partner(role="van Tine", token="2")).status_code == 302
    assert (Partner.objects.get().role, Partner.objects.get().token) == ("van Tine", 3)
    assert client.post(path, partner(role="van Tine", token="2")).status_code == 302
    assert JournalLine.objects.filter(verb="partner.change").count() == 2


def test_what_is_taken_out_stands_in_the_journal(client: Client, base: str) -> None:
    client.post(f"{base}partners/nieuw/", partner(money="5000"))
    path = f"{base}partners/{ID}/weg/"
    assert client.get(path).status_code == 200
    assert client.post(path, {"token": "9"}).status_code == 409
    assert client.post(path, {"token": "1"}).status_code == 302
    assert client.post(path, {"token": "1"}).status_code == 302
    assert Partner.objects.count() == 0
    facts = JournalLine.objects.get(verb="partner.remove").facts
    assert '"name":"Buurtwerk"' in facts
    assert '"money":"5000.00"' in facts
    typed = client.post(f"{base}partners/{ID}/", partner(role="lang getypt", token="1"))
    assert typed.status_code == 409
    assert "lang getypt" in typed.content.decode()
    assert f'action="{base}partners/nieuw/"' in typed.content.decode()


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"kind": "at_least", "target": "30"}, 302),
        ({"kind": "at_least"}, 422),
        ({"kind": "milestone"}, 302),
        ({"kind": "between", "target": "30", "upper": "20"}, 422),
        ({"kind": "between", "target": "30", "upper": "40,5"}, 302),
    ],
)
def test_a_promise_has_the_target_of_its_kind(client: Client, base: str, values: dict, status: int) -> None:
    whole = {"title": "Uren", "measure": "contacturen", "period": "week", "source": "Gemiddeld 30 uur.", **values}
    assert client.post(f"{base}beloftes/nieuw/", whole).status_code == status
    assert Promise.objects.count() == (status == 302)


def test_a_promise_can_begin_with_a_sentence_of_the_text(client: Client, base: str, dossier: Dossier) -> None:
    key = next(s.key for s in desk_of(dossier.case, dossier.started_by, "").call.sections if s.role == "actions")
    dossier.sections.filter(key=key).update(text="We werken samen.\n\nElke week zijn er 30 uren contact. Dat is veel.")
    assert "Elke week zijn er 30 uren contact." in client.get(f"{base}beloftes/nieuw/").content.decode()
    picked = client.get(f"{base}beloftes/nieuw/?zin=0")
    assert picked.context["form"].initial["source"] == "Elke week zijn er 30 uren contact."
    assert client.get(f"{base}beloftes/nieuw/?zin=99").status_code == 200


def test_an_annex_is_kept_whole_and_only_ever_sent_back_as_a_download(
    client: Client, base: str, store: Path, django_capture_on_commit_callbacks: Any
) -> None:
    data = b"<script>alert(1)</script>"

    def send() -> Any:
        file = SimpleUploadedFile("plan.html", data, "text/html")
        return client.post(f"{base}bijlagen/nieuw/", {"public_id": ID, "title": "Plan", "upload": file})

    assert [send().status_code, send().status_code] == [302, 302]
    annex = Annex.objects.get()
    assert (StoredFile.objects.count(), annex.file.case) == (1, annex.dossier.case)
    assert annex.file.sha256 in client.get(base).content.decode()
    sent = client.get(f"{base}bijlagen/{ID}/bestand/")
    assert (sent.content, sent["Content-Type"]) == (data, "application/octet-stream")
    assert sent["Content-Disposition"] == 'attachment; filename="plan.html"'
    assert sent["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert client.post(f"{base}bijlagen/{ID}/", {"title": "Plan 2", "token": "1"}).status_code == 302
    assert Annex.objects.get().file == annex.file
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{base}bijlagen/{ID}/weg/", {"token": "2"})
    assert (Annex.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert [path for path in store.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    "values", [{}, {"link": "javascript:alert(1)"}, {"link": "https://a.example", "upload": "yes"}, {"upload": "empty"}]
)
def test_an_annex_is_a_link_or_a_file(client: Client, base: str, values: dict) -> None:
    data = dict(values)
    if "upload" in data:
        data["upload"] = SimpleUploadedFile("a.pdf", b"" if data["upload"] == "empty" else b"x")
    assert client.post(f"{base}bijlagen/nieuw/", {"title": "Plan", **data}).status_code == 422
    assert (Annex.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_file_that_is_too_large_is_refused(client: Client, base: str, settings: Any) -> None:
    settings.UPLOAD_MOST_BYTES = 100
    file = SimpleUploadedFile("groot.bin", b"x" * 101)
    answer = client.post(f"{base}bijlagen/nieuw/", {"title": "Plan", "upload": file})
    assert (answer.status_code, Annex.objects.count()) == (413, 0)


WORDS = {"partner": "partners", "risk": "risicos", "promise": "beloftes", "rule": "regels", "annex": "bijlagen"}


@pytest.mark.parametrize("kind", list(WORDS))
def test_a_row_of_another_dossier_is_not_there(
    client: Client, base: str, calls: dict, other_city: Any, make_person: Callable[..., Any], kind: str, dossier: Any
) -> None:
    stranger = make_person("coordinator", other_city)
    other = start_dossier(municipality=other_city, call_version=calls["wvc-2021"], title="Elders", by=stranger, now=NOW)
    theirs, own = parts(other, stranger, "VREEMD"), parts(dossier, stranger, "EIGEN")
    for part in (theirs[kind], "nope"):
        for path in (f"{base}{WORDS[kind]}/{part}/", f"{base}{WORDS[kind]}/{part}/weg/"):
            assert [client.get(path).status_code, client.post(path, {"token": "1"}).status_code] == [404, 404]
    assert client.get(f"{base}bijlagen/{theirs['filed']}/bestand/").status_code == 404
    pages = [client.get(f"{base}{WORDS[kind]}/{end}") for end in ("nieuw/", f"{own[kind]}/", f"{own[kind]}/weg/")]
    assert [page.status_code for page in pages] == [200, 200, 200]


def test_an_id_that_another_dossier_has_is_made_anew(
    client: Client, base: str, calls: dict, other_city: Any, make_person: Callable[..., Any], dossier: Dossier
) -> None:
    stranger = make_person("coordinator", other_city)
    other = start_dossier(municipality=other_city, call_version=calls["wvc-2021"], title="Elders", by=stranger, now=NOW)
    Risk.objects.create(public_id=ID, dossier=other, title="Van een ander", chance="low", effect="low")
    values = {"public_id": ID, "title": "Van ons", "chance": "high", "effect": "high"}
    assert client.post(f"{base}risicos/nieuw/", values).status_code == 302
    assert Risk.objects.get(dossier=dossier).public_id != ID


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_of_the_network_do_not_grow(number: int, dossier: Dossier, django_assert_num_queries: Any) -> None:
    for n in range(number):
        parts(dossier, dossier.started_by, f"M{n}") if n == 0 else Partner.objects.create(dossier=dossier, name=f"P{n}")
    with django_assert_num_queries(5):
        found = network_of(dossier)
    assert (found.partners, len(found.annexes)) == (number, 2)


def test_thirty_partners_stand_by_their_level(client: Client, base: str, dossier: Dossier) -> None:
    for n in range(30):
        level = ("straat", "", "stuurgroep")[n % 3]
        Partner.objects.create(dossier=dossier, name=f"Partner {n}", level=level, position=n, money=Decimal(100))
    found = network_of(dossier)
    assert [(level.name, len(level.partners)) for level in found.levels] == [
        ("straat", 10),
        ("stuurgroep", 10),
        ("", 10),
    ]
    page = client.get(base).content.decode()
    assert page.count('<li id="partner-') == 30
    assert "samen 3.000,00 euro" in page


def test_the_gravest_risk_stands_first_and_in_its_cell(dossier: Dossier) -> None:
    for n, (chance, effect) in enumerate((("low", "low"), ("high", "high"), ("medium", "high"))):
        Risk.objects.create(dossier=dossier, title=f"{chance}-{effect}", chance=chance, effect=effect, position=n)
    found = network_of(dossier)
    assert [risk.title for risk in found.risks] == ["high-high", "medium-high", "low-low"]
    cells = {(row.chance, effect): [n for n, _ in cell] for row in found.matrix for effect, cell in row.cells if cell}
    assert cells == {("high", "high"): [1], ("medium", "high"): [2], ("low", "low"): [3]}


def test_the_check_reads_the_plans(dossier: Dossier) -> None:
    parts(dossier, dossier.started_by, "M")
    Partner.objects.create(dossier=dossier, name="Zonder rol", engagement="agreed")
    Promise.objects.update(denominator="")
    found = dossier_of(dossier.case)
    codes = {f.code for f in check_of(application_of(found), desk_of(found.case, dossier.started_by, "").call).findings}
    assert codes >= {"risk.open", "partner.no_role", "promise.no_denominator"}
