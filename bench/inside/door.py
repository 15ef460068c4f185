"""The sync door with sealed rows: one batch of fifty, and five hundred rows in ten batches, beside 2,000 others."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from typing import Any

from bench import cpu
from bench.inside.lists import _server
from bench.inside.prepare import prepare

BATCH, ROWS, THERE = 50, 500, 2_000


def main() -> None:
    prepare()
    from bench.inside.fill import municipalities, settled
    from tests.phones import Phone
    from tests.street import street

    on = street(municipalities()[0])
    phone, chance = Phone(on), random.Random(7)
    for _ in range(THERE // BATCH):
        _send(phone, _sealed(phone, on, chance, BATCH))
    settled()
    batches = [_sealed(phone, on, chance, BATCH) for _ in range(12 + 3 * ROWS // BATCH)]
    one = cpu.of_call(lambda: _send(phone, batches.pop()), runs=9, server=_server())
    many = cpu.of_call(lambda: [_send(phone, batches.pop()) for _ in range(ROWS // BATCH)], runs=1, server=_server())
    print(json.dumps({"batch": 1000 * one, "many": many}))


def _sealed(phone: Any, on: Any, chance: random.Random, number: int) -> str:
    """The body of a batch, as it comes in."""
    from tests.street import contact

    days = [date(2022, 3, 1) + timedelta(days=chance.randrange(14)) for _ in range(number)]
    items = [phone.seal(contact(chance.choice((on.place, on.park)), date=day.isoformat())) for day in days]
    return json.dumps({"version": 1, "now": "2022-03-16T20:30:00Z", "pending": number, "items": items})


def _send(phone: Any, body: str) -> None:
    told = phone.client.post("/veld/deur/", body, content_type="application/json", **phone.head).json()
    if {answer["answer"] for answer in told["answers"]} != {"kept"}:
        raise RuntimeError("a row was not kept")


if __name__ == "__main__":
    main()
