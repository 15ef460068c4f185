"""The words that the scan for personal data knows; static/phone/names.js holds the same lists."""

from __future__ import annotations


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


# words after which a capital is a name
CUES = _words(
    "heet heten heette genaamd noemt mevr mevrouw meneer mijnheer dhr mr mw meester juf gezin familie fam broer",
    "zus neef nicht tante oom opa oma buurman buurvrouw vriend vriendin collega naam",
)
# words after which a capital is a house or a people, no person
ARTICLES = _words("de het een den 't vzw")
# words that begin a sentence about somebody and are no name
STARTERS = _words(
    "de het een er hij zij ze we wij ik je jij u men dit dat deze die wie wat waar hier daar niemand iemand",
    "iedereen alles niets jongen jongens meisje meisjes jongere jongeren man vrouw moeder vader mama papa ouder",
    "ouders kind kinderen buur buren gezin familie politie school stad gemeente team groep klant gast vriend",
    "vriendin broer zus zoon dochter oma opa tante oom nicht neef baas huisbaas huurbaas arts dokter huisarts juf",
    "meester tolk coach wijkagent agent sporthal opvang niet ook nu dan toen soms vaak vandaag gisteren morgen",
    "bewoner jeugd mevrouw meneer mijnheer alleen geen veel enkele sommige elke ieder nog al zo wel misschien",
    "sinds tijdens vanaf in op aan bij voor na met zonder door over om als wanneer omdat want maar en of tot",
    "tussen volgens per naar van uit binnen buiten achter naast onder boven",
)
# endings of Dutch nouns
ENDINGS = _words("er ing heid tie schap ster aar ent eur ist kracht dienst huis plein straat werk club")
# what a single person does
VERBS = _words(
    "zei zegt vertelt vertelde vraagt vroeg wil wilde woont woonde heeft had is was komt kwam gaat ging krijgt",
    "kreeg zoekt zocht moet kan kon mag werkt werkte slaapt belt belde durft weet werd zit zat loopt speelt",
)
# first names that are no Dutch words
FIRST_NAMES = _words(
    "ahmed mohamed muhammad ali yusuf youssef ibrahim mustafa mehmet hasan hassan omar bilal hamza emir emre",
    "fatma fatima ayse aisha elif zeynep esra meryem hatice emine khadija samira nadia amina yasmine ivan georgi",
    "dimitar stefan petar nikolay plamen yordan todor maria elena silvia kevin jan piet pieter joris tom lars",
    "noah lucas emma louise sofie sarah ann anja karin jef luc marc dirk wim bart",
)
# beginnings of capitals that are no person: peoples, tongues, towns, channels
STEMS = _words(
    "turks bulgaar slovaak slowaak nederland vlaams vlaand vlaming engels duits marokk arabi afgha ghanes roemeen",
    "roemeens oekra somali albane koerdi spaans europ afrik brussel antwerp kortrijk oostend brugge mechel leuven",
    "hasselt sint- facebook whatsapp instagram snapchat tiktok youtube islam moslim suikerfeest offerfeest",
    "sinterklaas",
)
# capitals that are no person, whole
PLAIN = _words(
    "turk turken roma belg belgen belgië belgisch belgische frans franse fransen arabier arabieren pool poolse",
    "polen pools spanje italië italiaans italiaanse syrië syrisch syriër syriërs ghana gent gents gentse aalst",
    "genk christen christenen christelijk christelijke jood joden joods ramadan kerst kerstmis nieuwjaar pasen",
    "carnaval google teams maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart",
    "april mei juni juli augustus september oktober november december",
)
# what is counted after a street: no house number
COUNTS = _words("keer uur man maal min minuten meter procent euro personen jeugd x")
# words that stand after a house number
BESIDE = _words(
    "boven beneden binnen buiten tegen tussen langs sinds samen alleen toen maanden weken dagen jaren naast",
)
# months
MONTHS = _words("januari februari maart april mei juni juli augustus september oktober november december")
# what a street ends with
STREETS = _words(
    "straat straatje laan steenweg dreef kaai lei steeg baan singel vest weg plein park hof dok gracht markt",
)
# where people have a handle
SOCIAL = _words("insta instagram snap snapchat tiktok facebook fb telegram discord")
