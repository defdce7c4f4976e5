"""What units say is in the way: in the 通报 and the 督办单, as long as the matter is open."""

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ledger.cli.main import app
from ledger.cli.office import open_office
from ledger.duty.duty import duties_of
from ledger.questions.ledger import progress_table
from ledger.questions.remind import Ahead, remind
from ledger.questions.report import report
from ledger.questions.troubles import troubles
from ledger.values.as_typed import settled
from ledger.views.circular import circular, paper_text
from ledger.views.notice_text import notice_text

PLAN = """\
编号: a-2022
标题: 甲县2022年要点
年度: 2022
任务:
- 序号: 1
  任务名称: 公开预算
  责任单位: 县财政局、县教育局
  时间节点: 10月底前
  进展:
  - 日期: 2022-10-20
    单位: 县财政局
    状态: 推进中
    存在问题: 两家没有交。
    需协调事项: 请县政府办发函
  - 日期: 2022-10-21
    单位: 县教育局
    状态: 推进中
    存在问题: 人手不够
  - 日期: 2022-11-02
    单位: 县教育局
    状态: 已完成
"""
ON = date(2022, 11, 10)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "a.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_they_are_told_while_the_matter_is_open(plan: Path) -> None:
    (reading,) = open_office([str(plan)], ON).readings
    found = {unit: (entry.problem, entry.needs) for (_, _, unit), entry in troubles(reading, ON).items()}
    assert found == {"县财政局": ("两家没有交。", "请县政府办发函")}
    words = paper_text(circular(report([reading], ON)))
    assert "四、存在问题和需协调事项" in words
    assert "请县政府办发函" in words
    assert "人手不够" not in words
    row = progress_table(reading.plan, duties_of(reading, ON), ON).rows[0]
    assert row.progress.splitlines()[0] == (
        "县财政局：推进中；存在问题：两家没有交；需协调事项：请县政府办发函（2022.10.20）"
    )
    shown = CliRunner().invoke(app, ["show", str(plan), "1", "--on", "2022-10-25"]).stdout
    assert "2022-10-20 县财政局：推进中，存在问题：两家没有交，需协调事项：请县政府办发函\n" in shown
    (told,) = remind([Ahead(reading, 30)], ON).notices
    assert "；所报存在问题：两家没有交；所报需协调事项：请县政府办发函" in notice_text(told)


@pytest.mark.parametrize(
    "words", ["无", "暂无。", "没有", "已解决", "已协调到位", "问题已解决", "不需要协调", "均已落实"]
)
def test_settled(words: str) -> None:
    assert settled(words)


@pytest.mark.parametrize(
    "words", ["无法解决用地问题", "请尽快解决", "协调县供电公司", "没有经费", "已报告，请批复", "未解决"]
)
def test_not_settled(words: str) -> None:
    assert not settled(words)


def test_an_answered_extension_takes_nothing_from_what_is_in_the_way(tmp_path: Path) -> None:
    granted = (
        "  - 日期: 2022-10-25\n    单位: 县财政局\n    状态: 延期\n    延期至: 2022-12-31\n    原因: 示例\n"
    )
    path = tmp_path / "a.yaml"
    path.write_text(
        PLAN.replace("  - 日期: 2022-10-21\n", granted + "  - 日期: 2022-10-21\n"), encoding="utf-8"
    )
    (reading,) = open_office([str(path)], ON).readings
    ((_, one),) = troubles(reading, ON).items()
    assert (one.problem, one.needs) == ("两家没有交。", "请县政府办发函")


def test_nobody_is_urged_while_an_extension_runs_however_late_it_was_granted(tmp_path: Path) -> None:
    """Granted on 11-05, after the day: the lists keep it red; the notice says that it falls due on 11-30."""
    granted = (
        "  - 日期: 2022-11-05\n    单位: 县财政局\n    状态: 延期\n    延期至: 2022-11-30\n    原因: 示例\n"
    )
    path = tmp_path / "a.yaml"
    path.write_text(PLAN + granted, encoding="utf-8")
    (reading,) = open_office([str(path)], ON).readings
    (told,) = remind([Ahead(reading, 30)], ON).notices
    assert ([line.duty.no for line in told.late], [line.duty.no for line in told.soon]) == ([], [1])
    assert remind([Ahead(reading, 5)], ON).notices == ()
    (reading,) = open_office([str(path)], date(2022, 12, 1)).readings
    (told,) = remind([Ahead(reading, 30)], date(2022, 12, 1)).notices
    assert [line.duty.unit for line in told.late] == ["县财政局"]
