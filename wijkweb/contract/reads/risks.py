"""The risks of a contract, the heaviest first, each with its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

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
    """Every risk, the open ones first, the heaviest first among them; two queries."""
    history = Prefetch("assessments", Assessment.objects.select_related("by"))
    found = Risk.objects.filter(contract=contract).prefetch_related(history)
    ordered = sorted(
        found, key=lambda one: (one.state == Risk.State.CLOSED, -weight(one.chance, one.effect), one.title)
    )
    return tuple(_line(risk, number, on) for number, risk in enumerate(ordered, start=1))


def _line(risk: Risk, number: int, on: date) -> RiskLine:
    return RiskLine(
        public_id=risk.public_id,
        number=number,
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
