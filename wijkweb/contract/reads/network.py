"""The network of a contract: partners with what they promised and did, requests, recommendations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Prefetch, QuerySet

from wijkweb.commons.together import Ask, asked
from wijkweb.contract.models import Contract, Engagement, Partner, PolicyRequest, Recommendation
from wijkweb.contract.reads.later import put_in_after, told
from wijkweb.rules import requests as rules
from wijkweb.rules.requests import Asked, Sums
from wijkweb.rules.windows import YearDays, year_days

ADDED = "partner.add"  # as the journal tells it
LEVELS = (*Partner.Level.values, "")  # as the form has them; "" is not placed yet, and comes last


@dataclass(frozen=True, slots=True)
class EngagementLine:
    """What a partner promised to do; `track` is the key of a track, "" for all of them, `on` its words."""

    public_id: str
    task: str
    state: str
    track: str
    on: str
    start: date | None
    end: date | None
    source: str


@dataclass(frozen=True, slots=True)
class YearLine:
    """Whether a partner kept its contribution in a year: kept, partly, not_kept."""

    public_id: str
    year: int
    kept: str
    reason: str


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """A partner with its engagements and years. `contacts` are (year of the contract, number), the oldest first;
    `years` are of the calendar, as somebody typed them; `contact_point` is a function with a work address, `agreed`
    that it stands in the baseline."""

    public_id: str
    name: str
    level: str
    role: str
    since: date | None
    left_on: date | None
    agreed: bool
    contact_point: tuple[str, str]
    engagements: tuple[EngagementLine, ...]
    years: tuple[YearLine, ...]
    contacts: tuple[tuple[YearDays, int], ...]
    last_contact: date | None

    @property
    def contact_sum(self) -> int:
        """The contacts of all years."""
        return sum(number for _, number in self.contacts)


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A low-rule request (rule) or a request to Flanders; `age` in days is None when the day is not known."""

    public_id: str
    kind: str
    text: str
    government: str
    reason: str
    state: str
    to_whom: str
    asked_on: date | None
    due: date | None
    answered_on: date | None
    answer: str
    age: int | None
    overdue: bool
    in_time: bool | None
    agreed: bool


@dataclass(frozen=True, slots=True)
class RecommendationLine:
    """A recommendation to higher policy, when it was handed over, what was said."""

    public_id: str
    text: str
    government: str
    to_whom: str
    handed_on: date | None
    answered_on: date | None
    answer: str


@dataclass(frozen=True, slots=True)
class Network:
    """All of it, as it stands on a day."""

    partners: tuple[PartnerLine, ...]
    requests: tuple[RequestLine, ...]
    sums: Sums
    recommendations: tuple[RecommendationLine, ...]

    @property
    def levels(self) -> tuple[tuple[str, tuple[PartnerLine, ...]], ...]:
        """The levels that have partners, in their order."""
        found = [(level, tuple(one for one in self.partners if one.level == level)) for level in LEVELS]
        return tuple((level, partners) for level, partners in found if partners)

    @property
    def not_kept(self) -> tuple[tuple[PartnerLine, YearLine], ...]:
        """The years in which a partner kept its contribution not, or partly."""
        return tuple((one, year) for one in self.partners for year in one.years if year.kept != "kept")


def network_of(contract: Contract, *, on: date) -> Network:
    """The network as it is now, looked at on a day; six queries."""
    partners = [_partner(one, contract.start, on) for one in _partners(contract)]
    requests = [_request(one, asked_of(one), on) for one in _requests(contract)]
    return _network(contract, partners, requests, on)


def network_as_of(contract: Contract, *, on: date, known: date) -> Network:
    """The network as it stood on a day; seven queries. `known` is the day on which what is registered stands.

    A partner is in it from its `since`; one without, unless it was put in after `known` and had no contact up to the
    day. What was asked later is not in it, but for a request of the baseline, which was still to ask; what was
    answered later was waiting. Level, engagements' states and due dates are as they are now: no day is kept of them.
    """
    later = put_in_after(contract, known, ADDED)
    then = (_partner_then(one, contract.start, on, one.public_id in later) for one in _partners(contract))
    partners = [line for line in then if line]
    requests = [row for one in _requests(contract) if (row := _request_then(one, on))]
    return _network(contract, partners, requests, on)


