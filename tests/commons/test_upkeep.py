"""Backup and restore with the real command, on the database that the suite runs on, each in a place of its own."""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import prepared
from wijkweb.commons.upkeep import age

# one worker, so that the site is filled once
pytestmark = pytest.mark.xdist_group("upkeep")
ROOT = Path(__file__).resolve().parents[2]
POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")
Run = Callable[..., subprocess.CompletedProcess[str]]
FILES = """
from wijkweb.commons.models import StoredFile
print(StoredFile.objects.values("sha256").distinct().count())
"""
STREET = """
import sys; from datetime import timedelta; from django.utils import timezone as t
from tests.street import Street, contact, hours, send, street
from wijkweb.commons.models import Organisation; from wijkweb.contract.models import Contract
from wijkweb.field.models import Contact as C, Place, PurgedId, VisitCell
old, young = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
day = lambda days: (t.localdate() - timedelta(days=days)).isoformat()
def show(on):
    left = [str(id) for id in C.objects.filter(contract=on.contract).order_by("client_id").values_list("client_id", flat=True)]
    visits = sorted(VisitCell.objects.filter(contract=on.contract).values_list("place__name", "days"))
    print(len(left), left == [young], PurgedId.objects.filter(client_id=old).count(), hours(on), visits)
"""
BEGIN = """
on = street(Organisation.objects.create(kind="municipality", name="Duinrand", fictional=True))
items = (old, contact(on.place, date=day(200), workers=2)), (young, contact(on.park, date=day(3)))
assert send(on, *items, now=t.now()) == ["kept", "kept"]
show(on)
"""
AGAIN = """
one = Contract.objects.get(case__municipality__name="Duinrand")
who = one.member_set.get(lead=False).person
on = Street(one, None, who, Place.objects.get(contract=one, name="Wijk plein"), None)
show(on)
print(send(on, (old, contact(on.place, date=day(200), workers=2)), now=t.now()))
show(on)
"""
EACH = """
import sys; from pathlib import Path; from wijkweb.web import commands, keeping
for name in sys.argv[2:]:
    try:
        print("accepted", keeping.restore_from(Path(name), identity=Path(sys.argv[1]), replace=True))
    except commands.Refused as error:
        print(error)
"""
STATE = """
import django; django.setup()
from wijkweb.commons import journal
from wijkweb.commons.upkeep import databases
print(journal.verify(), databases.rows("default"))
"""


@contextlib.contextmanager
def a_place(
    folder: Path, name: str, recipient: str, like: dict[str, str] | None = None, *, tables: bool = False
) -> Iterator[dict[str, str]]:
    """The environment of a Wijkweb of its own, empty or a copy; on PostgreSQL with a database of its own, or with tables."""
    data = folder / name
    if like:
        shutil.copytree(like["WIJKWEB_DATA"], data)
    data.mkdir(exist_ok=True)
    env = {**os.environ, "WIJKWEB_DATA": str(data), "DJANGO_SETTINGS_MODULE": "wijkweb.web.settings"}
    env.pop("WIJKWEB_KEYS", None)
    env["WIJKWEB_BACKUP_RECIPIENT"] = recipient
    url = env.pop("DATABASE_URL", "")
    if not POSTGRES:
        yield env
        return
    database = f"upkeep_{name}_{os.getpid()}"
    ready = prepared.database_with_tables(url) if tables else ""
    template = like["DATABASE_URL"].rpartition("/")[2] if like else ready
    _sql(url, f'CREATE DATABASE "{database}"' + (f' TEMPLATE "{template}"' if template else ""))
    yield {**env, "DATABASE_URL": f"{url.rpartition('/')[0]}/{database}"}
    _sql(url, f'DROP DATABASE "{database}" WITH (FORCE)')


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Callable[..., dict[str, str]]]:
    """Makes a place by name; its backups are sealed to identity.txt beside it."""
    recipient = age.new_identity(tmp_path / "identity.txt")
    with contextlib.ExitStack() as stack:
        yield lambda name, like=None: stack.enter_context(a_place(tmp_path, name, recipient, like))


