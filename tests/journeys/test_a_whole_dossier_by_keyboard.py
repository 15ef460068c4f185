"""Noor makes a dossier from the call to the paper without a mouse: Tab, Space, Enter, arrows and letters, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.site import Site
from wijkweb.web.demo.accounts import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MOST_TABS = 120
_FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const labels = [...(element.labels ?? [])].map((label) => label.innerText).join(" ");
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    name: (element.getAttribute("aria-label") || labels || element.innerText || element.name || "").replace(/\\s+/g, " ").trim(),
    shown: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none",
    inside: box.bottom > 0 && box.top < innerHeight && box.width > 0,
  };
}"""


class Keys:
    """A person with a keyboard alone. Counts the presses; fails where the focus cannot be seen."""

    def __init__(self, page: Any) -> None:
        self.page, self.tabs, self.unseen = page, 0, []  # type: ignore[var-annotated]

    def to(self, name: str) -> None:
        """Tab until what has the focus is called so."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            self.tabs += 1
            found = self.page.evaluate(_FOCUSED)
            if found and not (found["shown"] and found["inside"]):
                self.unseen.append(found["name"])
            if found and found["name"].startswith(name):
                return
        raise AssertionError(f"{name!r} is not reached in {MOST_TABS} times Tab on {self.page.url}")

    def write(self, name: str, text: str) -> None:
        self.to(name)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def choose(self, name: str, downs: int) -> None:
        """In a list: so many times the arrow down."""
        self.to(name)
        for _ in range(downs):
            self.page.keyboard.press("ArrowDown")

    def tick(self, name: str) -> None:
        self.to(name)
        self.page.keyboard.press("Space")

    def pick(self, name: str, first: str) -> None:
        """One of a group of choices: Tab to the group, then arrows."""
        self.to(first)
        self.page.keyboard.press("Space")
        for _ in range(10):
            if self.page.evaluate(_FOCUSED)["name"].startswith(name):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name!r} is not among the choices")

    def go(self, name: str) -> None:
        """Enter on a link or a button, to the page that comes of it."""
        self.to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def says(self, text: str) -> None:
        assert text in self.page.inner_text("main"), text


@pytest.fixture
def keys(visit: Callable[..., Any]) -> Keys:
    return Keys(visit(reduced_motion="reduce"))


def test_from_the_call_to_the_paper(keys: Keys, site: Site) -> None:
    _signs_in(keys)
    _starts(keys)
    _chooses(keys)
    _writes(keys)
    _looks_at_the_neighbourhood(keys)
    _counts_the_money(keys)
    _knows_the_network(keys)
    _brings_in_a_colleague(keys)
    _asks_for_the_paper(keys)
    assert keys.unseen == []
    print(f"\na whole dossier: {keys.tabs} times Tab")


def _signs_in(keys: Keys) -> None:
    keys.go("Aanmelden")
    keys.write("E-mailadres", "noor@gent.example")
    keys.write("Wachtwoord", PASSWORD)
    with keys.page.expect_navigation():
        keys.page.keyboard.press("Enter")


def _starts(keys: Keys) -> None:
    keys.go("Oproepen")
    keys.go("Oproep wijkverbeteringscontracten 2021")
    keys.go("Een dossier starten")
    keys.write("Naam van het project", "Rust in de straat")
    keys.tick("Dit is een oefenkopie")
    keys.go("Start")
    keys.says("Rust in de straat")


def _chooses(keys: Keys) -> None:
    keys.go("Keuze")
    keys.go("Idee toevoegen")
    keys.write("Het idee in een regel", "Een plein van iedereen")
    keys.write("Dienst die het inbrengt", "Wijkdienst")
    keys.choose("Bevolkingsdichtheid", 3)
    keys.go("Bewaren")
    keys.go("Verplaatsen")
    keys.tick("Naar de shortlist")
    keys.write("Waarom", "past bij de oproep")
    keys.go("Verplaatsen")
    keys.go("Verplaatsen")
    keys.pick("Dit idee kiezen", "Terug naar de longlist")
    keys.write("Waarom", "het sterkst")
    keys.go("Verplaatsen")
    keys.says("het sterkst")


def _writes(keys: Keys) -> None:
    keys.go("Overzicht")
    keys.go("Visie")
    keys.write("De tekst", "De wijk wordt een plek om te rusten en elkaar te leren kennen.")
    keys.page.wait_for_selector("[data-wijk-state][data-state=saved]")
    keys.tick("Wat wil het bestuur met dit contract bereiken?")
    keys.go("Vinkjes bewaren")
    keys.to("Deze rubriek is klaar")


def _looks_at_the_neighbourhood(keys: Keys) -> None:
    keys.go("Een plein van iedereen")
    keys.go("Diagnose")
    keys.go("Gebieden kiezen")
    keys.tick("Rabot - Blaisantvest")
    keys.tick("Sluizeken - Tolhuis - Ham")
    keys.tick("Ook Gent (voorbeeld) als geheel")
    keys.go("Deze gebieden toevoegen")
    keys.go("Diagnose")
    keys.go("Indicator toevoegen")
    keys.write("Indicator", "inwoners per km²")
    keys.write("Eenheid", "per km²")
    keys.write("Jaar", "2020")
    keys.write("Bron", "Gent in cijfers")
    keys.write("Waarde, Rabot - Blaisantvest", "11.500,00")
    keys.go("Bewaren")
    keys.says("inwoners per km²")


def _counts_the_money(keys: Keys) -> None:
    keys.go("Geld")
    keys.write("Personeel, Hele periode, Gent (voorbeeld)", "203.700,00")
    keys.write("Personeel, Hele periode, Agentschap Binnenlands Bestuur", "793.494,00")
    keys.go("Bewaren")
    keys.says("997.194,00")


def _knows_the_network(keys: Keys) -> None:
    keys.go("Netwerk")
    keys.go("Partner toevoegen")
    keys.write("Naam van de partner", "Buurtwerk")
    keys.choose("Engagement", 1)
    keys.go("Bewaren")
    keys.go("Risico toevoegen")
    keys.write("Wat kan mislopen", "Vertrouwen vraagt tijd")
    keys.choose("Kans dat het gebeurt", 3)
    keys.choose("Gevolg als het gebeurt", 2)
    keys.go("Bewaren")
    keys.go("Beloofde indicator toevoegen")
    keys.write("Naam van de indicator", "Uren contact")
    keys.write("Wat geteld wordt", "uren contact")
    keys.write("Per", "week")
    keys.write("Streefcijfer", "30,00")
    keys.write("De zin van de aanvraag", "Gemiddeld 30 uur per week.")
    keys.go("Bewaren")
    keys.go("Bijlage toevoegen")
    keys.write("Titel van de bijlage", "Wijkplan")
    keys.write("Link", "https://example.org/wijkplan")
    keys.go("Bewaren")
    for said in ("Buurtwerk", "Vertrouwen vraagt tijd", "Uren contact", "Wijkplan"):
        keys.says(said)


def _brings_in_a_colleague(keys: Keys) -> None:
    keys.go("Mensen")
    keys.go("Collega uitnodigen")
    keys.write("E-mailadres van uw collega", "samir@gent.example")
    keys.pick("schrijver", "lezer")
    keys.go("Uitnodigen")
    keys.says("Samir Aydın")


def _asks_for_the_paper(keys: Keys) -> None:
    keys.go("Papier")
    keys.to("De pdf downloaden")
    with keys.page.expect_download() as download:
        keys.page.keyboard.press("Enter")
    assert download.value.path().read_bytes().startswith(b"%PDF")
