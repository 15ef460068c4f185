"""What every answer carries, what production asks for, and what the program warns of."""

import os
import re
import sqlite3
import subprocess
import sys
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from wijkweb.commons import checks

pytestmark = pytest.mark.django_db

GOOD = {
    "WIJKWEB_ENV": "production",
    "WIJKWEB_SECRET_KEY": "k3y-" * 20 + "0123456789abcdef",
    "WIJKWEB_ALLOWED_HOSTS": "wijkweb.stad.example",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("WIJKWEB", "DJANGO", "DATABASE"))}
    env |= {"DJANGO_SETTINGS_MODULE": "wijkweb.web.settings", "WIJKWEB_DATA": os.environ["WIJKWEB_DATA"], **environment}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], capture_output=True, text=True, env=env, check=False
    )


def test_every_answer_keeps_the_world_out(client: Client) -> None:
    response = client.get("/")
    assert response["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in response["Content-Security-Policy"]
    assert (response["X-Frame-Options"], response["X-Content-Type-Options"], response["Referrer-Policy"]) == (
        "DENY",
        "nosniff",
        "same-origin",
    )
    assert response["Cache-Control"] == "no-store"


def test_a_page_that_is_not_there_is_a_page(client: Client) -> None:
    response = client.get("/nergens/")
    assert response.status_code == 404
    assert "Deze bladzijde is er niet" in response.content.decode()


def test_the_address_of_a_button_is_a_page_too(client: Client) -> None:
    response = client.get("/nazicht/x/bewaren/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "Hier is geen bladzijde" in response.content.decode()


@pytest.mark.parametrize(
    ("came", "goes_on"),
    [
        ("http://testserver/contracten/x/?jaar=2", "/contracten/x/%3Fjaar%3D2"),
        ("http://testserver/contracten/x/", "/contracten/x/"),
        ("https://elders.example/contracten/x/", "/"),
        ("", "/"),
    ],
)
def test_who_sends_while_signed_out_is_told_and_comes_back_to_the_page(client: Client, came: str, goes_on: str) -> None:
    response = client.post("/contracten/x/verslagen/2/verzenden/", headers={"Referer": came})
    assert response["Location"] == f"/aanmelden/?next={goes_on}"
    assert "Eerst aanmelden, en het dan opnieuw doen." in client.get(response["Location"]).content.decode()


def test_health(client: Client) -> None:
    assert client.get("/gezond/leeft").content == b"ok"
    assert client.get("/gezond/klaar").json() == {
        "database": True,
        "migrated": True,
        "disk": True,
        "backup_hours": None,
    }


def test_a_database_that_is_away_is_503_come_back(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("wijkweb.web.views.newest_versions", away)
    response = client.get("/")
    assert (response.status_code, response["Retry-After"]) == (503, "5")


def test_sqlite_is_set_up_to_lose_nothing() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("on SQLite")
    from django.conf import settings

    options = settings.DATABASES["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    with connection.cursor() as cursor:
        for pragma, value in (("synchronous", 2), ("foreign_keys", 1)):
            assert cursor.execute(f"PRAGMA {pragma}").fetchone()[0] == value
    assert "journal_mode=WAL" in options["init_command"]


@pytest.mark.plain
@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"WIJKWEB_SECRET_KEY": ""}, "WIJKWEB_SECRET_KEY"),
        ({"WIJKWEB_SECRET_KEY": "kort"}, "WIJKWEB_SECRET_KEY"),
        ({"WIJKWEB_SECRET_KEY": "a" * 80}, "WIJKWEB_SECRET_KEY"),
        ({"WIJKWEB_ALLOWED_HOSTS": ""}, "WIJKWEB_ALLOWED_HOSTS"),
        ({"WIJKWEB_ALLOWED_HOSTS": "*"}, "WIJKWEB_ALLOWED_HOSTS"),
        ({"WIJKWEB_ENV": "produktie"}, "WIJKWEB_ENV"),
        ({"WIJKWEB_WORKERS": "twee"}, "WIJKWEB_WORKERS"),
    ],
)
def test_production_refuses_to_start_half_set_up(change: dict[str, str], named: str) -> None:
    done = manage("check", **{**GOOD, **change})
    assert done.returncode != 0
    assert done.stderr.startswith(named)
    assert done.stderr.count("\n") == 1


