"""What the demo's dossier of Ghent says beside its text: ideas, partners, risks, promises; retold, with made-up details."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from wijkweb.shapes.application import (
    Application,
    Idea,
    IdeaStep,
    PartnerPlan,
    PromisePlan,
    RiskPlan,
    RuleRequestPlan,
)

NOOR = "Noor Verhaeghe"
LONG = IdeaStep("long_list", date(2021, 4, 15), NOOR, "Kwam binnen na de oproep aan alle diensten.")


def _step(step: str, day: date, reason: str) -> IdeaStep:
    return IdeaStep(step, day, NOOR, reason)  # type: ignore[arg-type]


IDEAS = (
    Idea(
        "WEB, tussen Rabot-Blaisantvest en Sluizeken-Tolhuis-Ham",
        "Dienst Outreachend Werken",
        "Een klein team op straat in het lint tussen twee wijken, met jongeren en met hun ouders.",
        (("employment", 2), ("schooling", 2), ("crime", 3)),
        (
            LONG,
            _step("short_list", date(2021, 5, 11), "Raakt de meeste aspecten van de oproep."),
            _step("chosen", date(2021, 5, 12), "Twee wijken die in de cijfers bovenaan staan, en partners die klaarstaan."),
        ),
    ),
    Idea(
        "Een buurthuis op wielen",
        "Dienst Ontmoeten en Verbinden",
        "Elke week op een ander plein, met koffie en een loket.",
        (("employment", 1),),
        (LONG, _step("short_list", date(2021, 5, 11), "Sterk idee, maar nog geen plek in de winter.")),
    ),
    Idea(
        "Groene gevels in de Muide",
        "Groendienst",
        "",
        (("green_space", 3),),
        (LONG, _step("set_aside", date(2021, 5, 11), "Vooral infrastructuur: dat mag maar voor een vijfde van de subsidie.")),
    ),
)  # fmt: skip
PARTNERS = (
    PartnerPlan("Buurtwerk Gent", "veld", "Ontmoeting en activiteiten", "Kent de gezinnen", None, "agreed"),
    PartnerPlan("Straathoekwerk", "veld", "Aanwezig waar jongeren zijn", "Outreach", None, "existing"),
    PartnerPlan("Samenlevingsopbouw", "kader", "Coaching van het team", "Opbouwwerk", None, "intended"),
)
RISKS = (
    RiskPlan("Vertrouwen groeit trager dan het contract", "high", "medium", "coördinator", "Het eerste jaar meten we aanwezigheid, geen resultaat."),
    RiskPlan("De juiste mensen zijn niet te vinden", "medium", "high", "personeelsdienst", "Werven in de gemeenschap zelf, met taal als voorwaarde."),
)  # fmt: skip
PROMISES = (
    PromisePlan(
        "Direct contact met jongeren", "werkuren", "week", "kalenderweken", "at_least",
        "Gemiddeld 30 uur per week direct contact met jongeren.", Decimal("30.00"), None, "uur", "spoor 1",
    ),
    PromisePlan(
        "Vorming in de buurt", "activiteiten", "maand", "maanden", "at_least",
        "Gemiddeld maandelijks een vormingsactiviteit.", Decimal("1.00"), None, "activiteit", "spoor 1",
    ),
)  # fmt: skip
RULES = (RuleRequestPlan("Inburgering ook voor EU-burgers", "Vlaanderen", "asked", "Zonder cursus geen werk, zonder werk geen cursus."),)  # fmt: skip


def enriched(application: Application) -> Application:
    """The application with all that; its texts and figures stay as they were."""
    return replace(
        application,
        objective="Gent geeft ademruimte: elke wijk heeft een plek om te rusten en te ontmoeten.",
        ideas=IDEAS,
        partners=PARTNERS,
        risks=RISKS,
        promises=PROMISES,
        rule_requests=RULES,
    )
