"""The app in a real Chromium: the browser is killed right after "saved", and two weeks of rows go through a bad link."""

from __future__ import annotations

import os
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.faults.badlink import BadLink
from tests.faults.harness import Fault, Figures, Place, fresh_database, tenth, timed
from tests.phone_site import codes, contacts
from tests.site import BROWSER_FLAGS, CHROMIUM, kill, running
from wijkweb.commons.files import lean

_SEED = 20221114
_ZONE = ZoneInfo("Europe/Brussels")
_WORKED = timedelta(minutes=15)  # what the form begins with: a contact belongs to the day on which it began
_KILLS = 100
_HEADS = ("1", "2", "3-5", "6-10")
_LINK = 20210808  # its first cards are bad ones, so that a tenth of it meets them too
_QUEUED = 500
_DAYS = 14
_MOST_SECONDS = 60.0
_CUT, _LOST = 3, 1  # of each ten requests: cut in mid-body, and answered to nobody
_SOCKETS = {name: value for name, value in os.environ.items() if name != "TMPDIR"}  # the path of one has to be short
_CLOCK = "globalThis.back = 0; const wall = Date.now; Date.now = () => wall() - globalThis.back;"
# the twin: a row is let go when it was sent, whatever came back
_TRUSTING = (
    "return refused(rows, answer);",
    "if (navigator.onLine) { await queue.settle(rows.map((row) => row.id), []); return 'on'; } return refused(rows, answer);",
)
# the twin: of a contact "done" is said before the write begins
_HASTY = (
    "work(transaction, (value) => (result.value = value));",
    """if (names.length === 4) {
      transaction.oncomplete = null;
      done(true);
      setTimeout(() => work(database.transaction(names, mode), () => {}), 1500);
      return;
    }
    work(transaction, (value) => (result.value = value));""",
)


@contextmanager
def _phone(
    place: Place, address: str, code: str, module: str = "", change: tuple[str, str] = ("", "")
) -> Iterator[tuple[Any, Any, Any]]:
    """A profile with the app signed in: (start a browser on it, its page, its profile)."""
    from playwright.sync_api import sync_playwright

    profile = place.folder / "profile"
    with sync_playwright() as playwright:

        def start(changed: bool = True) -> Any:
            context = playwright.chromium.launch_persistent_context(
                str(profile), executable_path=CHROMIUM, args=BROWSER_FLAGS, locale="nl-BE",
                viewport={"width": 360, "height": 740}, service_workers="block", env=_SOCKETS,
            )  # fmt: skip
            context.add_init_script(_CLOCK)
            context.set_default_timeout(60_000)
            if module and changed:
                context.route(re.compile(rf"/phone/{module}[.\w]*\.js$"), lambda route: _changed(route, *change))
            page = context.new_page()
            page.goto(f"{address}/telefoon/")
            page.wait_for_selector("html[data-ready]")
            return page

        page = start(changed=False)
        page.fill("input[name=code]", code)
        page.click("text=Aanmelden")
        page.wait_for_selector("form.home")
        page.click("button.place")
        page.click("text=Griendeplein")
        _save(page, random.Random(0))  # the place stands ready from now on
        page.wait_for_selector(".pill[data-state=sent]")
        page.context.close()  # what it told of this one is gone too
        page = start()
        yield start, page, profile


def _changed(route: Any, old: str, new: str) -> None:
    """A module of the app with its protection taken out."""
    text, old, new = route.fetch().text(), lean(old), lean(new)
    assert old in text
    route.fulfill(body=text.replace(old, new), content_type="text/javascript")


def _cut_off(page: Any) -> None:
    page.context.route("**/veld/deur/**", lambda route: route.abort())


def _save(page: Any, chance: random.Random) -> None:
    """A repeat contact: how many, save, and the second tap again when the phone warns of an overlap."""
    page.click(f"label:has(input[value='{chance.choice(_HEADS)}'])")
    page.click("text=Bewaren")
    try:
        page.wait_for_selector(".toast:has-text('Bewaard op toestel')")
    except Exception as error:
        raise AssertionError(f"not shown as saved; the screen says: {page.inner_text('body')}") from error


def _kills(place: Place, hasty: bool) -> Figures:
    if CHROMIUM is None:
        pytest.skip("no Chromium")
    figures, data = Figures(), place.folder / "site"
    data.mkdir()
    rounds = len(tenth(range(_KILLS)))
    with timed(figures), fresh_database(place, "kills") as url, running(data, DATABASE_URL=url) as site:
        before = len(contacts(data, DATABASE_URL=url)) + 1  # the one that was sent at the start
        code = codes(data, 1, DATABASE_URL=url)[0]
        _apart(_killed, place, site.address, code, rounds, hasty, figures)
        there = len(contacts(data, DATABASE_URL=url)) - before
    if there != figures.made:
        figures.harm.append(f"{figures.made} were shown as saved, {there} arrived")
    return figures


