"""Dataclasses to plain data and back: the same thing, or an error that names the place."""

from datetime import date, time
from decimal import Decimal

import pytest

from wijkweb.shapes.call import Call, DeadlineEntry, SectionSpec
from wijkweb.shapes.document import Block, Document, Mark, Table
from wijkweb.shapes.plain import Misfit, from_plain, to_plain

pytestmark = pytest.mark.plain


def test_a_document_comes_back_as_it_went() -> None:
    document = Document(
        "docx",
        (
            Block("heading", "Visie", "2.", 1, (Mark(0, 5, "strong"),), page=3),
            Block("table", table=Table((("a", ""), ("b", "c")), 1)),
        ),
        (("images", 2),),
    )
    assert from_plain(Document, to_plain(document)) == document


def test_every_published_call_comes_back_as_it_went(wvc: Call, buurtfonds: Call) -> None:
    for call in (wvc, buurtfonds):
        assert from_plain(Call, to_plain(call)) == call


def test_dates_and_times_may_be_text() -> None:
    entry = from_plain(DeadlineEntry, {"day": "2021-07-19", "time": "12:00:00", "said_on": "2021-07-08", "source": "x"})
    assert (entry.day, entry.time) == (date(2021, 7, 19), time(12))


@pytest.mark.parametrize(
    ("data", "key", "reason"),
    [
        ({"number": "1", "title": "x"}, "key", "is missing"),
        ({"key": "a", "number": "1", "title": "x", "colour": "red"}, "colour", "unknown key"),
        ({"key": "a", "number": 1, "title": "x"}, "number", "expected text, found a whole number"),
        ({"key": "a", "number": "1", "title": "x", "limit": "9"}, "limit", "expected a whole number, found text"),
        (
            {"key": "a", "number": "1", "title": "x", "limit": True},
            "limit",
            "expected a whole number, found true or false",
        ),
        ({"key": "a", "number": "1", "title": "x", "unit": "lines"}, "unit", "'lines' is not one of words, characters"),
        (
            {"key": "a", "number": "1", "title": "x", "questions": [{"key": "q", "text": "?"}, {"key": "r"}]},
            "questions[1].text",
            "is missing",
        ),
        ([], "", "expected a table, found a list"),
    ],
)
def test_a_misfit_names_its_place(data: object, key: str, reason: str) -> None:
    with pytest.raises(Misfit) as caught:
        from_plain(SectionSpec, data)
    assert (caught.value.key, caught.value.reason) == (key, reason)


def test_an_amount_that_is_none_is_named() -> None:
    from wijkweb.shapes.call import MaxSubsidy

    with pytest.raises(Misfit) as caught:
        from_plain(MaxSubsidy, {"amount": "veel", "source": "x"})
    assert str(caught.value) == "amount: 'veel' is not an amount as text (\"800000.00\")"
    assert from_plain(MaxSubsidy, {"amount": "5.00", "source": "x"}).amount == Decimal("5.00")
