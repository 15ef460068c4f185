"""The demo's contract beside the street: its award, its team, its network, its risks.

The organisations are those that the dossier names; what they did, said and decided here is invented.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from wijkweb.commons.models import Person
from wijkweb.contract.actions.amendments import add_amendment, change_partner
from wijkweb.contract.actions.award import Granted, mark_award
from wijkweb.contract.actions.parts import add_part, change_part
from wijkweb.contract.actions.risks import add_risk, assess_risk
from wijkweb.contract.actions.team import change_member
from wijkweb.contract.models import (
    Condition,
    Contract,
    ContractPart,
    Engagement,
    Member,
    Partner,
    PartnerContact,
    PartnerYear,
    PolicyRequest,
    Recommendation,
    Risk,
    Session,
    SupportPromise,
    TeamFunction,
    Vacancy,
)
from wijkweb.dossier.actions.annexes import Upload
from wijkweb.web.demo.ids import id_of
from wijkweb.web.demo.network_rows import (
    CONDITIONS,
    CONTACTS,
    NOT_KEPT,
    PARTNERS,
    PROMISED,
    RECOMMENDATION,
    REQUESTS,
    RISKS,
    SESSIONS,
    UP_FOR_REVIEW,
)

ZONE = ZoneInfo("Europe/Brussels")
AWARDED = date(2021, 12, 22)
PAPER = "Voorbeeld: toekenning van een subsidie van 799.494 euro aan het contract WEB, 22 december 2021.\n"
# who has which function, by words of its title
TEAM = {"leyla@gent.example": "coördinator", "joris@gent.example": "cohesie", "petya@gent.example": "outreach"}
STEP = ("Samen de planning van het kwartaal maken", date(2024, 12, 12))
AWAY = (date(2023, 9, 4), date(2023, 12, 18))


def load_network(*, contract: Contract, people: dict[str, Person]) -> None:
    """The award first; then everything on its own day."""
    by = people["noor@gent.example"]
    granted = Granted(AWARDED, Decimal("799494.00"), "Voorbeeld MB 2021/12", Upload("toekenning.txt", PAPER.encode()))
    mark_award(contract=contract, granted=granted, by=by, now=at(contract.start))
    _team(contract, people, by)
    _partners(contract, by)
    _amended(contract, by)
    _asked(contract, by)
    _risks(contract, by)


def at(day: date) -> datetime:
    """Noon of a day."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=ZONE)


def _add(contract: Contract, model: type[Any], key: str, by: Person, on: date, **values: Any) -> Any:
    return add_part(contract=contract, model=model, public_id=_id(key), values=values, by=by, now=at(on))


def _change(part: ContractPart, by: Person, on: date, **values: Any) -> None:
    part.refresh_from_db()
    change_part(part=part, token=part.token, values=values, by=by, now=at(on))


def _id(words: str) -> str:
    return id_of(f"network {words}")


def _team(contract: Contract, people: dict[str, Person], by: Person) -> None:
    functions = {one.title: one for one in TeamFunction.objects.filter(contract=contract)}
    for email, words in TEAM.items():
        member = Member.objects.get(contract=contract, person=people[email])
        function = next(one for title, one in functions.items() if words in title)
        given: dict[str, Any] = {"token": member.token, "values": {"function": function, "vte": None}}
        change_member(contract=contract, person=member.person, by=by, now=at(contract.start), **given)
    away = next(one for title, one in functions.items() if "outreach" in title)
    _add(
        contract, Vacancy, "vacature", by, AWAY[0], function=away, vte=away.vte, start=AWAY[0], end=AWAY[1],
        reason="De medewerker koos voor ander werk; twee selecties leverden niemand op die Bulgaars spreekt.",
        measure="De vacature ging rond bij zelforganisaties; een collega hield in november het spreekuur open.",
    )  # fmt: skip
    for text, source, met, how, since in CONDITIONS:
        _add(
            contract, Condition, text, by, contract.start, function=away, text=text, source=source, met=met, how=how,
            since=since,
        )  # fmt: skip
    for kind, per_year in PROMISED:
        _add(
            contract, SupportPromise, kind, by, contract.start, kind=kind, per_year=per_year,
            source="Vorming, intervisie en coaching van het team door de stad.",
        )  # fmt: skip
    for kind, title, day, hours, given_by, state, reason, learned in SESSIONS:
        _add(
            contract, Session, f"{kind} {day}", by, min(day, date(2024, 11, 4)), kind=kind, title=title, day=day,
            hours=Decimal(hours), given_by=given_by, state=state, reason=reason, learned=learned,
        )  # fmt: skip


