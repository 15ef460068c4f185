"""Every page of a contract that somebody reaches takes at most twelve queries, session and person included, the
first time after a registration too."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve

from tests.conftest import NOW
from wijkweb.commons.models import Person
from wijkweb.report.models import YearReport
from wijkweb.report.reads.cached import forget

pytestmark = [pytest.mark.django_db, pytest.mark.plain, pytest.mark.xdist_group("demo")]
MOST = 12
ROOMS = ("wijkweb.contract.", "wijkweb.field.", "wijkweb.report.")
WHO = ("noor@gent.example", "leyla@gent.example", "lien@vlaanderen.example", "an@jury.example")  # who may do most
A_FILE = re.compile(r"/bestand/$|\.[a-z]+$|/static/")
LINK = re.compile(r'href="(/[^"#]*)')
TWICE = 2  # pages looked at of each address: a second one may have more to show


def walked(email: str) -> dict[str, tuple[int, str]]:
    """The most queries that each page took, by the name of its address: every page that links lead to."""
    client = Client()
    client.force_login(Person.objects.get(email=email))
    found: dict[str, tuple[int, str]] = {}
    asked: dict[str, int] = {}
    seen, queue = {"/"}, ["/"]
    while queue:
        path = queue.pop(0)
        match = resolve(path.partition("?")[0])
        name = match.url_name or ""
        if asked.get(name, 0) == TWICE:
            continue
        asked[name] = asked.get(name, 0) + 1
        nothing_is_kept()
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        if match.func.__module__.startswith(ROOMS) and len(queries) > found.get(name, (0, ""))[0]:
            found[name] = (len(queries), path)
        if answer.status_code == 200 and not answer.streaming and "html" in answer.headers["Content-Type"]:
            for link in LINK.findall(answer.content.decode().replace("&amp;", "&")):
                if link not in seen and known(link):
                    seen.add(link)
                    queue.append(link)
    return found


def nothing_is_kept() -> None:
    """As after a line in the journal, and ten minutes after the last look at the portfolio."""
    forget()
    cache.clear()


def known(link: str) -> bool:
    try:
        return not A_FILE.search(link.partition("?")[0]) and bool(resolve(link.partition("?")[0]))
    except Resolver404:
        return False


def test_every_page_takes_at_most_twelve(demo: None) -> None:
    most: dict[str, tuple[int, str]] = {}
    for email in WHO:
        for name, own in walked(email).items():
            most[name] = max(most.get(name, (0, "")), own)
    assert {name: own for name, own in most.items() if own[0] > MOST} == {}
    assert len(most) > 100


def test_a_report_is_as_fast_in_a_later_year(demo: None) -> None:
    """Years 1 and 2 are closed: that of year 3 says what changed of both since, from the same rows."""
    client = Client()
    noor = Person.objects.get(email="noor@gent.example")
    client.force_login(noor)
    third = YearReport.objects.get(year=3)
    YearReport.objects.create(contract=third.contract, year=4, opened_at=NOW, opened_by=noor)  # the final one
    taken = {}
    for report in YearReport.objects.select_related("contract__case"):
        nothing_is_kept()
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(f"/contracten/{report.contract.case.public_id}/verslagen/{report.year}/")
        assert answer.status_code == 200
        taken[report.year] = len(queries)
    # an open one reads its texts and which were closed; the final one what was learned and agreed
    assert taken == {1: 8, 2: 8, 3: 9, 4: 11}


def test_the_report_and_the_portfolio_take_fewer_when_nothing_is_new(demo: None) -> None:
    for email, name, fewer in (("noor@gent.example", "report", 7), ("lien@vlaanderen.example", "portfolio", 7)):
        _, path = walked(email)[name]
        client = Client()
        client.force_login(Person.objects.get(email=email))
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        assert len(queries) == fewer, name
