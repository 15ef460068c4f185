"""Who works in the demo. Plain data, so that tests and tools can read it without a database."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "wijkweb-voorbeeld"  # noqa: S105  known to everybody; these accounts cannot sign in in production
GENT = "Gent (voorbeeld)"
SMALL = ("Wilgendam", "Molenrode", "Duinvoorde")
FUNDER = "Agentschap Binnenlands Bestuur"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who works in the demo; an organisation is a name, "" for the platform itself; the team of
    the contract has none."""

    email: str
    name: str
    role: str
    organisations: tuple[str, ...]


ACCOUNTS = (
    Account("noor@gent.example", "Noor Verhaeghe", "coordinator", (GENT,)),
    Account("samir@gent.example", "Samir Aydın", "editor", (GENT,)),
    Account("tine@gent.example", "Tine De Backer", "writer", (GENT,)),
    Account("bart@gent.example", "Bart Lievens", "reader", (GENT,)),
    Account("leyla@gent.example", "Leyla Demir", "teamlead", ()),
    Account("joris@gent.example", "Joris Claeys", "worker", ()),
    Account("petya@gent.example", "Petya Georgieva", "worker", ()),
    Account("karel@gemeenten.example", "Karel Maes", "coordinator", SMALL),
    Account("lien@vlaanderen.example", "Lien Claes", "funder", (FUNDER,)),
    Account("an@jury.example", "An Willems", "jury", (FUNDER,)),
    Account("wijkpolitie@gent.example", "Wijkpolitie", "partner", (GENT,)),
    Account("beheer@wijkweb.example", "Beheer", "admin", ("",)),
)
