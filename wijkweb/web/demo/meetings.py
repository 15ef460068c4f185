"""The demo's meetings and anchoring: a steering group each quarter, a project team, decisions that others name.

The meeting to come is made last of all: its agenda is offered what is due, agreements after an evaluation too.
Whatever was decided is invented. The numbers that web/demo/street.py names are made here.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wijkweb.commons.models import Person
from wijkweb.contract.models import Contract, Indicator, Risk
from wijkweb.field.models import Place, Signal
from wijkweb.report.actions.agenda import add_item, gather, place_item
from wijkweb.report.actions.anchoring import Move, add_hand_over, add_method, add_step, move_hand_over, move_step
from wijkweb.report.actions.bodies import add_member, begin_bodies
from wijkweb.report.actions.decisions import add_action, settle_action, take_decision
from wijkweb.report.actions.meetings import begin_meeting, cancel_meeting, plan_meeting, record_attendance
from wijkweb.report.actions.minutes import Typed, approve_minutes, write_said
from wijkweb.report.actions.risk_links import link_risk
from wijkweb.report.models import ActionPoint, AgendaItem, Body, Meeting
from wijkweb.report.offers import offers_of
from wijkweb.report.reads.due import due_of
from wijkweb.report.reads.meetings import members_on
from wijkweb.web.demo.anchor_tales import HAND_OVERS, METHODS, STEPS
from wijkweb.web.demo.meeting_tales import ACTIONS, CANCELLED, MEMBERS, NEXT, TALES, Tale

ZONE = ZoneInfo("Europe/Brussels")
TODAY = date(2024, 11, 20)


def load_meetings(*, contract: Contract, people: dict[str, Person]) -> None:
    """Bodies, meetings with their minutes, the anchoring plan."""
    by = people["noor@gent.example"]
    begin_bodies(contract=contract, by=by, now=_at(date(2022, 1, 10)))
    bodies = {body.abbreviation: body for body in Body.objects.filter(contract=contract)}
    for abbreviation, function, organisation, chairs in MEMBERS:
        values = {
            "function": function, "organisation": organisation, "person": by if function == "projectleider" else None,
            "chairs": chairs, "start": date(2022, 1, 10), "end": None,
        }  # fmt: skip
        member_id = _id(f"member {abbreviation} {function} {organisation}")
        add_member(body=bodies[abbreviation], public_id=member_id, values=values, by=by, now=_at(date(2022, 1, 10)))
    for tale in TALES:
        _tell(contract, bodies[tale.body], tale, by)
    _call_off(contract, bodies, by)
    _settle(contract, by)
    _anchor(contract, by)
    _link_risks(contract, by)


def _tell(contract: Contract, body: Body, tale: Tale, by: Person) -> None:
    """A meeting that was held: its items, who was there, what was said, decided and promised; its minutes."""
    meeting = _plan(contract, body, tale.day, by)
    during = _at(tale.day, 15)
    items: list[AgendaItem] = []
    for number, point in enumerate(tale.points):
        item_id = _id(f"item {tale.day} {tale.body} {number}")
        values = {"title": point.title, "rests_on": ""}
        items.append(add_item(meeting=meeting, public_id=item_id, values=values, by=by, now=during))
    meeting = begin_meeting(meeting=meeting, by=by, now=during)
    there = {
        member: "excused" if number == tale.excused else "present" for number, member in enumerate(members_on(meeting))
    }
    meeting = record_attendance(
        meeting=meeting, token=meeting.token, members=there, others=list(tale.others), by=by, now=during
    )
    typed = {item.public_id: Typed(point.said, 1) for item, point in zip(items, tale.points, strict=True)}
    write_said(meeting=meeting, typed=typed, by=by, now=during)
    for item, point in zip(items, tale.points, strict=True):
        for number, text in enumerate(point.decisions):
            decision_id = _id(f"decision {item.public_id} {number}")
            take_decision(meeting=meeting, public_id=decision_id, item=item, text=text, by=by, now=during)
        for text, owner, due in point.actions:
            values = {"text": text, "owner": owner, "due": due}
            action_id = _id(f"action {text}")
            add_action(meeting=meeting, public_id=action_id, item=item, values=values, by=by, now=during)
    if tale.approved:
        meeting.refresh_from_db()
        approve_minutes(meeting=meeting, token=meeting.token, on=tale.approved, by=by, now=_at(tale.approved))


def _plan(contract: Contract, body: Body, day: date, by: Person) -> Meeting:
    values = {"body": body, "starts_at": _at(day, 14), "ends_at": _at(day, 16), "place": "Stadskantoor, zaal Rabot"}
    meeting_id = _id(f"meeting {body.abbreviation} {day}")
    return plan_meeting(
        contract=contract, public_id=meeting_id, values=values, by=by, now=_at(day - timedelta(days=21))
    )


def _call_off(contract: Contract, bodies: dict[str, Body], by: Person) -> None:
    abbreviation, day, reason = CANCELLED
    meeting = _plan(contract, bodies[abbreviation], day, by)
    cancel_meeting(meeting=meeting, token=meeting.token, reason=reason, by=by, now=_at(day - timedelta(days=2)))


def _settle(contract: Contract, by: Person) -> None:
    """What was promised and is done; the others stay open, one of them late."""
    for text, done, note in ACTIONS:
        action = ActionPoint.objects.get(contract=contract, text=text)
        values: dict[str, Any] = {"text": text, "owner": action.owner, "due": action.due}
        values |= {"state": "done", "done_on": done, "note": note}
        settle_action(action=action, token=action.token, values=values, by=by, now=_at(done))


def _anchor(contract: Contract, by: Person) -> None:
    for number, (year, title, stays, owner, due, moves) in enumerate(STEPS):
        values: dict[str, Any] = {"year": year, "title": title, "stays": stays, "owner": owner, "due": due}
        step = add_step(contract=contract, public_id=_id(f"step {number}"), values=values, by=by, now=_at(due))
        for state, since, reason, proof in moves:
            move = Move(state, since, reason, proof)
            step = move_step(step=step, token=step.token, move=move, by=by, now=_at(since))
    for number, (place, network, to, start, moves) in enumerate(HAND_OVERS):
        found = Place.objects.get(contract=contract, name=place) if place else None
        values = {"place": found, "network": network, "to": to, "start": start}
        over = add_hand_over(contract=contract, public_id=_id(f"over {number}"), values=values, by=by, now=_at(start))
        for state, since, reason, proof in moves:
            move = Move(state, since, reason, proof)
            over = move_hand_over(hand_over=over, token=over.token, move=move, by=by, now=_at(since))
    for number, (title, about, day, shared) in enumerate(METHODS):
        values = {"title": title, "about": about, "link": "", "written_on": day, "shared_with": shared}
        add_method(
            contract=contract, public_id=_id(f"method {number}"), values=values, upload=None, by=by, now=_at(day)
        )


def _link_risks(contract: Contract, by: Person) -> None:
    """What shows that a risk is coming: the promise of hours, and signals that wait for an answer."""
    risks = list(Risk.objects.filter(contract=contract).order_by("pk"))
    shown = [*Indicator.objects.filter(contract=contract)[:1], *Signal.objects.filter(contract=contract, status="open")]
    for number, (risk, thing) in enumerate(zip(risks, shown, strict=False)):
        of = "signal" if isinstance(thing, Signal) else "indicator"
        values = {"risk": risk, "signal": None, "indicator": None, "why": "", of: thing}
        link_risk(contract=contract, public_id=_id(f"risk link {number}"), values=values, by=by, now=_at(TODAY))


def load_next_meeting(*, contract: Contract, people: dict[str, Person]) -> None:
    """The meeting to come: what is due is offered, some of it is kept."""
    contract.refresh_from_db()
    by, body = people["noor@gent.example"], Body.objects.get(contract=contract, abbreviation="SG")
    day, own = NEXT
    meeting = _plan(contract, body, day, by)
    offers = offers_of(contract.case, due_of(contract, on=TODAY, body=body))
    gather(meeting=meeting, offers=offers, by=by, now=_at(TODAY))
    for item in AgendaItem.objects.filter(meeting=meeting)[:3]:
        place_item(item=item, state=AgendaItem.State.KEPT, by=by, now=_at(TODAY))
    for number, title in enumerate(own):
        values = {"title": title, "rests_on": ""}
        add_item(meeting=meeting, public_id=_id(f"next {number}"), values=values, by=by, now=_at(TODAY))


def _at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def _id(words: str) -> str:
    letters = "23456789abcdefghjkmnpqrstuvwxyz"
    digest = uuid.uuid5(uuid.NAMESPACE_OID, words).bytes
    return "".join(letters[byte % len(letters)] for byte in digest[:12])
