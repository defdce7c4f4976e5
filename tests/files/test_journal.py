"""The journal: what a write replaced comes back to the byte; a damaged or missing journal harms nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.files.journal import last_write, read_journal, record_write, take_back
from ledger.files.safe_write import WriteResult, write_edits
from ledger.files.yaml.line_changes import differences
from ledger.problems import LedgerError
from ledger.record.edits import AddProgress
from ledger.record.model import Progress

PLAN = "编号: a\n标题: 甲\n年度: 2022\n任务:\n- 序号: 1\n  任务名称: 一\n- 序号: 2\n  任务名称: 二\n"
AT = "2022-11-20T09:00:00+08:00"


def write(path: Path, no: int, note: str, *, at: str = AT) -> WriteResult:
    entry = Progress.model_validate({"日期": "2022-11-20", "状态": "推进中", "情况": note})
    result = write_edits(path, [AddProgress(no, entry)])
    record_write(result, [f"第 {no} 项：{note}"], at=at, who="某科员", command="update")
    return result


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "计划.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def undo(path: Path) -> None:
    record = last_write(path, path.read_bytes())
    assert record is not None
    take_back(path, record, at=AT, who="某科员", shown="计划.yaml")


def test_writes_are_taken_back_one_by_one(path: Path) -> None:
    states = [path.read_bytes()]
    for no, note in ((1, "甲"), (2, "乙"), (1, "丙")):
        states.append(write(path, no, note).after)
    assert [record.changes for record in read_journal(path)] == [
        ("第 1 项：甲",),
        ("第 2 项：乙",),
        ("第 1 项：丙",),
    ]
    for state in reversed(states[:-1]):
        undo(path)
        assert path.read_bytes() == state
    assert last_write(path, path.read_bytes()) is None
    assert [record.undoes is None for record in read_journal(path)] == [True] * 3 + [False] * 3


def test_a_file_changed_since_is_left_alone(path: Path) -> None:
    write(path, 1, "甲")
    record = last_write(path, path.read_bytes())
    assert record is not None
    path.write_text(path.read_text(encoding="utf-8") + "# 手工\n", encoding="utf-8")
    kept = path.read_bytes()
    assert last_write(path, kept) is None
    with pytest.raises(LedgerError, match="在那以后又改过，不能退回"):
        take_back(path, record, at=AT, who="某科员", shown="计划.yaml")
    assert path.read_bytes() == kept


def test_damaged_lines_are_passed_over(path: Path) -> None:
    write(path, 1, "甲")
    journal = path.parent / ".ledger" / "journal.jsonl"
    line = journal.read_bytes()
    journal.write_bytes(b"\xff\xfe\n{\n[]\n{}\n" + line[:40] + b"\n" + line)
    assert len(read_journal(path)) == 1
    undo(path)
    assert path.read_text(encoding="utf-8") == PLAN


def test_a_line_cut_off_by_a_crash_does_not_swallow_the_next_one(path: Path) -> None:
    write(path, 1, "甲")
    journal = path.parent / ".ledger" / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-30])
    write(path, 2, "乙")
    assert [record.changes for record in read_journal(path)] == [("第 2 项：乙",)]


def test_a_record_that_does_not_lead_back_is_refused(path: Path) -> None:
    write(path, 1, "甲")
    journal = path.parent / ".ledger" / "journal.jsonl"
    data = json.loads(journal.read_text(encoding="utf-8"))
    data["hunks"] = [[0, 1, "x"]]
    journal.write_text(json.dumps(data) + "\n", encoding="utf-8")
    kept = path.read_bytes()
    with pytest.raises(LedgerError, match="改动记录不完整"):
        undo(path)
    assert path.read_bytes() == kept


def test_a_journal_that_cannot_be_written_says_so_after_the_plan_is_written(path: Path) -> None:
    (path.parent / ".ledger").write_text("", encoding="utf-8")
    with pytest.raises(LedgerError, match="计划已写好，但改动记录写不进"):
        write(path, 1, "甲")
    assert "甲" in path.read_text(encoding="utf-8")


def test_plans_in_one_folder_share_a_journal_and_do_not_mix(path: Path) -> None:
    other = path.with_name("别的.yaml")
    other.write_text(PLAN.replace("编号: a", "编号: b"), encoding="utf-8")
    write(path, 1, "甲")
    write(other, 1, "乙")
    assert [record.changes for record in read_journal(path)] == [("第 1 项：甲",)]
    assert [record.changes for record in read_journal(other)] == [("第 1 项：乙",)]


LINES = st.lists(st.sampled_from([b"a\n", b"b\n", b"- x\n", b"\r\n", b"c"]), max_size=12)


@given(old=LINES, new=LINES)
@settings(max_examples=150)
def test_differences_lead_from_one_text_to_the_other(old: list[bytes], new: list[bytes]) -> None:
    rebuilt, done = [], 0
    for first_old, last_old, first_new, last_new in differences(old, new):
        rebuilt += old[done:first_old] + new[first_new:last_new]
        done = last_old
    assert rebuilt + old[done:] == new


@given(old=LINES, added=st.lists(st.tuples(st.integers(0, 12), LINES), max_size=3))
@settings(max_examples=150)
def test_lines_only_added_are_told_as_added(old: list[bytes], added: list[tuple[int, list[bytes]]]) -> None:
    new = list(old)
    for place, lines in added:
        new[place:place] = lines
    assert all(first == last for first, last, _, _ in differences(old, new))
