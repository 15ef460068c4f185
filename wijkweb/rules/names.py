"""Personal data in a short text: found before it is kept. The same rules run on the phone (phone/.../names.js).

Hard kinds are certain enough to stop a text; a possible name is only pointed at. A name without a capital, and a name
that is a common word at the start of a sentence, are not found: the page says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

HARD = ("number", "phone", "mail", "iban", "handle", "address", "birth")


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of a text, from `start` to before `end`, in characters: what it may be, and whether it stops the text."""

    kind: str
    start: int
    end: int
    hard: bool


_NUMBER = re.compile(r"(?<!\d)\d{2}[ .]?\d{2}[ .]?\d{2}[ .-]{0,3}\d{3}[ .-]{0,3}\d{2}(?!\d)")
_PHONE = re.compile(
    r"(?<![\d+])(?<!\d[ .-])(?:(?:\+|00)[1-9]\d[ ./]?(?:\(0\))?[ ./]?\d(?:[ ./-]?\d){6,9}|0[1-9](?:[ ./-]?\d){7,8})(?!\d)"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_IBAN = re.compile(r"(?<!\w)[A-Za-z]{2}\d{2}(?:[ .-]?[A-Za-z0-9]{4}){2,7}(?:[ .-]?[A-Za-z0-9]{1,3})?(?!\w)")
_HANDLE = re.compile(r"(?<![\w.])@[A-Za-z_][\w.]{2,}")
_ADDRESS = re.compile(
    r"(?<!\w)[A-Z][\w'-]*(?:straat|laan|plein|weg|steenweg|dreef|kaai|lei|dijk|baan|hof|park|singel|vest|markt|gang)"
    r"(?: nr\.?)? \d{1,4}(?: ?[A-Za-z](?!\w))?"
)
_BIRTH = re.compile(
    r"(?<!\w)(?:geboren|geb\.?|°|born)(?: (?:op|in|te|on))? ?(?:\d{1,2}[ ./-]\d{1,2}[ ./-]\d{2,4}|\d{1,2} [a-z]+ \d{4}|\d{4})"
)
_CUE = re.compile(
    r"(?<!\w)(?:[Hh]eet|[Nn]oemt zich|[Nn]aam is|[Nn]aam:|[Mm]evr\.?|[Mm]evrouw|[Mm]eneer|[Mm]ijnheer|[Dd]hr\.?|[Jj]uf|[Mm]eester|"
    r"[Gg]ebeld met|[Gg]esproken met|[Vv]riend|[Bb]roer|[Zz]us|[Nn]eef|[Nn]icht|[Zz]oon|[Dd]ochter|[Mm]oeder|[Vv]ader|[Ff]amilie)"
    r" (?:van )?(?P<name>[A-ZÀ-ÖØ-Þ][\w'’-]+(?: (?:[Vv]an |[Dd]e |[Dd]er |[Dd]en |[Ee]l |[Bb]en )*[A-ZÀ-ÖØ-Þ][\w'’-]+)*)"
)
_CAPITAL = re.compile(
    r"(?<![\w@.])[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ'’-]+(?: (?:(?:[Vv]an|[Dd]e|[Dd]er|[Dd]en|[Ee]l|[Bb]en) )*[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ'’-]+)*(?!\w)"
)
_START = re.compile(r"(?:^|[.!?:;]\s+|\n\s*|[\"“(]\s*|- )$")
_DOES = re.compile(r"^ (?:wil|heeft|zegt|vraagt|kwam|woont|belde|zoekt|durft|kreeg|vertelt|weet|slaapt|huilt|lacht) ")
_COMMON_WORDS = (
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april mei juni juli augustus "
    "september oktober november december ramadan kerst pasen suikerfeest offerfeest vlaanderen vlaams vlaamse belgië "
    "belgisch belgische brussel gent gents gentse antwerpen europa europees bulgarije bulgaars bulgaarse bulgaren turkije "
    "turks turkse turken roma slowaaks slowaakse nederlands nederlandse frans franse engels engelse arabisch arabische "
    "marokko marokkaans marokkaanse vdab ocmw cpas clb ckg caw wzc facebook instagram tiktok whatsapp snapchat google "
    "excel word teams corona covid lijn nmbs stad wijk vda vzw jong straathoekwerk samenlevingsopbouw"
)
_STARTER_WORDS = (
    "de het een er dit dat deze die veel weinig geen niet nu vandaag gisteren morgen jongeren ouders buren bewoners "
    "kinderen iedereen niemand iemand wie wat waar wanneer hoe waarom we wij ze zij hij ik jullie men als na voor door "
    "met zonder tijdens bij in op aan uit over onder tussen ook maar want toch weer nog alles alle enkele sommige "
    "meisjes jongens vrouwen mannen groep school werk plein park speelplein buurt straat politie"
)
_COMMON, _STARTERS = frozenset(_COMMON_WORDS.split()), frozenset(_STARTER_WORDS.split())


def scan(text: str, vocabulary: Iterable[str] = ()) -> tuple[Found, ...]:
    """What in a text may be personal data, in its order; `vocabulary` are names of places and partners."""
    taken: list[Found] = []
    known = {word for name in vocabulary for word in re.findall(r"\w+", name.lower())}
    for kind, start, end in _hard(text, known):
        _take(taken, Found(kind, start, end, True))
    for start, end in _names(text, known):
        _take(taken, Found("name", start, end, False))
    return tuple(sorted(taken, key=lambda found: found.start))


def masked(text: str, vocabulary: Iterable[str] = ()) -> str:
    """The text with each possible name replaced by [naam]."""
    for found in reversed(scan(text, vocabulary)):
        if not found.hard:
            text = f"{text[: found.start]}[naam]{text[found.end :]}"
    return text


def _take(taken: list[Found], found: Found) -> None:
    if all(found.end <= other.start or found.start >= other.end for other in taken):
        taken.append(found)


def _hard(text: str, known: set[str]) -> Iterable[tuple[str, int, int]]:
    for match in _IBAN.finditer(text):
        if size := _iban(match[0]):
            yield "iban", match.start(), match.start() + size
    for kind, pattern in (
        ("mail", _MAIL),
        ("number", _NUMBER),
        ("birth", _BIRTH),
        ("phone", _PHONE),
        ("handle", _HANDLE),
        ("address", _ADDRESS),
    ):
        for match in pattern.finditer(text):
            if kind == "number" and not _is_number(match[0]):
                continue
            if kind == "address" and _all_known(match[0].split(" ")[0], known):
                continue  # a place of the contract, with a number of something else behind it
            yield kind, match.start(), match.end()


def _is_number(text: str) -> bool:
    """National register number or bis number: 97 less the remainder of the first nine, from 2000 with a 2 in front."""
    digits = re.sub(r"\D", "", text)
    first, check = digits[:9], int(digits[9:])
    return len(digits) == 11 and check in (97 - int(first) % 97, 97 - int("2" + first) % 97)


def _iban(text: str) -> int:
    """How much of a text is an account number: words behind it may look like a part of it. 0 when nothing is."""
    while len(text) >= 15:
        plain = re.sub(r"[ .-]", "", text).upper()
        if int("".join(str(int(letter, 36)) for letter in plain[4:] + plain[:4])) % 97 == 1:
            return len(text)
        cut = max(text.rfind(mark) for mark in " .-")
        text = text[: max(cut, 0)]
    return 0


def _names(text: str, known: set[str]) -> Iterable[tuple[int, int]]:
    for match in _CUE.finditer(text):
        if not _all_known(match["name"], known):
            yield match.start("name"), match.end("name")
    for match in _CAPITAL.finditer(text):
        start, end = match.span()
        if _START.search(text[:start]):
            first = match[0].split(" ")[0]
            alone = first == match[0]
            if alone and (first.lower() in _STARTERS or not _DOES.match(text[end:])):
                continue
            if not alone and (first.lower() in _STARTERS or _all_known(match[0][len(first) :], known)):
                start += len(first) + 1
        if not _all_known(text[start:end], known):
            yield start, end


def _all_known(name: str, known: set[str]) -> bool:
    words = [
        word for word in re.findall(r"[\w]+", name.lower()) if word not in ("van", "de", "der", "den", "el", "ben")
    ]
    return all(word in known or word in _COMMON for word in words)
