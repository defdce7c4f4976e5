"""Writing into people's files: whole or not at all, nobody's work lost, mode and link kept."""

from __future__ import annotations

import errno
import hashlib
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
from ledger.files.locks import locked, try_lock
from ledger.files.safe_write import replace_file, write_edits
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


def test_the_result_knows_the_file_before_and_after(plan: Path) -> None:
    before = plan.read_bytes()
    result = write_edits(plan, [entry(1)])
    assert (result.before_sha, result.after_sha) == (
        hashlib.sha256(before).hexdigest(),
        hashlib.sha256(plan.read_bytes()).hexdigest(),
    )


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

    monkeypatch.setattr(f"ledger.files.safe_write.os.{step}", full)
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


class Elsewhere:
    """The system's module as another system has it: without these names, with those in their place."""

    def __init__(self, *without: str, **instead: object) -> None:
        self.without, self.instead = without, instead

    def __getattr__(self, name: str) -> object:
        if name in self.without:
            raise AttributeError(name)
        return self.instead[name] if name in self.instead else getattr(os, name)


def test_on_windows_the_new_file_is_closed_before_it_takes_the_place(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is asked there that only POSIX has: owners, modes, attributes, a folder as a file."""

    def replace(new: Path, old: Path) -> None:
        open_now = {os.readlink(f"/proc/self/fd/{number}") for number in held()}
        assert str(new) not in open_now
        os.replace(new, old)

    def held() -> list[str]:
        return [name for name in os.listdir("/proc/self/fd") if os.path.islink(f"/proc/self/fd/{name}")]

    litter = plan.parent / ".计划.yaml.0123abcd.tmp"
    litter.write_bytes(b"half")
    windows = Elsewhere("fchown", "fchmod", "listxattr", "setxattr", "getxattr", name="nt", replace=replace)
    monkeypatch.setattr(safe_write, "os", windows)
    replace_file(plan, b"new", "计划.yaml")
    assert plan.read_bytes() == b"new"
    assert names_in(plan.parent) == ["计划.yaml"]


def test_on_windows_a_workbook_held_open_stays_and_so_does_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replace(new: Path, old: Path) -> None:
        raise PermissionError(13, "Permission denied")

    book = tmp_path / "县财政局.xlsx"
    book.write_bytes(b"old")
    monkeypatch.setattr(
        safe_write, "os", Elsewhere("fchown", "fchmod", "listxattr", name="nt", replace=replace)
    )
    with pytest.raises(LedgerError, match="原文件没有变。可能 Excel 或 WPS 正打开着它"):
        replace_file(book, b"new", "县财政局.xlsx")
    assert book.read_bytes() == b"old"
    assert names_in(tmp_path) == ["县财政局.xlsx"]


def test_a_system_without_attributes_keeps_the_mode(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan.chmod(0o640)
    monkeypatch.setattr(safe_write, "os", Elsewhere("listxattr", "getxattr", "setxattr"))
    replace_file(plan, b"new", "计划.yaml")
    assert (plan.read_bytes(), stat.S_IMODE(plan.stat().st_mode)) == (b"new", 0o640)


def test_a_file_that_may_not_be_written_is_left_alone(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_write, "os", Elsewhere(access=lambda *_: False))
    with pytest.raises(LedgerError, match="是只读的，没有写入"):
        replace_file(plan, b"new", "计划.yaml")
    assert plan.read_bytes() == TEXT.encode()


def test_a_new_file_that_does_not_come_to_be_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fsync(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(safe_write, "os", Elsewhere(fsync=fsync))
    with pytest.raises(LedgerError, match="没有写成"):
        replace_file(tmp_path / "新.csv", b"new", "新.csv")
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("taken", ["try_lock", "is_still"])
def test_a_temporary_file_that_somebody_sweeps_is_made_again(
    plan: Path, taken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between its making and its locking another run may have locked it, or swept it away."""
    real, asked = getattr(safe_write, taken), []

    def once_no(*given: object) -> bool:
        asked.append(given)
        if len(asked) > 1:
            return bool(real(*given))
        for litter in plan.parent.glob(".*.tmp"):
            litter.unlink()
        return False

    monkeypatch.setattr(safe_write, taken, once_no)
    replace_file(plan, b"new", "计划.yaml")
    assert (plan.read_bytes(), names_in(plan.parent), len(asked)) == (b"new", ["计划.yaml"], 2)


def test_a_folder_without_locks_is_written_all_the_same(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(*_: object) -> bool:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(safe_write, "try_lock", no_locks)
    replace_file(plan, b"new", "计划.yaml")
    assert plan.read_bytes() == b"new"


def test_only_what_killed_runs_left_is_swept_away(plan: Path) -> None:
    folder, link = plan.parent / ".a.yaml.0123abcd.tmp", plan.parent / ".b.yaml.0123abcd.tmp"
    dead, living = plan.parent / ".c.yaml.0123abcd.tmp", plan.parent / ".d.yaml.0123abcd.tmp"
    other = plan.parent / ".e.yaml.0123abcd.tmp.bak"
    folder.mkdir()
    link.symlink_to(plan)
    for path in (dead, living, other):
        path.write_bytes(b"half")
    with living.open("rb") as held:
        assert try_lock(held)
        safe_write.sweep(plan.parent)
    assert set(names_in(plan.parent)) == {p.name for p in (plan, folder, link, living, other)}
    safe_write.sweep(plan.parent / "没有")


def test_a_file_with_damaged_bytes_is_not_written(plan: Path) -> None:
    damaged = TEXT.replace("甲", "甲甲甲甲").encode().replace("乙".encode(), "乙".encode()[:2])
    plan.write_bytes(damaged)
    with pytest.raises(LedgerError, match="先另存为 UTF-8"):
        write_edits(plan, [entry(1)])
    assert plan.read_bytes() == damaged


def test_a_plan_read_before_is_taken_as_it_was_only_where_it_is_the_same(plan: Path) -> None:
    known = read_plan(plan)
    seen: list[PlanFile] = []

    def decide(file: PlanFile) -> list[AddProgress]:
        seen.append(file)
        return [entry(1)]

    write_edits(plan, decide, known=known)
    assert seen[-1] is known
    write_edits(plan, decide, known=read_plan(plan))
    assert entries_of(plan) == [2, 0]
    grown = read_plan(plan)
    write_edits(plan, [entry(1)])
    write_edits(plan, decide, known=grown)  # three by then: what was added since is read alone
    assert entries_of(plan) == [4, 0]
    plan.write_bytes(plan.read_bytes().replace("乙".encode(), "丙".encode()))
    write_edits(plan, decide, known=grown)  # changed elsewhere: read anew
    assert seen[-1].plan is not None
    assert seen[-1].plan.tasks[1].name == "丙"
    other = plan.with_name("别的.yaml")
    other.write_bytes(TEXT.encode())
    write_edits(other, decide, known=known)  # another file of the same bytes
    assert seen[-1].path == other


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no extended attributes on this system")
def test_extended_attributes_stay(plan: Path) -> None:
    try:
        os.setxattr(plan, "user.origin", b"office")
    except OSError as error:
        pytest.skip(f"no extended attributes in this folder: {error}")
    write_edits(plan, [entry(1)])
    assert os.getxattr(plan, "user.origin") == b"office"


@pytest.mark.skipif(os.name != "posix", reason="modes")
def test_a_share_that_refuses_chmod_takes_a_file_that_has_its_mode(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a network share all files have one mode and chmod is refused: nothing could be written there."""

    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "fchmod", refused)
    plan.chmod(0o666 & ~_umask())
    replace_file(plan, b"new", "p.yaml")
    assert plan.read_bytes() == b"new"
    plan.chmod(0o600)
    with pytest.raises(LedgerError, match="没有权限；原文件没有变"):
        replace_file(plan, b"newer", "p.yaml")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ESTALE, "网络盘断过，或文件在别处被换掉了，请再试一次"),
        (errno.ENOLCK, "所在的网络盘不能给文件上锁"),
        (errno.EXDEV, "不在同一个磁盘上"),
        (5999, "系统错误 5999"),
    ],
)
def test_what_a_network_share_says_is_said_in_chinese(
    plan: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    old = plan.read_bytes()

    def replace(*_: object) -> None:
        raise OSError(number, "in English")

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(LedgerError, match=f"写不进“p.yaml”：{words}；原文件没有变。"):
        replace_file(plan, b"new", "p.yaml")
    assert [plan.read_bytes(), *plan.parent.glob(".*.tmp")] == [old]
