"""The manual says what the program does: every command, option, key, state and exit code, and every JSON as promised."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sys
from pathlib import Path

import docx
import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

import readme
from ledger.cli.examples import EXAMPLES
from ledger.cli.main import COMMANDS, app
from ledger.files.sheets.edit_workbook import KINDS
from ledger.manual import TOPICS, answers, page, shown
from ledger.record.directory_model import DirectoryFile
from ledger.record.key_words import FILES, KEY_WORDS
from ledger.record.model import Plan
from ledger.record.office_model import OfficeFile
from ledger.record.statuses import OFFICE_STATUSES, UNIT_STATUSES
from ledger.values.columns import columns_of
from ledger.values.edit_book import DECISIONS, ENTRIES, TASKS

ROOT = Path(__file__).parents[1]
MANUAL = ROOT / "src" / "ledger" / "manual"
YEAR = "examples/一年"


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_every_topic_is_a_page_and_every_page_a_topic() -> None:
    assert set(TOPICS) == {path.stem for path in MANUAL.glob("*.md")}


@pytest.mark.parametrize("topic", TOPICS)
def test_help_prints_the_page(topic: str) -> None:
    result = run("help", topic)
    assert result.exit_code == 0
    assert result.stdout.startswith(shown(topic).splitlines()[0])
    assert "<!--" not in result.stdout


@pytest.mark.parametrize(("typed", "near"), [("json", None), ("状态灯", "状态"), ("due", None), ("天气", "")])
def test_help_finds_what_is_meant(typed: str, near: str | None) -> None:
    result = run("help", typed)
    assert result.exit_code == (0 if near is None else 2)
    if near:
        assert f"是不是 ledger help {near}？" in result.stderr


@pytest.mark.parametrize("path", sorted(MANUAL.glob("*.md")), ids=lambda path: path.stem)
def test_what_is_made_is_what_the_program_has(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    made = readme.MADE.sub(lambda match: match["mark"] + readme._made(match["what"]), text)
    assert made == text, "make docs 更新它"


def records(schema: dict[str, object]) -> dict[str, list[str]]:
    """Record → its keys, in a JSON Schema."""
    inner = schema.get("$defs", {})
    assert isinstance(inner, dict)
    whole = {str(schema["title"]): schema, **inner}
    return {name: list(record["properties"]) for name, record in whole.items() if "properties" in record}


def test_every_key_is_explained_and_no_other() -> None:
    kept: dict[str, list[str]] = {}
    for model in (Plan, DirectoryFile, OfficeFile):
        kept |= records(model.model_json_schema())
    assert {name: list(words) for name, (_, words) in KEY_WORDS.items()} == kept
    assert sorted(name for names in FILES.values() for name in names) == sorted(KEY_WORDS)


def test_an_editor_is_told_what_a_key_means() -> None:
    schema = json.loads(run("schema").stdout)
    assert schema["properties"]["归档"]["description"].startswith("从这天起")
    assert schema["$defs"]["Task"]["description"] == "任务"


def test_every_state_and_exit_code_is_there() -> None:
    states = page("状态")
    assert not [word for word in (*UNIT_STATUSES, *OFFICE_STATUSES) if f"| {word} |" not in states]
    duty = answers()["$defs"]["Duty"]["properties"]
    assert not [state for state in duty["state"]["enum"] if f"`{state}`" not in states]
    assert re.findall(r"^\| (\d+) \|", page("退出码"), re.MULTILINE) == ["0", "1", "2", "3", "130"]


def test_every_column_of_the_workbooks_is_there() -> None:
    text = page("工作簿")
    entries = [column.heading for column in columns_of("fill") if column.entry]
    assert [heading for heading in entries if f"| {heading} |" not in text] == []
    locked = [c.heading for c in columns_of("fill") if not c.entry and not c.identity]
    assert f"（{'、'.join(locked)}）" in text
    assert [
        word
        for word in (*UNIT_STATUSES, *OFFICE_STATUSES, *KINDS, TASKS, ENTRIES, DECISIONS)
        if word not in text
    ] == []


def test_every_command_and_option_is_there() -> None:
    text = page("命令")
    for name, command in readme.commands().items():
        _, _, section = text.partition(f"## ledger {name}\n")
        section = section.partition("\n## ")[0]
        assert section, name
        for param in command.params:
            if not getattr(param, "hidden", False) and param.name != "help":
                assert all(f"`{opt}" in section for opt in param.opts if opt.startswith("-")), (
                    name,
                    param.opts,
                )


def test_every_variable_of_the_environment_is_there() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    used = set(re.findall(r"\bLEDGER_[A-Z]+\b", source)) - {"LEDGER_COMPLETE"}
    assert used
    assert not [name for name in used if f"`{name}`" not in page("命令")]


# JSON: the contracts hold for real outputs, and describe every key of them

OUTPUTS = (
    ("validate", "validate plans examples/problems/several-at-once.yaml --on 2022-12-10"),
    ("due", "due --on 2022-12-10"), ("due", f"due {YEAR} --all --on 2022-12-10"), ("due", "due --all --on 2021-06-10"),
    ("due-pending", f"due {YEAR} --pending --on 2022-12-10"), ("due-pending", f"due {YEAR} --pending --on 2022-10-10"),
    ("plans", "plans"), ("list", f"list {YEAR} --on 2022-12-10"), ("list", "list"),
    ("show", f"show {YEAR} 9 --on 2022-12-10"), ("show", "show linkou-2021 报1 --on 2021-08-01"),
    ("units", "units"), ("units-contacts", "units plans/林口县 --contacts --dry-run"),
    ("explain", "explain 每季度首月5日前、长期坚持、适时 --year 2022"), ("explain", "explain 3月至10月 --year 2022"),
    ("explain-units", "explain --units 县财政局牵头，各乡镇配合，张某某负责督办"),
    ("export", "export"), ("export", f"export {YEAR}"),
    ("report", f"report {YEAR} --on 2022-12-10 --from 2022-06-01"), ("report", "report --by plan --on 2022-12-10"),
    ("lookback", f"lookback {YEAR} --on 2023-02-01"), ("remind", f"remind {YEAR} --on 2022-12-10"),
    ("collect", "collect examples/一个月/交回 --plan examples/一个月/月中 --period 2022-11 --on 2022-11-25 --dry-run"),
    ("log", "log"),
)  # fmt: skip


def described(
    shape: dict[str, object], value: object, definitions: dict[str, object], where: str
) -> list[str]:
    """The keys in `value` that `shape` says nothing about."""
    shapes = [shape]
    for one in shapes:
        inner = [*one.get("anyOf", ()), *one.get("allOf", ())]  # type: ignore[misc]
        if "$ref" in one:
            inner.append(definitions[str(one["$ref"]).rpartition("/")[2]])
        shapes += inner
    if isinstance(value, list):
        items = [one["items"] for one in shapes if "items" in one]
        return [key for each in value for key in described(items[0], each, definitions, f"{where}[]")]  # type: ignore[arg-type]
    if not isinstance(value, dict) or any("additionalProperties" in one for one in shapes):
        return []
    known: dict[str, dict[str, object]] = {}
    for one in shapes:
        known |= one.get("properties", {})  # type: ignore[call-overload]
    unknown = [f"{where}.{key}" for key in value if key not in known]
    return unknown + [
        key
        for name, inner in value.items()
        if name in known
        for key in described(known[name], inner, definitions, f"{where}.{name}")
    ]


@pytest.mark.parametrize(("name", "line"), OUTPUTS, ids=lambda one: one[:50])
def test_json_is_as_promised(name: str, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    if name == "log":
        monkeypatch.chdir(office_with_a_write(monkeypatch))
    result = run(*shlex.split(line), "--json")
    assert result.exit_code in (0, 1)
    document, value = answers(), json.loads(result.stdout)
    contract = {**document, "$ref": f"#/$defs/{name}"}
    assert [error.message for error in Draft202012Validator(contract).iter_errors(value)] == []
    assert described(document["$defs"][name], value, document["$defs"], name) == []


def office_with_a_write(monkeypatch: pytest.MonkeyPatch) -> Path:
    import tempfile

    folder = Path(tempfile.mkdtemp())
    shutil.copytree(ROOT / "plans", folder / "plans")
    monkeypatch.chdir(folder)
    assert run("update", "qinyuan-2022", "4", "--unit", "县司法局", "--status", "推进中").exit_code == 0
    return folder


def test_every_command_with_json_has_a_contract() -> None:
    with_json = {
        name for name, one in readme.commands().items() if any("--json" in param.opts for param in one.params)
    }
    contracts = {name for name in answers()["$defs"] if name[:1].islower()}
    assert with_json <= contracts
    assert contracts == {name for name, _ in OUTPUTS}


def test_a_contract_is_printed_whole() -> None:
    schema = json.loads(run("schema", "--answer", "due").stdout)
    Draft202012Validator.check_schema(schema)
    assert schema["$ref"] == "#/$defs/due"
    assert run("schema", "--answer", "天气").exit_code == 2
    assert run("schema", "--answer", "due", "--units").exit_code == 2


# The examples under each command's help


def test_every_command_has_two_examples() -> None:
    assert set(EXAMPLES) == set(COMMANDS)
    assert {len(rows) for rows in EXAMPLES.values()} == {2}


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with all that the examples speak of; they run in it one after the other."""
    folder = tmp_path_factory.mktemp("office")
    for region in ("沁源县", "林口县"):
        shutil.copytree(ROOT / "plans" / region, folder / "plans" / region)
    text = next((ROOT / "examples" / "documents").glob("抚顺县*.txt")).read_text(encoding="utf-8")
    paper = docx.Document()
    for line in text.splitlines():
        paper.add_paragraph(line)
    paper.save(str(folder / "通知.docx"))
    plan = next((folder / "plans" / "沁源县").glob("2022*.yaml"))
    for name in ("旧.yaml", "我的.yaml", "他的.yaml"):
        shutil.copy(plan, folder / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run("split", "plans/沁源县", "-o", "收回", "--on", "2022-11-01").exit_code == 0
        assert run("update", "qinyuan-2022", "4", "--unit", "县司法局", "--status", "推进中").exit_code == 0
    return folder


LINES = [line for rows in EXAMPLES.values() for line, _ in rows]


@pytest.mark.parametrize("line", LINES)
def test_an_example_runs(line: str, tried: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tried)
    words = shlex.split(line.partition(" > ")[0])
    assert words[0] == "ledger"
    assert words[1] in COMMANDS
    if words[1] == "redo":
        run("undo")
    result = run(*words[1:])
    assert result.exit_code in (0, 1), result.stderr
    assert "Traceback" not in result.stderr
    if result.exit_code == 1:
        assert words[1] in ("due", "validate", "collect", "split")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_examples_stand_below_the_help(command: str) -> None:
    text = "".join(run(command, "--help").stdout.split())
    assert not [line for line, _ in EXAMPLES[command] if "".join(line.split()) not in text]


def test_the_tool_itself_is_what_runs_here() -> None:
    assert sys.modules["ledger"].__file__ == str(ROOT / "src" / "ledger" / "__init__.py")
