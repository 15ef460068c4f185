"""The ideas of a dossier: the long list held against the focus of the call, the short list, the choice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wijkweb.dossier.models import Dossier, Idea, IdeaStep
from wijkweb.rules.states import IDEA
from wijkweb.shapes.call import Call

HIGHEST = 3


@dataclass(frozen=True, slots=True)
class IdeaLine:
    """An idea with the sum of its scores, the aspects that it touches (title, score), and its history."""

    idea: Idea
    score: int
    touched: tuple[tuple[str, int], ...]
    steps: tuple[IdeaStep, ...]
    next: tuple[str, ...]

    @property
    def last(self) -> IdeaStep | None:
        return self.steps[-1] if self.steps else None

    @property
    def since(self) -> datetime | None:
        return self.steps[0].at if self.steps else None


@dataclass(frozen=True, slots=True)
class Choice:
    """All ideas by the list that they are on; `most` is the highest sum of scores that there can be."""

    chosen: IdeaLine | None
    short: tuple[IdeaLine, ...]
    long: tuple[IdeaLine, ...]
    aside: tuple[IdeaLine, ...]
    order: str
    most: int


ORDERS: dict[str, Callable[[IdeaLine], Any]] = {
    "score": lambda line: (-line.score, line.idea.position),
    "idee": lambda line: line.idea.title.casefold(),
    "dienst": lambda line: (line.idea.service.casefold(), -line.score),
    "datum": lambda line: -line.idea.position,
}


def choice_of(dossier: Dossier, call: Call, order: str = "score") -> Choice:
    """The ideas; a fixed number of queries. An order that is not known gives that of the scores."""
    order = order if order in ORDERS else "score"
    rows = Idea.objects.filter(dossier=dossier).prefetch_related("scores", "steps__by")
    lines = sorted((idea_line(idea, call) for idea in rows), key=ORDERS[order])
    on = {step: tuple(line for line in lines if line.idea.step == step) for step in Idea.Step.values}
    return Choice(
        chosen=next(iter(on[Idea.Step.CHOSEN]), None),
        short=on[Idea.Step.SHORT_LIST],
        long=on[Idea.Step.LONG_LIST],
        aside=on[Idea.Step.SET_ASIDE],
        order=order,
        most=HIGHEST * len(call.aspects),
    )


def idea_line(idea: Idea, call: Call) -> IdeaLine:
    """An idea as the page shows it."""
    scores = {score.aspect: score.score for score in idea.scores.all()}
    touched = [(aspect.title, scores[aspect.key]) for aspect in call.aspects if scores.get(aspect.key)]
    touched.sort(key=lambda pair: -pair[1])
    following = tuple(step for step in Idea.Step.values if step in IDEA[idea.step])
    return IdeaLine(idea, sum(score for _, score in touched), tuple(touched), tuple(idea.steps.all()), following)
