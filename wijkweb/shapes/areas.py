"""A source of areas as data: which file, which of its columns, which version of boundaries it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Alias:
    """The code of an area in another system, made from its own: "44021W{code:0>2}"."""

    system: str
    template: str


@dataclass(frozen=True, slots=True)
class AreaSource:
    """One file of areas. `code`, `name`, `parent`, `size` are columns; `nis` a column or a fixed code.

    A fixed NIS code is written "=44021". `strip` is cut off the end of names.
    """

    key: str
    title: str
    file: str
    source: str
    licence: str
    taken_on: date
    level: Literal["municipality", "neighbourhood", "sector"]
    system: str
    code: str
    name: str
    nis: str
    attribution: str = ""
    delimiter: str = ","
    parent: str = ""
    size: str = ""
    strip: str = ""
    aliases: tuple[Alias, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaSources:
    """A list of sources, as a file `sources.toml` beside the files it names."""

    sources: tuple[AreaSource, ...]
