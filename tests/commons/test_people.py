"""Getting in: a link once, for who it was meant; roles for the right kind of organisation; the demo kept out."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.conftest import NOW
from wijkweb.commons.access import Role
from wijkweb.commons.actions.people import InvitationOver, NotInvitable, accept, give_role, invite, secret_hash
from wijkweb.commons.models import Grant, Invitation, JournalLine, Person
from wijkweb.web.commands import Refused, invitation_link

pytestmark = pytest.mark.django_db


def test_a_link_lets_one_person_in_once(city: Any) -> None:
    _, secret = invite(email=" Noor@Example.org ", role=Role.COORDINATOR, organisation=city, by=None, now=NOW)
    assert not Invitation.objects.filter(secret_hash=secret).exists()
    assert Invitation.objects.get().secret_hash == secret_hash(secret)
    person = accept(secret=secret, name="Noor", password="een lange zin voor mij", now=NOW)
    assert (person.email, person.check_password("een lange zin voor mij")) == ("noor@example.org", True)
    assert list(Grant.objects.values_list("role", "organisation__name")) == [("coordinator", "Zeebrink")]
    with pytest.raises(InvitationOver):
        accept(secret=secret, name="Iemand", password="x" * 20, now=NOW)


def test_a_link_is_over_after_two_weeks_and_an_invented_one_never_was(city: Any) -> None:
    _, secret = invite(email="a@example.org", role=Role.READER, organisation=city, by=None, now=NOW)
    for guess, when in ((secret, NOW + timedelta(days=14)), ("verzonnen", NOW)):
        with pytest.raises(InvitationOver):
            accept(secret=guess, name="A", password="x" * 20, now=when)
    assert Person.objects.count() == 0


def test_a_new_link_sets_a_new_password_and_adds_a_role(city: Any, writer: Any) -> None:
    _, secret = invite(email=writer.email.upper(), role=Role.EDITOR, organisation=city, by=None, now=NOW)
    person = accept(secret=secret, name="Zelfde", password="een nieuwe lange zin", now=NOW)
    assert person.pk == writer.pk
    assert set(person.grants.values_list("role", flat=True)) == {"writer", "editor"}


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("writer", None),
        ("writer", "funder"),
        ("funder", "municipality"),
        ("jury", None),
        ("jury", "municipality"),
        ("admin", "municipality"),
    ],
)
def test_a_role_fits_its_organisation(role: str, kind: str | None, calls: dict, city: Any) -> None:
    organisation = {None: None, "funder": calls["wvc-2021"].funder, "municipality": city}[kind]
    with pytest.raises(NotInvitable):
        invite(email="a@example.org", role=Role(role), organisation=organisation, by=None, now=NOW)


def test_a_role_is_held_once(city: Any, writer: Any) -> None:
    lines = JournalLine.objects.count()
    give_role(person=writer, role=Role.WRITER, organisation=city, by=None, now=NOW)
    assert (writer.grants.count(), JournalLine.objects.count()) == (1, lines)


def test_the_command_makes_the_first_organisation() -> None:
    link = invitation_link("eerste@stad.example", "coordinator", "Stad Nieuw", "https://wijkweb.stad.example/")
    assert link.startswith("https://wijkweb.stad.example/uitnodiging/")
    page = Client().get(link.removeprefix("https://wijkweb.stad.example"))
    assert page.status_code == 200
    assert "Stad Nieuw" in page.content.decode()


@pytest.mark.parametrize(
    ("email", "role", "organisation"),
    [("geen adres", "admin", None), ("a@b.example", "baas", None), ("a@b.example", "writer", None), ("a@b.example", "writer", "99999"), ("a@b.example", "admin", "X")],
)  # fmt: skip
def test_the_command_refuses_with_a_reason(email: str, role: str, organisation: str | None) -> None:
    with pytest.raises(Refused):
        invitation_link(email, role, organisation, "")
    assert Invitation.objects.count() == 0


def test_accepting_in_the_browser_signs_in(city: Any) -> None:
    from django.utils import timezone

    _, secret = invite(email="a@example.org", role=Role.WRITER, organisation=city, by=None, now=timezone.now())
    client = Client()
    weak = client.post(f"/uitnodiging/{secret}/", {"name": "Aïsha", "password": "kort"})
    assert weak.status_code == 200
    assert "12" in weak.content.decode()
    done = client.post(f"/uitnodiging/{secret}/", {"name": "Aïsha", "password": "een lange zin voor mij"}, follow=True)
    assert "Aïsha" in done.content.decode()
    assert client.get(f"/uitnodiging/{secret}/").status_code == 410


def login(client: Client, person: Any, password: str) -> bool:
    client.post("/aanmelden/", {"login": person.email.upper(), "password": password})
    return "_auth_user_id" in client.session


@pytest.fixture
def with_password(make_person: Callable[..., Any], city: Any) -> Any:
    person = make_person("writer", city)
    person.set_password("een lange zin voor mij")
    person.save()
    return person


def test_signing_in_by_e_mail(with_password: Any) -> None:
    assert login(Client(), with_password, "een lange zin voor mij")
    assert not login(Client(), with_password, "een andere zin")


def test_the_demo_cannot_sign_in_in_production(with_password: Any, settings: Any) -> None:
    Person.objects.update(is_demo=True)
    assert login(Client(), with_password, "een lange zin voor mij")
    settings.PRODUCTION = True
    assert not login(Client(), with_password, "een lange zin voor mij")
    client = Client()
    client.force_login(Person.objects.get())
    assert client.get("/wachtwoord/").status_code == 302


def test_somebody_who_was_put_out_stays_out(with_password: Any) -> None:
    client = Client()
    assert login(client, with_password, "een lange zin voor mij")
    Person.objects.update(is_active=False)
    assert client.get("/dossiers/").status_code == 302
    assert not login(Client(), with_password, "een lange zin voor mij")


def test_guessing_is_slowed_down(with_password: Any) -> None:
    client = Client()
    for _ in range(8):
        client.post("/aanmelden/", {"login": with_password.email, "password": "gok"})
    assert not login(client, with_password, "een lange zin voor mij")


def test_a_reply_tells_nobody_who_has_an_account(with_password: Any) -> None:
    import re

    def told(email: str) -> str:
        page = Client().post("/aanmelden/", {"login": email, "password": "een verkeerde zin"}).content.decode()
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(email, "")

    assert told(with_password.email) == told("niemand@example.org")


def test_the_language_is_remembered(with_password: Any) -> None:
    client = Client()
    client.force_login(with_password)
    client.post("/taal/", {"language": "en", "next": "/"})
    assert Person.objects.get().language == "en"
    assert "Good to see you" in client.get("/").content.decode()
    assert client.post("/taal/", {"language": "xx", "next": "https://evil.example/"}).url == "/"
