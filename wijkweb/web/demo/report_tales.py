"""What the demo's team wrote in its reports: invented, as all that is registered in it."""

from __future__ import annotations

from datetime import date

YEARS: dict[int, dict[str, str]] = {
    1: {
        "summary": "Het eerste jaar was een jaar van kennismaken. Het team stond elke week op dezelfde plekken en kreeg stilaan een gezicht. Wie er rondhangt, groet terug.\n\nResultaten meten we nog niet: vertrouwen groeit trager dan een kalender.",
        "promises": "De dertig uur per week halen we nog niet. De ploeg was pas in maart voltallig, en in de zomer was er één medewerker minder. De stuurgroep legde in maart vast wat precies telt: werkuren, over kalenderweken.",
        "street": "We begonnen op twee plekken en eindigden het jaar op zeven. Vroege avonden werken het best. Op woensdagnamiddag staan we er ook voor jongere broers en zussen.",
        "places": "Rabotpark werd in september een gedeelde plek: de buren komen mee koken en de sleutel van de kast ligt bij Buurtwerk.",
        "activities": "Fietsherstel en samen koken trokken het meeste volk. Vorming binnen vier muren werkt niet; op het plein wel.",
        "signals": "Vooral werk en de weg naar diensten komen terug. We noteren drempels, geen verhalen van mensen.",
        "team": "Wie de wijk kent, is goud waard. De voorwaarde om de taal van de gemeenschap te spreken, hield stand bij elke aanwerving.",
        "network": "Buurtwerk en straathoekwerk deden meer dan beloofd. Met de Vlaamse partners bleef het bij een eerste gesprek.",
        "money": "Er werd minder uitgegeven dan gepland, omdat de ploeg later startte. De index stijgt sneller dan voorzien; dat bijten we in 2023.",
        "risks": "Trager vertrouwen dan gehoopt: dat risico kwam uit, en we hadden het voorzien.",
        "meetings": "De stuurgroep kwam vier keer samen en legde de definities van de drie beloften vast.",
        "neighbourhood": "De cijfers van de wijk zijn die van de aanvraag. Nieuwe cijfers komen pas in de zomer.",
        "anchoring": "Van dag één werkt het team samen met wie na het contract blijft. Buurtwerk staat mee op het plein.",
    },
    2: {
        "summary": "Het tweede jaar kwam er ritme in, en meteen ook een tegenslag: vier maanden lang ontbrak een outreachend werker. De plekken bleven open, met minder uren.",
        "promises": "Direct contact bleef onder de dertig uur, door de openstaande functie. De vorming haalde het niet elke maand; in het najaar wel.",
        "street": "In het voorjaar stond er vaak maar één medewerker. Twee is beter: de ene praat, de andere kijkt rond.",
        "places": "Rabotpark kreeg in juni een mede-eigenaar. De andere plekken blijven rustplekken, en dat is ook goed.",
        "activities": "Nederlands op het plein sloeg aan. We maakten er een vaste afspraak van.",
        "signals": "De bus naar de werkplekken en het loket op papier: twee keer hetzelfde signaal, van twee kanten.",
        "team": "Vier maanden zonder outreachend werker. De werving liep via de gemeenschap zelf, en dat duurde, maar het lukte.",
        "network": "Samenlevingsopbouw coachte het team maandelijks. Eén partner kwam zijn belofte niet na; we spraken opnieuw af.",
        "money": "De loonindex brak de begroting van personeel. De stuurgroep verschoof middelen van werking naar personeel, binnen de regels van de oproep.",
        "risks": "De openstaande functie en de index kwamen allebei uit. Voor beide staat er nu een maatregel en een datum.",
        "meetings": "De stuurgroep keurde de verschuiving goed en vroeg het plan voor wat blijft.",
        "neighbourhood": "De werkloosheid onder jongeren daalt iets sneller dan in de stad; of dat aan ons ligt, weten we niet.",
        "anchoring": "Het plan voor wat blijft staat op papier, met een eigenaar per stap.",
    },
    3: {
        "summary": "",
        "promises": "Sinds de ploeg weer voltallig is, stijgen de uren. De zomer blijft een dal.",
        "street": "We staan nu ook op vrijdagavond in het Tolhuispark, samen met de PleinPatrons.",
    },
}  # fmt: skip
LESSONS: tuple[tuple[date, str, str], ...] = (
    (date(2022, 5, 18), "street", "Elke week hetzelfde uur is belangrijker dan veel uren."),
    (date(2022, 11, 9), "activities", "Vorming op het plein lukt, in een zaal niet."),
    (date(2023, 6, 14), "team", "Werf in de gemeenschap zelf, en reken op een half jaar."),
    (date(2023, 10, 4), "network", "Spreek met een partner af wat hij niet doet; dat schept ruimte."),
    (date(2024, 4, 24), "places", "Geef de sleutel uit handen voor je er zelf mee klaar bent."),
    (date(2024, 9, 18), "signals", "Een signaal met een einddatum krijgt een antwoord."),
)  # fmt: skip
FIGURES: tuple[tuple[str, str, int, str], ...] = (
    ("werkloosheidsdruk", "Rabot-Blaisantvest", 2022, "14.6"),
    ("werkloosheidsdruk", "Sluizeken-Tolhuis-Ham", 2022, "13.7"),
    ("werkloosheidsdruk", "Gent", 2022, "8.6"),
    ("werkloosheidsdruk", "Rabot-Blaisantvest", 2023, "14.1"),
    ("werkloosheidsdruk", "Sluizeken-Tolhuis-Ham", 2023, "13.2"),
    ("werkloosheidsdruk", "Gent", 2023, "8.5"),
)  # fmt: skip
FINDINGS: tuple[tuple[str, str], ...] = (
    ("too_early", "Een eerste jaar dient om bekend te raken. De jury wil de uren in het tweede jaar zien stijgen."),
    ("partly", "De vorming begon laat, maar vond de juiste plek."),
    ("kept", "De aanwezigheid op de plekken is regelmatig, en dat is te merken."),
)
WHOLE = (
    "De jury vertrouwt de aanpak. Ze vraagt in het tweede jaar een plan voor wat blijft, en een partner voor elke plek."
)
REPLY = "De stad dankt de jury. Het plan voor wat blijft komt in de eerste stuurgroep van 2023 op tafel."
AGREEMENTS: tuple[tuple[str, str, date, date | None, str], ...] = (
    ("Een plan voor wat blijft, met een eigenaar per stap", "coördinator", date(2023, 6, 30), date(2023, 6, 8), "Goedgekeurd door de stuurgroep."),
    ("Voor elke plek een organisatie die ze mee draagt", "stuurgroep", date(2024, 11, 15), None, ""),
)  # fmt: skip
QUESTION = "Hoe wordt de indexering van de lonen opgevangen zonder dat de werking eronder lijdt?"
OPEN_QUESTION = "Wie draagt het Tolhuispark mee vanaf 2026?"
ANSWER = "Door een verschuiving die de stuurgroep goedkeurde; de pagina over geld toont ze met haar reden."
