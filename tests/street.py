"""A contract on the street for tests: a team, places, items as a phone sends them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

STREET_NOW = datetime(2022, 3, 16, 20, 30, tzinfo=UTC)  # a Wednesday evening in the contract's first year


@dataclass(frozen=True)
class Street:
    """A contract that runs, and who works in it."""

    contract: Any
    lead: Any
    worker: Any
    place: Any
    park: Any


def street(city: Any, mark: str = "Wijk") -> Street:
    """Begins a contract by hand, with a team of two and two places."""
    from wijkweb.commons.access import Role
    from wijkweb.commons.actions.people import give_role
    from wijkweb.commons.models import Person
    from wijkweb.contract.actions.contracts import begin_by_hand
    from wijkweb.contract.models import Member
    from wijkweb.field.models import Place

    def person(name: str) -> Any:
        number = Person.objects.count()
        return Person.objects.create(email=f"{name}-{number}@example.org", name=f"{mark} {name}", joined_at=STREET_NOW)

    lead, worker = person("lead"), person("worker")
    contract = begin_by_hand(
        municipality=city, title=f"{mark} in de wijk", start=date(2022, 1, 1), end=date(2025, 12, 31),
        tracks=("Jongeren in rust", "Samen wonen"), by=lead, now=STREET_NOW,
    )  # fmt: skip
    for who, role in ((lead, Role.TEAMLEAD), (worker, Role.WORKER)):
        give_role(person=who, role=role, organisation=None, case=contract.case, by=None, now=STREET_NOW)
        Member.objects.create(contract=contract, person=who, lead=who is lead, start=contract.start)
    place = Place.objects.create(contract=contract, name=f"{mark} plein", kind="hangout", opened_on=contract.start)
    park = Place.objects.create(contract=contract, name=f"{mark} park", kind="point", opened_on=contract.start)
    return Street(contract, lead, worker, place, park)


def new_id() -> str:
    return str(uuid.uuid4())


def contact(place: Any, **changes: Any) -> dict[str, Any]:
    """A contact as a phone sends it."""
    return {
        "v": 1, "kind": "direct", "place": getattr(place, "public_id", place), "track": "jongeren_in_rust",
        "group": "young", "date": "2022-03-15", "part": "evening", "minutes": 30, "heads": "3-5",
    } | changes  # fmt: skip


def send(on: Street, *items: tuple[str, object], maker: Any = None, now: datetime = STREET_NOW) -> list[str]:
    """Registers items and returns "verdict code" of each."""
    from wijkweb.field.actions.register import Arrived, register

    arrived = [Arrived(id, data) for id, data in items]
    answers = register(contract=on.contract, maker=maker or on.worker, items=arrived, now=now)
    return [f"{answer.verdict} {answer.code}".strip() for answer in answers]


def hours(on: Street) -> tuple[int, int, int]:
    """Contact minutes, worker minutes and contacts of all cells."""
    from wijkweb.field.models import HoursCell

    cells = HoursCell.objects.filter(contract=on.contract)
    return (
        sum(cell.contact_minutes for cell in cells),
        sum(cell.worker_minutes for cell in cells),
        sum(cell.contacts for cell in cells),
    )


def street_parts(case: Any, by: Any, mark: str) -> dict[str, str]:
    """Makes a contract on a case with one of everything, each carrying a mark; ids by the names of access.toml."""
    from datetime import timedelta

    from wijkweb.contract.actions.contracts import begin_contract
    from wijkweb.contract.models import Closure, Code, Indicator, Member, TeamFunction
    from wijkweb.field.models import Activity, Device, HeldItem, Place, Signal

    contract = begin_contract(
        case=case, start=date(2022, 1, 1), end=date(2025, 12, 31), tracks=(f"{mark} spoor",), by=by, now=STREET_NOW
    )
    function = TeamFunction.objects.create(
        contract=contract, title=f"{mark} functie", vte=1, start=contract.start, end=contract.end
    )
    member = Member.objects.create(contract=contract, person=by, function=function, start=contract.start)
    indicator = Indicator.objects.create(contract=contract, key="uren", title=f"{mark} uren", source=mark)
    closure = Closure.objects.create(
        contract=contract,
        monday=date(2022, 4, 4),
        reason=f"{mark} verlof",
        decided_number="1",
        decided_on=contract.start,
    )
    place = Place.objects.create(contract=contract, name=f"{mark} plein", opened_on=contract.start)
    activity = Activity.objects.create(
        contract=contract, title=f"{mark} vorming", kind="training", starts_at=STREET_NOW,
        ends_at=STREET_NOW + timedelta(hours=2),
    )  # fmt: skip
    theme = Code.objects.get(contract=contract, list="theme", key="work")
    signal = Signal.objects.create(
        contract=contract, maker=by, theme=theme, level="city", text=f"{mark} drempel", date=contract.start
    )
    device = Device.objects.create(contract=contract, person=by, label=f"{mark} toestel", made_on=contract.start)
    held = HeldItem.objects.create(
        contract=contract,
        client_id=new_id(),
        maker=by,
        reason="revoked",
        payload=f'"{mark}"',
        arrived_on=contract.start,
    )
    from wijkweb.commons.access import Role
    from wijkweb.commons.actions.people import invite

    link, _ = invite(email="straks@example.org", role=Role.WORKER, organisation=None, case=case, by=by, now=STREET_NOW)
    on = Street(contract, by, by, place, place)
    seen = new_id()
    send(on, (seen, contact(place, track=contract.codes.get(list="track", number=1).key)))
    made = {
        "function": function, "member": member, "indicator": indicator, "place": place, "activity": activity,
        "signal": signal, "device": device, "closure": closure,
    }  # fmt: skip
    ids = {"held": str(held.client_id), "contact": seen, "colleague": by.public_id, "team_link": link.secret_hash[:12]}
    made |= running_parts(contract, function, by, mark)
    from tests.contract.money import money_parts

    ids |= money_parts(contract, by, mark)
    return {**ids, **{name: part.public_id for name, part in made.items()}}


def running_parts(contract: Any, function: Any, by: Any, mark: str) -> dict[str, Any]:
    """One of everything that a contract in operation has beside its field work; by the names of access.toml."""
    from wijkweb.commons import files
    from wijkweb.commons.models import StoredFile
    from wijkweb.contract import models as m
    from wijkweb.contract.actions.risks import add_risk

    paper = StoredFile.objects.create(
        case=contract.case, name=f"{mark}.pdf", media_type="application/pdf", size=len(mark),
        sha256=files.store(f"{mark} besluit".encode()), added_at=STREET_NOW, added_by=by,
    )  # fmt: skip
    m.Award.objects.create(
        contract=contract, number=f"{mark} 1", decided_on=date(2021, 12, 22), amount=1000, paper=paper,
        marked_at=STREET_NOW, marked_by=by,
    )  # fmt: skip
    day: dict[str, Any] = {"contract": contract}
    partner = m.Partner.objects.create(**day, name=f"{mark} netwerkpartner", level="field")
    risk = {
        "title": f"{mark} risico",
        "chance": "low",
        "effect": "high",
        "owner": "",
        "measure": mark,
        "review_on": None,
    }
    return {
        "amendment": m.Amendment.objects.create(
            **day, subject="other", text=mark, decided_number=f"{mark} 2", decided_on=contract.start, paper=paper
        ),
        "vacancy": m.Vacancy.objects.create(**day, function=function, vte=1, start=contract.start, reason=mark),
        "condition": m.Condition.objects.create(**day, text=f"{mark} taal", source=mark),
        "session": m.Session.objects.create(**day, kind="coaching", title=mark, day=contract.start, hours=2),
        "support": m.SupportPromise.objects.create(**day, kind="coaching", per_year=6, source=mark),
        "network_partner": partner,
        "engagement": m.Engagement.objects.create(**day, partner=partner, task=mark, state="agreed"),
        "partner_contact": m.PartnerContact.objects.create(
            **day, partner=partner, day=contract.start, kind="call", about=mark
        ),
        "partner_year": m.PartnerYear.objects.create(**day, partner=partner, year=2022, kept="not_kept", reason=mark),
        "policy_request": m.PolicyRequest.objects.create(**day, kind="rule", text=mark, government=mark),
        "recommendation": m.Recommendation.objects.create(**day, text=mark, government=mark),
        "contract_risk": add_risk(contract=contract, public_id=new_id()[:12], values=risk, by=by, now=STREET_NOW),
    }
