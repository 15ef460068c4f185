"""Small numbers of contacts and people are not shown, and cannot be worked out from the totals beside them.

A table with its totals is a circulation: every number flows from its row to its column, every total back. What a
reader can work out of a hidden number is whether it could be another one: whether some loop of hidden numbers can be
raised and lowered together without changing what is shown. A reader may know the rule, and so that every hidden
number is at least 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

INSIDE = 5  # from here up inside a contract (README decision 4)
PUBLIC = 10
Cell = tuple[int, int]
Shown = tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class _Arc:
    """A number as a flow between two nodes: rows are 0 to n, the row of totals n; columns come after them."""

    start: int
    end: int
    value: int


def with_totals(table: Sequence[Sequence[int]]) -> list[list[int]]:
    """The table with a total after each row and under each column."""
    rows = [[*row, sum(row)] for row in table]
    width = len(rows[0]) if rows else 1
    return [*rows, [sum(row[at] for row in rows) for at in range(width)]]


def hide_small(table: Sequence[Sequence[int]], k: int) -> Shown:
    """The table with its totals; None where a number is hidden. 0 is shown: nobody is in it.

    Numbers under `k` are hidden, totals too; then, as long as one of them can be worked out, the smallest number
    beside it.
    """
    full = with_totals(table)
    rows, columns = range(len(full)), range(len(full[0]))
    hidden = {(i, j) for i in rows for j in columns if 0 < full[i][j] < k}
    while bare := exposed(full, hidden):
        more = _beside(full, hidden, bare)
        if more is None:
            break
        hidden.add(more)
    return tuple(tuple(None if (i, j) in hidden else full[i][j] for j in columns) for i in rows)


def exposed(full: Sequence[Sequence[int]], hidden: set[Cell]) -> set[Cell]:
    """The hidden numbers of a table with totals that a reader can work out."""
    arcs = {cell: _arc(full, cell) for cell in hidden}
    steps: dict[int, list[tuple[int, Cell]]] = {}
    for cell, arc in arcs.items():
        steps.setdefault(arc.start, []).append((arc.end, cell))
        if arc.value > 1:
            steps.setdefault(arc.end, []).append((arc.start, cell))
    return {cell for cell, arc in arcs.items() if not _may_differ(arc, cell, steps)}


def _arc(full: Sequence[Sequence[int]], cell: Cell) -> _Arc:
    (i, j), last_row, last_column = cell, len(full) - 1, len(full[0]) - 1
    row, column = i, len(full) + j
    # inside and the grand total's complement: totals flow back, so that each node takes in what it gives
    if (i == last_row) != (j == last_column):
        return _Arc(column, row, full[i][j])
    return _Arc(row, column, full[i][j])


def _may_differ(arc: _Arc, cell: Cell, steps: dict[int, list[tuple[int, Cell]]]) -> bool:
    """Whether the number can be one higher, or one lower, while others make up for it."""
    return _reaches(arc.end, arc.start, cell, steps) or (arc.value > 1 and _reaches(arc.start, arc.end, cell, steps))


def _reaches(start: int, goal: int, without: Cell, steps: dict[int, list[tuple[int, Cell]]]) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        if node == goal:
            return True
        for after, cell in steps.get(node, ()):
            if cell != without and after not in seen:
                seen.add(after)
                waiting.append(after)
    return False


def _beside(full: Sequence[Sequence[int]], hidden: set[Cell], bare: set[Cell]) -> Cell | None:
    """The number to hide next: one that closes a loop, else the smallest in a row or column of one that is exposed;
    a total only at the last."""
    last_row, last_column = len(full) - 1, len(full[0]) - 1
    cells = [(i, j) for i in range(len(full)) for j in range(len(full[0]))]
    shown = [cell for cell in cells if cell not in hidden and full[cell[0]][cell[1]] > 0]
    rows, columns = {i for i, _ in bare}, {j for _, j in bare}
    closing = [cell for cell in shown if cell[0] in rows and cell[1] in columns]
    near = [cell for cell in shown if cell[0] in rows or cell[1] in columns]

    def cost(cell: Cell) -> tuple[bool, int, Cell]:
        i, j = cell
        return i == last_row or j == last_column, full[i][j], cell

    return min(closing or near or shown, key=cost, default=None)
