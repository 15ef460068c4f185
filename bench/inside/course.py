"""The coordinator's page as a browser asks for it, and weekly hours of many contracts from their cells.

One contract is registered as on the street: 15,000 contacts over four years, through the door's own verb. The others
are filled with cells alone, in one statement of SQL: a thousand contracts, each with 2,000 cells of five contacts,
which is what 10,000 contacts in four years, two tracks, two groups and two kinds add up to. The page and the hours
never read a contact.
"""

from __future__ import annotations

import json
import random
import statistics
import uuid
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bench import cpu
from bench.inside.lists import _client, _server
from bench.inside.prepare import prepare

START, END = date(2022, 1, 1), date(2025, 12, 31)
TODAY = date(2025, 12, 17)
NOW = datetime(2025, 12, 17, 9, tzinfo=UTC)
CONTACTS, CONTRACTS, BATCH = 15_000, 1_000, 50
KINDS = ("direct", "presence")


def main() -> None:
    prepare()
    from django.utils import timezone

    from bench.inside.fill import municipalities, settled
    from wijkweb.field.reads.facts import hours_of, week_hours

    timezone.now = lambda: NOW
    city = municipalities()[0]
    contract, lead = _registered(city)
    _fill(city, lead, 1)
    settled()
    client, page = _client(lead), f"/contracten/{contract.case.public_id}/koers/"
    answer = {"page": 1000 * _p95(lambda: client.get(page)), "small": 1000 * _one()}
    _fill(city, lead, CONTRACTS - 1)
    settled()
    first = TODAY - timedelta(days=TODAY.weekday() + 91)
    _one_process()
    ours = list(_contracts())
    answer["hours"] = cpu.of_call(lambda: _whole(hours_of(ours, START, TODAY)), runs=7, server=_server())
    answer["weeks"] = cpu.of_call(lambda: _whole(week_hours(ours, first, TODAY)), runs=7, server=_server())
    answer["weeks_all"] = cpu.of_call(lambda: _whole(week_hours(ours, START, TODAY)), runs=3, server=_server())
    answer["growth"] = 1000 * _one() / answer["small"]
    answer["page_full"] = 1000 * _p95(lambda: client.get(page))
    answer["contacts"] = _contacts()
    print(json.dumps(answer))


def _p95(call: Callable[[], Any], runs: int = 41) -> float:
    """The 95th of a hundred calls, in seconds of processor time, the database server's own included."""
    if call().status_code != 200:
        raise RuntimeError("the page does not open")
    took = [cpu.of_call(call, runs=1, warm=0, server=_server()) for _ in range(runs)]
    return statistics.quantiles(took, n=20)[-1]


def _one() -> float:
    """All figures of the first contract that was filled, in seconds: the least of many, so that noise is left out."""
    from wijkweb.contract.models import Contract
    from wijkweb.field.reads.course import course_of

    contract = Contract.objects.filter(case__title__startswith="Gevuld").order_by("pk")[0]
    return min(
        cpu.of_call(lambda: course_of(contract, today=TODAY), runs=1, warm=0, server=_server()) for _ in range(31)
    )


def _contracts() -> Iterable[int]:
    from wijkweb.contract.models import Contract

    return Contract.objects.values_list("pk", flat=True)


