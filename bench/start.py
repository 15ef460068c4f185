"""Starting the process: what every command with a database and every worker of the server pays first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bench import cpu

SETTINGS = "wijkweb.web.settings"
_SETUP = "import django; django.setup()"


def process_start(place: Path) -> float:
    """Process start (django.setup)."""
    more = {"WIJKWEB_DATA": str(place), "DJANGO_SETTINGS_MODULE": SETTINGS}
    return cpu.of_command([sys.executable, "-c", _SETUP], **more)


def heavy_libraries(place: Path) -> float:
    """Heavy libraries in memory after the start."""
    from tests.test_house import HEAVY  # the list that the house rules hold

    code = f"import sys; {_SETUP}; print(sum(name in sys.modules for name in {HEAVY!r}))"
    env = cpu.environment(WIJKWEB_DATA=str(place), DJANGO_SETTINGS_MODULE=SETTINGS)
    done = subprocess.run([sys.executable, "-c", code], cwd=cpu.ROOT, env=env, stdout=subprocess.PIPE, check=True)
    return float(done.stdout)
