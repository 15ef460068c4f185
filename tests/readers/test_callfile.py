"""Call files: the published ones say what the sources say; a broken one is told by file and key."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from wijkweb.readers.callfile import PUBLISHED, parse_call, published
from wijkweb.readers.errors import Unreadable
from wijkweb.rules.deadlines import deadline_at, is_open
from wijkweb.shapes.call import (
    Call,
    EligiblePosts,
    InfrastructureMax,
    MaxSubsidy,
    MaxYears,
    OneProposal,
    OwnShareMin,
    WordLimit,
)
from wijkweb.writers.callfile import canonical, dump_call
from wijkweb.writers.messages import say_unreadable

pytestmark = pytest.mark.plain

TEXT = (PUBLISHED / "wvc-2021.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(path.stem for path in PUBLISHED.glob("*.toml")))
def test_load_dump_load_gives_the_same_call(name: str) -> None:
    call = published(name)
    dumped = dump_call(call)
    assert parse_call(dumped, "dumped") == call
    assert canonical(parse_call(dumped, "dumped")) == canonical(call)


def test_the_clauses_of_wvc(wvc: Call) -> None:
    assert wvc.clause(MaxSubsidy).amount == Decimal("800000.00")
    assert (wvc.clause(OwnShareMin).share, wvc.clause(OwnShareMin).base) == (Decimal("0.20"), "total_cost")
    assert len(wvc.clause(OwnShareMin).wordings) == 2
    assert (wvc.clause(InfrastructureMax).share, wvc.clause(InfrastructureMax).posts) == (
        Decimal("0.20"),
        ("investments",),
    )
    assert (wvc.clause(MaxYears).years, wvc.clause(MaxYears).last_day) == (4, date(2025, 12, 31))
    assert wvc.clause(OneProposal).most == 1
    assert [post.key for post in wvc.clause(EligiblePosts).posts] == ["staff", "operating", "studies", "investments"]
    assert (wvc.clause(WordLimit).counting, wvc.clause(WordLimit).beside) == ("lettered", "silent")
    assert all(clause.source for clause in wvc.clauses)


def test_the_sections_of_wvc(wvc: Call) -> None:
    assert {s.number: s.limit for s in wvc.sections if s.limit} == {
        "1": 1000, "2": 750, "3": 350, "4": 500, "5": 350, "6": 500, "7": 350, "8": 350, "9.2": 350, "9.3": 500,
    }  # fmt: skip
    assert len(wvc.section("context").questions) == 8
    assert len(wvc.aspects) == 13
    assert {"criteria", "weights", "jury", "instalments"} <= {item.key for item in wvc.open_items}
    assert [str(entry.amount) for entry in wvc.envelope] == ["4000000.00", "7600000.00"]


def test_the_deadline_moved_and_has_a_zone(wvc: Call) -> None:
    assert [(entry.day, entry.time) for entry in wvc.deadline.history] == [
        (date(2021, 7, 10), None), (date(2021, 7, 19), time(12)),
    ]  # fmt: skip
    assert deadline_at(wvc.deadline).astimezone(UTC) == datetime(2021, 7, 19, 10, tzinfo=UTC)
    assert is_open(wvc.deadline, datetime(2021, 7, 19, 10, tzinfo=UTC))
    assert not is_open(wvc.deadline, datetime(2021, 7, 19, 10, 0, 0, 1, tzinfo=UTC))


def test_the_form_is_known_without_a_copy_of_it(wvc: Call) -> None:
    assert len(wvc.form.fingerprints) > 50
    assert "degelijke diagnose" not in TEXT


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('amount = "800000.00"', 'amount = "veel"', "clauses[0].amount"),
        ('base = "total_cost"', 'base = "alles"', "clauses[1].base"),
        ('share = "0.20"\nbase', 'share = "20"\nbase', "clauses[1].share"),
        ('posts = ["investments"]', 'posts = ["beton"]', "clauses[2].posts"),
        ('number = "2"', 'number = "2."', "sections[1].number"),
        ("limit = 750", "limit = 0", "sections[1].limit"),
        ('key = "vision"\nnumber', 'key = "context"\nnumber', "sections[1]"),
        ('zone = "Europe/Brussels"', 'zone = "Europa/Brussel"', "deadline.zone"),
        ('when = "2021-09"', 'when = "september"', "calendar[2].when"),
        ('title = "Visie"', 'titel = "Visie"', "sections[1].titel"),
        ("version = 1", 'version = "een"', "version"),
        ('    "13:', '    "14:', "form.fingerprints[0]"),
        ('type = "max_years"', 'type = "max_jaren"', "clauses[3].type"),
    ],
)
def test_a_fault_names_file_and_key(old: str, new: str, key: str) -> None:
    text = TEXT.replace(old, new, 1)
    if key.startswith("form"):
        first = TEXT.split('fingerprints = [\n    "')[1].split(":")[0]
        text = TEXT.replace(f'fingerprints = [\n    "{first}:', 'fingerprints = [\n    "99:', 1)
    assert text != TEXT
    with pytest.raises(Unreadable) as caught:
        parse_call(text, "wvc.toml")
    assert (caught.value.facts["file"], caught.value.facts["key"]) == ("wvc.toml", key)
    assert "wvc.toml" in say_unreadable(caught.value.code, caught.value.facts, "nl")


def test_a_file_that_is_no_toml_and_a_call_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_call("id = ", "kapot.toml")
    assert caught.value.facts["file"] == "kapot.toml"
    with pytest.raises(Unreadable) as caught:
        published("../../etc/passwd")
    assert caught.value.code == "call_unknown"
    assert "wvc-2021" in caught.value.facts["known"]
