"""Where a dossier contradicts itself: what it announces and what it lists, and who is in the team."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from wijkweb.rules import lexicon
from wijkweb.rules.fingerprints import small_words
from wijkweb.rules.money import number
from wijkweb.rules.prose import listed, sentences
from wijkweb.shapes.dossier import Dossier, PlacedSection, StaffLine
from wijkweb.shapes.finding import Certainty, Fact, Finding, Severity

_ANNOUNCED = re.compile(
    r"(?P<known>\b(?:de|deze|die|dezelfde|alle|beide|onze|hun|the|these|those|all|both|our|their)\s+)?"
    rf"(?<![\w.,-])(?P<number>[2-9]|1[0-2]|{'|'.join(lexicon.NUMBER_WORDS)})\s+(?P<what>[^\W\d][\w'’-]*(?:\s+[^\W\d][\w'’-]*){{0,3}})\s*:?$",
    re.IGNORECASE,
)
_MEASURES = (
    "jaar",
    "jaren",
    "maand",
    "week",
    "weken",
    "uur",
    "uren",
    "keer",
    "maal",
    "times",
    "dag",
    "euro",
    "vte",
    "fte",
    "procent",
    "year",
    "month",
    "hour",
    "day",
)
_OF_MORE = re.compile(r"(?:van|of|op|tot|à|to)\s+(?:de|het|the|[0-9])", re.IGNORECASE)  # "twee van de drie"
_PREPOSITIONS = {"met", "voor", "op", "in", "van", "bij", "with", "for", "on", "of", "at"}
_DECIMAL = re.compile(
    r"(?<![\w.,])[0-9]{1,2}(?:[.,][0-9]{1,2})?(?![\w]|[.,][0-9])"
    r"(?!\s*(?:%|keer|maal|times?|jaar|jaren|years?|maand|week|weken|uur|uren|dag|months?|weeks?|hours?|days?))",
    re.IGNORECASE,
)


def check_consistency(dossier: Dossier) -> Iterator[Finding]:
    """Announced numbers against lists, and the team of the text against the team of the budget."""
    for section in dossier.placed.sections:
        yield from _announced(section)
    if dossier.spending and len(dossier.spending.staff) > 1:
        for section in dossier.placed.sections:
            if section.key != dossier.spending.section:
                yield from _team(section, dossier.spending.staff)


def _announced(section: PlacedSection) -> Iterator[Finding]:
    answers = section.answers()
    for place, (at, block) in enumerate(answers):
        match = _ANNOUNCED.search(block.text.rstrip()) if block.kind != "table" else None
        # "deze twee wijken:" speaks of what is known already, it announces no list of them
        if not match or match["known"] or lexicon.starts(match["what"], _MEASURES) or _OF_MORE.match(match["what"]):
            continue
        said = match["number"].lower()
        expected = int(said) if said.isdigit() else lexicon.NUMBER_WORDS[said]
        found = listed([other for _, other in answers[place + 1 :]])
        if found > 1 and found != expected:
            facts: dict[str, Fact] = {
                "what": match["what"],
                "announced": expected,
                "listed": found,
                "certainty": Certainty.LIKELY,
            }
            yield Finding("consistency.announced", Severity.WARNING, None, section.key, at, facts)


def _team(section: PlacedSection, staff: tuple[StaffLine, ...]) -> Iterator[Finding]:
    """A sentence that gives the VTE of one function and leaves out that of another which it names."""
    heads = [(line, set(head)) for line in staff if line.vte and (head := _head(line))]
    for at, block in section.answers():
        for sentence in sentences(block.text):
            there = set(small_words(sentence))
            named = [line for line, head in heads if there >= head]
            numbers = {value for match in _DECIMAL.finditer(sentence) if (value := number(match[0])) is not None}
            without = [line for line in named if line.vte not in numbers and not _said_one(sentence, line)]
            if len(named) > len(without) > 0 and numbers & {line.vte for line in named}:
                for line in without:
                    facts: dict[str, Fact] = {
                        "function": line.function,
                        "vte": str(line.vte),
                        "certainty": Certainty.LIKELY,
                    }
                    yield Finding("consistency.vte_left_out", Severity.WARNING, None, section.key, at, facts)


def _head(line: StaffLine) -> list[str]:
    """The words that name a function: those before its first preposition."""
    found = small_words(line.function)
    cut = next((at for at, word in enumerate(found) if word in _PREPOSITIONS), len(found))
    return found[:cut]


def _said_one(sentence: str, line: StaffLine) -> bool:
    """ "een outreachend werker" is one VTE in words."""
    if line.vte != Decimal(1):
        return False
    found = small_words(sentence)
    first = found.index(_head(line)[0])
    return any(word in ("een", "één", "a", "an", "one") for word in found[max(first - 2, 0) : first])
