"""Whatever comes on an agenda by itself has a word for its kind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wijkweb.report.reads import due
from wijkweb.report.templatetags.meetings import DUE_KINDS

pytestmark = pytest.mark.plain


def test_every_kind_that_can_be_due_has_a_word() -> None:
    kinds = set(re.findall(r'Due\("(\w+)"', Path(due.__file__).read_text(encoding="utf-8")))
    assert len(kinds) > 8
    assert kinds | {"own"} == set(DUE_KINDS)
