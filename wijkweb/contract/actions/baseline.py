"""The baseline is frozen, once: what the dossier said when the contract was signed."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from django.db import IntegrityError, transaction

from wijkweb.commons import journal
from wijkweb.commons.models import Person
from wijkweb.contract.actions.money_plan import take_over_plan
from wijkweb.contract.models import Baseline, Contract
from wijkweb.shapes.application import Application
from wijkweb.writers.application_json import write_application


class AlreadyFrozen(ValueError):
    """The contract has its baseline; what changes now is an amendment."""


@transaction.atomic
def freeze(*, contract: Contract, application: Application, by: Person, now: datetime) -> Baseline:
    """Keeps the application as it is now. Raises AlreadyFrozen."""
    data = write_application(application)
    digest = hashlib.sha256(data).hexdigest()
    try:
        with transaction.atomic():
            made = Baseline.objects.create(
                contract=contract, application=json.loads(data), sha256=digest, frozen_at=now, frozen_by=by
            )
    except IntegrityError:
        raise AlreadyFrozen from None
    journal.write("baseline.freeze", by=by, now=now, case=contract.case, sha256=digest)
    take_over_plan(contract=contract, application=application, by=by, now=now)
    return made
