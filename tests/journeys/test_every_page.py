"""Every page that each person reaches: axe without a finding, in both languages, and nothing wider than the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.look import pages_of
from tests.site import ROOT, Site
from wijkweb.web.demo.accounts import ACCOUNTS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SEEN_BY = [("", "nl"), ("", "en"), (ACCOUNTS[0].email, "en"), *((account.email, "nl") for account in ACCOUNTS)]
RUN_AXE = """rules => axe.run(document, {runOnly: rules}).then(({violations}) =>
  violations.map(({id, nodes}) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`))"""
TOO_WIDE = "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


@pytest.mark.parametrize(("email", "language"), SEEN_BY, ids=[f"{e.split('@')[0] or 'nobody'}-{x}" for e, x in SEEN_BY])
def test_axe_finds_nothing_and_nothing_is_too_wide(
    visit: Callable[..., Any], site: Site, email: str, language: str
) -> None:
    page = visit(email, language=language)
    found = {}
    paths = pages_of(page, site)
    assert len(paths) >= 4
    for path in paths:
        page.goto(site.address + path)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            faults = page.evaluate(RUN_AXE, RULES)
            wider = page.evaluate(TOO_WIDE)
            if faults or wider > 0:
                found[f"{path} at {width}"] = (faults, wider)
    assert found == {}


def test_axe_would_tell(visit: Callable[..., Any]) -> None:
    """The twin: a page with faults put in is not passed over."""
    page = visit()
    page.evaluate("document.querySelector('main').innerHTML += '<img src=\"x\"><p><a href=\"/\"></a></p>'")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert {fault.split(":")[0] for fault in page.evaluate(RUN_AXE, RULES)} >= {"image-alt", "link-name"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dossier_in_both_colour_schemes(visit: Callable[..., Any], site: Site, scheme: str) -> None:
    page = visit(ACCOUNTS[0].email, color_scheme=scheme)
    page.goto(f"{site.address}/dossiers/")
    page.click("tbody a")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(RUN_AXE, RULES) == []
