"""Starting Wijkweb with one command: migrate, load what it comes with, gather the styles, serve."""

from __future__ import annotations

import os
import socket
import sys
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.checks import WARNING, Tags, run_checks
from django.core.management import call_command
from django.utils import timezone

from wijkweb.call.actions import CallChanged, load_call
from wijkweb.call.models import CallVersion
from wijkweb.commons.actions.areas import SHIPPED, load_areas
from wijkweb.commons.models import AreaVersion, Person
from wijkweb.commons.upkeep.sweep import sweep
from wijkweb.dossier.actions.intake import take_in_waiting
from wijkweb.readers.callfile import PUBLISHED, read_call
from wijkweb.shapes.call import Call
from wijkweb.web.demo.accounts import ACCOUNTS, PASSWORD
from wijkweb.web.demo.load import load_demo


def prepare() -> None:
    """Brings the database up to date; loads calls and areas, and the demo into an empty one."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    now = timezone.now()
    empty = not Person.objects.exists() and not CallVersion.objects.exists()
    for path in sorted(PUBLISHED.glob("*.toml")):
        call = read_call(path)
        if not (call.fictional and settings.PRODUCTION):
            _load(call, now)
    if not AreaVersion.objects.exists():
        load_areas(sources=SHIPPED, by=None, now=now)
    if empty and not settings.PRODUCTION:
        load_demo(now=now)
    sweep(now=now)
    take_in_waiting(now=now)
    call_command("collectstatic", verbosity=0, interactive=False)


def _load(call: Call, now: datetime) -> None:
    """Loads a call that came along; the database keeps its own when the file says something else."""
    try:
        load_call(call=call, by=None, now=now)
    except CallChanged as error:
        print(f"wijkweb: the file of {error} differs from the one that is loaded, which stays.", file=sys.stderr)  # noqa: T201


def warnings() -> list[str]:
    """What the system checks on the database warn of, in a line each."""
    found = run_checks(tags=[Tags.database])
    return [f"{message.msg} {message.hint or ''}".strip() for message in found if message.level >= WARNING]


def announce(host: str, port: int) -> str:
    """What is said at the start: the address, and in a demo the accounts."""
    lines = [f"Wijkweb: http://{host}:{port}"]
    if not settings.PRODUCTION and Person.objects.filter(is_demo=True).exists():
        lines += ["", f"Demo accounts, all with the password {PASSWORD}:"]
        lines += [f"  {account.email:<28}{account.role:<12} {account.name}" for account in ACCOUNTS]
    return "\n".join(lines)


def ask_port(host: str, port: int) -> None:
    """Ends the program with a sentence when the port cannot be had."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SystemExit(f"wijkweb: port {port} on {host} cannot be used ({error.strerror}); set PORT.") from None


def serve(host: str, port: int) -> None:
    """Becomes the server; does not come back."""
    command = [
        sys.executable, "-m", "gunicorn", "wijkweb.web.wsgi:application",
        "--bind", f"{host}:{port}", "--workers", str(settings.WORKERS), "--worker-class", "gthread",
        "--threads", "4", "--timeout", "60", "--graceful-timeout", "20", "--no-control-socket",
        "--log-level", "warning", "--logger-class", "wijkweb.web.server_log.ServerLog",
        "--chdir", str(Path(settings.ROOT)),
    ]  # fmt: skip
    sys.stdout.flush()
    os.execv(sys.executable, command)  # noqa: S606
