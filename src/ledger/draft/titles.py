"""Where the heading sentence of a numbered paragraph ends and its text begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ledger.draft.noise import open_pairs

NO_TITLE = "没有标题句，任务名称取自首句"

_PAIRS = {"（": "）", "(": ")", "〔": "〕", "“": "”", "《": "》", "【": "】"}
_CLOSERS = set(_PAIRS.values()) | {"）", ")"}
_LONGEST = 50  # characters: a longer first sentence is text, not a heading
_LONGEST_ALONE = 60  # the same, when it is all there is
_CLAUSE = re.compile(r"[，,；;：:]")
_NO_TASK_WORD = (
    r"(?:指导思想|总体要求|总体思路|总体目标|工作目标|主要目标|基本目标|目标要求|目标|基本原则|工作原则|原则|基本思路|"
    r"工作思路|适用范围|实施范围|工作范围|编制依据|工作依据|工作背景|背景|重要意义|工作机构|组织机构|"
    r"总则|附则|基本要求)"
)
_NO_TASK = re.compile(rf"{_NO_TASK_WORD}(?:[和与及、]{_NO_TASK_WORD})*[。：:]?")


@dataclass(frozen=True, slots=True)
class Title:
    """`name` is the heading sentence without its stop, `rest` the text after it, `printed` the heading with
    its stop."""

    name: str
    rest: str
    printed: str
    doubts: tuple[str, ...] = ()


def is_no_task(name: str) -> bool:
    """指导思想, 总体要求 and the like say what for, not what to do."""
    return bool(_NO_TASK.fullmatch(name))


def split_title(text: str, bold: tuple[bool, ...] = (), spaced: int | None = None) -> Title:
    """Divide the text of a numbered paragraph (number and attribution already taken off).

    The heading ends at the first 。 outside brackets and quotes; failing that where the bold words end, a
    blank stood, or at a ： after a few words. A paragraph without heading sentence keeps its whole text as
    content, takes its name from the first clause, and carries a doubt.
    """
    text = text.strip()
    end = _first_stop(text)
    if end is not None and end < len(text) - 1 and end <= _LONGEST:
        colon = _colon(text[:end])
        if colon is None or end <= 30:
            return Title(text[:end], text[end + 1 :].strip(), text[: end + 1])
    for cut in (_bold_end(text, bold), spaced, _colon(text)):
        if cut and 2 <= cut <= _LONGEST and cut < len(text) - 1:
            mark = 1 if text[cut] in "：:。" else 0
            return Title(text[:cut].rstrip("。：:"), text[cut + mark :].strip(), text[: cut + mark])
    alone = text.rstrip("。：:；;.")
    if (end is None or end >= len(text) - 1) and len(alone) <= _LONGEST_ALONE:
        return Title(alone, "", text)
    return Title(_first_clause(text), text, "", (NO_TITLE,))


def _first_stop(text: str) -> int | None:
    """Where the first sentence ends, brackets and quotes left aside."""
    depth = 0
    for position, character in enumerate(text):
        if character in _PAIRS:
            depth += 1
        elif character in _CLOSERS:
            depth = max(0, depth - 1)
        elif depth == 0 and (character in "。！？" or (character == "." and _between_words(text, position))):
            return position
    return None


def _between_words(text: str, position: int) -> bool:
    around = text[position - 1 : position] + text[position + 1 : position + 2]
    return len(around) == 2 and all("\u4e00" <= character <= "\u9fff" for character in around)


def _bold_end(text: str, bold: tuple[bool, ...]) -> int | None:
    """Where bold type that began with the paragraph ends, when something follows it."""
    if not bold or not bold[0]:
        return None
    end = next((n for n, is_bold in enumerate(bold[: len(text)]) if not is_bold), None)
    return end - 1 if end and text[end - 1 : end] in "。：:" else end


def _colon(text: str) -> int | None:
    match = re.search(r"[：:]", text[:26])
    inside = match and open_pairs(text[: match.start()])  # （第3号，领衔代表：某某）
    return match.start() if match and not inside else None


def _first_clause(text: str) -> str:
    for match in _CLAUSE.finditer(text):
        if match.start() >= 8 and not open_pairs(text[: match.start()]):
            return text[: min(match.start(), _LONGEST)]
    return text[:_LONGEST].rstrip("。")
