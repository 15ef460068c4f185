"""A paper as plain data: what a reader makes of a file, and what a writer makes a file of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "table", "caption", "footnote"]
MarkKind = Literal["strong", "emphasis", "link", "note"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Emphasis or a link on the characters [start, end) of a block's text.

    A note is the reference to a footnote: it has no length, `href` is the number of the footnote.
    """

    start: int
    end: int
    kind: MarkKind
    href: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells as plain text, all rows equally long.

    A merged cell keeps its text in its first place and leaves the others empty, so that its words are
    counted once.
    """

    rows: tuple[tuple[str, ...], ...]
    header_rows: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, table, caption or footnote, in reading order.

    `text` is plain: no markup, line breaks as one newline. `number` is what stands before it in print
    ("2.", "9.1", "•", or the mark of a footnote). `level` is the depth of a heading (1 to 6) or of a list
    item (0 and up). `page` is the page it starts on, where the file has pages.
    """

    kind: BlockKind
    text: str = ""
    number: str = ""
    level: int = 0
    marks: tuple[Mark, ...] = ()
    table: Table | None = None
    page: int | None = None

    @property
    def plain(self) -> str:
        """The text as it is counted; a table as cells with tabs, row under row."""
        if self.table is None:
            return self.text
        return "\n".join("\t".join(row) for row in self.table.rows)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper. `remarks` are codes of what the reader had to leave out or guess, with a count."""

    source: Literal["text", "docx", "pdf"]
    blocks: tuple[Block, ...]
    remarks: tuple[tuple[str, int], ...] = ()
