"""Both published calls and the demo, as they are at the moment of the tests; as a program, in the database that is set.

DATABASE_URL=... WIJKWEB_DATA=... python -m tests.demo
"""

from __future__ import annotations


def load() -> None:
    from django.db import transaction

    from tests.conftest import NOW, load_calls
    from wijkweb.web.demo.load import load_demo

    with transaction.atomic():
        load_calls()
        load_demo(now=NOW)


if __name__ == "__main__":
    import django

    django.setup()
    load()
