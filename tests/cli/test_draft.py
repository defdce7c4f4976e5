"""`ledger draft`, as typed: what goes where, what is not overwritten, which exit code."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from ledger.cli.draft_command import command
from ledger.problems import LedgerError

TEXT = """甲县2023年政务公开工作要点

一、重点任务
（一）做好规划公开。公开规划。（牵头单位：县发展改革局；责任单位：各乡镇；完成时限：2023年6月底前）
（二）做好预算公开。公开预算。
各乡镇要于12月5日前将工作进展报县政府办公室。
"""
PLAN = """编号: 甲县2023政务公开
标题: 甲县2023年政务公开工作要点
地区: 甲县
年度: 2023
来源: 要点.txt
任务:
# 来源：第4行
- 序号: 1
  章节:
  - 一、重点任务
  原编号: （一）
  任务名称: 做好规划公开
  任务内容: >-
    公开规划。
  责任单位: 牵头单位：县发展改革局；责任单位：各乡镇
  时间节点: 2023年6月底前
# 来源：第5行
# 待核：原文没有写责任单位
- 序号: 2
  章节:
  - 一、重点任务
  原编号: （二）
  任务名称: 做好预算公开
  任务内容: >-
    公开预算。
报送:
# 来源：第6行
- 事项: 工作进展
  单位: 各乡镇
  报至: 县政府办公室
  期限: 12月5日前
"""
SUMMARY = (
    "2 项任务，1 项写明责任单位（1 个单位、1 个集合）；1 项写明时限（读懂 1 项），另从正文找到 0 个日期；"
    "1 项报送；全文 10 处，写入 10；待核 1 处。\n"
)

app = typer.Typer()
app.command()(command)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "要点.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*words: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(word) for word in words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_without_o_the_plan_is_printed_and_the_summary_goes_to_stderr(document: Path) -> None:
    assert run(document) == (0, PLAN, SUMMARY)


def test_o_writes_and_does_not_overwrite_without_force(document: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plans" / "2023.yaml"
    code, out, said = run(document, "-o", plan)
    assert (code, out) == (0, "")
    assert said.startswith(f"已写 {plan}\n{SUMMARY}接着：通读一遍，")
    assert said.endswith("再运行 ledger validate。\n")
    assert plan.read_text(encoding="utf-8") == PLAN
    plan.write_text("旧的", encoding="utf-8")
    with pytest.raises(LedgerError, match="没有覆盖。要覆盖请加 --force") as error:
        run(document, "-o", plan)
    assert error.value.exit_code == 3
    assert run(document, "-o", plan, "--force")[0] == 0
    assert plan.read_text(encoding="utf-8") == PLAN


def test_a_run_that_died_between_its_two_files_is_completed_by_the_next(
    document: Path, tmp_path: Path
) -> None:
    plan, units = tmp_path / "plans/2023.yaml", tmp_path / "plans/units.yaml"
    run(document, "-o", plan, "--units")
    both = plan.read_bytes(), units.read_bytes()
    units.unlink()
    code, _, said = run(document, "-o", plan, "--units")
    assert (code, plan.read_bytes(), units.read_bytes()) == (0, *both)
    assert said.startswith(f"没有变化 {plan}\n已写 {units}\n")


def test_a_folder_gets_a_file_named_like_the_document(document: Path, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    assert run(document, "-o", folder)[2].startswith(f"已写 {folder / '要点.yaml'}\n")


def test_dry_run_prints_and_writes_nothing(document: Path, tmp_path: Path) -> None:
    plan = tmp_path / "2023.yaml"
    assert run(document, "-o", plan, "--dry-run") == (0, PLAN, SUMMARY)
    assert not plan.exists()


def test_units_proposes_the_directory_beside_the_plan(document: Path, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    assert run(document, "-o", folder / "2023.yaml", "--units")[0] == 0
    units = (folder / "units.yaml").read_text(encoding="utf-8")
    assert "地区: 甲县" in units
    assert "名称: 县发展改革局" in units


KEPT = """地区: 甲县
# 人工写的
单位:
- 名称: 县教育局
  邮箱: jyj@example.com
集合:
- 名称: 各镇
  成员: [东镇, 西镇]
"""
WITH_NEW = """地区: 甲县
# 人工写的
单位:
- 名称: 县教育局
  邮箱: jyj@example.com
# 新
- 名称: 县发展改革局
集合:
- 名称: 各镇
  成员: [东镇, 西镇]
# 新
- 名称: 各乡镇
  成员: 范围未列明
"""


@pytest.mark.parametrize("force", [False, True])
def test_a_directory_that_is_there_is_kept_and_gets_what_is_new(
    document: Path, tmp_path: Path, force: bool
) -> None:
    plan, units = tmp_path / "2023.yaml", tmp_path / "units.yaml"
    units.write_text(KEPT, encoding="utf-8")
    if force:
        plan.write_text("旧的", encoding="utf-8")
    dry = run(document, "-o", plan, "--units", "--dry-run")
    told = "原有的照旧，新添 1 个单位、1 个集合，上面注明“新”。\n"
    assert dry == (0, PLAN, f"将写 {units}（新内容）\n{told}{SUMMARY}")
    assert units.read_text(encoding="utf-8") == KEPT
    code, out, said = run(document, "-o", plan, "--units", *["--force"] * force)
    assert (code, out) == (0, "")
    assert said.startswith(f"已写 {plan}\n已写 {units}\n{told}")
    assert (plan.read_text(encoding="utf-8"), units.read_text(encoding="utf-8")) == (PLAN, WITH_NEW)
    assert "计划里的单位和集合，名录里都有了。" in run(document, "-o", plan, "--units")[2]


def test_a_plan_that_is_not_overwritten_leaves_the_directory_alone(document: Path, tmp_path: Path) -> None:
    plan, units = tmp_path / "2023.yaml", tmp_path / "units.yaml"
    units.write_text(KEPT, encoding="utf-8")
    plan.write_text("旧的", encoding="utf-8")
    with pytest.raises(LedgerError, match="没有覆盖") as error:
        run(document, "-o", plan, "--units")
    assert str(units) not in str(error.value)
    assert units.read_text(encoding="utf-8") == KEPT


def test_year_and_region_say_what_the_document_leaves_out(tmp_path: Path) -> None:
    path = tmp_path / "摘录.txt"
    path.write_text("工作要点\n1.公开规划。公开规划。\n", encoding="utf-8")
    with pytest.raises(LedgerError, match="没有写明是哪一年的计划；请加 --year"):
        run(path)
    code, out, _ = run(path, "--year", "2023", "--region", "甲县")
    assert code == 0
    assert "地区: 甲县\n年度: 2023\n" in out
