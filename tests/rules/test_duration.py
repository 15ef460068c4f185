"""max_years: staff lines and labelled lines can breach it, prose can only warn. one_proposal is no matter of a paper."""

import pytest

from tests.rules.build import checked, codes, found, money
from wijkweb.shapes.call import Call

pytestmark = pytest.mark.plain


def staff(years: str) -> str:
    return f"| personeel | 200.000 |\n| 1 VTE werker (stad, {years}) | 200.000 |\n| werking | 0 |"


@pytest.mark.parametrize(
    ("years", "expected"),
    [("4 jaar", []), ("48 maanden", []), ("5 jaar", ["duration.over"]), ("49 maanden", ["duration.over"]), ("4,5 jaar", ["duration.over"])],
)  # fmt: skip
def test_a_staff_line_over_the_longest_duration(wvc: Call, years: str, expected: list[str]) -> None:
    result = money(wvc, own="100.000", subsidy="200.000", total="300.000", rows=staff(years))
    assert codes(result, "breach") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Looptijd: 4 jaar", []),
        ("Looptijd: 5 jaar", ["duration.over"]),
        ("Duur van het project: 60 maanden", ["duration.over"]),
        ("Periode: 1 januari 2022 tot 31 december 2025", []),
        ("Periode: 1 januari 2022 tot 1 januari 2026", ["duration.over"]),
        ("Periode: 01/04/2021 - 31/03/2025", []),
        ("Uitvoeringsperiode: 1/3/2022 - 28/2/2026", []),  # four years that start late: a warning
    ],
)
def test_a_labelled_line(wvc: Call, line: str, expected: list[str]) -> None:
    result = checked(wvc, {"vision": "Een visie."}, head=line)
    assert codes(result, "breach") == expected


def test_prose_is_at_most_a_warning_and_says_how_sure_it_is(wvc: Call) -> None:
    result = checked(wvc, {"vision": "Het project loopt over vijf jaar. De voorbije tien jaar was er niets."})
    (finding,) = found(result, "duration.said")
    assert (finding.severity, finding.facts["years"], finding.facts["certainty"]) == ("warning", 5, "possible")


def test_one_proposal_is_never_breached_by_one_paper(wvc: Call) -> None:
    result = checked(wvc, {"vision": "Wij dienen twee voorstellen in."})
    assert [f for f in result.findings if f.clause == "one_proposal"] == []
