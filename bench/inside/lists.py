"""The page with the list of dossiers, asked for as a browser does, first with 1,000 and then with 10,000."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from bench import cpu
from bench.inside.prepare import prepare

PAGE = "/dossiers/"
CALLS, SMALL = 40, 4  # of 250 dossiers each


def main() -> None:
    prepare()
    from bench.inside.fill import coordinator, fill, municipalities, settled

    places = municipalities()
    everywhere, somewhere = coordinator("all@example.org", places), coordinator("one@example.org", places[:1])
    fill(range(SMALL), places, everywhere)
    settled()
    of_1000 = _cpu(everywhere, PAGE, 50)
    fill(range(SMALL, CALLS), places, everywhere)
    settled()
    pages = {
        "first": (everywhere, PAGE, 50),
        "last": (everywhere, f"{PAGE}?na={_last_but(50)}", 50),
        "search": (everywhere, f"{PAGE}?zoek=molen", 50),
        "call": (everywhere, f"{PAGE}?oproep=call-7", 50),
        "own": (somewhere, PAGE, CALLS),
    }
    answer = {name: _cpu(*asked) for name, asked in pages.items()}
    answer |= {f"list_{kind}": _export(everywhere, kind) for kind in ("xlsx", "csv")}
    answer["queries"] = max(_queries(person, page) for person, page, _ in pages.values())
    print(json.dumps({**answer, "first_of_1000": of_1000}))


def _last_but(rows: int) -> str:
    """The place in the list after which so many dossiers are left, as the page before gives it."""
    from wijkweb.dossier.models import Dossier
    from wijkweb.dossier.reads.lists import place

    ours = Dossier.objects.filter(call_id__startswith="call-").order_by("changed_at", "id")
    return place(*ours.values_list("changed_at", "case__public_id")[rows])


def _client(person: Any) -> Any:
    from django.test import Client

    client = Client()
    client.force_login(person)
    return client


def _cpu(person: Any, page: str, rows: int) -> float:
    """Milliseconds for one page, the database server's own included; the page must show so many rows."""
    client = _client(person)
    shown = client.get(page).content.count(b'<th scope="row">')
    if shown != rows:
        raise RuntimeError(f"{page} shows {shown} rows, not {rows}")
    return 1000 * cpu.of_call(lambda: client.get(page), runs=21, server=_server())


def _export(person: Any, kind: str) -> float:
    """Seconds for the whole list as one file; it must hold every dossier."""
    client = _client(person)

    def whole() -> bytes:
        return b"".join(client.get(f"{PAGE}lijst.{kind}"))

    rows = whole().count(b"\r\n") - 1 if kind == "csv" else _rows(whole())
    if rows < CALLS * 250:
        raise RuntimeError(f"the list holds {rows} dossiers")
    return cpu.of_call(whole, runs=3, warm=0, server=_server())


def _rows(data: bytes) -> int:
    return zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").count(b"<row ") - 1


def _queries(person: Any, page: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = _client(person)
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    return len(asked)


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
