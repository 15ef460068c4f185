"""Rows of the demo's network, in Dutch; invented around the organisations that the dossier names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

START = date(2022, 1, 10)
# name, level, role, function of the contact point, engagement, track, state, since
PARTNERS: tuple[tuple[str, str, str, str, str, str, str, date], ...] = (
    ("Buurtwerk Gent", "field", "", "buurtwerker", "Een vaste middag op de rust- en activeringspunten", "samen_leven", "agreed", START),
    ("Straathoekwerk", "field", "", "teamverantwoordelijke", "Samen de straat op, elke veertien dagen", "rust_voor_jongeren", "agreed", START),
    ("vzw Jong", "field", "Jeugdwerk in de wijk", "jeugdwerker", "Sport en spel op het Rabotpark, met het team", "rust_voor_jongeren", "agreed", date(2022, 3, 1)),
    ("Mobiele geestelijke gezondheidszorg", "field", "Outreachend hulpverlener", "outreachend hulpverlener", "Meelopen op de plekken, een halve dag per week", "rust_voor_jongeren", "agreed", date(2022, 9, 5)),
    ("Samenlevingsopbouw", "framing", "", "opbouwwerker", "Zes coachings per jaar voor het team", "", "ended", START),
    ("Welzijnsbureau", "framing", "Sociale dienst van de stad", "hoofdmaatschappelijk werker", "Een vast aanspreekpunt voor drempels in de dienstverlening", "samen_leven", "agreed", date(2022, 2, 1)),
    ("Wijkpolitie", "framing", "Partner in het wijkoverleg; leest alleen wat publiek is", "wijkinspecteur", "Afspraken over de plekken, zonder gegevens over mensen", "", "agreed", date(2022, 4, 4)),
    ("Pleinpatrons", "society", "Jongeren die een plein mee dragen", "coach", "Vier jongeren opleiden tot pleinpatron", "rust_voor_jongeren", "agreed", date(2022, 6, 1)),
    ("Koepel van zelforganisaties", "society", "Verenigingen, moskeeën en kerken", "stafmedewerker", "Gezinnen bereiken in hun eigen taal", "samen_leven", "intended", date(2023, 1, 9)),
    ("VDAB", "flanders", "Werk en opleiding", "accountmanager", "Een jobcoach op het plein, een namiddag per maand", "rust_voor_jongeren", "intended", date(2022, 5, 2)),
)  # fmt: skip
NOT_KEPT = {
    ("VDAB", 2023): ("not_kept", "De jobcoach kwam twee keer; daarna was er geen vervanging."),
    ("Samenlevingsopbouw", 2022): ("partly", "Vier van de zes coachings gingen door."),
}
CONTACTS = (
    ("meeting", "Kennismaking, en wie wat doet op de plekken."),
    ("visit", "Samen langs het park en de kaai gewandeld."),
    ("call", "Kort overlegd over de vakantieweken."),
    ("meeting", "Het jaar overlopen: wat werkte, wat niet."),
    ("mail", "De planning van het voorjaar uitgewisseld."),
    ("meeting", "Afspraken vernieuwd voor het volgende jaar."),
    ("visit", "De partner kwam meewerken op een activiteit."),
    ("call", "Drempels doorgegeven die meer mensen raken."),
    ("meeting", "Besproken hoe de plek na het contract verder kan."),
)
# text, source, met, how, since
CONDITIONS: tuple[tuple[str, str, str, str, date | None], ...] = (
    ("Kennis van de Bulgaarse gemeenschap", "Kennis van de Bulgaarse gemeenschap is een voorwaarde bij de aanwerving.", "met", "Een van de veldwerkers spreekt Bulgaars en Turks.", date(2022, 1, 10)),
    ("Ervaring met outreachend werken", "Het team heeft ervaring met werken op straat.", "partly", "Twee van de drie hadden ervaring; de derde liep een half jaar mee met het straathoekwerk.", date(2022, 7, 1)),
    ("Een tweede taal van de wijk per spoor", "", "not_met", "Voor het spoor van de ouders is nog niemand gevonden die Turks spreekt.", None),
)  # fmt: skip
PROMISED = (("coaching", 6), ("training", 2), ("intervision", 10))


LESSONS = ("Wachten is ook werken.", "Eerst de plek kennen, dan de groep.", "Afspraken met partners op papier zetten.")


def _sessions() -> Iterator[tuple[str, str, date, str, str, str, str, str]]:
    """Intervision most months, coaching every other month, training twice a year; a few that were cancelled."""
    for number in range(36):
        year, month = 2022 + number // 12, number % 12 + 1
        state = "planned" if (year, month) > (2024, 10) else "cancelled" if number in (6, 19, 21) else "held"
        reason = "Door de vacature te weinig collega's." if state == "cancelled" else ""
        learned = LESSONS[number % 3] if state == "held" and number % 4 == 0 else ""
        coach = "Samenlevingsopbouw" if year < 2024 else "Dienst Outreachend Werken"
        for kind, title, months, day, hours, by, lesson in (
            ("intervision", "Intervisie met het straathoekwerk", (1, 2, 3, 4, 5, 6, 9, 10, 11, 12), 9, "2.00", "Straathoekwerk", learned),
            ("coaching", "Coaching van het team", (2, 4, 6, 8, 10, 12), 17, "3.00", coach, ""),
            ("training", "Omgaan met spanning op een plein", (3, 10), 24, "6.00", "Dienst Outreachend Werken", ""),
        ):  # fmt: skip
            if month in months:
                yield kind, title, date(year, month, day), hours, by, state, reason, lesson


SESSIONS = tuple(_sessions())
REQUESTS: tuple[dict[str, Any], ...] = (
    {
        "kind": "rule", "text": "Kleine ingrepen op een plein zonder aparte vergunning", "government": "Stad Gent",
        "to_whom": "Dienst Wegen, Bruggen en Waterlopen", "reason": "Een bank of een doel wacht maanden op een vergunning.",
        "state": "granted", "asked_on": date(2022, 10, 6), "due": date(2023, 2, 1), "answered_on": date(2023, 1, 19),
        "answer": "Voor proefopstellingen tot zes maanden volstaat een melding.",
    },
    {
        "kind": "flanders", "text": "Een leerplek voor wie tussen twee scholen valt", "government": "Vlaanderen",
        "to_whom": "Departement Onderwijs en Vorming", "reason": "Jongeren wachten maanden op een plaats.",
        "state": "to_ask", "asked_on": None, "due": None, "answered_on": None, "answer": "",
    },
)  # fmt: skip
RECOMMENDATION = {
    "text": "Open inburgering voor burgers met vrij verkeer: zonder taal geen werk, zonder werk geen cursus.",
    "government": "Vlaanderen", "to_whom": "Kabinet Samenleven", "handed_on": date(2024, 3, 14), "answered_on": None,
    "answer": "",
}  # fmt: skip
UP_FOR_REVIEW = {"Vertrouwen groeit": date(2024, 10, 1)}
# title (or its beginning), owner, measure, and each assessment: day, chance, effect, state, note
RISKS: tuple[tuple[str, str, str, tuple[tuple[date, str, str, str, str], ...]], ...] = (
    ("Vertrouwen groeit", "", "", (
        (date(2022, 12, 8), "high", "medium", "watched", "Het eerste jaar ging naar aanwezig zijn; de jongeren kennen het team nu."),
        (date(2024, 3, 21), "medium", "medium", "watched", "Wie terugkomt, komt vaker; nieuwe groepen vragen opnieuw tijd."),
    )),
    ("De juiste mensen", "", "", (
        (date(2023, 9, 14), "high", "high", "happened", "Een outreachende functie staat open; de selectie leverde niemand op."),
        (date(2024, 1, 18), "medium", "high", "watched", "De functie is ingevuld sinds half december."),
    )),
    ("De loonindex breekt het budget", "financieel verantwoordelijke", "Elk kwartaal de loonkost herrekenen; een herverdeling voorbereiden.", (
        (date(2022, 3, 10), "medium", "high", "open", ""),
        (date(2022, 10, 13), "high", "high", "happened", "Vijf indexeringen in een jaar: de loonkost loopt boven het plan."),
        (date(2024, 2, 15), "high", "medium", "watched", "Met een herverdeling opgevangen; blijven volgen."),
    )),
    ("Spanning tussen de twee sporen", "teamcoördinator", "Banden tussen de sporen blijven algemeen, nooit over een geval.", (
        (date(2022, 6, 2), "medium", "medium", "open", ""),
        (date(2023, 6, 8), "low", "medium", "watched", "Gezamenlijke intervisie werkt."),
    )),
    ("De plekken vallen stil na het contract", "wijkregisseur", "Mede-eigenaars zoeken vanaf het tweede jaar.", (
        (date(2023, 6, 8), "medium", "high", "open", ""),
    )),
)  # fmt: skip
