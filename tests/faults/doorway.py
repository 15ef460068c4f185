"""The worker behind tests.faults.syncing: phones at the door while the process dies, or all at once.

One argument, JSON: {"task": "crash" | "crowd" | "restarts", "rounds": [...], "protected": bool, ...}. One JSON answer.
"""

from __future__ import annotations

import json
import logging
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import django

django.setup()

from django.db import close_old_connections, connection, connections, transaction
from django.test import Client

from tests.phones import DOOR, Phone
from tests.street import Street, contact, street
from wijkweb.commons import journal
from wijkweb.commons.middleware import Doors
from wijkweb.commons.models import Organisation
from wijkweb.contract.models import Contract
from wijkweb.field import sync
from wijkweb.field.actions import cells, register
from wijkweb.field.models import Contact, HoursCell, VisitCell
from wijkweb.field.reads.totals import hours_of_rows, visits_of_rows

_GONE = 77
_EACH = 10  # new contacts in a round
_AGAIN = 40  # contacts without a receipt that are sent once more


def _places() -> dict[str, tuple[Any, str, str]]:
    """point: (where, name, "before" or "after" the call)."""
    return {
        "before write": (register, "write_contacts", "before"),
        "contacts written": (register, "write_contacts", "after"),
        "hours written": (cells, "_hours", "after"),
        "totals written": (register, "work_out", "after"),
        "before the journal": (journal, "write", "before"),
        "after the journal": (journal, "write", "after"),
        "after commit": (sync, "register", "after"),
        "answer made": (sync, "_said", "after"),
    }


def _arm(point: str, reached: Callable[[], object]) -> None:
    if point == "after the answer":
        return
    where, name, when = _places()[point]
    real = getattr(where, name)

    def armed(*given: Any, **named: Any) -> None:
        if when == "after":
            real(*given, **named)
        reached()
        os._exit(_GONE)

    setattr(where, name, armed)


def _unprotect() -> None:
    """The twin: a batch that is not one transaction, and a contract that nobody holds."""
    write = journal.write

    def alone(*given: Any, **named: Any) -> Any:
        with transaction.atomic():  # a line of the journal refuses to be written outside a transaction
            return write(*given, **named)

    journal.write = alone
    sync.register = register.register.__wrapped__
    Contract.objects.select_for_update = lambda **_: Contract.objects.all()  # type: ignore[method-assign]


# --- the street


def _street() -> tuple[Street, Phone]:
    logging.getLogger("django.request").disabled = True
    city, _ = Organisation.objects.get_or_create(kind="municipality", name="Zeebrink", defaults={"fictional": True})
    on = street(city)
    return on, Phone(on)


def _made(chance: random.Random, on: Street) -> dict[str, Any]:
    day = date(2022, 2, 21) + timedelta(days=chance.randrange(40))
    minutes, workers = chance.choice((5, 15, 30, 60)), chance.choice((1, 1, 2))
    return contact(chance.choice((on.place, on.park)), date=day.isoformat(), minutes=minutes, workers=workers)


def _wrong_totals(on: Street) -> list[str]:
    """Where a total says something else than the rows."""
    contract = Contract.objects.get(pk=on.contract.pk)
    weeks = set(Contact.objects.values_list("monday", flat=True))
    rows = hours_of_rows(contract, weeks)
    said = {cells.key_of(cell): (cell.contact_minutes, cell.worker_minutes, cell.contacts) for cell in HoursCell.objects.all()}  # fmt: skip
    visited = {(place, day.replace(day=1)) for place, day in Contact.objects.values_list("place_id", "date")}
    days = {key: len(found) for key, found in visits_of_rows(contract, visited).items()}
    visits = {(cell.place_id, cell.month): cell.days for cell in VisitCell.objects.all()}
    return [name for name, same in (("hours", rows == said), ("visits", days == visits)) if not same]


# --- crash


