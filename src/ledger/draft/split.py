"""Where a document says who does it and by when, beside the text: （…）, 〔…〕, 【…】, a labelled line, bold words, a last
sentence of its own.

`split` cuts a paragraph into stretches of text, each with the attribution that closes it.
"""

from __future__ import annotations

import re

from ledger.draft.attribution import (
    EDGE,
    LONGEST,
    ROLE_WORD,
    RULE,
    Attribution,
    Stretch,
    is_date,
    last_date,
    names_of,
    names_units,
    of_bracket,
    only_names,
    read_words,
    roles_only,
    rule_in,
)
from ledger.draft.labels import BOXED_LABEL, COLON, DEADLINE_LABEL, LABELS, UNIT_LABEL
from ledger.words.responsibility.reader import read_responsibility

_OPEN = "（(〔【[﹙"
_CLOSE = {"（": "）)", "(": "）)", "〔": "〕]", "【": "】", "[": "]〕", "﹙": "﹚）)"}
_STOPPED = "。！？!?；;：:）)〕】”"
_SENTENCE = re.compile(rf"。(?!(?:{UNIT_LABEL}|{DEADLINE_LABEL}){COLON})[^）)〕】]")
_HEADING = 50  # characters: what stands before a bracket is still a heading sentence


def split(text: str, bold: tuple[bool, ...] = ()) -> list[Stretch]:
    """The stretches of one cleaned paragraph; at least one."""
    stretches: list[Stretch] = []
    each = _each_its_own(text)
    if each is not None:
        stretches.append(each)
    start = position = len(each.text) if each else 0
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
                if not body.strip(EDGE) and stretches and stretches[-1].attribution:
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
    if rest.strip(EDGE) or not stretches:
        stretches.append(_at_end(rest, start, bold[start:]))
    return stretches


def _each_its_own(text: str) -> Stretch | None:
    """The sentence that says of each of its matters who does it in a bracket behind it (出台细则（县委组织部牵头，4月底前），
    兑现补贴（县财政局，长期坚持）): all of them carry the task, the brackets stay where they say of what. Below a
    heading sentence, semicolons part them where each is an attribution by itself."""
    found: list[tuple[int, int, Attribution]] = []
    matter = position = 0
    while position < len(text):
        end = _close(text, position) if text[position] in _OPEN else None
        if end is None:
            position += 1
            continue
        given = of_bracket(text[position + 1 : end].strip())
        if given.units and (end + 1 == len(text) or text[end + 1] in "，,、；;。"):
            words = re.split("[。；：\n]", text[matter:position])[-1].strip(EDGE)
            glued = not found or (
                text[matter : matter + 1] in tuple("，,、；;") and "。" not in text[matter:position]
            )
            if not glued or len(words) < 3 or only_names(words) or text[position - 1] in _STOPPED + "，、":
                return None
            found.append((position, end, given))
            matter = end + 1
        position = end + 1
    if len(found) < 2 or text[matter:].strip("。；; "):
        return None
    if not any(given.deadline or ROLE_WORD.search(given.units) for _, _, given in found):
        return None
    apart = "。" in text[: found[0][0]] and all(text[end + 1] in "；;" for _, end, _ in found[:-1])
    if apart and all(_in_bracket(text, start, end) for start, end, _ in found):
        return None
    return Stretch(text, Attribution("；".join(dict.fromkeys(given.units for *_, given in found))))


def read_line(text: str) -> Attribution | None:
    """A whole paragraph that is an attribution: `责任单位：…`, `（县财政局）`; else None."""
    line = text.strip().rstrip("。；;")
    if not line or len(line) > LONGEST:
        return None
    if line[0] in _OPEN and _close(line, 0) == len(line) - 1 and not BOXED_LABEL.match(line):
        return _in_bracket(line, 0, len(line) - 1)
    match = LABELS.match(line.lstrip("—-·•●◆■▲* 、"))
    if match and not _SENTENCE.search(line):
        return read_words(line.lstrip("—-·•●◆■▲* 、"))
    return None


def _close(text: str, start: int) -> int | None:
    """Where the bracket opened at `start` closes, counting brackets inside it; None when it does not."""
    stack: list[str] = []
    for position in range(start, min(len(text), start + LONGEST)):
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
        return read_words(inner)
    closed = not before or before[-1] in _STOPPED
    if not closed and after and after[0] not in "。；;":
        return None  # in the middle of a sentence a bracket explains a word
    words = RULE.sub("", inner)
    if ROLE_WORD.search(words) and "。" not in words.rstrip("。") and names_units(words):
        found = read_words(inner)
        return found if found.units and read_responsibility(found.units).parties else None
    heads = "。" not in before and len(before) < _HEADING
    if not closed and after and not heads:
        return None
    names, dates = last_date(words)
    if only_names(names) and (closed or dates or not after or all(len(name) > 2 for name in names_of(names))):
        return Attribution(names, dates, rule_in(inner))
    return Attribution(deadline=words) if closed and is_date(words) else None


def _at_end(text: str, start: int, bold: tuple[bool, ...]) -> Stretch:
    """An attribution without bracket at the end: labelled (`…。责任单位：…`), bold, or the last clause."""
    labels = [m for m in LABELS.finditer(text) if not text[: m.start()] or _ends(text[: m.start()])]
    label = next((m for m in labels if m["units"]), None)
    label = label or next((m for m in labels if len(text) - m.start() < 40), None)
    if label and len(text) - label.start() <= LONGEST and not _SENTENCE.search(text[label.start() :]):
        return Stretch(text[: label.start()].rstrip(), read_words(text[label.start() :]), start)
    for stops in ("。", "。；"):
        cut = max(text.rstrip("。；").rfind(mark) for mark in stops) + 1
        last = re.sub(r"^(?:由|请)", "", text[cut:].strip().rstrip(EDGE).lstrip("—- "))
        if not cut or not last or len(last) > 200:
            continue
        is_bold = bool(bold) and all(bold[cut : len(text)])
        told = ROLE_WORD.search(last) and names_units(last) and (is_bold or roles_only(last))
        if told or (only_names(last) and not text.endswith("。")):
            found = read_words(last)
            matter = bool(found.deadline) and not is_date(found.deadline)
            return Stretch(text if matter else text[:cut], found, start)  # 由各镇负责，4月10日前完成整地。
    return Stretch(text, None, start)


def _ends(text: str) -> bool:
    return text.rstrip()[-1:] in _STOPPED
