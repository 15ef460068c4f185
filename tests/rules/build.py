"""Small dossiers for the tests of the rules: a part of the form, the rest left out."""

from __future__ import annotations

from wijkweb.rules.check import check
from wijkweb.shapes.call import Call
from wijkweb.shapes.check import Check
from wijkweb.shapes.document import Document
from wijkweb.shapes.finding import Finding
from wijkweb.shapes.markdown import parse

FINANCE = """
| Partner | Bedrag |
| --- | --- |
| Gemeente Wilgendam | {own} |
| Vlaanderen (subsidie) | {subsidy} |
| Totaal | {total} |
"""
SPENDING = """
Bedrag aangevraagde subsidie: {subsidy} euro

We vragen dit bedrag omdat het werk vier jaar lang mensen nodig heeft.

| Post | Bedrag |
| --- | --- |
{rows}
"""


def paper(call: Call, sections: dict[str, str], head: str = "Gemeente: Wilgendam") -> Document:
    """A paper with these sections, under the numbers and titles of the call."""
    parts = [head]
    for spec in call.sections:
        if spec.key in sections:
            parts.append(f"## {spec.number}. {spec.title}\n\n{sections[spec.key]}")
    return Document("text", parse("\n\n".join(parts)))


def checked(call: Call, sections: dict[str, str], head: str = "Gemeente: Wilgendam") -> Check:
    return check(paper(call, sections, head), call)


def money(call: Call, *, own: str, subsidy: str, total: str, rows: str) -> Check:
    """A dossier with nothing but its two tables."""
    return checked(
        call,
        {
            "financing_total": FINANCE.format(own=own, subsidy=subsidy, total=total),
            "subsidy": SPENDING.format(subsidy=subsidy, rows=rows),
        },
    )


def found(result: Check, code: str) -> list[Finding]:
    return [finding for finding in result.findings if finding.code == code]


def codes(result: Check, severity: str) -> list[str]:
    return [finding.code for finding in result.findings if finding.severity.value == severity]
