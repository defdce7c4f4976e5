"""The page: whole and self-contained, opened in a real browser, filtered there, at the width of a phone."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from ledger.questions.report import report
from ledger.values.report import Report
from ledger.views.report_html import report_html
from tests import example_year

ON = date(2022, 12, 15)
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip
Browse = Callable[..., str]


def year(on: date = ON) -> Report:
    return report([example_year.year(on)], on, since=date(2022, 10, 1))


@pytest.fixture(scope="session")
def browse(tmp_path_factory: pytest.TempPathFactory) -> Browse:
    """Chromium: `browse(url, *options)` → what it prints."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        if os.environ.get("LEDGER_REQUIRE_OFFICE") == "1":
            pytest.fail("chromium is not installed")
        pytest.skip("chromium is not installed")
    profile = tmp_path_factory.mktemp("chromium")

    def run(url: str, *options: str) -> str:
        command = [chromium, *QUIET, f"--user-data-dir={profile}", *options, url]
        for _ in range(3):  # on a machine with much to do it sometimes ends well and has printed nothing
            done = subprocess.run(command, capture_output=True, text=True, timeout=120)
            assert done.returncode == 0, done.stderr
            if done.stdout or "--dump-dom" not in options:
                break
        return done.stdout

    return run


def look(browse: Browse, page: Path, frames: list[tuple[str, int, int]], ask: str) -> list[Any]:
    """What `ask`, a JavaScript expression of the window `w` and its document `d`, says in the page at each (fragment,
    width, height): all of them frames of one page, so that the browser starts once."""
    shown = "".join(
        f'<iframe width="{width}" height="{height}" style="border:0" src="{page.name}{fragment}"></iframe>'
        for fragment, width, height in frames
    )
    frame = page.with_name("frames.html")
    frame.write_text(
        f'<!DOCTYPE html><meta charset="utf-8">{shown}<pre id="out"></pre><script>onload = () => {{'
        f"const ask = (w, d) => ({ask});"
        "out.textContent = JSON.stringify([...document.querySelectorAll('iframe')]"
        ".map((f) => ask(f.contentWindow, f.contentDocument)));}</script>",
        encoding="utf-8",
    )
    seen = browse(frame.as_uri(), "--allow-file-access-from-files", "--window-size=1400,900", "--dump-dom")
    found = re.search(r'<pre id="out">(.*?)</pre>', seen, re.S)
    assert found, seen[:500]
    told = json.loads(html.unescape(found[1]))
    assert isinstance(told, list)
    return told


def test_nothing_is_fetched() -> None:
    page = report_html(year())
    assert not re.findall(r"""(?:src|href)\s*=|@import|url\(|https?:""", page)
    assert "$" not in page


def test_figures_stand_in_words() -> None:
    """Counted by hand for 2022-12-15: see tests/questions/test_report.py."""
    page = report_html(year())
    assert "<b>34</b>任务（项）" in page
    assert "<b>10</b>已办结 30.3%" in page
    assert "<b>2</b>红：逾期" in page
    assert "<b>19</b>黄：30天内到期" in page
    assert "<span>共 13：已办结 5，临近到期 8</span>" in page  # 开发区: 8, 22, 30, 31, 32 done
    assert "今天 2022年12月15日" in page
    assert "2022年10月1日至2022年12月15日：到期节点 5 个，办结分工 8 件（逾期办结 1 件）" in page


def test_what_people_wrote_is_text_not_markup() -> None:
    from ledger.duty.directory import UnitDirectory
    from ledger.duty.reading import read_items
    from ledger.record.model import Plan

    nasty = "<script>alert(1)</script>&$title"
    task = {"序号": "1", "任务名称": nasty, "责任单位": "县财政局", "时间节点": "3月底前"}
    plan = Plan.model_validate({"编号": "x", "标题": nasty, "年度": "2022", "任务": [task]})
    page = report_html(report([read_items(plan, UnitDirectory.from_plan(plan), ON)], ON))
    assert nasty not in page
    assert html.escape(nasty) in page


