"""Files that are no dossier: one clear line each, no traceback, within time and memory, nothing left behind."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from tests.readers.papers import repacked, word
from wijkweb.readers.apart import read_apart
from wijkweb.readers.errors import Unreadable
from wijkweb.writers.messages import UNREADABLE

pytestmark = pytest.mark.plain

PLAIN = word(lambda document: document.add_paragraph("Een gewone zin.") and None)
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&lol2;</w:t></w:r></w:p></w:body></w:document>'
)


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def pdf(*, locked: bool = False, picture: bool = False) -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    if picture:
        image = document.make_stream(
            b"\x00" * 300,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=10,
            Height=10,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
        )
        document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
        document.pages[0].Contents = document.make_stream(b"q 500 0 0 800 0 0 cm /Im0 Do Q")
    stream = io.BytesIO()
    document.save(stream, encryption=pikepdf.Encryption(owner="a", user="b") if locked else False)
    return stream.getvalue()


def deep() -> bytes:
    nested = "<w:tbl><w:tr><w:tc>" * 400 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 400
    return repacked(PLAIN, {"word/document.xml": lambda xml: xml.replace("<w:body>", f"<w:body>{nested}")})


def lying_size() -> bytes:
    """A Word file whose largest member says that it is small, and is not."""
    data = bytearray(
        repacked(PLAIN, {"word/document.xml": lambda xml: xml.replace("<w:body>", "<w:body>" + "<w:p/>" * 500_000)})
    )
    at = data.rfind(b"word/document.xml") - 46
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(data)


CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "file_empty"),
    "only white": (lambda: b" \n\t \n", "file_empty"),
    "binary": (lambda: bytes(range(256)) * 20, "file_binary"),
    "latin-1": (lambda: "één café".encode("latin-1"), "text_encoding"),
    "utf-16": (lambda: "2. Visie\n\nEen visie.".encode("utf-16"), ""),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "file_picture"),
    "old word": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file_old_word"),
    "rtf": (lambda: rb"{\rtf1 een}", "file_rtf"),
    "large text": (lambda: b"a " * 3_000_000, "text_large"),
    "26 MB": (lambda: b"a" * (26 * 1024 * 1024), "file_large"),
    "renamed zip": (lambda: zipped(**{"brief.txt": b"hallo"}), "zip_not_docx"),
    "broken zip": (lambda: PLAIN[: len(PLAIN) // 2], "docx_broken"),
    "docm": (lambda: repacked(PLAIN, {"[Content_Types].xml": lambda xml: xml.replace("wordprocessingml.document.main", "ms-word.document.macroEnabled.main")}), "docx_macros"),
    "macros inside": (lambda: repacked(PLAIN, {}, {"word/vbaProject.bin": b"x"}), "docx_macros"),
    "bomb by ratio": (lambda: zipped(**{"[Content_Types].xml": b"x", "word/media/a.bin": b"\0" * 60_000_000}), "docx_bomb"),
    "bomb by members": (lambda: zipped(**{f"a{n}": b"" for n in range(2_500)}), "docx_bomb"),
    "bomb of xml": (lambda: repacked(PLAIN, {"word/document.xml": lambda xml: xml.replace("<w:body>", "<w:body>" + "<w:p/>" * 2_500_000)}), "docx_bomb"),
    "lying size": (lying_size, "docx_broken"),
    "entities": (lambda: repacked(PLAIN, {"word/document.xml": lambda _: LAUGHS}), "docx_entities"),
    "entities in utf-16": (lambda: repacked(PLAIN, {}, {"word/x.xml": LAUGHS.encode("utf-16")}), "docx_entities"),
    "deep nesting": (deep, "docx_broken"),
    "no document": (lambda: zipped(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"}), "zip_not_docx"),
    "broken pdf": (lambda: b"%PDF-1.7\nkapot", "pdf_broken"),
    "locked pdf": (lambda: pdf(locked=True), "pdf_locked"),
    "scanned pdf": (lambda: pdf(picture=True), "pdf_scanned"),
    "blank pdf": (pdf, "file_empty"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_has_its_own_reason(name: str) -> None:
    make, code = CASES[name]
    if not code:
        assert read_apart(make()).blocks
        return
    with pytest.raises(Unreadable) as caught:
        read_apart(make())
    assert caught.value.code == code
    assert code in UNREADABLE


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "TMPDIR": str(cwd / "tmp")}
    return subprocess.run(
        [sys.executable, "-m", "wijkweb", *arguments], capture_output=True, text=True, env=env, check=False
    )


@pytest.mark.parametrize("name", sorted(set(CASES) - {"utf-16"}))
def test_the_command_says_one_line_and_leaves_nothing_behind(name: str, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    file = tmp_path / "stuk.docx"
    file.write_bytes(CASES[name][0]())
    done = run("check", str(file), cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("wijkweb: ")
    assert done.stderr.count("\n") == 1
    assert list((tmp_path / "tmp").iterdir()) == []


def test_what_is_no_file_and_what_is_no_dossier(tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    letter = tmp_path / "brief.md"
    letter.write_text("Geachte, dit is een brief.")
    for arguments in (["check", str(tmp_path / "weg.md")], ["check", str(tmp_path)], ["check", "/dev/zero"], ["check", str(letter)], ["check", str(letter), "--call", "nergens"]):  # fmt: skip
        done = run(*arguments, cwd=tmp_path)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1), arguments


def test_a_file_of_200_mb_is_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    file = tmp_path / "groot.docx"
    with file.open("wb") as out:
        out.truncate(200 * 1024 * 1024)
    assert run("check", str(file), cwd=tmp_path).returncode == 2


def test_memory_and_time_are_bounded_for_the_worst_of_them(tmp_path: Path) -> None:
    code = (
        "import resource, subprocess, sys, time; began = time.monotonic();"
        "subprocess.run([sys.executable, '-m', 'wijkweb', 'check', sys.argv[1]], capture_output=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, time.monotonic() - began)"
    )
    for name in ("bomb of xml", "bomb by ratio", "deep nesting", "scanned pdf", "large text"):
        file = tmp_path / "x"
        file.write_bytes(CASES[name][0]())
        done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True)
        mebibytes, seconds = map(float, done.stdout.split())
        assert mebibytes <= 256, name
        assert seconds <= 5, name
