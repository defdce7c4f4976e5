"""Whether the contacts of a directory are complete, and the lines of the form."""

from __future__ import annotations

from ledger.record.directory_model import DirectoryFile
from ledger.values.contacts import CONTACT_FIELDS, ContactGap, ContactRow


def contact_rows(directory: DirectoryFile) -> tuple[ContactRow, ...]:
    """A line for every unit, in the order of `units.yaml`."""
    return tuple(
        ContactRow(unit.name, unit.category or "", tuple(field.read(unit) for field in CONTACT_FIELDS))
        for unit in directory.units
    )


def contact_gaps(directory: DirectoryFile) -> tuple[ContactGap, ...]:
    """The units whose line lacks something, and what; none when the form is complete."""
    gaps = []
    for row in contact_rows(directory):
        filled = zip(CONTACT_FIELDS, row.cells, strict=True)
        missing = tuple(field.key for field, cell in filled if not cell)
        if missing:
            gaps.append(ContactGap(row.unit, missing))
    return tuple(gaps)
