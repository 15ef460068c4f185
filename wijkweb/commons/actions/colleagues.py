"""The people of one case: a role for this case alone, changed, taken away; a link that is taken back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from wijkweb.commons import journal
from wijkweb.commons.access import DESK, TEAM, Role
from wijkweb.commons.actions.people import NEVER_ON_A_CASE, NotInvitable, give_role, invite
from wijkweb.commons.models import Case, Grant, Invitation, Person


class LastCoordinator(ValueError):
    """Without this person the case would have no coordinator."""


@transaction.atomic
def bring_in(*, email: str, role: Role, case: Case, by: Person, now: datetime) -> tuple[Person | None, str]:
    """Asks a colleague for one case: (person, "") when there is an account, (None, secret of a link) when not.

    Raises NotInvitable for an account that was closed, of a funder, or of who keeps the site; LastCoordinator as
    set_case_role does.
    """
    person = Person.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        return None, invite(email=email, role=role, organisation=None, case=case, by=by, now=now)[1]
    if not person.is_active or person.grants.filter(role__in=NEVER_ON_A_CASE).exists():
        raise NotInvitable("this account has no role in a dossier")
    set_case_role(person=person, role=role, case=case, by=by, now=now)
    return person, ""


@transaction.atomic
def set_case_role(*, person: Person, role: Role, case: Case, by: Person, now: datetime) -> None:
    """The one role that a person has for this case; roles for the municipality stay as they are.

    Raises LastCoordinator when the case would be left without one.
    """
    if role not in DESK:
        raise NotInvitable(f"the role {role} is not given for one case")
    _hold(case)
    others = Grant.objects.filter(person=person, case=case, role__in=DESK).exclude(role=role.value)
    if role is not Role.COORDINATOR:
        _keep_a_coordinator(person, case)
    for grant in others:
        _take(grant, by, now)
    give_role(person=person, role=role, organisation=None, case=case, by=by, now=now)


@transaction.atomic
def take_case_role(*, person: Person, case: Case, by: Person, now: datetime) -> None:
    """Takes away what a person may do with this case alone; taking it away twice changes nothing.

    Raises LastCoordinator when the case would be left without one.
    """
    _hold(case)
    _keep_a_coordinator(person, case)
    for grant in Grant.objects.filter(person=person, case=case, role__in=DESK):
        _take(grant, by, now)


@transaction.atomic
def set_team_role(*, person: Person, role: Role, case: Case, by: Person, now: datetime) -> None:
    """The one role that a person has in the team of a contract; roles at the desk stay as they are.

    Raises NotInvitable for an account that was closed, of a funder, or of who keeps the site.
    """
    if role not in TEAM:
        raise NotInvitable(f"the role {role} is not given for a team")
    if not person.is_active or person.grants.filter(role__in=NEVER_ON_A_CASE).exists():
        raise NotInvitable("this account has no role in a team")
    _hold(case)
    for grant in Grant.objects.filter(person=person, case=case, role__in=TEAM).exclude(role=role.value):
        _take(grant, by, now)
    give_role(person=person, role=role, organisation=None, case=case, by=by, now=now)


@transaction.atomic
def take_team_role(*, person: Person, case: Case, by: Person, now: datetime) -> None:
    """Takes away what a person may do in a team; a team without a coordinator can be given one by the desk."""
    _hold(case)
    for grant in Grant.objects.filter(person=person, case=case, role__in=TEAM):
        _take(grant, by, now)


@transaction.atomic
def take_back(*, invitation: Invitation, by: Person, now: datetime) -> None:
    """Makes a link that is still open worthless."""
    open_still = Invitation.objects.filter(pk=invitation.pk, used_at=None, expires_at__gt=now)
    if open_still.update(expires_at=now):
        journal.write("person.uninvite", by=by, now=now, case=invitation.case, role=invitation.role)


def _hold(case: Case) -> None:
    """One change of people at a time, so that two coordinators cannot put each other out."""
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)


def _keep_a_coordinator(person: Person, case: Case) -> None:
    leads = Grant.objects.filter(
        Q(case=case) | Q(organisation=case.municipality_id), role=Role.COORDINATOR.value, person__is_active=True
    )
    of_this_case = leads.filter(person=person, case=case)
    if of_this_case.exists() and not leads.exclude(pk__in=of_this_case).exists():
        raise LastCoordinator


def _take(grant: Grant, by: Person, now: datetime) -> None:
    journal.write("role.take", by=by, now=now, case=grant.case, person=grant.person.public_id, role=grant.role)
    grant.delete()
