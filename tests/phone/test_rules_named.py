"""Each of the offline rules R1-R19 has a test that names it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.plain

TESTS = Path(__file__).resolve().parents[1]
RULES = {f"R{number}" for number in range(1, 20)}


def named() -> dict[str, set[str]]:
    """The rules that titles of tests name, with the files in which they do."""
    found: dict[str, set[str]] = {}
    for pattern, title in (
        ("js/phone-*.test.mjs", r"^test\([\"`](R[0-9]+) "),
        ("field/test_*.py", r"^def test_(r[0-9]+)_"),
        ("phone/test_*.py", r"^def test_(r[0-9]+)_"),
        ("journeys/test_*.py", r"^def test_(r[0-9]+)_"),
    ):
        for path in TESTS.glob(pattern):
            for rule in re.findall(title, path.read_text(encoding="utf-8"), re.MULTILINE):
                found.setdefault(rule.upper(), set()).add(path.name)
    return found


def test_every_rule_has_a_test_that_names_it() -> None:
    assert set(named()) == RULES


def test_what_the_server_has_to_hold_is_named_on_the_server_too() -> None:
    of_the_server = {"R1", "R2", "R9", "R10", "R11", "R14", "R17", "R18"}
    python = {rule for rule, files in named().items() if any(name.endswith(".py") for name in files)}
    assert of_the_server <= python
