"""People get in, roles are given."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from wijkweb.commons import journal
from wijkweb.commons.access import DESK, ON_CASES, OUTSIDE, TEAM, Role
from wijkweb.commons.models import Case, Grant, Invitation, Organisation, Person

INVITATION_DAYS = 14
NEVER_ON_A_CASE = frozenset({Role.FUNDER, Role.ADMIN})  # who decides, and who keeps the site, write no dossier


class NotInvitable(ValueError):
    """The invitation does not fit: a role that needs an organisation, or one that may not have it."""


class InvitationOver(ValueError):
    """The link was used before, has expired, or never was one."""


@transaction.atomic
def invite(
    *,
    email: str,
    role: Role,
    organisation: Organisation | None,
    by: Person | None,
    now: datetime,
    case: Case | None = None,
) -> tuple[Invitation, str]:
    """Makes an invitation; returns it with its secret, which is told once and never kept.

    With `case` the role is for that case only; an earlier link for the same address and case is over then. For
    somebody who has an account already, a link of a case gives nothing (give the role itself), any other sets a
    new password and adds the role.
    """
    _fits(role, organisation, case)
    if case:
        _open_for(email, case, now).update(expires_at=now)
    secret = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        secret_hash=secret_hash(secret),
        email=email.strip().lower(),
        role=role.value,
        organisation=organisation,
        case=case,
        made_at=now,
        expires_at=now + timedelta(days=INVITATION_DAYS),
    )
    journal.write("person.invite", by=by, now=now, case=case, role=role.value, organisation=_id(organisation))
    return invitation, secret


def _fits(role: Role, organisation: Organisation | None, case: Case | None) -> None:
    if case is not None:
        if role not in ON_CASES or organisation is not None:
            raise NotInvitable(f"the role {role} is not given for one case")
        return
    if role in TEAM:
        raise NotInvitable(f"the role {role} is given for one contract, on the page of its team")
    if role in DESK and (organisation is None or organisation.kind != Organisation.Kind.MUNICIPALITY):
        raise NotInvitable(f"the role {role} is for a municipality; name one with --organisation")
    if role in OUTSIDE and (organisation is None or organisation.kind != Organisation.Kind.FUNDER):
        raise NotInvitable(f"the role {role} is for a funder; name one with --organisation")
    if role is Role.ADMIN and organisation is not None:
        raise NotInvitable("the role admin is for the whole platform, not for an organisation")


def _open_for(email: str, case: Case, now: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(case=case, email__iexact=email.strip(), used_at=None, expires_at__gt=now)


def secret_hash(secret: str) -> str:
    """What is kept of the secret of a link."""
    return hashlib.sha256(secret.encode()).hexdigest()


def open_invitation(secret: str, now: datetime) -> Invitation:
    """The invitation behind a link; raises InvitationOver when it is used, expired or unknown."""
    found = (
        Invitation.objects.select_related("organisation", "case__municipality")
        .filter(secret_hash=secret_hash(secret))
        .first()
    )
    if found is None or found.used_at is not None or found.expires_at <= now:
        raise InvitationOver
    return found


@transaction.atomic
def accept(*, secret: str, name: str, password: str, now: datetime) -> Person:
    """Lets the invited person in: makes the account or sets its new password, and gives the role. Once.

    A link for one case never touches an account that is there: a colleague has seen it.
    """
    invitation = open_invitation(secret, now)
    used = Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=now)
    person = Person.objects.filter(email__iexact=invitation.email).first()
    if not used or (person and invitation.case):
        raise InvitationOver
    if person is None:
        person = Person(email=invitation.email, joined_at=now)
    person.name = name.strip()
    person.set_password(password)
    person.save()
    give_role(
        person=person,
        role=Role(invitation.role),
        organisation=invitation.organisation,
        case=invitation.case,
        by=person,
        now=now,
    )
    _take_up_others(person, now)
    return person


def _take_up_others(person: Person, now: datetime) -> None:
    """Other cases that this person was asked for are open from now on, so that no link is left for an account."""
    if person.grants.filter(role__in=NEVER_ON_A_CASE).exists():
        return
    waiting = Invitation.objects.filter(email__iexact=person.email, used_at=None, expires_at__gt=now)
    for invitation in waiting.filter(case__isnull=False).select_related("case"):
        give_role(
            person=person, role=Role(invitation.role), organisation=None, case=invitation.case, by=person, now=now
        )
        Invitation.objects.filter(pk=invitation.pk).update(used_at=now)


@transaction.atomic
def give_role(
    *,
    person: Person,
    role: Role,
    organisation: Organisation | None,
    by: Person | None,
    now: datetime,
    case: Case | None = None,
) -> Grant:
    """Gives a role, for an organisation, for one case, or for the platform; giving it twice changes nothing."""
    grant, new = Grant.objects.get_or_create(
        person=person, role=role.value, organisation=organisation, case=case, defaults={"given_at": now}
    )
    if new:
        journal.write(
            "role.give",
            by=by,
            now=now,
            case=case,
            person=person.public_id,
            role=role.value,
            organisation=_id(organisation),
        )
    return grant


@transaction.atomic
def change_language(*, person: Person, language: str) -> None:
    """Remembers the language in which somebody reads."""
    Person.objects.filter(pk=person.pk).update(language=language)


def _id(organisation: Organisation | None) -> str:
    return organisation.public_id if organisation else ""
