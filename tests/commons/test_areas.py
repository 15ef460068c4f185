"""Areas in the database: three code systems, versions that differ, a map."""

from decimal import Decimal

import pytest

from tests.conftest import NOW
from wijkweb.commons.actions.areas import SHIPPED, load_areas
from wijkweb.commons.models import Area, AreaAlias, AreaVersion
from wijkweb.commons.reads import find_area, map_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(db: None) -> dict[str, int]:
    return load_areas(sources=SHIPPED, by=None, now=NOW)


def test_the_same_neighbourhood_by_three_codes(loaded: dict[str, int]) -> None:
    found = {
        find_area("gent-wijken-stad", system, code).pk
        for system, code in (("stad", "7"), ("gic", "440217"), ("pinc", "44021W07"))
    }
    assert len(found) == 1
    assert find_area("gent-wijken-stad", "stad", "7").name == "Rabot - Blaisantvest"
    assert find_area("gent-wijken-gic", "gic", "4402110").name == "Muide - Meulestede - Afrikalaan"
    assert find_area("gent-wijken-stad", "stad", "99") is None


def test_two_versions_of_one_neighbourhood_differ(loaded: dict[str, int]) -> None:
    counted = {
        version: find_area(version, system, code).square_metres
        for version, system, code in (("gent-wijken-gic", "gic", "440217"), ("gent-wijken-pinc", "pinc", "44021W07"))
    }
    assert counted == {"gent-wijken-gic": Decimal("857285.00"), "gent-wijken-pinc": Decimal("810685.00")}


def test_thirteen_sectors_make_up_the_two_neighbourhoods(loaded: dict[str, int]) -> None:
    sectors = Area.objects.filter(version__key="gent-sectoren", parent__in=["7", "2"])
    assert (sectors.filter(parent="7").count(), sectors.filter(parent="2").count()) == (6, 7)


def test_loading_again_replaces_and_doubles_nothing(loaded: dict[str, int]) -> None:
    before = (Area.objects.count(), AreaAlias.objects.count(), AreaVersion.objects.count())
    assert load_areas(sources=SHIPPED, by=None, now=NOW) == loaded
    assert (Area.objects.count(), AreaAlias.objects.count(), AreaVersion.objects.count()) == before


def test_a_map_with_the_named_ones_marked(loaded: dict[str, int]) -> None:
    found = map_of("44021", ["Rabot-Blaisantvest", "Sluizeken-Tolhuis-Ham", "Gent"])
    assert found is not None
    assert found.chosen == ("Sluizeken - Tolhuis - Ham", "Rabot - Blaisantvest")
    assert len(found.shapes) == 25
    assert found.attribution == "Stad Gent"
    assert all(shape.path.startswith("M") and shape.path.endswith("Z") for shape in found.shapes)
    assert map_of("44021", ["Nergens"]) is None
    assert map_of("", ["Rabot-Blaisantvest"]) is None
