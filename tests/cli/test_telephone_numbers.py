"""Telephone numbers and people of units.yaml are shown by `units --contacts` and by nothing else, in any format; the
office's own number, which it writes into office.yaml to be printed, on what a unit answers and nowhere else."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ledger.cli.main import COMMANDS, app

NUMBERS = [f"000-7{n:04}" for n in range(1, 11)]  # nobody has such a number
PEOPLE = ("钱甲甲", "孙乙乙", "李丁丁", "赵戊戊")  # 分管领导, 工作人员, 主要负责人; the office's own
DESK = "000-8000000"
OFFICE = f"交回:\n  交至: 例县政府办公室\n  联系人: {PEOPLE[3]}\n  电话: {DESK}\n  期限天数: 5\n"
INDEX = "分发目录.xlsx"  # the office's own list of whom to send what: the person to call, no number
PLAN = """\
编号: lizi-2022
标题: 例县2022年工作要点
地区: 例县
年度: 2022
任务:
- 序号: 1
  任务名称: 公开预算
  任务内容: 公开预算。
  责任单位: 县财政局牵头，县教育局配合
  时间节点: 10月底前
  进展:
  - 日期: 2022-10-01
    单位: 县财政局
    状态: 推进中
报送:
- 事项: 推进情况
  单位: 县财政局、县教育局
  期限: 每季度首月5日前
"""
UNITS = """\
地区: 例县
单位:
- 名称: 县财政局
  分管领导: {{姓名: 钱甲甲, 职务: 副局长, 办公电话: {}, 手机号码: {}}}
  主要负责人: {{姓名: 李丁丁, 职务: 局长, 办公电话: {}, 手机号码: {}}}
  工作人员: [{{姓名: 孙乙乙, 职务: 科员, 办公电话: {}, 手机号码: {}}}]
  通信地址: 例县一路1号
  邮编: "000000"
  电话: {}
  传真: {}
  邮箱: "{}@139.example"
- 名称: 县教育局
  通知: "json://127.0.0.1:9/{}"
""".format(*NUMBERS)
BOTH = ("plans", "--on", "2022-11-07")
# command → the ways it is run; {out} is a folder to write to
WAYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "validate": (("plans",), ("plans", "--json"), ("plans", "--format", "github")),
    "due": (BOTH, (*BOTH, "--json"), (*BOTH, "--all"), (*BOTH, "--unit", "县财政局"), (*BOTH, "--pending")),
    "list": (("plans",), ("plans", "--json")),
    "show": (("lizi-2022", "1"), ("lizi-2022", "报1", "--json")),
    "units": (("plans",), ("plans", "--json"), ("plans", "--suggest")),
    "explain": (("11月底前", "--year", "2022"),),
    "export": (
        *(
            ("plans", form, "-o", "{out}/", *more)
            for form in ("--xlsx", "--docx", "--csv", "--json", "--md", "--ics")
            for more in ((), ("--progress",), ("--unit", "县财政局"))
        ),
        ("plans", "--edit", "-o", "{out}/"),
        ("plans", "--progress", "--all", "-o", "{out}/总.xlsx"),
    ),
    "report": tuple(
        (*BOTH, form, "-o", "{out}/")
        for form in ("--text", "--json", "--xlsx", "--html", "--docx", "--annual")
    ),
    "lookback": (BOTH, (*BOTH, "--json")),
    "remind": (
        BOTH,
        (*BOTH, "--json"),
        (*BOTH, "--html"),
        (*BOTH, "-o", "{out}/"),
        (*BOTH, "--docx", "-o", "{out}/"),
        (*BOTH, "--send", "--dry-run"),
        (*BOTH, "--send"),
        (*BOTH, "--send", "--json"),
    ),
    "split": (("plans", "-o", "{out}/"), ("plans", "--check")),
    "collect": (
        ("{out}", "--plan", "plans", "--reply", "{out}/回复"),
        ("{out}", "--plan", "plans", "--json"),
    ),
    "update": (("lizi-2022", "1", "--unit", "县教育局", "--status", "推进中", "--on", "2022-11-07"),),
    "add": (
        (
            "lizi-2022",
            "--name",
            "清理收费",
            "--unit",
            "县教育局",
            "--deadline",
            "9月底前",
            "--on",
            "2022-11-07",
        ),
    ),
    "log": (("plans",), ("plans", "--json")),
    "undo": (("plans", "--dry-run"),),
    "draft": (("正文.txt",),),
    "help": ((), ("JSON",)),
    "plans": (("plans",), ("plans", "--json")),
    "redo": (("plans", "--dry-run"),),
    "completion": (("bash",),),
    "merge-file": (("plans/要点.yaml", "plans/要点.yaml", "plans/要点.yaml"),),
    "init": (("{out}/新",),),
    "schema": ((), ("--units",), ("--office",)),
}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "要点.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "plans" / "units.yaml").write_text(UNITS, encoding="utf-8")
    (tmp_path / "plans" / "office.yaml").write_text(OFFICE, encoding="utf-8")
    (tmp_path / "正文.txt").write_text("例县2022年工作要点\n\n一、公开预算\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def texts_of(path: Path) -> Iterator[str]:
    """What a file says; of a workbook or a paper, what every part of it says."""
    content = path.read_bytes()
    if not zipfile.is_zipfile(io.BytesIO(content)):
        yield content.decode("utf-8", "replace")
        return
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        yield from (parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def everything_said(office: Path, command: str) -> Iterator[tuple[str, str]]:
    """Where, and what: the two streams of each way to run `command`, then every file but what was there."""
    if command == "collect":  # what split writes is looked at there
        CliRunner().invoke(app, ["split", "plans", "-o", "out"])
    before = {path: path.read_bytes() for path in office.rglob("*") if path.is_file()}
    for way in WAYS[command]:
        arguments = [part.replace("{out}", "out") for part in way]
        result = CliRunner().invoke(app, [command, *arguments])
        assert result.exit_code in (0, 1, 3), result.output
        assert "程序自身出错" not in result.output
        yield " ".join(arguments), result.output
    for path in office.rglob("*"):
        if path.is_file() and before.get(path) != path.read_bytes():
            for text in texts_of(path):
                yield str(path), text


def test_every_command_is_tried() -> None:
    assert set(COMMANDS) == set(WAYS)


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
@pytest.mark.parametrize("command", list(WAYS))
def test_no_number_is_shown(office: Path, command: str) -> None:
    said = list(everything_said(office, command))
    silent = command == "merge-file"  # it has nothing to say to git when all went well
    assert silent or any(text.strip() for _, text in said)
    for where, text in said:
        shown = [word for word in (*NUMBERS, *PEOPLE[: 0 if INDEX in where else 3]) if word in text]
        assert not shown, f"{command} {where}"
        if not (command == "split" or (command == "remind" and where.endswith(".docx"))):
            assert DESK not in text, f"{command} {where}"
            assert PEOPLE[3] not in text, f"{command} {where}"


def test_the_form_shows_them_all(office: Path) -> None:
    from ledger.cli.contacts import contacts
    from ledger.cli.office import open_office

    contacts(open_office(["plans"]), office / "表.xlsx", as_json=False, dry_run=False)
    form = "".join(texts_of(office / "表.xlsx"))
    assert [number for number in NUMBERS if number not in form] == [NUMBERS[9]]  # an address is no contact
