"""Writing a section while everything goes wrong: a model of the page's own protocol, over HTTP, from seeded scripts.

The model follows static/dossier/saver.js: a copy in the browser 0.2 s after a key, a save 1.2 s after the last key
and at least every 8 s, retries, the token of the newest save, a step that never got its answer. Its clock is its own.
Each word that is typed is a word that is typed nowhere else, so that a lost one is seen.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from tests.conftest import NOW
from tests.faults.harness import Fault, Figures, Place, tenth, timed

_SEED = 20210711
_SCRIPTS = 1_000
_STEPS = 14
_LATE = 2.0  # what was typed so long before a crash may never be lost
KEY = "vision"
JSON = {"content_type": "application/json", "HTTP_ACCEPT": "application/json"}


@dataclass
class Browser:
    """What outlives a page: the copies, the session, the link."""

    client: Client
    person: Any
    copies: dict[str, dict[str, Any]] = field(default_factory=dict)
    online: bool = True
    lose_answer: bool = False


@dataclass
class Page:
    """An open writing page."""

    browser: Browser
    address: str
    name: str
    text: str
    base: str
    token: int
    step: int = 0
    copy_at: float | None = None
    soon_at: float | None = None
    latest_at: float | None = None
    retry_at: float | None = None
    tries: int = 0
    conflict: dict[str, Any] | None = None


class Script:
    """One script: its steps come from its seed; `copies` and `tokens` are the protections."""

    def __init__(self, number: int, address: str, tine: Browser, samir: Browser, *, copies: bool, tokens: bool) -> None:
        self.chance = random.Random(_SEED + number)
        self.address, self.tine, self.samir = address, tine, samir
        self.copies, self.tokens = copies, tokens
        self.now, self.words, self.hits = 0.0, 0, 0
        self.number = number
        self.typed: dict[str, float] = {}
        self.page = self._open()

    def run(self) -> None:
        steps: list[Callable[[], None]] = [
            self._type, self._type, self._type, self._pause, self._cut, self._mend, self._lose_an_answer,
            self._expire, self._sign_in, self._reload, self._other_saves, self._kill,
        ]  # fmt: skip
        for _ in range(_STEPS):
            self.chance.choice(steps)()
            self._advance(self.chance.choice((0.05, 0.3, 1.0, 3.0)))
        self.tine.online, self.tine.lose_answer = True, False
        self.tine.client.force_login(self.tine.person)
        self._advance(60)
        self.page = self._open()
        self._advance(60)

    # --- what happens

    def _type(self) -> None:
        for _ in range(self.chance.randint(1, 4)):
            self.words += 1
            word = f"w{self.number}x{self.words}"
            self.typed[word] = self.now
            parts = self.page.text.split(" ")
            parts.insert(self.chance.choice((len(parts), self.chance.randint(0, len(parts)))), word)
            self.page.text = " ".join(parts)
            self._timers()
            self._advance(0.1)

    def _pause(self) -> None:
        self._advance(self.chance.choice((2.0, 6.0)))

    def _cut(self) -> None:
        self.tine.online = False

    def _mend(self) -> None:
        self.tine.online = True

    def _lose_an_answer(self) -> None:
        self.tine.lose_answer = True

    def _expire(self) -> None:
        self.tine.client.logout()

    def _sign_in(self) -> None:
        self.tine.client.force_login(self.tine.person)

    def _reload(self) -> None:
        self._close()
        self.page = self._open()

    _kill = _reload  # for the page a kill and a reload are the same: only the copies outlive it

    def _close(self) -> None:
        """The page goes. What was typed in its last two seconds is not promised to anybody."""
        if self.page.text != self.page.base:
            self.hits += 1
        for word, at in list(self.typed.items()):
            if self.now - at <= _LATE and word in self.page.text.split(" ") and word not in self.page.base.split(" "):
                copy = self.tine.copies.get(self.page.name, {}).get("text", "")
                if word not in copy.split(" "):
                    del self.typed[word]

    def _other_saves(self) -> None:
        stand = self.samir.client.get(f"{self.address}stand/", HTTP_ACCEPT="application/json").json()
        self.words += 1
        word = f"w{self.number}y{self.words}"
        self.typed[word] = self.now
        current = self._current()
        body = {"text": f"{word} {current}", "token": stand["token"], "sitting": f"samir{self.number}:{self.words}"}
        answer = self.samir.client.post(
            f"{self.address}bewaren/", {**body, "kind": "save", "person": self.samir.person.public_id}, **JSON
        )
        assert answer.status_code == 200, answer.content
        if self.page.text != self.page.base:
            self.hits += 1

    # --- the page's protocol

    def _open(self) -> Page:
        online, self.tine.online = self.tine.online, True
        if not self._signed_in():
            self.tine.client.force_login(self.tine.person)
        stand = self.tine.client.get(f"{self.address}stand/", HTTP_ACCEPT="application/json").json()
        text, token, head = self._current(), stand["token"], self._head()
        self.tine.online = online
        kept = next((c for c in sorted(self.tine.copies.values(), key=lambda c: -c["at"]) if c["text"] != text), None)
        name = kept["page"] if kept else f"p{self.number}-{self.chance.randrange(10**9)}"
        page = Page(self.tine, self.address, name, text, text, token, kept["step"] if kept else 0)
        if kept:
            page.text = kept["text"]
            self.page = page
            if kept["token"] == token or head.partition(":")[0] == name:
                page.soon_at = self.now
            else:
                page.conflict = {"base": kept["base"]}
                self._resolve(page)
        return page

    def _signed_in(self) -> bool:
        return bool(self.tine.client.session.get("_auth_user_id"))

    def _timers(self) -> None:
        page = self.page
        if page.copy_at is None:
            page.copy_at = self.now + 0.2
        if page.conflict is None and not page.tries:
            page.soon_at = self.now + 1.2
            page.latest_at = page.latest_at or self.now + 8

    def _advance(self, seconds: float) -> None:
        until = self.now + seconds
        while True:
            page = self.page
            due = [(at, name) for name in ("copy_at", "soon_at", "latest_at", "retry_at") if (at := getattr(page, name)) is not None and at <= until]  # fmt: skip
            if not due:
                break
            at, name = min(due)
            self.now = max(self.now, at)
            setattr(page, name, None)
            self._copy() if name == "copy_at" else self._save()
        self.now = until

    def _copy(self) -> None:
        page = self.page
        page.copy_at = None
        if self.copies:
            page.browser.copies[page.name] = {
                "page": page.name, "text": page.text, "base": page.base, "token": page.token,
                "step": page.step, "at": self.now,
            }  # fmt: skip

    def _save(self, kind: str = "autosave") -> None:
        page = self.page
        page.soon_at = page.latest_at = page.retry_at = None
        if page.conflict is not None or (kind == "autosave" and page.text == page.base):
            return
        page.step += 1
        text = page.text
        status, answer = self._send(page, text, kind)
        if status == 200:
            page.base, page.token, page.tries = text, answer["token"], 0
            page.browser.copies.pop(page.name, None)
            page.copy_at = None
        elif status == 409:
            page.conflict = {"base": page.base}
            self._copy()
            self._resolve(page)
        else:
            self.hits += 1
            self._copy()
            page.tries += 1
            page.retry_at = self.now + min(2 * 2**page.tries, 30)

    def _send(self, page: Page, text: str, kind: str) -> tuple[int, dict[str, Any]]:
        browser = page.browser
        if not browser.online:
            return 0, {}
        token = page.token if self.tokens else self._token()
        body = {"text": text, "token": token, "sitting": f"{page.name}:{page.step}", "kind": kind}
        response = browser.client.post(f"{self.address}bewaren/", {**body, "person": browser.person.public_id}, **JSON)
        if browser.lose_answer:
            browser.lose_answer = False
            return 0, {}
        return response.status_code, response.json()

    def _resolve(self, page: Page) -> None:
        """The writer looks and goes on: with both together, or with one of the two."""
        base = (page.conflict or {})["base"]
        body = {"text": page.text, "base": base, "token": page.token}
        if not page.browser.online or not self._signed_in():
            page.retry_at = self.now + 5  # the panel waits for the link
            page.conflict, page.tries = None, 1
            return
        shown = page.browser.client.post(f"{self.address}botsing/", body, **JSON).json()
        self.hits += 1
        choice = self.chance.choice(("proposal", "mine", "theirs")) if shown["mergeable"] else "mine"
        page.text = {"proposal": shown["proposal"], "mine": page.text, "theirs": shown["theirs"]}[choice]
        if choice == "theirs":  # mine was kept aside before the choice was offered
            self._aside(page, body["text"])
        page.base, page.token, page.conflict, page.tries = shown["theirs"], shown["token"], None, 0
        self._save("merge")

    def _aside(self, page: Page, mine: str) -> None:
        page.step += 1
        body = {"text": mine, "token": -1, "sitting": f"{page.name}:{page.step}", "kind": "autosave"}
        page.browser.client.post(f"{self.address}bewaren/", {**body, "person": page.browser.person.public_id}, **JSON)

    # --- what the server has

    def _section(self) -> Any:
        from wijkweb.dossier.models import Section

        case_id = self.address.split("/")[2]
        return Section.objects.get(dossier__case__public_id=case_id, key=KEY)

    def _current(self) -> str:
        return str(self._section().text)

    def _token(self) -> int:
        return int(self._section().token)

    def _head(self) -> str:
        newest = self._section().versions.exclude(kind="aside").order_by("-number").first()
        return newest.sitting if newest else ""

    def lost(self) -> list[str]:
        """Words that nobody took out and that are nowhere any more."""
        section = self._section()
        known = set(section.text.split())
        for version in section.versions.all():
            known.update(version.text.split())
        return [word for word in self.typed if word not in known]


def _scripts(place: Place, *, copies: bool, tokens: bool, most: int = _SCRIPTS) -> Figures:
    from wijkweb.call.models import CallVersion
    from wijkweb.commons.access import Role
    from wijkweb.commons.actions.people import give_role
    from wijkweb.commons.models import Organisation, Person
    from wijkweb.dossier.actions.dossiers import start_dossier

    tine = place.world.writer
    city = Organisation.objects.get(grants__person=tine)
    samir, _ = Person.objects.get_or_create(email="samir@example.org", defaults={"name": "Samir", "joined_at": NOW})
    give_role(person=samir, role=Role.EDITOR, organisation=city, by=None, now=NOW)
    version = CallVersion.objects.get(call_id="wvc-2021")
    figures, words = Figures(), 0
    with timed(figures):
        for number in tenth(range(most)):
            dossier = start_dossier(
                municipality=city, call_version=version, title=f"{number}", by=tine, now=NOW, practice=True
            )
            browsers = [Browser(Client(), person) for person in (tine, samir)]
            for browser in browsers:
                browser.client.force_login(browser.person)
            address = f"/dossiers/{dossier.case.public_id}/rubriek/{KEY}/"
            script = Script(number, address, *browsers, copies=copies, tokens=tokens)
            script.run()
            figures.made += 1
            figures.hit += script.hits > 0
            words += len(script.typed)
            figures.harm += [f"script {number}: {word} is lost" for word in script.lost()]
    figures.notes.append(f"{words} words typed")
    return figures


SCRIPTS = Fault(
    key="writing-scripts",
    title="A section written while everything goes wrong",
    what=f"{_SCRIPTS} seeded scripts of {_STEPS} steps over HTTP: type, pause, lose the link, lose an answer after the server saved, the session expires, sign in, reload, somebody else saves the same section, the browser is killed. A script hit when at least one of these met a text that was not saved.",
    limits=f"Every word that was typed more than {_LATE:.0f} s before a crash stands in the section or in one of its versions, the other person's words too.",
    seed=_SEED,
    least=0.7,
    run=lambda place: _scripts(place, copies=True, tokens=True),
    twin=lambda place: _scripts(place, copies=False, tokens=False, most=_SCRIPTS // 5),
    twin_what="A fifth of the same scripts without the copy in the browser and without the token that tells who saved meanwhile.",
    database=True,
)
