"""Yasmin puts a place on the map, plans an activity that her agenda follows, and brings a signal up and back."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from tests.journeys.axe import axe, too_wide
from tests.journeys.contract import begin
from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TODAY = date.today()


def save(page: Any) -> None:
    page.click("main form button[type=submit]:has-text('Bewaren')")


def test_a_place_is_put_on_the_map_by_a_click(visit: Callable[..., Any], site: Site) -> None:
    begun = begin(site, "klik")
    page = visit(begun.lead)
    page.goto(f"{begun.base}plekken/")
    page.click("text=Plek toevoegen")
    page.fill("input[name=name]", "Pierkespark")
    page.locator("[data-wijk-pick]").scroll_into_view_if_needed()
    page.locator("[data-wijk-pick]").click(position={"x": 200, "y": 120})
    north, east = map(float, page.input_value("input[name=point]").split(","))
    assert 50.97 < north < 51.2 and 3.55 < east < 3.9
    assert float(page.get_attribute("[data-wijk-pin]", "cx")) > 0
    save(page)
    page.wait_for_selector("h2:has-text('Pierkespark')")
    page.goto(f"{begun.base}plekken/")
    assert page.locator(".ground .dot").count() == 1


@pytest.mark.parametrize("javascript", [True, False])
def test_a_proposal_comes_in_and_another_is_merged(visit: Callable[..., Any], site: Site, javascript: bool) -> None:
    begun = begin(site, f"voorstel-{javascript}".lower())
    page = visit(begun.lead, java_script_enabled=javascript)
    page.goto(f"{begun.base}plekken/")
    page.click(".proposed >> text=Bekijken")
    if javascript:
        page.click("text=Het is een plek die er al is")
        page.select_option("select[name=target]", label="Speelplein")
        save(page)
        page.wait_for_selector("h2:has-text('Speelplein')")
    else:
        page.select_option("select[name=area]", index=3)
        save(page)
        page.wait_for_selector("h2:has-text('Bankje')")
        assert page.locator(".ground .dot").count() == 1
    page.goto(f"{begun.base}plekken/")
    assert page.locator(".proposed").count() == 0


def test_a_place_goes_into_other_hands_by_keyboard(visit: Callable[..., Any], site: Site) -> None:
    begun = begin(site, "fase")
    page = visit(begun.worker)
    page.goto(f"{begun.base}plekken/")
    page.focus("text=Speelplein")
    page.keyboard.press("Enter")
    page.focus("text=Andere fase")
    page.keyboard.press("Enter")
    page.focus("input[name=phase]")
    page.keyboard.press("Space")
    page.focus("input[name=reason]")
    page.keyboard.type("de buren openen zelf")
    page.keyboard.press("Enter")
    page.wait_for_url("**#phases")
    assert page.inner_text(".track [aria-current]") == "gedeeld"
    assert "de buren openen zelf" in page.inner_text(".steps-list")


def test_an_activity_is_followed_in_an_agenda(visit: Callable[..., Any], site: Site) -> None:
    begun = begin(site, "agenda")
    page = visit(begun.worker, java_script_enabled=False)
    page.goto(f"{begun.base}activiteiten/nieuw/")
    page.fill("input[name=title]", "Fietsherstel")
    page.fill("input[name=on]", (TODAY + timedelta(days=3)).isoformat())
    page.fill("input[name=begins]", "19:00")
    page.fill("input[name=ends]", "21:00")
    page.fill("input[name=weeks]", "2")
    save(page)
    page.wait_for_url("**/activiteiten/?jaar=*")
    page.goto(f"{begun.base}activiteiten/agenda/")
    page.click("text=Mijn adres maken")
    address = page.input_value("#address")
    with urllib.request.urlopen(address) as answer:
        assert (answer.headers["Set-Cookie"], answer.headers.get_content_type()) == (None, "text/calendar")
        told = Calendar.from_ical(answer.read())
    assert [str(event["summary"]) for event in told.events] == ["Fietsherstel"] * 2
    page.click("text=Stopzetten")
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(address)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_signal_is_combined_raised_answered_and_told_back(
    visit: Callable[..., Any], site: Site, javascript: bool
) -> None:
    begun = begin(site, f"signaal-{javascript}".lower())
    page = visit(begun.lead, java_script_enabled=javascript)
    page.goto(f"{begun.base}signalen/")
    page.click(".signals .text >> nth=0")
    page.click("text=Bundelen")
    page.check("input[name=ids]")
    save(page)
    page.click("text=Verder brengen")
    page.check("input[name=level][value=city]")
    page.fill("input[name=owner]", "dienst Werk")
    page.fill("input[name=due]", (TODAY + timedelta(days=30)).isoformat())
    page.fill("input[name=reason]", "telkens weer")
    save(page)
    page.click("text=Er kwam een antwoord")
    page.fill("textarea[name=answer]", "Er komt een rijschool in de buurt")
    save(page)
    page.click("text=Teruggekoppeld naar het team")
    save(page)
    page.wait_for_selector(".tag.done:has-text('teruggekoppeld')")
    assert page.locator(".steps-list li").count() == 5
    page.goto(f"{begun.base}signalen/")
    assert "100 %" in page.inner_text(".figures")


def test_every_page_of_the_street_by_axe_and_at_320(visit: Callable[..., Any], site: Site) -> None:
    begun = begin(site, "axe")
    page = visit(begun.lead)
    page.goto(f"{begun.base}plekken/")
    proposed = page.get_attribute(".proposed a", "href")
    place = page.get_attribute(".place-list a", "href")
    page.goto(f"{begun.base}signalen/")
    signal = page.get_attribute(".signals a", "href")
    paths = [
        "plekken/", "plekken/nieuw/", "activiteiten/", "activiteiten/nieuw/", "activiteiten/agenda/", "signalen/",
        "signalen/nieuw/", proposed, proposed.replace("voorstel", "samenvoegen"), place, f"{place}fase/",
        f"{place}sluiten/", signal, f"{signal}verder/", f"{signal}antwoord/", f"{signal}bundelen/",
    ]  # fmt: skip
    found = {}
    for path in paths:
        page.goto(begun.base + path if not path.startswith("/") else site.address + path)
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            faults, wider = axe(page), too_wide(page)
            if faults or wider > 0:
                found[f"{path} at {width}"] = (faults, wider)
    assert found == {}
