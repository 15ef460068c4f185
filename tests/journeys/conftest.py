"""One site with the demo and one browser for all journeys; each journey opens a context of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.site import Site, browser, running, sign_in


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    data: Path = tmp_path_factory.mktemp("site")
    with running(data) as started:
        yield started


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    with browser() as started:
        yield started


@pytest.fixture
def visit(site: Site, chromium: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page as somebody: visit("noor@gent.example", language="nl", width=1280). Errors on a page fail."""
    contexts = []
    problems: list[str] = []

    def open_page(email: str = "", *, language: str = "nl", width: int = 1280, **options: Any) -> Any:
        locale = "nl-BE" if language == "nl" else "en-GB"
        context = chromium.new_context(locale=locale, viewport={"width": width, "height": 900}, **options)
        context.add_cookies([{"name": "django_language", "value": language, "url": site.address}])
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
        page.goto(f"{site.address}/")
        if email:
            sign_in(page, site, email)
        return page

    yield open_page
    for context in contexts:
        context.close()
    # a page that answers 4xx on purpose is told on the console too
    assert [text for text in problems if "Failed to load resource" not in text] == []
