"""Files sealed in the age format: everybody with the recipient seals, only the keeper of the identity opens.

The format is that of the `age` command, so a backup can be opened without Wijkweb. It is read and written in
pieces, so a file of any size takes the same memory. Each piece is authenticated and the last one is marked: a
file that was cut or changed anywhere is refused.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from wijkweb.commons.upkeep import NotPossible

MAGIC = b"age-encryption.org/"


def new_identity(file: Path) -> str:
    """Makes an identity in a new file for the owner only; returns its recipient, which is no secret."""
    from pyrage import x25519

    identity = x25519.Identity.generate()
    recipient = str(identity.to_public())
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise NotPossible(f"{file} cannot be made ({error.strerror}); name a new file") from None
    with os.fdopen(handle, "w", encoding="ascii") as written:
        written.write(f"# public key: {recipient}\n{identity}\n")
        written.flush()
        os.fsync(written.fileno())
    return recipient


def is_sealed(file: Path) -> bool:
    """Whether a file begins as one in the age format does; raises NotPossible when it cannot be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(len(MAGIC)) == MAGIC
    except OSError as error:
        raise NotPossible(f"{file} cannot be read ({error.strerror})") from None


def seal(source: Path, target: Path, recipients: Sequence[str]) -> None:
    """Seals a file to all of these recipients (age1...), each of whom can open it alone."""
    import pyrage

    keys = [_recipient(text) for text in recipients]
    with source.open("rb") as plain, target.open("wb") as sealed:
        try:
            pyrage.encrypt_io(plain, sealed, keys)
        except pyrage.EncryptError as error:
            raise NotPossible(f"{target} cannot be written ({error})") from None
        sealed.flush()
        os.fsync(sealed.fileno())


def unseal(source: Path, target: Path, identity_file: Path) -> None:
    """Opens a sealed file. Nothing may be done with `target` before this has come back: it authenticates to the end."""
    import pyrage

    identities = _identities(identity_file)
    with source.open("rb") as sealed, target.open("wb") as plain:
        try:
            pyrage.decrypt_io(sealed, plain, identities)
        except pyrage.DecryptError as error:
            if "No matching keys" in str(error):
                raise NotPossible(
                    f"{identity_file} does not open {source}: it was sealed to another key, or its first lines are "
                    "damaged; name the identity of the recipient it was sealed to"
                ) from None
            raise NotPossible(f"{source} is damaged ({_told(error)}); take another one") from None
        except OSError as error:
            if error.errno is not None:  # of this machine: the disk is full
                raise NotPossible(f"{source} cannot be opened here ({error.strerror})") from None
            raise NotPossible(f"{source} is damaged ({_told(error)}); take another one") from None


def _told(error: Exception) -> str:
    """What the library says, in one line."""
    return str(error).partition("\n")[0].rstrip(".")


def _recipient(text: str) -> Any:
    import pyrage

    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise NotPossible(f"{text!r} is no recipient ({error}); make one with: wijkweb backup-key FILE") from None


def _identities(file: Path) -> list[Any]:
    import pyrage

    try:
        lines = [line.strip() for line in file.read_text(encoding="ascii").splitlines()]
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError) as error:
        raise NotPossible(f"{file} holds no identity ({error}); name the file that backup-key made") from None
    if not found:
        raise NotPossible(f"{file} holds no identity; name the file that backup-key made")
    return found
