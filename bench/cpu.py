"""Processor time, user and system together: of this process, of a child with its own children, of a server."""

from __future__ import annotations

import contextlib
import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_REAL = "WIJKWEB_REAL"  # where the real dossier lies, for tests/real.py
_OURS = ("WIJKWEB_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTHONDONTWRITEBYTECODE", "MAKE", "MFLAGS")


def environment(**more: str) -> dict[str, str]:
    """The environment of an ordinary run: nothing of this shell's own Wijkweb, and compiled files are kept."""
    kept = {name: value for name, value in os.environ.items() if name == _REAL or not name.startswith(_OURS)}
    return kept | more


def of_command(command: Sequence[str], *, codes: Sequence[int] = (0,), runs: int = 7, **more: str) -> float:
    """The median of whole runs of a command, in seconds, after one run that warms the disk and is not counted."""
    return statistics.median([_once(command, codes, more) for _ in range(runs + 1)][1:])


def _once(command: Sequence[str], codes: Sequence[int], more: dict[str, str]) -> float:
    process = subprocess.Popen(command, cwd=ROOT, env=environment(**more), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)  # of the child and of the children that it waited for
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in codes:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def of_call(call: Callable[[], object], *, runs: int = 15, warm: int = 2, server: int | None = None) -> float:
    """The median of calls in this process, in seconds; with the id of a server's process, its time counts too."""
    for _ in range(warm):
        call()
    measured = []
    for _ in range(runs):
        began = time.process_time() + _server(server)
        call()
        measured.append(time.process_time() + _server(server) - began)
    return statistics.median(measured)


def _server(process: int | None) -> float:
    """The processor time of another process, from Linux; 0 where that cannot be read."""
    with contextlib.suppress(OSError):
        if process is not None:
            return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9
    return 0.0
