"""What stands in a YAML file and is not what it looks like: characters nobody sees, radicals for ideographs,
text after ` #` that YAML takes for a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledger import lazy_re
from ledger.files.yaml.positions import source_offsets
from ledger.files.yaml.text_file import TextFile
from ledger.files.yaml.tree import Node, Scalar, Sequence
from ledger.problems import Problem, Severity
from ledger.record.characters import CONTROL, RADICAL, UNSEEN, code_point, ideograph, is_plain

MOST = 20  # problems of one kind told in a file
_CUT_OFF = lazy_re.compile(r"[ \t]+(#[^\s#][^\r\n]*)")
_REMEDY = "删去它；多半是从 PDF 或网页复制时带进来的。"


def unseen_problems(tree: Node, layout: TextFile, source: TextFile) -> list[Problem]:
    """Errors for control characters written as escapes, warnings for the rest, the first `MOST` of each kind."""
    if not _suspicious(layout.text):
        return []
    found: dict[str, list[Problem]] = {}
    for scalar, is_value in _scalars(tree):
        for problem in (*_characters(scalar, layout, source), *_cut_off(scalar, is_value, layout, source)):
            found.setdefault(problem.check, []).append(problem)
    radicals = found.pop("radical-character", [])
    return [problem for kind in found.values() for problem in kind[:MOST]] + radicals[:1]


def _suspicious(text: str) -> bool:
    """Whether any text of the file need be looked at; a backslash may write a character as an escape."""
    return (
        "\\" in text
        or not is_plain(text)
        or ((" #" in text or "\t#" in text) and _CUT_OFF.search(text) is not None)
    )


def _scalars(tree: Node) -> Iterator[tuple[Scalar, bool]]:
    """Every text of the tree, and whether it is a value (not a key)."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar):
            yield node, True
        elif isinstance(node, Sequence):
            waiting.extend(reversed(node.items))
        else:
            yield from ((key, False) for key in node.keys.values())
            waiting.extend(reversed(node.values.values()))


def _characters(scalar: Scalar, layout: TextFile, source: TextFile) -> Iterator[Problem]:
    if scalar.text.isascii() and scalar.text.isprintable():
        return
    offsets: list[int] = []
    for pattern, check, severity, words in _KINDS:
        for match in pattern.finditer(scalar.text):
            offsets = offsets or source_offsets(scalar, layout.text)
            message = words.format(code_point(match[0]), match[0], ideograph(match[0]))
            place = layout.place(offsets[match.start()])
            yield source.problem(check, message, _HINTS[check], place, severity=severity)


_KINDS: tuple[tuple[re.Pattern[str], str, Severity, str], ...] = (
    (CONTROL, "control-character", "error", "有一个看不见的控制字符 {0}"),
    (UNSEEN, "unseen-character", "warning", "有一个看不见的字符 {0}，读的时候略过"),
    (RADICAL, "radical-character", "warning", "“{1}”（{0}）是部首字符，按“{2}”读；文件里别处的也一样"),
)
_HINTS = {
    "control-character": _REMEDY,
    "unseen-character": _REMEDY,
    "radical-character": "多半是从 PDF 复制时带进来的，搜索、比对时与正常的字不同；最好改成正常的字。",
}


def _cut_off(scalar: Scalar, is_value: bool, layout: TextFile, source: TextFile) -> Iterator[Problem]:
    """` #见附件` right behind a plain value: to YAML a comment. Who means one writes a blank after the #."""
    if not is_value or scalar.style or scalar.value is None:
        return
    match = _CUT_OFF.match(layout.text, scalar.end)
    if match is None or layout.place(scalar.end)[0] != layout.place(match.end())[0]:
        return
    message = f"“{match[1].strip()}”在空格和 # 之后，算注释，没有读入"
    hint = "是正文的，整段用引号括起来；是注释的，在 # 后面空一格。"
    place, width = layout.place(match.start(1)), len(match[1].rstrip())
    yield source.problem("text-after-hash", message, hint, place, width, severity="warning")
