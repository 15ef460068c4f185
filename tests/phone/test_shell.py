"""The shell of the app: small, whole, the same for everybody."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage
from django.test import Client

from wijkweb.commons.files import HashedStatic, lean
from wijkweb.phone import shell

STATIC = shell.FOLDER / "static" / "phone"
TEXTS = re.compile(r'"(?:\\.|[^"\\\n])*"')
MOST = 40_000


@pytest.mark.plain
def test_r8_every_file_of_the_shell_is_in_the_list_of_the_worker_and_under_the_build_id() -> None:
    there = {path.stem for path in STATIC.glob("*.js")}
    assert there == {*shell.FIRST, *shell.LATER, "worker", "worker_off"}
    assert {f"phone/{path.name}" for path in STATIC.iterdir() if path.suffix != ".js"} == {
        name for name in (*shell.STYLES, *shell.ICONS) if name.startswith("phone/")
    }


@pytest.mark.plain
def test_the_first_screen_imports_only_what_the_page_asks_for_at_once() -> None:
    needed, open_ = set(), ["app"]
    while open_:
        name = open_.pop()
        if name not in needed:
            needed.add(name)
            open_ += re.findall(r'^import .*?"\./(\w+)\.js";$', (STATIC / f"{name}.js").read_text(), re.MULTILINE)
    assert needed == set(shell.FIRST)


def weight(text: str) -> int:
    return len(gzip.compress(text.encode(), 9))  # as WhiteNoise does


@pytest.mark.plain
def test_the_whole_shell_weighs_at_most_40_kb() -> None:
    pages = {"app.html": shell.page_of(), "worker.js": shell.worker_of(), "manifest": json.dumps(shell.manifest_of())}
    weights = {name: weight(text) for name, text in pages.items()}
    for name in (*shell.STYLES, *(f"phone/{one}.js" for one in shell.FIRST + shell.LATER)):
        path = Path(str(finders.find(name)))
        weights[name] = weight(lean(path.read_text(encoding="utf-8"), path.suffix))
    first = sum(weights[name] for name in ("app.html", *shell.STYLES, *(f"phone/{one}.js" for one in shell.FIRST)))
    icons = sum(Path(str(finders.find(name))).stat().st_size for name in shell.ICONS)
    print(
        f"shell: {sum(weights.values())} B gzip in {len(weights)} files, first screen {first} B; icons {icons} B apart"
    )
    assert sum(weights.values()) <= MOST


@pytest.mark.parametrize("path", ["/telefoon/", "/telefoon/werker.js", "/telefoon/manifest.webmanifest"])
def test_the_pages_know_nobody(path: str, db: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        told = Client().get(path, headers={"accept-language": "en"})
    assert told.status_code == 200
    assert not told.cookies
    assert "Cookie" not in told.get("Vary", "")
    assert told["Cache-Control"] == "no-cache"
    assert "script-src 'self';" in told["Content-Security-Policy"]
    assert told["Content-Security-Policy"].endswith("worker-src 'self'")
    assert told.content == Client().get(path).content


def test_r8_page_and_worker_carry_one_build_id(db: Any) -> None:
    page, worker = (Client().get(path).content.decode() for path in ("/telefoon/", "/telefoon/werker.js"))
    assert f'data-build="{shell.build_id()}"' in page
    assert f'const BUILD = "{shell.build_id()}";' in worker
    assert re.fullmatch(r"[0-9a-f]{16}", shell.build_id())


def test_r8_the_kill_switch_is_one_setting_away_and_stands_at_the_same_address(db: Any, settings: Any) -> None:
    settings.PHONE_OFF = True
    told = Client().get("/telefoon/werker.js")
    assert told["Content-Type"].startswith("text/javascript")
    assert "unregister()" in told.content.decode()
    assert "BUILD" not in told.content.decode()


@pytest.mark.plain
def test_nothing_of_others_is_loaded() -> None:
    for path in STATIC.glob("*.js"):
        assert not re.search(r'(?:import|from|fetch\()\s*\(?"(?!\./)', path.read_text(encoding="utf-8")), path.name


@pytest.mark.plain
def test_what_is_really_served_is_lean_with_every_text_as_it_was_and_weighs_no_more(tmp_path: Path) -> None:
    names = ["commons/tokens.css", *(f"phone/{path.name}" for path in STATIC.iterdir())]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(Path(str(finders.find(name))).read_bytes())
    source = FileSystemStorage(tmp_path)
    gathered = tmp_path / "gathered"
    shutil.copytree(tmp_path, gathered)
    served = HashedStatic(location=gathered, base_url="/static/")
    made = served.post_process({name: (source, name) for name in names})
    hashed = {name: new for name, new, _ in made if not new.endswith(".gz")}
    weighed = 0
    for name in (*shell.STYLES, *(f"phone/{one}.js" for one in shell.FIRST + shell.LATER)):
        before = (tmp_path / name).read_text(encoding="utf-8")
        after = (gathered / hashed[name]).read_text(encoding="utf-8")
        plain = re.sub(r"(?<=\w)\.[0-9a-f]{12}(?=\.js)", "", after)
        assert plain.strip() == lean(before, Path(name).suffix).strip(), name
        if name.endswith(".js"):
            assert TEXTS.findall(re.sub(r"^ *(//|/\*\*|\*).*", "", before, flags=re.MULTILINE)) == TEXTS.findall(plain)
        weighed += weight(after)
    for page in (shell.page_of(), shell.worker_of()):
        for name, new in hashed.items():
            page = page.replace(f"/static/{name}", f"/static/{new}")
        weighed += weight(page)
    weighed += weight(json.dumps(shell.manifest_of()))
    print(f"shell as served, with hashes in its names: {weighed} B gzip")
    assert weighed <= MOST
