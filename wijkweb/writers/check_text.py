"""The result of a check as text for a terminal: sections, money, findings, what was placed nowhere."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from wijkweb.shapes.call import Call
from wijkweb.shapes.check import Check
from wijkweb.shapes.finding import Severity, Share
from wijkweb.writers.messages import amount, catalogue, certainty, percentage, say

VERDICTS = {
    "ok": "fits",
    "near": "on the edge",
    "over_with_beside": "over only when all counts",
    "over": "too long",
    "free": "no limit",
    "missing": "not found",
}
SEVERITIES = {Severity.BREACH: "BREACH", Severity.WARNING: "warning", Severity.NOTE: "note"}
FINANCE = {
    "subsidy": "Subsidy asked",
    "own": "Own money",
    "total": "Total",
    "own_share_of_total": "Own share of the total",
    "own_share_of_subsidy": "Own share of the subsidy",
    "least_own": "Least own money beside this subsidy",
    "margin": "Margin above it",
    "left": "Left under the highest subsidy",
    "infrastructure_share": "Infrastructure, of the subsidy",
}
HEADS = {
    "sections": "Sections",
    "running": "running",
    "all": "with all",
    "limit": "limit",
    "money": "Money (euro)",
    "findings": "Findings",
    "none": "Nothing to remark.",
    "unknown": "not found in the paper",
    "summary": "{breaches} breaches, {warnings} warnings, {notes} notes",
    "unplaced": "In no section",
}
_WIDTH = 100


def check_text(check: Check, call: Call, language: str) -> str:
    """The whole check as text, with a final newline."""
    said = catalogue(language).gettext
    counts = {severity: sum(f.severity is severity for f in check.findings) for severity in Severity}
    summary = said(HEADS["summary"]).format(
        breaches=counts[Severity.BREACH], warnings=counts[Severity.WARNING], notes=counts[Severity.NOTE]
    )
    parts = [
        f"{call.title} ({check.call}, v{check.version})",
        summary,
        "",
        *_sections(check, language),
        "",
        *_money(check, language),
        "",
        *_findings(check, language),
        *_unplaced(check, language),
    ]
    return "\n".join(parts) + "\n"


def _sections(check: Check, language: str) -> Iterator[str]:
    said = catalogue(language).gettext
    yield f"{said(HEADS['sections']):<58}{said(HEADS['running']):>10}{said(HEADS['all']):>11}{said(HEADS['limit']):>8}"
    for section in check.sections:
        title = textwrap.shorten(section.title, 50, placeholder="…")
        limit = "" if section.limit is None else str(section.limit)
        verdict = said(VERDICTS[section.verdict])
        yield f"{section.number:<5}{title:<53}{section.running:>10}{section.all:>11}{limit:>8}  {verdict}"


def _money(check: Check, language: str) -> Iterator[str]:
    said = catalogue(language).gettext
    yield said(HEADS["money"])
    for name, label in FINANCE.items():
        value = getattr(check.finance, name)
        if value is None:
            shown = said(HEADS["unknown"])
        else:
            shown = percentage(value, language) if isinstance(value, Share) else amount(value, language)
        yield f"  {said(label):<40}{shown:>22}"


def _findings(check: Check, language: str) -> Iterator[str]:
    said = catalogue(language).gettext
    yield said(HEADS["findings"])
    if not check.findings:
        yield f"  {said(HEADS['none'])}"
    numbers = {section.key: section.number for section in check.sections}
    for finding in check.findings:
        sure = certainty(finding, language)
        where = f"[{numbers[finding.section]}] " if finding.section in numbers else ""
        text = f"{where}{say(finding, language)}{f' ({sure})' if sure else ''}"
        label = f"  {said(SEVERITIES[finding.severity]):<13}"
        yield textwrap.fill(text, _WIDTH, initial_indent=label, subsequent_indent=" " * len(label))


def _unplaced(check: Check, language: str) -> Iterator[str]:
    """What stands in no section, shown so that nobody has to wonder where it went."""
    if check.dossier.placed.unplaced:
        yield ""
        yield catalogue(language).gettext(HEADS["unplaced"])
        for block in check.dossier.placed.unplaced:
            yield f"  {textwrap.shorten(block.plain, _WIDTH - 4, placeholder=' …')}"
