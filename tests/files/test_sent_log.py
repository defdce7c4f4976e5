"""The sent-log: what is on disk before, during and after a message, and after things went wrong."""

import errno
import os
from datetime import date
from pathlib import Path

import pytest

from ledger.files.post.sent_log import Entry, SentLog, digest_of
from ledger.files.run_lock import run_lock
from ledger.problems import LedgerError

FIRST, LATER = date(2022, 11, 7), date(2022, 11, 14)
MAIL = digest_of("caizheng@example.gov.cn")
RECEIVER = ("沁源县", "县财政局", MAIL)


def entry(day: date = FIRST, *lines: str) -> Entry:
    return Entry(day, "沁源县", "县财政局", MAIL, lines or ("a", "b"))


def lines_of(folder: Path) -> list[str]:
    return (folder / ".ledger" / "remind.jsonl").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("mark", "said"), [("+", {"a", "b"}), ("-", set()), ("?", set())])
def test_outcome_is_read_back(tmp_path: Path, mark: str, said: set[str]) -> None:
    log = SentLog(tmp_path)
    log.settle(log.begin(entry()), mark)  # type: ignore[arg-type]
    again = SentLog(tmp_path)
    assert [one.mark for one in again.entries] == [mark]
    assert again.said(FIRST, RECEIVER, "+") == said
    assert again.said(LATER, RECEIVER, "+") == set()
    assert again.said(FIRST, ("沁源县", "县财政局", digest_of("other")), "+") == set()


def test_settling_changes_one_byte(tmp_path: Path) -> None:
    log = SentLog(tmp_path)
    log.begin(entry())
    number = log.begin(entry(FIRST, "c"))
    before = (tmp_path / ".ledger" / "remind.jsonl").read_bytes()
    log.settle(number, "+")
    after = (tmp_path / ".ledger" / "remind.jsonl").read_bytes()
    assert len(before) == len(after)
    assert [one for one in zip(before, after, strict=True) if one[0] != one[1]] == [(ord("?"), ord("+"))]
    assert lines_of(tmp_path)[1].startswith('{"state": "+"')


def test_address_is_not_kept(tmp_path: Path) -> None:
    SentLog(tmp_path).begin(entry())
    assert "example.gov.cn" not in lines_of(tmp_path)[0]
    assert MAIL in lines_of(tmp_path)[0]


def test_crash_after_intent_is_doubtful_until_a_later_day(tmp_path: Path) -> None:
    SentLog(tmp_path).begin(entry())
    log = SentLog(tmp_path)
    assert log.doubtful() == [0]
    log.settle(log.begin(entry(FIRST, "c")), "+")  # the same day: tells of something else
    assert SentLog(tmp_path).doubtful() == [0]
    log.settle(log.begin(entry(LATER)), "+")
    assert SentLog(tmp_path).doubtful() == []


def test_line_cut_off_by_a_crash_was_never_sent(tmp_path: Path) -> None:
    SentLog(tmp_path).begin(entry())
    path = tmp_path / ".ledger" / "remind.jsonl"
    whole = path.read_bytes()
    for length in range(1, len(whole)):
        path.write_bytes(whole + whole[:length].rstrip(b"\n"))
        log = SentLog(tmp_path)
        assert len(log.entries) == 1
        log.settle(log.begin(entry(FIRST, "c")), "+")
        assert [one.mark for one in SentLog(tmp_path).entries] == ["?", "+"]


def test_full_disk_leaves_the_log_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = SentLog(tmp_path)
    log.settle(log.begin(entry()), "+")
    before = (tmp_path / ".ledger" / "remind.jsonl").read_bytes()
    real = os.write

    def first_half_then_full(descriptor: int, content: bytes) -> int:
        if content.startswith(b'{"state"'):
            return real(descriptor, content[: len(content) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("ledger.files.post.sent_log.os.write", first_half_then_full)
    with pytest.raises(LedgerError, match="磁盘满了"):
        log.begin(entry(FIRST, "c"))
    monkeypatch.undo()
    assert (tmp_path / ".ledger" / "remind.jsonl").read_bytes() == before
    log.begin(entry(FIRST, "c"))
    assert [one.lines for one in SentLog(tmp_path).entries] == [("a", "b"), ("c",)]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "not JSON",
        "[]",
        '{"day": "2022-11-07"}',
        '{"state": "x", "day": "2022-11-07", "region": null, "unit": "甲", "to": "", "lines": []}',
        '{"state": "+", "day": "2022-13-07", "region": null, "unit": "甲", "to": "", "lines": []}',
        '{"state": "+", "day": "2022-11-07", "region": null, "unit": [], "to": "", "lines": []}',
        '{"state": "+", "day": "2022-11-07", "region": null, "unit": "甲", "to": "", "lines": [{}]}',
    ],
)
def test_a_line_that_makes_no_sense_stops_everything(tmp_path: Path, line: str) -> None:
    SentLog(tmp_path).begin(entry())
    with open(tmp_path / ".ledger" / "remind.jsonl", "a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(LedgerError, match="第 2 行不对"):
        SentLog(tmp_path)


def test_two_runs_never_overlap(tmp_path: Path) -> None:
    with run_lock(tmp_path):
        with pytest.raises(LedgerError, match="还没有结束"), run_lock(tmp_path):
            pass
        other = tmp_path / "别处"
        other.mkdir()
        with run_lock(other):
            pass
    with run_lock(tmp_path):
        pass
