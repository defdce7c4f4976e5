"""What `read_deadline` promises of any words: the parts of a reading, and properties over wrappers, years and noise."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.words.deadline.reader import find_dates, read_deadline
from ledger.words.meanings import Milestone

PHRASES = (
    "11月底前", "2022年9月5日前", "年底前", "三季度末前", "8月中旬", "3月至10月", "9月5日、12月5日前", "从2023年起",
    "每年3月底前", "每季度首月5日前", "每月25日前", "每周五前", "全年", "长期坚持", "2022年12月底前，长期坚持",
    "收到文件后10个工作日内", "二〇二二年九月三十日前", "2022-09-30前", "国庆节前", "11月前", "即日起至年底",
)  # fmt: skip
WRAPPERS = (
    "{}", "完成时限：{}", "完成时限:{}", "时间节点：{}", "（{}）", "〔完成时限:{}〕", " {} ", "、\n{}", "{}。", "{}；", "{}完成",
    "“{}”", "\u3000{}\u3000", "整改时限：{}", "力争{}", "务必{}", "原则上{}", "确保于{}", "最迟{}", "应于{}", "{}落实", "{}到位",
    "{}全部完成", "{}，按职责分工负责",
)  # fmt: skip
TIMELY = "年月日周季旬节前后内起止每第一二三十两0123456789底末初中至到、，；。：（）()- 全长期及时工作自从个度半上下次“”《》Qq.+/"


def meaning(words: str, year: int = 2022) -> list[tuple[object, ...]]:
    return [milestone.identity for milestone in read_deadline(words, year).milestones]


def without_matter(words: str) -> list[tuple[object, ...]]:
    return [identity[:-1] for identity in meaning(words)]


@pytest.mark.parametrize("wrapper", WRAPPERS)
@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_in_a_wrapper_keeps_its_meaning(phrase: str, wrapper: str) -> None:
    assert without_matter(wrapper.format(phrase)) == without_matter(phrase)


@pytest.mark.parametrize("phrase", PHRASES)
def test_full_width_and_traditional_forms_make_no_difference(phrase: str) -> None:
    wide = phrase.translate({code: code + 0xFEE0 for code in range(ord("0"), ord("9") + 1)})
    traditional = phrase.translate(str.maketrans("个长节国庆从内后", "個長節國慶從內後"))
    assert meaning(wide) == meaning(traditional) == meaning(phrase)


@pytest.mark.parametrize("phrase", PHRASES)
def test_blanks_and_line_breaks_make_no_difference(phrase: str) -> None:
    assert meaning(" ".join(phrase)) == meaning(phrase)
    assert meaning("\n".join(phrase)) == meaning(phrase)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=TIMELY, max_size=40) | st.text(max_size=40), st.integers(1990, 2100))
def test_no_text_raises_and_nothing_is_lost(words: str, year: int) -> None:
    reading = read_deadline(words, year, pieces=True)
    assert bool(reading.milestones) is bool(words.strip())
    place = 0
    for piece in reading.pieces:
        assert piece.start == place < piece.end
        place = piece.end
    assert place == (len(words) if reading.pieces else 0)
    for found in find_dates(words, year):
        assert 0 <= found.offset < found.offset + found.length <= len(words)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(PHRASES), st.integers(1990, 2100))
def test_every_phrase_is_understood_in_every_year(phrase: str, year: int) -> None:
    kinds = [milestone.kind for milestone in read_deadline(phrase, year).milestones]
    assert "unknown" not in kinds


@settings(max_examples=80, deadline=None)
@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.booleans())
def test_any_day_written_out_is_that_day(day: date, chinese: bool) -> None:
    words = f"{day.year}年{day.month}月{day.day}日前" if chinese else f"{day:%Y.%m.%d}前"
    (milestone,) = read_deadline(words, 2022).milestones
    assert milestone.due == day


@pytest.mark.parametrize(
    "words",
    [
        "从0001年起，每年3月底前",
        "9999年12月31日后10个工作日内",
        "0000年底",
        "9999年元旦前",
        "9999年次年全年",
        "1月0日",
        "99月99日",
    ],
)
def test_the_edges_of_the_calendar_do_not_break_it(words: str) -> None:
    reading = read_deadline(words, 2022)
    assert reading.milestones
    assert reading.unknown or reading.warnings


def the(words: str, **options: object) -> Milestone:
    (milestone,) = read_deadline(words, 2022, **options).milestones  # type: ignore[arg-type]
    return milestone


def test_words_and_matter_are_the_documents_own() -> None:
    milestone = the("主体工程 10 月底前完工")
    assert (milestone.words, milestone.what) == ("10月底前", "主体工程完工")


def test_a_given_matter_stands_where_the_clause_names_none() -> None:
    assert the("10月底前", what="目录编制", source="extra").what == "目录编制"
    assert the("10月底前完工", what="目录编制").what == "完工"
    assert the("10月底前", source="extra").source == "extra"


def test_issue_day() -> None:
    issued = date(2022, 6, 20)
    assert the("即日起", issued=issued).start == issued
    window = the("即日起至年底", issued=issued)
    assert (window.start, window.end) == (issued, date(2022, 12, 31))
    # The next 春节 after the day of issue is next year's, not in the plan's year.
    assert the("元旦前", issued=issued).due == date(2022, 12, 31)
    assert the("春节前", issued=issued).kind == "unknown"


def test_the_offices_working_days_count() -> None:
    told = {date(2022, 9, 2): False}
    assert the("9月1日后1个工作日内", overrides=told).due == date(2022, 9, 5)


def test_the_same_milestone_twice_is_one() -> None:
    assert the("10月底前，2022年10月31日前").due == date(2022, 10, 31)


def test_nothing_written_is_nothing() -> None:
    reading = read_deadline(" ", 2022, pieces=True)
    assert (reading.milestones, reading.unknown, reading.warnings, reading.pieces) == ((), (), (), ())


@pytest.mark.parametrize(
    ("words", "unknown"),
    [
        ("按上级要求", ("按上级要求",)),
        ("10月底前完成，汛期前再查一次", ("汛期前再查一次",)),
        ("10月底前完成，其他按省规定时间推进", ("其他按省规定时间推进",)),
        ("立行立改，长期坚持", ("立行立改",)),
        ("10月底前及2月30日", ("2月30日",)),
    ],
)
def test_what_is_not_understood_is_named(words: str, unknown: tuple[str, ...]) -> None:
    assert read_deadline(words, 2022).unknown == unknown


@pytest.mark.parametrize(
    ("words", "warnings"),
    [
        ("11月前", ("“11月前”没有“底”字，按2022-10-31（含）前理解；如指2022-11-30，请写明。",)),
        ("2021年9月10前", ("“2021年9月10”缺“日”字，按10日理解。",)),
        ("22年10月底前", ("“22年”按2022年理解。",)),
        ("2月30日", ("“2月30日”中没有这一天，请核对。",)),
        ("月底前", ("“月底前”没有写明是哪个月，请核对。",)),
    ],
)
def test_warnings_are_whole_sentences(words: str, warnings: tuple[str, ...]) -> None:
    assert read_deadline(words, 2022).warnings == warnings


def test_pieces_explain_the_words_one_by_one() -> None:
    words = "完成时限：力争10月底前，汛期前复查"
    pieces = read_deadline(words, 2022, pieces=True).pieces
    assert [(words[p.start : p.end], p.meaning, p.understood) for p in pieces] == [
        ("完成时限", "栏目名称", True),
        ("：", "标点", True),
        ("力争", "语气词，不影响期限", True),
        ("10月底前", "截止 2022-10-31", True),
        ("，", "标点", True),
        ("汛期前复查", "未能理解", False),
    ]


def test_a_blank_within_a_figure_goes_and_one_before_an_hour_stays() -> None:
    assert read_deadline("2026-9-30 18:00", 2026).milestones[0].words == "2026-9-30 18:00"
    assert read_deadline("2026年10月3 1日前", 2026).milestones[0].words == "2026年10月31日前"
