"""A contract begins, from a dossier or by hand, and its frame changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from wijkweb.commons import journal
from wijkweb.commons.models import Case, Organisation, Person
from wijkweb.contract.models import UNKNOWN, Code, Contract, Indicator, TeamFunction
from wijkweb.dossier.models import Dossier, Promise, StaffLine
from wijkweb.rules.keys import key_of

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
def begin_contract(*, case: Case, start: date, end: date, tracks: Sequence[str], by: Person, now: datetime) -> Contract:
    """The contract of a dossier that was awarded: its functions and promised indicators come along.

    A promise comes with its sentence and without a definition: what exactly is counted is a decision of the
    steering group. Raises AlreadyRunning.
    """
    dossier = Dossier.objects.filter(case=case).first()
    try:
        with transaction.atomic():
            contract = Contract.objects.create(
                case=case,
                call_version=dossier.call_version if dossier else None,
                start=start,
                end=end,
                begun_at=now,
                begun_by=by,
            )
    except IntegrityError:
        raise AlreadyRunning from None
    _first_words(contract, tracks)
    if dossier:
        _take_over(contract, dossier)
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
) -> Contract:
    """A contract that runs already and whose dossier was never here."""
    case = Case.objects.create(municipality=municipality, title=title[:200], opened_at=now)
    return begin_contract(case=case, start=start, end=end, tracks=tracks, by=by, now=now)


def _first_words(contract: Contract, tracks: Sequence[str]) -> None:
    spoken = [(key_of(title), title, "") for title in tracks if title.strip()] or [("all", "alle sporen", "all tracks")]
    lists = ((Code.List.TRACK, spoken), (Code.List.GROUP, GROUPS), (Code.List.THEME, THEMES))
    rows = []
    for name, words in lists:
        rows.append(Code(contract=contract, list=name, number=0, key=UNKNOWN, nl="onbekend", en="unknown"))
        for number, (key, nl, en) in enumerate(words, start=1):
            rows.append(Code(contract=contract, list=name, number=number, key=key, nl=nl[:80], en=en))
    Code.objects.bulk_create(rows)


def _take_over(contract: Contract, dossier: Dossier) -> None:
    lines = StaffLine.objects.filter(dossier=dossier).order_by("position", "pk")
    TeamFunction.objects.bulk_create(
        TeamFunction(
            contract=contract, title=line.function, employer=line.employer, vte=line.vte, start=line.start, end=line.end
        )
        for line in lines
    )
    promises = Promise.objects.filter(dossier=dossier).order_by("position", "pk")
    Indicator.objects.bulk_create(
        Indicator(
            contract=contract,
            key=key_of(promise.title, number),
            title=promise.title,
            source=promise.source,
            position=number,
        )
        for number, promise in enumerate(promises, start=1)
    )


@transaction.atomic
def change_contract(*, contract: Contract, values: Mapping[str, object], by: Person, now: datetime) -> None:
    """Its period, and how long single contacts are kept."""
    Contract.objects.filter(pk=contract.pk).update(token=contract.token + 1, **values)
    said = {name: str(value) for name, value in values.items()}
    journal.write("contract.change", by=by, now=now, case=contract.case, **said)


@transaction.atomic
def add_code(*, contract: Contract, list: str, nl: str, en: str, by: Person, now: datetime) -> Code:
    """A new word in a list; a word that is there under the same key is opened again."""
    Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    key = key_of(nl)
    known = contract.codes.filter(list=list, key=key).first()
    if known:
        Code.objects.filter(pk=known.pk).update(nl=nl[:80], en=en[:80], closed_on=None)
        return known
    last = contract.codes.filter(list=list).aggregate(last=Max("number"))["last"] or 0
    code = Code.objects.create(contract=contract, list=list, number=last + 1, key=key, nl=nl[:80], en=en[:80])
    journal.write("code.add", by=by, now=now, case=contract.case, list=list, key=key)
    return code


@transaction.atomic
def close_code(*, code: Code, by: Person, now: datetime) -> None:
    """A word that is no longer offered; what was registered with it stays (R9)."""
    Code.objects.filter(pk=code.pk, closed_on=None).update(closed_on=now.date())
    journal.write("code.close", by=by, now=now, case=code.contract.case, list=code.list, key=code.key)
