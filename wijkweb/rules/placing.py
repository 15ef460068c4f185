"""Laying a paper onto the form of a call: which block belongs to which section, and who wrote it.

Sections are found by number and title, in any order. Nothing is lost: what stands before the first section
or in a table of contents is kept as unplaced.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from wijkweb.rules.fingerprints import normalised, spans
from wijkweb.rules.headings import LEADER, LIMIT, Title, best, split_number, titles
from wijkweb.rules.unfolding import part, unfolded
from wijkweb.rules.words import words
from wijkweb.shapes.call import Call
from wijkweb.shapes.document import Block, Document
from wijkweb.shapes.dossier import Placed, PlacedBlock, PlacedSection, Role


@dataclass(frozen=True, slots=True)
class _Candidate:
    at: int
    key: str
    score: float
    listed: bool  # a line of a table of contents


def place(document: Document, call: Call) -> Placed:
    """The paper laid onto the form of the call."""
    among = titles(call)
    blocks = unfolded(document.blocks, among)
    headings = _without_contents(_candidates(blocks, among), blocks)
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


def _candidates(blocks: Sequence[Block], among: Sequence[Title]) -> list[_Candidate]:
    found = []
    for at, block in enumerate(blocks):
        if block.kind in ("table", "footnote", "caption") or block.number == "•":
            continue
        score, key = best(block, among)
        if score:
            found.append(_Candidate(at, key, score, bool(LEADER.search(block.text))))
    return sorted(found + list(_by_number(blocks, among, found)), key=lambda candidate: candidate.at)


def _by_number(blocks: Sequence[Block], among: Sequence[Title], found: Sequence[_Candidate]) -> Iterator[_Candidate]:
    """Real headings that carry the number of a section that was not found by its title, in its place on the form."""
    taken = {candidate.at for candidate in found}
    places: dict[str, list[int]] = defaultdict(list)
    for candidate in found:
        places[candidate.key].append(candidate.at)
    wanted = {title.number: at for at, title in enumerate(among) if title.key not in places}
    for at, block in enumerate(blocks):
        if block.kind == "heading" and block.level <= 2 and at not in taken:
            number = split_number(block)[0]
            if number in wanted and _in_place(at, wanted[number], among, places):
                yield _Candidate(at, among[wanted.pop(number)].key, 0.1, False)


def _in_place(at: int, order: int, among: Sequence[Title], places: Mapping[str, Sequence[int]]) -> bool:
    """Whether a heading stands behind the section before it on the form and ahead of the one after it."""
    before = next((places[title.key][-1] for title in among[:order][::-1] if title.key in places), None)
    after = next((places[title.key][-1] for title in among[order + 1 :] if title.key in places), None)
    if before is not None and after is not None and before > after:
        return True  # the paper has its own order
    return (before is None or before < at) and (after is None or at < after)


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
    placed: list[PlacedBlock] = []
    for at, (heading, body) in enumerate(bodies):
        # the same heading again is no answer, and stays in its place
        placed += [PlacedBlock(heading, "form")] if at else []
        placed += [piece for piece in _pieces(body, call) if piece.block.table or piece.block.text.strip()]
    return PlacedSection(key, bodies[0][0], tuple(map(_limit_told, placed)), times=len(bodies))


def _limit_told(piece: PlacedBlock) -> PlacedBlock:
    limit = piece.role == "answer" and not piece.block.table and LIMIT.fullmatch(piece.block.text.strip())
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
    piece = part(block, start, end)
    if piece.text:
        # signs that are left over between two printed lines were printed too
        yield PlacedBlock(piece, role if words(piece.text) else "form")
