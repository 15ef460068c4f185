"""Every address x role x state against the table that was written by hand, with markers planted in each tenant."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver

from tests.conftest import NOW, load_calls, person_with
from tests.desk import parts
from tests.meetings import meeting_parts
from tests.reports import report_parts
from tests.street import street_parts
from wijkweb.commons.access import DESK, ON_CASES, OUTSIDE, RIGHTS, TEAM, Role
from wijkweb.commons.actions.people import give_role, invite
from wijkweb.commons.models import Case, Grant, Organisation, Person
from wijkweb.contract.models import Contract
from wijkweb.dossier.actions.dossiers import change_state
from wijkweb.dossier.actions.papers import check_paper, keep_paper

TABLE = tomllib.loads((Path(__file__).parent / "access.toml").read_text(encoding="utf-8"))
ROLES = ["anonymous", *(role.value for role in Role)]
# who may do most is asked on both databases, the others once
ON_BOTH = {Role.COORDINATOR.value, Role.TEAMLEAD.value}
ASKED = [pytest.param(role, marks=[] if role in ON_BOTH else [pytest.mark.plain]) for role in ROLES]
MARKERS = {"own": "EIGENMERK", "foreign": "VREEMDMERK"}
NOBODY = "zzzzzzzzzzzz"
RENEWED = {"language", "account_logout", "account_login"}  # pages after which a person comes in anew
PUBLISHED = {"public_list", "public_level", "public_report", "public_pdf", "public_json"}
HANDED_IN = {  # where those from outside read what a city handed in, and nothing else of it
    "partner": PUBLISHED,
    "funder": PUBLISHED | {"portfolio", "funded", "sent_report", "sent_pdf", "sent_json"},
    "jury": PUBLISHED | {"jury", "interest", "judge", "sent_report", "sent_pdf", "sent_json"},
}


def patterns(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """Every address of the site, out of the files that bring them together."""
    for pattern in found:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns)
        else:
            yield pattern


def test_every_address_stands_in_the_table() -> None:
    assert sorted(pattern.name or "?" for pattern in patterns(get_resolver().url_patterns)) == sorted(TABLE)


def test_the_table_names_only_roles_that_there_are() -> None:
    named = {role for page in TABLE.values() for state, row in page.items() if isinstance(row, dict) for role in row}
    assert named <= {*ROLES, "all"}


@pytest.fixture(scope="module")
def built(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[dict[str, Any], Path]]:
    """The town and its files. The tests of the file run in transactions within the one that holds it."""
    files = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), override_settings(FILES_ROOT=files), transaction.atomic():
        yield _built(), files
        transaction.set_rollback(True)


@pytest.fixture
def town(built: tuple[dict[str, Any], Path], db: None, settings: Any, tmp_path: Path) -> dict[str, Any]:
    """The town as it was built, whatever the test before did in it."""
    made, files = built
    settings.FILES_ROOT = shutil.copytree(files, tmp_path / "files")
    people = Person.objects.in_bulk([person.pk for person in made["people"].values()])
    return {**made, "people": {role: people[person.pk] for role, person in made["people"].items()}}


def _built() -> dict[str, Any]:
    """Two municipalities, each with a dossier that carries its own mark, and a person of every role."""
    calls = load_calls()
    city, other_city = (
        Organisation.objects.create(kind="municipality", name=name, fictional=True) for name in ("Zeebrink", "Hoogveld")
    )
    people = {role.value: person_with(role.value, _organisation(role, city, calls)) for role in Role}
    for role in TEAM:
        people[role].grants.all().delete()
    stranger = person_with("coordinator", other_city)
    cases, objects = {}, {}
    for state, organisation, person in (
        ("own", city, people["coordinator"]),
        ("closed", city, people["coordinator"]),
        ("foreign", other_city, stranger),
    ):
        mark = MARKERS["foreign" if state == "foreign" else "own"]
        dossier = keep_paper(
            paper=_paper(organisation, calls, person, mark), by=person, now=NOW, practice=state == "closed"
        )
        cases[state], objects[state] = dossier.case.public_id, parts(dossier, person, mark)
        objects[state] |= street_parts(dossier.case, person, mark)
        objects[state] |= meeting_parts(dossier.case.contract, person, mark)
        objects[state] |= report_parts(dossier.case.contract, person, mark)
        if state == "own":
            for role in TEAM:
                give_role(person=people[role], role=role, organisation=None, case=dossier.case, by=None, now=NOW)
        if state == "closed":
            change_state(dossier=dossier, state="withdrawn", reason="", by=person, now=NOW)
    elsewhere = Organisation.objects.create(kind=Organisation.Kind.FUNDER, name="Een ander agentschap")
    Contract.objects.filter(case__public_id=cases["foreign"]).update(funder=elsewhere)
    return {
        "people": people, "cases": cases, "objects": objects, "city": city, "calls": calls,
        "foreign_paper": _paper(other_city, calls, stranger, MARKERS["foreign"]).public_id,
    }  # fmt: skip


def _organisation(role: Role, city: Any, calls: dict) -> Any:
    if role in OUTSIDE:
        return calls["wvc-2021"].funder
    return city if role in DESK or role is Role.PARTNER else None


def _paper(organisation: Any, calls: dict, person: Any, mark: str) -> Any:
    text = f"Projectnaam: {mark}\n\n## 2. Visie\n\n{mark} wil vooruit.".encode()
    return check_paper(
        data=text, name=f"{mark}.md", municipality=organisation, call_version=calls["wvc-2021"], by=person, now=NOW
    )


def _path(page: dict, state: str, town: dict[str, Any], role: str) -> str:
    person, secret, own_paper = town["people"].get(role), "nope", NOBODY
    if "{secret}" in page["path"] and state == "own":
        _, secret = invite(email="x@example.org", role=Role.READER, organisation=town["city"], by=None, now=NOW)
    if "{paper}" in page["path"] and person:
        own_paper = _paper(town["city"], town["calls"], person, MARKERS["own"]).public_id
    return page["path"].format(
        secret=secret,
        call="wvc-2021" if state == "own" else "nergens",
        paper={"own": own_paper, "foreign": town["foreign_paper"]}.get(state, NOBODY),
        case=town["cases"].get(state, NOBODY),
        **town["objects"].get(state, town["objects"]["own"]),
    )


def _client(town: dict[str, Any], role: str) -> Client:
    client = Client()
    if role != "anonymous":
        client.force_login(town["people"][role])
    return client


def _expected(row: dict[str, int], role: str) -> int:
    return row[role] if role in row else row["all"]


@pytest.mark.parametrize("role", ASKED)
def test_access(town: dict[str, Any], role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    asked, client = 0, _client(town, role)
    for name, page in TABLE.items():
        for state, row in page.items():
            if not isinstance(row, dict):
                continue
            method = client.post if page.get("method") == "POST" else client.get
            path = _path(page, state, town, role)
            response = method(path)
            assert response.status_code == _expected(row, role), (name, state, role)
            if role == "anonymous" and response.status_code == 302 and name not in ("language", "account_logout"):
                assert response["Location"].startswith("/aanmelden/")
            # by another method a page may answer otherwise, but tells nobody more of what is not theirs
            others = [client.head(path), client.options(path)] if state == "foreign" else []
            for answer in (response, *others):
                _tells_nothing(answer, role, (name, state, role))
                asked += 1
            if name in RENEWED:
                client = _client(town, role)
    assert asked * len(ROLES) >= 5_000


def _tells_nothing(response: Any, role: str, where: tuple[str, str, str]) -> None:
    assert response.status_code < 500, where
    body = b"".join(response) if response.streaming else response.content
    leaked = MARKERS["foreign"].encode() in body or MARKERS["foreign"] in str(response.headers)
    assert not leaked, where
    if (role == "anonymous" or Role(role) not in ON_CASES) and where[0] not in HANDED_IN.get(role, ()):
        assert MARKERS["own"].encode() not in body, where


def test_a_reader_may_not_write_and_an_admin_reads_no_dossier() -> None:
    assert Role.READER not in RIGHTS["dossier.keep"]
    assert Role.ADMIN not in RIGHTS["dossier.read"]
    assert Role.PARTNER not in {
        role
        for verb, roles in RIGHTS.items()
        if verb not in ("account.own", "public.list", "public.read")
        for role in roles
    }


@pytest.mark.parametrize(
    "path", ["/nazicht/", "/taal/", "/afmelden/", "/wachtwoord/", "/aanmelden/", "/nazicht/x/bewaren/"]
)
def test_a_form_from_elsewhere_is_refused(town: dict[str, Any], path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    if path != "/aanmelden/":
        client.force_login(town["people"]["coordinator"])
    assert client.post(path, {}).status_code == 403


def test_a_role_for_one_case_opens_that_case_only(town: dict[str, Any]) -> None:
    guest = Person.objects.create(email="gast@example.org", name="Gast", joined_at=NOW)
    case = Case.objects.get(public_id=town["cases"]["own"])
    Grant.objects.create(person=guest, role="reader", case=case, given_at=NOW)
    client = Client()
    client.force_login(guest)
    assert client.get(f"/dossiers/{case.public_id}/").status_code == 200
    assert client.get(f"/dossiers/{town['cases']['foreign']}/").status_code == 404
    assert MARKERS["foreign"] not in client.get("/dossiers/").content.decode()


def test_a_grant_that_is_taken_back_closes_the_door(town: dict[str, Any]) -> None:
    person = town["people"]["writer"]
    client = Client()
    client.force_login(person)
    person.grants.all().delete()
    assert client.get(f"/dossiers/{town['cases']['own']}/").status_code == 404
    assert client.get("/dossiers/").status_code == 403