def _killed(place: Place, address: str, code: str, rounds: int, hasty: bool, figures: Figures) -> None:
    """So many contacts, the browser killed after each; then all of them sent."""
    chance, twin = random.Random(_SEED), ("store", _HASTY) if hasty else ()
    with _phone(place, address, code, *twin) as (start, page, profile):
        _cut_off(page)
        for _ in range(rounds):
            _save(page, chance)
            figures.made += 1
            figures.hit += kill(profile) > 1
            page = start()
            _cut_off(page)
        page.context.close()
        page = start()
        page.wait_for_selector(".pill[data-state=sent]")
        page.context.close()


def _apart(run: Any, *words: Any) -> Any:
    """In a thread of its own: journeys may have left an event loop in this one."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(run, *words).result()


def _weeks(place: Place, protected: bool) -> Figures:
    """Fourteen days of contacts without a link, then a link that cuts a third of the requests."""
    if CHROMIUM is None:
        pytest.skip("no Chromium")
    figures, data = Figures(), place.folder / "site"
    data.mkdir()
    with timed(figures), fresh_database(place, "weeks") as url, running(data, DATABASE_URL=url) as site:
        link = BadLink(site.address, b"POST /veld/deur/ ", cut=_CUT, lost=_LOST, seed=_LINK)
        code = codes(data, 1, DATABASE_URL=url)[0]
        before = len(contacts(data, DATABASE_URL=url)) + 1  # the one that is sent at the start
        saved, seconds = _apart(_two_weeks, place, link, code, protected)
        link.stop()
        rows = contacts(data, DATABASE_URL=url)[before:]
    figures.made, figures.hit = link.requests, link.hits
    number, arrived = len(saved), Counter(row["date"] for row in rows)
    figures.notes.append(
        f"{number} contacts of {len(arrived)} days; {link.cuts} requests cut in mid-body, {link.losses} answers lost; "
        f"all there {seconds:.0f} s after the link came back"
    )
    ids = [row["id"] for row in rows]
    if len(ids) != number or len(set(ids)) != number:
        figures.harm.append(f"{number} were saved, {len(ids)} arrived, {len(set(ids))} of them once")
    if seconds > _MOST_SECONDS:
        figures.harm.append(f"not all there within {_MOST_SECONDS:.0f} s")
    for day in arrived - Counter(saved):
        figures.harm.append(f"a contact came to stand on {day}, and none was saved that day")
    figures.harm += [f"a contact is marked: {row['flags']}" for row in rows if row["flags"]]
    return figures


def _two_weeks(place: Place, link: BadLink, code: str, protected: bool) -> tuple[list[str], float]:
    """The days of the contacts that were saved, and after how many seconds with a link the phone said "all sent"."""
    number = len(tenth(range(_QUEUED), 50))
    twin = () if protected else ("sync", _TRUSTING)
    with _phone(place, link.address, code, *twin) as (_, page, _profile):
        page.wait_for_selector(".pill[data-state=sent]")  # it asked what it asks at its start
        page.context.set_offline(True)
        chance, saved = random.Random(_SEED), []
        for at in range(number):
            ago = timedelta(days=(number - 1 - at) * _DAYS // number)
            page.evaluate(f"globalThis.back = {ago.total_seconds() * 1000:.0f}")
            _save(page, chance)
            saved.append((datetime.now(_ZONE) - ago - _WORKED).date().isoformat())
            page.wait_for_selector("form.home:not(:has(input[name=heads]:checked))")
        page.wait_for_selector(".pill[data-state=waiting]")
        link.bad = True
        began = time.monotonic()
        page.context.set_offline(False)
        page.wait_for_selector(".pill[data-state=sent]", timeout=2_000 * _MOST_SECONDS)
        seconds = time.monotonic() - began
        page.context.close()
    return saved, seconds


KILLS = Fault(
    key="phone-kill",
    title="The browser of a phone is killed right after “saved”",
    what=f"{_KILLS} times a contact is saved in the app without a link, and every process of the browser is killed the moment the screen says that it is saved. A fault hit when there was a browser to kill.",
    limits="Every contact that was shown as saved arrives, once, when the link is back.",
    seed=_SEED,
    least=1.0,
    run=lambda place: _kills(place, False),
    twin=lambda place: _kills(place, True),
    twin_what="The same with a store that says “done” before the write is on the disk.",
    database=True,
    browser=True,
)
WEEKS = Fault(
    key="phone-weeks",
    title="Two weeks without a link, then a bad one",
    what=f"{_QUEUED} contacts of {_DAYS} days are saved in the app in Chromium without a link; then it comes back through a proxy that cuts {_CUT} of each ten requests in mid-body and loses {_LOST} answer after the server kept its rows. A fault hit when a request or an answer was cut.",
    limits=f"All arrive, each once, on the day that they were saved, within {_MOST_SECONDS:.0f} s of the link's return.",
    seed=_LINK,
    least=0.25,
    run=lambda place: _weeks(place, True),
    twin=lambda place: _weeks(place, False),
    twin_what="The same with an app that lets a row go when it was sent, without a receipt.",
    database=True,
    browser=True,
)
