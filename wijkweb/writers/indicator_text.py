"""A figure explained in plain text: what it rests on, line by line, exact and as it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from wijkweb.shapes.indicators import Reading
from wijkweb.writers.wording import plain_number, word

_PLACES = 2


def explain(readings: Sequence[Reading], language: str) -> str:
    """Every reading of an indicator as text; the one that counts first."""
    return "\n".join("\n".join(_lines(reading, language)) for reading in readings)


def _lines(reading: Reading, language: str) -> Iterator[str]:
    asked, window, value = reading.definition, reading.window, reading.value
    days = {"first": window.first.isoformat(), "last": window.last.isoformat()}
    yield f"{asked.title} ({asked.key})"
    yield _line("definition", word("version", language, number=asked.version, day=str(asked.valid_from)), language)
    yield _line(
        "measure_of", f"{asked.fact}.{asked.measure} {asked.kind} {asked.group} {asked.track}".strip(), language
    )
    yield _line("period", f"{asked.per} ({asked.denominator})", language)
    yield _line("decided", asked.decided or "-", language)
    yield _line("window", word("window_days", language, key=window.key, **days), language)
    yield _line("numerator", str(value.numerator), language)
    yield _line("denominator", str(value.denominator), language)
    yield _line("figure", figure(value.figure, language), language)
    target = "-" if asked.target is None else plain_number(asked.target, language)
    yield _line("target", f"{asked.op} {target}", language)
    yield _line("status", word(reading.status, language), language)
    yield _line("coverage", _coverage(reading, language), language)
    gaps = ", ".join(day.isoformat() for day in reading.coverage.gaps)
    yield _line("gaps", gaps or word("none", language), language)
    yield _line("excluded", "" if reading.excluded else word("none", language), language)
    for one in reading.excluded:
        amount = word(f"amount_of_{asked.measure}", language, amount=str(one.amount)) if one.amount else ""
        parts = (str(one.day or ""), word(one.reason, language), one.words, amount)
        yield f"  - {' '.join(filter(None, parts))}"


def _line(code: str, said: str, language: str) -> str:
    return f"{word(code, language) + ':':<34} {said}".rstrip()


def _coverage(reading: Reading, language: str) -> str:
    covered = reading.coverage
    active = reading.definition.denominator == "active"
    known, expected = (covered.active_known, covered.active) if active else (covered.known, covered.expected)
    share = covered.active_share if active else covered.share
    if share is None:
        return word("no_value", language)
    return word(
        "coverage_of", language, known=str(known), expected=str(expected), share=_rounded(share * 100, language)
    )


def figure(value: Fraction | None, language: str) -> str:
    """A figure, exact and rounded half to even: "11/4 = 2,75"."""
    if value is None:
        return word("no_value", language)
    return word("shown_as", language, exact=str(value), shown=_rounded(value, language))


def _rounded(value: Fraction, language: str) -> str:
    return plain_number(Decimal(round(value * 10**_PLACES)).scaleb(-_PLACES), language)
