"""Amounts as people write them, and sums and shares that lose no cent."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkweb.rules.money import amounts, cell_amount, cell_percent, share, to_cent, total
from wijkweb.shapes.finding import Share

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("799.494,00", "799494.00"),
        ("799 494", "799494.00"),
        ("799\u00a0494,5", "799494.50"),
        ("799494.00", "799494.00"),
        ("799,494.00", "799494.00"),
        ("€ 1.023.194", "1023194.00"),
        ("1.023.194,-", "1023194.00"),
        ("6.000", "6000.00"),
        ("6000 euro/1%", "6000.00"),
        ("793.494 euro/99%", "793494.00"),
        ("0", "0.00"),
        ("-5.000", "-5000.00"),
        ("1'000", "1000.00"),
        ("99%", None),
        ("1.6 VTE", None),
        ("4 jaar", None),
        ("...", None),
        ("1.2345", None),
        ("", None),
        ("0,8 miljoen euro", "800000.00"),
        ("1,25 mio", "1250000.00"),
        ("800 duizend", "800000.00"),
    ],
)
def test_an_amount_in_a_cell(text: str, value: str | None) -> None:
    assert cell_amount(text) == (Decimal(value) if value else None)


def test_all_amounts_of_a_line() -> None:
    assert list(amounts("2 VTE, 4 jaar: 1.000,50 en 20 % van 3 000")) == [Decimal("1000.50"), Decimal("3000.00")]


def test_a_percentage() -> None:
    assert cell_percent("793.494 euro/99,25 %") == Fraction(397, 400)
    assert cell_percent("793.494 euro") is None


@given(st.integers(min_value=0, max_value=10**12))
def test_every_amount_is_read_back_in_three_ways(cents: int) -> None:
    value = Decimal(cents) / 100
    dutch = f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
    english = f"{value:,.2f}"
    spaced = dutch.replace(".", " ")
    assert [cell_amount(text) for text in (dutch, english, spaced)] == [value.quantize(Decimal("0.01"))] * 3


@given(st.lists(st.integers(min_value=-(10**9), max_value=10**9)))
def test_a_sum_loses_no_cent(cents: list[int]) -> None:
    assert total(Decimal(value) / 100 for value in cents) * 100 == sum(cents)


@pytest.mark.parametrize(("value", "shown"), [("111850/511597", "0.2186"), ("1/5", "0.2000"), ("1/3", "0.3333"), ("-1/8", "-0.1250"), ("99995/1000000", "0.1000"), ("5/100000", "0.0001")])  # fmt: skip
def test_a_share_is_rounded_only_where_it_is_shown(value: str, shown: str) -> None:
    assert str(Share(Fraction(value))) == shown


def test_shares_and_cents() -> None:
    assert share(Decimal(1), Decimal(0)) is None
    assert to_cent(Fraction(349948736, 1000)) == Decimal("349948.74")
    assert to_cent(Fraction(-1, 200)) == Decimal("-0.01")
