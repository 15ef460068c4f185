"""Meetings begin once and get a number for good; decisions and actions hang on them; minutes are frozen."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from datetime import date, timedelta
from typing import Any

import pytest

from tests import postgres, prepared
from tests.meetings import HELD_AT, body, decided, held, planned, promised
from tests.site import ROOT
from tests.street import STREET_NOW, Street, street
from wijkweb.commons.ids import public_id
from wijkweb.commons.models import JournalLine
from wijkweb.contract.actions.parts import ChangedMeanwhile
from wijkweb.report.actions.decisions import reword_decision, settle_action, take_decision, withdraw_decision
from wijkweb.report.actions.meetings import (
    begin_meeting,
    cancel_meeting,
    change_meeting,
    plan_meeting,
    record_attendance,
)
from wijkweb.report.actions.minutes import Typed, approve_minutes, correct_minutes, write_said
from wijkweb.report.actions.refused import Refused
from wijkweb.report.models import ActionPoint, AgendaItem, ApprovedMinutes, Body, Decision, Meeting
from wijkweb.report.reads.meetings import members_on
from wijkweb.report.reads.minutes import approved, digest_of, minutes_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def on(city: Any) -> Street:
    return street(city)


def refused(act: Any, *args: Any, **given: Any) -> str:
    with pytest.raises(Refused) as raised:
        act(*args, **given)
    return raised.value.code


def item(on: Street, meeting: Meeting, title: str = "Licht in het park") -> AgendaItem:
    at = meeting.items.count() + 1
    return AgendaItem.objects.create(contract=on.contract, meeting=meeting, title=title, position=at)


def test_a_meeting_is_planned_near_the_contract_only(on: Street) -> None:
    of = body(on)
    for year in (2020, 2027, 2202):
        assert refused(planned, on, of, HELD_AT.replace(year=year)) == "outside_contract"
    before, after = (planned(on, of, HELD_AT.replace(year=year)) for year in (2021, 2026))
    far = {"body": of, "starts_at": HELD_AT.replace(year=2202), "ends_at": HELD_AT.replace(year=2202, hour=15)}
    given = {"token": after.token, "values": far, "by": on.lead, "now": STREET_NOW}
    assert refused(change_meeting, meeting=after, **given) == "outside_contract"
    assert list(Meeting.objects.all()) == [before, after]


def test_a_meeting_gets_its_number_when_it_begins_and_the_year_starts_anew(on: Street) -> None:
    steering, team = body(on), body(on, "PT")
    assert planned(on, steering).number is None
    first, second = held(on, steering), held(on, steering, HELD_AT + 90 * DAY)
    other, later = held(on, team), held(on, steering, HELD_AT + 365 * DAY)
    assert [(m.year, m.number) for m in (first, second, other, later)] == [(2022, 1), (2022, 2), (2022, 1), (2023, 1)]
    again = begin_meeting(meeting=first, by=on.lead, now=HELD_AT)
    assert (again.number, JournalLine.objects.filter(verb="meeting.begin").count()) == (1, 4)


def test_a_meeting_does_not_begin_before_its_time(on: Street) -> None:
    meeting = planned(on, body(on))
    assert refused(begin_meeting, meeting=meeting, by=on.lead, now=HELD_AT - DAY) == "too_early"
    assert refused(begin_meeting, meeting=meeting, by=on.lead, now=HELD_AT - timedelta(hours=1)) == "too_early"
    assert Meeting.objects.get().state == "planned"
    assert begin_meeting(meeting=meeting, by=on.lead, now=HELD_AT - timedelta(minutes=20)).number == 1


def test_a_meeting_is_planned_once_and_with_sense(on: Street, other_city: Any) -> None:
    steering = body(on)
    values = {"body": steering, "starts_at": HELD_AT, "ends_at": HELD_AT + timedelta(hours=2), "place": "Stadhuis"}
    given = {"contract": on.contract, "public_id": public_id(), "by": on.lead, "now": STREET_NOW}
    first = plan_meeting(values=values, **given)
    assert plan_meeting(values=values, **given) == first
    with pytest.raises(ChangedMeanwhile):
        plan_meeting(values=values | {"place": "Elders"}, **given)
    backwards = values | {"ends_at": HELD_AT}
    assert refused(plan_meeting, values=backwards, **given | {"public_id": public_id()}) == "ends_before_it_starts"
    foreign = values | {"body": body(street(other_city))}
    assert refused(plan_meeting, values=foreign, **given | {"public_id": public_id()}) == "other_contract"
    Body.objects.filter(pk=steering.pk).update(ended_on=date(2022, 2, 1))
    steering.refresh_from_db()
    assert refused(plan_meeting, values=values, **given | {"public_id": public_id()}) == "body_ended"
    assert Meeting.objects.count() == 1


def test_a_change_and_a_cancellation_are_told_and_a_cancelled_meeting_stays_so(on: Street) -> None:
    meeting = planned(on, body(on))
    later = {"body": meeting.body, "starts_at": HELD_AT + DAY, "ends_at": HELD_AT + 2 * DAY, "place": "Stadhuis"}
    moved = change_meeting(meeting=meeting, token=1, values=later, by=on.lead, now=STREET_NOW)
    assert (moved.sequence, moved.token) == (1, 2)
    with pytest.raises(ChangedMeanwhile):
        cancel_meeting(meeting=meeting, token=1, reason="Griep", by=on.lead, now=STREET_NOW)
    assert refused(cancel_meeting, meeting=meeting, token=2, reason=" ", by=on.lead, now=STREET_NOW) == "no_reason"
    gone = cancel_meeting(meeting=meeting, token=2, reason="Griep", by=on.lead, now=STREET_NOW)
    assert (gone.state, gone.sequence, gone.number) == ("cancelled", 2, None)
    assert cancel_meeting(meeting=meeting, token=2, reason="Griep", by=on.lead, now=STREET_NOW).sequence == 2
    assert refused(begin_meeting, meeting=meeting, by=on.lead, now=HELD_AT + 3 * DAY) == "not_planned"
    assert refused(decided, on, gone) == "not_held"


def test_decisions_are_numbered_and_a_number_is_never_given_again(on: Street) -> None:
    meeting = held(on, body(on))
    first = decided(on, meeting)
    again = take_decision(
        meeting=meeting, public_id=first.public_id, item=None, text=first.text, by=on.lead, now=STREET_NOW
    )
    assert (again, first.code, first.decided_on) == (first, "SG 2022/1.1", date(2022, 3, 16))
    with pytest.raises(ChangedMeanwhile):
        decided(on, meeting, "Iets anders", public_id=first.public_id)
    given = {"decision": first, "token": 1, "by": on.lead, "now": STREET_NOW}
    assert refused(withdraw_decision, reason="", on=date(2022, 3, 16), **given) == "no_reason"
    assert refused(withdraw_decision, reason="Te vroeg", on=date(2022, 3, 15), **given) == "before_the_meeting"
    assert refused(withdraw_decision, reason="Te vroeg", on=date(2022, 3, 17), **given) == "to_come"
    withdraw_decision(reason="Te vroeg", on=date(2022, 3, 16), **given)
    assert decided(on, meeting).code == "SG 2022/1.2"
    assert Decision.objects.count() == 2


def test_a_decision_about_another_contract_or_meeting_is_refused(on: Street, other_city: Any) -> None:
    steering = body(on)
    meeting, before = held(on, steering), held(on, steering, HELD_AT - DAY)
    away = street(other_city, "Ander")
    foreign = item(away, held(away, body(away)))
    assert refused(decided, on, meeting, item=foreign) == "other_contract"
    assert refused(decided, on, meeting, item=item(on, before)) == "other_meeting"
    assert refused(promised, on, meeting, item=foreign) == "other_contract"
    assert (Decision.objects.count(), ActionPoint.objects.count()) == (0, 0)


def test_an_action_is_due_after_its_meeting_and_done_by_today(on: Street) -> None:
    meeting = held(on, body(on))
    assert refused(promised, on, meeting, due=date(2022, 3, 15)) == "before_the_meeting"
    action = promised(on, meeting)
    done = {"text": action.text, "owner": action.owner, "due": action.due, "state": "done", "note": ""}
    given = {"action": action, "by": on.lead, "now": STREET_NOW}
    assert refused(settle_action, token=1, values=done | {"done_on": None}, **given) == "no_day"
    assert refused(settle_action, token=1, values=done | {"done_on": date(2022, 3, 17)}, **given) == "to_come"
    assert refused(settle_action, token=1, values=done | {"done_on": date(2022, 3, 1)}, **given) == "before_the_meeting"
    dropped = done | {"state": "dropped", "done_on": STREET_NOW.date()}
    assert refused(settle_action, token=1, values=dropped, **given) == "no_reason"
    settled = settle_action(token=1, values=done | {"done_on": STREET_NOW.date()}, **given)
    assert (settled.state, settled.done_on) == ("done", STREET_NOW.date())
    assert refused(settle_action, token=2, values=dropped | {"note": "x"}, **given) == "not_that_state"


def attend(on: Street, meeting: Meeting, token: int = 2) -> Meeting:
    members = dict.fromkeys(members_on(meeting), "present")
    others = [("expert", "Universiteit")]
    return record_attendance(meeting=meeting, token=token, members=members, others=others, by=on.lead, now=STREET_NOW)


def test_attendance_is_written_once_over_and_names_nobody(on: Street) -> None:
    meeting = held(on, body(on))
    first = attend(on, meeting)
    assert attend(on, meeting).token == first.token == 3
    assert [str(row) for row in meeting.attendance.all()] == [
        "schepen, Zeebrink", "adviseur, Agentschap", "expert, Universiteit",
    ]  # fmt: skip
    with pytest.raises(ChangedMeanwhile):
        record_attendance(meeting=meeting, token=2, members={}, others=[], by=on.lead, now=STREET_NOW)


def test_two_who_write_minutes_at_once_lose_nothing(on: Street) -> None:
    meeting = held(on, body(on))
    park, bus = item(on, meeting), item(on, meeting, "Bus")
    mine = {park.public_id: Typed("De lampen zijn stuk.", 1), bus.public_id: Typed("", 1)}
    theirs = {park.public_id: Typed("Het is donker.", 1), bus.public_id: Typed("Geen bus.", 1)}
    write_said(meeting=meeting, typed=mine, by=on.lead, now=STREET_NOW)
    late = write_said(meeting=meeting, typed=theirs, by=on.worker, now=STREET_NOW)
    assert (late.saved, [one.said for one in late.overtaken]) == (1, ["De lampen zijn stuk."])
    said = list(AgendaItem.objects.filter(meeting=meeting).values_list("said", flat=True))
    assert said == ["De lampen zijn stuk.", "Geen bus."]
    same = write_said(meeting=meeting, typed=mine, by=on.lead, now=STREET_NOW)
    assert (same.saved, [one.title for one in same.overtaken]) == (0, ["Bus"])  # an emptied text may not win either


def test_approved_minutes_are_frozen_and_a_correction_is_a_new_version(on: Street) -> None:
    meeting = held(on, body(on))
    park, decision, action = item(on, meeting), decided(on, meeting), promised(on, meeting)
    given = {"meeting": meeting, "on": STREET_NOW.date(), "by": on.lead, "now": STREET_NOW}
    assert refused(approve_minutes, token=2, **given) == "nobody_present"
    attend(on, meeting)
    assert refused(approve_minutes, token=3, **given | {"on": STREET_NOW.date() + DAY}) == "to_come"
    first = approve_minutes(token=3, **given)
    assert approve_minutes(token=3, **given) == first
    assert (first.version, first.sha256) == (1, digest_of(approved(first)))
    typed = {park.public_id: Typed("Toch niet.", 1)}
    assert refused(write_said, meeting=meeting, typed=typed, by=on.lead, now=STREET_NOW) == "frozen"
    assert refused(decided, on, meeting) == "frozen"
    words = {"decision": decision, "token": 1, "text": "Anders", "by": on.lead, "now": STREET_NOW}
    assert refused(reword_decision, **words) == "frozen"
    done = {"text": action.text, "owner": action.owner, "due": action.due, "state": "done", "note": "",
            "done_on": STREET_NOW.date()}  # fmt: skip
    assert settle_action(action=action, token=1, values=done, by=on.lead, now=STREET_NOW).state == "done"
    opened = correct_minutes(meeting=meeting, token=4, reason="Een lamp te veel", by=on.lead, now=STREET_NOW)
    assert refused(approve_minutes, token=opened.token, **given) == "nothing_corrected"
    write_said(meeting=meeting, typed=typed, by=on.lead, now=STREET_NOW)
    second = approve_minutes(token=opened.token, **given)
    assert (second.version, second.why) == (2, "Een lamp te veel")
    assert first.sha256 == digest_of(approved(ApprovedMinutes.objects.get(version=1)))
    assert approved(second) == minutes_of(Meeting.objects.select_related("contract__case", "body").get())


SCRIPT = """
import sys, threading
from datetime import timedelta
import django
django.setup()
from django.db import connection
from tests.meetings import HELD_AT, body, decided, held, planned
from tests.street import street
from wijkweb.commons.models import Organisation
from wijkweb.report.actions.meetings import begin_meeting
from wijkweb.report.models import Decision, Meeting