def _partners(contract: Contract, by: Person) -> None:
    tracks = {code.key: code for code in contract.codes.filter(list="track")}
    for name, level, role, function, task, track, state, since in PARTNERS:
        partner = Partner.objects.filter(contract=contract, name=name).first()
        point = {"contact_function": function, "contact_email": f"{_address(name)}@partners.example"}
        if partner is None:
            partner = _add(
                contract, Partner, name, by, since, name=name, level=level, role=role, since=since, **point
            )  # fmt: skip
        else:
            _change(partner, by, since, level=level, **point)
        _add(
            contract, Engagement, f"{name} {task}", by, since, partner=partner, task=task, track=tracks.get(track),
            state=state, start=since, end=None, source="Overleg met de partner",
        )  # fmt: skip
        for year in (2022, 2023):
            kept, reason = NOT_KEPT.get((name, year), ("kept", ""))
            if since.year <= year:
                _add(
                    contract, PartnerYear, f"{name} {year}", by, date(year + 1, 1, 20), partner=partner, year=year,
                    kept=kept, reason=reason,
                )  # fmt: skip
        for number, (kind, about) in enumerate(CONTACTS):
            day = date(since.year + number // 3, 2 + 4 * (number % 3), 3 + (number * 5 + len(name)) % 24)
            if since <= day <= date(2024, 11, 18):
                step = STEP if number % 3 == 2 else ("", None)
                _add(
                    contract, PartnerContact, f"{name} {day}", by, day, partner=partner, day=day, kind=kind,
                    spoke_with=function, about=about, next_step=step[0], next_on=step[1],
                )  # fmt: skip


def _address(name: str) -> str:
    return "".join(sign for sign in name.lower() if sign.isascii() and sign.isalnum())


def _amended(contract: Contract, by: Person) -> None:
    """A partner of the baseline leaves, by a decision of the steering group."""
    on = date(2023, 12, 14)
    values = {
        "subject": "partners", "decided_number": "SG 2023/4.2", "decided_on": on,
        "start_since": None, "end_since": None,
        "text": "Samenlevingsopbouw stopt met de coaching. De dienst Outreachend Werken neemt ze over.",
    }  # fmt: skip
    amendment = add_amendment(
        contract=contract, public_id=_id("addendum"), values=values, upload=None, by=by, now=at(on)
    )
    partner = Partner.objects.get(contract=contract, name="Samenlevingsopbouw")
    left = {"left_on": date(2023, 12, 31), "amendment": amendment}
    change_partner(part=partner, token=partner.token, values=left, by=by, now=at(on))


def _asked(contract: Contract, by: Person) -> None:
    """The request of the baseline is overdue, another one was granted, one is still to ask."""
    first = PolicyRequest.objects.filter(contract=contract).order_by("pk")[0]
    _change(
        first, by, date(2024, 4, 18), to_whom="Agentschap Integratie en Inburgering", state="asked",
        asked_on=date(2024, 4, 18), due=date(2024, 9, 1),
    )  # fmt: skip
    for values in REQUESTS:
        _add(contract, PolicyRequest, values["text"], by, values["asked_on"] or date(2024, 10, 1), **values)
    _add(contract, Recommendation, "aanbeveling", by, date(2024, 3, 14), **RECOMMENDATION)


def _risks(contract: Contract, by: Person) -> None:
    for title, owner, measure, history in RISKS:
        risk = Risk.objects.filter(contract=contract, title__startswith=title).first()
        if risk is None:
            day, chance, effect, _, _ = history[0]
            values = {"title": title, "owner": owner, "measure": measure, "chance": chance, "effect": effect}
            given: dict[str, Any] = {"public_id": _id(title), "values": values | {"review_on": None}}
            risk = add_risk(contract=contract, by=by, now=at(day), **given)
        for day, chance, effect, state, note in history:
            risk = assess_risk(
                risk=risk, token=risk.token, on=day, chance=chance, effect=effect, state=state, note=note,
                review_on=UP_FOR_REVIEW.get(title, date(2025, 2, 13)), by=by, now=at(day),
            )  # fmt: skip
