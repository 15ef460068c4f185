"""Rules that read prose: announced and listed, VTE left out, promises without base or target, questions passed by."""

import pytest

from tests.rules.build import checked, found
from wijkweb.shapes.call import Call
from wijkweb.shapes.finding import Certainty

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        ("We werken op 3 niveaus:\n\nVeld:\n\n- a\n\nWijk:\n\n- b\n\nStad:\n\n- c\n\nVlaanderen:\n\n- d", [(3, 4)]),
        ("We werken op 4 niveaus:\n\nVeld:\n\n- a\n\nWijk:\n\n- b\n\nStad:\n\n- c\n\nVlaanderen:\n\n- d", []),
        ("We zien twee groepen:\n\n- jong\n- oud\n- ertussen", [(2, 3)]),
        ("We zien drie groepen:\n\n- jong\n- oud\n- ertussen", []),
        ("We zien twee groepen:\n\n- jong\n  - heel jong\n  - minder jong\n- oud", []),
        ("In de komende vier jaar:\n\n- een\n- twee\n- drie", []),
        ("We zien vijf pijlers:\n\nEerst dit. Dan dat.", []),
        ("There are three tracks:\n\n- one\n- two", [(3, 2)]),
        ("Voor de bewoners van deze twee wijken:\n\n- een\n- twee\n- drie", []),
        ("Wij komen samen 2 keer per week:\n\n- een\n- twee\n- drie", []),
        ("Twee van de drie sporen:\n\n- een\n- twee\n- drie", []),
        ("Wij werken op drie niveaus:\n\n1. een\n2. twee\n3. drie\n4. vier", [(3, 4)]),
        ("Wij werken op drie niveaus:\n\n1. een\n2. twee\n3. drie\n\n1. een andere lijst\n2. twee", []),
    ],
)
def test_what_is_announced_is_listed(wvc: Call, text: str, announced: list[tuple[int, int]]) -> None:
    result = checked(wvc, {"partners": text})
    assert [(f.facts["announced"], f.facts["listed"]) for f in found(result, "consistency.announced")] == announced


SUBSIDY = (
    "Bedrag aangevraagde subsidie: 300.000\n\n| Post | Bedrag |\n|---|---|\n| personeel | 300.000 |\n"
    "| 1.5 VTE buurtwerk (stad, 4 jaar) | 100.000 |\n| 0,8 VTE coördinator (stad, 4 jaar) | 100.000 |\n"
    "| 1 VTE straathoekwerker voor jongeren (stad, 4 jaar) | 100.000 |"
)


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("Een coördinator, 1.5 medewerkers buurtwerk en een straathoekwerker vormen het team.", ["coördinator"]),
        ("Een coördinator (0,8 VTE), 1,5 VTE buurtwerk en een straathoekwerker vormen het team.", []),
        ("De coördinator zit voor. Het buurtwerk komt langs.", []),
        ("De coördinator en de straathoekwerker komen 1 keer per week samen.", []),
        ("1.5 VTE buurtwerk en de straathoekwerker gaan samen op pad.", ["straathoekwerker voor jongeren"]),
    ],
)
def test_a_function_whose_vte_is_left_out(wvc: Call, text: str, left_out: list[str]) -> None:
    result = checked(wvc, {"follow_up": text, "subsidy": SUBSIDY})
    assert [f.facts["function"] for f in found(result, "consistency.vte_left_out")] == left_out


@pytest.mark.parametrize(
    ("text", "open_ends"),
    [
        ("gemiddeld 30u/week direct contact", [("whose", "weeks")]),
        ("gemiddeld 30 uur per week direct contact per medewerker", [("weeks",)]),
        ("gemiddeld 30 uur per week, over 44 werkweken", [("whose",)]),
        ("30 contacturen per week van het hele team, over 52 kalenderweken", []),
        ("gemiddeld 30 uur per week (werkuren van het hele team, 52 weken per jaar)", []),
        ("open op dinsdag van 14 tot 17 uur", []),
        ("30 uur direct contact met jongeren per week", [("whose", "weeks")]),
        ("dat het buurthuis 20 uur per week open is", []),
        ("30 uur per week van het volledige team, 46 weken per jaar", []),
    ],
)
def test_hours_a_week_need_a_base(wvc: Call, text: str, open_ends: list[tuple[str, ...]]) -> None:
    result = checked(wvc, {"actions": f"Wij beloven {text}."})
    assert [f.facts["open"] for f in found(result, "promise.no_base")] == open_ends


