"""What was said, decided and promised in the meetings of the demo; invented, and the same at each start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Promise = tuple[str, str, date]


@dataclass(frozen=True, slots=True)
class Point:
    """An item: its title, what was said, decided and promised."""

    title: str
    said: str
    decisions: tuple[str, ...] = ()
    actions: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class Tale:
    """A meeting that was held; `excused` is the place in the list of members of who was not there."""

    body: str
    day: date
    points: tuple[Point, ...]
    approved: date | None = None
    excused: int = -1
    others: tuple[tuple[str, str], ...] = ()


MEMBERS = (
    ("SG", "schepen van samenleven", "Stad Gent", True),
    ("SG", "directeur", "Dienst Welzijn", False),
    ("SG", "vertegenwoordiger", "Agentschap Binnenlands Bestuur", False),
    ("SG", "wijkregisseur", "Dienst Beleidsparticipatie", False),
    ("SG", "onderzoeker", "Universiteit Gent", False),
    ("SG", "projectleider", "Stad Gent", False),
    ("PT", "projectleider", "Stad Gent", True),
    ("PT", "teamcoördinator", "Stad Gent", False),
    ("PT", "coördinator", "Buurtwerk", False),
    ("PT", "verantwoordelijke", "vzw Jong", False),
    ("WAT", "wijkregisseur", "Dienst Beleidsparticipatie", True),
    ("WAT", "opbouwwerker", "Samenlevingsopbouw", False),
)
COURSE = "De cijfers van het kwartaal zijn overlopen. De uren zijn in worker-uren geteld, zoals vastgelegd."
TALES = (
    Tale(
        "SG",
        date(2022, 1, 20),
        (
            Point(
                "Kennismaking en werkwijze",
                "De leden stellen zich voor. De stuurgroep komt elk kwartaal samen.",
                ("De stuurgroep aanvaardt haar mandaat en vergadert elk kwartaal.",),
                (("Voorstel voor de telling van de beloften uitwerken", "projectleider", date(2022, 3, 1)),),
            ),
        ),
        date(2022, 3, 10),
    ),
    Tale(
        "SG",
        date(2022, 3, 10),
        (
            Point(
                "Wat de beloften meten",
                "Dertig uur per week kan op vier manieren gelezen worden; elke lezing blijft zichtbaar.",
                ("De drie beloften meten werkuren per week, vormingen per maand, plekmaanden volgens het ritme.",),
            ),
            Point(
                "Aanwerving",
                "De vacature voor de outreacher staat open; kennis van de Bulgaarse gemeenschap is een voorwaarde.",
                (),
                (("Vacature verspreiden bij zelforganisaties", "wijkregisseur", date(2022, 4, 1)),),
            ),
        ),
        date(2022, 6, 9),
        4,
    ),
    Tale(
        "PT",
        date(2022, 5, 12),
        (
            Point(
                "Rooster van de plekken",
                "Elke plek krijgt een vast ritme.",
                ("Het ritme per plek wordt ingevoerd zoals besproken.",),
            ),
        ),
        date(2022, 6, 2),
    ),
    Tale(
        "SG",
        date(2022, 6, 9),
        (
            Point("Stand van de beloften", COURSE),
            Point(
                "Rabotpark",
                "Bewoners vragen een zitplek in de schaduw.",
                ("Het Rabotpark gaat samen met buurtwerk open als gedeelde plek.",),
            ),
        ),
        date(2022, 9, 15),
    ),
    Tale(
        "SG",
        date(2022, 9, 15),
        (
            Point("Stand van de beloften", COURSE),
            Point(
                "Vorming",
                "Buurtwerk en het team geven samen vorming.",
                ("Elke maand is er een vorming, samen met een partner.",),
            ),
        ),
        date(2022, 12, 8),
        2,
    ),
    Tale(
        "SG",
        date(2022, 12, 8),
        (
            Point(
                "Sluiting aan het jaareinde",
                "De stadsdiensten sluiten een week.",
                ("De week van 26 december 2022 is een sluitingsweek.",),
            ),
            Point(
                "Verankeringsplan",
                "Wat blijft er na 2025?",
                ("Het verankeringsplan wordt aanvaard; de stand komt elk jaar in het verslag.",),
            ),
        ),
        date(2023, 3, 9),
    ),
    Tale(
        "SG",
        date(2023, 3, 9),
        (
            Point(
                "Jaarverslag 2022",
                "Het verslag is overlopen.",
                ("Het jaarverslag 2022 wordt goedgekeurd en ingediend.",),
            ),
        ),
        date(2023, 6, 8),
    ),
    Tale(
        "SG",
        date(2023, 6, 8),
        (
            Point(
                "Rabotpark in mede-eigendom",
                "Buurtwerk draagt de plek mee sinds juni.",
                ("Buurtwerk wordt mede-eigenaar van de plek Rabotpark.",),
            ),
        ),
        date(2023, 9, 21),
        1,
    ),
    Tale(
        "SG",
        date(2023, 9, 21),
        (
            Point(
                "Vacature",
                "Een outreacher vertrok; de uren zakken tot er vervanging is.",
                (),
                (("Vervanging aanwerven", "projectleider", date(2023, 12, 1)),),
            ),
        ),
        date(2023, 12, 7),
    ),
    Tale(
        "SG",
        date(2023, 12, 7),
        (
            Point(
                "Sluiting aan het jaareinde",
                "De stadsdiensten sluiten een week.",
                ("De week van 25 december 2023 is een sluitingsweek.",),
            ),
        ),
        date(2024, 3, 14),
    ),
    Tale(
        "SG",
        date(2024, 3, 14),
        (
            Point(
                "Jaarverslag 2023",
                "De vacature verklaart de dip in het najaar.",
                ("Het jaarverslag 2023 wordt goedgekeurd en ingediend.",),
            ),
        ),
        date(2024, 6, 6),
        3,
        (("stagiair", "Hogeschool Gent"),),
    ),
    Tale(
        "SG",
        date(2024, 6, 6),
        (
            Point(
                "Sluiting in de zomer",
                "Een week rond de Gentse Feesten werkt niemand op straat.",
                ("De week van 22 juli 2024 is een sluitingsweek.",),
            ),
            Point(
                "Rabotpark",
                "De plek kan blijvend worden als de stad het onderhoud opneemt.",
                ("De stad neemt het onderhoud van het Rabotpark op; de plek wordt blijvend vanaf 2 september 2024.",),
                (("Overeenkomst met buurtwerk laten tekenen", "directeur Welzijn", date(2024, 8, 30)),),
            ),
        ),
        date(2024, 9, 19),
    ),
    Tale(
        "SG",
        date(2024, 9, 19),
        (
            Point(
                "Loon en index",
                "De index maakt de personeelskost duurder dan begroot.",
                ("Het projectteam legt een voorstel van herverdeling voor.",),
                (
                    ("Voorstel van herverdeling uitwerken", "projectleider", date(2024, 11, 8)),
                    ("Opvolging na 2025 bespreken met de dienst Jeugd", "schepen van samenleven", date(2024, 12, 20)),
                ),
            ),
        ),
        None,
        4,
    ),
    Tale(
        "PT",
        date(2024, 10, 8),
        (
            Point(
                "Signalen",
                "Het signaal over het loket wacht nog op antwoord.",
                (),
                (
                    (
                        "Dienst Burgerzaken aanspreken over uitleg in eenvoudige taal",
                        "teamcoördinator",
                        date(2024, 10, 31),
                    ),
                ),
            ),
        ),
        date(2024, 11, 12),
    ),
    Tale(
        "PT",
        date(2024, 11, 12),
        (
            Point(
                "Voorbereiding van de stuurgroep",
                "De agenda voor december is overlopen.",
                ("De herverdeling gaat met twee varianten naar de stuurgroep.",),
            ),
        ),
    ),
)
CANCELLED = ("PT", date(2024, 9, 10), "Te weinig leden konden komen; verschoven naar oktober.")
ACTIONS = (
    ("Voorstel voor de telling van de beloften uitwerken", date(2022, 2, 24), "Nota van drie bladzijden."),
    ("Vacature verspreiden bij zelforganisaties", date(2022, 3, 30), ""),
    ("Vervanging aanwerven", date(2023, 12, 18), "De nieuwe outreacher begint in januari."),
    ("Overeenkomst met buurtwerk laten tekenen", date(2024, 8, 28), "Getekend door beide partijen."),
)
NEXT = (date(2024, 12, 12), ("Herverdeling van het budget: twee varianten", "Kalender van 2025"))
