"""Tine writes a section. The link goes, the session ends, the browser dies, Samir saves too: her text stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.site import BROWSER_FLAGS, CHROMIUM, Site, kill, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TINE, SAMIR = "tine@gent.example", "samir@gent.example"


def case_of(page: Any, site: Site) -> str:
    page.goto(f"{site.address}/dossiers/")
    return str(page.eval_on_selector("tbody a", "link => link.getAttribute('href')"))


def open_section(page: Any, site: Site, key: str) -> None:
    page.goto(f"{site.address}{case_of(page, site)}rubriek/{key}/")
    page.wait_for_selector("[data-wijk-write][data-ready]")


def state(page: Any, name: str, wait: int = 15_000) -> None:
    page.wait_for_selector(f"[data-wijk-state][data-state={name}]", timeout=wait)


def test_what_is_typed_is_saved_by_itself(visit: Callable[..., Any], site: Site) -> None:
    page = visit(TINE)
    open_section(page, site, "innovation")
    page.fill("#text", "")
    page.type("#text", "Een plein dat van iedereen is.")
    state(page, "saved", 4_000)
    assert page.inner_text("#told").startswith("6 van 350")
    page.reload()
    assert page.input_value("#text") == "Een plein dat van iedereen is."


def test_a_lost_link_is_told_and_made_good(visit: Callable[..., Any], site: Site) -> None:
    page = visit(TINE)
    open_section(page, site, "objectives")
    page.context.set_offline(True)
    page.type("#text", "Zonder verbinding getypt. ")
    state(page, "no_link")
    page.context.set_offline(False)
    state(page, "saved")
    page.reload()
    assert "Zonder verbinding getypt." in page.input_value("#text")


def test_after_an_expired_session_the_text_is_back(visit: Callable[..., Any], site: Site) -> None:
    page = visit(TINE)
    open_section(page, site, "partners")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.context.add_cookies([cookie for cookie in cookies if cookie["name"] == "django_language"])
    page.type("#text", "Na de sessie getypt. ")
    state(page, "signed_out")
    address = page.url
    page.goto(f"{site.address}/over/")
    sign_in(page, site, TINE)
    page.goto(address)
    state(page, "saved")
    assert "Na de sessie getypt." in page.input_value("#text")


def test_a_killed_browser_loses_nothing(chromium: Any, site: Site, tmp_path: Path) -> None:
    profile = tmp_path / "profile"

    def start() -> Any:
        launch = chromium.browser_type.launch_persistent_context
        return launch(str(profile), executable_path=CHROMIUM, args=BROWSER_FLAGS, locale="nl-BE")

    page = start().new_page()
    sign_in(page, site, TINE)
    open_section(page, site, "follow_up")
    address = page.url
    page.context.set_offline(True)
    page.type("#text", "Net voor het einde. ")
    page.wait_for_timeout(1_900)
    assert kill(profile) > 1
    again = start()
    page = again.new_page()
    page.goto(address)
    if "/aanmelden/" in page.url:
        sign_in(page, site, TINE)
        page.goto(address)
    state(page, "saved")
    assert "Net voor het einde." in page.input_value("#text")
    again.close()


def test_two_who_save_see_both_texts(visit: Callable[..., Any], site: Site) -> None:
    tine, samir = visit(TINE), visit(SAMIR)
    open_section(tine, site, "vision")
    open_section(samir, site, "vision")
    samir.focus("#text")
    samir.keyboard.press("Control+Home")
    samir.keyboard.type("Van Samir. ")
    state(samir, "saved")
    tine.focus("#text")
    tine.keyboard.press("Control+End")
    tine.keyboard.type(" Van Tine.")
    state(tine, "overtaken")
    tine.locator("[data-wijk-conflict]").wait_for()
    tine.click("[data-wijk-take=proposal]")
    state(tine, "saved")
    text = tine.input_value("#text")
    assert text.startswith("Van Samir. ") and text.endswith(" Van Tine.")


def test_what_is_typed_beside_a_conflict_is_kept_whatever_is_chosen(visit: Callable[..., Any], site: Site) -> None:
    tine, samir = visit(TINE), visit(SAMIR)
    open_section(tine, site, "actions")
    open_section(samir, site, "actions")
    samir.focus("#text")
    samir.keyboard.press("Control+Home")
    samir.keyboard.type("Van Samir. ")
    state(samir, "saved")
    tine.focus("#text")
    tine.keyboard.press("Control+End")
    tine.keyboard.type(" Voor de botsing.")
    state(tine, "overtaken")
    tine.locator("[data-wijk-take=theirs]").wait_for()
    tine.focus("#text")
    tine.keyboard.press("Control+End")
    tine.keyboard.type(" Tijdens de botsing.")
    with tine.expect_response("**/botsing/"):
        tine.click("[data-wijk-take=theirs]")
    tine.wait_for_timeout(300)
    tine.click("[data-wijk-take=theirs]")
    state(tine, "saved")
    assert "Tijdens de botsing." not in tine.input_value("#text")
    tine.goto(f"{tine.url}versies/")
    kept = tine.locator("tr", has_text="apart bewaard").first.locator("th").inner_text()
    tine.goto(f"{tine.url}vergelijken/?van=1&naar={kept}")
    assert "Tijdens de botsing." in tine.inner_text("main")


def test_the_same_conflict_without_javascript(visit: Callable[..., Any], site: Site) -> None:
    tine, samir = visit(TINE, java_script_enabled=False), visit(SAMIR, java_script_enabled=False)
    for page in (tine, samir):
        page.goto(f"{site.address}{case_of_without(page, site)}rubriek/society/")
    samir.fill("#text", "Samir schrijft dit.")
    samir.click("form.write button[type=submit]")
    tine.fill("#text", "Tine schrijft dat.")
    tine.click("form.write button[type=submit]")
    assert "Er is niets overschreven" in tine.inner_text("main")
    assert "Tine schrijft dat." in tine.input_value("#text")
    tine.click("main form button[type=submit]")
    assert "Tine schrijft dat." in tine.input_value("#text")


def case_of_without(page: Any, site: Site) -> str:
    page.goto(f"{site.address}/dossiers/")
    return str(page.locator("tbody a").first.get_attribute("href"))


def test_pasted_from_word_becomes_text(visit: Callable[..., Any], site: Site) -> None:
    page = visit(TINE)
    open_section(page, site, "anchoring")
    page.fill("#text", "")
    page.evaluate(
        """html => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          document.querySelector("#text").dispatchEvent(
            new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        "<h2 style='color:red'>Kop</h2><p><b>Vet</b> en <del>weg</del>gewoon<script>alert(1)</script></p>",
    )
    assert page.input_value("#text") == "## Kop\n\n**Vet** en gewoon"
    assert page.locator("[data-wijk-pasted]").is_visible()
    state(page, "saved")


def test_who_is_typing_when_somebody_else_saves_goes_on_typing(visit: Callable[..., Any], site: Site) -> None:
    tine, samir = visit(TINE), visit(SAMIR)
    open_section(tine, site, "context")
    open_section(samir, site, "context")
    samir.focus("#text")
    samir.keyboard.press("Control+Home")
    samir.keyboard.type("Van Samir. ")
    state(samir, "saved")
    tine.focus("#text")
    tine.keyboard.press("Control+End")
    words = " ".join(f"woord{number}" for number in range(28))  # longer than a save waits
    tine.keyboard.type(f" {words}", delay=50)
    state(tine, "overtaken")
    assert tine.input_value("#text").endswith(words)