def _one_process() -> None:
    """PostgreSQL divides a large query among processes: here in one, so that all of its time is counted."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET max_parallel_workers_per_gather = 0")
            cursor.execute("VACUUM ANALYZE field_hourscell")  # as it does by itself


def _whole(found: Collection[object]) -> None:
    if len(found) < CONTRACTS:
        raise RuntimeError(f"hours of {len(found)} contracts")


def _registered(city: Any) -> tuple[Any, Any]:
    """A contract with 15,000 contacts, places, activities, promises."""
    from wijkweb.commons.access import Role
    from wijkweb.commons.actions.people import give_role
    from wijkweb.commons.models import Person
    from wijkweb.contract.actions.contracts import begin_by_hand
    from wijkweb.field.actions.register import Arrived, register
    from wijkweb.field.models import Activity, Place

    lead = Person.objects.create(email="lead@example.org", name="lead", joined_at=NOW)
    contract = begin_by_hand(
        municipality=city, title="Street", start=START, end=END, tracks=("Een", "Twee"), by=lead, now=NOW
    )
    give_role(person=lead, role=Role.TEAMLEAD, organisation=None, case=contract.case, by=None, now=NOW)
    places = Place.objects.bulk_create(
        Place(contract=contract, name=f"plek {at}", opened_on=START, rhythm=2) for at in range(25)
    )
    Activity.objects.bulk_create(
        Activity(
            contract=contract, title=f"vorming {at}", kind="training", status="held",
            starts_at=NOW - timedelta(days=6 * at), ends_at=NOW - timedelta(days=6 * at, hours=-2),
        )
        for at in range(200)
    )  # fmt: skip
    _promises(contract, lead)
    chance = random.Random(4)
    items = [
        Arrived(str(uuid.UUID(int=chance.getrandbits(128), version=4)), _item(chance, places)) for _ in range(CONTACTS)
    ]
    for at in range(0, CONTACTS, BATCH):
        register(contract=contract, maker=lead, items=items[at : at + BATCH], now=NOW)
    return contract, lead


def _item(chance: random.Random, places: list[Any]) -> dict[str, Any]:
    day = START + timedelta(days=chance.randrange((TODAY - START).days))
    return {
        "v": 1, "kind": chance.choice(("direct", "direct", "presence", "attempt")), "part": "evening", "heads": "3-5",
        "place": chance.choice(places).public_id, "track": chance.choice(("een", "twee")), "date": day.isoformat(),
        "group": chance.choice(("young", "parents", "residents", "mixed")), "minutes": chance.choice((15, 30, 60)),
        "workers": chance.choice((1, 2)),
    }  # fmt: skip


def _promises(contract: Any, by: Any) -> None:
    from tests.promises import promise

    promise(contract, by, {"target": 30, "window": "rolling_13"}, {"target": 28, "valid_from": date(2024, 1, 1)})
    promise(contract, by, {"measure": "contact_minutes", "denominator": "active"}, key="contact")
    for kind in ("training", "daytime", "volunteering"):
        promise(
            contract,
            by,
            {"fact": "activities", "measure": "count", "per": "month", "kind": kind, "group": ""},
            key=kind,
        )
    visits = {"fact": "visits", "measure": "months_with", "per": "place_month", "kind": "", "group": "", "target": 80}
    promise(contract, by, visits, key="plekken")


def _fill(city: Any, by: Any, number: int) -> None:
    """Contracts with their words and with cells alone: contracts x words x kinds x parts of weeks, in one statement."""
    from django.db import connection, transaction

    from wijkweb.commons.models import Case
    from wijkweb.contract.models import Code, Contract

    with transaction.atomic():
        cases = Case.objects.bulk_create(
            Case(municipality=city, title=f"Gevuld {at}", opened_at=NOW) for at in range(number)
        )
        contracts = Contract.objects.bulk_create(
            Contract(case=case, start=START, end=END, begun_at=NOW, begun_by=by) for case in cases
        )
        Code.objects.bulk_create(
            Code(contract=contract, list=name, number=at, key=f"{name}{at}", nl=name)
            for contract in contracts
            for name in ("track", "group")
            for at in (1, 2)
        )
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":  # a page may take so long, not the filling before it
                cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("CREATE TEMPORARY TABLE weeks (monday date, month date)")
            cursor.executemany("INSERT INTO weeks VALUES (%s, %s)", _weeks())
            for kind in KINDS:
                cursor.execute(_CELLS, [kind, contracts[0].pk, contracts[-1].pk])
            cursor.execute("DROP TABLE weeks")


_CELLS = """
INSERT INTO field_hourscell (contract_id, track_id, kind, group_id, month, monday, contact_minutes, worker_minutes,
    contacts, purged_contact_minutes, purged_worker_minutes, purged_contacts)
SELECT t.contract_id, t.id, %s, g.id, w.month, w.monday, 150, 225, 5, 0, 0, 0
FROM contract_code t JOIN contract_code g ON g.contract_id = t.contract_id CROSS JOIN weeks w
WHERE t.list = 'track' AND g.list = 'group' AND t.contract_id BETWEEN %s AND %s
"""


def _weeks() -> list[tuple[str, str]]:
    """Every part of a week in one month, from the first day to the last."""
    days = [START + timedelta(days=at) for at in range((END - START).days + 1)]
    parts = {((day - timedelta(days=day.weekday())).isoformat(), day.replace(day=1).isoformat()) for day in days}
    return sorted(parts)


def _contacts() -> int:
    from django.db.models import Sum

    from wijkweb.field.models import HoursCell

    return HoursCell.objects.aggregate(all=Sum("contacts"))["all"] or 0


if __name__ == "__main__":
    main()