@asked
def _partners(contract: Contract) -> QuerySet[Partner]:
    engagements = Prefetch("engagements", Engagement.objects.select_related("track"))
    return Partner.objects.filter(contract=contract).prefetch_related(engagements, "contacts", "years")


@asked
def _requests(contract: Contract) -> QuerySet[PolicyRequest]:
    return PolicyRequest.objects.filter(contract=contract)


@asked
def _recommended(contract: Contract) -> QuerySet[Recommendation]:
    return Recommendation.objects.filter(contract=contract)


def tables(contract: Contract) -> tuple[Ask, ...]:
    """What the network as it stood rests on, for who reads it with other things."""
    return told.of(contract, ADDED), *(read.of(contract) for read in (_partners, _requests, _recommended))


def _network(contract: Contract, found: Iterable[PartnerLine], requests: list[RequestLine], on: date) -> Network:
    lines = sorted(found, key=lambda one: (LEVELS.index(one.level), one.name))
    return Network(
        tuple(lines),
        tuple(sorted(requests, key=lambda one: (not one.overdue, one.state not in rules.OPEN, -(one.age or 0)))),
        rules.sums((asked_of(one) for one in requests), on),
        tuple(
            RecommendationLine(
                one.public_id, one.text, one.government, one.to_whom, one.handed_on, one.answered_on, one.answer
            )
            for one in _recommended(contract)
        ),
    )


def asked_of(one: PolicyRequest | RequestLine) -> Asked:
    """A request as the rules read it."""
    return Asked(one.state, one.asked_on, one.due, one.answered_on)


def _partner(one: Partner, start: date, on: date) -> PartnerLine:
    days = [contact.day for contact in one.contacts.all() if contact.day <= on]
    return PartnerLine(
        public_id=one.public_id,
        name=one.name,
        level=one.level,
        role=one.role,
        since=one.since,
        left_on=one.left_on,
        agreed=one.agreed,
        contact_point=(one.contact_function, one.contact_email),
        engagements=tuple(_engagement(row) for row in one.engagements.all()),
        years=tuple(YearLine(row.public_id, row.year, row.kept, row.reason) for row in one.years.all()),
        contacts=tuple(sorted(Counter(year_days(start, day) for day in days).items())),
        last_contact=max(days, default=None),
    )


def _partner_then(one: Partner, start: date, on: date, later: bool) -> PartnerLine | None:
    line = _partner(one, start, on)
    if (one.since > on) if one.since else (later and not line.contacts):
        return None
    begun = tuple(task for task in line.engagements if task.start is None or task.start <= on)
    return replace(line, engagements=begun, years=tuple(row for row in line.years if row.year <= on.year))


def _engagement(row: Engagement) -> EngagementLine:
    track = row.track
    key, said = (track.key, str(track)) if track else ("", "")
    return EngagementLine(row.public_id, row.task, row.state, key, said, row.start, row.end, row.source)


def _request_then(one: PolicyRequest, on: date) -> RequestLine | None:
    known = rules.as_of(asked_of(one), on)
    if known is None and one.agreed:
        known = Asked(PolicyRequest.State.TO_ASK, None, None, None)
    return _request(one, known, on) if known else None


def _request(one: PolicyRequest, known: Asked, on: date) -> RequestLine:
    return RequestLine(
        public_id=one.public_id,
        kind=one.kind,
        text=one.text,
        government=one.government,
        reason=one.reason,
        state=known.state,
        to_whom=one.to_whom,
        asked_on=known.asked,
        due=known.due,
        answered_on=known.answered,
        answer=one.answer if known.state == one.state else "",
        age=rules.age(known, on),
        overdue=rules.overdue(known, on),
        in_time=rules.in_time(known),
        agreed=one.agreed,
    )
