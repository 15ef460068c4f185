"""The budget that somebody typed, held against what a budget can be: a sentence beside each field that is not clear."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import get_args

from django.http import QueryDict
from django.utils.translation import gettext as _

from wijkweb.dossier.forms.money_field import problem_said
from wijkweb.dossier.forms.money_raw import (
    MOST_PAYERS,
    MOST_STAFF,
    RawMoney,
    RawPayer,
    RawRow,
    RawStaff,
    raw_posted,
    rearrange,
)
from wijkweb.rules.amounts import read_number, read_typed
from wijkweb.rules.entries import Entry
from wijkweb.rules.money import ZERO
from wijkweb.shapes.application import MoneyLine, Payer, PayerKind, StaffPlan
from wijkweb.shapes.call import Call

KINDS = get_args(PayerKind)
LONGEST = 40  # years of a staff line: longer is a slip of the keyboard


class MoneyForm:
    """What was typed (`raw`), the budget that it makes (`entries`), and what is wrong (`errors`, by field name).

    A field that is wrong counts as nothing in `entries`, so that the totals stand there all the same.
    """

    def __init__(self, raw: RawMoney, call: Call) -> None:
        self.raw, self.call = raw, call
        self.errors: dict[str, str] = {}
        self.focus = ""
        self._read()

    @classmethod
    def posted(cls, data: QueryDict, call: Call) -> MoneyForm:
        """The form as it came in."""
        form = cls(raw_posted(data, call), call)
        if not form.raw.token:
            form.errors[""] = _("The form came in without its contents, so nothing was saved. Open the page again.")
        if len(data.getlist("payer")) > MOST_PAYERS or len(data.getlist("staff")) > MOST_STAFF:
            form.errors[""] = _("There are more payers or staff lines than fit on one page; nothing was saved.")
        return form

    def rearranged(self, asked: str, year: str) -> MoneyForm:
        """The form with a row, column, payer or staff line more or less; nothing is saved."""
        focus = rearrange(self.raw, asked, year, self.call)
        form = MoneyForm(self.raw, self.call)
        form.errors, form.focus = {}, focus
        return form

    def refused(self, why: str) -> MoneyForm:
        """The form with a sentence above it that says why nothing was done."""
        self.errors[""] = why
        return self

    def _read(self) -> None:
        staff: dict[str, list[tuple[str, StaffPlan]]] = {payer.id: [] for payer in self.raw.payers}
        for line in self.raw.staff:
            plan = self._plan(line, staff)
            if plan:
                staff[line.payer].append((line.id, plan))
        self.entries = tuple(self._entry(payer, staff[payer.id]) for payer in self.raw.payers)
        self._names()

    def _names(self) -> None:
        seen: set[str] = set()
        for payer in self.raw.payers:
            if not payer.name:
                self.errors[f"name.{payer.id}"] = _("Say who pays.")
            elif payer.name.casefold() in seen:
                self.errors[f"name.{payer.id}"] = _(
                    "This payer stands here twice. Put both together, or name them apart."
                )
            elif len(payer.name) > 200:
                self.errors[f"name.{payer.id}"] = _("At most 200 characters.")
            seen.add(payer.name.casefold())

    def _entry(self, payer: RawPayer, staff: Sequence[tuple[str, StaffPlan]]) -> Entry:
        kind: PayerKind = payer.kind if payer.kind in KINDS else "public"  # type: ignore[assignment]
        lines: list[MoneyLine] = []
        seen: set[tuple[str, str]] = set()
        for row in payer.rows:
            found = self._row(payer, row)
            if found and (row.post, row.label) in seen:
                self.errors[f"label.{payer.id}.{row.key}"] = _("This line stands here twice. Name them apart.")
                continue
            seen.add((row.post, row.label))
            lines += found
        made = Payer(payer.name, kind, tuple(lines), tuple(plan for _key, plan in staff))
        return Entry(payer.id, made, tuple(key for key, _plan in staff))

    def _row(self, payer: RawPayer, row: RawRow) -> list[MoneyLine]:
        lines = []
        for year in self.raw.columns:
            amount = self._amount(f"cell.{payer.id}.{row.key}.{year}", row.cells.get(year, ""))
            if amount:
                lines.append(MoneyLine(row.post, amount, year or None, row.label[:200]))
        if lines and payer.kind == "funder" and not row.post and not row.label:
            self.errors[f"label.{payer.id}.{row.key}"] = _("Say what this cost is.")
        if len(row.label) > 200:
            self.errors[f"label.{payer.id}.{row.key}"] = _("At most 200 characters.")
        return lines

    def _amount(self, name: str, text: str) -> Decimal:
        typed = read_typed(text)
        if typed.problem:
            self.errors[name] = problem_said(typed)
        return typed.amount or ZERO

    def _plan(self, line: RawStaff, payers: dict[str, list[tuple[str, StaffPlan]]]) -> StaffPlan | None:
        at = f"staff.{line.id}."
        before = len(self.errors)
        if line.payer not in payers:
            self.errors[f"{at}payer"] = _("Choose who pays this line.")
        if not line.function:
            self.errors[f"{at}function"] = _("Say which function this is.")
        for name in ("function", "employer"):
            if len(getattr(line, name)) > 200:
                self.errors[f"{at}{name}"] = _("At most 200 characters.")
        vte = self._number(f"{at}vte", line.vte, _("Write the full-time equivalents as a number, such as 1,6."))
        rise = self._number(
            f"{at}indexation", line.indexation or "0", _("Write the percentage as a number, such as 2,5.")
        )
        yearly = self._amount(f"{at}yearly", line.yearly)
        if not line.yearly:
            self.errors[f"{at}yearly"] = _("Say what the whole line costs in a full year.")
        start, end = self._day(f"{at}start", line.start), self._day(f"{at}end", line.end)
        if start and end and not start <= end < date(start.year + LONGEST, 1, 1):
            self.errors[f"{at}end"] = _("The last day comes after the first, and no more than forty years later.")
        if len(self.errors) > before or start is None or end is None or vte is None or rise is None:
            return None
        return StaffPlan(line.function, line.employer, vte, start, end, yearly, rise)

    def _number(self, name: str, text: str, said: str) -> Decimal | None:
        number = read_number(text)
        if number is None or (name.endswith("indexation") and number > 100):
            self.errors[name] = said
        return number

    def _day(self, name: str, text: str) -> date | None:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            self.errors[name] = _("Choose a day.")
            return None
        if not 2000 <= day.year <= 2100:
            self.errors[name] = _("Choose a day in this century.")
            return None
        return day
