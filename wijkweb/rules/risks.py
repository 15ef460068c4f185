"""Risks: how heavy, and whether they are to be looked at again."""

from __future__ import annotations

from datetime import date

DEGREES = ("low", "medium", "high")


def weight(chance: str, effect: str) -> int:
    """Chance times effect, each from 1 to 3."""
    return (DEGREES.index(chance) + 1) * (DEGREES.index(effect) + 1)


def to_review(review_on: date | None, state: str, on: date) -> bool:
    """Whether the review date came, for a risk that is not closed."""
    return review_on is not None and state != "closed" and review_on <= on
