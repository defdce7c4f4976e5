"""What the contact form lacks, as text and JSON: names of boxes, never what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from ledger.values.contacts import CONTACT_FIELDS, ContactGap
from ledger.views.json_text import dump


def gaps_text(gaps: Sequence[ContactGap], units: int) -> str:
    """How many of `units` are complete, then a line for each that is not."""
    lines = [f"联系人：{units} 个单位，{units - len(gaps)} 个齐全，{len(gaps)} 个不全。"]
    for gap in gaps:
        everything = len(gap.missing) == len(CONTACT_FIELDS)
        lines.append(f"  {gap.unit}：{'全部没有填' if everything else '缺 ' + '、'.join(gap.missing)}")
    return "\n".join(lines) + "\n"


def gaps_json(gaps: Sequence[ContactGap], units: int) -> str:
    """`{"units":n,"gaps":[{"unit","missing":[key…]}]}`, keys as in `units.yaml`."""
    return dump({"units": units, "gaps": [asdict(gap) for gap in gaps]})
