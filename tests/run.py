"""`make test` and `make proof`: every check in turn; the last lines say what did not run here.

WIJKWEB_REQUIRE names parts (postgres, browser, real, node) whose absence is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
BIN = Path(sys.executable).parent

from tests import postgres, prepared
from tests.real import folder as real_folder
from tests.site import CHROMIUM

PARTS: dict[str, tuple[str, Callable[[], bool]]] = {
    "postgres": (
        "the tests on PostgreSQL (no PostgreSQL binaries, or no account to run them)",
        postgres.available,
    ),
    "browser": ("the journeys in a browser (no Chromium)", lambda: CHROMIUM is not None),
    "real": ("the real dossier (../shared/real is not there)", lambda: real_folder() is not None),
    "node": ("the page's JavaScript, and axe (no Node)", lambda: bool(shutil.which("node"))),
}
WORKERS = "3"  # on two cores: while one waits for a browser, a disk or PostgreSQL, another has its core
STRICT = ["shapes", "rules", "readers", "writers"]
STRICT_ROOM_FILES = ("actions", "reads")


def main() -> int:
    proof = "--proof" in sys.argv
    missing = [name for name, (_, there) in PARTS.items() if not there()]
    required = [name for name in os.environ.get("WIJKWEB_REQUIRE", "").split(",") if name]
    began = time.monotonic()
    _compile_once()
    failed = _proof() if proof else _all(missing)
    print(f"\n{'Failed: ' + ', '.join(failed) if failed else 'All passed'} in {time.monotonic() - began:.0f} s.")
    for name in missing:
        print(f"Not run: {PARTS[name][0]}.")
    lacking = [name for name in required if name in missing or name not in PARTS]
    for name in lacking:
        print(f"Required but not there: {name}.")
    return 1 if failed or lacking else 0


def _compile_once() -> None:
    """Where nothing may be written beside the source, what Python compiles is kept apart: hundreds of processes start here."""
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
        os.environ.setdefault("PYTHONPYCACHEPREFIX", str(ROOT / ".cache" / "python"))


def _all(missing: list[str]) -> list[str]:
    steps: list[tuple[str, list[str]]] = [
        ("format", ["ruff", "format", "--check", "--quiet", "."]),
        ("lint", ["ruff", "check", "--quiet", "."]),
        ("types", ["mypy", *_strict_files()]),
        ("import rules", ["lint-imports"]),
        ("migrations", ["python", "manage.py", "makemigrations", "--check", "--dry-run"]),
    ]
    pytest = ["python", "-m", "pytest", "-n", WORKERS, "--dist", "loadgroup"]
    with ExitStack() as stack:
        stack.enter_context(_prepared())
        failed = [name for name, command in steps if not _step(name, command)]
        if not _step("tests on SQLite", pytest):
            failed.append("tests on SQLite")
        if "postgres" not in missing:
            url = stack.enter_context(postgres.running())
            on_both = [*pytest, "-m", "not browser and not plain"]
            if not _step("tests on PostgreSQL", on_both, DATABASE_URL=url):
                failed.append("tests on PostgreSQL")
    if "node" not in missing:
        modules = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests" / "js").glob("*.test.mjs"))
        if not _step("the page's modules", ["node", "--test", *modules]):
            failed.append("the page's modules")
    return failed


@contextmanager
def _prepared() -> Iterator[None]:
    """What workers take a copy of is filled once, beside the checks."""
    with tempfile.TemporaryDirectory(prefix="wijkweb-prepared-") as folder:
        os.environ[prepared.SHARED] = folder
        filling = subprocess.Popen([sys.executable, "-m", "tests.prepared"], cwd=ROOT)
        try:
            yield
        finally:
            filling.wait()
            del os.environ[prepared.SHARED]


def _proof() -> list[str]:
    """The fault tests whole, on both databases, with their figures in docs/proof.md; and every page by axe and by tab."""
    pages = ["python", "-m", "pytest", "-n", "2", "--dist", "loadgroup", "-m", "pages"]
    steps: list[tuple[str, list[str], dict[str, str]]] = [
        ("proof", ["python", "-m", "tests.faults.proof"], {}),
        ("every page", pages, {"WIJKWEB_FAULTS": "whole"}),
    ]
    return [name for name, command, environment in steps if not _step(name, command, **environment)]


def _strict_files() -> list[str]:
    rooms = [path for name in STRICT_ROOM_FILES for path in sorted((ROOT / "wijkweb").glob(f"*/{name}.py"))]
    folders = [path for name in STRICT_ROOM_FILES for path in sorted((ROOT / "wijkweb").glob(f"*/{name}"))]
    return [f"wijkweb/{name}" for name in STRICT] + [str(path.relative_to(ROOT)) for path in (*rooms, *folders)]


def _step(name: str, command: list[str], **environment: str) -> bool:
    began = time.monotonic()
    print(f"\n== {name}", flush=True)
    program = shutil.which(command[0], path=f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}")
    if program is None:
        print(f"{command[0]} is not installed")
        return False
    env = {**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run([program, *command[1:]], cwd=ROOT, env=env, check=False)
    print(
        f"== {name}: {'ok' if done.returncode == 0 else 'FAILED'} ({time.monotonic() - began:.0f} s)",
        flush=True,
    )
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
