"""Sealed rows are opened, from the door or from a file that a phone gave out when nothing else worked (R15)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.commons.sealing import NotOpened, open_sealed
from wijkweb.contract.models import Contract
from wijkweb.field.actions.devices import mark_of
from wijkweb.field.actions.register import Answer, Arrived, register

VERSIONS = (1,)
MOST_ROWS = 5_000
_AT_ONCE = 500


class NoRescueFile(ValueError):
    """The file is not one that a phone gives out; `code` says why: not_json, malformed, version, too_many, or
    other_worker when it was made for somebody else than who was chosen."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Rescued:
    """What became of the rows: how many by answer, and how many by reason among those refused and held."""

    kept: int
    known: int
    held: int
    refused: int
    reasons: tuple[tuple[str, int], ...]


def opened(item: Mapping[str, Any]) -> Arrived:
    """An item with its seal taken off; what cannot be opened says why."""
    id, key, sealed = (item.get(name) for name in ("id", "key", "sealed"))
    if not (isinstance(id, str) and isinstance(key, str) and isinstance(sealed, str)):
        return Arrived(str(id)[:100], code="malformed")
    try:
        return Arrived(id, json.loads(open_sealed(key_id=key, row_id=id, sealed=sealed)))
    except NotOpened as error:
        return Arrived(id[:100], code=error.code)
    except (ValueError, RecursionError):
        return Arrived(id[:100], code="not_json")


@transaction.atomic
def rescue(*, contract: Contract, maker: Person, file: bytes, by: Person, now: datetime) -> Rescued:
    """Registers the rows of a file for one worker; taken in twice it changes nothing. Raises NoRescueFile."""
    items, worker = rows_of(file)
    if worker and worker != mark_of(contract, maker):
        raise NoRescueFile("other_worker")
    arrived = [opened(item) for item in items]
    answers: list[Answer] = []
    for first in range(0, len(arrived), _AT_ONCE):
        answers += register(contract=contract, maker=maker, items=arrived[first : first + _AT_ONCE], now=now)
    counted = Counter(answer.verdict for answer in answers)
    if counted:
        facts = {name: counted[name] for name in ("kept", "held", "refused") if counted[name]}
        journal.write("field.rescue", by=by, now=now, case=contract.case, **facts)
    reasons = Counter(answer.code for answer in answers if answer.code)
    return Rescued(
        counted["kept"], counted["known"], counted["held"], counted["refused"], tuple(sorted(reasons.items()))
    )


def rows_of(file: bytes) -> tuple[list[Mapping[str, Any]], str]:
    """The sealed rows of a rescue file, and the mark of whose they are; raises NoRescueFile."""
    try:
        document = json.loads(file)
    except (ValueError, RecursionError):
        raise NoRescueFile("not_json") from None
    if not isinstance(document, dict):
        raise NoRescueFile("malformed")
    if document.get("version") not in VERSIONS or isinstance(document.get("version"), bool):
        raise NoRescueFile("version")
    items = document.get("items")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise NoRescueFile("malformed")
    if len(items) > MOST_ROWS:
        raise NoRescueFile("too_many")
    worker = document.get("worker", "")
    return items, worker if isinstance(worker, str) else "?"
