"""Papers, and the dossiers that they were kept in."""

from __future__ import annotations

from wijkweb.commons.models import Case, Person
from wijkweb.dossier.models import Dossier, Paper


def own_paper(person: Person, paper_id: str) -> Paper | None:
    """A paper that this person uploaded, or None."""
    return (
        Paper.objects.select_related("call_version", "municipality", "file", "text")
        .filter(uploaded_by=person, public_id=paper_id)
        .first()
    )


def kept_as(paper: Paper) -> Case | None:
    """The case in whose dossier a paper was kept, or None."""
    dossier = Dossier.objects.select_related("case").filter(papers__paper=paper).first()
    return dossier.case if dossier else None


def newest_paper(dossier: Dossier) -> Paper | None:
    """The paper that was taken into a dossier last, or None when it was written here from its start."""
    found = (
        dossier.papers.select_related("paper__file", "paper__uploaded_by", "paper__municipality", "paper__call_version")
        .order_by("-pk")
        .first()
    )
    return found.paper if found else None


def proposal_of(paper: Paper) -> Dossier | None:
    """The proposal that the municipality of a paper already has under its call, or None."""
    return (
        Dossier.objects.select_related("case")
        .filter(municipality=paper.municipality_id, call_id=paper.call_version.call_id, slot__isnull=False)
        .order_by("-pk")
        .first()
    )
