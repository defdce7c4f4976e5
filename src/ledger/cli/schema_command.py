"""`ledger schema`."""

from __future__ import annotations

from typing import Annotated

import typer


def command(
    units: Annotated[bool, typer.Option("--units", help="单位名录 units.yaml 的")] = False,
    office: Annotated[bool, typer.Option("--office", help="本办公室设置 office.yaml 的")] = False,
) -> None:
    """输出计划文件的 JSON Schema；编辑器用它提示键名、标出错处。"""
    from ledger.cli.screen import put_file
    from ledger.record.directory_model import DirectoryFile
    from ledger.record.model import Plan
    from ledger.record.office_model import OfficeFile
    from ledger.views.as_json import dump

    model = DirectoryFile if units else OfficeFile if office else Plan
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
    put_file(dump(schema))
