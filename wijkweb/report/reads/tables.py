"""All that a yearly report rests on, read in one message to the database."""

from __future__ import annotations

from wijkweb.commons.together import Ask, ask
from wijkweb.contract.models import Contract
from wijkweb.contract.reads import baseline, capacity, contracts, network, risks, spending
from wijkweb.field.reads import facts, ground
from wijkweb.field.reads.course import may_write
from wijkweb.field.reads.listed import listed_places
from wijkweb.report.reads import anchoring, decisions, meetings
from wijkweb.report.reads.chapters.ground import all_activities
from wijkweb.report.reads.chapters.neighbourhood import later_figures
from wijkweb.report.reads.chapters.signals import signal_rows

READS = (listed_places, all_activities, signal_rows, later_figures, may_write)
PARTS = (contracts, facts, ground, capacity, network, spending, risks, baseline, meetings, decisions, anchoring)


def tables_of(contract: Contract) -> tuple[Ask, ...]:
    """Every table of a contract of which a chapter tells."""
    return *(one for part in PARTS for one in part.tables(contract)), *(read.of(contract) for read in READS)


def read_tables(contract: Contract) -> None:
    """Reads them for the `reading_once` that is open: a chapter asks nothing after that."""
    ask(*tables_of(contract))
