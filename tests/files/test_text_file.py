"""Bytes ↔ text: every encoding plan files come in, and one clear sentence for what is no text."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.files.yaml.text_file import decode, read_bytes, read_text_file
from ledger.problems import LedgerError

TEXT = "标题: 政务公开\r\n年度: 2022\r\n"


@pytest.mark.parametrize(
    ("raw", "encoding", "bom"),
    [
        (TEXT.encode(), "utf-8", b""),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8", codecs.BOM_UTF8),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le", codecs.BOM_UTF16_LE),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be", codecs.BOM_UTF16_BE),
        (TEXT.encode("gb18030"), "gb18030", b""),
    ],
)
def test_every_encoding_reads_the_same_and_writes_back_the_same_bytes(
    raw: bytes, encoding: str, bom: bytes
) -> None:
    file = decode(Path("a"), "a", raw)
    assert (file.text, file.encoding, file.bom, file.newline, file.problems) == (
        TEXT,
        encoding,
        bom,
        "\r\n",
        (),
    )
    assert file.encode(file.text) == raw
    assert file.round_trips


@pytest.mark.parametrize(
    ("raw", "check", "message", "line"),
    [
        (b"", "empty-file", "文件是空的", None),
        (codecs.BOM_UTF8 + b" \n", "empty-file", "文件是空的", None),
        (b"PK\x03\x04\x00\x00", "not-text", "这不是文本文件（可能是 Excel、Word 或 PDF 改了扩展名）", None),
        (
            "标题: 政务公开\n地区: 某".encode() + b"\xe5\n",
            "encoding",
            "这里有损坏的字节，认不出是什么字",
            2,
        ),
        ("标题: a\x0bb\n".encode(), "control-character", "有一个看不见的控制字符 U+000B", 1),
        ("a: 1\n\ufeffb: 2\n".encode(), "control-character", "有一个看不见的控制字符 U+FEFF", 2),
    ],
)
def test_what_is_no_plan_text_is_one_sentence(raw: bytes, check: str, message: str, line: int | None) -> None:
    (problem,) = decode(Path("a"), "a.yaml", raw).problems
    assert (problem.check, problem.message, problem.line, problem.file) == (check, message, line, "a.yaml")


@pytest.mark.parametrize(
    ("name", "message"), [("没有.yaml", "找不到文件“没有.yaml”。"), (".", "“.”是文件夹，不是文件。")]
)
def test_what_cannot_be_read_is_an_error(
    name: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LedgerError) as error:
        read_text_file(Path(name))
    assert error.value.message == message


def test_places_count_from_one_whatever_ends_the_lines() -> None:
    file = decode(Path("a"), "a", "甲乙\r\n丙\r丁\n".encode())
    assert [file.place(offset) for offset in (0, 1, 4, 6, 8)] == [(1, 1), (1, 2), (2, 1), (3, 1), (4, 1)]
    assert [file.line(number) for number in range(6)] == ["", "甲乙", "丙", "丁", "", ""]


@given(st.text(alphabet="甲a \n\r\t", min_size=1).filter(str.strip), st.integers(0, 40))
def test_a_place_and_its_line_agree(text: str, offset: int) -> None:
    file = decode(Path("a"), "a", text.encode())
    offset = min(offset, len(text) - 1)
    line, column = file.place(offset)
    assert file.line_start(line) + column - 1 == offset
    assert text[offset] in "\r\n" or file.line(line)[column - 1] == text[offset]


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices in folders")
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_never_ends_is_not_read(tmp_path: Path, kind: str) -> None:
    """A pipe under a plan's name kept every command waiting for ever; /dev/zero filled the memory."""
    path = tmp_path / "a.yaml"
    os.mkfifo(path) if kind == "pipe" else path.symlink_to("/dev/zero")
    with pytest.raises(LedgerError, match=r"“a\.yaml”不是普通文件，没有读取。"):
        read_bytes(path, "a.yaml")
