"""Tables as CSV for programs and for Excel: one heading, every plan below it, 地区 and 编号 in front."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from ledger.values.columns import columns_of
from ledger.values.table import OWN, LedgerTable

BOM = "\ufeff"  # without it Excel reads a UTF-8 file as GBK
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def ledger_csv(tables: Sequence[LedgerTable]) -> str:
    """The tables as one text, to be written as UTF-8 with its line ends (CRLF) kept.

    A cell that a spreadsheet program would take for a formula gets an apostrophe in front, as OWASP
    advises against CSV injection.
    """
    layout = tables[0].layout if tables else "plan"
    columns = columns_of(layout)
    own = tuple(dict.fromkeys(heading for table in tables for heading, _ in table.own))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["地区", "编号", "章节", *(column.heading for column in columns), *own])
    for table in tables:
        for row in table.rows:
            cells = [table.region, table.plan, " ".join(row.section)]
            cells += [row.text(column.key) for column in columns] + [
                row.text(OWN + heading) for heading in own
            ]
            writer.writerow([_harmless(cell) for cell in cells])
    return BOM + text.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
