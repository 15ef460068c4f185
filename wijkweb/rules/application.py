"""An application that is written in Wijkweb, laid out as the check reads a paper.

Its texts are the sections; what stands in structured form (money, figures, annexes) goes before what its texts
say about the same. `tables` are the tables that paper prints in a section, made of the structured form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from wijkweb.rules.budget import finance_of, payer_total, spending_of
from wijkweb.rules.dossier import read_placed
from wijkweb.rules.figures import label, printed, row_keys, told
from wijkweb.rules.money import total
from wijkweb.rules.tables.diagnosis import figure as read_figure
from wijkweb.shapes.application import Application, AreaFigure
from wijkweb.shapes.call import Call
from wijkweb.shapes.document import Block
from wijkweb.shapes.dossier import Annex, Diagnosis, Dossier, Figure, Placed, PlacedBlock, PlacedSection
from wijkweb.shapes.markdown import parse

Tables = Mapping[str, Sequence[Block]]


def section_blocks(text: str, tables: Sequence[Block] = ()) -> tuple[Block, ...]:
    """The blocks of a section: its text, then the tables that are made of the structured form."""
    return (*parse(text), *tables)


def laid_out(application: Application, call: Call, tables: Tables) -> Dossier:
    """The dossier that the check reads. Every section of the call is there, written or not."""
    placed = Placed(tuple(_section(spec.key, application, tables) for spec in call.sections), (), ())
    read = read_placed(placed, call, municipality=application.municipality)
    dossier = replace(
        read,
        project=application.project,
        contacts=application.contacts,
        annexes=tuple(Annex(annex.title, annex.link or annex.file) for annex in application.annexes) or read.annexes,
    )
    if application.payers:
        asked = total(payer_total(payer) for payer in application.payers if payer.kind == "funder")
        finance, spending = finance_of(application.payers, call), spending_of(application.payers, call)
        dossier = replace(
            dossier,
            asked=asked,
            finance=replace(finance, block=_place(placed, finance.section, tables)) if finance else None,
            spending=replace(spending, block=_place(placed, spending.section, tables)) if spending else None,
        )
    if application.figures:
        dossier = replace(dossier, diagnosis=_diagnosis(application, call, placed, tables))
    return dossier


def _section(key: str, application: Application, tables: Tables) -> PlacedSection:
    blocks = section_blocks(application.text(key), tables.get(key, ()))
    return PlacedSection(key, Block("heading"), tuple(PlacedBlock(block, "answer") for block in blocks))


def _place(placed: Placed, key: str, tables: Tables) -> int:
    """Where the first table that is made for a section stands in it."""
    section = placed.section(key)
    return max(len(section.blocks) - len(tables.get(key, ())), 0) if section else 0


def _diagnosis(application: Application, call: Call, placed: Placed, tables: Tables) -> Diagnosis:
    key = next((spec.key for spec in call.sections if spec.table == "diagnosis"), call.sections[0].key)
    areas = [area.name for area in application.areas]
    return diagnosis_of(application.figures, areas, call.language, section=key, block=_place(placed, key, tables))


def diagnosis_of(
    figures: Sequence[AreaFigure], areas: Sequence[str], language: str, *, section: str = "", block: int = 0
) -> Diagnosis:
    """The table of indicators as a reader of the printed table reads it; years and sources for each row."""
    found = {(figure.indicator, figure.base, figure.area): figure for figure in newest(figures)}
    rows, beside = [], []
    for indicator, base in row_keys(figures):
        own = [found.get((indicator, base, area)) for area in areas]
        rows.append((label(indicator, base), tuple(_figure(figure, language) for figure in own)))
        there = [figure for figure in own if figure]
        beside.append((told([(f.area, f.year) for f in there]), told([(f.area, f.source) for f in there])))
    return Diagnosis(
        section,
        block,
        tuple(areas),
        tuple(rows),
        sourced=all(figure.source for figure in figures),
        dated=all(figure.year for figure in figures),
        beside=tuple(beside),
    )


def newest(figures: Sequence[AreaFigure]) -> list[AreaFigure]:
    """Of each indicator, base and area the figure of the newest year, in the order in which they came."""
    found: dict[tuple[str, str, str], AreaFigure] = {}
    for figure in figures:
        key = (figure.indicator, figure.base, figure.area)
        known = found.get(key)
        if known is None or figure.year > known.year:
            found[key] = figure
    return list(found.values())


def _figure(figure: AreaFigure | None, language: str) -> Figure | None:
    return read_figure(printed(figure, language)) if figure else None
