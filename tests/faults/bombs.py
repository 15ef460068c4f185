"""Papers that are no accident: each one asks for far more time or memory than it is worth."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.faults import seeds
from tests.faults.harness import MOST_MEBIBYTES, MOST_SECONDS, Ended, Fault, Figures, Place, measured, timed, whole
from tests.readers.papers import repacked

MEBI = 1024 * 1024
_TOP = b"## 9.2 Aanvraag voor subsidie wijkverbeteringscontract\n\n"
_ENTITY = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11))
_LAUGHS = (
    f'<?xml version="1.0"?><!DOCTYPE w:document [{_ENTITY}]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>&a10;</w:t></w:r></w:p></w:body></w:document>"
)


def _filled(piece: bytes, size: int, before: bytes = b"") -> bytes:
    return before + (piece * (size // len(piece) + 1))[:size]


def _body(xml: str) -> bytes:
    return repacked(seeds.small_word(), {"word/document.xml": lambda old: old.replace("<w:body>", f"<w:body>{xml}")})


def _zip(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _gigabyte() -> bytes:
    """A true Word file with a member that unpacks to more than a gigabyte, made in pieces."""
    stream = io.BytesIO(seeds.small_word())
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/media/a.xml", "w") as member:
        for _ in range(1_040):
            member.write(b" " * MEBI)
    return stream.getvalue()


def _nested_tables(depth: int) -> bytes:
    return _body("<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth)


def _pdf(*, pages: int = 1, text: str = "", locked: bool = False, picture: bool = False) -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("geheim", canPrint=0) if locked else None)
    for at in range(pages):
        if picture:
            from PIL import Image
            from reportlab.lib.utils import ImageReader

            canvas.drawImage(ImageReader(Image.new("RGB", (600, 800), "white")), 0, 0, 500, 700)
        for line in range(12 if text else 0):
            canvas.drawString(72, 700 - 14 * line, f"{text} {at} {line}")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _raw_pdf(*objects: bytes, tail: bytes = b"") -> bytes:
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, content) for n, content in enumerate(objects, start=1))
    return b"%PDF-1.7\n" + body + tail + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"


def _page_tree(depth: int) -> bytes:
    nodes = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (n + 1) for n in range(2, depth + 2)]
    return _raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, b"<< /Type /Page /MediaBox [0 0 9 9] >>")


def _loop() -> bytes:
    return _raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>")


def _stream_pdf(content: bytes, font: bytes = b"/Helvetica") -> bytes:
    import zlib

    packed = zlib.compress(content, 9)
    return _raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont %s >>" % font,
    )


def _macros(xml: str) -> str:
    return xml.replace("wordprocessingml.document.main", "ms-word.document.macroEnabled.main")


# What the issue names; then what a hostile mind adds.
NAMED: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "binary": lambda: bytes(range(256)) * 400,
    "wrong encoding": lambda: "één café à Gand".encode("latin-1") * 50,
    "encrypted PDF": lambda: _pdf(text="geheim", locked=True),
    "scanned PDF without text": lambda: _pdf(pages=4, picture=True),
    "docm": lambda: repacked(seeds.small_word(), {"[Content_Types].xml": _macros}, {"word/vbaProject.bin": b"x"}),
    "zip bomb, a member of 1,040 MB": _gigabyte,
    "200 MB": lambda: b"a" * (200 * MEBI),
    "tables in tables, 1,200 deep": lambda: _nested_tables(1_200),
    "tables in tables, 80 deep": lambda: _nested_tables(80),
    "lists in lists, 1,000 deep": lambda: _TOP + b"".join(b"  " * n + b"- a\n" for n in range(1_000)),
    "brackets in brackets, 400,000 deep": lambda: _TOP + b"[" * 400_000 + b"]" * 400_000,
    "PDF with pages in pages, 20,000 deep": lambda: _page_tree(20_000),
    "billion laughs in document.xml": lambda: repacked(seeds.small_word(), {"word/document.xml": lambda _: _LAUGHS}),
    "renamed zip": lambda: _zip(**{"brief.txt": b"hallo" * 99}),
}
ADDED: dict[str, Callable[[], bytes]] = {
    **{f"20 MB of {sign!r}": (lambda sign=sign: _filled(sign.encode(), 20 * MEBI)) for sign in ("[", "*", "|", "#", " 1 ")},  # type: ignore[misc]
    **{f"1 MB of {sign!r}": (lambda sign=sign: _filled(sign.encode(), MEBI - 200, _TOP)) for sign in ("[", "*", "|", "#", "*a", "**a *b ", "![", "<b>", "`", "# a\n", "- a\n", "  - a\n    b\n", "a\tb\n")},  # type: ignore[misc]
    **{f"400,000 signs of {sign!r}": (lambda sign=sign: _filled(sign.encode(), 400_000, _TOP)) for sign in (" 1 ", "1", "1.", "1,1", "1.000,00 ", "20 % ", "0,5 VTE ", "30 uur per week ", "max 1 1 1 ", "(max. 500 woorden", "a@b.c ", "bijlage 1 ", "doel a:\n\n- b\n\n", "SPOOR A\n\n", "* a ", "Figuur 1: ", "drie niveaus: ")},  # type: ignore[misc]
    "one line of 5 MB": lambda: _filled(b"woord ", 5 * MEBI, _TOP),
    "200,000 rows of a table": lambda: _TOP + b"| personeel | 1.000,00 |\n" * 200_000,
    "9,000 rows of a table": lambda: _TOP + b"| personeel | 1.000,00 |\n" * 9_000,
    "a row of 100,000 cells": lambda: _TOP + b"|a" * 100_000 + b"|\n" + b"|b|\n" * 20_000,
    "Word, 300,000 paragraphs": lambda: _body("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 300_000),
    "Word, 300,000 paragraphs that do not pack": lambda: _body("".join(f"<w:p><w:r><w:t>{hash((n, 'x')) % 10**9}</w:t></w:r></w:p>" for n in range(300_000))),
    "Word, 100,000 paragraphs": lambda: _body("".join(f"<w:p><w:r><w:t>{n * n} {n}</w:t></w:r></w:p>" for n in range(100_000))),
    "Word, 60,000 rows": lambda: _body("<w:tbl>" + "".join(f"<w:tr><w:tc><w:p><w:r><w:t>{n * n}</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>" for n in range(60_000)) + "</w:tbl>"),
    "Word, one paragraph of 100,000 runs": lambda: _body("<w:p>" + "".join(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{n}</w:t></w:r>" for n in range(100_000)) + "</w:p>"),
    "9,900 paragraphs": lambda: _TOP + b"coordinator 0,5 VTE 4 jaar 100,00 euro\n\n" * 9_900,
    "9,900 items": lambda: _TOP + b"- spoor: 30 uur per week\n" * 9_900,
    "9,900 headings": lambda: b"## 9.2 Aanvraag voor subsidie\n\n" * 9_900,
    "Word, drawings in drawings": lambda: _body("<w:p>" + "<w:drawing>" * 240 + "</w:drawing>" * 240 + "</w:p>"),
    "Word, a table of one very wide row": lambda: _body("<w:tbl><w:tr>" + "".join(f'<w:tc w:id="{n * n}"/>' for n in range(20_000)) + "</w:tr>" + "".join(f'<w:tr w:id="{n * n}"><w:tc/><w:tc/></w:tr>' for n in range(20_000)) + "</w:tbl>"),
    "Word, 1,900 members": lambda: repacked(seeds.small_word(), {}, {f"word/x{n}.xml": b"<a/>" for n in range(1_900)}),
    "PDF, 3,000 pages": lambda: _pdf(pages=3_000, text="Een zin over de wijk"),
    "PDF, 200 full pages": lambda: _pdf(pages=200, text="Een zin over de wijk die wat langer is dan gewoon, met 1.000,00 euro"),
    "PDF, pages that hold themselves": _loop,
    "PDF, a stream of 400 MB": lambda: _stream_pdf(b"q Q " * (100 * MEBI)),
    "PDF, a page of 100,000 words": lambda: _stream_pdf(b"BT /F1 9 Tf " + b"".join(b"1 0 0 1 %d %d Tm (a%d) Tj " % (n % 600, n // 600, n) for n in range(100_000)) + b"ET"),
    "PDF, 60,000 drawn lines": lambda: _stream_pdf(b"BT /F1 9 Tf " + b"".join(b"1 0 0 1 9 %d Tm (woord %d) Tj " % (n * 9, n) for n in range(40)) + b"ET " + b"".join(b"%d 0 m %d 700 l S 0 %d m 500 %d l S " % (n % 600, n % 600, n % 800, n % 800) for n in range(30_000))),
}  # fmt: skip


def _chosen() -> dict[str, Callable[[], bytes]]:
    """All of them; in a tenth the ones that ask for most, because the plain ones have tests of their own."""
    everything = {**NAMED, **ADDED}
    if whole():
        return everything
    names = ["zip bomb, a member of 1,040 MB", "tables in tables, 1,200 deep", "billion laughs in document.xml", "400,000 signs of ' 1 '", "1 MB of '*a'", "Word, 100,000 paragraphs", "PDF, 3,000 pages"]  # fmt: skip
    return {name: everything[name] for name in names}


def _check(name: str, file: Path, place: Place) -> tuple[Ended, list[str]]:
    ended = measured([sys.executable, "-m", "wijkweb", "check", str(file)], place.folder)
    harm = []
    if ended.code not in (0, 1, 2) or "Traceback" in ended.err or ended.err.count("\n") != (ended.code == 2):
        harm.append(f"{name}: ended with {ended.code}: {ended.err[-200:]}")
    if ended.too_much:
        harm.append(f"{name}: {ended.took()}")
    if ended.left:
        harm.append(f"{name}: left {ended.left}")
    return ended, harm


def _run(place: Place) -> Figures:
    figures = Figures()
    with timed(figures):
        for name, make in _chosen().items():
            file = place.folder / "stuk"
            file.write_bytes(make())
            ended, harm = _check(name, file, place)
            figures.made += 1
            figures.hit += ended.code == 2 or ended.processor > 1
            figures.harm += harm
            said = ended.err.strip().removeprefix("wijkweb: ") or f"checked, exit {ended.code}"
            figures.rows.append([name, f"{file.stat().st_size / MEBI:.2f}", said, f"{ended.processor:.1f}", f"{ended.seconds:.1f}", str(ended.mebibytes)])  # fmt: skip
            file.unlink()
    seconds, mebibytes = (max(float(row[at]) for row in figures.rows) for at in (3, 5))
    figures.notes.append(f"at most {seconds:.1f} s of processor time and {mebibytes:.0f} MiB")
    return figures


_TWIN = ("zip bomb, a member of 1,040 MB", "tables in tables, 1,200 deep", "1 MB of '*a'", "200,000 rows of a table", "Word, 300,000 paragraphs", "PDF, 3,000 pages", "20 MB of '#'", "PDF, a stream of 400 MB")  # fmt: skip


def _twin(place: Place) -> Figures:
    """The same files with the bounds lifted, in a process that is stopped at 20 s and at 3 GiB."""
    figures = Figures()
    everything = {**NAMED, **ADDED}
    with timed(figures):
        for name in _TWIN if whole() else _TWIN[:4]:
            file = place.folder / "stuk"
            file.write_bytes(everything[name]())
            command = [sys.executable, "-m", "tests.faults.unbounded", str(file)]
            ended = measured(command, place.folder, most=20, memory=3072 * MEBI)
            figures.made += 1
            if ended.too_much or ended.code is None or "Traceback" in ended.err:
                last = ended.err.strip().rsplit("\n", 1)[-1][:80]
                figures.harm.append(f"{name}: {ended.took()} {last}")
            file.unlink()
    figures.hit = len(figures.harm)
    return figures


BOMBS = Fault(
    key="bombs",
    title="Bad input by name",
    what=f"{len(NAMED)} files that the plan names and {len(ADDED)} that a hostile mind adds, each given to the whole command. A fault hit when the file is refused or takes more than a second of processor time.",
    limits=f"One clear line and exit 2, or a result; within {MOST_SECONDS:.0f} s of processor time and {MOST_MEBIBYTES} MiB; no traceback, no file left.",
    seed=0,
    least=0.6,
    run=_run,
    twin=_twin,
    twin_what="Some of them with the bounds lifted, in a process that is stopped at 20 s and 3 GiB: harm is more than 5 s, more than 256 MiB, or a traceback.",
    columns=("file", "MB", "answer", "s of processor", "s by the clock", "MiB"),
)
