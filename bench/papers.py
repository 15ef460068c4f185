"""A paper held against its call: as one command, and three hundred in a row."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from bench import cpu
from bench.apart import measured
from bench.row import NotHere
from tests import real

DEMO = cpu.ROOT / "wijkweb" / "web" / "demo" / "gent.md"
MANY = 300
_LONG = 200


def text_file() -> Path:
    """The real dossier when it is here, else the one of the demo."""
    folder = real.folder()
    return folder / f"{real.NAME}.md" if folder else DEMO


def check_text(place: Path) -> float:
    """`wijkweb check` of one text file, whole process."""
    return _check(text_file(), place)


def check_pdf(place: Path) -> float:
    """`wijkweb check` of one PDF, whole process."""
    return _check(_rendering("pdf"), place)


def check_docx(place: Path) -> float:
    """`wijkweb check` of one Word file, whole process."""
    return _check(_rendering("docx"), place)


def three_hundred(place: Path) -> float:
    """300 text files read and checked."""
    from wijkweb.readers.apart import read_apart
    from wijkweb.readers.callfile import published
    from wijkweb.rules.check import check

    call = published("wvc-2021")
    began = time.process_time()
    for number in range(MANY):
        check(read_apart(variant(number)), call)
    return time.process_time() - began


def three_hundred_kept(place: Path) -> float:
    """300 text files read, checked and stored through the database."""
    return measured("bench.inside.papers", "SQLite", place)["seconds"]


def variant(number: int) -> bytes:
    """The text file with another end to every long line, so that no cache helps from one to the next."""
    lines = text_file().read_text(encoding="utf-8").split("\n")
    return "\n".join(f"{line} {number}" if len(line) > _LONG else line for line in lines).encode()


def _rendering(kind: str) -> Path:
    folder = real.folder()
    if folder is None:
        raise NotHere("the real dossier is not here")
    return folder / f"{real.NAME}.{kind}"


def _check(file: Path, place: Path) -> float:
    command = [sys.executable, "-m", "wijkweb", "check", str(file)]
    return cpu.of_command(command, codes=(0, 1), WIJKWEB_DATA=str(place))
