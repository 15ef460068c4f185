"""Who has access to a dossier, and through what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from wijkweb.commons.access import DESK, Role
from wijkweb.commons.models import Case, Grant, Invitation, Person

STRENGTH = (Role.COORDINATOR, Role.EDITOR, Role.WRITER, Role.READER)
KEY = 12  # characters of the hash of a link's secret that stand for it in an address


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with access: the role in the municipality, the role for this case; "" where there is none."""

    person: Person
    of_municipality: str
    of_case: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """A link that was made and not used yet; `key` stands for it in an address."""

    key: str
    email: str
    role: str
    until: datetime


@dataclass(frozen=True, slots=True)
class People:
    """Everybody with access, the strongest roles first, and who was asked."""

    members: tuple[Member, ...]
    waiting: tuple[Waiting, ...]


def people_of(case: Case, now: datetime) -> People:
    """The people of a case; two queries."""
    grants = Grant.objects.filter(
        Q(case=case) | Q(organisation=case.municipality_id), role__in=DESK, person__is_active=True
    )
    held: dict[Person, list[Grant]] = defaultdict(list)
    for grant in grants.select_related("person").order_by("given_at", "pk"):
        held[grant.person].append(grant)
    members = [_member(person, found) for person, found in held.items()]
    members.sort(key=lambda m: (min(_rank(m.of_case), _rank(m.of_municipality)), m.person.name.casefold()))
    links = Invitation.objects.filter(case=case, role__in=DESK, used_at=None, expires_at__gt=now).order_by("email")
    waiting = (Waiting(link.secret_hash[:KEY], link.email, link.role, link.expires_at) for link in links)
    return People(tuple(members), tuple(waiting))


def _member(person: Person, grants: list[Grant]) -> Member:
    of_case = [grant.role for grant in grants if grant.case_id]
    of_municipality = [grant.role for grant in grants if grant.organisation_id]
    return Member(person, _strongest(of_municipality), _strongest(of_case), grants[0].given_at)


def _strongest(roles: list[str]) -> str:
    return min(roles, key=_rank, default="")


def _rank(role: str) -> int:
    return STRENGTH.index(Role(role)) if role else len(STRENGTH)


def guest_of(case: Case, public_id: str) -> Member | None:
    """Somebody with a role for this case alone, or None."""
    grants = list(Grant.objects.filter(case=case, role__in=DESK, person__public_id=public_id).select_related("person"))
    return _member(grants[0].person, grants) if grants else None


def link_of(case: Case, key: str) -> Invitation | None:
    """The invitation for this dossier with this key, used or not, or None; the team of its contract has its own."""
    found = Invitation.objects.filter(case=case, role__in=DESK, secret_hash__startswith=key)
    return found.first() if len(key) == KEY else None
