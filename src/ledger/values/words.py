"""The words people read for what the code calls otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ledger.values.duty import Duty, Light, State
from ledger.words.meanings import Role

PAST_UNSEEN = "集合没有列明成员，不亮红灯"
LIGHT_WORDS: dict[Light | None, str] = {"red": "红", "amber": "黄", "green": "绿", None: "－"}
LIGHT_INKS = {
    "红": ("C00000", "FFFFFF"),
    "黄": ("FFD966", "000000"),
    "绿": ("E2EFDA", "000000"),
}  # ground, letter
ROLE_WORDS: dict[Role | None, str] = {
    "lead": "牵头",
    "support": "配合",
    "responsible": "责任",
    "reporting": "报送",
    None: "",
}
STATE_WORDS: dict[State, str] = {
    "not_started": "未启动",
    "in_progress": "推进中",
    "reported": "已完成",
    "closed": "已销号",
    "returned": "退回",
    "extended": "延期",
    "cancelled": "已取消",
    "standing": "持续推进",
    "released": "随牵头办结",
    "deemed": "逾期视为",
}
NOBODY = "未明确责任单位"
_INNER = str.maketrans("“”", "‘’")


def quoted(name: str) -> str:
    """In quotation marks, those inside turned into single ones (GB/T 15834)."""
    return f"“{name.translate(_INNER)}”"


def called(no: int | str) -> str:
    """How sentences call a task or a 报送: `第4项`, `报1`."""
    return f"第{no}项" if isinstance(no, int) else no


def long_day(day: date) -> str:
    """`2022年11月5日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def cell_day(day: date) -> str:
    """`2022.11.05`, for a sentence in a cell: a narrow one would break a day at its hyphens."""
    return f"{day:%Y.%m.%d}"


def matter_words(what: str, days: str) -> str:
    """`公布目录：9月底前`: a matter with a day of its own, the same in every 时间节点 cell; it reads back as it is."""
    return f"{what}：{days}"


def carrier_words(duty: Duty) -> str:
    """Whose duty it is: the unit, the group itself, or nobody."""
    return duty.unit or duty.via or NOBODY


def titled(name: str, hint: str, what: str | None) -> str:
    """A task with what tells it from others of its name and the matter of a milestone: `主动公开（规范性文件）：公布目录`."""
    return name + (f"（{hint}）" if hint else "") + (f"：{what}" if what else "")


def task_words(duty: Duty) -> str:
    return titled(duty.name, duty.hint, duty.what)


def role_words(duty: Duty) -> str:
    """The document's own role word, with the group the unit belongs to: `落实（各乡镇）`."""
    word = duty.word or ROLE_WORDS[duty.role]
    return f"{word}（{duty.via}）" if duty.via and duty.unit else word


def state_word(duty: Duty) -> str:
    return "申请延期" if duty.asking and duty.open else STATE_WORDS[duty.state]


def state_words(duty: Duty) -> str:
    """`standing_words`, with what became of earlier periods: （另漏报 1 次）."""
    return standing_words(duty) + bracketed(earlier_words((duty,), " "))


def standing_words(duty: Duty) -> str:
    """The state, with a request for an extension, 逾期完成 and an extension after the day kept visible."""
    words = state_word(duty)
    if duty.state == "returned" and duty.returned_for:
        words += f"（{duty.returned_for}）"
    if duty.late and duty.done:
        words += "（逾期完成）"
    elif duty.late and duty.days_left is not None and duty.days_left >= 0:
        words += "（延期前已逾期）"
    return words


def past_words(duty: Duty, gap: str = "") -> str:
    """How often a unit left an earlier period open, "" for never: `漏报1次、未办结2次`, with blanks around the figures
    where `gap` is one."""
    unfinished = "未报送" if duty.role == "reporting" else "未办结"
    counts = (("漏报", duty.missed), (unfinished, duty.unfinished))
    return "、".join(f"{word}{gap}{times}{gap}次" for word, times in counts if times)


def earlier_words(duties: Iterable[Duty], gap: str = "") -> str:
    """`past_words` of those who stand on one line, true of each: `另漏报1次` where all have the same, else whose it is,
    `其中县住建局等6个另漏报1次，县水利局另漏报2次`. "" where nobody left any open."""
    found: dict[str, dict[str, None]] = {}
    for duty in duties:
        found.setdefault(past_words(duty, gap), {})[carrier_words(duty)] = None
    if len(found) < 2:
        return "".join(f"另{words}" for words in found if words)
    parts = (f"{_some(list(names), gap)}另{words}" for words, names in found.items() if words)
    return f"其中{'，'.join(parts)}"


def _some(names: list[str], gap: str) -> str:
    return "、".join(names) if len(names) < 3 else f"{names[0]}等{gap}{len(names)}{gap}个"


def bracketed(words: str) -> str:
    """In brackets, where there is something to say."""
    return f"（{words}）" if words else ""


def days_words(duty: Duty) -> str:
    """How long there is: 还有 21 天, 今天到期, 逾期 3 天."""
    left = duty.days_left
    if left is None:
        return "无期限"
    if left < 0:
        return f"逾期 {-left} 天" if duty.open and duty.state != "deemed" else f"已过 {-left} 天"
    return "今天到期" if left == 0 else f"还有 {left} 天"


def day_words(duty: Duty) -> str:
    """The day owed, and the day it was before an extension or a later notice moved it."""
    if duty.due is None:
        return "无"
    moved = duty.original_due is not None and duty.original_due != duty.due
    return f"{duty.due}（原 {duty.original_due}）" if moved else str(duty.due)


def compact(nos: Iterable[int | str]) -> str:
    """Numbers with runs of three and more joined: `1、3–5、报1`."""
    runs: list[list[int | str]] = []
    for no in nos:
        if runs and isinstance(no, int) and isinstance(runs[-1][-1], int) and no == runs[-1][-1] + 1:
            runs[-1].append(no)
        else:
            runs.append([no])
    return "、".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else "、".join(map(str, run)) for run in runs)
