"""A steering group with a meeting, for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.street import STREET_NOW, Street
from wijkweb.commons.ids import public_id

HELD_AT = datetime(2022, 3, 16, 13, 0, tzinfo=UTC)  # a Wednesday, 14:00 in Flanders


def body(on: Street, abbreviation: str = "SG") -> Any:
    from wijkweb.report.models import Body, BodyMember

    made = Body.objects.create(contract=on.contract, kind="steering", name="Stuurgroep", abbreviation=abbreviation)
    for function, organisation, chairs in (("schepen", "Zeebrink", True), ("adviseur", "Agentschap", False)):
        BodyMember.objects.create(
            contract=on.contract, body=made, function=function, organisation=organisation, chairs=chairs,
            start=date(2022, 1, 1),
        )  # fmt: skip
    return made


def planned(on: Street, of: Any, at: datetime = HELD_AT, **more: Any) -> Any:
    from wijkweb.report.actions.meetings import plan_meeting

    values = {"body": of, "starts_at": at, "ends_at": at + timedelta(hours=2), "place": "Stadhuis", **more}
    return plan_meeting(
        contract=on.contract, public_id=public_id(), values=values, by=on.lead, now=at - timedelta(days=9)
    )


def held(on: Street, of: Any, at: datetime = HELD_AT) -> Any:
    from wijkweb.report.actions.meetings import begin_meeting

    return begin_meeting(meeting=planned(on, of, at), by=on.lead, now=at)


def decided(on: Street, meeting: Any, text: str = "Dertig uur per week.", **more: Any) -> Any:
    from wijkweb.report.actions.decisions import take_decision

    given = {"public_id": public_id(), "item": None, "text": text, "by": on.lead, "now": STREET_NOW, **more}
    return take_decision(meeting=meeting, **given)


def promised(on: Street, meeting: Any, text: str = "Lampen navragen", due: date = date(2022, 4, 1), **more: Any) -> Any:
    from wijkweb.report.actions.decisions import add_action

    values = {"text": text, "owner": "wijkregisseur", "due": due}
    given = {"public_id": public_id(), "item": None, "values": values, "by": on.lead, "now": STREET_NOW, **more}
    return add_action(meeting=meeting, **given)


def meeting_parts(contract: Any, by: Any, mark: str) -> dict[str, str]:
    """Makes one of everything of meetings and anchoring, each carrying a mark; ids by the names of access.toml."""
    from wijkweb.commons import files
    from wijkweb.commons.models import StoredFile
    from wijkweb.contract.models import Contract
    from wijkweb.field.models import Place
    from wijkweb.report import models as m

    contract = Contract.objects.get(pk=contract.pk)
    day = contract.start
    of = {"contract": contract}
    body = m.Body.objects.create(**of, kind="steering", name=f"{mark} groep", abbreviation="SG", mandate=mark)
    member = m.BodyMember.objects.create(**of, body=body, function=f"{mark} lid", organisation=mark, start=day)
    meeting = m.Meeting.objects.create(
        **of, body=body, starts_at=HELD_AT, ends_at=HELD_AT + timedelta(hours=2), place=f"{mark} zaal", state="held",
        year=2022, number=1,
    )  # fmt: skip
    item = m.AgendaItem.objects.create(**of, meeting=meeting, title=f"{mark} punt", rests_on=mark, said=mark)
    m.Attendance.objects.create(meeting=meeting, member=member, function=f"{mark} lid", state="present")
    decision = m.Decision.objects.create(
        **of, meeting=meeting, item=item, number=1, code="SG 2022/1.1", text=f"{mark} besluit", decided_on=HELD_AT.date()
    )  # fmt: skip
    action = m.ActionPoint.objects.create(
        **of, meeting=meeting, item=item, text=f"{mark} actie", owner=f"{mark} dienst", due=date(2022, 4, 1)
    )
    step = m.AnchorStep.objects.create(**of, year=1, title=f"{mark} stap", stays=mark, owner=mark, due=date(2022, 6, 1))
    place = Place.objects.filter(contract=contract).first()
    over = m.HandOver.objects.create(**of, place=place, to=f"{mark} buurtwerk", start=date(2022, 6, 1))
    paper = StoredFile.objects.create(
        case=contract.case, name=f"{mark} afspraak.pdf", media_type="application/pdf", size=1,
        sha256=files.store(f"{mark} afspraak".encode()), added_at=STREET_NOW, added_by=by,
    )  # fmt: skip
    m.AnchorMove.objects.create(step=step, state="started", since=day, proof=mark, paper=paper, at=STREET_NOW, by=by)
    method = m.Method.objects.create(**of, title=f"{mark} methode", about=mark, written_on=day, paper=paper)
    from wijkweb.contract.models import Indicator, Risk

    risk = Risk.objects.create(**of, title=f"{mark} gevaar", chance="low", effect="high")
    indicator = Indicator.objects.filter(contract=contract).first()
    link = m.RiskLink.objects.create(**of, risk=risk, indicator=indicator, why=f"{mark} verband")
    made = {"body": body, "body_member": member, "meeting": meeting, "item": item, "decision": decision,
            "action": action, "step": step, "hand_over": over, "method": method, "anchor_proof": paper,
            "risk_link": link}  # fmt: skip
    return {name: thing.public_id for name, thing in made.items()}
