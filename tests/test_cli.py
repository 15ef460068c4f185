"""The command: its exit codes, its two formats, and that a check starts no Django."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.plain


def wijkweb(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **environment}
    return subprocess.run(
        [sys.executable, "-m", "wijkweb", *arguments], capture_output=True, text=True, env=env, check=False
    )


def paper(tmp_path: Path, text: bytes, name: str = "dossier.md") -> str:
    path = tmp_path / name
    path.write_bytes(text)
    return str(path)


@pytest.mark.parametrize(("name", "code"), [("gent", 0), ("wilgendam", 0), ("molenrode", 1)])
def test_the_exit_code_tells_of_a_breach(
    tmp_path: Path, demo_text: Callable[[str], bytes], name: str, code: int
) -> None:
    done = wijkweb("check", paper(tmp_path, demo_text(name)))
    assert (done.returncode, done.stderr) == (code, "")


def test_text_in_two_languages(tmp_path: Path, demo_text: Callable[[str], bytes]) -> None:
    file = paper(tmp_path, demo_text("gent"))
    dutch, english = wijkweb("check", file).stdout, wijkweb("check", file, "--language", "en").stdout
    assert "Eigen aandeel in het totaal" in dutch and "21,86 %" in dutch and "In geen rubriek" in dutch
    assert "Own share of the total" in english and "21.86 %" in english
    assert wijkweb("check", file, WIJKWEB_LANGUAGE="en").stdout == english


def test_json_and_another_call_by_id_and_by_file(tmp_path: Path, demo_text: Callable[[str], bytes]) -> None:
    from wijkweb.readers.callfile import PUBLISHED

    file = paper(tmp_path, demo_text("duinvoorde"))
    by_id = wijkweb("check", file, "--call", "buurtfonds-2026", "--format", "json")
    by_file = wijkweb("check", file, "--call", str(PUBLISHED / "buurtfonds-2026.toml"), "--format", "json")
    assert by_id.returncode == 0
    assert by_id.stdout == by_file.stdout
    assert json.loads(by_id.stdout)["call"] == "buurtfonds-2026"


def test_what_cannot_be_read_ends_with_two_and_one_line(tmp_path: Path) -> None:
    for arguments in (
        ["check", str(tmp_path / "weg.md")],
        ["check", paper(tmp_path, b"Een brief.", "brief.md")],
        ["check", paper(tmp_path, b"2. Visie\n\nx"), "--call", "nergens"],
        ["check", paper(tmp_path, b"2. Visie\n\nx"), "--call", paper(tmp_path, b"id = 5", "kapot.toml")],
    ):
        done = wijkweb(*arguments)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), arguments


def test_a_check_starts_no_django_and_needs_no_database(tmp_path: Path, demo_text: Callable[[str], bytes]) -> None:
    file = paper(tmp_path, demo_text("gent"))
    code = f"import sys; from wijkweb.cli import main; main(['check', {file!r}]); print('django' in sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "False"


def test_fingerprints_of_a_form_make_the_form_go_uncounted(tmp_path: Path) -> None:
    from wijkweb.readers.callfile import PUBLISHED

    line = "Beschrijf in enkele zinnen hoe de straat er vandaag bij ligt."
    made = wijkweb("fingerprint", paper(tmp_path, f"# 1. Onze buurt\n\n{line}\n".encode(), "form.md"))
    assert made.returncode == 0 and "Beschrijf" not in made.stdout
    call = paper(
        tmp_path, (PUBLISHED / "buurtfonds-2026.toml").read_bytes() + b"\n" + made.stdout.encode(), "call.toml"
    )
    filled = paper(tmp_path, f"# 1. Onze buurt\n\n{line}\n\nStil.\n".encode(), "filled.md")
    found = json.loads(wijkweb("check", filled, "--call", call, "--format", "json").stdout)
    assert found["sections"][0]["running_words"] == len("Stil.")


def test_a_reader_that_stops_listening_is_no_fault(tmp_path: Path, demo_text: Callable[[str], bytes]) -> None:
    file = paper(tmp_path, demo_text("gent"))
    done = subprocess.run(
        f"{sys.executable} -m wijkweb check {file} | head -1", shell=True, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
