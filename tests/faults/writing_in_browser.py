"""Writing a section in a real browser on a really running site while everything goes wrong, from seeded scripts.

Tine types by real keys in the real writing page. Each script has its own dossier, its own browser and its own
profile on the disk; several run beside each other. Samir saves the same section over HTTP. A word is typed once in
the whole run, so that a lost one is seen.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import re
import sqlite3
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.harness import Fault, Figures, Place, fresh_database, tenth, timed
from tests.site import BROWSER_FLAGS, CHROMIUM, Site, kill, processes_of, running

_SEED = 20210712
_SCRIPTS = 50
_STEPS = 12
_TOGETHER = 5
_LATE = 2.0  # what was typed so long before a crash may never be lost
_SETTLED = 60.0
_AGAIN = 3  # a connection that the server closed because it was idle
_CALL = "wvc-2021"
_KEY = "vision"
TINE, SAMIR = "tine@gent.example", "samir@gent.example"
_ENV = {name: value for name, value in os.environ.items() if name != "TMPDIR"}  # the path of its socket has to be short
_NO_COPIES = """
export const keep = async () => {};
export const forget = async () => {};
export const waiting = async () => [];
export function hold() {}
"""
_COPIES = """() => new Promise((resolve) => {
  const opening = indexedDB.open("wijkweb-copies", 1);
  opening.onerror = () => resolve(0);
  opening.onupgradeneeded = () => opening.transaction.abort();
  opening.onsuccess = () => {
    const counting = opening.result.transaction("copies").objectStore("copies").count();
    counting.onsuccess = () => { opening.result.close(); resolve(counting.result); };
  };
})"""


async def _sign_in(request: Any, address: str, email: str) -> None:
    """A session in the cookies of this requester; who is signed in already stays so."""
    from wijkweb.web.demo.accounts import PASSWORD

    shown = await request.get(f"{address}/aanmelden/", max_retries=_AGAIN)
    if "/aanmelden/" in shown.url:
        form = {"csrfmiddlewaretoken": _hidden(await shown.text(), "csrfmiddlewaretoken"), "login": email}
        answer = await request.post(f"{address}/aanmelden/", form={**form, "password": PASSWORD}, max_retries=_AGAIN)
        assert answer.ok and "/aanmelden/" not in answer.url, await answer.text()


def _hidden(html: str, name: str) -> str:
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', html)
    value = re.search(r'value="([^"]*)"', tag[0]) if tag else None
    assert value, f"the form has no {name}"
    return value[1]


@dataclass(frozen=True)
class Stage:
    """What the scripts of one run share; `protected` is the twin's switch."""

    site: Site
    playwright: Any
    samir: Any
    profiles: Path
    protected: bool


