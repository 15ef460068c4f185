"""What Tine typed stays, also where the page itself could lose it: at its opening, in a conflict, between two keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.test_a_text_is_written import SAMIR, TINE, open_section, state
from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def samir_saves(visit: Callable[..., Any], site: Site, key: str) -> None:
    samir = visit(SAMIR)
    open_section(samir, site, key)
    samir.focus("#text")
    samir.keyboard.press("Control+Home")
    samir.keyboard.type("Van Samir. ")
    state(samir, "saved")


def type_at_the_end(page: Any, text: str) -> None:
    page.focus("#text")
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def test_what_only_the_browser_had_is_kept_whatever_is_chosen(visit: Callable[..., Any], site: Site) -> None:
    tine = visit(TINE)
    open_section(tine, site, "innovation")
    samir_saves(visit, site, "innovation")
    tine.context.set_offline(True)
    type_at_the_end(tine, " Alleen hier getypt.")
    tine.wait_for_timeout(500)
    address, context = tine.url, tine.context
    tine.close()
    context.set_offline(False)
    tine = context.new_page()
    tine.goto(address)
    state(tine, "overtaken")
    tine.click("[data-wijk-take=theirs]")
    state(tine, "saved")
    assert "Alleen hier getypt." not in tine.input_value("#text")
    tine.goto(f"{tine.url}versies/")
    address, kept = tine.url, tine.locator("tr", has_text="apart bewaard").locator("th").all_inner_texts()
    shown = []
    for number in kept:  # other journeys put texts aside in this section too
        tine.goto(f"{address}vergelijken/?van=1&naar={number}")
        shown.append(tine.inner_text("main"))
    assert any("getypt." in text for text in shown)  # the comparison marks word by word


def test_a_conflict_does_not_take_the_keys_away(visit: Callable[..., Any], site: Site) -> None:
    tine = visit(TINE)
    open_section(tine, site, "partners")
    samir_saves(visit, site, "partners")
    type_at_the_end(tine, " Voor de botsing.")
    tine.locator("[data-wijk-conflict]").wait_for()
    tine.keyboard.type(" Zonder ophouden.")
    assert tine.input_value("#text").endswith(" Voor de botsing. Zonder ophouden.")


def test_both_texts_are_shown_when_the_link_is_back(visit: Callable[..., Any], site: Site) -> None:
    tine = visit(TINE)
    open_section(tine, site, "objectives")
    samir_saves(visit, site, "objectives")
    tine.route("**/botsing/", lambda route: route.abort(), times=1)
    type_at_the_end(tine, " Van Tine.")
    state(tine, "no_link")
    tine.click("[data-wijk-take=proposal]")
    state(tine, "saved")
    text = tine.input_value("#text")
    assert text.startswith("Van Samir. ") and text.endswith(" Van Tine.")


def test_what_is_typed_before_the_page_is_ready_is_saved(visit: Callable[..., Any], site: Site) -> None:
    tine = visit(TINE)
    open_section(tine, site, "anchoring")
    held: list[Any] = []
    tine.route("**/dossier/write*.js", lambda route: held.append(route))
    tine.goto(tine.url, wait_until="commit")
    type_at_the_end(tine, " Te vroeg getypt.")
    held[0].continue_()
    state(tine, "saved")
    tine.unroute("**/dossier/write*.js")
    tine.reload()
    assert tine.input_value("#text").endswith(" Te vroeg getypt.")
