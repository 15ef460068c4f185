"""Risks and what shows them, both ways; what is due in the contract itself comes to the agenda too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.promises import HOURS, promise
from tests.report.test_meetings import refused
from tests.report.test_pages import TODAY, hidden, late_signal
from tests.street import STREET_NOW, Street, street
from wijkweb.commons.ids import public_id
from wijkweb.contract.actions.parts import Taken
from wijkweb.contract.models import Risk
from wijkweb.report.actions.risk_links import link_risk
from wijkweb.report.models import RiskLink
from wijkweb.report.reads.risk_links import risk_links_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(city: Any) -> Street:
    return street(city)


def risk(on: Street, title: str = "Vertrouwen vraagt tijd", **more: Any) -> Risk:
    given = {"chance": "high", "effect": "medium", "owner": "projectleider", "review_on": date(2022, 3, 1)} | more
    return Risk.objects.create(contract=on.contract, title=title, **given)


def linked(on: Street, of: Risk, **more: Any) -> RiskLink:
    values = {"risk": of, "signal": None, "indicator": None, "why": ""} | more
    return link_risk(contract=on.contract, public_id=public_id(), values=values, by=on.lead, now=STREET_NOW)


def test_a_risk_is_linked_with_one_thing_of_its_own_contract_once(on: Street, other_city: Any) -> None:
    of, signal = risk(on), late_signal(on)
    assert refused(linked, on, of) == "signal_or_promise"
    assert refused(linked, on, of, signal=signal, indicator=promise(on.contract, on.lead, HOURS)) == "signal_or_promise"
    away = street(other_city, "Ander")
    assert refused(linked, on, of, signal=late_signal(away)) == "other_contract"
    assert refused(linked, on, risk(away), signal=signal) == "other_contract"
    linked(on, of, signal=signal)
    with pytest.raises(Taken):
        linked(on, of, signal=signal)
    assert RiskLink.objects.count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_both_ways_in_three_queries(on: Street, number: int, django_assert_num_queries: Callable[[int], Any]) -> None:
    hours = promise(on.contract, on.lead, HOURS)
    for at in range(number):
        of = risk(on, f"Risico {at}")
        linked(on, of, signal=late_signal(on)), linked(on, of, indicator=hours)
    with django_assert_num_queries(3):
        found = risk_links_of(on.contract, on=TODAY)
    assert [[line.overdue for line in shown.links] for shown in found.risks] == [[True, False]] * number
    assert [(promise.pk, len(links)) for promise, links in found.promises] == [(hours.pk, number)]
    assert len(found.signals) == number


def test_the_pages_of_the_links(on: Street, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: STREET_NOW)
    client.force_login(on.lead)
    base = f"/contracten/{on.contract.case.public_id}/risicoverbanden/"
    of, signal = risk(on), late_signal(on)
    typed = hidden(client.get(f"{base}nieuw/")) | {"risk": of.public_id, "signal": signal.public_id, "indicator": ""}
    assert client.post(f"{base}nieuw/", typed | {"signal": ""}).status_code == 422
    for _ in range(2):
        assert client.post(f"{base}nieuw/", typed | {"why": "Klachten nemen toe"}).status_code == 302
    link = RiskLink.objects.get()
    page = client.get(base).content.decode()
    assert ("Vertrouwen vraagt tijd" in page, "Klachten nemen toe" in page, "geen licht" in page) == (True, True, True)
    assert client.post(f"{base}{link.public_id}/weg/", {"token": "1"}).status_code == 302
    assert RiskLink.objects.count() == 0
