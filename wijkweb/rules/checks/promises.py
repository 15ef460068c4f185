"""Promised indicators: hours without a base, tracks without a target."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wijkweb.rules.prose import is_subheading
from wijkweb.shapes.call import Call
from wijkweb.shapes.document import Block
from wijkweb.shapes.dossier import Dossier, PlacedSection
from wijkweb.shapes.finding import Certainty, Fact, Finding, Severity

_HOURS = re.compile(
    r"(?<![\w.,])(?P<hours>[0-9]{1,4}(?:[.,][0-9]{1,2})?)\s*(?:u|uur|uren|h|hrs?|hours?)\b\.?\s*"
    r"(?:/|per\b|elke\b|a\b|an\b|each\b)\s*(?P<period>week|wk|maand|dag|jaar|month|day|year)",
    re.IGNORECASE,
)
_WHOSE = re.compile(
    r"\bper\s+(?:\w+\s+)?(?:medewerker|werker|veldwerker|teamlid|persoon|VTE|FTE|worker|member)"
    r"|\b(?:werk|contact|team|medewerkers?)-?uren\b|\b(?:worker|contact|team)[ -]hours\b"
    r"|\b(?:hele|voltallige|gezamenlijke|whole)\s+team|\bteam\s+samen\b|\bvan\s+het\s+team\b",
    re.IGNORECASE,
)
_WEEKS = re.compile(
    r"\b[0-9]{2}\s*(?:werk|kalender|actieve\s+)?weken\b|\b(?:werk|kalender)we(?:ek|ken)\b|\bactieve\s+we(?:ek|ken)\b"
    r"|\b(?:calendar|active|working)\s+weeks?\b|\b[0-9]{2}\s*weeks\b|\bschoolwe(?:ek|ken)\b",
    re.IGNORECASE,
)
_TRACK = re.compile(
    r"\s*(?:spoor|luik|pijler|actielijn|lijn|as|track|pillar|strand)\s*(?:[0-9]{1,2}|[A-H]|[IVX]{1,4})\b",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"(?<![\w.,/-])[0-9]+(?:[.,][0-9]+)?\s*(?:%|‰|(?!(?:vte|fte|jaar|jaren|year|years|euro)\b)[a-zà-ÿ]{1,})"
    r"|\b(?:dagelijks|wekelijks|tweewekelijks|maandelijks|tweemaandelijks|driemaandelijks|halfjaarlijks|jaarlijks"
    r"|daily|weekly|monthly|quarterly|yearly)\w*"
    r"|\b(?:een|één|twee|drie|vier|vijf|zes|tien|twaalf|one|two|three|four|five|six|ten|twelve)\s+(?:keer|maal|times?)\b"
    r"|(?:\bper\s+|/)(?:week|maand|kwartaal|month|quarter)\b",
    re.IGNORECASE,
)


def check_promises(dossier: Dossier, call: Call) -> Iterator[Finding]:
    """What the section with the actions promises, and whether it can be measured."""
    for section in dossier.placed.sections:
        yield from _hours(section)
    key = next((spec.key for spec in call.sections if spec.role == "actions"), None)
    actions = dossier.placed.section(key) if key else None
    if actions:
        yield from _tracks(actions)


def _hours(section: PlacedSection) -> Iterator[Finding]:
    """Hours a week: whose hours, and over which weeks? Both change the verdict."""
    for at, block in section.answers():
        match = _HOURS.search(block.text)
        if not match:
            continue
        open_ends = [name for name, base in (("whose", _WHOSE), ("weeks", _WEEKS)) if not base.search(block.text)]
        if open_ends:
            facts: dict[str, Fact] = {
                "hours": match["hours"],
                "period": match["period"].lower(),
                "open": tuple(open_ends),
                "certainty": Certainty.LIKELY,
            }
            yield Finding("promise.no_base", Severity.WARNING, None, section.key, at, facts)


def _tracks(section: PlacedSection) -> Iterator[Finding]:
    tracks = list(_by_track(section))
    for at, label, blocks in tracks:
        if not any(_TARGET.search(block.text) for block in blocks):
            facts: dict[str, Fact] = {"track": label, "certainty": Certainty.LIKELY}
            yield Finding("promise.no_target", Severity.WARNING, None, section.key, at, facts)
    answers = section.answers()
    if not tracks and answers and not any(_TARGET.search(block.text) for _, block in answers):
        facts = {"certainty": Certainty.LIKELY}
        yield Finding("promise.no_target_at_all", Severity.WARNING, None, section.key, facts=facts)


def _by_track(section: PlacedSection) -> Iterator[tuple[int, str, list[Block]]]:
    """Each track with its place, its heading and the blocks up to the next sub-heading."""
    current: tuple[int, str, list[Block]] | None = None
    for at, block in section.answers():
        heads_track = (
            bool(_TRACK.match(block.text)) and len(block.text) <= 160 and not block.text.rstrip().endswith(".")
        )
        if heads_track or is_subheading(block):
            if current:
                yield current
            current = (at, " ".join(block.text.split()), []) if heads_track else None
        elif current:
            current[2].append(block)
    if current:
        yield current
