"""A phone for tests: signs in with its code, seals, sends, and holds every answer against the schema."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

from django.test import Client
from django.utils import timezone
from jsonschema import Draft202012Validator

from tests.street import Street, new_id

SCHEMA = json.loads(
    (Path(__file__).resolve().parents[1] / "wijkweb/field/sync.schema.json").read_text(encoding="utf-8")
)
DOOR = "/veld/deur/"


def fits(part: str, document: object) -> None:
    """Raises when a document is not what the schema says."""
    Draft202012Validator({"$ref": f"#/$defs/{part}", "$defs": SCHEMA["$defs"]}).validate(document)


class Phone:
    """A phone of a worker of a street."""

    def __init__(self, on: Street, worker: Any = None) -> None:
        from wijkweb.field.actions.devices import invite_device

        self.client = Client()
        self.device, code = invite_device(
            contract=on.contract, person=worker or on.worker, label="gsm", by=on.lead, now=timezone.now()
        )
        told = self.client.post(f"{DOOR}aanmelden/", json.dumps({"code": code}), content_type="application/json")
        assert told.status_code == 200, told.content
        fits("entered", told.json())
        self.token = told.json()["token"]
        self.key = self.down()["key"]

    @property
    def head(self) -> dict[str, str]:
        return {"HTTP_AUTHORIZATION": f"Bearer {self.token}"}

    def down(self) -> Any:
        told = self.client.get(DOOR, **self.head)
        assert told.status_code == 200, told.content
        fits("down", told.json())
        return told.json()

    def seal(self, data: object, id: str = "") -> dict[str, str]:
        """A sealed item, as the phone keeps it."""
        from wijkweb.commons.sealing import seal

        id = id or new_id()
        plain = data if isinstance(data, bytes) else json.dumps(data).encode()
        public = base64.urlsafe_b64decode(self.key["public"] + "=")
        return {"id": id, "key": self.key["id"], "sealed": seal(public=public, row_id=id, plain=plain)}

    def up(
        self,
        *items: dict[str, str],
        pending: int | None = None,
        version: int = 1,
        at: str = "2022-03-16T20:30:00Z",
        **head: str,
    ) -> Any:
        """Sends sealed items; the raw answer. `at` is what its clock says."""
        waiting = len(items) if pending is None else pending
        body = {"version": version, "now": at, "pending": waiting, "items": list(items)}
        fits("up", body)
        return self.client.post(DOOR, json.dumps(body), content_type="application/json", **self.head, **head)

    def send(self, *data: object) -> list[str]:
        """Seals, sends, and gives "answer code" of each; every receipt names its id and hash."""
        items = [self.seal(one) for one in data]
        told = self.up(*items)
        assert told.status_code == 200, told.content
        fits("answers", told.json())
        answers = {answer["id"]: answer for answer in told.json()["answers"]}
        assert answers.keys() == {item["id"] for item in items}
        for item in items:
            assert answers[item["id"]]["hash"] == hashlib.sha256(item["sealed"].encode()).hexdigest()
        return [f"{answers[item['id']]['answer']} {answers[item['id']].get('code', '')}".strip() for item in items]
