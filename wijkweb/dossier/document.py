"""A dossier as a paper, in the language of its call: the cover, then every section of the form with its tables.

What stands on the paper counts there as it does on the page: nothing is added to a section but what the check of
the dossier has in it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from wijkweb.dossier.addenda import addenda, host_of
from wijkweb.dossier.tables import section_tables
from wijkweb.rules.words import place
from wijkweb.shapes.application import Application
from wijkweb.shapes.call import Call, SectionSpec
from wijkweb.shapes.document import Block, Mark
from wijkweb.shapes.markdown import parse
from wijkweb.writers.sheet import Piece, Sheet
from wijkweb.writers.wording import word

_DEEPEST = 6


def application_sheet(application: Application, call: Call, day: date) -> Sheet:
    """The paper that the municipality sends; `day` is when the dossier was changed last."""
    pieces = [*_cover(application, call)]
    if not host_of(call):
        pieces += [Piece(block) for block in addenda(application, call)]
    tables = section_tables(application, call)
    for spec in call.sections:
        pieces += section_pieces(spec, application.text(spec.key), tables.get(spec.key, ()), call)
    return Sheet(
        title=application.project or word("application", call.language),
        language=call.language,
        author=application.municipality,
        day=day,
        page=word("page", call.language),
        pieces=tuple(pieces),
    )


def section_pieces(spec: SectionSpec, text: str, tables: tuple[Block, ...], call: Call) -> Iterator[Piece]:
    """A section: its number and title, its limit, its text, the tables that are made for it."""
    number = spec.number if spec.number.endswith(".") else f"{spec.number}."
    level = 2 if "." in spec.number.rstrip(".") else 1
    yield Piece(Block("heading", f"{number} {spec.title}", level=level), "section")
    if spec.limit is not None:
        code = "limit_words" if spec.unit == "words" else "limit_characters"
        yield Piece(Block("paragraph", word(code, call.language, limit=spec.limit)), "limit")
    yield from (Piece(_on_paper(block)) for block in parse(text))
    yield from map(Piece, tables)


def _on_paper(block: Block) -> Block:
    """A block of a text on paper: its headings lie under that of the section, a caption is one."""
    if block.kind == "heading":
        return replace(block, level=min(block.level + 1, _DEEPEST))
    if block.kind == "paragraph" and place(block) == "caption":
        return replace(block, kind="caption")
    return block


def _cover(application: Application, call: Call) -> Iterator[Piece]:
    language = call.language
    yield Piece(Block("heading", application.project or word("application", language), level=1), "title")
    yield Piece(Block("paragraph", call.title), "lead")
    yield Piece(_labelled(word("municipality", language), application.municipality), "lead")
    yield Piece(_labelled(word("project", language), application.project), "lead")
    if application.objective:
        yield Piece(_labelled(word("objective", language), application.objective), "lead")
    for contact in application.contacts:
        capacity = contact.capacity or word("contacts", language)
        fields = [f"{label[:1].upper()}{label[1:]}: {value}" for label, value in contact.fields]
        yield Piece(Block("paragraph", capacity, marks=(Mark(0, len(capacity), "strong"),)), "lead")
        yield Piece(Block("paragraph", "\n".join(fields)), "lead")


def _labelled(label: str, value: str) -> Block:
    return Block("paragraph", f"{label}: {value}", marks=(Mark(0, len(label) + 1, "strong"),))
