"""The keys that phones seal to: sealed as a phone does, opened by the old keys too, and no other way."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW
from wijkweb.commons import sealing

pytestmark = pytest.mark.plain

ROOT = Path(__file__).resolve().parents[2]
ROW = "7b0c9b7e-5c3a-4f0e-9d0f-0a4f6a2b1c3d"
PLAIN = b'{"id": "7b0c9b7e", "minutes": 25}'


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> Path:
    settings.KEYS = tmp_path / "keys"
    return tmp_path / "keys"


def code_of(**given: str) -> str:
    with pytest.raises(sealing.NotOpened) as raised:
        sealing.open_sealed(**given)
    return raised.value.code


def test_the_first_key_is_made_when_it_is_asked_for(keys: Path) -> None:
    key = sealing.current_key()
    assert key == sealing.current_key()
    assert key.id == hashlib.sha256(key.public).hexdigest()[:8]
    assert (len(key.public), key.public[0]) == (65, 4)
    (file,) = keys.glob("*.pem")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
    assert file.read_text().startswith("-----BEGIN PRIVATE KEY-----")


def test_what_a_phone_seals_is_opened_and_fits_the_schema() -> None:
    key = sealing.current_key()
    sealed = sealing.seal(public=key.public, row_id=ROW, plain=PLAIN)
    pattern = json.loads((ROOT / "wijkweb/field/sync.schema.json").read_text())["$defs"]["sealed_item"]
    assert re.search(pattern["properties"]["sealed"]["pattern"], sealed)
    assert sealing.open_sealed(key_id=key.id, row_id=ROW, sealed=sealed) == PLAIN
    assert sealed != sealing.seal(public=key.public, row_id=ROW, plain=PLAIN)


def test_a_row_sealed_by_other_hands_is_opened() -> None:
    """The steps of the schema, written out once more with nothing of sealing.py but the public point."""
    from cryptography.hazmat.primitives import hashes, hmac, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key = sealing.current_key()
    mine = ec.generate_private_key(ec.SECP256R1())
    secret = mine.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key.public))

    def mac(by: bytes, text: bytes) -> bytes:
        made = hmac.HMAC(by, hashes.SHA256())
        made.update(text)
        return made.finalize()

    derived = mac(mac(bytes(32), secret), b"wijkweb-row-1\x01")  # HKDF: extract without salt, expand to one block
    iv = os.urandom(12)
    form = serialization.PublicFormat.UncompressedPoint
    point = mine.public_key().public_bytes(serialization.Encoding.X962, form)
    raw = point + iv + AESGCM(derived).encrypt(iv, PLAIN, ROW.encode())
    sealed = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    assert sealing.open_sealed(key_id=key.id, row_id=ROW, sealed=sealed) == PLAIN


def test_an_old_key_still_opens() -> None:
    first = sealing.current_key()
    sealed = sealing.seal(public=first.public, row_id=ROW, plain=PLAIN)
    second = sealing.rotate(NOW)  # a clock that went back does not bring the first one back
    third = sealing.rotate(first.made_at + timedelta(days=365))
    assert sealing.current_key() == third
    assert [key.id for key in sealing.all_keys()] == [first.id, second.id, third.id]
    assert sealing.open_sealed(key_id=first.id, row_id=ROW, sealed=sealed) == PLAIN


def test_what_cannot_be_opened_says_why() -> None:
    key, other = sealing.current_key(), sealing.rotate(NOW)
    sealed = sealing.seal(public=key.public, row_id=ROW, plain=PLAIN)
    for unknown in ("00000000", "*", "../../..", "", key.id.upper() + "x"):
        assert code_of(key_id=unknown, row_id=ROW, sealed=sealed) == "unknown_key"
    assert code_of(key_id=other.id, row_id=ROW, sealed=sealed) == "damaged"
    assert code_of(key_id=key.id, row_id=ROW.replace("7", "8"), sealed=sealed) == "damaged"
    for damaged in ("", "A", "====", "é" * 130, sealed + "=", sealed + "\n", "A" * 200, f" {sealed}"):
        assert code_of(key_id=key.id, row_id=ROW, sealed=damaged) == "damaged"


def test_every_length_and_every_flipped_bit_is_damaged() -> None:
    key = sealing.current_key()
    sealed = sealing.seal(public=key.public, row_id=ROW, plain=PLAIN)
    raw = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
    cut = [raw[:length] for length in range(len(raw))]
    flipped = [bytes([*raw[:at], raw[at] ^ (1 << at % 8), *raw[at + 1 :]]) for at in range(len(raw))]
    codes = {
        code_of(key_id=key.id, row_id=ROW, sealed=base64.urlsafe_b64encode(made).decode().rstrip("="))
        for made in cut + flipped
    }
    assert (len(cut), len(flipped), codes) == (len(raw), len(raw), {"damaged"})


def test_eight_processes_that_ask_at_once_get_one_first_key(keys: Path) -> None:
    code = "import django; django.setup(); from wijkweb.commons.sealing import current_key; print(current_key().id)"
    env = {**os.environ, "WIJKWEB_KEYS": str(keys), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    started = [
        subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
        for _ in range(8)
    ]
    assert {process.communicate()[0].strip() for process in started} == {sealing.current_key().id}
    assert len(list(keys.glob("*.pem"))) == 1


def test_keys_go_out_and_come_back(settings: Any, tmp_path: Path) -> None:
    key = sealing.current_key()
    sealing.rotate(NOW)
    sealed = sealing.seal(public=key.public, row_id=ROW, plain=PLAIN)
    taken = sealing.export_keys()
    settings.KEYS = tmp_path / "elsewhere"
    assert code_of(key_id=key.id, row_id=ROW, sealed=sealed) == "unknown_key"
    newest = sealing.rotate(key.made_at + timedelta(days=1))
    assert (sealing.import_keys(taken), sealing.import_keys(taken)) == (2, 0)
    assert sealing.open_sealed(key_id=key.id, row_id=ROW, sealed=sealed) == PLAIN
    assert sealing.current_key() == newest  # an older key that comes back does not become the current one


def test_what_is_no_key_is_not_taken_in(keys: Path) -> None:
    ((name, pem),) = (sealing.current_key(), sealing.export_keys())[1].items()
    for bad in ({"../x.pem": pem}, {name: "geen sleutel"}, {name.replace("-", "-0")[:-5] + ".pem": pem}):
        with pytest.raises(sealing.NoKey):
            sealing.import_keys({**bad, "20210101T000000Z-00000000.pem": pem})
    assert [path.name for path in keys.glob("*.pem")] == [name]
