"""What a file of figures would change in a dossier: new, changed, equal, refused with its row and the reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from wijkweb.shapes.figures import FigureFile, FileFigure, Refused

FIRST_YEAR = 1900
MOST_VALUE = Decimal(10) ** 14
_YEAR = re.compile(r"(19[0-9]{2}|20[0-9]{2})(?:[-/ ](?:(?:Q|K|M)?[0-9]{1,2}|20[0-9]{2}))?", re.IGNORECASE)
_LONGEST = {"indicator": 200, "unit": 40, "source": 300, "base": 200, "printed": 40}
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """An area of the dossier that a code or a name in a file means, and the version in which that code counts."""

    area: str
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Name:
    """What a known code of an indicator stands for."""

    indicator: str
    unit: str = ""
    aspect: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure as it stands in the dossier; `area` is the public id of its area."""

    id: str
    area: str
    indicator: str
    year: str
    base: str
    value: Decimal
    unit: str = ""
    source: str = ""
    version: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A figure of the file, ready to be taken in; `before` is the one that it changes or equals."""

    row: int
    place: Place
    figure: FileFigure
    version: str
    aspect: str = ""
    before: Standing | None = None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What taking in the file would do."""

    new: tuple[Incoming, ...]
    changed: tuple[Incoming, ...]
    equal: tuple[Incoming, ...]
    refused: tuple[Refused, ...]

    @property
    def taken(self) -> tuple[Incoming, ...]:
        """What would be written."""
        return (*self.new, *self.changed)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the dossier knows: its areas by code and by name, all other areas, names of codes, what stands."""

    places: Mapping[str, Place]
    elsewhere: Mapping[str, str]
    names: Mapping[str, Name]
    standing: Sequence[Standing]
    this_year: int
    source: str = ""


def comparable(text: str) -> str:
    """A name without capitals, dashes and double spaces: "Rabot - Blaisantvest" and "rabot-blaisantvest" are one."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def plan_import(file: FigureFile, ground: Ground) -> ImportPlan:
    """Lays a file beside a dossier. Nothing is guessed: what is not certain is refused, with its row."""
    refused = list(file.refused)
    found: list[Incoming] = []
    told: set[tuple[int, str]] = set()
    for figure in file.figures:
        made = _incoming(figure, ground)
        if isinstance(made, Incoming):
            found.append(made)
        elif (made.row, made.reason + made.what) not in told:  # an unknown area is told once for its row
            told.add((made.row, made.reason + made.what))
            refused.append(made)
    times = Counter(map(_key, found))
    refused += [Refused(item.row, "twice", _shown(item)) for item in found if times[_key(item)] > 1]
    return _sorted([item for item in found if times[_key(item)] == 1], refused, ground)


def _incoming(figure: FileFigure, ground: Ground) -> Incoming | Refused:
    place = ground.places.get(figure.area.casefold()) or ground.places.get(comparable(figure.area))
    if place is None:
        known = ground.elsewhere.get(figure.area.casefold()) or ground.elsewhere.get(comparable(figure.area))
        return Refused(figure.row, "other_area" if known else "unknown_area", known or figure.area)
    year = _YEAR.fullmatch(figure.year)
    if figure.year and (not year or not FIRST_YEAR <= int(year[1]) <= ground.this_year + 1):
        return Refused(figure.row, "year", figure.year)
    if not figure.year:
        return Refused(figure.row, "no_year", figure.indicator)
    if figure.value is None:
        return Refused(figure.row, f"missing_{figure.missing}", f"{figure.indicator} · {place.name}")
    name = ground.names.get(figure.indicator.casefold(), Name(figure.indicator, _unit_of(figure.indicator)))
    made = replace(
        figure, indicator=name.indicator, unit=figure.unit or name.unit, source=figure.source or ground.source
    )
    long = [field for field, most in _LONGEST.items() if len(getattr(made, field)) > most]
    parts = [value for value in (made.value, made.numerator, made.denominator) if value is not None]
    if long or any(abs(value) >= MOST_VALUE for value in parts):
        return Refused(figure.row, "too_long", f"{figure.indicator} · {place.name}"[:200])
    return Incoming(figure.row, place, _rounded(made), place.version, name.aspect)


def _unit_of(code: str) -> str:
    """What the code of an indicator says of its unit; "" when it says nothing."""
    return "%" if code.casefold().endswith(("_pct", "_perc", "_p")) else ""


def _rounded(figure: FileFigure) -> FileFigure:
    """The figure with its numbers to the four decimals that are kept."""
    numerator, denominator = _four(figure.numerator), _four(figure.denominator)
    return replace(figure, value=_four(figure.value), numerator=numerator, denominator=denominator)


def _four(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.0001"))


def _key(item: Incoming) -> Key:
    figure = item.figure
    return (item.place.area, figure.indicator.casefold(), figure.year, figure.base.casefold())


def _shown(item: Incoming) -> str:
    return f"{item.figure.indicator} · {item.place.name} · {item.figure.year}"


def _sorted(found: Sequence[Incoming], refused: list[Refused], ground: Ground) -> ImportPlan:
    standing = {(s.area, s.indicator.casefold(), s.year, s.base.casefold()): s for s in ground.standing}
    new: list[Incoming] = []
    changed: list[Incoming] = []
    equal: list[Incoming] = []
    for item in found:
        before = standing.get(_key(item))
        if before is None:
            new.append(item)
            continue
        item = _kept(replace(item, before=before))
        (equal if _same(item) else changed).append(item)
    return ImportPlan(tuple(new), tuple(changed), tuple(equal), tuple(sorted(refused, key=lambda one: one.row)))


def _kept(item: Incoming) -> Incoming:
    """What the file does not say stays as it stands."""
    before, figure = item.before, item.figure
    assert before is not None
    numerator = before.numerator if figure.numerator is None else figure.numerator
    denominator = before.denominator if figure.denominator is None else figure.denominator
    if figure.value != before.value and figure.numerator is None and figure.denominator is None:
        numerator = denominator = None  # they belonged to the value that goes
    kept = replace(
        figure,
        indicator=before.indicator,
        base=before.base,
        unit=figure.unit or before.unit,
        source=figure.source or before.source,
        numerator=numerator,
        denominator=denominator,
    )
    return replace(item, figure=kept, version=item.version or before.version)


def _same(item: Incoming) -> bool:
    before, figure = item.before, item.figure
    assert before is not None
    return (
        (figure.value, figure.unit, figure.source) == (before.value, before.unit, before.source)
        and (figure.numerator, figure.denominator) == (before.numerator, before.denominator)
        and item.version == before.version
    )
