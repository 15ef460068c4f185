"""Starting with one command, and what it makes of an empty database."""

from pathlib import Path
from typing import Any

import pytest

from wijkweb.commons.models import Organisation, Person
from wijkweb.dossier.models import Dossier
from wijkweb.web import start
from wijkweb.web.commands import Refused, invitation_link
from wijkweb.web.demo.accounts import ACCOUNTS, PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def fresh(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """`prepare()` in a folder of its own; the commands that it gives are noted, not run again."""
    settings.FILES_ROOT = tmp_path / "files"
    given: list[str] = []
    monkeypatch.setattr(start, "call_command", lambda name, **_: given.append(name))
    return given


@pytest.fixture
def lived_in(fresh: list[str], make_person: Any) -> None:
    """Somebody was here before, so that the demo stays away: these tests do not ask for it."""
    make_person("admin")


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
    lived_in: None, capsys: pytest.CaptureFixture[str]
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


def test_an_invitation_for_a_juror_makes_the_funder(lived_in: None) -> None:
    start.prepare()
    assert not Organisation.objects.filter(name="Agentschap van de wijken").exists()
    assert "/uitnodiging/" in invitation_link("an@jury.example", "jury", "Agentschap van de wijken", "")
    assert Organisation.objects.get(name="Agentschap van de wijken").kind == "funder"
    with pytest.raises(Refused, match="the role jury is for a funder; name one with --organisation"):
        invitation_link("bo@jury.example", "jury", None, "")


def test_a_port_that_is_taken_is_said_in_a_line() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SystemExit, match="cannot be used"):
            start.ask_port("127.0.0.1", taken.getsockname()[1])
