"""The app in a real Chromium: the browser is killed right after "saved", and two weeks of rows go through a bad link."""

from __future__ import annotations

import asyncio
import random
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlparse

import pytest

from tests.faults.harness import Fault, Figures, Place, tenth, timed
from tests.phone_site import codes, contacts
from tests.site import BROWSER_FLAGS, CHROMIUM, free_port, kill, running

_SEED = 20221114
_KILLS = 100
_QUEUED = 500
_CUT = 0.3  # of the requests, in mid-body; a tenth of the answers are lost
_MOST_SECONDS = 60.0
_HEADS = ("1", "2", "3-5", "6-10")
# the twins: "done" is said before the write begins; a row is let go when it was sent, whatever came back
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
_TRUSTING = (
    "return refused(rows, answer);",
    "await queue.settle(rows.map((row) => row.id), []); return refused(rows, answer);",
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
        if module:
            page.context.close()
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
    rounds = len(tenth(range(_KILLS), 10))
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


class Proxy:
    """A link on loopback: cuts requests in mid-body and loses answers, from a seed."""

    def __init__(self, target: str, cut: float, lost: float) -> None:
        self.port, self.open, self.cut, self.lost = free_port(), True, cut, lost
        self.hits = 0
        self._chance, self._to = random.Random(_SEED), urlparse(target)
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(asyncio.start_server(self._handle, "127.0.0.1", self.port))
        self._loop.run_forever()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._pass_on(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        size = int((re.search(rb"content-length: (\d+)", head, re.IGNORECASE) or [0, 0])[1])
        body = await reader.readexactly(size)
        sync = head.startswith(b"POST /veld/deur/ ")
        if not self.open:
            return
        cut = sync and self._chance.random() < self.cut
        lost = sync and not cut and self._chance.random() < self.lost
        self.hits += cut or lost
        far, near = await asyncio.open_connection(self._to.hostname, self._to.port)
        near.write(re.sub(rb"\r\n[Cc]onnection: [^\r]*", b"", head[:-4]) + b"\r\nConnection: close\r\n\r\n")
        near.write(body[: len(body) // 2] if cut else body)
        await near.drain()
        if not cut:
            answer = await far.read(-1)
            if not lost:
                writer.write(answer)
                await writer.drain()
        near.close()


def _weeks(place: Place, protected: bool) -> Figures:
    """Fourteen days of contacts without a link, then a link that cuts a third of the requests."""
    if CHROMIUM is None:
        pytest.skip("no Chromium")
    figures = Figures()
    data = place.folder / "site"
    data.mkdir()
    number = len(tenth(range(_QUEUED), 50))
    with timed(figures), running(data) as site:
        proxy = Proxy(site.address, _CUT, 0.1)
        proxy.cut, cut = 0.0, proxy.cut
        before = len(contacts(data)) + 1  # the one that was sent at the start
        twin = () if protected else ("sync", _TRUSTING)
        with _phone(place, proxy.address, codes(data, 1)[0], *twin) as (_, page, _profile):
            proxy.open = False
            chance = random.Random(_SEED)
            for _ in range(number):
                _save(page, chance)
            proxy.cut, proxy.open = cut, True
            began = time.monotonic()
            page.evaluate("dispatchEvent(new Event('online'))")
            _until(lambda: len(contacts(data)) - before >= number, _MOST_SECONDS)
            took = time.monotonic() - began
            page.context.close()
        proxy.stop()
        there = [row["id"] for row in contacts(data)[before:]]
    figures.made, figures.hit = number, number if proxy.hits else 0
    figures.notes.append(f"{proxy.hits} requests or answers were cut; all there {took:.0f} s after the link came back")
    if len(there) != number or len(set(there)) != number:
        figures.harm.append(f"{number} were saved, {len(set(there))} arrived")
    return figures


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
WEEKS = Fault(
    key="phone-weeks",
    title="Two weeks without a link, then a bad one",
    what=f"{_QUEUED} contacts are saved in the app in Chromium without a link; then it comes back through a proxy that cuts {_CUT:.0%} of the requests in mid-body and loses a tenth of the answers. A fault hit when anything was cut.",
    limits=f"All arrive, each once, within {_MOST_SECONDS:.0f} s of the link's return.",
    seed=_SEED,
    least=1.0,
    run=lambda place: _weeks(place, True),
    twin=lambda place: _weeks(place, False),
    twin_what="The same with an app that lets a row go when it was sent, without a receipt.",
)
