"""The network: partners with what they promised and did, requests with their age, the picture."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client

from tests.street import Street, street
from wijkweb.contract.models import (
    Engagement,
    Partner,
    PartnerContact,
    PartnerYear,
    PolicyRequest,
    Recommendation,
    SubAgreement,
)
from wijkweb.contract.reads.network import network_of
from wijkweb.contract.reads.picture import picture_of
from wijkweb.rules.network import level_of
from wijkweb.rules.picture import HUB, NODE, Knot, Tie, draw
from wijkweb.rules.windows import YearDays
from wijkweb.shapes.finding import Share

pytestmark = pytest.mark.django_db
ON = date(2022, 11, 20)


@pytest.fixture
def on(city: Any) -> Street:
    return street(city)


@pytest.fixture
def client(on: Street) -> Client:
    client = Client()
    client.force_login(on.lead)
    return client


def base(on: Street) -> str:
    return f"/contracten/{on.contract.case.public_id}/netwerk/"


def partner(on: Street, name: str = "Buurtwerk", **more: Any) -> Partner:
    return Partner.objects.create(contract=on.contract, name=name, **{"level": "field"} | more)


def test_a_partner_is_added_once_and_two_who_change_it_lose_nothing(on: Street, client: Client) -> None:
    data = {"public_id": "aaaabbbbccc2", "name": "vzw Jong", "level": "field", "contact_function": "jeugdwerker"}
    for _ in range(2):
        assert client.post(f"{base(on)}partners/nieuw/", data).status_code == 302
    made = Partner.objects.get()
    path = f"{base(on)}partners/{made.public_id}/wijzigen/"
    assert client.post(path, data | {"token": "1", "role": "Jeugdwerk"}).status_code == 302
    answer = client.post(path, data | {"token": "1", "role": "Sport"})
    page = answer.content.decode()
    assert (answer.status_code, "Sport" in page, "Jeugdwerk" in page) == (409, True, True)
    assert Partner.objects.get().role == "Jeugdwerk"
    taken = client.post(f"{base(on)}partners/nieuw/", {"name": "vzw Jong"})
    assert (taken.status_code, "al een met deze naam" in taken.content.decode()) == (422, True)


def test_its_sub_agreements_stand_on_its_page_for_who_may_see_money(on: Street, client: Client) -> None:
    path = f"{base(on)}partners/{partner(on).public_id}/"
    SubAgreement.objects.create(
        contract=on.contract, partner="buurtwerk", task="Twaalf vormingen", amount=4800, post="werking", payer="own",
        start=on.contract.start, end=on.contract.end,
    )  # fmt: skip
    assert "Twaalf vormingen" in client.get(path).content.decode()
    client.force_login(on.worker)
    assert "Twaalf vormingen" not in client.get(path).content.decode()


def test_what_was_taken_out_meanwhile_can_be_added_anew(on: Street, client: Client) -> None:
    made = partner(on)
    path = f"{base(on)}partners/{made.public_id}/"
    assert client.post(f"{path}weg/", {"token": "1"}).status_code == 302
    answer = client.post(f"{path}wijzigen/", {"name": "Buurtwerk", "role": "Anders", "token": "1"})
    assert (answer.status_code, "Anders" in answer.content.decode()) == (409, True)
    assert client.get(f"{path}wijzigen/").status_code == 404


def test_a_partner_on_which_something_hangs_stays(on: Street, client: Client) -> None:
    made = partner(on)
    Engagement.objects.create(contract=on.contract, partner=made, task="Iets")
    answer = client.post(f"{base(on)}partners/{made.public_id}/weg/", {"token": "1"})
    assert (answer.status_code, Partner.objects.count()) == (409, 1)


@pytest.mark.parametrize(
    ("where", "typed", "said"),
    [
        ("engagementen", {"task": "Iets", "state": "agreed", "start": "2022-05-01", "end": "2022-04-01"}, "De laatste dag komt voor de eerste"),
        ("engagementen", {"task": "Iets", "state": "ended"}, "Vul de laatste dag in"),
        ("engagementen", {"task": "Iets", "state": "agreed", "track": "nergens"}, "Kies er een uit de lijst"),
        ("contacten", {"day": "2999-01-01", "kind": "call", "about": "x"}, "Deze dag moet nog komen"),
        ("contacten", {"day": "2022-05-01", "kind": "call", "about": "x", "next_on": "2022-04-01"}, "De laatste dag komt voor de eerste"),
        ("jaren", {"year": "2019", "kept": "kept"}, "Het contract loopt van 2022 tot 2025"),
        ("jaren", {"year": "2022", "kept": "not_kept"}, "waarom de belofte niet of niet helemaal nagekomen is"),
        ("vragen", {"kind": "rule", "text": "x", "government": "y", "state": "asked"}, "Vul de dag in waarop het gevraagd is"),
        ("vragen", {"kind": "rule", "text": "x", "government": "y", "state": "granted", "asked_on": "2022-05-01"}, "Vul de dag van het antwoord in"),
        ("vragen", {"kind": "rule", "text": "x", "government": "y", "state": "granted", "asked_on": "2022-05-01", "answered_on": "2022-04-01"}, "Het antwoord komt voor de vraag"),
        ("vragen", {"kind": "rule", "text": "x", "government": "y", "state": "asked", "asked_on": "2022-05-01", "answer": "Ja"}, "Er is een antwoord"),
        ("vragen", {"kind": "rule", "text": "x", "government": "y", "state": "to_ask", "asked_on": "2022-05-01"}, "Het is al gevraagd"),
        ("vragen", {"kind": "rule", "text": "x", "government": "y", "state": "asked", "asked_on": "2022-05-01", "due": "2022-04-01"}, "zou verwacht worden voor de vraag"),
        ("aanbevelingen", {"text": "x", "government": "y", "answered_on": "2022-04-01"}, "waarop ze overhandigd is"),
        ("aanbevelingen", {"text": "x", "government": "y", "handed_on": "2022-05-01", "answered_on": "2022-04-01"}, "voor de overhandiging"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said(on: Street, client: Client, where: str, typed: dict, said: str) -> None:
    data = {"partner": partner(on).public_id} | typed
    answer = client.post(f"{base(on)}{where}/nieuw/", data)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    models: tuple[Any, ...] = (Engagement, PartnerContact, PartnerYear, PolicyRequest, Recommendation)
    assert sum(model.objects.count() for model in models) == 0


def test_a_partner_of_another_contract_cannot_be_named(on: Street, client: Client, other_city: Any) -> None:
    foreign = partner(street(other_city), "Elders")
    typed = {"partner": foreign.public_id, "task": "Iets", "state": "agreed"}
    assert client.post(f"{base(on)}engagementen/nieuw/", typed).status_code == 422
    assert client.get(f"{base(on)}partners/{foreign.public_id}/").status_code == 404


def filled(on: Street, name: str) -> Partner:
    made = partner(on, name)
    track = on.contract.codes.get(list="track", number=1)
    Engagement.objects.create(
        contract=on.contract, partner=made, task="Samen de straat op", track=track, state="agreed"
    )
    Engagement.objects.create(contract=on.contract, partner=made, task="Later", state="intended")
    for day in (date(2022, 2, 1), date(2022, 5, 1), date(2023, 1, 1)):
        PartnerContact.objects.create(contract=on.contract, partner=made, day=day, kind="call", about="Iets")
    PartnerYear.objects.create(contract=on.contract, partner=made, year=2022, kept="not_kept", reason="Geen tijd")
    return made


def test_the_network_as_data(on: Street) -> None:
    filled(on, "Buurtwerk")
    request = {"contract": on.contract, "kind": "rule", "text": "Vrij terras", "government": "Stad"}
    PolicyRequest.objects.create(**request, state="asked", asked_on=date(2022, 6, 1), due=date(2022, 9, 1))
    PolicyRequest.objects.create(
        **request, state="granted", asked_on=date(2022, 6, 1), due=date(2022, 9, 1), answered_on=date(2022, 6, 11)
    )
    found = network_of(on.contract, on=ON)
    (line,) = found.partners
    year = YearDays(date(2022, 1, 1), date(2022, 12, 31))
    assert (line.contacts, line.last_contact, line.contact_sum) == (((year, 2),), date(2022, 5, 1), 2)
    assert [(one.task, one.track, one.on) for one in line.engagements] == [
        ("Samen de straat op", "jongeren_in_rust", "Jongeren in rust"),
        ("Later", "", ""),
    ]
    assert [(one.name, year.reason) for one, year in found.not_kept] == [("Buurtwerk", "Geen tijd")]
    assert [(one.state, one.age, one.overdue, one.in_time) for one in found.requests] == [
        ("asked", 172, True, None),
        ("granted", 10, False, True),
    ]
    assert (found.sums.overdue, found.sums.in_time) == (1, Share(Fraction(1, 2)))


def test_pages_cost_the_same_queries_for_one_and_for_three(
    on: Street, client: Client, django_assert_num_queries: Any
) -> None:
    for names in (("A",), ("B", "C")):
        for name in names:
            made = filled(on, name)
            PolicyRequest.objects.create(contract=on.contract, kind="rule", text=name, government="Stad")
            Recommendation.objects.create(contract=on.contract, text=name, government="Stad")
        with django_assert_num_queries(10):
            page = client.get(base(on)).content.decode()
        with django_assert_num_queries(9):
            assert client.get(f"{base(on)}partners/{made.public_id}/").status_code == 200
    assert page.count('class="knot field"') == 3 and "Samen de straat op" in page


def test_a_worker_and_a_reader_read_and_do_not_write(on: Street) -> None:
    partner(on)
    client = Client()
    client.force_login(on.worker)
    page = client.get(base(on))
    assert (page.status_code, "nieuw/" in page.content.decode()) == (200, False)
    assert client.post(f"{base(on)}partners/nieuw/", {"name": "X"}).status_code == 403


def test_who_left_and_what_ended_is_not_in_the_picture(on: Street) -> None:
    filled(on, "Buurtwerk")
    partner(on, "Weg", left_on=date(2022, 6, 1))
    over = partner(on, "Over", level="flanders")
    Engagement.objects.create(contract=on.contract, partner=over, task="x", state="ended", end=date(2022, 6, 1))
    picture = picture_of(network_of(on.contract, on=ON), on=ON, everything="alles")
    assert picture is not None
    assert [(circle.lines[0][1], circle.tied) for circle in picture.circles] == [("Buurtwerk", True), ("Over", False)]
    assert sorted(square.label for square in picture.squares) == ["Jongeren in rust", "alles"]
    assert picture_of(network_of(on.contract, on=ON), on=ON, everything="alles") == picture


def test_the_picture_keeps_names_and_lines_in_their_place() -> None:
    long = "Vereniging voor ontmoeting en vorming in de hele stad en ver daarbuiten"
    knots = [Knot(long if number == 3 else f"Partner {number}", (Tie("t", "Spoor", "agreed"),)) for number in range(12)]
    picture = draw([("field", knots), ("flanders", [Knot("V", (Tie("t", "Spoor", "intended"),) * 2)])])
    heights = [circle.y for circle in picture.circles]
    assert all(later - earlier >= 36 for earlier, later in pairwise(heights))
    assert max(heights) < picture.height and {circle.x for circle in picture.circles} == {NODE}
    assert [len(circle.lines) for circle in picture.circles][3] == 2
    assert [square.x for square in picture.squares] == [HUB]
    assert (picture.curves[-1].state, picture.curves[-1].width) == ("intended", 2.25)


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("veld", "field"), ("Kader en netwerk", "framing"), ("WEB met de samenleving", "society"),
        ("bruggen naar Vlaanderen", "flanders"), ("Vlaams netwerk", "flanders"), ("", ""), ("iets anders", ""),
    ],
)  # fmt: skip
def test_a_level_in_the_words_of_an_application(words: str, level: str) -> None:
    assert level_of(words) == level
