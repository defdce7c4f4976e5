"""The workbooks on paper: printed to PDF by LibreOffice, nothing cut, headings on every page."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import pytest

from ledger.files.sheets.workbook import write_ledger
from ledger.questions.ledger import ledger_table
from ledger.record.model import Plan
from ledger.values.table import LedgerRow, LedgerTable


class Convert(Protocol):
    def __call__(self, paths: list[Path], to: str, *, fonts: Path | None = None) -> list[Path]: ...


MM = 72 / 25.4
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


def pages_of(pdf: Path) -> list[str]:
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True).stdout
    return text.decode().split("\f")[:-1]


def characters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


@pytest.fixture(scope="module")
def printed(
    office: Convert, plans: dict[str, Plan], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("workbooks")
    paths = []
    for region, plan in plans.items():
        path = folder / f"{region}.xlsx"
        path.write_bytes(write_ledger(ledger_table(plan)).content)
        paths.append(path)
    return {path.stem: path for path in office(paths, "pdf")}


def test_every_character_of_every_cell_is_on_the_pages(
    printed: dict[str, Path], plans: dict[str, Plan]
) -> None:
    for region, pdf in printed.items():
        table = ledger_table(plans[region])
        cells = [table.title, table.attachment, *table.notes]
        cells += [f"{row.no}{row.name}{row.content}{row.responsibility}{row.deadline}" for row in table.rows]
        cells += {heading for row in table.rows for heading in row.section}
        assert not characters("".join(cells)) - characters("".join(pages_of(pdf))), region


def test_headings_and_page_number_are_on_every_page(printed: dict[str, Path]) -> None:
    for pdf in printed.values():
        for number, page in enumerate(pages_of(pdf), 1):
            assert re.search(r"序号\s+任务名称\s+任务内容\s+责任单位\s+时间节点", page)
            assert re.search(rf"—\s*{number}\s*—", page)


def test_no_heading_stands_alone_at_the_foot_of_a_page(
    printed: dict[str, Path], plans: dict[str, Plan]
) -> None:
    for region, pdf in printed.items():
        headings = {
            "".join(heading.split()) for row in ledger_table(plans[region]).rows for heading in row.section
        }
        for page in pages_of(pdf):
            *_, last, _ = ("".join(line.split()) for line in page.splitlines() if line.strip())
            assert last not in headings, (region, last)


# What a machine may have besides the fonts of the issued document, which hardly any has.
FONT_SETS = {
    "DejaVu": ("Noto", "DejaVu"),
    "Liberation": ("Noto", "DejaVu", "Liberation"),
    "Chinese only": ("Noto",),
}


@pytest.fixture(scope="module", params=FONT_SETS)
def font_set(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fontconfig file that knows only the fonts of one set."""
    listed = subprocess.run(["fc-list", ":", "file"], capture_output=True, text=True, check=True).stdout
    for family in FONT_SETS[request.param]:
        if f"/{family}" not in listed:
            pytest.skip(f"no {family} font is installed")
    accepted = "".join(f"<glob>*/{family}*</glob>" for family in FONT_SETS[request.param])
    folder = tmp_path_factory.mktemp("fonts")
    config = folder / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<selectfont><acceptfont>{accepted}</acceptfont><rejectfont><glob>*.*</glob></rejectfont></selectfont>"
        f"<cachedir>{folder}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return config


def test_print_is_the_same_whatever_fonts_there_are(
    office: Convert, plans: dict[str, Plan], font_set: Path, tmp_path: Path
) -> None:
    """The issued table: 41 characters a line, 10.5 pt reduced to 8.97 (1/1.17). Within 10 %, nothing cut."""
    path = tmp_path / "沁源县.xlsx"
    path.write_bytes(write_ledger(ledger_table(plans["沁源县"])).content)
    (pdf,) = office([path], "pdf", fonts=font_set)
    boxes = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True).stdout.decode()
    heading = next(found for found in _WORD.findall(boxes) if found[4] == "任务内容")
    assert 8.97 * 0.9 <= (float(heading[2]) - float(heading[0])) / 4 <= 8.97 * 1.1
    blocks = content_blocks(pdf)
    # cut text would fill its row: the free space between two tasks would be gone, two blocks be one
    assert len(blocks) == len(plans["沁源县"].tasks)
    lines = sorted(len(line) for block in blocks for line in block)
    assert 37 <= lines[len(lines) // 2] <= 45


def content_blocks(pdf: Path) -> list[list[str]]:
    """The lines of the 任务内容 column (48 to 178 mm from the left of the type area), cell by cell."""
    left, right = (35 + 37.5) * MM, (35 + 169) * MM
    boxes = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True).stdout.decode()
    blocks: list[list[str]] = []
    for page in boxes.split("<page ")[1:]:
        lines: dict[float, str] = {}
        for x_min, y_min, x_max, _, text in _WORD.findall(page):
            if left - 3 < float(x_min) and float(x_max) < right + 3:
                y = next((y for y in lines if abs(y - float(y_min)) < 3), float(y_min))
                lines[y] = lines.get(y, "") + text
        below_heading = {
            y: text for y, text in lines.items() if 28 * MM < y < 184 * MM and text != "任务内容"
        }
        ys = sorted(y for y in below_heading if "任务分解表" not in below_heading[y])
        for above, y in pairwise([float("-inf"), *ys]):
            if y - above > 20:
                blocks.append([])
            blocks[-1].append(below_heading[y])
    return blocks


def test_long_cells_odd_texts_and_the_ledger_are_printed_whole(office: Convert, tmp_path: Path) -> None:
    long = "".join(f"第{n}句，说明这项工作如何做（含“附件{n}”）；" for n in range(120))
    rows = (
        LedgerRow(no=1, name="很长的任务", content=long, responsibility="县甲局", deadline="全年"),
        LedgerRow(no=2, name="网址", content="https://example.invalid/" + "a" * 300, deadline="11月底前"),
        LedgerRow(no=3, name="单位很多", responsibility="、".join(f"县第{n}局" for n in range(60))),
        LedgerRow(
            no=4, name="ABCDEFGHIJ WWWWWWWW mmmmmmmm", deadline="2022年度的市场监管信息10月底前补录完成"
        ),
    )
    paths = []
    for name, day in (("plan", None), ("ledger", date(2022, 12, 10))):
        table = LedgerTable(plan="a", title="某县", issued=date(2022, 1, 1), rows=rows, as_of=day)
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(write_ledger(table).content)
        paths.append(path)
    for pdf, smallest in zip(office(paths, "pdf"), (0.5, 0.75), strict=True):
        boxes = subprocess.run(
            ["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True
        ).stdout.decode()
        heading = next(found for found in _WORD.findall(boxes) if found[4] == "序号")
        assert float(heading[2]) - float(heading[0]) >= 2 * 10.5 * smallest - 0.5
        wanted = "".join(f"{r.no}{r.name}{r.content}{r.responsibility}{r.deadline}" for r in rows)
        assert not characters(wanted) - characters("".join(pages_of(pdf)))
