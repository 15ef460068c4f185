"""Rows are sealed to keys that lie apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from wijkweb.commons import sealing
from wijkweb.commons.sealing import NotOpened, current_key, open_sealed, rotate, seal

ID = "3f2b8e1c-5a6d-4c7e-8f90-1a2b3c4d5e6f"


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> Path:
    settings.SEAL_KEYS = str(tmp_path / "keys")
    return tmp_path / "keys"


def test_what_is_sealed_is_opened_under_its_own_id_only() -> None:
    key = current_key()
    sealed = seal(key=key, row_id=ID, plain=b"{}")
    assert open_sealed(key_id=key.id, row_id=ID, sealed=sealed) == b"{}"
    for bad in (ID.replace("3", "4", 1), ""):
        with pytest.raises(NotOpened, match="damaged"):
            open_sealed(key_id=key.id, row_id=bad, sealed=sealed)


@pytest.mark.parametrize("sealed", ["", "AAAA", "é" * 200, "A" * 200, "!" * 200, "_" * 8000])
def test_what_never_was_sealed_is_damaged(sealed: str) -> None:
    with pytest.raises(NotOpened, match="damaged"):
        open_sealed(key_id=current_key().id, row_id=ID, sealed=sealed)


def test_the_same_twice_is_never_the_same_bytes() -> None:
    key = current_key()
    assert seal(key=key, row_id=ID, plain=b"x") != seal(key=key, row_id=ID, plain=b"x")


def test_an_old_key_stays_usable_and_a_lost_one_is_said(keys: Path) -> None:
    old = current_key()
    sealed = seal(key=old, row_id=ID, plain=b"x")
    assert rotate() == current_key() != old
    assert open_sealed(key_id=old.id, row_id=ID, sealed=sealed) == b"x"
    next(keys.glob(f"*{old.id}.pem")).unlink()
    with pytest.raises(NotOpened, match="unknown_key"):
        open_sealed(key_id=old.id, row_id=ID, sealed=sealed)


def test_a_key_file_is_for_its_owner_alone(keys: Path) -> None:
    sealing.current_key()
    assert [oct(path.stat().st_mode & 0o777) for path in keys.iterdir()] == ["0o600"]
