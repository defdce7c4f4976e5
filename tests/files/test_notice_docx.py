"""督办单: the letter layout of GB/T 9704-2012, measured in the file and on the printed page."""

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm

from ledger.files.papers.notice_docx import write_notice
from ledger.values.duty import Duty
from ledger.values.notices import Notice, NoticeLine
from ledger.values.supervision import Letter, matter_of

ON = date(2022, 11, 7)
SOFFICE = shutil.which("soffice")


def line(no: int, name: str) -> NoticeLine:
    duty = Duty(
        plan="lizi-2022", region="例县", no=no, name=name, unit="县财政局", role="lead", word="牵头", via=None,
        kind="by", what=None, words="10月底前", due=date(2022, 10, 31), original_due=date(2022, 10, 31),
        days_left=-7, state="not_started", late=True, light="red", done_on=None,
    )  # fmt: skip
    return NoticeLine(duty, "例县2022年工作要点")


def notice(lines: int = 2, name: str = "公开预算", issuer: str | None = "例县人民政府办公室") -> Notice:
    late = tuple(line(n, name) for n in range(1, lines + 1))
    return Notice("例县", "县财政局", ON, 30, late, (), ("lizi-2022",), None, issuer)


def test_page_and_texts() -> None:
    document = Document(io.BytesIO(write_notice(notice())))
    section: Any = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    height = section.page_height - section.top_margin - section.bottom_margin
    assert (round(width / Mm(1)), round(height / Mm(1))) == (156, 225)
    assert section.first_page_header.paragraphs[0].text == "例县人民政府办公室"
    texts = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert texts == [
        "关于按期办理有关任务的督办通知",
        "县财政局：",
        "经查《例县2022年工作要点》台账，截至2022年11月7日，你单位承担的任务中，逾期 2 项。"
        "请抓紧办理，并及时反馈办理情况。",
        "请将办理情况填入回执，盖章后送回。",
        "例县人民政府办公室",
        "2022年11月7日",
        "回执",
    ]
    tasks, reply = document.tables
    assert [cell.text for cell in tasks.rows[1].cells] == [
        "1",
        "第1项 公开预算",
        "2022-10-31\n逾期 7 天",
        "牵头",
        "未启动",
    ]
    assert [cell.text for cell in reply.rows[0].cells] == ["单位", "县财政局", "督办单", "2022年11月7日"]
    assert [row.cells[0].text for row in reply.rows[1:]] == [
        "任务", "1．第1项 公开预算", "2．第2项 公开预算", "填报人\n电话",
    ]  # fmt: skip


def test_same_notice_same_bytes_and_odd_characters() -> None:
    odd = notice(name="=1+1 <b>\x00\x0b\ufffe&")
    assert write_notice(odd) == write_notice(odd)
    tasks = Document(io.BytesIO(write_notice(odd))).tables[0]
    assert tasks.rows[1].cells[1].text == "第1项 =1+1 <b>&"


def test_a_letter_says_its_number_how_often_by_when_and_to_whom() -> None:
    asked = {matter_of(line.duty): times for line, times in zip(notice().late, (3, 1), strict=True)}
    letter = Letter(
        number="督办〔2022〕7号", times=3, asked=asked, colour="红", reply_by=date(2022, 11, 12),
        to="交至县政府督查室，联系人：张某某，电话：000-0000",
    )  # fmt: skip
    document = Document(io.BytesIO(write_notice(replace(notice(), letter=letter))))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "红单　第3次督办\t督办〔2022〕7号"
    assert (
        "请于2022年11月12日前将办理情况填入回执，盖章后交至县政府督查室，联系人：张某某，电话：000-0000。"
        in texts
    )
    tasks, reply = document.tables
    assert [row.cells[2].text for row in tasks.rows[1:]] == [
        "2022-10-31\n逾期 7 天", "2022-10-31\n逾期 7 天\n第1次督办",
    ]  # fmt: skip
    assert reply.rows[0].cells[3].text == "督办〔2022〕7号"


def test_nobody_signs_where_nobody_issued() -> None:
    document = Document(io.BytesIO(write_notice(notice(issuer=None))))
    assert document.sections[0].first_page_header.paragraphs[0].text == "督办单"


@pytest.mark.skipif(SOFFICE is None, reason="no word processor here")
def test_every_character_is_on_the_page_and_the_red_lines_stand_where_they_should(tmp_path: Path) -> None:
    import pdfplumber

    long = replace(notice(14, "依法依规做好政府信息依申请公开工作并加强政策解读" * 2))
    (tmp_path / "单.docx").write_bytes(write_notice(long))
    letter = Letter(
        number="督办〔2022〕7号", times=2, asked={}, colour="黄", reply_by=date(2022, 11, 12),
        to="交至县政府督查室（301室），联系人：张某某，电话：000-0000000",
    )  # fmt: skip
    three = notice(3, "推进“高效办成一件事”重点事项清单管理和常态化实施")
    told = replace(three.late[0], problem="系统接口没有开通", needs="请县大数据局六月底前开通接口")
    three = replace(three, letter=letter, late=(told, *three.late[1:]))
    (tmp_path / "三项.docx").write_bytes(write_notice(three))
    subprocess.run(
        [str(SOFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(tmp_path / "单.docx"), str(tmp_path / "三项.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    with pdfplumber.open(tmp_path / "单.pdf") as pdf:
        first = pdf.pages[0]
        words = "".join("".join((page.extract_text() or "").split()) for page in pdf.pages)
        red = [shape for shape in (*first.rects, *first.lines) if _is_red(shape)]
        mm = 25.4 / 72
        assert len(pdf.pages) >= 2
        tops = sorted(shape["top"] * mm for shape in red)
        assert red
        assert all(abs((shape["x1"] - shape["x0"]) * mm - 170) < 3 for shape in red)
        assert 30 < tops[0] < 50
        assert 270 < tops[-1] < 282
        last = pdf.pages[-1].extract_text() or ""
    with pdfplumber.open(tmp_path / "三项.pdf") as pdf:
        (page,) = pdf.pages  # tasks, signature and 回执
        assert "盖章" in (page.extract_text() or "")
    for one in long.lines:
        assert "".join(one.duty.name.split())[:8] in words
    assert words.count("逾期7天") == 14
    assert "办理情况" in last
    assert "2022年11月7日" in "".join(last.split())


def _is_red(shape: dict[str, object]) -> bool:
    return (1, 0, 0) in (shape.get("non_stroking_color"), shape.get("stroking_color"))
