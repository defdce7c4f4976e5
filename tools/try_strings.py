"""What a string does in every place it could stand: a JSON list of strings is tried by tools/try_files.py.

Each string is tried in a copy of the process: in every text of a plan, of units.yaml and office.yaml, as the name of a
plan, as what `update` and `add` write, in cells of a workbook that comes back, in an issued document, and as the
arguments of commands. Looked at each time:

- nothing but the program's own errors, and nothing in what is said that a terminal obeys;
- no cell of a CSV or workbook that a spreadsheet computes, no tag or attribute in a page or in Markdown that is not
  there without the string, no line of a calendar that is not one of its own, JSON that reads;
- what was written reads back as what was given, in two YAML readers, and `undo` gives the old bytes;
- no file outside the folder asked for, none of a name that a system refuses.
"""

from __future__ import annotations

import contextlib
import csv
import functools
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from fuzz_kinds import run_here

ON = ["--on", "2022-06-15"]
SOON = ["--within", "365", *ON]
PAGE = ["report", "-o", "-", *ON]
TASK = ("任务名称", "任务内容", "责任单位", "时间节点", "来源", "备注", "原编号", "责任领导", "章节", "其他", "情况", "存在问题", "下一步", "需协调事项", "佐证", "填报人")  # fmt: skip
HEAD = (
    "编号",
    "标题",
    "简称",
    "地区",
    "印发单位",
    "文号",
    "来源",
    "附件",
    "依据",
    "默认时限",
    "共同责任单位",
)
UNITS = ("名称", "别名", "曾用名", "类别", "姓名", "通信地址", "电话", "邮箱", "通知", "集合", "成员")
OFFICE = ("字号", "升级", "交至", "联系人", "原因", "时区", "考核", "下级", "文件")
IN_PROGRESS = ("情况", "存在问题", "下一步", "需协调事项", "佐证", "填报人")
LISTS = ("依据", "章节", "佐证", "别名", "曾用名", "成员", "升级")
HARMLESS = "例县"
EVERY = ("",)
FREE = ("完成情况", "佐证材料", "填报人", "存在问题", "下一步", "需协调事项")
DAYS = ("时间节点", "默认时限")
TOGETHER = 20
NAMES_REFUSED = re.compile(
    r'[<>:"/\\|?*\x00-\x1f]|[ .]$|^(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\.|$)', re.IGNORECASE
)
OBEYED = re.compile(
    rb"<(?:x:)?f[ >/]|<hyperlink|<externalLink|<w:hyperlink|TargetMode|w:instr(?:Text)?[^<]*|<(?:script|object)"
)
TO_SCREEN = (
    ["validate"], ["due", "--all", *ON], ["list"], ["show", "plans/p.yaml", "1", *ON], ["units"], ["plans"], ["report", *ON], ["remind", *SOON],
    ["log"], ["export", "--xlsx", "-o", "台账", *ON], ["export", "--progress", "--all", "-o", "总", *ON], ["export", "--edit", "-o", "改"],
    ["split", "-o", "分发", *ON], ["report", "--text", *ON], ["report", "--docx", "-o", "通报.docx", *ON], ["remind", "--docx", "-o", "督办", *SOON],
    ["export", "--docx", "-o", "文", *ON],
)  # fmt: skip


def quoted(text: str) -> str:
    """As a value in double quotes that every YAML reader gives back as `text`."""
    marks = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
    escaped = (
        marks.get(c) or (c if " " <= c <= "~" or "一" <= c <= "龥" else f"\\U{ord(c):08x}") for c in text
    )
    return f'"{"".join(escaped)}"'


GIVEN = {"编号": "p", "标题": "例县2022年要点", "地区": "例县", "任务名称": "公开预算", "责任单位": "县财政局", "时间节点": "11月底前", "情况": "在办"}  # fmt: skip


def plan_of(fields: dict[str, str], *more: dict[str, str]) -> str:
    """A plan of one task in which each of the fields says its text; `more`: of other tasks."""
    tasks = "".join(task_of(number, one) for number, one in enumerate((fields, *more), 1))
    head = "".join(
        f"{key}: {words}\n" for key, words in _told(fields).items() if key in HEAD and key != "来源"
    )
    return f"{head}年度: 2022\n任务:\n{tasks}"


