"""The keys to which phones seal their rows. Private keys lie in a folder of their own, never in the database.

Form: field/sync.schema.json, `sealed_item`. An old key stays usable, so that a phone that was away is read.
"""

from __future__ import annotations

import base64
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

_POINT, _IV = 65, 12
_INFO = b"wijkweb-row-1"


class NotOpened(ValueError):
    """A sealed row that cannot be opened; `code`: unknown_key (no such private key here), damaged."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class SealKey:
    """A public key: the first 8 hex digits of the SHA-256 of its point, and the point in base64url."""

    id: str
    public: str


def current_key() -> SealKey:
    """The newest key, to which rows are sealed from now on; the first one is made when there is none."""
    newest = max(_files(), key=lambda path: path.stem, default=None)
    if newest is None:
        return make_key(1)
    return _key_of(newest)


def make_key(number: int) -> SealKey:
    """A new pair; its file is named for its place in the row and for its id."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    private = ec.generate_private_key(ec.SECP256R1())
    key = _public(private.public_key())
    folder = Path(settings.SEAL_KEYS)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    written = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    part = folder / f".{key.id}.part"
    part.write_bytes(written)
    part.chmod(0o600)
    part.replace(folder / f"{number:04}-{key.id}.pem")
    return key


def rotate() -> SealKey:
    """A new key for what is sealed from now on."""
    return make_key(1 + max((int(path.stem.partition("-")[0]) for path in _files()), default=0))


def open_sealed(*, key_id: str, row_id: str, sealed: str) -> bytes:
    """What was sealed to one of our keys under this id; raises NotOpened."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    private = _private(key_id)
    try:
        raw = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw[:_POINT])
        key = _derived(private.exchange(ec.ECDH(), point))
        return AESGCM(key).decrypt(raw[_POINT : _POINT + _IV], raw[_POINT + _IV :], row_id.encode())
    except (ValueError, InvalidTag):
        raise NotOpened("damaged") from None


def seal(*, key: SealKey, row_id: str, plain: bytes) -> str:
    """Seals as a phone does."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    point = base64.urlsafe_b64decode(key.public + "=" * (-len(key.public) % 4))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    own, iv = ec.generate_private_key(ec.SECP256R1()), os.urandom(_IV)
    text = AESGCM(_derived(own.exchange(ec.ECDH(), public))).encrypt(iv, plain, row_id.encode())
    head = own.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(head + iv + text).rstrip(b"=").decode()


def _derived(shared: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=None, info=_INFO).derive(shared)


def _files() -> list[Path]:
    return sorted(Path(settings.SEAL_KEYS).glob("[0-9]*-*.pem"))


def _private(key_id: str):  # type: ignore[no-untyped-def]
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    found = next((path for path in _files() if path.stem.endswith(f"-{key_id}")), None)
    if found is None:
        raise NotOpened("unknown_key")
    return load_pem_private_key(found.read_bytes(), password=None)


def _key_of(path: Path) -> SealKey:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    return _public(load_pem_private_key(path.read_bytes(), password=None).public_key())


def _public(public) -> SealKey:  # type: ignore[no-untyped-def]
    from cryptography.hazmat.primitives import serialization

    point = public.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    return SealKey(hashlib.sha256(point).hexdigest()[:8], base64.urlsafe_b64encode(point).rstrip(b"=").decode())
