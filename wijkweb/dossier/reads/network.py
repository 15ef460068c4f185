"""The network of a dossier and what it promises, as one page shows it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from wijkweb.dossier.models import Annex, Dossier, Partner, Promise, Risk, RuleRequest, Section
from wijkweb.rules.money import total
from wijkweb.rules.prose import sentences
from wijkweb.shapes.call import Call
from wijkweb.shapes.markdown import parse

DEGREES = tuple(Risk.Degree.values)
_WEIGHT = {degree: at for at, degree in enumerate(DEGREES)}
_DIGIT = re.compile(r"[0-9]")
MOST_SENTENCES = 30


@dataclass(frozen=True, slots=True)
class Level:
    """The partners of one level; "" for those of which nobody said the level."""

    name: str
    partners: tuple[Partner, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """The risks of one chance with their numbers in the list, by their effect from low to high."""

    chance: str
    cells: tuple[tuple[str, tuple[tuple[int, Risk], ...]], ...]


@dataclass(frozen=True, slots=True)
class Network:
    """Partners by level, risks, promised indicators, requests for low rules, annexes."""

    levels: tuple[Level, ...]
    partners: int
    money: Decimal
    engaged: tuple[tuple[str, int], ...]
    risks: tuple[Risk, ...]
    matrix: tuple[MatrixRow, ...]
    promises: tuple[Promise, ...]
    rules: tuple[RuleRequest, ...]
    annexes: tuple[Annex, ...]


def network_of(dossier: Dossier) -> Network:
    """The network; five queries, whatever its size. The gravest risks stand first."""
    partners = tuple(Partner.objects.filter(dossier=dossier))
    risks = sorted(Risk.objects.filter(dossier=dossier), key=_gravity, reverse=True)
    engaged = Counter(partner.engagement for partner in partners)
    return Network(
        levels=_levels(partners),
        partners=len(partners),
        money=total(partner.money for partner in partners if partner.money),
        engaged=tuple((kind, engaged[kind]) for kind in Partner.Engagement.values if engaged[kind]),
        risks=tuple(risks),
        matrix=tuple(MatrixRow(chance, _cells(risks, chance)) for chance in reversed(DEGREES)) if risks else (),
        promises=tuple(Promise.objects.filter(dossier=dossier)),
        rules=tuple(RuleRequest.objects.filter(dossier=dossier)),
        annexes=tuple(Annex.objects.filter(dossier=dossier).select_related("file")),
    )


def _gravity(risk: Risk) -> tuple[int, int]:
    return (_WEIGHT[risk.chance] + 1) * (_WEIGHT[risk.effect] + 1), -risk.position


def _levels(partners: tuple[Partner, ...]) -> tuple[Level, ...]:
    """In the order in which the levels came; partners without one stand last."""
    names = sorted(dict.fromkeys(partner.level for partner in partners), key=lambda name: not name)
    return tuple(Level(name, tuple(p for p in partners if p.level == name)) for name in names)


def _cells(risks: list[Risk], chance: str) -> tuple[tuple[str, tuple[tuple[int, Risk], ...]], ...]:
    numbered = list(enumerate(risks, 1))
    return tuple(
        (effect, tuple((n, risk) for n, risk in numbered if (risk.chance, risk.effect) == (chance, effect)))
        for effect in DEGREES
    )


def used_levels(dossier: Dossier) -> tuple[str, ...]:
    """The levels that partners of this dossier have, to choose from again."""
    return tuple(
        dict.fromkeys(Partner.objects.filter(dossier=dossier).exclude(level="").values_list("level", flat=True))
    )


def sentences_with_numbers(dossier: Dossier, call: Call) -> tuple[str, ...]:
    """The sentences of the section with the actions that hold a number: what may be a promise."""
    key = next((spec.key for spec in call.sections if spec.role == "actions"), "")
    section = Section.objects.filter(dossier=dossier, key=key).first()
    blocks = parse(section.text) if section else ()
    found = (sentence for block in blocks if block.table is None for sentence in sentences(block.text))
    return tuple(sentence for sentence in found if _DIGIT.search(sentence))[:MOST_SENTENCES]
