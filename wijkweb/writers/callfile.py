"""A Call back into a call file (TOML): load, dump and load again give the same call."""

from __future__ import annotations

import json

from wijkweb.shapes.call import Call
from wijkweb.shapes.plain import to_plain


def dump_call(call: Call) -> str:
    """The call as TOML text."""
    import tomli_w

    return tomli_w.dumps(to_plain(call), multiline_strings=True)


def canonical(call: Call) -> str:
    """The call as one line of JSON, keys in order: equal calls give equal text, whatever their file looks like."""
    return json.dumps(to_plain(call), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
