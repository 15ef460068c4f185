"""A yearly report is begun, written by several people, closed, approved by the steering group, sent to the funder."""

from __future__ import annotations

import json
from datetime import date, datetime

from django.db import IntegrityError, transaction

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.commons.once import reading_once
from wijkweb.contract.models import Contract
from wijkweb.contract.reads.contracts import day_of
from wijkweb.dossier.actions.writing import MOST_CHARACTERS, Overtaken, Saved, TooLong, Typed, write
from wijkweb.dossier.models.written import Version
from wijkweb.report.models import Approval, Decision, Frozen, Receipt, ReportPresence, ReportText, YearReport
from wijkweb.report.reads.basis import end_of_year
from wijkweb.report.reads.changes import changes_since
from wijkweb.report.reads.reports import decisions_on, standing, texts_of, with_texts, worked_out
from wijkweb.rules.reporting import Remark, remarks
from wijkweb.rules.states import REPORT, may_become
from wijkweb.rules.words import count_markdown
from wijkweb.shapes.report import CHAPTERS, EDITIONS, Report
from wijkweb.writers.report_json import hash_of, write_report


class NotThatYear(ValueError):
    """The contract has no such year, or it has not begun."""


class NotNow(ValueError):
    """The report is in a state from which this does not follow: it was closed, approved or sent before."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class NotReady(ValueError):
    """Something has to be done before the report closes; `found` says what."""

    def __init__(self, found: tuple[Remark, ...]) -> None:
        super().__init__("not ready")
        self.found = found


class NotDecided(ValueError):
    """The decision is none of the steering group's own, was taken back, or is not of a day since the report closed."""


@transaction.atomic
def begin_report(
    *, contract: Contract, year: int, years: int, by: Person, now: datetime, public_id: str = ""
) -> YearReport:
    """Opens the report of a year, with an empty text for each chapter; a second time it returns the same one.

    `years` is how many years of the contract have begun. Raises NotThatYear.
    """
    if not 1 <= year <= years:
        raise NotThatYear(year)
    known = YearReport.objects.filter(contract=contract, year=year).first()
    if known:
        return known
    made = YearReport(contract=contract, year=year, opened_at=now, opened_by=by)
    made.public_id = public_id or made.public_id
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        return YearReport.objects.get(contract=contract, year=year)
    ReportText.objects.bulk_create(ReportText(report=made, key=key) for key in CHAPTERS)
    journal.write("report.begin", by=by, now=now, case=contract.case, year=year)
    return made


def save_chapter(
    *,
    report: YearReport,
    key: str,
    text: str,
    token: int,
    by: Person,
    now: datetime,
    kind: str = Version.Kind.SAVE,
    sitting: str = "",
    told: bool = False,
) -> Saved:
    """Saves the text of a chapter that was written on from `token`; what loses is kept as a version aside.

    Raises Overtaken, TooLong, NotNow when the report is closed: then too the text is kept aside.
    """
    if len(text) > MOST_CHARACTERS:
        raise TooLong
    with transaction.atomic():
        held = YearReport.objects.select_for_update().get(pk=report.pk)
        written = ReportText.objects.select_for_update().get(report=report, key=key)
        closed = held.state != YearReport.State.OPEN
        typed = Typed(text, -2 if closed else token, by, now, kind, "" if closed else sitting)
        saved, aside = write(written, typed, words=lambda words: count_markdown(words, "words").running)
        if saved and saved.changed and told:
            journal.write(
                "report.text",
                by=by,
                now=now,
                case=held.contract.case,
                year=held.year,
                chapter=key,
                version=saved.version,
            )
    if saved is None and closed:
        raise NotNow(held.state)
    if saved is None:
        raise Overtaken(written, aside)
    return saved


def be_present(*, text: ReportText, by: Person, now: datetime) -> None:
    """Somebody has the chapter open. No journal line: a minute later it says nothing any more."""
    if not ReportPresence.objects.filter(text_of=text, person=by).update(seen_at=now):
        ReportPresence.objects.get_or_create(text_of=text, person=by, defaults={"seen_at": now})


