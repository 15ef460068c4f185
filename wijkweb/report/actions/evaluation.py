"""The jury evaluates a report, the city replies, agreements follow; the funder asks, the city answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from wijkweb.commons import journal
from wijkweb.commons.models import Case, Interest, Person
from wijkweb.contract.actions.parts import add_part
from wijkweb.contract.models import Contract, Indicator
from wijkweb.report.models import Agreement, Evaluation, Judgement, Question, YearReport


class NotSent(ValueError):
    """The report was not handed in, so there is nothing to evaluate."""


class Given(ValueError):
    """The findings were given to the minister; they stand."""


class NotGiven(ValueError):
    """The findings were not given yet, so there is nothing to reply to."""


class Unjudged(ValueError):
    """Promises without a verdict or a reason; `titles` names them."""

    def __init__(self, titles: tuple[str, ...]) -> None:
        super().__init__("unjudged")
        self.titles = titles


class Overtaken(ValueError):
    """Somebody else changed the findings meanwhile; nothing was written."""

    def __init__(self, evaluation: Evaluation) -> None:
        super().__init__("overtaken")
        self.evaluation = evaluation


class OtherContract(ValueError):
    """What was named belongs to another contract."""


@transaction.atomic
def save_findings(
    *,
    report: YearReport,
    token: int,
    text: str,
    verdicts: Mapping[int, tuple[str, str]],
    by: Person,
    now: datetime,
    give: bool = False,
) -> Evaluation:
    """The findings so far: verdict and reason by the id of a promise; with `give` they go to the minister.

    Raises NotSent, Given, Overtaken, OtherContract; Unjudged when something is missing as they are given.
    """
    held = YearReport.objects.select_for_update().select_related("contract__case").get(pk=report.pk)
    if held.state != YearReport.State.SENT:
        raise NotSent
    evaluation, _made = Evaluation.objects.get_or_create(report=held)
    if evaluation.given_at is not None:
        raise Given
    if evaluation.token != token:
        raise Overtaken(evaluation)
    promises = dict(Indicator.objects.filter(contract=held.contract).values_list("pk", "title"))
    if not set(verdicts) <= set(promises):
        raise OtherContract
    for pk, (verdict, reason) in verdicts.items():
        Judgement.objects.update_or_create(
            evaluation=evaluation, indicator_id=pk, defaults={"verdict": verdict, "text": reason}
        )
    evaluation.text, evaluation.token = text, F("token") + 1
    evaluation.save(update_fields=["text", "token"])
    evaluation.refresh_from_db()
    if give:
        missing = tuple(title for pk, title in promises.items() if not all(verdicts.get(pk, ("", ""))))
        if missing or not text.strip():
            raise Unjudged(missing)
        Evaluation.objects.filter(pk=evaluation.pk).update(given_at=now, given_by=by)
    verb = "evaluation.give" if give else "evaluation.save"
    journal.write(verb, by=by, now=now, case=held.contract.case, year=held.year)
    return evaluation


@transaction.atomic
def reply(*, report: YearReport, text: str, by: Person, now: datetime) -> None:
    """The city's reply, once; raises NotGiven, and Given when there is one already."""
    evaluation = Evaluation.objects.select_for_update().filter(report=report).first()
    if evaluation is None or evaluation.given_at is None:
        raise NotGiven
    if evaluation.replied_at is not None:
        raise Given
    Evaluation.objects.filter(pk=evaluation.pk).update(reply=text, replied_at=now, replied_by=by)
    journal.write("evaluation.reply", by=by, now=now, case=report.contract.case, year=report.year)


@transaction.atomic
def agree(*, report: YearReport, public_id: str, values: Mapping[str, Any], by: Person, now: datetime) -> Agreement:
    """What city and funder agreed after an evaluation; raises NotGiven."""
    evaluation = Evaluation.objects.filter(report=report).first()
    if evaluation is None or evaluation.given_at is None:
        raise NotGiven
    given = {"evaluation": evaluation, **values}
    return add_part(contract=report.contract, model=Agreement, public_id=public_id, values=given, by=by, now=now)


@transaction.atomic
def settle(*, agreement: Agreement, outcome: str, on: date, by: Person, now: datetime) -> None:
    """What came of an agreement; said again, it is said anew."""
    Agreement.objects.filter(pk=agreement.pk).update(done_on=on, outcome=outcome, token=F("token") + 1)
    case = agreement.contract.case
    journal.write("agreement.settle", by=by, now=now, case=case, id=agreement.public_id)


@transaction.atomic
def declare(*, case: Case, reason: str, by: Person, now: datetime, today: date) -> Interest:
    """A juror is too near to a contract: from now on they see neither its reports nor its findings."""
    made, _new = Interest.objects.update_or_create(
        person=by, case=case, defaults={"reason": reason, "declared_on": today, "withdrawn_on": None}
    )
    journal.write("interest.declare", by=by, now=now, case=case)
    return made


@transaction.atomic
def lift(*, interest: Interest, by: Person, now: datetime, today: date) -> None:
    """The funder lifts an interest that is over; the row stays."""
    Interest.objects.filter(pk=interest.pk, withdrawn_on=None).update(withdrawn_on=today)
    journal.write("interest.lift", by=by, now=now, case=interest.case, person=interest.person.public_id)


@transaction.atomic
def ask(*, contract: Contract, public_id: str, text: str, by: Person, now: datetime) -> Question:
    """The funder asks the city something; a form that is sent twice asks once."""
    known = Question.objects.filter(public_id=public_id, contract=contract).first()
    if known:
        return known
    made = Question.objects.create(contract=contract, public_id=public_id, text=text, asked_at=now, asked_by=by)
    journal.write("inquiry.ask", by=by, now=now, case=contract.case, id=made.public_id)
    return made


@transaction.atomic
def answer(*, question: Question, text: str, by: Person, now: datetime) -> None:
    """The city's answer; raises Given when there is one already."""
    held = Question.objects.select_for_update(of=("self",)).select_related("contract__case").get(pk=question.pk)
    if held.answered_at is not None:
        raise Given
    Question.objects.filter(pk=held.pk).update(answer=text, answered_at=now, answered_by=by)
    journal.write("inquiry.answer", by=by, now=now, case=held.contract.case, id=held.public_id)
