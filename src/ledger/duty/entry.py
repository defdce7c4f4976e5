"""进展: what makes one entry whole. One place: `validate` tells every fault, `update` and `collect` refuse the grave ones.

A rule looks at one thing. Its name is the code of its fault, its docstring the page of the manual."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from ledger.duty.carriers import carriers
from ledger.duty.nodes import Node, about, nodes_of
from ledger.duty.reading import Item, PlanReading
from ledger.duty.states import in_order, moves_nothing, stand
from ledger.record.model import Plan, Progress
from ledger.values.words import called, long_day

MOST_LISTED = 6
FAR = timedelta(days=366)  # an extension longer than a year is asked about
DONE = ("已完成", "已销号")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an entry; `field` of `Progress` is where to look (None: the entry as a whole)."""

    code: str
    field: str | None
    message: str
    hint: str

    @property
    def grave(self) -> bool:
        """Whether an entry with it is not written at all: it would say nothing, or something untrue."""
        return self.code in GRAVE


@dataclass(frozen=True, slots=True)
class Case:
    """An item on a day, with each of its nodes and the days extensions moved it to."""

    reading: PlanReading
    item: Item
    on: date
    nodes: tuple[tuple[Node, tuple[date, ...]], ...]

    @property
    def who(self) -> str:
        return called(self.item.no)

    def meant(self, entry: Progress) -> list[Node]:
        """The nodes an entry speaks for."""
        return [node for node, days in self.nodes if node.hears(entry, days)]

    def moved(self, entry: Progress) -> list[Node]:
        """Of the nodes an extension speaks for those it moves, by what had been said before."""
        before = list(takewhile(lambda one: one is not entry, in_order(self.item.progress, entry.day)))
        whose = [who.unit or who.via for who in carriers(self.reading, self.item)]
        whose = [self.reading.directory.speaker(entry.unit)] if entry.unit else whose

        def moves(node: Node, who: str | None) -> bool:
            standing = stand(about(self.reading, node, who, before), node.due, self.on)
            return not moves_nothing(entry, standing.state, node.due, standing.due)

        return [node for node in self.meant(entry) if any(moves(node, who) for who in whose)]


Found = Iterable[tuple[str | None, str, str]]  # field, message, hint
Rule = Callable[[Case, Progress], Found]


def case_of(reading: PlanReading, item: Item, on: date) -> Case:
    nodes = []
    for node in nodes_of(reading, item):
        moved = [e.extend_to for e in item.progress if e.extend_to and node.hears(e)]
        nodes.append((node, tuple(moved)))
    return Case(reading, item, on, tuple(nodes))


def entry_faults(case: Case, entry: Progress) -> tuple[Fault, ...]:
    """Everything wrong with one entry about an item, as seen on a day; whom it is from is looked at elsewhere."""
    return tuple(fault for rule in RULES for fault in faults_by(rule, case, entry))


def faults_by(rule: Rule, case: Case, entry: Progress) -> Iterable[Fault]:
    return (Fault(code_of(rule), *found) for found in rule(case, entry))


def code_of(rule: Rule) -> str:
    """`done_after_entry` → `done-after-entry`."""
    return rule.__name__.replace("_", "-")


def progress_in_future(case: Case, entry: Progress) -> Found:
    """进展的日期晚于今天。

    进展记的是已经发生的事，查询某一天的情况时看不到之后的进展，所以写在将来的一条暂时不起作用。多半是写错了年份。
    """
    if entry.day > case.on:
        message = f"{case.who}的进展日期{long_day(entry.day)}晚于今天（{long_day(case.on)}）"
        yield "day", message, "改正日期；还没有发生的，到时再填。"


