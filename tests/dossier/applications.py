"""Applications for the tests of paper: those of the demo, and generated ones with everything in them."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from wijkweb.dossier.actions.intake import application_from
from wijkweb.readers.callfile import published
from wijkweb.readers.paper import read_paper
from wijkweb.rules.dossier import read_dossier
from wijkweb.shapes import application as shape
from wijkweb.shapes.application import Application
from wijkweb.shapes.call import Call
from wijkweb.shapes.dossier import Contact

DEMO = Path(__file__).resolve().parents[2] / "wijkweb" / "web" / "demo"
CALLS = {"gent": "wvc-2021", "molenrode": "wvc-2021", "wilgendam": "wvc-2021", "duinvoorde": "buurtfonds-2026"}
WORDS = [
    "de",
    "wijk",
    "buurt",
    "straat",
    "samen",
    "mensen",
    "plein",
    "ouders",
    "jongeren",
    "ontmoeten",
    "team",
    "aanpak",
    "plek",
    "Ботевград",
    "İstanbul",
    "café",
    "12",
    "3,5",
    "EU-13",
]


def demo(name: str) -> tuple[Application, Call]:
    """A dossier of the demo as it is kept, and its call."""
    call = published(CALLS[name])
    read = read_dossier(read_paper((DEMO / f"{name}.md").read_bytes()), call)
    return application_from(read, call, read.municipality, read.project), call


def generated(seed: int) -> tuple[Application, Call]:
    """A whole application by chance, under one of the calls."""
    chance = random.Random(seed)
    call = published(chance.choice(["wvc-2021", "buurtfonds-2026"]))

    def words(most: int) -> str:
        return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, most)))

    def cents(most: int) -> Decimal:
        return (Decimal(chance.randint(1, most * 100)) / 100).quantize(Decimal("0.01"))

    posts = [post.key for clause in call.clauses if clause.type == "eligible_posts" for post in clause.posts]
    lines = tuple(shape.MoneyLine(post, cents(90_000)) for post in posts if post != "staff")
    staff = tuple(
        shape.StaffPlan(
            f"begeleider {n}",
            chance.choice(["stad", "OCMW", ""]),
            (Decimal(chance.randint(1, 30)) / 10).quantize(Decimal("0.01")),
            date(2022, 1, 1),
            date(2025, 12, 31),
            cents(80_000),
            Decimal(chance.choice(["0.00", "2.00"])),
        )
        for n in range(chance.randint(1, 4))
    )
    areas = (shape.ProjectArea("Lindewijk", "part"), shape.ProjectArea("Zeebrink", "reference"))
    figures = tuple(
        shape.AreaFigure(
            f"aandeel {name}",
            area.name,
            (Decimal(chance.randint(0, 100_000)) / 10_000).quantize(Decimal("0.0001")),
            "%",
            "2020",
            "Statbel",
        )
        for name in ("huurders", "jongeren", "alleenstaanden")[: chance.randint(2, 3)]
        for area in areas
    )
    made = Application(
        call=call.id,
        call_version=call.version,
        municipality="Zeebrink",
        project=f"Rond het plein {words(3)}",
        objective=words(6),
        contacts=(Contact("Contactpersoon", (("naam", "Ada Peeters"), ("e-mail", "ada@example.org"))),),
        ideas=(shape.Idea("Plein", "Dienst Groen", words(9), (("housing", 2),), (shape.IdeaStep("long_list", date(2021, 5, 1), "Ada Peeters", words(4)),)),),
        sections=tuple(shape.SectionText(spec.key, _text(chance, words)) for spec in call.sections),
        areas=areas,
        figures=figures,
        payers=(
            shape.Payer("Zeebrink", "own", (shape.MoneyLine(posts[0], cents(200_000)), shape.MoneyLine(posts[1], cents(50_000), 2023))),
            shape.Payer(call.funder.name, "funder", lines, staff),
            shape.Payer("Haven nv", "private", (shape.MoneyLine("", cents(9_000), label="giften"),)),
        ),
        partners=tuple(shape.PartnerPlan(f"Huis {n}", "lokaal", words(8), words(4), cents(900) if n % 2 else None, "agreed") for n in range(chance.randint(0, 5))),
        risks=(shape.RiskPlan(words(5), "low", "high", "coördinator", words(9)),),
        promises=(shape.PromisePlan("Uren op straat", "uren", "week", "kalenderweken", "at_least", words(8), Decimal("30.00"), None, "uur"),),
        rule_requests=(shape.RuleRequestPlan(words(4), "Vlaanderen", "asked", words(6)),),
        annexes=(shape.AnnexPlan("Plan", "https://example.org/plan"),),
    )  # fmt: skip
    return made, call


def _text(chance: random.Random, say: Callable[[int], str]) -> str:

    def named() -> str:
        # a table of figures in a section for money would be read as its table
        return " ".join(word for word in say(5).split() if word.isalpha()) or "plein"

    parts = [
        f"Wij willen {say(60)}.",
        f"## Spoor {say(2)}\n\nEen **vet** stuk, {say(30)}.[^1]\n\n- {say(12)}\n- {say(9)}\n  - {say(5)}",
        f"1. {say(8)}\n2. {say(8)}",
        f"| wat | wie |\n|---|---|\n| {named()} | {named()} |\n\nBron: {say(4)}",
    ]
    chosen = [part for part in parts if chance.random() < 0.7]
    return "\n\n".join([*chosen, f"[^1]: {say(6)}."]) if any("[^1]" in p for p in chosen) else "\n\n".join(chosen)
