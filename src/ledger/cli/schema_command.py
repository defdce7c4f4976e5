"""`ledger schema`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from ledger.cli.options import option
from ledger.cli.screen import put_file
from ledger.problems import UsageError


def command(
    units: Annotated[bool, typer.Option("--units", help="单位名录 units.yaml 的")] = False,
    office: Annotated[bool, typer.Option("--office", help="本办公室设置 office.yaml 的")] = False,
    answer: Annotated[
        str | None,
        option(
            "--answer", "命令", "这个命令 --json 输出的，如 due、due-pending；全部名称见 ledger help JSON"
        ),
    ] = None,
) -> None:
    """输出计划文件的 JSON Schema；编辑器用它提示键名、标出错处。"""

    if sum((units, office, answer is not None)) > 1:
        raise UsageError("--units、--office、--answer 一次只写一个。")
    if answer is not None:
        put_file(_of_answer(answer))
        return
    put_file(schema_of("units" if units else "office" if office else "plan"))


def schema_of(file: Literal["plan", "units", "office"]) -> str:
    """The JSON Schema of one of the three files, each key explained."""
    from ledger.record.directory_model import DirectoryFile
    from ledger.record.key_words import explained
    from ledger.record.model import Plan, Record
    from ledger.record.office_model import OfficeFile
    from ledger.views.json_text import dump

    models: dict[str, type[Record]] = {"plan": Plan, "units": DirectoryFile, "office": OfficeFile}
    model = models[file]
    return dump(
        {"$schema": "https://json-schema.org/draft/2020-12/schema", **explained(model.model_json_schema())}
    )


def _of_answer(name: str) -> str:
    """The contract of one command's JSON, whole in itself."""
    from ledger.manual import answers
    from ledger.views.json_text import dump

    document = answers()
    known = [key for key in document["$defs"] if key[:1].islower()]
    if name not in known:
        raise UsageError(f"没有“{name}”的 JSON 约定；有 {'、'.join(known)}。")
    return dump({**document, "$ref": f"#/$defs/{name}"})
