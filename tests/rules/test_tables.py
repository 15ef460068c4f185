"""Finance and spending tables as people type them: shifted, with years, with words around the figures."""

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.rules.build import checked, found, money
from wijkweb.shapes.call import Call

pytestmark = pytest.mark.plain

SHIFTED = """
| Partner | Bedrag |
|---|---|
| Publieke partners | |
| Stad Wilgendam | 60.000 |
| Personeel | 30.000 |
| Werking | 10.000 |
| Investeringen | 100.000 |
| totaal | |
| Vlaanderen | 300.000 |
| Totaal publieke partners | 400.000 |
| Totaal | 400.000 |
"""
RIGHT = """
| Partner | Bedrag |
|---|---|
| Stad Wilgendam | |
| Personeel | 60.000 |
| Werking | 40.000 |
| totaal | 100.000 |
| Vlaanderen | 300.000 |
| Totaal | 400.000 |
"""
UP = """
| Partner | Bedrag |
|---|---|
| Stad Wilgendam | |
| Personeel | |
| Werking | 60.000 |
| Totaal stad | 40.000 |
| Vlaanderen | 300.000 |
"""


def own(result):
    return next(c for c in result.dossier.finance.contributions if c.kind == "own")


def test_labels_that_stand_one_row_too_high_are_read_so_that_they_add_up(wvc: Call) -> None:
    result = checked(wvc, {"financing_total": SHIFTED})
    (finding,) = found(result, "finance.labels_shifted")
    assert own(result).parts == (
        ("Personeel", Decimal("60000.00")), ("Werking", Decimal("30000.00")), ("Investeringen", Decimal("10000.00")),
    )  # fmt: skip
    assert own(result).amount == Decimal("100000.00")
    assert finding.facts["reading"] == "one_row_down"
    assert found(result, "finance.differs") == []


def test_labels_that_stand_right_are_read_as_printed(wvc: Call) -> None:
    result = checked(wvc, {"financing_total": RIGHT})
    assert found(result, "finance.labels_shifted") == []
    assert own(result).amount == Decimal("100000.00")
    assert own(result).reading == "as_printed"


def test_a_partner_with_its_sum_above_its_posts(wvc: Call) -> None:
    table = RIGHT.replace("| Stad Wilgendam | |", "| Stad Wilgendam | 100.000 |").replace("| totaal | 100.000 |\n", "")
    result = checked(wvc, {"financing_total": table})
    assert own(result).amount == Decimal("100000.00")
    assert found(result, "finance.differs") == []


def test_a_total_that_is_not_the_sum_is_told_with_its_difference(wvc: Call) -> None:
    result = checked(wvc, {"financing_total": RIGHT.replace("| Totaal | 400.000 |", "| Totaal | 410.000 |")})
    (finding,) = found(result, "finance.differs")
    assert finding.facts["difference"] == Decimal("10000.00")


def test_years_are_added_up_and_a_column_of_totals_counts_alone(wvc: Call) -> None:
    years = (
        "| Partner | 2022 | 2023 |\n|---|---|---|\n| Gemeente X | 10.000 | 20.000 |\n| Vlaanderen | 40.000 | 50.000 |"
    )
    total = (
        "| Partner | 2022 | 2023 | Totaal |\n|---|---|---|---|\n"
        "| Gemeente X | 10.000 | 20.000 | 30.000 |\n| Vlaanderen | 40.000 | 50.000 | 90.000 |"
    )
    for table in (years, total):
        result = checked(wvc, {"financing_total": table})
        assert (result.finance.own, result.finance.subsidy) == (Decimal("30000.00"), Decimal("90000.00"))


def test_lines_of_text_do_where_there_is_no_table(wvc: Call) -> None:
    result = checked(
        wvc, {"financing_total": "- Gemeente X: 30.000 euro\n- Vlaanderen: € 90.000,00\n- Totaal: 120 000"}
    )
    assert (result.finance.own, result.finance.subsidy, result.finance.total) == (
        Decimal("30000.00"), Decimal("90000.00"), Decimal("120000.00"),
    )  # fmt: skip


