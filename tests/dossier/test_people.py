"""Colleagues for one dossier: asked, given a role, let go; never without a coordinator, never the funder."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.conftest import NOW
from wijkweb.commons.access import Role
from wijkweb.commons.actions.colleagues import LastCoordinator, bring_in, set_case_role, take_back, take_case_role
from wijkweb.commons.actions.people import InvitationOver, NotInvitable, accept, give_role, invite, open_invitation
from wijkweb.commons.models import Case, Grant, Invitation, JournalLine, Person
from wijkweb.dossier.actions.dossiers import start_dossier
from wijkweb.dossier.reads.people import people_of

pytestmark = pytest.mark.django_db

WORD = "een lange zin voor mij"


@pytest.fixture
def lead(make_person: Any, city: Any) -> Any:
    return make_person("coordinator", city)


@pytest.fixture
def case(calls: dict, city: Any, lead: Any) -> Case:
    return start_dossier(municipality=city, call_version=calls["wvc-2021"], title="Plein", by=lead, now=NOW).case


@pytest.fixture
def client(lead: Any) -> Client:
    client = Client()
    client.force_login(lead)
    return client


@pytest.fixture
def outsider(make_person: Any, other_city: Any) -> Any:
    return make_person("reader", other_city)


def roles(person: Any) -> list[tuple[str, bool]]:
    return sorted((grant.role, grant.case_id is not None) for grant in person.grants.all())


def test_a_link_for_a_case_gives_a_role_for_that_case_only(case: Case, lead: Any) -> None:
    person, secret = bring_in(email="Nieuw@Example.org", role=Role.WRITER, case=case, by=lead, now=NOW)
    assert person is None
    made = accept(secret=secret, name="Nieuw", password=WORD, now=NOW)
    assert list(made.grants.values_list("role", "case", "organisation")) == [("writer", case.pk, None)]
    assert [line.verb for line in JournalLine.objects.filter(case=case)][-2:] == ["person.invite", "role.give"]


def test_who_has_an_account_gets_the_role_and_no_link(case: Case, lead: Any, outsider: Any) -> None:
    found = bring_in(email=outsider.email.upper(), role=Role.EDITOR, case=case, by=lead, now=NOW)
    assert (found, roles(outsider)) == ((outsider, ""), [("editor", True), ("reader", False)])
    bring_in(email=outsider.email, role=Role.WRITER, case=case, by=lead, now=NOW)
    assert (roles(outsider), Invitation.objects.count()) == ([("reader", False), ("writer", True)], 0)


def test_a_link_that_a_colleague_saw_never_opens_an_account_that_is_there(case: Case, lead: Any, city: Any) -> None:
    _, seen = bring_in(email="a@example.org", role=Role.READER, case=case, by=lead, now=NOW)
    _, own = invite(email="a@example.org", role=Role.WRITER, organisation=city, by=None, now=NOW)
    person = accept(secret=own, name="A", password=WORD, now=NOW)
    assert roles(person) == [("reader", True), ("writer", False)]
    _, later = invite(email="a@example.org", role=Role.EDITOR, organisation=None, case=case, by=lead, now=NOW)
    for secret in (seen, later):
        with pytest.raises(InvitationOver):
            accept(secret=secret, name="Dief", password="een andere lange zin", now=NOW)
    person.refresh_from_db()
    assert (person.name, person.check_password(WORD)) == ("A", True)


def test_asking_again_makes_the_old_link_worthless(case: Case, lead: Any) -> None:
    _, old = bring_in(email="a@example.org", role=Role.READER, case=case, by=lead, now=NOW)
    _, new = bring_in(email="A@example.org", role=Role.WRITER, case=case, by=lead, now=NOW)
    with pytest.raises(InvitationOver):
        open_invitation(old, NOW)
    assert [link.role for link in people_of(case, NOW).waiting] == ["writer"]
    take_back(invitation=open_invitation(new, NOW), by=lead, now=NOW)
    with pytest.raises(InvitationOver):
        open_invitation(new, NOW)
    assert people_of(case, NOW).waiting == ()


def test_the_funder_and_who_keeps_the_site_get_no_role(case: Case, lead: Any, make_person: Any, calls: dict) -> None:
    gone = make_person("reader", case.municipality)
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    for person in (make_person("funder", calls["wvc-2021"].funder), make_person("admin"), gone):
        with pytest.raises(NotInvitable):
            bring_in(email=person.email, role=Role.READER, case=case, by=lead, now=NOW)
        assert not Grant.objects.filter(person=person, case=case).exists()
    for role in (Role.FUNDER, Role.ADMIN, Role.PARTNER):
        with pytest.raises(NotInvitable):
            bring_in(email="nieuw@example.org", role=role, case=case, by=lead, now=NOW)


def test_the_last_coordinator_stays(case: Case, lead: Any, outsider: Any) -> None:
    set_case_role(person=outsider, role=Role.COORDINATOR, case=case, by=lead, now=NOW)
    take_case_role(person=outsider, case=case, by=lead, now=NOW)
    take_case_role(person=outsider, case=case, by=lead, now=NOW)
    assert roles(outsider) == [("reader", False)]
    set_case_role(person=outsider, role=Role.COORDINATOR, case=case, by=lead, now=NOW)
    Grant.objects.filter(person=lead).delete()
    with pytest.raises(LastCoordinator):
        take_case_role(person=outsider, case=case, by=outsider, now=NOW)
    with pytest.raises(LastCoordinator):
        set_case_role(person=outsider, role=Role.EDITOR, case=case, by=outsider, now=NOW)
    assert roles(outsider) == [("coordinator", True), ("reader", False)]
    assert JournalLine.objects.filter(verb="role.take").count() == 1


def test_the_page_says_who_has_access_and_through_what(case: Case, lead: Any, outsider: Any, client: Client) -> None:
    give_role(person=outsider, role=Role.WRITER, organisation=None, case=case, by=lead, now=NOW)
    found = people_of(case, NOW)
    assert [(m.person.name, m.of_municipality, m.of_case) for m in found.members] == [
        ("coordinator", "coordinator", ""),
        ("reader", "", "writer"),
    ]
    page = client.get(f"/dossiers/{case.public_id}/mensen/").content.decode()
    assert "coördinator, in de gemeente" in page
    assert "schrijver, in dit dossier" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_of_the_people_do_not_grow(
    number: int, case: Case, lead: Any, make_person: Any, other_city: Any, django_assert_num_queries: Any
) -> None:
    for n in range(number):
        bring_in(email=make_person("reader", other_city).email, role=Role.WRITER, case=case, by=lead, now=NOW)
        bring_in(email=f"n{n}@example.org", role=Role.WRITER, case=case, by=lead, now=NOW)
    with django_assert_num_queries(2):
        found = people_of(case, NOW + timedelta(days=1))
    assert (len(found.members), len(found.waiting)) == (number + 1, number)


def test_the_link_is_shown_once_in_the_browser(case: Case, client: Client) -> None:
    base = f"/dossiers/{case.public_id}/mensen/"
    made = client.post(f"{base}uitnodigen/", {"email": "nieuw@example.org", "role": "writer"})
    link = made.context["link"]
    assert link.startswith("http://testserver/uitnodiging/")
    assert link in made.content.decode()
    later = client.get(base).content.decode()
    assert "nieuw@example.org" in later
    assert link not in later
    guest = Client()
    assert "om aan één dossier mee te werken" in guest.get(link).content.decode()
    guest.post(link, {"name": "Nieuw", "password": WORD})
    assert guest.get(f"/dossiers/{case.public_id}/").status_code == 200
    person = Person.objects.get(email="nieuw@example.org")
    assert client.get(f"{base}{person.public_id}/").status_code == 200
    client.post(f"{base}{person.public_id}/", {"role": "reader"})
    assert roles(person) == [("reader", True)]
    client.post(f"{base}{person.public_id}/", {"take_away": "on"})
    assert guest.get(f"/dossiers/{case.public_id}/").status_code == 404
    assert client.get(f"{base}{person.public_id}/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": "geen adres", "role": "reader"}, "Dit is geen e-mailadres"),
        ({"email": "a@example.org"}, "Kies een rol."),
        ({"email": "a@example.org", "role": "funder"}, "funder"),
    ],
)
def test_a_colleague_who_cannot_be_asked(case: Case, client: Client, typed: dict, said: str) -> None:
    page = client.post(f"/dossiers/{case.public_id}/mensen/uitnodigen/", typed)
    assert (page.status_code, Invitation.objects.count()) == (422, 0)
    assert said in page.content.decode()
