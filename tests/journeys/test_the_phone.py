"""The field worker's app in a real browser: in by a code, a contact in two taps, offline, and what it looks like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.journeys.axe import axe, too_wide
from tests.phone_site import codes, contacts, more_codes
from tests.site import BROWSER_FLAGS, CHROMIUM, Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SMALL = """() => [...document.querySelectorAll("button, summary, select, textarea, .options label, input:not([type=radio], [type=checkbox])")]
  .filter(one => one.offsetParent && Math.min(one.getBoundingClientRect().height, one.getBoundingClientRect().width) < 47.5)
  .map(one => one.outerHTML.slice(0, 80))"""
# what a person with large letters cannot read: cut off by its own box, or past the edge of the screen
CUT = """() => [...document.querySelectorAll("button, label, span, p, h1, h2, legend, summary, li, strong, output")]
  .filter((one) => one.offsetParent && !one.closest(".out-of-sight") && one.textContent.trim())
  .filter((one) => {
    const box = one.getBoundingClientRect();
    const cut = getComputedStyle(one).overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1;
    return cut || box.right > innerWidth + 1 || box.left < -1;
  }).map((one) => `${one.outerHTML.slice(0, 70)} ${one.textContent.slice(0, 30)}`)"""
FIXED = """() => [...document.querySelectorAll(".top, .tabs, .toast, .actions")]
  .filter((one) => one.offsetParent && getComputedStyle(one).position !== "static")
  .reduce((high, one) => high + one.getBoundingClientRect().height, 0) / innerHeight"""
READY = "html[data-ready]"


@pytest.fixture(scope="module")
def secrets(site: Site) -> Iterator[str]:
    return iter(codes(site.data, 16))


# what waits longer than this never comes: no try of its own comes between a contact and its undo
NO_RETRY = """const wait = globalThis.setTimeout;
globalThis.setTimeout = (run, time, ...more) => wait(run, time > 400 ? 3e8 : time, ...more);"""


class Phone:
    """One phone: counts the taps on its screen."""

    def __init__(self, chromium: Any, site: Site, **options: Any) -> None:
        self.problems: list[str] = []
        self.taps = 0
        self.site = site
        size = {"width": 360, "height": 740}
        self.context = chromium.new_context(**{"viewport": size, "locale": "nl-BE", "has_touch": True, **options})
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.goto(f"{site.address}/telefoon/")
        self.page.wait_for_selector(READY)

    def enter(self, code: str) -> None:
        self.page.fill("input[name=code]", f"{code[:4].lower()} {code[4:]}")
        self.page.click("text=Aanmelden")
        self.page.wait_for_selector("form.home")

    def tap(self, selector: str) -> None:
        self.taps += 1
        self.page.tap(selector)

    def saved(self) -> None:
        self.page.wait_for_selector(".toast:has-text('Bewaard op toestel')")

    def sent(self) -> None:
        self.page.wait_for_selector(".pill[data-state=sent]", timeout=15_000)

    def tab(self, name: str) -> None:
        self.page.click(f"nav >> text={name}")
        self.page.wait_for_selector(f"nav [aria-current]:has-text('{name}')")


@pytest.fixture
def phone(chromium: Any, site: Site) -> Iterator[Callable[..., Phone]]:
    made: list[Phone] = []

    def pick_up(**options: Any) -> Phone:
        made.append(Phone(chromium, site, **options))
        return made[-1]

    yield pick_up
    for one in made:
        one.context.close()
    assert [text for one in made for text in one.problems] == []


def test_a_repeat_contact_is_two_taps_and_another_place_at_most_five(
    phone: Callable[..., Phone], site: Site, secrets: Iterator[str]
) -> None:
    own = phone()
    own.enter(next(secrets))
    before = len(contacts(site.data))
    own.tap("button.place")
    own.tap("text=Griendeplein")
    own.tap("label:has-text('3–5')")
    own.tap("text=Bewaren")
    own.saved()
    assert own.taps == 4
    own.taps = 0
    own.tap("label:has-text('6–10')")
    own.tap("text=Bewaren")
    own.page.wait_for_selector(".toast[data-look=warning]")  # it runs into the one before, and is saved
    assert own.taps == 2
    own.sent()
    rows = contacts(site.data)[before:]
    assert {(row["place"], row["heads"], row["minutes"]) for row in rows} == {
        ("Griendeplein", "3-5", 15),
        ("Griendeplein", "6-10", 15),
    }
    assert len(rows) == 2
    assert own.context.cookies() == []


def test_the_code_of_the_square_code_signs_in_and_leaves_the_address(
    phone: Callable[..., Phone], site: Site, secrets: Iterator[str]
) -> None:
    own = phone()
    code = next(secrets)
    own.page.goto("about:blank")
    own.page.goto(f"{site.address}/telefoon/#code={code}")
    own.page.wait_for_selector("form.home")
    assert own.page.url == f"{site.address}/telefoon/"
    other = phone()
    other.page.fill("input[name=code]", code)
    other.page.click("text=Aanmelden")
    other.page.wait_for_selector(".problem:has-text('Deze code is gebruikt')")


def test_offline_it_opens_saves_and_undoes_and_sends_when_the_link_returns(
    phone: Callable[..., Phone], site: Site, secrets: Iterator[str]
) -> None:
    own = phone()
    own.enter(next(secrets))
    own.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    before = len(contacts(site.data))
    own.context.set_offline(True)
    own.context.add_init_script(NO_RETRY)
    own.page.reload()
    own.page.wait_for_selector("form.home")
    own.tap("button.place")
    own.tap("text=Niet in de lijst")
    own.page.fill("input[name=name]", "Achter de garages")
    own.tap("text=Deze plek voorstellen")
    own.page.wait_for_selector("button.place:has-text('Achter de garages')")
    for waiting in (2, 3):  # the place that was proposed is one of them
        own.tap("label:has-text('3–5')")
        own.tap("text=Bewaren")
        own.page.wait_for_selector(f".pill:has-text('{waiting} te verzenden')")
        own.page.wait_for_selector(".toast:has-text('Ongedaan maken')")
        if waiting == 2:  # the last one is taken back at once: a row that was tried leaves a correction
            own.page.wait_for_selector("input[value='3-5']:not(:checked)", state="attached")
    own.tap("text=Ongedaan maken")
    own.page.wait_for_selector(".toast:has-text('niet verzonden')")
    own.page.wait_for_selector(".pill:has-text('2 te verzenden')")
    own.page.reload()
    own.page.wait_for_selector(".pill:has-text('2 te verzenden')")
    own.context.set_offline(False)
    own.sent()
    assert [row["place"] for row in contacts(site.data)[before:]] == ["Achter de garages"]


def test_r15_another_worker_on_the_same_phone_sends_nothing_of_the_first(
    phone: Callable[..., Phone], site: Site, secrets: Iterator[str]
) -> None:
    own = phone()
    own.enter(next(secrets))
    again, other = more_codes(site.data)
    before = len(contacts(site.data))

    def save(place: str, heads: str) -> None:
        own.tap("button.place")
        own.tap(f"text={place}")
        own.tap(f"label:has-text('{heads}')")
        own.tap("text=Bewaren")
        own.page.wait_for_selector("form.home:not(:has(input[name=heads]:checked))")

    def sign_in(code: str) -> None:
        own.page.goto("about:blank")
        own.page.goto(f"{site.address}/telefoon/#code={code}")

    own.context.route("**/veld/deur/", lambda route: route.abort())
    save("Griendeplein", "3–5")
    sign_in(other)
    own.page.wait_for_selector("text=nooit onder een andere naam")
    own.tap("button.main:has-text('Aanmelden')")
    own.page.wait_for_selector(".notice:has-text('Nog van een collega')")
    # before the first lists are there: what waits is shown all the same, and the rest as soon as they come
    own.page.click("[data-notice=others] >> button")
    own.page.wait_for_selector("h2:has-text('Nog van een collega')")
    own.page.click("nav button:has-text('Contact')")
    own.page.wait_for_selector("button:has-text('Opnieuw proberen')")
    own.page.go_back()
    own.page.wait_for_selector("h2:has-text('Nog van een collega')")
    with own.page.expect_download() as download:
        own.page.click("section:has(h2:has-text('Nog van een collega')) >> text=Bewaar als bestand")
    assert '"worker":"' in download.value.path().read_text()
    own.page.click("nav button:has-text('Contact')")
    own.context.unroute("**/veld/deur/")
    # the phone asks again by itself too: whichever comes first
    own.page.evaluate(
        "() => [...document.querySelectorAll('button.main')].find((one) => /Opnieuw/.test(one.textContent))?.click()"
    )
    own.page.wait_for_selector("form.home")
    save("Tolhuispark", "6–10")
    own.sent()
    rows = contacts(site.data)[before:]
    assert [(row["place"], row["maker"]) for row in rows] == [("Tolhuispark", "Wijk lead")]
    sign_in(again)
    own.tap("button.main:has-text('Aanmelden')")
    own.page.wait_for_selector("form.home")
    own.sent()
    rows = contacts(site.data)[before:]
    assert sorted((row["place"], row["maker"]) for row in rows) == [
        ("Griendeplein", "Wijk worker"),
        ("Tolhuispark", "Wijk lead"),
    ]


def test_a_contact_belongs_to_the_day_on_which_it_began(
    phone: Callable[..., Phone], site: Site, secrets: Iterator[str]
) -> None:
    own = phone()
    own.context.add_init_script(
        "globalThis.back = 0; const wall = Date.now; Date.now = () => wall() - globalThis.back;"
    )
    own.page.reload()
    own.page.wait_for_selector(READY)
    own.enter(next(secrets))
    own.tap("button.place")
    own.tap("text=Tolhuispark")
    before = len(contacts(site.data))
    own.context.set_offline(True)
    noon = datetime.now(ZoneInfo("Europe/Brussels")).replace(hour=12, minute=0) - timedelta(days=2)
    # a form that stood open since the evening before, and half an hour of work that ended after midnight
    for moment in (noon - timedelta(hours=14), noon, noon.replace(hour=0, minute=20)):
        back = (datetime.now(ZoneInfo("Europe/Brussels")) - moment).total_seconds() * 1000
        own.page.evaluate(f"globalThis.back = {back:.0f}")
        own.tap("label:has-text('30')")
        own.tap("label:has-text('3–5')")
        own.tap("text=Bewaren")
        own.saved()
        own.page.wait_for_selector("form.home:not(:has(input[name=heads]:checked))")
    own.page.evaluate("globalThis.back = 0")
    own.context.set_offline(False)
    own.sent()
    evening, day = ((noon - timedelta(days=1)).date().isoformat(), noon.date().isoformat())
    assert sorted(row["date"] for row in contacts(site.data)[before:]) == [evening, evening, day]


def test_a_proposed_place_holds_no_address_and_is_gone_when_it_is_undone(
    phone: Callable[..., Phone], secrets: Iterator[str]
) -> None:
    own = phone()
    own.enter(next(secrets))
    own.context.set_offline(True)
    own.tap("button.place")
    own.tap("text=Niet in de lijst")
    own.page.fill("form.other input[name=name]", "Wondelgemstraat 42")
    own.tap("text=Deze plek voorstellen")
    own.page.wait_for_selector(".problem:has-text('huisnummer')")
    own.page.fill("form.other input[name=name]", "Achter het zwembad")
    own.tap("text=Deze plek voorstellen")
    own.page.wait_for_selector("button.place:has-text('Achter het zwembad')")
    own.tap("text=Ongedaan maken")
    own.page.wait_for_selector("button.place:not(:has-text('Achter het zwembad'))")
    own.tap("button.place")
    assert own.page.locator("text=Achter het zwembad").count() == 0


def test_a_round_that_was_not_saved_goes_on_after_a_reload(phone: Callable[..., Phone], secrets: Iterator[str]) -> None:
    own = phone()
    own.enter(next(secrets))
    own.tap("text=Ronde starten")
    own.tap("text=Ronde stoppen")
    own.page.wait_for_selector("text=Ronde starten")
    own.page.reload()
    own.page.wait_for_selector("text=Ronde stoppen")
    own.tap("text=Ronde stoppen")
    own.tap("button.place")
    own.tap("text=Tolhuispark")
    own.tap("label:has-text('3–5')")
    own.tap("text=Bewaren")
    own.saved()
    own.page.reload()
    own.page.wait_for_selector("text=Ronde starten")


def test_undo_after_sending_is_a_correction(phone: Callable[..., Phone], site: Site, secrets: Iterator[str]) -> None:
    own = phone()
    own.enter(next(secrets))
    own.tap("button.place")
    own.tap("text=Tolhuispark")
    before = len(contacts(site.data))
    own.tap("label:has-text('3–5')")
    own.tap("text=Bewaren")
    own.saved()
    own.sent()
    own.tap("text=Ongedaan maken")
    own.page.wait_for_selector(".toast:has-text('een verbetering')")
    own.sent()
    rows = contacts(site.data)[before:]
    assert [(row["minutes"], row["revises"] is None) for row in rows] == [(15, True), (0, False)]


def test_a_signal_with_a_number_is_stopped_and_a_name_is_masked(
    phone: Callable[..., Phone], secrets: Iterator[str]
) -> None:
    own = phone()
    own.enter(next(secrets))
    own.tab("Signaal")
    own.page.fill("textarea", "Gesproken met Yordan, gsm 0478 12 34 56, geen opvang")
    own.page.click("label:has-text('wonen')")
    own.page.click("label:has-text('de stad')")
    own.page.click("button.main")
    own.page.wait_for_selector(".problem:has-text('telefoonnummer')")
    own.page.fill("textarea", "Gesproken met Yordan, geen opvang")
    own.page.click("button.main")
    own.page.wait_for_selector(".problem:has-text('onderstreept')")
    own.page.click("text=Maak er [naam] van")
    assert own.page.input_value("textarea") == "Gesproken met [naam], geen opvang"
    own.page.click("button.main")
    own.saved()
    assert own.page.input_value("textarea") == ""


def test_a_round_fills_minutes_and_survives_a_reload(phone: Callable[..., Phone], secrets: Iterator[str]) -> None:
    own = phone()
    own.enter(next(secrets))
    own.tap("text=Ronde starten")
    own.page.wait_for_selector("text=Ronde sinds")
    own.page.reload()
    own.tap("text=Ronde stoppen")
    own.page.wait_for_selector(".toast:has-text('5 minuten ingevuld')")
    assert own.page.is_checked("input[name=minutes][value='5']")


def test_activities_quiet_week_language_and_the_rescue_file(
    phone: Callable[..., Phone], secrets: Iterator[str]
) -> None:
    own = phone()
    own.enter(next(secrets))
    own.context.set_offline(True)
    own.tab("Vandaag")
    own.page.locator("li.card:has-text('Naailes') >> label:has-text('3–5')").first.click()
    own.page.wait_for_selector("text=Geteld: 3-5")
    own.tab("Van mij")
    own.page.click("text=Niets deze week")
    own.page.click("label:has-text('verlof')")
    own.page.click("button.main")
    own.saved()
    own.page.click(".pill")
    own.page.wait_for_selector("h1:has-text('Te verzenden')")
    with own.page.expect_download() as download:
        own.page.click("text=Bewaar als bestand")
    assert '"form":"wijkweb-rows-1"' in download.value.path().read_text()
    own.context.set_offline(False)
    own.page.click("text=Nu verzenden")
    own.sent()
    own.tab("Van mij")
    own.page.click("label:has-text('English')")
    own.page.wait_for_selector("nav:has-text('Today')")
    assert own.page.get_attribute("html", "lang") == "en"


@pytest.mark.parametrize("look", [{}, {"color_scheme": "dark"}], ids=str)
def test_letters_twice_as_large_lose_nothing_at_360_pixels(
    chromium: Any, site: Site, secrets: Iterator[str], look: dict[str, Any], tmp_path: Path
) -> None:
    # what somebody has who chose large letters for the whole browser
    large = [*BROWSER_FLAGS, "--blink-settings=defaultFontSize=32"]
    own = Phone(chromium.browser_type.launch(executable_path=CHROMIUM, args=large), site, **look)
    found: dict[str, Any] = {}

    def looked(name: str) -> None:
        assert own.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        own.page.screenshot(path=tmp_path / f"{name}.png", full_page=True)
        faults = (too_wide(own.page), own.page.evaluate(CUT), own.page.evaluate(FIXED) > 0.5)
        if faults != (0, [], False):
            found[name] = faults

    looked("enter")
    own.enter(next(secrets))
    looked("contact")
    own.page.click("summary")
    looked("more")
    own.tap("button.place")
    looked("places")
    own.tap("text=Tolhuispark")
    own.tap("label:has-text('3–5')")
    own.tap("text=Bewaren")
    own.saved()
    looked("saved")
    for name in ("Vandaag", "Signaal", "Van mij"):
        own.tab(name)
        looked(name)
    own.page.click("text=Niets deze week")
    looked("nothing")
    own.page.click(".pill")
    own.page.wait_for_selector("h1:has-text('Te verzenden')")
    looked("waiting")
    own.sent()
    own.context.browser.close()
    assert (found, own.problems) == ({}, [])


@pytest.mark.parametrize("look", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 640}}], ids=str)
def test_axe_finds_nothing_and_every_target_is_big_on_every_screen(
    phone: Callable[..., Phone], secrets: Iterator[str], look: dict[str, Any]
) -> None:
    own = phone(bypass_csp=True, **look)
    found: dict[str, Any] = {}

    def looked(name: str) -> None:
        faults = (axe(own.page), too_wide(own.page), own.page.evaluate(SMALL))
        if faults != ([], 0, []):
            found[name] = faults

    looked("enter")
    own.enter(next(secrets))
    own.page.click("summary")
    looked("contact")
    own.tap("button.place")
    own.page.click("text=Niet in de lijst")
    looked("place")
    own.page.click("[aria-label=Terug]")
    for name in ("Vandaag", "Signaal", "Van mij"):
        own.tab(name)
        if name == "Signaal":
            own.page.fill("textarea", "Gesproken met Yordan, 0478 12 34 56")
        looked(name)
    own.page.click("text=Niets deze week")
    looked("nothing")
    own.page.click(".pill")
    own.page.wait_for_selector("h1:has-text('Te verzenden')")
    looked("waiting")
    assert found == {}
