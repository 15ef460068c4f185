"""Guidance questions: what was asked and not answered, as far as a rule can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wijkweb.rules.money import amounts
from wijkweb.rules.prose import is_prose
from wijkweb.rules.words import place
from wijkweb.shapes.call import Call, Question, SectionSpec
from wijkweb.shapes.document import Block
from wijkweb.shapes.dossier import Dossier
from wijkweb.shapes.finding import Certainty, Fact, Finding, Severity

_REASON = re.compile(
    r"\b(?:omdat|want|daarom|immers|gezien|aangezien|zodat|doordat|waardoor|om\b[^.!?]{1,200}?\bte\b|nodig|nood\b|noodza\w+"
    r"|vereis\w+|reden\w*|motive\w+|verantwoor\w+|verklaar\w+|dekt|dekken|volstaa\w+|gebaseerd|berekend|raming"
    r"|because|since|therefore|need\w*|reason\w*|required|covers?|based)",
    re.IGNORECASE,
)


def check_questions(dossier: Dossier, call: Call) -> Iterator[Finding]:
    """The questions of every section that has an answer at all."""
    for spec in call.sections:
        section = dossier.placed.section(spec.key)
        blocks = [block for _, block in section.answers()] if section else []
        if not any(block.text or block.table for block in blocks):
            continue
        for question in spec.questions:
            yield from _question(question, spec, blocks)


def _question(question: Question, spec: SectionSpec, blocks: Sequence[Block]) -> Iterator[Finding]:
    running = [block for block in blocks if place(block) == "running"]
    facts: dict[str, Fact] = {"number": spec.number, "question": question.text}
    if question.asks == "amount" and not any(True for block in blocks for _ in _amounts(block)):
        yield Finding("questions.no_amount", Severity.WARNING, None, spec.key, facts=facts)
    elif question.asks == "table" and not any(block.table for block in blocks):
        severity = Severity.WARNING if spec.table_printed else Severity.NOTE
        yield Finding("questions.no_table", severity, None, spec.key, facts=facts)
    elif question.asks == "reason":
        prose = [block for block in running if is_prose(block)]
        if not prose:
            facts["certainty"] = Certainty.LIKELY
            yield Finding("questions.no_reason", Severity.WARNING, None, spec.key, facts=facts)
        elif not any(_REASON.search(block.text) for block in prose):
            facts["certainty"] = Certainty.POSSIBLE
            yield Finding("questions.reason_unclear", Severity.NOTE, None, spec.key, facts=facts)
    elif question.cues and not any(_cued(block.text, question.cues) for block in running):
        facts["certainty"] = Certainty.POSSIBLE
        yield Finding("questions.passed_by", Severity.NOTE, None, spec.key, facts=facts)


def _amounts(block: Block) -> Iterator[object]:
    texts = [cell for row in block.table.rows for cell in row] if block.table else [block.text]
    for text in texts:
        yield from amounts(text)


def _cued(text: str, cues: Sequence[str]) -> bool:
    return any(re.search(rf"(?<![^\W_]){re.escape(cue)}", text, re.IGNORECASE) for cue in cues)
