"""A dossier was awarded: the contract begins, its team comes in, a phone is let in, lost, and nothing is lost with it."""

from __future__ import annotations

import base64
import json
import re
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.journeys.axe import axe, too_wide
from tests.site import Site
from wijkweb.commons.sealing import seal

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

KAREL = "karel@gemeenten.example"
SEND = "main form:last-of-type button[type=submit]"


def begin(page: Any, site: Site, lead: str) -> str:
    """Begins the contract of the first dossier there is; returns its address."""
    page.goto(f"{site.address}/contracten/nieuw/")
    page.locator(".members a.button").last.click()  # the oldest: its call is over
    page.fill("input[name=lead]", lead)
    page.fill("[name=decided_on]", date.today().isoformat())
    page.fill("[name=amount]", "500.000,00")
    page.click(SEND)
    page.wait_for_selector(".tabs")
    page.click(".tabs a")
    page.wait_for_url(re.compile(r"/contracten/[2-9a-z]{12}/"))
    return str(re.sub(r"[?#].*", "", page.url))


def let_in(visit: Callable[..., Any], link: str, name: str) -> Any:
    guest = visit()
    guest.goto(link)
    guest.fill("input[name=name]", name)
    guest.fill("input[name=password]", "een lange zin voor mij")
    guest.click(SEND)
    guest.wait_for_selector(".brand")
    return guest


class Phone:
    """What the app of a phone does at the door."""

    def __init__(self, page: Any, site: Site, code: str) -> None:
        self._page, self._door = page, f"{site.address}/veld/deur/"
        entered = page.request.post(f"{self._door}aanmelden/", data={"code": code}).json()
        self._headers = {"Authorization": f"Bearer {entered['token']}"}
        key = page.request.get(self._door, headers=self._headers).json()["key"]
        self._key = key

    def send(self, *items: tuple[str, dict[str, Any]]) -> list[str]:
        rows = [
            {
                "id": id,
                "key": self._key["id"],
                "sealed": seal(
                    public=base64.urlsafe_b64decode(self._key["public"] + "="),
                    row_id=id,
                    plain=json.dumps(data).encode(),
                ),
            }
            for id, data in items
        ]
        document = {"version": 1, "now": "2026-01-01T00:00:00Z", "pending": len(rows), "items": rows}
        answer = self._page.request.post(self._door, data=document, headers=self._headers).json()
        return [one["answer"] for one in answer["answers"]]


def contact(place: str, **changes: Any) -> dict[str, Any]:
    return {
        "v": 1, "kind": "direct", "place": place, "track": "spoor_1", "group": "young", "part": "evening",
        "date": date.today().isoformat(), "minutes": 30, "heads": "3-5",
    } | changes  # fmt: skip


def faults_of(page: Any) -> Any:
    page.set_viewport_size({"width": 320, "height": 900})
    found = (axe(page), too_wide(page))
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


@pytest.mark.parametrize(("who", "javascript"), [(KAREL, True), (KAREL, False)], ids=["scripts", "no-scripts"])
def test_a_contract_begins(visit: Callable[..., Any], site: Site, who: str, javascript: bool) -> None:
    desk = visit(who, java_script_enabled=javascript)
    mail = f"lead-{uuid.uuid4().hex[:6]}@example.org"
    desk.goto(f"{site.address}/contracten/nieuw/")
    base = begin(desk, site, mail)
    assert "Nog niemand coördineert het team" in desk.inner_text("main")
    desk.goto(f"{base}team/mensen/nieuw/")
    desk.fill("input[name=email]", mail)
    desk.check("input[name=role][value=teamlead]")
    desk.click(SEND)
    lead = let_in(visit, desk.input_value("#link"), "Ada Lovens")
    lead.goto(f"{base}team/")
    assert "Ada Lovens" in lead.inner_text("main")
    # nobody at the desk reads a contact or manages a phone
    assert [desk.goto(f"{base}{path}").status for path in ("contacten/", "toestellen/", "aandacht/")] == [403] * 3

    lead.goto(f"{base}team/mensen/nieuw/")
    lead.fill("input[name=email]", f"werker-{mail}")
    lead.check("input[name=role][value=worker]")
    lead.click(SEND)
    worker = let_in(visit, lead.input_value("#link"), "Bilal Maes")

    lead.goto(f"{base}woorden/track/nieuw/")
    lead.focus("input[name=nl]")
    lead.keyboard.type("Spoor 1")
    lead.keyboard.press("Enter")
    lead.wait_for_url("**/woorden/")

    phone = Phone(lead, site, code_for(lead, base, "Bilal Maes"))
    place, first = str(uuid.uuid4()), str(uuid.uuid4())
    here = {"v": 1, "what": "place", "name": "Bankje aan de kerk", "date": date.today().isoformat()}
    assert phone.send((place, here), (first, contact(place))) == ["kept", "kept"]

    worker.goto(f"{base}contacten/")
    worker.locator(".contacts a", has_text="Verbeteren").click()
    worker.fill("input[name=minutes]", "45")
    worker.check("input[name=reason][value=typed_wrong]")
    worker.click(SEND)
    worker.wait_for_url("**/contacten/")
    assert "45 min" in worker.inner_text(".contacts")

    lead.goto(f"{base}toestellen/")
    lead.locator(".phones li", has_text="Bilal Maes").get_by_role("link", name="Intrekken").click()
    lead.click(SEND)
    assert phone.send((str(uuid.uuid4()), contact(place, minutes=10))) == ["held"]
    lead.goto(f"{base}aandacht/")
    lead.locator(".card a", has_text="Bekijken").click()
    lead.click("button[value=accept]")
    lead.wait_for_url("**/aandacht/")
    lead.goto(f"{base}contacten/")
    assert "10 min" in lead.inner_text(".contacts")
    for path in (
        "",
        "team/",
        "woorden/",
        "instellingen/",
        "contacten/",
        "contacten/nieuw/",
        "toestellen/",
        "aandacht/",
    ):
        lead.goto(base + path)
        assert faults_of(lead) == ([], 0), path


def code_for(lead: Any, base: str, name: str) -> str:
    lead.goto(f"{base}toestellen/nieuw/")
    lead.select_option("select[name=person]", label=name)
    lead.fill("input[name=label]", "blauwe Samsung")
    lead.click(SEND)
    assert lead.locator("svg.qr").count() == 1
    return "".join(lead.inner_text(".code").removeprefix("Code:").split())
