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
from ledger.views.notice_text import notice_text
from ledger.views.notice_words import notice, paper_text

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
    words = paper_text(notice(report([reading], ON)))
    assert "四、存在问题和需协调事项" in words
    assert "请县政府办发函" in words
    assert "人手不够" not in words
    row = progress_table(reading.plan, duties_of(reading, ON), ON).rows[0]
    assert row.progress.splitlines()[0] == (
        "县财政局：推进中；存在问题：两家没有交；需协调事项：请县政府办发函（2022-10-20）"
    )
    shown = CliRunner().invoke(app, ["show", str(plan), "1", "--on", "2022-10-25"]).stdout
    assert "县财政局  推进中  存在问题：两家没有交。  需协调事项：请县政府办发函" in shown
    (told,) = remind([Ahead(reading, 30)], ON).notices
    assert "；所报存在问题：两家没有交；所报需协调事项：请县政府办发函" in notice_text(told)
