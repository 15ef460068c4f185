"""The sync door with sealed rows: one batch of fifty, and five hundred rows in ten batches.

Each run has a fortnight of its own, as a phone that was fourteen days without a link; 2,000 other contacts lie over the
year around it.
"""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from typing import Any

from bench import cpu
from bench.inside.lists import _server
from bench.inside.prepare import prepare

BATCH, ROWS, THERE = 50, 500, 2_000
START, FORTNIGHT, YEAR = date(2022, 3, 1), 14, 364


def main() -> None:
    prepare()
    from bench.inside.fill import municipalities, settled
    from tests.phones import Phone
    from tests.street import street

    on = street(municipalities()[0])
    phone, chance = Phone(on), random.Random(7)
    for _ in range(THERE // BATCH):
        _send(phone, _sealed(phone, on, chance, START, YEAR))
    settled()
    first, *others = [START + timedelta(days=at) for at in range(0, YEAR, FORTNIGHT)]
    batches = [_sealed(phone, on, chance, first, FORTNIGHT) for _ in range(11)]
    one = cpu.of_call(lambda: _send(phone, batches.pop()), runs=9, server=_server())
    runs = [[_sealed(phone, on, chance, day, FORTNIGHT, at) for at in range(ROWS, 0, -BATCH)] for day in others[:7]]
    many = cpu.of_call(lambda: [_send(phone, body) for body in runs.pop()], runs=5, server=_server())
    print(json.dumps({"batch": 1000 * one, "many": many}))


def _sealed(phone: Any, on: Any, chance: random.Random, first: date, days: int, pending: int = BATCH) -> str:
    """The body of a batch, as it comes in, of contacts over so many days; with it so many wait on the phone."""
    from tests.street import contact

    dates = [first + timedelta(days=chance.randrange(days)) for _ in range(BATCH)]
    items = [phone.seal(contact(chance.choice((on.place, on.park)), date=day.isoformat())) for day in dates]
    return json.dumps({"version": 1, "now": "2022-03-16T20:30:00Z", "pending": pending, "items": items})


def _send(phone: Any, body: str) -> None:
    told = phone.client.post("/veld/deur/", body, content_type="application/json", **phone.head).json()
    if {answer["answer"] for answer in told["answers"]} != {"kept"}:
        raise RuntimeError("a row was not kept")


if __name__ == "__main__":
    main()
