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
