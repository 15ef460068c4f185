"""Sections of a Word file that came back are taken over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from wijkweb.commons.models import Person
from wijkweb.dossier.actions.dossiers import changed
from wijkweb.dossier.actions.texts import Overtaken, save_text
from wijkweb.dossier.models import Dossier, DossierPaper, Paper, SectionVersion


@transaction.atomic
def take_over(
    *, dossier: Dossier, paper: Paper, texts: Mapping[str, tuple[str, int]], by: Person, now: datetime
) -> tuple[str, ...]:
    """Saves sections from a file as new versions; `texts` are by key (the text, the token that was seen).

    Returns the keys of the sections that somebody else saved meanwhile: those keep their text, what the file says
    is kept as a version aside.
    """
    DossierPaper.objects.get_or_create(paper=paper, defaults={"dossier": dossier, "taken_at": now, "taken_by": by})
    paper.file.case = dossier.case
    paper.file.save(update_fields=["case"])
    kind = SectionVersion.Kind.PAPER
    overtaken = []
    for key, (text, token) in texts.items():
        try:
            save_text(dossier=dossier, key=key, text=text, token=token, by=by, now=now, kind=kind)
        except Overtaken:
            overtaken.append(key)
    sections = [key for key in texts if key not in overtaken]
    changed(dossier=dossier, by=by, now=now, verb="text.word_in", paper=paper.public_id, sections=sections)
    return tuple(overtaken)
