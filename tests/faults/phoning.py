"""The app in a real Chromium: the browser is killed right after "saved"."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.faults.harness import Fault, Figures, Place, tenth, timed
from tests.phone_site import codes, contacts
from tests.site import BROWSER_FLAGS, CHROMIUM, kill, running

_SEED = 20221114
_KILLS = 100
_HEADS = ("1", "2", "3-5", "6-10")
# the twin: "done" is said before the write begins
_HASTY = (
    "work(transaction, (value) => (result.value = value));",
    """if (mode === "readwrite" && names.includes("rows")) {
      transaction.oncomplete = null;
      done();
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
                viewport={"width": 360, "height": 740}, service_workers="block",
            )  # fmt: skip
            context.set_default_timeout(20_000)
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
    text = route.fetch().text()
    assert old in text
    route.fulfill(body=text.replace(old, new), content_type="text/javascript")


def _cut_off(page: Any) -> None:
    page.context.route("**/veld/deur/**", lambda route: route.abort())


def _save(page: Any, chance: random.Random) -> None:
    """A repeat contact: how many, save, and the second tap again when the phone warns of an overlap."""
    page.click(f"label:has(input[value='{chance.choice(_HEADS)}'])")
    page.click("text=Bewaren")
    page.wait_for_selector(".toast")


def _kills(place: Place, hasty: bool) -> Figures:
    if CHROMIUM is None:
        pytest.skip("no Chromium")
    figures, chance = Figures(), random.Random(_SEED)
    data = place.folder / "site"
    data.mkdir()
    rounds = len(tenth(range(_KILLS)))
    with timed(figures), running(data) as site:
        before = len(contacts(data)) + 1  # the one that was sent at the start
        twin = ("store", _HASTY) if hasty else ()
        with _phone(place, site.address, codes(data, 1)[0], *twin) as (start, page, profile):
            _cut_off(page)
            for _ in range(rounds):
                _save(page, chance)
                figures.made += 1
                figures.hit += kill(profile) > 1
                page = start()
                _cut_off(page)
            page.context.close()
            page = start()
            _until(lambda: len(contacts(data)) - before >= figures.made, 40)
            page.context.close()
        there = len(contacts(data)) - before
    if there != figures.made:
        figures.harm.append(f"{figures.made} were shown as saved, {there} arrived")
    return figures


def _until(good: Any, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if good():
            return True
        time.sleep(1)
    return bool(good())


KILLS = Fault(
    key="phone-kill",
    title="The browser of a phone is killed right after “saved”",
    what=f"{_KILLS} times a contact is saved in the app without a link, and every process of the browser is killed the moment the screen says that it is saved. A fault hit when there was a browser to kill.",
    limits="Every contact that was shown as saved arrives, once, when the link is back.",
    seed=_SEED,
    least=1.0,
    run=lambda place: _kills(place, hasty=False),
    twin=lambda place: _kills(place, hasty=True),
    twin_what="The same with a store that says “done” before the write is on the disk.",
)
