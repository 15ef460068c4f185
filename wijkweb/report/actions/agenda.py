"""The agenda: what is due is offered, with what it rests on as it was then; the officer keeps, orders and drops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.contract.actions.parts import add_part, hold
from wijkweb.report.actions.refused import Refused, of_contract
from wijkweb.report.models import AgendaItem, Meeting

Offer = Mapping[str, str]  # kind, title, rests_on, link, source


@transaction.atomic
def gather(*, meeting: Meeting, offers: Sequence[Offer], by: Person, now: datetime) -> int:
    """Offers what is due. What was kept or dropped stays as it is; what is no longer due is offered no more.

    Returns how many are offered now. Raises Refused ("not_planned").
    """
    held = _planned(meeting)
    there = {item.source: item for item in AgendaItem.objects.filter(meeting=held).exclude(source="")}
    wanted = {offer["source"]: offer for offer in offers}
    stale = [i.pk for s, i in there.items() if i.state == AgendaItem.State.OFFERED and s not in wanted]
    AgendaItem.objects.filter(pk__in=stale).delete()
    made, renewed, at = [], [], _last(held)
    for source, offer in wanted.items():
        item = there.get(source)
        if item is None:
            at += 1
            made.append(_offered(held, offer, at))
        elif item.state == AgendaItem.State.OFFERED:
            item.title, item.rests_on, item.link = offer["title"][:300], offer["rests_on"], offer["link"]
            renewed.append(item)
    AgendaItem.objects.bulk_create(made)
    AgendaItem.objects.bulk_update(renewed, ["title", "rests_on", "link"])
    journal.write(
        "agenda.gather", by=by, now=now, case=held.contract.case, id=held.public_id, new=len(made), gone=len(stale)
    )
    return len(made) + len(renewed)


@transaction.atomic
def add_item(*, meeting: Meeting, public_id: str, values: Mapping[str, Any], by: Person, now: datetime) -> AgendaItem:
    """An item of the body's own, at the end; also while the minutes are written. A form sent twice makes one.

    Raises ChangedMeanwhile, Refused ("cancelled", "frozen").
    """
    hold(meeting.contract)
    held = Meeting.objects.get(pk=meeting.pk)
    known = AgendaItem.objects.filter(contract=held.contract_id, public_id=public_id).first()
    if held.state == Meeting.State.CANCELLED or held.frozen:
        raise Refused("frozen" if held.frozen else "cancelled")
    given = {**values, "meeting": held, "position": known.position if known else _last(held) + 1}
    return add_part(contract=meeting.contract, model=AgendaItem, public_id=public_id, values=given, by=by, now=now)


@transaction.atomic
def place_item(*, item: AgendaItem, state: str, by: Person, now: datetime) -> AgendaItem:
    """Keeps an item or drops it; done twice it has one effect. Raises Refused ("has_more")."""
    held = _open(item)
    if held.state == state:
        return held
    if state == AgendaItem.State.DROPPED and (held.said or held.decisions.exists() or held.actions.exists()):
        raise Refused("has_more")
    held.state, held.position = state, _last(held.meeting) + 1 if state == AgendaItem.State.KEPT else held.position
    held.save(update_fields=["state", "position"])
    journal.write(f"agenda.{state}", by=by, now=now, case=held.contract.case, id=held.public_id)
    return held


@transaction.atomic
def move_item(*, item: AgendaItem, up: bool, by: Person, now: datetime) -> None:
    """One place up or down among the items that are kept; at the end nothing happens."""
    held = _open(item)
    kept = list(AgendaItem.objects.filter(meeting=held.meeting_id, state=AgendaItem.State.KEPT))
    ids = [one.pk for one in kept]
    at = ids.index(held.pk) if held.pk in ids else -1
    to = at - 1 if up else at + 1
    if at < 0 or not 0 <= to < len(kept):
        return
    kept[at], kept[to] = kept[to], kept[at]
    for position, one in enumerate(kept, start=1):
        one.position = position
    AgendaItem.objects.bulk_update(kept, ["position"])
    journal.write("agenda.move", by=by, now=now, case=held.contract.case, id=held.public_id, to=to + 1)


def _planned(meeting: Meeting) -> Meeting:
    hold(meeting.contract)
    held = Meeting.objects.select_related("contract__case").get(pk=meeting.pk)
    if held.state != Meeting.State.PLANNED:
        raise Refused("not_planned")
    return held


def _open(item: AgendaItem) -> AgendaItem:
    """The item as it is now, of a meeting whose agenda may still change."""
    hold(item.contract)
    held = AgendaItem.objects.select_related("meeting", "contract__case").get(pk=item.pk)
    of_contract(held.contract, held.meeting)
    if held.meeting.state == Meeting.State.CANCELLED or held.meeting.frozen:
        raise Refused("frozen" if held.meeting.frozen else "cancelled")
    return held


def _last(meeting: Meeting) -> int:
    return AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0


def _offered(meeting: Meeting, offer: Offer, position: int) -> AgendaItem:
    at = {"contract": meeting.contract, "meeting": meeting, "position": position}
    frozen = {"title": offer["title"][:300], "rests_on": offer["rests_on"], "link": offer["link"][:300]}
    return AgendaItem(**at, **frozen, state=AgendaItem.State.OFFERED, kind=offer["kind"], source=offer["source"][:60])
