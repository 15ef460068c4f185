"""A call file (TOML) into a Call; every error names the file and the key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wijkweb.readers.errors import Unreadable
from wijkweb.shapes.call import Call, EligiblePosts, InfrastructureMax, OwnShareMin
from wijkweb.shapes.plain import Misfit, from_plain

PUBLISHED = Path(__file__).resolve().parent.parent / "call" / "published"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WHEN = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_FINGERPRINT = re.compile(r"([0-9]+):([0-9a-f]{10}(?:,[0-9a-f]{10})*)")


def read_call(path: Path) -> Call:
    """The call in a file; raises Unreadable("call_file") with file, key and reason."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable("call_file", file=path.name, key="", reason=str(error)) from None
    return parse_call(text, path.name)


def parse_call(text: str, name: str) -> Call:
    """The call in a TOML text; `name` is the file's name for the errors."""
    try:
        call = from_plain(Call, tomllib.loads(text))
        for key, reason in _faults(call):
            raise Misfit(key, reason)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable("call_file", file=name, key="", reason=str(error)) from None
    except Misfit as error:
        raise Unreadable("call_file", file=name, key=error.key, reason=error.reason) from None
    return call


def published(call_id: str) -> Call:
    """A call that comes with the program; raises Unreadable("call_unknown") with the ids that there are."""
    known = sorted(path.stem for path in PUBLISHED.glob("*.toml"))
    if call_id not in known:
        raise Unreadable("call_unknown", call=call_id, known=", ".join(known))
    return read_call(PUBLISHED / f"{call_id}.toml")


def _faults(call: Call) -> Iterator[tuple[str, str]]:
    """What the shape alone cannot say: ids, shares, references from one place to another."""
    if not _ID.fullmatch(call.id):
        yield "id", f"{call.id!r} may hold small letters, digits and single hyphens"
    if not call.sections:
        yield "sections", "a call needs at least one section"
    for name, keys in _keyed(call).items():
        for at, key in enumerate(keys):
            if key in keys[:at]:
                yield f"{name}[{at}]", f"{key!r} stands here twice"
    if not call.deadline.history:
        yield "deadline.history", "a call needs at least one deadline"
    yield from _section_faults(call)
    yield from _clause_faults(call)
    for at, step in enumerate(call.calendar):
        if not _WHEN.fullmatch(step.when):
            yield f"calendar[{at}].when", f"{step.when!r} is not a day, a month or a year"
    for at, printed in enumerate(call.form.fingerprints):
        match = _FINGERPRINT.fullmatch(printed)
        if not match or len(match[2].split(",")) != -(-int(match[1]) // 4):
            yield f"form.fingerprints[{at}]", "is not a fingerprint; make it with `wijkweb fingerprint`"
    try:
        ZoneInfo(call.deadline.zone)
    except (ZoneInfoNotFoundError, ValueError):
        yield "deadline.zone", f"{call.deadline.zone!r} is not a time zone"


def _keyed(call: Call) -> dict[str, list[str]]:
    """Lists whose keys may stand in them once."""
    return {
        "sections": [section.key for section in call.sections],
        "clauses": [clause.type for clause in call.clauses],
        "aspects": [aspect.key for aspect in call.aspects],
        "open_items": [item.key for item in call.open_items],
        "calendar": [step.key for step in call.calendar],
        **{f"sections[{n}].questions": [q.key for q in s.questions] for n, s in enumerate(call.sections)},
    }


def _section_faults(call: Call) -> Iterator[tuple[str, str]]:
    for at, section in enumerate(call.sections):
        if section.limit is not None and section.limit < 1:
            yield f"sections[{at}].limit", "must be at least 1"
        if section.number.endswith("."):
            yield f"sections[{at}].number", "is written without a final point"


def _clause_faults(call: Call) -> Iterator[tuple[str, str]]:
    posts = call.clause(EligiblePosts)
    known = {post.key for post in posts.posts} if posts else set()
    for at, clause in enumerate(call.clauses):
        if isinstance(clause, OwnShareMin | InfrastructureMax) and not 0 <= clause.share <= 1:
            yield f"clauses[{at}].share", f"{clause.share} is not a part of 1"
        if isinstance(clause, OwnShareMin) and clause.share == 1 and clause.base != "subsidy":
            yield f"clauses[{at}].share", "a share of 1 of the whole leaves nothing to subsidise"
        if isinstance(clause, InfrastructureMax) and (missing := set(clause.posts) - known):
            yield f"clauses[{at}].posts", f"{', '.join(sorted(missing))} is no post of eligible_posts"
