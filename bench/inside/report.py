"""The report of the fourth year of a contract with 15,000 contacts and 2,000 entries, beside a thousand contracts."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bench import cpu
from bench.inside.course import CONTRACTS, NOW, START, _fill, _registered
from bench.inside.lists import _client, _server
from bench.inside.prepare import prepare

ENTRIES = 2_000


def main() -> None:
    prepare()
    from django.utils import timezone

    from bench.inside.fill import municipalities, settled
    from wijkweb.commons.access import Role
    from wijkweb.commons.actions.people import give_role
    from wijkweb.report.actions.reports import begin_report, save_chapter
    from wijkweb.shapes.report import CHAPTERS

    timezone.now = lambda: NOW
    city = municipalities()[0]
    contract, lead = _registered(city)
    give_role(person=lead, role=Role.COORDINATOR, organisation=city, by=None, now=NOW)
    _entries(contract, lead)
    report = begin_report(contract=contract, year=4, years=4, by=lead, now=NOW)
    for key in CHAPTERS:
        save_chapter(report=report, key=key, text="Een alinea tekst. " * 60, token=0, by=lead, now=NOW)
    settled()
    client = _client(lead)
    page = f"/contracten/{contract.case.public_id}/verslagen/4/"
    answer: dict[str, float] = {"page_first": 1000 * _took(client, page, fresh=contract)}
    answer["pdf"] = _took(client, f"{page}jaarverslag.pdf", fresh=contract)
    answer["page"] = 1000 * _took(client, page)
    answer["pdf_again"] = _took(client, f"{page}jaarverslag.pdf")
    answer["queries"] = _queries(client, page)
    answer["queries_first"] = _queries(client, page, fresh=contract)
    answer |= _portfolio(city, lead)
    print(json.dumps(answer))


def _took(client: Any, page: str, fresh: Any = None, runs: int = 5) -> float:
    """The least of some requests, in seconds of processor time; `fresh` writes a line in the journal before each."""
    took = []
    for _ in range(runs):
        if fresh:
            _written(fresh)
        took.append(cpu.of_call(lambda: _get(client, page), runs=1, warm=0, server=_server()))
    return min(took)


def _written(contract: Any) -> None:
    """A line in the journal of a contract: what was worked out before holds no more."""
    from django.db import transaction

    from wijkweb.commons import journal

    with transaction.atomic():
        journal.write("bench", by=None, now=NOW, case=contract.case)


def _get(client: Any, page: str) -> None:
    if client.get(page).status_code != 200:
        raise RuntimeError(page)


def _queries(client: Any, page: str, fresh: Any = None) -> float:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    if fresh:
        _written(fresh)
    with CaptureQueriesContext(connection) as found:
        _get(client, page)
    return len(found)


def _entries(contract: Any, by: Any) -> None:
    from wijkweb.contract.models import Entry

    Entry.objects.bulk_create(
        Entry(
            contract=contract, kind="payment", day=START + timedelta(days=n % 1400), post=f"post {n % 4}",
            payer=("subsidy", "own")[n % 2], payee=f"Leverancier {n % 60}", invoice=f"F{n}",
            amount=Decimal(n % 900 + 1), made_at=NOW, made_by=by,
        )
        for n in range(ENTRIES)
    )  # fmt: skip


def _portfolio(city: Any, lead: Any) -> dict[str, float]:
    """A page of the portfolio of a thousand contracts, each with three promises; and once with the order of all."""
    from bench.inside.fill import settled
    from wijkweb.commons.access import Role
    from wijkweb.commons.actions.people import give_role
    from wijkweb.commons.models import Organisation, Person
    from wijkweb.contract.models import Award, Contract, Definition, Indicator

    _fill(city, lead, CONTRACTS)
    funder = Organisation.objects.filter(kind="funder")[0]
    Contract.objects.update(funder=funder)
    contracts = Contract.objects.filter(case__title__startswith="Gevuld")
    Award.objects.bulk_create(
        Award(contract=one, decided_on=START, amount=Decimal(700_000), marked_at=NOW, marked_by=lead)
        for one in contracts
    )
    promises = Indicator.objects.bulk_create(
        Indicator(contract=one, key=f"k{at}", title=f"Belofte {at}", source="x", position=at)
        for one in contracts
        for at in range(3)
    )
    Definition.objects.bulk_create(
        Definition(
            indicator=one, version=1, valid_from=START, fact="contacts", measure="worker_minutes", kind="direct",
            per="week", denominator="calendar", op="at_least", target=30, window="rolling_13",
            decided_number="SG", decided_on=date(2022, 3, 1), made_at=NOW, made_by=lead,
        )
        for one in promises
    )  # fmt: skip
    official = Person.objects.create(email="funder@example.org", name="funder", joined_at=NOW)
    give_role(person=official, role=Role.FUNDER, organisation=funder, by=None, now=NOW)
    settled()
    client, page = _client(official), "/portefeuille/"
    return {"portfolio_first": _took(client, page, runs=1), "portfolio": _took(client, page)}


if __name__ == "__main__":
    main()
