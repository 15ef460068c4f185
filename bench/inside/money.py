"""The page with the budget and its spreadsheet, asked for as a browser does."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from bench import cpu
from bench.inside.prepare import prepare

YEARS = (date(2022, 1, 1), date(2025, 12, 31))


def main() -> None:
    prepare()
    from django.test import Client
    from django.utils import timezone

    from wijkweb.commons.models import Grant
    from wijkweb.dossier.actions.money import save_money
    from wijkweb.dossier.models import Dossier
    from wijkweb.dossier.reads.money import entries_of
    from wijkweb.rules.entries import Entry, token_of
    from wijkweb.shapes.application import MoneyLine, Payer, StaffPlan

    grant = Grant.objects.filter(role="coordinator", organisation__fictional=False).select_related()[0]
    dossier = Dossier.objects.select_related("case", "call_version", "municipality").get(
        municipality=grant.organisation
    )
    client = Client()
    client.force_login(grant.person)
    page = f"/dossiers/{dossier.case.public_id}/geld/"
    answer = {"page": 1000 * cpu.of_call(lambda: client.get(page))}
    posts = ("operating", "studies", "investments")
    lines = tuple(MoneyLine(post, Decimal("1234.56"), year) for post in posts for year in range(2022, 2026))
    staff = tuple(StaffPlan(f"f{at}", "Stad", Decimal(1), *YEARS, Decimal("54679.49")) for at in range(50))
    payers = [Payer("Vlaanderen", "funder", lines, staff), *(Payer(f"P{at}", "public", lines) for at in range(29))]
    made = [Entry("", payer, ("",) * len(payer.staff)) for payer in payers]
    token = token_of(entries_of(dossier))
    save_money(dossier=dossier, entries=made, token=token, by=grant.person, now=timezone.now())
    answer["large_page"] = 1000 * cpu.of_call(lambda: client.get(page))
    answer["large_xlsx"] = 1000 * cpu.of_call(lambda: client.get(f"{page}geld.xlsx"))
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