def _in_a_child(point: str, phone: Phone, items: list[dict[str, str]]) -> tuple[bool, dict[str, str]]:
    """Whether the process died at its point, and the receipts that reached the phone before."""
    connections.close_all()
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            _arm(point, lambda: os.write(told, b"x\n"))
            answer = phone.up(*items).json()
            receipts = {one["id"]: one["answer"] for one in answer["answers"]}
            os.write(told, (json.dumps(receipts) + "\n").encode())
            if point == "after the answer":
                os.write(told, b"x\n")
                os._exit(_GONE)
        os._exit(1)
    os.close(told)
    with os.fdopen(heard) as pipe:
        lines = pipe.read().split()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    receipts = next((json.loads(line) for line in ["".join(lines).replace("x", "")] if line), {})
    return "x" in lines and code == _GONE, receipts


def crash(rounds: list[str], protected: bool) -> dict[str, Any]:
    """A crash in each round; what got no receipt is sent again in the next; at the end all of it."""
    on, phone = _street()
    chance, waiting, acknowledged = random.Random(len(rounds)), {}, set()  # type: ignore[var-annotated]
    made, hits, known, harm = 0, 0, 0, []
    for point in rounds:
        for _ in range(_EACH):
            item = phone.seal(_made(chance, on))
            waiting[item["id"]] = item
            made += 1
        batch = list(waiting.values())[-50:][: _EACH + _AGAIN]
        hit, receipts = _in_a_child(point, phone, batch)
        hits += hit
        known += _settle(receipts, waiting, acknowledged)
        if not protected and (wrong := _wrong_totals(on)):
            harm.append(f"{point}: {' and '.join(wrong)} are not what the rows say")
            break
    while waiting:
        answer = phone.up(*list(waiting.values())[:50]).json()
        known += _settle({one["id"]: one["answer"] for one in answer["answers"]}, waiting, acknowledged)
    rows = [str(id) for id in Contact.objects.values_list("client_id", flat=True)]
    harm += [f"{len(acknowledged - set(rows))} acknowledged contacts are lost"] if acknowledged - set(rows) else []
    harm += ["a contact is there twice"] if len(rows) != len(set(rows)) or len(rows) != made else []
    harm += [f"{name} are not what the rows say" for name in _wrong_totals(on)]
    return {"made": len(rounds), "hit": hits, "harm": harm, "contacts": made, "known": known}


def _settle(receipts: dict[str, str], waiting: dict[str, Any], acknowledged: set[str]) -> int:
    for id, answer in receipts.items():
        if answer in ("kept", "known"):
            waiting.pop(id, None)
            acknowledged.add(id)
    return sum(answer == "known" for answer in receipts.values())


# --- crowd


