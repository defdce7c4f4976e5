"""Broken YAML in words: what people write by mistake, how to say it, and how to mend the line to read on.

`RULES` is the table: each looks at one line near the place where the parser stopped. The mended line
exists in memory only, so that one run can report what is wrong further down as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ledger import lazy_re
from ledger.files.yaml.complaints import EXAMPLES
from ledger.files.yaml.levels import entry_at, level_for
from ledger.files.yaml.text_file import TextFile
from ledger.files.yaml.tree import Trouble

# indentation and dashes, key, colon with blanks, value
_ENTRY = lazy_re.compile(
    r"(?P<lead>[ \t]*(?:- +)*)(?!- )(?P<key>[^\s:#'\"\[\]{},：][^:：]*?)(?P<colon>:[ \t]+)(?P<value>\S.*)"
)
_ITEM = lazy_re.compile(r"(?P<lead>[ \t]*(?:- +)+)(?P<value>\S.*)")
_SHORT_KEY = r"(?P<lead>[ \t]*(?:- +)*)(?!- )(?P<key>[^\s:：#'\"，。；、]{1,10})"
_WIDE_COLON = lazy_re.compile(_SHORT_KEY + r"[ \t]*(?P<colon>：)[ \t]*")
_TIGHT_COLON = lazy_re.compile(_SHORT_KEY + r"(?P<colon>:)(?=\S)")
_WIDE_COMMA = lazy_re.compile(r"，(?=\s*[^\s，,:：{}\[\]]{1,10}:\s)")
_TAB = lazy_re.compile(r"[ ]*(?:- *)*(\t+)")
_NO_ESCAPE = lazy_re.compile(r'\\(?![0abt\tnvfre "/\\N_LPxuU])')
_WIDE = "\u00a0\u2000-\u200a\u3000"  # blanks that YAML takes for letters
_KNOWN = "|".join(sorted(map(re.escape, EXAMPLES), key=len, reverse=True))
_BAD_DASH = lazy_re.compile(
    rf"(?P<lead> *)(?P<dash>[-－—–―‐−·•●])(?P<blank>[ {_WIDE}]*)(?=(?:{_KNOWN})[ {_WIDE}]*[:：])"
)
_WIDE_BLANK = lazy_re.compile(
    rf"(?:(?P<lead> *)|(?P<dash> *(?:- *)+)|(?P<colon> *(?:- +)*(?:{_KNOWN}):))(?P<wide> *[{_WIDE}][ {_WIDE}]*)(?=\S)"
)
_KNOWN_KEY = lazy_re.compile(rf" *(?:- +)*(?:{_KNOWN})[ {_WIDE}]*[:：]")
_KEY_AND_VALUE = lazy_re.compile(r"[^:]{1,10}:(?:\s|$)")
_SPECIAL = "%@`*&!|>]},"


@dataclass(frozen=True, slots=True)
class Hint:
    """What is wrong on `line` (from 1), `width` characters from `column` (from 0); `mended` is the line
    as it was probably meant, None where nobody can tell."""

    line: int
    column: int
    width: int
    check: str
    message: str
    advice: str
    mended: str | None = None


@dataclass(frozen=True, slots=True)
class _Spot:
    """One line to look at. `column`: where the parser stopped; `since`: where the thing began that it could
    not finish; None on the other lines."""

    number: int
    text: str
    column: int | None
    since: int | None
    above: str
    file: TextFile


def explain(trouble: Trouble, file: TextFile) -> tuple[Hint, bool]:
    """What `trouble` most likely is, and whether a rule knew it."""
    spots = list(_spots(trouble, file))
    for rules in (SLIPS, RULES):
        for spot in spots:
            for rule in rules:
                hint = rule(spot)
                if hint is not None:
                    return hint, True
    line, column = file.place(trouble.offset)
    misplaced = _key_out_of_place(file, line)
    if misplaced is not None:
        return misplaced, True
    while line > 1 and not file.line(line).strip():  # the parser notices at the end of the file
        line, column = line - 1, 1
    whole = file.line(line)
    column = max(column - 1, len(whole) - len(whole.lstrip()))
    message, advice = _PLAIN_WORDS.get(trouble.kind, _PLAIN_WORDS["syntax"])
    return Hint(line, column, trouble.length, f"yaml-{trouble.kind}", message, advice), False


_PLAIN_WORDS = {
    "syntax": (
        "从这里起 YAML 读不懂",
        "检查本行和上一行：同级的键左端对齐，“键: 值”冒号后有空格，引号和括号成对。",
    ),
    "documents": ("一个文件里只能有一份计划，这里又开始了第二份", "删去“---”，或拆成两个文件。"),
    "key": ("键应是一个词，这里不是", "写成“键: 值”。"),
    "depth": ("括号或缩进套得太深", "检查这里的括号 [ ] { } 是不是写多了。"),
    "alias": ("以 * 开头的文字会被当成引用", "给这段文字加引号。"),
    "anchor": ("以 & 开头的文字会被当成锚点", "给这段文字加引号。"),
    "tag": ("以 ! 开头的文字会被当成类型标记", "给这段文字加引号。"),
}


def _spots(trouble: Trouble, file: TextFile) -> Iterator[_Spot]:
    """The lines to look at, likeliest first: where the parser stopped, where what it was reading began,
    and the written line above."""
    line, column = file.place(trouble.offset)
    began, since = file.place(trouble.since) if trouble.since is not None else (line, 0)
    above = line - 1
    while above > 1 and not file.line(above).strip():
        above -= 1
    for number in dict.fromkeys((began, line, above)):
        text = file.line(number)
        if text.strip() and not text.lstrip(" ").startswith("#"):
            yield _Spot(
                number,
                text,
                column - 1 if number == line else None,
                since - 1 if number == began and since else None,
                file.line(number - 1),
                file,
            )


def _quoted(value: str) -> str:
    return "'" + value.rstrip().replace("'", "''") + "'"


def _quote_value(text: str, match: re.Match[str]) -> str:
    return text[: match.start("value")] + _quoted(match["value"])


def dash(spot: _Spot) -> Hint | None:
    """`-序号: 1`, `－ 序号: 1`: to YAML a key that begins with a dash."""
    match = _BAD_DASH.match(spot.text)
    if match is None or (match["dash"] == "-" and match["blank"].strip(" ") == "" and match["blank"]):
        return None
    what = "横线后面没有半角空格" if match["dash"] == "-" else f"列表项前面是“{match['dash']}”，不是半角横线"
    return Hint(
        spot.number, match.start("dash"), 1, "yaml-dash", what,
        "改成半角横线加一个半角空格：“- ”。", f"{match['lead']}- {spot.text[match.end() :]}",
    )  # fmt: skip


def wide_blank(spot: _Spot) -> Hint | None:
    """A full-width or no-break blank before a key, or between it and what stands beside it."""
    match = _WIDE_BLANK.match(spot.text)
    if match is None:
        return None
    rest = spot.text[match.end() :]
    if match["colon"]:
        where, advice, mended = "冒号后面", "改成一个半角空格。", f"{match['colon']} {rest}"
    elif not _KNOWN_KEY.match(rest):
        return None
    elif match["dash"]:
        where, advice, mended = "横线后面", "改成一个半角空格。", f"{match['dash'].rstrip()} {rest}"
    else:
        wanted = level_for(re.split("[ :：]", rest)[0], spot.number, spot.file)
        if wanted is None:
            wanted = 2 * len(match["wide"].strip(" ")) + match["wide"].count(" ")
        where, advice = "缩进", f"换成半角空格，与同级的键对齐：前面应有 {wanted} 个半角空格。"
        mended = " " * wanted + rest
    return Hint(
        spot.number, match.start("wide"), len(match["wide"]), "yaml-blank", f"{where}用了全角空格", advice, mended,
    )  # fmt: skip


def pasted(spot: _Spot) -> Hint | None:
    """A paragraph that begins at the left margin below a key: no key of its own."""
    text = spot.text
    lead = len(text) - len(text.lstrip(" "))
    if text.lstrip(" ").startswith(("-", "#", "[", "{", '"', "'", "%")) or _KNOWN_KEY.match(text):
        return None
    above = next(
        (found for n in range(spot.number - 1, 0, -1) if (found := entry_at(spot.file.line(n)))), None
    )
    if above is None or lead >= above.column or _KEY_AND_VALUE.match(text.lstrip(" ")):
        return None
    wanted = above.column + 2
    return Hint(
        spot.number, lead, min(len(text) - lead, 12), "yaml-text", "这一行是一段文字，不是“键: 值”",
        f"属于上面的“{above.key}”就接到那一行末尾，或在前面加 {wanted} 个空格；只是说明就在行首加“# ”。",
        " " * wanted + text.lstrip(" "),
    )  # fmt: skip


def tab(spot: _Spot) -> Hint | None:
    match = _TAB.match(spot.text)
    if match is None:
        return None
    blanks = match[0].replace("\t", "  ")
    return Hint(
        spot.number, match.start(1), len(match[1]), "yaml-tab", "缩进用了制表符（Tab）",
        "YAML 的缩进只能用空格：把 Tab 换成空格，与同级的键对齐。", blanks + spot.text[match.end() :],
    )  # fmt: skip


def wide_colon(spot: _Spot) -> Hint | None:
    match = _WIDE_COLON.match(spot.text)
    return _colon(spot, match, "后面是全角冒号“：”", "改成半角冒号加空格") if match else None


def tight_colon(spot: _Spot) -> Hint | None:
    match = _TIGHT_COLON.match(spot.text)
    if match is None or spot.text[match.end() :].startswith("//"):
        return None
    return _colon(spot, match, "的冒号后面没有空格", "冒号后加一个空格")


def _colon(spot: _Spot, match: re.Match[str], wrong: str, remedy: str) -> Hint:
    key = match["key"]
    return Hint(
        spot.number, match.start("colon"), 1, "yaml-colon", f"键“{key}”{wrong}", f"{remedy}：“{key}: ”。",
        f"{match['lead']}{key}: {spot.text[match.end() :]}",
    )  # fmt: skip


def wide_comma(spot: _Spot) -> Hint | None:
    match = _WIDE_COMMA.search(spot.text)
    if match is None or "{" not in spot.text[: match.start()]:
        return None
    return Hint(
        spot.number, match.start(), 1, "yaml-comma", "{ } 里用了全角逗号“，”分隔",
        "改成半角逗号加空格：“, ”。",
        _WIDE_COMMA.sub(", ", spot.text),
    )  # fmt: skip


def quotes(spot: _Spot) -> Hint | None:
    match = _ENTRY.match(spot.text) or _ITEM.match(spot.text)
    if match is None or match["value"][0] not in "\"'":
        return None
    value, mark = match["value"].rstrip(), match["value"][0]
    closing = value.find(mark, 1)
    backslash = mark == '"' and _NO_ESCAPE.search(value)
    if closing == len(value) - 1 and not backslash:
        return None
    name = "双" if mark == '"' else "单"
    if closing < 0:
        message, advice = f"{name}引号 {mark} 没有配对", f"在这段文字末尾补上 {mark}，或去掉开头的引号。"
        mended = spot.text[: match.start("value")] + _quoted(value[1:])
    elif backslash:
        message, advice = "双引号里的反斜杠 \\ 有特殊含义", "把两端的双引号改成单引号。"
        mended = spot.text[: match.start("value")] + _quoted(value[1:closing])
    else:
        message = f"{name}引号 {mark} 关上以后，后面还有文字"
        other = "单引号" if mark == '"' else "双引号"
        advice = f"整段文字用{other}括起来，或把里面的引号改成“”。"
        mended = _quote_value(spot.text, match)
    return Hint(spot.number, match.start("value"), 1, "yaml-quote", message, advice, mended)


def special_start(spot: _Spot) -> Hint | None:
    match = _ENTRY.match(spot.text) or _ITEM.match(spot.text)
    if match is None or match["value"][0] not in _SPECIAL:
        return None
    at = match.start("value")
    if spot.column is None or not at <= spot.column <= at + 1:
        return None
    mark = match["value"][0]
    return Hint(
        spot.number, at, 1, "yaml-start", f"文字不能以 {mark} 开头：它在 YAML 里有特殊含义",
        f"给整段文字加单引号：{_shorten(_quoted(match['value']))}", _quote_value(spot.text, match),
    )  # fmt: skip


def colon_in_value(spot: _Spot) -> Hint | None:
    match = _ENTRY.match(spot.text)
    if match is None or match["value"][0] in "\"'[{":
        return None
    inner = re.search(r":(?=[ \t]|$)", match["value"])
    if inner is None:
        return None
    return Hint(
        spot.number, match.start("value") + inner.start(), 1, "yaml-colon",
        "文字里有半角冒号加空格，会被当成又一个键",
        "改成全角冒号“：”，或给整段文字加单引号。", _quote_value(spot.text, match),
    )  # fmt: skip


def bracket(spot: _Spot) -> Hint | None:
    if spot.since is None or spot.text[spot.since : spot.since + 1] not in ("[", "{"):
        return None
    opening = spot.text[spot.since]
    closing = {"[": "]", "{": "}"}[opening]
    if spot.text.count(opening) <= spot.text.count(closing):
        return None
    return Hint(
        spot.number, spot.since, 1, "yaml-bracket", f"括号 {opening} 没有配对",
        f"在末尾补上 {closing}；括号里的各项用半角逗号加空格分开。", spot.text.rstrip() + closing,
    )  # fmt: skip


def indent(spot: _Spot) -> Hint | None:
    """A key that does not stand where its like stand, or deeper than the `key: value` above it, to which it
    cannot belong."""
    here = entry_at(spot.text)
    if here is None or spot.column is None or here.dashed:
        return None
    above = _ENTRY.match(spot.above)
    wanted = level_for(here.key, spot.number, spot.file)
    if wanted is None:
        wanted = len(above["lead"]) if above else None
    return _moved(spot.number, spot.text, wanted)


def _moved(number: int, text: str, wanted: int | None) -> Hint | None:
    here = entry_at(text)
    if here is None or wanted is None or wanted == here.column:
        return None
    side = "深" if here.column > wanted else "浅"
    return Hint(
        number, here.column, len(here.key), "yaml-indent", f"键“{here.key}”的缩进{side}了，对不齐",
        f"同一级的键左端对齐：前面应有 {wanted} 个空格，现有 {here.column} 个。", " " * wanted + text.lstrip(),
    )  # fmt: skip


def _key_out_of_place(file: TextFile, line: int) -> Hint | None:
    """The nearest key above that stands at a level where nothing of its kind does."""
    for number in range(line, max(0, line - 40), -1):
        here = entry_at(file.line(number))
        if here is not None and not here.dashed:
            hint = _moved(number, file.line(number), level_for(here.key, number, file))
            if hint is not None:
                return hint
    return None


Rule = Callable[[_Spot], Hint | None]
SLIPS: tuple[Rule, ...] = (dash, wide_blank)  # plain wherever they stand: looked for first
RULES: tuple[Rule, ...] = (
    tab, special_start, quotes, wide_comma, bracket, pasted, wide_colon, tight_colon, colon_in_value, indent,
)  # fmt: skip


def _shorten(words: str, most: int = 24) -> str:
    return words if len(words) <= most else words[: most - 2] + "…'"
