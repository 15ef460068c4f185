"""What several parts of one answer rest on, read once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_KEPT: ContextVar[dict[Any, Any] | None] = ContextVar("wijkweb_once", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """Within it, a read that is marked `once` asks the database the first time only; nothing is written meanwhile.

    One within another is the outer one: the reports of four years read each table once.
    """
    if _KEPT.get() is not None:
        yield
        return
    token = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(token)


def answers() -> dict[Any, Any] | None:
    """What was read so far; None outside `reading_once`."""
    return _KEPT.get()


def found_once(key: Any, read: Callable[[], R]) -> R:
    """What a read gives, of the first time that something asked with this key."""
    kept = answers()
    if kept is None:
        return read()
    if key not in kept:
        kept[key] = read()
    answer: R = kept[key]
    return answer


def once(read: Callable[P, R]) -> Callable[P, R]:
    """A read that gives the same rows to all who ask with the same words; who needs a row changed takes a copy."""

    @wraps(read)
    def found(*args: P.args, **kwargs: P.kwargs) -> R:
        return found_once((read, args, tuple(sorted(kwargs.items()))), lambda: read(*args, **kwargs))

    return found
