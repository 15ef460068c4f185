"""`make look`: signs in as each demo person and takes a picture of every page they reach, into look/.

Each page at 1280 and 360 pixels wide, light and dark; in Dutch for all, in English for the first person.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlparse

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.site import CHROMIUM, ROOT, Site, browser, running, sign_in

WIDTHS = (1280, 360)
SCHEMES = ("light", "dark")
MOST_PAGES = 40
NO_PAGE = re.compile(r"/bestand/$|\.(?:toml|pdf|docx|json|xlsx|csv)$|/afmelden/|/gezond/")


def pages_of(page: Any, site: Site) -> list[str]:
    """Every page that can be reached by links, each kind once or twice."""
    seen: dict[str, str] = {}
    kinds: dict[str, int] = {}
    queue = ["/"]
    while queue and len(seen) < MOST_PAGES:
        path = queue.pop(0)
        if path in seen or NO_PAGE.search(path):
            continue
        kind = re.sub(r"/[a-z0-9]{12}/", "/ID/", path)
        if kinds.get(kind, 0) >= 4:
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        page.goto(site.address + path)
        seen[path] = page.title()
        for link in page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
            target = urlparse(urljoin(site.address + path, link))
            if target.netloc == urlparse(site.address).netloc and not target.query:
                queue.append(target.path)
    return list(seen)


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
