"""`ledger units --contacts`: whether the contact form is complete, and the form itself."""

from __future__ import annotations

import os
from pathlib import Path

from ledger.cli.office import Office
from ledger.cli.output import Output, write
from ledger.cli.screen import put, put_file, say
from ledger.files.sheets.contacts_workbook import write_contacts
from ledger.questions.contacts import contact_gaps, contact_rows
from ledger.record.directory_model import DirectoryFile
from ledger.record.safe_names import safe_file_name
from ledger.values.contacts import ContactGap
from ledger.views.contacts import gaps_json, gaps_text


def contacts(office: Office, output: Path | None, *, as_json: bool, dry_run: bool) -> int:
    """What is missing to stdout, the forms (one a directory) to `output` or `ledgers/`.

    The exit code: 1 when something is missing or there is no directory at all.
    """
    files: dict[Path, DirectoryFile] = {}
    for plan in office.plans:
        if plan.directory and plan.directory.file:
            files[Path(os.path.realpath(plan.directory.source.path))] = plan.directory.file
    if not files:
        say("这些计划没有单位名录（units.yaml），没有联系人可查；ledger units --suggest 拟一份。")
        return 1
    forms: list[Output] = []
    gaps: list[ContactGap] = []
    units = 0
    taken: list[str] = []
    for file in files.values():
        gaps += contact_gaps(file)
        units += len(file.units)
        taken.append(safe_file_name(f"{file.region or ''}联系人表", taken))
        content = write_contacts(contact_rows(file), region=file.region, on=office.on)
        forms.append(Output(f"{taken[-1]}.xlsx", content))
    if as_json:
        put_file(gaps_json(gaps, units))
    else:
        put(gaps_text(gaps, units))
    write(forms, output, dry_run=dry_run)
    return 1 if gaps else 0
