"""Months in which nobody filled a function, as far as that was noted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from wijkweb.contract.models import Contract, TeamFunction
from wijkweb.rules import capacity as rules


def vacant_months(contract: Contract, *, until: date) -> frozenset[tuple[str, date]]:
    """The (title, first day) of months up to a day of which it was noted that nobody filled a function at all; one
    query.

    Only what was noted counts: the first day of somebody's account does not say that nobody worked before. Of two
    functions with one title both have to be vacant.
    """
    posts: dict[int, tuple[str, rules.Post]] = {}
    noted: dict[int, list[rules.Noted]] = defaultdict(list)
    for pk, title, vte, start, end, key, first, last, gone in _with_gaps(contract):
        posts[pk] = title, rules.Post(vte, start, end)
        if key:
            noted[pk].append(rules.Noted(first, last, gone, key))
    vacant: set[tuple[str, date]] = set()
    filled: set[tuple[str, date]] = set()
    for pk, (title, post) in posts.items():
        for month in rules.months(post, [rules.Filled(post.start, None)], noted[pk], until):
            (filled if month.filled else vacant).add((title, month.first))
    return frozenset(vacant - filled)


def _with_gaps(contract: Contract) -> Iterable[tuple[Any, ...]]:
    """Every function of a contract, once for each vacancy that was noted of it, or once with none."""
    gaps = ("vacancies__public_id", "vacancies__start", "vacancies__end", "vacancies__vte")
    return TeamFunction.objects.filter(contract=contract).values_list("pk", "title", "vte", "start", "end", *gaps)
