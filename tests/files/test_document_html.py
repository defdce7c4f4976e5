"""Web pages saved from an office's site: what is text, what is a table, what is furniture (worked out by hand)."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.draft import draft_plan
from ledger.files.documents.reader import kind_of, read_document
from ledger.problems import LedgerError
from ledger.values.source import Paragraph, Table

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>甲县政府</title><script>责任单位：某局</script></head>
<body><div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li></ul></div>
<table><tr><td>索引号：</td><td>1-2023</td><td>文号：</td><td>甲政办发〔2023〕5号</td></tr></table>
<table><tr><td><div id="zoom">{body}</div></td></tr></table>
<div style="display:none">隐藏的文字</div><div>扫一扫在手机打开当前页</div></body></html>"""


def read(tmp_path: Path, body: str, charset: str = "utf-8") -> list[str]:
    path = tmp_path / "a.html"
    path.write_bytes(
        PAGE.format(body=body, charset=charset).encode("gb18030" if charset == "gb2312" else "utf-8")
    )
    return [block.text.strip() for block in read_document(path).blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_paragraphs_without_furniture(tmp_path: Path, charset: str) -> None:
    body = "<p>&nbsp;&nbsp;一、加强<span>公开</span></p><div>（一）公开<br>规划。</div>&emsp;（县财政局）"
    assert read(tmp_path, body, charset) == [
        "索引号：1-2023", "文号：甲政办发〔2023〕5号", "一、加强公开", "（一）公开", "规划。", "（县财政局）",
        "扫一扫在手机打开当前页",
    ]  # fmt: skip


def test_bold_words_keep_their_place(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><p>1.<b>公开预算。</b>按时公开。</p></body></html>", encoding="utf-8")
    (block,) = read_document(path).blocks
    assert isinstance(block, Paragraph)
    assert [block.text[start:end] for start, end in block.bold] == ["公开预算。"]


def test_tables_with_merged_cells_inside_a_layout_table(tmp_path: Path) -> None:
    path = tmp_path / "a.htm"
    table = (
        "<p>任务表</p><table><tr><td><p>序号</p></td><td><p>任务</p></td><td><p>责任单位</p></td></tr>"
        "<tr><td>1</td><td>公开<br>预算</td><td rowspan=2><p>县财政局</p></td></tr><tr><td>2</td><td>公开决算</td></tr></table>"
    )
    path.write_text(PAGE.format(body=table, charset="utf-8"), encoding="utf-8")
    (found,) = [block for block in read_document(path).blocks if isinstance(block, Table)]
    assert [[cell.text for cell in row.cells] for row in found.rows] == [
        ["序号", "任务", "责任单位"],
        ["1", "公开\n预算", "县财政局"],
        ["2", "公开决算", "县财政局"],
    ]
    assert found.rows[2].cells[2].up


def test_a_page_is_drafted_like_its_text(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    body = (
        "<p style='text-align:center'>甲县2023年政务公开工作要点</p><p>一、公开</p>"
        "<p>（一）<strong>预算。</strong>公开预算。<br>（<strong>牵头单位：县财政局；完成时限：6月底前</strong>）</p>"
        "<p>（二）<strong>规划。</strong>公开规划。（县自然资源局）</p>"
    )
    path.write_text(PAGE.format(body=body, charset="utf-8"), encoding="utf-8")
    draft = draft_plan(read_document(path))
    assert (draft.title, draft.number, draft.year) == (
        "甲县2023年政务公开工作要点",
        "甲政办发〔2023〕5号",
        2023,
    )
    assert [(t.name, t.responsibility, t.deadline) for t in draft.tasks] == [
        ("预算", "牵头单位：县财政局", "6月底前"),
        ("规划", "县自然资源局", ""),
    ]


@pytest.mark.parametrize(
    "start",
    [
        b"<html>",
        b"\xef\xbb\xbf\r\n<!DOCTYPE HTML>",
        b"<?xml version='1.0'?><html>",
        b"<!-- a --><html>",
        b"<meta c>",
    ],
)
def test_a_page_is_known_by_its_first_bytes(tmp_path: Path, start: bytes) -> None:
    assert kind_of(tmp_path / "a", start) == "html"


def test_a_page_without_text_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><script>x</script><img src=a></body></html>")
    with pytest.raises(LedgerError, match="没有文字"):
        read_document(path)


def test_broken_markup_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<html><table><tr><td>甲<td>乙<tr><td>丙</div></p></table><p>丁<p>戊<b>", encoding="utf-8"
    )
    blocks = read_document(path).blocks
    assert isinstance(blocks[0], Table)
    assert [block.text for block in blocks[1:] if isinstance(block, Paragraph)] == ["丁", "戊"]


def test_an_index_box_without_colons_is_pairs(tmp_path: Path) -> None:
    rows = (
        "<tr><td>索引号</td><td>1-2026</td><td>发布机构</td><td>甲县人民政府办公室</td></tr>"
        "<tr><td>成文日期</td><td>2026-02-26</td><td>文号</td><td>甲政办发〔2026〕5号</td></tr>"
    )
    path = tmp_path / "page.html"
    path.write_text(f"<html><body><table>{rows}</table></body></html>", encoding="utf-8")
    assert [block.text for block in read_document(path).blocks if isinstance(block, Paragraph)] == [
        "索引号：1-2026", "发布机构：甲县人民政府办公室", "成文日期：2026-02-26", "文号：甲政办发〔2026〕5号",
    ]  # fmt: skip
