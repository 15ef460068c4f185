"""The money of the demo's contract: a plan from the dossier, wages that rise, small invoices of invented suppliers.

A seeded generator through the verbs of the app; whoever is paid here does not exist.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from wijkweb.commons.ids import public_id
from wijkweb.commons.models import Person
from wijkweb.contract.actions.money_agreements import add_papered
from wijkweb.contract.actions.money_entries import book_entry, counter_entry, withdraw_entry
from wijkweb.contract.actions.money_files import Upload
from wijkweb.contract.actions.money_ledger import keep_ledger, take_ledger
from wijkweb.contract.actions.money_months import MonthDone, add_paper, confirm_months
from wijkweb.contract.actions.money_moves import reallocate
from wijkweb.contract.actions.money_plan import add_plan_line, change_plan_line
from wijkweb.contract.actions.parts import add_part
from wijkweb.contract.models import Amendment, Contract, Entry, IndexEvent, Instalment, PlanLine, SubAgreement
from wijkweb.contract.reads.money_ledger import dry_run
from wijkweb.rules.money import CENT
from wijkweb.rules.spending_staff import next_month
from wijkweb.shapes.ledger import Reading

ZONE = ZoneInfo("Europe/Brussels")
SEED = 26_000
INDEX = (
    (date(2022, 3, 1), "2.00"), (date(2022, 6, 1), "2.00"), (date(2022, 9, 1), "2.00"), (date(2022, 12, 1), "2.00"),
    (date(2023, 1, 1), "2.00"), (date(2023, 12, 1), "2.00"), (date(2024, 6, 1), "2.00"),
)  # fmt: skip
VACANT = {  # what was worked beside the vacancy of the outreach: 3 of 30 days, nothing, nothing, 13 of 31 days
    date(2023, 9, 1): "0.10", date(2023, 10, 1): "0.00", date(2023, 11, 1): "0.00", date(2023, 12, 1): "0.42",
}  # fmt: skip
PAPERS_TO = date(2024, 7, 1)
SUPPLIERS = (
    ("Bakkerij De Korst (verzonnen)", "broodjes voor een vormingsavond", 38, 95),
    ("Drukkerij Inktvis (verzonnen)", "affiches in vier talen", 90, 210),
    ("Sportwinkel Bal & Co (verzonnen)", "ballen en hesjes voor het plein", 45, 160),
    ("Tolkenpunt (verzonnen)", "tolk Bulgaars en Turks", 85, 240),
    ("Fietsatelier Ketting (verzonnen)", "herstel van de bakfiets", 35, 120),
    ("Koffiehuis Zaal Drie (verzonnen)", "zaal en koffie voor ouders", 60, 150),
)
INSTALMENTS = (
    ("Voorschot 2022", date(2022, 2, 15), "319797.60", date(2022, 2, 20), date(2022, 3, 18)),
    ("Tweede schijf", date(2023, 4, 1), "159898.80", date(2023, 4, 5), date(2023, 5, 11)),
    ("Derde schijf", date(2024, 10, 1), "159898.80", date(2024, 10, 3), None),
    ("Saldo", date(2026, 3, 31), "159898.80", None, None),
)
LEDGER = (
    "Boekdatum;Begunstigde;Factuurnummer;Omschrijving;Bedrag;Munt\n"
    "05/09/2024;Tolkenpunt (verzonnen);TP-2024-311;tolk ouderavond september;186,50;EUR\n"
    "12/09/2024;Bakkerij De Korst (verzonnen);K24-0912;broodjes startmoment;74,20;EUR\n"
    "19/09/2024;Drukkerij Inktvis (verzonnen);DI-5521;wijkkrant, bijlage;148,00;EUR\n"
    "03/10/2024;Koffiehuis Zaal Drie (verzonnen);2024-88;zaal vorming oktober;95,00;EUR\n"
)


def load_money(*, contract: Contract, by: Person, today: date) -> None:
    """Almost three years of money, as it stood on `today`."""
    contract = Contract.objects.select_related("case__municipality", "call_version").get(pk=contract.pk)
    demo = _Demo(contract, by, today)
    demo.own_function()
    demo.rises()
    demo.months()
    demo.agreements()
    demo.invoices()
    demo.corrections()
    demo.reallocation()
    demo.instalments()
    demo.ledger()


class _Demo:
    """The same contract, person and chance for every part of the story."""

    def __init__(self, contract: Contract, by: Person, today: date) -> None:
        self.contract, self.by, self.today = contract, by, today
        self.chance = random.Random(SEED)  # noqa: S311  the same story at each start

    def own_function(self) -> None:
        """The dossier gives the city's staff no VTE and no function: nobody could prove it, until an amendment."""
        on = date(2022, 2, 10)
        given: dict[str, Any] = {"by": self.by, "now": _at(on)}
        said = {
            "subject": Amendment.Subject.MONEY, "decided_number": "2022_CBS_01187", "decided_on": on, "paper": None,
            "text": "De inzet van de stad krijgt een functie, 0,75 VTE begeleiding, zodat ze te bewijzen is.",
        }  # fmt: skip
        decided = add_part(contract=self.contract, model=Amendment, public_id=public_id(), values=said, **given)
        staff = PlanLine.objects.filter(contract=self.contract, payer="own", post="staff").first()
        line = {"payer": "own", "post": "staff", "title": "", "function": "Begeleiding door de dienst", "amount": None}
        terms = {
            "vte": Decimal("0.75"), "start": self.contract.start, "end": self.contract.end,
            "yearly": Decimal("50925.00"),
            "indexation": Decimal("0.00"), "valid_from": self.contract.start, "amendment": decided, "reason": "",
        }  # fmt: skip
        add_plan_line(contract=self.contract, public_id=public_id(), values=line | terms, seen=SEEN, **given)
        if staff:
            none = {
                "valid_from": self.contract.start,
                "amount": Decimal("0.00"),
                "amendment": decided,
                "reason": "functie",
            }
            change_plan_line(line=staff, token=1, values=none, seen=SEEN, **given)

    def rises(self) -> None:
        for day, percent in INDEX:
            values = {"day": day, "percent": Decimal(percent), "source": "spilindex overschreden"}
            add_part(
                contract=self.contract, model=IndexEvent, public_id=public_id(), values=values, by=self.by, now=_at(day)
            )

    def months(self) -> None:
        """Confirmed quarter by quarter, with a paper; a vacancy in 2023, and the last months not confirmed yet.

        The paper of the last quarter has still to come from the staff service.
        """
        lines = list(PlanLine.objects.filter(contract=self.contract).exclude(function="").order_by("pk"))
        quarter: list[MonthDone] = []
        for month in _months(self.contract.start, self.today):
            for line in lines:
                done = _worked(line, month)
                quarter += [done] if done else []
            last = next_month(month)
            if month.month % 3 == 0 or next_month(last) > self.today:
                confirm_months(contract=self.contract, done=quarter, today=self.today, by=self.by, now=_at(last))
                self._papers(sorted({one.month for one in quarter if one.month < PAPERS_TO}), last)
                quarter = []

    def _papers(self, months: list[date], on: date) -> None:
        """One statement of the staff service for a quarter, laid with each of its months."""
        for month in months:
            name = f"{month.year}-{(month.month + 2) // 3}"
            paper = Upload(f"loonstaat-{name}.txt", f"Loonstaat {name}, totalen per functie (verzonnen)".encode())
            add_paper(
                contract=self.contract, month=month, title="Staat van de personeelsdienst", upload=paper, by=self.by,
                now=_at(on),
            )  # fmt: skip

    def agreements(self) -> None:
        vorming = self._agreement("Buurtwerk Gent", "twaalf vormingen per jaar in de buurt", "4800.00", "agreed", None)
        self._agreement(
            "Zelforganisatie Rosa (verzonnen)", "twee vormingen in het Bulgaars", "800.00", "agreed", vorming
        )
        coaching = self._agreement("Samenlevingsopbouw", "coaching en intervisie van het team", "3000.00", "done", None)
        for made, amounts in ((vorming, ("1200.00", "1200.00", "900.00")), (coaching, ("1500.00", "1450.00"))):
            for number, amount in enumerate(amounts, start=1):
                day = date(2021 + number, 12, 12)
                self._book(
                    day if day <= self.today else date(2024, 6, 28), made.partner, made.task, amount, "own",
                    invoice=f"{made.partner[:2].upper()}-{number}", agreement=made,
                )  # fmt: skip

    def _agreement(self, partner: str, task: str, amount: str, state: str, under: SubAgreement | None) -> SubAgreement:
        proof = Upload(f"overeenkomst {partner[:20]}.txt", f"{partner}: {task} (verzonnen)".encode())
        values = {
            "partner": partner, "task": task, "amount": Decimal(amount), "post": "operating", "payer": "own",
            "start": date(2022, 3, 1), "end": date(2025, 6, 30), "state": state, "under": under,
            "upload": None if under else proof,
        }  # fmt: skip
        given: dict[str, Any] = {"by": self.by, "now": _at(date(2022, 3, 1))}
        return add_papered(contract=self.contract, model=SubAgreement, public_id=public_id(), values=values, **given)

    def invoices(self) -> None:
        """Two or three small invoices a month, of the 26,000 euro of operating money; some months none."""
        left = {"own": Decimal("9400.00"), "subsidy": Decimal("4300.00")}
        for number, month in enumerate(_months(date(2022, 2, 1), date(2024, 8, 31))):
            for at in range(self.chance.choice((0, 2, 3, 4, 5))):
                payee, text, low, high = self.chance.choice(SUPPLIERS)
                cents = self.chance.randrange(low * 100, high * 100, 5)
                payer = self.chance.choice(("own", "own", "subsidy"))
                amount = (Decimal(cents) * CENT).quantize(CENT)
                if amount > left[payer]:
                    continue
                left[payer] -= amount
                day = month.replace(day=self.chance.randrange(3, 28))
                self._book(day, payee, text, str(amount), payer, invoice=f"{day:%y%m}-{number:02d}{at}")

    def corrections(self) -> None:
        """An order that is half paid, an invoice on the wrong post that was countered, one of another project."""
        order = self._book(
            date(2024, 3, 4), "Drukkerij Inktvis (verzonnen)", "flyers voor heel 2024", "900.00", "own", "commitment"
        )
        self._book(
            date(2024, 5, 21),
            "Drukkerij Inktvis (verzonnen)",
            "flyers, eerste deel",
            "640.00",
            "own",
            invoice="DI-5102",
            pays=order,
        )
        wrong = self._book(
            date(2023, 11, 7), "Zaalverhuur Noord (verzonnen)", "zaal wijkfeest", "310.00", "subsidy", invoice="ZN-77"
        )
        counter_entry(
            entry=wrong, public_id=public_id(), day=date(2024, 1, 16), today=self.today, by=self.by,
            reason="hoort bij het wijkfeest van de stad", now=_at(date(2024, 1, 16)),
        )  # fmt: skip
        other = self._book(
            date(2022, 9, 30), "Tuincentrum Varen (verzonnen)", "plantenbakken", "420.00", "own", invoice="V-9"
        )
        withdraw_entry(entry=other, reason="factuur van een ander project", by=self.by, now=_at(date(2022, 10, 12)))

    def reallocation(self) -> None:
        on = date(2023, 10, 5)
        values = {
            "day": on, "amount": Decimal("1500.00"), "from_post": "operating", "from_payer": "own",
            "to_post": "studies",
            "to_payer": "own", "reason": "Minder drukwerk; de studie over vrijwilligerswerk met return begint.",
        }  # fmt: skip
        reallocate(
            contract=self.contract, public_id=public_id(), values=values, seen=SEEN, today=self.today, by=self.by,
            now=_at(on),
        )  # fmt: skip
        self._book(
            date(2024, 4, 18),
            "Bureau Samen (verzonnen)",
            "verkenning vrijwilligerswerk",
            "1180.00",
            "own",
            post="studies",
            invoice="S-24-3",
        )

    def instalments(self) -> None:
        for title, due_on, due, claimed_on, received_on in INSTALMENTS:
            amount = Decimal(due)
            values = {
                "title": title, "due_on": due_on, "due": amount, "claimed_on": claimed_on,
                "claimed": amount if claimed_on else None, "received_on": received_on,
                "received": amount if received_on else None, "upload": None,
            }  # fmt: skip
            given: dict[str, Any] = {"by": self.by, "now": _at(min(due_on, self.today))}
            add_papered(contract=self.contract, model=Instalment, public_id=public_id(), values=values, **given)

    def ledger(self) -> None:
        """A file of the city's ledger, taken in as one batch."""
        data, now = LEDGER.encode(), _at(date(2024, 10, 9))
        file = keep_ledger(contract=self.contract, data=data, name="grootboek-2024-09.csv", by=self.by, now=now)
        plan = dry_run(self.contract, data, Reading(post="operating", payer="own"), self.today).plan
        take_ledger(contract=self.contract, file=file, plan=plan, good_only=False, by=self.by, now=now)

    def _book(
        self, day: date, payee: str, text: str, amount: str, payer: str, kind: str = "payment", *,
        post: str = "operating", invoice: str = "", **links: Any,
    ) -> Entry:  # fmt: skip
        values = {
            "kind": kind, "day": day, "post": post, "payer": payer, "payee": payee, "text": text, "invoice": invoice,
            "amount": Decimal(amount), "agreement": None, "pays": None, "line": None,
        }  # fmt: skip
        proof = (
            Upload(f"{invoice}.txt", f"{payee}: {text}, {amount} euro".encode())
            if invoice and day.year > 2022
            else None
        )
        return book_entry(
            contract=self.contract, public_id=public_id(), values=values | links, upload=proof, today=self.today,
            by=self.by, now=_at(day),
        )  # fmt: skip


SEEN = frozenset({"realised.own_share"})


def _worked(line: PlanLine, month: date) -> MonthDone | None:
    """As planned; but for the vacancy that the team tells of, half a month of illness, and what nobody confirmed."""
    if "outreach" in line.function.lower():
        if month in VACANT:
            return MonthDone(line, month, Decimal(VACANT[month]), "vacature")
        if month in (date(2023, 5, 1), date(2024, 9, 1), date(2024, 10, 1)):
            return None
    if line.payer == "own" and month == date(2024, 10, 1):
        return None
    if "coördinator" in line.function.lower() and month == date(2022, 11, 1):
        return MonthDone(line, month, Decimal("0.40"), "ziekte")
    return MonthDone(line, month)


def _months(first: date, today: date) -> Iterator[date]:
    """Every month that is over on a day."""
    month = first.replace(day=1)
    while next_month(month) <= today:
        yield month
        month = next_month(month)


def _at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)
