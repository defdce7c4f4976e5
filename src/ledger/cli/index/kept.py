"""What is kept of a plan: the frozen values its duties are made from, without texts nobody asks for here.

Contents of tasks, notes of entries, people and telephone numbers are not kept. Records (pydantic) are kept
as plain `Kept` objects, so that reading them back imports no models. Only values of our own and days are
read back: a file that asks for anything else is damaged.
"""

from __future__ import annotations

import io
import pickle
import zlib
from dataclasses import is_dataclass
from datetime import date
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


class _Packer(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        if kind is Years:
            return Years, (int(value), value.last)
        if not hasattr(kind, "model_fields"):
            return NotImplemented
        names = _FIELDS.get(kind.__name__)
        fields = {name: getattr(value, name) for name in names or ()}
        if fields.get("status") != _SENT_BACK and "reason" in fields:
            fields["reason"] = None
        return _kept, (fields,)


class _Unpacker(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("datetime", "date"):
            return date
        if (module, name) == (__name__, "_kept"):
            return _kept
        if (module, name) == (Years.__module__, "Years"):
            return Years
        if module.startswith(("ledger.words.", "ledger.duty.", "ledger.questions.")) and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and is_dataclass(found):
                return found
        raise Damaged
