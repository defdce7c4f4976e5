"""What a measure is held against: the least a program of its kind does."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any


def app(*, typed: bool) -> None:
    """A typer app that does nothing."""
    import typer

    one = typer.Typer(add_completion=False)

    if typed:

        @one.command()
        def typed_command(
            on: date = typer.Option(None, parser=date.fromisoformat),  # noqa: B008
            within: int = 30,
        ) -> None:
            print(on, within)
    else:

        @one.command()
        def command() -> None:
            print("0")

    one()


def sheet(rows: str, path: str) -> None:
    """The last five cells of each row of a CSV file, with one shared style, by openpyxl alone, the fastest way it has."""
    import csv

    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, Side

    line = Side(style="thin")
    book = Workbook(write_only=True)
    page = book.create_sheet()
    first: Any = WriteOnlyCell(page)
    first.font = Font(name="仿宋_GB2312", size=10.5)
    first.border = Border(line, line, line, line)
    first.alignment = Alignment(wrap_text=True, vertical="center")
    style = first._style
    with open(rows, encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            cells: list[Any] = [WriteOnlyCell(page, value) for value in row[-5:]]
            for cell in cells:
                cell._style = style
            page.append(cells)
    book.save(path)


def books(cells: str, folder: str) -> None:
    """The workbooks of a JSON file (sheets of rows of cells), values alone, written by openpyxl."""
    import json

    from openpyxl import Workbook

    for name, sheets in json.loads(Path(cells).read_text(encoding="utf-8")).items():
        workbook = Workbook()
        for rows in sheets:
            page = workbook.create_sheet()
            for row in rows:
                page.append(row)
        workbook.save(Path(folder) / name)


def read_books(folder: str) -> None:
    """Every cell of every workbook in a folder, read by openpyxl."""
    from openpyxl import load_workbook

    for path in sorted(Path(folder).glob("*.xlsx")):
        for page in load_workbook(path):
            for row in page.iter_rows():
                for cell in row:
                    cell.value  # noqa: B018 - looked at, as a reader would


def round_trip(path: str) -> None:
    """ruamel.yaml: load and dump, comments kept."""
    from ruamel.yaml import YAML

    yaml = YAML()
    with open("/dev/null", "w") as nowhere:
        yaml.dump(yaml.load(Path(path).read_text(encoding="utf-8")), nowhere)


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    sys.argv[1:] = rest
    if what in ("app", "typed"):
        app(typed=what == "typed")
    else:
        works: dict[str, Callable[..., None]] = {
            "sheet": sheet,
            "books": books,
            "read-books": read_books,
            "round-trip": round_trip,
        }
        works[what](*rest)
