"""A serving process sets apart what it loaded."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.prepared import ROOT

pytestmark = pytest.mark.plain
SAID = """
import gc, json, sys
import wijkweb.web.wsgi
print(json.dumps([gc.get_freeze_count(), len(gc.get_objects()), "wijkweb.report.views.reports" in sys.modules]))
"""


def test_what_was_loaded_is_set_apart_with_every_page() -> None:
    done = subprocess.run([sys.executable, "-c", SAID], cwd=ROOT, capture_output=True, text=True, check=True)
    apart, young, pages = json.loads(done.stdout)
    assert pages
    assert apart > 100_000 > 20_000 > young
