"""The JSON schema of a dataclass, so that somebody else can make and read our files: the same rules as shapes.plain."""

from __future__ import annotations

import dataclasses
import types
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

_SIMPLE: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
    date: {"type": "string", "format": "date"},
    time: {"type": "string", "format": "time"},
}


def schema_of(shape: Any, **more: Any) -> dict[str, Any]:
    """The schema (2020-12) of a dataclass, with the dataclasses inside it under `$defs`."""
    defs: dict[str, Any] = {}
    body = _object(shape, defs)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **more,
        **body,
        "$defs": dict(sorted(defs.items())),
    }


def _object(shape: Any, defs: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(shape)
    fields = dataclasses.fields(shape)
    needed = [f.name for f in fields if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING]
    told = " ".join((shape.__doc__ or "").split())
    return {
        "type": "object",
        "description": told,
        "properties": {field.name: _value(hints[field.name], defs) for field in fields},
        "required": needed,
        "additionalProperties": False,
    }


def _value(hint: Any, defs: dict[str, Any]) -> dict[str, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_value(one, defs) for one in arguments if one is not type(None)] + [{"type": "null"}]}
    if origin is tuple:
        return _array(arguments, defs)
    if dataclasses.is_dataclass(hint):
        name = hint.__name__  # type: ignore[union-attr]
        if name not in defs:
            defs[name] = {}
            defs[name] = _object(hint, defs)
        return {"$ref": f"#/$defs/{name}"}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [item.value for item in hint]}
    return _SIMPLE[hint]


def _array(arguments: tuple[Any, ...], defs: dict[str, Any]) -> dict[str, Any]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return {"type": "array", "items": _value(arguments[0], defs)}
    items = [_value(one, defs) for one in arguments]
    return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}
