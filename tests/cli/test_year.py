"""A year of an office by somebody who never opens a YAML file: `examples/一年不开YAML`, done for real, step by step.

Every command here stands on the page, and every command of the page is run here.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from ledger.cli.main import app
from ledger.files.sheets import returned_child
from ledger.files.sheets.edit_reader import read_edit_book
from ledger.files.sheets.fill_reader import read_fill
from ledger.files.yaml.plan_yaml import read_plan
from ledger.record.model import Plan

YEAR = Path(__file__).parents[2] / "examples" / "一年不开YAML"
PAGE = (YEAR / "说明.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^ledger (.+?)(?:\s+#.*)?$", PAGE, re.MULTILINE)
BOOK = "ledgers/例县2026年优化营商环境工作要点（修改）.xlsx"


class Clerk:
    """Runs the commands of the page, fills in workbooks, looks at what is there."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def run(self, command: str, code: int = 0) -> Result:
        assert command in COMMANDS
        self.done.append(command)
        result = CliRunner().invoke(app, command.split())
        assert result.exit_code == code, (command, result.output)
        return result

    def fill(self, quarter: str, unit: str, rows: dict[tuple[int, str], dict[str, Any]]) -> None:
        """Fill in the rows of `unit`, by 序号 and the day its 时间节点 ends with; send the book back."""
        workbook = load_workbook(f"分发/{quarter}/{unit}.xlsx")
        sheet = workbook.worksheets[1]
        columns = {cell.value: column for column, cell in enumerate(sheet[3], 1)}
        todo = dict(rows)
        for row in range(4, sheet.max_row + 1):
            day = str(sheet.cell(row, columns["时间节点"]).value)[-10:]
            for heading, value in todo.pop((sheet.cell(row, 1).value, day), {}).items():
                sheet.cell(row, columns[heading]).value = value
        assert not todo
        Path("收回", quarter).mkdir(parents=True, exist_ok=True)
        workbook.save(f"收回/{quarter}/{unit}.xlsx")

    def plan(self, name: str) -> Plan:
        plan = read_plan(Path("plans/例县", name)).plan
        assert plan is not None
        return plan


@pytest.fixture
def clerk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    for notice in YEAR.glob("*.txt"):
        shutil.copy(notice, tmp_path)
    monkeypatch.chdir(tmp_path)
    # the second process has tests of its own
    monkeypatch.setattr(returned_child, "read_returned", lambda paths: map(read_fill, paths))
    monkeypatch.setattr(returned_child, "read_edited", read_edit_book)
    return Clerk()


