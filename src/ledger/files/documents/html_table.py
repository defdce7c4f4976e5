"""Tables written as HTML inside a text (some PDF converters leave them), with rowspan and colspan."""

from __future__ import annotations

from html.parser import HTMLParser

from ledger.record.characters import number_in
from ledger.values.source import Cell, Row, Table

HtmlCell = tuple[str, int, int]  # text, rowspan, colspan
_MOST_SPAN = 200  # a span beyond this is damage, not layout


def read_html_tables(html: str, place: str) -> list[Table]:
    """Every `<table>` in `html`; `place` is where the first begins."""
    parser = _Tables()
    parser.feed(html)
    parser.close()
    return [lay_out(rows, place) for rows in parser.tables if rows]


class _Tables(HTMLParser):
    """Collects rows of (text, rowspan, colspan)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[HtmlCell]]] = []
        self._text: list[str] | None = None
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self._end_cell()
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            self._end_cell()
            given = dict(attrs)
            self._span = (span(given.get("rowspan")), span(given.get("colspan")))
            self._text = []
        elif tag in ("br", "p") and self._text:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _end_cell(self) -> None:
        if self._text is not None:
            self.tables[-1][-1].append(("".join(self._text).strip(), *self._span))
            self._text = None


def span(words: str | None) -> int:
    """The number of a rowspan or colspan; 1 where it is none."""
    return min(number_in(words) or 1, _MOST_SPAN)


def lay_out(rows: list[list[HtmlCell]], place: str) -> Table:
    """Spans laid out on a grid: a merged cell stands in every place it covers."""
    grid: list[dict[int, Cell]] = [{} for _ in rows]
    for y, row in enumerate(rows):
        x = 0
        for text, down, across in row:
            while x in grid[y]:
                x += 1
            for dy in range(min(down, len(rows) - y)):
                for dx in range(across):
                    grid[y + dy][x + dx] = Cell(text, up=dy > 0, left=dx > 0)
            x += across
    width = max((max(cells, default=-1) + 1 for cells in grid), default=0)
    return Table(
        tuple(Row(tuple(cells.get(x, Cell("")) for x in range(width)), place) for cells in grid if cells)
    )
