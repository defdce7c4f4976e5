"""One item of a plan understood alone is what it is among all."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ledger.duty import reading as reading_module
from ledger.duty.directory import ALL_LEADS, UnitDirectory
from ledger.duty.reading import read_items
from ledger.files.yaml.plan_yaml import parse_plan, read_plan, read_record
from ledger.files.yaml.text_file import decode
from ledger.files.yaml.units_yaml import read_directory
from ledger.record.directory_model import DirectoryFile
from ledger.record.model import Plan, Task

PLANS = Path(__file__).parents[2] / "plans"
ON = date(2022, 11, 20)


@pytest.mark.parametrize("folder", sorted(path.name for path in PLANS.iterdir() if path.is_dir()))
def test_an_item_alone_is_the_item_among_all(folder: str) -> None:
    file = read_directory(PLANS / folder / "units.yaml", shown="units.yaml").file
    for path in (
        path for path in (PLANS / folder).glob("*.yaml") if path.name not in ("units.yaml", "office.yaml")
    ):
        plan = read_plan(path).plan
        assert plan is not None
        for directory in (UnitDirectory(file, plan.region), UnitDirectory.from_plan(plan)):
            whole = read_items(plan, directory, ON)
            by_leads = any(group.members == ALL_LEADS for group in directory.groups)
            for item in whole.items:
                alone = read_items(plan, directory, ON, only=str(item.no))
                assert alone.items == (whole.items if by_leads else (item,))
                again = read_items(plan, directory, ON, before=alone, only=str(item.no))
                assert again.items == alone.items


def _plan(units: str) -> tuple[Plan, UnitDirectory]:
    text = "编号: p\n标题: 要点\n年度: 2022\n任务:\n"
    for no, who in ((1, "县教育局牵头，各牵头单位配合"), (2, "县财政局牵头")):
        text += f"- 序号: {no}\n  任务名称: 公开\n  任务内容: 第{no}种\n  责任单位: {who}\n"
    text += "报送:\n- 事项: 年度报告\n  单位: 县教育局\n  报至: 县政府办\n  期限: 2023年1月10日前\n"
    plan = parse_plan(Path("p.yaml"), "p.yaml", text.encode()).plan
    assert plan is not None
    path = Path("units.yaml")
    _, file = read_record(decode(path, "units.yaml", units.encode()), DirectoryFile)
    return plan, UnitDirectory(file, None)


def test_the_others_are_not_understood_and_the_name_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, directory = _plan("单位:\n- 名称: 县教育局\n")
    read: list[int] = []
    real = reading_module._read_task

    def counted(plan: Plan, task: Task, *rest: Any) -> Any:
        read.append(task.no)
        return real(plan, task, *rest)

    monkeypatch.setattr(reading_module, "_read_task", counted)
    (item,) = read_items(plan, directory, ON, only="2").items
    assert (read, item.no, item.hint) == ([2], 2, "第2种")
    (report,) = read_items(plan, directory, ON, only="报1").items
    assert (report.no, report.name) == ("报1", "年度报告")
    assert read_items(plan, directory, ON, only="3").items == ()


def test_where_a_group_is_whoever_leads_all_are_understood() -> None:
    plan, directory = _plan("单位:\n- 名称: 县教育局\n集合:\n- 名称: 各牵头单位\n  成员: 牵头单位\n")
    assert read_items(plan, directory, ON, only="1").by_word["牵头单位"] == {
        "县教育局": None,
        "县财政局": None,
    }
