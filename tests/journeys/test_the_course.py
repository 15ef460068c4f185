"""Noor fixes what is counted, closes a week, and reads whether the team is on course, by keyboard and without a script."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.journeys.axe import faults
from tests.site import ROOT, Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NOOR = "noor@gent.example"


@pytest.fixture(scope="module")
def contract(site: Site) -> str:
    """The address of a contract that runs."""
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.running"],
        cwd=ROOT, env={**env, "WIJKWEB_DATA": str(site.data)}, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return f"{site.address}/contracten/{done.stdout.split()[-1]}/"


def define(page: Any, contract: str, title: str) -> None:
    page.goto(f"{contract}beloften/nieuw/")
    page.fill("input[name=title]", title)
    page.fill("textarea[name=source]", "Gemiddeld vier uur per week.")
    page.focus("main form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/beloften/")
    page.click(f".promise:has-text('{title}') a.button")
    page.select_option("select[name=counted]", "contacts.worker_minutes")
    page.select_option("select[name=per]", "week")
    page.select_option("select[name=window]", "rolling_13")
    page.fill("input[name=valid_from]", "2020-01-01")
    page.fill("input[name=decided_on]", "2020-01-01")
    page.fill("input[name=decided_number]", "SG-1")
    page.fill("input[name=percent]", "50")
    page.focus("main form button[type=submit]")
    page.keyboard.press("Enter")
    assert "Vul het streefcijfer in" in page.inner_text("main [role=alert]")
    page.fill("input[name=target]", "3")
    page.keyboard.press("Enter")
    page.wait_for_url("**/beloften/")


def close_a_week(page: Any, contract: str, weeks_back: int) -> None:
    day = date.today() - timedelta(days=7 * weeks_back)
    page.goto(f"{contract}sluitingsweken/nieuw/")
    page.fill("input[name=monday]", day.isoformat())
    page.fill("input[name=reason]", "Collectief verlof")
    page.fill("input[name=decided_number]", "SG-2")
    page.fill("input[name=decided_on]", (day - timedelta(days=20)).isoformat())
    page.focus("main form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/beloften/")


@pytest.mark.parametrize("script", [True, False], ids=["javascript", "no javascript"])
def test_from_definition_to_verdict(visit: Callable[..., Any], contract: str, script: bool) -> None:
    page = visit(NOOR, java_script_enabled=script)
    title = f"Uren op straat {script}"
    define(page, contract, title)
    if script:
        close_a_week(page, contract, 5)
    page.click(".tabs.groups a")  # how it stands
    page.click(".tabs a[href$='/koers/']")
    card = page.inner_text(f".promised:has-text('{title}')")
    # ten weeks of two hours by two workers, over thirteen weeks
    assert "op koers" in card and "3,1" in card and "medewerkersuren per week" in card
    assert page.locator(".chart rect.worked").count() == 10
    if script:
        assert page.locator(".chart rect.closed").count() == 1
    page.click(f".promised:has-text('{title}') h3 a")
    told = page.inner_text("main")
    assert "40 uren ÷ 13 weken" in told and "SG-1" in told
    page.click("summary:has-text('De weken als tabel')")
    assert page.locator("figure tbody tr").count() == 14


def test_axe_and_width_of_these_pages(visit: Callable[..., Any], contract: str) -> None:
    page = visit(NOOR)
    page.goto(f"{contract}koers/")
    opened = page.eval_on_selector_all(".promised h3 a", "links => links.map(link => link.href)")
    found = {}
    for path in (f"{contract}koers/", f"{contract}beloften/", f"{contract}sluitingsweken/nieuw/", *opened):
        page.goto(path)
        if told := faults(page):
            found[path] = told
    assert found == {}