def task_of(number: int, fields: dict[str, str]) -> str:
    told = _told(fields)
    task = "".join(f"  {key}: {told[key]}\n" for key in TASK if key in told and key not in IN_PROGRESS)
    entry = "".join(f"    {key}: {told[key]}\n" for key in IN_PROGRESS if key in told)
    return f"- 序号: {number}\n{task}  进展:\n  - 日期: 2022-06-01\n    单位: 县财政局\n    状态: 推进中\n{entry}"


def _told(fields: dict[str, str]) -> dict[str, str]:
    told = {key: quoted(words) for key, words in (GIVEN | fields).items()}
    return {
        key: f"[{words}]" if key in LISTS else f"{{办结标准: {words}}}" if key == "其他" else words
        for key, words in told.items()
    }


def units_of(fields: dict[str, str]) -> str:
    told = {key: quoted(words) for key, words in fields.items()}
    name = told.pop("名称", "县财政局")
    group, member = told.pop("集合", "各乡镇"), told.pop("成员", "甲乡")
    person = told.pop("姓名", "张某")
    rest = "".join(
        f"  {key}: {f'[{words}]' if key in LISTS or key == '通知' else words}\n"
        for key, words in told.items()
    )
    return f"地区: 例县\n单位:\n- 名称: {name}\n  分管领导: {{姓名: {person}}}\n{rest}集合:\n- 名称: {group}\n  成员: [{member}]\n"


def office_of(fields: dict[str, str]) -> str:

    def at(key: str, usual: str) -> str:
        return quoted(fields[key]) if key in fields else usual

    return (
        f"时区: {at('时区', 'Asia/Shanghai')}\n督办: {{字号: {at('字号', '督办')}, 升级: [{at('升级', '红')}]}}\n"
        f"交回: {{交至: {at('交至', '督查室')}, 联系人: {at('联系人', '张某')}}}\n考核: {{{at('考核', '按期办结')}: 1}}\n"
        f"加减分: [{{单位: 县财政局, 分值: 1, 原因: {at('原因', '好')}}}]\n汇总来源: [{{名称: {at('下级', '甲乡')}, 文件: {at('文件', '甲乡.json')}}}]\n"
    )


def fresh(plan: str | None = None, *, name: str = "p", units: str = "", office: str = "") -> None:
    for path in Path().iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    Path("plans").mkdir()
    Path("plans", f"{name}.yaml").write_text(plan or plan_of({}), encoding="utf-8")
    for beside, text in (("units.yaml", units), ("office.yaml", office)):
        if text:
            Path("plans", beside).write_text(text, encoding="utf-8")


def said(words: list[str]) -> str:
    """What a command puts out, when it did; nothing a terminal obeys is in it, nor in what it says beside."""
    code, out, _ = run_here(words)
    looked_at = out if "--csv" not in words else out.replace("\r\n", "\n")
    assert_visible(looked_at, words)
    return out if code in (0, 1, 3) else ""


def assert_visible(text: str, words: list[str]) -> None:
    from ledger.record.characters import visible

    assert visible(text) == text, f"{words[0]}: a control character reached the screen"


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: set[tuple[str, ...]] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add((tag, *sorted(name for name, _ in attrs)))
        for name, value in attrs:
            scheme = re.match(r"\s*(?:javascript|data|vbscript)\s*:", value or "", re.IGNORECASE)
            assert not (name in ("href", "src") and scheme), f"{tag} {name}={value}"


KINDS: dict[str, tuple[tuple[str, ...], Callable[[dict[str, str]], str]]] = {
    "plan": (HEAD + TASK, plan_of), "units": (UNITS, units_of), "office": (OFFICE, office_of),
}  # fmt: skip
USUAL: dict[str, set[tuple[str, ...]]] = {}


