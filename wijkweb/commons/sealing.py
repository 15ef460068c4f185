"""The server's key pairs: phones seal their rows to the public half, and only the private half opens them.

The keys are files in a folder of their own, never in the database and never in its backup: who finds a phone,
a copy of the database or a backup reads no row that still waits. An old key goes on opening what was sealed to it.
The form of a sealed row is `sealed_item` in wijkweb/field/sync.schema.json.
"""

from __future__ import annotations

import base64
import fcntl
import functools
import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

CURVE = ec.SECP256R1()
INFO = b"wijkweb-row-1"
POINT, IV, TAG = 65, 12, 16
_NAME = re.compile(r"([0-9]{8}T[0-9]{6}Z)-([0-9a-f]{8})\.pem")
_TIME = "%Y%m%dT%H%M%SZ"
_paths: dict[tuple[str, str], str] = {}  # of keys that were asked for, by folder and id
_SEALED = re.compile(r"[A-Za-z0-9_-]+")


class NotOpened(ValueError):
    """A sealed row cannot be opened; `code` is unknown_key or damaged."""

    def __init__(self, code: Literal["unknown_key", "damaged"]) -> None:
        super().__init__(code)
        self.code = code


class NoKey(ValueError):
    """A file that should hold keys holds something else; the message says what."""


@dataclass(frozen=True, slots=True)
class SealKey:
    """The public half of a key: its id (the first 8 hex of the SHA-256 of the point) and the point, 65 bytes."""

    id: str
    public: bytes
    made_at: datetime

    @property
    def written(self) -> str:
        """The point as it goes to a phone: base64url without padding."""
        return base64.urlsafe_b64encode(self.public).rstrip(b"=").decode("ascii")


def current_key() -> SealKey:
    """The key that rows are sealed to now: the newest one. The first is made when there is none."""
    known = all_keys()
    if known:
        return known[-1]
    with _alone():
        known = all_keys()
        return known[-1] if known else _make(datetime.now(UTC))


def rotate(now: datetime) -> SealKey:
    """Makes a new key, the current one from now on; the earlier ones stay to open what was sealed to them."""
    with _alone():
        known = all_keys()
        return _make(max(now, known[-1].made_at + timedelta(seconds=1)) if known else now)


def all_keys() -> list[SealKey]:
    """Every key, the oldest first."""
    return [_public(path) for path in sorted(_folder().glob("*.pem")) if _NAME.fullmatch(path.name)]


def open_sealed(*, key_id: str, row_id: str, sealed: str) -> bytes:
    """The plain bytes of a row that was sealed to a key of this server; raises NotOpened.

    `sealed` is base64url without padding of point, iv and ciphertext; `row_id` has to be the id that the row was
    sealed under.
    """
    path = _path_of(key_id)
    if path is None:
        raise NotOpened("unknown_key")
    try:
        if not _SEALED.fullmatch(sealed):
            raise NotOpened("damaged")
        raw = base64.b64decode(sealed + "=" * (-len(sealed) % 4), altchars=b"-_", validate=True)
        point = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, raw[:POINT])
        key = _key_of(_private(path).exchange(ec.ECDH(), point))
        return AESGCM(key).decrypt(raw[POINT : POINT + IV], raw[POINT + IV :], row_id.encode("ascii"))
    except (InvalidTag, ValueError):
        raise NotOpened("damaged") from None


def seal(*, public: bytes, row_id: str, plain: bytes) -> str:
    """Seals a row to a public point, as a phone does; returns base64url without padding."""
    mine = ec.generate_private_key(CURVE)
    key = _key_of(mine.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public)))
    iv = os.urandom(IV)
    raw = _point(mine.public_key()) + iv + AESGCM(key).encrypt(iv, plain, row_id.encode("ascii"))
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def export_keys() -> dict[str, str]:
    """Every key file by name, with its PEM: for a backup that is sealed before it leaves this machine."""
    return {
        path.name: path.read_text("ascii") for path in sorted(_folder().glob("*.pem")) if _NAME.fullmatch(path.name)
    }


def import_keys(given: Mapping[str, str]) -> int:
    """Adds the keys that are not here yet; returns their number. Raises NoKey, with nothing added."""
    for name, pem in given.items():
        found = _NAME.fullmatch(name)
        try:
            if not found or _id(_point(_loaded(pem.encode("ascii")).public_key())) != found[2]:
                raise NoKey(f"{name!r} is not the name of the key in it")
        except (ValueError, TypeError) as error:
            raise NoKey(f"{name!r} holds no key ({error})") from None
    with _alone():
        known = {key.id for key in all_keys()}
        new = {name: pem for name, pem in given.items() if name.partition("-")[2].removesuffix(".pem") not in known}
        for name, pem in new.items():
            _write(_folder() / name, pem.encode("ascii"))
    return len(new)


def _make(at: datetime) -> SealKey:
    private = ec.generate_private_key(CURVE)
    public = _point(private.public_key())
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = _folder() / f"{at.astimezone(UTC):{_TIME}}-{_id(public)}.pem"
    _write(path, pem)
    return _public(path)


def _write(path: Path, pem: bytes) -> None:
    """Puts a key file there, whole or not at all, for the owner only."""
    half = path.with_suffix(".new")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time makes a key."""
    _folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    with (_folder() / ".lock").open("a", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _folder() -> Path:
    return Path(settings.KEYS)


def _path_of(key_id: str) -> str | None:
    """Where the key with this id lies; asked for each row, so the folder is looked through once for each key."""
    folder = os.fspath(settings.KEYS)
    known = _paths.get((folder, key_id))
    if known and os.path.exists(known):  # noqa: PTH110
        return known
    for path in Path(folder).glob("*.pem"):
        if (name := _NAME.fullmatch(path.name)) and name[2] == key_id:
            return _paths.setdefault((folder, key_id), str(path))
    return None


def _public(path: Path) -> SealKey:
    public = _point(_private(str(path)).public_key())
    made_at = datetime.strptime(path.name[:16], _TIME).replace(tzinfo=UTC)
    return SealKey(_id(public), public, made_at)


@functools.lru_cache(maxsize=64)
def _private(path: str) -> ec.EllipticCurvePrivateKey:
    return _loaded(Path(path).read_bytes())


def _loaded(pem: bytes) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise NoKey("not a P-256 key")
    return key


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def _id(point: bytes) -> str:
    return hashlib.sha256(point).hexdigest()[:8]


def _key_of(secret: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=INFO).derive(secret)
