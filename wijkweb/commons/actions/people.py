"""People get in, roles are given."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from wijkweb.commons import journal
from wijkweb.commons.access import DESK, Role
from wijkweb.commons.models import Grant, Invitation, Organisation, Person

INVITATION_DAYS = 14


class NotInvitable(ValueError):
    """The invitation does not fit: a role that needs an organisation, or one that may not have it."""


class InvitationOver(ValueError):
    """The link was used before, has expired, or never was one."""


@transaction.atomic
def invite(
    *, email: str, role: Role, organisation: Organisation | None, by: Person | None, now: datetime
) -> tuple[Invitation, str]:
    """Makes an invitation; returns it with its secret, which is told once and never kept.

    For somebody who has an account already, the link sets a new password and adds the role.
    """
    if role in DESK and (organisation is None or organisation.kind != Organisation.Kind.MUNICIPALITY):
        raise NotInvitable(f"the role {role} is for a municipality; name one with --organisation")
    if role is Role.FUNDER and (organisation is None or organisation.kind != Organisation.Kind.FUNDER):
        raise NotInvitable("the role funder is for a funder; name one with --organisation")
    if role is Role.ADMIN and organisation is not None:
        raise NotInvitable("the role admin is for the whole platform, not for an organisation")
    secret = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        secret_hash=secret_hash(secret),
        email=email.strip().lower(),
        role=role.value,
        organisation=organisation,
        made_at=now,
        expires_at=now + timedelta(days=INVITATION_DAYS),
    )
    journal.write("person.invite", by=by, now=now, role=role.value, organisation=_id(organisation))
    return invitation, secret


def secret_hash(secret: str) -> str:
    """What is kept of the secret of a link."""
    return hashlib.sha256(secret.encode()).hexdigest()


def open_invitation(secret: str, now: datetime) -> Invitation:
    """The invitation behind a link; raises InvitationOver when it is used, expired or unknown."""
    found = Invitation.objects.select_related("organisation").filter(secret_hash=secret_hash(secret)).first()
    if found is None or found.used_at is not None or found.expires_at <= now:
        raise InvitationOver
    return found


@transaction.atomic
def accept(*, secret: str, name: str, password: str, now: datetime) -> Person:
    """Lets the invited person in: makes the account or sets its new password, and gives the role. Once."""
    invitation = open_invitation(secret, now)
    used = Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=now)
    if not used:
        raise InvitationOver
    person = Person.objects.filter(email__iexact=invitation.email).first()
    if person is None:
        person = Person(email=invitation.email, joined_at=now)
    person.name = name.strip()
    person.set_password(password)
    person.save()
    give_role(person=person, role=Role(invitation.role), organisation=invitation.organisation, by=person, now=now)
    return person


@transaction.atomic
def give_role(
    *, person: Person, role: Role, organisation: Organisation | None, by: Person | None, now: datetime
) -> Grant:
    """Gives a role; giving it twice changes nothing."""
    grant, new = Grant.objects.get_or_create(
        person=person, role=role.value, organisation=organisation, case=None, defaults={"given_at": now}
    )
    if new:
        journal.write(
            "role.give",
            by=by,
            now=now,
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