def look_at_outputs(*, plain: bool = False, quick: bool = False) -> None:
    """Every form in which a plan is put out, made of the plans here; `plain`: without a string, to learn what is usual;
    `quick`: only the first of them."""
    for table in (
        said(["export", "--csv", "-o", "-"]),
        said(["export", "--csv", "--progress", "-o", "-", *ON]),
    ):
        for row in csv.reader(io.StringIO(table.removeprefix("\ufeff"))):
            bad = [cell for cell in row if cell[:1] in tuple("=+-@\t\r") and not re.fullmatch(r"-?\d+", cell)]
            assert not bad, f"CSV: {bad[0]!r}"
    if quick:
        return
    for words in (
        ["export", "--json", "-o", "-"],
        ["due", "--json", "--all", *ON],
        ["list", "--json"],
        ["validate", "--json"],
        ["remind", "--json", *SOON],
    ):
        if out := said(words):
            json.loads(out)
    look_at_tags("page", [*PAGE, "--html"], plain=plain)
    look_at_tags("page", ["remind", "--html", "-o", "-", *SOON], plain=plain)
    look_at_tags("markdown", ["export", "--md", "-o", "-"], plain=plain)
    calendar = (
        said(["export", "--ics", "-o", "-", *ON])
        .replace("\r\n ", "")
        .replace("\r\n", "\n")
        .replace("\n ", "")
    )
    for line in calendar.splitlines():
        assert re.match(r"[A-Z-]+[;:]", line), f"calendar: {line!r}"
    marks = [line.partition(":")[0] for line in calendar.splitlines()]
    assert marks.count("BEGIN") == marks.count("END"), "calendar: what begins does not end"
    for words in TO_SCREEN:
        said(words)
    look_at_files(plain=plain)


def look_at_tags(name: str, words: list[str], *, plain: bool = False) -> None:
    """No tag and no attribute that is not there without the string."""
    out = said(words)
    seen = Tags(out if name == "page" else re.sub(r"\\[<&]", "", out)).seen
    USUAL.setdefault(name, set()).update(seen if plain else ())
    assert out or not plain, f"{words} puts out nothing"
    assert seen <= USUAL[name], f"{name}: {sorted(seen - USUAL[name])}"


def look_at_files(*, plain: bool = False) -> None:
    """The files made: their names, and what a spreadsheet would compute."""
    for path in Path().rglob("*"):
        assert NAMES_REFUSED.search(path.name) is None, f"file name {path.name!r}"
        assert len(path.name.encode()) <= 255
        if path.suffix in (".xlsx", ".docx"):
            with zipfile.ZipFile(path) as package:
                for name in package.namelist():
                    part = package.read(name)
                    assert b"<" not in part[:1] or ElementTree.fromstring(part) is not None
                    seen = {(path.suffix, word.decode()) for word in OBEYED.findall(part)}
                    USUAL.setdefault("parts", set()).update(seen if plain else ())
                    assert seen <= USUAL["parts"], f"{path.name} {name}: {seen - USUAL['parts']}"


def reads(**written: str) -> bool:
    """Whether the plan with these files is one the program works with."""
    fresh(**written)
    code, out, _ = run_here(["validate"])
    assert_visible(out, ["validate"])
    return code in (0, 1) and "错误：" not in out


def good_keys(text: str, kind: str) -> list[str]:
    """The fields in which the string reads, each alone and all at once."""
    keys, made = KINDS[kind]
    if reads(**{kind: made(dict.fromkeys(keys, text))}):
        return list(keys)
    good = [key for key in keys if reads(**{kind: made({key: text})})]
    while good and not reads(**{kind: made(dict.fromkeys(good, text))}):
        good.pop()
    return good


def in_fields(text: str) -> None:
    """In every field; then not in those of days, for what has none is in few lists."""
    for kind, (_, made) in KINDS.items():
        good = good_keys(text, kind)
        if kind == "plan":
            look_at_outputs(quick=True)
            good = [key for key in good if key not in DAYS]
        fresh(**{kind: made(dict.fromkeys(good, text))})
        for words in (
            ["due", "--all", *ON],
            ["remind", *SOON],
            ["units"],
            ["split", "-o", "分发", "--dry-run", *ON],
        ):
            said(words)
        look_at_tags("page", [*PAGE, "--html"])


