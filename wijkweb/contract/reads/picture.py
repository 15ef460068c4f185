"""The network as a picture: who is still in it, and what it promised for which track."""

from __future__ import annotations

from datetime import date

from wijkweb.contract.reads.network import Network, PartnerLine
from wijkweb.rules.picture import Knot, Picture, Tie, draw


def picture_of(network: Network, *, on: date, everything: str) -> Picture | None:
    """The picture of a network on a day; `everything` is the label for what is promised for all tracks.

    Who left, and what ended, stands in the table only. None when there is nobody.
    """
    levels = [(level, [_knot(one, on, everything) for one in _present(ones, on)]) for level, ones in network.levels]
    found = [(level, knots) for level, knots in levels if knots]
    return draw(found) if found else None


def _present(partners: tuple[PartnerLine, ...], on: date) -> list[PartnerLine]:
    return [one for one in partners if one.left_on is None or one.left_on >= on]


def _knot(one: PartnerLine, on: date, everything: str) -> Knot:
    running = [row for row in one.engagements if row.state != "ended" and (row.end is None or row.end >= on)]
    return Knot(one.name, tuple(Tie(row.track, row.on or everything, row.state) for row in running))
