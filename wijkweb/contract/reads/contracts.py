"""The contract of a case, its words, its team."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, QuerySet
from django.http import Http404
from django.utils import timezone

from wijkweb.commons.access import TEAM, Role, visible_cases
from wijkweb.commons.models import Case, Grant, Person
from wijkweb.commons.together import Ask, asked
from wijkweb.contract.models import UNKNOWN, Closure, Code, Contract, Definition, Indicator, Member
from wijkweb.shapes import indicators as shape


class NoContract(Http404):
    """The case has no contract (yet)."""


def contract_of(case: Case) -> Contract:
    """The contract of a case; raises NoContract. No query when `allowed` read it along with the case."""
    if Case._meta.get_field("contract").is_cached(case):
        known: Contract | None = getattr(case, "contract", None)
        if known is None:
            raise NoContract
        return known
    whole = Contract.objects.select_related("case__municipality", "call_version").defer("call_version__content")
    contract = whole.filter(case=case).first()
    if contract is None:
        raise NoContract
    return contract


def day_of(contract: Contract, now: datetime) -> date:
    """The day on which a contract is looked at: today in Brussels, or the day on which an example stands still."""
    return contract.stands_on or timezone.localdate(now)


def moment_of(contract: Contract, now: datetime) -> datetime:
    """Now, or the same hour of the clock on the day on which an example stands still."""
    if contract.stands_on is None:
        return now
    return timezone.make_aware(datetime.combine(contract.stands_on, timezone.localtime(now).time()))


def contracts_for(person: Person) -> QuerySet[Contract]:
    """The contracts that a person may read about, the newest first."""
    cases = visible_cases(person, "contract.read")
    return Contract.objects.filter(case__in=cases).select_related("case__municipality").order_by("-start", "-pk")


@dataclass(frozen=True, slots=True)
class Words:
    """The code lists of a contract: by list and key, `unknown` of each list too."""

    codes: dict[tuple[str, str], Code]

    def get(self, list: str, key: str) -> Code | None:
        return self.codes.get((list, key)) if key != UNKNOWN else None

    def rows(self, list: str) -> tuple[Code, ...]:
        """All rows of a list, `unknown` first."""
        return tuple(code for (name, _), code in self.codes.items() if name == list)

    def unknown(self, list: str) -> Code:
        return self.codes[(list, UNKNOWN)]

    def of(self, list: str) -> tuple[Code, ...]:
        """The codes of a list in their order, without `unknown`."""
        return tuple(code for (name, key), code in self.codes.items() if name == list and key != UNKNOWN)

    def themes(self, bits: int) -> tuple[str, ...]:
        """The keys behind the bits of a contact's themes."""
        return tuple(sorted(code.key for code in self.of(Code.List.THEME) if bits & (1 << code.number)))


def words_of(contract: Contract) -> Words:
    """The code lists of a contract, in one query."""
    return Words({(code.list, code.key): code for code in _codes(contract)})


@asked
def _codes(contract: Contract) -> QuerySet[Code]:
    return Code.objects.filter(contract=contract).order_by("list", "number")


def members_of(contract: Contract) -> list[Member]:
    """The team, those who left too; who came in by a link and has no row yet stands in by the role. Two queries."""
    found = list(Member.objects.filter(contract=contract).select_related("person", "function"))
    known = [member.person_id for member in found]
    grants = Grant.objects.filter(case=contract.case_id, role__in=TEAM, person__is_active=True)
    for grant in grants.exclude(person__in=known).select_related("person"):
        lead, start = grant.role == Role.TEAMLEAD.value, day_of(contract, grant.given_at)
        found.append(Member(contract=contract, person=grant.person, lead=lead, start=start))
    return sorted(found, key=lambda member: (member.end is not None, not member.lead, member.person.name.casefold()))


def definition_of(row: Definition, indicator: Indicator) -> shape.Definition:
    """A stored definition as the rules read it."""
    decided = f"{row.decided_number} ({row.decided_on:%d/%m/%Y})" if row.decided_number and row.decided_on else ""
    return shape.Definition(
        key=indicator.key,
        version=row.version,
        title=indicator.title,
        source=indicator.source,
        valid_from=row.valid_from,
        fact=row.fact,
        measure=row.measure,
        per=row.per,
        denominator=row.denominator,
        op=row.op,
        window=row.window,
        kind=row.kind,
        track=row.track,
        group=row.group,
        target=row.target,
        upper=row.upper,
        min_coverage=row.min_coverage,
        decided=decided,
    )


def definitions_of(contract: Contract) -> dict[Indicator, tuple[shape.Definition, ...]]:
    """Every indicator of a contract with its definitions, the oldest version first; one query."""
    return definitions_in(_defined(contract))


def definitions_in(rows: Iterable[Indicator]) -> dict[Indicator, tuple[shape.Definition, ...]]:
    """The same of rows that were read with `with_definitions`."""
    found: dict[Indicator, list[shape.Definition]] = {}
    for one in rows:
        versions = found.setdefault(one, [])
        fields = {name: getattr(one, f"defined_{name}") for name in _FIELDS}
        if fields["id"] is not None:
            versions.append(definition_of(Definition(**fields), one))
    return {one: tuple(versions) for one, versions in found.items()}


def with_definitions(rows: QuerySet[Indicator]) -> QuerySet[Indicator]:
    """Indicators in their order, one row for each of their definitions."""
    return rows.annotate(**_DEFINED).order_by("position", "pk", "definitions__version")


@asked
def _defined(contract: Contract) -> QuerySet[Indicator]:
    return with_definitions(Indicator.objects.filter(contract=contract))


def tables(contract: Contract) -> tuple[Ask, ...]:
    """Its words and its definitions, for who reads them with other things."""
    return _codes.of(contract), _defined.of(contract)


_FIELDS = tuple(field.attname for field in Definition._meta.concrete_fields)
_DEFINED = {f"defined_{name}": F(f"definitions__{name}") for name in _FIELDS}


def closed_mondays(contract: Contract) -> list[Closure]:
    """The weeks that a decision closed."""
    return list(Closure.objects.filter(contract=contract))
