"""Every value that is stored or exchanged, as plain JSON values and back.

The journal, the custom XML part of an export and the crash tests all speak this one form. Fields at their
default are left out, so a new field with a default can be read from an older file; unknown fields of a newer
file are ignored.
"""

from __future__ import annotations

import types
import typing
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar

from annotator.model.annotation import Annotation
from annotator.model.article import Article
from annotator.model.refusal import Refusal
from annotator.model.source import Source
from annotator.model.tag import Tag

Record = Annotation | Source | Tag | Article | Refusal
"""What a `Change` can touch."""

RECORD_TYPES: dict[str, type[Record]] = {
    "annotation": Annotation,
    "source": Source,
    "tag": Tag,
    "article": Article,
    "refusal": Refusal,
}

_PLAIN = frozenset({str, int, float, bool, type(None)})

T = TypeVar("T")


def record_type(record: Record) -> str:
    """Return the name of a record's type, a key of `RECORD_TYPES`."""
    return type(record).__name__.lower()


def to_json(value: Any) -> Any:
    """Return a frozen value as dicts, lists, strings and numbers; fields at their default are left out."""
    if isinstance(value, str):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        found = {}
        for name, default in _defaults(type(value)):
            got = getattr(value, name)
            # most fields are at their default, and most defaults are the very object: no need to compare
            if got is not default and got != default:
                found[name] = got if type(got) in _PLAIN else to_json(got)
        return found
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(to_json(item) for item in value)
    return value


def from_json(kind: type[T], value: Any) -> T:
    """Return the `kind` that `to_json` made `value` of; ValueError if it is none."""
    try:
        return typing.cast("T", _read(kind, value))
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"not a {kind.__name__}: {error}") from error


@lru_cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    return tuple((item.name, _default(item)) for item in fields(kind))


def _default(item: Field[Any]) -> Any:
    if item.default is not MISSING:
        return item.default
    if item.default_factory is not MISSING:
        return item.default_factory()
    return MISSING


@lru_cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _read(kind: Any, value: Any) -> Any:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        if value is None and type(None) in arguments:
            return None
        return _read(next(item for item in arguments if item is not type(None)), value)
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return tuple(_read(arguments[0], item) for item in value)
        return tuple(_read(item, part) for item, part in zip(arguments, value, strict=True))
    if origin is frozenset:
        return frozenset(_read(arguments[0], item) for item in value)
    if is_dataclass(kind):
        hints = _hints(typing.cast("type", kind))
        return typing.cast("type", kind)(
            **{name: _read(hints[name], got) for name, got in value.items() if name in hints}
        )
    if kind in (datetime, date):
        return kind.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(kind, type) and not isinstance(value, kind):
        raise TypeError(f"{value!r} is not {kind.__name__}")
    return value
