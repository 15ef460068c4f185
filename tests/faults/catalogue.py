"""The list of fault tests. A new one is a module with a `Fault`, and a line here."""

from __future__ import annotations

from tests.faults import (
    bombs,
    drills,
    interleaving,
    journaling,
    keeping,
    papers,
    phoning,
    syncing,
    writing,
    writing_in_browser,
)
from tests.faults.harness import Fault

FAULTS: tuple[Fault, ...] = (
    papers.TEXT,
    papers.WORD,
    papers.PDF,
    papers.UPLOADS,
    bombs.BOMBS,
    journaling.EDITS,
    journaling.TRIGGERS,
    keeping.CRASHES,
    keeping.RACES,
    writing.SCRIPTS,
    writing_in_browser.BROWSERS,
    syncing.CRASHES,
    syncing.CROWD,
    syncing.RESTARTS,
    phoning.KILLS,
    phoning.WEEKS,
    *([interleaving.LIVES] if interleaving.THERE else []),  # without Node tests/run.py says what did not run
    drills.DRILLS,
    drills.DAMAGES,
)
