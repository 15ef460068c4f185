"""Noor gathers ideas, chooses one, brings in a colleague, and builds the network; with and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NOOR = "noor@gent.example"
KAREL = "karel@gemeenten.example"


def open_dossier(page: Any, site: Site, call: str = "") -> str:
    page.goto(f"{site.address}/dossiers/")
    page.click("tbody tr:last-child a")
    return str(re.sub(r"[?#].*", "", page.url))


def bring(page: Any, base: str, title: str, score: str) -> None:
    page.goto(f"{base}keuze/nieuw/")
    page.fill("input[name=title]", title)
    page.fill("input[name=service]", "Dienst Jeugd")
    page.locator("select[name^=score_]").first.select_option(score)
    page.click("main form button[type=submit]")
    page.wait_for_url("**/keuze/#idea-*")


def move(page: Any, base: str, title: str, step: str, reason: str) -> None:
    page.goto(f"{base}keuze/")
    page.locator("a[href$='/stap/']", has_text=title).click()
    page.check(f"input[name=step][value={step}]")
    page.fill("textarea[name=reason]", reason)
    page.click("main form button[type=submit]")
    page.wait_for_url("**/keuze/#idea-*")


@pytest.mark.parametrize("javascript", [True, False])
def test_from_idea_to_choice(visit: Callable[..., Any], site: Site, javascript: bool) -> None:
    page = visit(KAREL, java_script_enabled=javascript)
    base = open_dossier(page, site)
    mine = f"Speelplein {javascript}"
    bring(page, base, mine, "3")
    bring(page, base, f"Lantaarns {javascript}", "1")
    assert page.locator(".long-list tbody th").first.inner_text().startswith(mine)
    move(page, base, mine, "short_list", "haalbaar")
    move(page, base, f"Lantaarns {javascript}", "set_aside", "te klein")
    if page.locator(".card.chosen").count():
        page.click(".card.chosen a[href$='/stap/']")
        page.check("input[name=step][value=short_list]")
        page.click("main form button[type=submit]")
    move(page, base, mine, "chosen", "past bij de oproep")
    assert page.locator("h1").inner_text() == mine
    assert "past bij de oproep" in page.locator(".card.chosen").inner_text()


def test_a_colleague_comes_in_by_a_link(visit: Callable[..., Any], site: Site) -> None:
    page = visit(NOOR)
    base = open_dossier(page, site)
    page.goto(f"{base}mensen/uitnodigen/")
    page.fill("input[name=email]", "collega@gent.example")
    page.check("input[name=role][value=writer]")
    page.click("main form button[type=submit]")
    link = page.input_value("#link")
    guest = visit()
    guest.goto(link)
    guest.fill("input[name=name]", "Collega")
    guest.fill("input[name=password]", "een lange zin voor mij")
    guest.click("main form button[type=submit]")
    guest.goto(f"{base}netwerk/partners/nieuw/")
    guest.focus("input[name=name]")
    guest.keyboard.type("Huis van het Kind")
    guest.keyboard.press("Tab")
    guest.keyboard.type("straat")
    guest.keyboard.press("Enter")
    guest.wait_for_url("**/netwerk/#partner-*")
    assert "Huis van het Kind" in guest.inner_text("main")
    page.goto(f"{base}mensen/")
    assert "Collega" in page.inner_text("main")


def test_an_annex_comes_back_as_it_was_sent(visit: Callable[..., Any], site: Site, tmp_path: Path) -> None:
    page = visit(NOOR, java_script_enabled=False)
    base = open_dossier(page, site)
    file = tmp_path / "kaart.svg"
    file.write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    page.goto(f"{base}netwerk/bijlagen/nieuw/")
    page.fill("input[name=title]", "Kaart")
    page.set_input_files("input[name=upload]", str(file))
    page.click("main form button[type=submit]")
    page.wait_for_url("**/netwerk/#annex-*")
    with page.expect_download() as download:
        page.click("a[href$='/bestand/']")
    assert Path(download.value.path()).read_bytes() == file.read_bytes()
