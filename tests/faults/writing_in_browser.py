"""Writing a section in a real browser while everything goes wrong: real keys, a real link, a browser that is killed.

The same promise as in tests.faults.writing, held by the page itself: each word is typed once and nowhere else, and at
the end each that was typed more than two seconds before a crash has to stand in the section or in a version of it.
"""

from __future__ import annotations

import contextlib
import html
import os
import random
import re
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.faults.harness import Fault, Figures, Place, tenth, timed
from tests.site import BROWSER_FLAGS, CHROMIUM, Site, running, sign_in

_SEED = 20210712
_SCRIPTS = 50
_STEPS = 10
_LATE = 2.0
TINE, SAMIR = "tine@gent.example", "samir@gent.example"
SECTIONS = ("vision", "objectives", "actions", "innovation", "partners", "society", "follow_up", "anchoring")
_STUB = """
export const keep = async () => {}; export const forget = async () => {};
export const waiting = async () => []; export const hold = () => {};
"""


class Browser:
    """A browser with a profile that outlives its processes."""

    def __init__(self, playwright: Any, profile: Path, copies: bool) -> None:
        self._playwright, self._profile, self._copies = playwright, profile, copies
        self.context: Any = None
        self.start()

    def start(self) -> None:
        launch = self._playwright.chromium.launch_persistent_context
        self.context = launch(str(self._profile), executable_path=CHROMIUM, args=BROWSER_FLAGS, locale="nl-BE")
        self.context.set_default_timeout(20_000)
        if not self._copies:
            self.context.route(
                re.compile(r"/dossier/copies[.\w]*\.js$"),
                lambda route: route.fulfill(body=_STUB, content_type="text/javascript"),
            )

    def kill(self) -> None:
        """Every process of this browser, at once."""
        for place in Path("/proc").iterdir():
            if place.name.isdecimal():
                with contextlib.suppress(OSError):
                    if str(self._profile).encode() in (place / "cmdline").read_bytes():
                        os.kill(int(place.name), signal.SIGKILL)
        with contextlib.suppress(Exception):
            self.context.close()


