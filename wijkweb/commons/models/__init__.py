"""The tables that every room hangs on."""

from wijkweb.commons.models.areas import Area, AreaAlias, AreaVersion
from wijkweb.commons.models.cases import Case, Interest, StoredFile
from wijkweb.commons.models.journal import JournalLine
from wijkweb.commons.models.people import Grant, Invitation, Organisation, Person

__all__ = [
    "Area",
    "AreaAlias",
    "AreaVersion",
    "Case",
    "Grant",
    "Interest",
    "Invitation",
    "JournalLine",
    "Organisation",
    "Person",
    "StoredFile",
]
