"""The result of a check as JSON, as `check.schema.json` describes it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from wijkweb.shapes.check import Check, FinanceSummary, SectionCount
from wijkweb.shapes.finding import Fact, Finding, Share
from wijkweb.writers.messages import say

SCHEMA = Path(__file__).with_name("check.schema.json")


def check_json(check: Check, language: str) -> str:
    """The check as JSON text; amounts and shares are text, null where the dossier does not say."""
    return json.dumps(check_data(check, language), ensure_ascii=False, indent=2)


def check_data(check: Check, language: str) -> dict[str, Any]:
    """The check as plain data."""
    return {
        "call": check.call,
        "call_version": check.version,
        "breached": check.breached(),
        "sections": [_section(section) for section in check.sections],
        "finance": _finance(check.finance),
        "findings": [_finding(finding, language) for finding in check.findings],
    }


def _section(section: SectionCount) -> dict[str, Any]:
    return {
        "key": section.key,
        "number": section.number,
        "unit": section.unit,
        "limit": section.limit,
        "counting": section.counting,
        "running_words": section.running,
        "all_words": section.all,
        "tables": section.tables,
        "footnotes": section.footnotes,
        "captions": section.captions,
        "verdict": section.verdict,
    }


def _finance(finance: FinanceSummary) -> dict[str, str | None]:
    names = ("subsidy", "own", "total", "own_share_of_total", "own_share_of_subsidy", "least_own", "margin")
    values = {name: getattr(finance, name) for name in (*names, "infrastructure_share", "left")}
    return {name: None if value is None else str(value) for name, value in values.items()}


def _finding(finding: Finding, language: str) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "clause": finding.clause,
        "section": finding.section,
        "facts": {name: _fact(value) for name, value in finding.facts.items()},
        "message": say(finding, language),
    }


def _fact(value: Fact) -> Any:
    if isinstance(value, tuple):
        return [_fact(part) for part in value]
    return str(value) if isinstance(value, Decimal | Share) else value
