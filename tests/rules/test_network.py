"""The structured part of an application: what is missing in it is told, and nothing else."""

import pytest

from wijkweb.rules.checks.network import check_network
from wijkweb.shapes.application import Application, PartnerPlan, PromisePlan, RiskPlan
from wijkweb.shapes.call import Call
from wijkweb.writers.messages import say

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    ("plans", "said"),
    [
        ({"risks": (RiskPlan("Leegloop", "low", "high", "coördinator", "vervanging"),)}, []),
        (
            {"risks": (RiskPlan("Leegloop", "low", "high", "", " "),)},
            ["Het risico “Leegloop” noemt niemand die het opvolgt, geen maatregel."],
        ),
        ({"partners": (PartnerPlan("School"), PartnerPlan("CAW", role="vormt", engagement="agreed"))}, []),
        (
            {"partners": (PartnerPlan("CAW", engagement="agreed"),)},
            ["“CAW” heeft toegezegd mee te doen, maar de rol is niet ingevuld."],
        ),
        ({"promises": (PromisePlan("Plein", "plein", "jaar", "", "milestone", "Het plein komt er."),)}, []),
        ({"promises": (PromisePlan("Uren", "uren", "week", "kalenderweken", "at_least", "30 uur."),)}, []),
        (
            {"promises": (PromisePlan("Uren", "uren", "week", "", "at_least", "30 uur."),)},
            [
                "“Uren” is een cijfer per week, zonder de periodes waarover het gemiddelde loopt. "
                "Elke lezing geeft een ander cijfer."
            ],
        ),
    ],
)
def test_what_is_missing_is_told(wvc: Call, plans: dict, said: list[str]) -> None:
    found = list(check_network(Application("wvc-2021", 1, "Zeebrink", "Plein", **plans), wvc))
    assert [say(finding, "nl") for finding in found] == said
    assert {finding.section for finding in found} <= {"actions"} | {s.key for s in wvc.sections if s.role == "actions"}
