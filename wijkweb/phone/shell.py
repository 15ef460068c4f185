"""The shell of the app: every file that it is made of, under one build id (R8)."""

from __future__ import annotations

import functools
import hashlib
import json
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static

MODULES = (
    "app.js", "clock.js", "contact.js", "contact_screen.js", "dom.js", "door.js", "enter_screen.js", "keeping.js",
    "names.js", "other_screens.js", "queue.js", "seal.js", "store.js", "update.js", "words.js",
)  # fmt: skip
FILES = ("commons/tokens.css", "phone/phone.css", "phone/icon.svg", *(f"phone/{name}" for name in MODULES))
WORKER = Path(__file__).resolve().parent / "static" / "phone" / "worker.js"
KILLER = Path(__file__).resolve().parent / "static" / "phone" / "killer.js"


def addresses() -> list[str]:
    """The address of every file of the shell, as the page asks for it."""
    return [static(name) for name in FILES]


@functools.cache
def build() -> str:
    """One id for the whole shell: it changes when any byte of it does."""
    found = hashlib.sha256()
    for name in (*FILES, "phone/worker.js"):
        path = finders.find(name)
        assert isinstance(path, str), name
        found.update(Path(path).read_bytes())
    found.update((Path(__file__).parent / "templates" / "phone" / "shell.html").read_bytes())
    return found.hexdigest()[:16]


def worker(page: str, manifest: str) -> str:
    """The service worker, with its build and its list of files in front."""
    told = json.dumps({"build": build(), "page": page, "files": [*addresses(), manifest]})
    return f"const SHELL = {told};\n{WORKER.read_text(encoding='utf-8')}"
