"""The anchoring plan of the demo: steps, hand-overs, methods; invented, and the same at each start."""

from __future__ import annotations

from datetime import date

STEPS = (
    (
        1,
        "Samen op straat met buurtwerk en jeugdwerk",
        "Buurtwerk kent de groepen en de plekken",
        "teamcoördinator",
        date(2022, 6, 30),
        (
            ("started", date(2022, 2, 1), "", ""),
            ("done", date(2022, 6, 20), "Elke week samen op ronde.", "Rooster van juni 2022"),
        ),
    ),
    (
        1,
        "Eerste tussenbalans met bewoners",
        "Wat werkt en wat niet staat op papier",
        "projectleider",
        date(2022, 12, 15),
        (("done", date(2022, 12, 12), "", "Verslag van de tussenbalans"),),
    ),
    (
        2,
        "Methode van het kwartier maken beschrijven",
        "Een handleiding die anderen kunnen gebruiken",
        "teamcoördinator",
        date(2023, 6, 30),
        (
            ("started", date(2023, 3, 1), "", ""),
            ("done", date(2023, 9, 28), "Later dan gepland door de vacature.", "Handleiding kwartier maken"),
        ),
    ),
    (
        2,
        "Lerend netwerk met twee andere wijken",
        "Contact tussen de teams",
        "wijkregisseur",
        date(2023, 12, 15),
        (("dropped", date(2023, 12, 7), "Geen tijd tijdens de vacature; opgenomen in jaar 4.", ""),),
    ),
    (
        3,
        "Rabotpark overdragen aan buurtwerk",
        "Een plek die de buurt zelf draagt",
        "directeur Welzijn",
        date(2024, 9, 2),
        (
            ("started", date(2024, 1, 15), "", ""),
            ("done", date(2024, 9, 2), "De plek is blijvend.", "Overeenkomst van 28 augustus 2024"),
        ),
    ),
    (
        3,
        "Kennis van de Bulgaarse gemeenschap delen met het onthaal",
        "Onthaal in eigen taal aan het loket",
        "teamcoördinator",
        date(2024, 10, 31),
        (("started", date(2024, 6, 3), "", ""),),
    ),
    (
        4,
        "Lerend netwerk en slotdag voor andere steden",
        "Methoden die elders gebruikt worden",
        "projectleider",
        date(2025, 10, 15),
        (),
    ),
    (
        4,
        "Nota over vrij verkeer en taallessen voor de Vlaamse overheid",
        "Een aanbeveling op tafel",
        "projectleider",
        date(2025, 6, 30),
        (),
    ),
)
HAND_OVERS = (
    (
        "Rabotpark",
        "",
        "Buurtwerk",
        date(2024, 9, 2),
        (
            ("agreed", date(2024, 8, 28), "", "Overeenkomst van 28 augustus 2024"),
            ("done", date(2024, 9, 2), "Buurtwerk heeft de sleutel.", ""),
        ),
    ),
    (
        "Sint-Jozefplein",
        "",
        "vzw Jong",
        date(2025, 6, 1),
        (("agreed", date(2024, 10, 3), "", "Intentieverklaring vzw Jong"),),
    ),
    ("", "Contact met de ouders aan de schoolpoort", "Brugfiguren Onderwijs", date(2025, 3, 1), ()),
    ("", "Ploeg van het fietsatelier", "Samenlevingsopbouw", date(2024, 10, 1), ()),
)
METHODS = (
    (
        "Kwartier maken op een plein",
        "Hoe een plek stap voor stap van rust naar gedeeld gebruik gaat.",
        date(2023, 9, 28),
        "De wijken Brugse Poort en Muide",
    ),
    (
        "Aanwezig zijn zonder agenda",
        "Waarom tijd zonder doel werk is, en hoe je het registreert.",
        date(2024, 4, 18),
        "",
    ),
)
