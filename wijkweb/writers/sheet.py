"""A paper that is ready to be written: its blocks, what each of them is on the paper, and what stands on its cover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from wijkweb.shapes.document import Block, Document

Style = Literal["", "title", "lead", "section", "limit", "over", "drawing"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A block and what it is: the title of the paper, a line under it, the heading or the limit of a section,
    what stands over a drawing.

    A drawing is SVG; its block says in words what it shows, for who reads by ear and for a file without pictures.
    A table with `parts` has a bar in its column `bar`: for each row a percentage of what is the whole, None for none.
    """

    block: Block
    style: Style = ""
    svg: str = ""
    parts: tuple[Decimal | None, ...] = ()
    bar: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper. `language` is that of its words ("nl"), `day` the last change, `page` the words at the foot
    with {number} and {total} in them."""

    title: str
    language: str
    author: str
    day: date
    page: str
    pieces: tuple[Piece, ...]

    @property
    def document(self) -> Document:
        """The paper as the check reads it."""
        return Document("text", tuple(piece.block for piece in self.pieces))
