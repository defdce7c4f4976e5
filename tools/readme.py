"""Renews the pages: the commands they show are run, the tables of the manual made from the program itself.

    python tools/readme.py          write anew
    python tools/readme.py --check  exit 1 when a page says something else than the program

A fenced ```console block holds lines `$ ledger …`; what follows, up to the next `$` or the fence, is
output. They run in the project's folder, without a terminal, with nothing in the environment. A block
under `<!-- 不运行 -->` is left alone. Between `<!-- 生成：… -->` and `<!-- 完 -->` stands a table: `键 计划文件` (keys,
from the models), `命令` (from typer), `JSON` (from the contracts), `手册` (the topics), `问题` (one example of each check).
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from ledger.manual import TOPICS, answers
from ledger.record.directory_model import DirectoryFile
from ledger.record.key_words import FILES, KEY_WORDS
from ledger.record.model import Plan
from ledger.record.office_model import OfficeFile

ROOT = Path(__file__).parents[1]
MANUAL = ROOT / "src" / "ledger" / "manual"
BLOCK = re.compile(r"(?P<skip><!-- 不运行 -->\n)?```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
MADE = re.compile(r"(?P<mark><!-- 生成：(?P<what>[^>]+?) -->\n).*?(?=<!-- 完 -->)", re.DOTALL)
WHOLE_FILE: dict[str, type[BaseModel]] = {"计划文件": Plan, "单位名录": DirectoryFile, "设置": OfficeFile}


def pages() -> list[Path]:
    """The READMEs, the manual, and the pages beside the examples."""
    top = [*sorted(ROOT.glob("README*.md")), ROOT / "docs" / "README.md"]
    return [*top, *sorted(MANUAL.glob("*.md")), *sorted((ROOT / "examples").rglob("*.md"))]


def renewed(text: str) -> str:
    """`text` with every console block showing what its commands print now, and every table made anew."""
    text = MADE.sub(lambda match: match["mark"] + _made(match["what"]), text)
    return BLOCK.sub(lambda match: match[0] if match["skip"] else _renewed_block(match["body"]), text)


def _renewed_block(body: str) -> str:
    lines: list[str] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            lines += [line, *_output(line[2:])]
    return "```console\n" + "\n".join(lines) + "\n```"


def _output(command: str) -> list[str]:
    words = shlex.split(command)
    assert words[0] == "ledger", command
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [sys.executable, "-m", "ledger", *words[1:]],
            cwd=ROOT,
            env={"PATH": os.defpath, "HOME": home},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
    return [line.rstrip() for line in done.stdout.rstrip("\n").splitlines()]


def _made(what: str) -> str:
    kind, _, name = what.partition(" ")
    made = {
        "键": lambda: _keys(name),
        "命令": _commands,
        "JSON": _contracts,
        "手册": _topics,
        "问题": _problems,
    }[kind]
    return "\n" + "\n".join(made()) + "\n\n"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def _keys(file: str) -> Iterator[str]:
    schema = WHOLE_FILE[file].model_json_schema()
    for number, name in enumerate(FILES[file]):
        record = schema if name == schema["title"] else schema["$defs"][name]
        title, words = KEY_WORDS[name]
        must = record.get("required", [])
        if number:
            yield ""
        yield f"### {title}"
        yield ""
        yield from _table(
            ("键", "", "写什么"),
            [(f"`{key}`", "必写" if key in must else "", words[key]) for key in record["properties"]],
        )


def commands() -> dict[str, Any]:
    """Every command of typer by its name."""
    import typer

    from ledger.cli.main import COMMANDS, app

    group: Any = typer.main.get_command(app)
    return {name: group.get_command(None, name) for name in COMMANDS}


def _commands() -> Iterator[str]:
    from ledger.cli.examples import EXAMPLES

    for number, (name, command) in enumerate(commands().items()):
        if number:
            yield ""
        yield f"## ledger {name}"
        yield ""
        yield re.sub(r"\s*\n\s*", "", command.help.strip())
        yield ""
        rows = [
            (" ".join(f"`{each}`" for each in _names(param)), _meaning(param))
            for param in command.params
            if not getattr(param, "hidden", False) and param.name != "help"
        ]
        if rows:
            yield from _table(("参数、选项", "作用"), rows)
            yield ""
        yield "```sh"
        yield from (f"{line}    # {words}" for line, words in EXAMPLES[name])
        yield "```"


def _names(param: Any) -> list[str]:
    if param.param_type_name == "argument":
        return [str(param.metavar or param.name)]
    value = "" if param.is_flag else f" {param.metavar}" if param.metavar else ""
    return [f"{each}{value}" for each in sorted(param.opts, key=len, reverse=True)]


def _meaning(param: Any) -> str:
    variable = f"（环境变量 `{param.envvar}`）" if getattr(param, "envvar", None) else ""
    return f"{param.help or ''}{variable}"


_TOLD = re.compile(r"(?:错误|警告|提示)：(?P<what>.*) \[(?P<check>[a-z-]+)\]$")
_REMEDY = re.compile(r"\s+建议：(?P<remedy>.*)$")


def _problems() -> Iterator[str]:
    """The first that the gallery shows of each check: what is said, and the remedy."""
    rows: dict[str, tuple[str, str, str]] = {}
    for path in sorted((ROOT / "examples" / "problems").rglob("*out.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            if not (told := _TOLD.search(line)) or told["check"] in rows:
                continue
            after = (_REMEDY.match(each) for each in lines[number + 1 : number + 4])
            remedy = next((found["remedy"] for found in after if found), "")
            remedy = re.sub("：$", "，程序会写出来。", remedy)  # lines to copy follow
            rows[told["check"]] = f"`{told['check']}`", told["what"], remedy
    yield from _table(("名称", "说的话，举一例", "怎么办"), [rows[check] for check in sorted(rows)])


def _contracts() -> Iterator[str]:
    records = answers()["$defs"]
    for name, record in records.items():
        own = record["allOf"][1] if "allOf" in record else record
        yield f"## {name}" if name[:1].islower() else f"### {name}"
        yield ""
        based = f"，另有 {_type(record['allOf'][0])} 的全部键" if "allOf" in record else ""
        yield f"{record['description']}{based}。"
        yield ""
        yield from _table(("键", "类型", "意思"), list(_rows(own["properties"], "")))
        yield ""


def _rows(properties: dict[str, Any], before: str) -> Iterator[tuple[str, ...]]:
    for key, field in properties.items():
        yield f"`{before}{key}`", _type(field), field["description"]
        inner, mark = (
            _inside(field),
            "[]." if field.get("type") == "array" or "array" in str(field.get("type")) else ".",
        )
        yield from _rows(inner, f"{before}{key}{mark}")


def _inside(field: dict[str, Any]) -> dict[str, Any]:
    """The properties of a record written out where it stands, or of the members of a list of such."""
    for shape in (field.get("items", field), *field.get("items", field).get("anyOf", ())):
        if "allOf" in shape:
            return dict(shape["allOf"][1]["properties"])
        if "properties" in shape:
            return dict(shape["properties"])
    return {}


_TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "真假",
    "object": "一组",
    "null": "null",
}


def _type(field: dict[str, Any]) -> str:
    if "$ref" in field:
        return str(field["$ref"].rpartition("/")[2])
    if "enum" in field:
        return "、".join("null" if value is None else str(value) for value in field["enum"])
    if "anyOf" in field:
        return " 或 ".join(_type(each) for each in field["anyOf"])
    if "allOf" in field:
        return f"{_type(field['allOf'][0])} 和下面的"
    kinds = field["type"] if isinstance(field["type"], list) else [field["type"]]
    names = [
        "日期" if kind == "string" and field.get("format") == "date" else _TYPES.get(kind, "")
        for kind in kinds
    ]
    if "array" in kinds:
        names[kinds.index("array")] = f"列表：{_type(field['items'])}"
    return " 或 ".join(names)


def _topics() -> Iterator[str]:
    for name, words in TOPICS.items():
        yield f"- [{name}](../src/ledger/manual/{name}.md)：{words}"


def main() -> None:
    stale = [
        page
        for page in pages()
        if renewed(page.read_text(encoding="utf-8")) != page.read_text(encoding="utf-8")
    ]
    for page in stale:
        print(f"{'与程序的输出不符' if '--check' in sys.argv else '已更新'} {page.relative_to(ROOT)}")
        if "--check" not in sys.argv:
            page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")
    sys.exit(1 if stale and "--check" in sys.argv else 0)


if __name__ == "__main__":
    main()
