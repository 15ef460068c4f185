"""The team, the network and the risks, as the year ended. In public no partner is blamed and no risk is quoted."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from django.utils.translation import gettext as _

from wijkweb.contract.reads.capacity import Capacity, PostLine, capacity_as_of
from wijkweb.contract.reads.network import Network, PartnerLine, network_as_of
from wijkweb.contract.reads.risks import risks_as_of
from wijkweb.contract.said import DEGREES, KEPT, LEVELS, MET, REQUEST_KINDS, REQUESTS, RISKS, SUPPORT
from wijkweb.report.reads.basis import Basis, count, day, row, text
from wijkweb.report.reads.chapters.drawn import staffing
from wijkweb.rules.reporting import NOTHING, cell
from wijkweb.rules.windows import YearDays
from wijkweb.shapes.report import Cell, Chapter, Column, Figure, Grid, Row


def team(basis: Basis) -> Chapter:
    """Functions with their VTE; inside also what was not filled, the conditions of recruitment, and coaching."""
    found = capacity_as_of(basis.contract, until=basis.window.last)
    vte = sum((one.vte for one in found.posts if _runs(basis, one)), Decimal(0))
    opens = basis.opens("capacity")
    figures = (Figure("team/vte", _("VTE that the contract has"), cell("number", vte, opens)),)
    if basis.figures_only:
        return Chapter("team", figures=figures)
    grids = [_posts(basis, found)]
    if basis.inside:
        grids += [_vacancies(basis, found), _conditions(basis, found), _support(basis, found)]
    return Chapter(
        "team",
        figures=figures,
        grids=tuple(grid for grid in grids if grid.rows),
        charts=staffing(basis, found) if basis.inside else (),
    )


def _runs(basis: Basis, one: PostLine) -> bool:
    return one.start <= basis.latest.last and one.end >= basis.latest.first


def _posts(basis: Basis, found: Capacity) -> Grid:
    columns = (Column("function", _("Function")), Column("employer", _("Employer")), Column("vte", _("VTE")))
    rows = tuple(
        row(one.title, text(one.title), text(one.employer), cell("number", one.vte, places=2))
        for one in found.posts
        if _runs(basis, one)
    )
    return Grid("posts", _("The functions"), columns, rows)


def _vacancies(basis: Basis, found: Capacity) -> Grid:
    columns = (
        Column("function", _("Function")), Column("vte", _("VTE")), Column("start", _("Not filled from")),
        Column("end", _("until")), Column("why", _("Why")),
    )  # fmt: skip
    window = basis.window
    rows = tuple(
        row(
            f"{one.title}/{one.start}", text(one.title), cell("number", one.vte, places=2), day(one.start),
            day(None if one.open else one.end), text("; ".join(reason for _id, reason, _measure in one.notes)),
        )
        for one in found.vacancies
        if one.start <= window.last and one.end >= window.first
    )  # fmt: skip
    return Grid("vacancies", _("What was not filled"), columns, rows)


def _conditions(basis: Basis, found: Capacity) -> Grid:
    """What was promised about who is recruited, as it stood on the last day. How it was met stays out: that line may
    describe the one person who fills a function."""
    columns = (
        Column("condition", _("Condition of recruitment")), Column("function", _("Function")),
        Column("met", _("How it stands")), Column("since", _("Since")),
    )  # fmt: skip
    rows = []
    for one in found.conditions:
        known = one.since is None or one.since <= basis.window.last
        met, since = (one.met, one.since) if known else ("unknown", None)
        about = text(one.function) if one.function else NOTHING
        rows.append(row(one.public_id, text(one.text), about, text(MET[met]), day(since)))
    return Grid("conditions", _("The conditions of recruitment"), columns, tuple(rows))


def _support(basis: Basis, found: Capacity) -> Grid:
    columns = (
        Column("kind", _("Kind")), Column("promised", _("Promised")), Column("held", _("Held")),
        Column("cancelled", _("Cancelled")), Column("hours", _("Hours")),
    )  # fmt: skip
    rows = tuple(
        row(
            f"{one.kind}/{one.year.first.year}", text(f"{SUPPORT[one.kind]}, {one.year}"),
            count(one.promised) if one.promised is not None else NOTHING,
            count(one.held), count(one.cancelled), cell("hours", one.hours),
        )
        for one in found.support
        if _in(basis, one.year)
    )  # fmt: skip
    return Grid("support", _("Coaching, training and intervision of the team"), columns, rows)


def _in(basis: Basis, year: YearDays) -> bool:
    """Whether a year of the contract is one of the report: of a final report each of them is."""
    return basis.window.first <= year.first <= basis.window.last


def network(basis: Basis) -> Chapter:
    """Partners on their levels, what was asked of governments and recommended to them, what they said."""
    found = network_as_of(basis.contract, on=basis.window.last, known=basis.today)
    opens = basis.opens("contract_network")
    there = [one for one in found.partners if one.left_on is None or one.left_on >= basis.window.first]
    share = found.sums.in_time.value * 100 if found.sums.in_time else None
    figures = (
        Figure("network/partners", _("Partners"), count(len(there), opens)),
        Figure("network/waiting", _("Requests that wait for an answer"), count(found.sums.waiting, opens)),
        Figure("network/in_time", _("Requests answered in time"), cell("percent", share, opens, 0)),
    )
    if basis.figures_only:
        return Chapter("network", figures=figures)
    partners = _partners(basis, there) if basis.inside else _by_level(there)
    grids = (partners, _requests(found), _recommendations(basis, found))
    return Chapter("network", figures=figures, grids=tuple(grid for grid in grids if grid.rows))


def _by_level(there: list[PartnerLine]) -> Grid:
    found = Counter(one.level for one in there)
    rows = tuple(row(level, text(name), count(found[level])) for level, name in LEVELS.items() if found[level])
    return Grid("levels", _("Partners by level"), (Column("level", _("Level")), Column("number", _("Partners"))), rows)


def _partners(basis: Basis, there: list[PartnerLine]) -> Grid:
    columns = (
        Column("partner", _("Partner")), Column("level", _("Level")), Column("tasks", _("Engagements")),
        Column("contacts", _("Contacts")), Column("kept", _("Contribution")),
    )  # fmt: skip
    return Grid("partners", _("The partners"), columns, tuple(_partner(basis, one) for one in there))


def _partner(basis: Basis, one: PartnerLine) -> Row:
    year = basis.window.last.year
    said = next((line for line in one.years if line.year == year), None)
    kept = ": ".join(filter(None, (str(KEPT[said.kept]), said.reason))) if said else ""
    opens = basis.opens("contract_partner", one.public_id)
    tasks = "; ".join(each.task for each in one.engagements)
    contacts = count(sum(number for at, number in one.contacts if _in(basis, at)))
    name = Cell("text", one.name, opens=opens)
    return row(one.public_id, name, text(LEVELS[one.level]), text(tasks), contacts, text(kept))


def _requests(found: Network) -> Grid:
    columns = (
        Column("text", _("What was asked")), Column("kind", _("Kind")), Column("government", _("Of whom")),
        Column("state", _("How it stands")), Column("age", _("Days")),
    )  # fmt: skip
    rows = tuple(
        row(
            one.public_id, text(one.text), text(REQUEST_KINDS[one.kind]), text(one.government),
            text(REQUESTS[one.state]), Cell("days", number=Decimal(one.age)) if one.age is not None else NOTHING,
        )
        for one in found.requests
    )  # fmt: skip
    return Grid("requests", _("Low-rule requests and requests to Flanders"), columns, rows)


def _recommendations(basis: Basis, found: Network) -> Grid:
    """What was handed to a higher government by the last day, and when it answered; inside also what still waits to
    be handed over, and the answer. Whom it was handed to stays out: that may be somebody's name."""
    last = basis.window.last
    columns = (
        Column("text", _("Recommendation")), Column("government", _("Government")), Column("handed", _("Handed over")),
        Column("answered", _("Answered")), *([Column("answer", _("Answer"))] if basis.inside else []),
    )  # fmt: skip
    rows = []
    for one in found.recommendations:
        if one.handed_on > last if one.handed_on else not basis.inside:
            continue
        came = one.answered_on is not None and one.answered_on <= last
        said = [text(one.answer) if came and one.answer else NOTHING] if basis.inside else []
        days = day(one.handed_on), day(one.answered_on if came else None)
        rows.append(row(one.public_id, text(one.text), text(one.government), *days, *said))
    return Grid("recommendations", _("Recommendations to higher policy"), columns, tuple(rows))


def risks(basis: Basis) -> Chapter:
    """Inside each risk as it stood; in public how many there are, by how heavy they weigh."""
    found = risks_as_of(basis.contract, on=basis.window.last)
    happened = sum(one.state == "happened" for one in found)
    opens = basis.opens("risks")
    figures = (
        Figure("risks/known", _("Risks in the register"), count(len(found), opens)),
        Figure("risks/happened", _("Risks that came true"), count(happened, opens)),
    )
    if basis.figures_only or not basis.inside or not found:
        return Chapter("risks", figures=figures)
    columns = (
        Column("risk", _("Risk")), Column("chance", _("Chance")), Column("effect", _("Effect")),
        Column("owner", _("Owner")), Column("measure", _("Measure")), Column("state", _("How it stands")),
    )  # fmt: skip
    rows = tuple(
        row(
            one.public_id, Cell("text", one.title, opens=basis.opens("contract_risk", one.public_id)),
            text(DEGREES[one.chance]), text(DEGREES[one.effect]), text(one.owner), text(one.measure),
            text(RISKS[one.state]),
        )
        for one in found
    )  # fmt: skip
    return Chapter("risks", figures=figures, grids=(Grid("risks", _("The risks"), columns, rows),))
