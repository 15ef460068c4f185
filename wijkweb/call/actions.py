"""Every write of this room."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from django.db import transaction

from wijkweb.call.models import CallVersion
from wijkweb.commons import journal
from wijkweb.commons.models import Organisation, Person
from wijkweb.rules.deadlines import deadline_at
from wijkweb.shapes.call import Call
from wijkweb.writers.callfile import canonical


class CallChanged(ValueError):
    """A file with a version that is already loaded says something else; a change needs a new version."""


@transaction.atomic
def load_call(*, call: Call, by: Person | None, now: datetime) -> CallVersion:
    """Loads a version of a call; the same content again changes nothing."""
    text = canonical(call)
    digest = hashlib.sha256(text.encode()).hexdigest()
    known = CallVersion.objects.filter(call_id=call.id, version=call.version).first()
    if known:
        if known.sha256 != digest:
            raise CallChanged(f"{call.id} version {call.version}")
        return known
    funder, _ = Organisation.objects.get_or_create(
        kind=Organisation.Kind.FUNDER, name=call.funder.name, defaults={"fictional": call.fictional}
    )
    loaded = CallVersion.objects.create(
        call_id=call.id,
        version=call.version,
        funder=funder,
        title=call.title,
        launch=call.launch,
        deadline=deadline_at(call.deadline),
        fictional=call.fictional,
        content=json.loads(text),
        sha256=digest,
        loaded_at=now,
    )
    journal.write("call.load", by=by, now=now, call=call.id, version=call.version, sha256=digest)
    return loaded
