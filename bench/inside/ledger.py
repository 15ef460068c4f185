"""A ledger file of 10,000 rows goes through its dry run and comes in as one batch."""

from __future__ import annotations

import json
import time
from datetime import date

from bench.inside.prepare import prepare

ROWS = 10_000
HEAD = "Datum;Begunstigde;Factuurnummer;Omschrijving;Bedrag\n"


def main() -> None:
    prepare()
    from django.utils import timezone

    from wijkweb.commons.models import Grant
    from wijkweb.contract.actions.contracts import begin_by_hand
    from wijkweb.contract.actions.money_ledger import keep_ledger, take_ledger
    from wijkweb.contract.actions.money_plan import add_plan_line
    from wijkweb.contract.reads.money_ledger import dry_run
    from wijkweb.shapes.ledger import Reading

    grant = Grant.objects.filter(role="coordinator", organisation__nis="44021").select_related(
        "person", "organisation"
    )[0]
    start, now = date(2022, 1, 1), timezone.now()
    contract = begin_by_hand(
        municipality=grant.organisation, title="Grootboek", start=start, end=date(2025, 12, 31), tracks=(),
        by=grant.person, now=now,
    )  # fmt: skip
    line = {"payer": "own", "post": "werking", "title": "", "function": "", "amount": 900_000, "valid_from": start}
    add_plan_line(contract=contract, public_id="wwwwwwwwwwww", values=line, by=grant.person, now=now)
    rows = (f"0{1 + n % 9}/0{1 + n % 9}/2023;Leverancier {n % 90};F{n};x;{n % 900},05\n" for n in range(1, ROWS + 1))
    data = (HEAD + "".join(rows)).encode()
    begun = time.process_time()
    file = keep_ledger(contract=contract, data=data, name="boek.csv", by=grant.person, now=now)
    plan = dry_run(contract, data, Reading("werking", "own"), date(2024, 1, 1)).plan
    batch = take_ledger(contract=contract, file=file, plan=plan, good_only=False, by=grant.person, now=now)
    if batch.added != ROWS:
        raise RuntimeError("not every row came in")
    print(json.dumps({"file": time.process_time() - begun}))


if __name__ == "__main__":
    main()
