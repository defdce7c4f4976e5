"""The one place that turns what pydantic reports, by error *type*, into our words.

pydantic's English sentences are never looked at. An error type nobody listed here still gives a
Chinese sentence with its place, so that a newer pydantic cannot break the messages.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Sequence
from typing import Any

from pydantic import BaseModel

from ledger.files.yaml.lines import flow_value
from ledger.files.yaml.record_keys import keys_of, places_of, record_at
from ledger.files.yaml.tree import Mapping, Node, Scalar
from ledger.files.yaml.tree import Sequence as ListNode
from ledger.problems import Path, Problem
from ledger.record.model import Roles
from ledger.record.statuses import OFFICE_STATUSES, UNIT_STATUSES
from ledger.words.column_headings import column_of

# What a column of an issued table is called in a plan, likeliest first: a heading typed as a key means one of these.
_HOLDS: dict[str, tuple[str, ...]] = {
    "section": ("章节",),
    "task": ("任务名称", "任务内容", "事项", "情况"),
    "units": ("责任单位", "责任", "单位"),
    "lead": ("牵头", "责任单位", "单位"),
    "support": ("配合", "责任单位", "单位"),
    "deadline": ("时间节点", "期限", "日期"),
    "people": ("其他",),
    "remark": ("情况", "备注", "其他"),
}
_ROLE_OF: dict[str | None, str] = {"lead": "牵头", "support": "配合"}
_DASHES = "-－—–―‐−·•● \u3000\u00a0"
_TAGS = frozenset({"words", "roles", "word", "category", "list", "[key]"})

# How each key is written, ready to paste; {year} is the year of the plan, {next} the one after.
EXAMPLES = {
    "编号": "编号: qinyuan-{year}",
    "标题": "标题: 沁源县{year}年政务公开工作要点任务分解表",
    "地区": "地区: 沁源县",
    "年度": "年度: {year}",
    "印发日期": "印发日期: {year}-06-20",
    "归档": "归档: {next}-01-15",
    "首位牵头": "首位牵头: 是",
    "依据": "依据: 县政府办公室关于调整时限的通知",
    "任务": "任务:（下面每项以“- 序号: 1”开头）",
    "报送": "报送:（下面每项以“- 事项: …”开头）",
    "序号": "序号: 4",
    "章节": "章节: [一、加强信息公开, （一）重点领域]",
    "任务名称": "任务名称: 行政处罚信息公开",
    "任务内容": "任务内容: 严格落实公开规定。",
    "责任单位": "责任单位: 县司法局牵头，各乡镇落实　或　责任单位: {牵头: [县司法局], 配合: [各乡镇]}",
    "共同责任单位": "共同责任单位: 各乡镇，县直各单位",
    "时间节点": "时间节点: 11月底前",
    "补充节点": "补充节点: [{事项: 公布目录, 期限: 9月底前}]",
    "分办": "分办: {牵头: [县司法局], 配合: [各乡镇]}",
    "牵头": "牵头: [县司法局]",
    "配合": "配合: [各乡镇, 县财政局]",
    "责任": "责任: [县财政局]",
    "范围": "范围: {相关部门: [县公安局, 县民政局]}",
    "调整": "调整: [{日期: {year}-09-01, 依据: 后续通知, 时间节点: 12月底前}]",
    "进展": "进展: [{日期: {year}-10-20, 单位: 县司法局, 状态: 推进中}]",
    "单位": "单位: 县司法局",
    "日期": "日期: {year}-10-20",
    "完成日期": "完成日期: {year}-10-20",
    "延期至": "延期至: {year}-12-31",
    "状态": "状态: 推进中",
    "佐证": "佐证: [照片.jpg, 通知.pdf]",
    "事项": "事项: 报送年度总结",
    "期限": "期限: 11月底前",
    "名称": "名称: 县司法局",
    "别名": "别名: [司法局]",
    "集合": "集合: [{名称: 各乡镇, 成员: {类别: 乡镇}}]",
    "成员": "成员: [县公安局, 县民政局]　或　成员: {类别: 乡镇}",
    "类别": "类别: 乡镇",
    "放假": "放假: [{year}-10-08]",
    "上班": "上班: [{year}-10-09]",
    "工作日": "工作日: {放假: [{year}-10-08], 上班: [{year}-10-09]}",
    "考核": "考核: {逾期: -2}",
    "提醒": "提醒: {提前天数: 7}",
    "交回": "交回: {交至: 县政府督查室, 联系人: 张某某, 期限天数: 5}",
    "督办": "督办: {答复天数: 5}",
    "升级": "升级: [蓝, 黄, 红]",
    "答复天数": "答复天数: 5",
    "期限天数": "期限天数: 5",
}

_A_DAY = "写成 {year}-10-20、{year}.10.20 或 {year}年10月20日。"
_TEXT = ("“{key}”应是文字，这里写的是{found}", "写成：{example}")
_LIST = ("“{key}”应是列表，这里写的是{found}", "写成：{example}")
_GROUP = ("“{key}”应是一组“键: 值”，这里写的是{found}", "写成：{example}")

# pydantic's error type → (our check, what is wrong, what to do)
COMPLAINTS: dict[str, tuple[str, str, str]] = {
    "string_type": ("wrong-type", *_TEXT),
    "tuple_type": ("wrong-type", *_LIST),
    "list_type": ("wrong-type", *_LIST),
    "dict_type": ("wrong-type", *_GROUP),
    "model_type": ("wrong-type", *_GROUP),
    "model_attributes_type": ("wrong-type", *_GROUP),
    "missing": ("missing-key", "缺少“{key}”", "补上一行：{example}"),
    "too_short": ("wrong-type", "“{key}”里一项也没有", "补上：{example}"),
    "greater_than_equal": ("wrong-type", "“{key}”写的是“{value}”，不应小于 {ge}", "写成：{example}"),
    "less_than_equal": ("wrong-type", "“{key}”写的是“{value}”，不应大于 {le}", "写成：{example}"),
    "literal_error": ("not-in-list", "“{key}”没有“{value}”这种写法", "只能写：{choices}。"),
    "ledger_number": ("number", "“{key}”写的是“{value}”，不是整数", "写成：{example}"),
    "ledger_years": ("wrong-type", "“{key}”写的是“{value}”，止年应晚于起年，最多相隔十年", "写成：{key}: 2026-2028"),
    "ledger_day": ("day", "“{key}”写的是“{value}”，不是一个具体日期", _A_DAY),
    "ledger_no_such_day": ("impossible-date", "“{key}”写的是“{value}”，日历上没有这一天", "核对年、月、日。"),
    "ledger_zone": ("zone", "“{key}”写的是“{value}”，这台机器上没有这个时区", "写成：{key}: Asia/Shanghai"),
    "ledger_points": ("number", "“{key}”写的是“{value}”，不是分数", "写成：{key}: -0.5"),
    "ledger_flag": ("wrong-type", "“{key}”写的是“{value}”，应是“是”或“否”", "写成：{key}: 是"),
    "ledger_blank": ("blank", "“{key}”是空的", "写成：{example}"),
}  # fmt: skip
_WORDS_OR_ROLES = "“{key}”应是文字，或牵头、配合、责任三个列表；这里写的是{found}"
_UNLISTED = ("wrong-type", "“{key}”的写法不对", "写成：{example}")
_STATUS_HINT = f"单位可写：{'、'.join(UNIT_STATUSES)}；只有办公室能写：{'、'.join(OFFICE_STATUSES)}。"


def problems_of(errors: Sequence[Any], root: Node, model: type[BaseModel]) -> list[Problem]:
    """Every error of a ValidationError on `root` as a Problem with its model path (not yet its line).

    An unknown key that is nearly a missing one is one mistake and told once.
    """
    unknown: list[Problem] = []
    others: list[Problem] = []
    taken: set[Path] = set()
    for error in errors:
        path = model_path(error["loc"], root)
        if error["type"] == "extra_forbidden":
            problem, meant = _unknown_key(path, root, model)
            unknown.append(problem)
            if meant:
                taken.add((*path[:-1], meant))
        elif error["type"] != "too_short" or not getattr(node_at(root, path), "items", ()):
            # pydantic also calls a list too short whose items are wrong; the items speak for themselves
            others.append(_complaint(error, path, root))
    return unknown + [p for p in others if not (p.check == "missing-key" and p.path in taken)]


def model_path(loc: Sequence[str | int], root: Node) -> Path:
    """pydantic's place without the marks of union members, which are no keys of the file."""
    path: list[str | int] = []
    node: Node | None = root
    for step in loc:
        inside = isinstance(node, Mapping) and step in node.values
        if step in _TAGS and not inside:
            continue
        path.append(step)
        node = child(node, step)
    return tuple(path)


