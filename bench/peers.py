"""Two form engines with the same questions, for beside our own: built from npm in a folder outside the repository."""

from __future__ import annotations

import functools
import gzip
import http.server
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.cpu import ROOT
from bench.row import NotHere

SOURCE = ROOT / "bench" / "peers"
READY = {"odk": "#app input:enabled", "enketo": "html[data-ready]"}
_CORE = "enketo-core/src/js"
_ALIASES = {
    "config": "enketo-core/config.js",
    "translator": f"{_CORE}/fake-translator.js",
    "dialog": f"{_CORE}/fake-dialog.js",
    "file-manager": f"{_CORE}/file-manager.js",
    "xpath-evaluator-binding": f"{_CORE}/xpath-evaluator-binding.js",
    "widgets": "./no-widgets.js",
}
_QUESTIONS = (
    ("place", "radio", "Plek", ("Griendeplein", "Tolhuispark", "Gaardeniersbrug")),
    ("group", "radio", "Groep", ("jongeren", "bewoners")),
    ("count", "number", "Hoeveel mensen", ()),
    ("minutes", "number", "Minuten", ()),
    ("themes", "checkbox", "Waarover", ("wonen", "werk", "school")),
    ("note", "text", "Nota", ()),
)


@functools.cache
def built() -> Path:
    """The folder with a page for each engine; installed once, bundled and made small each time."""
    folder = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "wijkweb-bench" / "peers"
    folder.mkdir(parents=True, exist_ok=True)
    npm = shutil.which("npm")
    if npm is None:
        raise NotHere("no npm on this machine")
    for path in SOURCE.iterdir():
        shutil.copy(path, folder)
    if not (folder / "node_modules" / "vue").is_dir():
        quiet = ["--silent", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"]
        if subprocess.run([npm, "install", *quiet], cwd=folder, check=False).returncode:
            raise NotHere("npm could not install the two form engines")
    _bundle(folder)
    (folder / "out" / "odk.html").write_text(_page("odk", '<div id="app"></div>'), encoding="utf-8")
    (folder / "out" / "enketo.html").write_text(_page("enketo", _form()), encoding="utf-8")
    return folder / "out"


def _bundle(folder: Path) -> None:
    """Each with its own entry; what an engine itself loads later stays apart."""
    common = [
        "--bundle",
        "--minify",
        "--format=esm",
        "--splitting",
        "--loader:.xml=text",
        "--outdir=out",
        "--log-level=error",
    ]
    aliases = [f"--alias:enketo/{name}={path}" for name, path in _ALIASES.items()]
    program = folder / "node_modules" / ".bin" / "esbuild"
    vue = [
        "--define:process.env.NODE_ENV='production'",
        "--define:__VUE_OPTIONS_API__=true",
        "--define:__VUE_PROD_DEVTOOLS__=false",
    ]
    for name in READY:
        subprocess.run([program, f"{name}.js", *common, *aliases, *vue], cwd=folder, check=True)


def _page(name: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{name}</title>'
        f'<link rel="icon" href="data:,">'
        f'<meta name="viewport" content="width=device-width"></head><body>{body}'
        f'<script type="module" src="/{name}.js"></script></body></html>'
    )


_ONE = '<label class="question non-select">{words}<input type="{kind}" {own} data-type-xml="{xml}"></label>'
_OPTION = (
    '<label><input type="{kind}" {own} value="{value}" data-type-xml="{xml}">'
    '<span lang="" class="option-label active">{option}</span></label>'
)
_CHOICE = (
    '<fieldset class="question simple-select"><fieldset><legend>{words}</legend>'
    '<div class="option-wrapper">{options}</div></fieldset></fieldset>'
)
_XML = {"radio": "select1", "checkbox": "select", "number": "int", "text": "string"}
_FORM = (
    '<form autocomplete="off" novalidate class="or clearfix" dir="ltr" data-form-id="contact">'
    '<h3 dir="auto" id="form-title">Contact</h3>{parts}</form>'
)


def _form() -> str:
    """The questions as Enketo's transformer writes them."""
    parts = []
    for name, kind, label, options in _QUESTIONS:
        told = {
            "own": f'name="/data/{name}" data-name="/data/{name}"',
            "words": f'<span lang="" class="question-label active">{label}</span>',
            "kind": kind,
            "xml": _XML[kind],
        }
        listed = [_OPTION.format(value="abc"[at], option=option, **told) for at, option in enumerate(options)]
        parts.append(_CHOICE.format(options="".join(listed), **told) if listed else _ONE.format(**told))
    return _FORM.format(parts="".join(parts))


class _Gzipped(http.server.SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            return self.send_error(404)
        body = gzip.compress(path.read_bytes(), 9)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on loopback, each file small."""
    handler = functools.partial(_Gzipped, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
