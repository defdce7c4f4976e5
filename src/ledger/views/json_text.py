"""A value as JSON text."""

from __future__ import annotations

import json

from ledger.record.characters import escaped


def dump(value: object) -> str:
    """JSON for scripts: Chinese as it is, two blanks deep; what a terminal would obey is escaped."""
    return escaped(json.dumps(value, ensure_ascii=False, indent=2, default=str))
