"""Reads a file of a stranger in a process of its own, with bounds on memory, time and files.

Word, PDF and Excel are read by libraries in C: a file that breaks one of them ends that process, not ours. Nothing
is written to disk; the bytes go in and the blocks come out through pipes.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from wijkweb.readers.errors import Unreadable
from wijkweb.readers.figures import is_workbook, read_figures
from wijkweb.readers.paper import kind, read_paper
from wijkweb.shapes.document import Document
from wijkweb.shapes.figures import FigureFile
from wijkweb.shapes.plain import Misfit, from_plain, to_plain

SECONDS = 4.5
CPU_SECONDS = 4
MEMORY = 240 * 1024 * 1024
T = TypeVar("T")
_ROOT = str(Path(__file__).resolve().parents[2])


def read_apart(data: bytes) -> Document:
    """The Document in a file; raises Unreadable within `SECONDS` and `MEMORY`, whatever the file holds."""
    if kind(data) == "text":
        return read_paper(data)
    return _taken(Document, _ask(data))


def read_figures_apart(data: bytes) -> FigureFile:
    """The figures in a file; an Excel file is opened in the process apart, CSV is text and is read here."""
    return _taken(FigureFile, _ask(data, "figures")) if is_workbook(data) else read_figures(data)


def _taken(shape: type[T], answer: dict[str, Any]) -> T:
    if "unreadable" in answer:
        raise Unreadable(answer["unreadable"], **answer.get("facts", {}))
    try:
        return from_plain(shape, answer)
    except Misfit:
        raise Unreadable("file_heavy") from None


def _ask(data: bytes, what: str = "paper") -> dict[str, Any]:
    environment = {"PYTHONPATH": _ROOT, "PYTHONIOENCODING": "utf-8", "PATH": os.environ.get("PATH", "")}
    try:
        done = subprocess.run(  # noqa: S603  our own module, our own two words
            [sys.executable, "-m", "wijkweb.readers.apart", what],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            env=environment,
            check=False,
        )
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise Unreadable("file_heavy") from None
    return answer if isinstance(answer, dict) else {"unreadable": "file_heavy"}


_READ: dict[str, Callable[[bytes], Document | FigureFile]] = {"paper": read_paper, "figures": read_figures}


def main() -> None:
    """The process apart: a file on standard input, what it holds as JSON on standard output."""
    data = sys.stdin.buffer.read()
    _bound()
    try:
        answer = to_plain(_READ[sys.argv[1]](data))
    except Unreadable as error:
        answer = {"unreadable": error.code, "facts": error.facts}
    except (MemoryError, RecursionError):
        answer = {"unreadable": "file_heavy"}
    except Exception:  # a library that stumbles over a broken file may raise anything
        answer = {"unreadable": "file_broken"}
    json.dump(answer, sys.stdout)


def _bound() -> None:
    """Memory, processor time, no files: set before the file is looked at."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main()