def progress_before_plan(case: Case, entry: Progress) -> Found:
    """进展的日期早于这个计划。

    计划还没有开始，不会有它的进展。多半是写错了年份，或者把数字当成了日期（如 1905 年）。
    结转来的任务里，上一年批的延期照录，不算。
    """
    start = earliest_day(case.reading.plan)
    task = case.reading.plan.find(case.item.no)
    if entry.status == "延期" and getattr(task, "carried_from", None):
        return
    if entry.day < start:
        message = f"{case.who}的进展日期{long_day(entry.day)}早于计划开始的{long_day(start)}"
        yield "day", message, "改正日期，多半是年份写错了。"


def done_in_future(case: Case, entry: Progress) -> Found:
    """完成日期晚于今天。

    还没有到的日子不能算办结：到那一天之前按推进中计算，不计入办结。
    """
    if entry.done_on and entry.done_on > case.on:
        message = f"{case.who}的完成日期{long_day(entry.done_on)}晚于今天（{long_day(case.on)}）"
        yield "done_on", message, "改正完成日期；还没有完成的，状态写“推进中”。"


def done_after_entry(case: Case, entry: Progress) -> Found:
    """完成日期晚于填报日期。

    填报的时候还没有到完成日期，两个日期必有一个写错了；是否逾期要按完成日期判断。
    """
    if entry.done_on and entry.day < entry.done_on <= case.on:
        message = f"{case.who}的完成日期{long_day(entry.done_on)}晚于填报日期{long_day(entry.day)}"
        yield "done_on", message, "改正其中写错的一个；还没有完成的，状态写“推进中”。"


def done_before_plan(case: Case, entry: Progress) -> Found:
    """完成日期早于这个计划。

    计划开始（年度的1月1日，印发更早的从印发日期算）以前就完成，多半是写错了年份，或者把数字当成了日期（如 1905 年）；
    照这样算，逾期的也会成为按期。
    """
    start = earliest_day(case.reading.plan)
    if entry.done_on and entry.done_on < start:
        message = f"{case.who}的完成日期{long_day(entry.done_on)}早于计划开始的{long_day(start)}"
        yield "done_on", message, "改正完成日期，多半是年份写错了。"


def done_before_issue(case: Case, entry: Progress) -> Found:
    """完成日期早于计划印发。

    文件印发以前已经完成的事并不多见，请核对是不是写错了月份。
    """
    issued = case.reading.plan.issued
    if issued and entry.done_on and earliest_day(case.reading.plan) <= entry.done_on < issued:
        message = f"{case.who}的完成日期{long_day(entry.done_on)}早于印发日期{long_day(issued)}"
        yield "done_on", message, "请核对；确实在印发以前完成的，不用改。"


def done_not_finished(case: Case, entry: Progress) -> Found:
    """写了完成日期，状态却不是已完成。

    完成日期只对“已完成”“已销号”起作用；没有完成的，这一天什么也不说明。
    """
    if entry.done_on and entry.status not in DONE:
        message = f"{case.who}写了完成日期，状态却是“{entry.status}”"
        yield "status", message, "已经完成的，状态写“已完成”；没有完成的，删去“完成日期”。"


def milestone_unmatched(case: Case, entry: Progress) -> Found:
    """对应节点对不上任何节点。

    “对应节点”写节点的日期（如 2022-10-31）或者事项的原词；同一天有几个事项的，先写日期，空一格再写事项。对不上的，
    这条进展不起作用。周期性的节点要写清是哪一天的那一次。
    """
    if entry.milestone is not None and not case.meant(entry):
        listed = _listed(case)
        hint = f"可以写：{listed}。" if listed else "这里没有分开的节点，删去“对应节点”。"
        yield "milestone", f"{case.who}没有“{entry.milestone}”这个节点，这条进展不起作用", hint


def milestone_missing(case: Case, entry: Progress) -> Found:
    """周期性的任务没有写对应节点。

    每季度、每月报一次的，一条进展要写明对应哪一次（那一次的日期），否则不知道是哪一次办了，这条进展不起作用。
    """
    if entry.milestone is None and not case.meant(entry):
        message = f"{case.who}的节点是周期性的，这条进展没有写对应哪一次，不起作用"
        yield None, message, f"补上“对应节点”，可以写：{_listed(case)}。"


