"""A dossier begins, is ready, is withdrawn, and is checked anew after each change."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from wijkweb.call.models import CallVersion
from wijkweb.call.reads import call_of
from wijkweb.commons import journal
from wijkweb.commons.access import Closed
from wijkweb.commons.models import Case, Organisation, Person
from wijkweb.dossier.models import Dossier, Payer, Section
from wijkweb.dossier.reads.content import NoDossier, application_of, check_of
from wijkweb.rules.states import DOSSIER, may_become
from wijkweb.shapes.call import OneProposal


class DossierClosed(Closed):
    """The dossier was withdrawn: it is read, not changed."""


class AlreadyProposed(ValueError):
    """The municipality has as many proposals under this call as the call lets it make."""


class NotThatState(ValueError):
    """The dossier cannot go from its state to that one."""


@transaction.atomic
def start_dossier(
    *,
    municipality: Organisation,
    call_version: CallVersion,
    title: str,
    by: Person,
    now: datetime,
    practice: bool = False,
) -> Dossier:
    """Opens a case with an empty dossier: every section of the call, and the two payers that every budget has."""
    case = Case.objects.create(municipality=municipality, title=title[:200], opened_at=now)
    dossier = Dossier.objects.create(
        case=case,
        call_version=call_version,
        municipality=municipality,
        call_id=call_version.call_id,
        practice=practice,
        started_at=now,
        started_by=by,
        changed_at=now,
    )
    if not practice:
        _take_slot(dossier)
    call = call_of(call_version)
    Section.objects.bulk_create(Section(dossier=dossier, key=spec.key) for spec in call.sections)
    Payer.objects.bulk_create(
        [
            Payer(dossier=dossier, name=municipality.name, kind=Payer.Kind.OWN, position=1),
            Payer(dossier=dossier, name=call.funder.name, kind=Payer.Kind.FUNDER, position=2),
        ]
    )
    journal.write("dossier.start", by=by, now=now, case=case, call=call.id, practice=practice)
    return dossier


def _take_slot(dossier: Dossier) -> None:
    """Takes a free place among the proposals of the municipality; the database lets nobody take it twice."""
    clause = call_of(dossier.call_version).clause(OneProposal)
    if clause is None:
        return
    for slot in range(1, clause.most + 1):
        try:
            with transaction.atomic():
                Dossier.objects.filter(pk=dossier.pk).update(slot=slot)
        except IntegrityError:
            continue
        dossier.slot = slot
        return
    raise AlreadyProposed


def writable(case: Case) -> Dossier:
    """The dossier of a case, to change it; raises DossierClosed when it was withdrawn."""
    dossier = Dossier.objects.select_related("call_version", "municipality", "case").filter(case=case).first()
    if dossier is None:
        raise NoDossier
    if dossier.state == Dossier.State.WITHDRAWN:
        raise DossierClosed
    return dossier


@transaction.atomic
def change_state(*, dossier: Dossier, state: str, reason: str, by: Person, now: datetime) -> Dossier:
    """Ready for the college, back to draft, or withdrawn; a withdrawn dossier comes back where its place is free."""
    dossier = Dossier.objects.select_for_update(of=("self",)).select_related("call_version", "case").get(pk=dossier.pk)
    if not may_become(DOSSIER, dossier.state, state):
        raise NotThatState(state)
    before, dossier.state = dossier.state, state
    dossier.changed_at = now
    if state == Dossier.State.WITHDRAWN:
        dossier.slot = None
    dossier.save(update_fields=["state", "slot", "changed_at"])
    if before == Dossier.State.WITHDRAWN and not dossier.practice:
        _take_slot(dossier)
    journal.write("dossier.state", by=by, now=now, case=dossier.case, before=before, after=state, reason=reason)
    return dossier


@transaction.atomic
def change_title(*, dossier: Dossier, title: str, objective: str, by: Person, now: datetime) -> None:
    """The name of the project, and the objective of the multi-year plan (meerjarenplan) that it serves."""
    Case.objects.filter(pk=dossier.case_id).update(title=title[:200])
    Dossier.objects.filter(pk=dossier.pk).update(objective=objective[:500], changed_at=now)
    journal.write("dossier.title", by=by, now=now, case=dossier.case)


@transaction.atomic
def changed(*, dossier: Dossier, by: Person, now: datetime, verb: str = "", **facts: object) -> None:
    """After each change but an autosave: the figures of the list are worked out again, and a line is written."""
    result = check_of(application_of(dossier), call_of(dossier.call_version))
    Dossier.objects.filter(pk=dossier.pk).update(
        changed_at=now,
        checked_at=now,
        breaches=result.breaches,
        warnings=result.warnings,
        notes=result.notes,
        subsidy=result.finance.subsidy,
        total=result.finance.total,
    )
    if verb:
        journal.write(verb, by=by, now=now, case=dossier.case, **facts)