def test_a_track_without_a_target_that_can_be_measured(wvc: Call) -> None:
    text = "SPOOR 1: JONG\n\n- elke week 12 contacten\n\nSPOOR 2: OUD\n\n- regelmatig aanwezig zijn\n\nRISICO'S\n\n- 3 risico's"
    result = checked(wvc, {"actions": text})
    assert [f.facts["track"] for f in found(result, "promise.no_target")] == ["SPOOR 2: OUD"]
    both = text.replace("regelmatig aanwezig zijn", "maandelijks aanwezig zijn")
    assert found(checked(wvc, {"actions": both}), "promise.no_target") == []


def test_a_section_of_actions_without_tracks_or_targets(wvc: Call) -> None:
    assert len(found(checked(wvc, {"actions": "Wij gaan ons best doen."}), "promise.no_target_at_all")) == 1
    assert found(checked(wvc, {"actions": "Wij zien 40 jongeren per maand."}), "promise.no_target_at_all") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bedrag aangevraagde subsidie: 5.000 euro", ["questions.no_reason"]),
        ("We vragen 5.000 euro, omdat een plein zonder werker na een jaar weer leeg is.", []),
        ("De subsidie van 5.000 euro gaat naar het plein en de straat.", ["questions.reason_unclear"]),
    ],
)
def test_why_this_amount(wvc: Call, text: str, expected: list[str]) -> None:
    result = checked(wvc, {"subsidy": text + "\n\n| Post | Bedrag |\n|---|---|\n| werking | 5.000 |"})
    assert [f.code for f in result.findings if f.code.startswith("questions") and "reason" in f.code] == expected


def test_a_question_whose_words_are_nowhere(wvc: Call) -> None:
    silent = checked(wvc, {"society": "We praten elke maand met de buurt."})
    assert "Hoe weegt dat op de besluiten?" in [f.facts["question"] for f in found(silent, "questions.passed_by")]
    told = checked(wvc, {"society": "De bewoners beslissen mee, als eigenaar van de plek."})
    assert found(told, "questions.passed_by") == []


def test_every_finding_from_prose_says_how_sure_it_is_and_breaches_nothing(wvc: Call) -> None:
    text = "We zien twee groepen:\n\n- a\n- b\n- c\n\nWij beloven 30u/week."
    result = checked(wvc, {"actions": text, "society": "Niets.", "subsidy": SUBSIDY})
    read = [f for f in result.findings if f.code.split(".")[0] in ("consistency", "promise")]
    assert len(read) > 1
    assert all(isinstance(f.facts["certainty"], Certainty) and f.severity != "breach" for f in read)


@pytest.mark.parametrize(
    ("line", "measured"),
    [
        ("aanwezig zijn in 2 wijken", False),
        ("aanwezig zijn sinds 2016", False),
        ("aanwezig zijn in de 19e eeuwse gordel", False),
        ("jongeren van 12 tot 18 jaar leren kennen", False),
        ("1 werker en twee partners inzetten", False),
        ("twintig buurtfeesten", True),
        ("40 gezinnen bereiken", True),
        ("elke week op het plein", True),
        ("een daling van 10 %", True),
        ("het aantal klachten halveren", True),
    ],
)
def test_what_makes_a_target_measurable(wvc: Call, line: str, measured: bool) -> None:
    result = checked(wvc, {"actions": f"SPOOR 1: JONG\n\n- {line}"})
    assert len(found(result, "promise.no_target")) == (not measured)


@pytest.mark.parametrize(
    "text",
    [
        "Wij werken op twee sporen:\n\n- Spoor 1: elke maand 12 gesprekken\n- Spoor 2: 40 gezinnen",
        "- Spoor 1: jongeren\n\nSPOOR 1: JONGEREN\n\n- 40 gesprekken",
        "SPOOR 1: JONG\n\n| Actie | Doel |\n|---|---|\n| gesprek | 40 keer |",
        "As a result we go on\n\nWij zien 40 jongeren.",
    ],
)
def test_a_target_may_stand_in_the_line_of_the_track_in_a_table_or_further_on(wvc: Call, text: str) -> None:
    assert [f for f in checked(wvc, {"actions": text}).findings if f.code.startswith("promise.no_target")] == []
