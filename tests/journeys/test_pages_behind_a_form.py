"""The pages that no link reaches: after a form was sent, behind a link that was passed on, and the refusals."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.axe import faults
from tests.site import ROOT, Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NOOR = "noor@gent.example"
SWING = ROOT / "tests" / "dossier" / "files" / "swing.csv"
PAPER = ROOT / "wijkweb" / "web" / "demo" / "gent.md"


def sent(page: Any, form: str = "main form") -> Any:
    """Sends the first form as it stands, fields that miss something too, and waits for the answer."""
    with page.expect_navigation():
        page.eval_on_selector(form, "form => { form.noValidate = true; form.querySelector('[type=submit]').click(); }")
    return page


@pytest.fixture
def practice(site: Site) -> Callable[[Any], str]:
    """Starts a practice copy of the municipality; returns its address."""

    def start(page: Any) -> str:
        page.goto(f"{site.address}/dossiers/nieuw/wvc-2021/")
        page.fill("input[name=title]", "Achter een formulier")
        page.check("input[name=practice]")
        sent(page)
        return re.sub(r"[?#].*", "", str(page.url))

    return start


@pytest.mark.parametrize("language", ["nl", "en"])
def test_axe_behind_the_forms_of_a_dossier(
    visit: Callable[..., Any], practice: Callable[[Any], str], language: str, tmp_path: Path
) -> None:
    page = visit(NOOR, language=language)
    base = practice(page)
    found = {}

    def look(name: str) -> None:
        if told := faults(page):
            found[name] = told
        page.set_viewport_size({"width": 1280, "height": 900})

    for part in ("keuze/nieuw", "netwerk/partners/nieuw", "netwerk/beloftes/nieuw", "diagnose/cijfers/nieuw"):
        page.goto(f"{base}{part}/")
        look(f"{part} again: {sent(page).url}")
    look(long_list(page, base))
    look(two_versions(page, base))
    look(figures_plan(page, base))
    look(word_back(page, base, tmp_path))
    look(invited(page, base))
    look(guest(page, base))
    look(withdrawn(page, base))
    assert found == {}


def long_list(page: Any, base: str) -> str:
    page.goto(f"{base}keuze/nieuw/")
    page.fill("input[name=title]", "Een speelplein")
    page.fill("input[name=service]", "Jeugd")
    sent(page)
    assert page.locator(".long-list tbody tr").count() == 1
    return "long list"


def two_versions(page: Any, base: str) -> str:
    for text in ("Een plein.", "Twee pleinen.\n\n| Post | Bedrag |\n| --- | --- |\n| Werking | 5 |"):
        page.goto(f"{base}rubriek/vision/")
        page.eval_on_selector("#text", "(field, text) => { field.value = text; }", text)
        with page.expect_navigation():  # as a browser without JavaScript sends it: each time a version
            page.eval_on_selector("form.write", "form => form.submit()")
    page.goto(f"{base}rubriek/vision/versies/")
    sent(page)
    assert "/vergelijken/" in page.url
    return "difference"


def figures_plan(page: Any, base: str) -> str:
    page.goto(f"{base}diagnose/inlezen/")
    page.set_input_files("input[type=file]", str(SWING))
    sent(page)
    assert re.search(r"/inlezen/[a-z0-9]+/", page.url)
    return "figures plan"


def word_back(page: Any, base: str, folder: Path) -> str:
    page.goto(f"{base}papier/")
    with page.expect_download() as download:
        page.click("a[href$='/aanvraag.docx']")
    file = folder / "terug.docx"
    download.value.save_as(file)
    page.set_input_files("input[type=file]", str(file))
    sent(page, "main form:has(input[type=file])")
    assert "/papier/word/" in page.url
    return "word back"


def invited(page: Any, base: str) -> str:
    page.goto(f"{base}mensen/uitnodigen/")
    page.fill("input[name=email]", "samir@gent.example")
    page.check("input[name=role][value=reader]")
    sent(page)
    page.goto(f"{base}mensen/uitnodigen/")
    page.fill("input[name=email]", "gast@gent.example")
    page.check("input[name=role][value=reader]")
    sent(page)
    assert page.input_value("#link")
    return "link"


def guest(page: Any, base: str) -> str:
    page.goto(f"{base}mensen/")
    page.click("a[href*='/mensen/']:not([href$='/uitnodigen/']):not([href$='/mensen/'])")
    return f"guest {page.url}"


def withdrawn(page: Any, base: str) -> str:
    page.goto(f"{base}netwerk/partners/nieuw/")
    action = page.url
    token = page.input_value("main input[name=csrfmiddlewaretoken]")
    headers = {"Referer": action, "Content-Type": "application/x-www-form-urlencoded"}
    page.context.request.post(f"{base}staat/", headers=headers, data=f"csrfmiddlewaretoken={token}&state=withdrawn")
    sent(page)
    assert page.locator("main form").count() == 0
    return "closed"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_axe_on_a_paper_an_invitation_and_the_refusals(visit: Callable[..., Any], site: Site, language: str) -> None:
    page, stranger = visit(NOOR, language=language), visit(language=language)
    page.goto(f"{site.address}/nazicht/")
    page.set_input_files("input[type=file]", str(PAPER))
    sent(page)
    assert re.search(r"/nazicht/[a-z0-9]{12}/", page.url)
    found = {"paper": faults(page)}
    for name, address in (("left", "/afmelden/"), ("no page", "/nergens/"), ("not yours", "/dagboek/")):
        page.goto(site.address + address)
        found[name] = faults(page)
    for name, address in (("door", "/aanmelden/"), ("invitation over", "/uitnodiging/x/")):
        stranger.goto(site.address + address)
        found[name] = faults(sent(stranger) if name == "door" else stranger)
    assert {name: told for name, told in found.items() if told} == {}