def together(texts: list[str], *, plain: bool = False) -> None:
    """Some strings in one plan, one workbook that comes back and one document: every form of output, the files too."""
    tasks: list[dict[str, str]] = []
    for text in texts:
        good = [key for key in TASK if key not in DAYS and key not in ("责任单位", "来源")]
        while good and not reads(plan=plan_of(dict.fromkeys(good, text))):
            good.pop()
        tasks.append(dict.fromkeys(good, text))
    heads = [text for text in texts if "任务名称" in tasks[texts.index(text)]] or [HARMLESS]
    head = {key: heads[number % len(heads)] for number, key in enumerate(HEAD) if key not in DAYS}
    while head and not reads(plan=plan_of(tasks[0] | head, *tasks[1:])):
        head.popitem()
    look_at_outputs(plain=plain)
    units = {key: heads[number % len(heads)] for number, key in enumerate(UNITS)}
    while units and not reads(units=units_of(units), plan=plan_of(tasks[0] | head, *tasks[1:])):
        units.popitem()
    look_at_outputs(plain=plain)
    come_back(texts, must=plain)
    for form in (".txt", ".html", ".docx"):
        in_document(texts, form)


def as_name(text: str) -> None:
    if "/" not in text and "\x00" not in text and 0 < len(text.encode()) < 240 and text.strip(". "):
        fresh(name=text)
        Path("plans", f"{text}.yaml").rename("plans/q.yaml") if NAMES_REFUSED.search(f"{text}.yaml") else None
        said(["update", "p", "1", "--status", "推进中", "--note", "一", *ON])
        said(["validate"])
        said(["log"])
        said(["undo"])
        said(["split", "-o", "分发", *ON])
        said(["export", "--xlsx", "-o", "台账", *ON])
        look_at_files()


def as_written(text: str) -> None:
    """What `update` and `add` write says what was given, to two readers, and goes back."""
    import yaml  # type: ignore[import-untyped]

    text = text.replace("\x00", "")
    for words, keys in (
        (["update", "p", "1", "--unit", "县财政局", "--status", "推进中", "--note", text, "--problem", text, "--next", text, "--needs", text, "--reporter", text, *ON],
         ("情况", "存在问题", "下一步", "需协调事项", "填报人")),
        (["update", "p", "1", "--unit", "县财政局", "--status", "推进中", "--note", "甲", "--evidence", text, *ON], ()),
        (["update", "p", "1", "--cancel", "--reason", text, "--approver", text, *ON], ("原因", "批准人")),
        (["update", "p", "1", "--basis", text, "--new-deadline", text, *ON], ("依据", "时间节点")),
        (["update", "p", "1", "--basis", "通知", "--new-units", text, *ON], ("责任单位",)),
        (["add", "p", "--name", text, "--content", text, "--source", text, "--remark", text, "--leader", text, *ON], ("任务名称", "任务内容", "来源", "备注", "责任领导")),
        (["add", "p", "--name", "甲", "--unit", text, *ON], ("责任单位",)), (["add", "p", "--name", "甲", "--deadline", text, *ON], ("时间节点",)),
    ):  # fmt: skip
        fresh()
        old = Path("plans/p.yaml").read_bytes()
        if not said_done(words):
            assert Path("plans/p.yaml").read_bytes() == old, f"{words[:3]}: refused, and written"
            continue
        task = yaml.load(Path("plans/p.yaml").read_bytes().decode(), yaml.BaseLoader)["任务"]
        made = task[1] if words[0] == "add" else task[0]["调整" if "--basis" in words else "进展"][-1]
        told = [made[key] for key in keys if key in made]
        meant = _meant(text)
        assert all(_meant(words) == meant for words in told), f"{words[:3]}: {told} of {text!r}"
        assert told or not keys or not meant, f"{words[:3]}: {text!r} is not there: {made}"
        assert run_here(["list"])[0] == 0, f"{words[:3]}: what was written does not read"
        look_at_outputs(quick=True)
        assert run_here(["undo"])[0] == 0, f"{words[:3]}: undo"
        assert Path("plans/p.yaml").read_bytes() == old, f"{words[:3]}: undo"


