"""What somebody typed while the door was closed is there after signing in, and is sent as if nothing had happened."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.core import signing
from django.test import Client

from tests.street import Street, street
from wijkweb.commons import typed
from wijkweb.field.models import Signal

pytestmark = pytest.mark.django_db
PASSWORD = "een lange zin voor mij"
TEXT = 'Geen "drempel" aan <het> park,\nal twee winters.'
HERE = {"Origin": "http://testserver"}


@pytest.fixture
def on(city: Any) -> Street:
    found = street(city)
    found.lead.set_password(PASSWORD)
    found.lead.save()
    return found


def fields(page: str, action: str) -> dict[str, str]:
    """What the form with this address holds and sends by itself."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    assert form, page
    inputs = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form[0])
    return {name: unescape(value) for name, value in inputs}


def written(on: Street) -> tuple[Client, str, dict[str, str]]:
    """Somebody who typed a signal: the browser, its address, what the form would send."""
    client, path = Client(enforce_csrf_checks=True), f"/contracten/{on.contract.case.public_id}/signalen/nieuw/"
    client.force_login(on.lead)
    page = client.get(path).content.decode()
    theme = on.contract.codes.filter(list="theme").exclude(key="unknown").first()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page))
    return client, path, {**hidden, "theme": theme.key, "text": TEXT, "date": "2022-11-10"}


def said() -> list[str]:
    return [one.text for one in Signal.objects.all()]


def test_what_was_typed_comes_along_through_signing_in(on: Street) -> None:
    client, path, form = written(on)
    client.cookies.pop("sessionid")
    door = client.post(path, form, headers=HERE)
    assert (door.status_code, said()) == (401, [])
    page = door.content.decode()
    assert "Wat getypt werd, is bewaard" in page
    enter = {**fields(page, "/aanmelden/"), "login": on.lead.email, "password": "verkeerd"}
    again = client.post("/aanmelden/", enter, headers=HERE)
    enter = {**fields(again.content.decode(), "/aanmelden/"), "login": on.lead.email, "password": PASSWORD}
    inside = client.post("/aanmelden/", enter, headers=HERE)
    assert (inside.status_code, said()) == (200, [])
    kept = fields(inside.content.decode(), path)
    assert kept["text"] == TEXT
    assert client.post(path, kept, headers=HERE).status_code == 302
    assert said() == [" ".join(TEXT.split())]


def test_a_page_of_before_somebody_signed_in_elsewhere_loses_nothing(on: Street) -> None:
    client, path, form = written(on)
    client.cookies.pop("csrftoken")
    client.get("/over/")
    late = client.post(path, {**form, "csrfmiddlewaretoken": "x" * 64}, headers=HERE)
    assert (late.status_code, said()) == (403, [])
    assert client.post(path, fields(late.content.decode(), path), headers=HERE).status_code == 302
    assert len(said()) == 1


@pytest.mark.parametrize("origin", ["https://elders.example", "null", ""])
def test_what_another_site_sends_is_not_offered(on: Street, origin: str) -> None:
    client, path, form = written(on)
    answer = client.post(path, {**form, "csrfmiddlewaretoken": "x" * 64}, headers={"Origin": origin} if origin else {})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "drempel" not in page
    assert "Deze bladzijde is van vroeger" in page


def test_a_password_never_comes_along(on: Street) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/aanmelden/")
    answer = client.post("/aanmelden/", {"login": on.lead.email, "password": PASSWORD}, headers=HERE)
    assert answer.status_code == 403
    assert PASSWORD not in answer.content.decode()
    assert 'name="typed"' not in answer.content.decode()


def test_a_button_without_words_goes_back_to_its_page(client: Client) -> None:
    answer = client.post("/contracten/x/verslagen/2/verzenden/", {"csrfmiddlewaretoken": "x"})
    assert (answer.status_code, answer["Location"]) == (302, "/aanmelden/?next=/")


def test_what_this_site_did_not_seal_is_nothing() -> None:
    ours = signing.dumps({"to": "/x/", "fields": [["a", "b"]], "files": False}, salt="wijkweb.typed", compress=True)
    assert typed.opened(ours) == typed.Typed("/x/", (("a", "b"),), False)
    assert typed.opened(ours[:-1] + ("A" if ours[-1] != "A" else "B")) is None
    assert typed.opened(signing.dumps({"to": "/x/", "fields": [], "files": False}, salt="elders")) is None
    assert typed.opened("") is None
