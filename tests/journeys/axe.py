"""axe on the page that is open, and whether anything is wider than the screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from tests.site import ROOT

_AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(({violations}) =>
  violations.map(({id, nodes}) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`))"""
TOO_WIDE = "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
WIDTHS = (1280, 320)


def axe(page: Any) -> list[str]:
    """What axe finds on the page as it is now."""
    if not page.evaluate("() => 'axe' in globalThis"):
        if not _AXE.exists():
            pytest.skip("axe is not here: Node brings it")
        page.evaluate(_AXE.read_text(encoding="utf-8"))
    return list(page.evaluate(RUN_AXE, RULES))


def too_wide(page: Any) -> int:
    """By how many pixels the page is wider than the screen."""
    return int(page.evaluate(TOO_WIDE))


def faults(page: Any, widths: Iterable[int] = WIDTHS) -> list[str]:
    """What axe finds at each width, and by how many pixels the page is too wide."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: {fault}" for fault in axe(page)]
        if wider := too_wide(page):
            found.append(f"{width}: {wider} too wide")
    return found