def said_done(words: list[str]) -> bool:
    code, out, _ = run_here(words)
    assert_visible(out, words)
    return code == 0


def _meant(text: str) -> str:
    from ledger.record.characters import plain

    return "".join(plain(text).split())


def come_back(texts: list[str], *, must: bool = False) -> None:
    """In the cells a unit fills in, a row each, and what is then in the plan."""
    import yaml
    from openpyxl import load_workbook

    fresh(plan_of({}, *({"任务名称": f"第{number}件事"} for number in range(1, len(texts)))))
    said(["split", "-o", "分发", *ON])
    Path("back").mkdir()
    old = Path("plans/p.yaml").read_bytes()
    for headings in (
        FREE,
        ("状态",),
        ("完成日期", "填报日期", "无变化", "申请延期至"),
        ("ID单位", "ID发出"),
        EVERY,
    ):
        book = load_workbook("分发/县财政局.xlsx")
        sheet = book.worksheets[-1]
        columns = {cell.value: cell.column or 0 for cell in sheet[3]}
        for row, text in enumerate(texts, 4):
            for heading in columns if headings == EVERY else headings:
                fill(sheet.cell(row, columns[heading]), text)
        if headings == EVERY:  # the title, the unit and the headings too
            for text, cell in zip(texts, (sheet["A1"], sheet["A2"], *sheet[3][2:]), strict=False):
                fill(cell, text)
        book.save("back/县财政局.xlsx")
        said(["collect", "back", *ON])
        new = Path("plans/p.yaml").read_bytes()
        assert headings != EVERY or new == old, "somebody's rows were taken"
        assert headings != FREE or not must or new != old, "nothing was taken"
        if headings == FREE and new != old:
            for task, text in zip(yaml.load(new.decode(), yaml.BaseLoader)["任务"], texts, strict=True):
                entry = task["进展"][-1]
                told = [
                    _meant(words)
                    for key, words in entry.items()
                    if key in ("情况", "存在问题", "下一步", "需协调事项", "填报人")
                ]
                assert not _meant(text) or set(told) == {_meant(text)} or told == ["在办"], (
                    f"{text!r} is not there: {entry}"
                )
        if new != old:
            look_at_outputs(quick=True)
            assert run_here(["undo"])[0] == 0, "undo"
            assert Path("plans/p.yaml").read_bytes() == old, "undo"


def fill(cell: Any, text: str) -> None:
    """As a spreadsheet program stores what is typed as text."""
    kept = re.sub("[\x00-\x08\x0b\x0c\r\x0e-\x1f\ufffe\uffff]", lambda one: f"_x{ord(one[0]):04X}_", text)
    cell._value, cell.data_type = kept.encode("utf-8", "replace").decode(), "s"


def in_document(texts: list[str], form: str) -> None:
    """As title, headings, tasks, units and days of a document, and in its table."""
    from xml.sax.saxutils import escape as xml

    import docx

    from fuzz_kinds import read_in_copy
    from ledger.files.documents import child, reader

    reader.__dict__.update(read_in_child=lambda kind, path: read_in_copy(child, kind, path))
    fresh()
    plan, path = Path("plans/p.yaml"), Path(f"文件{form}")
    plan.unlink()
    lines = ["例县2022年要点", texts[0]]
    for number, text in enumerate(texts, 1):
        lines += [
            f"（{number}）{text}",
            f"{number}. 公开{text}预算。（县财政局牵头，{text}，11月底前）",
            f"{text}。（{text}，{text}）",
        ]
    if form == ".docx":
        document = docx.Document()
        table = document.add_table(len(texts) + 1, 4)
        for column, words in enumerate(("序号", "任务名称", "责任单位", "时间节点")):
            table.cell(0, column).text = words
        for line in lines:
            with contextlib.suppress(ValueError):  # characters that XML has not
                document.add_paragraph(line)
        for row, text in enumerate(texts, 1):
            with contextlib.suppress(ValueError):
                for column, words in enumerate((str(row), text, text, text)):
                    table.cell(row, column).text = words
        document.save(str(path))
    else:
        shown = lines if form == ".txt" else [f"<p>{xml(line)}</p>" for line in lines]
        path.write_text("\n".join(shown), encoding="utf-8", errors="replace")
    assert_visible(run_here(["draft", str(path), "-o", "plans/p.yaml"])[1], ["draft"])
    if plan.exists():
        said(["validate"])
        look_at_outputs(quick=True)


