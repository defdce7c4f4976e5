"""Who does it and by when, wherever a document says so: （…）, 〔…〕, 【…】, a labelled line, bold words.

`split` cuts a paragraph into stretches of text, each with the attribution that closes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ledger.draft.labels import BOXED_LABEL, COLON, DEADLINE_LABEL, LABELS, UNIT_LABEL
from ledger.words.deadline.reader import read_deadline
from ledger.words.lexicon import END_LETTERS, IN_RUNNING_TEXT, any_of, role_words
from ledger.words.responsibility.names import ends_a_name
from ledger.words.responsibility.reader import read_responsibility

_VERBS = {
    *role_words(sure=True, label="alone", verb="strong"),
    *role_words(sure=True, label="alone", verb="weak"),
}
_ROLE_WORD = re.compile(rf"{any_of(_VERBS - {*IN_RUNNING_TEXT})}|组织实施|按职责分工|分别|为责任单位")
_UNIT_LETTER = re.compile(f"[{END_LETTERS}府位门心司道关班]")
_OPEN = "（(〔【[﹙"
_CLOSE = {"（": "）)", "(": "）)", "〔": "〕]", "【": "】", "[": "]〕", "﹙": "﹚）)"}
_STOPPED = "。！？!?；;：:）)〕】”"
_SENTENCE = re.compile(rf"。(?!(?:{UNIT_LABEL}|{DEADLINE_LABEL}){COLON})[^）)〕】]")
_BY_WHOM = re.compile(r"[，,]由(?P<who>[^。；]{2,200}(?:负责|牵头|配合|落实|参加|完成)[^。；]{0,12})[。；]?$")
_LED_BY = re.compile(r"(?:^|(?<=[，,。；：:、]))由")
_DEMANDED = re.compile(
    r"(?:^|(?<=[，。；：\n]))(?P<who>[^，。；：\n]{2,60}?)(?:要|应当?|须|务必|负责)(?=于|在|尽快|抓紧|加快|\d|确保|按|牵头|做好|完成)"
)
_THEN_DAY = re.compile(
    r"[，,](?:于|在|力争|确保|要求|须)?(?:\d|[一二三四五六七八九十]{1,2}月|[上下]半年|年[底内]|本[年月]|每|第?[一二三四]季度|全年|[^，。；]{1,8}(?<![以目之提])前(?![期述提景列沿瞻])(?:[^，。；]{0,6}(?:完成|到位|建成)))"
)
_ROLE_STOP = re.compile(r"(?:负责|牵头|配合|落实|参与|组织|协助)(?=[，,])")
_HEADING = 50  # characters: what stands before a bracket is still a heading sentence
_EDGE = " 　;；,，。.、"
_DATE_WORD = re.compile(r"\d|年|月|季度|全年|长期|持续|底|常态|即时|适时|立即|每周|每日|旬|按时|随时")
_LONGEST = 400  # characters: no attribution is longer
_RULE = re.compile(
    r"[,，;；。]?(?:(?:以下|下列|各项|所有)[^。；;]*)?[^,，;；。]*不再(?:一一)?(?:列出|罗列|列举|重复)[^,，;；。]*|[,，;；。]?下同"
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """The words of one attribution: `units` without bracket and date, `deadline` without its label.

    `rule` is the part that speaks for the whole document (下同, 不再列出).
    """

    units: str = ""
    deadline: str = ""
    rule: str = ""

    def __bool__(self) -> bool:
        return bool(self.units or self.deadline)

    def merge(self, other: Attribution) -> Attribution:
        """Two labelled lines that belong together: 责任单位：… and below it 完成时限：…."""
        glue = "" if other.units.startswith("、") else "；"
        units = glue.join(part for part in (self.units, other.units) if part)
        return Attribution(units, self.deadline or other.deadline, self.rule or other.rule)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Running text from `start` on, and the attribution that closes it (None where none does)."""

    text: str
    attribution: Attribution | None
    start: int = 0


def split(text: str, bold: tuple[bool, ...] = ()) -> list[Stretch]:
    """The stretches of one cleaned paragraph; at least one."""
    stretches: list[Stretch] = []
    start = position = 0
    while position < len(text):
        if text[position] in _OPEN:
            end = _close(text, position)
            if end is None:
                position += 1
                continue
            if BOXED_LABEL.match(text, position):
                position = end + 1  # 【牵头单位】 heads what follows
                continue
            found = _in_bracket(text, position, end)
            if found:
                after = end + 1
                while after < len(text) and text[after] in "。；;.":
                    after += 1
                body = text[start:position].rstrip()
                if not body.strip(_EDGE) and stretches and stretches[-1].attribution:
                    before = stretches.pop()  # （县财政局牵头）（6月底前）
                    assert before.attribution
                    found, body, start = before.attribution.merge(found), before.text, before.start
                stretches.append(Stretch(body, found, start))
                start = position = after
                continue
            position = end + 1
        else:
            position += 1
    rest = text[start:]
    if rest.strip(_EDGE) or not stretches:
        stretches.append(_at_end(rest, start, bold[start:]))
    return stretches


