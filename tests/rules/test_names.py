"""Personal data in a short text: tuned on one half of the invented notes, held to the bar on the other."""

from __future__ import annotations

import json
import random
import string
from pathlib import Path
from typing import Any

import pytest

from wijkweb.rules.names import HARD, masked, scan

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent / "names.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("part", ["tuning", "held_out"])
def test_hard_kinds_are_all_found_names_mostly_and_clean_notes_stay_clean(part: str) -> None:
    found: dict[str, list[bool]] = {"hard": [], "name": []}
    alarms = []
    for note in VECTORS[part]:
        said = scan(note["text"], VECTORS["vocabulary"])
        for kind, start, end in note["items"]:
            hit = any(one.start < end and one.end > start for one in said)
            found["hard" if kind in HARD else "name"].append(hit)
        if not note["items"]:
            alarms.append(bool(said))
    share = {kind: sum(hits) / len(hits) for kind, hits in found.items()}
    false = sum(alarms) / len(alarms)
    print(f"\n{part}: hard {share['hard']:.0%}, names {share['name']:.0%}, false alarms {false:.0%}")
    assert share["hard"] == 1
    assert share["name"] >= 0.8
    assert false <= 0.1


def test_a_possible_name_is_masked_and_a_number_is_not() -> None:
    assert masked("Hij heet Stoyan en belt 0470 12 34 56.") == "Hij heet [naam] en belt 0470 12 34 56."


@pytest.mark.parametrize(
    "text", ["00000000000", "12345678901", "93.05.18-223.62", "BE68 5390 0754 7035", "12/03/2022", "3-5 jongeren"]
)
def test_what_is_no_number_of_anybody_is_left(text: str) -> None:
    assert scan(text) == ()


def test_any_text_is_scanned_within_its_bounds() -> None:
    chance = random.Random(7)
    letters = string.printable + "éÉ’“ @+0123456789"
    for _ in range(300):
        text = "".join(chance.choice(letters) for _ in range(280))
        assert all(0 <= one.start < one.end <= len(text) for one in scan(text))
