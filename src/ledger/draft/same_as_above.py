"""责任单位：同上 and 完成时限：同上 in running text; cells that say so are filled in `table_grid`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ledger.draft.attribution import Attribution
from ledger.draft.cell_kinds import DITTO, is_ditto
from ledger.draft.outline import Found


def same_as_above(tasks: Iterable[Found]) -> Iterator[Found]:
    """责任单位：同上 and 完成时限：同上 take what the task before says."""
    above = Attribution()
    for found in tasks:
        own = found.attribution
        units = above.units if is_ditto(re.sub("^[^：:]{2,8}[：:]", "", own.units)) else own.units
        deadline = above.deadline if is_ditto(own.deadline) else own.deadline
        if above and (units, deadline) != (own.units, own.deadline):
            found = replace(
                found, attribution=replace(own, units=units, deadline=deadline), doubts=(*found.doubts, DITTO)
            )
        above = found.attribution
        yield found