@transaction.atomic
def close_report(*, report: YearReport, today: date, by: Person, now: datetime) -> Frozen:
    """Freezes figures, texts, definitions and cut-off in both editions, with their hashes.

    Raises NotNow when it was closed before, NotReady while its year runs or a text is missing.
    """
    held = _held(report, "closed")
    contract, texts = held.contract, texts_of(held)
    editions = {}
    with reading_once():
        for edition in EDITIONS:
            made = worked_out(contract, year=held.year, today=today, edition=edition)
            editions[edition] = with_texts(made, texts, changes_since(contract, year=held.year, edition=edition))
    inside = editions["inside"]
    found = remarks(inside, ends=end_of_year(contract, held.year), changed=inside.changes)
    if any(one.blocks for one in found):
        raise NotReady(tuple(one for one in found if one.blocks))
    made_ = Frozen.objects.create(
        report=held,
        number=held.frozen.count() + 1,
        inside=_plain(editions["inside"]),
        public=_plain(editions["public"]),
        sha256=hash_of(editions["inside"]),
        public_sha256=hash_of(editions["public"]),
        cut_off=today,
        closed_at=now,
        closed_by=by,
    )
    _become(held, "closed")
    facts = {"year": held.year, "sha256": made_.sha256, "public": made_.public_sha256}
    journal.write("report.close", by=by, now=now, case=contract.case, **facts)
    return made_


def _plain(report: Report) -> dict[str, object]:
    data: dict[str, object] = json.loads(write_report(report))
    return {key: value for key, value in data.items() if key != "format"}


@transaction.atomic
def open_again(*, report: YearReport, reason: str, by: Person, now: datetime) -> None:
    """Opens a closed report that was not approved yet; what was frozen stays, with the reason. Raises NotNow."""
    held = _held(report, "open")
    found = standing(held)
    if found:
        Frozen.objects.filter(pk=found.pk).update(opened_again=reason)
    _become(held, "open")
    journal.write("report.reopen", by=by, now=now, case=held.contract.case, year=held.year, reason=reason)


@transaction.atomic
def approve_report(*, report: YearReport, decision: Decision, by: Person, now: datetime) -> Approval:
    """The decision of the steering group on the report as it was frozen; its number and day are kept with it.

    Raises NotNow, NotDecided.
    """
    held = _held(report, "approved")
    found = standing(held)
    assert found is not None
    taken = decisions_on(found, today=day_of(held.contract, now)).filter(pk=decision.pk).first()
    if taken is None:
        raise NotDecided(decision.code)
    said = {"decided_number": taken.code, "decided_on": taken.decided_on}
    made = Approval.objects.create(report=held, frozen=found, at=now, by=by, **said)
    _become(held, "approved")
    facts = {"year": held.year, "decision": taken.code, "sha256": found.sha256}
    journal.write("report.approve", by=by, now=now, case=held.contract.case, **facts)
    return made


@transaction.atomic
def send_report(*, report: YearReport, by: Person, now: datetime) -> Receipt:
    """Hands the approved report to the funder: from now on it reads it. Sent twice it gives the same receipt.

    Raises NotNow before it is approved.
    """
    known = Receipt.objects.filter(report=report).first()
    if known:
        return known
    held = _held(report, "sent")
    made = Receipt.objects.create(report=held, frozen=held.approval.frozen, sent_at=now, sent_by=by)
    _become(held, "sent")
    facts = {"year": held.year, "receipt": made.code, "sha256": made.frozen.sha256}
    journal.write("report.send", by=by, now=now, case=held.contract.case, **facts)
    return made


def _held(report: YearReport, then: str) -> YearReport:
    held = (
        YearReport.objects.select_for_update(of=("self",))
        .select_related("contract__case__municipality")
        .get(pk=report.pk)
    )
    if not may_become(REPORT, held.state, then):
        raise NotNow(held.state)
    return held


def _become(report: YearReport, state: str) -> None:
    report.state = state
    report.token += 1
    report.save(update_fields=["state", "token"])
