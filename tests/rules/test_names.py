"""The scan for personal data: figures on invented notes, a part of which was held out; the phone has the same rules."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from wijkweb.rules import names_words
from wijkweb.rules.names import scan

pytestmark = pytest.mark.plain

ROOT = Path(__file__).resolve().parents[2]
VECTORS = json.loads((Path(__file__).parent / "names.json").read_text(encoding="utf-8"))
VOCABULARY = VECTORS["vocabulary"]
PARTS = {"tuning": (40, 20), "held_out": (24, 12)}


def found_in(note: dict[str, Any], item: dict[str, str]) -> bool:
    start = note["text"].index(item["text"])
    end = start + len(item["text"])
    finds = [one for one in scan(note["text"], VOCABULARY) if one.start < end and start < one.end]
    return any(one.hard or item["kind"] == "name" for one in finds)


@pytest.mark.parametrize("part", PARTS)
def test_hard_kinds_are_all_found_names_mostly_and_clean_notes_seldom_flagged(part: str) -> None:
    notes = VECTORS[part]
    clean = [note for note in notes if not note["items"]]
    assert (len(notes), len(clean)) == PARTS[part]
    marked = [(item["kind"], found_in(note, item)) for note in notes for item in note["items"]]
    hard = [hit for kind, hit in marked if kind != "name"]
    names = [hit for kind, hit in marked if kind == "name"]
    false = [note["text"] for note in clean if scan(note["text"], VOCABULARY)]
    print(
        f"{part}: hard {sum(hard)}/{len(hard)}, names {sum(names)}/{len(names)}, false alarms {len(false)}/{len(clean)}"
    )
    assert all(hard)
    assert sum(names) >= 0.8 * len(names)
    assert len(false) <= 0.1 * len(clean)


@pytest.mark.parametrize("note", [*VECTORS["tuning"], *VECTORS["held_out"]], ids=lambda note: note["text"][:30])
def test_the_finds_are_those_that_the_phone_is_held_to(note: dict[str, Any]) -> None:
    assert [[one.kind, one.start, one.end, one.hard] for one in scan(note["text"], VOCABULARY)] == note["found"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Bel 0478/12.34.56.", ["phone"]),
        ("Op 01/12/2021 14 jongeren gezien.", []),
        ("85073003329 is geen nummer.", []),
        ("Geboren op 01-02-09.", ["birth"]),
        ("Feest op 14/02/2023.", []),
        ("IBAN BE68539007547034", ["iban"]),
        ("BE68 5390 0754 7035 klopt niet.", []),
        ("Op de Sleepstraat 3 gasten, op de Dok 4 niemand.", []),
        ("Aan de Sint-Salvatorstraat 9a.", ["address"]),
        ("Facebook 25 reacties op zone 30.", []),
        ("Mail naar info@stad.be of @jeugd_gent.", ["mail", "handle"]),
        ("", []),
    ],
)
def test_hard_kinds_at_their_edges(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in scan(text, VOCABULARY) if one.hard] == kinds


def test_the_vocabulary_is_nobodys_name_and_is_matched_by_whole_words() -> None:
    assert [one.kind for one in scan("Gesproken bij Maria Goretti met Goran.", ["Maria Goretti"])] == ["name"]
    assert [one.kind for one in scan("Gesproken met Rabotin.", ["Rabot"])] == ["name"]


def test_names_that_follow_each_other_are_one_find() -> None:
    text = "De vader, Ahmed Yilmaz, zweeg."
    assert [text[one.start : one.end] for one in scan(text)] == ["Ahmed Yilmaz"]


def test_the_phone_knows_the_same_words() -> None:
    source = (ROOT / "wijkweb/phone/static/phone/names.js").read_text(encoding="utf-8")
    lists = {
        name: frozenset(" ".join(re.findall(r'"([^"]*)"', body)).split())
        for name, body in re.findall(r"const (\w+) = words\((.*?)\);", source, re.DOTALL)
    }
    ours = {name: value for name, value in vars(names_words).items() if name.isupper()}
    assert lists == ours
    assert len(lists) == 13
