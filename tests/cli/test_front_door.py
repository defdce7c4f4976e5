"""The command line as people and cron meet it: exit codes, one sentence for bad news, nothing cut."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ledger.cli.main import COMMANDS, app

ROOT = Path(__file__).parents[2]
PLANS = str(ROOT / "plans")
QINYUAN = str(ROOT / "plans" / "沁源县")


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the five plans, to stand in."""
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEDGER_PLANS", raising=False)
    monkeypatch.delenv("LEDGER_TODAY", raising=False)
    return tmp_path


# 命令行 | 退出码 | 标准错误里要有
WRONG: list[tuple[list[str], int, str]] = [
    (["due", "--unit", "县财政厅"], 2, "没有叫“县财政厅”的单位。是不是县财政局"),
    (["due", "--unit", "林口县财政厅局"], 2, "没有叫"),
    (["due", "nowhere.yaml"], 3, "找不到文件“nowhere.yaml”"),
    (["due", "nowhere-2022"], 3, "没有“nowhere-2022”这个文件或文件夹"),
    (["due", "empty"], 3, "文件夹“empty”里没有计划文件"),
    (["due", "--unit", ""], 2, "--unit 后面是空的"),
    (["due", "--unit", "　"], 2, "--unit 后面是空的"),
    (["validate", "plans/沁源县/units.yaml"], 2, "是单位名录或设置，不是计划"),
    (["export", "qinyuan-2022", "-o", "表.md"], 2, "要写的是 .xlsx 文件，-o 却是“表.md”"),
    (["export", "qinyuan-2022", "--csv", "-o", "计划.yaml"], 2, "要写的是 .csv 文件"),
    (["due", "--region", "某县"], 2, "没有“某县”的计划；这里有"),
    (["due", "--within", "十"], 2, "--within 的值不对：“十”应是整数"),
    (["due", "--within", "-1"], 2, "不能小于 0"),
    (["due", "--on", "2022-02-30"], 2, "“2022-02-30”不是日历上有的日子"),
    (["due", "--role", "领导"], 2, "没有“领导”这种角色"),
    (["due", "--unitt", "x"], 2, "没有 --unitt 这个选项，是不是 --unit"),
    (["due", "-unit", "x"], 2, "没有 -unit 这种写法，选项前面是两个横线：--unit"),
    (["due", "—unit", "x"], 2, "没有 —unit 这种写法，选项前面是两个半角横线：--unit"),
    (["due", "－－unit=x"], 2, "选项前面是两个半角横线：--unit=x"),
    (["due", "--date", "2022-01-01"], 2, "没有 --date 这个选项，是不是 --on？"),
    (["export", "--word"], 2, "没有 --word 这个选项，是不是 --docx？"),
    (["due", "--单位", "县财政局"], 2, "没有 --单位 这个选项，是不是 --unit？"),
    (["report", "--通报"], 2, "没有 --通报 这个选项，是不是 --text？"),
    (["due", "--天气"], 2, "没有 --天气 这个选项。（"),
    (["help", "督办"], 2, "是不是 ledger help remind？"),
    (["help", "通报"], 2, "是不是 ledger help report？"),
    (["help", "天气"], 2, "ledger help 列出主题"),
    (["export", "--pdf"], 2, "没有 --pdf 这个选项。（"),  # not --md, nor any other that is merely short
    (["due", "--no", "4"], 2, "没有 --no 这个选项。（"),
    (["导出"], 2, "没有 导出 这个命令。是不是 ledger export？"),
    (["通报"], 2, "没有 通报 这个命令。是不是 ledger report？"),
    (["due", "qinyaun-2022"], 3, "是不是qinyuan-2022？ledger plans 列出全部计划"),
    (["show", "沁源", "4"], 3, "是不是qinyuan-2022？"),
    (["due", "--unit", "乡镇"], 2, "各乡镇"),
    (["deu"], 2, "没有 deu 这个命令。是不是 ledger due"),
    (["show", "qinyuan-2022", "99"], 2, "qinyuan-2022 没有第 99 项；任务共 34 项"),
    (["show", "linkou-2021", "报9"], 2, "报送是 报1 到 报1"),
    (["show", "plans", "1"], 2, "一次只看一份计划"),
    (["export", "--json", "--csv"], 2, "一次只出一种格式，这里写了 --csv、--json。"),
    (["validate", "--format", "xml"], 2, "只能是 text、json、github"),
    (["explain"], 2, "缺少 文字"),
    (["show", "7"], 2, "缺少 序号。“7”是当作计划的；先写计划（编号见 ledger plans），再写序号。"),
    (["explain", " "], 2, "文字是空的"),
    (["show", "a", "b", "c"], 2, "多写了“c”"),
]


