"""襄垣, 林口 and 上高 against the issued documents: every character of the tasks, in order, none besides."""

from __future__ import annotations

import re
from itertools import groupby

import pytest

from ledger.record.days import parse_day
from ledger.record.model import Task, words_of
from tests.plans.by_hand import LINKOU, OUTLINES, ROOT, SHANGGAO, XIANGYUAN, document, plan, squeeze

# --- the plan printed again as its document, to the character ---------------------------------------


def xiangyuan_task(task: Task) -> str:
    """`(一)名称。内容`, then the attribution in bold brackets; 五、 is a heading and a task at once."""
    stop = "。" if task.section else ""
    return f"{task.original_no}{task.name}{stop}{task.content}**({words_of(task.responsibility)})**"


def linkou_attribution(task: Task) -> str:
    deadline = f";完成时限:{task.deadline}" if task.deadline else ""
    return f"{task.content}〔{words_of(task.responsibility)}{deadline}〕"


def linkou_task(task: Task) -> str:
    return f"{task.original_no}{task.name}。{linkou_attribution(task)}"


def shanggao_task(task: Task) -> str:
    return f"{task.original_no}{task.name}。{task.content}"


PRINT = {XIANGYUAN: xiangyuan_task, LINKOU: linkou_task, SHANGGAO: shanggao_task}


def print_again(name: str) -> str:
    """Headings where they change; a second paragraph under one number (林口) without number and name."""
    printed: list[str] = []
    above: tuple[str, ...] = ()
    numbered = groupby(plan(name).tasks, key=lambda task: (task.section, task.original_no, task.name))
    for (section, _, _), paragraphs in numbered:
        printed += [heading for n, heading in enumerate(section) if above[n : n + 1] != (heading,)]
        first, *rest = paragraphs
        printed += [PRINT[name](first), *map(linkou_attribution, rest)]
        above = section
    return "".join(printed)


# What is no task, in order: the opening words and the closing words of each stretch before and after.
REMAINDER = {
    XIANGYUAN: (
        ("襄垣县人民政府办公室文件", "襄垣县2021年政务公开工作要点"),
        ("为进一步做好政务公开工作，", "现提出2021年政务公开工作要点。"),
        "",
    ),
    LINKOU: (
        ("林政办发〔2021〕17号", "林口县2021年政务公开工作实施方案"),
        ("为贯彻落实《黑龙江省人民政府办公厅", "结合我县实际,制定本实施方案。"),
        ("一、指导思想", "振兴发展作出新贡献。"),
        "",
        ("各镇、各单位要根据本方案明确的重点任务,", "做好协同配合,形成工作合力。"),
        ("各镇、各单位要将本方案落实情况纳入", "将任务推进落实情况报县政府办公室。"),
        ("附件:1.政府信息公开工作组织2.政府部门政府信息公开工作组织", "办公电话手机号码1"),
    ),
    SHANGGAO: (
        ("上高县人民政府办公室文件", "2020年上高县政务公开工作要点"),
        ("2020年全县政务公开工作总体要求是：", "政府建设不断走深走实。"),
        "",
        ("各地、各部门要将贯彻落实本要点情况", "接受社会监督。"),
        ("上高县人民政府办公室", "2020年8月26日印发"),
    ),
}


def document_text(name: str) -> str:
    """The document without noise; 襄垣 23 alone has its units in full-width brackets: made like the rest."""
    return re.sub(r"\*\*（([^*]*)）\*\*", r"**(\1)**", squeeze(document(name)))


@pytest.mark.parametrize("name", OUTLINES)
def test_tasks_are_in_the_plan_to_the_character(name: str) -> None:
    text, tasks = document_text(name), print_again(name)
    start = text.index(tasks[:40])
    assert tasks == text[start : start + len(tasks)]


@pytest.mark.parametrize("name", OUTLINES)
def test_what_is_left_out_is_listed_and_holds_no_task(name: str) -> None:
    text, tasks = document_text(name), print_again(name)
    stretches = (f"{re.escape(s[0])}.*{re.escape(s[1])}" if s else re.escape(tasks) for s in REMAINDER[name])
    assert re.fullmatch("".join(stretches), text)
    remainder = text.replace(tasks, "")
    assert re.findall(r"[(（][一二三四五六七八][)）]|〔牵头|〔责任|完成时限|\*\*|牵头，", remainder) == []


EXTRA = {
    XIANGYUAN: {
        4: (("向市信用信息共享平台及时全量报送产生的“双公示”数据", "7个工作日"),),
        14: (
            ("在政务服务中心（大厅）开设“政务公开专区”", "2021年底前"),
            ("“政务公开专区”要向镇便民服务中心延伸", "从2022年起"),
        ),
        20: (("至少听取一次政务公开工作汇报", "年内"),),
    },
    LINKOU: {},
    SHANGGAO: {
        5: (
            ("组织编写完成本级行政机关机构职能目录并向社会公开", "2020年底前"),
            ("集中统一对外公开现行有效行政法规", "2020年底前"),
        ),
        7: (("编制完成本级政府政务公开事项标准目录", "2020年11月底前"),),
        11: (("各级政府部门法定主动公开内容全部公开到位", "2020年底前"),),
    },
}


@pytest.mark.parametrize("name", OUTLINES)
def test_dates_in_the_text_are_extra_milestones_in_its_own_words(name: str) -> None:
    with_extra = [task for task in plan(name).tasks if task.extra]
    assert {t.no: tuple((e.what, e.deadline) for e in t.extra) for t in with_extra} == EXTRA[name]
    for task in with_extra:
        for extra in task.extra:
            assert extra.what in task.content
            assert extra.deadline in task.content


def test_linkou_asks_for_two_reports() -> None:
    (duty,) = plan(LINKOU).reporting
    assert (duty.what, duty.units, duty.to, duty.deadline) == (
        "任务推进落实情况",
        "各镇人民政府及县直各牵头单位",
        "县政府办公室",
        "2021年9月5日、12月5日两个时间节点",
    )
    assert not plan(XIANGYUAN).reporting
    assert not plan(SHANGGAO).reporting


HEADS = {
    XIANGYUAN: (
        "xiangyuan-2021",
        "襄垣县2021年政务公开工作要点",
        2021,
        "襄政办发〔2021〕30号",
        "2021年8月4日",
    ),
    LINKOU: (
        "linkou-2021",
        "林口县2021年政务公开工作实施方案",
        2021,
        "林政办发〔2021〕17号",
        "2021年8月30日",
    ),
    SHANGGAO: ("shanggao-2020", "2020年上高县政务公开工作要点", 2020, None, "2020年8月26日"),
}


@pytest.mark.parametrize("name", OUTLINES)
def test_the_plan_says_what_the_document_says_of_itself(name: str) -> None:
    head, text = plan(name), squeeze(document(name))
    number, title, year, issue_number, issued = HEADS[name]
    assert (head.id, head.title, head.year, head.number) == (number, title, year, issue_number)
    assert head.issued == parse_day(issued)
    assert head.region == name.split("/")[0]
    assert head.issuer == f"{head.region}人民政府办公室"
    assert (ROOT / "examples/documents" / (head.source or "")).is_file()
    for words in (title, issue_number or "", issued, head.issuer, *head.basis):
        assert words in text