def closes_several(case: Case, entry: Progress) -> Found:
    """一条“已完成”没有写对应节点，却有几个期限。

    没有写“对应节点”的，对每一个有期限的节点都起作用：还没有到期的也就算办结了。一次全部完成的不用改；只完成其中一个的，
    要写明是哪一个。
    """
    if entry.status != "已完成" or entry.milestone is not None:
        return
    dated = [node for node in case.meant(entry) if node.due]
    if len({node.due for node in dated}) > 1 and any(node.due and node.due > entry.day for node in dated):
        names = some(node.name for node in dated)
        message = f"{case.who}的“已完成”没有写对应哪个节点，{len(dated)}个节点都算办结"
        yield "status", message, f"只完成其中一个的，补上“对应节点”，可以写：{names}；全部完成的不用改。"


def extension_incomplete(case: Case, entry: Progress) -> Found:
    """延期没有写延到哪天，或者没有写原因。

    没有“延期至”，期限还是原来的那一天，照样算逾期；没有“原因”，考核和通报时说不清楚。
    """
    said = (("延期至", entry.extend_to), ("原因", entry.reason))
    missing = [key for key, value in said if value in (None, "")]
    if entry.status == "延期" and missing:
        keys = "和".join(f"“{key}”" for key in missing)
        still = "，期限仍按原来的算" if "延期至" in missing else ""
        hint = f"补上{keys}；单位申请、还没有同意的，状态写“申请延期”。"
        yield "status", f"{case.who}的延期没有写{keys}{still}", hint


def extension_of_several(case: Case, entry: Progress) -> Found:
    """延期没有写对应哪个节点，却有几个期限。

    没有写“对应节点”的延期，对期限早于那一天、还没有办结的每一个节点都起作用。只延其中一个的，要写明是哪一个。
    """
    if entry.status != "延期" or entry.milestone is not None or entry.extend_to is None:
        return
    moved = [node for node in case.moved(entry) if node.due]
    if len({node.due for node in moved}) > 1:
        message = f"{case.who}的延期没有写对应哪个节点，没有办结的几个节点都延了"
        hint = f"只延其中一个的，补上“对应节点”，可以写：{some(node.name for node in moved)}；都延的不用改。"
        yield "status", message, hint


def extension_not_later(case: Case, entry: Progress) -> Found:
    """延期至的日期不晚于原定期限。

    延期只能往后延，不晚于原定期限的不起作用。没有写“对应节点”的，只延期限更早、还没有办结的；都已办结的，也不起作用。
    原定期限不会改掉，两个日期都留在记录上。
    """
    if entry.status != "延期" or entry.extend_to is None:
        return
    due, until = _first_due(case, entry), f"{case.who}延期至{long_day(entry.extend_to)}"
    if due and entry.extend_to <= due:
        yield "extend_to", f"{until}，不晚于原定的{long_day(due)}", "改正“延期至”；期限提前的，写“调整”。"
    elif entry.milestone is None and case.meant(entry) and not case.moved(entry):
        message = f"{until}，没有写对应哪个节点，期限更早的都已办结，这一条不起作用"
        again = f"补上“对应节点”，可以写：{listed}" if (listed := _listed(case)) else "先写一条“退回”"
        yield "extend_to", message, f"确实要延的，{again}；不延的删去这一条。"


def extension_far(case: Case, entry: Progress) -> Found:
    """延期一年以上。

    延期这么久的很少，多半是写错了年份；写错的在那一天以前都不会再提醒。后来的一条“延期”可以改回来。
    """
    due = _first_due(case, entry)
    if entry.status == "延期" and entry.extend_to and due and entry.extend_to > due + FAR:
        message = f"{case.who}延期至{long_day(entry.extend_to)}，比原定的{long_day(due)}晚一年以上"
        yield "extend_to", message, "请核对年份；确实延这么久的，不用改。"


