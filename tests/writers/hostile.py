"""Texts that try to become a formula in somebody's spreadsheet."""

from __future__ import annotations

import random

_STARTS = [
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
    "−",
    " =",
    "\u00a0=",
    "\ufeff=",
    "\t=",
    "\r\n=",
    "'=",
    '"=',
]
_BODIES = [
    "1+1", "cmd|'/c calc'!A0", 'HYPERLINK("https://example.org","klik")', "SUM(A1:A9)", "WEBSERVICE(A1)", "IMPORTXML(1)",
    "2+3+cmd|' /C notepad'!'A1'", "DDE(\"cmd\";\"/C calc\";\"x\")", "A1", "@SUM(1)", "1;=1+1", "1\n=1+1", "1,=1+1", "\"&A1&\"",
]  # fmt: skip
PAYLOADS = 500


def payloads() -> list[str]:
    """So many different texts, the same ones each time."""
    chance = random.Random(1998)
    found = dict.fromkeys(start + body for start in _STARTS for body in _BODIES)
    while len(found) < PAYLOADS:
        body = "".join(chance.choices("=+-@\t\n,;\"'|!A1() ", k=chance.randrange(1, 20)))
        found[chance.choice(_STARTS) + body] = None
    return list(found)[:PAYLOADS]
