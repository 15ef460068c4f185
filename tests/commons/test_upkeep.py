"""Backup and restore with the real command, on the database that the suite runs on, each in a place of its own."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import NOW

ROOT = Path(__file__).resolve().parents[2]
POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")
Run = Callable[..., subprocess.CompletedProcess[str]]
FILL = f"""
import django; django.setup()
from datetime import datetime
from django.core.management import call_command
call_command("migrate", verbosity=0)
from wijkweb.readers.callfile import read_call, PUBLISHED
from wijkweb.call.actions import load_call
from wijkweb.web.demo.load import load_demo
now = datetime.fromisoformat("{NOW.isoformat()}")
[load_call(call=read_call(path), by=None, now=now) for path in sorted(PUBLISHED.glob("*.toml"))]
load_demo(now=now)
"""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Callable[[str], dict[str, str]]]:
    """The environment of a Wijkweb of its own by name; on PostgreSQL with a database of its own."""
    made: list[str] = []
    url = os.environ.get("DATABASE_URL", "")

    def make(name: str) -> dict[str, str]:
        data = tmp_path / name
        data.mkdir(exist_ok=True)
        env = {**os.environ, "WIJKWEB_DATA": str(data), "DJANGO_SETTINGS_MODULE": "wijkweb.web.settings"}
        env.pop("DATABASE_URL", None)
        if POSTGRES:
            database = f"upkeep_{name}_{os.getpid()}"
            if database not in made:
                _sql(url, f'CREATE DATABASE "{database}"')
                made.append(database)
            env["DATABASE_URL"] = re.sub(r"/[^/]*$", f"/{database}", url)
        return env

    yield make
    for database in made:
        _sql(url, f'DROP DATABASE "{database}" WITH (FORCE)')


def _sql(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[call-overload]


def run(env: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wijkweb", *words], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )


@pytest.fixture
def city(place: Callable[[str], dict[str, str]]) -> dict[str, str]:
    env = place("city")
    subprocess.run([sys.executable, "-c", FILL], cwd=ROOT, env=env, check=True)
    return env


def back_up(env: dict[str, str]) -> Path:
    done = run(env, "backup", str(Path(env["WIJKWEB_DATA"]).parent / "kept"))
    assert (done.returncode, done.stderr) == (0, "")
    return Path(done.stdout.strip())


def test_what_is_put_back_is_what_was_there(city: dict[str, str], place: Callable[[str], dict[str, str]]) -> None:
    file = back_up(city)
    head = re.fullmatch(r"wijkweb-[0-9]{8}T[0-9]{6}Z-([0-9]+-[0-9a-f]{32})\.tar\.gz", file.name)
    assert head is not None
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    elsewhere = place("elsewhere")
    done = run(elsewhere, "restore", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    kept = sorted(path.name for path in Path(city["WIJKWEB_DATA"], "files").rglob("*") if path.is_file())
    back = sorted(path.name for path in Path(elsewhere["WIJKWEB_DATA"], "files").rglob("*") if path.is_file())
    assert back == kept
    assert len(kept) == 4
    assert "secret_key" not in file.name
    assert run(elsewhere, "verify-journal", "--head", head[1]).returncode == 0
    assert run(elsewhere, "verify-journal").stdout == run(city, "verify-journal").stdout
    again = run(elsewhere, "restore", str(file))
    assert again.returncode == 2
    assert "there is data here already" in again.stderr


def test_the_secret_key_is_not_in_a_backup(city: dict[str, str], tmp_path: Path) -> None:
    key = Path(city["WIJKWEB_DATA"], "secret_key").read_bytes()
    shutil.unpack_archive(back_up(city), tmp_path / "unpacked", filter="data")
    members = [path for path in (tmp_path / "unpacked").rglob("*") if path.is_file()]
    assert len(members) == 6
    assert [path for path in members if key in path.read_bytes()] == []


def test_a_damaged_backup_is_refused_and_nothing_is_changed(
    city: dict[str, str], place: Callable[[str], dict[str, str]], tmp_path: Path
) -> None:
    whole = back_up(city).read_bytes()
    chance = random.Random(4)
    target = place("target")
    for at in range(5):
        damaged = bytearray(whole)
        if at == 0:
            damaged = damaged[: len(whole) // 2]
        else:
            place_of = chance.randrange(20, len(whole))
            damaged[place_of] ^= 1 << chance.randrange(8)
        file = tmp_path / f"damaged-{at}.tar.gz"
        file.write_bytes(damaged)
        done = run(target, "restore", str(file))
        assert done.returncode == 2
        assert "damaged" in done.stderr
        assert len(done.stderr.splitlines()) == 1
        left = {path.name for path in Path(target["WIJKWEB_DATA"]).iterdir()}
        assert left <= {"secret_key", "wijkweb.sqlite3"}
    (tmp_path / "whole.tar.gz").write_bytes(whole)
    assert run(target, "restore", str(tmp_path / "whole.tar.gz")).returncode == 0


def test_what_is_no_backup_is_refused_in_one_line(place: Callable[[str], dict[str, str]], tmp_path: Path) -> None:
    target = place("target")
    text = tmp_path / "text.tar.gz"
    text.write_text("geen reservekopie")
    for name in (str(text), str(tmp_path / "nergens.tar.gz")):
        done = run(target, "restore", name)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "words", [("invite", "a@b.example", "--role", "admin"), ("backup", "kept"), ("verify-journal",)]
)
def test_before_the_first_start_a_command_says_what_to_do(
    place: Callable[[str], dict[str, str]], words: tuple[str, ...]
) -> None:
    done = run(place("empty"), *words)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "start Wijkweb" in done.stderr
