"""The page of the team, and who in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404

from wijkweb.commons.access import TEAM
from wijkweb.commons.models import Case, Invitation
from wijkweb.contract.models import Contract, ContractPart, Indicator, Member, TeamFunction
from wijkweb.contract.reads.contracts import members_of

KEY = 12  # characters of the hash of a link's secret that stand for it in an address


@dataclass(frozen=True, slots=True)
class Waiting:
    """A link that was made and not used yet; `key` stands for it in an address."""

    key: str
    email: str
    role: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Team:
    """Who works here, who did, the posts, and who was asked."""

    members: tuple[Member, ...]
    gone: tuple[Member, ...]
    functions: tuple[TeamFunction, ...]
    waiting: tuple[Waiting, ...]

    @property
    def led(self) -> bool:
        """Whether somebody coordinates the team."""
        return any(member.lead for member in self.members)


@dataclass(frozen=True, slots=True)
class Overview:
    """A contract on one page."""

    members: tuple[Member, ...]
    led: bool
    functions: int
    indicators: tuple[Indicator, ...]
    days_left: int


def team_of(contract: Contract, now: datetime) -> Team:
    """The team; four queries."""
    everybody = members_of(contract)
    links = Invitation.objects.filter(case=contract.case_id, role__in=TEAM, used_at=None, expires_at__gt=now)
    return Team(
        tuple(member for member in everybody if member.end is None),
        tuple(member for member in everybody if member.end is not None),
        tuple(TeamFunction.objects.filter(contract=contract).select_related("track")),
        tuple(Waiting(x.secret_hash[:KEY], x.email, x.role, x.expires_at) for x in links.order_by("email")),
    )


def overview_of(contract: Contract, today: date) -> Overview:
    """The first page; four queries."""
    members = tuple(member for member in members_of(contract) if member.end is None)
    functions = TeamFunction.objects.filter(contract=contract).count()
    indicators = tuple(Indicator.objects.filter(contract=contract))
    left = (contract.end - max(today, contract.start)).days + 1
    return Overview(members, any(one.lead for one in members), functions, indicators, max(left, 0))


def member_of(contract: Contract, person_id: str) -> Member:
    """Somebody of the team, who left too, by the id of the person; raises Http404."""
    for member in members_of(contract):
        if member.person.public_id == person_id:
            return member
    raise Http404


def team_link(case: Case, key: str) -> Invitation | None:
    """The invitation for this team with this key, used or not, or None."""
    found = Invitation.objects.filter(case=case, role__in=TEAM, secret_hash__startswith=key)
    return found.first() if len(key) == KEY else None


def part_or_404(contract: Contract, model: type[ContractPart], public_id: str) -> ContractPart:
    """A row of this contract; raises Http404."""
    part = model._default_manager.select_related("contract__case").filter(contract=contract, public_id=public_id)
    found = part.first()
    if found is None:
        raise Http404
    return found
