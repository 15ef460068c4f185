"""Noor makes a whole dossier without a mouse: from the call to the PDF, and every stop of the focus is to be seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.harness import tenth
from tests.journeys.keyboard import Keyboard
from tests.look import pages_of
from tests.site import Site, running
from wijkweb.web.demo.accounts import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

DOSSIER = "*/dossiers/????????????/"
TITLE = "Een plein voor iedereen"


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own: the municipality's proposal of the demo is withdrawn here."""
    with running(tmp_path_factory.mktemp("keys")) as started:
        yield started


@pytest.fixture
def keys(own_site: Site, chromium: Any) -> Iterator[Keyboard]:
    context = chromium.new_context(locale="nl-BE", viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{own_site.address}/")
    yield Keyboard(page)
    context.close()


def test_from_the_call_to_the_pdf(keys: Keyboard) -> None:
    signs_in(keys)
    withdraws_the_proposal_there_is(keys)
    starts_a_dossier(keys)
    brings_and_chooses_an_idea(keys)
    invites_a_colleague(keys)
    writes_a_section(keys)
    ticks_the_guidance(keys)
    picks_an_area(keys)
    adds_a_figure(keys)
    fills_a_budget_line(keys)
    fills_the_network(keys)
    takes_the_pdf(keys)
    assert keys.unseen == []


@pytest.mark.pages
def test_tab_goes_through_every_page(keys: Keyboard, own_site: Site) -> None:
    """From the first link to the last of the page, and back: nothing holds the focus, and all of it is seen. Twelve
    pages in `make test`, all in `make proof`."""
    signs_in(keys)
    trapped = {}
    for path in tenth(pages_of(keys.page, own_site, 1), 12):
        keys.page.goto(own_site.address + path)
        if fault := keys.through():
            trapped[path] = fault
    assert (trapped, keys.unseen) == ({}, [])


def test_a_stop_that_cannot_be_seen_and_a_trap_are_told(keys: Keyboard) -> None:
    """The twin: two faults put into a page are not passed over."""
    keys.page.evaluate(
        """() => { const field = document.createElement('input'); field.id = 'trap'; field.style.outline = 'none';
        field.addEventListener('keydown', (event) => event.preventDefault());
        document.querySelector('main').append(field); }"""
    )
    assert "not at the end" in keys.through()
    assert len(keys.unseen) == 1 and 'id="trap"' in keys.unseen[0]


def signs_in(keys: Keyboard) -> None:
    keys.go("Aanmelden", "*/aanmelden/")
    keys.content()
    keys.fill({"E-mailadres": "noor@gent.example", "Wachtwoord": PASSWORD})
    keys.press("Enter")
    keys.page.wait_for_selector("text=Noor Verhaeghe")


def withdraws_the_proposal_there_is(keys: Keyboard) -> None:
    keys.go("Dossiers", "*/dossiers/")
    keys.content()
    keys.go("WEB, tussen…", DOSSIER)
    keys.content()
    keys.to("Klaar, terug naar ontwerp, of intrekken")
    keys.press("Enter")
    keys.fill({"Waarom": "We beginnen opnieuw."})
    keys.go("Intrekken", DOSSIER)
    assert "ingetrokken" in keys.page.inner_text("main")


def starts_a_dossier(keys: Keyboard) -> None:
    keys.go("Oproepen", "*/oproepen/")
    keys.content()
    keys.go("Oproep wijkverbeteringscontracten 2021", "*/oproepen/wvc-2021/")
    keys.content()
    keys.go("Een dossier starten", "*/dossiers/nieuw/wvc-2021/")
    keys.content()
    keys.fill({"Naam van het project": TITLE})
    keys.go("Start", DOSSIER)
    assert keys.page.inner_text("h1") == TITLE


def tab(keys: Keyboard, name: str, address: str) -> None:
    """Opens a part of the dossier, and goes past the menu of that page."""
    keys.content()
    keys.go(name, address)
    keys.content()


def brings_and_chooses_an_idea(keys: Keyboard) -> None:
    tab(keys, "Keuze", "*/keuze/")
    keys.go("Idee toevoegen", "*/keuze/nieuw/")
    keys.content()
    keys.fill({"Het idee in een regel": TITLE, "Dienst die het inbrengt": "Jeugd", "Lage scholing": "duidelijk"})
    keys.go("Bewaren", "*/keuze/#idea-*")
    move(keys, "Naar de shortlist", "Haalbaar in drie jaar.")
    move(keys, "Dit idee kiezen", "Raakt de meeste aspecten.")
    assert "Raakt de meeste aspecten." in keys.page.inner_text(".card.chosen")


def move(keys: Keyboard, step: str, reason: str) -> None:
    keys.content()
    keys.go(f"Verplaatsen {TITLE}", "*/stap/")
    keys.content()
    keys.choose(step)
    keys.fill({"Waarom": reason})
    keys.go("Verplaatsen", "*/keuze/#idea-*")


def invites_a_colleague(keys: Keyboard) -> None:
    tab(keys, "Mensen", "*/mensen/")
    keys.go("Collega uitnodigen", "*/mensen/uitnodigen/")
    keys.content()
    keys.fill({"E-mailadres van uw collega": "collega@gent.example"})
    keys.choose("schrijver: schrijft ook teksten, ideeën, cijfers en het netwerk")
    keys.to("Uitnodigen")
    keys.press("Enter")
    keys.page.wait_for_selector("#link")
    assert "/uitnodiging/" in keys.page.input_value("#link")


def writes_a_section(keys: Keyboard) -> None:
    tab(keys, "Overzicht", DOSSIER)
    keys.go("Partnerschappen wijkverbeteringscontract", "*/rubriek/partners/")
    keys.page.wait_for_selector("[data-wijk-write][data-ready]")
    keys.content()
    keys.to("De tekst")
    keys.type("Drie partners werken samen op het plein.")
    keys.page.wait_for_selector("[data-wijk-state][data-state=saved]", timeout=4_000)
    assert keys.page.inner_text("#told").startswith("7 van 500")
    keys.to("Bewaren")  # Tab leaves the text


def ticks_the_guidance(keys: Keyboard) -> None:
    keys.to("Wie zoekt u nog,…", role="checkbox")
    keys.press("Space")
    keys.to("Waar “Wie zoekt u nog,…")
    keys.type("Drie partners")
    keys.go("Vinkjes bewaren", "*/rubriek/partners/")
    assert "1 van 3 afgevinkt" in keys.page.inner_text("main")
    keys.content()
    keys.go(TITLE, DOSSIER)


def picks_an_area(keys: Keyboard) -> None:
    tab(keys, "Diagnose", "*/diagnose/")
    keys.go("Gebieden kiezen", "*/diagnose/gebieden/")
    keys.content()
    for name in ("Rabot - Blaisantvest", "Sluizeken - Tolhuis - Ham"):
        keys.to(name, role="checkbox")
        keys.press("Space")
    keys.fill({"Samen één gebied, met deze naam": "Het lint"})
    keys.go("Deze gebieden toevoegen", "*/diagnose/")
    assert "2 gebieden samen" in keys.page.inner_text(".own-areas")


def adds_a_figure(keys: Keyboard) -> None:
    keys.content()
    keys.go("Indicator toevoegen", "*/diagnose/cijfers/nieuw/")
    keys.content()
    keys.fill({"Indicator": "inwoners jonger dan 18", "Eenheid": "%", "Jaar": "2020", "Bron": "Bevolkingsregister"})
    keys.fill({"Waarde, Het lint": "24,1"})
    keys.go("Bewaren", "*/diagnose/*")
    assert "24,1" in keys.page.inner_text("main")


def fills_a_budget_line(keys: Keyboard) -> None:
    tab(keys, "Geld", "*/geld/")
    keys.fill({"Werking, Hele periode, Gent (voorbeeld)": "25.000,50"})
    keys.page.wait_for_selector("[data-wijk-sum=all]:text-is('25.000,50')")
    keys.to("Bewaren")
    with keys.page.expect_navigation():
        keys.press("Enter")
    assert "25.000,50" in keys.page.inner_text("main")


def fills_the_network(keys: Keyboard) -> None:
    tab(keys, "Netwerk", "*/netwerk/")
    partner = {"Naam van de partner": "Buurtwerk", "Niveau": "veld", "Engagement": "afgesproken"}
    risk = {"Wat kan mislopen": "Regen", "Kans dat het gebeurt": "hoog", "Gevolg als het gebeurt": "laag"}
    promise = {"Naam van de indicator": "Uren op het plein", "Wat geteld wordt": "werkuren", "Per": "week"}
    promise |= {"Over welke periodes het gemiddelde loopt": "kalenderweken", "Streefcijfer": "30", "Eenheid": "uur"}
    promise |= {"De zin van de aanvraag die het belooft": "Elke week 30 uur op het plein."}
    annex = {"Titel van de bijlage": "Kaart", "Link": "https://gent.example/kaart"}
    added(keys, "Partner toevoegen", partner)
    added(keys, "Risico toevoegen", risk)
    added(keys, "Beloofde indicator toevoegen", promise)
    added(keys, "Bijlage toevoegen", annex)
    for text in ("Buurtwerk", "Regen", "Uren op het plein", "Kaart"):
        assert text in keys.page.inner_text("main")


def added(keys: Keyboard, link: str, fields: dict[str, str]) -> None:
    keys.go(link, "*/nieuw/")
    keys.content()
    keys.fill(fields)
    keys.go("Bewaren", "*/netwerk/#*")
    keys.content()


def takes_the_pdf(keys: Keyboard) -> None:
    keys.go("Papier", "*/papier/")
    keys.content()
    keys.to("De pdf downloaden")
    with keys.page.expect_download() as download:
        keys.press("Enter")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
