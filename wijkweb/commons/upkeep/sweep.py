"""What lies about and nobody names: files without a row, halves of backups, what a restore took the place of."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from wijkweb.commons import files, journal
from wijkweb.commons.models import StoredFile
from wijkweb.commons.upkeep.restore import REPLACED

SWEEP_AFTER = timedelta(days=1)
KEEP_REPLACED = timedelta(days=30)


@transaction.atomic
def sweep(*, now: datetime) -> int:
    """Takes files away that no row names: what a process left that died while it stored. Returns their number."""
    journal.one_at_a_time()
    named = set(StoredFile.objects.values_list("sha256", flat=True))
    before = (now - SWEEP_AFTER).timestamp()
    left = list(files.unnamed(named, before))
    for name in left:
        files.discard(name)
    return len(left) + _sweep_data(before, (now - KEEP_REPLACED).timestamp())


def _sweep_data(before: float, replaced_before: float) -> int:
    """The folders that a killed backup or restore left, and old backups of what was replaced."""
    data = Path(settings.DATA)
    halves = [path for pattern in (".backup-*", ".restore-*") for path in data.glob(pattern)]
    old = [path for path in halves if path.stat().st_mtime < before]
    gone = [path for path in (data / REPLACED).glob("wijkweb-*") if path.stat().st_mtime < replaced_before]
    for path in old:
        shutil.rmtree(path, ignore_errors=True)
    for path in gone:
        path.unlink(missing_ok=True)
    return len(old) + len(gone)
