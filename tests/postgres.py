"""A throw-away PostgreSQL on loopback, from the installed binaries, for the tests that run on both databases."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import prepared
from tests.site import free_port

FOLDERS = [
    *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True),
    Path("/usr/local/bin"),
    Path("/usr/bin"),
]


def binaries() -> Path | None:
    """The folder with initdb and pg_ctl, or None."""
    return next((folder for folder in FOLDERS if (folder / "initdb").exists()), None)


def owner() -> str | None:
    """The account the server runs under: it refuses root. None when there is no account for it."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    with contextlib.suppress(KeyError):
        return pwd.getpwnam("postgres").pw_name
    return None


def available() -> bool:
    """Whether a server can be started here."""
    return binaries() is not None and owner() is not None


def _as_owner(command: list[str]) -> list[str]:
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@dataclass(frozen=True)
class Cluster:
    """A server that can be taken down and up again; `url` is the address of its database."""

    url: str
    control: tuple[str, ...]

    @property
    def restarting(self) -> list[str]:
        """The command of an immediate restart: every connection breaks, nothing is tidied up."""
        return _as_owner([*self.control, "-m", "immediate", "restart"])


_QUIET: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}


@contextlib.contextmanager
def running(*, empty: bool = False) -> Iterator[str]:
    """A server with an empty database; its DATABASE_URL. It is gone, with its data, when the block ends.

    Unless `empty`, there is one with every table beside it, to make others of.
    """
    with cluster(empty=empty) as made:
        yield f"{made.url.rpartition('/')[0]}/postgres"


def filled() -> Path:
    """The data of a server that is down, with a database of every table in it."""
    return prepared.once("server", _fill)


def _fill(path: Path) -> None:
    with cluster(empty=True) as made:
        prepared.create(made.url.rpartition("/")[0], prepared.TABLES)
        subprocess.run(_as_owner([*made.control[:3], "-w", "-m", "fast", "stop"]), check=True, **_QUIET)
        subprocess.run(["cp", "-a", made.control[2], path], check=True)


@contextlib.contextmanager
def cluster(fsync: str = "off", *, empty: bool = False) -> Iterator[Cluster]:
    """A server that can be restarted, until the block ends; unless `empty`, its database has every table."""
    folder = Path(tempfile.mkdtemp(prefix="wijkweb-pg-"))
    bin_folder, port = binaries(), free_port()
    assert bin_folder is not None
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync={fsync}"
    make = [str(bin_folder / "initdb"), "-D", str(data), "-U", "wijkweb", "-A", "trust", "-E", "UTF8", "--locale=C"]
    control = (str(bin_folder / "pg_ctl"), "-D", str(data), "-w", "-t", "60", "-o", options, "-l", str(folder / "log"))
    try:
        if empty:
            subprocess.run(_as_owner(make), check=True, **_QUIET)
        else:
            subprocess.run(["cp", "-a", filled(), data], check=True)
        subprocess.run(_as_owner([*control, "start"]), check=True, **_QUIET)
        yield Cluster(f"postgres://wijkweb@127.0.0.1:{port}/{'postgres' if empty else prepared.TABLES}", control)
    finally:
        subprocess.run(_as_owner([*control[:3], "-m", "immediate", "stop"]), check=False, **_QUIET)
        shutil.rmtree(folder, ignore_errors=True)
