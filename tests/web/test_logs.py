"""The log scan (D3): a whole site is walked through with marked words, and none of them stands in what it wrote."""

from __future__ import annotations

import base64
import http.client
import json
import logging
import re
import socket
import urllib.parse
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.phone_site import marked
from tests.site import DATABASE, ROOT, Site, running
from wijkweb.commons.sealing import seal
from wijkweb.web.logs import ServerLine

pytestmark = [pytest.mark.plain, pytest.mark.xdist_group("browser")]

IP = "127.0.0.9"  # of the phone and the browser: also loopback, but not where the site listens
PLANTED = {
    "name": "Merkelien Naamwoord",
    "mail": "merkelien@naamwoord.example",
    "wrong mail": "onbekende@naamwoord.example",
    "password": "goedmerkwachtwoord",
    "wrong password": "foutmerkwachtwoord",
    "wrong code": "MERKCDE2",
    "signal": "merksignaal over de trap",
    "batch": "merkbatch",
    "not JSON": "merkstuk",
    "proposal": "Merkplek achter de kerk",
    "question": "merkvraag",
    "wrong feed": "merkagenda",
    "wrong token": "merktoken",
    "no request": "merkverzoek",
    "agent": "Merktoestel/1.0",
    "forwarded": "203.0.113.77",
    "ip": IP,
}
NOISY = """
import logging, sys
from django.core.handlers.wsgi import WSGIHandler
from wijkweb.web import logs

answer = WSGIHandler.get_response


def loud(self, request):
    print(request.path, request.META, request.body, file=sys.stderr, flush=True)
    return answer(self, request)


WSGIHandler.get_response = loud
for line in (logs.Line, logs.ServerLine):
    line.format = logging.Formatter.format
"""


