"""The journal: appended, chained, refused to be changed, and every edit found before a head that is kept elsewhere."""

import json
import random
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests.conftest import NOW
from wijkweb.commons import journal
from wijkweb.commons.models import JournalLine

pytestmark = pytest.mark.django_db
TABLE = JournalLine._meta.db_table


def write(number: int, **facts: Any) -> None:
    for at in range(number):
        with transaction.atomic():
            journal.write("paper.check", by=None, now=NOW, at=at, **facts)


def without_triggers(statement: str, *values: Any) -> None:
    """What somebody with the database in their hands can do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER journal_no_update")
            cursor.execute("DROP TRIGGER journal_no_delete")
        cursor.execute(statement, values)


def test_lines_are_numbered_and_chained(city: Any, writer: Any) -> None:
    from wijkweb.commons.models import Case

    case = Case.objects.create(municipality=city, title="x", opened_at=NOW)
    before = journal.head().number
    with transaction.atomic():
        line = journal.write("dossier.keep", by=writer, now=NOW, case=case, amount="5.00", ë="ü")
    assert (line.number, line.who, json.loads(line.facts)) == (
        before + 1,
        writer.public_id,
        {"amount": "5.00", "ë": "ü"},
    )
    verdict = journal.verify()
    assert (verdict.broken, verdict.lines, verdict.head) == (None, before + 1, journal.Head(line.number, line.hash))


def test_a_line_belongs_to_the_transaction_of_its_write() -> None:
    write(1)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        journal.write("x", by=None, now=NOW)
        _ = 1 / 0
    assert journal.head().number == 1


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {TABLE} SET verb = 'x'",
        f"UPDATE {TABLE} SET facts = '[]' WHERE number = 1",
        f"DELETE FROM {TABLE}",
        f"DELETE FROM {TABLE} WHERE number = 2",
    ],
)
def test_the_database_refuses_any_change(statement: str) -> None:
    write(3)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert journal.verify().lines == 3


def test_the_database_refuses_to_be_emptied() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    write(1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {TABLE}")


EDITS = ["change facts", "change verb", "change date", "delete", "swap", "insert", "truncate", "rewrite all"]


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("seed", range(5))
def test_an_edit_is_found(edit: str, seed: int) -> None:
    write(12)
    head = str(journal.head())
    chance = random.Random(seed)
    at = chance.randint(1, 11)
    tamper(edit, at)
    verdict = journal.verify([head])
    assert verdict.broken is not None, (edit, at)


def tamper(edit: str, at: int) -> None:
    if edit == "change facts":
        without_triggers(f"UPDATE {TABLE} SET facts = '{{\"at\":99}}' WHERE number = %s", at)
    elif edit == "change verb":
        without_triggers(f"UPDATE {TABLE} SET verb = 'niets' WHERE number = %s", at)
    elif edit == "change date":
        without_triggers(f"UPDATE {TABLE} SET at = %s WHERE number = %s", NOW.replace(year=2020), at)
    elif edit == "delete":
        without_triggers(f"DELETE FROM {TABLE} WHERE number = %s", at)
    elif edit == "swap":
        without_triggers(f"UPDATE {TABLE} SET number = number + 1000 WHERE number = %s", at)
        JournalLine.objects.filter(number=at + 1).update(number=at)
        JournalLine.objects.filter(number=at + 1000).update(number=at + 1)
    elif edit == "truncate":
        without_triggers(f"DELETE FROM {TABLE} WHERE number > %s", at)
    elif edit == "insert":
        without_triggers(f"UPDATE {TABLE} SET number = number + 1000 WHERE number > %s", at)
        JournalLine.objects.create(number=at + 1, at=NOW, verb="x", facts="{}", previous="0" * 64, hash="0" * 64)
    else:
        without_triggers(f"UPDATE {TABLE} SET verb = 'niets' WHERE number = %s", at)
        rewrite()


def rewrite() -> None:
    """Makes the whole chain anew, as somebody who has read this code would."""
    last = journal.Head(0, journal.START)
    for line in JournalLine.objects.order_by("number"):
        line.previous = last.hash
        line.hash = journal.line_hash(line, "")
        line.save()
        last = journal.Head(line.number, line.hash)


def test_without_a_head_kept_elsewhere_a_rewritten_chain_is_not_found() -> None:
    """The twin: what the kept head is for."""
    write(5)
    head = str(journal.head())
    tamper("rewrite all", 2)
    assert journal.verify().broken is None
    assert journal.verify([head]).broken == 5


def test_an_honest_journal_raises_no_alarm_at_any_head() -> None:
    heads = []
    for _ in range(8):
        write(1)
        heads.append(str(journal.head()))
    assert journal.verify(heads).broken is None