def _sql(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[call-overload]


def run(env: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wijkweb", *words], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A Wijkweb with the demo, made once; the tests work on copies of it."""
    folder = tmp_path_factory.mktemp("filled")
    with contextlib.ExitStack() as stack:
        env = stack.enter_context(a_place(folder, "filled", "", tables=POSTGRES))
        data = Path(env["WIJKWEB_DATA"])
        if POSTGRES:
            prepared.load_demo(env["DATABASE_URL"], data)
        else:
            shutil.copytree(prepared.demo(), data, dirs_exist_ok=True)
        yield env


@pytest.fixture
def city(place: Callable[..., dict[str, str]], filled: dict[str, str]) -> dict[str, str]:
    return place("city", filled)


def back_up(env: dict[str, str], *words: str) -> Path:
    done = run(env, "backup", str(Path(env["WIJKWEB_DATA"]).parent / "kept"), *words)
    assert (done.returncode, done.stderr) == (0, "")
    return Path(done.stdout.strip())


def restore(env: dict[str, str], file: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run(env, "restore", str(file), "--identity", str(identity_of(env)), *words)


def identity_of(env: dict[str, str]) -> Path:
    return Path(env["WIJKWEB_DATA"]).parent / "identity.txt"


def state(env: dict[str, str]) -> tuple[str, list[tuple[str, bytes]]]:
    """All that a failed restore may not touch: every row, as the journal and a count see it, and every file."""
    done = subprocess.run([sys.executable, "-c", STATE], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    data = Path(env["WIJKWEB_DATA"])
    kept = sorted(path for path in data.rglob("*") if path.is_file() and not path.name.startswith("wijkweb.sqlite3"))
    return done.stdout, [(str(path.relative_to(data)), path.read_bytes()) for path in kept]


def python(env: dict[str, str], code: str, *words: str) -> str:
    code = f"import django; django.setup()\n{code}"
    return subprocess.run(
        [sys.executable, "-c", code, *words], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    ).stdout.strip()


def test_what_is_put_back_is_what_was_there(city: dict[str, str], place: Callable[[str], dict[str, str]]) -> None:
    file = back_up(city)
    head = re.fullmatch(r"wijkweb-[0-9]{8}T[0-9]{6}Z-([0-9]+-[0-9a-f]{32})\.tar\.gz\.age", file.name)
    assert head is not None
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    assert file.stat().st_mode & 0o077 == 0
    elsewhere = place("elsewhere")
    done = restore(elsewhere, file)
    assert (done.returncode, done.stderr) == (0, "")
    assert state(elsewhere)[0] == state(city)[0]
    kept = sorted(path.name for path in Path(city["WIJKWEB_DATA"], "files").rglob("*") if path.is_file())
    back = sorted(path.name for path in Path(elsewhere["WIJKWEB_DATA"], "files").rglob("*") if path.is_file())
    assert back == kept
    assert len(kept) == int(python(city, FILES)) >= 4
    assert run(elsewhere, "verify-journal", "--head", head[1]).returncode == 0
    assert run(elsewhere, "verify-journal").stdout == run(city, "verify-journal").stdout
    again = restore(elsewhere, file)
    assert again.returncode == 2
    assert "there is data here already" in again.stderr
    drilled = run(elsewhere, "restore-drill", str(file), "--identity", str(identity_of(city)))
    assert drilled.returncode == 0
    assert drilled.stdout.startswith("this backup comes back: made 2")


def test_no_key_is_in_a_backup(city: dict[str, str], tmp_path: Path) -> None:
    run(city, "keys", "list")
    keys = list(Path(city["WIJKWEB_DATA"], "keys").glob("*.pem"))
    secrets = [Path(city["WIJKWEB_DATA"], "secret_key").read_bytes(), keys[0].read_bytes(), keys[0].read_bytes()[28:80]]
    file = back_up(city, "--unsealed")
    assert file.name.endswith(".tar.gz")
    shutil.unpack_archive(file, tmp_path / "unpacked", filter="data")
    members = [path for path in (tmp_path / "unpacked").rglob("*") if path.is_file()]
    assert len(members) == int(python(city, FILES)) + 2  # the database, and what the backup says of itself
    assert [path for path in members for secret in secrets if secret in path.read_bytes()] == []


def test_without_a_recipient_a_backup_is_refused_with_what_to_do(city: dict[str, str], tmp_path: Path) -> None:
    city["WIJKWEB_BACKUP_RECIPIENT"] = ""
    refused = run(city, "backup", str(tmp_path / "kept"))
    assert (refused.returncode, (tmp_path / "kept").exists()) == (2, False)
    assert "wijkweb backup-key FILE" in refused.stderr
    made = run(city, "backup-key", str(tmp_path / "mine.txt"))
    found = re.search(r"WIJKWEB_BACKUP_RECIPIENT='(age1[a-z0-9]+)'", made.stdout)
    assert found is not None
    assert run(city, "backup-key", str(tmp_path / "mine.txt")).returncode == 2
    city["WIJKWEB_BACKUP_RECIPIENT"] = found[1]
    file = back_up(city)
    assert run(city, "restore-drill", str(file), "--identity", str(tmp_path / "mine.txt")).returncode == 0
    city["WIJKWEB_BACKUP_RECIPIENT"] = f"{found[1]},age1nobody"
    assert "WIJKWEB_BACKUP_RECIPIENT must be" in run(city, "backup", str(tmp_path / "kept")).stderr


def test_a_damaged_backup_is_refused_and_live_data_is_untouched(city: dict[str, str], tmp_path: Path) -> None:
    file = back_up(city)
    whole = file.read_bytes()
    before = state(city)
    chance = random.Random(4)
    places = [30, 60, 150, chance.randrange(250, len(whole) // 2), chance.randrange(len(whole) // 2, len(whole))]
    damaged = [whole[: len(whole) // 2], whole[:-1]]
    damaged += [whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :] for at in places]
    for number, data in enumerate(damaged):
        (tmp_path / f"{number}.tar.gz.age").write_bytes(data)
    said = python(city, EACH, str(identity_of(city)), *(str(tmp_path / f"{n}.tar.gz.age") for n in range(len(damaged))))
    assert len(said.splitlines()) == len(damaged)
    assert [line for line in said.splitlines() if "what was here is as it was" not in line] == []
    age.new_identity(tmp_path / "other.txt")
    for words in (["--identity", str(tmp_path / "other.txt")], []):
        done = run(city, "restore", str(file), "--replace", *words)
        assert done.returncode == 2
        assert "sealed" in done.stderr
    assert state(city) == before
    assert restore(city, file, "--replace").returncode == 0
    assert state(city)[0] == before[0]


def test_a_sealed_backup_of_something_else_is_refused(city: dict[str, str], tmp_path: Path) -> None:
    """Anybody may seal to a recipient: what is in it is held against its list, and against the journal."""
    plain = back_up(city, "--unsealed")
    made = [_forged(plain, tmp_path, kind, city) for kind in ("file", "database", "renamed", "gone", "journal")]
    before = state(city)
    said = python(city, EACH, str(identity_of(city)), *map(str, made)).splitlines()
    assert len(said) == 5
    assert [line for line in said if not re.search("damaged|journal in the backup does not hold", line)] == []
    assert state(city) == before


def _forged(plain: Path, folder: Path, kind: str, env: dict[str, str]) -> Path:
    """A backup with another content, sealed as any other."""
    root = folder / kind
    shutil.unpack_archive(plain, root, filter="data")
    name = re.sub(r"-[0-9a-f]{32}", f"-{'0' * 32}", plain.name) if kind == "journal" else plain.name
    victim = next(root.glob("database.*" if kind == "database" else "files/??/*"))
    if kind == "gone":
        victim.unlink()
    elif kind in ("file", "database", "renamed"):
        data = bytearray(victim.read_bytes())
        data[len(data) // 2] ^= 1
        victim.write_bytes(data)
    if kind == "renamed":  # with its new hash in the list, under the old name
        list_, name_of = root / "backup.json", victim.name
        list_.write_text(list_.read_text().replace(f'"{name_of}"', f'"{hashlib.sha256(data).hexdigest()}"'))
    with tarfile.open(root / "again.tar.gz", "w:gz") as archive:
        for member in (
            "backup.json",
            "files",
            victim.name if kind == "database" else next(root.glob("database.*")).name,
        ):
            archive.add(root / member, arcname=member)
    age.seal(root / "again.tar.gz", root / f"{name}.age", [env["WIJKWEB_BACKUP_RECIPIENT"]])
    return root / f"{name}.age"


def test_over_live_data_what_was_there_is_kept(city: dict[str, str], tmp_path: Path) -> None:
    file = back_up(city)
    first = state(city)[0]
    python(city, "from wijkweb.commons.models import Organisation as O; O.objects.create(kind='partner', name='Nieuw')")
    second = state(city)[0]
    assert first != second
    done = restore(city, file, "--replace")
    assert (done.returncode, state(city)[0]) == (0, first)
    saved = Path(done.stdout.strip().splitlines()[-1].removeprefix("what was here before: "))
    assert saved.parent == Path(city["WIJKWEB_DATA"], "replaced")
    assert (restore(city, saved, "--replace").returncode, state(city)[0]) == (0, second)
    left = {path.name for path in Path(city["WIJKWEB_DATA"]).iterdir()}
    assert left <= {"secret_key", "wijkweb.sqlite3", "files", "replaced", "last_backup"}


def test_a_restore_ends_with_the_purge(city: dict[str, str], place: Callable[[str], dict[str, str]]) -> None:
    """What was purged after the backup is gone from the restored place too, also when only the list knows of it."""
    python(
        city,
        "from datetime import timedelta; from django.utils import timezone as t; n = t.now()\n"
        "from wijkweb.commons.models import Invitation as I\n"
        "for email, days in (('old@x.example', 100), ('logged@x.example', 5), ('young@x.example', -1)):\n"
        "    I.objects.create(secret_hash=email, email=email, role='writer', made_at=n, expires_at=n - timedelta(days))",
    )
    file = back_up(city)
    emails = (
        "from wijkweb.commons.models import Invitation as I; print(sorted(I.objects.values_list('email', flat=True)))"
    )
    purged = run(city, "purge")
    assert purged.stdout.startswith("gone: 1 invitations, ")
    python(
        city,
        "from datetime import timedelta; from django.utils import timezone as t; from wijkweb.commons import purging;"
        "from wijkweb.commons.actions.purge import drop_invitations; d = t.localdate() - timedelta(days=3);"
        "purging.note_purge(what='invitations', contract='-', up_to=d, now=t.now()); drop_invitations('-', d)",
    )
    assert python(city, emails) == "['young@x.example']"
    back_up(city)
    elsewhere = place("elsewhere")
    done = restore(elsewhere, file)
    assert (done.returncode, done.stderr) == (0, "")
    assert "purged again: 2 invitations" in done.stdout
    assert python(elsewhere, emails) == "['young@x.example']"


def test_purged_contacts_stay_gone_after_a_restore(
    city: dict[str, str], place: Callable[[str], dict[str, str]]
) -> None:
    """The single contact is gone from the restored place too; its id and what it added up to are there."""
    sums = "(60, 90, 2) [('Wijk park', 1), ('Wijk plein', 1)]"
    assert python(city, STREET + BEGIN) == f"2 False 0 {sums}"
    file = back_up(city)
    # shorter than the backup knows, so that nothing but the list of purges can tell the restored place
    python(city, "from wijkweb.contract.models import Contract as C; C.objects.update(retention_days=100)")
    assert run(city, "purge").returncode == 0
    gone = f"1 True 1 {sums}"
    assert python(city, STREET + AGAIN).splitlines() == [gone, "['known']", gone]
    back_up(city)
    elsewhere = place("elsewhere")
    done = restore(elsewhere, file)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search("purged again: .*1 contacts", done.stdout)
    assert python(elsewhere, STREET + AGAIN).splitlines() == [gone, "['known']", gone]


def test_the_keys_have_a_backup_of_their_own(city: dict[str, str], place: Callable[[str], dict[str, str]]) -> None:
    file = Path(city["WIJKWEB_DATA"]).parent / "keys.age"
    first = run(city, "keys", "list").stdout
    assert re.fullmatch(r"[0-9a-f]{8}  made .* UTC  current\n", first)
    assert run(city, "keys", "rotate").returncode == 0
    assert run(city, "keys", "backup", str(file)).returncode == 0
    assert run(city, "keys", "backup", str(file)).returncode == 2
    elsewhere = place("elsewhere")
    words = ("keys", "restore", str(file), "--identity", str(identity_of(city)))
    assert run(elsewhere, *words).stdout == "2 keys are back; 2 keys are here\n"
    assert run(elsewhere, *words).stdout == "0 keys are back; 2 keys are here\n"
    assert run(elsewhere, "keys", "list").stdout == run(city, "keys", "list").stdout
    data = file.read_bytes()
    for damaged in (data[:-1], data[:40], bytes([*data[:-30], data[-30] ^ 1, *data[-29:]]), b"geen"):
        file.write_bytes(damaged)
        done = run(elsewhere, *words)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_what_is_no_backup_is_refused_in_one_line(place: Callable[[str], dict[str, str]], tmp_path: Path) -> None:
    target = place("target")
    text = tmp_path / "text.tar.gz"
    text.write_text("geen reservekopie")
    for name in (str(text), str(tmp_path / "nergens.tar.gz"), str(tmp_path)):
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


@pytest.mark.skipif(POSTGRES, reason="on SQLite")
def test_a_database_that_somebody_writes_in_is_not_swapped(city: dict[str, str], tmp_path: Path) -> None:
    live = Path(city["WIJKWEB_DATA"], "wijkweb.sqlite3")
    shutil.copyfile(live, tmp_path / "other.sqlite3")
    code = (
        "import sys; from wijkweb.commons.upkeep import NotPossible, sqlite; sqlite.MOST_SECONDS = 1\n"
        "try: sqlite.swap({'NAME': sys.argv[1]})\n"
        "except NotPossible as error: print(error)"
    )
    with contextlib.closing(sqlite3.connect(live, isolation_level=None)) as held:
        held.execute("BEGIN IMMEDIATE")
        held.execute("DELETE FROM django_session")
        assert python(city, code, str(tmp_path / "other.sqlite3")) == "the database is in use; stop Wijkweb first"
        held.execute("ROLLBACK")
    assert python(city, code, str(tmp_path / "other.sqlite3")) == ""
