"""A value as JSON text."""

from __future__ import annotations

import json

from ledger.record.characters import escaped


def dump(value: object) -> str:
    """JSON for scripts: Chinese as it is, two blanks deep; what a terminal would obey is escaped."""
    return escaped(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def picked(value: object, keys: str) -> dict[str, object]:
    """The attributes of `value` that have the very names the contract has for them, in its order."""
    found = {key: getattr(value, key) for key in keys.split()}
    return {key: list(one) if isinstance(one, tuple) else one for key, one in found.items()}
