"""The state of a contract's money on paper: as a spreadsheet and as a PDF, with the same figures as the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import IO

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkweb.contract.models import Contract
from wijkweb.contract.money_words import KINDS, PAYERS, alarm_said, language
from wijkweb.shapes.document import Block, Table
from wijkweb.shapes.spending import PAYERS as IN_ORDER
from wijkweb.shapes.spending import BookedEntry, MissingMonth, Money, PayerKind, Spending
from wijkweb.writers.messages import amount, percentage
from wijkweb.writers.sheet import Piece, Sheet
from wijkweb.writers.spreadsheet import Cell, Column, SheetOf, xlsx_sheets
from wijkweb.writers.wording import word


def entries_columns() -> list[Column]:
    """The columns of a list of entries."""
    return [
        Column(_("Day"), "date"), Column(_("What is it")), Column(_("Who pays"), width=20), Column(_("Post"), width=20),
        Column(_("Who is paid"), width=32), Column(_("What for"), width=40),
        Column(_("Number of the invoice"), width=18), Column(_("Amount in euro"), "money"), Column(_("Proof")),
    ]  # fmt: skip


def entry_cells(entry: BookedEntry, titles: Mapping[str, str]) -> list[Cell]:
    """An entry as a row; a counter entry is below zero."""
    return [
        entry.day, str(KINDS[entry.kind]), str(PAYERS[entry.payer]), titles.get(entry.post, entry.post), entry.payee,
        entry.text, entry.invoice, entry.amount, _("yes") if entry.proof else "",
    ]  # fmt: skip


def money_book(spending: Spending, entries: Iterable[BookedEntry], titles: Mapping[str, str], title: str) -> IO[bytes]:
    """The state and its entries as a workbook."""
    rows: list[list[Cell]] = [[str(PAYERS[row.payer]), row.title, *_figures(row.money)] for row in spending.rows]
    rows += [[str(PAYERS[kind]), _("Total"), *_figures(spending.totals[kind])] for kind in _used(spending)]
    rows.append([_("Total"), "", *_figures(spending.total)])
    state = [Column(_("Who pays"), width=22), Column(_("Post"), width=24)]
    state += [Column(head, "money", 16) for head in _heads()]
    missing: list[list[Cell]] = [
        [one.month, _function(one), str(PAYERS[one.payer]), one.vte, None if one.vacant else one.amount]
        for one in spending.missing
    ]
    months = [
        Column(_("Month"), "date"), Column(_("Function"), width=32), Column(_("Who pays"), width=20),
        Column(_("VTE"), "number"), Column(_("Amount in euro"), "money"),
    ]  # fmt: skip
    sheets = [
        SheetOf(_("Position"), state, rows),
        SheetOf(_("Entries"), entries_columns(), (entry_cells(one, titles) for one in entries)),
        SheetOf(_("Months not confirmed"), months, missing),
    ]
    return xlsx_sheets(title, sheets)


def _heads() -> list[str]:
    return [_("Signed"), _("Plan"), _("Committed"), _("Paid"), _("Expected at the end"), _("Left")]


def _figures(money: Money) -> list[Decimal]:
    return [money.baseline, money.plan, money.committed, money.paid, money.forecast, money.left]


def _used(spending: Spending) -> Sequence[PayerKind]:
    """The payers that have a row, in order."""
    return [kind for kind in IN_ORDER if any(row.payer == kind for row in spending.rows)]


def money_sheet(spending: Spending, contract: Contract) -> Sheet:
    """The state as a paper."""
    said, title = language(), _("State of the money")
    return Sheet(
        title=f"{title}: {contract.case.title}",
        language=said,
        author=contract.case.municipality.name,
        day=spending.until,
        page=word("page", said),
        pieces=tuple(_pieces(spending, contract, title)),
    )


def _pieces(spending: Spending, contract: Contract, title: str) -> Iterator[Piece]:
    yield Piece(Block("heading", title, level=1), "title")
    yield Piece(Block("paragraph", contract.case.title), "lead")
    day = date_format(spending.until, "j F Y")
    yield Piece(Block("paragraph", _("As it stood on %(day)s. Amounts are in euro.") % {"day": day}), "lead")
    yield Piece(Block("heading", _("Plan, committed, paid"), level=1))
    yield Piece(Block("table", table=_state_table(spending)))
    yield Piece(Block("heading", _("Own share as realised"), level=1))
    yield Piece(Block("paragraph", own_said(spending)))
    if spending.alarms:
        yield Piece(Block("heading", _("What asks for a look"), level=1))
        for alarm in spending.alarms:
            yield Piece(Block("item", alarm_line(spending, alarm), number="•"))
    yield Piece(Block("heading", _("Instalments of the subsidy"), level=1))
    figures = {
        "claimed": amount(spending.claimed, language()), "received": amount(spending.received, language()),
        "balance": amount(abs(spending.balance), language()),
    }  # fmt: skip
    said = _("Claimed %(claimed)s, received %(received)s. Not paid out yet: %(balance)s.")
    if spending.balance < 0:
        said = _("Claimed %(claimed)s, received %(received)s. The city advanced %(balance)s of the subsidy.")
    yield Piece(Block("paragraph", said % figures))
    if spending.missing:
        yield Piece(Block("heading", _("Months not confirmed"), level=1))
        yield Piece(Block("table", table=_missing_table(spending)))


def own_said(spending: Spending) -> str:
    """The own share in a sentence."""
    own = spending.own
    figures = {
        "own": amount(own.own, language()), "share": percentage(own.share, language()) if own.share else "–",
        "asked": percentage(own.asked, language()) if own.asked else "–", "margin": amount(own.margin, language()),
    }  # fmt: skip
    return (
        _("%(own)s euro of own money was paid: %(share)s, where %(asked)s is asked. Margin: %(margin)s euro.") % figures
    )


def alarm_line(spending: Spending, alarm: object) -> str:
    """What an alarm means, with the post and who pays it where it is about one."""
    post, payer = getattr(alarm, "post", ""), getattr(alarm, "payer", "")
    titles = {row.post: row.title for row in spending.rows}
    where = ", ".join(part for part in (str(PAYERS.get(payer, "")), titles.get(post, post)) if part)
    return f"{where}: {alarm_said(alarm)}" if where else alarm_said(alarm)


def _state_table(spending: Spending) -> Table:
    rows = [(str(PAYERS[row.payer]), row.title, *_shown(row.money)) for row in spending.rows]
    rows += [(str(PAYERS[kind]), _("Total"), *_shown(spending.totals[kind])) for kind in _used(spending)]
    rows.append((_("Total"), "", *_shown(spending.total)))
    return Table(((_("Who pays"), _("Post"), *_heads()), *rows), header_rows=1)


def _shown(money: Money) -> tuple[str, ...]:
    return tuple(amount(value, language()) for value in _figures(money))


def _function(one: MissingMonth) -> str:
    """The function of a month; of a vacant one that is said, and no amount: nobody worked as planned."""
    return f"{one.function} ({_('vacant')})" if one.vacant else one.function


def _missing_table(spending: Spending) -> Table:
    rows = [
        (
            f"{one.month:%m/%Y}", _function(one), str(PAYERS[one.payer]), str(one.vte),
            "–" if one.vacant else amount(one.amount, language()),
        )
        for one in spending.missing
    ]  # fmt: skip
    head = (_("Month"), _("Function"), _("Who pays"), _("VTE"), _("Amount in euro"))
    return Table((head, *rows), header_rows=1)
