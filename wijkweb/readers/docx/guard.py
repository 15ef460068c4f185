"""Before a Word file is opened: is it one, and does it stay within bounds when it is unpacked?

The bounds are on what the archive declares; Python's zipfile never unpacks more of a member than that.
"""

from __future__ import annotations

import io
import zipfile

from wijkweb.readers.errors import Unreadable

MOST_MEMBERS = 2_000
MOST_BYTES = 80 * 1024 * 1024
MOST_XML = 12 * 1024 * 1024
MOST_RATIO = 150
_RATIO_FROM = 2 * 1024 * 1024
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def check_package(data: bytes) -> None:
    """Raises Unreadable when the archive is no plain Word file, or a trap."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _bounds(members)
            _kind(archive, {member.filename for member in members})
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    _no_doctype(archive.read(member))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError, ValueError):
        raise Unreadable("docx_broken") from None
    except RuntimeError:  # a member with a password
        raise Unreadable("docx_locked") from None


def _bounds(members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_BYTES:
        raise Unreadable("docx_bomb")
    for member in members:
        if member.filename.endswith((".xml", ".rels")) and member.file_size > MOST_XML:
            raise Unreadable("docx_bomb")
        if member.file_size > _RATIO_FROM and member.file_size > MOST_RATIO * max(member.compress_size, 1):
            raise Unreadable("docx_bomb")


def _kind(archive: zipfile.ZipFile, names: set[str]) -> None:
    if "[Content_Types].xml" not in names:
        raise Unreadable("zip_not_docx")
    types = archive.read("[Content_Types].xml")
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable("docx_macros")
    if _MAIN not in types:
        raise Unreadable("zip_not_docx")


def _no_doctype(xml: bytes) -> None:
    """Word writes no DOCTYPE; where one stands, entities wait to be expanded."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        if "<!DOCTYPE".encode(encoding) in xml or "<!ENTITY".encode(encoding) in xml:
            raise Unreadable("docx_entities")
