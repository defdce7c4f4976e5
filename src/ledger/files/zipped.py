"""The zip file that a workbook or a Word file is: packed so that the same parts give the same bytes, or found broken."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

BROKEN_ZIP = (OSError, KeyError, ValueError, EOFError, RuntimeError, zlib.error, zipfile.BadZipFile)
"""What `zipfile` raises on a package that was cut or changed."""
_FIRST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The parts by name, none stamped with the clock."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _FIRST_ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()
