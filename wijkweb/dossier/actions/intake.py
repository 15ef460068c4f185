"""A paper becomes the content of a dossier: its texts, and its tables where they can be told to the cent.

A table that cannot be taken apart without loss stays in its text, as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from wijkweb.call.reads import call_of
from wijkweb.commons.models import Person
from wijkweb.dossier.actions.content import fill
from wijkweb.dossier.models import Dossier, DossierPaper, Paper, Section
from wijkweb.rules.budget import STAFF, finance_of, spending_of, whole_years
from wijkweb.rules.dossier import read_dossier
from wijkweb.rules.figures import unlabelled, untold
from wijkweb.rules.lexicon import starts
from wijkweb.rules.money import ZERO
from wijkweb.shapes.application import (
    AnnexPlan,
    Application,
    AreaFigure,
    MoneyLine,
    Payer,
    ProjectArea,
    SectionText,
    StaffPlan,
)
from wijkweb.shapes.call import Call, EligiblePosts
from wijkweb.shapes.document import Document
from wijkweb.shapes.dossier import Contribution, Diagnosis, Figure, PlacedSection, Spending
from wijkweb.shapes.dossier import Dossier as Read
from wijkweb.shapes.plain import from_plain
from wijkweb.writers.markdown import to_markdown

Taken = set[tuple[str, int]]


@transaction.atomic
def take_in(*, dossier: Dossier, paper: Paper, by: Person, now: datetime) -> None:
    """Takes a checked paper into a dossier, as its content from now on; the versions before stay."""
    call = call_of(dossier.call_version)
    read = read_dossier(from_plain(Document, paper.text.document), call)
    application = application_from(read, call, dossier.municipality.name, read.project or paper.title)
    DossierPaper.objects.get_or_create(paper=paper, defaults={"dossier": dossier, "taken_at": now, "taken_by": by})
    paper.file.case = dossier.case
    paper.file.save(update_fields=["case"])
    fill(dossier=dossier, application=application, by=by, now=now, verb="dossier.take_in")


def take_in_waiting(*, now: datetime) -> int:
    """Dossiers from before sections could be written have a paper and no text: their paper is taken in now."""
    waiting = Dossier.objects.filter(sections=None, papers__isnull=False).select_related("call_version", "municipality")
    for dossier in waiting.select_related("case", "started_by"):
        newest = dossier.papers.select_related("paper__text", "paper__file").latest("pk")
        with transaction.atomic():
            call = call_of(dossier.call_version)
            Section.objects.bulk_create(Section(dossier=dossier, key=spec.key) for spec in call.sections)
            take_in(dossier=dossier, paper=newest.paper, by=newest.taken_by, now=now)
    return len(waiting)


def application_from(read: Read, call: Call, municipality: str, project: str) -> Application:
    """The application that a paper holds."""
    taken: Taken = set()
    payers = _payers(read, call, taken)
    areas, figures = _figures(read.diagnosis, municipality, taken)
    annexes = tuple(AnnexPlan(annex.title[:200], annex.target) for annex in read.annexes if _is_link(annex.target))
    return Application(
        call=call.id,
        call_version=call.version,
        municipality=municipality,
        project=project,
        contacts=read.contacts,
        sections=tuple(_text(section, taken) for section in read.placed.sections),
        areas=areas,
        figures=figures,
        payers=payers or _empty_payers(call, municipality),
        annexes=annexes,
    )


def _is_link(target: str) -> bool:
    return target.startswith(("https://", "http://"))


def _empty_payers(call: Call, municipality: str) -> tuple[Payer, ...]:
    return (Payer(municipality, "own"), Payer(call.funder.name, "funder"))


def _text(section: PlacedSection, taken: Taken) -> SectionText:
    blocks = [block for at, block in section.answers() if (section.key, at) not in taken]
    return SectionText(section.key, to_markdown(blocks))


def _payers(read: Read, call: Call, taken: Taken) -> tuple[Payer, ...]:
    """Who pays what; () when the tables do not say it whole, or not to the cent."""
    finance, spending = read.finance, read.spending
    if finance is None or spending is None or finance.differences or spending.differences:
        return ()
    payers = tuple(_payer(contribution, spending, call) for contribution in finance.contributions)
    made, spent = finance_of(payers, call), spending_of(payers, call)
    if made is None or spent is None or spent.total != spending.total or _posts(spent) != _posts(spending):
        return ()
    if [c.amount for c in made.contributions] != [c.amount for c in finance.contributions]:
        return ()
    taken |= {(finance.section, finance.block), (spending.section, spending.block)}
    return payers


def _posts(spending: Spending) -> dict[str, Decimal]:
    return {post.post or post.label: post.amount for post in spending.posts if post.amount}


def _payer(contribution: Contribution, spending: Spending, call: Call) -> Payer:
    if contribution.kind == "funder":
        return _funder(contribution, spending, call)
    clause = call.clause(EligiblePosts)
    posts = {post.key: post.words for post in clause.posts} if clause else {}
    lines = []
    for label, amount in contribution.parts or (("", contribution.amount),):
        key = next((key for key, words in posts.items() if label and starts(label, words)), "")
        lines.append(MoneyLine(key, amount, label="" if key else label))
    return Payer(contribution.partner, contribution.kind, tuple(lines))


def _funder(contribution: Contribution, spending: Spending, call: Call) -> Payer:
    staff = tuple(_staff(spending, call))
    paid = sum((post.amount or ZERO for post in spending.posts if post.post == STAFF), ZERO)
    if sum((line.amount for line in spending.staff), ZERO) != paid or len(staff) != len(spending.staff):
        staff = ()
    lines = tuple(
        MoneyLine(post.post, post.amount, label="" if post.post else post.label)
        for post in spending.posts
        if post.amount and not (post.post == STAFF and staff)
    )
    return Payer(contribution.partner, "funder", lines, staff)


def _staff(spending: Spending, call: Call) -> Iterator[StaffPlan]:
    start = _start(call)
    for line in spending.staff:
        yearly = whole_years(line.amount, line.years)
        if yearly is not None and line.vte is not None and line.years is not None:
            end = start.replace(year=start.year + int(line.years)) - timedelta(days=1)
            yield StaffPlan(line.function[:200], line.employer[:200], line.vte, start, end, yearly)


def _start(call: Call) -> date:
    """When contracts of this call begin, as far as its calendar says."""
    when = next((step.when for step in call.calendar if step.key == "start"), str(call.launch.year + 1))
    year, *rest = (int(part) for part in when.split("-"))
    return date(year, rest[0] if rest else 1, 1)


def _figures(
    table: Diagnosis | None, municipality: str, taken: Taken
) -> tuple[tuple[ProjectArea, ...], tuple[AreaFigure, ...]]:
    """The figures of the diagnosis; none when a cell of the table holds something else than a figure."""
    if table is None or not all(table.areas) or len(set(table.areas)) != len(table.areas):
        return (), ()
    names = [label for label, _ in table.rows]
    if len(set(names)) != len(names) or any(len(cells) != len(table.areas) for _, cells in table.rows):
        return (), ()
    if any(cell is None for _, cells in table.rows for cell in cells) and not table.beside:
        return (), ()
    taken.add((table.section, table.block))
    figures = tuple(
        _area_figure(label, area, cell, beside)
        for (label, cells), beside in zip(table.rows, table.beside or (("", ""),) * len(table.rows), strict=True)
        for area, cell in zip(table.areas, cells, strict=True)
        if cell is not None
    )
    areas = tuple(
        ProjectArea(name[:200], "reference" if _is_city(name, municipality) else "part") for name in table.areas
    )
    return areas, figures


def _area_figure(label: str, area: str, cell: Figure, beside: tuple[str, str]) -> AreaFigure:
    year, source = (untold(text, area) for text in beside)
    indicator, base = unlabelled(label)
    unit = "%" if cell.percent else "‰" if cell.printed.endswith("‰") else ""
    return AreaFigure(indicator, area, cell.value, unit, year[:20], source[:300], cell.printed, base=base[:200])


def _is_city(name: str, municipality: str) -> bool:
    return municipality.casefold().startswith(name.casefold()) or name.casefold().startswith(municipality.casefold())
