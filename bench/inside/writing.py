"""The writing page and its autosave, among 10,000 dossiers; and what the page weighs, all told."""

from __future__ import annotations

import gzip
import json
import re
from itertools import count
from pathlib import Path
from typing import Any

from bench import cpu
from bench.inside.prepare import prepare

DOSSIERS = 10_000
KEY = "vision"


def main() -> None:
    prepare()
    from django.test import Client

    from wijkweb.call.reads import call_of
    from wijkweb.commons.models import Person
    from wijkweb.dossier.models import Dossier, Section
    from wijkweb.dossier.reads.content import application_of, check_of, dossier_of

    person = Person.objects.get(email="noor@gent.example")
    dossier = Dossier.objects.select_related("case").filter(started_by=person).latest("pk")
    _fill(dossier, person)
    section = Section.objects.get(dossier=dossier, key=KEY)
    found = dossier_of(dossier.case)
    application, call = application_of(found), call_of(found.call_version)
    page = f"/dossiers/{dossier.case.public_id}/rubriek/{KEY}/"
    client = Client()
    client.force_login(person)
    answer = {
        "dossier": 1000
        * cpu.of_call(lambda: client.get(f"/dossiers/{dossier.case.public_id}/"), runs=21, server=_server()),
        "findings": 1000 * cpu.of_call(lambda: check_of(application, call), runs=21),
        "open": 1000 * cpu.of_call(lambda: client.get(page), runs=21, server=_server()),
        "autosave": _autosave(client, page, section.token, section.text, person.public_id),
        "long": _autosave(client, page, None, "woord in een lange tekst " * 4_000, person.public_id),
        "weight": _weight(client, page) / 1024,
    }
    print(json.dumps(answer))


def _autosave(client: Any, page: str, token: int | None, text: str, person: str) -> float:
    """Milliseconds for a save of a text that grew by a word, as the page asks for it; each has to be taken."""
    state = {"token": client.get(f"{page}stand/").json()["token"] if token is None else token}
    steps = count(1)

    def save() -> None:
        step = next(steps)
        body = {"text": f"{text} {step}", "sitting": f"page{len(text)}:{step}", "kind": "autosave", "person": person}
        answer = client.post(f"{page}bewaren/", body | state, content_type="application/json")
        if answer.status_code != 200:
            raise RuntimeError(f"a save was answered with {answer.status_code}")
        state["token"] = answer.json()["token"]

    return 1000 * cpu.of_call(save, runs=41, server=_server())


def _weight(client: Any, page: str) -> int:
    """Bytes of the page with every style, script, module and drawing that it asks for, each packed by itself."""
    from django.conf import settings

    packed = {page: len(gzip.compress(client.get(page).content, 6))}
    todo = _named(client.get(page).content.decode())
    while todo:
        name = todo.pop()
        if name not in packed:
            content = (Path(settings.STATIC_ROOT) / name).read_bytes()
            packed[name] = len(gzip.compress(content, 6))
            folder = Path(name).parent
            modules = re.findall(r'from\s*"(\.[^"]+)"', content.decode()) if name.endswith(".js") else []
            todo += [_joined(folder, module) for module in modules]
    return sum(packed.values())


def _named(html: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r'(?:src|href)="/static/([^"#]+)', html)))


def _joined(folder: Path, module: str) -> str:
    parts: list[str] = []
    for part in (*folder.parts, *module.split("/")):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _fill(pattern: Any, person: Any) -> None:
    """So many dossiers, each with every section of its call and a version of each."""
    from wijkweb.commons.models import Case
    from wijkweb.dossier.models import Dossier, Section, SectionVersion

    keys = list(Section.objects.filter(dossier=pattern).values_list("key", flat=True))
    at, place, version = pattern.started_at, pattern.municipality, pattern.call_version
    for start in range(0, DOSSIERS, 1_000):
        cases = Case.objects.bulk_create(
            Case(municipality=place, title=f"Plein {start + n}", opened_at=at) for n in range(1_000)
        )
        same = {"call_version": version, "municipality": place, "call_id": pattern.call_id, "started_by": person}
        made = Dossier.objects.bulk_create(Dossier(case=one, **same, started_at=at, changed_at=at) for one in cases)
        rows = Section.objects.bulk_create(
            Section(dossier=one, key=key, text="Een tekst van enkele woorden.") for one in made for key in keys
        )
        kept = {"number": 1, "kind": "save", "words": 5, "made_at": at, "changed_at": at, "by": person}
        SectionVersion.objects.bulk_create(SectionVersion(section=row, text=row.text, **kept) for row in rows)


def _server() -> int | None:
    """The process of PostgreSQL that answers this connection; SQLite has none."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    main()