def test_opens_and_filters_in_a_browser(browse: Browse, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(report_html(year()), encoding="utf-8")
    fragments = ("", f"#light={quote('红')}", f"#unit={quote('开发区')}&q={quote('公开 规范')}")
    ask = "[w.found.outerHTML, [...d.querySelectorAll('tr')].filter((r) => r.querySelector('td > .light')).map((r) => r.hidden)]"
    (whole, _), (red, rows), (mine, _) = look(browse, page, [(one, 1280, 800) for one in fragments], ask)
    assert whole == '<span id="found" role="status">49 件</span>'
    assert red == '<span id="found" role="status">2 件，共 49 件</span>'
    assert len(rows) == 49
    assert rows.count(False) == 2
    assert ">3 件，共 49 件<" in mine  # 20, 21 (规范依申请公开…), 30


def test_nothing_runs_off_the_side(browse: Browse, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(report_html(year()), encoding="utf-8")
    widths = [390, 820, 1280]
    seen = look(
        browse, page, [("", width, 800) for width in widths], "[d.documentElement.scrollWidth, w.innerWidth]"
    )
    assert [wide for _, wide in seen] == widths
    assert all(needed <= wide for needed, wide in seen)


def test_prints_on_a4(browse: Browse, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None or shutil.which("pdfinfo") is None:
        pytest.skip("poppler is not installed")
    page, paper = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_text(report_html(year()), encoding="utf-8")
    browse(f"{page.as_uri()}#print=all", f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    info = subprocess.run(["pdfinfo", paper], capture_output=True, text=True, check=True).stdout
    assert "(A4)" in info
    text = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True).stdout
    printed = "".join(text.split())
    for node in year().nodes:
        if node.duties:
            assert node.name[:6] in printed, node.name  # a longer one may wrap


def crowded() -> Report:
    """40 tasks late and 40 due soon, each with a long name and twelve units."""
    from ledger.duty.directory import UnitDirectory
    from ledger.duty.reading import read_items
    from ledger.record.model import Plan

    name = "加快推进公共资源交易目录清单编制与动态调整并向社会公布示例第{}号事项的有关工作任务"
    units = [f"县示例第{n}局" for n in range(1, 13)]
    tasks = [
        {
            "序号": str(n), "任务名称": name.format(n), "责任单位": {"责任": units},
            "时间节点": "3月底前" if n <= 40 else "12月底前",
        }
        for n in range(1, 81)
    ]  # fmt: skip
    plan = Plan.model_validate({"编号": "x", "标题": "示例", "年度": "2022", "任务": tasks})
    return report([read_items(plan, UnitDirectory.from_plan(plan), ON)], ON)


def test_the_first_sheet_of_paper_is_the_front_and_nothing_else(browse: Browse, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler is not installed")
    page, paper = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_text(report_html(crowded()), encoding="utf-8")
    browse(page.as_uri(), f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    text = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True).stdout
    first, second, *_ = ("".join(sheet.split()) for sheet in text.split("\f"))
    assert "已逾期的节点40个" in first
    assert "其余30个见后面。" in first  # ten late and six due soon are listed
    assert "30天内到期的节点40个" in first
    assert "其余34个见后面。" in first
    assert "逾期259天" in first  # 2022-03-31 to 12-15
    assert "县示例第1局、县示例第2局等12个" in first
    assert "各月到期的节点" not in first
    assert second.startswith("合计")


def test_the_front_holds_on_the_first_screen_of_a_phone_without_a_gap(browse: Browse, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(report_html(crowded()), encoding="utf-8")
    edges = (
        "(side, of) => Math.max(...[...d.querySelectorAll(of)].map((e) => e.getBoundingClientRect()[side]))"
    )
    ask = f"((f) => [f('bottom', '.front > *'), f('right', '.front tr'), f('bottom', '.front')].map(Math.round))({edges})"
    ((end, side, front),) = look(browse, page, [("", 390, 844)], ask)
    assert end <= 844
    assert side <= 390 - 10  # the margin of the page
    assert front == end


def test_a_long_table_is_laid_out_by_pages_and_printed_whole(browse: Browse, tmp_path: Path) -> None:
    """320 Duties: 300 shown, then on demand; on paper all of them where that is asked for, else how many."""
    from ledger.duty.directory import UnitDirectory
    from ledger.duty.reading import read_items
    from ledger.record.model import Plan

    tasks = [
        {"序号": str(n), "任务名称": f"甲{n}号", "责任单位": "县财政局", "时间节点": "3月底前"}
        for n in range(1, 321)
    ]
    plan = Plan.model_validate({"编号": "x", "标题": "示例", "年度": "2022", "任务": tasks})
    page, paper = tmp_path / "long.html", tmp_path / "long.pdf"
    answer = report([read_items(plan, UnitDirectory.from_plan(plan), ON)], ON)
    page.write_text(report_html(answer), encoding="utf-8")
    ask = "[d.querySelectorAll('tr:not([hidden]) > td > .light').length, d.body.innerText]"
    seen = look(browse, page, [("", 1280, 800), (f"#q={quote('甲319号')}", 1280, 800)], ask)
    (shown, words), (found, filtered) = seen
    assert shown == 300
    assert "再显示一些（还有 20 件）" in words
    assert found == 1
    assert "1 件，共 320 件" in filtered
    browse(page.as_uri(), f"--print-to-pdf={paper}")
    text = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True).stdout
    assert text.count("甲319号") == 1  # in the list of what is late
    assert "全部分工320件没有打印" in "".join(text.split())
    browse(f"{page.as_uri()}#print=all", f"--print-to-pdf={paper}")
    text = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True).stdout
    assert all(text.count(f"甲{n}号") == 2 for n in (101, 301, 320))


def test_nothing_is_red_after_today() -> None:
    """Item 9 had to be done by 30 November, and got till 25 December after that: it stands where it was missed."""
    answer = year()
    assert [(one.month.month, one.counts.red) for one in answer.months if one.counts.red] == [(11, 2)]
    before, after = report_html(answer).split('<li class="today">')
    assert "9 行政许可事项公开（延至2022年12月25日）" in before
    assert '<li class="red">' in before
    assert '<li class="red">' not in after
