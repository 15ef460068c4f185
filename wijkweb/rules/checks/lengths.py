"""Sections and their limits: which are there, which are too long, which are on the edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wijkweb.rules.words import count, words
from wijkweb.shapes.call import Call, SectionSpec, WordLimit
from wijkweb.shapes.check import SectionCount, Verdict
from wijkweb.shapes.dossier import Placed
from wijkweb.shapes.finding import Fact, Finding, Severity

NEAR = {"words": 3, "characters": 20}


def section_counts(placed: Placed, call: Call) -> tuple[SectionCount, ...]:
    """Every section of the call with its count, in form order."""
    clause = call.clause(WordLimit)
    return tuple(_count(spec, placed, clause) for spec in call.sections)


def _count(spec: SectionSpec, placed: Placed, clause: WordLimit | None) -> SectionCount:
    section = placed.section(spec.key)
    blocks = [block for _, block in section.answers()] if section else []
    counted = count(blocks, spec.unit, own_table=spec.table_printed)
    return SectionCount(
        key=spec.key,
        number=spec.number,
        title=spec.title,
        unit=spec.unit,
        limit=spec.limit,
        counting=clause.counting if clause else "lettered",
        running=counted.running,
        tables=counted.tables,
        footnotes=counted.footnotes,
        captions=counted.captions,
        verdict=_verdict(spec, counted.running, counted.all, clause) if section else "missing",
    )


def _verdict(spec: SectionSpec, running: int, everything: int, clause: WordLimit | None) -> Verdict:
    if spec.limit is None:
        return "free"
    counts = everything if clause and clause.beside == "count" else running
    if counts > spec.limit:
        return "over"
    if everything > spec.limit and (clause is None or clause.beside == "silent"):
        return "over_with_beside"
    return "near" if spec.limit - counts <= NEAR[spec.unit] else "ok"


def check_lengths(sections: Sequence[SectionCount], placed: Placed, call: Call) -> Iterator[Finding]:
    """What the counts say about each section."""
    for section in sections:
        if section.verdict == "missing":
            if _groups_only(call.section(section.key), call):
                continue
            yield Finding("sections.missing", Severity.WARNING, section=section.key, facts=_named(section))
            continue
        yield from _length(section, call)
        found = placed.section(section.key)
        if found and found.times > 1:
            facts = {**_named(section), "times": found.times}
            yield Finding("sections.twice", Severity.WARNING, section=section.key, facts=facts)
        if section.limit is not None and section.all == 0:
            yield Finding("sections.empty", Severity.WARNING, section=section.key, facts=_named(section))
    left = sum(words(block.plain) for block in placed.unplaced)
    if left:
        yield Finding("paper.unplaced", Severity.NOTE, facts={"words": left, "blocks": len(placed.unplaced)})


def _groups_only(spec: SectionSpec, call: Call) -> bool:
    """A heading over other sections that asks nothing itself; a paper can do without it."""
    over_others = any(other.number.startswith(f"{spec.number}.") for other in call.sections)
    return over_others and spec.limit is None and spec.table is None and not spec.questions


def _named(section: SectionCount) -> dict[str, Fact]:
    return {"number": section.number, "title": section.title}


def _length(section: SectionCount, call: Call) -> Iterator[Finding]:
    if section.limit is None or section.verdict not in ("over", "over_with_beside", "near"):
        return
    clause = call.clause(WordLimit)
    counted = section.all if clause and clause.beside == "count" else section.running
    facts: dict[str, Fact] = {
        "number": section.number,
        "unit": section.unit,
        "limit": section.limit,
        "running": counted,
        "all": section.all,
    }
    beside: dict[str, Fact] = {"tables": section.tables, "footnotes": section.footnotes, "captions": section.captions}
    if section.verdict == "over":
        facts["over"] = counted - section.limit
        yield Finding("length.over", Severity.BREACH, "word_limit", section.key, facts={**facts, **beside})
    elif section.verdict == "over_with_beside":
        facts["over"] = section.all - section.limit
        yield Finding("length.over_with_beside", Severity.WARNING, "word_limit", section.key, facts={**facts, **beside})
    else:
        facts["left"] = section.limit - counted
        yield Finding("length.near", Severity.NOTE, "word_limit", section.key, facts=facts)
