"""Dataclasses to plain dictionaries and back, with errors that name the place.

One mechanism for a call file, a document that comes from another process and a dossier that is stored:
the dataclass itself is the schema. Amounts travel as text, dates as dates (TOML) or as text (JSON).
"""

from __future__ import annotations

import dataclasses
import functools
import types
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
_Read = Callable[[Any, str], Any]  # from the data and the name of its place to the value
_PARSED: dict[Any, Callable[[Any], Any]] = {Decimal: Decimal, date: date.fromisoformat, time: time.fromisoformat}


class Misfit(ValueError):
    """The data does not have the shape; `key` says where ("sections[2].limit"), the message why."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"{key}: {reason}" if key else reason)
        self.key = key
        self.reason = reason


def to_plain(value: Any) -> Any:
    """Dictionaries, lists and simple values; empty fields that have a default are left out."""
    if value is None or type(value) is str:
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            name: to_plain(item)
            for name, default in _defaults(type(value))
            if (item := getattr(value, name)) != default or name == "type"
        }
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    return value


@functools.cache
def _defaults(shape: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in dataclasses.fields(shape))


def from_plain(shape: type[T], data: Any, key: str = "") -> T:
    """The dataclass `shape` from `data`; raises Misfit at the first place that does not fit."""
    if not isinstance(data, Mapping):
        raise Misfit(key, f"expected a table, found {_name(data)}")
    fields = _readers(shape)  # type: ignore[arg-type]
    for name in data:
        if name not in fields:
            raise Misfit(_join(key, str(name)), "unknown key")
    values: dict[str, Any] = {}
    for name, (read, required) in fields.items():
        if name in data:
            values[name] = read(data[name], _join(key, name))
        elif required:
            raise Misfit(_join(key, name), "is missing")
    return shape(**values)


@functools.cache
def _fields(shape: Any) -> dict[str, tuple[Any, bool]]:
    hints = get_type_hints(shape)
    return {
        field.name: (
            hints[field.name],
            field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING,
        )
        for field in dataclasses.fields(shape)
    }


@functools.cache
def _readers(shape: Any) -> dict[str, tuple[_Read, bool]]:
    """How each field of a dataclass is read, found out once, and whether it has to be there."""
    return {name: (_reader(hint), required) for name, (hint, required) in _fields(shape).items()}


def _reader(hint: Any) -> _Read:
    origin, hints = get_origin(hint), get_args(hint)
    if origin is Literal:
        return functools.partial(_one_of, hints)
    if origin in (Union, types.UnionType):
        return _union(hints)
    if origin is tuple:
        return functools.partial(_tuple, tuple(_reader(one) for one in hints if one is not Ellipsis), Ellipsis in hints)
    if dataclasses.is_dataclass(hint):
        return functools.partial(from_plain, hint)  # type: ignore[arg-type]
    if isinstance(hint, type) and issubclass(hint, Enum):
        values = tuple(item.value for item in hint)
        return lambda data, key: hint(_one_of(values, data, key))
    return functools.partial(_simple, hint)


def _simple(hint: Any, data: Any, key: str) -> Any:
    if hint in _PARSED and isinstance(data, str):
        try:
            return _PARSED[hint](data)
        except (ValueError, InvalidOperation):
            raise Misfit(key, f"{data!r} is not {_NAMES[hint]}") from None
    # bool is an int for Python, a date is not a datetime for a call: only the exact type will do
    if type(data) is not hint:
        raise Misfit(key, f"expected {_NAMES.get(hint, hint)}, found {_name(data)}")
    return data


def _one_of(choices: tuple[Any, ...], data: Any, key: str) -> Any:
    if data not in choices:
        raise Misfit(key, f"{data!r} is not one of {', '.join(map(str, choices))}")
    return data


def _union(hints: tuple[Any, ...]) -> _Read:
    rest = [hint for hint in hints if hint is not type(None)]
    read = _reader(rest[0]) if len(rest) == 1 else functools.partial(_of_type, rest)
    if len(rest) == len(hints):
        return read
    return lambda data, key: None if data is None else read(data, key)


def _of_type(rest: list[Any], data: Any, key: str) -> Any:
    if not isinstance(data, Mapping):
        raise Misfit(key, f"expected a table, found {_name(data)}")
    by_type = {get_args(_fields(hint)["type"][0])[0]: hint for hint in rest}
    chosen = _one_of(tuple(by_type), data.get("type"), _join(key, "type"))
    return from_plain(by_type[chosen], data, key)


def _tuple(reads: tuple[_Read, ...], alike: bool, data: Any, key: str) -> tuple[Any, ...]:
    if not isinstance(data, list | tuple):
        raise Misfit(key, f"expected a list, found {_name(data)}")
    if alike:
        return tuple(reads[0](item, f"{key}[{place}]") for place, item in enumerate(data))
    if len(reads) != len(data):
        raise Misfit(key, f"expected {len(reads)} values, found {len(data)}")
    return tuple(read(item, f"{key}[{n}]") for n, (read, item) in enumerate(zip(reads, data, strict=True)))


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


_NAMES: dict[Any, str] = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    Decimal: 'an amount as text ("800000.00")',
    date: "a date (2021-07-19)",
    time: "a time (12:00:00)",
}


def _name(data: Any) -> str:
    if isinstance(data, Mapping):
        return "a table"
    if isinstance(data, list):
        return "a list"
    return _NAMES.get(type(data), type(data).__name__)
