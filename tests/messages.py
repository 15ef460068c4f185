"""Every message of the program, read from its code and templates, for the test that none is untranslated.

`python tests/messages.py` adds what is new to the Dutch catalogue and takes out what is gone.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "wijkweb" / "locale" / "nl" / "LC_MESSAGES" / "django.po"
CALLS = {"_", "_t", "_lazy", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}
_IN_TEMPLATE = re.compile(
    r"(?P<plural>n?)gettext\(\s*u?(?P<one>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
    r"(?:\s*,\s*u?(?P<many>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))?|\b_\(\s*(?P<short>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")\s*\)"
)


def messages() -> dict[str, str]:
    """Every message id with its plural, or ""."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "wijkweb").rglob("*.html")):
        found.update(_in_template(path.read_text(encoding="utf-8")))
    for path in sorted((ROOT / "wijkweb").rglob("*.py")):
        found.update(_in_python(path.read_text(encoding="utf-8")))
    return found


def _in_template(source: str) -> Iterator[tuple[str, str]]:
    from django.utils.translation.template import templatize

    for match in _IN_TEMPLATE.finditer(templatize(source)):
        one = match["one"] or match["short"]
        many = match["many"] if match["plural"] else None
        yield ast.literal_eval(one), ast.literal_eval(many) if many else ""


def _in_python(source: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            texts = [a.value for a in node.args[:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if texts:
                yield texts[0], texts[1] if node.func.id.startswith("n") and len(texts) > 1 else ""


def main() -> None:
    catalogue = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "nl",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    known = {entry.msgid: entry for entry in catalogue}
    wanted = messages()
    catalogue[:] = [known[text] for text in sorted(known) if text in wanted]
    for text, plural in sorted(wanted.items()):
        if text not in known:
            entry = polib.POEntry(msgid=text, msgid_plural=plural)
            entry.msgstr_plural = {0: "", 1: ""} if plural else {}
            catalogue.append(entry)
            print(f"new: {text}")
    catalogue.save(str(CATALOGUE))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    import django
    from django.conf import settings

    settings.configure(USE_I18N=True)
    django.setup()
    main()
