"""Word documents (.docx): paragraphs and tables in order, automatic numbers rebuilt, merged cells filled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ledger.files.documents.docx_numbering import Numbering, W, read_numbering
from ledger.problems import LedgerError
from ledger.values.source import Block, Cell, Paragraph, Row, Source, Table

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = frozenset(
    (f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}delText", f"{_MC}Fallback",
     f"{W}txbxContent", f"{W}footnoteReference", f"{W}commentReference")
)  # fmt: skip
_MOST_SPAN = 200


def read_docx(path: Path) -> Source:
    """The body of the document. LedgerError when it cannot be opened as Word."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise LedgerError(
            f"{path.name} 不是能打开的 Word 文件。请用 Word 或 WPS 打开后另存为 .docx 再试。"
        ) from error
    part = document.part
    numbering = _root(part, "numbering")
    counter = read_numbering(numbering, _root(part, "styles"))
    blocks: list[Block] = []
    for element in _body_elements(document.element.body):
        if element.tag == f"{W}tbl":
            table = _table(element, counter, len(blocks))
            if table.rows:
                blocks.append(table)
        else:
            blocks.extend(_paragraphs(element, counter, len(blocks)))
    return Source(path.name, tuple(blocks))


def _root(part: Any, kind: str) -> Any:
    """The root element of a part beside the document, None when there is none."""
    for relation in part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            target = relation.target_part
            return getattr(target, "element", None)
    return None


def _body_elements(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order; content controls and revisions are looked into."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}smartTag", f"{W}customXml"):
            yield from _body_elements(child)


def _paragraphs(element: Any, counter: Numbering, index: int) -> Iterator[Paragraph]:
    """A `w:p` as paragraphs: itself (a manual line break makes two), and those of text boxes in it."""
    label = counter.label(element)
    pieces = list(_runs(element))
    if any(text.strip() for text, _ in pieces):
        pieces.insert(0, (label, False))
        yield from _split_lines(pieces, f"第{index + 1}段")
    for box in element.iter(f"{W}txbxContent"):
        if not any(parent.tag == f"{_MC}Fallback" for parent in box.iterancestors()):
            for child in box.iter(f"{W}p"):
                yield from _split_lines(list(_runs(child)), f"第{index + 1}段的文本框")


def _split_lines(pieces: list[tuple[str, bool]], place: str) -> Iterator[Paragraph]:
    text = ""
    bold: list[tuple[int, int]] = []
    for piece, is_bold in [*pieces, ("\n", False)]:
        for n, line in enumerate(piece.split("\n")):
            if n:
                if text.strip():
                    yield Paragraph(text=text, place=place, bold=tuple(bold), whole=True)
                text, bold = "", []
            if line and is_bold:
                bold.append((len(text), len(text) + len(line)))
            text += line


def _runs(element: Any) -> Iterator[tuple[str, bool]]:
    """(text, bold) of everything visible in a paragraph; deleted text is left out, inserted text is in."""
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{W}r":
            properties = child.find(f"{W}rPr")
            if properties is not None and _on(properties, "vanish"):
                continue
            text = "".join(_run_text(child))
            if text:
                yield text, properties is not None and _on(properties, "b")
        else:
            yield from _runs(child)


def _run_text(run: Any) -> Iterator[str]:
    for child in run:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag == f"{W}tab":
            yield "\t"
        elif child.tag in (f"{W}br", f"{W}cr"):
            if child.get(f"{W}type") not in ("page", "column"):
                yield "\n"
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"


def _on(properties: Any, name: str) -> bool:
    element = properties.find(f"{W}{name}")
    return element is not None and element.get(f"{W}val") not in ("0", "false", "off", "none")


def _table(table: Any, counter: Numbering, index: int) -> Table:
    rows: list[Row] = []
    above: list[Cell] = []
    for n, element in enumerate(_children(table, "tr"), 1):
        cells: list[Cell] = []
        skipped = _grid_gap(element, "gridBefore")
        cells.extend(Cell("") for _ in range(skipped))
        for cell in _children(element, "tc"):
            properties = cell.find(f"{W}tcPr")
            span = _number(properties, "gridSpan") or 1
            merge = None if properties is None else properties.find(f"{W}vMerge")
            goes_on = merge is not None and merge.get(f"{W}val") != "restart"
            at = len(cells)
            text = above[at].text if goes_on and at < len(above) else _cell_text(cell, counter)
            for dx in range(min(span, _MOST_SPAN)):
                cells.append(Cell(text, up=goes_on, left=dx > 0))
        rows.append(Row(tuple(cells), f"表格第{n}行"))
        above = cells
    width = max((len(row.cells) for row in rows), default=0)
    return Table(tuple(Row(row.cells + (Cell(""),) * (width - len(row.cells)), row.place) for row in rows))


def _children(parent: Any, name: str) -> Iterator[Any]:
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _children(child, name)


def _cell_text(cell: Any, counter: Numbering) -> str:
    lines = []
    for paragraph in _body_elements(cell):
        if paragraph.tag == f"{W}tbl":  # a table inside a cell: its cells one after the other
            lines.append("\n".join(_cell_text(inner, counter) for inner in paragraph.iter(f"{W}tc")))
        else:
            label = counter.label(paragraph)
            text = "".join(text for text, _ in _runs(paragraph))
            lines.append(label + text if text.strip() or label else "")
    return "\n".join(line for line in lines if line.strip())


def _grid_gap(row: Any, name: str) -> int:
    properties = row.find(f"{W}trPr")
    return min(_number(properties, name) or 0, _MOST_SPAN)


def _number(properties: Any, name: str) -> int | None:
    element = None if properties is None else properties.find(f"{W}{name}")
    value = None if element is None else element.get(f"{W}val")
    return int(value) if value and value.isdigit() else None