def extension_unsaid(case: Case, entry: Progress) -> Found:
    """写了延期至，状态却不是延期。

    “延期至”只对办公室的“延期”起作用；别的状态写了，期限还是原来的。
    """
    if entry.extend_to and entry.status != "延期":
        message = f"{case.who}写了延期至，状态却是“{entry.status}”，期限没有变"
        yield "status", message, "同意延期的，状态写“延期”；单位要求的日子写“申请延期至”；否则删去“延期至”。"


def asked_unsaid(case: Case, entry: Progress) -> Found:
    """写了申请延期至，状态却不是申请延期。

    “申请延期至”是单位要求的日子，只在“申请延期”里有意义；办公室同意的，写“延期”和“延期至”。
    """
    if entry.asked_until and entry.status != "申请延期":
        message = f"{case.who}写了申请延期至，状态却是“{entry.status}”"
        yield "asked_until", message, "要延期的，状态写“申请延期”；不延的，删去“申请延期至”。"


def asked_not_later(case: Case, entry: Progress) -> Found:
    """申请延期至的日期不晚于现在的期限。

    要求的日子不晚于期限，就不用延期；多半是写错了年份或者月份。
    """
    due = _first_due(case, entry)
    if entry.status == "申请延期" and entry.asked_until and due and entry.asked_until <= due:
        message = f"{case.who}申请延期至{long_day(entry.asked_until)}，不晚于期限{long_day(due)}"
        yield "asked_until", message, "请核对日期。"


def cancellation_without_reason(case: Case, entry: Progress) -> Found:
    """取消任务没有写原因。

    取消的任务不再提醒、不再考核，应当写明依据哪份文件、为什么取消。
    """
    if entry.status == "已取消" and not entry.reason:
        yield "status", f"{case.who}已取消，没有写原因", "补上“原因”，写明依据和理由。"


def return_without_reason(case: Case, entry: Progress) -> Found:
    """退回没有写原因。

    退回的事项重新算作没有办结，下一次的填报表和提醒里都有；不写原因，单位不知道还要补什么。
    """
    if entry.status == "退回" and not entry.reason:
        yield "status", f"{case.who}退回，没有写原因", "补上“原因”，写明哪里不符合、还要补什么。"


RULES: tuple[Rule, ...] = (
    progress_in_future, progress_before_plan, done_in_future, done_after_entry, done_before_plan,
    done_before_issue, done_not_finished, milestone_unmatched, milestone_missing, closes_several,
    extension_incomplete, extension_of_several, extension_not_later, extension_far, extension_unsaid,
    asked_unsaid, asked_not_later, cancellation_without_reason, return_without_reason,
)  # fmt: skip
_ODD = (
    progress_in_future, done_before_issue, closes_several, extension_of_several, extension_far, asked_not_later,
)  # fmt: skip
GRAVE: frozenset[str] = frozenset(code_of(rule) for rule in RULES if rule not in _ODD)


def earliest_day(plan: Plan) -> date:
    """The first day anything of the plan can have happened: 01-01 of 年度, or its issue where that was before."""
    return min(plan.first_day, date(plan.year, 1, 1))


def _first_due(case: Case, entry: Progress) -> date | None:
    return min((node.due for node in case.meant(entry) if node.due), default=None)


def _listed(case: Case) -> str:
    """What 对应节点 could be; beside a day, the matter it is about."""
    names = []
    for node, _ in case.nodes:
        if node.milestone:
            what = None if node.occurrence else node.milestone.what
            plain = what is None or what in node.name
            names.append(node.name if plain else f"{node.name}（{what}）")
    return some(dict.fromkeys(names))


def some(names: Iterable[str]) -> str:
    listed = list(names)
    more = f"等{len(listed)}个" if len(listed) > MOST_LISTED else ""
    return "、".join(listed[:MOST_LISTED]) + more
