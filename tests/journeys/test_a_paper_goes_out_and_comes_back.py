"""Karel takes his dossier out in Word, changes it there, brings it back, sees what changed, and takes it over."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.journeys.axe import faults
from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

KAREL = "karel@gemeenten.example"
OLD, NEW = "Over vier jaar heeft de Havenbuurt", "Binnen vier jaar krijgt de Havenbuurt"


def papers(page: Any, site: Site) -> str:
    """Opens the papers of Wilgendam's dossier; its address."""
    page.goto(f"{site.address}/dossiers/?zoek=Scheepsbel")
    page.click("tbody a")
    page.click("nav.tabs a[href$='/papier/']")
    return str(page.url)


def download(page: Any, link: str, to: Path) -> Path:
    with page.expect_download() as found:
        page.click(f"main a[href$='{link}']")
    path = to / found.value.suggested_filename
    found.value.save_as(path)
    return path


def changed(file: Path, old: str, new: str) -> Path:
    """The file as somebody saved it in Word."""
    document = docx.Document(str(file))
    run = next(run for p in document.paragraphs for run in p.runs if old in run.text)
    run.text = run.text.replace(old, new)
    document.save(str(file))
    return file


def test_out_in_word_and_back(visit: Callable[..., Any], site: Site, tmp_path: Path) -> None:
    page = visit(KAREL)
    address = papers(page, site)
    file = download(page, "/aanvraag.docx", tmp_path)
    assert file.name.startswith("wilgendam-de-scheepsbel-een-haven-die-weer-klinkt-")
    page.set_input_files("input[type=file]", str(changed(file, OLD, NEW)))
    page.click("main form button[type=submit]")
    page.wait_for_url("**/papier/word/*/")
    words = [[said.split()[-1] for said in page.locator(tag).all_inner_texts()] for tag in ("del", "ins")]
    assert words == [["Over", "heeft"], ["Binnen", "krijgt"]]
    assert faults(page) == []
    page.focus("input[name=take]")
    assert page.locator("input[name=take]").is_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(address)
    assert "overgenomen" in page.inner_text("[role=status]")
    said = json.loads(download(page, "/dossier.json", tmp_path).read_text(encoding="utf-8"))
    vision = next(section["text"] for section in said["sections"] if section["key"] == "vision")
    assert vision.startswith(NEW)


def test_the_same_without_javascript(visit: Callable[..., Any], site: Site, tmp_path: Path) -> None:
    page = visit(KAREL, java_script_enabled=False)
    papers(page, site)
    file = download(page, "/aanvraag.docx", tmp_path)
    page.set_input_files(
        "input[type=file]", str(changed(file, "Twaalf bewoners schreven", "Dertien bewoners schreven"))
    )
    page.click("main form button[type=submit]")
    page.wait_for_url("**/papier/word/*/")
    assert page.locator("ins").count() == 1
    page.reload()
    assert page.locator("ins").count() == 1
    page.click("main form button[type=submit]")
    page.wait_for_url("**/papier/")
    assert "overgenomen" in page.inner_text("[role=status]")


def test_the_pdf_and_the_findings(visit: Callable[..., Any], site: Site, tmp_path: Path) -> None:
    page = visit(KAREL, language="en")
    papers(page, site)
    assert download(page, "/aanvraag.pdf", tmp_path).read_bytes()[:5] == b"%PDF-"
    page.click("main a[href$='/bevindingen/']")
    page.wait_for_url("**/bevindingen/")
    shown = page.locator(".finding").count()
    page.emulate_media(media="print")
    assert (page.locator(".finding").count(), page.locator("nav.tabs").is_visible()) == (shown, False)
    assert shown > 3
