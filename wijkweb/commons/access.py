"""Who may do what: the one layer that every page asks on its first line.

A role is held for the whole platform, for an organisation or for one case. What somebody may not see answers
404, as if it were not there; what they may never do, 403. tests/access.toml holds the outcome for every page,
written by hand.
"""

from __future__ import annotations

from enum import StrEnum
from typing import overload

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from wijkweb.commons.models import Case, Grant, Interest, Organisation, Person


class Role(StrEnum):
    """Rol. The municipality's roles are for its dossiers and contracts, the others for their own side."""

    ADMIN = "admin"  # beheerder: keeps the platform running, reads no dossier
    FUNDER = "funder"  # subsidiegever: its calls; dossiers only once they are submitted
    COORDINATOR = "coordinator"  # coördinator: the choice, the people, ready or not
    EDITOR = "editor"  # redacteur: texts and finance
    WRITER = "writer"  # schrijver: texts
    READER = "reader"  # lezer
    TEAMLEAD = "teamlead"  # teamcoördinator of one contract: reads its contacts, corrects, puts places on the map
    WORKER = "worker"  # veldwerker of one contract: registers, reads what is their own
    JURY = "jury"  # jurylid of a funder: reads the reports that were sent, and totals; never what is inside
    PARTNER = "partner"  # partner in the network, police and prosecutor too: the public level only


DESK = frozenset({Role.COORDINATOR, Role.EDITOR, Role.WRITER, Role.READER})
WRITERS = frozenset({Role.COORDINATOR, Role.EDITOR, Role.WRITER})
LEAD = frozenset({Role.COORDINATOR})
TEAM = frozenset({Role.TEAMLEAD, Role.WORKER})  # held for one case, never for a whole municipality
ON_CASES = DESK | TEAM
INSIDE = DESK | {Role.TEAMLEAD}
OUTSIDE = frozenset({Role.FUNDER, Role.JURY})  # held for a funder: the contracts that it pays
ANYONE = frozenset(Role)

PUBLIC = frozenset({"door.enter", "home.see", "call.read", "about.read", "health.read", "phone.open"})

RIGHTS: dict[str, frozenset[Role]] = {
    "account.own": ANYONE,
    "paper.check": DESK,
    "dossier.list": DESK,
    "dossier.keep": WRITERS,
    "dossier.read": DESK,
    "dossier.start": WRITERS,
    "dossier.export": DESK,
    "dossier.state": LEAD,
    "idea.write": WRITERS,
    "idea.choose": LEAD,
    "people.manage": LEAD,
    "text.write": WRITERS,
    "text.comment": DESK,
    "text.approve": LEAD,
    "figures.write": WRITERS,
    "money.write": frozenset({Role.COORDINATOR, Role.EDITOR}),
    "network.write": WRITERS,
    "contract.list": ON_CASES,
    "contract.read": ON_CASES,
    "contract.begin": LEAD,
    "contract.write": LEAD | {Role.TEAMLEAD},
    "team.manage": LEAD | {Role.TEAMLEAD},
    "field.read": ON_CASES,
    "contact.read": TEAM,
    "contact.write": TEAM,
    "contact.all": frozenset({Role.TEAMLEAD}),
    "device.manage": frozenset({Role.TEAMLEAD}),
    "place.write": TEAM,
    "place.accept": frozenset({Role.TEAMLEAD}),
    "activity.write": TEAM,
    "signal.write": TEAM,
    "signal.answer": LEAD | {Role.TEAMLEAD},
    "award.mark": LEAD,
    "engage.write": WRITERS | {Role.TEAMLEAD},  # partners, risks, requests, coaching
    "spend.read": INSIDE,
    "spend.write": frozenset({Role.COORDINATOR, Role.EDITOR}),
    "meeting.read": ON_CASES,
    "meeting.write": WRITERS | {Role.TEAMLEAD},
    "anchor.write": WRITERS | {Role.TEAMLEAD},
    "report.read": ON_CASES,
    "report.write": WRITERS | {Role.TEAMLEAD},
    "report.close": LEAD,
    "public.read": ON_CASES | OUTSIDE | {Role.PARTNER},  # the public level of a contract
    "public.list": OUTSIDE | {Role.PARTNER},
    "sent.read": OUTSIDE,  # what a city handed in, and the totals beside it
    "portfolio.read": frozenset({Role.FUNDER}),
    "interest.lift": frozenset({Role.FUNDER}),
    "evaluation.list": frozenset({Role.JURY}),
    "evaluation.read": INSIDE,
    "evaluation.write": frozenset({Role.JURY}),
    "evaluation.reply": LEAD,
    "interest.declare": frozenset({Role.JURY}),
    "thread.read": ON_CASES,
    "journal.read": frozenset({Role.ADMIN}),
}


Held = tuple[str, int | None, int | None]  # a role, for which organisation, for which case

