"""The journal: every write of the program appends one line, and each line holds the hash of the one before.

Whoever changes a line in the database, or takes one out, breaks the chain from there on; whoever makes the
whole chain anew gets another head. So an edit is found as long as one later head is kept elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from wijkweb.commons.models import Case, JournalLine, Person

START = "0" * 64
_HEAD = re.compile(r"[1-9][0-9]{0,17}-[0-9a-f]{16,64}")
LOCK = 7_401_620  # any number, the same for every writer


@dataclass(frozen=True, slots=True)
class Head:
    """The last line of the journal: its number and hash; number 0 when there is none."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}-{self.hash[:32]}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found: how many lines hold, and the number of the first that does not, with why."""

    lines: int
    head: Head
    broken: int | None = None
    reason: str = ""


def write(verb: str, *, by: Person | None, now: datetime, case: Case | None = None, **facts: Any) -> JournalLine:
    """Appends a line, in the transaction of the write that it tells of."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a journal line belongs to the transaction of its write")
    one_at_a_time()
    last = head()
    line = JournalLine(
        number=last.number + 1,
        at=now,
        who=by.public_id if by else "",
        verb=verb,
        case=case,
        facts=json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str),
        previous=last.hash,
    )
    line.hash = line_hash(line, case.public_id if case else "")
    line.save(force_insert=True)
    return line


def one_at_a_time() -> None:
    """Waits until no other transaction writes, and keeps the others waiting until this one ends."""
    if connection.vendor == "postgresql":  # SQLite's BEGIN IMMEDIATE already lets one writer in at a time
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def head() -> Head:
    """The last line of the journal."""
    last = JournalLine.objects.order_by("-number").values_list("number", "hash").first()
    return Head(*last) if last else Head(0, START)


def line_hash(line: JournalLine, case_id: str) -> str:
    """SHA-256 of the line before and of everything that this line says, as canonical JSON."""
    said = [
        line.previous, line.number, line.at.astimezone(UTC).isoformat(), line.who, line.verb, case_id, line.facts
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def verify(kept: Iterable[str] = (), *, using: str = "default") -> Verdict:
    """Walks the whole chain; `kept` are heads ("number-hash") that were noted elsewhere, in a backup's name.

    Raises ValueError for a head that is not written like one.
    """
    heads: dict[int, set[str]] = defaultdict(set)
    for text in kept:
        if not _HEAD.fullmatch(text):
            raise ValueError(f"{text!r} is no head")
        number, _, start = text.partition("-")
        heads[int(number)].add(start)
    last = Head(0, START)
    lines = 0
    # only these columns: a backup of an older version may not have the others of a case
    columns = ("number", "at", "who", "verb", "facts", "previous", "hash", "case__public_id")
    chain = JournalLine.objects.using(using).select_related("case").only(*columns).order_by("number", "pk")
    for line in chain.iterator(2_000):
        reason = _fault(line, last)
        if not reason and not all(map(line.hash.startswith, heads.get(line.number, ()))):
            reason = "is another line than the one that was noted"
        if reason:
            return Verdict(lines, last, line.number, reason)
        last = Head(line.number, line.hash)
        lines += 1
    missing = [number for number in heads if number > last.number]
    if missing:
        return Verdict(lines, last, min(missing), "was noted but is gone")
    return Verdict(lines, last)


def _fault(line: JournalLine, last: Head) -> str:
    if line.number != last.number + 1:
        return f"stands where line {last.number + 1} should stand"
    if line.previous != last.hash:
        return "does not follow on the line before it"
    if line.hash != line_hash(line, line.case.public_id if line.case else ""):
        return "says something else than its hash"
    return ""
