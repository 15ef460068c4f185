"""A row of the table: a function that measures one thing, its bar, and how both are printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

WIDTH = 66


class NotHere(Exception):
    """What a row needs is not on this machine; the message says what."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. The first line of the function's doc says what it measures.

    The function gets a throw-away folder and `arguments`, and returns the median; `most` is the bar, None for
    a figure that is only information.
    """

    measure: Callable[..., float]
    unit: str
    most: float | None = None
    arguments: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        told = (self.measure.__doc__ or self.measure.__name__).split("\n")[0].rstrip(".")
        return " ".join([told, *(f"({argument})" for argument in self.arguments)])

    def line(self, place: Path) -> str:
        """Measures, and tells it as a line of the table."""
        try:
            measured = self.measure(place, *self.arguments)
        except NotHere as reason:
            return _line(self.what, _figure(self.most), "-", self.unit, f"not run: {reason}")
        verdict = "" if self.most is None else "ok" if measured <= self.most else "over"
        return _line(self.what, _figure(self.most), _figure(measured), self.unit, verdict)


def head() -> str:
    """The head of the table."""
    titles = _line("what", "bar", "measured", "unit", "")
    return f"{titles}\n{'-' * (WIDTH + 34)}"


def _line(what: str, bar: str, measured: str, unit: str, verdict: str) -> str:
    return f"{what:<{WIDTH}} {bar:>6} {measured:>9}  {unit:<9} {verdict}".rstrip()


def _figure(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if value == int(value) else f"{value:.2f}" if value < 10 else f"{value:.1f}"