STAFF = (
    "| personeel | 610.000 / 76% |\n| 2 VTE straatwerk (stad, 4 jaar) | 400.000,00 |\n"
    "| 1 VTE buurtwerk (stad, 4 jaar) | 199.999,98 |\n| 0,25 VTE coördinator (OCMW, 2 jaar) | 10.000,02 |\n| werking | 190.000 / 24% |"
)


def test_staff_lines_give_vte_years_and_the_cost_of_each(wvc: Call) -> None:
    result = money(wvc, own="300.000", subsidy="800.000", total="1.100.000", rows=STAFF)
    first, _, third = result.dossier.spending.staff
    assert (first.vte, first.years, first.employer, first.function) == (Decimal(2), Fraction(4), "stad", "straatwerk")
    assert (third.vte, third.years, third.employer) == (Decimal("0.25"), Fraction(2), "OCMW")
    (costs,) = found(result, "staff.costs")
    assert costs.facts["sum"] == Decimal("610000.00")
    assert costs.facts["vte"] == Decimal("3.25")
    assert costs.facts["costs"][0] == ("straatwerk", Decimal("50000.00"))
    (apart,) = found(result, "staff.cents_apart")
    assert (apart.facts["first"], apart.facts["second"], apart.facts["cents"]) == ("straatwerk", "buurtwerk", 4)


def test_staff_in_columns_is_read_too(wvc: Call) -> None:
    table = (
        "Bedrag aangevraagde subsidie: 200.000\n\n| Post | Bedrag |\n|---|---|\n| personeel | 200.000 |\n| werking | 0 |\n\n"
        "| Functie | VTE | Werkgever | Aantal jaar | Totaal |\n|---|---|---|---|---|\n"
        "| buurtwerker | 1,0 | gemeente | 4 | 200.000 |"
    )
    result = checked(wvc, {"subsidy": table})
    (line,) = result.dossier.spending.staff
    assert (line.function, line.vte, line.years, line.employer) == (
        "buurtwerker",
        Decimal("1.0"),
        Fraction(4),
        "gemeente",
    )


def test_percentages_are_held_against_the_amounts(wvc: Call) -> None:
    rounded = money(wvc, own="300.000", subsidy="800.000", total="1.100.000", rows=STAFF)
    assert [f.code for f in rounded.findings if f.code.startswith("split")] == ["split.rounded"]
    wrong = money(wvc, own="300.000", subsidy="800.000", total="1.100.000", rows=STAFF.replace("76%", "80%"))
    (finding,) = found(wrong, "split.wrong")
    assert finding.severity == "warning"
    exact = money(
        wvc,
        own="300.000",
        subsidy="800.000",
        total="1.100.000",
        rows=STAFF.replace("76%", "76,25%").replace("24%", "23,75%"),
    )
    assert [f.code for f in exact.findings if f.code.startswith("split")] == []


def test_wages_of_years_without_a_word_on_indexation(wvc: Call) -> None:
    without = money(wvc, own="300.000", subsidy="800.000", total="1.100.000", rows=STAFF)
    assert len(found(without, "staff.no_indexation")) == 1
    rows = STAFF + "\n| toelichting: lonen met indexering van 2 % | |"
    assert (
        found(money(wvc, own="300.000", subsidy="800.000", total="1.100.000", rows=rows), "staff.no_indexation") == []
    )


def test_own_staff_needs_a_function_and_a_vte(wvc: Call) -> None:
    bare = checked(wvc, {"financing_total": RIGHT})
    (finding,) = found(bare, "own_staff.not_described")
    assert finding.facts["amount"] == Decimal("60000.00")
    told = checked(wvc, {"financing_total": RIGHT + "\n\nHet personeel is 0,5 VTE coördinator van de stad."})
    assert found(told, "own_staff.not_described") == []


