"""Before the spreadsheet of a budget is opened: is it one, and does it stay within bounds when it is unpacked?"""

from __future__ import annotations

import io
import zipfile

from wijkweb.readers.errors import Unreadable

MOST_BYTES = 5 * 1024 * 1024
MOST_MEMBERS = 200
MOST_UNPACKED = 40 * 1024 * 1024
MOST_RATIO = 150
_RATIO_FROM = 2 * 1024 * 1024
_MAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def check_book(data: bytes) -> None:
    """Raises Unreadable when the bytes are no plain Excel file, or a trap."""
    if not data:
        raise Unreadable("file_empty")
    if len(data) > MOST_BYTES:
        raise Unreadable("file_large", most=MOST_BYTES // 1024 // 1024)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("sheet_old")
    if not data.startswith(b"PK"):
        raise Unreadable("sheet_no_excel")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _bounds(members)
            _kind(archive, {member.filename for member in members})
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    _no_doctype(archive.read(member))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError, ValueError):
        raise Unreadable("sheet_broken") from None
    except RuntimeError:  # a member with a password
        raise Unreadable("sheet_old") from None


def _bounds(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Unreadable("sheet_bomb")
    for member in members:
        if member.file_size > _RATIO_FROM and member.file_size > MOST_RATIO * max(member.compress_size, 1):
            raise Unreadable("sheet_bomb")


def _kind(archive: zipfile.ZipFile, names: set[str]) -> None:
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable("sheet_macros")
    if _MAIN not in types:
        raise Unreadable("sheet_no_excel")


def _no_doctype(xml: bytes) -> None:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        if "<!DOCTYPE".encode(encoding) in xml or "<!ENTITY".encode(encoding) in xml:
            raise Unreadable("sheet_entities")
