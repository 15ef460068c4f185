"""Calls in the database: the row is the truth, a changed file needs a new version, a dossier keeps its own."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from tests.conftest import NOW
from wijkweb.call.actions import CallChanged, load_call
from wijkweb.call.models import CallVersion
from wijkweb.call.reads import call_of, newest_version, newest_versions
from wijkweb.readers.callfile import parse_call
from wijkweb.shapes.call import Call
from wijkweb.web.commands import Refused, dump_call_id, load_call_file

pytestmark = pytest.mark.django_db


def test_loading_the_same_twice_changes_nothing(wvc: Call) -> None:
    first = load_call(call=wvc, by=None, now=NOW)
    assert load_call(call=wvc, by=None, now=NOW) == first
    assert CallVersion.objects.count() == 1


def test_a_changed_file_with_the_same_version_is_refused(wvc: Call) -> None:
    load_call(call=wvc, by=None, now=NOW)
    with pytest.raises(CallChanged):
        load_call(call=replace(wvc, title="Iets anders"), by=None, now=NOW)
    assert CallVersion.objects.get().title == wvc.title


def test_a_new_version_stands_beside_the_old(wvc: Call) -> None:
    old = load_call(call=wvc, by=None, now=NOW)
    new = load_call(call=replace(wvc, version=2, title="Verlengd"), by=None, now=NOW)
    assert [version.title for version in newest_versions()] == ["Verlengd"]
    assert newest_version("wvc-2021") == new
    assert (call_of(old).title, call_of(new).title) == (wvc.title, "Verlengd")


def test_what_comes_out_of_the_database_is_what_went_in(calls: dict, wvc: Call, buurtfonds: Call) -> None:
    assert call_of(calls["wvc-2021"]) == wvc
    assert parse_call(dump_call_id("buurtfonds-2026"), "x") == buurtfonds


def test_the_command_loads_and_dumps(tmp_path: Any, wvc: Call) -> None:
    from wijkweb.writers.callfile import dump_call

    path = tmp_path / "wvc.toml"
    path.write_text(dump_call(wvc), encoding="utf-8")
    assert load_call_file(path).startswith("wvc-2021 version 1")
    path.write_text(dump_call(replace(wvc, title="x")), encoding="utf-8")
    with pytest.raises(Refused, match="new version"):
        load_call_file(path)
    with pytest.raises(Refused):
        dump_call_id("nergens")


def test_the_pages_of_a_call(calls: dict, client: Client) -> None:
    listed = client.get("/oproepen/").content.decode()
    assert "Oproep wijkverbeteringscontracten 2021" in listed
    page = client.get("/oproepen/wvc-2021/").content.decode()
    for text in ("800.000,00 euro", "Minstens 20 % eigen inbreng, van de totale kost", "19 juli 2021, 12:00", "10 juli 2021", "De beoordelingscriteria", "hoogstens 1000 woorden"):  # fmt: skip
        assert text in page
    file = client.get("/oproepen/wvc-2021/oproep.toml")
    assert parse_call(file.content.decode(), "x").id == "wvc-2021"
    assert file["Content-Disposition"] == 'attachment; filename="wvc-2021-v1.toml"'


def test_a_call_page_takes_few_queries(calls: dict, client: Client, django_assert_max_num_queries: Any) -> None:
    client.get("/oproepen/wvc-2021/")
    with django_assert_max_num_queries(3):
        client.get("/oproepen/wvc-2021/")
