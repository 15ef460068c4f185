"""The twin of the bounds: reads and checks one paper with every bound lifted. Only ever run in a bounded process."""

from __future__ import annotations

import sys
from pathlib import Path
from unittest import mock

from wijkweb.readers import paper, text
from wijkweb.readers.callfile import published
from wijkweb.readers.docx import reader as docx_reader
from wijkweb.readers.pdf import reader as pdf_reader
from wijkweb.rules.check import check

_NONE = sys.maxsize


def main(file: str) -> None:
    lifted = [
        mock.patch.object(paper, name, _NONE) for name in ("MOST_BYTES", "MOST_BLOCKS", "MOST_CELLS", "MOST_CHARACTERS")
    ]
    lifted += [
        mock.patch.object(text, "MOST_BYTES", _NONE),
        mock.patch.object(pdf_reader, "MOST_PAGES", _NONE),
        mock.patch.object(docx_reader, "check_package", _unpack_all),
    ]
    for one in lifted:
        one.start()
    check(paper.read_paper(Path(file).read_bytes()), published("wvc-2021"))


def _unpack_all(data: bytes) -> None:
    """What a reader does that trusts the archive."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            archive.read(name)


if __name__ == "__main__":
    main(sys.argv[1])
