"""Minutes are written item by item, so that two who write lose nothing; approved they are frozen with their hash."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.contract.actions.parts import held_part, hold
from wijkweb.contract.reads.contracts import day_of
from wijkweb.report.actions.meetings import writable
from wijkweb.report.actions.refused import Refused, local_day, not_before, seen_at
from wijkweb.report.models import AgendaItem, ApprovedMinutes, Meeting
from wijkweb.report.reads.minutes import canonical, digest_of, minutes_of


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed under an item that they opened at `token`."""

    text: str
    token: int | None


@dataclass(frozen=True, slots=True)
class Written:
    """What became of it: the new token of each item that was saved, and those that somebody else wrote in meanwhile."""

    tokens: Mapping[str, int]
    overtaken: tuple[AgendaItem, ...]

    @property
    def saved(self) -> int:
        """How many items were saved."""
        return len(self.tokens)


@transaction.atomic
def write_said(*, meeting: Meeting, typed: Mapping[str, Typed], by: Person, now: datetime) -> Written:
    """Saves what was typed, by the public ids of the items. An item that somebody else changed meanwhile is left as
    it is and handed back; all others are saved. Raises Refused ("not_held", "frozen").
    """
    hold(meeting.contract)
    held = Meeting.objects.select_related("contract__case").get(pk=meeting.pk)
    writable(held)
    saved: list[AgendaItem] = []
    overtaken: list[AgendaItem] = []
    for item in AgendaItem.objects.filter(meeting=held, public_id__in=typed):
        mine = typed[item.public_id]
        if mine.text == item.said:
            continue
        if item.token != mine.token:
            overtaken.append(item)
            continue
        item.said, item.token = mine.text, item.token + 1
        saved.append(item)
    if saved:
        AgendaItem.objects.bulk_update(saved, ["said", "token"])
        ids = [item.public_id for item in saved]
        journal.write("minutes.write", by=by, now=now, case=held.contract.case, id=held.public_id, items=ids)
    return Written({item.public_id: item.token for item in saved}, tuple(overtaken))


@transaction.atomic
def approve_minutes(*, meeting: Meeting, token: int | None, on: date, by: Person, now: datetime) -> ApprovedMinutes:
    """Freezes the minutes as they are now, under their hash; the second time it is the next version.

    Raises ChangedMeanwhile, Gone, Refused ("not_held", "nobody_present", "before_the_meeting", "to_come",
    "nothing_corrected").
    """
    held = held_part(meeting)
    last = held.approved.order_by("-version").first()
    if held.frozen and last:
        return last
    writable(held)
    seen_at(held, token)
    not_before(on, local_day(held.starts_at), "before_the_meeting")
    if on > day_of(held.contract, now):
        raise Refused("to_come")
    if not held.attendance.exists():
        raise Refused("nobody_present")
    minutes = minutes_of(held)
    digest = digest_of(minutes)
    if last and last.sha256 == digest:
        raise Refused("nothing_corrected")
    version = (held.approved.aggregate(last=Max("version"))["last"] or 0) + 1
    content = {name: value for name, value in json.loads(canonical(minutes)).items() if name != "format"}
    made = ApprovedMinutes.objects.create(
        contract=held.contract, meeting=held, version=version, content=content, sha256=digest, why=held.correction,
        approved_on=on, approved_at=now, approved_by=by,
    )  # fmt: skip
    held.frozen, held.correction, held.token = True, "", held.token + 1
    held.save(update_fields=["frozen", "correction", "token"])
    journal.write(
        "minutes.approve", by=by, now=now, case=held.contract.case, id=held.public_id, version=version, sha256=digest
    )
    return made


@transaction.atomic
def correct_minutes(*, meeting: Meeting, token: int | None, reason: str, by: Person, now: datetime) -> Meeting:
    """Opens approved minutes for a correction, and says why; the approved version stays as it is.

    Raises ChangedMeanwhile, Gone, Refused ("not_frozen", "no_reason").
    """
    held = held_part(meeting)
    if not held.frozen and held.correction == reason.strip() != "":
        return held
    seen_at(held, token)
    if not held.frozen:
        raise Refused("not_frozen")
    if not reason.strip():
        raise Refused("no_reason")
    held.frozen, held.correction, held.token = False, reason.strip()[:300], held.token + 1
    held.save(update_fields=["frozen", "correction", "token"])
    journal.write("minutes.correct", by=by, now=now, case=held.contract.case, id=held.public_id, why=held.correction)
    return held
