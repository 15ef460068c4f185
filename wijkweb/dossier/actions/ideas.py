"""Ideas are brought, scored and moved, until one is chosen; the choice may give the project its name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from wijkweb.commons.models import Person
from wijkweb.dossier.actions.dossiers import change_title, changed
from wijkweb.dossier.actions.parts import ChangedMeanwhile, NameTaken, differing, held_part, hold, insert, update
from wijkweb.dossier.models import Dossier, Idea, IdeaScore, IdeaStep
from wijkweb.rules.states import IDEA, may_become

WITH_REASON = frozenset({Idea.Step.CHOSEN, Idea.Step.SET_ASIDE})


class NotThatStep(ValueError):
    """The idea cannot go from its step to that one, not on that day, or not without a reason."""


class OneIsChosen(ValueError):
    """Another idea of the dossier is chosen already."""


class NamedMeanwhile(ValueError):
    """Somebody else gave the project another name or objective since the form was opened."""

    def __init__(self, title: str, objective: str) -> None:
        super().__init__("named meanwhile")
        self.title = title
        self.objective = objective


@transaction.atomic
def add_idea(
    *,
    dossier: Dossier,
    public_id: str,
    values: Mapping[str, Any],
    scores: Mapping[str, int],
    by: Person,
    now: datetime,
) -> Idea:
    """Puts an idea on the long list. `scores` are 0 to 3 by the key of an aspect of the call.

    Raises ChangedMeanwhile when the idea of this form is there already and says something else.
    """
    hold(dossier)
    known = Idea.objects.filter(dossier=dossier, public_id=public_id).first()
    if known:
        if differing(known, values) or scores_of(known) != _positive(scores):
            raise ChangedMeanwhile(known)
        return known
    idea = insert(dossier, Idea, public_id, values)
    _score(idea, scores)
    IdeaStep.objects.create(idea=idea, step=Idea.Step.LONG_LIST, at=now, by=by)
    changed(dossier=dossier, by=by, now=now, verb="idea.add", id=idea.public_id, title=idea.title)
    return idea


@transaction.atomic
def change_idea(
    *, idea: Idea, token: int | None, values: Mapping[str, Any], scores: Mapping[str, int], by: Person, now: datetime
) -> Idea:
    """Changes what an idea says and how far it touches the aspects; raises ChangedMeanwhile, or Gone."""
    held = held_part(idea)
    other = differing(held, values) | ({"scores"} if scores_of(held) != _positive(scores) else set())
    if not other:
        return held
    if held.token != token:
        raise ChangedMeanwhile(held)
    update(held, values)
    _score(held, scores)
    changed(
        dossier=held.dossier, by=by, now=now, verb="idea.change",
        id=held.public_id, title=held.title, fields=sorted(other),
    )  # fmt: skip
    return held


def scores_of(idea: Idea) -> dict[str, int]:
    """The scores of an idea above 0, by the key of the aspect."""
    return dict(idea.scores.filter(score__gt=0).values_list("aspect", "score"))


def _positive(scores: Mapping[str, int]) -> dict[str, int]:
    return {aspect: score for aspect, score in scores.items() if score}


def _score(idea: Idea, scores: Mapping[str, int]) -> None:
    idea.scores.all().delete()
    IdeaScore.objects.bulk_create(IdeaScore(idea=idea, aspect=a, score=s) for a, s in _positive(scores).items())


@transaction.atomic
def move_idea(
    *,
    idea: Idea,
    token: int | None,
    step: str,
    reason: str,
    on: date,
    take_title: bool,
    by: Person,
    now: datetime,
) -> Idea:
    """Moves an idea to another list, on the day that this was decided; its history is appended.

    With `take_title` the project takes the name of the idea that is chosen. A form that is sent twice has one
    effect. Raises NotThatStep, OneIsChosen, ChangedMeanwhile, or Gone.
    """
    held = held_part(idea)
    last = held.steps.last()
    if held.step == step and last and (last.reason, last.by_id) == (reason, by.pk):
        return held
    if held.token != token:
        raise ChangedMeanwhile(held)
    _refuse(held, last, step, reason, on, now)
    try:
        update(held, {"step": step})
    except NameTaken as error:
        raise OneIsChosen from error
    IdeaStep.objects.create(idea=held, step=step, at=_moment(on, now), by=by, reason=reason)
    dossier = held.dossier
    if take_title and step == Idea.Step.CHOSEN:
        change_title(dossier=dossier, title=held.title, objective=dossier.objective, by=by, now=now)
    changed(dossier=dossier, by=by, now=now, verb="idea.move", id=held.public_id, title=held.title, step=step)
    return held


def _refuse(idea: Idea, last: IdeaStep | None, step: str, reason: str, on: date, now: datetime) -> None:
    early = last is not None and on < timezone.localdate(last.at)
    if not may_become(IDEA, idea.step, step) or on > timezone.localdate(now) or early:
        raise NotThatStep(step)
    if step in WITH_REASON and not reason.strip():
        raise NotThatStep(step)


def _moment(on: date, now: datetime) -> datetime:
    """Now, for today; noon of an earlier day, of which nobody noted the hour."""
    if on == timezone.localdate(now):
        return now
    return datetime.combine(on, time(12), timezone.get_current_timezone())


@transaction.atomic
def name_project(
    *, dossier: Dossier, title: str, objective: str, seen: tuple[str, str], by: Person, now: datetime
) -> None:
    """The name of the project and the objective that it serves; `seen` are both as the form showed them.

    Raises NamedMeanwhile when they are something else by now.
    """
    held = Dossier.objects.select_for_update(of=("self",)).select_related("case").get(pk=dossier.pk)
    found = (held.case.title, held.objective)
    if found == (title, objective):
        return
    if found != seen:
        raise NamedMeanwhile(*found)
    change_title(dossier=held, title=title, objective=objective, by=by, now=now)
