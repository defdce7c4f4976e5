"""`ledger add`: matters given one by one, in a plan or a register of their own; and the pages of a leader, of a source."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from ledger.cli.main import app

PLAN = """\
编号: lixian-2026
标题: 例县2026年工作要点
地区: 例县
年度: 2026
任务:
- 序号: 4
  任务名称: 公开预算   # 原注
  责任单位: 县财政局
  时间节点: 6月底前
  其他: {牵头领导: 李县长}
# 文末
"""
REGISTER = "例县督查事项"


def run(*words: str, on: str = "2026-03-10") -> Result:
    return CliRunner().invoke(app, [*words, "--on", on])


def duties(*words: str, on: str) -> list[tuple[object, ...]]:
    rows = json.loads(run("due", *words, "--all", "--json", on=on).stdout)["duties"]
    return [(row["no"], row["unit"], row["due"]) for row in rows]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/a.yaml").write_text(PLAN, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "plans"


def new_register(*more: str) -> Result:
    first = ("--title", REGISTER, "--region", "例县", "--name", "整改消防隐患", "--unit", "县住建局")
    return run("add", "plans/d.yaml", *first, *more)


def test_a_task_is_added_and_nothing_else_changes(office: Path) -> None:
    words = (
        "add", "lixian-2026", "--name", "清理文件", "--unit", "县司法局牵头，县财政局配合", "--deadline",
        "5个工作日内", "--source", "县政府常务会议纪要〔2026〕3号", "--given", "2026-03-05", "--leader", "张县长",
    )  # fmt: skip
    tried = run(*words, "--dry-run")
    assert tried.exit_code == 0, tried.output
    assert (office / "a.yaml").read_text("utf-8") == PLAN
    added = run(*words)
    assert added.exit_code == 0, added.output
    assert added.stdout == tried.stdout
    text = (office / "a.yaml").read_text("utf-8")
    before, after = PLAN.split("# 文末")
    assert text.startswith(before)
    assert text.endswith("# 文末" + after)
    assert "  来源: 县政府常务会议纪要〔2026〕3号\n  交办日期: 2026-03-05\n" in text
    # 03-05 is a Thursday: 6, 9, 10, 11, 12 March
    assert (5, "县司法局", "2026-03-12") in duties(on="2026-03-10")
    again = run(*words)
    assert "第5项“清理文件”就是这一件，没有再写" in again.stderr
    assert CliRunner().invoke(app, ["undo"]).exit_code == 0
    assert (office / "a.yaml").read_text("utf-8") == PLAN


def test_what_is_not_understood_is_said_at_once(office: Path) -> None:
    (office / "units.yaml").write_text("地区: 例县\n单位:\n- 名称: 县财政局\n", "utf-8")
    told = run("add", "lixian-2026", "--name", "甲", "--unit", "县民政局", "--deadline", "适时再议").stderr
    assert "“县民政局”不在单位名录里" in told
    assert "适时再议" in told
    assert "无期限" in told
    blank = run("add", "lixian-2026", "--name", "  ")
    assert blank.exit_code == 2
    assert "“任务名称”是空的" in blank.stderr


def test_a_register_is_made_with_its_first_matter(office: Path) -> None:
    assert run("add", "plans/d.yaml", "--name", "甲").exit_code == 2  # no title: a slip of the keyboard
    made = new_register("--deadline", "15日内", "--given", "2026-03-05")
    assert made.exit_code == 0, made.output
    assert run("validate", "plans/d.yaml").exit_code == 0
    assert duties("plans/d.yaml", on="2026-03-10") == [(1, "县住建局", "2026-03-20")]
    assert new_register().exit_code == 2  # it is there now
    other = run("add", "plans/e.yaml", "--title", REGISTER, "--name", "甲")
    assert other.exit_code == 2  # two of one 编号 could not be told apart
    assert f"已经有叫“{REGISTER}”的计划" in other.stderr
    for name in ("units.yaml", "office.yaml", "_a.yaml"):
        assert run("add", f"plans/{name}", "--title", "乙", "--name", "甲").exit_code == 2
        assert not (office / name).exists()
    assert run("add", "plans/e.yaml", "--title", "  ", "--name", "甲").exit_code == 2


def test_days_of_a_register_count_from_the_day_given(office: Path) -> None:
    new_register("--deadline", "6月底前", "--given", "2026-03-05")
    run("add", REGISTER, "--name", "春耕", "--unit", "县农业农村局", "--deadline", "3月底前", on="2026-12-20")
    run("add", REGISTER, "--name", "周报", "--unit", "县水利局", "--deadline", "每周二前", on="2026-12-20")
    found = duties("plans/d.yaml", on="2027-01-20")
    assert (1, "县住建局", "2026-06-30") in found
    assert (2, "县农业农村局", "2027-03-31") in found  # March of 2026 was over when it was given
    # every Tuesday goes on after the year of the register: the one just past, and the next
    assert [row for row in found if row[0] == 3] == [
        (3, "县水利局", "2027-01-19"),
        (3, "县水利局", "2027-01-26"),
    ]


def test_by_leader_and_by_source(office: Path) -> None:
    new_register("--deadline", "3月15日前", "--leader", "张县长、李县长", "--source", "纪要〔2026〕3号")
    run("add", REGISTER, "--name", "乙", "--unit", "县水利局", "--deadline", "3月15日前", "--leader", "张县")
    of_li = run("due", "--leader", "李县长", "--all", on="2026-03-12").stdout
    assert "整改消防隐患" in of_li
    assert "公开预算" in of_li  # by the issued table's own column
    assert "乙" not in of_li
    assert "乙" in run("due", "--leader", "张县", on="2026-03-12").stdout  # named whole: not 张县长
    assert "整改" not in run("due", "--leader", "张县", on="2026-03-12").stdout
    assert [
        r["no"] for r in json.loads(run("list", "--source", "纪要[2026]3号", "--json").stdout)["tasks"]
    ] == [1]
    of_both = json.loads(run("list", "--where", "责任领导=张县长", "--json").stdout)["tasks"]
    assert [row["name"] for row in of_both] == ["整改消防隐患"]
    nobody = run("due", "--leader", "王县长")
    assert nobody.exit_code == 2
    assert "有的是：李县长、张县长、张县" in nobody.stderr
    run("add", "plans/d.yaml", "--name", "丙", "--unit", "县水利局等有关部门", "--leader", "李县长")
    run("split", "--leader", "李县长", "-o", "out", on="2026-03-12")
    assert sorted(p.stem for p in Path("out").glob("*.xlsx")) == [
        "分发目录", "县住建局", "县水利局", "县财政局", "有关部门"
    ]  # fmt: skip


def test_a_leaders_page(office: Path) -> None:
    new_register("--deadline", "3月8日前", "--leader", "张县长", "--given", "2026-03-01")
    run(
        "add", REGISTER, "--name", "周报", "--unit", "县水利局", "--deadline", "5月底前", "--leader", "张县长"
    )
    text = run("report", "--leader", "张县长").stdout
    assert text.startswith("2026-03-10 张县长负责（《例县督查事项》）：任务 2 项")
    assert "整改消防隐患  县住建局" in text
    assert "其余没有办结的节点 1 个" in text
    page = run("report", "--leader", "张县长", "--html", "-o", "-").stdout
    front = page.partition("</section>")[0]
    assert "张县长负责的任务（《例县督查事项》）进展情况" in front
    assert "其他没有办结的 1 个" in front
    assert "公开预算" not in page
    assert json.loads(run("report", "--leader", "张县长", "--json").stdout)["whose"] == "张县长负责"


def test_the_workbooks_carry_source_and_leader(office: Path) -> None:
    new_register(
        "--deadline", "3月8日前", "--leader", "张县长", "--source", "纪要3号", "--given", "2026-03-01"
    )
    run("export", "plans/d.yaml", "--edit", "-o", "e.xlsx")
    book = openpyxl.load_workbook("e.xlsx")
    sheet = book["任务分解表"]
    row = next(row for row in sheet.iter_rows() if row[0].value == "序号")
    heads = {cell.value: column for column, cell in enumerate(row, 1)}
    assert {"责任领导", "来源", "交办日期"} <= set(heads)
    new = sheet.max_row + 1
    said = {
        "任务名称": "新的一件",
        "责任单位": "县水利局",
        "时间节点": "10日内",
        "来源": "批示",
        "责任领导": "李县长",
    }
    for head, words in (said | {"交办日期": "2026-03-09"}).items():
        sheet.cell(new, heads[head], words)
    book.save("e.xlsx")
    taken = CliRunner().invoke(app, ["collect", "e.xlsx", "--on", "2026-03-10"])
    assert taken.exit_code == 0, taken.output
    assert (2, "县水利局", "2026-03-19") in duties("plans/d.yaml", "--leader", "李县长", on="2026-03-10")
    table = run("export", "plans/d.yaml", "--csv", "-o", "-").stdout
    assert "纪要3号" in table
    assert "张县长" in table


def test_a_weekly_matter_is_asked_about_week_by_week(office: Path) -> None:
    first = ("--title", REGISTER, "--region", "例县", "--name", "周报", "--unit", "县水利局")
    run("add", "plans/d.yaml", *first, "--deadline", "每周二前", "--given", "2026-03-12")
    told = run("split", "plans/d.yaml", "--period", "2026W12", "-o", "out", on="2026-03-16")
    assert "2026W12 是 2026-03-16 至 2026-03-22。" in told.stderr
    book = openpyxl.load_workbook("out/县水利局.xlsx")
    text = "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value)
    assert "2026.03.17" in text  # the Tuesday of that week
    assert "2026.03.24" not in text


def test_what_is_given_later_is_not_seen_before(office: Path) -> None:
    new_register("--deadline", "6月底前", "--given", "2026-03-05")
    told = run(
        "add",
        REGISTER,
        "--name",
        "下月的事",
        "--unit",
        "县水利局",
        "--deadline",
        "5月底前",
        "--given",
        "2026-04-01",
    )
    assert "2026-04-01 才交办，从那天起才算在内。" in told.stderr
    assert "2026-05-31" in told.stderr
    assert [row[0] for row in duties("plans/d.yaml", on="2026-03-31")] == [1]
    assert [row[0] for row in duties("plans/d.yaml", on="2026-04-01")] == [2, 1]
