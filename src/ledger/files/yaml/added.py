"""Lines of entries, as a reader understands them where they stand, without the rest of the file.

They are read in the same columns, with an entry before and behind them. Where no text among them runs over its line,
a reader who comes to the end of them is where he was at the end of what stood before: so what follows in the file
reads as it did.
"""

from __future__ import annotations

from collections.abc import Sequence as Seq
from datetime import date

from ledger.files.yaml.plan_yaml import PlanFile, parse_plan
from ledger.files.yaml.tree import Mapping, Node, Scalar, Sequence
from ledger.record.model import Adjustment, Progress

_HEAD = ("编号: a", "标题: 标题", "年度: 2022", "任务:")
_AROUND = {
    "进展": Progress(day=date(2022, 1, 1), status="推进中"),
    "调整": Adjustment(day=date(2022, 1, 1), basis="文"),
}
_ONE = {"进展": "{日期: 2022-01-01, 状态: 推进中}", "调整": "{日期: 2022-01-01, 依据: 文}"}


def added_entries(
    file: PlanFile, key: str, column: int, lines: Seq[str], *, behind: bool
) -> tuple[tuple[Progress | Adjustment, ...], list[Node], int] | None:
    """What `lines` say, put behind the last entry of a block list `key` (or, not `behind`, with a line for the key
    behind the last line) of an item that stands in `column`: the entries, their nodes, and where the lines begin in
    the text of these. None when they are anything else, or no reader could be sure."""
    first = lines[0] if behind else lines[1]
    margin, dash = " " * column, first[: len(first) - len(first.lstrip(" "))]
    one = f"{dash}- {_ONE[key]}"
    before = [
        *_HEAD,
        f"{margin[2:]}- 序号: 1",
        f"{margin}任务名称: 任务",
        *([f"{margin}{key}:", one] if behind else []),
    ]
    text = file.newline.join([*before, *lines, one, "地区: 例县", ""])
    read = parse_plan(file.path, file.shown, file.source.encode(text))
    if (
        column < 2
        or read.plan is None
        or read.problems
        or not isinstance(read.tree, Mapping)
        or not _within_lines(read)
    ):
        return None
    [task], tasks = read.plan.tasks, read.tree.values["任务"]
    assert isinstance(tasks, Sequence)
    assert isinstance(tasks.items[0], Mapping)
    node = tasks.items[0].values.get(key)
    found: tuple[Progress | Adjustment, ...] = task.progress if key == "进展" else task.adjustments
    if not isinstance(node, Sequence) or node.flow or len(found) < 2 + behind or found[-1] != _AROUND[key]:
        return None
    if (behind and found[0] != found[-1]) or read.plan.region != "例县":
        return None
    start = len(file.newline.join([*before, ""]))
    return found[behind:-1], node.items[behind:-1], start


def ends_within_a_line(text: str, node: Node) -> bool:
    """Whether the last thing in a node is on one line, and no text that lines below could belong to."""
    while not isinstance(node, Scalar) and not node.flow:
        children = node.items if isinstance(node, Sequence) else list(node.values.values())
        if not children:
            return False
        node = children[-1]
    held = text[node.start : node.end]
    is_block = isinstance(node, Scalar) and node.style in ("|", ">")
    return bool(held) and not is_block and "\n" not in held and "\r" not in held


def _within_lines(read: PlanFile) -> bool:
    """Whether no text in the file runs over its line."""
    nodes: list[Node | None] = [read.tree]
    while nodes:
        node = nodes.pop()
        if isinstance(node, Mapping):
            nodes += node.values.values()
        elif isinstance(node, Sequence):
            nodes += node.items
        elif node is not None and (node.style in ("|", ">") or "\n" in read.text[node.start : node.end]):
            return False
    return True
