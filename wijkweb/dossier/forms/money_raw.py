"""The budget as text in a form: as it was typed, or made of what is kept. Nothing typed is ever thrown away here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import QueryDict

from wijkweb.commons.ids import public_id
from wijkweb.rules.budget import STAFF, WHOLE_PERIOD, posts_of
from wijkweb.rules.entries import Entry, staff_columns, token_of
from wijkweb.shapes.application import Payer, StaffPlan
from wijkweb.shapes.call import Call
from wijkweb.writers.wording import money, plain_number

STAFF_FIELDS = ("payer", "function", "employer", "vte", "start", "end", "yearly", "indexation")
_ID = re.compile(r"[a-z0-9]{12}")
MOST_PAYERS, MOST_ROWS, MOST_STAFF = 100, 60, 200
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass
class RawRow:
    """A row of a payer: a post of the call (`key` is the post), or a further one with a label ("-1", "-2")."""

    key: str
    post: str
    label: str = ""
    cells: dict[int, str] = field(default_factory=dict)


@dataclass
class RawPayer:
    id: str
    name: str = ""
    kind: str = "public"
    rows: list[RawRow] = field(default_factory=list)


@dataclass
class RawStaff:
    """A staff line; `payer` is the id of who pays it."""

    id: str
    payer: str = ""
    function: str = ""
    employer: str = ""
    vte: str = ""
    start: str = ""
    end: str = ""
    yearly: str = ""
    indexation: str = ""


@dataclass
class RawMoney:
    token: str
    columns: list[int]
    payers: list[RawPayer]
    staff: list[RawStaff]


def raw_from(entries: Sequence[Entry], call: Call, language: str) -> RawMoney:
    """What is kept, as a form shows it."""
    columns = {line.year or WHOLE_PERIOD for entry in entries for line in entry.payer.lines} | staff_columns(entries)
    return RawMoney(
        token_of(entries),
        sorted(columns) or [WHOLE_PERIOD],
        [RawPayer(e.id, e.payer.name, e.payer.kind, _rows(e.payer, call, language)) for e in entries],
        [
            _staff(key, entry.id, plan, language)
            for entry in entries
            for key, plan in zip(entry.staff, entry.payer.staff, strict=True)
        ],
    )


def empty_rows(call: Call) -> list[RawRow]:
    """A row for each post of the call, in its order."""
    return [RawRow(post.key, post.key) for post in posts_of(call)]


def _rows(payer: Payer, call: Call, language: str) -> list[RawRow]:
    rows = {(row.post, ""): row for row in empty_rows(call)}
    for line in payer.lines:
        if line.post == STAFF and payer.staff:
            continue
        further = f"-{len(rows)}"
        row = rows.setdefault((line.post, line.label), RawRow(further, line.post, line.label))
        row.cells[line.year or WHOLE_PERIOD] = money(line.amount, language)
    return list(rows.values())


def _staff(key: str, payer: str, plan: StaffPlan, language: str) -> RawStaff:
    return RawStaff(
        key,
        payer,
        plan.function,
        plan.employer,
        plain_number(plan.vte, language),
        plan.start.isoformat(),
        plan.end.isoformat(),
        money(plan.yearly, language),
        plain_number(plan.indexation, language) if plan.indexation else "",
    )


def raw_posted(data: QueryDict, call: Call) -> RawMoney:
    """What was typed, bounded in number; ids that no form of ours made are left out."""
    columns = sorted({year for text in data.getlist("year") if (year := _column(text)) is not None}) or [WHOLE_PERIOD]
    payers = [_posted_payer(data, key, columns, call) for key in _ids(data, "payer")[:MOST_PAYERS]]
    staff = [
        RawStaff(key, *(_text(data, f"staff.{key}.{name}") for name in STAFF_FIELDS))
        for key in _ids(data, "staff")[:MOST_STAFF]
    ]
    return RawMoney(data.get("token", ""), columns, payers, staff)


def _column(text: str) -> int | None:
    """A year, or 0 for the whole period; None for what is neither."""
    known = text.isascii() and text.isdigit() and len(text) <= 4
    year = int(text) if known else -1
    return year if year == WHOLE_PERIOD or FIRST_YEAR <= year <= LAST_YEAR else None


def _text(data: QueryDict, name: str) -> str:
    """What was typed, without the one character that no database stores."""
    return data.get(name, "").replace("\0", "").strip()


def _ids(data: QueryDict, name: str) -> list[str]:
    return [key for key in dict.fromkeys(data.getlist(name)) if _ID.fullmatch(key)]


def _posted_payer(data: QueryDict, key: str, columns: Sequence[int], call: Call) -> RawPayer:
    rows = empty_rows(call)
    further = [name for name in dict.fromkeys(data.getlist(f"rows.{key}")) if re.fullmatch(r"-[0-9]{1,3}", name)]
    rows += [
        RawRow(name, _text(data, f"post.{key}.{name}")[:60], _text(data, f"label.{key}.{name}"))
        for name in further[:MOST_ROWS]
    ]
    for row in rows:
        typed = {year: _text(data, f"cell.{key}.{row.key}.{year}") for year in columns}
        row.cells = {year: text for year, text in typed.items() if text}
    return RawPayer(key, _text(data, f"name.{key}"), data.get(f"kind.{key}", ""), rows)


def rearrange(raw: RawMoney, asked: str, year: str, call: Call) -> str:
    """Adds or takes away a year, a payer, a row or a staff line; the name of the field to go to, "" when none."""
    verb, _, what = asked.partition(":")
    added, dropped = _column(year), _column(what)
    if verb == "add_year" and added is not None:
        raw.columns = sorted({*raw.columns, added})
    elif verb == "drop_year" and len(raw.columns) > 1:
        raw.columns = [kept for kept in raw.columns if kept != dropped]
    elif verb == "add_payer":
        raw.payers.append(RawPayer(public_id(), rows=empty_rows(call)))
        return f"name.{raw.payers[-1].id}"
    elif verb == "add_staff":
        raw.staff.append(RawStaff(public_id(), payer=what))
        return f"staff.{raw.staff[-1].id}.function"
    elif verb == "drop_payer":
        raw.payers = [payer for payer in raw.payers if payer.id != what]
        raw.staff = [line for line in raw.staff if line.payer != what]
    elif verb == "drop_staff":
        raw.staff = [line for line in raw.staff if line.id != what]
    elif verb in ("add_row", "drop_row"):
        return _rearrange_rows(raw, verb, what)
    return ""


def _rearrange_rows(raw: RawMoney, verb: str, what: str) -> str:
    key, _, name = what.partition(":")
    for payer in raw.payers:
        if payer.id == key and verb == "drop_row":
            payer.rows = [row for row in payer.rows if row.key != name or not row.key.startswith("-")]
        elif payer.id == key:
            taken = [int(row.key[1:]) for row in payer.rows if row.key.startswith("-")]
            payer.rows.append(RawRow(f"-{max(taken, default=0) + 1}", ""))
            return f"label.{key}.{payer.rows[-1].key}"
    return ""
