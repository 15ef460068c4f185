"""The year in short: how the promises stand, and the figures that everybody asks for first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.utils.translation import gettext as _

from wijkweb.report.reads.basis import Basis, count
from wijkweb.shapes.report import Chapter, Figure

FIRST = ("street/worker_hours", "activities/held", "places/lasting", "signals/in_time", "money/own_share")


def summary(basis: Basis, others: Mapping[str, Chapter]) -> Chapter:
    """Made of the other chapters, so that no figure is worked out twice."""
    statuses = Counter(one.cell.text for one in others["promises"].figures)
    kept = statuses["met"] + statuses["on_course"]
    opens = basis.opens("course")
    figures = [
        Figure("summary/kept", _("Promises that are met or on course"), count(kept, opens)),
        Figure("summary/under", _("Promises that are not on course"), count(statuses["under"], opens)),
        Figure("summary/thin", _("Promises of which too little is known"), count(statuses["not_enough_data"], opens)),
    ]
    known = {one.key: one for chapter in others.values() for one in chapter.figures}
    return Chapter("summary", figures=(*figures, *(known[key] for key in FIRST if key in known)))
