"""The whole of it: a contact on a phone, the coordinator's page, a meeting, the report, the jury's findings."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.journeys.axe import axe, too_wide
from tests.journeys.contract import Begun, a_year_later, begin
from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NOOR, AN = "noor@gent.example", "an@jury.example"
SEND = "main form:last-of-type button[type=submit]"


@pytest.fixture
def story(site: Site) -> Begun:
    return begin(site, uuid.uuid4().hex[:6])


def test_a_contact_becomes_a_line_in_the_report_that_the_jury_judges(
    visit: Callable[..., Any], site: Site, chromium: Any, story: Begun
) -> None:
    lead = visit(story.lead)
    _contact_on_the_street(lead, chromium, site, story)
    lead.goto(f"{story.base}koers/")
    lead.locator("main summary").first.click()
    assert "0,5" in lead.inner_text("table.tight >> nth=0")  # thirty minutes, in the week that runs

    case = story.base.rstrip("/").rpartition("/")[2]
    desk = visit(NOOR)
    desk.goto(f"{story.base}organen/")
    desk.click("form[action$='/organen/beginnen/'] button")
    _meeting(desk, story, date.today() - timedelta(days=1), "Het team telt werkuren, over kalenderweken.")
    today = a_year_later(site, case)
    _report(desk, story, today)
    assert lead.goto(f"{story.base}verslagen/1/").status == 200
    assert "0,5" in lead.inner_text("#street .figures")

    jury = visit(AN)
    jury.goto(f"{site.address}/jury/")
    jury.goto(f"{site.address}/jury/{case}/1/")
    assert "Over street." in jury.inner_text("main")
    jury.goto(f"{site.address}/jury/{case}/1/bevindingen/")
    jury.fill("textarea[name=text]", "De jury ziet een ploeg die begonnen is.")
    jury.click("button[name=give]")
    assert "Aan de minister gegeven" in jury.inner_text("main")

    desk.goto(f"{story.base}verslagen/1/evaluatie/")
    assert "een ploeg die begonnen is" in desk.inner_text("main")
    for page in (desk, jury):
        assert (axe(page), too_wide(page)) == ([], 0)


def _contact_on_the_street(lead: Any, chromium: Any, site: Site, story: Begun) -> None:
    lead.goto(f"{story.base}toestellen/nieuw/")
    lead.select_option("select[name=person]", index=1)
    lead.fill("input[name=label]", "gsm")
    lead.click(SEND)
    code = "".join(lead.inner_text(".code").removeprefix("Code:").split())
    context = chromium.new_context(viewport={"width": 360, "height": 740}, locale="nl-BE", has_touch=True)
    phone = context.new_page()
    phone.goto(f"{site.address}/telefoon/")
    phone.wait_for_selector("html[data-ready]")
    phone.fill("input[name=code]", code)
    phone.click("text=Aanmelden")
    phone.wait_for_selector("form.home")
    _first_contact(phone)
    phone.wait_for_selector(".pill[data-state=sent]", timeout=15_000)
    context.close()


def _first_contact(phone: Any) -> None:
    """The first contact of a phone: a place, thirty minutes, a band of heads."""
    phone.tap("button.place")
    phone.tap("text=Speelplein")
    phone.tap("label:has-text('30')")
    phone.tap("label:has-text('3–5')")
    phone.tap("text=Bewaren")
    phone.wait_for_selector(".toast:has-text('Bewaard op toestel')")


def _meeting(desk: Any, story: Begun, day: date, text: str) -> None:
    """A meeting of the steering group with a decision, which gets its number."""
    desk.goto(f"{story.base}vergaderingen/nieuw/")
    desk.select_option("select[name=body]", index=1)
    for name, value in (("day", day.isoformat()), ("begins", "10:00"), ("ends", "11:00"), ("place", "Stadhuis")):
        desk.fill(f"[name={name}]", value)
    desk.click(SEND)
    desk.wait_for_url(re.compile(r"/vergaderingen/[2-9a-z]{12}/"))
    meeting = re.sub(r"(/vergaderingen/[^/]+/).*$", r"\1", desk.url)
    desk.goto(meeting)
    desk.click("form[action$='/beginnen/'] button")
    desk.goto(f"{meeting}besluiten/nieuw/")
    desk.fill("textarea[name=text]", text)
    desk.click(SEND)
    desk.goto(f"{story.base}besluiten/")
    assert re.search(rf"SG {day.year}/1\.1", desk.inner_text("main"))


def _report(desk: Any, story: Begun, today: date) -> None:
    """Begun, each chapter written, closed, approved by the steering group in a meeting, sent."""
    desk.goto(f"{story.base}verslagen/")
    desk.click("form[action$='/verslagen/nieuw/']:has(input[name=year][value='1']) button")
    desk.wait_for_url("**/verslagen/1/")
    chapters = desk.eval_on_selector_all(".contents a", "all => all.map(one => one.hash.slice(1))")
    for key in chapters:
        desk.goto(f"{story.base}verslagen/1/hoofdstuk/{key}/")
        desk.wait_for_selector("form[data-ready]")
        desk.fill("textarea[name=text]", f"Over {key}.")
        desk.wait_for_selector("[data-wijk-state][data-state=saved]", timeout=10_000)
    desk.goto(f"{story.base}verslagen/1/")
    desk.click("form[action$='/sluiten/'] button")
    desk.click("a[href$='/goedkeuren/']")
    assert "Neem het eerst in een vergadering" in desk.inner_text("main")
    _meeting(desk, story, today, "De stuurgroep keurt het verslag van het eerste jaar goed.")
    desk.goto(f"{story.base}verslagen/1/goedkeuren/")
    desk.select_option("select[name=decision]", index=1)
    desk.click(SEND)
    desk.click("form[action$='/verzenden/'] button")
    assert "Ontvangstbewijs" in desk.inner_text("main")
