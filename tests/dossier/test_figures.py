"""Figures of the diagnosis: a row typed at once, changed, taken out; laid beside the reference."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from tests.conftest import NOW
from tests.dossier.ghent import ghent, ghent_dossier, two_areas
from wijkweb.commons.models import JournalLine
from wijkweb.dossier.actions.dossiers import change_state
from wijkweb.dossier.actions.figures import Entry, FigureChanged, FigureThere, Shared, remove_row, write_row
from wijkweb.dossier.models import AreaFigure, ProjectArea
from wijkweb.dossier.reads.desk import desk_of
from wijkweb.dossier.reads.figures import figures_page
from wijkweb.dossier.reads.starter import STARTERS, names_of_codes, suggestions
from wijkweb.shapes.call import Call

pytestmark = pytest.mark.django_db
WELFARE = Shared("welvaartsindex", "2021", "Gent = 100", "index", "Statbel", "", "income")


@pytest.fixture
def place(db: None) -> Any:
    return ghent()


@pytest.fixture
def person(make_person: Callable[..., Any], place: Any) -> Any:
    return make_person("writer", place)


@pytest.fixture
def dossier(person: Any, calls: dict, place: Any) -> Any:
    return ghent_dossier(person, calls, place)


@pytest.fixture
def areas(dossier: Any, person: Any) -> dict[str, Any]:
    return two_areas(dossier, person)


@pytest.fixture
def client(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def write(dossier: Any, areas: dict, person: Any) -> Callable[..., None]:
    """Writes a row as an action: write(WELFARE, rabot="66", gent="100")."""

    def make(shared: Shared, **values: str) -> None:
        entries = [
            Entry(areas[name].public_id, f"{zlib.crc32(repr((shared, name)).encode()):012d}", 0, Decimal(value))
            for name, value in values.items()
        ]
        write_row(dossier=dossier, shared=shared, entries=entries, by=person, now=NOW)

    return make


def typed(dossier: Any, areas: dict, client: Client, address: str = "cijfers/nieuw/", **values: str) -> Any:
    """Fills the form as the page gives it, and sends it."""
    url = f"/dossiers/{dossier.case.public_id}/diagnose/{address}"
    form = client.get(url).context["form"]
    data = {field.html_name: field.value() or "" for field in form}
    for name, value in values.items():
        part, _, area = name.partition("__")
        data[f"{part}_{areas[area].public_id}" if area else name] = value
    return data, lambda more=None: client.post(url, {**data, **(more or {})})


def rows(dossier: Any) -> list[tuple[Any, ...]]:
    return [
        (f.area.name[:5], f.indicator, f"{f.value.normalize():f}", f.printed, f.unit, f.year, f.base, f.version)
        for f in AreaFigure.objects.filter(dossier=dossier).select_related("area").order_by("pk")
    ]


def test_a_row_is_typed_for_all_areas_at_once(client: Client, dossier: Any, areas: dict) -> None:
    _, send = typed(
        dossier, areas, client, indicator="welvaartsindex", unit="index", year="2021", base="Gent", source="Statbel",
        aspect="income", value__rabot="66,0", value__gent="100", numerator__rabot="14 700", denominator__rabot="22222",
    )  # fmt: skip
    assert send().status_code == 302
    assert rows(dossier) == [
        ("Rabot", "welvaartsindex", "66", "66,0", "index", "2021", "Gent = 100", "gent-wijken-stad"),
        ("Gent", "welvaartsindex", "100", "", "index", "2021", "Gent = 100", "gemeenten-2025"),
    ]
    first = AreaFigure.objects.filter(dossier=dossier)[0]
    assert (first.numerator, first.denominator, first.aspect) == (Decimal(14700), Decimal(22222), "income")
    assert send().status_code == 302  # sent twice
    assert len(rows(dossier)) == 2
    assert JournalLine.objects.filter(case=dossier.case, verb="figures.write").count() == 2


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("value__rabot", "1.655", "Schrijf 1655 of 1,6550"),
        ("value__rabot", "veel", "is geen getal"),
        ("value__rabot", "999999999999999", "is geen getal"),
        ("value__rabot", "", "Vul van minstens één gebied de waarde in"),
        ("numerator__gent", "5", "Vul ook de waarde in"),
        ("year", "21", "vier cijfers"),
        ("year", "2999", "vier cijfers"),
        ("indicator", "", "verplicht"),
    ],
)
def test_bad_input_is_told_and_stays_in_the_form(
    client: Client, dossier: Any, areas: dict, field: str, value: str, said: str
) -> None:
    good = {"indicator": "werkloosheidsdruk", "year": "2021", "value__rabot": "15", "source": "VDAB & co"}
    _, send = typed(dossier, areas, client, **{**good, field: value})
    response = send()
    page = response.content.decode()
    assert (response.status_code, said in page, 'value="VDAB &amp; co"' in page) == (422, True, True)
    assert f'value="{value}"' in page
    assert rows(dossier) == []


def test_a_row_is_changed_and_an_emptied_area_goes(client: Client, dossier: Any, areas: dict, write: Any) -> None:
    write(WELFARE, rabot="66", gent="100")
    one = AreaFigure.objects.filter(dossier=dossier)[0]
    _, send = typed(
        dossier, areas, client, f"cijfers/{one.public_id}/", value__rabot="67,5", value__gent="", value__sluizeken="71"
    )
    assert send().status_code == 302
    assert [row[:4] for row in rows(dossier)] == [
        ("Rabot", "welvaartsindex", "67.5", "67,5"),
        ("Sluiz", "welvaartsindex", "71", ""),
    ]


def test_somebody_else_was_first_nothing_is_overwritten_or_lost(
    client: Client, dossier: Any, areas: dict, write: Any
) -> None:
    write(WELFARE, rabot="66", gent="100")
    one = AreaFigure.objects.filter(dossier=dossier)[0]
    _, mine = typed(dossier, areas, client, f"cijfers/{one.public_id}/", value__rabot="67")
    _, theirs = typed(dossier, areas, client, f"cijfers/{one.public_id}/", value__rabot="68")
    assert theirs().status_code == 302
    response = mine()
    page = response.content.decode()
    assert (response.status_code, 'value="67"' in page, "Staat er nu: 68" in page) == (409, True, True)
    assert rows(dossier)[0][2] == "68"
    form = response.context["form"]
    again = client.post(
        f"/dossiers/{dossier.case.public_id}/diagnose/cijfers/{one.public_id}/",
        {field.html_name: field.value() or "" for field in form},
    )
    assert (again.status_code, rows(dossier)[0][2]) == (302, "67")


def test_where_the_areas_differ_an_empty_field_keeps_each(
    client: Client, dossier: Any, areas: dict, write: Any
) -> None:
    write(WELFARE, rabot="66", gent="100")
    AreaFigure.objects.filter(area=areas["gent"]).update(source="Gent in cijfers")
    one = AreaFigure.objects.filter(dossier=dossier)[0]
    data, send = typed(dossier, areas, client, f"cijfers/{one.public_id}/", value__rabot="67")
    assert data["source"] == ""
    send()
    found = AreaFigure.objects.filter(dossier=dossier).order_by("pk").values_list("source", flat=True)
    assert list(found) == ["Statbel", "Gent in cijfers"]


def test_a_row_that_is_there_is_not_made_again(write: Any, dossier: Any, person: Any, areas: dict) -> None:
    write(WELFARE, rabot="66")
    entry = Entry(areas["rabot"].public_id, "z" * 12, 0, Decimal(1))
    with pytest.raises(FigureThere):
        write_row(dossier=dossier, shared=WELFARE, entries=[entry], by=person, now=NOW)
    gone = Entry(areas["rabot"].public_id, "y" * 12, 3, Decimal(1))
    with pytest.raises(FigureChanged):
        write_row(dossier=dossier, shared=WELFARE, entries=[gone], by=person, now=NOW)
    assert len(rows(dossier)) == 1


def test_a_row_is_taken_out(write: Any, dossier: Any, person: Any, client: Client) -> None:
    write(WELFARE, rabot="66", gent="100")
    one = AreaFigure.objects.filter(dossier=dossier)[0]
    assert client.post(f"/dossiers/{dossier.case.public_id}/diagnose/cijfers/{one.public_id}/weg/").status_code == 302
    assert rows(dossier) == []
    write(WELFARE, rabot="66")
    assert remove_row(figure=AreaFigure.objects.get(), dossier=dossier, by=person, now=NOW) == 1


def test_an_id_of_another_dossier_is_not_touched(
    write: Any, dossier: Any, areas: dict, person: Any, calls: dict, place: Any
) -> None:
    from wijkweb.dossier.actions.dossiers import start_dossier

    other = start_dossier(
        municipality=place, call_version=calls["wvc-2021"], title="B", by=person, now=NOW, practice=True
    )
    area = ProjectArea.objects.create(dossier=other, name="Elders")
    theirs = AreaFigure.objects.create(dossier=other, area=area, indicator="x", value=1, public_id="t" * 12)
    entry = Entry(areas["rabot"].public_id, "t" * 12, 0, Decimal(5))
    write_row(dossier=dossier, shared=WELFARE, entries=[entry], by=person, now=NOW)
    theirs.refresh_from_db()
    assert (theirs.value, len(rows(dossier))) == (Decimal(1), 1)


def test_the_page_lays_each_area_beside_the_reference(write: Any, dossier: Any, person: Any) -> None:
    write(
        Shared("werkloosheidsdruk", "2021", "", "%", "VDAB", "", "employment"), rabot="15", sluizeken="8.8", gent="8.8"
    )
    write(Shared("leefloon", "2021", "", "‰", "POD MI"), rabot="42", gent="21.5")
    write(Shared("inkomen", "2021", "", "EUR", "Statbel"), rabot="14700", gent="22222")
    write(WELFARE, rabot="66", gent="100")
    with override("nl"):
        page = figures_page(desk_of(dossier.case, person, "dossier_figures"))
    told = {row.label: [(cell.text, cell.told) for cell in row.cells] for row in page.rows}
    assert told == {
        "werkloosheidsdruk": [("15 %", "6,2 punten hoger"), ("8,8 %", "gelijk"), ("8,8 %", "")],
        "leefloon": [("42 ‰", "20,5 hoger, 1,95 keer"), ("21,5 ‰", "")],
        "inkomen": [("14700", "7522 lager, 0,66 keer"), ("22222", "")],
        "welvaartsindex (Gent = 100)": [("66", "34 punten lager"), ("100", "")],
    }
    assert [(cell.bar, cell.mark) for cell in page.rows[0].cells] == [("100.0", "58.7"), ("58.7", "58.7"), ("58.7", "")]
    assert (page.told, len(page.aspects), page.reference) == (2, 13, "Gent")
    assert [f.code for f in page.findings] == ["diagnosis.index_is_ratio"]


def test_what_cannot_be_compared_says_why(write: Any, dossier: Any, person: Any) -> None:
    write(WELFARE, rabot="66")
    write(Shared("welvaartsindex", "2021", "België = 100", "index", "Statbel"), gent="97")
    write(Shared("groenindex", "2021", "", "index", "x"), rabot="3", gent="4")
    write(Shared("druk", "2021", "", "%", "x"), rabot="3")
    write(Shared("druk", "2015", "", "%", "x"), gent="4")
    with override("nl"):
        page = figures_page(desk_of(dossier.case, person, "dossier_figures"))
    told = {row.label: row.cells[0].told for row in page.rows if row.cells[0].refused}
    assert told == {
        "welvaartsindex (Gent = 100)": "Niet vergeleken: het ene heeft als basis Gent = 100, het andere België = 100.",
        "groenindex": "Niet vergeleken: zeg eerst welk gebied 100 is in deze index. Wijzig de rij en vul de basis in.",
        "druk": "Niet vergeleken: 2021 en 2015 liggen meer dan twee jaar uit elkaar.",
    }


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_of_the_page_do_not_grow(
    number: int, write: Any, dossier: Any, person: Any, django_assert_num_queries: Any
) -> None:
    for n in range(number):
        write(
            Shared(f"cijfer {n}", "2021", "", "%", "x"),
            **dict(list({"rabot": "1", "sluizeken": "2", "gent": "3"}.items())[:number]),
        )
    desk = desk_of(dossier.case, person, "dossier_figures")
    figures_page(desk)  # draws the map, once for the process
    with django_assert_num_queries(6):
        page = figures_page(desk)
    assert len(page.rows) == number


def test_a_withdrawn_dossier_is_read_and_not_changed(client: Client, dossier: Any, areas: dict, person: Any) -> None:
    change_state(dossier=dossier, state="withdrawn", reason="", by=person, now=NOW)
    base = f"/dossiers/{dossier.case.public_id}/diagnose/"
    page = client.get(base)
    assert (page.status_code, "Indicator toevoegen" in page.content.decode()) == (200, False)
    assert client.post(f"{base}gebieden/", {"gebied": "7"}).status_code == 409


def test_the_starter_list_tells_about_every_aspect_of_the_call(wvc: Call, buurtfonds: Call) -> None:
    found = suggestions(wvc)
    assert {item.aspect for item in found} - {""} == {aspect.key for aspect in wvc.aspects}
    assert {item.aspect for item in suggestions(buurtfonds)} <= {"", *(aspect.key for aspect in buurtfonds.aspects)}
    with override("en"):
        assert suggestions(wvc)[0].name == "inwoners per km²"
    names = names_of_codes(wvc)
    assert (names["v_welvaartsindex"].indicator, names["vp_leefloon_1000"].unit) == ("welvaartsindex", "‰")
    assert len({starter.code for starter in STARTERS}) == len(STARTERS)


def test_a_starter_fills_the_form(client: Client, dossier: Any, areas: dict) -> None:
    page = client.get(f"/dossiers/{dossier.case.public_id}/diagnose/cijfers/nieuw/?van=leefloon_1000").content.decode()
    assert ('value="leefloon per 1000 inwoners"' in page, 'value="‰"' in page) == (True, True)
    assert "gemiddeld per maand, per 1000 inwoners" in page