@pytest.mark.plain
def test_check_deploy_has_nothing_to_say() -> None:
    done = manage("check", "--deploy", "--fail-level", "INFO", **GOOD)
    assert (done.returncode, done.stdout.strip()) == (0, "System check identified no issues (0 silenced).")


@pytest.mark.plain
def test_every_model_has_its_migration() -> None:
    done = manage("makemigrations", "--check", "--dry-run")
    assert (done.returncode, done.stdout.strip()) == (0, "No changes detected")


@pytest.mark.parametrize(
    ("workers", "version", "warned"), [(1, (3, 40, 1), False), (2, (3, 40, 1), True), (2, (3, 51, 3), False)]
)
def test_old_sqlite_with_two_workers_is_warned_of(
    workers: int, version: tuple[int, ...], warned: bool, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WORKERS = workers
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    assert [warning.id for warning in checks.sqlite_with_many_writers()] == (["wijkweb.W001"] if warned else [])


def test_every_table_of_ours_is_known() -> None:
    """A new table is a decision: no table has a row for a resident (docs/decisions/0010)."""
    ours = {
        name
        for name in connection.introspection.table_names()
        if re.match(r"commons|call|dossier|contract|field|phone|report|web", name)
    }
    assert ours == {
        "call_callversion", "commons_area", "commons_areaalias", "commons_areaversion", "commons_case",
        "commons_grant", "commons_interest", "commons_invitation", "commons_journalline",
        "commons_organisation", "commons_person", "commons_storedfile", "contract_amendment",
        "contract_assessment", "contract_award", "contract_baseline", "contract_closure", "contract_code",
        "contract_condition", "contract_contract", "contract_definition", "contract_engagement",
        "contract_entry", "contract_indexevent", "contract_indicator", "contract_instalment",
        "contract_ledgerbatch", "contract_member", "contract_moneyterms", "contract_monthpaper",
        "contract_partner", "contract_partnercontact", "contract_partneryear", "contract_personmonth",
        "contract_planline", "contract_planversion", "contract_policyrequest", "contract_reallocation",
        "contract_recommendation", "contract_risk", "contract_session", "contract_subagreement",
        "contract_supportpromise", "contract_teamfunction", "contract_vacancy", "dossier_annex",
        "dossier_answered", "dossier_areafigure", "dossier_comment", "dossier_dossier",
        "dossier_dossierpaper", "dossier_figurebatch", "dossier_idea", "dossier_ideascore",
        "dossier_ideastep", "dossier_moneyline", "dossier_paper", "dossier_papertext", "dossier_partner",
        "dossier_payer", "dossier_presence", "dossier_projectarea", "dossier_promise", "dossier_risk",
        "dossier_rulerequest", "dossier_section", "dossier_sectionversion", "dossier_staffline",
        "field_activity", "field_attendance", "field_contact", "field_coowner", "field_device",
        "field_feedtoken", "field_helditem", "field_hourscell", "field_place", "field_placephase",
        "field_purgedid", "field_quietweek", "field_signal", "field_signalstep", "field_visitcell",
        "report_actionpoint", "report_agendaitem", "report_agreement", "report_anchormove",
        "report_anchorstep", "report_approval", "report_approvedminutes", "report_attendance", "report_body",
        "report_bodymember", "report_decision", "report_evaluation", "report_frozen", "report_handover",
        "report_handovermove", "report_judgement", "report_laterfigure", "report_lesson", "report_meeting",
        "report_method", "report_question", "report_receipt", "report_reportpresence", "report_reporttext",
        "report_reporttextversion", "report_risklink", "report_yearreport",
    }  # fmt: skip
