"""Every page that each person reaches: axe without a finding, in both languages, and nothing wider than the screen.

`make test` looks at one page of each kind, in Dutch, at the width where things go wrong; `make proof` at all of them.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import get_resolver, resolve

from tests.faults.harness import whole
from tests.journeys.axe import WIDTHS, axe, faults
from tests.look import pages_of
from tests.site import Site
from tests.test_access import TABLE, patterns
from wijkweb.web.demo.accounts import ACCOUNTS

pytestmark = [pytest.mark.browser, pytest.mark.pages, pytest.mark.xdist_group("pages")]

ROLES = {"": "anonymous"} | {account.email: account.role for account in ACCOUNTS}
LEADS = (ACCOUNTS[0].email, "leyla@gent.example")  # who may do most: the municipality's pages, and the team's
FIRST = [(email, language) for email in LEADS for language in ("nl", "en")]
OTHERS = [account.email for account in ACCOUNTS if account.email not in LEADS]
EVERYBODY = [*FIRST, ("", "nl"), ("", "en"), *((email, "nl") for email in OTHERS)]
SEEN_BY = [one for one in EVERYBODY if whole() or one[1] == "nl"]
LOOKED_AT: set[tuple[str, str | None]] = set()
IN_FULL = {(email, "nl") for email in LEADS}
A_FILE = re.compile(r"/bestand/$|\.[a-z]+$")
NO_LINK = {
    "alive": "for machines",
    "ready": "for machines",
    "language": "a button on every page",
    "account_logout": "a button on every page; the page itself is for who typed the address",
    "invitation": "its link is passed on to a person",
    "paper": "after a file was chosen",
    "dossier_word_back": "after a file was chosen",
    "dossier_figures_plan": "after a file was chosen",
    "section_difference": "after two versions were chosen",
    "people_role": "of a guest, and the demo has none",
    "phone": "an app of its own; tests/journeys/test_the_phone.py looks at it",
    "signal_tell": "of a signal in another state than the first of the list",
    "signal_reopen": "of a signal in another state than the first of the list",
    "signal_answer": "of a signal in another state than the first of the list",
    "signal_raise": "of a signal in another state than the first of the list",
    "signal_close": "of a signal in another state than the first of the list",
    "dossier_word": "where the form of the page Paper goes",
    "dossier_money_save": "where the form of the page Money goes",
    "dossier_money_upload": "where the form of the page Money goes",
    "dossier_money_take_in": "where the form of the page Money goes",
    "action_add": "a button of the page of the minutes, of a meeting that is held",
    "decision_add": "a button of the page of the minutes, of a meeting that is held",
    "meeting_attendance": "of a meeting that is held, and the first of the list is to come",
    "minutes_approve": "of a meeting that is held, and the first of the list is to come",
    "minutes_correct": "of a meeting whose minutes are approved",
    "report_approve": "of a report that is closed, and the first of the list is open",
    "report_reopen": "of a report that is closed, and the first of the list is open",
    "chapter_stand": "asked by an open page, in JSON",
    "ledger_plan": "after a file was chosen",
    "amendment_paper": "a file",
    "anchor_paper": "a file",
    "award_paper": "a file",
    "money_file": "a file",
}


@pytest.mark.parametrize(("email", "language"), SEEN_BY, ids=[f"{e.split('@')[0] or 'nobody'}-{x}" for e, x in SEEN_BY])
def test_axe_finds_nothing_and_nothing_is_too_wide(
    visit: Callable[..., Any], site: Site, email: str, language: str
) -> None:
    page = visit(email, language=language)
    in_full = (email, language) in IN_FULL
    paths = pages_of(page, site, 2 if in_full else 1)
    reached = {resolve(path.partition("?")[0]).url_name for path in paths}
    if in_full:
        assert meant_for(ROLES[email]) - reached - NO_LINK.keys() == set()
    found = {}
    for path in paths:
        key = (language, resolve(path.partition("?")[0]).url_name)
        if key in LOOKED_AT and not (in_full and whole()):
            continue  # somebody with at least as many buttons on it was here before
        # a second page of its kind, and one in other words, at the width where things go wrong
        widths = WIDTHS if key not in LOOKED_AT and language == "nl" and whole() else WIDTHS[1:]
        LOOKED_AT.add(key)
        page.goto(site.address + path)
        if told := faults(page, widths):
            found[path] = told
    assert found == {}


def meant_for(role: str) -> set[str]:
    """The names of the pages that tests/access.toml opens for this role, that have something to show."""
    views = {pattern.name: pattern.callback for pattern in patterns(get_resolver().url_patterns)}
    return {
        name
        for name, page in TABLE.items()
        if "GET" in methods(views[name])
        and not A_FILE.search(page["path"])
        and any(
            row.get(role, row["all"]) in (200, 422)
            for state, row in page.items()
            if isinstance(row, dict) and state in ("own", "-")
        )
    }


def methods(view: Any) -> list[str]:
    """What a view answers to; its decorator knows."""
    return list(inspect.getclosurevars(view).nonlocals.get("request_method_list", ["GET"]))


def test_axe_would_tell(visit: Callable[..., Any]) -> None:
    """The twin: a page with faults put in is not passed over."""
    page = visit()
    page.evaluate("document.querySelector('main').innerHTML += '<img src=\"x\"><p><a href=\"/\"></a></p>'")
    assert {fault.split(":")[0] for fault in axe(page)} >= {"image-alt", "link-name"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dossier_in_both_colour_schemes(visit: Callable[..., Any], site: Site, scheme: str) -> None:
    page = visit(ACCOUNTS[0].email, color_scheme=scheme)
    page.goto(f"{site.address}/dossiers/")
    page.click("tbody a")
    assert axe(page) == []