def child(node: Node | None, step: str | int) -> Node | None:
    """The value at a key, the item at a position; None when there is none."""
    if isinstance(node, Mapping) and isinstance(step, str):
        return node.values.get(step)
    if isinstance(node, ListNode) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None


def node_at(root: Node | None, path: Path) -> Node | None:
    for step in path:
        root = child(root, step)
    return root


def _kind(node: Node | None) -> str:
    if isinstance(node, ListNode):
        return "列表"
    if isinstance(node, Mapping):
        return "一组“键: 值”"
    return "文字" if isinstance(node, Scalar) and node.value is not None else "空的"


def _complaint(error: Any, path: Path, root: Node) -> Problem:
    node = node_at(root, path)
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    check, message, hint = COMPLAINTS.get(error["type"], _UNLISTED)
    context = error.get("ctx", {})
    years, example = _years(root), EXAMPLES.get(key, f"{key}: …")
    choices = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
    words = {
        "key": key,
        "value": node.text if isinstance(node, Scalar) else "",
        "found": _kind(node),
        "example": example.replace("{year}", years["year"]).replace("{next}", years["next"]),
        **years,
        "choices": choices.replace(", ", "、"),
        "ge": context.get("ge"),
        "le": context.get("le"),
    }
    if not path:
        message, hint = "文件最外层应是一组“键: 值”，这里是{found}", "按“编号: …”“标题: …”“任务:”这样写。"
    elif error["type"] == "missing":
        message, hint = (message, hint) if node is None else ("“{key}”没有填", "写成：{example}")
    elif isinstance(node, Scalar) and not node.text.strip():
        message = "“{key}”是空的"
    elif isinstance(node, (Mapping, ListNode)) and error["type"].startswith("ledger_"):
        message = "“{key}”不应是{found}"
    elif context.get("class_name") == Roles.__name__:
        message = _WORDS_OR_ROLES
    if path and isinstance(path[-1], int):
        message = message.replace("“{key}”", f"“{{key}}”的第 {path[-1] + 1} 项", 1)
    if key == "状态" and error["type"] != "missing":
        check, hint = "status", _STATUS_HINT
    if key == "成员" and isinstance(node, Scalar) and error["type"] == "literal_error":
        words["listed"] = flow_value([name for name in re.split(r"[、，,；;\s]+", node.text) if name])
        hint = "写成列表：{key}: {listed}；没有列明的写 范围未列明，全部牵头单位写 牵头单位，担有任务的全部单位写 责任单位。"
    return Problem(
        check=check,
        message=message.format(**words),
        hint=hint.format(**words),
        path=path,
        on_key=node is None or (isinstance(node, Scalar) and node.value is None),
    )


