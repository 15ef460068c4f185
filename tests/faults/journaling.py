"""Edits of the journal by somebody with the database in their hands, and the triggers that refuse anybody else."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import F

from tests.conftest import NOW
from tests.faults.harness import Fault, Figures, Place, tenth, timed, whole
from wijkweb.commons import journal
from wijkweb.commons.models import Case, JournalLine, Organisation, Person

TABLE = JournalLine._meta.db_table
_SEED = 20210719
_LINES = 60
_EDITS = 200
_FAR = 10_000


def _people_and_cases() -> None:
    city = Organisation.objects.create(kind="municipality", name="Duinvoorde", fictional=True)
    for at in range(3):
        Case.objects.create(municipality=city, title=f"zaak {at}", opened_at=NOW)
        Person.objects.create(email=f"{at}@example.org", name=str(at), joined_at=NOW)


@contextmanager
def _in_the_attackers_hands(*, triggers: bool = False) -> Iterator[None]:
    """Without the triggers, and put back as it was afterwards."""
    with transaction.atomic():
        if not triggers:
            _drop_triggers()
        yield
        transaction.set_rollback(True)


def _drop_triggers() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER journal_no_update")
            cursor.execute("DROP TRIGGER journal_no_delete")


# --- the edits: each takes the lines from `at` on and leaves a journal that somebody would like better


def _change(at: int, chance: random.Random) -> str:
    line = JournalLine.objects.select_related("case").get(number=at)
    name = chance.choice(("facts", "verb", "at", "who", "case"))
    if name == "facts":
        line.facts = json.dumps({**json.loads(line.facts), "amount": "1.00"}, sort_keys=True, separators=(",", ":"))
    elif name == "verb":
        line.verb = "niets"
    elif name == "at":
        line.at += timedelta(seconds=chance.choice((-86_400, 1)))
    elif name == "who":
        line.who = "iemand" if line.who != "iemand" else ""
    else:
        line.case = Case.objects.exclude(pk=line.case_id).first()
    line.save()
    return f"change {name}"


def _delete(at: int, _: random.Random) -> str:
    JournalLine.objects.filter(number=at).delete()
    return "delete"


def _delete_and_close(at: int, chance: random.Random) -> str:
    _delete(at, chance)
    _shift(at + 1, -1)
    return "delete and renumber"


def _shift(start: int, by: int) -> None:
    JournalLine.objects.filter(number__gte=start).update(number=F("number") + _FAR)
    JournalLine.objects.filter(number__gte=_FAR).update(number=F("number") - _FAR + by)


def _swap(at: int, _: random.Random) -> str:
    other = at + 1 if JournalLine.objects.filter(number=at + 1).exists() else at - 1
    for number, new in ((at, _FAR), (other, at), (_FAR, other)):
        JournalLine.objects.filter(number=number).update(number=new)
    return "swap"


def _insert(at: int, _: random.Random) -> str:
    _shift(at, 1)
    before = JournalLine.objects.filter(number=at - 1).first()
    line = JournalLine(number=at, at=NOW, verb="dossier.keep", facts="{}", previous=before.hash if before else journal.START)  # fmt: skip
    line.hash = journal.line_hash(line, "")
    line.save()
    return "insert"


def _truncate(at: int, _: random.Random) -> str:
    JournalLine.objects.filter(number__gte=at).delete()
    return "truncate"


def _new_head(_: int, chance: random.Random) -> str:
    last = JournalLine.objects.latest("number")
    _change(last.number, chance)
    _chain(last.number)
    return "replace the head"


def _swap_hash(at: int, _: random.Random) -> str:
    JournalLine.objects.filter(number=at).update(hash="f" * 64)
    return "change hash"


def _chain(start: int) -> None:
    """Fresh and valid hashes from here on: what somebody does who has read the program."""
    before = JournalLine.objects.filter(number__lt=start).order_by("-number").first()
    last = before.hash if before else journal.START
    for line in JournalLine.objects.select_related("case").filter(number__gte=start).order_by("number"):
        line.previous = last
        line.hash = last = journal.line_hash(line, line.case.public_id if line.case else "")
        line.save()


_PLAIN = (_change, _delete, _delete_and_close, _swap, _insert, _truncate, _swap_hash, _new_head)
_REMADE = (_change, _change, _delete_and_close, _swap, _insert)  # a whole suffix with valid hashes
Edit = Callable[[int, random.Random], str]


def _edits() -> list[tuple[int, Edit, bool]]:
    """(place, edit, whether the suffix is made anew): half of them by somebody who knows how."""
    chance = random.Random(_SEED)
    found: list[tuple[int, Edit, bool]] = []
    for at in range(_EDITS):
        remade = at % 2 == 1
        kinds: Sequence[Edit] = _REMADE if remade else _PLAIN
        found.append((chance.randint(1, _LINES), kinds[at // 2 % len(kinds)], remade))
    return found


def _heads_noted(chance: random.Random) -> list[str]:
    """The journal filled in three stretches; after each its head was noted elsewhere, as in a backup's name."""
    heads = []
    _people_and_cases()
    for _ in range(3):
        _more(chance, _LINES // 3)
        heads.append(str(journal.head()))
    return heads


def _more(chance: random.Random, number: int) -> None:
    """Lines as the program writes them, of several people and cases."""
    people, cases = [None, *Person.objects.all()], [None, *Case.objects.all()]
    for _ in range(number):
        with transaction.atomic():
            journal.write(
                chance.choice(("paper.check", "dossier.keep", "call.load")), by=chance.choice(people),
                now=NOW + timedelta(minutes=chance.randrange(10_000)), case=chance.choice(cases),
                amount=f"{chance.randrange(10**6)}.00", text=chance.choice(("é", "ü", "", "a" * 300)),
            )  # fmt: skip


def _edited(figures: Figures, heads: Sequence[str]) -> None:
    """Every edit in turn; harm is an edit that the verification passes over."""
    kinds: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    before = _said()
    for number, (at, edit, remade) in enumerate(tenth(_edits(), 20)):
        with _in_the_attackers_hands():
            name = edit(at, random.Random(f"{_SEED}-{number}"))
            if remade:
                name = f"{name}, hashes made anew"
                _chain(at - 1 if edit is _swap else at)
            figures.made += 1
            figures.hit += _said() != before
            kinds[name] += 1
            if journal.verify(heads).broken is None:
                missed[name] += 1
                figures.harm.append(f"{name} at line {at} was not found")
    figures.notes.append(f"{len(kinds)} kinds of edit")
    if missed:
        figures.notes.append("not found: " + ", ".join(f"{number} x {name}" for name, number in sorted(missed.items())))


def _said() -> list[tuple[Any, ...]]:
    names = ("number", "at", "who", "verb", "case", "facts", "previous", "hash")
    return list(JournalLine.objects.order_by("pk").values_list(*names))


def _run(_: Place) -> Figures:
    figures = Figures()
    with timed(figures):
        chance = random.Random(_SEED)
        heads = _heads_noted(chance)
        _edited(figures, heads)
        clean = len(tenth(range(_EDITS)))
        false = 0
        for _round in range(clean):
            _more(chance, 1)
            heads.append(str(journal.head()))
            false += journal.verify(heads).broken is not None
        figures.harm += ["a clean journal was called broken"] * false
        figures.notes.append(f"{clean} clean runs, {false} false alarms")
    return figures


def _twin(_: Place) -> Figures:
    figures = Figures()
    with timed(figures):
        _heads_noted(random.Random(_SEED))
        _edited(figures, ())
    return figures


EDITS = Fault(
    key="journal-edits",
    title="The journal, edited in the database",
    what=f"{_EDITS} edits of a journal of {_LINES} lines with the triggers taken away: a field changed, a line deleted, put in, swapped, the tail cut off, the head replaced; half of them with every later hash made anew, and valid. A fault hit when the table says something else than before.",
    limits=f"Each is found by the verification with the three heads that were noted before; no false alarm in {_EDITS} clean runs.",
    seed=_SEED,
    least=1.0,
    run=_run,
    twin=_twin,
    twin_what="The same edits verified without a head that is kept elsewhere: harm is an edit that is not found.",
    database=True,
)


# --- the triggers

_STATEMENTS = (
    f"UPDATE {TABLE} SET verb = 'x' WHERE number = %s",
    f"UPDATE {TABLE} SET facts = '[]' WHERE number >= %s",
    f"UPDATE {TABLE} SET hash = previous WHERE number = %s",
    f"UPDATE {TABLE} SET number = number + 1000 WHERE number = %s",
    f"DELETE FROM {TABLE} WHERE number = %s",
    f"DELETE FROM {TABLE} WHERE number >= %s",
)


def _tried(figures: Figures, *, triggers: bool) -> None:
    chance = random.Random(_SEED + 1)
    before = _said()
    tries = [_STATEMENTS[at % len(_STATEMENTS)] for at in range(120)]
    for statement in tries if whole() else tries[:12]:
        number = chance.randint(1, _LINES)
        figures.made += 1
        with _in_the_attackers_hands(triggers=triggers):
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(statement, [number])
                    figures.hit += cursor.rowcount > 0
            except DatabaseError as error:
                figures.hit += "append-only" in str(error)
            if _said() != before:
                figures.harm.append(f"went through: {statement % number}")


def _refused(_: Place) -> Figures:
    figures = Figures()
    with timed(figures):
        _heads_noted(random.Random(_SEED))
        _tried(figures, triggers=True)
    return figures


def _refused_twin(_: Place) -> Figures:
    figures = Figures()
    with timed(figures):
        _heads_noted(random.Random(_SEED))
        _tried(figures, triggers=False)
    return figures


TRIGGERS = Fault(
    key="journal-triggers",
    title="The journal, changed by the program's own account",
    what="120 statements UPDATE and DELETE on the journal by the account that the program itself uses. A fault hit when the database was asked to change a line that exists.",
    limits="The database refuses each one.",
    seed=_SEED + 1,
    least=1.0,
    run=_refused,
    twin=_refused_twin,
    twin_what="The same statements without the triggers: harm is a statement that goes through.",
    database=True,
)