class Script:
    """One script; its steps come from its seed."""

    def __init__(self, number: int, stage: Stage) -> None:
        self.chance = random.Random(_SEED + number)
        self.number, self.stage = number, stage
        self.profile = stage.profiles / f"profile-{number}-"
        self.offline = self.lose_answer = False
        self.words, self.hits, self.crashes = 0, 0, 0
        self.typed: dict[str, float] = {}
        self.trail: list[str] = []
        self.address = ""
        self.page: Any = None

    async def run(self) -> None:
        steps: list[Callable[[], Awaitable[None]]] = [
            self._type, self._type, self._type, self._type, self._pause, self._cut, self._mend, self._lose_an_answer,
            self._expire, self._sign_in, self._reload, self._leave, self._other_saves, self._kill, self._choose,
        ]  # fmt: skip
        self.address = f"{await self._new_dossier()}rubriek/{_KEY}/"
        await self._launch()
        try:
            for _ in range(_STEPS):
                step = self.chance.choice(steps)
                self.trail.append(step.__name__)
                await step()
                await asyncio.sleep(self.chance.choice((0.02, 0.3, 1.0)))
                self.hits += await self._state() in ("no_link", "signed_out", "overtaken", "restored")
            await self._finish()
        finally:
            await self.page.context.close()

    # --- the site and the browser

    async def _new_dossier(self) -> str:
        """The dossier's address."""
        address = f"{self.stage.site.address}/dossiers/nieuw/{_CALL}/"
        html = await (await self.stage.samir.get(address, max_retries=_AGAIN)).text()
        form = {name: _hidden(html, name) for name in ("csrfmiddlewaretoken", "municipality")}
        made = await self.stage.samir.post(
            address, form={**form, "title": f"Plein {self.number}", "practice": "on"}, max_retries=_AGAIN
        )
        assert made.ok, await made.text()
        return str(made.url)

    async def _launch(self) -> None:
        launch = self.stage.playwright.chromium.launch_persistent_context
        context = await launch(
            str(self.profile), executable_path=CHROMIUM, args=BROWSER_FLAGS, env=_ENV, locale="nl-BE"
        )
        await context.route("**/bewaren/", self._on_its_way)
        if not self.stage.protected:
            await context.route("**/dossier/copies*.js", lambda route: route.fulfill(body=_NO_COPIES, content_type="text/javascript"))  # fmt: skip
        self.page = context.pages[0] if context.pages else await context.new_page()
        await self._open()

    async def _open(self) -> None:
        """The page comes up: for that there is a link and a session, whatever there was before."""
        await self.page.context.set_offline(False)
        await self.page.goto(self.address)
        if "/aanmelden/" in self.page.url:
            await _sign_in(self.page.context.request, self.stage.site.address, TINE)
            await self.page.goto(self.address)
        await self.page.wait_for_selector("[data-wijk-write][data-ready]", state="attached")
        await self.page.context.set_offline(self.offline)

    async def _on_its_way(self, route: Any) -> None:
        """A save leaves the page; when the answer is to be lost, the server gets it all the same."""
        from playwright.async_api import Error

        with contextlib.suppress(Error):  # the browser may be killed meanwhile
            if self.lose_answer and not self.offline:
                self.lose_answer = False
                self.hits += 1
                await route.fetch(max_retries=_AGAIN)
                await route.abort()
            else:
                await route.continue_()

    async def _state(self) -> str:
        return await self.page.locator("[data-wijk-state]").get_attribute("data-state") or ""

    # --- what happens

    async def _type(self) -> None:
        keys = self.page.keyboard
        await self.page.focus("#text")
        await keys.press(self.chance.choice(("Control+End", "Control+End", "Control+Home")))
        for _ in range(self.chance.randint(1, 3)):
            self.words += 1
            word = f"w{self.number}x{self.words}"
            await keys.type(f" {word} ", delay=15)
            self.typed[word] = time.monotonic()

    async def _pause(self) -> None:
        await asyncio.sleep(self.chance.choice((1.0, 2.5)))

    async def _cut(self) -> None:
        self.offline = True
        await self.page.context.set_offline(True)

    async def _mend(self) -> None:
        self.offline = False
        await self.page.context.set_offline(False)

    async def _lose_an_answer(self) -> None:
        self.lose_answer = True

    async def _expire(self) -> None:
        await self.page.context.clear_cookies()

    async def _sign_in(self) -> None:
        await _sign_in(self.page.context.request, self.stage.site.address, TINE)

    async def _reload(self) -> None:
        await self._crash()
        await self._open()

    async def _leave(self) -> None:
        """Away to another page, and back by the browser's own button."""
        await self._crash()
        await self.page.context.set_offline(False)
        await self.page.goto(f"{self.stage.site.address}/over/")
        await self.page.go_back()
        if "/aanmelden/" in self.page.url:
            await self._open()
        await self.page.wait_for_selector("[data-wijk-write][data-ready]", state="attached")
        await self.page.context.set_offline(self.offline)

    async def _kill(self) -> None:
        await self._crash()
        assert kill(self.profile) > 1
        while processes_of(self.profile):
            await asyncio.sleep(0.02)
        await self._launch()

    async def _crash(self) -> None:
        """The page goes. Unless it said "saved", what was typed in its last two seconds is not promised."""
        self.crashes += 1
        if await self._state() != "saved":
            now = time.monotonic()
            self.hits += 1
            self.typed = {word: at for word, at in self.typed.items() if "y" in word or now - at > _LATE}

    async def _other_saves(self) -> None:
        samir = self.stage.samir
        headers = {"Accept": "application/json"}
        stand = await (await samir.get(f"{self.address}stand/", headers=headers, max_retries=_AGAIN)).json()
        headers["X-CSRFToken"] = stand["csrf"]
        body = {"text": "", "base": "", "token": stand["token"]}
        there = await (
            await samir.post(f"{self.address}botsing/", data=body, headers=headers, max_retries=_AGAIN)
        ).json()
        self.words += 1
        word = f"w{self.number}y{self.words}"
        body = {
            "text": f"{word} {there['theirs']}", "token": there["token"], "sitting": f"samir{self.number}:{self.words}",
            "kind": "save", "person": stand["person"],
        }  # fmt: skip
        answer = await samir.post(f"{self.address}bewaren/", data=body, headers=headers, max_retries=_AGAIN)
        assert answer.status in (200, 409), await answer.text()
        self.typed[word] = time.monotonic()

    async def _choose(self) -> None:
        """Whoever sees two texts takes one, or both together."""
        shown = await self.page.locator("[data-wijk-take]:visible").all()
        if shown:
            await self.chance.choice(shown).click()
            await asyncio.sleep(0.3)

    # --- the end

    async def _finish(self) -> None:
        """The link is back, Tine is signed in and opens the page until the browser keeps nothing for her any more."""
        await self._mend()
        self.lose_answer = False
        await _sign_in(self.page.context.request, self.stage.site.address, TINE)
        for _ in range(5):
            await self._open()
            await self._settle()
            if not await self.page.evaluate(_COPIES):
                return
        raise AssertionError(f"script {self.number}: the browser still keeps a copy")

    async def _settle(self) -> None:
        until = time.monotonic() + _SETTLED
        while time.monotonic() < until:
            if await self.page.locator("[data-wijk-take]:visible").count():
                await self._choose()
            elif await self._state() == "saved":
                return
            elif await self._state() not in ("saving", "overtaken"):
                await self.page.click("form.write button[type=submit]")
            await asyncio.sleep(0.2)
        raise AssertionError(f"script {self.number}: {await self._state()}, not saved")


