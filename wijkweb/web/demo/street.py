"""The demo's contract in its third year: good months and bad, made by a seeded generator through the verbs of the app.

The places are real streets and squares of the two neighbourhoods; whatever happened there is invented.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from wijkweb.commons.access import Role
from wijkweb.commons.models import Case, Person
from wijkweb.contract.actions.contracts import begin_contract
from wijkweb.contract.actions.definitions import add_definition
from wijkweb.contract.actions.parts import add_part
from wijkweb.contract.actions.team import bring_in
from wijkweb.contract.models import Closure, Contract, Indicator, Member
from wijkweb.field.actions.activities import add_activities
from wijkweb.field.actions.places import add_co_owner, add_place, move_phase
from wijkweb.field.actions.purge import purge
from wijkweb.field.actions.register import Arrived, register
from wijkweb.field.actions.signals import add_signal, answer_signal, raise_signal, tell_back
from wijkweb.field.models import Activity, Place
from wijkweb.web.demo.ids import id_of
from wijkweb.web.demo.network import load_network

ZONE = ZoneInfo("Europe/Brussels")
START, END, TODAY = date(2022, 1, 1), date(2025, 12, 31), date(2024, 11, 20)
SEED = 9_000
LEAD, JORIS, PETYA = "leyla@gent.example", "joris@gent.example", "petya@gent.example"
TRACKS = ("Rust voor jongeren", "Samen leven")
PLACES = (
    ("Rabotpark", "point", "51.06180", "3.71370", 8),
    ("Tolhuispark", "hangout", "51.06390", "3.72060", 8),
    ("Witte Kaproenenpark", "hangout", "51.06480", "3.71640", 6),
    ("Sint-Jozefplein", "point", "51.06560", "3.71290", 4),
    ("Maria-Goretti", "point", "51.06690", "3.71700", 4),
    ("Wondelgemstraat", "hangout", "51.06330", "3.71110", 6),
    ("Sluizekenskaai", "hangout", "51.06040", "3.72530", 4),
)
SIGNALS = (
    ("work", "city", "Geen bus naar de werkplekken voor zes uur.", date(2024, 2, 6), True),
    ("public_space", "city", "De verlichting in het park is al maanden stuk.", date(2024, 5, 14), True),
    (
        "school",
        "flanders",
        "Wie vrij verkeer heeft, krijgt geen cursus Nederlands zonder werk.",
        date(2024, 6, 3),
        False,
    ),
    ("services", "city", "Het loket geeft alleen uitleg op papier, in moeilijk Nederlands.", date(2024, 9, 10), False),
    ("home", "team", "Gezinnen zonder adres raken niet in de sportclub.", date(2024, 10, 22), False),
)


def load_street(*, case: Case, people: dict[str, Person], now: datetime) -> Contract:
    """The contract of a dossier, with its team and almost three years of work; then what is over its time goes."""
    lead, by = people[LEAD], people["noor@gent.example"]
    contract = begin_contract(case=case, start=START, end=END, tracks=TRACKS, by=by, now=_at(START))
    for email, role in ((LEAD, Role.TEAMLEAD), (JORIS, Role.WORKER), (PETYA, Role.WORKER)):
        bring_in(contract=contract, email=email, role=role, by=by, now=_at(START))
    Member.objects.filter(contract=contract).update(start=START)
    load_network(contract=contract, people=people)
    _promises(contract, lead)
    places = [_place(contract, row, lead) for row in PLACES]
    chance = random.Random(SEED)  # noqa: S311  the same story at each start
    for person in (people[JORIS], people[PETYA]):
        _work(contract, person, places, chance)
    _left_to_look_at(contract, people[JORIS], places[0], chance)
    _activities(contract, places, lead, chance)
    _signals(contract, people[JORIS], lead)
    Contract.objects.filter(pk=contract.pk).update(stands_on=TODAY)  # until here each thing came in on its own day
    purge(now=now)
    return contract


def _at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def _promises(contract: Contract, by: Person) -> None:
    """What the steering group fixed in its second meeting, and one more promise of the application."""
    hours, training = Indicator.objects.filter(contract=contract).order_by("position")[:2]
    visits = add_part(
        contract=contract, model=Indicator, public_id="pleisterplek", by=by, now=_at(START),
        values={"key": "plekken", "title": "Regelmatig op de plekken", "source": "Het team is regelmatig aanwezig op de pleisterplekken.", "position": 3},
    )  # fmt: skip
    decided = {"valid_from": START, "decided_number": "SG 2022/2.1", "decided_on": date(2022, 3, 10), "upper": None}
    for indicator, values in (
        (hours, {"fact": "contacts", "measure": "worker_minutes", "kind": "direct", "group": "young", "track": "", "per": "week", "denominator": "calendar", "op": "at_least", "target": Decimal(30), "window": "rolling_13"}),
        (training, {"fact": "activities", "measure": "count", "kind": "training", "group": "", "track": "", "per": "month", "denominator": "calendar", "op": "at_least", "target": Decimal(1), "window": "contract_year"}),
        (visits, {"fact": "visits", "measure": "months_with", "kind": "", "group": "", "track": "", "per": "place_month", "denominator": "calendar", "op": "at_least", "target": Decimal(80), "window": "rolling_13"}),
    ):  # fmt: skip
        given: dict[str, Any] = {**values, **decided, "min_coverage": Decimal("0.80")}
        add_definition(indicator=indicator, version=1, values=given, by=by, now=_at(date(2022, 3, 10)))
    for monday, number, decided_on in (
        (date(2022, 12, 26), "SG 2022/5.1", date(2022, 12, 8)),
        (date(2023, 12, 25), "SG 2023/4.1", date(2023, 12, 7)),
        (date(2024, 7, 22), "SG 2024/2.1", date(2024, 6, 6)),
    ):
        add_part(
            contract=contract, model=Closure, public_id=f"sluit{monday:%Y%m%d}"[:12].ljust(12, "2"), by=by, now=_at(monday),
            values={"monday": monday, "reason": "Sluiting van de stadsdiensten", "decided_number": number, "decided_on": decided_on},
        )  # fmt: skip


def _place(contract: Contract, row: tuple[str, str, str, str, int], by: Person) -> Place:
    name, kind, latitude, longitude, rhythm = row
    values = {
        "name": name, "kind": kind, "rhythm": rhythm, "opened_on": START, "functions": "",
        "latitude": Decimal(latitude), "longitude": Decimal(longitude),
    }  # fmt: skip
    place = add_place(contract=contract, public_id=id_of(f"place {name}"), values=values, by=by, now=_at(START))
    if name == "Rabotpark":
        for phase, since in (
            ("shared", date(2022, 9, 12)),
            ("co_owned", date(2023, 6, 5)),
            ("lasting", date(2024, 9, 2)),
        ):
            place.refresh_from_db()
            if phase == "co_owned":
                add_co_owner(place=place, name="Buurtwerk", since=since, by=by, now=_at(since))
                place.refresh_from_db()
            move_phase(
                place=place, token=place.token, phase=phase, since=since, reason="Bewoners en buurtwerk dragen de plek mee.",
                by=by, now=_at(since),
            )  # fmt: skip
    return place


def _work(contract: Contract, person: Person, places: list[Place], chance: random.Random) -> None:
    """Week by week: a slow first half year, a vacancy in the autumn of 2023, good months since."""
    monday = date(2022, 1, 10)
    while monday <= TODAY:
        items = list(_week(person, monday, places, chance))
        for first in range(0, len(items), 50):
            register(
                contract=contract, maker=person, items=items[first : first + 50], now=_at(monday + timedelta(days=6))
            )
        monday += timedelta(days=7)


def _week(person: Person, monday: date, places: list[Place], chance: random.Random) -> Iterator[Arrived]:
    away = person.email == PETYA and date(2023, 9, 4) <= monday <= date(2023, 12, 18)  # the vacancy
    if away:
        return
    if monday in (date(2024, 7, 22), date(2023, 12, 25), date(2022, 12, 26)):
        yield _item(chance, {"v": 1, "what": "nothing", "monday": monday.isoformat(), "reason": "leave"})
        return
    for day, hour in ((1, 17), (2, 15), (3, 18), (4, 16), (5, 14)):
        on = monday + timedelta(days=day)
        if on > TODAY or chance.random() < (0.45 if monday < date(2022, 7, 1) else 0.15):
            continue
        for _ in range(chance.choice((1, 2, 2, 3))):
            yield _item(chance, _contact(on, hour, chance.choice(places), chance))


def _item(chance: random.Random, data: dict[str, Any]) -> Arrived:
    return Arrived(str(uuid.UUID(int=chance.getrandbits(128), version=4)), data)


def _contact(day: date, hour: int, place: Place, chance: random.Random) -> dict[str, Any]:
    direct = chance.random() < 0.8
    found = {
        "v": 1, "kind": "direct" if direct else chance.choice(("presence", "attempt")), "place": place.public_id,
        "track": chance.choice(("rust_voor_jongeren", "rust_voor_jongeren", "samen_leven")),
        "group": chance.choice(("young", "young", "young", "parents", "residents")), "date": day.isoformat(),
        "part": "evening" if hour >= 18 else "afternoon", "minutes": chance.choice((60, 90, 120, 150)),
        "workers": chance.choice((1, 2, 2)),
    }  # fmt: skip
    if direct:
        found |= {"heads": chance.choice(("1", "2", "3-5", "3-5", "6-10")), "again": chance.random() < 0.7}
        found |= {
            "themes": sorted(chance.sample(("work", "school", "leisure", "home", "money"), chance.choice((0, 1, 2))))
        }
    return found


def _left_to_look_at(contract: Contract, person: Person, place: Place, chance: random.Random) -> None:
    """A place that a phone proposed, and a contact with a theme that the server does not know."""
    unknown = _contact(TODAY, 16, place, chance) | {"themes": ["fietsen"]}
    proposed = {"v": 1, "what": "place", "name": "Bank aan de kerk", "date": TODAY.isoformat()}
    items = [_item(chance, data) for data in (proposed, unknown)]
    register(contract=contract, maker=person, items=items, now=_at(TODAY))


def _activities(contract: Contract, places: list[Place], by: Person, chance: random.Random) -> None:
    for number in range(36):
        day = date(2022 + number // 12, number % 12 + 1, 15)
        kind, title = chance.choice(
            (("training", "Fietsherstel"), ("training", "Nederlands op het plein"), ("daytime", "Samen koken"), ("volunteering", "Park schoonmaken"))
        )  # fmt: skip
        past = day <= TODAY
        values = {
            "title": title, "kind": kind, "place": chance.choice(places), "track": None,
            "starts_at": _at(day, 14), "ends_at": _at(day, 16), "partners": "Buurtwerk",
            "status": Activity.Status.HELD if past and number != 20 else Activity.Status.CANCELLED if number == 20 else Activity.Status.PLANNED,
            "why_cancelled": "De begeleider was ziek." if number == 20 else "", "head_band": chance.choice(("3-5", "6-10", "10+")) if past and number != 20 else "",
            "returns": "chores" if kind == "volunteering" else "",
        }  # fmt: skip
        public_id = id_of(f"activity {number}")
        add_activities(contract=contract, public_id=public_id, values=values, weeks=1, by=by, now=_at(day))


def _signals(contract: Contract, maker: Person, lead: Person) -> None:
    for number, (theme, level, text, day, answered) in enumerate(SIGNALS):
        values = {"theme": contract.codes.get(list="theme", key=theme), "text": text, "date": day}
        signal = add_signal(
            contract=contract, public_id=id_of(f"signal {number}"), values=values, by=maker, now=_at(day)
        )
        for up in {"team": (), "city": ("city",), "flanders": ("city", "flanders")}[level]:
            signal = raise_signal(
                signal=signal, token=signal.token, level=up, owner="Dienst Mobiliteit" if up == "city" else "Agentschap Integratie en Inburgering",
                due=day + timedelta(days=60), reason="Het team kan dit niet alleen.", by=lead, now=_at(day + timedelta(days=2)),
            )  # fmt: skip
        if answered:
            on = day + timedelta(days=40)
            signal = answer_signal(
                signal=signal, token=signal.token, answer="De dienst past het aan.", on=on, by=lead, now=_at(on)
            )
            tell_back(
                signal=signal,
                token=signal.token,
                on=on + timedelta(days=3),
                reason="",
                by=lead,
                now=_at(on + timedelta(days=3)),
            )
