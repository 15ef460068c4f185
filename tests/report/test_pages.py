"""The pages of meetings: an agenda made from what is due, minutes that two people write, papers that are read back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.meetings import HELD_AT, body, decided, held, planned, promised
from tests.promises import HOURS, promise
from tests.street import STREET_NOW, Street, street
from wijkweb.commons.models import Grant, Person
from wijkweb.contract.models import Closure, Code
from wijkweb.field.models import Signal
from wijkweb.report.actions.agenda import add_item, gather, move_item, place_item
from wijkweb.report.actions.refused import Refused
from wijkweb.report.models import ActionPoint, AgendaItem, Body, Decision, Meeting
from wijkweb.report.offers import offers_of
from wijkweb.report.reads.decisions import decisions_between, named_decisions, register_of
from wijkweb.report.reads.due import due_of
from wijkweb.report.reads.meetings import meeting_page, meetings_between, meetings_of, open_actions

pytestmark = pytest.mark.django_db

TODAY = STREET_NOW.date()
DAY = timedelta(days=1)
SOON = HELD_AT + 7 * DAY


@pytest.fixture
def on(city: Any) -> Street:
    return street(city)


@pytest.fixture
def base(on: Street, client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> str:
    settings.FILES_ROOT = tmp_path / "files"
    monkeypatch.setattr("django.utils.timezone.now", lambda: STREET_NOW)
    client.force_login(on.lead)
    return f"/contracten/{on.contract.case.public_id}"


def hidden(page: Any) -> dict[str, str]:
    """The hidden fields of a form, the key against forgery left out."""
    found = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', page.content.decode())
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def late_signal(on: Street, text: str = "geen licht") -> Signal:
    theme = Code.objects.get(contract=on.contract, list="theme", key="work")
    return Signal.objects.create(
        contract=on.contract, maker=on.worker, theme=theme, level="city", text=text, date=date(2022, 1, 5),
        owner="Dienst Wegen", due=date(2022, 2, 1),
    )  # fmt: skip


def due(on: Street, of: Body | None = None) -> dict[str, str]:
    offers = offers_of(on.contract.case, due_of(on.contract, on=TODAY, body=of))
    return {offer["source"].partition(":")[0]: offer["rests_on"] for offer in offers}


def test_the_agenda_is_made_from_what_is_due(on: Street) -> None:
    steering, team = body(on), body(on, "PT")
    promise(on.contract, on.lead, HOURS)
    late_signal(on)
    promised(on, held(on, steering, HELD_AT - 30 * DAY), due=date(2022, 3, 1))
    promised(on, held(on, team, HELD_AT - 30 * DAY), "Iets van het team")
    assert set(due(on)) == {"indicator", "weeks", "signal", "action"}
    said = due(on, steering)
    assert said["action"] == "Actie uit SG 2022/1 voor wijkregisseur, tegen 1 maart 2022: 15 dagen te laat."
    assert said["signal"].endswith("Een antwoord van Dienst Wegen werd verwacht tegen 1 februari 2022.")
    sources = [one.key for one in due_of(on.contract, on=TODAY, body=steering) if one.kind == "action"]
    assert len(sources) == 1


def test_what_is_kept_stays_as_it_was_and_what_is_dropped_is_not_offered_again(on: Street) -> None:
    meeting, signal = planned(on, body(on), SOON), late_signal(on)

    def again() -> list[str]:
        offers = offers_of(on.contract.case, due_of(on.contract, on=TODAY, body=meeting.body))
        gather(meeting=meeting, offers=offers, by=on.lead, now=STREET_NOW)
        return [f"{item.kind} {item.state}" for item in AgendaItem.objects.filter(meeting=meeting)]

    assert again() == ["weeks offered", "signal offered"]
    weeks, of_signal = AgendaItem.objects.filter(meeting=meeting)
    place_item(item=of_signal, state="kept", by=on.lead, now=STREET_NOW)
    place_item(item=weeks, state="dropped", by=on.lead, now=STREET_NOW)
    Signal.objects.filter(pk=signal.pk).update(text="heel iets anders")
    assert again() == ["weeks dropped", "signal kept"]
    Signal.objects.filter(pk=signal.pk).update(status="closed")
    assert again() == ["weeks dropped", "signal kept"]
    of_signal.refresh_from_db()
    assert of_signal.title == "geen licht"
    late_signal(on, "straks beantwoord")
    assert again()[-1] == "signal offered"
    Signal.objects.filter(text="straks beantwoord").update(status="answered")
    assert len(again()) == 2


def test_items_are_ordered_and_one_with_a_decision_stays(on: Street) -> None:
    meeting = planned(on, body(on), HELD_AT)
    for number, title in enumerate(("een", "twee", "drie")):
        item_id = f"punt2222222{number + 2}"
        add_item(meeting=meeting, public_id=item_id, values={"title": title, "rests_on": ""}, by=on.lead, now=HELD_AT)
    third = AgendaItem.objects.get(title="drie")
    move_item(item=third, up=True, by=on.lead, now=HELD_AT)
    move_item(item=third, up=True, by=on.lead, now=HELD_AT)
    move_item(item=third, up=True, by=on.lead, now=HELD_AT)
    assert list(AgendaItem.objects.values_list("title", flat=True)) == ["drie", "een", "twee"]
    from wijkweb.report.actions.meetings import begin_meeting

    begin_meeting(meeting=meeting, by=on.lead, now=HELD_AT)
    decided(on, meeting, item=third)
    with pytest.raises(Refused, match="has_more"):
        place_item(item=third, state="dropped", by=on.lead, now=HELD_AT)
    with pytest.raises(Refused, match="not_planned"):
        gather(meeting=meeting, offers=[], by=on.lead, now=HELD_AT)


def test_the_register_finds_and_says_what_names_a_decision(on: Street) -> None:
    meeting = held(on, body(on))
    decided(on, meeting, "Dertig uur per week"), decided(on, meeting, "Een sluiting in april")
    Closure.objects.create(
        contract=on.contract, monday=date(2022, 4, 4), reason="verlof", decided_number="sg 2022/1.2",
        decided_on=TODAY,
    )  # fmt: skip
    promise(on.contract, on.lead, HOURS | {"decided_number": "SG 2021/9.9"})
    register = register_of(on.contract)
    assert [(line.decision.code, [n.kind for n in line.named_by]) for line in register.lines] == [
        ("SG 2022/1.1", []), ("SG 2022/1.2", ["closure"]),
    ]  # fmt: skip
    assert [code for code, _ in register.strange] == ["SG2021/9.9"]
    assert [line.decision.code for line in register_of(on.contract, asked="april SLUITING").lines] == ["SG 2022/1.2"]


def test_a_meeting_from_plan_to_approved_minutes_through_its_pages(on: Street, base: str, client: Client) -> None:
    assert client.post(f"{base}/organen/beginnen/").status_code == 302
    assert client.post(f"{base}/organen/beginnen/").status_code == 302
    assert Body.objects.count() == 4
    steering = Body.objects.get(abbreviation="SG")
    form = client.get(f"{base}/vergaderingen/nieuw/")
    typed = hidden(form) | {
        "body": steering.public_id,
        "day": "2022-03-16",
        "begins": "14:00",
        "ends": "16:00",
        "place": "Stadhuis",
    }
    assert client.post(f"{base}/vergaderingen/nieuw/", typed | {"ends": "13:00"}).status_code == 422
    far = client.post(f"{base}/vergaderingen/nieuw/", typed | {"day": "2202-03-16"})
    assert (far.status_code, "ver buiten het contract" in far.content.decode()) == (422, True)
    for _ in range(2):
        assert client.post(f"{base}/vergaderingen/nieuw/", typed).status_code == 302
    meeting = Meeting.objects.get()
    at = f"{base}/vergaderingen/{meeting.public_id}"
    assert AgendaItem.objects.get().state == "offered"  # the weeks of which nothing is known
    client.post(f"{at}/agenda/{AgendaItem.objects.get().public_id}/houden/")
    client.post(f"{at}/beginnen/"), client.post(f"{at}/beginnen/")
    writing = client.get(f"{at}/verslag/")
    item = AgendaItem.objects.get()
    said = hidden(writing) | {
        f"said-{item.public_id}": "Twee weken ontbreken.",
        "then": f"decision_add:{item.public_id}",
    }
    onward = client.post(f"{at}/verslag/", said)
    assert onward.url == f"{at}/besluiten/nieuw/?punt={item.public_id}"
    decision = hidden(client.get(onward.url)) | {"text": "De weken worden gesloten.", "item": item.public_id}
    for _ in range(2):
        assert client.post(f"{at}/besluiten/nieuw/", decision).url == f"{at}/verslag/"
    action = hidden(client.get(f"{at}/acties/nieuw/")) | {
        "text": "Navragen",
        "owner": "team",
        "due": "2022-03-01",
        "item": "",
    }
    early = client.post(f"{at}/acties/nieuw/", action)
    assert (early.status_code, "De vergadering was op 16/03/2022" in early.content.decode()) == (422, True)
    assert client.post(f"{at}/acties/nieuw/", action | {"due": "2022-04-01"}).status_code == 302
    attendance = hidden(client.get(f"{at}/aanwezig/")) | {"others": "expert, Universiteit"}
    assert client.post(f"{at}/aanwezig/", attendance).status_code == 302
    approval = hidden(client.get(f"{at}/verslag/goedkeuren/")) | {"on_day": "2022-03-16"}
    assert client.post(f"{at}/verslag/goedkeuren/", approval).status_code == 302
    page = client.get(f"{at}/").content.decode()
    for text in ("SG 2022/1.1", "De weken worden gesloten.", "Twee weken ontbreken.", "Navragen", "SHA-256"):
        assert text in page
    assert (Meeting.objects.count(), Decision.objects.count(), ActionPoint.objects.count()) == (1, 1, 1)


def test_two_who_write_under_one_item_both_keep_their_text(on: Street, base: str, client: Client) -> None:
    meeting = held(on, body(on))
    item = AgendaItem.objects.create(contract=on.contract, meeting=meeting, title="Licht", position=1)
    other = AgendaItem.objects.create(contract=on.contract, meeting=meeting, title="Bus", position=2)
    path = f"{base}/vergaderingen/{meeting.public_id}/verslag/"
    mine, theirs = hidden(client.get(path)), hidden(client.get(path))
    key = f"said-{item.public_id}"
    assert client.post(path, mine | {key: "Eerste tekst"}).status_code == 302
    late = client.post(path, theirs | {key: "Tweede tekst", f"said-{other.public_id}": "Geen bus"})
    shown = late.content.decode()
    assert late.status_code == 409
    assert shown.count("Eerste tekst") == shown.count("Tweede tekst") == 2  # beside each other, and in the field
    assert AgendaItem.objects.get(title="Bus").said == "Geen bus"
    both = re.search(rf'name="{key}"[^>]*>([^<]*)<', shown)
    assert both
    assert client.post(path, hidden(late) | {key: both[1]}).status_code == 302
    assert AgendaItem.objects.get(title="Licht").said == "Eerste tekst\n\nTweede tekst"


def test_a_script_saves_while_somebody_types(on: Street, base: str, client: Client) -> None:
    meeting = held(on, body(on))
    item = AgendaItem.objects.create(contract=on.contract, meeting=meeting, title="Licht", position=1)
    path, key = f"{base}/vergaderingen/{meeting.public_id}/verslag/", f"said-{item.public_id}"
    json = {"HTTP_ACCEPT": "application/json"}
    first = hidden(client.get(path))
    saved = client.post(path, first | {key: "Stuk"}, **json)
    assert (saved.status_code, saved.json()) == (200, {"tokens": {item.public_id: 2}, "overtaken": []})
    again = client.post(path, first | {key: "Stuk"}, **json)
    assert (again.status_code, again.json()["tokens"]) == (200, {item.public_id: 2})
    late = client.post(path, first | {key: "Donker"}, **json)
    assert (late.status_code, late.json()) == (409, {"tokens": {}, "overtaken": [item.public_id]})
    Meeting.objects.filter(pk=meeting.pk).update(frozen=True)
    assert client.post(path, first | {key: "Te laat"}, **json).status_code == 422
    client.logout()
    assert client.post(path, first | {key: "Afgemeld"}, **json).status_code == 401


def test_an_action_that_two_settle_shows_both(on: Street, base: str, client: Client) -> None:
    action = promised(on, held(on, body(on)))
    path = f"{base}/acties/{action.public_id}/"
    first = hidden(client.get(path)) | {"text": action.text, "owner": action.owner, "due": "2022-04-01"}
    done = first | {"state": "done", "done_on": "2022-03-16", "note": "Hersteld"}
    assert client.post(path, done).status_code == 302
    late = client.post(path, first | {"state": "open", "note": "Nog bezig"})
    assert (late.status_code, "Hersteld" in late.content.decode(), "Nog bezig" in late.content.decode()) == (
        409,
        True,
        True,
    )
    assert client.post(path, done | {"due": "gisteren"}).status_code == 422


def colleague(on: Street) -> Person:
    """Another coordinator of the same municipality."""
    person = Person.objects.create(email="collega@example.org", name="Collega", joined_at=STREET_NOW)
    Grant.objects.create(
        person=person, role="coordinator", organisation=on.contract.case.municipality, given_at=STREET_NOW
    )
    return person


def test_the_invitation_is_read_back_and_tells_of_a_change_and_a_cancellation(
    on: Street, base: str, client: Client
) -> None:
    from icalendar import Calendar

    meeting = planned(on, body(on), HELD_AT + 30 * DAY)  # in April it is summer time
    path = f"{base}/vergaderingen/{meeting.public_id}"
    AgendaItem.objects.create(contract=on.contract, meeting=meeting, title="Licht in het park", position=1)

    def read() -> tuple[Any, Any]:
        calendar = Calendar.from_ical(client.get(f"{path}/uitnodiging.ics").content)
        return calendar["method"], calendar.walk("VEVENT")[0]

    method, event = read()
    assert (method, event["uid"], event["sequence"]) == ("REQUEST", f"{meeting.public_id}@wijkweb", 0)
    assert (str(event.decoded("dtstart")), event["dtstart"].params["TZID"]) == (
        "2022-04-15 15:00:00+02:00",
        "Europe/Brussels",
    )
    assert (str(event["description"]), str(event["organizer"])) == ("1. Licht in het park", f"mailto:{on.lead.email}")
    form = hidden(client.get(f"{path}/wijzigen/"))
    moved = form | {
        "body": meeting.body.public_id,
        "day": "2022-04-20",
        "begins": "10:00",
        "ends": "12:00",
        "place": "",
    }
    assert client.post(f"{path}/wijzigen/", moved).status_code == 302
    event = read()[1]
    assert event["sequence"] == 1
    client.force_login(colleague(on))  # an agenda takes the change of a meeting from its organiser only
    assert str(read()[1]["organizer"]) == f"mailto:{on.lead.email}"
    client.force_login(on.lead)
    cancel = hidden(client.get(f"{path}/annuleren/"))
    assert client.post(f"{path}/annuleren/", cancel | {"reason": ""}).status_code == 422
    assert client.post(f"{path}/annuleren/", cancel | {"reason": "Griep"}).status_code == 302
    method, event = read()
    assert (method, event["status"], event["sequence"]) == ("CANCEL", "CANCELLED", 2)
    assert (
        client.post(f"{path}/beginnen/", follow=True).content.decode().count("De vergadering is begonnen of afgelast")
        == 1
    )


def test_the_papers_say_what_the_page_says(on: Street, base: str, client: Client) -> None:
    import docx
    import pypdfium2

    meeting = held(on, body(on))
    item = AgendaItem.objects.create(
        contract=on.contract, meeting=meeting, title="Licht in het park", said="Stuk.", position=1
    )
    decided(on, meeting, "De lampen worden hersteld.", item=item), promised(on, meeting, item=item)
    path = f"{base}/vergaderingen/{meeting.public_id}/verslag"
    word = docx.Document(io.BytesIO(client.get(f"{path}.docx").content))
    text = "\n".join(p.text for p in word.paragraphs) + "\n".join(
        c.text for t in word.tables for r in t.rows for c in r.cells
    )
    pdf = pypdfium2.PdfDocument(client.get(f"{path}.pdf").content)
    printed = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pdf).split())
    for said in ("SG 2022/1.1", "De lampen worden hersteld.", "Licht in het park", "Lampen navragen", "1 april 2022"):
        assert said in text
        assert said in printed
    assert client.get(f"{path}.pdf").content == client.get(f"{path}.pdf").content
    assert client.get(f"{path}.pdf?versie=1").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow(on: Street, number: int, django_assert_num_queries: Callable[[int], Any]) -> None:
    steering = body(on)
    for back in range(number):
        meeting = held(on, steering, HELD_AT - back * DAY)
        item = AgendaItem.objects.create(contract=on.contract, meeting=meeting, title="Licht", position=1)
        decided(on, meeting, item=item), promised(on, meeting, item=item)
        late_signal(on)
    first, last = date(2022, 1, 1), date(2022, 12, 31)
    for queries, read in (
        (1, lambda: meetings_between(on.contract, first, last)),
        (4, lambda: decisions_between(on.contract, first, last)),
        (1, lambda: open_actions(on.contract, TODAY)),
        (3, lambda: meetings_of(on.contract, today=TODAY)),
        (4, lambda: register_of(on.contract)),
        (3, lambda: named_decisions(on.contract)),
        (5, lambda: meeting_page(meeting, today=TODAY)),
        (28, lambda: due_of(on.contract, on=TODAY, body=steering)),
    ):  # fmt: skip
        with django_assert_num_queries(queries):
            read()


def test_every_page_costs_at_most_twelve_queries(
    on: Street, base: str, client: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    meeting = held(on, body(on))
    item = AgendaItem.objects.create(contract=on.contract, meeting=meeting, title="Licht", position=1)
    decision, action = decided(on, meeting, item=item), promised(on, meeting, item=item)
    at = f"vergaderingen/{meeting.public_id}/"
    for path in ("vergaderingen/", at, f"{at}agenda/", f"{at}verslag/", f"{at}aanwezig/", f"{at}verslag/goedkeuren/",
                 "besluiten/", f"besluiten/{decision.public_id}/", "acties/", f"acties/{action.public_id}/", "organen/",
                 "verankering/"):  # fmt: skip
        with django_assert_max_num_queries(12):
            assert client.get(f"{base}/{path}").status_code == 200, path
