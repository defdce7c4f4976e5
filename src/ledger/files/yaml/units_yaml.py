"""`units.yaml` (单位名录) and `office.yaml` beside it: found by walking up from a plan, read like plans."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ledger.files.yaml.plan_yaml import YamlFile, read_record
from ledger.files.yaml.text_file import TextFile, decode, read_text_file
from ledger.record.directory_model import DirectoryFile
from ledger.record.office_model import OfficeFile


@dataclass(frozen=True)
class DirectoryRead(YamlFile):
    """A directory as read. `file` is None exactly when `problems` holds an error."""

    file: DirectoryFile | None = None


@dataclass(frozen=True)
class OfficeRead(YamlFile):
    """The settings as read. `office` is None exactly when `problems` holds an error."""

    office: OfficeFile | None = None


def read_directory(path: Path, *, shown: str | None = None) -> DirectoryRead:
    """Read `units.yaml`. Raises LedgerError when it cannot be read at all."""
    return _directory(read_text_file(path, shown=shown))


def parse_directory(path: Path, shown: str, raw: bytes) -> DirectoryRead:
    """The directory that the bytes `raw` of the file `path` hold."""
    return _directory(decode(path, shown, raw))


def _directory(source: TextFile) -> DirectoryRead:
    file, record = read_record(source, DirectoryFile)
    return DirectoryRead(file.source, file.layout, file.tree, file.problems, record)


def read_office(path: Path, *, shown: str | None = None) -> OfficeRead:
    """Read `office.yaml`. Raises LedgerError when it cannot be read at all."""
    file, record = read_record(read_text_file(path, shown=shown), OfficeFile)
    return OfficeRead(file.source, file.layout, file.tree, file.problems, record)
