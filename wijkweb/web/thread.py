"""The thread (draad): a contract's whole life on one page, each station done, now or still to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wijkweb.call.reads import call_of
from wijkweb.commons.models import Case
from wijkweb.contract.models import Contract
from wijkweb.dossier.models import Dossier
from wijkweb.dossier.reads.content import dossier_of
from wijkweb.dossier.reads.papers import newest_paper
from wijkweb.report.models import YearReport
from wijkweb.rules.deadlines import deadline_at
from wijkweb.shapes.call import Call

State = Literal["done", "now", "to_come"]


@dataclass(frozen=True, slots=True)
class Link:
    """A paper that a station opens to."""

    url: str
    label: str | Promise


@dataclass(frozen=True, slots=True)
class Station:
    """A stop in the life of a contract, in its order."""

    key: str
    title: str | Promise
    state: State
    text: str | Promise
    when: date | datetime | None = None
    links: tuple[Link, ...] = ()


LATER: tuple[tuple[str, Promise, Promise], ...] = (
    (
        "decision",
        _("Decision"),
        _("The college of the municipality decides to submit, and the dossier is sealed."),
    ),
    ("jury", _("Jury"), _("The funder's jury reads, scores and ranks; the minister selects.")),
)
CONTRACT = (_("Contract"), _("A team, its budget and its promises, frozen as they were signed."))
STREET = (_("On the street"), _("Contacts, places, activities and signals, without a name of anybody."))
RESIDENTS = (("residents", _("Residents"), _("Ideas and votes, in everybody's own language.")),)
REPORTS = (_("Reports"), _("Every year a report that writes itself from what was registered."))
SHARE = (_("Anchoring"), _("What stays: places, methods, lessons for other cities."))


def thread_of(case: Case, verbs: frozenset[str]) -> tuple[Station, ...]:
    """The stations of a case, with links to what somebody with these verbs may open.

    Rooms that are not built yet stand to come, as they do for the city.
    """
    dossier = Dossier.objects.filter(case=case).exists()
    contract = Contract.objects.filter(case=case).first()
    first = _application_stations(case, verbs, contract is not None) if dossier else ()
    between = _elsewhere(LATER) if contract else _to_come(LATER)
    running = _contract_stations(case, contract, verbs)
    return (*first, *between, *running, *_to_come(RESIDENTS), *_last_stations(case, contract, verbs))


def _to_come(stations: tuple[tuple[str, Promise, Promise], ...]) -> tuple[Station, ...]:
    return tuple(Station(key, title, "to_come", text) for key, title, text in stations)


def _elsewhere(stations: tuple[tuple[str, Promise, Promise], ...]) -> tuple[Station, ...]:
    """What has to have been done, since the contract runs, and was not done here."""
    return tuple(Station(key, title, "done", _("Done outside Wijkweb.")) for key, title, _text in stations)


def _application_stations(case: Case, verbs: frozenset[str], awarded: bool) -> tuple[Station, ...]:
    dossier = dossier_of(case)
    call = call_of(dossier.call_version)
    return (_call_station(call, dossier), _dossier_station(case, dossier, verbs, awarded))


def _contract_stations(case: Case, contract: Contract | None, verbs: frozenset[str]) -> tuple[Station, ...]:
    if contract is None or "contract.read" not in verbs:
        return _to_come((("contract", *CONTRACT), ("field", *STREET)))
    pages = [("contract", _("Open the contract")), ("baseline", _("Award and baseline"))]
    pages += [("indicators", _("Promises")), ("contract_team", _("Team")), ("contract_network", _("Network"))]
    pages += [("risks", _("Risks"))] + ([("money", _("Money"))] if "spend.read" in verbs else [])
    street = (
        ("course", _("On course")), ("place_list", _("Places")), ("activity_list", _("Activities")),
        ("signal_list", _("Signals")),
    )  # fmt: skip
    said = f"{date_format(contract.start, 'j F Y')} – {date_format(contract.end, 'j F Y')}"
    return (
        Station("contract", CONTRACT[0], "done", said, None, _links(case, pages)),
        Station("field", STREET[0], "now", STREET[1], None, _links(case, street)),
    )


def _last_stations(case: Case, contract: Contract | None, verbs: frozenset[str]) -> tuple[Station, ...]:
    """Meetings and reports, each report open to its papers; what stays."""
    if contract is None or "report.read" not in verbs:
        return _to_come((("report", *REPORTS), ("share", *SHARE)))
    found = YearReport.objects.filter(contract=contract).order_by("year")
    links = [*_links(case, (("meeting_list", _("Meetings")), ("decision_list", _("Decisions"))))]
    links += [*_links(case, (("results", _("Indicators so far")), ("report_list", _("Reports"))))]
    for one in found:
        label = _("Report of year %(year)s") % {"year": one.year}
        links.append(Link(reverse("report", args=[case.public_id, one.year]), label))
        if one.state == YearReport.State.SENT:
            said = _("Evaluation of year %(year)s") % {"year": one.year}
            links.append(Link(reverse("evaluation", args=[case.public_id, one.year]), said))
    stays = _links(case, (("anchoring", _("Open the anchoring plan")), ("lesson_list", _("Lessons"))))
    return (
        Station("report", REPORTS[0], "now", REPORTS[1], None, tuple(links)),
        Station("share", SHARE[0], "now", SHARE[1], None, stays),
    )


def _links(case: Case, pages: Sequence[tuple[str, Promise]]) -> tuple[Link, ...]:
    return tuple(Link(reverse(name, args=[case.public_id]), label) for name, label in pages)


def _call_station(call: Call, dossier: Dossier) -> Station:
    return Station(
        "call",
        _("Call"),
        "done",
        call.title,
        deadline_at(call.deadline),
        (Link(reverse("call_page", args=[dossier.call_version.call_id]), _("Open the call")),),
    )


def _dossier_station(case: Case, dossier: Dossier, verbs: frozenset[str], awarded: bool) -> Station:
    paper = newest_paper(dossier)
    links = [Link(reverse("dossier", args=[case.public_id]), _("Open the dossier"))]
    if paper:
        links.append(Link(reverse("dossier_original", args=[case.public_id]), paper.file.name))
    return Station(
        "dossier",
        _("Dossier"),
        "done" if awarded else "now",
        case.title,
        dossier.changed_at,
        tuple(links) if "dossier.read" in verbs else (),
    )
