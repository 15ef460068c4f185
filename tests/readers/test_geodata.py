"""Area files: columns by name, codes in other systems, faults by file and row."""

from decimal import Decimal
from pathlib import Path

import pytest

from wijkweb.commons.actions.areas import SHIPPED
from wijkweb.readers.errors import Unreadable
from wijkweb.readers.geodata import read_areas, read_sources

pytestmark = pytest.mark.plain

SOURCE = """
[[sources]]
key = "a"
title = "A"
file = "a.csv"
source = "s"
licence = "l"
taken_on = 2026-01-01
level = "neighbourhood"
system = "stad"
code = "code"
name = "naam"
nis = "=44021"
size = "m2"
delimiter = ";"
aliases = [{ system = "gic", template = "44021{code}" }, { system = "pinc", template = "44021W{code:0>2}" }]
"""


def written(folder: Path, csv: str, toml: str = SOURCE) -> Path:
    (folder / "a.csv").write_text(csv, encoding="utf-8-sig")
    (folder / "sources.toml").write_text(toml)
    return folder / "sources.toml"


def test_a_csv_with_a_mark_and_commas(tmp_path: Path) -> None:
    (source,) = read_sources(written(tmp_path, "code;naam;m2\n7;Rabot;857285,5\n2;Sluizeken;-\n"))
    rows = read_areas(source, tmp_path)
    assert [(row.code, row.name, row.nis, row.square_metres) for row in rows] == [
        ("7", "Rabot", "44021", Decimal("857285.50")), ("2", "Sluizeken", "44021", None),
    ]  # fmt: skip
    assert rows[0].aliases == (("gic", "440217"), ("pinc", "44021W07"))


@pytest.mark.parametrize(
    ("csv", "toml", "key"),
    [
        ("code;wijk;m2\n7;Rabot;1\n", SOURCE, "row 1"),
        ("code;naam;m2\n7;Rabot;1\n;Leeg;1\n", SOURCE, "row 2"),
        ("", SOURCE.replace('level = "neighbourhood"', 'level = "straat"'), "sources[0].level"),
        ("", "sources = 5", "sources"),
    ],
)
def test_a_fault_names_file_and_place(tmp_path: Path, csv: str, toml: str, key: str) -> None:
    path = written(tmp_path, csv, toml)
    with pytest.raises(Unreadable) as caught:
        for source in read_sources(path):
            read_areas(source, tmp_path)
    assert caught.value.facts["key"] == key


# Gent in cijfers has a row of its own for what lies in no neighbourhood
def test_what_is_shipped_can_be_read_whole() -> None:
    counts = {source.key: len(read_areas(source, SHIPPED.parent)) for source in read_sources(SHIPPED)}
    assert counts == {
        "gemeenten-2025": 285, "gent-wijken-stad": 25, "gent-wijken-gic": 26, "gent-wijken-pinc": 25, "gent-sectoren": 254,
    }  # fmt: skip


def test_every_shipped_source_names_its_licence_and_mention() -> None:
    folder = SHIPPED.parent
    licences = (folder / "LICENCES.md").read_text(encoding="utf-8")
    for source in read_sources(SHIPPED):
        assert source.licence and source.attribution and source.file in licences
    assert "Creative Commons Attribution 4.0" in (folder / "CC-BY-4.0.txt").read_text(encoding="utf-8")
