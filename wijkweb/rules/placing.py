"""Laying a paper onto the form of a call: which block belongs to which section, and who wrote it.

Sections are found by number and title, in any order. Nothing is lost: what stands before the first section
or in a table of contents is kept as unplaced.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from wijkweb.rules.fingerprints import normalised, spans
from wijkweb.rules.words import words
from wijkweb.shapes.call import Call, SectionSpec
from wijkweb.shapes.document import Block, Document, Mark
from wijkweb.shapes.dossier import Placed, PlacedBlock, PlacedSection, Role

_LIMIT = re.compile(
    r"[(\[]?\s*(?:max(?:imaal|imum)?|ten hoogste|hoogstens|at most|up to)\b\s*\.?\s*[0-9][0-9 .]*\s*"
    r"(?:woorden|words|tekens|karakters|characters)[^()\[\]]{0,40}[)\]]?\s*[.:]?",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\s*(?:(?:vraag|deel|onderdeel|rubriek|section|question|part)\s+)?([0-9]{1,2}(?:\.[0-9]{1,2})*)\s*[.):–-]?(?=\s)",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:\.{3,}|…|\t)\s*[0-9]{1,3}\s*$")
_HEADING_WORDS = 30
SAME_NUMBER = 0.6  # likeness of titles that is enough beside the right number
NO_NUMBER = 0.85  # and without it


@dataclass(frozen=True, slots=True)
class _Candidate:
    at: int
    key: str
    score: float
    listed: bool  # a line of a table of contents


def place(document: Document, call: Call) -> Placed:
    """The paper laid onto the form of the call."""
    blocks = document.blocks
    headings = _without_contents(_candidates(blocks, call), blocks)
    ends = _ends(headings, blocks)
    bodies: dict[str, list[tuple[Block, Sequence[Block]]]] = defaultdict(list)
    for candidate, end in zip(headings, ends, strict=True):
        bodies[candidate.key].append((blocks[candidate.at], blocks[candidate.at + 1 : end]))
    first = headings[0].at if headings else len(blocks)
    return Placed(
        sections=tuple(_section(spec.key, bodies[spec.key], call) for spec in call.sections if spec.key in bodies),
        unplaced=blocks[:first],
        missing=tuple(spec.key for spec in call.sections if spec.key not in bodies),
    )


def _candidates(blocks: Sequence[Block], call: Call) -> list[_Candidate]:
    titles = [(spec, Counter(word.text for word in normalised(spec.title))) for spec in call.sections]
    found = []
    for at, block in enumerate(blocks):
        if block.kind in ("table", "footnote", "caption") or block.number == "•" or len(block.text) > 400:
            continue
        score, key = _best(block, titles)
        if score:
            found.append(_Candidate(at, key, score, bool(_LEADER.search(block.text))))
    known = {candidate.key for candidate in found}
    return sorted(found + list(_by_number(blocks, call, known)), key=lambda candidate: candidate.at)


def _best(block: Block, titles: Sequence[tuple[SectionSpec, Counter[str]]]) -> tuple[float, str]:
    """The section whose heading this block is most like; a score of 0 when it is like none."""
    number, text = _split_number(block)
    own = Counter(word.text for word in normalised(_LEADER.sub("", _LIMIT.sub("", text))))
    if not own or own.total() > _HEADING_WORDS:
        return 0.0, ""
    sentence = text.rstrip().endswith((".", ";", ","))
    best = (0.0, "")
    for spec, title in titles:
        likeness = 2 * (own & title).total() / (own.total() + title.total())
        numbered = number == spec.number
        if likeness >= (SAME_NUMBER if numbered else NO_NUMBER) and (numbered or not sentence):
            best = max(best, (likeness + numbered, spec.key))
    return best


def _by_number(blocks: Sequence[Block], call: Call, known: set[str]) -> Iterator[_Candidate]:
    """Real headings that carry the number of a section that was not found by its title."""
    wanted = {spec.number: spec.key for spec in call.sections if spec.key not in known}
    for at, block in enumerate(blocks):
        if block.kind == "heading" and block.level <= 2:
            key = wanted.pop(_split_number(block)[0], None)
            if key:
                yield _Candidate(at, key, 0.1, False)


def _split_number(block: Block) -> tuple[str, str]:
    if block.number and block.number[0].isdigit():
        return block.number.rstrip(".) "), block.text
    match = _NUMBER.match(block.text)
    return (match[1], block.text[match.end() :]) if match else ("", block.text)


def _without_contents(candidates: list[_Candidate], blocks: Sequence[Block]) -> list[_Candidate]:
    """Leaves out what only looks like a heading.

    Lines of a table of contents are a run of headings with nothing between them; and where a section stands
    under its number, a line with its title alone is a sub-heading of another section.
    """
    times = Counter(candidate.key for candidate in candidates)
    numbered = {candidate.key for candidate in candidates if candidate.score > 1}
    kept = [c for c in candidates if not (c.listed and times[c.key] > 1) and (c.score > 1 or c.key not in numbered)]
    ends = _ends(kept, blocks)
    bare = [end - c.at == 1 for c, end in zip(kept, ends, strict=True)]
    times = Counter(c.key for c in kept)
    result = []
    for at, candidate in enumerate(kept):
        in_run = bare[at] or (at > 1 and bare[at - 1] and bare[at - 2])
        later = any(other.key == candidate.key for other in kept[at + 1 :])
        if not (in_run and times[candidate.key] > 1 and later):
            result.append(candidate)
    return result


def _ends(candidates: list[_Candidate], blocks: Sequence[Block]) -> list[int]:
    """Where the body of each heading ends: at the next heading, or with the paper."""
    return [*(candidate.at for candidate in candidates[1:]), len(blocks)][: len(candidates)]


def _section(key: str, bodies: list[tuple[Block, Sequence[Block]]], call: Call) -> PlacedSection:
    blocks = [block for _, body in bodies for block in body]
    placed = [piece for piece in _pieces(blocks, call) if piece.block.table or piece.block.text.strip()]
    return PlacedSection(key, bodies[0][0], tuple(map(_limit_told, placed)), times=len(bodies))


def _limit_told(piece: PlacedBlock) -> PlacedBlock:
    limit = piece.role == "answer" and not piece.block.table and _LIMIT.fullmatch(piece.block.text.strip())
    return replace(piece, role="limit") if limit else piece


def _pieces(blocks: Sequence[Block], call: Call) -> Iterator[PlacedBlock]:
    """The blocks, cut where a printed line of the form begins or ends."""
    stream = [(at, word) for at, block in enumerate(blocks) if block.table is None for word in normalised(block.text)]
    edges = [at for at in range(len(stream)) if at == 0 or stream[at][0] != stream[at - 1][0]]
    printed: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for start, end in spans([word.text for _, word in stream], call.form.fingerprints, edges):
        for at, group in groupby(stream[start:end], key=lambda pair: pair[0]):
            inside = [word for _, word in group]
            printed[at].append((inside[0].start, inside[-1].end))
    for at, block in enumerate(blocks):
        yield from _cut(block, printed[at]) if at in printed else [PlacedBlock(block, "answer")]


def _cut(block: Block, printed: list[tuple[int, int]]) -> Iterator[PlacedBlock]:
    place = 0
    for start, end in printed:
        start, end = _with_signs(block.text, start, end)
        yield from _piece(block, place, start, "answer")
        yield from _piece(block, start, end, "form")
        place = end
    yield from _piece(block, place, len(block.text), "answer")


def _with_signs(text: str, start: int, end: int) -> tuple[int, int]:
    """A printed line with the signs that hang on its first and last word."""
    while start and not text[start - 1].isspace() and not text[start - 1].isalnum():
        start -= 1
    while end < len(text) and not text[end].isspace() and not text[end].isalnum():
        end += 1
    return start, end


def _piece(block: Block, start: int, end: int, role: Role) -> Iterator[PlacedBlock]:
    text = block.text[start:end].strip()
    if not text:
        return
    start = block.text.index(text, start)
    end = start + len(text)
    marks = tuple(
        Mark(max(mark.start, start) - start, min(mark.end, end) - start, mark.kind, mark.href)
        for mark in block.marks
        if mark.start < end and mark.end > start
    )
    # signs that are left over between two printed lines were printed too
    yield PlacedBlock(replace(block, text=text, marks=marks), role if words(text) else "form")
