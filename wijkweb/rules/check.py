"""A dossier held against a call: every rule in turn, in the order of the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wijkweb.rules.checks.consistency import check_consistency
from wijkweb.rules.checks.diagnosis import check_diagnosis
from wijkweb.rules.checks.duration import check_duration
from wijkweb.rules.checks.lengths import check_lengths, section_counts
from wijkweb.rules.checks.money import check_money, summarise
from wijkweb.rules.checks.promises import check_promises
from wijkweb.rules.checks.questions import check_questions
from wijkweb.rules.checks.tables import check_tables
from wijkweb.rules.dossier import read_dossier
from wijkweb.shapes.call import Call
from wijkweb.shapes.check import Check
from wijkweb.shapes.document import Document
from wijkweb.shapes.dossier import Dossier
from wijkweb.shapes.finding import Finding, Severity

_WEIGHT = {Severity.BREACH: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def check(document: Document, call: Call) -> Check:
    """The paper read, counted and held against every clause of the call."""
    return check_dossier(read_dossier(document, call), call, _remarks(document))


def check_dossier(dossier: Dossier, call: Call, remarks: Iterable[Finding] = ()) -> Check:
    """A dossier that was read or written, counted and held against every clause of the call."""
    sections = section_counts(dossier.placed, call)
    summary = summarise(dossier, call)
    findings = [
        *remarks,
        *check_lengths(sections, dossier.placed, call),
        *check_money(dossier, summary, call),
        *check_tables(dossier, call),
        *check_duration(dossier, call),
        *check_diagnosis(dossier),
        *check_questions(dossier, call),
        *check_consistency(dossier),
        *check_promises(dossier, call),
    ]
    order = {spec.key: at for at, spec in enumerate(call.sections)}
    findings.sort(key=lambda finding: (_WEIGHT[finding.severity], order.get(finding.section or "", -1)))
    return Check(call.id, call.version, sections, summary, tuple(findings), dossier)


def _remarks(document: Document) -> Iterator[Finding]:
    """What the reader had to leave out or decide, told as notes."""
    for code, times in document.remarks:
        yield Finding(f"paper.{code}", Severity.NOTE, facts={"times": times})
