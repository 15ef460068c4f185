"""max_subsidy, own_share_min, infrastructure_max and eligible_posts: at the bound, and a cent to either side."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.build import codes, found, money
from wijkweb.readers.callfile import published
from wijkweb.rules.checks.money import least_own
from wijkweb.shapes.call import Call, OwnShareMin
from wijkweb.shapes.finding import Share

pytestmark = pytest.mark.plain

WVC = published("wvc-2021")


def breaches(result) -> list[str]:
    return codes(result, "breach")


@pytest.mark.parametrize(
    ("subsidy", "expected"),
    [("799.999,99", []), ("800.000,00", []), ("800.000,01", ["subsidy.over"]), ("800 001", ["subsidy.over"])],
)
def test_max_subsidy(wvc: Call, subsidy: str, expected: list[str]) -> None:
    result = money(wvc, own="400.000", subsidy=subsidy, total="1.200.000", rows=f"| personeel | {subsidy} |")
    assert breaches(result) == expected


@pytest.mark.parametrize(
    ("own", "expected", "margin"),
    [
        ("199.873,49", ["own_share.short"], "-0.01"),
        ("199.873,50", [], "0.00"),
        ("199.873,51", [], "0.01"),
        ("223.700,00", [], "23826.50"),
    ],
)
def test_own_share_min_of_the_total(wvc: Call, own: str, expected: list[str], margin: str) -> None:
    result = money(wvc, own=own, subsidy="799.494,00", total="0", rows="| personeel | 799.494 |")
    assert breaches(result) == expected
    assert result.finance.least_own == Decimal("199873.50")
    assert result.finance.margin == Decimal(margin)


@pytest.mark.parametrize(("own", "expected"), [("7.999,99", ["own_share.short"]), ("8.000,00", [])])
def test_own_share_min_of_the_subsidy(buurtfonds: Call, own: str, expected: list[str]) -> None:
    from tests.rules.build import checked

    result = checked(
        buurtfonds,
        {
            "budget_partners": f"| Partner | Bedrag |\n|---|---|\n| Gemeente | {own} |\n| Buurtfonds | 32.000 |",
            "budget_posts": "Gevraagde bijdrage: 32.000\n\n| Post | Bedrag |\n|---|---|\n| Mensen | 32.000 |\n| x | |",
        },
    )
    assert breaches(result) == expected


def test_money_of_other_partners_counts_in_the_base_but_not_as_own(wvc: Call) -> None:
    from tests.rules.build import checked

    table = (
        "| Partner | Bedrag |\n|---|---|\n| Publieke partners | |\n| Gemeente Wilgendam | 100.000 |\n"
        "| Provincie Oost-Vlaanderen | 50.000 |\n| Vlaanderen | 400.000 |\n| Totaal publieke partners | 550.000 |\n"
        "| Private partners | |\n| Haven nv | 50.000 |\n| Totaal private partners | 50.000 |\n| Totaal | 600.000 |"
    )
    result = checked(wvc, {"financing_total": table})
    assert result.finance.own == Decimal("100000.00")
    assert result.finance.others == Decimal("100000.00")
    assert result.finance.total == Decimal("600000.00")
    assert result.finance.own_share_of_total == Share(Fraction(1, 6))
    assert result.finance.least_own == Decimal("125000.00")
    assert breaches(result) == ["own_share.short"]
    assert found(result, "finance.differs") == []


@pytest.mark.parametrize(
    ("invested", "expected"), [("80.000,00", []), ("80.000,01", ["infrastructure.over"]), ("0", [])]
)
def test_infrastructure_max(wvc: Call, invested: str, expected: list[str]) -> None:
    rows = f"| personeel | 300.000 |\n| investeringen | {invested} |"
    result = money(wvc, own="200.000", subsidy="400.000", total="600.000", rows=rows)
    assert breaches(result) == expected


def test_infrastructure_max_from_a_percentage_alone(wvc: Call) -> None:
    rows = "| personeel | 300.000 |\n| investeringen | 25% |"
    result = money(wvc, own="200.000", subsidy="400.000", total="600.000", rows=rows)
    assert breaches(result) == ["infrastructure.over"]


def test_eligible_posts(wvc: Call) -> None:
    rows = "| personeel | 300.000 |\n| 1 VTE werker (stad, 4 jaar) | 300.000 |\n| dienstwagen | 20.000 |\n| werking | 80.000 |"
    result = money(wvc, own="200.000", subsidy="400.000", total="600.000", rows=rows)
    (finding,) = found(result, "posts.not_eligible")
    assert breaches(result) == ["posts.not_eligible"]
    assert (finding.clause, finding.facts["label"], finding.facts["amount"]) == (
        "eligible_posts", "dienstwagen", Decimal("20000.00"),
    )  # fmt: skip


def test_lines_under_a_post_are_no_posts_of_their_own(wvc: Call) -> None:
    rows = "| werking | 30.000 |\n| affiches | 10.000 |\n| zaalhuur | 20.000 |\n| personeel | 370.000 |"
    result = money(wvc, own="200.000", subsidy="400.000", total="600.000", rows=rows)
    assert breaches(result) == []


def test_an_eligible_post_without_a_row_is_a_note(wvc: Call) -> None:
    result = money(
        wvc, own="200.000", subsidy="400.000", total="600.000", rows="| personeel | 400.000 |\n| werking | 0 |"
    )
    assert [f.facts["post"] for f in found(result, "posts.no_row")] == ["Studies en onderzoek", "Investeringen"]


def test_different_amounts_for_the_same_subsidy_are_told(wvc: Call) -> None:
    result = money(wvc, own="200.000", subsidy="400.000", total="600.000", rows="| personeel | 390.000 |")
    (finding,) = found(result, "subsidy.differs")
    assert finding.facts["stated"] == (
        ("asked", Decimal("400000.00")), ("finance", Decimal("400000.00")), ("spending", Decimal("390000.00")),
    )  # fmt: skip


def test_a_dossier_without_money_says_so_and_breaches_nothing(wvc: Call) -> None:
    from tests.rules.build import checked

    result = checked(wvc, {"vision": "Een visie."})
    assert breaches(result) == []
    assert [f.code for f in result.findings if f.code.endswith("unknown")] == ["own_share.unknown", "subsidy.unknown"]
    assert result.finance.subsidy is None


cents = st.integers(min_value=1, max_value=100_000_000).map(lambda value: Decimal(value) / 100)
shares = st.integers(min_value=1, max_value=60).map(lambda value: Decimal(value) / 100)


@given(subsidy=cents, others=cents, share=shares, base=st.sampled_from(["total_cost", "action_cost", "subsidy"]))
def test_the_least_own_money_is_exactly_its_share_of_the_base(
    subsidy: Decimal, others: Decimal, share: Decimal, base: str
) -> None:
    clause = OwnShareMin(share=share, base=base, source="")  # type: ignore[arg-type]
    own = least_own(clause, subsidy, others)
    whole = {
        "total_cost": own + Fraction(subsidy) + Fraction(others),
        "action_cost": own + Fraction(subsidy),
        "subsidy": Fraction(subsidy),
    }[base]
    assert own == Fraction(share) * whole


@given(own=st.integers(min_value=0, max_value=60_000_000), subsidy=st.integers(min_value=1, max_value=80_000_000))
def test_a_cent_decides_and_nothing_less(own: int, subsidy: int) -> None:
    result = money(
        WVC,
        own=f"{own / 100:.2f}".replace(".", ","),
        subsidy=f"{subsidy / 100:.2f}".replace(".", ","),
        total="0",
        rows=f"| personeel | {subsidy / 100:.2f} |",
    )
    assert ("own_share.short" in breaches(result)) == (5 * own < own + subsidy)


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("Bedrag aangevraagde subsidie: € 400.000,00", "400000.00"),
        ("Bedrag aangevraagde subsidie (max. 800.000 euro): 400 000 EUR", "400000.00"),
        ("Bedrag aangevraagde subsidie 2022-2025: 400 000 euro", "400000.00"),
        ("Bedrag aangevraagde subsidie: 400.000 voor 2022-2025", "400000.00"),
        ("Bedrag aangevraagde subsidie: 0,4 miljoen euro", "400000.00"),
        ("Bedrag aangevraagde subsidie:\n\n400.000,- euro", "400000.00"),
        ("| Bedrag aangevraagde subsidie | 400.000 euro |\n| van 2022 tot 2025 | |", "400000.00"),
        ("Subsidy requested: EUR 400,000.00", "400000.00"),
    ],
)
def test_the_amount_that_is_asked_as_people_write_it(wvc: Call, line: str, asked: str) -> None:
    from tests.rules.build import checked

    assert str(checked(wvc, {"subsidy": line}).dossier.asked) == asked


@pytest.mark.parametrize(
    ("rows", "not_eligible", "differs"),
    [
        # a cost in no post beside posts that are full, that have no lines, that are a cent off
        ("| personeel | 380.000 |\n| Onvoorzien | 20.000 |", ["Onvoorzien"], 0),
        ("| personeel | 380.000 |\n| Onvoorzien | 19.999,99 |", ["Onvoorzien"], 0),
        ("| werking | 380.000 |\n| zaal | 380.000 |\n| Overhead | 20.000 |", ["Overhead"], 0),
        ("| Receptie | 20.000 |\n| personeel | 380.000 |", ["Receptie"], 0),
        # lines of a post that are a cent off are still its lines
        ("| werking | 400.000 |\n| zaal | 250.000 |\n| affiches | 149.999,99 |", [], 1),
        ("| werking | 400.000 |\n| zaal | 250.000 |\n| affiches | 150.000,01 |", [], 1),
        ("| personeel | 390.000 |\n| werking | 10.000 |\n| zaal | 6.000 |\n| affiches | 3.000 |", [], 1),
        # the sum of one post is not the sum of all
        ("| personeel | 390.000 |\n| Totaal personeel | 390.000 |\n| werking | 10.000 |", [], 0),
        ("| Kleine infrastructuur | 40.000 |\n| personeel | 360.000 |", [], 0),
        ("| Staff | 300.000 |\n| Operating costs | 60.000 |\n| Investments | 40.000 |", [], 0),
    ],
)
def test_costs_in_and_beside_the_posts(wvc: Call, rows: str, not_eligible: list[str], differs: int) -> None:
    result = money(wvc, own="200.000", subsidy="400.000", total="600.000", rows=rows)
    assert [f.facts["label"] for f in found(result, "posts.not_eligible")] == not_eligible
    assert len(found(result, "spending.differs")) == differs
