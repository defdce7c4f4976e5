"""What somebody saved over a file of ours is seen, and kept before the file is made anew."""

from __future__ import annotations

import os
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from ledger.files.papers.style import packed
from ledger.files.put_aside import place_aside, put_aside, saved_since
from ledger.files.sheets.xlsx import save


def ours(path: Path) -> Path:
    day = date(2022, 11, 1)
    made = (
        packed(Document(), "通报", day) if path.suffix == ".docx" else save(Workbook(), title="表", day=day)
    )
    path.write_bytes(made)
    return path


@pytest.mark.parametrize("name", ["表.xlsx", "通报.docx"])
def test_ours_is_ours_until_somebody_saves_it(tmp_path: Path, name: str) -> None:
    path = ours(tmp_path / name)
    assert not saved_since(path)
    if path.suffix == ".docx":
        document = Document(str(path))
        document.core_properties.modified = document.core_properties.modified.replace(hour=9)
        document.save(str(path))
    else:
        load_workbook(path).save(path)
    assert saved_since(path)


def test_a_strangers_is_not_ours_though_saved_once(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    Workbook().save(path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    core = parts["docProps/core.xml"].decode()
    assert "openpyxl</dc:creator>" in core
    parts["docProps/core.xml"] = core.replace(core.split('W3CDTF">')[1][:20], "2022-11-01T00:00:00Z").encode()
    with zipfile.ZipFile(path, "w") as package:
        for part, content in parts.items():
            package.writestr(part, content)
    assert saved_since(path)


@pytest.mark.parametrize(("name", "expected"), [("表.xlsx", True), ("表.csv", False), ("页.html", False)])
def test_what_is_no_package(tmp_path: Path, name: str, expected: bool) -> None:
    (tmp_path / name).write_bytes(b"no zip")
    assert saved_since(tmp_path / name) is expected


@pytest.mark.parametrize("links", [True, False])
def test_it_is_kept_under_the_first_free_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError(1, "no links here")))
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"1")
    assert put_aside(path) == tmp_path / "表（改过）.xlsx"
    (tmp_path / "表（改过2）.xlsx").symlink_to("nowhere")
    assert place_aside(path) == tmp_path / "表（改过3）.xlsx"
    assert put_aside(path).read_bytes() == path.read_bytes() == b"1"
