"""The budget laid out for its page: payers, posts and years with their totals, each figure with the rows behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from wijkweb.dossier.forms.money import KINDS, MoneyForm
from wijkweb.dossier.forms.money_raw import FIRST_YEAR, LAST_YEAR, RawPayer, RawRow, RawStaff
from wijkweb.rules.budget import STAFF, WHOLE_PERIOD, posts_of, staff_amount, staff_length, staff_years
from wijkweb.rules.entries import Entry, staff_columns, totals
from wijkweb.rules.money import ZERO, total
from wijkweb.rules.standing import Standing, standing
from wijkweb.shapes.application import StaffPlan
from wijkweb.shapes.call import Call, MaxYears
from wijkweb.writers.wording import word, years

Part = tuple[str, Decimal]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: its name, what stands in it, what is wrong with it, whether to go there first."""

    name: str
    text: str
    error: str
    first: bool = False


@dataclass(frozen=True, slots=True)
class CellView:
    """An amount of a post in a year; a computed one has `parts`, the staff lines that it comes from."""

    year: int
    field: Field
    amount: Decimal
    computed: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a payer. `further`: not one of the call's posts in its order, but a line with a label."""

    key: str
    post: str
    title: str
    label: Field
    further: bool
    eligible: bool
    cells: tuple[CellView, ...]
    total: Decimal


@dataclass(frozen=True, slots=True)
class PayerView:
    id: str
    name: Field
    kind: str
    kinds: tuple[str, ...]
    rows: tuple[RowView, ...]
    total: Decimal


@dataclass(frozen=True, slots=True)
class StaffView:
    """A staff line with what it costs a year, and how long it runs."""

    id: str
    payer: Field
    function: Field
    employer: Field
    vte: Field
    start: Field
    end: Field
    yearly: Field
    indexation: Field
    years: tuple[tuple[int, Decimal], ...]
    total: Decimal
    length: str


@dataclass(frozen=True, slots=True)
class PostView:
    """A post over all payers, with what each of them brings."""

    key: str
    title: str
    total: Decimal
    parts: tuple[tuple[str, str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    token: str
    columns: tuple[int, ...]
    more_years: tuple[int, ...]
    payers: tuple[PayerView, ...]
    staff: tuple[StaffView, ...]
    posts: tuple[PostView, ...]
    years: tuple[tuple[int, Decimal], ...]
    all: Decimal
    sources: tuple[tuple[str, tuple[Part, ...]], ...]
    standing: Standing
    errors: tuple[str, ...]
    wrong: int


def sheet_of(form: MoneyForm) -> Sheet:
    """The page of a form."""
    columns = tuple(sorted({*form.raw.columns, *staff_columns(form.entries)}))
    summed, entries = totals(form.entries), {entry.id: entry for entry in form.entries}
    plans = {key: plan for e in form.entries for key, plan in zip(e.staff, e.payer.staff, strict=True)}
    general = form.errors.get("", "")
    return Sheet(
        token=form.raw.token,
        columns=columns,
        more_years=tuple(year for year in years_offered(form.call) if year not in columns),
        payers=tuple(_payer(payer, entries[payer.id], columns, form) for payer in form.raw.payers),
        staff=tuple(_staff(line, plans.get(line.id), form) for line in form.raw.staff),
        posts=_posts(form),
        years=tuple((year, summed.years.get(year, ZERO)) for year in columns),
        all=summed.all,
        sources=tuple((kind, _sources(form.entries, kind)) for kind in KINDS),
        standing=standing([entry.payer for entry in form.entries], form.call),
        errors=(general,) if general else (),
        wrong=len(form.errors) - bool(general),
    )


def years_offered(call: Call) -> tuple[int, ...]:
    """The whole period and the calendar years that a contract under this call can touch."""
    clause, first = call.clause(MaxYears), call.launch.year
    last = clause.last_day.year if clause and clause.last_day else first + (clause.years if clause else 4) + 1
    return (WHOLE_PERIOD, *range(max(first, FIRST_YEAR), min(last, LAST_YEAR) + 1))


def _field(form: MoneyForm, name: str, text: str) -> Field:
    return Field(name, text, form.errors.get(name, ""), name == form.focus)


def _payer(payer: RawPayer, entry: Entry, columns: Sequence[int], form: MoneyForm) -> PayerView:
    rows = payer.rows
    if entry.staff and not any(row.key == STAFF for row in rows):
        rows = [RawRow(STAFF, STAFF), *rows]  # the call has no such post: the lines still cost something
    views = tuple(_row(payer, row, entry, columns, form) for row in rows)
    return PayerView(
        payer.id,
        _field(form, f"name.{payer.id}", payer.name),
        payer.kind,
        KINDS,
        views,
        total(row.total for row in views),
    )


def _row(payer: RawPayer, row: RawRow, entry: Entry, columns: Sequence[int], form: MoneyForm) -> RowView:
    titles = {post.key: post.title for post in posts_of(form.call)}
    computed = bool(entry.staff) and row.post == STAFF
    cells = tuple(_cell(payer, row, year, entry, computed, form) for year in columns)
    return RowView(
        row.key,
        row.post,
        titles.get(row.post) or (word("staff", form.call.language) if row.post == STAFF else ""),
        _field(form, f"label.{payer.id}.{row.key}", row.label),
        row.key.startswith("-"),
        row.post in titles,
        cells,
        ZERO if computed and row.key != STAFF else total(cell.amount for cell in cells),
    )


def _cell(payer: RawPayer, row: RawRow, year: int, entry: Entry, computed: bool, form: MoneyForm) -> CellView:
    name = f"cell.{payer.id}.{row.key}.{year}"
    parts: tuple[Part, ...] = ()
    if computed and row.key == STAFF:
        spread = ((plan.function, staff_years(plan).get(year, ZERO)) for plan in entry.payer.staff)
        parts = tuple((function, amount) for function, amount in spread if amount)
        amount = total(amount for _, amount in parts)
    else:
        found = (
            line.amount
            for line in entry.payer.lines
            if (line.post, line.label, line.year or WHOLE_PERIOD) == (row.post, row.label[:200], year)
        )
        amount = total(found)
    return CellView(year, _field(form, name, row.cells.get(year, "")), amount, computed, parts)


def _staff(line: RawStaff, plan: StaffPlan | None, form: MoneyForm) -> StaffView:
    def field(name: str) -> Field:
        return _field(form, f"staff.{line.id}.{name}", getattr(line, name))

    return StaffView(
        line.id,
        field("payer"),
        field("function"),
        field("employer"),
        field("vte"),
        field("start"),
        field("end"),
        field("yearly"),
        field("indexation"),
        tuple(staff_years(plan).items()) if plan else (),
        staff_amount(plan) if plan else ZERO,
        years(staff_length(plan), form.call.language) if plan else "",
    )


def _posts(form: MoneyForm) -> tuple[PostView, ...]:
    summed = totals(form.entries)
    names = {entry.id: entry.payer.name for entry in form.entries}
    titles = {post.key: post.title for post in posts_of(form.call)}
    titles |= {post: "" for post in summed.posts if post not in titles}
    return tuple(
        PostView(
            key,
            title,
            summed.posts.get(key, ZERO),
            tuple((payer, names[payer], amount) for (payer, post), amount in summed.cells.items() if post == key),
        )
        for key, title in titles.items()
    )


def _sources(entries: Sequence[Entry], kind: str) -> tuple[Part, ...]:
    summed = totals(entries).payers
    return tuple((entry.payer.name, summed[entry.id]) for entry in entries if entry.payer.kind == kind)
