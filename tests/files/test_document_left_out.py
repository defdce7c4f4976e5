"""What stands in a file and is no text of it: struck words, comments, pictures, numbers that only the screen shows
(worked out by hand)."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from ledger.files.documents.docx import read_docx
from ledger.files.documents.html import read_html
from ledger.files.documents.list_numbers import write_number
from ledger.files.documents.xlsx import read_xlsx
from ledger.values.source import Paragraph, Source, Table
from ledger.words.numbering import read_mark


def page(tmp_path: Path, body: str) -> Source:
    path = tmp_path / "a.html"
    path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    return read_html(path)


def lines(source: Source) -> list[str]:
    return [block.text.strip() for block in source.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<ol><li>公开</li><li><p>解读</p></li></ol>", ["1.公开", "2.解读"]),
        ("<ol start=3><li>公开</li><li value=7>解读</li><li>回应</li></ol>", ["3.公开", "7.解读", "8.回应"]),
        ("<ol reversed start=2><li>公开</li><li>解读</li></ol>", ["2.公开", "1.解读"]),
        ("<ol type=A><li>公开</li></ol><ol type=i><li>解读</li></ol>", ["A.公开", "i.解读"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>公开</li><li>解读</li></ol>", ["一、公开", "二、解读"]),
        ("<ol style='list-style-type:cjk-heavenly-stem'><li>公开</li></ol>", ["甲、公开"]),
        ("<ol><li>公开<ol><li>规划<ol><li>编制</li></ol></li><li>预算</li></ol></li><li>解读</li></ol>",
         ["1.公开", "⑴规划", "①编制", "⑵预算", "2.解读"]),
        ("<ul><li>公开</li></ul><ol style='list-style:none'><li>解读</li></ol>", ["公开", "解读"]),
    ],
)  # fmt: skip
def test_numbers_of_lists_on_a_page(tmp_path: Path, body: str, shown: list[str]) -> None:
    assert lines(page(tmp_path, body)) == shown


def test_struck_words_and_pictures_of_a_page(tmp_path: Path) -> None:
    source = page(
        tmp_path,
        "<p>1.公开<del>规划</del>预算。</p><p><span style='text-decoration: line-through'>2.解读</span></p>"
        "<p>3.回应<s>关切</s></p><img src=a.png>",
    )
    assert lines(source) == ["1.公开预算。", "3.回应"]
    assert source.left_out == (
        ("第1段", "划去的文字：规划"), ("第2段", "划去的文字：2.解读"), ("第2段", "划去的文字：关切"),
        ("全页", "图片 1 张，其中的文字没有读"),
    )  # fmt: skip


def test_struck_words_and_comments_of_a_word_file(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    paragraph = document.add_paragraph("1.公开")
    paragraph.add_run("规划").font.strike = True
    noted = paragraph.add_run("预算。")
    hidden = paragraph.add_run("内部掌握")
    hidden.font.hidden = True
    document.add_comment(noted, text="请核对", author="甲")
    cell = document.add_table(1, 2).cell(0, 1)
    cell.paragraphs[0].add_run("县财政局").font.double_strike = True
    cell.paragraphs[0].add_run("县审计局")
    path = tmp_path / "a.docx"
    document.save(str(path))
    source = read_docx(path)
    assert lines(source) == ["1.公开预算。"]
    assert [b.rows[0].cells[1].text for b in source.blocks if isinstance(b, Table)] == ["县审计局"]
    assert sorted(source.left_out) == [
        ("第1段", "划去的文字：规划"), ("第1段", "批注：请核对"), ("第1段", "隐藏的文字：内部掌握"),
        ("表格第1行", "划去的文字：县财政局"),
    ]  # fmt: skip


def test_struck_words_comments_and_hidden_sheets_of_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["任务", "责任单位"])
    sheet.append(["公开", CellRichText("县财政局", TextBlock(InlineFont(strike=True), "、县审计局"))])
    sheet.append(["解读", "县统计局"])
    sheet["A3"].font = Font(strike=True)
    sheet["B3"].comment = Comment("请核对", "甲")
    book.create_sheet("旧表").sheet_state = "hidden"
    path = tmp_path / "a.xlsx"
    book.save(path)
    source = read_xlsx(path)
    assert [[cell.text for cell in row.cells] for b in source.blocks if isinstance(b, Table) for row in b.rows] == [
        ["任务", "责任单位"], ["公开", "县财政局"], ["", "县统计局"],
    ]  # fmt: skip
    assert source.left_out == (
        ("工作表“旧表”", "隐藏的工作表，没有读"), ("第2行第2列", "划去的文字：、县审计局"),
        ("第3行第1列", "划去的文字：解读"), ("第3行第2列", "批注：请核对"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (2, "ideographTraditional", "乙"), (3, "ideographZodiac", "寅"), (3, "chineseLegalSimplified", "叁"),
        (12, "ideographLegalTraditional", "拾贰"), (20, "chineseLegalSimplified", "贰拾"), (10, "ideographDigital", "一〇"),
        (3, "decimalEnclosedCircleChinese", "③"), (2, "ideographEnclosedCircle", "㊁"), (44, "upperRoman", "XLIV"),
        (11, "ideographZodiacTraditional", "甲戌"), (4, "numberInDash", "- 4 -"), (11, "ideographTraditional", "11"),
    ],
)  # fmt: skip
def test_number_forms_of_a_chinese_word(value: int, form: str, shown: str) -> None:
    assert write_number(value, form) == shown


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("甲、公开", 1),
        ("（丙）公开", 3),
        ("壹、公开", 1),
        ("拾贰、公开", 12),
        ("（叁）公开", 3),
        ("甲、乙双方", None),
    ],
)
def test_such_numbers_are_read_as_numbers(text: str, value: int | None) -> None:
    mark = read_mark(text)
    assert (mark.value if mark else None) == value
