"""A whole Wijkweb of its own for a test: a process, a port, a data folder, a browser. All on loopback."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import prepared
from tests.prepared import DATABASE

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = next(
    (path for name in ("chromium-headless-shell", "chromium", "chromium-browser") if (path := shutil.which(name))), None
)
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 180  # the demo is filled first, and a busy machine takes its time


@dataclass(frozen=True)
class Site:
    """A running site and where it keeps its data."""

    address: str
    data: Path
    process: subprocess.Popen[bytes]


def free_port() -> int:
    """A port on loopback that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(data: Path, **environment: str) -> Iterator[Site]:
    """A site with the demo, served by the real command, until the block ends.

    The first fills its database; the next begin with a copy of what was filled then.
    """
    url = environment.get("DATABASE_URL", f"sqlite:///{data / DATABASE}")
    if url.startswith("sqlite"):
        ready = filled()
        shutil.copytree(ready, data, dirs_exist_ok=True, ignore=shutil.ignore_patterns(DATABASE, "server.log"))
        shutil.copy(ready / DATABASE, url.removeprefix("sqlite:///"))
    with _served(data, **environment) as site:
        yield site


def filled() -> Path:
    """A data folder as the real command leaves it, from nothing."""
    return prepared.once("site", _fill)


def _fill(data: Path) -> None:
    data.mkdir()
    with _served(data):
        pass
    with contextlib.closing(sqlite3.connect(data / DATABASE)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextlib.contextmanager
def _served(data: Path, **environment: str) -> Iterator[Site]:
    port = free_port()
    env = {**os.environ, "WIJKWEB_DATA": str(data), "PORT": str(port), "HOST": "127.0.0.1", **environment}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    env.pop("WIJKWEB_STATIC_STORAGE", None)
    with (data / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "wijkweb", "run"], cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, process, data / "server.log")
            yield Site(address, data, process)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/gezond/leeft", timeout=2):
            return
        time.sleep(0.1)
    raise RuntimeError(f"the site did not start:\n{log.read_text()[-2000:]}")


@contextlib.contextmanager
def browser(**options: Any) -> Iterator[Any]:
    """Debian's Chromium, headless."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=BROWSER_FLAGS, **options)
        try:
            yield started
        finally:
            started.close()


def sign_in(page: Any, site: Site, email: str) -> None:
    """Signs in as one of the demo's people."""
    from wijkweb.web.demo.accounts import PASSWORD

    page.goto(f"{site.address}/aanmelden/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(f"{site.address}/")


def processes_of(profile: Path) -> list[int]:
    """The processes of the browser with this profile."""
    found = []
    for place in Path("/proc").iterdir():
        if place.name.isdecimal():
            with contextlib.suppress(OSError):
                if str(profile).encode() in (place / "cmdline").read_bytes():
                    found.append(int(place.name))
    return found


def kill(profile: Path) -> int:
    """Ends the browser with this profile at once, as a power cut does; how many processes that were."""
    pids = processes_of(profile)
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return len(pids)
