"""Workbooks read in a second process: whatever one of them does, the others are read."""

from __future__ import annotations

import io
import pickle
import signal
import sys
import types
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from openpyxl import Workbook

from ledger.files.sheets import fill_reader, returned_child
from ledger.files.sheets.returned_child import (
    read_edited,
    read_lower_reports,
    read_returned,
    serve,
)
from ledger.files.sheets.returned_file import open_returned
from ledger.problems import LedgerError
from ledger.values.fill import FillReturned

NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def bomb(path: Path) -> Path:
    """160 kB that hold a spreadsheet library for minutes: 30,000 merged areas as wide as a sheet."""
    loose = io.BytesIO()
    Workbook().save(loose)
    areas = "".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(1, 60_001, 2))
    with zipfile.ZipFile(loose) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name in parts.namelist():
            content = parts.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = f"<worksheet {NAMESPACE}><sheetData/><mergeCells>{areas}</mergeCells></worksheet>".encode()
            package.writestr(name, content)
    return path


def plain(path: Path) -> Path:
    Workbook().save(path)
    return path


def test_a_bomb_is_told_and_the_others_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert returned_child.SECONDS == 10
    monkeypatch.setattr(returned_child, "SECONDS", 2)
    paths = [plain(tmp_path / "a.xlsx"), bomb(tmp_path / "b.xlsx"), plain(tmp_path / "c.xlsx")]
    books = list(read_returned(paths))
    assert [(book.file, book.problems[0].message) for book in books] == [
        ("a.xlsx", "工作簿是空的"),
        ("b.xlsx", "内容太多或结构异常，2 秒没有读完，没有采用"),
        ("c.xlsx", "工作簿是空的"),
    ]


def test_a_child_that_says_nothing_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(returned_child, "PATIENCE", 0.0)
    assert [book.problems[0].check for book in read_returned([plain(tmp_path / "a.xlsx")])] == ["too-much"]


def test_a_child_that_ends_for_another_reason_is_not_said_to_be_slow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.files.sheets.returned_child.sys.executable", "/bin/true")
    [book] = read_returned([plain(tmp_path / "a.xlsx")])
    assert book.problems[0].message == "读它的程序半路停了，没有读完，没有采用"


@pytest.mark.parametrize("error", [MemoryError, RecursionError])
def test_no_memory_left_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def read(path: Path) -> FillReturned:
        raise error

    monkeypatch.setattr(fill_reader, "read_fill", read)
    monkeypatch.setattr(returned_child, "_limit", lambda seconds: None)
    said = io.BytesIO()
    serve(io.BytesIO(pickle.dumps(("fill", 10, [str(tmp_path / "a.xlsx")]))), said)
    assert pickle.loads(said.getvalue()) == (None, "内存不够，没有读完")


