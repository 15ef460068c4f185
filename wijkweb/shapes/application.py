"""An application (aanvraag) as it is written in Wijkweb: the whole content of a dossier, without who wrote it.

The canonical form of a dossier: `shapes.plain` makes JSON of it and reads it back, papers out are made of it,
and the check reads it. Amounts are EUR with two places; nothing in it is computed that can be computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from wijkweb.shapes.dossier import Contact

PayerKind = Literal["own", "funder", "public", "private"]
Step = Literal["long_list", "short_list", "chosen", "set_aside"]
Engagement = Literal["existing", "intended", "agreed"]
Degree = Literal["low", "medium", "high"]
AreaKind = Literal["part", "reference"]
Target = Literal["at_least", "at_most", "between", "milestone"]
RequestStatus = Literal["to_ask", "asked", "granted", "refused"]


@dataclass(frozen=True, slots=True)
class IdeaStep:
    """What was decided about an idea: when, by whom (an official's name), why."""

    step: Step
    on: date
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea (idee) for the proposal, the service that brings it, the aspects of the call that it touches.

    `scores` are (key of an aspect, 0 to 3).
    """

    title: str
    service: str
    text: str = ""
    scores: tuple[tuple[str, int], ...] = ()
    steps: tuple[IdeaStep, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionText:
    """The text of a section (rubriek) in the house's Markdown; `answered` are keys of guidance questions with
    the words that say where they are answered."""

    key: str
    text: str
    answered: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectArea:
    """An area (gebied) that figures are about: a neighbourhood, a list of sectors, or what they are compared with.

    `version` is the key of the boundaries, `codes` the areas of `system` that make it up.
    """

    name: str
    kind: AreaKind
    system: str = ""
    version: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaFigure:
    """One figure (cijfer) of an indicator for an area. `base` says against what an index or share is taken.

    `printed` is the figure as somebody typed it; `area` the name of a project area.
    """

    indicator: str
    area: str
    value: Decimal
    unit: str
    year: str
    source: str
    printed: str = ""
    aspect: str = ""
    base: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    version: str = ""


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """What a payer brings for a post (kostenpost) in a year; without a year, for the whole period."""

    post: str
    amount: Decimal
    year: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class StaffPlan:
    """A staff line (personeelslijn): `yearly` is the cost of the whole line in its first full year, `indexation`
    the yearly rise in percent, from `start` to `end` inclusive."""

    function: str
    employer: str
    vte: Decimal
    start: date
    end: date
    yearly: Decimal
    indexation: Decimal = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays (financier): the municipality itself, the funder, another public or a private partner."""

    name: str
    kind: PayerKind
    lines: tuple[MoneyLine, ...] = ()
    staff: tuple[StaffPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class PartnerPlan:
    """A partner (partner) in the network: its level, role, expertise, money, and how firm its engagement is."""

    name: str
    level: str = ""
    role: str = ""
    expertise: str = ""
    money: Decimal | None = None
    engagement: Engagement = "intended"


@dataclass(frozen=True, slots=True)
class RiskPlan:
    """A risk (risico): chance, effect, the role that owns it, the measure."""

    title: str
    chance: Degree
    effect: Degree
    owner: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class PromisePlan:
    """A promised indicator (beloofde indicator): what is counted, per what period, over which denominator, the
    target, and the sentence of the application that promises it."""

    title: str
    measure: str
    period: str
    denominator: str
    kind: Target
    source: str
    target: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    track: str = ""


@dataclass(frozen=True, slots=True)
class RuleRequestPlan:
    """A request for low rules (regelluwte): which rule, of which government, how it stands."""

    rule: str
    government: str
    status: RequestStatus = "to_ask"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AnnexPlan:
    """An annex (bijlage): a link, or a file with its name and SHA-256."""

    title: str
    link: str = ""
    file: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Application:
    """All that a dossier says."""

    call: str
    call_version: int
    municipality: str
    project: str
    objective: str = ""
    contacts: tuple[Contact, ...] = ()
    ideas: tuple[Idea, ...] = ()
    sections: tuple[SectionText, ...] = ()
    areas: tuple[ProjectArea, ...] = ()
    figures: tuple[AreaFigure, ...] = ()
    payers: tuple[Payer, ...] = ()
    partners: tuple[PartnerPlan, ...] = ()
    risks: tuple[RiskPlan, ...] = ()
    promises: tuple[PromisePlan, ...] = ()
    rule_requests: tuple[RuleRequestPlan, ...] = ()
    annexes: tuple[AnnexPlan, ...] = ()

    def text(self, key: str) -> str:
        """The text of a section; "" when nothing was written."""
        return next((section.text for section in self.sections if section.key == key), "")
