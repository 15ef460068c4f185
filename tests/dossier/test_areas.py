"""Areas of a dossier: chosen in a version of boundaries, put together from sectors, named by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.conftest import NOW
from tests.dossier.ghent import ghent, ghent_dossier, two_areas
from wijkweb.commons.models import Area, JournalLine
from wijkweb.dossier.actions.areas import (
    AreaChanged,
    AreaThere,
    add_reference,
    change_area,
    choose_areas,
    name_area,
    remove_area,
)
from wijkweb.dossier.models import AreaFigure, ProjectArea
from wijkweb.dossier.reads.areas import boundaries_of, choice_of, own_map, places_of, versions_of

pytestmark = pytest.mark.django_db
SECTORS = "gent-sectoren"


@pytest.fixture
def person(make_person: Callable[..., Any], place: Any) -> Any:
    return make_person("writer", place)


@pytest.fixture
def place(db: None) -> Any:
    return ghent()


@pytest.fixture
def dossier(person: Any, calls: dict, place: Any) -> Any:
    return ghent_dossier(person, calls, place)


@pytest.fixture
def client(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def areas(dossier: Any) -> list[tuple[str, str, str, list[str]]]:
    return [(a.name, a.kind, a.version, a.codes) for a in ProjectArea.objects.filter(dossier=dossier)]


def test_areas_of_a_version_and_the_city_to_compare_with(dossier: Any, person: Any) -> None:
    two_areas(dossier, person)
    assert areas(dossier) == [
        ("Rabot - Blaisantvest", "part", "gent-wijken-stad", ["7"]),
        ("Sluizeken - Tolhuis - Ham", "part", "gent-wijken-stad", ["2"]),
        ("Gent", "reference", "gemeenten-2025", ["44021"]),
    ]
    two_areas(dossier, person)
    assert len(areas(dossier)) == 3
    lines = JournalLine.objects.filter(case=dossier.case, verb="figures.areas")
    assert "Rabot - Blaisantvest" in lines[0].facts


def test_the_ribbon_is_a_list_of_sectors(dossier: Any, person: Any) -> None:
    codes = list(Area.objects.filter(version__key=SECTORS, parent="7").values_list("code", flat=True)[:4])
    (made,) = choose_areas(dossier=dossier, version=SECTORS, codes=codes, together="het lint", by=person, now=NOW)
    assert (made.name, made.system, made.version, sorted(made.codes)) == ("het lint", "nis9", SECTORS, sorted(codes))


def test_the_same_name_in_other_boundaries_is_refused_and_a_paper_area_gets_its_boundaries(
    dossier: Any, person: Any
) -> None:
    ProjectArea.objects.create(dossier=dossier, name="Rabot-Blaisantvest")
    two_areas(dossier, person)
    assert areas(dossier)[0] == ("Rabot-Blaisantvest", "part", "gent-wijken-stad", ["7"])
    with pytest.raises(AreaThere):
        choose_areas(dossier=dossier, version="gent-wijken-pinc", codes=["44021W07"], together="", by=person, now=NOW)
    assert len(areas(dossier)) == 3


def test_areas_of_another_city_cannot_be_chosen(dossier: Any, person: Any) -> None:
    assert (
        choose_areas(dossier=dossier, version="gemeenten-2025", codes=["11002"], together="", by=person, now=NOW) == []
    )


def test_by_hand_changed_and_taken_out(dossier: Any, person: Any) -> None:
    facts: dict[str, Any] = {"dossier": dossier, "by": person, "now": NOW}
    made = name_area(public_id="a" * 12, name="Het plein", kind="part", **facts)
    assert name_area(public_id="a" * 12, name="Het plein", kind="part", **facts) == made
    with pytest.raises(AreaThere):
        name_area(public_id="b" * 12, name="Het plein", kind="part", **facts)
    change_area(area=made, name="De stad", kind="reference", token=1, **facts)
    with pytest.raises(AreaChanged):
        change_area(area=made, name="Anders", kind="part", token=1, **facts)
    other = name_area(public_id="c" * 12, name="Vlaanderen", kind="reference", **facts)
    assert [(a[0], a[1]) for a in areas(dossier)] == [("De stad", "part"), ("Vlaanderen", "reference")]
    assert add_reference(**facts) == other
    AreaFigure.objects.create(dossier=dossier, area=other, indicator="x", value=1)
    assert remove_area(area=other, **facts) == 1
    assert [a[0] for a in areas(dossier)] == ["De stad"]


def test_the_versions_of_a_municipality(place: Any, city: Any) -> None:
    found = versions_of(place)
    assert [(v.key, v.number, v.drawn) for v in found] == [
        ("gent-wijken-stad", 25, True),
        ("gent-wijken-pinc", 25, True),
        ("gent-wijken-gic", 26, False),
        (SECTORS, 254, True),
    ]
    assert versions_of(city) == ()
    assert boundaries_of(place)[0][0] == "gemeenten-2025"


def test_the_map_to_choose_from(dossier: Any, person: Any) -> None:
    two_areas(dossier, person)
    whole = choice_of(dossier, "", "geheel", {"2"})
    assert (len(whole.options), whole.mapped, whole.tiles) == (25, True, ())
    assert [o.name for o in whole.options if o.there] == ["Rabot - Blaisantvest", "Sluizeken - Tolhuis - Ham"]
    assert [o.code for o in whole.options if o.chosen] == ["2"]
    assert all(re.fullmatch(r"(?:M-?\d+ -?\d+l-?\d+ -?\d+(?: -?\d+ -?\d+)+z)+", o.path) for o in whole.options)
    wide, narrow = (float(c.view_box.split()[2]) for c in (whole, choice_of(dossier, "", "centrum", ())))
    assert narrow < wide / 1.5
    sectors = choice_of(dossier, SECTORS, "geheel", ())
    assert (len(sectors.options), sectors.sectors) == (254, True)
    assert sum(o.within == "Rabot - Blaisantvest" for o in sectors.options) == 6
    assert sum(len(o.path) for o in sectors.options) < 120_000
    plain = choice_of(dossier, "gent-wijken-gic", "geheel", ())
    assert (plain.mapped, plain.options[0].path) == (False, "")


def test_the_map_of_the_dossier_marks_neighbourhoods_and_sectors(dossier: Any, person: Any) -> None:
    two_areas(dossier, person)
    codes = list(Area.objects.filter(version__key=SECTORS, parent="7").values_list("code", flat=True))
    choose_areas(dossier=dossier, version=SECTORS, codes=codes, together="het lint", by=person, now=NOW)
    found = own_map(dossier, list(ProjectArea.objects.filter(dossier=dossier)), versions_of(dossier.municipality))
    assert found is not None
    assert found.names == ("Rabot - Blaisantvest", "Sluizeken - Tolhuis - Ham", "het lint")
    assert (len(found.ground), len(found.marked)) == (25, 2 + 6)


def test_a_code_of_any_of_the_three_systems_means_the_area(dossier: Any, person: Any) -> None:
    two_areas(dossier, person)
    places, elsewhere = places_of(dossier)
    found = {
        code: (places[code].name, places[code].version)
        for code in ("7", "440217", "44021w07", "44021", "rabot blaisantvest")
    }
    assert found == {
        "7": ("Rabot - Blaisantvest", "gent-wijken-stad"),
        "440217": ("Rabot - Blaisantvest", "gent-wijken-gic"),
        "44021w07": ("Rabot - Blaisantvest", "gent-wijken-pinc"),
        "44021": ("Gent", "gemeenten-2025"),
        "rabot blaisantvest": ("Rabot - Blaisantvest", "gent-wijken-stad"),
    }
    assert elsewhere["440211"] == "Binnenstad"


def test_the_page_shows_a_tick_box_with_two_labels_for_each_area(client: Client, dossier: Any) -> None:
    address = f"/dossiers/{dossier.case.public_id}/diagnose/gebieden/"
    page = client.get(address).content.decode()
    assert page.count('type="checkbox" id="a-') == 25
    assert page.count('for="a-7"') == 2
    assert "Wijken van Gent, grenzen van de stad" in page
    zoomed = client.post(
        address, {"kaart": "gent-wijken-stad", "gebied": ["7"], "deel": "centrum", "samen": "het lint"}
    )
    assert zoomed.status_code == 200
    text = zoomed.content.decode()
    assert ('value="7" checked' in text, 'value="het lint"' in text) == (True, True)
    assert client.get(f"{address}?kaart=nergens").status_code == 404
    assert client.post(address, {"kaart": "gent-wijken-stad"}).status_code == 422
    client.post(address, {"kaart": "gent-wijken-stad", "gebied": ["7", "2"], "referentie": "on"})
    assert [name for name, *_ in areas(dossier)] == ["Rabot - Blaisantvest", "Sluizeken - Tolhuis - Ham", "Gent"]
    other = client.post(address, {"kaart": "gent-wijken-pinc", "gebied": ["44021W07"]})
    assert (other.status_code, "staat al in het dossier" in other.content.decode()) == (422, True)


def test_the_pages_of_one_area(client: Client, dossier: Any, person: Any) -> None:
    area = two_areas(dossier, person)["rabot"]
    base = f"/dossiers/{dossier.case.public_id}/diagnose/gebieden"
    assert "Rabot - Blaisantvest" in client.get(f"{base}/{area.public_id}/").content.decode()
    moved = client.post(f"{base}/{area.public_id}/", {"name": "Mijn Rabot", "kind": "part", "token": 99})
    assert (moved.status_code, "Mijn Rabot" in moved.content.decode()) == (409, True)
    assert client.post(f"{base}/{area.public_id}/", {"name": "Gent", "kind": "part", "token": 1}).status_code == 422
    assert client.post(f"{base}/{area.public_id}/", {"name": "Rabot", "kind": "part", "token": 1}).status_code == 302
    assert client.post(f"{base}/nieuw/", {"name": "Rabot", "kind": "part", "public_id": "q" * 12}).status_code == 422
    assert client.post(f"{base}/nieuw/", {"name": "Plein", "kind": "part", "public_id": "q" * 12}).status_code == 302
    assert client.get(f"{base}/nieuw/").status_code == 200
    assert [a[0] for a in areas(dossier)] == ["Rabot", "Sluizeken - Tolhuis - Ham", "Gent", "Plein"]


def test_background_tiles_only_when_they_are_set(client: Client, dossier: Any, settings: Any) -> None:
    address = f"/dossiers/{dossier.case.public_id}/diagnose/gebieden/"
    before = client.get(address)
    assert ("<image" in before.content.decode(), "tiles.example" in before.headers["Content-Security-Policy"]) == (
        False,
        False,
    )
    settings.MAP_TILES, settings.MAP_TILES_CREDIT = "https://tiles.example/{z}/{x}/{y}.png", "© Kaartmakers"
    after = client.get(address)
    found = re.findall(r'href="https://tiles\.example/(\d+)/(\d+)/(\d+)\.png"', after.content.decode())
    assert 1 <= len(found) <= 40
    assert {zoom for zoom, _, _ in found} <= {"11", "12", "13"}
    assert "img-src 'self' data: https://tiles.example;" in after.headers["Content-Security-Policy"]
    assert "© Kaartmakers" in after.content.decode()
    assert "tiles.example" not in client.get("/dossiers/").headers["Content-Security-Policy"]
