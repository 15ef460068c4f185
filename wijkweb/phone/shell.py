"""The shell of the app: one list of files, one build id, worked out once (field.md, R8)."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.urls import reverse

from wijkweb.commons.files import lean

FOLDER = Path(__file__).resolve().parent
STYLES = ("commons/tokens.css", "phone/phone.css", "phone/screens.css")
# what the first screen needs, in the order in which it is asked for
FIRST = (
    "app", "browser", "clock", "contact", "dom", "frame", "home", "nl", "queue", "store", "sync", "words",
)  # fmt: skip
LATER = ("en", "lists", "mine", "names", "signal")
ICONS = ("phone/icon.svg", "phone/icon-180.png")
_WORKERS = ("worker", "worker_off")


def modules(names: tuple[str, ...]) -> list[str]:
    """The addresses of modules."""
    return [staticfiles_storage.url(f"phone/{name}.js") for name in names]


def files() -> list[str]:
    """Every address of the shell: what the worker of the page keeps, all or none. Icons are the system's to keep."""
    return [reverse("phone"), *map(staticfiles_storage.url, STYLES), *modules(FIRST + LATER)]


@cache
def build_id() -> str:
    """The hash of all files of the shell, in 16 hex digits; another byte anywhere gives another build."""
    whole = hashlib.sha256()
    names = [*STYLES, *ICONS, *(f"phone/{name}.js" for name in FIRST + LATER + _WORKERS)]
    for path in [*(Path(str(finders.find(name))) for name in names), FOLDER / "templates/phone/app.html"]:
        whole.update(path.read_bytes())
    whole.update("\n".join(files()).encode())
    return whole.hexdigest()[:16]


@cache
def page_of() -> str:
    """The page. It knows nobody: what a phone shows comes from the door, by its token."""
    return render_to_string(
        "phone/app.html", {"build": build_id(), "styles": STYLES, "first": modules(FIRST), "icon": ICONS[1]}
    )


def worker_of() -> str:
    """The worker with its build, or the kill switch where the city pulled it."""
    if settings.PHONE_OFF:
        return _source("worker_off")
    head = {"BUILD": build_id(), "FILES": files(), "SHELL": reverse("phone")}
    return "".join(f"const {name} = {json.dumps(value)};\n" for name, value in head.items()) + _source("worker")


def manifest_of() -> dict[str, Any]:
    """The manifest of the installed app."""
    icons = [
        {"src": staticfiles_storage.url(ICONS[0]), "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
        {"src": staticfiles_storage.url(ICONS[1]), "sizes": "180x180", "type": "image/png", "purpose": "any"},
    ]
    return {
        "id": reverse("phone"), "name": "Wijkweb", "short_name": "Wijkweb", "lang": "nl", "start_url": reverse("phone"),
        "scope": reverse("phone"), "display": "standalone", "orientation": "portrait", "background_color": "#f7f5f0",
        "theme_color": "#0f5f54", "icons": icons,
    }  # fmt: skip


@cache
def _source(name: str) -> str:
    return lean((FOLDER / "static" / "phone" / f"{name}.js").read_text(encoding="utf-8"))
