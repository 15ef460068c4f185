"""The word_limit clause: at the limit, over it, over it only when everything counts."""

import pytest

from tests.rules.build import checked, codes, found
from wijkweb.shapes.call import Call

pytestmark = pytest.mark.plain


def words(number: int) -> str:
    return " ".join(["woord"] * number)


@pytest.mark.parametrize(
    ("number", "verdict", "breaches", "notes"),
    [
        (346, "ok", [], []),
        (347, "near", [], ["length.near"]),
        (350, "near", [], ["length.near"]),
        (351, "over", ["length.over"], []),
        (900, "over", ["length.over"], []),
    ],
)
def test_a_section_is_held_to_its_limit(
    wvc: Call, number: int, verdict: str, breaches: list[str], notes: list[str]
) -> None:
    result = checked(wvc, {"objectives": words(number)})
    section = next(s for s in result.sections if s.key == "objectives")
    assert (section.running, section.verdict) == (number, verdict)
    assert codes(result, "breach") == breaches
    assert [code for code in codes(result, "note") if code.startswith("length")] == notes


def test_over_only_with_a_table_and_a_note_is_a_warning_not_a_breach(wvc: Call) -> None:
    text = f"{words(349)}\n\n| a | b |\n| --- | --- |\n| c | d |\n\n[^1]: een noot\n\nFiguur 1: de wijk"
    result = checked(wvc, {"objectives": text})
    (finding,) = found(result, "length.over_with_beside")
    assert codes(result, "breach") == []
    assert finding.severity == "warning"
    assert finding.clause == "word_limit"
    assert dict(finding.facts) == {
        "number": "3", "unit": "words", "limit": 350, "running": 349, "all": 359,
        "over": 9, "tables": 4, "footnotes": 2, "captions": 4,
    }  # fmt: skip


def test_where_the_call_says_that_tables_count_they_do(buurtfonds: Call) -> None:
    text = "x" * 790 + "\n\n| aa | bb |\n| --- | --- |\n| cc | dd |"
    result = checked(buurtfonds, {"people": text})
    (finding,) = found(result, "length.over")
    assert (finding.facts["limit"], finding.facts["running"], finding.facts["over"]) == (800, 801, 1)
    assert finding.facts["unit"] == "characters"


def test_a_table_that_the_form_prints_is_running_text(wvc: Call) -> None:
    result = checked(wvc, {"subsidy": "Bedrag: 5\n\n| een twee | drie |\n| --- | --- |\n| vier | vijf |"})
    section = next(s for s in result.sections if s.key == "subsidy")
    assert (section.running, section.all) == (7, 7)


def test_a_missing_section_is_a_warning_but_a_mere_group_heading_is_not(wvc: Call) -> None:
    result = checked(wvc, {"vision": "Een visie."})
    missing = {finding.section for finding in found(result, "sections.missing")}
    assert "context" in missing
    assert "financing" not in missing
    assert {f.severity.value for f in found(result, "sections.missing")} == {"warning"}


def test_an_empty_section_and_a_doubled_one_are_told(wvc: Call) -> None:
    result = checked(wvc, {"vision": "", "objectives": "Iets.\n\n## 3. Algemene doelstellingen\n\nNog iets."})
    assert [f.section for f in found(result, "sections.empty")] == ["vision"]
    (twice,) = found(result, "sections.twice")
    assert (twice.section, twice.facts["times"]) == ("objectives", 2)


def test_what_stands_before_the_first_section_is_kept_and_counted(wvc: Call) -> None:
    result = checked(wvc, {"vision": "Een visie."}, head="Dit hoort nergens bij.")
    (finding,) = found(result, "paper.unplaced")
    assert (finding.facts["words"], finding.facts["blocks"]) == (4, 1)
    assert [block.text for block in result.dossier.placed.unplaced] == ["Dit hoort nergens bij."]