def as_arguments(text: str) -> None:
    fresh()
    text = text.replace("\x00", "")
    for words in (
        ["due", "plans", "--unit", text], ["list", "plans", "--find", text], ["list", "--where", f"备注={text}"], ["list", "--where", text], ["show", "p", text],
        ["show", text, "1"], ["explain", text, "--year", "2022"], ["explain", "--units", text], ["update", "p", "1", "--status", text], ["update", "p", "1", "--status", "已完成", "--done-on", text],
        ["update", "p", "1", "--unit", text, "--status", "推进中"], ["update", "p", "1", "--status", "推进中", "--milestone", text], ["update", text, text, "--status", "推进中"],
        ["due", "--on", text], ["due", "--within", text], ["validate", text], ["export", "plans", "--region", text], ["export", "-o", text if text not in ("", "-") else "x", "--dry-run"], ["split", "--period", text],
        ["split", "--leader", text], ["split", "--source", text, "--dry-run"], ["lookback", text], ["lookback", "p", "--into", text], ["help", text], ["collect", text], ["draft", text],
        ["report", "--topic", text], ["remind", "--unit", text], ["log", text], ["log", "--unit", text], ["undo", text], ["init", text or "x", "--dry-run"], ["units", text],
        ["completion", text], ["schema", text], [text], [f"--{text}"], ["due", f"--{text}"],
    ):  # fmt: skip
        if not any(word.startswith(("--send", "--resend")) for word in words):
            _, out, _ = run_here(words)
            assert_visible(out, words)
    for kept in (
        {"LEDGER_USER": text},
        {"LEDGER_TODAY": text},
        {"LEDGER_PLANS": text},
        {"TZ": text},
        {"COLUMNS": text},
        {"LEDGER_SECRETS": text},
    ):
        _, out, _ = run_here(["due"], kept)
        assert_visible(out, ["due", *kept])
        fresh()
        run_here(["update", "p", "1", "--status", "推进中", "--note", "一"], kept)
        assert_visible(run_here(["log"])[1], ["log", *kept])


TRIALS: dict[str, Callable[[str], None]] = {
    "fields": in_fields, "name": as_name, "written": as_written, "arguments": as_arguments,
}  # fmt: skip


def strings_in(path: Path) -> Iterator[tuple[str, str, Callable[[], str]]]:
    texts = json.loads(path.read_text(encoding="utf-8"))
    for first in range(0, len(texts), TOGETHER):
        some = texts[first : first + TOGETHER]
        yield f"{first}–{first + len(some) - 1}", "together", lambda some=some: together(some) or "tried"  # type: ignore[misc, func-returns-value]
        for number, text in enumerate(some, first):
            for role, trial in TRIALS.items():
                yield f"{number} {text!r}"[:70], role, lambda trial=trial, text=text: trial(text) or "tried"  # type: ignore[misc]


def learn() -> None:
    """The tags of pages and Markdown about a harmless string. What reads workbooks and documents does so in this
    process from here on, which has its own limits."""
    import os
    import tempfile

    from ledger.cli.main import LedgerGroup
    from ledger.files.sheets import returned_child

    returned_child._answers = lambda kind, paths: (
        (path, (returned_child._reader(kind)(path), "")) for path in paths
    )

    LedgerGroup.get_command = functools.cache(LedgerGroup.get_command)  # type: ignore[method-assign]
    here = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        together([HARMLESS, "县财政局牵头，各乡镇配合", "每季度末", "p"], plain=True)
        os.chdir(here)
