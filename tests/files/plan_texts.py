"""Plan files in every style YAML has, and entries to put into them: strategies for properties of `splice` and its kin."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from ledger.files.yaml.plan_yaml import PlanFile, parse_plan
from ledger.record.characters import plain
from ledger.record.model import Progress

HEAD = "编号: a\n标题: b\n年度: 2022\n任务:\n"


def read(text: str, encoding: str = "utf-8") -> PlanFile:
    file = parse_plan(Path("a.yaml"), "a.yaml", text.encode(encoding))
    assert file.plan is not None, [(p.line, p.message, p.excerpt) for p in file.problems]
    return file


TEXTS = [
    "县司法局",
    "落实《行政处罚法》规定。",
    "11月底前",
    "a: b",
    "# 一",
    "it's",
    '"引"',
    "、。，：",
    "9.10",
    "x #y",
]
COMMENTS = ["# 注", "      # 深", "#", "", "   "]


@st.composite
def scalars(draw: st.DrawFn, margin: int) -> str:
    """A value in any style, beginning after `key:`; ends without a line end."""
    text = draw(st.sampled_from(TEXTS))
    plain = not re.search(r": | #|^[#\"'、]", text)
    style = draw(st.sampled_from(["plain", "'", '"', "|", ">", "|-", ">-", "|+", ">+", "folded plain"]))
    pad = " " * (margin + draw(st.integers(1, 4)))
    if style[0] in "|>":
        lines = draw(st.lists(st.sampled_from([*TEXTS, ""]), max_size=2))
        return f" {style}\n" + "\n".join(pad + line if line else "" for line in [text, *lines, text])
    if style == '"':
        return ' "' + text.replace('"', '\\"') + draw(st.sampled_from(["", "\\n二", f"\n{pad}二"])) + '"'
    if style == "'" or not plain:
        return " '" + text.replace("'", "''") + draw(st.sampled_from(["", f"\n\n{pad}二"])) + "'"
    tail = f"\n{pad}再一行" if style == "folded plain" else ""
    return f" {text}{tail}" + draw(st.sampled_from(["", " # 行末注释"]))


@st.composite
def progress_lists(draw: st.DrawFn, margin: int) -> str:
    """The 进展 of a task in any style, with its key; may be empty."""
    pad = " " * margin
    kind = draw(st.sampled_from(["none", "null", "tilde", "[]", "flow", "open flow", "block", "block"]))
    entry = "{日期: 2022-1-5, 状态: 推进中}"
    if kind == "block":
        dash = pad + " " * draw(st.sampled_from([0, 2, 3]))
        gap = draw(st.integers(1, 4))
        notes = draw(st.lists(scalars(len(dash) + gap + 1), min_size=1, max_size=2))
        keys = "\n" + dash + " " * (gap + 1)
        items = [f"{dash}-{' ' * gap}日期: 2022.1.5{keys}状态: 推进中{keys}情况:{note}\n" for note in notes]
        return f"{pad}进展:\n" + "".join(items)
    trailing = draw(st.sampled_from(["", ",", " # 末"]))
    return {
        "none": "",
        "null": f"{pad}进展:\n",
        "tilde": f"{pad}进展: ~\n",
        "[]": f"{pad}进展: [ ]\n",
        "flow": f"{pad}进展: [{entry}]\n",
        "open flow": f"{pad}进展: [\n{pad}  {entry}{trailing}\n{pad} ] # 收\n",
    }[kind]


@st.composite
def tasks(draw: st.DrawFn, number: int, margin: int) -> str:
    kind = draw(st.sampled_from(["block", "block", "block", "flow", "open flow"]))
    dash = " " * margin
    if kind == "flow":
        return f"{dash}- {{序号: {number}, 任务名称: 甲{draw(st.sampled_from(['', ',', ', 进展: []', ', 进展', ', 进展: ', ', 进展: ~']))}}}\n"
    if kind == "open flow":
        return f"{dash}- {{序号: {number},\n{dash}    任务名称: '甲' # 名\n{dash}  }}\n"
    gap = draw(st.integers(1, 3))
    inner = margin + 1 + gap
    pad = " " * inner
    keys = [
        f"{pad}{key}:{draw(scalars(inner))}\n"
        for key in draw(st.permutations(["任务名称", "任务内容", "备注"]))
    ]
    keys.insert(draw(st.integers(0, 3)), draw(progress_lists(inner)))
    keys = [
        key + draw(st.sampled_from(["", "", f"{draw(st.sampled_from(COMMENTS))}\n"])) for key in keys if key
    ]
    return f"{dash}-{' ' * gap}序号: {number}\n" + "".join(keys)


@st.composite
def plan_texts(draw: st.DrawFn) -> str:
    margin = draw(st.sampled_from([0, 2, 4]))
    count = draw(st.integers(1, 3))
    body = "".join(draw(tasks(number, margin)) for number in range(1, count + 1))
    lines = (HEAD + body + draw(st.sampled_from(["", "# 完\n", "报送: []\n", "...\n", "\n\n"]))).split("\n")
    blanks = draw(st.sampled_from(["", " ", "   "]))
    text = "\n".join(line + blanks if line and index % 3 == 2 else line for index, line in enumerate(lines))
    if draw(st.booleans()):
        text = text.rstrip("\n")
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


words = st.one_of(
    st.sampled_from([*TEXTS, "一\n二", "- x", "~", "...", "---\n---"]), st.text(min_size=1, max_size=12)
)
names = words.filter(lambda text: bool(plain(text).strip()))
entries = st.fixed_dictionaries(
    {
        "day": st.just(date(2022, 10, 20)),
        "status": st.sampled_from(["推进中", "已完成", "申请延期"]),
        "unit": st.none() | names,
        "note": st.none() | words,
        "evidence": st.lists(names, max_size=2),
    }
).map(lambda fields: Progress(**fields))
