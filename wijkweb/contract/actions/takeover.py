"""What comes along from an application: functions, promises, partners, risks, requests; once each, never twice."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wijkweb.call.models import CallVersion
from wijkweb.commons.models import Person
from wijkweb.contract.actions.baseline import freeze
from wijkweb.contract.actions.parts import hold
from wijkweb.contract.models import (
    Assessment,
    Baseline,
    Contract,
    Engagement,
    Indicator,
    Partner,
    PolicyRequest,
    Risk,
    TeamFunction,
)
from wijkweb.rules.keys import key_of
from wijkweb.rules.network import level_of
from wijkweb.shapes.application import Application

SOURCE = {"existing": "agreed", "agreed": "agreed", "intended": "intended"}


@transaction.atomic
def take_baseline(*, contract: Contract, application: Application, by: Person, now: datetime) -> Baseline:
    """Freezes the application of a contract and takes over what is not there yet. Raises AlreadyFrozen."""
    hold(contract)
    made = freeze(contract=contract, application=application, by=by, now=now)
    take_over(contract=contract, application=application, by=by, now=now)
    return made


@transaction.atomic
def late_baseline(
    *, contract: Contract, application: Application, call_version: CallVersion | None, by: Person, now: datetime
) -> Baseline:
    """The baseline of a contract that runs already; one without a call gets that of its application.

    Raises AlreadyFrozen.
    """
    made = take_baseline(contract=contract, application=application, by=by, now=now)
    if contract.call_version_id is None and call_version is not None:
        Contract.objects.filter(pk=contract.pk).update(call_version=call_version, funder=call_version.funder_id)
    return made


def take_over(*, contract: Contract, application: Application, by: Person, now: datetime) -> None:
    """Rows of a contract from its application; what the contract has under the same name stays as it is."""
    _functions(contract, application)
    _promises(contract, application)
    _partners(contract, application)
    _risks(contract, application, by, now)
    _requests(contract, application)


def _functions(contract: Contract, application: Application) -> None:
    known = set(TeamFunction.objects.filter(contract=contract).values_list("title", flat=True))
    TeamFunction.objects.bulk_create(
        TeamFunction(
            contract=contract, title=plan.function, employer=plan.employer, vte=plan.vte, start=plan.start, end=plan.end
        )
        for payer in application.payers
        for plan in payer.staff
        if plan.function not in known
    )


def _promises(contract: Contract, application: Application) -> None:
    """A promise comes with its sentence and without a definition: what is counted is a later decision."""
    known = dict(Indicator.objects.filter(contract=contract).values_list("key", "title"))
    rows = []
    for number, promise in enumerate(application.promises, start=1):
        key = key_of(promise.title, number)
        if promise.title not in known.values() and key not in known:
            rows.append(
                Indicator(
                    contract=contract, key=key, title=promise.title, source=promise.source, position=number
                )
            )  # fmt: skip
    Indicator.objects.bulk_create(rows)


def _partners(contract: Contract, application: Application) -> None:
    known = {one.name: one for one in Partner.objects.filter(contract=contract)}
    for plan in application.partners:
        partner = known.get(plan.name) or Partner(contract=contract, name=plan.name, since=contract.start)
        partner.agreed = True
        partner.level = partner.level or level_of(plan.level)
        partner.role, partner.expertise = partner.role or plan.role, partner.expertise or plan.expertise
        partner.save()
        if plan.role and plan.name not in known:
            Engagement.objects.create(
                contract=contract,
                partner=partner,
                task=" ".join(plan.role.split())[:300],
                state=SOURCE[plan.engagement],
                start=contract.start,
            )


def _risks(contract: Contract, application: Application, by: Person, now: datetime) -> None:
    known = {one.title: one for one in Risk.objects.filter(contract=contract)}
    for plan in application.risks:
        if plan.title in known:
            Risk.objects.filter(pk=known[plan.title].pk).update(agreed=True)
            continue
        said = {"chance": plan.chance, "effect": plan.effect, "state": Risk.State.OPEN}
        risk = Risk.objects.create(
            contract=contract, title=plan.title, owner=plan.owner, measure=plan.measure, agreed=True, **said
        )
        Assessment.objects.create(risk=risk, number=1, on=contract.start, at=now, by=by, **said)


def _requests(contract: Contract, application: Application) -> None:
    known = set(PolicyRequest.objects.filter(contract=contract).values_list("text", flat=True))
    PolicyRequest.objects.bulk_create(
        PolicyRequest(
            contract=contract,
            kind=PolicyRequest.Kind.RULE,
            text=plan.rule,
            government=plan.government,
            reason=plan.reason,
            state=plan.status,
            agreed=True,
        )
        for plan in application.rule_requests
        if plan.rule not in known
    )
