"""Sealed files: who holds the identity opens them, and nothing that was cut or changed is opened."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from wijkweb.commons.upkeep import NotPossible, age

pytestmark = pytest.mark.plain

PIECE = 64 * 1024  # the age format authenticates in pieces of this size


@pytest.fixture
def identity(tmp_path: Path) -> Path:
    age.new_identity(tmp_path / "identity.txt")
    return tmp_path / "identity.txt"


@pytest.fixture
def recipient(identity: Path) -> str:
    return identity.read_text().split()[3]


def sealed(tmp_path: Path, plain: bytes, *recipients: str) -> bytes:
    (tmp_path / "plain").write_bytes(plain)
    age.seal(tmp_path / "plain", tmp_path / "sealed", recipients)
    return (tmp_path / "sealed").read_bytes()


def opened(tmp_path: Path, data: bytes, identity: Path) -> bytes:
    (tmp_path / "again").write_bytes(data)
    age.unseal(tmp_path / "again", tmp_path / "opened", identity)
    return (tmp_path / "opened").read_bytes()


def refused(tmp_path: Path, data: bytes, identity: Path) -> str:
    with pytest.raises(NotPossible) as raised:
        opened(tmp_path, data, identity)
    return str(raised.value)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 5 * PIECE])
def test_what_is_sealed_is_opened(tmp_path: Path, identity: Path, recipient: str, size: int) -> None:
    plain = os.urandom(size)
    assert opened(tmp_path, sealed(tmp_path, plain, recipient), identity) == plain


def test_each_of_two_recipients_opens_it_alone(tmp_path: Path, identity: Path, recipient: str) -> None:
    other = age.new_identity(tmp_path / "other.txt")
    data = sealed(tmp_path, b"alles", recipient, other)
    assert opened(tmp_path, data, identity) == opened(tmp_path, data, tmp_path / "other.txt") == b"alles"


def test_an_identity_is_for_its_owner_and_never_written_over(identity: Path) -> None:
    assert stat.S_IMODE(identity.stat().st_mode) == 0o600
    before = identity.read_bytes()
    with pytest.raises(NotPossible, match="cannot be made"):
        age.new_identity(identity)
    assert identity.read_bytes() == before


def test_every_length_and_every_changed_byte_is_refused(tmp_path: Path, identity: Path, recipient: str) -> None:
    data = sealed(tmp_path, os.urandom(300), recipient)
    said = [refused(tmp_path, data[:length], identity) for length in range(len(data))]
    for at in range(len(data)):
        changed = bytearray(data)
        changed[at] ^= 1 << at % 8
        said.append(refused(tmp_path, bytes(changed), identity))
    said.append(refused(tmp_path, data + b"x", identity))
    assert {"take another one" in text or "does not open" in text for text in said} == {True}
    assert len(said) == 2 * len(data) + 1


def test_a_file_cut_between_two_pieces_is_refused(tmp_path: Path, identity: Path, recipient: str) -> None:
    data = sealed(tmp_path, os.urandom(3 * PIECE), recipient)
    head = len(data) - 3 * (PIECE + 16)
    for pieces in range(3):
        assert "damaged" in refused(tmp_path, data[: head + pieces * (PIECE + 16)], identity)


def test_another_key_and_no_key_are_told_apart(tmp_path: Path, identity: Path, recipient: str) -> None:
    data = sealed(tmp_path, b"alles", recipient)
    age.new_identity(tmp_path / "other.txt")
    assert "sealed to another key" in refused(tmp_path, data, tmp_path / "other.txt")
    for text in ("", "# niets\n", "geen sleutel", "AGE-SECRET-KEY-1", "é"):
        (tmp_path / "none.txt").write_text(text, encoding="utf-8")
        assert "holds no identity" in refused(tmp_path, data, tmp_path / "none.txt")
    assert "holds no identity" in refused(tmp_path, data, tmp_path / "nergens.txt")
    with pytest.raises(NotPossible, match="is no recipient"):
        age.seal(tmp_path / "plain", tmp_path / "sealed", ["age1nobody"])


def test_a_large_file_takes_no_more_memory(tmp_path: Path, identity: Path, recipient: str) -> None:
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(240 * 1024 * 1024)
    code = (
        "import re, sys; from pathlib import Path; from wijkweb.commons.upkeep import age; a = sys.argv;"
        "age.seal(Path(a[1]), Path(a[2]), [a[3]]); age.unseal(Path(a[2]), Path(a[5]), Path(a[4]));"
        "print(int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]) // 1024)"
    )
    words = [str(large), str(tmp_path / "large.age"), recipient, str(identity), str(tmp_path / "back")]
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True,
        cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    assert int(done.stdout) < 160  # MiB of the 240, of the child alone
    assert (tmp_path / "back").stat().st_size == large.stat().st_size