city = Organisation.objects.create(kind="municipality", name="Zeebrink", fictional=True)
on = street(city)
of = body(on)
meetings = [planned(on, of) for _ in range(4)]
gate, failed = threading.Barrier(4), []

def run(meeting):
    try:
        gate.wait()
        begin_meeting(meeting=meeting, by=on.lead, now=HELD_AT)
        gate.wait()
        for _ in range(5):
            decided(on, Meeting.objects.get(pk=meetings[0].pk))
    except Exception as error:
        failed.append(repr(error))
    finally:
        connection.close()

threads = [threading.Thread(target=run, args=(meeting,)) for meeting in meetings]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
numbers = sorted(Meeting.objects.values_list("number", flat=True))
print(numbers, sorted(Decision.objects.values_list("number", flat=True)), Decision.objects.values("code").distinct().count(), failed)
"""


@pytest.mark.plain
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_four_at_once_get_numbers_without_a_double_or_a_gap(kind: str, tmp_path: Any) -> None:
    if kind == "postgresql" and not postgres.available():
        pytest.skip("no PostgreSQL here")
    with contextlib.ExitStack() as stack:
        if kind == "postgresql":
            url = stack.enter_context(postgres.cluster()).url
        else:
            url = f"sqlite:///{shutil.copy(prepared.file_with_tables(), tmp_path / 'db.sqlite3')}"
        variables = {
            **os.environ, "DATABASE_URL": url, "WIJKWEB_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.settings",
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], cwd=ROOT, env=variables, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == f"[1, 2, 3, 4] {list(range(1, 21))} 20 []"
