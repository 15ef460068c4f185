"""From a bare clone to the first page: what somebody waits for who has only read the README."""

from __future__ import annotations

import contextlib
import functools
import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bench.cpu import ROOT, environment
from bench.row import Row
from tests.site import free_port

GIVE_UP = 300
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # loopback is behind no proxy


def first_time(place: Path) -> float:
    """`make run` from a bare clone to the first page."""
    return _to_first_page(_clone(place), place)


def second_time(place: Path) -> float:
    """`make run` the second time to the first page."""
    return _to_first_page(_clone(place), place)


ROWS = [Row(first_time, "s elapsed", 60), Row(second_time, "s elapsed", 5)]


@functools.cache
def _clone(place: Path) -> Path:
    """A clone of what is committed."""
    folder = place / "wijkweb"
    subprocess.run(["git", "clone", "--quiet", "--no-local", str(ROOT), str(folder)], check=True)
    return folder


def _to_first_page(folder: Path, place: Path) -> float:
    began = time.monotonic()
    with _running(folder, place) as (address, process):
        for page in ("/gezond/leeft", "/"):
            while not _answers(f"{address}{page}"):
                if process.poll() is not None or time.monotonic() - began > GIVE_UP:
                    raise RuntimeError((place / "run.log").read_text(errors="replace")[-2000:])
                time.sleep(0.05)
        return time.monotonic() - began


@contextlib.contextmanager
def _running(folder: Path, place: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """`make run` in a group of its own, which ends with the block. The caches of packages start empty."""
    port = free_port()
    caches = {"UV_CACHE_DIR": str(place / "uv"), "PIP_CACHE_DIR": str(place / "pip")}
    env = environment(PORT=str(port), HOST="127.0.0.1", WIJKWEB_DATA=str(folder / "var"), **caches)
    env.pop("VIRTUAL_ENV", None)
    with (place / "run.log").open("wb") as log:
        process = subprocess.Popen(
            ["make", "run"], cwd=folder, env=env, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            yield f"http://127.0.0.1:{port}", process
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(15)


def _answers(address: str) -> bool:
    try:
        with _direct.open(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