def _years(root: Node) -> dict[str, str]:
    """The year the file itself is of, and the one after, for examples; 20XX where it names none."""
    texts = (child(root, key) for key in ("年度", "印发日期", "标题", "编号"))
    found = re.search(r"20\d\d", " ".join(one.text for one in texts if isinstance(one, Scalar)))
    return {"year": found[0], "next": str(int(found[0]) + 1)} if found else {"year": "20XX", "next": "20XX"}


# what the head of an issued document calls them
_IN_HEADS = {
    "印发单位": ("印发机关", "发文机关", "发文单位", "制发单位", "发布机关"),
    "印发日期": ("印发时间", "发文日期", "发文时间", "成文日期", "发布日期"),
    "文号": ("发文字号", "文件号", "字号"),
}


def _meant(key: str, place: type[BaseModel] | None) -> str | None:
    """The key of `place` that was meant: its English name, one spelled nearly so, what holds a column of that heading."""
    if place is None:
        return None
    known = keys_of(place)
    by_name = {name: field.alias or name for name, field in place.model_fields.items()}
    holds = _HOLDS.get(column_of(key) or "no", ())
    nearly = difflib.get_close_matches(key, known, n=1, cutoff=0.75 if holds else 0.5)
    called = next((one for one, names in _IN_HEADS.items() if key in names and one in known), None)
    if called:
        return called
    return by_name.get(key) or next(iter(nearly), None) or next((one for one in holds if one in known), None)


def _hint_of(key: str, meant: str | None, node: Node | None, *, written: bool, known: Collection[str]) -> str:
    if not meant:
        return f"这里可以写：{'、'.join(known)}。" if known else "删去这一行。"
    if written:
        return f"是不是“{meant}”？它已经写过了，只留一处。"
    if meant == "其他":
        return f"原表自己的栏写在“其他”下面：其他: {{{key}: …}}。"
    if meant == "责任单位" and (role := _ROLE_OF.get(column_of(key))):
        units = node.text.replace("、", ", ") if isinstance(node, Scalar) else "…"
        return f"是不是“责任单位”？写成：责任单位: {{{role}: [{units}]}}"
    return f"是不是“{meant}”？"


def _unknown_key(path: Path, root: Node, model: type[BaseModel]) -> tuple[Problem, str | None]:
    """The complaint about a key that may not stand here, and the key that was meant, if it is plain."""
    key = str(path[-1])
    parent, node = node_at(root, path[:-1]), node_at(root, path)
    place = record_at(model, path[:-1])
    known = keys_of(place) if place else {}
    flow = isinstance(parent, Mapping) and parent.flow  # no indentation there to be wrong
    bare = key.lstrip(_DASHES)
    meant: str | None = None
    if bare != key and bare in EXAMPLES:
        meant, hint = bare, f"列表项前面是半角横线加一个半角空格：“- {bare}: …”。"
    elif not flow and (elsewhere := places_of(model).get(key)):
        near = [spot for spot in elsewhere if spot in known] or list(elsewhere)
        spots = "、".join(f"“{spot}”下面" if spot else "最外层（顶格）" for spot in near)
        its_lines = "，连同它下面的各行" if isinstance(node, (Mapping, ListNode)) else ""
        hint = f"“{key}”应写在{spots}；检查缩进{its_lines}。"
    elif flow and isinstance(node, Scalar) and node.value is None:
        hint = "{ } 里半角逗号会把文字断开；这段文字要加引号，或把逗号改成全角“，”。"
    else:
        meant = _meant(key, place)
        written = isinstance(parent, Mapping) and meant in parent.keys
        hint = _hint_of(key, meant, node, written=written, known=known)
        if meant == "其他" and not written:
            meant = None  # the key is a heading of the issued table, and stays one
    problem = Problem(check="unknown-key", message=f"不认识的键“{key}”", hint=hint, path=path, on_key=True)
    return problem, meant
