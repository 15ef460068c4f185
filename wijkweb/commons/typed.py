"""What somebody typed in a form while the door was closed: it goes along through signing in, and is sent after it.

It travels in the pages of that person, signed, and is kept nowhere: who signs in sends it with a button of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core import signing
from django.http import HttpRequest

MOST = 2_000_000  # signs; what is longer goes back to its page, as a message says
HOURS = 12
_SALT = "wijkweb.typed"
_OWN = frozenset({"csrfmiddlewaretoken", "typed"})
_ALONE = "password"  # in the name of a field: such a form is typed again


@dataclass(frozen=True, slots=True)
class Typed:
    """A form that was not taken: where it was going, its fields in their order, whether it had a file too."""

    to: str
    fields: tuple[tuple[str, str], ...]
    files: bool


def sealed(request: HttpRequest) -> str:
    """The form that came with a request, to travel in a page; "" when nothing was typed in it, when it holds a
    password, or when it is too long."""
    fields = [(name, text) for name, texts in request.POST.lists() for text in texts if name not in _OWN]
    if not any(text.strip() for _name, text in fields) or any(_ALONE in name for name, _text in fields):
        return ""
    told = {"to": request.get_full_path(), "fields": fields, "files": bool(request.FILES)}
    text = signing.dumps(told, salt=_SALT, compress=True)
    return text if len(text) <= MOST else ""


def opened(text: str) -> Typed | None:
    """The form again; None for one that this site did not seal, or half a day ago."""
    try:
        told = signing.loads(text, salt=_SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return None
    return Typed(told["to"], tuple((name, value) for name, value in told["fields"]), told["files"])


def from_here(request: HttpRequest) -> bool:
    """Whether a page of this site sent the request: a browser says so, and no other site can make it say so."""
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()
