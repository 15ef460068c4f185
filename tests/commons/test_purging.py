"""The list of purges, and what commons purges by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from tests.conftest import NOW
from wijkweb.commons import purging
from wijkweb.commons.access import Role
from wijkweb.commons.actions.people import invite
from wijkweb.commons.actions.purge import drop_invitations, purge_invitations, purge_sessions
from wijkweb.commons.models import Invitation

ONE, TWO = "abcdefgh1234", "zyxwvuts9876"


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path / "data"
    return tmp_path / "data"


def note(what: str, contract: str, up_to: date, now: datetime = NOW) -> None:
    purging.note_purge(what=what, contract=contract, up_to=up_to, now=now)


@pytest.mark.plain
def test_a_purge_is_a_line(data: Path) -> None:
    note("contacts", ONE, date(2020, 5, 27))
    note("invitations", purging.WHOLE, date(2021, 7, 1))
    assert (data / purging.FILE).read_text() == (
        "2021-07-01 contacts abcdefgh1234 2020-05-27\n2021-07-01 invitations - 2021-07-01\n"
    )


@pytest.mark.plain
@pytest.mark.parametrize(
    ("what", "contract", "up_to"),
    [("contacts", ONE, date(2021, 7, 2)), ("Con tacts", ONE, date(2020, 1, 1)), ("contacts", "x\ny", date(2020, 1, 1))],
)
def test_what_is_no_purge_is_not_noted(data: Path, what: str, contract: str, up_to: date) -> None:
    with pytest.raises(ValueError, match="is no purge"):
        note(what, contract, up_to)
    assert not data.exists()


@pytest.mark.plain
def test_a_replay_does_each_purge_once_as_far_as_it_went() -> None:
    for up_to in (date(2020, 3, 1), date(2020, 5, 1), date(2020, 4, 1)):
        note("contacts", ONE, up_to)
    note("contacts", TWO, date(2020, 1, 1), NOW + timedelta(days=1))
    note("votes", ONE, date(2020, 1, 1), NOW + timedelta(days=2))
    done: list[tuple[str, date]] = []

    def drop(contract: str, up_to: date) -> int:
        done.append((contract, up_to))
        return 3

    assert purging.replay({"contacts": drop}) == purging.Replayed({"contacts": 6}, ("votes",))
    assert done == [(ONE, date(2020, 5, 1)), (TWO, date(2020, 1, 1))]


@pytest.mark.plain
def test_half_a_line_costs_no_other_line(data: Path) -> None:
    note("contacts", ONE, date(2020, 3, 1))
    path = data / purging.FILE
    whole = path.read_bytes()
    for length in range(1, len(whole)):
        path.write_bytes(whole + whole[:length])
        note("contacts", TWO, date(2020, 3, 2))
        assert [purge.contract for purge in purging.noted(path)] == [ONE, TWO]
    path.write_bytes(
        whole + b"\xff\xfe\n2020-01-01 contacts zyxwvuts9876 2030-01-01\n2020-13-01 contacts - 2020-01-01\n"
    )
    assert [purge.contract for purge in purging.noted(path)] == [ONE]


@pytest.mark.plain
def test_the_copy_beside_the_backups_never_forgets(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    purging.keep_beside(folder)
    assert list(folder.iterdir()) == []
    note("contacts", ONE, date(2020, 3, 1))
    purging.keep_beside(folder)
    (data / purging.FILE).unlink()
    note("contacts", TWO, date(2020, 4, 1))
    purging.keep_beside(folder)
    both = "2021-07-01 contacts abcdefgh1234 2020-03-01\n2021-07-01 contacts zyxwvuts9876 2020-04-01\n"
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [(purging.FILE, both)]
    (data / purging.FILE).unlink()
    purging.take_over(folder / purging.FILE)
    assert (data / purging.FILE).read_text() == both


@pytest.fixture
def links(city: Any) -> Callable[[], list[str]]:
    for email, days in (("old@example.org", -60), ("used@example.org", -10), ("new@example.org", 0)):
        invite(email=email, role=Role.WRITER, organisation=city, by=None, now=NOW + timedelta(days=days))
    Invitation.objects.filter(email="used@example.org").update(used_at=NOW - timedelta(days=9))
    return lambda: sorted(Invitation.objects.values_list("email", flat=True))


def test_links_go_a_month_after_they_ended(links: Callable[[], list[str]], data: Path) -> None:
    assert purge_invitations(now=NOW) == 1
    assert links() == ["new@example.org", "used@example.org"]
    assert (data / purging.FILE).read_text() == "2021-07-01 invitations - 2021-06-01\n"
    assert purge_invitations(now=NOW) == 0
    assert purge_invitations(now=NOW + timedelta(days=20)) == 0
    assert purge_invitations(now=NOW + timedelta(days=22)) == 1
    assert links() == ["new@example.org"]


def test_what_went_goes_again(links: Callable[[], list[str]]) -> None:
    note("invitations", purging.WHOLE, date(2021, 6, 22))
    assert purging.replay({"invitations": drop_invitations}) == purging.Replayed({"invitations": 2}, ())
    assert links() == ["new@example.org"]


def test_sessions_that_are_over_go(db: None) -> None:
    for days in (-1, 1):
        session = SessionStore()
        session.create()
        Session.objects.filter(pk=session.session_key).update(expire_date=NOW + timedelta(days=days))
    assert purge_sessions(now=NOW) == 1
    assert Session.objects.count() == 1