def read_line(text: str) -> Attribution | None:
    """A whole paragraph that is an attribution: `责任单位：…`, `（县财政局）`; else None."""
    line = text.strip().rstrip("。；;")
    if not line or len(line) > _LONGEST:
        return None
    if line[0] in _OPEN and _close(line, 0) == len(line) - 1 and not BOXED_LABEL.match(line):
        return _in_bracket(line, 0, len(line) - 1)
    match = LABELS.match(line.lstrip("—-·•●◆■▲* 、"))
    if match and not _SENTENCE.search(line):
        return _read(line.lstrip("—-·•●◆■▲* 、"))
    return None


def _close(text: str, start: int) -> int | None:
    """Where the bracket opened at `start` closes, counting brackets inside it; None when it does not."""
    stack: list[str] = []
    for position in range(start, min(len(text), start + _LONGEST)):
        character = text[position]
        if character in _OPEN:
            stack.append(_CLOSE[character])
        elif stack and character in stack[-1]:
            stack.pop()
            if not stack:
                return position
    return None


def _in_bracket(text: str, start: int, end: int) -> Attribution | None:
    """The attribution inside text[start..end], or None when that bracket is an ordinary one."""
    inner = text[start + 1 : end].strip()
    before, after = text[:start].rstrip(), text[end + 1 :].lstrip()
    if not inner or inner.startswith(("以下", "简称", "详见", "见", "含", "包括")):
        return None
    if LABELS.match(inner) or re.search(rf"[;；,，。、]\s*(?:{DEADLINE_LABEL}|{UNIT_LABEL}){COLON}", inner):
        return _read(inner)
    closed = not before or before[-1] in _STOPPED
    if not closed and after and after[0] not in "。；;":
        return None  # in the middle of a sentence a bracket explains a word
    words = _RULE.sub("", inner)
    if _ROLE_WORD.search(words) and "。" not in words.rstrip("。") and _names_units(words):
        found = _read(inner)
        return found if found.units and read_responsibility(found.units).parties else None
    heads = "。" not in before and len(before) < _HEADING
    if not closed and after and not heads:
        return None
    names, dates = _last_date(words)
    if only_names(names) and (closed or dates or not after or all(len(name) > 2 for name in _names(names))):
        return Attribution(names, dates, _rule(inner))
    return Attribution(deadline=words) if closed and is_date(words) else None


def _names_units(words: str) -> bool:
    """Whether role words stand behind something that could be a unit."""
    return bool(_UNIT_LETTER.search(words)) and len(words) > 3


def only_names(words: str) -> bool:
    """Whether the words are nothing but names of units: each ends like one, or all are read as units."""
    names = _names(words)
    if not names or not all(1 < len(name) <= 30 for name in names):
        return False
    if all(name == "等" or ends_a_name(name.removesuffix("等")) for name in names):
        return True
    reading = read_responsibility(words)
    return bool(reading.parties) and not reading.unknown and not reading.warnings


def _names(words: str) -> list[str]:
    return [part.strip() for part in re.split(r"[、，,；;]|和(?=县|各)|及(?=县|各)", words) if part.strip()]


def is_date(words: str) -> bool:
    """Whether the words are a deadline and nothing else (2023年6月底前完成, 长期坚持)."""
    if len(words) > 40 or not _DATE_WORD.search(words):
        return False
    milestones = read_deadline(words, 2000).milestones
    return bool(milestones) and all(m.kind != "unknown" and m.what is None for m in milestones)


def _is_matter(words: str) -> bool:
    """Whether the words are one deadline with what is to be done by then, and nobody's name."""
    if len(words) > 40 or not _DATE_WORD.search(words) or _ROLE_WORD.search(words):
        return False
    found = read_deadline(words, 2000)
    kinds = {m.kind for m in found.milestones}
    return (
        bool(kinds) and not kinds & {"unknown", "ongoing", "from"} and not found.unknown and not _named(words)
    )


def _named(words: str) -> bool:
    """Whether a unit begins or ends the words, or the words before their date."""
    before = re.split(r"(?:19|20)\d\d年|\d|每", words)[0]
    return bool(before) and only_names(before)


def _rule(words: str) -> str:
    found = _RULE.search(words)
    return found[0].strip(_EDGE) if found else ""


def _read(words: str) -> Attribution:
    """Attribution words → units, deadline and rule. Labels divide them; a part that is a date and stands under
    no label is the deadline."""
    rule = _rule(words)
    words = _RULE.sub("", words)
    matches = list(LABELS.finditer(words))
    cuts = [0, *(m.start() for m in matches), len(words)]
    kept, deadlines = "", []
    for label, start, end in zip([None, *matches], cuts, cuts[1:], strict=False):
        part = words[start:end]
        if label is not None and label["deadline"]:
            deadlines.append(part[len(label[0]) :].strip(_EDGE))
        elif part:
            kept += "；" + part if kept and kept[-1] not in "；;，,。、" else part
    if not deadlines:
        kept, found = _last_date(kept)
        deadlines = [found] if found else []
    return Attribution(kept.strip(_EDGE), "；".join(deadlines), rule)


