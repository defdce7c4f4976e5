"""The journal and the history: no write is missing, what a write replaced comes back to the byte, and a damaged
or missing journal harms nothing."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.files.history import History, Write, read_history, take_back
from ledger.files.journal import new_record, read_journal, recording, settle
from ledger.files.safe_write import WriteResult, write_edits
from ledger.files.yaml.line_changes import differences
from ledger.problems import LedgerError
from ledger.record.edits import AddProgress
from ledger.record.model import Progress

PLAN = "编号: a\n标题: 甲\n年度: 2022\n任务:\n- 序号: 1\n  任务名称: 一\n- 序号: 2\n  任务名称: 二\n"
AT = "2022-11-20T09:00:00+08:00"
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX modes and links")


class Killed(BaseException):
    """The program ends here, as by kill -9: nobody tidies up."""


def write(path: Path, no: int, note: str, *, at: str = AT, run: str = "", die: str = "") -> WriteResult:
    """One write as `update` does it. `die`: killed "before" or "after" the plan is replaced."""

    @contextmanager
    def keeping(result: WriteResult) -> Iterator[None]:
        settle(path, result.before_sha)
        assert result.plan is not None
        record = new_record(
            path,
            (result.before_sha, result.before),
            (result.after_sha, result.after),
            [f"第 {no} 项：{note}"],
            plan=result.plan.id,
            at=at,
            who="某科员",
            command="update",
            run=run or note,
        )
        with recording(path, record):
            if die == "before":
                raise Killed
            yield
            if die == "after":
                raise Killed

    entry = Progress.model_validate({"日期": "2022-11-20", "状态": "推进中", "情况": note})
    return write_edits(path, [AddProgress(no, entry)], keeping=keeping)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "县" / "计划.yaml"
    path.parent.mkdir()
    path.write_text(PLAN, encoding="utf-8")
    return path


def another(path: Path, name: str = "别的.yaml", number: str = "b") -> Path:
    other = path.with_name(name)
    other.write_text(PLAN.replace("编号: a", f"编号: {number}"), encoding="utf-8")
    return other


def journal(path: Path) -> Path:
    return path.parent / ".ledger" / "journal.jsonl"


def notes(*paths: Path) -> list[str]:
    """The writes that are in the history, as `第 1 项：甲`, oldest first."""
    return [write.record.changes[0] for write in read_history(paths).writes if write.record.state == "+"]


def step(*paths: Path, command: str = "undo", die: bool = False) -> list[Write]:
    """Take back the last run (or the last undo)."""
    writes = read_history(paths).last_run(of_undo=command == "redo")

    def told(write: Write) -> None:
        if die:
            raise Killed

    take_back(writes, command=command, at=AT, who="某科员", told=told)
    return writes


def test_writes_are_taken_back_one_by_one_and_done_again(path: Path) -> None:
    states = [path.read_bytes()]
    for no, note in ((1, "甲"), (2, "乙"), (1, "丙")):
        states.append(write(path, no, note).after)
    assert notes(path) == ["第 1 项：甲", "第 2 项：乙", "第 1 项：丙"]
    for state in reversed(states[:-1]):
        step(path)
        assert path.read_bytes() == state
    assert read_history([path]).last_run(of_undo=False) == []
    for state in states[1:]:
        step(path, command="redo")
        assert path.read_bytes() == state
    assert read_history([path]).last_run(of_undo=True) == []
    step(path)
    assert path.read_bytes() == states[2], "what was done again can be taken back again"


@pytest.mark.parametrize("replaced", ["全部公开", "公开", "其\u0085他", "关\u2028于", "甲\u2029乙"])
@pytest.mark.parametrize("note", ["全部公开", "二级\u2028三级", "下一行\u0085", "第\u2029段"])
def test_only_a_line_feed_ends_a_line_of_the_journal(path: Path, replaced: str, note: str) -> None:
    """全, 公, 其, 关 hold the byte 85 in UTF-8, and a last line without a line feed is replaced."""
    path.write_bytes(PLAN.replace("任务名称: 二\n", f"任务名称: {replaced}").encode())
    before = path.read_bytes()
    write(path, 2, note)
    assert notes(path) == [f"第 2 项：{note}"]
    step(path)
    assert path.read_bytes() == before


def test_a_file_changed_since_is_left_alone(path: Path) -> None:
    write(path, 1, "甲")
    path.write_text(path.read_text(encoding="utf-8") + "# 手工\n", encoding="utf-8")
    kept = path.read_bytes()
    with pytest.raises(LedgerError, match="在那次写入以后又改过，不能退回"):
        step(path)
    assert path.read_bytes() == kept


def test_a_plan_restored_from_a_copy_does_not_lose_an_older_write_instead(path: Path) -> None:
    kept = write(path, 1, "甲").after
    write(path, 2, "乙")
    path.write_bytes(kept)
    with pytest.raises(LedgerError, match="在那次写入以后又改过"):
        step(path)
    assert path.read_bytes() == kept


def test_damaged_lines_are_numbered_and_the_others_read(path: Path) -> None:
    write(path, 1, "甲")
    line = journal(path).read_bytes()
    journal(path).write_bytes(b"\xff\xfe\n{\n[]\n{}\n" + line[:40] + b"\n\n" + line)
    assert read_journal(journal(path)).damaged == (1, 2, 3, 4, 5)
    assert notes(path) == ["第 1 项：甲"]
    step(path)
    assert path.read_text(encoding="utf-8") == PLAN


def test_a_line_that_stands_twice_is_one_write(path: Path) -> None:
    write(path, 1, "甲")
    write(path, 2, "乙")
    journal(path).write_bytes(journal(path).read_bytes() * 2)
    assert notes(path) == ["第 1 项：甲", "第 2 项：乙"]
    step(path)
    step(path)
    assert path.read_text(encoding="utf-8") == PLAN


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", []),
        ("at", 1),
        ("file", ["a.yaml"]),
        ("file", None),
        ("changes", [1.5]),
        ("hunks", [[0, -1, "x"]]),
        ("hunks", [[0, 1, "中"]]),
        ("hunks", [0]),
        ("undoes", {}),
        ("state", "x"),
        ("run", 7),
    ],
)
def test_a_line_with_a_part_of_another_shape_is_damaged(path: Path, key: str, value: object) -> None:
    write(path, 1, "甲")
    whole = json.loads(journal(path).read_bytes())
    journal(path).write_text(json.dumps(whole | {key: value}) + "\n" + "[" * 100_000 + "\n")
    assert read_journal(journal(path)).damaged == (1, 2)
    assert notes(path) == []


def test_a_line_cut_off_by_a_crash_does_not_swallow_the_next_one(path: Path) -> None:
    write(path, 1, "甲")
    journal(path).write_bytes(journal(path).read_bytes()[:-30])
    write(path, 2, "乙")
    assert notes(path) == ["第 2 项：乙"]


def test_lines_of_the_first_version_are_read_by_the_name_of_the_file(path: Path) -> None:
    write(path, 1, "甲")
    data = json.loads(journal(path).read_bytes())
    for key in ("state", "plan", "run"):
        del data[key]
    journal(path).write_text(json.dumps(data, ensure_ascii=False) + "\n", encoding="utf-8")
    assert notes(path) == ["第 1 项：甲"]
    step(path)
    assert path.read_text(encoding="utf-8") == PLAN


def test_a_record_that_does_not_lead_back_is_refused(path: Path) -> None:
    write(path, 1, "甲")
    data = json.loads(journal(path).read_text(encoding="utf-8"))
    data["hunks"] = [[0, 1, "x"]]
    journal(path).write_text(json.dumps(data) + "\n", encoding="utf-8")
    kept = path.read_bytes()
    with pytest.raises(LedgerError, match="改动记录不完整"):
        step(path)
    assert path.read_bytes() == kept


def test_without_a_journal_nothing_is_taken_back(path: Path) -> None:
    kept = write(path, 1, "甲").after
    content = journal(path).read_bytes()
    journal(path).unlink()
    journal(path).mkdir()
    with pytest.raises(LedgerError, match="改动记录写不进"):
        write(path, 1, "乙")
    journal(path).rmdir()
    journal(path).write_bytes(content)
    history = read_history([path])
    journal(path).unlink()
    journal(path).mkdir()
    with pytest.raises(LedgerError, match="没有退回：改动记录写不进"):
        take_back(history.last_run(of_undo=False), command="undo", at=AT, who="", told=lambda write: None)
    assert path.read_bytes() == kept
    assert "文件夹" in read_journal(journal(path)).unreadable


# A crash at each place: the plan itself tells what became of the line.


def test_a_write_killed_before_the_plan_was_replaced_never_was(path: Path) -> None:
    with pytest.raises(Killed):
        write(path, 1, "甲", die="before")
    assert notes(path) == []
    write(path, 2, "乙")
    assert notes(path) == ["第 2 项：乙"]
    assert [record.state for record in read_journal(journal(path)).records] == ["-", "+"]


def test_a_write_killed_after_the_plan_was_replaced_is_in_the_history(path: Path) -> None:
    with pytest.raises(Killed):
        write(path, 1, "甲", die="after")
    assert notes(path) == ["第 1 项：甲"]
    write(path, 2, "乙")
    assert [record.state for record in read_journal(journal(path)).records] == ["+", "+"]
    step(path)
    step(path)
    assert path.read_text(encoding="utf-8") == PLAN


@pytest.mark.parametrize(("die", "state"), [("after", "+"), ("before", "-")])
def test_the_next_write_tells_when_its_settling_could_not_be_written(
    path: Path, die: str, state: str
) -> None:
    with pytest.raises(Killed):
        write(path, 1, "甲", die=die)
    write(path, 2, "乙")
    lines = journal(path).read_bytes().split(b"\n")
    lines[0] = lines[0].replace(b'"state": "' + state.encode(), b'"state": "?')
    journal(path).write_bytes(b"\n".join(lines))
    assert [write.record.state for write in read_history([path]).writes] == [state, "+"]


def test_what_nobody_can_know_is_not_taken_back(path: Path) -> None:
    with pytest.raises(Killed):
        write(path, 1, "甲", die="after")
    path.write_text(PLAN + "# 手工\n", encoding="utf-8")
    history = read_history([path])
    assert [write.record.state for write in history.writes] == ["?"]
    assert history.last_run(of_undo=False) == []


def test_an_undo_that_died_is_seen_and_no_other_write_is_taken_back(path: Path) -> None:
    right = write(path, 1, "对的").after
    write(path, 1, "错的")
    with pytest.raises(Killed):
        step(path, die=True)
    assert path.read_bytes() == right
    history = read_history([path])
    last = history.interrupted_undo()
    assert last is not None
    assert last.record.changes == ("第 1 项：错的",)
    assert [w.record.changes for w in history.last_run(of_undo=False)] == [("第 1 项：对的",)]
    settle(path, last.record.after)
    assert read_history([path]).interrupted_undo() is None


def test_a_failed_write_is_not_in_the_history(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("ledger.files.safe_write.os.replace", full)
        with pytest.raises(LedgerError, match="磁盘满了；原文件没有变"):
            write(path, 1, "甲")
    assert notes(path) == []
    assert [record.state for record in read_journal(journal(path)).records] == ["-"]


def test_a_line_that_fits_only_in_part_leaves_nothing_and_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(path, 1, "甲")
    kept = journal(path).read_bytes()
    real = os.write

    def a_few_bytes(descriptor: int, content: bytes) -> int:
        if len(content) <= 300:
            raise OSError(28, "No space left on device")
        return real(descriptor, content[:-300])

    with monkeypatch.context() as patch:
        patch.setattr("ledger.files.journal.os.write", a_few_bytes)
        with pytest.raises(LedgerError, match=r"改动记录写不进.*磁盘满了"):
            write(path, 2, "乙" * 300)
    assert journal(path).read_bytes() == kept


# Whose history it is, and in which order.


def test_plans_in_one_folder_share_a_journal_and_do_not_mix(path: Path) -> None:
    other = another(path)
    write(path, 1, "甲")
    write(other, 1, "乙")
    assert notes(path) == ["第 1 项：甲"]
    assert notes(other) == ["第 1 项：乙"]


@pytest.mark.parametrize("place", ["要点.yaml", "2022/要点.yaml", "../要点.yaml", "../旁边/要点.yaml"])
def test_history_follows_the_number_wherever_the_file_goes(path: Path, place: str) -> None:
    folder = path.parent / "本级"
    folder.mkdir()
    path = path.rename(folder / path.name)
    write(path, 1, "甲")
    moved = folder / place
    moved.parent.mkdir(exist_ok=True)
    path.rename(moved)
    another(path, path.name)
    assert notes(moved) == ["第 1 项：甲"]
    assert notes(path) == [], "the plan that has the name now is another one"
    write(moved, 2, "乙", at="2022-11-20T09:00:01+08:00")
    assert notes(moved) == ["第 1 项：甲", "第 2 项：乙"]
    step(moved)
    step(moved)
    assert moved.read_text(encoding="utf-8") == PLAN


def test_another_office_with_the_same_number_beside_this_one_has_its_own_history(path: Path) -> None:
    other = path.parent.with_name("别的县") / path.name
    other.parent.mkdir()
    other.write_text(PLAN.replace("标题: 甲", "标题: 别的县"), encoding="utf-8")
    write(other, 1, "甲")
    other.unlink()
    assert notes(path) == []


def test_a_copy_does_not_take_the_history_of_what_stayed(path: Path) -> None:
    write(path, 1, "甲")
    copy = path.with_name("副本.yaml")
    copy.write_bytes(path.read_bytes())
    assert notes(copy) == []
    assert notes(path) == ["第 1 项：甲"]


def test_a_plan_that_cannot_be_read_has_the_history_of_its_name(path: Path) -> None:
    write(path, 1, "甲")
    path.write_text("编号: [", encoding="utf-8")
    assert len(read_history([path]).writes) == 1
    path.unlink()
    assert len(read_history([path]).writes) == 1


@posix
def test_a_linked_plan_has_one_history(path: Path) -> None:
    folder = path.parent / "链接"
    folder.mkdir()
    link = folder / "名.yaml"
    link.symlink_to(path)
    write(link, 1, "甲")
    write(path, 2, "乙")
    assert notes(link) == notes(path) == ["第 1 项：甲", "第 2 项：乙"]
    assert not (folder / ".ledger").exists()


def test_the_order_is_that_of_the_lines_and_between_journals_that_of_utc(path: Path) -> None:
    folder = path.parent / "另"
    folder.mkdir()
    other = another(path).rename(folder / "别的.yaml")
    write(path, 1, "一", at="2022-11-20T09:00:00+08:00")
    write(other, 1, "二", at="2022-11-20T01:30:00+00:00")  # 09:30 in Beijing
    write(path, 1, "三", at="2022-11-19T09:45:00+08:00")  # the clock was put back a day
    assert notes(path, other) == ["第 1 项：一", "第 1 项：三", "第 1 项：二"]
    assert notes(path) == ["第 1 项：一", "第 1 项：三"]


def test_one_run_goes_back_whole(path: Path) -> None:
    other = another(path)
    old = path.read_bytes(), other.read_bytes()
    write(path, 1, "甲", run="一")
    kept = path.read_bytes()
    write(path, 2, "乙", run="二")
    write(other, 2, "丙", run="二")
    assert len(read_history([path]).last_run(of_undo=False)) == 1
    assert [Path(name).name for name in besides(read_history([path]))] == ["别的.yaml"]
    step(path, other)
    assert (path.read_bytes(), other.read_bytes()) == (kept, old[1])
    step(path, other, command="redo")
    step(path, other)
    step(path, other)
    assert (path.read_bytes(), other.read_bytes()) == old


def besides(history: History) -> list[str]:
    return history.besides(history.last_run(of_undo=False))


def test_of_a_run_in_which_one_plan_changed_nothing_goes_back(path: Path) -> None:
    other = another(path)
    write(path, 1, "甲", run="一")
    write(other, 1, "乙", run="一")
    path.write_text(path.read_text(encoding="utf-8") + "# 手工\n", encoding="utf-8")
    kept = path.read_bytes(), other.read_bytes()
    with pytest.raises(LedgerError, match=r"计划\.yaml”在那次写入以后又改过"):
        step(path, other)
    assert (path.read_bytes(), other.read_bytes()) == kept


@posix
def test_the_journal_is_as_open_as_the_plan(path: Path) -> None:
    def mode(of: Path) -> int:
        return stat.S_IMODE(of.stat().st_mode)

    path.chmod(0o660)
    write(path, 1, "甲")
    assert (mode(journal(path)), mode(journal(path).parent)) == (0o660, 0o770)
    secret = another(path)
    secret.chmod(0o600)
    write(secret, 1, "机密")
    assert mode(journal(path)) == 0o600
    write(path, 1, "乙")
    assert mode(journal(path)) == 0o600, "it tells of the secret plan too"


@posix
def test_a_journal_that_may_not_be_read_says_so(path: Path) -> None:
    write(path, 1, "甲")
    if os.getuid():
        journal(path).chmod(0)
        assert read_journal(journal(path)).unreadable == "没有权限，或正被别的程序打开"


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
