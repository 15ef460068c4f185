"""What the command line does that needs the database, one function for each command."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from wijkweb.call.actions import CallChanged, load_call
from wijkweb.call.models import CallVersion
from wijkweb.call.reads import call_of
from wijkweb.commons.access import DESK, OUTSIDE, Role
from wijkweb.commons.actions.people import NotInvitable, invite
from wijkweb.commons.models import Area, Organisation
from wijkweb.contract.models import Contract, Indicator
from wijkweb.contract.reads.contracts import day_of
from wijkweb.field.reads.indicator import export_of
from wijkweb.readers.callfile import read_call
from wijkweb.writers.callfile import dump_call
from wijkweb.writers.indicator_json import export_json


class Refused(ValueError):
    """The command cannot be done like this; the message says what to do."""


def invitation_link(email: str, role: str, organisation: str | None, address: str) -> str:
    """Makes an invitation and returns its link; the organisation is made when its name is new."""
    try:
        validate_email(email)
        chosen = Role(role)
    except ValidationError:
        raise Refused(f"{email!r} is not an e-mail address") from None
    except ValueError:
        raise Refused(f"there is no role {role!r}; the roles are {', '.join(Role)}") from None
    with transaction.atomic():
        found = _organisation(organisation, chosen) if organisation else None
        try:
            _, secret = invite(email=email, role=chosen, organisation=found, by=None, now=timezone.now())
        except NotInvitable as error:
            raise Refused(str(error)) from None
    host = "https://" + settings.ALLOWED_HOSTS[0] if settings.PRODUCTION else "http://127.0.0.1:8000"
    return f"{(address or host).rstrip('/')}{reverse('invitation', args=[secret])}"


def _organisation(name: str, role: Role) -> Organisation:
    kinds = dict.fromkeys(OUTSIDE, Organisation.Kind.FUNDER) | {Role.PARTNER: Organisation.Kind.PARTNER}
    found = Organisation.objects.filter(Q(name__iexact=name) | Q(nis=name, nis__gt="")).first()
    if found:
        return found
    known = Area.objects.filter(Q(nis=name) | Q(name__iexact=name), level=Area.Level.MUNICIPALITY).first()
    if known and role in DESK:
        return Organisation.objects.create(
            kind=Organisation.Kind.MUNICIPALITY, name=_free_name(known.name), nis=known.nis
        )
    if re.fullmatch(r"[0-9]{5}", name):
        raise Refused(f"no municipality has the NIS code {name}; give its name once")
    kind = Organisation.Kind.MUNICIPALITY if role in DESK else kinds.get(role)
    if kind is None:
        raise Refused(f"the role {role} is for the whole platform, not for an organisation")
    return Organisation.objects.create(kind=kind, name=name.strip())


def _free_name(name: str) -> str:
    """The name of a municipality, with a mark when somebody gave that name to another one before."""
    taken = Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY, name=name).exists()
    return f"{name} (gemeente)" if taken else name


def load_call_file(path: Path) -> str:
    """Loads a call file; returns what was loaded, in a line."""
    try:
        version = load_call(call=read_call(path), by=None, now=timezone.now())
    except CallChanged as error:
        raise Refused(f"{error} is loaded with other content; give the changed call a new version") from None
    return f"{version.call_id} version {version.version}, {version.sha256[:16]}\n"


def dump_call_id(call_id: str) -> str:
    """The newest version of a call as TOML."""
    version = CallVersion.objects.filter(call_id=call_id).order_by("-version").first()
    if version is None:
        raise Refused(f"there is no call {call_id!r} in the database")
    return dump_call(call_of(version))


def totals_of(case_id: str, key: str) -> str:
    """The export of a promise: its cells, definitions and closed weeks, as JSON."""
    contract = Contract.objects.select_related("case").filter(case__public_id=case_id).first()
    if contract is None:
        raise Refused(f"there is no contract {case_id!r}; its id stands in the address of its pages")
    found = Indicator.objects.filter(contract=contract, key=key).first()
    if found is None:
        known = ", ".join(Indicator.objects.filter(contract=contract).values_list("key", flat=True))
        raise Refused(f"the contract has no promise {key!r}; these are known: {known}")
    export, _ = export_of(contract, found.public_id, today=day_of(contract, timezone.now()))
    return export_json(export)
