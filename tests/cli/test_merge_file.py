"""git's merge driver: two clones that each wrote become one plan with both, whichever way round."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ledger.cli.main import app
from ledger.files.yaml.plan_yaml import read_plan

BASE = """\
# 县里的要点
编号: lizi-2022
标题: 例县2022年工作要点
年度: 2022
任务:
# 第一项
- 序号: 1
  任务名称: 公开预算
  责任单位: 县财政局   # 以通知为准
  时间节点: 11月底前
  进展:
  - 日期: 2022-10-01
    单位: 县财政局
    状态: 推进中
# 第二项
- 序号: 2
  任务名称: 报送报表
  责任单位: 县教育局
  时间节点: 12月底前
# 完
"""


def entry(day: str, unit: str, status: str = "推进中") -> str:
    return f"  - 日期: {day}\n    单位: {unit}\n    状态: {status}\n"


def merge(folder: Path, base: str, ours: str, theirs: str) -> tuple[Result, str]:
    for name, text in {"O": base, "A": ours, "B": theirs}.items():
        (folder / name).write_bytes(text.encode())
    files = [str(folder / name) for name in "OAB"]
    result = CliRunner().invoke(app, ["merge-file", *files, "plans/要点.yaml"])
    return result, (folder / "A").read_bytes().decode()


def both_ways(folder: Path, base: str, ours: str, theirs: str) -> str:
    result, merged = merge(folder, base, ours, theirs)
    assert result.exit_code == 0, result.stderr
    assert merge(folder, base, theirs, ours)[1] == merged
    return merged


def test_entries_of_both_stand_by_day_and_comments_stay(tmp_path: Path) -> None:
    last = "    状态: 推进中\n# 第二项"
    ours = BASE.replace(last, "    状态: 推进中\n" + entry("2022-11-05", "县财政局", "已完成") + "# 第二项")
    theirs = BASE.replace(last, "    状态: 推进中\n" + entry("2022-11-02", "县民政局") + "# 第二项")
    both = entry("2022-11-02", "县民政局") + entry("2022-11-05", "县财政局", "已完成")
    assert both_ways(tmp_path, BASE, ours, theirs) == BASE.replace(
        last, "    状态: 推进中\n" + both + "# 第二项"
    )


def test_first_entries_of_both_are_one_list(tmp_path: Path) -> None:
    end = "  时间节点: 12月底前\n"
    ours = BASE.replace(end, end + "  进展:\n" + entry("2022-11-05", "县教育局"))
    theirs = BASE.replace(end, end + "  进展:\n" + entry("2022-11-02", "县教育局"))
    both = "  进展:\n" + entry("2022-11-02", "县教育局") + entry("2022-11-05", "县教育局")
    assert both_ways(tmp_path, BASE, ours, theirs) == BASE.replace(end, end + both)


def test_different_fields_and_different_tasks_are_no_conflict(tmp_path: Path) -> None:
    ours = BASE.replace("11月底前", "10月底前").replace("# 第二项", "# 第二项（要紧）")
    theirs = BASE.replace("县财政局   #", "县税务局   #").replace("报送报表", "报送季报")
    theirs = theirs.replace("# 完", "- 序号: 3\n  任务名称: 新的一项\n# 完")
    expected = ours.replace("县财政局   #", "县税务局   #").replace("报送报表", "报送季报")
    expected = expected.replace("# 完", "- 序号: 3\n  任务名称: 新的一项\n# 完")
    assert both_ways(tmp_path, BASE, ours, theirs) == expected


def test_the_same_entry_in_both_is_one(tmp_path: Path) -> None:
    end = "  时间节点: 12月底前\n"
    ours = BASE.replace(end, end + "  进展:\n" + entry("2022-11-05", "县教育局"))
    assert both_ways(tmp_path, BASE, ours, ours) == ours


def test_a_conflict_is_told_by_task_and_field_and_marked_where_validate_points(tmp_path: Path) -> None:
    ours, theirs = BASE.replace("11月底前", "10月底前"), BASE.replace("11月底前", "9月底前")
    result, merged = merge(tmp_path, BASE, ours, theirs)
    assert result.exit_code == 1
    assert result.stderr == (
        "冲突：plans/要点.yaml 任务的第1项的时间节点，两边改得不一样，两种都留着；请改定并删去标记。\n"
    )
    marked = "<<<<<<< 本方\n  时间节点: 10月底前\n=======\n  时间节点: 9月底前\n>>>>>>> 对方\n"
    assert merged == BASE.replace("  时间节点: 11月底前\n", marked)
    plan = tmp_path / "要点.yaml"
    plan.write_text(merged, encoding="utf-8")
    said = CliRunner().invoke(app, ["validate", str(plan)])
    assert said.exit_code == 1
    assert f"要点.yaml:{merged.splitlines().index('<<<<<<< 本方') + 1}:" in said.stdout


def test_a_task_deleted_by_one_and_changed_by_the_other_is_a_conflict(tmp_path: Path) -> None:
    ours = BASE[: BASE.index("# 第二项")] + "# 完\n"
    result, merged = merge(tmp_path, BASE, ours, BASE.replace("报送报表", "报送季报"))
    assert result.exit_code == 1
    assert "第2项" in result.stderr
    assert "报送季报" in merged


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_and_a_missing_last_one(tmp_path: Path, newline: str) -> None:
    texts = [BASE, BASE.replace("11月底前", "10月底前"), BASE.replace("# 完\n", "# 完")]
    merged = both_ways(tmp_path, *(text.replace("\n", newline) for text in texts))
    assert merged.replace(newline, "\n") == BASE.replace("11月底前", "10月底前")


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    identity = ["-c", "user.name=office", "-c", "user.email=office@example.gov.cn"]
    where = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["git", *identity, *words],
        cwd=folder,
        capture_output=True,
        text=True,
        env=os.environ | {"PATH": where},
    )


def test_two_clones_merge_through_git_both_ways_equal_and_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes = int(os.environ.get("LEDGER_MERGE_WRITES", "8"))
    first, second = tmp_path / "一", tmp_path / "二"
    git(tmp_path, "init", "-q", "-b", "main", str(first))
    assert CliRunner().invoke(app, ["init", "--git", str(first)]).exit_code == 0
    plan = first / "plans/示例计划.yaml"
    plan.write_text(BASE, encoding="utf-8")
    (first / "plans/units.yaml").unlink()
    git(first, "add", "-A")
    git(first, "commit", "-qm", "开始")
    git(tmp_path, "clone", "-q", str(first), str(second))
    assert git(second, "config", "merge.ledger.driver", "ledger merge-file %O %A %B %P").returncode == 0
    chance = random.Random(14)
    wanted = [("2022-10-01", "县财政局", "")]
    for n in range(writes):
        for clone in (first, second):
            no = chance.choice(["1", "2"])
            unit, day = {"1": "县财政局", "2": "县教育局"}[no], f"2022-11-{chance.randint(1, 28):02}"
            note = f"{clone.name}{n}"
            words = ["update", str(clone / "plans/示例计划.yaml"), no, "--unit", unit, "--status", "推进中"]
            done = CliRunner().invoke(app, [*words, "--note", note, "--date", day, "--on", "2022-12-01"])
            assert done.exit_code == 0, done.output
            wanted.append((day, unit, note))
    for clone in (first, second):
        git(clone, "commit", "-qam", "写入")
    merged = []
    for here, there in ((first, second), (second, first)):
        git(here, "branch", "before")
        git(here, "fetch", "-q", str(there), "before" if here is second else "main")
        joined = git(here, "merge", "-q", "--no-edit", "FETCH_HEAD")
        assert joined.returncode == 0, joined.stdout + joined.stderr
        merged.append((here / "plans/示例计划.yaml").read_text(encoding="utf-8"))
    assert merged[0] == merged[1]
    found = read_plan(plan).plan
    assert found is not None
    entries = [entry for task in found.tasks for entry in task.progress]
    assert sorted((str(e.day), str(e.unit), e.note or "") for e in entries) == sorted(wanted)
    assert git(first, "check-ignore", "-q", "plans/.ledger/x").returncode == 0


def test_init_git_twice_adds_nothing(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    for _ in range(2):
        assert CliRunner().invoke(app, ["init", "--git", str(tmp_path)]).exit_code == 0
    lines = (tmp_path / ".gitattributes").read_text(encoding="utf-8").splitlines()
    assert lines == ["plans/**/*.yaml merge=ledger", "plans/**/*.yml merge=ledger"]
