"""An application as JSON, the canonical form of a dossier: sorted keys, the same dossier gives the same bytes.

`application.schema.json` describes it; `python -m wijkweb.writers.application_json` writes that schema anew.
"""

from __future__ import annotations

import json
from pathlib import Path

from wijkweb.shapes.application import Application
from wijkweb.shapes.plain import to_plain
from wijkweb.shapes.schema import schema_of

FORMAT = "wijkweb-application-1"
SCHEMA = Path(__file__).with_name("application.schema.json")


def write_application(application: Application) -> bytes:
    """The bytes of the JSON file, UTF-8, with a final newline."""
    data = {"format": FORMAT, **to_plain(application)}
    # dates are the only values that JSON has no form for; text is theirs
    return (json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1, default=str) + "\n").encode()


def schema() -> str:
    """The schema of the file, as text."""
    made = schema_of(Application, title="Wijkweb application")
    made["properties"] = {"format": {"const": FORMAT}, **made["properties"]}
    made["required"] = ["format", *made["required"]]
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema(), encoding="utf-8")
