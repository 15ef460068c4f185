"""A small process that reads papers and says what came of each: as the program reads them, or unguarded.

Lines of JSON in ({"file": path}), lines of JSON out. It is a process of its own because only a small process can
see what its children took, and because what is read unguarded may take it down.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import resource
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

from wijkweb.readers import apart
from wijkweb.readers.errors import Unreadable
from wijkweb.shapes.plain import to_plain
from wijkweb.writers.messages import LANGUAGES, UNREADABLE, say_unreadable

_UNGUARDED_MEMORY = 1536 * 1024 * 1024


def guarded(data: bytes) -> dict[str, Any]:
    """As every door of the program reads a paper."""
    try:
        document = apart.read_apart(data)
    except Unreadable as error:
        sentences = [say_unreadable(error.code, error.facts, language) for language in LANGUAGES]
        said = error.code in UNREADABLE and all(text and "{" not in text and "\n" not in text for text in sentences)
        return {"outcome": error.code, "crash": "" if said else f"no sentence for {error.code}"}
    return {"outcome": _digest(json.dumps(to_plain(document)))}


def unguarded(data: bytes) -> dict[str, Any]:
    """As a program would that trusts its libraries: no bounds, no process apart, no look before opening."""
    if data.startswith(b"PK"):
        import docx

        document = docx.Document(io.BytesIO(data))
        text = "\n".join(paragraph.text for paragraph in document.paragraphs)
        styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
        rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
        return {"outcome": _digest(repr((text, styles, rows)))}
    if b"%PDF-" in data[:1024]:
        import pypdfium2

        pages = pypdfium2.PdfDocument(data)
        return {"outcome": _digest("\n".join(page.get_textpage().get_text_range() for page in pages))}
    text = data.decode("utf-8")
    if "\0" in text:
        raise ValueError("a null byte, that a database refuses")
    return {"outcome": _digest(text)}


def _digest(text: str) -> str:
    return "text:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _read(way: Any, data: bytes) -> dict[str, Any]:
    before = _left()
    began, used = time.monotonic(), sum(os.times()[:4])
    try:
        said = way(data)
    except BaseException as error:  # what gets out of here would have been a traceback
        said = {"outcome": "crash", "crash": f"{type(error).__name__} at {_where(error)}"}
    said["seconds"] = time.monotonic() - began
    said["processor"] = sum(os.times()[:4]) - used
    said["left"] = sorted(_left() - before)
    said["mebibytes"] = _peak()
    return said


def _where(error: BaseException) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"


def _left() -> set[str]:
    return {str(path) for path in Path(tempfile.gettempdir()).rglob("*")}


def _peak() -> int:
    """What this process or the largest of its children ever took. Its own figure would hold its parent's too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    own = int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024


def main() -> None:
    way = guarded if sys.argv[1] == "guarded" else unguarded
    if way is unguarded:
        resource.setrlimit(resource.RLIMIT_AS, (_UNGUARDED_MEMORY, _UNGUARDED_MEMORY))
    out = os.fdopen(os.dup(1), "w")  # a library that prints does not get into the answers
    os.dup2(2, 1)
    for line in sys.stdin:
        print(json.dumps(_read(way, Path(json.loads(line)["file"]).read_bytes())), file=out, flush=True)


if __name__ == "__main__":
    main()
