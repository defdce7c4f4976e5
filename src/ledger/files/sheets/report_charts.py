"""Native charts that read in black and white: every stage has its own pattern and its figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.worksheet.worksheet import Worksheet

from ledger.values.report import Stage

# stage → (pattern of DrawingML, ink, ground); solid where there is no pattern. Printed grey, 逾期 is the
# only dark one, 已办结 the only plain grey; the others differ by pattern.
LOOKS: dict[Stage, tuple[str, str, str]] = {
    "done": ("", "C5D5C5", ""),
    "red": ("", "9C0006", ""),
    "amber": ("smCheck", "B8860B", "FFF2CC"),
    "green": ("pct5", "808080", "FFFFFF"),
    "undated": ("ltHorz", "808080", "FFFFFF"),
    "deemed": ("ltVert", "606060", "FFFFFF"),
    "unlisted": ("dotGrid", "606060", "FFFFFF"),
    "released": ("ltUpDiag", "808080", "FFFFFF"),
    "cancelled": ("lgConfetti", "808080", "FFFFFF"),
}


def stacked(
    sheet: Worksheet,
    *,
    title: str,
    names: tuple[int, int, int],
    columns: Sequence[tuple[int, Stage]],
    lying: bool,
    shares: bool,
    size: tuple[float, float],
) -> Any:
    """A stacked bar chart of the rows of `sheet`.

    `names` is (column, first row, last row) of the categories; `columns` the column of every series, its
    heading in the row above; `shares` makes all bars equally long; `lying` draws bars sideways, the first row on top; `size` is (width, height) in cm.
    """
    column, first, last = names
    chart: Any = BarChart()
    chart.type, chart.grouping, chart.overlap = (
        ("bar" if lying else "col"),
        "percentStacked" if shares else "stacked",
        100,
    )
    chart.title, chart.width, chart.height, chart.gapWidth = title, size[0], size[1], 40
    for at, _ in columns:
        data = Reference(sheet, min_col=at, min_row=first - 1, max_row=last)
        chart.add_data(data, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=column, min_row=first, max_row=last))
    for series, (_, stage) in zip(chart.series, columns, strict=True):
        series.graphicalProperties = _look(stage)
        series.dLbls = DataLabelList()
        series.dLbls.showVal = True
        if stage == "red":
            series.dLbls.txPr = _white()
        for other in ("showSerName", "showCatName", "showLegendKey", "showPercent", "showLeaderLines"):
            setattr(series.dLbls, other, False)
    chart.legend.position = "b"
    chart.x_axis.delete, chart.y_axis.delete = False, True  # every bar says its figures
    chart.y_axis.majorGridlines = None
    if lying:
        chart.x_axis.scaling.orientation = "maxMin"
    return chart


def _look(stage: Stage) -> GraphicalProperties:
    pattern, ink, ground = LOOKS[stage]
    if pattern:
        fill = PatternFillProperties(prst=pattern, fgClr=_colour(ink), bgClr=_colour(ground))  # type: ignore[arg-type]
        look = GraphicalProperties(pattFill=fill)
    else:
        look = GraphicalProperties(solidFill=ink)
    look.line.solidFill = "404040"
    look.line.width = 6350  # half a point, in EMU
    return look


def _colour(code: str) -> ColorChoice:
    return ColorChoice(srgbClr=code)  # type: ignore[arg-type]


def _white() -> RichText:
    ink = CharacterProperties(b=True, solidFill="FFFFFF")
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=ink), endParaRPr=ink)])
