"""`ledger units --suggest`: a 单位名录 proposed, or what is new put into the one that is there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.cli.office import Office
from ledger.cli.output import STDOUT, write_file
from ledger.cli.screen import put_file, say
from ledger.duty.directory import UnitDirectory
from ledger.duty.suggest import suggest_directory, suggest_new
from ledger.files.yaml.units_splice import with_new
from ledger.files.yaml.units_yaml import DirectoryRead, read_directory
from ledger.problems import LedgerError, UsageError

if TYPE_CHECKING:
    from ledger.record.model import Plan


def suggest_units(office: Office, output: Path | None, *, region: str | None, dry_run: bool) -> None:
    """Print a fresh proposal, or write it to `output`: then what stands there, else in the directory the plans use,
    is kept to the letter, and what is new comes behind it, marked 新. Printed, nobody's contacts are shown."""
    plans = [reading.plan for reading in office.readings]
    regions = list(dict.fromkeys(plan.region for plan in plans))
    path = _file_named(output)
    if path and len(regions) > 1:
        raise UsageError(
            f"一份名录写一个地区，这里有 {'、'.join(str(one) for one in regions)}；请加 --region。"
        )
    there = _there(office, path) if path else None
    if there is None or len(regions) > 1:
        content = suggest_directory(plans, region).encode()
        told = ""
    else:
        content, told = with_new_of(there, plans, regions[0])
    if path:
        write_file(path, content, dry_run=dry_run)
    else:
        put_file(content.decode())
    if told:
        say(told)


def with_new_of(there: DirectoryRead, plans: Sequence[Plan], region: str | None) -> tuple[bytes, str]:
    """The bytes of the directory that is there with what it does not know of the plans of `region`, and a sentence on
    it. LedgerError where it has errors."""
    if there.file is None:
        raise LedgerError(f"“{there.shown}”有错误，不能往里添；先用 ledger validate 查看并改正。")
    units, groups = suggest_new(plans, UnitDirectory(there.file, region), region)
    counts = [sum(line.startswith("- ") for line in lines) for lines in (units, groups)]
    told = f"原有的照旧，新添 {counts[0]} 个单位、{counts[1]} 个集合，上面注明“新”。"
    return with_new(there, units, groups), told if any(counts) else "计划里的单位和集合，名录里都有了。"


def _file_named(output: Path | None) -> Path | None:
    """The file `-o` means, `units.yaml` in a folder it names; None for the screen."""
    if output is None or output == STDOUT:
        return None
    if output.suffix not in ("", ".yaml", ".yml") or output == Path(""):
        raise UsageError(f"单位名录是 .yaml 文件，-o 却是“{output}”。")
    return output / "units.yaml" if output.is_dir() or not output.suffix else output


def _there(office: Office, path: Path) -> DirectoryRead | None:
    """The directory to add to: the file that is to be written, else the one all these plans use."""
    if path.exists():
        return read_directory(path, shown=str(path))
    used = {plan.directory.path: plan.directory for plan in office.plans if plan.directory is not None}
    return next(iter(used.values())) if len(used) == 1 else None
