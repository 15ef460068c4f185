"""The risks of a contract, the heaviest first, each with its history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Prefetch, QuerySet

from wijkweb.commons.together import Ask, asked
from wijkweb.contract.models import Assessment, Contract, Risk
from wijkweb.rules.risks import DEGREES, to_review, weight


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """An assessment: when, how likely, how bad, which state, why, by whom."""

    number: int
    on: date
    chance: str
    effect: str
    state: str
    note: str
    by: str


@dataclass(frozen=True, slots=True)
class RiskLine:
    """A risk as it stands: `number` is its place in the list, `weight` its chance times its effect (1 to 9).

    `to_review` says that its review date came.
    """

    public_id: str
    number: int
    title: str
    chance: str
    effect: str
    weight: int
    owner: str
    measure: str
    state: str
    review_on: date | None
    to_review: bool
    agreed: bool
    token: int
    assessments: tuple[AssessmentLine, ...]


def risks_of(contract: Contract, *, on: date) -> tuple[RiskLine, ...]:
    """Every risk as it is now, the open ones first, the heaviest first among them; two queries.

    `on` says of which ones the review date came.
    """
    return _in_order(_line(risk, on) for risk in _found(contract))


def risks_as_of(contract: Contract, *, on: date) -> tuple[RiskLine, ...]:
    """The register as it stood on a day, in the same order: each risk as its last assessment up to that day says it,
    without those that had none by then; two queries. What an assessment does not hold (title, owner, measure, review
    date) is as it is now: no earlier words are kept of it.
    """
    return _in_order(line for risk in _found(contract) if (line := _then(_line(risk, on), on)))


@asked
def _found(contract: Contract) -> QuerySet[Risk]:
    history = Prefetch("assessments", Assessment.objects.select_related("by"))
    return Risk.objects.filter(contract=contract).prefetch_related(history)


def tables(contract: Contract) -> tuple[Ask, ...]:
    """What the register rests on, for who reads it with other things."""
    return (_found.of(contract),)


def _in_order(lines: Iterable[RiskLine]) -> tuple[RiskLine, ...]:
    ordered = sorted(lines, key=lambda one: (one.state == Risk.State.CLOSED, -one.weight, one.title))
    return tuple(replace(line, number=number) for number, line in enumerate(ordered, start=1))


def _then(line: RiskLine, on: date) -> RiskLine | None:
    known = tuple(one for one in line.assessments if one.on <= on)
    if not known:
        return None
    last = known[-1]
    return replace(
        line,
        chance=last.chance,
        effect=last.effect,
        weight=weight(last.chance, last.effect),
        state=last.state,
        to_review=to_review(line.review_on, last.state, on),
        assessments=known,
    )


def _line(risk: Risk, on: date) -> RiskLine:
    return RiskLine(
        public_id=risk.public_id,
        number=0,  # given once they are in order
        title=risk.title,
        chance=risk.chance,
        effect=risk.effect,
        weight=weight(risk.chance, risk.effect),
        owner=risk.owner,
        measure=risk.measure,
        state=risk.state,
        review_on=risk.review_on,
        to_review=to_review(risk.review_on, risk.state, on),
        agreed=risk.agreed,
        token=risk.token,
        assessments=tuple(_assessment(one) for one in risk.assessments.all()),
    )


def _assessment(one: Assessment) -> AssessmentLine:
    return AssessmentLine(one.number, one.on, one.chance, one.effect, one.state, one.note, one.by.name)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the matrix: its chance and effect, and the risks that stand there."""

    chance: str
    effect: str
    risks: tuple[RiskLine, ...]


def matrix_of(risks: tuple[RiskLine, ...]) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    """Three rows from high to low chance, three cells from low to high effect; what is closed stands in none."""
    known = [risk for risk in risks if risk.state != Risk.State.CLOSED]
    return tuple((chance, tuple(_cell(chance, effect, known) for effect in DEGREES)) for chance in reversed(DEGREES))


def _cell(chance: str, effect: str, risks: list[RiskLine]) -> Cell:
    return Cell(chance, effect, tuple(risk for risk in risks if (risk.chance, risk.effect) == (chance, effect)))
