"""The look of an issued table: fonts, borders, page, after GB/T 9704-2012 and the issued tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.named_styles import NamedStyleList
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

from ledger.files.sheets.row_height import height_of, lines_of
from ledger.files.sheets.rows_xml import row_xml
from ledger.values.columns import Column, Layout
from ledger.values.words import LIGHT_INKS

HEAVY, SONG, FANGSONG = "黑体", "方正小标宋简体", "仿宋_GB2312"
BODY_SIZE, SMALL_SIZE, TITLE_SIZE, ATTACHMENT_SIZE = 10.5, 9.0, 22.0, 16.0

# Column widths are counted in digits of the workbook's default font, which no cell of ours is written in. A typewriter's
# digits are 0.6 em (8 pixels at 10 pt) in Courier New and in every font that stands in for it; the digits of a serif
# font are 0.5 em in Times New Roman and 0.64 where DejaVu replaces it, and the whole print shrinks by that.
MEASURE = Font(name="Courier New", sz=10, family=3)
DIGIT_PIXELS = 8

# `_x0041_` in a file means A (ECMA-376, ST_Xstring); who wrote just that means just that
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA = ("=", "+", "-", "@")

_THIN = Side(style="thin", color="000000")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


@dataclass(frozen=True, slots=True)
class Page:
    """Paper, margins in millimetres, `air` above and below the text of a row in points, together;
    `stretch` is how much larger the sheet is than its print.

    The issued 任务分解表 has 41 characters on a line of 132 mm, more than 五号 (10.5 pt) allows, so it was
    printed reduced. Ours is laid out 1.17 times as wide and fitted to the width of the type area.
    """

    paper: int
    left: float
    right: float
    top: float
    bottom: float
    stretch: float
    air: float


A4, A3 = 9, 8
PAGES: dict[Layout, Page] = {
    "plan": Page(A4, left=35, right=37, top=28, bottom=26, stretch=1.17, air=28),
    "progress": Page(A3, left=25, right=25, top=28, bottom=26, stretch=1.0, air=8),
    "fill": Page(A4, left=8, right=8, top=12, bottom=24, stretch=1.0, air=8),
}


_LISTS = ("_fonts", "_fills", "_borders", "_alignments", "_protections", "_number_formats")


def new_workbook() -> Workbook:
    """An empty workbook with our measure and our named styles."""
    workbook, pattern = Workbook(), vars(_pattern())
    own = vars(workbook)
    for name in _LISTS:
        own[name] = _twin(pattern[name])
    own["_named_styles"] = NamedStyleList(pattern["_named_styles"])
    own["_arrays"] = {style.name: style.as_tuple() for style in pattern["_named_styles"]}
    own["_beside"] = pattern["_beside"]
    return workbook


def styles_of(workbook: Workbook) -> tuple[bytes, ...] | None:
    """What tells the styles of a workbook of ours from those of another; None where some were added, or it is not
    ours."""
    own, pattern = vars(workbook), vars(_pattern())
    if "_arrays" not in own or any(len(own[name]) > len(pattern[name]) for name in _LISTS):
        return None
    return tuple(style.tobytes() for style in own["_cell_styles"])


@cache
def _pattern() -> Workbook:
    """What every workbook of ours begins with, worked out once."""
    workbook = Workbook()
    workbook._fonts = IndexedList([MEASURE])  # type: ignore[attr-defined]
    workbook._named_styles["Normal"].font = MEASURE  # type: ignore[attr-defined]
    for style in _styles():
        workbook.add_named_style(style)
    sheet: Any = workbook.worksheets[0]
    beside: dict[bytes, StyleArray] = {}
    for row, style in enumerate(workbook._named_styles, 1):  # type: ignore[attr-defined]
        if style.border == Border():  # a box is drawn around all, and differs from cell to cell
            sheet.cell(row, 1).style = style.name
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
            beside[sheet.cell(row, 1)._style.tobytes()] = sheet._cells[row, 2]._style
    vars(workbook)["_beside"] = beside
    return workbook


def _twin(known: Any) -> Any:
    """The same list, to be added to; none of its members is hashed again, which is slow."""
    twin: Any = IndexedList()
    list.extend(twin, known)
    twin._dict = dict(known._dict)
    return twin


def _styles() -> Iterable[NamedStyle]:
    def style(
        name: str,
        font: str,
        size: float,
        across: str,
        *,
        fill: str = "",
        ink: str = "000000",
        boxed: bool = True,
        locked: bool = True,
        shrink: bool = False,
    ) -> NamedStyle:
        return NamedStyle(
            name=name,
            font=Font(name=font, sz=size, charset=134, color=ink),
            alignment=Alignment(
                horizontal=across, vertical="center", wrap_text=not shrink, shrink_to_fit=shrink
            ),
            border=_BOX if boxed else Border(),
            fill=PatternFill("solid", fgColor=fill) if fill else PatternFill(),
            protection=Protection(locked=locked),
            number_format="@",
        )

    yield style("附件行", HEAVY, ATTACHMENT_SIZE, "left", boxed=False)
    yield style("表题", SONG, TITLE_SIZE, "center", boxed=False)
    yield style("截至", FANGSONG, BODY_SIZE, "right", boxed=False)
    yield style("说明", FANGSONG, BODY_SIZE, "left", boxed=False)
    yield style("表头", HEAVY, BODY_SIZE, "center")
    yield style("章节", HEAVY, BODY_SIZE, "left")
    for name, size in (("正文", BODY_SIZE), ("小字", SMALL_SIZE)):
        yield style(name, FANGSONG, size, "left")
        yield style(f"{name}居中", FANGSONG, size, "center")
        yield style(f"{name}逾期", FANGSONG, size, "left", fill="F8CBAD")
        yield style(f"{name}逾期居中", FANGSONG, size, "center", fill="F8CBAD")
    yield style("填报", FANGSONG, BODY_SIZE, "left", fill="FFF9E5", locked=False)
    yield style("填报居中", FANGSONG, BODY_SIZE, "center", fill="FFF9E5", locked=False)
    for word, (fill, ink) in LIGHT_INKS.items():
        yield style(f"灯{word}", HEAVY, BODY_SIZE, "center", fill=fill, ink=ink)


def set_page(sheet: Worksheet, layout: Layout, columns: tuple[Column, ...], heading_row: int) -> None:
    """Columns, paper, margins, page number; the heading row on every printed page and always in sight."""
    page = PAGES[layout]
    for index, column in enumerate(columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width = column_width(column.widths[layout] * page.stretch)
        dimension.hidden = column.identity
    fit_page(sheet, page.paper, heading_row)
    sheet.page_setup.fitToWidth = 1
    margins = sheet.page_margins
    margins.left, margins.right = page.left / 25.4, page.right / 25.4
    margins.top, margins.bottom = page.top / 25.4, page.bottom / 25.4
    margins.header, margins.footer = min(15, page.top / 2) / 25.4, min(14, page.bottom / 2) / 25.4
    sheet.print_options.horizontalCentered = True
    footer: Any = sheet.oddFooter
    footer.center.text, footer.center.font, footer.center.size = "— &P —", "宋体,Regular", 14


def fit_page(sheet: Worksheet, paper: int, heading_row: int) -> None:
    """Landscape, as many pages as it takes, each as wide as the sheet; the heading row on every one and always in sight."""
    sheet.page_setup.paperSize, sheet.page_setup.orientation = paper, "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = f"{heading_row}:{heading_row}"
    sheet.freeze_panes = f"A{heading_row + 1}"


def put_heads(sheet: Worksheet, row: int, heads: Iterable[tuple[str, float]]) -> None:
    """The heading of each column, and its width in millimetres."""
    for index, (heading, mm) in enumerate(heads, 1):
        put(sheet.cell(row, index), heading, "表头")
        sheet.column_dimensions[get_column_letter(index)].width = column_width(mm)


def put_lines(sheet: Worksheet, lines: Iterable[tuple[str, str, float]], columns: int, mm: float) -> None:
    """Lines of text (words, style, size) at the head of a sheet, each across all columns, which are `mm` wide."""
    for row, (words, style, size) in enumerate(lines, 1):
        put(sheet.cell(row, 1), words, style)
        if columns > 1:
            merge(sheet, row, 1, columns)
        sheet.row_dimensions[row].height = height_of(lines_of(words, mm, size), size)


def page_points(layout: Layout) -> float:
    """How many points of rows a page holds, before the print is fitted to its width."""
    page = PAGES[layout]
    across = {A4: 210, A3: 297}[page.paper]
    return (across - page.top - page.bottom) * 72 / 25.4 * page.stretch


def column_width(mm: float) -> float:
    """Millimetres as Excel's column width: digits of the default font, padding of 5 pixels included."""
    return round(mm / 25.4 * 96 / DIGIT_PIXELS, 2)


