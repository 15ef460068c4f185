"""Home, the thread, the demo, and starting with one command."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.conftest import NOW
from wijkweb.commons import journal
from wijkweb.commons.models import Case, Grant, Organisation, Person
from wijkweb.dossier.models import Dossier
from wijkweb.web import start
from wijkweb.web.commands import Refused, invitation_link
from wijkweb.web.demo.accounts import ACCOUNTS, PASSWORD
from wijkweb.web.demo.load import load_demo
from wijkweb.web.thread import thread_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(calls: dict, settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"
    load_demo(now=NOW)


def test_the_demo_is_four_dossiers_of_four_municipalities(demo: None) -> None:
    assert Dossier.objects.count() == 4
    found = {case.municipality.name: case.dossier.breaches for case in Case.objects.select_related("dossier")}
    assert found == {"Gent (voorbeeld)": 0, "Wilgendam": 0, "Molenrode": 3, "Duinvoorde": 0}
    assert journal.verify().broken is None


def test_every_demo_account_can_sign_in_and_holds_its_role(demo: None) -> None:
    for account in ACCOUNTS:
        person = Person.objects.get(email=account.email)
        assert person.check_password(PASSWORD) and person.is_demo
        assert set(person.grants.values_list("role", flat=True)) == {account.role}
    assert Grant.objects.count() == sum((len(account.organisations) or 1) for account in ACCOUNTS)
    assert Organisation.objects.get(name="Gent (voorbeeld)").iri.startswith(
        "http://data.lblod.info/id/bestuurseenheden/"
    )


def test_the_banner_says_that_it_is_a_demo(demo: None, writer: Any) -> None:
    client = Client()
    client.force_login(Person.objects.get(email=ACCOUNTS[0].email))
    assert "Dit is een demo" in client.get("/").content.decode()
    client.force_login(writer)
    assert "Dit is een demo" not in client.get("/").content.decode()


def test_the_thread_shows_a_life_as_stations(demo: None) -> None:
    case = Case.objects.get(municipality__name="Gent (voorbeeld)")
    stations = thread_of(case, frozenset({"dossier.read", "contract.read"}))
    assert [(station.key, station.state) for station in stations] == [
        ("call", "done"), ("dossier", "done"), ("decision", "done"), ("jury", "done"), ("contract", "done"),
        ("field", "now"), ("residents", "to_come"), ("report", "to_come"), ("share", "to_come"),
    ]  # fmt: skip
    client = Client()
    client.force_login(Person.objects.get(email=ACCOUNTS[0].email))
    page = client.get(f"/draad/{case.public_id}/").content.decode()
    assert "agendapunt toegevoegd" in page and "nog te komen" in page
    for link in (*stations[1].links, *stations[4].links, *stations[5].links):
        assert client.get(link.url).status_code == 200


def test_home_for_nobody_for_a_writer_and_for_who_has_no_role(demo: None, writer: Any) -> None:
    client = Client()
    assert "Aanmelden" in client.get("/").content.decode()
    client.force_login(writer)
    page = client.get("/").content.decode()
    assert "Een stuk nakijken" in page and "Nog geen dossier" in page
    Grant.objects.all().delete()
    assert "nog geen rol" in client.get("/").content.decode()


def test_home_takes_few_queries(demo: None, django_assert_max_num_queries: Any) -> None:
    client = Client()
    client.force_login(Person.objects.get(email="karel@gemeenten.example"))
    with django_assert_max_num_queries(12):
        assert client.get("/").status_code == 200


@pytest.fixture
def fresh(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """`prepare()` in a folder of its own; the commands that it gives are noted, not run again."""
    settings.FILES_ROOT = tmp_path / "files"
    given: list[str] = []
    monkeypatch.setattr(start, "call_command", lambda name, **_: given.append(name))
    return given


def test_starting_fills_an_empty_database_once(fresh: list[str]) -> None:
    start.prepare()
    assert (Dossier.objects.count(), fresh) == (4, ["migrate", "createcachetable", "collectstatic"])
    start.prepare()
    assert Dossier.objects.count() == 4
    told = start.announce("127.0.0.1", 8000)
    assert "http://127.0.0.1:8000" in told and PASSWORD in told and all(account.email in told for account in ACCOUNTS)


def test_production_gets_no_demo_and_no_made_up_call(fresh: list[str], settings: Any) -> None:
    from wijkweb.call.models import CallVersion

    settings.PRODUCTION = True
    start.prepare()
    assert (Person.objects.count(), Dossier.objects.count()) == (0, 0)
    assert list(CallVersion.objects.values_list("call_id", flat=True)) == ["wvc-2021"]
    assert PASSWORD not in start.announce("127.0.0.1", 8000)


def test_a_call_whose_file_was_changed_is_told_and_the_loaded_one_stays(
    fresh: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    from wijkweb.call.models import CallVersion

    start.prepare()
    CallVersion.objects.filter(call_id="wvc-2021").update(sha256="0" * 64)
    start.prepare()
    assert "wvc-2021 version 1 differs" in capsys.readouterr().err


def test_an_invitation_by_nis_code_makes_the_municipality(fresh: list[str], settings: Any) -> None:
    settings.PRODUCTION = True
    settings.ALLOWED_HOSTS = ["wijkweb.example"]
    start.prepare()
    link = invitation_link("iemand@aalst.example", "coordinator", "41002", "")
    assert link.startswith("https://wijkweb.example/uitnodiging/")
    found = Organisation.objects.get(nis="41002")
    assert (found.name, found.kind, found.fictional) == ("Aalst", "municipality", False)
    invitation_link("iemand.anders@aalst.example", "writer", "aalst", "")
    assert Organisation.objects.filter(kind="municipality").count() == 1
    with pytest.raises(Refused, match="no municipality has the NIS code 99999"):
        invitation_link("iemand@aalst.example", "coordinator", "99999", "")


def test_a_port_that_is_taken_is_said_in_a_line() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SystemExit, match="cannot be used"):
            start.ask_port("127.0.0.1", taken.getsockname()[1])


def test_both_languages_are_whole(demo: None, make_person: Callable[..., Any]) -> None:
    client = Client()
    client.force_login(Person.objects.get(email=ACCOUNTS[0].email))
    client.post("/taal/", {"language": "en"})
    page = client.get("/dossiers/").content.decode()
    assert '<html lang="en"' in page and "Check a file" in page and "Een stuk nakijken" not in page


def test_who_reads_only_what_is_public_has_a_button_to_it(demo: None) -> None:
    client = Client()
    for account in ACCOUNTS:
        client.force_login(Person.objects.get(email=account.email))
        body = client.get("/").content.decode()
        has_button = 'class="button" href="/' in body and '">Openbare verslagen</a></p>' in body
        assert has_button == (account.role in {"partner", "funder", "jury"}), account.role
