"""`ledger units`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledger.cli.options import AsJson, DryRun, On, Plans, Region, output_option
from ledger.cli.screen import put_file, show
from ledger.problems import UsageError


def command(
    plans: Plans = None,
    region: Region = None,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="按计划里出现的名称拟一份 units.yaml；已有的一字不动，只添新的")
    ] = False,
    contacts: Annotated[
        bool, typer.Option("--contacts", help="查联系方式填全了没有，并导出联系人表（只有这里会出现电话）")
    ] = False,
    output: Annotated[
        Path | None,
        output_option(
            "路径", "--suggest 写到哪里，不写就打印；--contacts 的联系人表写到哪里，不写就用 ledgers/"
        ),
    ] = None,
    on: On = None,
    as_json: AsJson = False,
    dry_run: DryRun = False,
) -> None:
    """看单位：各牵头、配合、负责多少项，哪些集合没有列明成员。"""
    from ledger.cli.office import open_office
    from ledger.questions.units import list_units
    from ledger.views.units import units_json, units_text

    if suggest and (contacts or as_json):
        raise UsageError("--suggest 写的是 units.yaml，不与 --contacts、--json 同写。")
    if not (suggest or contacts) and (output or dry_run):
        raise UsageError("-o、--dry-run 要与 --suggest 或 --contacts 同写：只看单位时什么也不写。")
    office = open_office(plans, on, region=region)
    if contacts:
        from ledger.cli.contacts import contacts as check_contacts

        office.finish(check_contacts(office, output, as_json=as_json, dry_run=dry_run))
        return
    if suggest:
        from ledger.cli.suggesting import suggest_units

        suggest_units(office, output, region=region, dry_run=dry_run)
    elif as_json:
        put_file(units_json(list_units(office.readings)))
    else:
        show(units_text, list_units(office.readings))
    office.finish()
