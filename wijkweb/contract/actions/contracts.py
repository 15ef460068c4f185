"""A contract begins, from a dossier or by hand, and its frame changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from wijkweb.call.models import CallVersion
from wijkweb.commons import journal
from wijkweb.commons.models import Case, Organisation, Person
from wijkweb.contract.actions.takeover import take_baseline
from wijkweb.contract.models import UNKNOWN, Code, Contract
from wijkweb.dossier.models import Dossier
from wijkweb.dossier.reads.content import application_of
from wijkweb.rules.keys import key_of
from wijkweb.shapes.application import Application

DAYS_KEPT = (90, 3650)

# The words that a new contract starts with; each contract changes them as its team speaks.
THEMES: tuple[tuple[str, str, str], ...] = (
    ("home", "wonen", "housing"),
    ("school", "school en opleiding", "school and training"),
    ("work", "werk", "work"),
    ("money", "geld en administratie", "money and paperwork"),
    ("health", "gezondheid", "health"),
    ("leisure", "vrije tijd", "leisure"),
    ("safety", "veiligheid en overlast", "safety and nuisance"),
    ("living_together", "samenleven", "living together"),
    ("public_space", "openbare ruimte", "public space"),
    ("services", "toegang tot diensten", "access to services"),
)
GROUPS: tuple[tuple[str, str, str], ...] = (
    ("young", "jongeren", "young people"),
    ("parents", "ouders", "parents"),
    ("residents", "buurtbewoners", "residents"),
    ("mixed", "gemengd", "mixed"),
)


class AlreadyRunning(ValueError):
    """The case has a contract already."""


@transaction.atomic
def begin_contract(
    *,
    case: Case,
    start: date,
    end: date,
    tracks: Sequence[str],
    by: Person,
    now: datetime,
    application: Application | None = None,
    call_version: CallVersion | None = None,
) -> Contract:
    """The contract of a dossier that was awarded, or of an application that came as a file under `call_version`.

    What it says becomes the baseline; its functions, promises, partners and risks come along. A promise comes
    with its sentence and without a definition: what exactly is counted is a decision of the steering group.
    Raises AlreadyRunning.
    """
    dossier = Dossier.objects.select_related("call_version").filter(case=case).first()
    version = dossier.call_version if dossier else call_version
    try:
        with transaction.atomic():
            contract = Contract.objects.create(
                case=case,
                call_version=version,
                funder_id=version.funder_id if version else None,
                start=start,
                end=end,
                begun_at=now,
                begun_by=by,
            )
    except IntegrityError:
        raise AlreadyRunning from None
    _first_words(contract, tracks)
    found = application_of(dossier) if dossier else application
    if found:
        take_baseline(contract=contract, application=found, by=by, now=now)
    journal.write("contract.begin", by=by, now=now, case=case, start=start.isoformat(), end=end.isoformat())
    return contract


@transaction.atomic
def begin_by_hand(
    *,
    municipality: Organisation,
    title: str,
    start: date,
    end: date,
    tracks: Sequence[str],
    by: Person,
    now: datetime,
    public_id: str = "",
    application: Application | None = None,
    call_version: CallVersion | None = None,
) -> Contract:
    """A contract that runs already and whose dossier was never here; its application may come as a file.

    `public_id` is the id that the empty form carried: sent twice it makes one contract. Raises AlreadyRunning.
    """
    case = Case(municipality=municipality, title=title[:200], opened_at=now)
    case.public_id = public_id or case.public_id
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError:
        raise AlreadyRunning from None
    came: dict[str, Any] = {"application": application, "call_version": call_version}
    return begin_contract(case=case, start=start, end=end, tracks=tracks, by=by, now=now, **came)


def _first_words(contract: Contract, tracks: Sequence[str]) -> None:
    spoken = [(key_of(title), title, "") for title in tracks if title.strip()] or [("all", "alle sporen", "all tracks")]
    lists = ((Code.List.TRACK, spoken), (Code.List.GROUP, GROUPS), (Code.List.THEME, THEMES))
    rows = []
    for name, words in lists:
        rows.append(Code(contract=contract, list=name, number=0, key=UNKNOWN, nl="onbekend", en="unknown"))
        for number, (key, nl, en) in enumerate(words, start=1):
            rows.append(Code(contract=contract, list=name, number=number, key=key, nl=nl[:80], en=en))
    Code.objects.bulk_create(rows)


class Overtaken(ValueError):
    """Somebody else changed the contract since its form was opened; `contract` is what it is now."""

    def __init__(self, contract: Contract) -> None:
        super().__init__("changed meanwhile")
        self.contract = contract


@transaction.atomic
def change_contract(
    *, contract: Contract, token: int | None, values: Mapping[str, Any], by: Person, now: datetime
) -> None:
    """Its period, and how long single contacts are kept; sent twice it has one effect. Raises Overtaken."""
    held = Contract.objects.select_for_update(of=("self",)).select_related("case").get(pk=contract.pk)
    other = {name: value for name, value in values.items() if getattr(held, name) != value}
    if not other:
        return
    if held.token != token:
        raise Overtaken(held)
    Contract.objects.filter(pk=held.pk).update(token=held.token + 1, **other)
    said = {name: str(value) for name, value in other.items()}
    journal.write("contract.change", by=by, now=now, case=held.case, **said)