# --- the run


async def _play(site: Site, numbers: list[int], folder: Path, protected: bool) -> list[Script]:
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        samir = await playwright.request.new_context()
        await _sign_in(samir, site.address, SAMIR)
        stage, turns = Stage(site, playwright, samir, folder, protected), asyncio.Semaphore(_TOGETHER)

        async def one(number: int) -> Script:
            script = Script(number, stage)
            async with turns:
                try:
                    await script.run()
                except Exception as error:
                    error.add_note(f"script {number}")
                    raise
            return script

        return list(await asyncio.gather(*map(one, numbers)))


def _texts(url: str) -> set[str]:
    """Every word of every section and of every version."""
    query = "SELECT text FROM dossier_section UNION ALL SELECT text FROM dossier_sectionversion"
    if url.startswith("sqlite:///"):
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
            rows = database.execute(query).fetchall()
    else:
        import psycopg

        with psycopg.connect(url) as server:
            rows = server.execute(query).fetchall()
    return {word for (text,) in rows for word in text.split()}


def _run(place: Place, numbers: list[int], *, protected: bool) -> Figures:
    figures, data = Figures(), place.folder / "site"
    data.mkdir()
    with timed(figures), fresh_database(place, "browsers") as url, running(data, DATABASE_URL=url) as site:
        # a thread of its own: the other journeys may have left an event loop in this one
        with ThreadPoolExecutor(1) as apart:
            scripts = apart.submit(lambda: asyncio.run(_play(site, numbers, place.folder, protected))).result()
        known = _texts(url)
    figures.made, figures.hit = len(scripts), sum(script.hits > 0 for script in scripts)
    figures.harm = [f"script {s.number}: {word} is lost ({' '.join(s.trail)})" for s in scripts for word in s.typed if word not in known]  # fmt: skip
    figures.notes.append(f"{sum(s.words for s in scripts)} words typed, {sum(s.crashes for s in scripts)} pages gone")
    return figures


BROWSERS = Fault(
    key="writing-browser",
    title="A section written in a real browser while everything goes wrong",
    what=f"{_SCRIPTS} seeded scripts of {_STEPS} steps in Chromium, with real keys, on a running site: type, pause, lose the link, lose an answer after the server saved, lose the session, sign in, reload, leave and come back, somebody else saves the same section, choose between two texts, the browser's processes are killed. A script hit when at least one of these met a text that was not saved.",
    limits=f"Every word that was typed more than {_LATE:.0f} s before the page went stands in the section or in one of its versions, the other person's words too, and the page comes to “saved”.",
    seed=_SEED,
    least=0.7,
    run=lambda place: _run(place, list(tenth(range(_SCRIPTS))), protected=True),
    twin=lambda place: _run(place, list(tenth(range(_SCRIPTS), 5))[:10], protected=False),
    twin_what="Up to ten of the same scripts in a page without its copy in the browser.",
    database=True,
    browser=True,
)
