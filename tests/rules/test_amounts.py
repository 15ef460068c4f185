"""Amounts as somebody types them: every way to write one, what is asked about, and the page reads as the server does."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkweb.rules.amounts import MOST, Typed, read_number, read_typed
from wijkweb.writers.wording import money

pytestmark = pytest.mark.plain

VECTORS = json.loads((Path(__file__).parent / "amount_vectors.json").read_text(encoding="utf-8"))
READER = Path(__file__).resolve().parents[1] / "js" / "amount_lines.mjs"
INPUTS = 10_000
SIGNS = list("0123456789012345678900000.,,.. \u00a0\u202f'’€-−–—eurEURx%=\t\n")


def told(typed: Typed) -> list[object]:
    amount = None if typed.amount is None else str(typed.amount)
    return [amount, typed.problem, [str(reading) for reading in typed.readings]]


@pytest.mark.parametrize("vector", VECTORS, ids=[json.dumps(vector["text"])[:40] for vector in VECTORS])
def test_the_vectors(vector: dict) -> None:
    assert told(read_typed(vector["text"])) == [vector["amount"], vector["problem"], vector["readings"]]


def test_there_is_a_vector_for_every_problem() -> None:
    assert {vector["problem"] for vector in VECTORS} == {
        "", "ambiguous", "negative", "large", "cents", "not_a_number",
    }  # fmt: skip


CENTS = st.integers(min_value=0, max_value=int(MOST * 100))


@settings(max_examples=1_000)
@given(CENTS, st.sampled_from(["nl", "en"]), st.sampled_from(["{}", "€ {}", "{} euro", " {}\n", "EUR\u00a0{}"]))
def test_an_amount_with_its_cents_is_read_as_it_was_meant(cents: int, language: str, around: str) -> None:
    amount = Decimal(cents).scaleb(-2).quantize(Decimal("0.01"))
    for text in (money(amount, language), str(amount), money(amount, "nl").replace(".", " ")):
        assert read_typed(around.format(text)) == Typed(amount)


@settings(max_examples=1_000)
@given(st.text(max_size=30))
def test_any_text_has_an_answer(text: str) -> None:
    typed = read_typed(text)
    assert (typed.amount is not None) + bool(typed.problem) <= 1
    assert bool(typed.readings) == (typed.problem == "ambiguous")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,6", "1.60"),
        ("0.8", "0.80"),
        (" 12 ", "12.00"),
        ("2,75", "2.75"),
        ("1,005", None),
        ("-1", None),
        ("", None),
        ("12345", None),
    ],
)
def test_a_small_number(text: str, number: str | None) -> None:
    assert read_number(text) == (None if number is None else Decimal(number))


def generated() -> list[str]:
    """Amounts in every notation, some of them damaged, and rows of signs that may mean anything."""
    chance = random.Random(20_210_719)
    made = []
    for at in range(INPUTS):
        if at % 4 == 0:
            made.append("".join(chance.choices(SIGNS, k=chance.randrange(12))))
            continue
        if at % 20 == 1:
            made.append(f"{chance.randrange(1000)}{chance.choice('.,')}{chance.randrange(1000):03}")
            continue
        amount = Decimal(chance.randrange(10 ** chance.randrange(1, 15))).scaleb(-2).quantize(Decimal("0.01"))
        text = chance.choice(
            [str(amount), money(amount, "nl"), money(amount, "en"), money(amount, "nl").replace(".", " ")]
        )
        if chance.random() < 0.4:
            text = text[:-3]
        if chance.random() < 0.3:
            place = chance.randrange(len(text) + 1)
            text = text[:place] + chance.choice(SIGNS) + text[place + chance.randrange(2) :]
        made.append(chance.choice(["{}", "{}", "€ {}", "{} euro", "-{}", " {} "]).format(text))
    return made


@pytest.mark.skipif(shutil.which("node") is None, reason="no Node")
def test_the_page_reads_amounts_as_the_server_does() -> None:
    texts = generated()
    lines = "\n".join(json.dumps(text) for text in texts)
    done = subprocess.run(
        ["node", str(READER)], input=lines, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    pages = [json.loads(line) for line in done.stdout.splitlines()]
    server = []
    for text in texts:
        number = read_number(text)
        server.append([*told(read_typed(text)), None if number is None else str(number)])
    assert len(pages) == INPUTS
    assert [(t, p, s) for t, p, s in zip(texts, pages, server, strict=True) if p != s] == []
    # the texts really hold what the rule tells apart
    met = Counter(answer[1] for answer in server)
    assert min(met[name] for name in ("", "ambiguous", "negative", "large", "cents", "not_a_number")) > 50, met


OTHERS = ["USD 500", "$ 500", "500 gbp", "CHF500", "£5", "- $ 5"]


@pytest.mark.parametrize("text", OTHERS)
def test_other_money_than_euro_is_told_apart(text: str) -> None:
    assert read_typed(text) == Typed(problem="currency")


def test_a_sign_of_money_without_a_figure_is_no_amount() -> None:
    assert read_typed("$").problem == "not_a_number"


@pytest.mark.skipif(shutil.which("node") is None, reason="no Node")
def test_the_page_tells_other_money_apart_too() -> None:
    lines = "\n".join(json.dumps(text) for text in [*OTHERS, "$"])
    done = subprocess.run(["node", str(READER)], input=lines, capture_output=True, text=True, check=True)
    said = [json.loads(line)[1] for line in done.stdout.splitlines()]
    assert said == ["currency"] * len(OTHERS) + ["not_a_number"]
