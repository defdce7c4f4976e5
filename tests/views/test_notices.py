"""Notices as text, in parts, and as a page looked at in a real browser."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.values.duty import Duty
from ledger.values.notices import Notice, NoticeLine
from ledger.views.notice_html import notices_html
from ledger.views.notice_text import notice_text, split_to_fit

ON = date(2022, 11, 7)
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


def line(no: int | str, days_left: int, name: str = "公开预算", what: str | None = None) -> NoticeLine:
    due = ON + timedelta(days=days_left)
    duty = Duty(
        plan="lizi-2022", region="例县", no=no, name=name, unit="县财政局", role="lead", word="牵头", via=None,
        kind="by", what=what, words="", due=due, original_due=due, days_left=days_left, state="not_started",
        late=days_left < 0, light="red" if days_left < 0 else "amber", done_on=None,
    )  # fmt: skip
    return NoticeLine(duty, "例县2022年工作要点")


def notice(late: int = 1, soon: int = 1, name: str = "公开预算") -> Notice:
    return Notice(
        region="例县",
        unit="县财政局",
        on=ON,
        within=30,
        late=tuple(line(n, -n, name) for n in range(1, late + 1)),
        soon=tuple(line(100 + n, n, name) for n in range(soon)),
        plans=("lizi-2022",),
        issuer="例县人民政府办公室",
    )


@pytest.mark.parametrize(
    ("late", "soon", "counts", "headings", "ask"),
    [
        (2, 1, "逾期 2 项，30 天内到期 1 项", ["一、已逾期 2 项", "二、30 天内到期 1 项"], "请抓紧办理"),
        (1, 0, "逾期 1 项", ["一、已逾期 1 项"], "请抓紧办理"),
        (0, 3, "30 天内到期 3 项", ["一、30 天内到期 3 项"], "请按期办理"),
    ],
)
def test_wording(late: int, soon: int, counts: str, headings: list[str], ask: str) -> None:
    one = notice(late, soon)
    assert one.subject == f"任务提醒：县财政局{counts}（2022-11-07）"
    assert one.opening == (
        f"经查工作台账，截至2022年11月7日，你单位承担的任务中，{counts}。{ask}，并及时反馈办理情况。"
    )
    assert [heading for heading, _ in one.headings] == headings


def test_line() -> None:
    assert line(4, -5, what="补录完成").title == "《例县2022年工作要点》第4项 公开预算：补录完成"
    report = replace(line("报1", 0, "报送进展"), to="县政府办公室")
    assert report.title == "《例县2022年工作要点》报1 报送进展（报至县政府办公室）"
    assert report.standing == "期限 2022-11-07，今天到期；本单位职责：牵头；目前状态：未启动"


def test_working_days_are_said_to_be_such() -> None:
    assert "10 个工作日内到期 1 项" in notice_text(replace(notice(0), workdays=10))


def test_key_is_the_matter_not_its_light() -> None:
    red, amber = line(4, -1), line(4, -1)
    assert red.key == replace(amber, duty=replace(amber.duty, light="amber", days_left=0)).key
    assert len({line(4, -1).key, line(5, -1).key, line(4, 0).key, line(4, -1, what="甲").key}) == 4


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 12), st.integers(0, 12), st.integers(1, 3000))
def test_parts_fit_and_add_up(late: int, soon: int, limit: int) -> None:
    whole = notice(late, soon, "名称" * 20)

    def fits(text: str) -> bool:
        return len(text.encode()) <= limit

    parts = split_to_fit(whole, fits)
    assert tuple(line for part in parts for line in part.lines) == whole.lines
    assert all(fits(notice_text(part)) or len(part.lines) == 1 for part in parts)
    assert all(part.subject.startswith("任务提醒：县财政局") for part in parts)


def test_page_escapes_and_holds_everything() -> None:
    page = notices_html([notice(1, 1, "<script>alert(1)</script>&公开")])
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            assert tag not in ("script", "link", "img")

        def handle_data(self, data: str) -> None:
            found.append(data)

    Reader().feed(page)
    text = "".join(found)
    assert "<script>alert(1)</script>&公开" in text
    for words in ("县财政局：", "一、已逾期 1 项", "红", "黄", "例县人民政府办公室", "2022年11月7日"):
        assert words in text
    assert "http" not in page


def test_page_without_notices() -> None:
    assert "没有需要提醒的单位" in notices_html([])


@pytest.mark.skipif(CHROMIUM is None, reason="no browser here")
def test_page_prints_each_notice_on_its_own_sheet(tmp_path: Path) -> None:
    import pypdfium2

    (tmp_path / "页.html").write_text(notices_html([notice(), notice(3, 3)]), encoding="utf-8")
    subprocess.run(
        [
            str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            f"--print-to-pdf={tmp_path / '页.pdf'}", f"file://{tmp_path / '页.html'}",
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    printed = pypdfium2.PdfDocument(tmp_path / "页.pdf")
    pages = [page.get_textpage().get_text_range() for page in printed]
    printed.close()
    assert len(pages) == 2
    assert all("任务提醒" in page and "2022年11月7日" in page for page in pages)
