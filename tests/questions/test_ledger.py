"""Plan → table: the plain 任务分解表 has the document's words only, the 台账 what happened by that day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger.duty.directory import UnitDirectory
from ledger.duty.duty import duties_of
from ledger.duty.reading import read_items
from ledger.questions.ledger import ledger_table, progress_table
from ledger.questions.tasks import list_tasks
from ledger.record.directory_model import DirectoryFile
from ledger.record.model import Plan
from ledger.values.duty import Duty
from ledger.views.tasks import tasks_text

ON = date(2022, 12, 10)


def plan(*tasks: dict[str, Any], **more: Any) -> Plan:
    return Plan.model_validate(
        {"编号": "a-2022", "标题": "某县2022年要点", "年度": "2022", "地区": "某县", "任务": list(tasks)}
        | more
    )


def task(**fields: Any) -> dict[str, Any]:
    return {"序号": "1", "任务名称": "财政信息公开"} | fields


def duty(**fields: Any) -> Duty:
    values: dict[str, Any] = {
        "plan": "a-2022", "region": "某县", "no": 1, "name": "财政信息公开", "unit": "县甲局", "role": "lead",
        "word": "牵头", "via": None, "kind": "by", "what": None, "words": "11月底前",
        "due": date(2022, 11, 30), "original_due": date(2022, 11, 30), "days_left": -10,
        "state": "not_started", "late": True, "light": "red", "done_on": None,
    }  # fmt: skip
    both = values | fields
    return Duty(**{"node": str(both["original_due"])} | both)


def test_the_document_s_own_number_stands_where_it_is_not_the_number_once_more() -> None:
    tasks = [task(序号="2", 任务名称="公开预算", 原编号=number) for number in ("2.", "２．", "（二）", "12.")]
    assert [ledger_table(plan(one)).rows[0].name.removesuffix("公开预算") for one in tasks] == [
        "", "", "（二）", "12."
    ]  # fmt: skip


def test_what_was_added_without_a_section_is_not_shown_in_the_last() -> None:
    own = task(序号="1", 章节=["一、上"])
    more = [task(序号="2", 原编号="二、"), task(序号="3")]
    assert [row.section for row in ledger_table(plan(own, *more)).rows] == [
        ("一、上",),
        (),
        ("（未分章节）",),
    ]
    assert [row.section for row in ledger_table(plan(*more)).rows] == [(), ()]


def test_extra_milestones_stand_by_day_where_each_has_one() -> None:
    def shown(*days: str) -> str:
        extra = [{"事项": f"第{day}", "期限": day} for day in days]
        return ledger_table(plan(task(时间节点=None, 补充节点=extra))).rows[0].deadline

    assert shown("11月底前", "上半年") == "第上半年：上半年；第11月底前：11月底前"
    assert shown("11月底前", "长期坚持", "上半年").startswith("第11月底前：")


def test_the_plain_table_has_the_words_and_nothing_the_office_decided() -> None:
    table = ledger_table(
        plan(
            task(
                原编号="（六）",
                任务内容="年底前完成公开。",
                责任单位="县甲局牵头，各乡镇配合",
                时间节点="全年",
                章节=["一、总则"],
                补充节点=[{"事项": "预算公开", "期限": "年底前"}],
                分办={"牵头": ["县乙局"]},
                调整=[{"日期": "2022-08-01", "依据": "某通知", "时间节点": "9月底前"}],
                备注="重点",
                进展=[{"日期": "2022-10-20", "单位": "县甲局", "状态": "推进中"}],
            ),
            默认时限="12月底前",
        )
    )
    (row,) = table.rows
    assert (row.no, row.name, row.content) == (1, "（六）财政信息公开", "年底前完成公开。")
    assert (row.responsibility, row.deadline, row.section) == (
        "县甲局牵头，各乡镇配合",
        "全年",
        ("一、总则",),
    )
    assert (row.light, row.progress, row.done_on, row.remark) == ("", "", "", "")
    assert table.as_of is None


ISSUED = ["序号", "任务名称", "牵头单位", "配合单位", "完成时限", "备注"]
BOTH = "牵头单位：县甲局；配合单位：县乙局、县丙局"


def printed(*tasks: dict[str, Any], columns: list[str] = ISSUED) -> list[list[str]]:
    table = ledger_table(plan(*tasks, 栏目=columns))
    heads = [column.heading for column in table.columns]
    return [heads, *([row.text(column.key) for column in table.columns] for row in table.rows)]


def test_notes_and_two_columns_of_units_stand_where_they_stood() -> None:
    tasks = (
        task(责任单位=BOTH, 时间节点="8月底", 备注="续建"),
        task(序号="2", 任务名称="修路", 责任单位="配合单位：县丁局"),
        task(序号="3", 任务名称="修桥"),
    )
    assert printed(*tasks) == [
        ISSUED,
        ["1", "财政信息公开", "县甲局", "县乙局、县丙局", "8月底", "续建"],
        ["2", "修路", "", "县丁局", "", ""],
        ["3", "修桥", "", "", "", ""],
    ]
    columns = ["序号", "说明", "任务名称", "责任单位", "完成时限", "联系电话"]
    noted = [task(责任单位="县甲局", 备注="续建")]
    assert printed(*noted, columns=columns) == [
        ["序号", "说明", "任务名称", "责任单位", "完成时限"],
        ["1", "续建", "财政信息公开", "县甲局", ""],
    ]


def test_the_paper_is_as_wide_with_them_as_without() -> None:
    for tasks in ([task(责任单位=BOTH, 备注="续建")], [task(责任单位=BOTH, 备注="续建", 任务内容="公开。")]):
        columns = ledger_table(plan(*tasks, 栏目=ISSUED)).columns
        assert sum(column.widths["plan"] for column in columns) == 225


@pytest.mark.parametrize(
    "words",
    [
        "县甲局牵头，县乙局配合",
        f"{BOTH}；县丁局",
        f"{BOTH}；配合单位：县丁局",
        "牵头单位：县甲局；配合：县乙局",
        "牵头单位：主办：县甲局",
    ],
)
def test_units_written_otherwise_than_in_the_two_columns_are_printed_whole_in_one(words: str) -> None:
    heads, first, second = printed(task(责任单位=BOTH), task(序号="2", 任务名称="修路", 责任单位=words))
    assert heads == ["序号", "任务名称", "责任单位", "完成时限"]
    assert (first[2], second[2]) == (BOTH, words)


def test_notes_of_the_office_alone_are_in_no_issued_table() -> None:
    """The issued table had no such column; and one whose cells are all empty is not printed."""
    heads, _ = printed(task(责任单位=BOTH, 备注="催办"), columns=ISSUED[:-1])
    assert heads == ISSUED[:-1]
    heads, _ = printed(task(责任单位=BOTH))
    assert heads == ISSUED[:-1]


def test_what_the_office_notes_does_not_stand_over_what_was_issued() -> None:
    heads, row = printed(task(责任单位=BOTH, 备注="催办", 其他={"备注": "续建"}))
    assert (heads, row[-1]) == (ISSUED, "续建")


def test_roles_spelt_out_are_printed_as_a_document_would() -> None:
    table = ledger_table(plan(task(责任单位={"牵头": ["县甲局"], "责任": ["县乙局", "县丙局"]})))
    assert table.rows[0].responsibility == "牵头单位：县甲局；责任单位：县乙局、县丙局"


@pytest.mark.parametrize(
    ("title", "attachment", "expected"),
    [
        ("某县2022年要点", None, ("某县2022年要点任务分解表", "")),
        ("某县2022年要点任务分解表", "附件", ("某县2022年要点任务分解表", "附件")),
        ("某县2022年要点", "附件1", ("某县2022年要点任务分解表", "附件1")),
        ("某县2022年要点", "联系人表", ("某县2022年要点任务分解表", "")),
    ],
)
def test_title_and_attachment_line(title: str, attachment: str | None, expected: tuple[str, str]) -> None:
    table = ledger_table(plan(task(), 标题=title, 附件=attachment))
    assert (table.title, table.attachment) == expected


def test_rules_of_the_whole_plan_stand_under_the_table() -> None:
    table = ledger_table(plan(task(), 首位牵头="是", 共同责任单位="各乡镇"))
    assert table.notes == (
        "注：责任单位中列第一位者为牵头单位。",
        "注：以上各项任务，各乡镇均为责任单位。",
    )


def test_numbers_narrow_both_tables() -> None:
    both = plan(
        task(), task(序号="2", 任务名称="乙"), 报送=[{"事项": "总结", "单位": "县甲局", "期限": "12月5日前"}]
    )
    assert [row.no for row in ledger_table(both, {2}).rows] == [2]
    assert [row.no for row in progress_table(both, (), ON, {1, "报1"}).rows] == [1, "报1"]


def test_the_ledger_has_a_line_a_unit_the_latest_by_that_day() -> None:
    entries = [
        {"日期": "2022-10-20", "单位": "县甲局", "状态": "推进中", "情况": "已录入。"},
        {"日期": "2022-11-05", "单位": "县甲局", "状态": "已完成", "情况": "全部录入。"},
        {"日期": "2022-11-01", "单位": "县乙局", "状态": "推进中"},
        {"日期": "2022-11-02", "单位": "县丙局", "状态": "申请延期", "情况": "人手不足"},
        {"日期": "2022-11-20", "状态": "延期", "原因": "经研究同意", "延期至": "2022-12-31"},
        {"日期": "2022-12-11", "单位": "县乙局", "状态": "已完成", "情况": "以后的事"},
    ]
    (row,) = progress_table(plan(task(进展=entries)), (), ON).rows
    assert row.progress.splitlines() == [
        "县甲局：全部录入。（2022.11.05）",
        "县乙局：推进中（2022.11.01）",
        "县丙局：申请延期，人手不足（2022.11.02）",
        "办公室：延期，经研究同意，延期至2022.12.31（2022.11.20）",
    ]


def test_what_the_office_decided_is_shown_and_marked() -> None:
    (row,) = progress_table(
        plan(
            task(
                责任单位="相关部门",
                时间节点="全年",
                补充节点=[{"事项": "预算公开", "期限": "年底前"}],
                分办={"牵头": ["县乙局"], "配合": ["县丙局", "县丁局"]},
                范围={"相关部门": ["县公安局"]},
                调整=[
                    {"日期": "2022-08-01", "依据": "甲通知", "时间节点": "9月底前"},
                    {"日期": "2023-01-01", "依据": "以后的通知", "时间节点": "明年"},
                ],
            )
        ),
        (),
        ON,
    ).rows
    assert row.responsibility.splitlines() == [
        "相关部门",
        "牵头：县乙局（办公室定）",
        "配合：县丙局、县丁局（办公室定）",
        "相关部门：县公安局（办公室定）",
    ]
    assert row.deadline.splitlines() == ["全年", "预算公开：年底前", "调整为：9月底前（甲通知，办公室定）"]


def test_a_default_deadline_is_shown_where_it_counts() -> None:
    both = plan(task(), task(序号="2", 时间节点="11月底前"), 默认时限="12月底前")
    duties = [duty(words="12月底前", source="office"), duty(no=2, source="column")]
    assert [row.deadline for row in progress_table(both, duties, ON).rows] == [
        "12月底前（办公室定）",
        "11月底前",
    ]


@pytest.mark.parametrize(
    ("lights", "word"),
    [
        (("green", "red", "amber"), "红"),
        (("green", "amber"), "黄"),
        (("green", None), "绿"),
        ((None,), ""),
        ((), ""),
    ],
)
def test_the_light_of_a_task_is_the_worst_of_its_duties(lights: tuple[Any, ...], word: str) -> None:
    duties = [duty(light=light) for light in lights]
    assert progress_table(plan(task()), duties, ON).rows[0].light == word


def done(day: int, **fields: Any) -> Duty:
    return duty(state="reported", done_on=date(2022, 11, day), light="green", late=False, **fields)


OPEN_SUPPORT = {"unit": "县乙局", "role": "support", "state": "released", "late": False}


@pytest.mark.parametrize(
    ("duties", "expected"),
    [
        ([done(5), duty(**OPEN_SUPPORT)], "2022-11-05"),
        ([done(5), done(8, unit="县丙局")], "2022-11-08"),
        ([done(5), duty(unit="县丙局")], ""),
        ([done(5), duty(words="年底前", original_due=date(2022, 12, 31))], ""),
        ([], ""),
    ],
)
def test_a_task_is_done_the_day_its_last_lead_was(duties: list[Duty], expected: str) -> None:
    assert progress_table(plan(task()), duties, ON).rows[0].done_on == expected


def test_remarks_tell_of_lateness_extension_and_missed_occurrences() -> None:
    late = duty(state="reported", done_on=date(2022, 12, 3), late=True, light="green")
    extended = duty(unit="县乙局", due=date(2022, 12, 31), state="extended", late=False)
    missed = duty(unit="县丙局", kind="monthly", missed=2)
    other_plan = duty(plan="b-2022", missed=9)
    (row,) = progress_table(
        plan(task(备注="重点", 结转自="a-2021 3")), [late, extended, missed, other_plan], ON
    ).rows
    assert row.remark.splitlines() == [
        "重点",
        "结转自a-2021 3",
        "县丙局漏报2次",
        "县乙局：原期限2022.11.30，现期限2022.12.31",
        "逾期完成：县甲局",
    ]


def test_a_day_put_off_for_everybody_names_nobody() -> None:
    moved = [duty(unit=unit, due=date(2022, 12, 31), late=False) for unit in ("县甲局", "县乙局")]
    (row,) = progress_table(plan(task()), moved, ON).rows
    assert row.remark == "原期限2022.11.30，现期限2022.12.31"


def test_what_the_office_sent_back_says_so() -> None:
    entries = [
        {"日期": "2022-10-20", "单位": "县甲局", "状态": "已完成", "情况": "已公开。"},
        {"日期": "2022-10-25", "单位": "县甲局", "状态": "退回", "原因": "检查通报未附"},
    ]
    (row,) = progress_table(plan(task(进展=entries)), [duty()], ON).rows
    assert row.progress == "县甲局：退回，检查通报未附（2022.10.25）"


def test_reporting_duties_stand_at_the_end_of_the_ledger_only() -> None:
    form = {
        "事项": "季度统计表",
        "单位": "县直各有关部门",
        "报至": "县政府办公室",
        "期限": "每季度首月5日前",
        "方式": "电子邮箱",
        "逾期视为": "无",
    }
    whole = plan(task(), 报送=[form])
    assert [row.no for row in ledger_table(whole).rows] == [1]
    row = progress_table(whole, (), ON).rows[-1]
    assert (row.no, row.name, row.section) == ("报1", "季度统计表", ("报送事项",))
    assert (row.responsibility, row.deadline) == ("县直各有关部门", "每季度首月5日前")
    assert row.content == "报至：县政府办公室；方式：电子邮箱；逾期视为：无"


def test_the_ledger_of_a_plan_is_called_so() -> None:
    table = progress_table(plan(task(), 标题="某县2022年要点任务分解表"), (), ON)
    assert (table.title, table.as_of) == ("某县2022年要点工作台账", ON)


def test_what_is_past_its_day_without_a_light_says_so() -> None:
    """A group whose members nobody listed turns no lamp red; on the day after its day that must not look like no day."""
    given = {"序号": 1, "任务名称": "甲", "责任单位": "各乡镇", "时间节点": "3月20日前"}
    old = Plan.model_validate({"编号": "a", "标题": "示例", "年度": "2026", "任务": [given]})
    directory = UnitDirectory(
        DirectoryFile.model_validate({"单位": [{"名称": "县财政局"}], "集合": [{"名称": "各乡镇"}]}), None
    )
    for day, said in ((date(2026, 3, 20), ""), (date(2026, 3, 21), "已过期限（集合没有列明成员，不亮红灯）")):
        reading = read_items(old, directory, day)
        assert progress_table(old, duties_of(reading, day), day).rows[0].remark == said
        beside = progress_table(old, [duty(plan="a"), *duties_of(reading, day)], day).rows[0]
        assert (beside.light, beside.remark.splitlines()) == ("红", [f"各乡镇{said}"] if said else [])
        text = tasks_text(list_tasks([reading], day), {}, width=None, colour=False)
        assert ("其中 1 项已过期限（集合没有列明成员，不亮红灯）：第1项。" in text) is bool(said)
