"""The diagnosis of a dossier with 13 indicators for three areas, and the map to choose from, as a browser asks."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from bench import cpu
from bench.inside.lists import _client, _server
from bench.inside.prepare import prepare

INDICATORS = 13


def main() -> None:
    prepare()
    from wijkweb.commons.models import Grant

    grant = Grant.objects.filter(role="coordinator", organisation__nis="44021").select_related("person")[0]
    dossier = _dossier(grant)
    base = f"/dossiers/{dossier.case.public_id}/diagnose/"
    client = _client(grant.person)
    shown = client.get(base).content.decode()
    if shown.count("<article") != INDICATORS or shown.count('class="chosen"') < 2:
        raise RuntimeError("the page does not show what is measured")
    pages = {"page": base, "map": f"{base}gebieden/", "sectors": f"{base}gebieden/?kaart=gent-sectoren"}
    answer = {
        name: 1000 * cpu.of_call(lambda path=path: client.get(path), runs=21, server=_server())  # type: ignore[misc]
        for name, path in pages.items()
    }
    print(json.dumps(answer))


def _dossier(grant: Any) -> Any:
    from django.utils import timezone

    from wijkweb.call.models import CallVersion
    from wijkweb.dossier.actions.areas import add_reference, choose_areas
    from wijkweb.dossier.actions.dossiers import start_dossier
    from wijkweb.dossier.actions.figures import Entry, Shared, write_row
    from wijkweb.dossier.models import ProjectArea

    by, now = grant.person, timezone.now()
    version = CallVersion.objects.get(call_id="wvc-2021")
    dossier = start_dossier(
        municipality=grant.organisation, call_version=version, title="Diagnose", by=by, now=now, practice=True
    )
    choose_areas(dossier=dossier, version="gent-wijken-stad", codes=("7", "2"), together="", by=by, now=now)
    add_reference(dossier=dossier, by=by, now=now)
    areas = ProjectArea.objects.filter(dossier=dossier)
    for n in range(INDICATORS):
        entries = [Entry(area.public_id, f"m{n:02}{at:09}", 0, Decimal(n + at + 1)) for at, area in enumerate(areas)]
        write_row(
            dossier=dossier, shared=Shared(f"indicator {n}", "2021", "", "%", "bron"), entries=entries, by=by, now=now
        )
    return dossier


if __name__ == "__main__":
    main()
