"""`make look`: signs in as each demo person and takes a picture of every page they reach, into look/.

Each page at 1280 and 360 pixels wide, light and dark; in Dutch for all, in English for the first person.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlparse

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.site import CHROMIUM, ROOT, Site, browser, running, sign_in

WIDTHS = (1280, 360)
SCHEMES = ("light", "dark")
NO_PAGE = re.compile(r"/afmelden/|/gezond/")
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]*)')


def kind_of(path: str) -> str:
    """An address with its ids, keys and query left out."""
    path = re.sub(r"\?.*", "?", path)
    path = re.sub(r"/rubriek/[a-z_]+/", "/rubriek/KEY/", path)
    return re.sub(r"/[a-z0-9]{12}/", "/ID/", path)


def pages_of(page: Any, site: Site, per_kind: int = 2) -> list[str]:
    """Every page that can be reached by links, so many of each kind: those that are the fewest links away."""
    seen: list[str] = []
    met: set[str] = set()
    kinds: dict[str, int] = {}
    queue = ["/"]
    while queue:
        path = queue.pop(0)
        kind = kind_of(path)
        if path in met or NO_PAGE.search(path) or kinds.get(kind, 0) >= (1 if "?" in path else per_kind):
            continue
        met.add(path)
        answer = page.context.request.get(site.address + path, max_redirects=0)
        if answer.status != 200 or not answer.headers["content-type"].startswith("text/html"):
            kinds[kind] = per_kind  # a download, or the way back to the door
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        seen.append(path)
        links = (urlparse(unescape(link)) for link in LINK.findall(answer.text()))
        queue += [urljoin(path, link.geturl()) for link in links if not link.netloc and not link.scheme]
    return seen


def shots(context_of: Any, site: Site, email: str, language: str) -> Iterator[Path]:
    """The pictures of one person."""
    folder = ROOT / "look" / (email.split("@")[0] if email else "nobody") / language
    folder.mkdir(parents=True, exist_ok=True)
    for scheme in SCHEMES:
        context = context_of(color_scheme=scheme, locale="nl-BE" if language == "nl" else "en-GB")
        context.add_cookies([{"name": "django_language", "value": language, "url": site.address}])
        page = context.new_page()
        if email:
            sign_in(page, site, email)
        for path in pages_of(page, site):
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                page.goto(site.address + path)
                name = re.sub(r"[^a-z0-9]+", "-", path.strip("/")) or "home"
                target = folder / f"{name}-{width}-{scheme}.png"
                page.screenshot(path=target, full_page=True)
                yield target
        context.close()


def main() -> int:
    from wijkweb.web.demo.accounts import ACCOUNTS

    if CHROMIUM is None:
        print("make look needs Chromium (Debian: apt install chromium).")
        return 2
    only = sys.argv[1:]
    with tempfile.TemporaryDirectory() as data, running(Path(data)) as site, browser() as started:
        people = [("", "nl"), *((account.email, "nl") for account in ACCOUNTS), (ACCOUNTS[0].email, "en")]
        for email, language in people:
            if only and not any(name in email or (name == "nobody" and not email) for name in only):
                continue
            taken = list(shots(started.new_context, site, email, language))
            print(f"{email or 'nobody'} ({language}): {len(taken)} pictures")
    return 0


if __name__ == "__main__":
    sys.exit(main())
