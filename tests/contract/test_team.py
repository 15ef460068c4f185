"""The team: asked, in by a link, given a function, let go with their phones."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.street import STREET_NOW, Street, contact, hours, new_id, send, street
from wijkweb.commons.access import Role
from wijkweb.commons.actions.people import NotInvitable, accept
from wijkweb.commons.models import Grant, Invitation, JournalLine
from wijkweb.contract.actions.parts import ChangedMeanwhile
from wijkweb.contract.actions.team import bring_in, change_member, end_member
from wijkweb.contract.models import Member, TeamFunction
from wijkweb.contract.reads.contracts import members_of
from wijkweb.contract.reads.team import team_of

pytestmark = pytest.mark.django_db
NOW = STREET_NOW
WORD = "een lange zin voor mij"


@pytest.fixture
def on(city: Any) -> Street:
    return street(city)


@pytest.fixture
def client(on: Street) -> Client:
    client = Client()
    client.force_login(on.lead)
    return client


def base(on: Street) -> str:
    return f"/contracten/{on.contract.case.public_id}/team/"


def roles(on: Street, person: Any) -> list[str]:
    return list(Grant.objects.filter(case=on.contract.case, person=person).values_list("role", flat=True))


def test_who_has_an_account_is_in_at_once(on: Street, make_person: Any, other_city: Any) -> None:
    person = make_person("reader", other_city)
    given: dict[str, Any] = {"contract": on.contract, "email": person.email.upper(), "by": on.lead, "now": NOW}
    assert bring_in(role=Role.WORKER, **given) == (person, "")
    assert bring_in(role=Role.TEAMLEAD, **given) == (person, "")
    member = Member.objects.get(contract=on.contract, person=person)
    assert (roles(on, person), member.lead, member.start) == (["teamlead"], True, NOW.date())


def test_who_comes_in_by_a_link_stands_in_the_team_without_a_row(on: Street) -> None:
    person, secret = bring_in(contract=on.contract, email="a@example.org", role=Role.WORKER, by=on.lead, now=NOW)
    assert (person, [link.email for link in team_of(on.contract, NOW).waiting]) == (None, ["a@example.org"])
    made = accept(secret=secret, name="Ada", password=WORD, now=NOW)
    assert not Member.objects.filter(person=made).exists()
    assert [(one.person.name, one.lead, one.start) for one in members_of(on.contract)] == [
        ("Wijk lead", True, date(2022, 1, 1)),
        ("Ada", False, NOW.date()),
        ("Wijk worker", False, date(2022, 1, 1)),
    ]
    function = TeamFunction.objects.create(
        contract=on.contract, title="Veldwerker", vte=1, start=date(2022, 1, 1), end=date(2025, 12, 31)
    )
    values = {"function": function, "start": date(2022, 2, 1), "lead": True}
    change_member(contract=on.contract, person=made, token=1, values=values, by=on.lead, now=NOW)
    row = Member.objects.get(person=made)
    assert (row.function, row.start, row.lead, roles(on, made)) == (function, date(2022, 2, 1), True, ["teamlead"])


def test_two_who_change_the_same_colleague_do_not_overwrite_each_other(on: Street) -> None:
    given: dict[str, Any] = {"contract": on.contract, "person": on.worker, "token": 1, "by": on.lead, "now": NOW}
    values = {"function": None, "start": date(2022, 2, 1), "lead": False}
    change_member(values=values, **given)
    change_member(values=values, **given)
    with pytest.raises(ChangedMeanwhile):
        change_member(values=values | {"lead": True}, **given)
    assert roles(on, on.worker) == ["worker"]


def test_the_funder_and_who_keeps_the_site_are_in_no_team(on: Street, make_person: Any) -> None:
    admin = make_person("admin")
    with pytest.raises(NotInvitable):
        bring_in(contract=on.contract, email=admin.email, role=Role.WORKER, by=on.lead, now=NOW)
    assert roles(on, admin) == []


def test_who_leaves_keeps_the_row_and_what_was_registered(on: Street) -> None:
    send(on, (new_id(), contact(on.place)))
    for _ in range(2):
        end_member(contract=on.contract, person=on.worker, last_day=NOW.date(), by=on.lead, now=NOW)
    team = team_of(on.contract, NOW)
    assert ([one.person for one in team.members], [one.person for one in team.gone]) == ([on.lead], [on.worker])
    assert (roles(on, on.worker), hours(on)) == ([], (30, 30, 1))
    assert JournalLine.objects.filter(verb="member.leave").count() == 1
    bring_in(contract=on.contract, email=on.worker.email, role=Role.WORKER, by=on.lead, now=NOW)
    assert (roles(on, on.worker), team_of(on.contract, NOW).gone) == (["worker"], ())


def test_a_link_is_shown_once_and_can_be_taken_back(on: Street, client: Client) -> None:
    shown = client.post(f"{base(on)}mensen/nieuw/", {"email": "b@example.org", "role": "worker"})
    assert "/uitnodiging/" in shown.content.decode()
    page = client.get(base(on)).content.decode()
    assert "b@example.org" in page and "/uitnodiging/" not in page
    key = Invitation.objects.get().secret_hash[:12]
    assert client.post(f"{base(on)}links/{key}/terugnemen/").status_code == 302
    assert "b@example.org" not in client.get(base(on)).content.decode()


def test_links_and_roles_of_the_team_are_not_those_of_the_dossier(on: Street, client: Client, make_person: Any) -> None:
    from wijkweb.dossier.reads.people import guest_of, link_of, people_of

    bring_in(contract=on.contract, email="b@example.org", role=Role.WORKER, by=on.lead, now=NOW)
    key = Invitation.objects.get().secret_hash[:12]
    case = on.contract.case
    assert (people_of(case, NOW).waiting, guest_of(case, on.worker.public_id), link_of(case, key)) == ((), None, None)


def test_functions_come_change_and_go(on: Street, client: Client) -> None:
    data = {
        "public_id": "aaaabbbbcccc", "title": "Veldwerker", "employer": "Buurtwerk", "vte": "0,8",
        "start": "2022-01-01", "end": "2025-12-31", "track": "samen_wonen", "share": "50",
    }  # fmt: skip
    for _ in range(2):
        assert client.post(f"{base(on)}functies/nieuw/", data).status_code == 302
    function = TeamFunction.objects.get()
    assert (str(function.vte), function.track.nl, str(function.share)) == ("0.80", "Samen wonen", "50.00")
    change = f"{base(on)}functies/{function.public_id}/"
    assert client.post(change, data | {"token": "1", "vte": "1"}).status_code == 302
    overtaken = client.post(change, data | {"token": "1", "vte": "0,5"})
    assert (overtaken.status_code, 'value="0,5"' in overtaken.content.decode()) == (409, True)
    Member.objects.filter(person=on.worker).update(function=function)
    assert client.post(f"{change}weg/", {"token": "2"}).status_code == 409
    Member.objects.update(function=None)
    assert client.post(f"{change}weg/", {"token": "2"}).status_code == 302
    assert TeamFunction.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"vte": "0"}, "Vul de VTE in"),
        ({"vte": ""}, "Vul de VTE in"),
        ({"share": "120", "track": "samen_wonen"}, "tussen 1 en 100 procent"),
        ({"share": "50"}, "Kies het spoor waarvoor het aandeel geldt"),
        ({"end": "2021-01-01"}, "De laatste dag komt na de eerste."),
    ],
)
def test_a_function_that_cannot_be(on: Street, client: Client, typed: dict, said: str) -> None:
    data = {"title": "V", "vte": "1", "start": "2022-01-01", "end": "2025-12-31"} | typed
    answer = client.post(f"{base(on)}functies/nieuw/", data)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)


def test_the_page_of_somebody_asks_for_the_last_day_and_revokes(on: Street, client: Client) -> None:
    from wijkweb.field.actions.devices import invite_device
    from wijkweb.field.models import Device

    invite_device(contract=on.contract, person=on.worker, label="blauw", by=on.lead, now=NOW)
    path = f"{base(on)}mensen/{on.worker.public_id}/vertrekt/"
    assert "1 toestel wordt ingetrokken" in client.get(path).content.decode()
    late = (date.today() + timedelta(days=2)).isoformat()
    assert "De toegang stopt nu" in client.post(path, {"last_day": late}).content.decode()
    assert "voor de eerste dag" in client.post(path, {"last_day": "2021-12-31"}).content.decode()
    assert client.post(path, {"last_day": "2022-03-16"}).status_code == 302
    assert Device.objects.get().revoked_on is not None
    assert Member.objects.get(person=on.worker).end == date(2022, 3, 16)


def test_the_page_costs_the_same_queries_for_one_and_for_three(
    on: Street, client: Client, django_assert_num_queries: Any
) -> None:
    for number in (1, 2):
        for extra in range(number):
            bring_in(contract=on.contract, email=f"{number}-{extra}@example.org", role=Role.WORKER, by=on.lead, now=NOW)
        with django_assert_num_queries(8):
            client.get(base(on))