RUNNING = frozenset(
    {"award", "engage", "spend", "meeting", "anchor", "report", "public", "sent", "portfolio", "evaluation", "interest"}
)


class Closed(Exception):
    """What is asked for may be read, but not changed any more; the middleware answers 409 with a page."""


class SignInNeeded(Exception):
    """The page is for people who are signed in; the middleware sends them to the door and back."""


@overload
def allowed(request: HttpRequest, verb: str) -> None: ...
@overload
def allowed(request: HttpRequest, verb: str, case_id: str) -> Case: ...
def allowed(request: HttpRequest, verb: str, case_id: str | None = None) -> Case | None:
    """Lets the request pass, or raises SignInNeeded, PermissionDenied (403) or Http404.

    With `case_id`, the public id of a case, it returns that case when this person may do this with it.
    """
    if verb in PUBLIC:
        return None
    person = request.user
    if isinstance(person, AnonymousUser):
        raise SignInNeeded
    if case_id is not None:
        _roles(request)  # remembered for this request, buttons ask it again
        case = _whole(visible_cases(person, verb)).filter(public_id=case_id).first()
        if case is None and visible_cases(person, _room(verb)).filter(public_id=case_id).exists():
            raise PermissionDenied  # they may see it, and know that it is there
        if case is None:
            raise Http404
        return case
    if not may(request, verb):
        raise PermissionDenied
    return None


def _whole(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Cases with what every page of one asks: its municipality and its contract, in the same query."""
    found = cases.select_related("municipality", "contract__call_version")
    return found.defer("contract__call_version__content")


def _room(verb: str) -> str:
    """The verb that opens the room of a page: the team of a contract does not see that there is a dossier.

    That a contract runs is public, what is inside is not.
    """
    if verb.partition(".")[0] in RUNNING:
        return "public.read"
    return "dossier.read" if RIGHTS[verb] <= DESK else "contract.read"


def visible_cases(person: Person, verb: str) -> QuerySet[Case]:
    """The cases with which a person may do this: the tenant filter, the only one.

    A funder and its jury see the contracts that they pay, once those run; a juror who declared an interest in
    one sees nothing of it.
    """
    roles = RIGHTS[verb]
    grants = Grant.objects.filter(person=person, role__in=roles & (ON_CASES | {Role.PARTNER}))
    of_organisation = grants.filter(organisation__isnull=False).values("organisation")
    of_case = grants.filter(case__isnull=False).values("case")
    found = Q(municipality__in=of_organisation) | Q(pk__in=of_case)
    if roles & OUTSIDE:
        paying = Grant.objects.filter(person=person, role__in=roles & OUTSIDE, organisation__isnull=False)
        apart = Interest.objects.filter(person=person, withdrawn_on=None).values("case")
        found |= Q(contract__funder__in=paying.values("organisation")) & ~Q(pk__in=apart)
    return Case.objects.filter(found)


def held_for(person: Person, verb: str) -> tuple[int, ...]:
    """The keys of the organisations for which a person may do this; asked once for a request."""
    roles = RIGHTS[verb]
    return tuple(sorted({of for role, of, _ in _held(person) if of is not None and Role(role) in roles}))


def verbs_in(person: Person, case: Case) -> frozenset[str]:
    """What a person may do with a case; for buttons, never in place of `allowed`."""
    roles = {
        Role(role)
        for role, organisation, own in _held(person)
        if (organisation == case.municipality_id and organisation is not None) or own == case.pk
    } & ON_CASES
    return frozenset(verb for verb, holders in RIGHTS.items() if not holders.isdisjoint(roles))


def may(request: HttpRequest, verb: str) -> bool:
    """Whether the person of the request may do this at all; in menus, never in place of `allowed`."""
    return verb in PUBLIC or not RIGHTS[verb].isdisjoint(_roles(request))


def _roles(request: HttpRequest) -> frozenset[Role]:
    """The roles that a person holds anywhere; asked once for a request."""
    if isinstance(request.user, AnonymousUser):
        return frozenset()
    if not hasattr(request.user, "wijk_held"):
        request.user.wijk_held = _held(request.user)  # type: ignore[attr-defined]
    return frozenset(Role(role) for role, _, _ in _held(request.user))


def _held(person: Person) -> tuple[Held, ...]:
    """What a person holds: as it was when the request came in, else as it is now."""
    known: tuple[Held, ...] | None = getattr(person, "wijk_held", None)
    return tuple(person.grants.values_list("role", "organisation", "case")) if known is None else known


def organisations_for(person: Person, verb: str) -> QuerySet[Organisation]:
    """The municipalities for which a person may do this."""
    return Organisation.objects.filter(
        kind=Organisation.Kind.MUNICIPALITY, grants__person=person, grants__role__in=RIGHTS[verb]
    ).distinct()
