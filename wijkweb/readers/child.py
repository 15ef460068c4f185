"""A reader in a process of its own, asked by the name of its module: the same bounds as `readers.apart`."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from wijkweb.readers.errors import Unreadable
from wijkweb.shapes.plain import to_plain

SECONDS = 4.5
CPU_SECONDS = 4
MEMORY = 240 * 1024 * 1024
_ROOT = str(Path(__file__).resolve().parents[2])


def ask(module: str, data: bytes, *, seconds: float = SECONDS) -> dict[str, Any]:
    """What the module answers about the bytes; raises Unreadable when it says so, and when it does not answer.

    `seconds` are by the clock: a busy machine takes longer over the same work, which `CPU_SECONDS` bounds.
    """
    environment = {"PYTHONPATH": _ROOT, "PYTHONIOENCODING": "utf-8", "PATH": os.environ.get("PATH", "")}
    try:
        done = subprocess.run(  # noqa: S603  a module of ours
            [sys.executable, "-m", module],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            env=environment,
            check=False,
        )
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise Unreadable("file_heavy") from None
    if not isinstance(answer, dict):
        raise Unreadable("file_heavy")
    if "unreadable" in answer:
        raise Unreadable(answer["unreadable"], **answer.get("facts", {}))
    return answer


def serve(read: Callable[[bytes], Any], broken: str) -> None:
    """The other side: bytes on standard input, plain data on standard output. `broken` is said of any stumble."""
    data = sys.stdin.buffer.read()
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        answer = to_plain(read(data))
    except Unreadable as error:
        answer = {"unreadable": error.code, "facts": error.facts}
    except (MemoryError, RecursionError):
        answer = {"unreadable": "file_heavy"}
    except Exception:  # a library that stumbles over a broken file may raise anything
        answer = {"unreadable": broken}
    json.dump(answer, sys.stdout, default=str)
