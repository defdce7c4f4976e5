"""Word documents (.docx): paragraphs and tables in order, automatic numbers rebuilt, merged cells filled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from ledger.files.documents.docx_numbering import Numbering, W, read_numbering
from ledger.problems import LedgerError
from ledger.record.characters import number_in
from ledger.values.source import Block, Cell, Paragraph, Row, Source, Table

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = frozenset(
    (f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}delText", f"{_MC}Fallback", f"{W}txbxContent")
)  # fmt: skip
_NOTES = {
    f"{W}footnoteReference": "footnotes",
    f"{W}endnoteReference": "endnotes",
    f"{W}commentReference": "comments",
}
_PICTURES = frozenset((f"{W}drawing", f"{W}pict", f"{W}object"))
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
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
    reader = _Runs({kind: _notes(part, kind) for kind in _NOTES.values()})
    for element in _body_elements(document.element.body):
        if element.tag == f"{W}tbl":
            table = _table(element, counter, reader)
            if table.rows:
                blocks.append(table)
        else:
            blocks.extend(_paragraphs(element, counter, len(blocks), reader))
    return Source(path.name, tuple(blocks), left_out=tuple(reader.left_out))


class _Runs:
    """The visible text of a paragraph run by run; what is no text of the document goes to `left_out`."""

    def __init__(self, notes: dict[str, dict[str, str]]) -> None:
        self.left_out: list[tuple[str, str]] = []
        self._notes = notes

    def read(self, element: Any, place: str) -> list[tuple[str, bool]]:
        """(text, bold); inserted text is in, struck, deleted and hidden text is not."""
        left: dict[str, str] = {}
        found = list(self._walk(element, place, left))
        self.left_out.extend((place, f"{kind}：{words}") for kind, words in left.items())
        return found

    def _walk(self, element: Any, place: str, left: dict[str, str]) -> Iterator[tuple[str, bool]]:
        for child in element:
            if child.tag in _SKIPPED:
                continue
            if child.tag == f"{W}del":
                _add(left, "修订中删去的文字", "".join(t.text or "" for t in child.iter(f"{W}delText")))
            elif child.tag == f"{W}r":
                properties = child.find(f"{W}rPr")
                self._beside(child, place)
                text = "".join(_run_text(child))
                why = _why_no_text(properties)
                if why:
                    _add(left, why, text)
                elif text:
                    yield text, properties is not None and _on(properties, "b")
            else:
                yield from self._walk(child, place, left)

    def _beside(self, run: Any, place: str) -> None:
        """Notes, comments and pictures that hang on a run."""
        for child in run:
            kind = _NOTES.get(child.tag)
            if kind and (words := self._notes[kind].get(child.get(f"{W}id") or "")):
                self.left_out.append((place, f"{'批注' if kind == 'comments' else '脚注'}：{words}"))
            elif child.tag in _PICTURES and any(True for _ in child.iter(_BLIP, _IMAGE)):
                self.left_out.append((place, "图片，其中的文字没有读"))


def _why_no_text(properties: Any) -> str:
    """Why a run is no text of the document; empty when it is."""
    if properties is None:
        return ""
    if _on(properties, "vanish"):
        return "隐藏的文字"
    return "划去的文字" if _on(properties, "strike") or _on(properties, "dstrike") else ""


def _add(left: dict[str, str], kind: str, words: str) -> None:
    if words.strip():
        left[kind] = left.get(kind, "") + words


def _notes(part: Any, kind: str) -> dict[str, str]:
    """Footnotes, endnotes or comments by their number."""
    from docx.oxml import parse_xml

    for relation in part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            root = parse_xml(relation.target_part.blob)
            return {
                note.get(f"{W}id"): "".join(t.text or "" for t in note.iter(f"{W}t")).strip() for note in root
            }
    return {}


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


def _paragraphs(element: Any, counter: Numbering, index: int, reader: _Runs) -> Iterator[Paragraph]:
    """A `w:p` as paragraphs: itself (a manual line break makes two), and those of text boxes in it."""
    pieces = reader.read(element, f"第{index + 1}段")
    label = counter.label(element)
    if any(text.strip() for text, _ in pieces):
        pieces.insert(0, (label, False))
        lines = _split_lines(pieces, f"第{index + 1}段")
        depth = counter.depth(element)
        yield from (replace(line, heading=depth) for line in lines) if depth else lines
    for box in element.iter(f"{W}txbxContent"):
        if not any(parent.tag == f"{_MC}Fallback" for parent in box.iterancestors()):
            for child in box.iter(f"{W}p"):
                where = f"第{index + 1}段的文本框"
                yield from _split_lines(reader.read(child, where), where)


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


def _table(table: Any, counter: Numbering, reader: _Runs) -> Table:
    rows: list[Row] = []
    above: list[Cell] = []
    for n, element in enumerate(_children(table, "tr"), 1):
        cells: list[Cell] = []
        skipped = _number(element.find(f"{W}trPr"), "gridBefore") or 0
        cells.extend(Cell("") for _ in range(min(skipped, _MOST_SPAN)))
        for cell in _children(element, "tc"):
            properties = cell.find(f"{W}tcPr")
            span = _number(properties, "gridSpan") or 1
            merge = None if properties is None else properties.find(f"{W}vMerge")
            goes_on = merge is not None and merge.get(f"{W}val") != "restart"
            at = len(cells)
            text = (
                above[at].text
                if goes_on and at < len(above)
                else _cell_text(cell, counter, reader, f"表格第{n}行")
            )
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


def _cell_text(cell: Any, counter: Numbering, reader: _Runs, place: str) -> str:
    lines = []
    for paragraph in _body_elements(cell):
        if paragraph.tag == f"{W}tbl":  # a table inside a cell: its cells one after the other
            inner = (_cell_text(one, counter, reader, place) for one in paragraph.iter(f"{W}tc"))
            lines.append("\n".join(inner))
        else:
            label = counter.label(paragraph)
            text = "".join(text for text, _ in reader.read(paragraph, place))
            lines.append(label + text if text.strip() or label else "")
    return "\n".join(line for line in lines if line.strip())


def _number(properties: Any, name: str) -> int | None:
    element = None if properties is None else properties.find(f"{W}{name}")
    value = None if element is None else element.get(f"{W}val")
    return number_in(value)
