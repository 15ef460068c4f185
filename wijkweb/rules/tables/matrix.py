"""A finance table with the partners across and the posts down."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wijkweb.rules import lexicon
from wijkweb.rules.money import cell_amount, total
from wijkweb.rules.tables.finance import Told
from wijkweb.rules.tables.partners import funder_found, own_found, partner_kind
from wijkweb.shapes.call import Call
from wijkweb.shapes.document import Table
from wijkweb.shapes.dossier import Contribution, Difference, Finance


def read_matrix(table: Table, call: Call, section: str, block: int, told: Told) -> Finance | None:
    """The finance table, or None unless its head names the municipality and the funder in columns of amounts."""
    head = table.rows[0]
    columns = [at for at in range(1, len(head)) if head[at].strip() and _filled(table, at)]
    partners = [at for at in columns if not lexicon.opens(head[at], (*lexicon.TOTAL, *lexicon.SUBTOTAL))]
    kinds = {partner_kind(head[at], call, told.municipality) for at in partners}
    if not {"own", "funder"} <= kinds:
        return None
    contributions = tuple(_contribution(table, at, call, told) for at in partners)
    contributions = own_found(funder_found(contributions, call, told.asked))
    grand = next((at for at in columns if lexicon.opens(head[at], lexicon.TOTAL)), None)
    printed = _total(table, grand) if grand is not None else None
    return Finance(section, block, contributions, printed, tuple(_differences(table, contributions, printed)))


def _filled(table: Table, column: int) -> bool:
    return any(cell_amount(row[column]) is not None for row in table.rows[1:])


def _contribution(table: Table, column: int, call: Call, told: Told) -> Contribution:
    label = " ".join(table.rows[0][column].split())
    parts = tuple(
        (" ".join(row[0].split()), value)
        for row in table.rows[1:]
        if not _sums(row[0]) and (value := cell_amount(row[column])) is not None
    )
    printed = _total(table, column)
    amount = printed if printed is not None else total(value for _, value in parts)
    return Contribution(label, partner_kind(label, call, told.municipality), amount, parts)


def _sums(label: str) -> bool:
    return lexicon.opens(label, (*lexicon.TOTAL, *lexicon.SUBTOTAL))


def _total(table: Table, column: int) -> Decimal | None:
    """What the row of totals says in a column."""
    found = [cell_amount(row[column]) for row in table.rows[1:] if lexicon.opens(row[0], lexicon.TOTAL)]
    return next((value for value in reversed(found) if value is not None), None)


def _differences(
    table: Table, contributions: tuple[Contribution, ...], printed: Decimal | None
) -> Iterator[Difference]:
    for contribution in contributions:
        summed = total(value for _, value in contribution.parts)
        if contribution.parts and summed != contribution.amount:
            yield Difference(contribution.partner, contribution.amount, summed)
    whole = total(contribution.amount for contribution in contributions)
    if printed is not None and printed != whole:
        label = next(row[0] for row in reversed(table.rows) if lexicon.opens(row[0], lexicon.TOTAL))
        yield Difference(" ".join(label.split()), printed, whole)
