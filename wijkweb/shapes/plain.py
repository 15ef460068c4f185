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


class Misfit(ValueError):
    """The data does not have the shape; `key` says where ("sections[2].limit"), the message why."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"{key}: {reason}" if key else reason)
        self.key = key
        self.reason = reason


def to_plain(value: Any) -> Any:
    """Dictionaries, lists and simple values; empty fields that have a default are left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: to_plain(item)
            for field in dataclasses.fields(value)
            if (item := getattr(value, field.name)) != field.default or field.name == "type"
        }
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    return value


def from_plain(shape: type[T], data: Any, key: str = "") -> T:
    """The dataclass `shape` from `data`; raises Misfit at the first place that does not fit."""
    if not isinstance(data, Mapping):
        raise Misfit(key, f"expected a table, found {_name(data)}")
    fields = _fields(shape)  # type: ignore[arg-type]
    for name in data:
        if name not in fields:
            raise Misfit(_join(key, str(name)), "unknown key")
    values: dict[str, Any] = {}
    for name, (hint, required) in fields.items():
        if name in data:
            values[name] = _value(hint, data[name], _join(key, name))
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


def _value(hint: Any, data: Any, key: str) -> Any:
    origin = get_origin(hint)
    if origin is Literal:
        return _one_of(get_args(hint), data, key)
    if origin in (Union, types.UnionType):
        return _union(get_args(hint), data, key)
    if origin is tuple:
        return _tuple(get_args(hint), data, key)
    if dataclasses.is_dataclass(hint):
        return from_plain(hint, data, key)  # type: ignore[arg-type]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(_one_of(tuple(item.value for item in hint), data, key))
    return _simple(hint, data, key)


def _simple(hint: Any, data: Any, key: str) -> Any:
    read: dict[Any, Callable[[Any], Any]] = {
        Decimal: Decimal,
        date: date.fromisoformat,
        time: time.fromisoformat,
    }
    if hint in read and isinstance(data, str):
        try:
            return read[hint](data)
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


def _union(hints: tuple[Any, ...], data: Any, key: str) -> Any:
    rest = [hint for hint in hints if hint is not type(None)]
    if data is None and len(rest) < len(hints):
        return None
    if len(rest) == 1:
        return _value(rest[0], data, key)
    if not isinstance(data, Mapping):
        raise Misfit(key, f"expected a table, found {_name(data)}")
    by_type = {get_args(_fields(hint)["type"][0])[0]: hint for hint in rest}
    chosen = _one_of(tuple(by_type), data.get("type"), _join(key, "type"))
    return from_plain(by_type[chosen], data, key)


def _tuple(hints: tuple[Any, ...], data: Any, key: str) -> tuple[Any, ...]:
    if not isinstance(data, list | tuple):
        raise Misfit(key, f"expected a list, found {_name(data)}")
    if len(hints) == 2 and hints[1] is Ellipsis:
        return tuple(_value(hints[0], item, f"{key}[{place}]") for place, item in enumerate(data))
    if len(hints) != len(data):
        raise Misfit(key, f"expected {len(hints)} values, found {len(data)}")
    return tuple(_value(hint, item, f"{key}[{n}]") for n, (hint, item) in enumerate(zip(hints, data, strict=True)))


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
