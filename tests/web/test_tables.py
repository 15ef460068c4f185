"""What a report rests on is read in one message: every table gives the same rows as alone, and no chapter asks more."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from wijkweb.commons.actions.areas import SHIPPED, load_areas
from wijkweb.commons.once import reading_once
from wijkweb.commons.together import fill
from wijkweb.contract.models import Contract
from wijkweb.contract.reads.contracts import day_of
from wijkweb.report.models import Frozen
from wijkweb.report.reads.reports import worked_out
from wijkweb.report.reads.tables import read_tables, tables_of

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]


def seen(row: Any, above: Model | None = None) -> Any:
    """All that a row holds, with what was read along with it, and of which kind each value is."""
    if isinstance(row, Model):
        values = {name: (type(value), value) for name, value in vars(row).items() if not name.startswith("_")}
        along = {name: seen(one) for name, one in row._state.fields_cache.items() if one is not above}
        lists = vars(row).get("_prefetched_objects_cache", {})
        return type(row), values, along, {name: [seen(one, row) for one in rows] for name, rows in lists.items()}
    if isinstance(row, (tuple, dict)):
        return [(type(value), value) for value in (row.values() if isinstance(row, dict) else row)]
    return type(row), row


def test_every_table_gives_the_same_rows_as_alone(demo: None) -> None:
    load_areas(sources=SHIPPED, by=None, now=NOW)
    filled = set()
    for contract in Contract.objects.all():
        asks = tables_of(contract)
        alone, together = [one.query() for one in asks], [one.query() for one in asks]
        with CaptureQueriesContext(connection) as found:
            fill(together)
        assert len(found) == 1
        for one, expected, query in zip(asks, alone, together, strict=True):
            assert [seen(row) for row in query] == [seen(row) for row in expected], one.make
            filled |= {one.make.__qualname__} if query else set()
    assert len(filled) > 30  # of some forty


def test_a_report_asks_nothing_else(demo: None) -> None:
    """But for the call and the shapes of a map, which never change: a process reads them once."""
    load_areas(sources=SHIPPED, by=None, now=NOW)
    for contract in Contract.objects.select_related("case__municipality", "call_version"):
        year, today = Frozen.objects.filter(report__contract=contract).count() + 1, day_of(contract, NOW)
        worked_out(contract, year=year, today=today, edition="inside")
        with reading_once():
            read_tables(contract)
            with CaptureQueriesContext(connection) as found:
                worked_out(contract, year=year, today=today, edition="inside")
        assert [query["sql"] for query in found] == []
