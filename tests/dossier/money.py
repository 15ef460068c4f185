"""The budget of a real dossier, and its form as a browser sends it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

from wijkweb.rules.entries import Entry
from wijkweb.shapes.application import MoneyLine, Payer, StaffPlan

FOUR_YEARS = (date(2022, 1, 1), date(2025, 12, 31))
STAFF = (
    StaffPlan("wijkregisseur", "Stad", Decimal("1.60"), *FOUR_YEARS, Decimal("87487.18")),
    StaffPlan("buurtwerker", "vzw", Decimal("0.80"), *FOUR_YEARS, Decimal("56206.83")),
    StaffPlan("toeleider", "vzw", Decimal("1.00"), *FOUR_YEARS, Decimal("54679.49")),
)
OWN = Payer("Zeebrink", "own", (MoneyLine("operating", Decimal("223700.00")),))
FUNDER = Payer("Vlaanderen", "funder", (MoneyLine("operating", Decimal("6000.00")),), STAFF)
REAL = (OWN, FUNDER)


def entries(*payers: Payer) -> tuple[Entry, ...]:
    """Payers with ids of their own."""
    return tuple(
        Entry(f"payer{at:07}", payer, tuple(f"staff{at:03}{n:04}" for n in range(len(payer.staff))))
        for at, payer in enumerate(payers)
    )


def fields(html: str) -> dict[str, list[str]]:
    """What the form with the token would send, every field with its values."""
    form = re.search(r"<form[^>]*geld/bewaren/.*?</form>", html, re.DOTALL)
    assert form
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form[0]):
        attributes = dict(re.findall(r'([\w.-]+)="([^"]*)"', tag))
        found.setdefault(attributes["name"], []).append(unescape(attributes.get("value", "")))
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form[0], re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = [chosen[1] if chosen else re.findall(r'<option value="([^"]*)"', options)[0]]
    found.pop("csrfmiddlewaretoken", None)
    return found


def send(client: Any, case: str, data: dict[str, Any], do: str = "save") -> Any:
    """Presses a button of the form."""
    return client.post(f"/dossiers/{case}/geld/bewaren/", {**data, "do": do})
