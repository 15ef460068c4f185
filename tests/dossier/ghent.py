"""A dossier of a municipality whose areas are known, for the tests of the diagnosis."""

from __future__ import annotations

from typing import Any

from tests.conftest import NOW
from wijkweb.commons.actions.areas import SHIPPED, load_areas
from wijkweb.commons.models import Organisation
from wijkweb.dossier.actions.areas import add_reference, choose_areas
from wijkweb.dossier.actions.dossiers import start_dossier

TWO = ("7", "2")


def ghent() -> Any:
    """Ghent, with the areas that come with the program."""
    load_areas(sources=SHIPPED, by=None, now=NOW)
    return Organisation.objects.create(kind="municipality", name="Gent (proef)", nis="44021")


def ghent_dossier(person: Any, calls: dict, city: Any) -> Any:
    """An empty dossier of Ghent."""
    return start_dossier(municipality=city, call_version=calls["wvc-2021"], title="WEB", by=person, now=NOW)


def two_areas(dossier: Any, person: Any) -> dict[str, Any]:
    """The two neighbourhoods and the city, as areas of the dossier, by short name."""
    first, second = choose_areas(
        dossier=dossier, version="gent-wijken-stad", codes=TWO, together="", by=person, now=NOW
    )
    return {"rabot": first, "sluizeken": second, "gent": add_reference(dossier=dossier, by=person, now=NOW)}