class Script:
    """One script: its steps come from its seed."""

    def __init__(self, number: int, site: Site, address: str, tine: Browser, samir: Any) -> None:
        self.chance = random.Random(_SEED + number)
        self.site, self.address, self.tine, self.samir = site, address, tine, samir
        self.number, self.words, self.hits = number, 0, 0
        self.typed: dict[str, float] = {}
        self.online, self.lose = True, False
        self.page: Any = None
        self._open()

    def run(self) -> None:
        steps: list[Callable[[], None]] = [
            self._type, self._type, self._type, self._type, self._type, self._type, self._pause, self._cut, self._mend, self._lose_an_answer,
            self._expire, self._sign_in, self._reload, self._other_saves, self._kill,
        ]  # fmt: skip
        for _ in range(_STEPS):
            self.chance.choice(steps)()
            self._look()
            time.sleep(self.chance.choice((0.05, 0.5, 1.2, 2.2)))
        self._mend()
        self._sign_in()
        self._reload()
        self._until_saved()

    # --- what happens

    def _type(self) -> None:
        if self.chance.random() < 0.2:
            self.page.keyboard.press("Control+Home")
        for _ in range(self.chance.randint(1, 4)):
            self.words += 1
            word = f"w{self.number}x{self.words}"
            self.page.focus("#text")
            self.page.keyboard.type(f" {word} ")
            self.typed[word] = time.monotonic()

    def _pause(self) -> None:
        time.sleep(self.chance.choice((1.5, 2.5)))

    def _cut(self) -> None:
        self.online = False
        self.tine.context.set_offline(True)

    def _mend(self) -> None:
        self.online = True
        self.tine.context.set_offline(False)

    def _lose_an_answer(self) -> None:
        """The next save reaches the server, and its answer does not come back."""

        def swallow(route: Any) -> None:
            self.page.unroute("**/bewaren/")
            with contextlib.suppress(Exception):
                route.fetch()
            self.hits += 1
            with contextlib.suppress(Exception):
                route.abort()

        self.page.route("**/bewaren/", swallow)

    def _expire(self) -> None:
        kept = [cookie for cookie in self.tine.context.cookies() if cookie["name"] == "django_language"]
        self.tine.context.clear_cookies()
        self.tine.context.add_cookies(kept)

    def _sign_in(self) -> None:
        """In another tab, as people do."""
        self.tine.context.set_offline(False)
        page = self.tine.context.new_page()
        page.goto(f"{self.site.address}/aanmelden/")
        if page.locator("input[name=login]").count():
            sign_in(page, self.site, TINE)
        page.close()
        self.tine.context.set_offline(not self.online)

    def _reload(self) -> None:
        self._close()
        self.page.close()
        self._open()

    def _kill(self) -> None:
        self._close()
        self.tine.kill()
        self.tine.start()
        self._open()

    def _other_saves(self) -> None:
        """Samir puts a word in front; when Tine's page was just ahead of him, he looks again."""
        self.words += 1
        word = f"w{self.number}y{self.words}"
        self.hits += self._unsaved()
        while self._samir_posts(word) == 409:
            time.sleep(0.1)
        self.typed[word] = 0.0

    def _samir_posts(self, word: str) -> int:
        shown = self.samir.get(self.address).text()
        field = lambda pattern: html.unescape(re.search(pattern, shown, re.S)[1])  # type: ignore[index] # noqa: E731
        text = field(r'<textarea name="base"[^>]*>\n?(.*?)</textarea>')
        data = {
            "csrfmiddlewaretoken": field(r'name="csrfmiddlewaretoken" value="([^"]+)"'),
            "token": field(r'name="token" value="(\d+)"'), "base": text, "text": f"{word} {text}",
        }  # fmt: skip
        answer = self.samir.post(f"{self.address}bewaren/", form=data, headers={"Referer": self.address})
        assert answer.ok or answer.status == 409, answer.status
        return int(answer.status)

    def _close(self) -> None:
        """The page goes; what was typed in its last two seconds is not promised to anybody."""
        self.hits += self._unsaved()
        now = time.monotonic()
        for word, at in list(self.typed.items()):
            if now - at <= _LATE:
                del self.typed[word]

    # --- the page

    def _unsaved(self) -> bool:
        state = self.page.locator("[data-wijk-state]")
        return bool(state.count()) and state.first.get_attribute("data-state") not in (None, "", "saved", "idle")

    def _open(self) -> None:
        self.tine.context.set_offline(False)
        self.page = self.tine.context.new_page()
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.page.goto(self.address)
        if "/aanmelden/" in self.page.url:
            sign_in(self.page, self.site, TINE)
            self.page.goto(self.address)
        self.page.wait_for_selector("[data-wijk-write][data-ready]")
        self.tine.context.set_offline(not self.online)

    def _look(self) -> None:
        """The writer sees that somebody else saved too, and chooses."""
        panel = self.page.locator("[data-wijk-conflict]")
        if not panel.is_visible() or not self.online:
            return
        self.hits += 1
        choices = [name for name in ("proposal", "mine", "theirs") if self._offered(name)]
        if choices:
            self.page.click(f"[data-wijk-take={self.chance.choice(choices)}]")

    def _offered(self, name: str) -> bool:
        return bool(self.page.locator(f"[data-wijk-take={name}]").is_visible())

    def _until_saved(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            self._look()
            if not self._unsaved():
                time.sleep(0.3)
                if not self._unsaved():
                    return
            time.sleep(0.2)


def _known(data: Path, key: str) -> set[str]:
    """Every word of a section and of its versions, read from the database itself."""
    with contextlib.closing(sqlite3.connect(f"file:{data / 'wijkweb.sqlite3'}?mode=ro", uri=True)) as database:
        rows = database.execute(
            "SELECT s.text FROM dossier_section s WHERE s.key = ?1 UNION ALL "
            "SELECT v.text FROM dossier_sectionversion v JOIN dossier_section s ON s.id = v.section_id WHERE s.key = ?1",
            (key,),
        ).fetchall()
    return {word for (text,) in rows for word in text.split()}


@contextmanager
def _browsers(place: Place, copies: bool) -> Iterator[tuple[Site, Browser, Any]]:
    from playwright.sync_api import sync_playwright

    data = place.folder / "site"
    data.mkdir()
    with running(data) as site, sync_playwright() as playwright:
        tine = Browser(playwright, place.folder / "profile", copies)
        helper = playwright.chromium.launch(executable_path=CHROMIUM, args=BROWSER_FLAGS)
        samir = helper.new_context(locale="nl-BE")
        sign_in(samir.new_page(), site, SAMIR)
        yield site, tine, samir.request
        tine.context.close()
        helper.close()


def _case(site: Site, samir: Any) -> str:
    found = re.search(r'href="(/dossiers/[a-z0-9]{12}/)"', samir.get(f"{site.address}/dossiers/").text())
    assert found
    return found[1]


def _scripts(place: Place, *, copies: bool) -> Figures:
    if CHROMIUM is None:
        pytest.skip("no Chromium")
    figures, words = Figures(), 0
    with timed(figures), _browsers(place, copies) as (site, tine, samir):
        case = _case(site, samir)
        for number in tenth(range(_SCRIPTS), 5):
            key = SECTIONS[number % len(SECTIONS)]
            script = Script(number, site, f"{site.address}{case}rubriek/{key}/", tine, samir)
            script.run()
            script.page.close()
            figures.made += 1
            figures.hit += script.hits > 0
            words += len(script.typed)
            lost = [word for word in script.typed if word not in _known(site.data, key)]
            figures.harm += [f"script {number}: {word} is lost" for word in lost]
            if figures.harm and not copies:
                break
    figures.notes.append(f"{words} words typed")
    return figures


SCRIPTS = Fault(
    key="writing-browser",
    title="A section written in a real browser while everything goes wrong",
    what=f"{_SCRIPTS} seeded scripts of {_STEPS} steps in Chromium against a running site: real keys, a pause, no link, an answer lost after the server saved, the session expires, sign in elsewhere, reload, somebody else saves the same section, every process of the browser is killed. A script hit when at least one of these met a text that was not saved.",
    limits=f"Every word that was typed more than {_LATE:.0f} s before a crash stands in the section or in one of its versions, the other person's words too.",
    seed=_SEED,
    least=0.7,
    run=lambda place: _scripts(place, copies=True),
    twin=lambda place: _scripts(place, copies=False),
    twin_what="The same scripts, until the first word is lost, with a page that keeps no copy in the browser.",
)
