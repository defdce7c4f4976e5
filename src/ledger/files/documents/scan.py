"""A scanned page or a photograph → text: recognised by RapidOCR, whose models come with it, without a network.

The red channel makes a stamp nearly white and leaves black print; lines the recogniser is not sure of, and lines under
a stamp, are told apart, since a wrong character in a day or a name looks as right as any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from ledger.files.documents.pdf import lines_to_blocks
from ledger.files.documents.pdf_page import Line, Page
from ledger.problems import LedgerError
from ledger.values.source import Source

LIBRARIES = ("rapidocr", "onnxruntime")
MOST_PAGES = 30
_DOTS = 150 / 72  # a page of a PDF is drawn at 150 dots an inch
_MOST_SIDE = 2600  # pixels
_WHITE = 200  # red-channel value from which on a pixel is paper: stamps are brighter, print is darker
_SURE = 0.92  # score of a line
_STAMPED = 0.01  # share of red pixels in a line
_YEAR_BRACKETS = re.compile(r"[\[【(（](20\d\d)[\]】)）](?=第?\d{1,3}号)")


def can_scan() -> bool:
    return all(find_spec(library) is not None for library in LIBRARIES)


def how_to_scan() -> str:
    return "请先做“文字识别”（OCR），另存为 .docx 或 .txt 再试；或者安装 rapidocr、onnxruntime，由程序认字"


def read_scan(path: Path) -> Source:
    """The recognised text, with the lines that are unsure. LedgerError: no picture, too many pages, nothing found."""
    from rapidocr import RapidOCR

    engine = RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": 4000,
            "EngineConfig.onnxruntime.intra_op_num_threads": 2,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
    pages: list[Page] = []
    unsure: list[tuple[str, str]] = []
    for number, picture in enumerate(_pictures(path), 1):
        page = Page(number, float(picture.height))
        tabled = 0
        for row, (line, is_sure, pieces) in enumerate(_lines(engine, picture, number), 1):
            page.lines.append(line)
            tabled += pieces > 2
            if not is_sure:
                unsure.append((f"第{number}页第{row}行", line.text))
        if tabled > 2:
            unsure.append((f"第{number}页", "像有表格，没有按表格读，请另存为 .docx 再试"))
        pages.append(page)
    if not any(page.lines for page in pages):
        raise LedgerError(f"{path.name} 里没有认出文字。请扫描得清楚一些（每英寸 150 点以上）再试。")
    return Source(path.name, tuple(lines_to_blocks(pages)), unsure=tuple(unsure), scanned=True)


def _pictures(path: Path) -> Iterator[Any]:
    from PIL import Image, UnidentifiedImageError

    if path.read_bytes()[:1024].find(b"%PDF-") >= 0:
        import pypdfium2

        document = pypdfium2.PdfDocument(path)
        if len(document) > MOST_PAGES:
            raise LedgerError(
                f"{path.name} 有 {len(document)} 页扫描件，超过 {MOST_PAGES} 页。请只留下任务部分再试。"
            )
        for page in document:
            yield page.render(scale=_DOTS).to_pil().convert("RGB")
        return
    try:
        with Image.open(path) as picture:
            found = picture.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError) as error:
        raise LedgerError(f"{path.name} 打不开，图片可能损坏。请重新扫描或拍照再试。") from error
    largest = max(found.size)
    if largest > _MOST_SIDE:
        found = found.resize(
            tuple(round(side * _MOST_SIDE / largest) for side in found.size), Image.Resampling.LANCZOS
        )
    yield found


def _lines(engine: Any, picture: Any, number: int) -> Iterator[tuple[Line, bool, int]]:
    """Printed lines from the top down, each with whether it is sure and of how many pieces; of a turned page as if it stood straight."""
    import numpy as np
    from PIL import Image

    colours = np.asarray(picture, dtype=np.int16)
    stamped = (colours[:, :, 0] - colours[:, :, 1] > 60) & (colours[:, :, 0] - colours[:, :, 2] > 60)
    print_only = picture
    if stamped.mean() > _STAMPED / 20:
        red = picture.getchannel("R").point(lambda value: min(255, round(value * 255 / _WHITE)))
        print_only = Image.merge("RGB", [red] * 3)
    result = engine(np.asarray(print_only)[:, :, ::-1].copy())
    if result.boxes is None or not len(result.boxes):
        return
    boxes = [np.asarray(box, dtype=float) for box in result.boxes]
    turn = float(np.median([np.arctan2(*(box[1] - box[0])[::-1]) for box in boxes]))
    straight = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    placed = [(straight @ box.T).T for box in boxes]
    size = median(float(box[:, 1].max() - box[:, 1].min()) for box in placed)
    parts = []
    for box, at, text, score in zip(boxes, placed, result.txts, result.scores, strict=True):
        (x0, y0), (x1, y1) = box.min(axis=0).astype(int), box.max(axis=0).astype(int)
        covered = stamped[max(0, y0) : y1 + 1, max(0, x0) : x1 + 1]
        whole = len(text) * size > (x1 - x0) / 2  # so many characters as the line is wide
        sure = score >= _SURE and whole and not (covered.size and covered.mean() > _STAMPED)
        parts.append((at, _usual(text), sure))
    for row in _rows(parts, size):
        xs = [float(x) for at, _, _ in row for x in (at[:, 0].min(), at[:, 0].max())]
        middle = median(float(at[:, 1].mean()) for at, _, _ in row)
        text = "".join(words for _, words, _ in row)
        line = Line(text, (), min(xs), max(xs), middle - size / 2, middle + size / 2, size * 0.75, number)
        yield line, all(sure for _, _, sure in row), len(row)


def _rows(parts: Sequence[tuple[Any, str, bool]], size: float) -> list[list[tuple[Any, str, bool]]]:
    """Pieces of one height are one line, left to right."""
    rows: list[list[tuple[Any, str, bool]]] = []
    for part in sorted(parts, key=lambda one: one[0][:, 1].mean()):
        if rows and abs(part[0][:, 1].mean() - rows[-1][-1][0][:, 1].mean()) < size * 0.5:
            rows[-1].append(part)
        else:
            rows.append([part])
    return [sorted(row, key=lambda one: one[0][:, 0].min()) for row in rows]


def _usual(text: str) -> str:
    """Half-width marks between Chinese as the document has them, 〔2024〕 for [2024]."""
    text = _YEAR_BRACKETS.sub(r"〔\1〕", text)
    for half, full in ((",", "，"), (";", "；"), (":", "：")):
        text = re.sub(rf"(?<=[\u4e00-\u9fff”》）]){half}(?=[\u4e00-\u9fff“《（]|$)", full, text)
    return text
