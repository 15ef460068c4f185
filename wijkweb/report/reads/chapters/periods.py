"""The periods by which a report tells: months, quarters or years, each with its key and its name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkweb.report.reads.basis import Basis, quarters_of
from wijkweb.rules.windows import months_in
from wijkweb.shapes.report import Column

Period = tuple[str, str, frozenset[date]]  # its key, its name, the first days of its months


def years(basis: Basis) -> tuple[Period, ...]:
    """The years of the contract; a month that lies in two of them counts in the one of its days."""
    return tuple((f"year{year}", _("Year %(year)d") % {"year": year}, frozenset()) for year in basis.years)


def months(basis: Basis) -> tuple[Period, ...]:
    found = months_in(basis.window.first, basis.window.last)
    return tuple((f"{m:%m}", date_format(m, "F Y"), frozenset([m])) for m, _part in found)


def quarters(basis: Basis) -> tuple[Period, ...]:
    return tuple((f"q{key}", _("Quarter %(number)s") % {"number": key}, of) for key, of in quarters_of(basis.window))


def periods(basis: Basis) -> tuple[Period, ...]:
    """The quarters of a year, the years of a contract."""
    return years(basis) if basis.final else quarters(basis)


def period_of(basis: Basis, when: date) -> str:
    """The key of the one of `periods` in which a day of the report lies."""
    if basis.final:
        return f"year{basis.year_of(when)}"
    month = when.replace(day=1)
    return next((key for key, _name, of in quarters(basis) if month in of), "")


def heads_of(found: Iterable[Period]) -> tuple[Column, ...]:
    return tuple(Column(key, name) for key, name, _of in found)
