"""What is kept of a plan: the frozen values its duties are made from, without texts nobody asks for here.

Contents of tasks, notes of entries, people and telephone numbers are not kept, but where `validate` has shown a
line of a file: it is kept to be shown again (`checked`). Records (pydantic) are kept
as plain `Kept` objects, so that reading them back imports no models. Only values of our own and days are
read back: a file that asks for anything else is damaged.
"""

from __future__ import annotations

import io
import pickle
import zlib
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any

from ledger.record.days import Years

_FIELDS = {
    "Plan": ("id", "title", "short", "region", "year", "rolling", "issued", "archived"),
    "Progress": ("day", "unit", "status", "done_on", "milestone", "extend_to", "reason"),
    "Adjustment": ("day",),
    "DirectoryFile": ("region", "units", "groups"),
    "Unit": ("name", "aliases", "former", "category"),
    "UnitGroup": ("name", "aliases", "members"),
    "ByCategory": ("category",),
}
"""The fields kept of each record; a record not named here is not kept at all."""

_LEFT_OUT: dict[str, dict[str, Any]] = {
    "Item": {"readings": ()},
    "Responsibility": {"words": "", "people": (), "unknown": (), "doubts": (), "pieces": ()},
}
"""Of our own values what only `validate` and `show` ask for."""

_SENT_BACK = "退回"  # the one status whose 原因 an answer says


class Kept:
    """The kept fields of a record, under their names."""

    def __init__(self, **fields: Any) -> None:
        self.__dict__.update(fields)


class Damaged(Exception):
    """Not what was written."""


def pack(value: Any) -> bytes:
    """`value` as bytes, with a sum that tells damage."""
    buffer = io.BytesIO()
    _Packer(buffer, protocol=5).dump(value)
    body = buffer.getvalue()
    return zlib.crc32(body).to_bytes(4, "big") + body


def unpack(packed: bytes) -> Any:
    """What was packed. Raises Damaged."""
    body = packed[4:]
    if zlib.crc32(body).to_bytes(4, "big") != packed[:4]:
        raise Damaged
    try:
        return _Unpacker(io.BytesIO(body)).load()
    except Exception as error:
        raise Damaged from error


def _kept(fields: dict[str, Any]) -> Kept:
    return Kept(**fields)


def _made(kind: type, *values: Any) -> Any:
    """A frozen value of `kind` with its fields in order; a third of the time that `dataclasses` takes for it."""
    made: Any = object.__new__(kind)
    for name, value in zip(_fields_of(kind), values, strict=True):
        object.__setattr__(made, name, value)
    return made


@cache
def _fields_of(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


class _Packer(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        if kind is Years:
            return Years, (int(value), value.last)
        if is_dataclass(kind):
            left_out = _LEFT_OUT.get(kind.__name__, {})
            names = _fields_of(kind)
            return _made, (kind, *[left_out[n] if n in left_out else getattr(value, n) for n in names])
        if not hasattr(kind, "model_fields"):
            return NotImplemented
        known = {name: getattr(value, name) for name in _FIELDS.get(kind.__name__, ())}
        if known.get("status") != _SENT_BACK and "reason" in known:
            known["reason"] = None
        return _kept, (known,)


class _Unpacker(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("datetime", "date"):
            return date
        if (module, name) in ((__name__, "_kept"), (__name__, "_made")):
            return _kept if name == "_kept" else _made
        if (module, name) == (Years.__module__, "Years"):
            return Years
        if module.startswith(("ledger.words.", "ledger.duty.", "ledger.questions.")) and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and is_dataclass(found):
                return found
        raise Damaged
