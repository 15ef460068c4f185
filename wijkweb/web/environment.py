"""Every setting that comes from outside, read once, with its default; docs/settings.md explains each."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path


class Misconfigured(SystemExit):
    """The program may not start like this. The message says which setting, and what to do."""


def text(name: str, default: str) -> str:
    """A setting as text."""
    return os.environ.get(name, default).strip()


def number(name: str, default: int) -> int:
    """A setting as a whole number."""
    value = text(name, str(default))
    if not value.isdigit():
        raise Misconfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def choice(name: str, choices: tuple[str, ...]) -> str:
    """A setting that is one of these; the first is the default."""
    value = text(name, choices[0])
    if value not in choices:
        raise Misconfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


def tiles(name: str) -> str:
    """The address of a server of map tiles, with {z}, {x} and {y} in its path; "" when none is set."""
    value = text(name, "")
    found = re.fullmatch(r"https://[a-z0-9.-]+(?::[0-9]+)?/[^\s;,'\"]*", value)
    if value and not (found and all(part in value for part in ("{z}", "{x}", "{y}"))):
        raise Misconfigured(f"{name} must be like https://tiles.example/{{z}}/{{x}}/{{y}}.png, not {value!r}.")
    return value


def names(name: str, default: str) -> list[str]:
    """A setting as a list, separated by commas."""
    return [part for part in (piece.strip() for piece in text(name, default).split(",")) if part]


def recipients(name: str) -> list[str]:
    """To whom backups are sealed: recipients in the age format, separated by commas; none by default."""
    found = names(name, "")
    wrong = [one for one in found if not re.fullmatch(r"age1[02-9ac-hj-np-z]{58}", one)]
    if wrong:
        raise Misconfigured(f"{name} must be what `wijkweb backup-key FILE` prints (age1...), not {wrong[0]!r}.")
    return found


def secret_key(*, production: bool, data: Path) -> str:
    """The secret key: from outside in production, else made once and kept beside the database."""
    given = text("WIJKWEB_SECRET_KEY", "")
    if production:
        if len(given) < 50 or len(set(given)) < 10:
            raise Misconfigured(
                "WIJKWEB_SECRET_KEY must be set in production, at least 50 characters that nobody can guess. "
                "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
            )
        return given
    return given or _kept_key(data)


def _kept_key(data: Path) -> str:
    path = data / "secret_key"
    data.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")


def allowed_hosts(*, production: bool) -> list[str]:
    """The names under which the site is reached; in production they have to be given."""
    hosts = names("WIJKWEB_ALLOWED_HOSTS", "")
    if production and (not hosts or "*" in hosts):
        raise Misconfigured(
            "WIJKWEB_ALLOWED_HOSTS must name the hosts of the site in production, for example: wijkweb.stad.example"
        )
    return hosts or ["localhost", "127.0.0.1", "[::1]", "testserver"]
