"""What may follow on what: every state with the states that are allowed next. History is appended, never edited."""

from __future__ import annotations

from collections.abc import Mapping

States = Mapping[str, frozenset[str]]


def _states(**following: str) -> States:
    return {state: frozenset(names.split()) for state, names in following.items()}


DOSSIER = _states(draft="ready withdrawn", ready="draft withdrawn", withdrawn="draft")
IDEA = _states(
    long_list="short_list set_aside",
    short_list="chosen long_list set_aside",
    chosen="short_list set_aside",
    set_aside="long_list",
)
# a place grows into other hands, and may fall back a step; no step is skipped
PLACE = _states(rest="shared", shared="co_owned rest", co_owned="lasting shared", lasting="co_owned")
SIGNAL = _states(open="answered closed", answered="told closed open", told="closed open", closed="open")
LEVELS = _states(team="city flanders", city="flanders", flanders="")
REPORT = _states(open="closed", closed="approved open", approved="sent", sent="")
# a meeting that was cancelled stays so, the next one is planned anew; one that was held has its number for good
MEETING = _states(planned="held cancelled", held="", cancelled="")
ACTION = _states(open="done dropped", done="open", dropped="open")
ANCHOR = _states(to_do="started done dropped", started="done dropped to_do", done="started", dropped="to_do")
HAND_OVER = _states(planned="agreed dropped", agreed="done planned dropped", done="agreed", dropped="planned")
SECTION = _states(open="ready", ready="open approved", approved="open")


def may_become(states: States, now: str, then: str) -> bool:
    """Whether a thing in the state `now` may go to the state `then`."""
    return then in states[now]
