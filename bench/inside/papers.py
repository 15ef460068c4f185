"""Three hundred papers through the same verb that an upload calls."""

from __future__ import annotations

import json
import time

from bench.inside.prepare import prepare


def main() -> None:
    prepare()
    from django.utils import timezone

    from bench.papers import MANY, variant
    from wijkweb.call.models import CallVersion
    from wijkweb.commons.models import Grant
    from wijkweb.dossier.actions.papers import check_paper

    version = CallVersion.objects.get(call_id="wvc-2021")
    grant = Grant.objects.filter(role="coordinator", organisation__fictional=False).select_related()[0]
    began = time.process_time()
    for number in range(MANY):
        check_paper(
            data=variant(number),
            name=f"{number}.md",
            municipality=grant.organisation,
            call_version=version,
            by=grant.person,
            now=timezone.now(),
        )
    print(json.dumps({"seconds": time.process_time() - began}))


if __name__ == "__main__":
    main()
