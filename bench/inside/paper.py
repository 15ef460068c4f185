"""A whole dossier written as PDF, Word and JSON, the first time in a process and after that."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable

from bench.inside.prepare import prepare


def main() -> None:
    prepare()
    from wijkweb.commons.models import Grant
    from wijkweb.dossier.models import Dossier
    from wijkweb.dossier.reads import exports
    from wijkweb.dossier.reads.desk import desk_of

    dossier = Dossier.objects.filter(call_id="wvc-2021", municipality__fictional=False).latest("pk")
    person = Grant.objects.filter(role="coordinator", organisation=dossier.municipality).select_related("person")[0]
    desk = desk_of(dossier.case, person.person, "")
    writers: dict[str, Callable[[], object]] = {
        "pdf": lambda: exports.as_pdf(desk, exports.paper_of(desk)),
        "docx": lambda: exports.as_docx(desk, exports.paper_of(desk)),
        "json": lambda: exports.as_json(desk),
    }
    answer: dict[str, float] = {}
    for name, write in writers.items():
        answer[f"{name}_first"] = _seconds(write)
        answer[name] = statistics.median(_seconds(write) for _ in range(5))
    print(json.dumps(answer))


def _seconds(write: Callable[[], object]) -> float:
    began = time.perf_counter()
    write()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