def test_a_workbook_after_one_that_ate_the_memory_has_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under the limit of one child the good workbook behind a hungry one was called damaged."""
    begun: list[list[Path]] = []

    class Child:
        def __init__(self, kind: str, paths: Iterable[Path]) -> None:
            begun.append(list(paths))
            self.said: list[object] = [("一", ""), ()] if len(begun) == 1 else [("二", ""), ("三", "")]

        def __enter__(self) -> Child:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def answer(self) -> object:
            return self.said.pop(0)

    monkeypatch.setattr(returned_child, "_Child", Child)
    paths = [tmp_path / name for name in "abc"]
    books: list[object] = list(read_returned(paths))
    assert books == ["一", "二", "三"]
    assert begun == [paths, paths[1:]]


@pytest.mark.parametrize(("held", "said"), [(104_857_600, 2), (104_857_601, 1)])
def test_a_child_that_holds_a_quarter_of_its_limit_reads_no_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: int, said: int
) -> None:
    monkeypatch.setattr(fill_reader, "read_fill", lambda path: path.name)
    monkeypatch.setattr(returned_child, "_limit", lambda seconds: None)
    monkeypatch.setattr(returned_child, "_held", lambda: held)
    pipe = io.BytesIO()
    serve(io.BytesIO(pickle.dumps(("fill", 10, ["a", "b"]))), pipe)
    pipe.seek(0)
    answers = [pickle.load(pipe) for _ in range(2)]
    assert answers == [("a", ""), ("b", "") if said == 2 else ()]
    assert pipe.read() == b""


def test_too_little_memory_is_not_called_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(self: object) -> None:
        raise MemoryError

    monkeypatch.setattr("ledger.files.sheets.returned_file.ReturnedReader.read", read)
    with pytest.raises(MemoryError):
        open_returned(plain(tmp_path / "a.xlsx"))


def test_a_lower_office_may_send_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(returned_child, "SECONDS", 1)
    path = tmp_path / "西镇.json"
    path.write_text("[" * 100_000, encoding="utf-8")
    told = [lower.trouble for lower in read_lower_reports([bomb(tmp_path / "东镇.xlsx"), path])]
    ask = "请下级重新用 ledger report --json 或 --xlsx 导出"
    assert told == [f"内容太多或结构异常，1 秒没有读完；{ask}", f"读不了；{ask}"]


def test_a_whole_plans_workbook_that_is_none_is_none(tmp_path: Path) -> None:
    assert read_edited(plain(tmp_path / "a.xlsx")) is None


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("PATIENCE", 0.0, "内容太多或结构异常，等了 0 秒没有读完，没有采用；请从原来导出的工作簿重新改。"),
        ("sys", types.SimpleNamespace(executable="/bin/true"), "没有读完，读它的程序半路停了，没有采用；"),
    ],
)
def test_a_whole_plans_workbook_that_is_not_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: object, told: str
) -> None:
    monkeypatch.setattr(returned_child, name, value)
    with pytest.raises(LedgerError) as caught:
        read_edited(plain(tmp_path / "a.xlsx"))
    assert str(caught.value).startswith(f"“{tmp_path / 'a.xlsx'}”{told}")


def test_the_child_is_limited_where_the_system_can(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory to 400 MB, processor time to what it has used and ten seconds; no core is left behind."""
    set_to: dict[str, tuple[int, int]] = {}
    system = types.SimpleNamespace(
        RLIMIT_DATA="data", RLIMIT_CPU="cpu", RLIMIT_CORE="core",
        getrlimit=lambda what: (0, 99), setrlimit=set_to.__setitem__,
    )  # fmt: skip
    monkeypatch.setattr("ledger.files.child_limits.time.process_time", lambda: 3.7)
    monkeypatch.setitem(sys.modules, "resource", system)
    returned_child._limit(10)
    assert set_to == {"data": (419_430_400, 419_430_400), "cpu": (13, 99), "core": (0, 0)}

    monkeypatch.setitem(sys.modules, "resource", None)
    returned_child._limit(10)


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("100 90 80 70 0 7 0", 7 * 4096),
        ("100 90", 0),
        ("kB", 0),
        (None, 0),
    ],  # the sixth number: pages of data
)
def test_what_the_child_holds_is_what_the_system_says(
    monkeypatch: pytest.MonkeyPatch, said: str | None, held: int
) -> None:
    def read_text(path: Path) -> str:
        if said is None:
            raise FileNotFoundError(path)
        return said

    monkeypatch.setattr("ledger.files.sheets.returned_child.Path.read_text", read_text)
    monkeypatch.setattr("ledger.files.sheets.returned_child.os.sysconf", lambda name: 4096)
    assert returned_child._held() == held


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (-signal.SIGABRT, "内存不够，没有读完"),  # a library that is not Python's ends so without memory
        (-signal.SIGSEGV, "读它的程序半路停了"),
        (1, "读它的程序半路停了"),
    ],
)
def test_why_a_child_ended(code: int, why: str) -> None:
    child = object.__new__(returned_child._Child)
    child.given_up = False
    child.process = types.SimpleNamespace(returncode=code)  # type: ignore[assignment]
    assert child.why() == why
