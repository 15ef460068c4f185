"""What happens in later years is no change of a closed one; what is put right of a closed one is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.meetings import body, decided, held
from tests.reports import steering_decision, written_report
from tests.street import Street, contact, new_id, send, street
from wijkweb.commons.ids import public_id
from wijkweb.commons.models import Person
from wijkweb.contract.actions.definitions import add_definition
from wijkweb.contract.actions.money_agreements import add_papered, change_papered
from wijkweb.contract.actions.money_entries import book_entry
from wijkweb.contract.actions.parts import add_part, change_part
from wijkweb.contract.actions.risks import add_risk, assess_risk
from wijkweb.contract.actions.words import add_code
from wijkweb.contract.models import (
    Code,
    Engagement,
    Entry,
    Indicator,
    Member,
    Partner,
    PartnerContact,
    PartnerYear,
    PlanLine,
    PlanVersion,
    PolicyRequest,
    Risk,
    Session,
    SubAgreement,
    TeamFunction,
    Vacancy,
)
from wijkweb.field.actions.places import add_co_owner, add_place, close_place, move_phase
from wijkweb.field.actions.signals import add_signal, answer_signal, combine_signals, raise_signal
from wijkweb.field.models import Activity, Place, Signal
from wijkweb.report.actions.anchoring import Move, add_hand_over, add_method, add_step, move_hand_over, move_step
from wijkweb.report.actions.decisions import withdraw_decision
from wijkweb.report.actions.evaluation import agree, save_findings
from wijkweb.report.actions.reports import approve_report, close_report, send_report
from wijkweb.report.models import AnchorStep, Decision, HandOver, YearReport
from wijkweb.report.reads.changes import changes_since
from wijkweb.shapes.report import CHAPTERS

pytestmark = pytest.mark.django_db
CLOSED_ON = date(2023, 2, 20)
DAY = date(2024, 5, 14)  # in the third year
Event = Callable[[Street], Any]


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def put(on: Street, model: Any, when: date, /, **values: Any) -> Any:
    given: dict[str, Any] = {"public_id": public_id(), "values": values, "by": on.lead, "now": at(when)}
    return add_part(contract=on.contract, model=model, **given)


def changed(on: Street, part: Any, day: date, **values: Any) -> Any:
    return change_part(part=part, token=part.token, values=values, by=on.lead, now=at(day))


def risk(on: Street, title: str, day: date) -> Risk:
    values = {"title": title, "chance": "low", "effect": "high", "owner": "lead", "measure": "", "review_on": None}
    return add_risk(contract=on.contract, public_id=public_id(), values=values, by=on.lead, now=at(day))


def came_true(on: Street, of: Risk, day: date, registered: date) -> None:
    assess_risk(
        risk=of, token=of.token, on=day, chance="high", effect="high", state="happened", note="Het kwam uit.",
        review_on=None, by=on.lead, now=at(registered),
    )  # fmt: skip


def partner(on: Street, name: str, day: date, *, since: date | None) -> Partner:
    """A partner with an engagement, a contact and what is said of its year."""
    made: Partner = put(on, Partner, day, name=name, level="field", since=since)
    put(on, Engagement, day, partner=made, task="Vorming", state="agreed", start=day)
    put(on, PartnerContact, day, partner=made, day=day, kind="meeting", about="Over de vorming.")
    put(on, PartnerYear, day, partner=made, year=day.year, kept="kept")
    return made


def asked(on: Street, text: str, day: date, **values: Any) -> PolicyRequest:
    given = {"kind": "rule", "text": text, "government": "Vlaanderen", "state": "asked", "asked_on": day}
    made: PolicyRequest = put(on, PolicyRequest, day, **{**given, **values})
    return made


def agreement(on: Street, amount: str, day: date, **more: Any) -> SubAgreement:
    values = {
        "partner": "vzw Jong", "task": "Vorming", "amount": Decimal(amount), "post": "operating", "payer": "own",
        "start": day, "end": date(2025, 6, 30), "state": "agreed", "under": None, "upload": None,
    } | more  # fmt: skip
    given: dict[str, Any] = {"public_id": public_id(), "values": values, "by": on.lead, "now": at(day)}
    made: SubAgreement = add_papered(contract=on.contract, model=SubAgreement, **given)
    return made


def became(on: Street, state: str, day: date, **more: Any) -> None:
    """The sub-agreement of the first year goes to another state."""
    part = SubAgreement.objects.get(contract=on.contract, amount=1000)
    names = ("partner", "task", "amount", "post", "payer", "start", "end", "under")
    values = {name: getattr(part, name) for name in names} | {"state": state, "upload": None} | more
    change_papered(part=part, token=part.token, values=values, by=on.lead, now=at(day))


def paid(on: Street, amount: str, day: date, *, registered: date, of: SubAgreement | None = None) -> Entry:
    values = {
        "kind": "payment", "day": day, "post": "operating", "payer": "own", "payee": "vzw Jong", "text": "vorming",
        "invoice": "", "amount": Decimal(amount), "agreement": of, "pays": None, "line": None,
    }  # fmt: skip
    given: dict[str, Any] = {"today": registered, "by": on.lead, "now": at(registered)}
    return book_entry(contract=on.contract, public_id=public_id(), values=values, upload=None, **given)


def signal(on: Street, text: str, day: date) -> Signal:
    theme = Code.objects.get(contract=on.contract, list="theme", key="work")
    values = {"theme": theme, "text": text, "date": day}
    return add_signal(contract=on.contract, public_id=public_id(), values=values, by=on.lead, now=at(day))


def raised(on: Street, of: Signal, day: date) -> None:
    given: dict[str, Any] = {
        "owner": "dienst Werk",
        "due": day + timedelta(days=60),
        "reason": "Het team kan het niet.",
    }
    raise_signal(signal=of, token=of.token, level="city", **given, by=on.lead, now=at(day))


def step(on: Street, title: str, year: int, due: date, day: date) -> AnchorStep:
    values = {"year": year, "title": title, "stays": "Contact", "owner": "lead", "due": due}
    return add_step(contract=on.contract, public_id=public_id(), values=values, by=on.lead, now=at(day))


def moved(on: Street, of: AnchorStep, state: str, day: date) -> None:
    move = Move(state, day, "Zo ging het.", "verslag")
    move_step(step=of, token=of.token, move=move, by=on.lead, now=at(DAY))


def over(on: Street, start: date, day: date) -> HandOver:
    values = {"place": on.place, "network": "", "to": "Buurtwerk", "start": start}
    return add_hand_over(contract=on.contract, public_id=public_id(), values=values, by=on.lead, now=at(day))


def activity(on: Street, day: date, **more: Any) -> Activity:
    given = {"title": "Vorming", "kind": "training", "starts_at": at(day), "ends_at": at(day) + timedelta(hours=2)}
    made: Activity = put(on, Activity, day, **{**given, "status": "held", **more})
    return made


@pytest.fixture
def on(city: Any) -> Street:
    """A contract of which the first year was closed, with something in each of its chapters."""
    found = street(city)
    day = date(2022, 3, 15)
    indicator = put(found, Indicator, day, key="uren", title="Direct contact", source="Beloofd.")
    defined(found, indicator, 1, found.contract.start, day)
    for number in range(12):
        shown = (date(2022, 3, 1) + timedelta(days=number)).isoformat()
        send(found, (new_id(), contact(found.place, date=shown)), now=at(day))
    risk(found, "Trager vertrouwen", day)
    partner(found, "Buurtwerk", day, since=day)
    partner(found, "Straathoekwerk", day, since=None)
    asked(found, "Regelluwte", day, due=date(2022, 9, 1))
    asked(found, "Te vragen", day, state="to_ask", asked_on=None, agreed=True)
    line = put(found, PlanLine, day, payer="own", post="operating", title="Werking")
    first = {"valid_from": found.contract.start, "amount": 9000, "made_at": at(day), "made_by": found.lead}
    PlanVersion.objects.create(line=line, number=1, **first)
    paid(found, "200.00", date(2022, 6, 1), registered=date(2022, 6, 1), of=agreement(found, "1000.00", day))
    agreement(found, "700.00", day, state="draft")
    for text in ("De bus komt niet.", "De bus komt te laat."):
        signal(found, text, day)
    step(found, "Samen op straat", 1, date(2022, 6, 30), day)
    over(found, date(2022, 12, 1), day)
    decided(found, held(found, body(found)), now=at(date(2022, 3, 16)))
    activity(found, day)
    given = {"contract": found.contract, "vte": 1, "start": found.contract.start, "end": found.contract.end}
    TeamFunction.objects.create(title="Outreach", **given)
    coach = TeamFunction.objects.create(title="Coach", **given)
    put(found, Vacancy, day, function=coach, vte=1, start=day, reason="Niemand meldde zich.")
    put(found, Session, day, kind="coaching", title="Coaching", day=day, hours=2, state="held")
    report = written_report(found.contract, found.lead, texts={key: f"Over {key}." for key in CHAPTERS})
    close_report(report=report, today=CLOSED_ON, by=found.lead, now=at(CLOSED_ON))
    assert changes_since(found.contract, year=4) == ()
    return found


def defined(on: Street, indicator: Indicator, version: int, valid_from: date, day: date) -> None:
    values = {
        "valid_from": valid_from, "fact": "contacts", "measure": "worker_minutes", "kind": "direct", "per": "week",
        "denominator": "calendar", "op": "at_least", "target": 30 + version, "window": "contract_year",
        "decided_number": "SG 2022/1.1", "decided_on": day,
    }  # fmt: skip
    add_definition(indicator=indicator, version=version, values=values, by=on.lead, now=at(day))


def one(on: Street, model: Any, **given: Any) -> Any:
    """The first of its kind."""
    return model.objects.filter(contract=on.contract, **given).order_by("pk")[0]


def a_promise_is_made(on: Street) -> None:
    defined(on, put(on, Indicator, DAY, key="nieuw", title="Nieuw", source="Later."), 1, DAY, DAY)


def two_become_one(on: Street) -> None:
    first, second = Signal.objects.filter(contract=on.contract).order_by("pk")
    given: dict[str, Any] = {"ids": [second.public_id], "reason": "Hetzelfde", "by": on.lead, "now": at(DAY)}
    combine_signals(contract=on.contract, target=first, **given)


def a_signal_is_answered(on: Street) -> None:
    signal = Signal.objects.filter(contract=on.contract).order_by("pk")[0]
    raised(on, signal, DAY)
    signal.refresh_from_db()
    given: dict[str, Any] = {"answer": "De bus komt.", "on": DAY, "by": on.lead, "now": at(DAY)}
    answer_signal(signal=signal, token=signal.token, **given)


def a_decision_is_taken_back(on: Street) -> None:
    decision = one(on, Decision)
    withdraw_decision(
        decision=decision, token=decision.token, reason="Niet meer nodig", on=DAY, by=on.lead, now=at(DAY)
    )


def a_place_becomes_lasting(on: Street) -> None:
    add_co_owner(place=on.place, name="Buurtwerk", since=DAY, by=on.lead, now=at(DAY))
    for phase in ("shared", "co_owned", "lasting"):
        place = one(on, Place, pk=on.place.pk)
        move_phase(
            place=place, token=place.token, phase=phase, since=DAY, reason="Zo gaat het", by=on.lead, now=at(DAY)
        )


def a_place_opens(on: Street) -> None:
    values = {"name": "Nieuw plein", "kind": "hangout", "opened_on": DAY, "latitude": None, "longitude": None}
    add_place(contract=on.contract, public_id=public_id(), values=values, by=on.lead, now=at(DAY))


def a_hand_over_is_done(on: Street) -> None:
    found = one(on, HandOver)
    for state in ("agreed", "done"):
        move = Move(state, DAY, "Zo ging het.", "overeenkomst")
        move_hand_over(hand_over=found, token=found.token, move=move, by=on.lead, now=at(DAY))
        found.refresh_from_db()


def a_year_is_evaluated(on: Street) -> None:
    report = one(on, YearReport, year=1)
    taken = at(date(2023, 3, 9))
    decision = steering_decision(on.contract, on.lead, taken)
    approve_report(report=report, decision=decision, by=on.lead, now=taken)
    send_report(report=report, by=on.lead, now=at(DAY))
    report.refresh_from_db()
    promises = Indicator.objects.filter(contract=on.contract).values_list("pk", flat=True)
    verdicts = dict.fromkeys(promises, ("kept", "Goed."))
    save_findings(report=report, token=1, text="Goed.", verdicts=verdicts, by=on.lead, now=at(DAY), give=True)
    values = {"text": "Een plan", "owner": "lead", "due": DAY}
    agree(report=report, public_id=public_id(), values=values, by=on.lead, now=at(DAY))


def a_method_is_written(on: Street) -> None:
    values = {"title": "Kwartier maken", "about": "", "link": "", "written_on": DAY, "shared_with": ""}
    add_method(contract=on.contract, public_id=public_id(), values=values, upload=None, by=on.lead, now=at(DAY))


def a_member_comes(on: Street) -> None:
    function = one(on, TeamFunction, title="Outreach")
    person = Person.objects.create(email="nieuw@example.org", name="Nieuw", joined_at=at(DAY))
    Member.objects.create(contract=on.contract, person=person, function=function, start=DAY)
    put(on, Vacancy, DAY, function=function, vte=1, start=DAY, reason="Iemand ging weg.")


def a_vacancy_ends(on: Street) -> None:
    changed(on, one(on, Vacancy), DAY, end=DAY)


def words_join(on: Street) -> None:
    for kind in ("track", "group", "theme"):
        add_code(contract=on.contract, list=kind, nl=f"Nieuw {kind}", en="", by=on.lead, now=at(DAY))
    send(on, (new_id(), contact(on.place, date=DAY.isoformat(), track="nieuw_track", group="nieuw_group")), now=at(DAY))


def a_place_closes(on: Street) -> None:
    place = one(on, Place, pk=on.place.pk)
    close_place(place=place, token=place.token, on=DAY, by=on.lead, now=at(DAY))


LATER: dict[str, Event] = {
    "a risk comes true": lambda on: came_true(on, one(on, Risk), DAY, DAY),
    "a new risk": lambda on: risk(on, "Nieuw gevaar", DAY),
    "a new partner": lambda on: partner(on, "vzw Nieuw", DAY, since=DAY),
    "more of a partner": lambda on: put(
        on, PartnerContact, DAY, partner=one(on, Partner, name="Buurtwerk"), day=DAY, kind="call", about="De vorming."
    ),
    "a partner leaves": lambda on: changed(on, one(on, Partner, name="Buurtwerk"), DAY, left_on=DAY),
    "a request is answered": lambda on: changed(
        on, one(on, PolicyRequest, text="Regelluwte"), DAY, state="granted", answered_on=DAY, answer="Goed."
    ),
    "a request of the baseline is asked": lambda on: changed(
        on, one(on, PolicyRequest, text="Te vragen"), DAY, state="asked", asked_on=DAY, due=DAY
    ),
    "a new request": lambda on: asked(on, "Nog een regel", DAY),
    "a new sub-agreement": lambda on: agreement(on, "5000.00", DAY),
    "a sub-agreement of before, made later": lambda on: agreement(on, "5000.00", DAY, start=date(2022, 2, 1)),
    "a sub-agreement takes effect": lambda on: changed(on, one(on, SubAgreement, amount=700), DAY, state="agreed"),
    "an entry": lambda on: paid(on, "900.00", DAY, registered=DAY, of=one(on, SubAgreement, amount=1000)),
    "a contact": lambda on: send(on, (new_id(), contact(on.place, date=DAY.isoformat())), now=at(DAY)),
    "new words": words_join,
    "a new promise": a_promise_is_made,
    "a promise is counted otherwise": lambda on: defined(on, one(on, Indicator, key="uren"), 2, DAY, DAY),
    "a new signal": lambda on: raised(on, signal(on, "Het loket is toe.", DAY), DAY),
    "a signal is answered": a_signal_is_answered,
    "a decision is taken back": a_decision_is_taken_back,
    "a meeting": lambda on: decided(on, held(on, body(on, "PT"), at(DAY)), now=at(DAY)),
    "an activity": lambda on: activity(on, DAY),
    "a new place": a_place_opens,
    "a place becomes lasting": a_place_becomes_lasting,
    "a place closes": a_place_closes,
    "a new step": lambda on: step(on, "Overdragen", 3, date(2024, 9, 1), DAY),
    "a step is taken": lambda on: moved(on, one(on, AnchorStep, title="Samen op straat"), "done", DAY),
    "a new hand-over": lambda on: over(on, date(2022, 12, 1), DAY),
    "a hand-over is done": a_hand_over_is_done,
    "a method": a_method_is_written,
    "a member comes": a_member_comes,
    "a vacancy ends": a_vacancy_ends,
    "a session": lambda on: put(on, Session, DAY, kind="training", title="Vorming", day=DAY, hours=2, state="held"),
    "the year is evaluated": a_year_is_evaluated,
}
ALONE: dict[str, Event] = {
    "a new partner, since nobody knows when": lambda on: partner(on, "vzw Nieuw", DAY, since=None),
    "a sub-agreement is done": lambda on: became(on, "done", DAY),
    "a signal is raised": lambda on: raised(on, Signal.objects.filter(contract=on.contract)[0], DAY),
    "two signals become one": two_become_one,
}


def test_what_comes_later_is_no_change_of_a_closed_year(on: Street) -> None:
    for name, event in LATER.items():
        event(on)
        assert (name, changes_since(on.contract, year=3)) == (name, ())
    assert changes_since(on.contract, year=3, edition="public") == ()


@pytest.mark.parametrize("event", ALONE)
def test_what_does_not_come_beside_another_is_no_change_either(on: Street, event: str) -> None:
    ALONE[event](on)
    assert changes_since(on.contract, year=3) == ()


def test_what_is_put_right_of_a_closed_year_is_told(on: Street) -> None:
    """What is dated in the year, and registered after it was closed."""
    in_year = date(2022, 10, 3)
    came_true(on, one(on, Risk), in_year, DAY)
    put(on, Partner, DAY, name="vzw Vergeten", level="field", since=in_year)
    asked(on, "Vergeten te noteren", in_year, state="granted", answered_on=in_year, due=in_year)
    became(on, "agreed", DAY, amount=Decimal("1500.00"))
    paid(on, "300.00", in_year, registered=DAY)
    send(on, (new_id(), contact(on.place, date=in_year.isoformat())), now=at(DAY))
    moved(on, one(on, AnchorStep), "done", in_year)
    signal(on, "Niemand schreef het op.", in_year)
    changed(on, one(on, Activity), DAY, status="cancelled", why_cancelled="Ze ging niet door.")
    put(on, Session, DAY, kind="coaching", title="Coaching", day=in_year, hours=2, state="held")
    told = {found.key: (found.then.number, found.now.number) for found in changes_since(on.contract, year=3)}
    assert {key: told[key] for key in RIGHT} == {key: tuple(map(Decimal, pair)) for key, pair in RIGHT.items()}


RIGHT = {
    "risks/happened": (0, 1),
    "network/partners": (2, 3),
    "network/in_time": (0, 50),
    "money/own/operating/committed": (1000, 1500),
    "money/paid": (200, 500),
    "street/worker_hours": (6, "6.5"),
    "anchoring/done": (0, 1),
    "signals/seen": (2, 3),
    "activities/held": (1, 0),
    "support/coaching/2022/held": (1, 2),
}


FORGOTTEN: dict[str, tuple[Event, dict[str, tuple[int, int]]]] = {
    "it was over by the last day of the year": (
        lambda on: agreement(on, "400.00", DAY, start=date(2022, 2, 1), end=date(2022, 12, 31)),
        {"money/own/operating/committed": (1000, 1400)},
    ),
    "it still ran a day later, so it may have been made later": (
        lambda on: agreement(on, "400.00", DAY, start=date(2022, 2, 1), end=date(2023, 1, 1)),
        {},
    ),
    "it is a draft, that binds nothing": (
        lambda on: agreement(on, "400.00", DAY, start=date(2022, 2, 1), end=date(2022, 11, 30), state="draft"),
        {},
    ),
    "it passes on the money of another": (
        lambda on: agreement(
            on, "400.00", DAY, start=date(2022, 2, 1), end=date(2022, 11, 30), under=one(on, SubAgreement, amount=1000)
        ),
        {},
    ),
    "it became agreed after it was put in": (
        lambda on: changed(
            on,
            agreement(on, "400.00", DAY, start=date(2022, 2, 1), end=date(2022, 11, 30), state="draft"),
            DAY + timedelta(days=1),
            state="agreed",
        ),
        {"money/own/operating/committed": (1000, 1400)},
    ),
    "it still ran, but money of that year was booked on it": (
        lambda on: paid(
            on, "50.00", date(2022, 5, 1), registered=DAY, of=agreement(on, "400.00", DAY, start=date(2022, 2, 1))
        ),
        {"money/own/operating/committed": (1000, 1400), "money/paid": (200, 250)},
    ),
}


@pytest.mark.parametrize("why", FORGOTTEN)
def test_a_sub_agreement_that_was_forgotten_is_told(on: Street, why: str) -> None:
    """Put in after the year was closed: what was over by then can only have been of that year."""
    event, expected = FORGOTTEN[why]
    event(on)
    told = {found.key: (found.then.number, found.now.number) for found in changes_since(on.contract, year=3)}
    assert {key: told.get(key) for key in expected} == expected
    assert bool(told) == bool(expected)
