"""Scanned pages: read where the recogniser is installed, and what is said where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.draft import draft_plan
from ledger.files.documents import child, reader
from ledger.files.documents.reader import read_document
from ledger.files.documents.scan import _usual, can_scan
from ledger.problems import LedgerError
from ledger.values.source import Paragraph, Source

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc")


def test_without_the_recogniser_the_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "can_scan", lambda: False)
    (tmp_path / "a.png").write_bytes(PNG)
    with pytest.raises(LedgerError) as error:
        read_document(tmp_path / "a.png")
    assert error.value.message == (
        "a.png 是 PNG 图片，不是文档。请先做“文字识别”（OCR），另存为 .docx 或 .txt 再试；"
        "或者安装 rapidocr、onnxruntime，由程序认字。"
    )


def test_a_scanned_pdf_goes_to_the_recogniser_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    class Answer:
        returncode = 0

        def __init__(self, kind: str) -> None:
            asked.append(kind)
            said = '{"error": "没有文字", "scanned": true}'
            read = '{"blocks": [["1.公开预算。", "第1页", [], true, false, false, 0]], "left_out": [], "unsure": [["第1页第1行", "1.公开预算。"]]}'
            self.stdout = (said if kind == "pdf" else read).encode()

    monkeypatch.setattr(child, "can_scan", lambda: True)
    monkeypatch.setattr(
        "ledger.files.documents.child.subprocess.run", lambda command, **_: Answer(command[-2])
    )
    source = child.read_in_child("pdf", tmp_path / "a.pdf")
    assert asked == ["pdf", "scan"]
    assert source.scanned
    assert source.unsure == (("第1页第1行", "1.公开预算。"),)


def test_an_unsure_line_is_a_doubt_beside_its_task() -> None:
    lines = [
        "甲县2024年工作要点",
        "1.公开预算。公开部门预算。（县财政局）",
        "2.公开规划。公开专项规划。（县发改局）",
    ]
    blocks = tuple(Paragraph(text=line, place="第1页") for line in lines)
    unsure = (("第1页第3行", "公开专项规划。（县发改局）"), ("第1页第1行", "甲县2024年工作要点"))
    draft = draft_plan(Source("a.png", blocks, unsure=unsure, scanned=True))
    assert draft.tasks[0].doubts == ()
    assert draft.tasks[1].doubts == ("图片第1页第3行没有认准：公开专项规划。（县发改局）",)
    assert draft.doubts[:2] == (
        "文字是从图片上认出来的，2 行没有认准，请对照原件",
        "第1页第1行没有认准：甲县2024年工作要点",
    )


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("林政办发[2021]17号", "林政办发〔2021〕17号"),
        ("县财政局,县审计局:", "县财政局，县审计局："),
        ("1,200万元", "1,200万元"),
        ("见[2021]年报", "见[2021]年报"),
    ],
)
def test_marks_as_documents_have_them(read: str, meant: str) -> None:
    assert _usual(read) == meant


@pytest.mark.skipif(not can_scan() or not FONT.exists(), reason="没有装 rapidocr、onnxruntime，或没有字体")
def test_a_stamped_page_is_read_and_the_stamped_line_is_told(tmp_path: Path) -> None:
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("RGB", (1240, 700), "white")
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(FONT), 32)
    lines = [
        "甲县2024年工作要点",
        "1.公开预算。公开部门预算。（县财政局）",
        "2.公开规划。9月底前公布。（县发改局）",
    ]
    for n, line in enumerate(lines):
        draw.text((120, 120 + 90 * n), line, fill="black", font=font)
    draw.ellipse((500, 250, 760, 420), outline=(215, 30, 40), width=8)
    page.rotate(1, fillcolor="white").save(tmp_path / "a.png")
    draft = draft_plan(read_document(tmp_path / "a.png"))
    assert [(t.name, t.responsibility) for t in draft.tasks] == [
        ("公开预算", "县财政局"),
        ("公开规划", "县发改局"),
    ]
    assert any("没有认准" in doubt for doubt in draft.tasks[1].doubts)


def test_a_number_that_does_not_go_on_is_a_doubt_beside_its_task() -> None:
    """A number is recognised as wrongly as any character, and as surely: a picture's numbers must count on."""
    lines = [
        "甲县2024年工作要点",
        "一、公开",
        *(f"{n}.公开第{n}类事项。做好公开。（县财政局）" for n in (1, 3, 4)),
        "二、服务",
        *(f"{n}.办好第{n}类服务。做好服务。（县财政局）" for n in (1, 2)),
    ]
    blocks = tuple(Paragraph(text=line, place="第1页", whole=True) for line in lines)
    told = "编号“3.”接在“1.”之后，请对照原件，有没有认错或者漏了一项"
    scanned = draft_plan(Source("a.png", blocks, scanned=True))
    assert [task.doubts for task in scanned.tasks] == [(), (told,), (), (), ()]
    assert not any(task.doubts for task in draft_plan(Source("a.docx", blocks)).tasks)
