"""Files: the bounded upload, the store of the originals, the hashed styles and scripts."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.http import content_disposition_header
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStatic(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Styles and scripts with a hash in their name, the modules that import each other too.

    What goes to phones in the street is written without comments and indents: they are a seventh of its weight.
    """

    support_js_module_import_aggregation = True
    lean_names = ("phone/", "commons/tokens.css")

    def post_process(self, paths: Mapping[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        own = {name for name in paths if name.startswith(self.lean_names) and name.endswith((".js", ".css"))}
        for name in own if not dry_run else ():
            path = Path(self.path(name))
            path.write_text(lean(path.read_text(encoding="utf-8"), path.suffix), encoding="utf-8")
        # what gets a hash in its name is read from where it was gathered, not from where it was written
        taken = {name: (self, name) if name in own else place for name, place in paths.items()}
        yield from super().post_process(taken, dry_run, **options)


_WORDS = re.compile(r'"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`|(?<=[(=,:!?&|] )/(?![/* ]).+|(?<=[(=,:!?&|\[])/(?![/* ]).+')
_SIGNS = re.compile(r" *(=>|[!=]==|&&|\|\||\?\?=?|[,=?:(){};<>]) *")


def lean(source: str, suffix: str = ".js") -> str:
    """A script or style without comments that have lines of their own, without indents and without the spaces around
    signs; every word else stays.

    A style is one line: nothing in it ends at the end of a line. A line of a script with a pattern in it stays as it is
    from there on, and so does a line that imports.
    """
    without = re.sub(r"^[ ]*/\*.*?\*/[ ]*\n|^[ ]*//[^\n]*\n", "", source, flags=re.DOTALL | re.MULTILINE)
    flat = re.sub(r"^[ ]+|\n(?=\n)", "", without, flags=re.MULTILINE)
    if suffix == ".css":
        return re.sub(r"(?<=[;:,{}])\s+|\s+(?=[{}])", "", flat)
    return "".join(line if line.startswith(("import ", "export *")) else _tight(line) for line in flat.splitlines(True))


def _tight(line: str) -> str:
    """A line of a script without the spaces around signs, but for those in texts and patterns."""
    parts, at = [], 0
    for word in _WORDS.finditer(line):
        parts += [_SIGNS.sub(r"\1", line[at : word.start()]), word[0]]
        at = word.end()
    return "".join([*parts, _SIGNS.sub(r"\1", line[at:])])


class BoundedUpload(FileUploadHandler):
    """Keeps an upload in memory and stops reading it at the bound, so that nothing is left on disk."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._chunks: list[bytes] = []
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._size += len(raw_data)
        if self._size > settings.UPLOAD_MOST_BYTES:
            raise RequestDataTooBig("the upload is larger than UPLOAD_MOST_BYTES")
        self._chunks.append(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        return SimpleUploadedFile(self.file_name or "", b"".join(self._chunks), self.content_type or "")


def digest(data: bytes) -> str:
    """The SHA-256 under which bytes are kept, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def store(data: bytes) -> str:
    """Writes bytes to the file store and returns their SHA-256; the same bytes are kept once."""
    name = digest(data)
    path = path_of(name)
    if path.exists():
        return name
    path.parent.mkdir(parents=True, exist_ok=True)
    for half in path.parent.glob(".new-*"):  # of a process that died; one writer at a time stores
        half.unlink(missing_ok=True)
    handle, new = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(new).replace(path)
    except BaseException:
        Path(new).unlink(missing_ok=True)
        raise
    return name


def fetch(name: str) -> bytes:
    """The bytes with this SHA-256; raises FileNotFoundError when the store has lost them."""
    return path_of(name).read_bytes()


def discard(name: str) -> None:
    """Takes bytes out of the store that no row names any more."""
    with contextlib.suppress(FileNotFoundError):
        path_of(name).unlink()


def unnamed(names: Collection[str], before: float) -> Iterator[str]:
    """What lies in the store, is none of these, and was written before a moment (seconds since 1970)."""
    for path in Path(settings.FILES_ROOT).glob("??/*"):
        if path.name not in names and path.stat().st_mtime < before:
            yield path.name


def path_of(name: str) -> Path:
    """Where the bytes with this SHA-256 lie, or would lie."""
    return Path(settings.FILES_ROOT) / name[:2] / name


MEDIA_TYPES: Mapping[str, str] = {
    "text": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def attachment(name: str) -> str:
    """The header that makes a browser save a file under its name and never show it as a page of this site."""
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"