def merge(sheet: Worksheet, row: int, first: int, last: int) -> None:
    """One cell of those from `first` to `last` of a row. Where its looks are known, so are those of the cells beside it:
    openpyxl works out border and protection cell by cell."""
    cell: Any = sheet.cell(row, first)
    beside = vars(sheet.parent).get("_beside", {}).get(cell._style.tobytes() if cell.has_style else b"")
    if beside is None:
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
        return
    sheet.merged_cells.add(CellRange(min_row=row, max_row=row, min_col=first, max_col=last))
    for column in range(first + 1, last + 1):
        cell = MergedCell(sheet, row, column)
        cell._style = StyleArray(beside)
        sheet._cells[row, column] = cell


def put(cell: Cell | MergedCell, value: str | int, style: str) -> None:
    """Write text as text: neither `=1+1` nor `#N/A` becomes anything else than what was written."""
    assert isinstance(cell, Cell)  # a merged range is written in its first cell, which is one
    bare: Any = cell
    bare._style = styled(cell, style)
    if not isinstance(value, str):
        cell.value = value
        return
    # past openpyxl's setter, which looks for formulas and errors first
    bare._value = _as_typed(value)
    cell.data_type = "s"
    if value.startswith(_FORMULA):
        cell.quotePrefix = True


def put_row(sheet: Worksheet, row: int, cells: Iterable[tuple[str | int, str]], height: float) -> None:
    """`put` for a whole row of a long table, from column A on, each cell a value and its style. It is written as XML at
    once, and rows of one height share what openpyxl holds of a row: nobody can look at a cell of it later, or
    change its height."""
    xml = row_xml(row, ((_as_typed(v), _number(sheet, style, v)) for v, style in cells))
    cast("dict[tuple[int, int], Any]", sheet._cells)[row, 1] = xml
    rows: dict[float, RowDimension] = vars(sheet).setdefault("_rows", {})
    if height not in rows:
        rows[height] = RowDimension(sheet, index=row, ht=height)
    sheet.row_dimensions[row] = rows[height]


def _as_typed(value: Any) -> Any:
    return _LOOKS_ESCAPED.sub("_x005F_", value) if isinstance(value, str) and "_x" in value else value


def _number(sheet: Worksheet, style: str, value: str | int) -> int:
    """What number the named style has among the styles of the workbook's cells; where the value looks like a formula,
    that of the same with a sign that it is none."""
    book = vars(sheet.parent)
    numbers: dict[tuple[str, bool], int] = book.setdefault("_numbers", {})
    key = (style, isinstance(value, str) and value.startswith(_FORMULA))
    if key not in numbers:
        array: Any = StyleArray(book["_arrays"][style])
        array.quotePrefix = int(key[1])
        numbers[key] = book["_cell_styles"].add(array)
    return numbers[key]


def styled(cell: Cell, style: str) -> StyleArray:
    """What the named style is in the cell's workbook, to be changed at will: openpyxl looks its name up in a list, cell
    after cell."""
    arrays: dict[str, StyleArray] = vars(cell.parent.parent).setdefault("_arrays", {})
    if style not in arrays:
        cell.style = style
        arrays[style] = StyleArray(cell._style)  # type: ignore[attr-defined]
    return StyleArray(arrays[style])
