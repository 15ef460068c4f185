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


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Looptijd: vijf jaar", ["duration.over"]),
        ("Looptijd: vier jaar", []),
        ("**Looptijd** 5 jaar", ["duration.over"]),
        ("| Looptijd | 5 jaar |\n| Begin | 2022 |", ["duration.over"]),
        ("Looptijd: januari 2022 - december 2026", ["duration.over"]),
        ("Looptijd: januari 2022 tot en met december 2025", []),
        ("Startdatum: 1 januari 2022\nEinddatum: 31 december 2026", ["duration.over"]),
        ("Startdatum: 1 januari 2022\nEinddatum: 31 december 2025", []),
        ("Looptijd van het huurcontract: 9 jaar", []),
        ("Looptijd van het project: 9 jaar", ["duration.over"]),
    ],
)
def test_other_ways_to_say_how_long(wvc: Call, line: str, expected: list[str]) -> None:
    assert codes(checked(wvc, {"vision": "Een visie."}, head=line), "breach") == expected


def test_four_years_that_start_late_are_a_question_not_a_breach(wvc: Call) -> None:
    result = checked(wvc, {"vision": "Een visie."}, head="Looptijd: 1 maart 2022 tot 28 februari 2026")
    assert codes(result, "breach") == []
    assert len(found(result, "duration.late")) == 1


@pytest.mark.parametrize(
    "label",
    ["1 VTE werker (10 jaar ervaring, 4 jaar)", "1 VTE werker voor jongeren van 12 tot 18 jaar (stad, 4 jaar)", "1 VTE werker 12-18 jaar"],
)  # fmt: skip
def test_the_years_of_a_person_are_not_those_of_the_contract(wvc: Call, label: str) -> None:
    rows = f"| personeel | 200.000 |\n| {label} | 200.000 |\n| werking | 0 |"
    assert codes(money(wvc, own="100.000", subsidy="200.000", total="300.000", rows=rows), "breach") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Het project loopt van 1 januari 2022 tot en met 31 december 2026.", 1),
        ("Het project loopt van 1 januari 2022 tot en met 31 december 2025.", 0),
        ("Het oude project loopt al twintig jaar.", 0),
        ("De huur van het pand loopt nog tien jaar.", 0),
        ("Periode: 1 januari 2010 tot 31 december 2020", 0),
        ("Duur van de lening: 20 jaar", 0),
    ],
)
def test_prose_on_other_things_that_last(wvc: Call, text: str, expected: int) -> None:
    result = checked(wvc, {"vision": text})
    assert codes(result, "breach") == []
    assert len(found(result, "duration.said")) == expected


def test_prose_is_at_most_a_warning_and_says_how_sure_it_is(wvc: Call) -> None:
    result = checked(wvc, {"vision": "Het project loopt over vijf jaar. De voorbije tien jaar was er niets."})
    (finding,) = found(result, "duration.said")
    assert (finding.severity, finding.facts["years"], finding.facts["certainty"]) == ("warning", 5, "possible")


def test_one_proposal_is_never_breached_by_one_paper(wvc: Call) -> None:
    result = checked(wvc, {"vision": "Wij dienen twee voorstellen in."})
    assert [f for f in result.findings if f.clause == "one_proposal"] == []