def crowd(rounds: list[int], protected: bool, writers: int) -> dict[str, Any]:
    """So many phones at once, each in a thread with a connection of its own, each contact a request."""
    if not protected and connection.vendor == "sqlite":
        connections.settings["default"]["OPTIONS"]["transaction_mode"] = "DEFERRED"
        connections.settings["default"]["OPTIONS"]["timeout"] = 0.05
        connections.close_all()
        del connections["default"]
    on, phone = _street()
    gate, lock = threading.Barrier(writers), threading.Lock()
    statuses: list[str] = []

    def write(at: int) -> None:
        chance, client = random.Random(at), Client(raise_request_exception=False)
        items = [phone.seal(_made(chance, on)) for number in rounds if number % writers == at]
        gate.wait(60)
        for item in items:
            body = {"version": 1, "now": "2022-03-16T20:30:00Z", "pending": 1, "items": [item]}
            told = client.post(DOOR, json.dumps(body), content_type="application/json", **phone.head)
            said = told.json()["answers"][0]["answer"] if told.status_code == 200 else str(told.status_code)
            with lock:
                statuses.append(said)
        connection.close()

    threads = [threading.Thread(target=write, args=(at,)) for at in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    harm = [f"answered {said}" for said in statuses if said != "kept"]
    harm += [f"{name} are not what the rows say" for name in _wrong_totals(on)]
    if protected and Contact.objects.count() != len(rounds):
        harm.append(f"{Contact.objects.count()} contacts, not {len(rounds)}")
    return {"made": len(rounds), "hit": len(statuses), "harm": harm}


# --- restarts of PostgreSQL


def restarts(rounds: list[int], protected: bool, control: list[str], writers: int) -> dict[str, Any]:
    """Immediate restarts of the server while phones write; what got no receipt is sent again."""
    if not protected:
        Doors.process_exception = lambda self, request, error: None  # type: ignore[method-assign, assignment]
    on, phone = _street()
    desk = _Desk(on, phone)
    threads = [threading.Thread(target=desk.write, args=(at,)) for at in range(writers)]
    for thread in threads:
        thread.start()
    chance, hits = random.Random(len(rounds)), 0
    for _ in rounds:
        hits += desk.broken_by(lambda: subprocess.run(control, check=True, stdout=subprocess.DEVNULL, cwd="/"), chance)
    desk.over = True
    for thread in threads:
        thread.join()
    connections.close_all()
    rows = {str(id) for id in Contact.objects.values_list("client_id", flat=True)}
    harm = [f"answered {said}" for said in sorted(desk.odd)]
    harm += [f"{len(desk.acknowledged - rows)} acknowledged contacts are lost"] if desk.acknowledged - rows else []
    harm += ["what a phone made is not what is there"] if rows != desk.acknowledged else []
    harm += [f"{name} are not what the rows say" for name in _wrong_totals(on)]
    return {"made": len(rounds), "hit": hits, "harm": harm, "contacts": len(rows), "known": desk.known}


class _Desk:
    """Phones that write until it is over, and what they were answered."""

    def __init__(self, on: Street, phone: Phone) -> None:
        self.on, self.phone = on, phone
        self.over, self.flying, self.broken, self.known = False, 0, 0, 0
        self.acknowledged: set[str] = set()
        self.odd: set[str] = set()
        self.lock = threading.Lock()

    def broken_by(self, restart: Callable[[], object], chance: random.Random) -> bool:
        """Restarts the server in the middle of a request; whether one was broken by it."""
        time.sleep(0.05 + chance.random() / 5)
        until, before = time.monotonic() + 5, self.broken
        while not self.flying and time.monotonic() < until:
            time.sleep(0.001)
        restart()
        time.sleep(0.05)
        return self.broken > before

    def write(self, at: int) -> None:
        chance, client = random.Random(at), Client(raise_request_exception=False)
        while not self.over:
            waiting = {item["id"]: item for item in [self.phone.seal(_made(chance, self.on)) for _ in range(5)]}
            while waiting:
                self._send(client, waiting)
        connection.close()

    def _send(self, client: Client, waiting: dict[str, dict[str, str]]) -> None:
        close_old_connections()  # as the server does before each request
        body = {"version": 1, "now": "2022-03-16T20:30:00Z", "pending": 5, "items": list(waiting.values())}
        with self.lock:
            self.flying += 1
        told = client.post(DOOR, json.dumps(body), content_type="application/json", **self.phone.head)
        with self.lock:
            self.flying -= 1
            if told.status_code == 200:
                receipts = {one["id"]: one["answer"] for one in told.json()["answers"]}
                self.known += _settle(receipts, waiting, self.acknowledged)
                return
            self.broken += 1
            if told.status_code != 503 or "Retry-After" not in told:
                self.odd.add(str(told.status_code))
        if self.over and told.status_code == 500:
            waiting.clear()
        time.sleep(0.02)


def main() -> None:
    task = json.loads(sys.argv[1])
    if not task.pop("protected"):
        _unprotect()
        task["protected"] = False
    run = {"crash": crash, "crowd": crowd, "restarts": restarts}[task.pop("task")]
    print(json.dumps(run(**{"protected": True, **task})))
    connections.close_all()


if __name__ == "__main__":
    main()
