"""What every command needs."""

from __future__ import annotations

import os
import sys
from typing import Any

Commands = Any  # what argparse returns from add_subparsers has no public name


def start_django() -> None:
    """Starts Django; only the commands that need the database do."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkweb.web.settings")
    import django

    django.setup()


def refuse(error: Exception) -> int:
    """Says why a command was not done; its exit code."""
    print(f"wijkweb: {error}", file=sys.stderr)
    return 2
