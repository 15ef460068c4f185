"""A file of figures: a dry run, one batch, undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.conftest import NOW
from tests.dossier.ghent import ghent, ghent_dossier, two_areas
from wijkweb.commons.models import JournalLine, StoredFile
from wijkweb.dossier.actions.figure_batches import (
    NothingToTake,
    NothingToUndo,
    keep_upload,
    take_batch,
    undo_batch,
)
from wijkweb.dossier.models import AreaFigure, FigureBatch, ProjectArea
from wijkweb.dossier.reads.imports import dry_run

pytestmark = pytest.mark.django_db
FILES = Path(__file__).parent / "files"
SWING = (FILES / "swing.csv").read_bytes()
HEAD = "indicator;gebied;jaar;waarde;eenheid;bron\n"


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT


@pytest.fixture
def person(make_person: Callable[..., Any]) -> Any:
    return make_person("writer", ghent())


@pytest.fixture
def dossier(person: Any, calls: dict) -> Any:
    made = ghent_dossier(person, calls, person.grants.get().organisation)
    two_areas(made, person)
    return made


@pytest.fixture
def client(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def take(dossier: Any, person: Any, text: bytes | str, name: str = "cijfers.csv") -> FigureBatch:
    data = text.encode() if isinstance(text, str) else text
    run = dry_run(dossier, data, source="Gent in cijfers", now=NOW)
    file = keep_upload(dossier=dossier, data=data, name=name, by=person, now=NOW)
    return take_batch(dossier=dossier, file=file, plan=run.plan, by=person, now=NOW)


def values(dossier: Any) -> list[tuple[str, str, str]]:
    found = AreaFigure.objects.filter(dossier=dossier).select_related("area").order_by("pk")
    return [(f.area.name[:5], f.indicator, f"{f.value.normalize():f}") for f in found]


def stored(root: Path) -> int:
    return len([path for path in root.rglob("*") if path.is_file()])


@pytest.mark.parametrize("name", ["swing.csv", "swing.xlsx"])
def test_the_swing_file_is_laid_beside_the_dossier(dossier: Any, name: str) -> None:
    run = dry_run(dossier, (FILES / name).read_bytes(), source="Gent in cijfers", now=NOW)
    assert (len(run.plan.new), len(run.plan.changed), len(run.plan.equal)) == (27, 0, 0)
    assert [(line.row, line.what) for line in run.refused] == [(5, "Wijk onbekend - Gent"), (6, "Binnenstad")]
    first = run.plan.new[0]
    assert (first.figure.indicator, first.place.name, first.version) == (
        "inwoners per km²",
        "Rabot - Blaisantvest",
        "gent-wijken-gic",
    )
    assert {item.aspect for item in run.plan.new} >= {"density", "employment", "income", "living_wage"}


def test_one_batch_one_line_and_everything_back(dossier: Any, person: Any) -> None:
    batch = take(dossier, person, SWING, "export 2021.csv")
    assert (batch.added, batch.changed, len(values(dossier))) == (27, 0, 27)
    assert JournalLine.objects.filter(case=dossier.case, verb="figures.import").count() == 1
    assert undo_batch(batch=batch, dossier=dossier, by=person, now=NOW) == []
    assert values(dossier) == []
    with pytest.raises(NothingToUndo):
        undo_batch(batch=batch, dossier=dossier, by=person, now=NOW)


def test_what_was_changed_is_as_it_was(dossier: Any, person: Any) -> None:
    take(dossier, person, f"{HEAD}druk;440217;2021;15,50;%;VDAB\n")
    before = AreaFigure.objects.values_list("value", "printed", "unit", "source", "version", "aspect").get()
    batch = take(dossier, person, f"{HEAD}druk;440217;2021;16,5;%;Stad\ndruk;440212;2021;14,5;%;Stad\n")
    assert (batch.added, batch.changed) == (1, 1)
    assert values(dossier) == [("Rabot", "druk", "16.5"), ("Sluiz", "druk", "14.5")]
    undo_batch(batch=batch, dossier=dossier, by=person, now=NOW)
    assert AreaFigure.objects.values_list("value", "printed", "unit", "source", "version", "aspect").get() == before


def test_what_was_changed_since_stays_and_is_named(dossier: Any, person: Any) -> None:
    first = take(dossier, person, f"{HEAD}druk;440217;2021;15,5;%;VDAB\ndruk;440212;2021;14,5;%;VDAB\n")
    second = take(dossier, person, f"{HEAD}druk;440217;2021;16,5;%;VDAB\n")
    assert undo_batch(batch=first, dossier=dossier, by=person, now=NOW) == ["druk, Rabot - Blaisantvest, 2021"]
    assert values(dossier) == [("Rabot", "druk", "16.5")]
    undo_batch(batch=second, dossier=dossier, by=person, now=NOW)
    assert values(dossier) == [("Rabot", "druk", "15.5")]


def test_a_batch_whose_figures_all_changed_is_not_undone(dossier: Any, person: Any) -> None:
    batch = take(dossier, person, f"{HEAD}druk;440217;2021;15,5;%;VDAB\n")
    AreaFigure.objects.update(value=Decimal(9), token=5)
    with pytest.raises(NothingToUndo):
        undo_batch(batch=batch, dossier=dossier, by=person, now=NOW)
    assert FigureBatch.objects.get().undone_at is None


def test_nothing_is_taken_in_from_a_file_that_says_what_stands(dossier: Any, person: Any) -> None:
    take(dossier, person, SWING)
    with pytest.raises(NothingToTake):
        take(dossier, person, SWING)
    assert FigureBatch.objects.count() == 1


def send(client: Client, dossier: Any, data: bytes, name: str = "cijfers.csv") -> Any:
    address = f"/dossiers/{dossier.case.public_id}/diagnose/inlezen/"
    return client.post(address, {"file": SimpleUploadedFile(name, data)})


def seen(client: Client, address: str, **more: str) -> dict[str, str]:
    return {"seen": client.get(address, more).context["run"].seen, "source": "", **more}


def test_from_upload_to_undo_in_the_browser(client: Client, dossier: Any, store: Path) -> None:
    plan = send(client, dossier, SWING)["Location"]
    page = client.get(plan).content.decode()
    assert ("Rij 5: Wijk onbekend - Gent" in page, page.count("<tr>")) == (True, 1 + 27)
    assert values(dossier) == []
    yes = seen(client, plan)
    assert client.post(plan, yes).status_code == 302
    assert len(values(dossier)) == 27
    assert client.post(plan, yes).status_code == 302  # a second click
    assert (FigureBatch.objects.count(), len(values(dossier)), stored(store)) == (1, 27, 1)
    assert StoredFile.objects.get().media_type == "text/csv"
    batch = FigureBatch.objects.get()
    client.post(f"/dossiers/{dossier.case.public_id}/diagnose/invoer/{batch.public_id}/terug/")
    assert values(dossier) == []
    again = send(client, dossier, SWING)["Location"]
    assert client.post(again, seen(client, again)).status_code == 302
    assert (FigureBatch.objects.count(), len(values(dossier))) == (2, 27)


def test_a_yes_counts_for_what_was_seen_only(client: Client, dossier: Any, person: Any) -> None:
    plan = send(client, dossier, f"{HEAD}druk;440217;2021;15,5;%;VDAB\n".encode())["Location"]
    yes = seen(client, plan)
    take(dossier, person, f"{HEAD}druk;440217;2021;11,5;%;VDAB\n")
    moved = client.post(plan, yes)
    assert (moved.status_code, "Bekijk opnieuw" in moved.content.decode()) == (409, True)
    assert values(dossier) == [("Rabot", "druk", "11.5")]
    assert client.post(plan, seen(client, plan)).status_code == 302
    assert values(dossier) == [("Rabot", "druk", "15.5")]


def test_the_source_can_be_given_with_the_yes(client: Client, dossier: Any) -> None:
    plan = send(client, dossier, SWING)["Location"]
    look = client.post(plan, {"source": "Gent in cijfers", "opnieuw": "1", "seen": ""})
    assert look.status_code == 200
    client.post(plan, {"source": "Gent in cijfers", "seen": seen(client, plan)["seen"]})
    assert set(AreaFigure.objects.values_list("source", flat=True)) == {"Gent in cijfers"}


def test_a_no_takes_the_file_away(
    client: Client, dossier: Any, store: Path, django_capture_on_commit_callbacks: Any
) -> None:
    plan = send(client, dossier, SWING)["Location"]
    assert stored(store) == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{plan}weg/").status_code == 302
    assert (stored(store), StoredFile.objects.count(), values(dossier), client.get(plan).status_code) == (0, 0, [], 404)


def test_what_nobody_answered_for_a_week_goes(
    dossier: Any, person: Any, store: Path, django_capture_on_commit_callbacks: Any
) -> None:
    keep_upload(dossier=dossier, data=b"oud", name="oud.csv", by=person, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        keep_upload(dossier=dossier, data=b"nieuw", name="nieuw.csv", by=person, now=NOW + timedelta(days=8))
    assert [file.name for file in StoredFile.objects.all()] == ["nieuw.csv"]
    assert stored(store) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html><table></table></html>", "webpagina"),
        (b"naam;getal\na;1\n", "noemt de kolommen niet"),
        (b"PK\x03\x04kapot", "beschadigd"),
        (b"", "leeg"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_at_once(
    client: Client, dossier: Any, store: Path, data: bytes, said: str
) -> None:
    response = send(client, dossier, data, "cijfers.csv")
    assert (response.status_code, said in response.content.decode()) == (422, True)
    assert (StoredFile.objects.count(), stored(store)) == (0, 0)


def test_a_name_in_a_file_is_shown_as_text(client: Client, dossier: Any) -> None:
    hostile = "<script>alert(1)</script>"
    plan = send(client, dossier, f"{HEAD}{hostile};440217;2021;15,5;%;{hostile}\n".encode(), f"{hostile}.csv")[
        "Location"
    ]
    page = client.get(plan).content.decode()
    assert ("<script>alert" in page, "&lt;script&gt;alert(1)" in page) == (False, True)


def test_another_file_of_the_case_is_no_file_of_figures(client: Client, dossier: Any, person: Any) -> None:
    other = StoredFile.objects.create(
        case=dossier.case,
        name="bijlage.csv",
        media_type="text/csv",
        size=1,
        sha256="0" * 64,
        added_at=NOW,
        added_by=person,
    )
    address = f"/dossiers/{dossier.case.public_id}/diagnose/inlezen/{other.public_id}/"
    assert [client.get(address).status_code, client.post(f"{address}weg/").status_code] == [404, 404]
    assert StoredFile.objects.filter(pk=other.pk).exists()
    assert ProjectArea.objects.filter(dossier=dossier).count() == 3