def _last_date(words: str) -> tuple[str, str]:
    """`县财政局牵头，2023年6月底前完成` → (`县财政局牵头`, `2023年6月底前完成`); parts in front count too."""
    parts = re.split(r"([，,；;])", words)
    names = parts[::2]
    dated = [is_date(part.strip()) for part in names]
    for n in reversed(
        range(len(names))
    ):  # at the end the matter may stand with its date: 县目录10月底前补录完成
        if not dated[n] and not _is_matter(names[n].strip()):
            break
        dated[n] = True
    if not any(dated) or all(dated):
        return words, ""
    kept = "".join("".join(parts[2 * n : 2 * n + 2]) for n, is_date in enumerate(dated) if not is_date)
    dates = [part.strip() for part, is_date in zip(names, dated, strict=True) if is_date]
    return kept.strip(_EDGE), "，".join(dates)


def _at_end(text: str, start: int, bold: tuple[bool, ...]) -> Stretch:
    """An attribution without bracket at the end: labelled (`…。责任单位：…`), bold, or the last clause."""
    labels = [m for m in LABELS.finditer(text) if not text[: m.start()] or _ends(text[: m.start()])]
    label = next((m for m in labels if m["units"]), None)
    label = label or next((m for m in labels if len(text) - m.start() < 40), None)
    if label and len(text) - label.start() <= _LONGEST and not _SENTENCE.search(text[label.start() :]):
        return Stretch(text[: label.start()].rstrip(), _read(text[label.start() :]), start)
    cut = max(text.rstrip("。；").rfind(mark) for mark in "。；") + 1
    last = re.sub(r"^(?:由|请)", "", text[cut:].strip().rstrip(_EDGE).lstrip("—- "))
    if cut and last and len(last) <= 200:
        is_bold = bool(bold) and all(bold[cut : len(text)])
        told = _ROLE_WORD.search(last) and _names_units(last) and (is_bold or _roles_only(last))
        if told or (only_names(last) and not text.endswith("。")):
            found = _read(last)
            matter = bool(found.deadline) and not is_date(found.deadline)
            return Stretch(text if matter else text[:cut], found, start)  # 由各镇负责，4月10日前完成整地。
    by = _BY_WHOM.search(text)
    if by and _roles_only(by["who"]) and _names_units(by["who"]):
        whole = "。" in text[: by.start()]  # only a heading is cut short by it: 关于……的问题，由县财政局负责
        return Stretch(text if whole else text[: by.start()], _read(by["who"]), start)
    return Stretch(text, _led_by(text), start)


def _led_by(text: str) -> Attribution | None:
    """`由县住建局牵头，县自然资源局配合，6月15日前完成征收。`: who does it stands in the sentence, what follows is its
    matter. The words of the longest such run of names."""
    for match in _LED_BY.finditer(text):
        ends = [end.end() for end in _ROLE_STOP.finditer(text, match.end(), match.end() + _LONGEST)]
        stop = re.compile("[。；]").search(text, match.end())
        whole = [text[match.end() : end] for end in ends if stop is None or end <= stop.start()]
        who = next((words for words in reversed(whole) if _roles_only(words) and _names_units(words)), "")
        if who and _THEN_DAY.match(text, match.end() + len(who)):
            return _read(who)
    return None


def read_run(words: str) -> Attribution | None:
    """`由县水利局牵头，各乡镇配合`: a run of names with their role words and nothing else; None where it is not."""
    run = _LED_BY.sub("", words, count=1)
    return _read(run) if _roles_only(run) and _names_units(run) else None


def stated(text: str) -> str:
    """Who the running text says is to do it, where no attribution does: `由县财政局牵头，…`, `县住建局要于9月底前…`."""
    for match in _DEMANDED.finditer(text):
        if only_names(match["who"]) and _names_units(match["who"]):
            return match["who"]
    for match in _LED_BY.finditer(text):
        ends = [
            end.end() for end in re.finditer("(?:牵头|负责)(?=[，,。；])", text[match.end() :][:_LONGEST])
        ]
        if ends and _roles_only(text[match.end() :][: ends[0]]):
            return text[match.end() :][: ends[0]]
    return ""


def _ends(text: str) -> bool:
    return text.rstrip()[-1:] in _STOPPED


def _roles_only(words: str) -> bool:
    """`县财政局牵头，各乡镇配合，6月底前完成`: every part is names with a role word at its end, or a date."""
    words = _last_date(words)[0]
    parts = [re.sub(rf"(?:{_ROLE_WORD.pattern})+$", "", part) for part in re.split(r"[，,；;]", words)]
    return bool(re.search("牵头|负责|配合", words)) and all(
        only_names(part) for part in parts if part.strip()
    )
