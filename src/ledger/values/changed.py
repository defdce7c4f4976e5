"""A frozen value with some fields changed."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def changed(value: T, **new: object) -> T:
    """`dataclasses.replace` for values that check nothing when they are made: the fields are handed over as they are,
    in half the time."""
    made: Any = object.__new__(type(value))
    kind: Any = type(value)
    for name in _names(kind):
        object.__setattr__(made, name, new[name] if name in new else getattr(value, name))
    return made  # type: ignore[no-any-return]


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
