"""The bodies of a contract with who sits in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q
from django.http import Http404

from wijkweb.contract.models import Contract
from wijkweb.report.models import Body, BodyMember, Meeting


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body, who sits in it, who did, and how many meetings it held."""

    body: Body
    members: tuple[BodyMember, ...]
    gone: tuple[BodyMember, ...]
    held: int


def bodies_of(contract: Contract, *, today: date) -> tuple[BodyLine, ...]:
    """The bodies in the order in which they were made; two queries."""
    members = Prefetch("members", BodyMember.objects.select_related("person"))
    held = Count("meetings", filter=Q(meetings__state=Meeting.State.HELD))
    rows = Body.objects.filter(contract=contract).annotate(of_held=held).prefetch_related(members)
    return tuple(_line(body, today) for body in rows)


def body_in(contract: Contract, public_id: str) -> Body:
    """A body of this contract; raises Http404."""
    body = Body.objects.select_related("contract__case").filter(contract=contract, public_id=public_id).first()
    if body is None:
        raise Http404
    return body


def body_member_in(contract: Contract, public_id: str) -> BodyMember:
    """Somebody in a body of this contract; raises Http404."""
    rows = BodyMember.objects.select_related("contract__case", "body", "person")
    member = rows.filter(contract=contract, public_id=public_id).first()
    if member is None:
        raise Http404
    return member


def _line(body: Body, today: date) -> BodyLine:
    rows = list(body.members.all())
    now = [row for row in rows if row.end is None or row.end >= today]
    gone = [row for row in rows if row.end is not None and row.end < today]
    return BodyLine(body, tuple(now), tuple(gone), body.of_held)  # type: ignore[attr-defined]
