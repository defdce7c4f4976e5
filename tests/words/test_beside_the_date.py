"""What stands right beside a date is never passed over: a character that times are written with either makes another
date of it or is asked about, and nothing of the words is lost without a word."""

from __future__ import annotations

import pytest

from ledger.words.deadline.reader import read_deadline

# A date, and what makes the same date, or an ordinary word with its last character (前期), of it.
DATES = {
    "6月30日": "", "6月底前": "期", "每月5日前": "期", "9月中旬": "", "上半年": "底末", "三季度": "底末第", "每周五": "",
    "3月至5月": "底末", "2026-06-30": "日号",
}  # fmt: skip
# Beside a date each of them would be part of a time; what makes a whole new date of it (6月30日前, 16月) is not among them.
AFTER = "月日号旬周季天个次期底末初届隔逢至到"
BEFORE = "第每隔逢"


@pytest.mark.parametrize("date", DATES)
def test_nothing_that_continues_a_date_is_passed_over(date: str) -> None:
    after = [char for char in AFTER if char not in DATES[date]]
    stuck = [date + char for char in after] + [char + date for char in BEFORE if char not in DATES[date]]
    stuck += [
        f"{date}{char}报送材料" for char in after if char not in "月日周季"
    ]  # 月报 and its like are words
    silent = [words for words in stuck if _passed_over(words, date)]
    assert silent == []


def _passed_over(words: str, date: str) -> bool:
    """Whether the words are read as the date alone, or with what is stuck to it as its matter, and nobody is asked."""
    reading = read_deadline(words, 2026)
    alone = {replaced.identity[:-1] for replaced in read_deadline(date, 2026).milestones}
    same = {milestone.identity[:-1] for milestone in reading.milestones} == alone
    return same and not reading.warnings and not reading.unknown


@pytest.mark.parametrize(
    "words",
    [
        "到位",
        "到户核查",
        "内部公示",
        "起草",
        "初审",
        "底数摸清",
        "次生灾害防治",
        "天然气入户",
        "周边整治",
        "日常巡查",
    ],
)
def test_ordinary_words_beside_a_date_are_its_matter(words: str) -> None:
    reading = read_deadline(f"6月30日{words}", 2026)
    assert [str(milestone.due) for milestone in reading.milestones] == ["2026-06-30"]
    assert (reading.warnings, reading.unknown) == ((), ())


def test_two_times_with_nothing_between_are_asked_about() -> None:
    for words in ("6月底前9月底前", "下半年每月5日前", "三季度10个工作日内", "每周五6月底前"):
        assert read_deadline(words, 2026).warnings, words
    for words in ("9月起每月5日前", "全年每月5日前", "上半年6月底前"):
        assert not read_deadline(words, 2026).warnings, words
