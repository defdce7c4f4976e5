"""督办单 as a record: numbers in a row, 第几次, the colour by rule, a register the office may write in."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from ledger.cli.main import app

PLAN = """\
编号: li-2026
标题: 例县2026年工作要点
地区: 例县
年度: 2026
任务:
- 序号: 1
  任务名称: 公开预算
  责任单位: 县财政局
  时间节点: 6月底前
- 序号: 2
  任务名称: 清理收费
  责任单位: 县财政局、县教育局
  时间节点: 7月5日前
"""


@pytest.fixture(autouse=True)
def _office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "要点.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def remind(on: str, *more: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["remind", "--docx", "-o", "督办", "--on", on, *more])
    assert result.exit_code == code, result.output
    return result.output


def letters() -> list[str]:
    return sorted(path.name for path in Path("督办").iterdir())


def register() -> list[list[object]]:
    sheet = load_workbook("plans/督办登记.xlsx").worksheets[0]
    return [[cell.value for cell in row[:8]] for row in sheet.iter_rows(min_row=3)]


def test_without_the_library_for_word_no_number_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    assert "写 Word 文件要用 python-docx" in remind("2026-07-02", code=3)
    assert not Path("plans/督办登记.xlsx").exists()


def test_numbers_go_on_and_nothing_is_overwritten() -> None:
    remind("2026-07-02", "--within", "0")
    first = Path("督办", letters()[0]).read_bytes()
    assert letters() == ["例县_县财政局_督办〔2026〕1号（2026-07-02）.docx"]
    remind("2026-07-02", "--within", "0")  # the same once more is the same letter
    assert Path("督办", letters()[0]).read_bytes() == first
    remind("2026-07-09", "--return-by", "2026-07-14")
    assert letters() == [
        "例县_县教育局_督办〔2026〕3号（2026-07-09）.docx",
        "例县_县财政局_督办〔2026〕1号（2026-07-02）.docx",
        "例县_县财政局_督办〔2026〕2号（2026-07-09）.docx",
    ]
    assert register() == [
        ["督办〔2026〕1号", "2026-07-02", "例县 县财政局", 1, None, "第1项 公开预算", 2, None],
        [
            "督办〔2026〕2号",
            "2026-07-09",
            "例县 县财政局",
            2,
            None,
            "第1项 公开预算\n第2项 清理收费",
            9,
            "2026-07-14",
        ],
        ["督办〔2026〕3号", "2026-07-09", "例县 县教育局", 1, None, "第2项 清理收费", 4, "2026-07-14"],
    ]
    remind("2027-01-04", "--unit", "县教育局")
    assert register()[-1][0] == "督办〔2027〕1号"


def test_the_colour_follows_how_often_it_was_asked() -> None:
    Path("plans/office.yaml").write_text(
        "督办:\n  字号: 例督\n  答复天数: 3\n  升级: [蓝, 黄, 红]\n", encoding="utf-8"
    )
    for on in ("2026-07-01", "2026-07-02", "2026-07-03", "2026-07-04"):
        remind(on, "--within", "0")
    lines = [row for row in register() if row[2] == "例县 县财政局"]
    assert [(row[0], row[3], row[4], row[7]) for row in lines] == [
        ("例督〔2026〕1号", 1, "蓝", "2026-07-04"),
        ("例督〔2026〕2号", 2, "黄", "2026-07-05"),
        ("例督〔2026〕3号", 3, "红", "2026-07-06"),
        ("例督〔2026〕4号", 4, "红", "2026-07-07"),
    ]


def test_what_the_office_writes_in_the_register_stays() -> None:
    remind("2026-07-02", "--within", "0")
    workbook = load_workbook("plans/督办登记.xlsx")
    sheet = workbook.worksheets[0]
    sheet["I3"], sheet["J3"], sheet["M2"], sheet["M3"] = "2026-07-05", "已办结", "备注", "电话催过"
    workbook.save("plans/督办登记.xlsx")
    remind("2026-07-09")
    sheet = load_workbook("plans/督办登记.xlsx").worksheets[0]
    assert [sheet[at].value for at in ("I3", "J3", "M3", "A4")] == [
        "2026-07-05", "已办结", "电话催过", "督办〔2026〕2号",
    ]  # fmt: skip


def test_a_register_that_cannot_be_read_gives_no_number() -> None:
    Path("plans/督办登记.xlsx").write_bytes(b"PK\x03\x04" + b"x" * 100)
    assert "编不了号，一份也没有写" in remind("2026-07-02", code=3)
    Path("plans/督办登记.xlsx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    assert "不是 .xlsx 工作簿" in remind("2026-07-02", code=3)
    assert not Path("督办").exists()


def test_what_cannot_be_written_gives_no_number() -> None:
    assert "标准输出放不下" in remind("2026-07-09", "-o", "-", code=2)
    assert "请改扩展名" in remind("2026-07-02", "--within", "0", "-o", "单.pdf", code=2)
    assert not Path("plans/督办登记.xlsx").exists()


def test_a_day_of_answer_without_a_letter_is_refused() -> None:
    result = CliRunner().invoke(app, ["remind", "--return-by", "2026-07-14"])
    assert (result.exit_code, "与 --docx 同用" in result.stderr) == (2, True)


def test_dry_run_gives_no_number() -> None:
    assert "将写" in remind("2026-07-02", "--dry-run")
    assert not Path("plans/督办登记.xlsx").exists()
