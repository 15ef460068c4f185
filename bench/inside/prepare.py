"""An empty database brought to where `make run` brings it: migrated, calls and demo loaded, styles gathered."""

from __future__ import annotations

import django


def prepare() -> None:
    """Starts Django on the throw-away database and prepares it as the program itself does."""
    django.setup()
    from wijkweb.web import memory, start

    start.prepare()
    memory.settle()  # as the served site does
