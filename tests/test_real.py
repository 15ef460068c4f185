"""The real dossier, in its three renderings: every figure that a reader found by hand."""

import json
import subprocess
import sys
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from tests.real import NAME, folder
from wijkweb.readers.apart import read_apart
from wijkweb.readers.callfile import published
from wijkweb.rules.check import check
from wijkweb.shapes.check import Check

pytestmark = [pytest.mark.real, pytest.mark.plain]

KINDS = ["md", "docx", "pdf"]
WORDS = {"1": 924, "2": 747, "3": 348, "4": 497, "5": 334, "6": 486, "7": 347, "8": 197, "9.2": 56, "9.3": 436}
LIMITS = {"1": 1000, "2": 750, "3": 350, "4": 500, "5": 350, "6": 500, "7": 350, "8": 350, "9.2": 350, "9.3": 500}


@cache
def result(kind: str) -> Check:
    place = folder()
    assert place is not None
    return check(read_apart((place / f"{NAME}.{kind}").read_bytes()), published("wvc-2021"))


def facts(kind: str, code: str) -> list[dict[str, Any]]:
    return [dict(finding.facts) for finding in result(kind).findings if finding.code == code]


@pytest.mark.parametrize("kind", KINDS)
def test_no_breach_and_exit_code_0(kind: str) -> None:
    place = folder()
    assert place is not None
    file = str(place / f"{NAME}.{kind}")
    done = subprocess.run(
        [sys.executable, "-m", "wijkweb", "check", file, "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert [f for f in json.loads(done.stdout)["findings"] if f["severity"] == "breach"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_words(kind: str) -> None:
    counts = {s.number: s for s in result(kind).sections}
    for number, expected in WORDS.items():
        near = max(3, expected * 0.02) if kind == "pdf" else 0
        assert abs(counts[number].running - expected) <= near, number
        assert counts[number].running <= LIMITS[number]
    first = counts["1"]
    if kind != "pdf":
        assert (first.all, first.tables, first.footnotes, first.captions) == (1048, 60, 47, 17)
    assert first.verdict == "over_with_beside"
    assert sorted(n for n, s in counts.items() if s.verdict == "near") == ["2", "3", "4", "7"]


@pytest.mark.parametrize("kind", KINDS)
def test_finance(kind: str) -> None:
    money = result(kind).finance
    assert (money.subsidy, money.own, money.total) == (
        Decimal("799494.00"),
        Decimal("223700.00"),
        Decimal("1023194.00"),
    )
    assert (str(money.own_share_of_total), str(money.own_share_of_subsidy)) == ("0.2186", "0.2798")
    assert (money.least_own, money.margin, money.left) == (Decimal("199873.50"), Decimal("23826.50"), Decimal("506.00"))
    assert str(money.infrastructure_share) == "0.0000"
    (shifted,) = facts(kind, "finance.labels_shifted")
    assert shifted["lines"] == (("Personeel", Decimal("203700.00")), ("Werking", Decimal("20000.00")))


@pytest.mark.parametrize("kind", KINDS)
def test_staff_and_split(kind: str) -> None:
    (costs,) = facts(kind, "staff.costs")
    assert costs["amounts"] == (Decimal("349948.72"), Decimal("224827.32"), Decimal("218717.96"))
    assert (costs["sum"], costs["vte"], costs["years"]) == (Decimal("793494.00"), Decimal("3.4"), "4")
    assert [value for _, value in costs["costs"]] == [Decimal("54679.49"), Decimal("70258.54"), Decimal("54679.49")]
    (apart,) = facts(kind, "staff.cents_apart")
    assert apart["cents"] == 2
    assert len(facts(kind, "staff.no_indexation")) == 1
    (split,) = facts(kind, "split.rounded")
    assert [(label, str(printed), str(exact)) for label, printed, exact in split["posts"]] == [
        ("personeel", "0.9900", "0.9925"), ("werking", "0.0100", "0.0075"),
    ]  # fmt: skip
    assert [row["post"] for row in facts(kind, "posts.no_row")] == ["Studies en onderzoek"]


@pytest.mark.parametrize("kind", KINDS)
def test_diagnosis_questions_and_consistency(kind: str) -> None:
    (index,) = facts(kind, "diagnosis.index_is_ratio")
    assert (index["ratios"], index["base"]) == ((Decimal("66.2"), Decimal("70.9")), "Gent")
    assert len(facts(kind, "diagnosis.mixed_decimals")) == 1
    assert facts(kind, "diagnosis.no_source") == [{"missing": ("source", "year")}]
    assert [row["number"] for row in facts(kind, "questions.no_reason")] == ["9.2"]
    (levels,) = facts(kind, "consistency.announced")
    assert (levels["announced"], levels["listed"]) == (3, 4)
    (left_out,) = facts(kind, "consistency.vte_left_out")
    assert (left_out["function"], left_out["vte"]) == ("coördinator", "0.8")
    (own_staff,) = facts(kind, "own_staff.not_described")
    assert own_staff["amount"] == Decimal("203700.00")
    (hours,) = facts(kind, "promise.no_base")
    assert hours["hours"] == "30"
    (track,) = facts(kind, "promise.no_target")
    assert track["track"].startswith("SPOOR 2")


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_read_as_data(kind: str) -> None:
    dossier = result(kind).dossier
    assert dossier.municipality == "Stad Gent"
    assert dossier.project.startswith("WEB – op de grens Rabot-Blaisantvest")
    assert len(dossier.contacts) == 3
    assert len(dossier.annexes) == 7
    assert dossier.diagnosis is not None
    assert len(dossier.diagnosis.rows) == 8
    assert [row[0] for row in dossier.diagnosis.rows][3:5] == [
        "werkloosheidsdruk",
        "werkloosheidsdruk jongeren (tussen 18 en 24)",
    ]


def test_the_three_renderings_say_the_same() -> None:
    def said(kind: str) -> list[tuple[str, str, str | None]]:
        return [(f.code, f.severity.value, f.section) for f in result(kind).findings if f.code != "paper.unplaced"]

    assert said("md") == said("docx") == said("pdf")
