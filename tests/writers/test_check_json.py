"""The JSON of a check, held against its schema."""

import json
from collections.abc import Callable

import jsonschema
import pytest

from tests.rules.build import checked
from wijkweb.readers.text import read_text
from wijkweb.rules.check import check
from wijkweb.shapes.call import Call
from wijkweb.writers.check_json import SCHEMA, check_data, check_json

pytestmark = pytest.mark.plain

VALIDATOR = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", ["gent", "wilgendam", "molenrode"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_dossier_of_the_demo_fits_the_schema(
    wvc: Call, demo_text: Callable[[str], bytes], name: str, language: str
) -> None:
    data = json.loads(check_json(check(read_text(demo_text(name)), wvc), language))
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []


def test_another_call_fits_the_schema_too(buurtfonds: Call, demo_text: Callable[[str], bytes]) -> None:
    data = check_data(check(read_text(demo_text("duinvoorde")), buurtfonds), "nl")
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []
    assert {section["unit"] for section in data["sections"]} == {"words", "characters"}


def test_what_is_unknown_is_null_and_amounts_are_text(wvc: Call, demo_text: Callable[[str], bytes]) -> None:
    bare = check_data(checked(wvc, {"vision": "Een visie."}), "nl")
    assert set(bare["finance"].values()) == {None}
    gent = check_data(check(read_text(demo_text("gent")), wvc), "nl")
    assert gent["finance"] == {
        "subsidy": "799494.00", "own": "223700.00", "total": "1023194.00", "own_share_of_total": "0.2186",
        "own_share_of_subsidy": "0.2798", "least_own": "199873.50", "margin": "23826.50", "infrastructure_share": "0.0000",
        "left": "506.00",
    }  # fmt: skip


def test_the_schema_refuses_what_is_wrong(wvc: Call) -> None:
    data = check_data(checked(wvc, {"vision": "Een visie."}), "nl")
    for change in ({"call": 5}, {"finance": {}}, {"extra": 1}):
        assert list(VALIDATOR.iter_errors({**data, **change})) != []
