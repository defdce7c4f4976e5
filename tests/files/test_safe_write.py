"""Writing into people's files: whole or not at all, nobody's work lost, mode and link kept."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest

from ledger.files import safe_write
from ledger.files.safe_write import locked, replace_file, write_edits
from ledger.files.yaml.plan_yaml import PlanFile, read_plan
from ledger.problems import LedgerError
from ledger.record.edits import AddProgress
from ledger.record.model import Progress

TEXT = "编号: a\n标题: b\n年度: 2022\n任务:\n- 序号: 1\n  任务名称: 甲\n- 序号: 2\n  任务名称: 乙\n"


def entry(number: int, note: str = "") -> AddProgress:
    return AddProgress(number, Progress(day=date(2022, 10, 20), status="推进中", note=note or None))


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "计划.yaml"
    path.write_bytes(TEXT.encode())
    return path


def entries_of(path: Path) -> list[int]:
    found = read_plan(path).plan
    assert found is not None
    return [len(task.progress) for task in found.tasks]


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_result_says_what_was_added_and_the_file_holds_it(plan: Path) -> None:
    result = write_edits(plan, [entry(1)])
    assert plan.read_bytes() == result.after != result.before == TEXT.encode()
    assert result.added == ((7, "  进展:"), (8, "  - 日期: 2022-10-20"), (9, "    状态: 推进中"))
    assert result.before_sha == safe_write.sha_of(TEXT.encode())
    assert names_in(plan.parent) == ["计划.yaml"], "no lock and no temporary file stays behind"


def test_dry_run_says_the_same_and_writes_nothing(plan: Path) -> None:
    result = write_edits(plan, [entry(1)], dry_run=True)
    assert result.changed
    assert plan.read_bytes() == TEXT.encode()


def test_no_edit_leaves_the_file_untouched(plan: Path) -> None:
    before = plan.stat().st_mtime_ns
    assert not write_edits(plan, []).changed
    assert plan.stat().st_mtime_ns == before


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes and links")
def test_mode_and_symlink_stay(plan: Path) -> None:
    plan.chmod(0o640)
    link = plan.parent / "link.yaml"
    link.symlink_to(plan.name)
    write_edits(link, [entry(1)])
    assert link.is_symlink()
    assert stat.S_IMODE(plan.stat().st_mode) == 0o640
    assert entries_of(plan) == [1, 0]


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_a_new_file_gets_the_mode_every_new_file_gets(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    replace_file(tmp_path / "new.yaml", b"new", "new.yaml")
    assert (tmp_path / "new.yaml").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_stays(plan: Path, encoding: str) -> None:
    plan.write_bytes(TEXT.encode(encoding))
    write_edits(plan, [entry(1, "“办结”")])
    assert plan.read_bytes().startswith(TEXT.encode(encoding)[:20])
    assert "情况: “办结”" in plan.read_bytes().decode(encoding)
    assert entries_of(plan) == [1, 0]


def test_edits_may_be_decided_by_what_the_plan_says_under_the_lock(plan: Path) -> None:
    def once(file: PlanFile) -> list[AddProgress]:
        assert file.plan is not None
        return [] if file.plan.tasks[0].progress else [entry(1)]

    assert write_edits(plan, once).changed
    assert not write_edits(plan, once).changed
    assert entries_of(plan) == [1, 0]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_at_any_step_leaves_the_old_file_and_no_litter(
    plan: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(safe_write.os, step, full)
    with pytest.raises(LedgerError, match="原文件没有变"):
        write_edits(plan, [entry(1)])
    assert plan.read_bytes() == TEXT.encode()
    assert names_in(plan.parent) == ["计划.yaml"]


def test_a_file_changed_meanwhile_is_left_alone(plan: Path) -> None:
    with pytest.raises(LedgerError, match="刚被别的程序改过"):
        replace_file(plan, b"new", "计划.yaml", expected=b"other")
    assert plan.read_bytes() == TEXT.encode()
    assert names_in(plan.parent) == ["计划.yaml"]


def test_a_broken_plan_and_a_missing_one_are_refused(plan: Path) -> None:
    plan.write_text("编号: a\n", encoding="utf-8")
    with pytest.raises(LedgerError, match="有错误，不能写入"):
        write_edits(plan, [entry(1)])
    with pytest.raises(LedgerError, match="找不到文件"):
        write_edits(plan.with_name("没有.yaml"), [entry(1)])


def test_a_second_writer_waits_and_gives_up_in_words(plan: Path) -> None:
    seen: list[str] = []

    def second() -> None:
        try:
            with locked(plan, "计划.yaml", seconds=0.1):
                seen.append("held")
        except LedgerError as error:
            seen.append(error.message)

    with locked(plan, "计划.yaml"):
        other = threading.Thread(target=second)
        other.start()
        other.join()
    assert len(seen) == 1
    assert seen[0].startswith("“计划.yaml”正被另一个程序写入")


WRITER = """
import sys
from datetime import date
from pathlib import Path
from ledger.files.safe_write import write_edits
from ledger.record.edits import AddProgress
from ledger.record.model import Progress
path, name, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for turn in range(times):
    note = f"{name}-{turn}"
    write_edits(path, [AddProgress(n, Progress(day=date(2022, 10, 20), status="推进中", note=note)) for n in (1, 2)])
    print(note, flush=True)
"""


def writer(plan: Path, name: str, times: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(plan), name, str(times)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_ten_writers_at_once_lose_nothing(plan: Path) -> None:
    writers = [writer(plan, f"甲{number}", 2) for number in range(10)]
    written = {note for process in writers for note in process.communicate()[0].split()}
    assert [process.returncode for process in writers] == [0] * 10
    found = read_plan(plan).plan
    assert found is not None
    assert [{e.note for e in task.progress} for task in found.tasks] == [written, written]
    assert len(written) == 20
    assert names_in(plan.parent) == [".ledger", "计划.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="kill -9")
def test_a_killed_writer_leaves_a_whole_file_and_the_next_one_cleans_up(plan: Path) -> None:
    known = 0
    for turn in range(3):
        process = writer(plan, f"甲{turn}", 1000)
        assert process.stdout is not None
        for _ in range(turn + 1):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.communicate()
        first, second = entries_of(plan)
        assert first == second >= known + turn + 1, "all edits of one write together, none reported and lost"
        known = first
    litter = plan.parent / f".{plan.name}.abcd0123.tmp"
    litter.write_bytes(b"half")
    write_edits(plan, [entry(1)])
    assert names_in(plan.parent) == ["计划.yaml"]
