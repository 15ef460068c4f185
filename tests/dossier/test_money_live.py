"""While somebody types, the page adds up and judges as the server does: a thousand budgets under two calls."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from wijkweb.dossier.forms.money_words import live
from wijkweb.readers.callfile import published
from wijkweb.rules.budget import staff_amount, staff_length
from wijkweb.rules.entries import Entry, totals
from wijkweb.rules.standing import standing
from wijkweb.shapes.application import MoneyLine, Payer, StaffPlan
from wijkweb.shapes.call import Call
from wijkweb.shapes.finding import Share
from wijkweb.writers.messages import say

ADDER = Path(__file__).resolve().parents[1] / "js" / "budget_lines.mjs"
BUDGETS = 1_000
CALLS = ("wvc-2021", "buurtfonds-2026")


def cents(chance: random.Random) -> Decimal:
    return Decimal(chance.randrange(10 ** chance.randrange(1, 9))).scaleb(-2).quantize(Decimal("0.01"))


def a_plan(chance: random.Random, at: int) -> StaffPlan:
    start = date(2021, 1, 1) + timedelta(chance.randrange(2000))
    if chance.random() < 0.5:
        start = start.replace(day=1)
    end = start + timedelta(chance.choice([0, 30, 364, 365, 1460, 1461, chance.randrange(2500)]))
    rise = Decimal(chance.choice([0, 0, 200, 250, chance.randrange(1500)])).scaleb(-2)
    return StaffPlan(f"functie {at}", "", Decimal(1), start, end, cents(chance) + Decimal("0.01"), rise)


def a_budget(chance: random.Random, call: Call) -> tuple[Payer, ...]:
    posts = [post.key for post in json_posts(call)] + [""]
    payers = []
    for at in range(chance.randrange(6)):
        lines = {}
        for _ in range(chance.randrange(6)):
            post = chance.choice(posts)
            label = chance.choice(["Catering", "Huur"]) if not post else ""
            lines[post, label, chance.choice([0, 2022, 2023])] = cents(chance)
        staff = tuple(a_plan(chance, n) for n in range(chance.choice([0, 0, 1, 3])))
        made = tuple(
            MoneyLine(post, amount, year or None, label) for (post, label, year), amount in lines.items() if amount
        )
        payers.append(Payer(f"P{at}", chance.choice(["own", "funder", "public", "private"]), made, staff))  # type: ignore[arg-type]
    return tuple(payers)


def json_posts(call: Call) -> tuple[Any, ...]:
    from wijkweb.rules.budget import posts_of

    return posts_of(call)


def as_page(payers: tuple[Payer, ...]) -> list[dict[str, Any]]:
    return [
        {
            "id": payer.name, "kind": payer.kind,
            "lines": [{"row": f"{line.post}{line.label}", "post": line.post, "label": line.label, "year": line.year or 0, "cents": str(int(line.amount * 100))} for line in payer.lines],
            "staff": [{"id": f"{payer.name}{plan.function}", "function": plan.function, "start": plan.start.isoformat(), "end": plan.end.isoformat(), "yearly": str(int(plan.yearly * 100)), "indexation": str(int(plan.indexation * 100))} for plan in payer.staff],
        }
        for payer in payers
    ]  # fmt: skip


def as_server(payers: tuple[Payer, ...], call: Call) -> dict[str, Any]:
    entries = [Entry(payer.name, payer) for payer in payers]
    summed, stands = totals(entries), standing(payers, call)
    sums = {f"payer:{key}": value for key, value in summed.payers.items() if value}
    sums |= {f"year:{key}": value for key, value in summed.years.items() if value}
    sums |= {f"post:{key}": value for key, value in summed.posts.items() if value}
    sums |= {f"part:{post}:{payer}": value for (payer, post), value in summed.cells.items() if value}
    sums |= {
        f"staff:{p.name}{plan.function}": staff_amount(plan) for p in payers for plan in p.staff if staff_amount(plan)
    }
    sums |= {"all": summed.all} if summed.all else {}
    return {
        "sums": {name: str(int(value * 100)) for name, value in sums.items()},
        "figures": stands.summary,
        "said": [
            [f.severity.value, say(f, "nl")] for f in stands.findings if f.code in json.loads(live(call))["findings"]
        ],
        "lengths": [staff_length(plan) for payer in payers for plan in payer.staff],
    }


@pytest.mark.plain
@pytest.mark.skipif(shutil.which("node") is None, reason="no Node")
def test_the_page_adds_up_and_judges_as_the_server_does() -> None:
    chance = random.Random(20_210_719)
    calls = [published(name) for name in CALLS]
    with translation.override("nl"):
        cases = [(a_budget(chance, calls[at % 2]), calls[at % 2]) for at in range(BUDGETS)]
        lines = "\n".join(json.dumps({"payers": as_page(p), "call": json.loads(live(call))}) for p, call in cases)
        done = subprocess.run(
            ["node", str(ADDER)], input=lines, capture_output=True, text=True, check=True, encoding="utf-8"
        )
        pages = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(pages) == BUDGETS
        met: set[str] = set()
        for (payers, call), page in zip(cases, pages, strict=True):
            server = as_server(payers, call)
            known = ("all", "payer", "year", "post", "part", "staff")
            sums = {name: value for name, value in page["sums"].items() if name.split(":")[0] in known and value != "0"}
            assert sums == server["sums"]
            for name, value in page["figures"].items():
                wanted = getattr(server["figures"], name)
                if isinstance(wanted, Share):
                    assert Fraction(int(value[0]), int(value[1])) == wanted.value
                else:
                    assert value == (None if wanted is None else str(int(wanted * 100))), name
            assert page["said"] == server["said"]
            assert [Fraction(int(a), int(b)) for a, b in page["lengths"]] == server["lengths"]
            met |= {f.code for f in standing(payers, call).findings}
    assert {"subsidy.over", "subsidy.left", "own_share.short", "own_share.enough", "infrastructure.over", "posts.not_eligible", "duration.over"} <= met  # fmt: skip
