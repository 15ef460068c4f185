"""Numbers as people type them."""

from decimal import Decimal

import pytest

from wijkweb.readers.numbers import NoNumber, TwoNumbers, decimals_of, number, style_of

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14700", "14700"), ("14 700", "14700"), ("14\u202f700", "14700"), ("32,4", "32.4"), ("32.40 %", "32.40"),
        ("1.234.567", "1234567"), ("1,234,567.8", "1234567.8"), ("1.234.567,8", "1234567.8"), ("1.234,5", "1234.5"),
        ("€ 14 700,50", "14700.50"), ("-3,5", "-3.5"), ("−3,5", "-3.5"), ("0,125", "0.125"), ("0.125", "0.125"),
        ("1,6550", "1.6550"), ("42‰", "42"),
    ],
)  # fmt: skip
def test_dutch_and_english_are_one(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "x", "12a", "1..2", "1,2,3", "1.23.456", "1e5", "--1", "=1+1", "NaN", "9" * 15, "1,2.3,4"]
)
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(NoNumber):
        number(text)


@pytest.mark.parametrize("text", ["1.655", "1,655", "14.700"])
def test_what_can_be_read_in_two_ways_is_asked_about(text: str) -> None:
    with pytest.raises(TwoNumbers) as asked:
        number(text)
    first, last = text[:-4], text[-3:]
    assert (asked.value.whole, asked.value.broken) == (f"{first}{last}", f"{first},{last}0")
    assert (number(asked.value.whole), number(asked.value.broken)) == (
        Decimal(f"{first}{last}"),
        Decimal(f"{first}.{last}"),
    )


def test_the_rest_of_a_file_says_which_it_is() -> None:
    assert style_of(["32,4", "1.655", "12"]) == ","
    assert style_of(["32.4", "1.5", "2,5"]) == "."
    assert style_of(["32.4", "2,5"]) is None
    assert style_of(["1.655", "x"]) is None
    assert (number("1.655", ","), number("1.655", ".")) == (Decimal(1655), Decimal("1.655"))


def test_decimals_are_counted() -> None:
    assert [decimals_of(text) for text in ("32,40%", "15", "1.655", "x")] == [2, 0, 0, 0]
