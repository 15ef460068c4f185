"""`python -m bench`: one table. `python -m bench --clone`: from a bare clone to the first page."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench import clone, papers
from bench.machine import machine
from bench.row import Row, head
from bench.rows import ROWS


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Every speed that we claim, as a table.")
    parser.add_argument("--clone", action="store_true", help="`make run` from a bare clone, first and second time")
    parser.add_argument("--only", default="", metavar="WORDS", help="only the rows that hold these words")
    options = parser.parse_args()
    rows = clone.ROWS if options.clone else [row for row in ROWS if options.only.lower() in row.what.lower()]
    with tempfile.TemporaryDirectory(prefix="wijkweb-bench-") as folder:
        _table(rows, Path(folder))
    print(f"\nMedians; processor time is user and system together, with the database server's own. {machine()}.")
    if not options.clone and papers.text_file() == papers.DEMO:
        print("The real dossier is not here: the text file is the demo's gent.md.")
    return 0


def _table(rows: list[Row], place: Path) -> None:
    print(head(), flush=True)
    for row in rows:
        print(row.line(place), flush=True)


if __name__ == "__main__":
    sys.exit(main())
