"""Who does it and by when, wherever a document says so: （…）, 〔…〕, 【…】, a labelled line, bold words.

`split` cuts a paragraph into stretches of text, each with the attribution that closes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ledger.plan.deadline import read_deadline

_COLON = r"\s*[:：]\s*"
_WHO = r"(?:单位|部门|科室|股室|机构|主体|处室|人|领导|县长|县领导)"
UNIT_LABEL = (
    rf"(?:(?:牵头|责任|配合|协办|协同|协助|主办|承办|落实|参与|参加|实施|主责|督办|督导|监管|指导|负责|组织)"
    rf"(?:责任|落实|实施|配合)?(?:{_WHO}及{_WHO}|{_WHO})|责任分工|任务分工|责任主体|分管领导|单位分工)"
)
DEADLINE_LABEL = (
    r"(?:(?:完成|落实|工作|整改|办结|责任|时间|办理|推进|报送|实施)?(?:时限|期限|时间|节点|时间节点|进度)"
    r"(?:要求|安排|节点)?|完成日期|截止日期)"
)
_LABELS = re.compile(rf"(?P<units>{UNIT_LABEL}){_COLON}|(?P<deadline>{DEADLINE_LABEL}){_COLON}")
_ROLE_WORD = re.compile(
    r"牵头|负责|配合|落实|参与|参加|协助|协同|主办|协办|承办|组织实施|按职责分工|分别|为责任单位"
)
_UNIT_END = re.compile(
    r"(?:[局办委部院会社站队所场镇乡厅处校行园区县市]|中心|公司|政府|单位|部门|街道|机关|企业|集团|银行|领导小组|"
    r"专班|指挥部|村（社区）|社区|法院|检察院|等)(?:等)?$"
)
_OPEN = "（(〔【[﹙"
_CLOSE = {"（": "）)", "(": "）)", "〔": "〕]", "【": "】", "[": "]〕", "﹙": "﹚）)"}
_STOPPED = "。！？!?；;：:）)〕】”"
_EDGE = " 　;；,，。.、"
_DATE_WORD = re.compile(r"\d|年|月|季度|全年|长期|持续|底|常态|即时|适时|立即|每周|每日|旬|按时|随时")
_LONGEST = 400  # characters: no attribution is longer
_RULE = re.compile(r"[,，;；。]?[^,，;；。]*(?:不再(?:一一)?(?:列出|罗列|列举|重复)|下同)[^,，;；。]*")


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
        units = "；".join(part for part in (self.units, other.units) if part)
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
    if line[0] in _OPEN and _close(line, 0) == len(line) - 1:
        return _in_bracket(line, 0, len(line) - 1)
    match = _LABELS.match(line.lstrip("—-·•●◆■▲* 、"))
    if match and not re.search(r"。[^）〕】]", line):
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
    if _LABELS.match(inner) or re.search(rf"[;；,，。、]\s*(?:{DEADLINE_LABEL}|{UNIT_LABEL}){_COLON}", inner):
        return _read(inner)
    stands = not before or before[-1] in _STOPPED or not after or after[0] in "。；;\n"
    if not stands:
        return None
    if _ROLE_WORD.search(inner) and "。" not in inner.rstrip("。") and _names_units(inner):
        return _read(inner)
    closed = not before or before[-1] in _STOPPED
    if (closed or not after) and only_names(inner) and not _is_aside(before, after):
        return Attribution(units=inner)
    if closed and _is_date(inner):
        return Attribution(deadline=inner)
    return None


def _is_aside(before: str, after: str) -> bool:
    """`…办公室（政务公开室）报送`: a bracket in the middle of a sentence explains a name."""
    return bool(before) and before[-1] not in _STOPPED and bool(after.strip(_EDGE))


def _names_units(words: str) -> bool:
    """Whether role words stand behind something that could be a unit."""
    return bool(re.search(r"[局办委部院会社站队所镇乡府位门心司道区厅处关室班组]", words)) and len(words) > 3


def only_names(words: str) -> bool:
    """Whether the words are nothing but names of units: every part ends like one."""
    parts = [part for part in re.split(r"[、，,；;]|和(?=县|各)|及(?=县|各)", words) if part.strip()]
    flat = [re.sub(r"[（(][^（）()]*[）)]$", "", part.strip()) for part in parts]
    return bool(flat) and all(1 < len(part) <= 25 and _UNIT_END.search(part) for part in flat)


def _is_date(words: str) -> bool:
    """Whether the words are a deadline and nothing else (2023年6月底前完成, 长期坚持)."""
    if len(words) > 40 or not _DATE_WORD.search(words):
        return False
    reading = read_deadline(re.sub(r"(?:前|底|内)?(?:完成|落实|办结|实施)?[。；]?$", _keep_edge, words), 2000)
    return bool(reading.milestones) and all(m.kind != "unknown" for m in reading.milestones)


def _keep_edge(match: re.Match[str]) -> str:
    return re.sub(r"(?:完成|落实|办结|实施)?[。；]?$", "", match[0])


def _read(words: str) -> Attribution:
    """Attribution words → units, deadline and rule. Labels divide them; a part that is a date and stands under
    no label is the deadline."""
    rule = _RULE.search(words)
    if rule:
        words = words[: rule.start()] + words[rule.end() :]
    matches = list(_LABELS.finditer(words))
    cuts = [0, *(m.start() for m in matches), len(words)]
    labels = [None, *matches]
    kept, deadlines = "", []
    for label, start, end in zip(labels, cuts, cuts[1:], strict=False):
        part = words[start:end]
        if label is not None and label["deadline"]:
            deadlines.append(part[len(label[0]) :].strip(_EDGE))
        else:
            kept += part
    if not deadlines:
        kept, found = _last_date(kept)
        deadlines = [found] if found else []
    return Attribution(kept.strip(_EDGE), "；".join(deadlines), rule[0].strip(_EDGE) if rule else "")


def _last_date(words: str) -> tuple[str, str]:
    """`县财政局牵头，2023年6月底前完成` → (`县财政局牵头`, `2023年6月底前完成`); parts in front count too."""
    parts = re.split(r"([，,；;])", words)
    names, dates = parts[::2], [part for part in parts[::2] if _is_date(part.strip())]
    if not dates or len(dates) == len(names):
        return words, ""
    kept = "".join(
        part + (parts[n + 1] if n + 1 < len(parts) else "")
        for n, part in enumerate(parts)
        if n % 2 == 0 and not _is_date(part.strip())
    )
    return kept.strip(_EDGE), "，".join(part.strip() for part in dates)


def _at_end(text: str, start: int, bold: tuple[bool, ...]) -> Stretch:
    """An attribution without bracket at the end: labelled (`…。责任单位：…`), bold, or the last clause."""
    labels = [m for m in _LABELS.finditer(text) if not text[: m.start()] or _ends(text[: m.start()])]
    label = next((m for m in labels if m["units"]), None)
    label = label or next((m for m in labels if len(text) - m.start() < 40), None)
    if label and len(text) - label.start() <= _LONGEST and not re.search(r"。.", text[label.start() :]):
        return Stretch(text[: label.start()].rstrip(), _read(text[label.start() :]), start)
    cut = max(text.rfind(mark) for mark in "。；") + 1
    last = text[cut:].strip().rstrip(_EDGE).lstrip("—- ")
    if cut and last and len(last) <= 200 and not text.endswith("。"):
        is_bold = bool(bold) and all(bold[cut : len(text)])
        if only_names(last) or (
            _ROLE_WORD.search(last) and _names_units(last) and (is_bold or _roles_only(last))
        ):
            return Stretch(text[:cut], _read(last), start)
    return Stretch(text, None, start)


def _ends(text: str) -> bool:
    return text.rstrip()[-1:] in _STOPPED


def _roles_only(words: str) -> bool:
    """`县财政局牵头，各乡镇配合`: every part is names with a role word at its end."""
    parts = [re.sub(rf"(?:{_ROLE_WORD.pattern})+$", "", part) for part in re.split(r"[，,；;]", words)]
    return all(only_names(part) for part in parts if part.strip())
