"""`report` as an overview, as JSON, as 通报 and as the paragraph of the 年度报告."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from ledger.values.report import Report, Tally
from ledger.values.report_words import reason_words
from ledger.views.circular import annual, circular, paper_text
from ledger.views.report_text import bar, report_json, report_text
from tests.example_year import scored_year


def year(day: str, since: date | None = None) -> Report:
    return scored_year(date.fromisoformat(day), since)


def test_overview() -> None:
    lines = report_text(year("2022-12-01"), width=None, colour=False).splitlines()
    assert lines[0] == (
        "2022-12-01 《沁源县2022年政务公开工作要点任务分解表》："
        "任务 34 项，已办结 8 项（24.2%），逾期 2 项，30 天内到期 21 项。"
    )
    assert [line.split() for line in lines[2:12]] == [
        ["任务（项）", "节点（个）", "分工（件）"],
        ["合计", "34", "36", "49"],
        ["已办结", "8", "9", "8"],
        ["其中逾期办结", "1", "2", "1"],
        ["办结占比", "24.2%", "25.7%", "16.7%"],
        ["逾期（红）", "2", "2", "2"],
        ["临近到期（黄）", "21", "22", "37"],
        ["未到期（绿）", "1", "1", "1"],
        ["范围未列明", "1", "1", "0"],
        ["已取消", "1", "1", "1"],
    ]
    assert "县公安局            1     0       1     0         ▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓" in lines
    assert "2022-11-30  逾期1天  5     电子技术监控设备设置信息公开  县公安局" in lines


def test_in_a_terminal_of_eighty_columns_no_word_is_cut() -> None:
    answer = year("2022-12-15")
    lines = report_text(answer, width=80, colour=False).splitlines()
    assert "…" not in "".join(lines)
    words = {word for line in lines for word in line.split()}
    assert {"34", "36", "49", "临近到期（黄）", "县政府值班联络中心"} <= words
    assert any(word.startswith("延期前已逾期") for word in words)


def test_bar_shows_whatever_there_is() -> None:
    assert bar(Tally(done=1, green=1), 10) == "█████-----"
    assert bar(Tally(red=1, green=999), 10) == "▓---------"
    assert bar(Tally(done=5, red=3, amber=2), 10) == "█████▓▓▓=="
    assert bar(Tally(cancelled=3), 10) == ""


def test_notice_in_its_wording() -> None:
    text = paper_text(circular(year("2022-12-15", date(2022, 12, 1))))
    assert text.splitlines()[:8] == [
        "《沁源县2022年政务公开工作要点任务分解表》落实情况的通报",
        "",
        "一、总体情况",
        "　　截至2022年12月15日，《沁源县2022年政务公开工作要点任务分解表》确定任务34项，已办结10项，占比30.3%"
        "（其中逾期办结1项），逾期2项，30日内到期19项，未到期1项，范围未列明1项，已取消1项。",
        "　　以上任务分解为时间节点36个，已办结11个，占比31.4%（其中逾期办结2个），逾期2个，30日内到期20个，"
        "未到期1个，范围未列明1个，已取消1个；明确到单位的分工49件，已办结11件，占比22.9%（其中逾期办结1件），"
        "逾期2件，30日内到期34件，未到期1件，已取消1件。",
        "　　2022年12月1日至2022年12月15日，到期节点0个，办结分工3件，新增逾期且仍未办结的分工2件。",
        "　　另有10个集合没有列明成员，其中各单位的情况未计入：各乡镇、县直各有关部门、相关部门、各相关职能部门、"
        "各行业主管部门、归口管理的公共企事业单位、等部门、有关部门、县直各有关单位、县直各部门。",
        "二、各单位情况",
    ]
    assert "　　承担分工的单位19个，全部办结的3个，有逾期分工的2个：县行政审批局、县公安局。" in text
    assert (
        "9     行政许可事项公开              县行政审批局  2022-12-25  延期前已逾期（原 2022-11-30）" in text
    )
    assert text.endswith("\n2022年12月15日\n")


def test_notice_without_anything_late() -> None:
    text = paper_text(circular(year("2022-09-30")))
    assert "逾期事项" not in text
    assert "三、工作要求\n　　请各单位按时间节点继续推进，办结后及时报送办理结果。" in text


def test_paragraph_of_the_annual_report() -> None:
    assert paper_text(annual(year("2023-01-15"))).splitlines()[2] == (
        "　　2022年，《沁源县2022年政务公开工作要点任务分解表》确定任务34项，分解为时间节点36个、分工49件。"
        "截至2023年1月15日，已办结28项，占比84.8%，其中按期办结23项、逾期办结5项；未办结5项，其中逾期4项、未到期1项；"
        "另有已取消1项。逾期未办结的是“落实《个人信息保护法》”、“重大建设项目领域信息公开”、“政务数据共享”、"
        "“稳就业保就业信息公开”，将继续督促落实。"
    )
    for issuers, signed in (((), ""), (("甲县政府办",), "甲县政府办"), (("甲县政府办", "乙县政府办"), "")):
        assert annual(replace(year("2023-01-15"), issuers=issuers)).signed == signed


def test_json_promises_its_keys() -> None:
    answer = json.loads(report_json(year("2023-01-15", date(2023, 1, 1))))
    assert list(answer) == [
        "on", "whose", "from", "within", "by", "plans", "tasks", "milestones", "duties", "rows", "months", "late",
        "latest", "period", "pace", "lower", "scores", "unlisted_groups",
    ]  # fmt: skip
    assert answer["tasks"] == {
        "total": 34, "done": 28, "red": 4, "amber": 0, "green": 1, "undated": 0, "deemed": 0, "unlisted": 0,
        "released": 0, "cancelled": 1, "done_late": 5, "share": 0.8485,
    }  # fmt: skip
    assert [(row["no"], row["unit"]) for row in answer["late"]] == [
        (7, "开发区"),
        (16, "县农业农村局"),
        (23, "县政府值班联络中心"),
        (28, "县人社局"),
    ]
    assert answer["scores"][0]["unit"] == "开发区"
    assert answer["scores"][0]["points"] == 21


def test_reasons_read_as_a_sum() -> None:
    score = next(score for score in year("2023-01-15").scores if score.unit == "开发区")
    assert [reason_words(reason) for reason in score.reasons] == [
        "按期办结11件×2＝22",
        "逾期办结1件×1＝1（14 线下精准公开）",
        "未办结1件×(-2)＝-2（7 落实《个人信息保护法》）",
    ]
