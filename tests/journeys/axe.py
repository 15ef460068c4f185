"""axe on the page that is open, and whether anything is wider than the screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.site import ROOT

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(({violations}) =>
  violations.map(({id, nodes}) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`))"""
TOO_WIDE = "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
WIDTHS = (1280, 320)


def axe(page: Any) -> list[str]:
    """What axe finds on the page as it is now."""
    page.evaluate(AXE)
    return list(page.evaluate(RUN_AXE, RULES))


def faults(page: Any, widths: Iterable[int] = WIDTHS) -> list[str]:
    """What axe finds at each width, and by how many pixels the page is too wide."""
    found = []
    page.evaluate(AXE)
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: {fault}" for fault in page.evaluate(RUN_AXE, RULES)]
        if wider := page.evaluate(TOO_WIDE):
            found.append(f"{width}: {wider} too wide")
    return found
