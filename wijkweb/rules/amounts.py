"""An amount as somebody types it in a field: read to the cent, or asked about when it can mean two things.

799.494,00 and 799 494 and 799494.00 and € 799.494 are one amount. "1.000" can be a thousand or one: where both
readings are whole cents, nobody guesses. `static/dossier/amount.js` does the same in the page; both are held
together by tests/rules/amount_vectors.json. (`rules.money` reads papers, where nobody can be asked.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from wijkweb.rules.money import CENT

MOST = Decimal("99999999999.99")
Problem = Literal["", "ambiguous", "negative", "large", "cents", "currency", "not_a_number"]

_GAP = " \t\r\n\u00a0\u2009\u202f"
_AROUND = re.compile(rf"(?:€|eur|euro)?[{_GAP}]*(?P<body>.*?)[{_GAP}]*(?:€|eur|euro)?", re.IGNORECASE | re.DOTALL)
_OTHER = re.compile(r"[$£¥]|(?<![a-z])(?:usd|gbp|chf|jpy)(?![a-z])", re.IGNORECASE)
_MINUS = re.compile(rf"[-−–][{_GAP}]*")
_DASH_CENTS = re.compile(r"[.,](?:-{1,2}|–|—)\Z")
_BODY = re.compile(
    rf"(?P<plain>[0-9]+)(?:[.,](?P<plain_cents>[0-9]+))?"
    rf"|(?P<gaps>[1-9][0-9]{{0,2}}(?:[{_GAP}'’][0-9]{{3}})+)(?:[.,](?P<gap_cents>[0-9]+))?"
    r"|(?P<points>[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,(?P<point_cents>[0-9]+))?"
    r"|(?P<commas>[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.(?P<comma_cents>[0-9]+))?"
)
_ONE_GROUP = re.compile(r"(?P<head>[1-9][0-9]{0,2})(?P<sign>[.,])(?P<tail>[0-9]{3})")
_NUMBER = re.compile(r"(?P<whole>[0-9]{1,4})(?:[.,](?P<rest>[0-9]{1,2}))?")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: an amount in EUR, nothing (no amount, no problem), or a problem.

    `readings` are the amounts that an ambiguous text can mean, the larger first.
    """

    amount: Decimal | None = None
    problem: Problem = ""
    readings: tuple[Decimal, ...] = ()


def read_typed(text: str, *, decimal_comma: bool = False) -> Typed:
    """The amount that somebody typed. With `decimal_comma` a comma before three digits never marks thousands: 12,505
    is asked back, and not booked as twelve thousand."""
    if _OTHER.search(text) and re.search("[0-9]", text):
        return Typed(problem="currency")
    found = _AROUND.fullmatch(text.strip(_GAP))
    body = found["body"] if found else ""
    if not body:
        return Typed() if not text.strip(_GAP) else Typed(problem="not_a_number")
    minus = _MINUS.match(body)
    if minus:
        rest = read_typed(body[minus.end() :], decimal_comma=decimal_comma)
        nothing = rest.problem == "not_a_number" or (not rest.problem and rest.amount is None)
        return Typed(problem="not_a_number" if nothing else "negative")
    if dashed := _DASH_CENTS.search(body):
        body = f"{body[: dashed.start()]},00"
    if one := _ONE_GROUP.fullmatch(body):
        return _one_group(one["head"], one["tail"], asked=decimal_comma and one["sign"] == ",")
    return _read(body)


def _one_group(head: str, tail: str, asked: bool) -> Typed:
    """ "1.000" and "799.494": three digits after one sign; a third decimal that is not 0 is no cent."""
    thousands = _amount(head + tail, "")
    if not tail.endswith("0"):
        return Typed(problem="cents") if asked else Typed(thousands)
    return Typed(problem="ambiguous", readings=(thousands, _amount(head, tail[:2])))


def _read(body: str) -> Typed:
    match = _BODY.fullmatch(body)
    if match is None:
        return Typed(problem="not_a_number")
    whole = re.sub(r"[^0-9]", "", next(filter(None, match.group("plain", "gaps", "points", "commas"))))
    cents = next(filter(None, match.group("plain_cents", "gap_cents", "point_cents", "comma_cents")), "")
    if len(cents) > 2:
        return Typed(problem="cents")
    if len(whole.lstrip("0")) > 11:
        return Typed(problem="large")
    return Typed(_amount(whole, cents))


def _amount(whole: str, cents: str) -> Decimal:
    return Decimal(f"{whole}.{cents or '0'}").quantize(CENT)


def read_number(text: str) -> Decimal | None:
    """A small number such as 1,6 or 0.80 (VTE, a percentage), with two places; None when it is none."""
    match = _NUMBER.fullmatch(text.strip(_GAP))
    return _amount(match["whole"], match["rest"] or "") if match else None
