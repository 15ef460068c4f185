"""A dossier with one of everything in it, each carrying a mark, for tests that look for leaks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.conftest import NOW


def parts(dossier: Any, by: Any, mark: str) -> dict[str, str]:
    """Makes one of every part of a dossier; their public ids by the name that tests/access.toml uses."""
    from wijkweb.commons import files
    from wijkweb.commons.access import Role
    from wijkweb.commons.actions.people import invite
    from wijkweb.commons.models import Grant, Person, StoredFile
    from wijkweb.dossier import models as m

    first = m.Section.objects.filter(dossier=dossier).order_by("pk")[0]
    m.SectionVersion.objects.get_or_create(
        section=first, number=1,
        defaults={"kind": "save", "text": f"{mark} versie", "words": 2, "made_at": NOW, "changed_at": NOW, "by": by},
    )  # fmt: skip
    comment = m.Comment.objects.create(section=first, text=f"{mark} opmerking", by=by, at=NOW)
    idea = m.Idea.objects.create(dossier=dossier, title=f"{mark} idee", service="Dienst")
    m.IdeaStep.objects.create(idea=idea, step="long_list", at=NOW, by=by, reason=mark)
    area = m.ProjectArea.objects.create(dossier=dossier, name=f"{mark} wijk")
    batch = m.FigureBatch.objects.create(
        dossier=dossier, file_name=f"{mark}.csv", sha256="0" * 64, added=1, changed=0, before=[], at=NOW, by=by
    )
    figure = m.AreaFigure.objects.create(
        dossier=dossier, area=area, indicator=f"{mark} cijfer", value=Decimal(1), batch=batch, year="2020"
    )
    payer = m.Payer.objects.create(dossier=dossier, name=f"{mark} betaler", kind="private")
    staff = m.StaffLine.objects.create(
        dossier=dossier, payer=payer, function=f"{mark} functie", vte=Decimal(1),
        start=date(2022, 1, 1), end=date(2025, 12, 31), yearly=Decimal(50_000),
    )  # fmt: skip
    partner = m.Partner.objects.create(dossier=dossier, name=f"{mark} partner")
    risk = m.Risk.objects.create(dossier=dossier, title=f"{mark} risico", chance="low", effect="high")
    promise = m.Promise.objects.create(
        dossier=dossier, title=f"{mark} belofte", measure="uren", period="week", denominator="kalenderweken",
        kind="at_least", target=Decimal(30), source=mark,
    )  # fmt: skip
    rule = m.RuleRequest.objects.create(dossier=dossier, rule=f"{mark} regel", government="Vlaanderen")
    annex = m.Annex.objects.create(dossier=dossier, title=f"{mark} bijlage", link=f"https://example.org/{mark}")
    file = StoredFile.objects.create(
        case=dossier.case, name=f"{mark}.pdf", media_type="application/pdf", size=len(mark),
        sha256=files.store(mark.encode()), added_at=NOW, added_by=by,
    )  # fmt: skip
    filed = m.Annex.objects.create(dossier=dossier, title=f"{mark} bestand", file=file)
    guest = Person.objects.create(email=f"{dossier.case.public_id}@example.org", name=f"{mark} collega", joined_at=NOW)
    Grant.objects.create(person=guest, role="reader", case=dossier.case, given_at=NOW)
    link, _ = invite(email="later@example.org", role=Role.READER, organisation=None, case=dossier.case, by=by, now=NOW)
    made = {
        "filed": filed, "guest": guest,
        "comment": comment, "idea": idea, "area": area, "batch": batch, "figure": figure, "payer": payer,
        "staff": staff, "partner": partner, "risk": risk, "promise": promise, "rule": rule, "annex": annex,
    }  # fmt: skip
    return {
        "section": first.key,
        "link": link.secret_hash[:12],
        **{name: thing.public_id for name, thing in made.items()},
    }
