"""The words of a finding: every code has its sentence, in Dutch as well, with the same blanks."""

import ast
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import polib
import pytest

from wijkweb.contract import money_words
from wijkweb.shapes.finding import Certainty, Finding, Severity, Share
from wijkweb.writers import check_text, messages

pytestmark = pytest.mark.plain

CODE = Path(messages.__file__).resolve().parents[1]
CATALOGUE = polib.pofile(str(messages.LOCALE / "nl" / "LC_MESSAGES" / "findings.po"))


def everything() -> set[str]:
    groups = (
        messages.FINDINGS,
        messages.UNREADABLE,
        messages.TERMS,
        check_text.VERDICTS,
        check_text.SEVERITIES,
        check_text.FINANCE,
        check_text.HEADS,
    )
    return {text for group in groups for text in group.values()}


def test_the_dutch_catalogue_is_complete_and_has_nothing_else() -> None:
    known = {entry.msgid: entry for entry in CATALOGUE}
    assert everything() - set(known) == set()
    assert set(known) - everything() == set()
    assert [entry.msgid for entry in CATALOGUE if not entry.msgstr or entry.fuzzy] == []


def test_a_translation_has_the_blanks_of_its_message() -> None:
    def blanks(text: str) -> list[str]:
        return sorted(re.findall(r"\{(\w+)\}", text))

    assert [entry.msgid for entry in CATALOGUE if set(blanks(entry.msgstr)) != set(blanks(entry.msgid))] == []


def codes_in(folder: str, name: str) -> set[str]:
    found = set()
    for path in (CODE / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name and node.args:
                found |= {
                    c.value for c in ast.walk(node.args[0]) if isinstance(c, ast.Constant) and isinstance(c.value, str)
                }
    return found


def test_every_code_of_a_rule_and_of_a_reader_has_a_sentence() -> None:
    rules = {code for code in codes_in("rules", "Finding") if "." in code}
    assert len(rules) > 30
    # what concerns money in execution has its words in the room that shows it
    assert rules - set(messages.FINDINGS) - set(money_words.FINDINGS) - {"paper."} == set()
    readers = codes_in("readers", "Unreadable")
    assert len(readers) > 15
    # readers.apart passes on the code that the process apart answered
    assert readers - set(messages.UNREADABLE) == {"unreadable"}


def test_numbers_are_written_as_the_language_does() -> None:
    finding = Finding(
        "own_share.short",
        Severity.BREACH,
        facts={
            "own": Decimal("1234.50"), "share": Share(Fraction(111850, 511597)), "base": "total_cost",
            "least_share": Share(Fraction(1, 5)), "least": Decimal("2000000.00"), "short": Decimal("0.01"),
        },
    )  # fmt: skip
    assert messages.say(finding, "nl") == (
        "De eigen inbreng is 1.234,50 euro, 21,86 % van de totale kost; er is minstens 20 % nodig. "
        "Bij deze subsidie is dat 2.000.000,00 euro: er ontbreekt 0,01 euro."
    )
    assert "1,234.50 euro, 21.86 % of the total cost" in messages.say(finding, "en")


def test_lists_of_facts_read_as_a_sentence() -> None:
    finding = Finding(
        "split.rounded",
        Severity.NOTE,
        facts={
            "posts": (
                ("personeel", Share(Fraction(99, 100)), Share(Fraction(3, 4))),
                ("werking", Share(Fraction(1, 100)), Share(Fraction(1, 4))),
            )
        },
    )
    assert messages.say(finding, "nl").endswith("personeel: 99 % / 75 %; werking: 1 % / 25 %.")


@pytest.mark.parametrize(
    ("value", "shown"),
    [("0", "0 %"), ("1/3", "33.33 %"), ("99995/100000", "100 %"), ("1/8", "12.5 %"), ("-1/4", "-25 %")],
)
def test_a_percentage(value: str, shown: str) -> None:
    assert messages.percentage(Share(Fraction(value)), "en") == shown


def test_how_sure_a_rule_is() -> None:
    finding = Finding("promise.no_target", Severity.WARNING, facts={"track": "x", "certainty": Certainty.LIKELY})
    assert messages.certainty(finding, "nl") == "uit de tekst gelezen, waarschijnlijk"
    assert messages.certainty(Finding("subsidy.left", Severity.NOTE), "nl") == ""