@pytest.mark.parametrize("row", WRONG, ids=lambda row: " ".join(row[0]))
def test_bad_news_is_one_sentence_with_its_code(office: Path, row: tuple[list[str], int, str]) -> None:
    words, code, sentence = row
    (office / "empty").mkdir()
    result = run(*words)
    assert result.exit_code == code
    assert sentence in result.stderr
    assert result.stdout == ""
    assert result.stderr.startswith("错误：")
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_broken_plan_is_named_and_the_others_are_answered(office: Path) -> None:
    (office / "plans" / "坏.yaml").write_text("编号: x\n标题 坏\n", encoding="utf-8")
    result = run("due", "--unit", "县财政局", "--on", "2022-12-10", "--json")
    assert result.exit_code == 3
    assert "坏.yaml" in result.stderr
    assert len(json.loads(result.stdout)["duties"]) == 9


@pytest.mark.skipif(os.name != "posix", reason="links, pipes and names of any bytes")
@pytest.mark.parametrize("command", [["due"], ["list"], ["plans"], ["log"]], ids=lambda words: words[0])
def test_what_else_lies_in_the_folder_stops_no_answer(
    office: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """A link in a circle and a name that is no UTF-8 ended every command as a fault of the program."""
    monkeypatch.setenv("LEDGER_INDEX", str(office / "index"))
    (office / "plans" / "圈.yaml").symlink_to("圈.yaml")
    os.mkfifo(office / "plans" / "管.yaml")
    os.symlink("管.yaml", os.fsencode(office / "plans") + b"/\xff.yaml")
    done = CliRunner().invoke(app, [*command, "--on", "2022-12-10"] if command != ["log"] else command)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert "程序自身出错" not in done.stderr
    if command != ["log"]:
        assert (done.exit_code, "管.yaml" in done.output) == (3, True)


def test_a_plan_that_cannot_be_read_is_named_and_the_others_are_answered(office: Path) -> None:
    (office / "plans" / "断.yaml").symlink_to("没有.yaml")
    result = run("due", "--unit", "县司法局", "--on", "2022-11-20", "--region", "沁源县", "--json")
    assert result.exit_code == 3
    assert result.stderr == "错误：找不到文件“plans/断.yaml”；没有算在内。\n"
    assert [row["no"] for row in json.loads(result.stdout)["duties"]] == [4]
    checked = run("validate", "--json")
    assert checked.exit_code == 3
    rows = [(row["file"], row["check"]) for row in json.loads(checked.stdout)["problems"]]
    assert ("plans/断.yaml", "unreadable") in rows


def test_a_plan_with_an_error_is_known_by_its_number(office: Path) -> None:
    (office / "plans" / "坏.yaml").write_text("编号: bad-1\n标题: 坏\n年度: 二零二二\n", encoding="utf-8")
    result = run("show", "bad-1", "1")
    assert result.exit_code == 3
    assert "plans/坏.yaml 有 2 处错误" in result.stderr


def test_empty_settings_are_none(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEDGER_PLANS", "")
    assert run("list", "fushun-2022").exit_code == 0


def test_the_schema_lets_through_what_is_read() -> None:
    """编辑器把“原编号: 3”看成数字，把“佐证: 甲.pdf”看成一段文字，计划里都可以这样写。"""
    records = json.loads(run("schema").stdout)["$defs"]
    assert records["Task"]["properties"]["原编号"]["anyOf"][0]["type"] == ["string", "number"]
    assert records["Task"]["properties"]["任务名称"]["type"] == ["string", "number"]
    kinds = [kind["type"] for kind in records["Progress"]["properties"]["佐证"]["anyOf"]]
    assert kinds == [["string", "number"], "array"]


def test_today_is_replaced_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEDGER_TODAY", "2022-12-10")
    assert "截止 2022-11-30" in run("explain", "11月底前").stdout
    assert "截止 2023-11-30" in run("explain", "11月底前", "--on", "2023-01-01").stdout


@pytest.mark.parametrize(("typed", "name"), [("４", "行政处罚信息公开"), ("04", "行政处罚信息公开")])
def test_a_task_is_found_however_its_number_is_typed(typed: str, name: str) -> None:
    assert name in run("show", QINYUAN, typed, "--on", "2022-11-20").stdout


LATER = """
编号: later
标题: 后来的事
年度: 2024
任务:
- 序号: 1
  任务名称: 公开
  责任单位: 县财政局牵头
  时间节点: 6月底前
  调整:
  - {日期: 2024-05-01, 依据: 通知一, 时间节点: 8月底前}
  - {日期: 2024-07-01, 依据: 通知二, 责任单位: 县水利局牵头}
  进展:
  - {日期: 2024-04-01, 单位: 县财政局, 状态: 推进中, 情况: 甲}
  - {日期: 2024-09-01, 单位: 县财政局, 状态: 推进中, 情况: 乙}
"""


def test_show_sees_nothing_later_than_the_day_and_each_notice_for_itself(tmp_path: Path) -> None:
    path = tmp_path / "后来.yaml"
    path.write_text(LATER, encoding="utf-8")
    early = json.loads(run("show", str(path), "1", "--on", "2024-06-01", "--json").stdout)
    assert [entry["note"] for entry in early["progress"]] == ["甲"]
    notice = {"date": "2024-05-01", "basis": "通知一", "deadline": "8月底前", "responsibility": None}
    assert early["adjustments"] == [notice]
    text = run("show", str(path), "1", "--on", "2024-08-01").stdout
    assert "2024-05-01 通知一：时间节点改为“8月底前”" in text
    assert "2024-07-01 通知二：责任单位改为“县水利局牵头”" in text
    assert "乙" not in text


GROUP = """
编号: group
标题: 集合
地区: 甲县
年度: 2024
任务:
- {序号: 1, 任务名称: 公开, 责任单位: 各部门, 时间节点: 6月底前}
- {序号: 2, 任务名称: 每周报, 责任单位: 县水利局, 时间节点: 每周五前}
"""
GROUP_UNITS = """
单位: [{名称: 县财政局}, {名称: 县水利局}, {名称: 县司法局}]
集合: [{名称: 各部门, 成员: [县财政局, 县水利局]}]
"""


@pytest.fixture
def group(tmp_path: Path) -> str:
    (tmp_path / "plan.yaml").write_text(GROUP, encoding="utf-8")
    (tmp_path / "units.yaml").write_text(GROUP_UNITS, encoding="utf-8")
    return str(tmp_path)


def test_a_group_answers_with_the_names_of_its_members(group: str) -> None:
    text = run("due", group, "--unit", "各部门", "--on", "2024-06-20").stdout
    assert "县财政局 责任（各部门）" in text
    assert "县水利局 责任（各部门）" in text


def test_the_list_is_what_is_late_or_amber(group: str) -> None:
    """每周的提前 3 天才黄：2024-06-21 是周五，17 日那天还早。"""

    def listed(day: str) -> list[tuple[object, ...]]:
        rows = json.loads(run("due", group, "--unit", "县水利局", "--on", day, "--json").stdout)["duties"]
        return [(row["no"], row["due"], row["light"]) for row in rows if row["no"] == 2 and not row["late"]]

    assert listed("2024-06-17") == []
    assert listed("2024-06-18") == [(2, "2024-06-21", "amber")]


@pytest.mark.parametrize("form", ["--xlsx", "--csv", "--md", "--json"])
def test_a_unit_without_tasks_is_no_silent_export(group: str, form: str) -> None:
    result = run("export", group, form, "--unit", "县司法局")
    assert (result.exit_code, result.stderr) == (0, "“县司法局”在这些计划里没有任务。\n")


def test_only_broken_plans_is_no_answer(office: Path) -> None:
    (office / "坏.yaml").write_text("编号: x\n", encoding="utf-8")
    result = run("due", "坏.yaml")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "坏.yaml 有" in result.stderr


def test_two_plans_of_one_number(office: Path) -> None:
    shutil.copy(next((office / "plans" / "沁源县").glob("2022*.yaml")), office / "plans" / "又一份.yaml")
    result = run("due", "--json", "--on", "2022-12-10")
    assert result.exit_code == 3
    assert "编号相同" in result.stderr
    assert run("validate").exit_code == 1


def test_no_plans_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEDGER_PLANS", raising=False)
    result = run("due")
    assert result.exit_code == 3
    assert "没有 plans 文件夹" in result.stderr
    monkeypatch.setenv("LEDGER_PLANS", QINYUAN)
    assert run("due", "--on", "2022-12-10").exit_code == 0


def test_exit_code_tells_a_script_that_something_is_late() -> None:
    assert run("due", QINYUAN, "--on", "2022-09-30").exit_code == 0
    assert run("due", QINYUAN, "--on", "2022-09-30", "--exit-code").exit_code == 0
    assert run("due", QINYUAN, "--on", "2022-10-01", "--exit-code").exit_code == 1


def test_quiet_says_nothing_when_there_is_nothing_to_say() -> None:
    result = run("due", QINYUAN, "--unit", "县税务局", "--on", "2022-03-01", "-q")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_a_name_in_several_regions_answers_for_all_and_says_so() -> None:
    result = run("due", PLANS, "--unit", "县财政局", "--on", "2022-12-10", "--json")
    regions = [row["region"] for row in json.loads(result.stdout)["duties"]]
    assert regions == sorted(regions)
    assert set(regions) == {"抚顺县", "林口县", "沁源县"}
    assert "“县财政局”在 抚顺县、林口县、沁源县、襄垣县 都有" in result.stderr
    narrowed = run("due", PLANS, "--unit", "县财政局", "--region", "沁源县", "--on", "2022-12-10", "--json")
    assert {row["region"] for row in json.loads(narrowed.stdout)["duties"]} == {"沁源县"}
    assert narrowed.stderr == ""


@pytest.mark.parametrize("name", ["行政审批局", "县行政审批局", "县行政审批服务管理局", "沁源县行政审批局"])
def test_aliases_and_endings_find_their_unit(name: str) -> None:
    result = run("due", QINYUAN, "--unit", name, "--on", "2022-11-20", "--json")
    rows = [(row["no"], row["unit"], row["light"]) for row in json.loads(result.stdout)["duties"]]
    assert rows == [(10, "县行政审批局", "red"), (9, "县行政审批局", "amber")]


def test_the_contract_of_due_json() -> None:
    answer = json.loads(run("due", QINYUAN, "--unit", "县司法局", "--on", "2022-11-20", "--json").stdout)
    (row,) = answer["duties"]
    assert {key: row[key] for key in row if key not in ("missed", "unfinished")} == {
        "plan": "qinyuan-2022",
        "plan_name": "沁源县2022政务公开",
        "region": "沁源县",
        "no": 4,
        "name": "行政处罚信息公开",
        "unit": "县司法局",
        "role": "lead",
        "via": None,
        "kind": "by",
        "what": None,
        "words": "11月底前",
        "due": "2022-11-30",
        "original_due": "2022-11-30",
        "days_left": 10,
        "state": "not_started",
        "late": False,
        "light": "amber",
        "done_on": None,
        "leader": None,
        "source": None,
        "given": None,
    }
    assert (answer["on"], answer["undated"]) == ("2022-11-20", 0)
    assert {"region": "沁源县", "plan": "qinyuan-2022", "group": "各行业主管部门", "tasks": [12]} in answer[
        "unlisted_groups"
    ]


def test_the_contract_of_export_json() -> None:
    plans = json.loads(run("export", PLANS, "--json").stdout)["plans"]
    counts = {plan["id"]: len(plan["tasks"]) for plan in plans}
    assert counts == {
        "shanggao-2020": 17,
        "fushun-2022": 26,
        "linkou-2021": 22,
        "qinyuan-2022": 34,
        "xiangyuan-2021": 23,
    }
    six = next(plan for plan in plans if plan["id"] == "qinyuan-2022")["tasks"][5]
    assert (six["lead"], six["support"], six["responsible"]) == (
        ["县市场监管局"],
        ["各乡镇", "县直有关部门"],
        [],
    )
    assert six["groups"] == ["各乡镇", "县直有关部门"]
    milestone = {"start": None, "end": None, "weekday": None, "nth": None, "source": "column"}
    assert six["milestones"] == [
        {**milestone, "kind": "by", "due": "2022-10-31", "month": None, "day": None, "what": "2022年度的市场监管信息补录完成", "words": "10月底前"},
        {**milestone, "kind": "yearly", "due": None, "start": "2022-11-01", "month": 3, "day": 31, "what": "公布", "words": "每年3月底前"},
    ]  # fmt: skip
    report = next(plan for plan in plans if plan["id"] == "linkou-2021")["reporting"][0]
    assert report["to"] == "县政府办公室"
    assert [m["due"] for m in report["milestones"]] == ["2021-09-05", "2021-12-05"]


def test_export_writes_a_workbook_a_plan(office: Path) -> None:
    assert run("export").exit_code == 0
    assert len(list((office / "ledgers").glob("*.xlsx"))) == 5
    before = {path: path.stat().st_mtime_ns for path in (office / "ledgers").iterdir()}
    again = run("export", "--xlsx")
    assert before == {path: path.stat().st_mtime_ns for path in (office / "ledgers").iterdir()}
    assert again.stderr.count("没有变化") == 5


def test_export_of_several_plans_wants_a_folder(office: Path) -> None:
    result = run("export", "-o", "all.xlsx")
    assert result.exit_code == 2
    assert "-o 请写文件夹" in result.stderr
    assert run("export", "qinyuan-2022", "-o", "一份.xlsx").exit_code == 0
    assert (office / "一份.xlsx").is_file()


def test_dry_run_writes_nothing(office: Path) -> None:
    result = run("export", "--dry-run")
    assert "将写 ledgers" in result.stderr
    assert not (office / "ledgers").exists()


def test_export_csv_is_one_table_for_excel() -> None:
    text = run("export", PLANS, "--csv").stdout
    assert text.startswith("\ufeff地区,编号,")
    assert text.count("序号") == 1
    assert len(text.strip().splitlines()) >= 1 + 122


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_explains_itself_in_chinese(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "用法：" in result.stdout
    for english in ("Usage", "Options", "Arguments", "Show this message", "default:", "…"):
        assert english not in result.stdout.replace("报2 …", "").replace("[参数]…", "").replace("待核：…", "")


CRON = {"PATH": os.defpath}


@pytest.mark.parametrize(
    "words",
    [
        ["due", "--unit", "县财政局", "--on", "2022-12-10"],
        ["list", "--unit", "县财政局"],
        ["units"],
        ["show", "qinyuan-2022", "17", "--on", "2022-12-10"],
        ["validate"],
    ],
    ids=lambda words: words[0],
)
def test_as_cron_runs_it(words: list[str]) -> None:
    """Nothing in the environment, no terminal: whole Chinese lines, no colour, nothing cut or wrapped."""
    done = subprocess.run(
        [sys.executable, "-m", "ledger", *words], cwd=ROOT, env=CRON, capture_output=True, check=False
    )
    text = done.stdout.decode("utf-8")
    assert done.returncode == 0, done.stderr.decode()
    assert "\x1b" not in text
    assert "?" not in text
    if words[0] in ("due", "show", "list"):
        assert "县财政局" in text
    if words[0] == "due":
        assert "集中统一平台定期公开各级政府债务限额、余额、发行、品种、期限、利率等信息\n" in text


def test_a_closed_pipe_is_no_trouble() -> None:
    """The reader is gone before the first line; exit code 1 would say that problems were found."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "ledger", "list"], cwd=ROOT, stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_closed_stdout_is_no_fault_of_the_program() -> None:
    done = subprocess.run(
        f"{sys.executable} -m ledger list >&-", shell=True, cwd=ROOT, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("encoding", "words", "expected"),
    [
        ("ascii", ["list"], "utf-8"),
        ("gbk", ["list"], "gbk"),
        ("gbk", ["export", "--csv"], "utf-8"),
        ("gbk", ["export", "--json"], "utf-8"),
    ],
)
def test_chinese_comes_out_whole_in_any_environment(encoding: str, words: list[str], expected: str) -> None:
    """A console keeps its encoding unless it cannot hold Chinese; an exported file is always UTF-8."""
    done = subprocess.run(
        [sys.executable, "-m", "ledger", *words, "plans/沁源县"],
        cwd=ROOT,
        env={**CRON, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert "县市场监管局牵头，各乡镇及县直有关部门落实" in done.stdout.decode(expected)


@pytest.mark.parametrize("command", ["due", "list", "export", "split", "remind"])
def test_an_empty_unit_is_not_everybody(office: Path, command: str) -> None:
    """A script whose variable is empty must not write to, or for, every unit."""
    result = run(command, "--unit", "", "--on", "2022-12-10")
    assert (result.exit_code, result.stdout) == (2, "")
    assert not (office / "ledgers").exists()


def test_plans_lists_each_with_what_it_is(office: Path) -> None:
    broken = office / "plans" / "坏.yaml"
    broken.write_text("编号: x\n", encoding="utf-8")
    answer = run("plans", "--json")
    assert answer.exit_code == 3
    rows = json.loads(answer.stdout)["plans"]
    found = {row["id"]: (row["tasks"], row["trouble"] is None) for row in rows}
    assert found == {
        "xiangyuan-2021": (23, True),
        "linkou-2021": (22, True),
        "qinyuan-2022": (34, True),
        "shanggao-2020": (17, True),
        "fushun-2022": (26, True),
        None: (None, False),
    }


def test_plans_are_found_from_a_folder_below(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(office / "plans" / "沁源县")
    answer = run("show", "fushun-2022", "1")
    assert answer.exit_code == 0


def test_a_draft_below_the_schemas_tells_the_editor_where_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = tmp_path / "通知.txt"
    document.write_text("某县2026年政务公开工作要点\n1. 公开预算。县财政局11月底前完成。\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    assert runner.invoke(app, ["init", "office", "--year", "2026"]).exit_code == 0
    assert runner.invoke(app, ["draft", "通知.txt", "-o", "office/plans/某县/甲/二.yaml"]).exit_code == 0
    assert runner.invoke(app, ["draft", "通知.txt", "-o", "三.yaml"]).exit_code == 0
    first = (tmp_path / "office/plans/某县/甲/二.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../../plan.schema.json"
    assert "yaml-language-server" not in (tmp_path / "三.yaml").read_text(encoding="utf-8")


def test_a_plan_is_found_by_the_name_answers_show_it_under(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    body = "任务:\n- {序号: 1, 任务名称: 甲, 责任单位: 县财政局}\n"
    for number, (title, more) in enumerate(
        [
            ("例县2026年政务公开工作要点", ""),
            ("例县2026年优化营商环境方案", "简称: 营商\n"),
            ("例县2026年信访要点", "简称: 同\n"),
            ("例县2026年统计要点", "简称: 同\n"),
        ]
    ):
        text = f"编号: p{number}\n标题: {title}\n{more}地区: 例县\n年度: 2026\n{body}"
        (plans / f"{number}.yaml").write_text(text, encoding="utf-8")
    (plans / "坏.yaml").write_text("编号: [", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    assert runner.invoke(app, ["show", "政务公开", "1"]).stdout.startswith("例县2026年政务公开工作要点（p0）")
    assert runner.invoke(app, ["show", "营商", "1"]).stdout.startswith("例县2026年优化营商环境方案（p1）")
    shared = runner.invoke(app, ["show", "同", "1"])
    assert (shared.exit_code, shared.stderr) == (3, "错误：叫“同”的计划有 2 份，请写编号：p2、p3。\n")
    assert runner.invoke(app, ["show", "统计", "1"]).exit_code == 3


def test_list_names_whom_the_office_gave_a_task_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = (
        "编号: p\n标题: 例县2026年要点\n地区: 例县\n年度: 2026\n任务:\n"
        "- {序号: 1, 任务名称: 甲, 分办: {牵头: [县财政局], 配合: [县审计局]}}\n- {序号: 2, 任务名称: 乙}\n"
    )
    (tmp_path / "p.yaml").write_text(plan, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    lines = CliRunner().invoke(app, ["list", "p.yaml"]).stdout.splitlines()
    assert "牵头：县财政局；配合：县审计局（办公室分办）" in lines[1]
    assert "未明确责任单位" in lines[2]


def test_the_circular_of_two_counties_says_which_unit_is_whose(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for county in ("甲县", "乙县"):
        folder = tmp_path / "plans" / county
        folder.mkdir(parents=True)
        (folder / "a.yaml").write_text(
            f"编号: {county}\n标题: {county}2026年要点\n地区: {county}\n年度: 2026\n任务:\n"
            "- {序号: 1, 任务名称: 预算, 责任单位: 县财政局, 时间节点: 3月底前}\n",
            encoding="utf-8",
        )
    monkeypatch.chdir(tmp_path)
    text = CliRunner().invoke(app, ["report", "--text", "--on", "2026-05-01"]).stdout
    assert "有逾期分工的2个：乙县" not in text
    assert {"县财政局（甲县）", "县财政局（乙县）"} <= set(
        text.split("有逾期分工的2个：")[1].split("。")[0].split("、")
    )


def test_what_only_git_calls_is_not_in_the_list_of_commands_but_has_its_help() -> None:
    shown = CliRunner().invoke(app, ["--help"]).stdout
    assert "validate" in shown
    assert "merge-file" not in shown
    assert "merge-file" in CliRunner().invoke(app, ["merge-file", "--help"]).stdout


def test_an_office_that_has_plans_gets_no_example_among_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    assert runner.invoke(app, ["init", "office", "--region", "例县", "--year", "2026"]).exit_code == 0
    Path("office/plans/例县/示例计划.yaml").rename("office/plans/例县/要点.yaml")
    again = runner.invoke(app, ["init", "office", "--region", "例县", "--year", "2026"])
    assert again.exit_code == 0
    assert [path.name for path in Path("office/plans/例县").glob("*计划*")] == []
    assert "已有 office/plans/office.yaml，没有动。" in again.stderr
    assert "示例计划" not in again.output