@dataclass
class Browser:
    """Who asks the site: from an address of their own, with what they were given to keep."""

    site: Site
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, *bodies: bytes, **headers: str) -> tuple[int, str]:
        """The status and the text of an answer."""
        line = http.client.HTTPConnection(self._host, self._port, timeout=30, source_address=(IP, 0))
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        own = {"User-Agent": PLANTED["agent"], "X-Forwarded-For": PLANTED["forwarded"], "Cookie": kept}
        line.request(
            method, path, b"".join(bodies) or None, {**own, **{k.replace("_", "-"): v for k, v in headers.items()}}
        )
        told = line.getresponse()
        for set_ in told.headers.get_all("Set-Cookie", []):
            name, _, value = set_.partition(";")[0].partition("=")
            self.cookies[name] = value
        text = told.read().decode(errors="replace")
        line.close()
        return told.status, text

    def send(self, path: str, **values: str) -> tuple[int, str]:
        """Fills in a form of a page."""
        form = urllib.parse.urlencode({"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **values}).encode()
        return self.ask("POST", path, form, Content_Type="application/x-www-form-urlencoded")

    def say(self, path: str, document: object, **headers: str) -> tuple[int, Any]:
        """What a phone says to the door."""
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        status, text = self.ask("POST", path, body, Content_Type="application/json", **headers)
        return status, json.loads(text) if text.startswith("{") else text

    def shout(self, request: bytes) -> None:
        """What is no request at all."""
        with socket.create_connection((self._host, self._port), 10, source_address=(IP, 0)) as line:
            line.sendall(request)
            line.recv(1000)

    @property
    def _host(self) -> str:
        return urllib.parse.urlsplit(self.site.address).hostname or ""

    @property
    def _port(self) -> int:
        return urllib.parse.urlsplit(self.site.address).port or 0


def walk(site: Site) -> dict[str, str]:
    """Everything that a phone and a desk do with marked words; all that may stand in no log, by what it is."""
    made = marked(site.data, email=PLANTED["mail"], error=PLANTED["signal"])
    secrets = PLANTED | {name: made[name] for name in ("code", "invitation")}
    return secrets | _phone(Browser(site), made) | _desk(Browser(site), made)


def _phone(phone: Browser, made: dict[str, str]) -> dict[str, str]:
    door, enter = "/veld/deur/", "/veld/deur/aanmelden/"
    assert phone.say(enter, {"code": PLANTED["wrong code"]})[0] == 403
    token = phone.say(enter, {"code": made["code"]})[1]["token"]
    head = {"Authorization": f"Bearer {token}"}
    down = json.loads(phone.ask("GET", f"{door}?x={PLANTED['question']}", **head)[1])

    def up(*data: dict[str, object]) -> tuple[int, Any]:
        items = [_sealed(down["key"], one) for one in data]
        return phone.say(door, {"version": 1, "now": down["now"], "pending": len(items), "items": items}, **head)

    today = down["now"][:10]
    contact = {
        "v": 1, "kind": "direct", "place": made["place"], "track": made["track"], "group": made["group"], "date": today,
        "part": "evening", "minutes": 30,
    }  # fmt: skip
    place = {"v": 1, "what": "place", "name": PLANTED["proposal"], "date": today}
    status, told = up(contact, place, {"v": 1, "what": PLANTED["batch"]}, {**contact, "track": PLANTED["batch"]})
    assert (status, sorted(one["answer"] for one in told["answers"])) == (200, ["held", "kept", "kept", "refused"])
    signal = {"v": 1, "what": "signal", "theme": "work", "level": "city", "text": PLANTED["signal"], "date": today}
    assert up(signal)[0] == 500  # the database refuses it, and says why in the words of the row
    assert phone.say(door, {"version": 99, "items": [PLANTED["batch"]]}, **head)[0] == 400
    assert phone.say(door, f'{{"{PLANTED["not JSON"]}'.encode(), **head)[0] == 400
    assert phone.ask("GET", door, Authorization=f"Bearer {PLANTED['wrong token']}")[0] == 401
    phone.shout(f"{PLANTED['no request']} / \r\n\r\n".encode())
    phone.shout(f"GET / HTTP/1.1\r\n{PLANTED['no request']}({token}): x\r\n\r\n".encode())
    return {"token": token}


def _sealed(key: dict[str, str], data: object) -> dict[str, str]:
    id, public = str(uuid.uuid4()), base64.urlsafe_b64decode(key["public"] + "=")
    return {"id": id, "key": key["id"], "sealed": seal(public=public, row_id=id, plain=json.dumps(data).encode())}


def _desk(desk: Browser, made: dict[str, str]) -> dict[str, str]:
    base, door = f"/contracten/{made['case']}/", f"/uitnodiging/{made['invitation']}/"
    given = {"name": PLANTED["name"], "password": PLANTED["password"]}
    desk.ask("GET", door)
    status, text = desk.send(door, **given)
    assert status == 302, text
    assert desk.ask("GET", door)[0] == 410
    desk.cookies.pop("sessionid")
    desk.ask("GET", "/aanmelden/")
    assert desk.send("/aanmelden/", login=PLANTED["wrong mail"], password=PLANTED["wrong password"])[0] == 200
    assert desk.send("/aanmelden/", login=PLANTED["mail"], password=PLANTED["password"])[0] == 302
    chosen = {name: made[name] for name in ("place", "track", "group")} | {"kind": "direct", "part": "evening"}
    more = {"id": str(uuid.uuid4()), "date": date.today().isoformat(), "minutes": "15", "workers": "1"}
    status, text = desk.send(f"{base}contacten/nieuw/", **chosen, **more)
    assert status == 302, text
    assert desk.send(f"{base}contacten/nieuw/", csrfmiddlewaretoken=PLANTED["wrong token"])[0] == 403
    feed = re.findall(r"/veld/agenda/([-\w]+)\.ics", desk.send(f"{base}activiteiten/agenda/")[1])[0]
    assert desk.ask("GET", f"/veld/agenda/{feed}.ics")[0] == 200
    assert desk.ask("PUT", f"/veld/agenda/{feed}.ics")[0] == 403
    assert desk.ask("GET", f"/veld/agenda/{PLANTED['wrong feed']}.ics")[0] == 404
    assert desk.ask("GET", f"/veld/{PLANTED['wrong feed']}?q={PLANTED['question']}")[0] == 404
    return {"feed": feed, "session": desk.cookies["sessionid"]}


def found_in(folder: Path, secrets: dict[str, str]) -> dict[str, set[str]]:
    """Which secrets stand in which files under a folder, the database left out; by the name of the file."""
    found: dict[str, set[str]] = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.name.startswith(DATABASE):
            text = path.read_bytes()
            for name, secret in secrets.items():
                if any(written.encode() in text for written in (secret, urllib.parse.quote_plus(secret))):
                    found.setdefault(path.name, set()).add(name)
    return found


@contextmanager
def watched(folder: Path, **environment: str) -> Iterator[Site]:
    """A site that says all it can, whose data and temporary files lie in one folder."""
    (folder / "data").mkdir()
    (folder / "temporary").mkdir()
    told = {"WIJKWEB_LOG_LEVEL": "DEBUG", "TMPDIR": str(folder / "temporary"), "DATABASE_URL": "", **environment}
    told["DATABASE_URL"] = f"sqlite:///{folder / 'data' / DATABASE}"
    with running(folder / "data", **told) as site:
        yield site


def test_a_line_of_the_server_says_neither_what_was_asked_nor_why_it_failed() -> None:
    try:
        try:
            raise KeyError(PLANTED["signal"])
        except KeyError as error:
            raise ValueError(PLANTED["mail"]) from error
    except ValueError as error:
        seen = (ValueError, error, error.__traceback__)
    asked = ("Error handling request %s %s", ("GET", f"/veld/agenda/{PLANTED['wrong feed']}.ics"), seen)
    for message, arguments, error_of in (asked, (f"Invalid request from ip={IP}: {PLANTED['agent']}", (), None)):
        record = logging.LogRecord("gunicorn.error", logging.ERROR, "", 0, message, arguments, error_of)
        line = ServerLine().format(record)
        assert [name for name, secret in PLANTED.items() if secret in line] == []
        assert [part for part in line.splitlines() if not part.startswith(" ")] == (
            ["ERROR gunicorn.error Error handling request %s %s", "builtins.KeyError", "builtins.ValueError"]
            if error_of
            else ["ERROR gunicorn.error Invalid request"]
        )
    left = logging.LogRecord("gunicorn.error", logging.ERROR, "", 0, "Worker (pid:%s) was sent %s", (7, "KILL"), None)
    assert ServerLine().format(left) == "ERROR gunicorn.error Worker (pid:7) was sent KILL"


def test_no_word_of_a_person_and_no_secret_stands_in_a_log(tmp_path: Path) -> None:
    with watched(tmp_path) as site:
        secrets = walk(site)
    log = (tmp_path / "data" / "server.log").read_text(encoding="utf-8")
    assert found_in(tmp_path, secrets) == {}
    lines = [line for line in log.splitlines() if line.startswith(("WARNING", "ERROR"))]
    assert "WARNING django.request 404 GET feed" in lines  # a log that says nothing would prove nothing
    assert "ERROR django.request 500 POST field_door" in lines
    assert "django.db.utils.IntegrityError" in log and "WARNING gunicorn.error Invalid request" in lines


def test_a_log_that_tells_what_it_is_sent_is_caught(tmp_path: Path) -> None:
    (tmp_path / "twin").mkdir()
    (tmp_path / "twin" / "sitecustomize.py").write_text(NOISY, encoding="utf-8")
    with watched(tmp_path, PYTHONPATH=f"{tmp_path / 'twin'}:{ROOT}") as site:
        secrets = walk(site)
    sealed = {"proposal"}  # no log can tell what the phone sealed, short of one behind the seal
    assert found_in(tmp_path, secrets) == {"server.log": set(secrets) - sealed}
