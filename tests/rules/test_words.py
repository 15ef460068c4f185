"""One counting rule in Python and in JavaScript: the vectors by hand, and 10,000 generated texts."""

import json
import random
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from wijkweb.rules.words import characters, count, count_markdown, words
from wijkweb.shapes.document import Block, Table

pytestmark = pytest.mark.plain

HERE = Path(__file__).resolve().parent
VECTORS = json.loads((HERE / "word_vectors.json").read_text(encoding="utf-8"))
COUNTER = HERE.parent / "js" / "count_lines.mjs"
TEXTS = 10_000
ATOMS = [
    "woord", "EU-13", "'s", "foto's", "799.494,00", "1 023 194", "€", "https://stad.gent/nl?a=b_c", "**", "*", "***",
    "_", "__", "~~", "`", "[", "]", "(", ")", "[tekst](http://a.b)", "![beeld](x.png)", "[^1]", "\n[^1]: ", "<i>", "</i>",
    "<b>", "</b>", "<br>", "<br/>", "<https://a.b/c>", "|", "\n| a | b |\n|---|---|\n", "\na | b\n---|---\n", "\t", "\n", "\n\n", "\r\n", "\r",
    "\n- ", "\n  - ", "\n1. ", "\n## ", "\u00a0", "\u00ad", "\u200b", "\u2028", "\u3000", "гр. София", "İstanbul ılık",
    "🙂", "👩🏽‍🚒", "½", "²", "¹ ", "\n¹ noot ", "\nFiguur 1: ", "\nBron: ", "\nTabel 2\n", "Fıg ſ K", "–", "—", "...",
    "\\*", "\\", "x", " ", "  ", "   ",
]  # fmt: skip


@pytest.mark.parametrize("vector", VECTORS, ids=[str(number) for number in range(len(VECTORS))])
def test_vector(vector: dict) -> None:
    for unit in ("words", "characters"):
        found = count_markdown(vector["text"], unit)  # type: ignore[arg-type]
        assert [found.running, found.tables, found.footnotes, found.captions] == vector[unit]


def generated() -> list[dict]:
    chance = random.Random(20211)
    return [
        {
            "text": "".join(chance.choice(ATOMS) + " " * (chance.random() < 0.4) for _ in range(chance.randint(1, 40))),
            "unit": chance.choice(["words", "characters"]),
            "own_table": chance.random() < 0.3,
        }
        for _ in range(TEXTS)
    ]


@pytest.mark.skipif(shutil.which("node") is None, reason="no Node")
def test_the_page_counts_as_the_server_does() -> None:
    cases = generated()
    lines = "\n".join(json.dumps(case) for case in cases)
    done = subprocess.run(
        ["node", str(COUNTER)], input=lines, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    pages = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(pages) == TEXTS
    met: Counter[str] = Counter()
    different = []
    for case, page in zip(cases, pages, strict=True):
        server = count_markdown(case["text"], case["unit"], own_table=case["own_table"])
        told = {name: getattr(server, name) for name in ("running", "tables", "footnotes", "captions", "all")}
        met.update(name for name, number in told.items() if number)
        if told != page:
            different.append((case, told, page))
    assert different == []
    # the texts really hold what the rule tells apart
    assert min(met[name] for name in ("running", "tables", "footnotes", "captions")) > 200


def test_a_plain_text() -> None:
    assert words("EU-13, 's avonds\u00a0in  de wijk") == 6
    assert characters("een\r\ntwee") == 8


def test_a_document_counts_as_its_markdown() -> None:
    blocks = [
        Block("paragraph", "een twee"),
        Block("table", table=Table((("a", "b"),))),
        Block("footnote", "drie", "1"),
    ]
    counted = count(blocks)
    assert (counted.running, counted.tables, counted.footnotes, counted.captions, counted.all) == (2, 2, 1, 0, 5)
    assert count(blocks, own_table=True).running == 4
