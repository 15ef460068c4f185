"""The house: sizes, furniture, and the rules that an import cannot show. The list of exceptions may only shrink."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from wijkweb.readers.callfile import PUBLISHED, published
from wijkweb.web.demo.accounts import ACCOUNTS

pytestmark = pytest.mark.plain

ROOT = Path(__file__).resolve().parents[1]
CODE = ROOT / "wijkweb"
EXCEPTIONS: frozenset[str] = frozenset()
SIZES = {".py": 300, ".html": 120, ".js": 200}
MOST_TEST_LINES = 500
MOST_FUNCTION_LINES = 40
MOST_VIEW_LINES = 25
WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "execute",
}  # fmt: skip
HEAVY = (
    "typst",
    "docx",
    "openpyxl",
    "rdflib",
    "pyshacl",
    "duckdb",
    "pandas",
    "pypdfium2",
    "lxml",
    "polib",
    "xlsxwriter",
    "pyrage",
)


def tracked(*patterns: str) -> list[Path]:
    """The files of the project, without what is generated, vendored or ignored."""
    known = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    paths = [ROOT / name for name in known]
    return [path for path in paths if path.exists() and not {"migrations", "vendor"} & set(path.parts)]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def views() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in sorted((*CODE.glob("*/views.py"), *CODE.glob("*/views/*.py"))):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield path, node


def settings_in(*paths: Path) -> set[str]:
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    return set(re.findall(r"\b(?:WIJKWEB_[A-Z_]+|DATABASE_URL|PORT|HOST)\b", text))


def test_no_file_outgrows_its_size() -> None:
    over = []
    for path in tracked("*.py", "*.html", "*.js", "*.mjs"):
        name = str(path.relative_to(ROOT))
        lines = len(path.read_text(encoding="utf-8").splitlines())
        most = MOST_TEST_LINES if name.startswith("tests/") else SIZES.get(path.suffix, 200)
        if lines > most and name not in EXCEPTIONS:
            over.append(f"{name}: {lines} > {most}")
    assert over == []


def test_no_function_outgrows_its_size() -> None:
    over = []
    for path in tracked("wijkweb/*.py"):
        most = MOST_VIEW_LINES if path.name == "views.py" or path.parent.name == "views" else MOST_FUNCTION_LINES
        for node in functions(path):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            name = f"{path.relative_to(ROOT)}:{node.name}"
            if lines > most and name not in EXCEPTIONS:
                over.append(f"{name}: {lines} > {most}")
    assert over == []


def test_every_view_asks_the_access_layer_on_its_first_line() -> None:
    silent = []
    for path, node in views():
        first = node.body[0]
        call = first.value if isinstance(first, ast.Expr | ast.Assign) else None
        asked = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "allowed"
        if not asked:
            silent.append(f"{path.parent.name}.{node.name}")
    assert silent == []


def test_no_view_writes() -> None:
    writing = [
        f"{path.parent.name}.{node.name}: {call.func.attr}"
        for path, node in views()
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in WRITES
    ]
    assert writing == []


def test_models_have_no_save_and_nobody_listens_to_signals() -> None:
    found = []
    for path in tracked("wijkweb/*.py"):
        text = path.read_text(encoding="utf-8")
        if re.search(r"django\.(?:db\.models\.signals|dispatch)|@receiver|GenericForeignKey", text):
            found.append(f"{path.relative_to(ROOT)}: signals or generic keys")
        if "models" in path.parts or path.name == "models.py":
            found += [f"{path.relative_to(ROOT)}:{n.name}" for n in functions(path) if n.name in ("save", "delete")]
    assert found == []


def test_templates_hold_no_script_and_no_style() -> None:
    found = []
    for path in tracked("wijkweb/*.html"):
        text = path.read_text(encoding="utf-8")
        if re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", text, re.IGNORECASE):
            found.append(str(path.relative_to(ROOT)))
    assert found == []


def test_every_template_is_used() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in tracked("wijkweb/*.py", "wijkweb/*.html"))
    by_convention = {"403.html", "404.html", "500.html"}
    unused = []
    for path in tracked("wijkweb/*.html"):
        name = str(path).split("/templates/")[1]
        of_allauth = name.startswith("account/")
        if name not in by_convention and not of_allauth and f'"{name}"' not in sources:
            unused.append(name)
    assert unused == []


def test_every_setting_is_documented_and_no_other() -> None:
    read = settings_in(*tracked("wijkweb/*.py"))
    documented = re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE)
    assert sorted(read) == sorted(documented)


def test_the_readme_names_every_command_and_every_demo_account() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "wijkweb" / "cli").glob("*.py"))
    commands = set(re.findall(r'commands\.add_parser\(\s*"([a-z-]+)"', source))
    assert set(re.findall(r"wijkweb ([a-z][a-z-]+)", readme)) == commands
    assert [account.email for account in ACCOUNTS if readme.count(f"`{account.email}`") != 1] == []


def test_the_glossary_is_sorted() -> None:
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    terms = [line.split("|")[1].strip().casefold().replace("ö", "o").replace("-", " ") for line in lines if "`" in line]
    assert terms == sorted(terms)


def test_every_clause_of_a_call_is_named_by_a_test_of_the_rules() -> None:
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "rules").rglob("test_*.py"))
    clauses = {clause.type for path in PUBLISHED.glob("*.toml") for clause in published(path.stem).clauses}
    assert {name for name in clauses if name not in tests} == set()


def test_nothing_of_one_funders_call_is_in_the_code() -> None:
    named = [
        str(path.relative_to(ROOT))
        for path in tracked("wijkweb/*.py", "wijkweb/*.html", "wijkweb/*.js")
        if re.search(r"wvc|wijkverbetering|buurtfonds", path.read_text(encoding="utf-8"), re.IGNORECASE)
    ]
    # the command line has a default call, the demo has dossiers under both
    assert sorted(named) == ["wijkweb/cli/__init__.py", "wijkweb/web/demo/load.py"]


def test_a_heavy_library_waits_until_it_is_used() -> None:
    code = f"import django, sys; django.setup(); print([n for n in {HEAVY!r} if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": ""},
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_lock_files_hold_no_address() -> None:
    names = ("requirements.lock", "requirements-dev.lock", "requirements-uv.lock", "package-lock.json")
    assert [name for name in names if re.search(r"https?:", (ROOT / name).read_text(encoding="utf-8"))] == []


def test_every_dependency_has_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    named = [line for line in lines if re.match(r'\s+"[a-z0-9-]+(?:\[[a-z]+\])?>=', line)]
    assert [line for line in named if "#" not in line] == []
    assert len(named) > 20


@pytest.mark.xdist_group("house")
@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="groups are for several workers")
def test_a_group_stays_in_one_worker(request: pytest.FixtureRequest) -> None:
    # without it every worker fills a site and looks at pages that another one looked at
    assert request.node.nodeid.endswith("@house")


def test_every_style_names_a_token_that_exists() -> None:
    sheets = {path: path.read_text(encoding="utf-8") for path in tracked("wijkweb/*.css")}
    known = {name for text in sheets.values() for name in re.findall(r"(--[\w-]+)\s*:", text)}
    used = [(path.name, name) for path, text in sheets.items() for name in re.findall(r"var\((--[\w-]+)", text)]
    assert len(used) > 100
    # an unknown token is no error in a browser: the text turns black, which nobody reads on a dark page
    assert [one for one in used if one[1] not in known] == []