def test_a_year(clerk: Clerk) -> None:
    run = clerk.run
    # March: the notice becomes a plan, corrected in Excel
    run("init . --region 例县 --year 2026 --document 2026年通知.txt")
    run("export --edit")
    correct(Path(BOOK))
    assert "变动.xlsx" in run(f"collect {BOOK} --dry-run -o 变动.xlsx --on 2026-03-05").stderr
    run(f"collect {BOOK} --on 2026-03-05")
    run("units --suggest -o plans/例县/units.yaml")
    run("validate --on 2026-03-05")
    plan = clerk.plan("2026年通知.yaml")
    assert [task.no for task in plan.tasks] == [1, 2, 3, 4, 5, 6, 7]
    assert plan.tasks[3].responsibility == "县司法局牵头，县市场监管局、县公安局配合"
    assert plan.tasks[4].scope == {"各乡镇": ("东镇", "西镇")}
    # June: the second quarter
    run("split --period 2026Q2 --return-by 2026-06-28 -o 分发/二季度 --on 2026-06-20")
    clerk.fill("二季度", "县行政审批局", {
        (1, "2026.06.30"): {"状态": "完成", "完成情况": "已上线", "完成日期": "6月18日"},
    })  # fmt: skip
    clerk.fill("二季度", "县发改局", {
        (3, "2026.06.30"): {"状态": "申请延期", "完成情况": "收费文件没有收齐", "申请延期至": "8月31日",
                            "需协调事项": "请县财政局提供收费文件"},
    })  # fmt: skip
    clerk.fill("二季度", "县工商联", {
        (5, "2026.03.31"): {"状态": "已完成", "完成日期": "2026-03-25", "完成情况": "开了一次"},
        (5, "2026.06.30"): {"状态": "推进中", "完成情况": "定在七月"},
    })  # fmt: skip
    clerk.fill("二季度", "县财政局", {})
    said = run("collect 收回/二季度 --reply 回复/二季度 --on 2026-06-28", code=1).stdout
    assert "写入 4 行" in said
    assert "状态“完成”按“已完成”记；完成日期“6月18日”按 2026-06-18 记" in said
    assert "交回了工作簿却没有填的 1 个，也是还没有报：县财政局。" in said
    assert len(list(Path("回复/二季度").iterdir())) == 4
    # what waits for the office: one sent back, one extension
    said = run("due --pending --on 2026-06-29").stdout
    assert "待审核 2 件，待答复的延期申请 1 件" in said
    assert "要求延至 2026-08-31" in said
    run(
        "update 例县2026优化营商环境 1 --unit 县行政审批局 --return --reason 缺两项的上线截图 --on 2026-06-29"
    )
    run(
        "update 例县2026优化营商环境 3 --extend-to 2026-08-31 --reason 收费文件未齐 --approver 李某某 --on 2026-06-29"
    )
    run(
        "update 例县2026优化营商环境 5 --unit 县工商联 --milestone 2026-03-31 --close --approver 李某某 --on 2026-06-29"
    )
    # July: asked for the first and the second time
    run("remind --docx -o 督办 --within 0 --on 2026-07-02")
    run("split --period 2026Q3 --return-by 2026-07-10 -o 分发/三季度 --on 2026-07-03")
    sheet = load_workbook("分发/三季度/县行政审批局.xlsx").worksheets[1]
    notes = {row[0]: (row[6], row[7]) for row in sheet.iter_rows(min_row=4, values_only=True)}
    assert notes[1] == ("退回", "退回：缺两项的上线截图")
    clerk.fill("三季度", "县行政审批局", {
        (1, "2026.06.30"): {"状态": "已完成", "完成情况": "已上线，截图补齐", "完成日期": "2026-07-08"},
    })  # fmt: skip
    clerk.fill("三季度", "县工商联", {(5, "2026.06.30"): {"无变化": "√"}})
    clerk.fill("三季度", "县司法局", {(2, "2026.09.30"): {"状态": "推进中", "完成情况": "清单已拟好"}})
    assert "写入 3 行" in run("collect 收回/三季度 --on 2026-07-10", code=1).stdout
    run("update 例县2026优化营商环境 1 --unit 县行政审批局 --close --approver 李某某 --on 2026-07-11")
    run("remind --docx -o 督办 --within 0 --on 2026-07-16")
    lines = [
        [cell.value for cell in row[:4]]
        for row in load_workbook("plans/督办登记.xlsx").worksheets[0].iter_rows(min_row=3)
    ]
    asked = [(row[1], row[3]) for row in lines if row[2] == "例县 县工商联"]
    assert asked == [("2026-07-02", 1), ("2026-07-16", 2)]
    assert [row[0] for row in lines] == [f"督办〔2026〕{n}号" for n in range(1, len(lines) + 1)]
    letters = sorted(Path("督办").iterdir())
    assert len(letters) == len(lines)
    letter = next(path for path in letters if "县工商联" in path.name and "07-16" in path.name)
    assert Document(str(letter)).paragraphs[0].text.startswith("第2次督办\t督办〔2026〕")
    # December: the reports, the ledger of all
    said = run("report --annual --on 2026-12-20").stdout
    assert "确定任务7项" in said
    assert "（按周期办的只计最近的）" in said  # here stand tasks done every month
    run("report --docx --on 2026-12-20")
    run("export --progress --all -o 总台账.xlsx --on 2026-12-20")
    # January: what is left goes into the next plan
    run("draft 2027年通知.txt -o plans/例县/2027年通知.yaml")
    run("lookback 例县2026优化营商环境 --into plans/例县/2027年通知.yaml --on 2027-01-10")
    carried = [task for task in clerk.plan("2027年通知.yaml").tasks if task.carried_from]
    assert {task.name for task in carried} >= {
        "推行证明事项告知承诺制",
        "清理涉企收费",
        "建设乡镇便民服务中心",
    }
    assert not any(
        task.name == "推进“高效办成一件事”" and "县行政审批局" in str(task.responsibility) for task in carried
    )
    owed = json.loads(run("due --json --on 2027-01-10").stdout)
    assert owed["on"] == "2027-01-10"
    assert set(clerk.done) == set(COMMANDS)


def correct(path: Path) -> None:
    """What the clerk does in Excel: a unit more, a task more, who the townships are."""
    workbook = load_workbook(path)
    tasks, decided = workbook["任务分解表"], workbook["办公室定"]
    heads = {cell.value: column for column, cell in enumerate(tasks[3], 1)}
    tasks.cell(7, heads["责任单位"]).value = "县司法局牵头，县市场监管局、县公安局配合"
    new: dict[str, Any] = {
        "序号": 7,
        "任务名称": "公开投诉办理情况",
        "责任单位": "县行政审批局",
        "时间节点": "每季度末前",
    }
    for heading, value in new.items():
        tasks.cell(10, heads[heading]).value = value
    heads = {cell.value: column for column, cell in enumerate(decided[3], 1)}
    for row, no in ((4, 5), (5, 6)):
        scope: dict[str, Any] = {"事项": "范围", "序号": no, "集合": "各乡镇", "成员": "东镇\n西镇"}
        for heading, value in scope.items():
            decided.cell(row, heads[heading]).value = value
    workbook.save(path)
