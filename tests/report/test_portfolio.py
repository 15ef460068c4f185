"""The figures of a funder's contracts side by side: over all that it chose, never more than it may see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from tests.conftest import NOW
from tests.report.test_evaluation import funded, funder, person
from tests.street import Street
from wijkweb.commons.access import Role
from wijkweb.contract.models import Indicator
from wijkweb.report.reads import portfolio, side_by_side
from wijkweb.report.reads.portfolio import Asked, portfolio_of
from wijkweb.rules.portfolio import among, figures_alike, spread
from wijkweb.shapes.indicators import Coverage, Definition, Reading, Value, Window

__all__ = ["funder"]
pytestmark = pytest.mark.django_db
WINDOW = Window("rolling_13", date(2024, 1, 1), date(2024, 3, 31))
FULL = Coverage(Fraction(13), Fraction(13), Fraction(13), Fraction(13))
HOURS = Definition(
    "uren", 1, "Uren", "Beloofd.", date(2022, 1, 1), "contacts", "worker_minutes", "week", "calendar", "at_least",
    "rolling_13", target=Decimal(30),
)  # fmt: skip
NAMED = ("naast", "contacts.worker_minutes.direct..week.calendar.rolling_13")


def reading(figure: int | None, definition: Definition = HOURS, status: Any = "on_course") -> Reading:
    value = Value(Fraction(figure or 0), Fraction(0 if figure is None else 1))
    return Reading(definition, WINDOW, value, FULL, status)


def test_what_is_known_too_little_stands_apart() -> None:
    own = {1: reading(40), 2: reading(None), 3: reading(1, status="not_enough_data"), 4: reading(20), 5: reading(30)}
    (figures,) = figures_alike({pk: (one,) for pk, one in own.items()})
    assert [one.contract for one in figures.lines] == [4, 5, 1, 2, 3]
    found = spread(figures)
    assert found and found.lowest and found.highest
    assert (found.contracts, found.unknown) == (5, 2)
    assert (found.lowest.contract, found.median, found.highest.contract) == (4, 30, 1)
    even = spread(among(figures, {1, 5}))
    assert even and even.median == 35
    nothing = spread(among(figures, {2, 3}))
    assert nothing and (nothing.contracts, nothing.unknown, nothing.lowest, nothing.median) == (2, 2, None, None)
    assert spread(among(figures, {1})) is None


def test_only_figures_by_the_same_definition_are_laid_side_by_side() -> None:
    """What is promised may differ: how it is counted may not."""
    other = replace(HOURS, per="month")
    more = replace(HOURS, op="between", target=Decimal(10), upper=Decimal(20))
    of_track = replace(HOURS, track="samen_wonen")
    own = {1: (reading(3), reading(4, of_track)), 2: (reading(5, more), reading(6, of_track)), 3: (reading(7, other),)}
    (figures,) = figures_alike(own)
    assert [(one.contract, one.figure, figures.promised(one).target) for one in figures.lines] == [
        (1, 3, Decimal(30)), (2, 5, Decimal(10)),
    ]  # fmt: skip
    assert figures.promised(figures.lines[1]) == replace(HOURS, op="between", target=Decimal(10), upper=Decimal(20))


def three(city: Any, funder: Any) -> tuple[list[Street], Any]:
    found = [funded(city, funder, name) for name in ("Aan zee", "Aan de dijk", "Zandberg")]
    Indicator.objects.filter(contract__in=[one.contract for one in found], key="vorming").delete()
    return found, person("Lien", Role.FUNDER, funder)


def test_all_contracts_are_compared_and_not_those_of_a_page(
    city: Any, funder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portfolio, "PAGE", 1)
    monkeypatch.setattr(side_by_side, "PAGE", 2)
    contracts, official = three(city, funder)
    found = portfolio_of(official, now=NOW.replace(year=2024), asked=Asked(beside=NAMED[1], row=2))
    assert len(found.lines) == 1
    assert [(one.key, one.contracts) for one in found.compared.apart] == [(NAMED[1], 3)]
    full = found.compared.full
    assert full and [one.of.case_id for one in full.lines] == [contracts[2].contract.case.public_id]


def test_a_search_narrows_what_is_compared(city: Any, funder: Any) -> None:
    contracts, official = three(city, funder)
    now = NOW.replace(year=2024)
    assert portfolio_of(official, now=now, asked=Asked(search="aan zee")).compared.apart == ()
    (apart,) = portfolio_of(official, now=now, asked=Asked(search="aan ", beside="nergens")).compared.apart
    assert apart.contracts == 2
    assert portfolio_of(official, now=now, asked=Asked(beside="nergens")).compared.full is None
    assert len(contracts) == 3


def test_the_page_names_each_contract_with_its_address(city: Any, funder: Any) -> None:
    contracts, official = three(city, funder)
    client = Client()
    client.force_login(official)
    closed = client.get("/portefeuille/", {"zoek": "a&b"}).content.decode()
    assert "beside-head" not in closed
    page = client.get("/portefeuille/", dict([NAMED])).content.decode()
    listed = page[page.index('id="beside-head"') :]
    for one in contracts:
        assert f'<a href="/portefeuille/{one.contract.case.public_id}/">' in listed
    assert client.get("/portefeuille/", {"naast": "<b>", "rij": "x", "bladzijde": "0"}).status_code == 200


def test_who_lost_a_role_sees_no_figure_while_the_order_holds(city: Any, funder: Any) -> None:
    _, official = three(city, funder)
    now = NOW.replace(year=2024)
    assert portfolio_of(official, now=now).compared.apart
    official.grants.all().delete()
    found = portfolio_of(official, now=now)
    assert (found.order.contracts, found.compared.apart) == ((), ())