@pytest.mark.parametrize(
    "table",
    [
        "| Partner | Bedrag | % |\n|---|---|---|\n| Stad | 60.000 | 20 |\n| Vlaanderen | 240.000 | 80 |",
        "| Partner | Bedrag | Toelichting |\n|---|---|---|\n| Stad | 60.000 | 2 mensen |\n| Vlaanderen | 240.000 | 4 jaar |",
        "| Post | Stad X | Vlaanderen | Totaal |\n|---|---|---|---|\n| Personeel | 50.000 | 200.000 | 250.000 |\n"
        "| Huur | 10.000 | 40.000 | 50.000 |\n| Totaal | 60.000 | 240.000 | 300.000 |",
        "| Partner | Bedrag |\n|---|---|\n| Bijdrage stad X | 60.000 |\n| Gevraagde subsidie | 240.000 |",
        "| Partner | Bedrag |\n|---|---|\n| Stad X | |\n| Personeel | 50.000 |\n| Werking | 10.000 |\n| Totaal stad | 60.000 |\n"
        "| Vlaanderen | 240.000 |\n| Totaal | 300.000 |",
    ],
    ids=["percentages", "remarks", "partners across", "other words", "total of one partner"],
)
def test_finance_tables_of_other_shapes(wvc: Call, table: str) -> None:
    result = checked(wvc, {"financing_total": table}, head="Gemeente/Stad: Stad X")
    money_read = result.finance
    assert (money_read.own, money_read.subsidy, money_read.total) == (
        Decimal("60000.00"), Decimal("240000.00"), Decimal("300000.00"),
    )  # fmt: skip
    assert found(result, "finance.differs") == []


def test_of_two_subsidies_the_one_that_is_asked_is_the_funders(wvc: Call) -> None:
    table = "| Partner | Bedrag |\n|---|---|\n| Stad | 60.000 |\n| Subsidie provincie | 20.000 |\n| Subsidie Vlaanderen | 200.000 |"
    result = checked(wvc, {"financing_total": table, "subsidy": "Bedrag aangevraagde subsidie: 200.000"})
    assert (result.finance.subsidy, result.finance.others) == (Decimal("200000.00"), Decimal("20000.00"))
    assert found(result, "subsidy.differs") == []


def test_a_company_is_no_municipality_whatever_its_name(wvc: Call) -> None:
    table = "| Partner | Bedrag |\n|---|---|\n| Stad X | 60.000 |\n| Stadsbader nv | 20.000 |\n| Vlaanderen | 200.000 |"
    assert checked(wvc, {"financing_total": table}).finance.own == Decimal("60000.00")


def test_a_yearly_cost_counts_for_every_year_of_its_period(wvc: Call) -> None:
    table = (
        "Bedrag aangevraagde subsidie: 200.000\n\n| Post | Bedrag |\n|---|---|\n| personeel | 200.000 |\n\n"
        "| Functie | VTE | Werkgever | Periode | Jaarkost |\n|---|---|---|---|---|\n| werker | 1 | stad | 2022-2025 | 50.000 |"
    )
    (line,) = checked(wvc, {"subsidy": table}).dossier.spending.staff
    assert (line.amount, line.years) == (Decimal("200000.00"), Fraction(4))


@pytest.mark.parametrize(
    "table",
    [
        "| Actie | Aantal |\n|---|---|\n| Activiteiten | 40 |\n| Huisbezoeken | 120 |",
        "| Personeel | 5.000 |\n| Onvoorzien | 9.000 |",
        "| Partner | Inbreng |\n|---|---|\n| Stad | 2 |\n| School | 3 |",
    ],
)
def test_a_table_of_other_things_in_another_section_is_no_money(wvc: Call, table: str) -> None:
    result = checked(wvc, {"vision": table, "actions": table})
    assert (result.dossier.finance, result.dossier.spending) == (None, None)
