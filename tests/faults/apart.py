"""A process apart with a database of its own: what is taken down there takes nobody else down."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from tests.faults.harness import ROOT, Place, fresh_database


def worked(place: Place, module: str, task: dict[str, Any], url: str = "") -> dict[str, Any]:
    """What a worker made of a task, in a database of its own with its tables, or in the one at `url`, that has them."""
    data = place.folder / "data"
    data.mkdir(exist_ok=True)
    if url:
        return _answer(place, module, task, url)
    with fresh_database(place, module.rpartition(".")[2], tables=True) as made:
        return _answer(place, module, task, made)


def _answer(place: Place, module: str, task: dict[str, Any], url: str) -> dict[str, Any]:
    env = {
        **os.environ, "DATABASE_URL": url, "WIJKWEB_DATA": str(place.folder / "data"),
        "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    command = [sys.executable, "-m", module, json.dumps(task)]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return json.loads(done.stdout.strip().rsplit("\n", 1)[-1])  # type: ignore[no-any-return]
