"""A meeting on paper (Word, PDF) and in an agenda: from the minutes as they are, or as they were approved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wijkweb.commons.models import Person
from wijkweb.report.models import AgendaItem, ApprovedMinutes, Meeting
from wijkweb.report.reads.meetings import members_on
from wijkweb.report.reads.minutes import approved, digest_of, minutes_of, version_of
from wijkweb.report.templatetags.meetings import ATTENDANCE
from wijkweb.rules.meetings import meeting_code
from wijkweb.shapes.agenda import Entry
from wijkweb.shapes.document import Block, Mark, Table
from wijkweb.shapes.minutes import Minutes, Point
from wijkweb.writers.agenda import agenda
from wijkweb.writers.sheet import Piece, Sheet
from wijkweb.writers.wording import word


def paper_of(meeting: Meeting, number: int | None, language: str) -> tuple[str, Sheet] | None:
    """The name and the paper of a version (0: the last approved one), or as it is now with None; None when there is
    no such version."""
    version = version_of(meeting, number) if number is not None else None
    if number is not None and version is None:
        return None
    minutes = approved(version) if version else minutes_of(meeting)
    with translation.override(language):
        sheet = sheet_of(minutes, version, language)
    words = slugify(f"{minutes.body} {minutes.number.replace('/', '-')}") or "vergadering"
    ending = f"-v{version.version}" if version else ""
    return f"{words}-{minutes.day:%Y-%m-%d}{ending}", sheet


def sheet_of(minutes: Minutes, version: ApprovedMinutes | None, language: str) -> Sheet:
    """The paper, in the language that is active."""
    heading = _heading(minutes)
    pieces = [Piece(Block("heading", heading, level=1), "title"), *(Piece(b, "lead") for b in _lead(minutes, version))]
    if minutes.present:
        pieces.append(Piece(Block("heading", _("Who was there"), level=1)))
        pieces.append(Piece(Block("table", table=_present(minutes))))
    for place, point in enumerate(minutes.points, start=1):
        title = f"{place}. {point.title}" if point.title else _("Apart from the agenda")
        pieces.append(Piece(Block("heading", title, level=1)))
        pieces += map(Piece, _point(point))
    day = version.approved_on if version else minutes.day
    return Sheet(heading, language, minutes.municipality, day, word("page", language), tuple(pieces))


def _heading(minutes: Minutes) -> str:
    said = {"body": minutes.body, "code": minutes.number}
    if minutes.state == Meeting.State.HELD:
        return _("Minutes %(code)s: %(body)s") % said
    return _("Agenda: %(body)s") % said


def _lead(minutes: Minutes, version: ApprovedMinutes | None) -> Iterator[Block]:
    yield Block("paragraph", f"{minutes.municipality}, {minutes.contract}")
    when = f"{_day(minutes.day)}, {minutes.begins} – {minutes.ends}"
    yield _labelled(_("When"), when)
    if minutes.place:
        yield _labelled(_("Where"), minutes.place)
    if minutes.state == Meeting.State.CANCELLED:
        yield _labelled(_("Cancelled"), minutes.reason)
    elif version:
        said = {"number": version.version, "day": _day(version.approved_on)}
        yield _labelled(_("Approved"), _("version %(number)s, on %(day)s") % said)
        if version.why:
            yield _labelled(_("Corrected"), version.why)
        yield _labelled("SHA-256", version.sha256)
    elif minutes.state == Meeting.State.HELD:
        yield _labelled(_("Draft"), _("not approved; fingerprint %(digest)s") % {"digest": digest_of(minutes)[:16]})


def _present(minutes: Minutes) -> Table:
    head = (_("Function"), _("Organisation"), _("Attendance"))
    rows = ((one.function, one.organisation, str(ATTENDANCE[one.state])) for one in minutes.present)
    return Table((head, *rows), 1)


def _point(point: Point) -> Iterator[Block]:
    if point.rests_on:
        yield Block("paragraph", point.rests_on, marks=(Mark(0, len(point.rests_on), "emphasis"),))
    for part in point.said.split("\n\n"):
        if part.strip():
            yield Block("paragraph", part.strip())
    for one in point.decisions:
        text = f"{one.code}: {one.text}"
        if one.withdrawn:
            text += f" ({_('withdrawn')}, {one.withdrawn})"
        yield Block("item", text, "•", marks=(Mark(0, len(one.code) + 1, "strong"),))
    if point.actions:
        head = (_("Action"), _("Who"), _("Done by"))
        yield Block("table", table=Table((head, *((a.text, a.owner, _day(a.due)) for a in point.actions)), 1))


def _labelled(label: str, value: str) -> Block:
    return Block("paragraph", f"{label}: {value}", marks=(Mark(0, len(label) + 1, "strong"),))


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def invitation_of(meeting: Meeting, *, by: Person, now: datetime) -> bytes:
    """The invitation for the agendas of the members: the same event at each change, cancelled when it is.

    It names colleagues who have an account, by function; nobody else.
    """
    kept = AgendaItem.objects.filter(meeting=meeting, state=AgendaItem.State.KEPT).values_list("title", flat=True)
    members = [one for one in members_on(meeting) if one.person_id]
    number = f" {meeting_code(meeting.body.abbreviation, meeting.year, meeting.number)}" if meeting.number else ""  # type: ignore[arg-type]
    entry = Entry(
        uid=f"{meeting.public_id}@wijkweb",
        title=f"{meeting.body.name}{number}, {meeting.contract.case.title}",
        begins=meeting.starts_at,
        ends=meeting.ends_at,
        changes=meeting.sequence,
        place=meeting.place,
        cancelled=meeting.state == Meeting.State.CANCELLED,
        about="\n".join(f"{place}. {title}" for place, title in enumerate(kept, start=1)),
        organiser=(meeting.body.name, (meeting.planned_by or by).email),
        asked=tuple((str(one), one.person.email) for one in members if one.person),
    )
    method = "CANCEL" if entry.cancelled else "REQUEST"
    return agenda([entry], title=entry.title, zone=settings.TIME_ZONE, now=now, method=method)
