"""Title, 文号, issuer, day of issue, region and year, from what stands before the first task and after the last."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from ledger.draft.cleaning import Piece
from ledger.draft.region import YEAR, read_region
from ledger.words.lexicon import ISSUERS, any_of
from ledger.words.numbering import read_mark
from ledger.words.numerals import number

_KIND = r"(?:要点|方案|计划|分解表|分工表|任务表|清单|分工|安排|台账|任务|一览表|责任表|意见|规划|措施|办法|项目表|目录|通知|分解)"
_TITLE = re.compile(rf"^《?[^。；;：:]*{_KIND}》?(?:的?通知)?(?:[（(][^）)]{{1,20}}[）)])?$")
_GLUED_TITLE = re.compile(rf"^([^，。；]{{6,50}}?{_KIND})(?=为|根据|按照|依据|(?:19|20)\d\d年)")
_NOTICE = re.compile(r"关于(?:印发|转发|下发|公布|做好|开展|报送|分解|调整).*的?通知$")
_WRAPPED = re.compile(r"关于(?:印发|转发|下发|公布)[《〈<]?(.+?)[》〉>]?的?通知$")
_NUMBER = re.compile(
    r"([\u4e00-\u9fa5]{1,14}?)[〔\[［（(【]\s*((?:19|20)\d\d)\s*[〕\]］）)】]\s*(第?\d{1,4})\s*号"
)
_DAY = re.compile(r"((?:19|20)\d\d|二[〇○零ОO][一二三四五六七八九〇○零]{2})年(.{1,2}?)月(.{1,3}?)日")
_DAY_ALONE = re.compile(rf"^[（(]?{_DAY.pattern}[)）]?$")
_OTHER_DAY = re.compile(rf"(?:{_DAY.pattern}|^(20\d\d)[-./](\d{{1,2}})[-./](\d{{1,2}})$)")
_PRINTED = re.compile(rf"{_DAY.pattern}印发")
_LABELLED_DAY = re.compile(rf"(?:成文日期|发文日期|印发日期|制发日期|签发日期)[:：]?{_DAY.pattern}")
_LABELLED_ISSUER = re.compile(
    r"(?:发文机关|发布机构|制发机关|发文单位|印发机关)[:：]([\u4e00-\u9fa5]{4,30}?)(?=$|[\s:：]|成文|发文|主题|文号)"
)
_ISSUER_END = rf"(?:{any_of(ISSUERS)})"
_ISSUER = re.compile(rf"^[\u4e00-\u9fa5（）()、]{{2,40}}{_ISSUER_END}$")
_MINUTES = re.compile("(?:会议|办公会)?纪要$")
_RED_HEAD = re.compile(rf"^([\u4e00-\u9fa5]{{4,30}}{_ISSUER_END})文(?:件)?$")
_BASIS = re.compile(r"《[^》]+》(?:\s*[（(][^（）()]*号[）)])?")
_BASIS_START = re.compile(r"(?:贯彻|落实|根据|按照|依据|按|遵照)")
_SHORT_LINE = 40  # characters
RELEASE = re.compile(r"[（(]\s*此\s*件[^（）()]{2,24}[)）]")  # 此件公开发布
_NOISE_TITLE = re.compile(r"(?:发布时间|浏览次数|信息来源|当前位置|首页|字体|索引号|来源[:：])")


@dataclass(frozen=True, slots=True)
class Head:
    """What a document says of itself; an empty text or None where it says nothing."""

    title: str = ""
    number: str = ""
    issuer: str = ""
    issued: date | None = None
    region: str = ""
    year: int | None = None
    basis: tuple[str, ...] = ()
    attachment: str = ""
    attachments: tuple[str, ...] = field(default=())


def read_head(head: list[Piece], tail: list[Piece], name: str) -> Head:
    """`head` is what stands before the first task, `tail` what follows the last; `name` is the file name without
    ending, of use where the document has no title."""
    lines = [piece.text for piece in head if not RELEASE.fullmatch(piece.text)]
    end = [piece.text for piece in tail if not RELEASE.fullmatch(piece.text)]
    title = (
        _title(lines)
        or _title([m[1] for line in lines[:3] if (m := _GLUED_TITLE.match(line))])
        or _plain_title(lines)
        or _title([re.sub(r"^\d+[_\-. ]*", "", name)])
    )
    number = _first(_number(line) for line in lines) or _first(_number(line) for line in end)
    issued = _issued(lines, end)
    issuer = _issuer(lines, end)
    region = (
        read_region(title)
        or read_region(issuer)
        or _first(read_region(line) for line in lines if _NOTICE.search(line))
        or _first(read_region(line.split("关于")[0]) for line in lines if _NOTICE.search(line))
        or _first(read_region(line) for line in lines[:2] if line.endswith("纪要") or _ISSUER.match(line))
    )
    sources = (
        [title], (line for line in lines if _TITLE.match(line)), [f"{issued.year}年"] if issued else [],
        [f"{match[0]}年"] if (match := re.search(r"(?:19|20)\d\d", number)) else [], lines, [name],
    )  # fmt: skip
    year = next((found for words in sources for line in words if (found := _year(line))), None)
    attachment, several = _attachment(lines, end)
    return Head(title, number, issuer, issued, region, year, _basis(lines), attachment, several)


def day_of_line(text: str) -> date | None:
    """The day, where a line is a day and nothing else, or the day of printing."""
    match = _DAY_ALONE.match(text) or _PRINTED.search(text)
    return _day(match) if match else None


def is_title(text: str) -> bool:
    """Whether a line reads as the title of a plan (not of a notice that brings one)."""
    return bool(_TITLE.match(text)) and 8 <= len(text) <= 60 and not _NOTICE.search(text)


def _first(words: Iterable[str]) -> str:
    return next((text for text in words if text), "")


def _title(lines: list[str]) -> str:
    """The last line before the tasks that reads as the title of a plan; else the plan a notice speaks of."""
    titles = [line for line in _joined_titles(lines) if _TITLE.match(line) and len(line) <= 70]
    titles = [line for line in titles if not read_mark(line) and not _NOISE_TITLE.search(line)]
    own = [line for line in titles if not _NOTICE.search(line) and not line.startswith("附件")]
    if own:
        return _bare(own[-1])
    for line in reversed(titles):
        match = _WRAPPED.search(line)
        if match:
            return _bare(match[1])
    return titles[-1] if titles else ""


def _plain_title(lines: list[str]) -> str:
    """A line that names the place and the year and is no sentence is a title, whatever its last word (…折子工程)."""
    for line in reversed(lines):
        words = line.strip("《》")
        if not 4 <= len(words) <= 40 or re.search(r"[，。；：:！？]", words) or read_mark(words):
            continue
        signed = _DAY.search(words) or _NUMBER.search(words) or _NOISE_TITLE.search(words)
        if not signed and (
            (len(words) > 7 and YEAR.search(words) and read_region(words)) or _MINUTES.search(words)
        ):
            return _bare(line)
    return ""


def _bare(title: str) -> str:
    """`《…要点》` without its marks; `《政府工作报告》任务分解表` keeps them."""
    if "《" not in title or "》" not in title:
        return title.strip("《》")
    return title[1:-1] if title[0] == "《" and title.find("》") == len(title) - 1 else title


def _joined_titles(lines: list[str]) -> list[str]:
    """Lines, and short neighbouring lines put together, as a title is often broken over two or three."""
    found = list(lines)
    for n, line in enumerate(lines):
        text = line
        for other in lines[n + 1 : n + 4]:
            if (
                _TITLE.match(text)
                or len(text) > 40
                or re.search(r"[。：:；]|号$|日$|文件$", text)
                or len(other) > 40
            ):
                break
            text += other
            if (_TITLE.match(text) and not _TITLE.match(other)) or (
                YEAR.search(line) and not YEAR.search(other)
            ):
                found.append(text)
    order = {text: n for n, text in enumerate(found)}
    return [
        t
        for t in found
        if not any(t != o and t in o and _TITLE.match(o) and order[o] >= len(lines) for o in found)
    ]


def _number(line: str) -> str:
    """`林政办发〔2021〕17号` in a line that is not a sentence about another document."""
    if "《" in line or len(line) > 90:
        return ""
    match = _NUMBER.search(line)
    if not match:
        return ""
    word = re.sub(r"^.*?(?:发文字号|文号|字号|文件编号)[:：]?", "", match[1])
    return line[match.start() + len(match[1]) - len(word) : match.end()] if word else ""


def _day(match: re.Match[str], first: int = 1) -> date | None:
    try:
        return date(*(number(match[first + n]) or 0 for n in range(3)))
    except ValueError:
        return None


def _issued(head: list[str], tail: list[str]) -> date | None:
    """成文日期: labelled, or alone on its line; else the day the office printed it."""
    for lines, pattern in (
        (head, _LABELLED_DAY),
        (head, _DAY_ALONE),
        (tail, _DAY_ALONE),
        (tail, _PRINTED),
        (head, _PRINTED),
    ):
        for line in lines:
            match = pattern.search(line)
            day = _day(match) if match else None
            if day:
                return day
    return None


def other_day(pieces: Iterable[Piece]) -> str:
    """What to say of a day on a short line (填报单位：…2026年2月10日) where no day of issue was read; else nothing."""
    for piece in pieces:
        match = _OTHER_DAY.search(piece.text) if len(piece.text) <= _SHORT_LINE else None
        day = _day(match, 1 if match[1] else 4) if match else None
        if match and day and not re.search("[，。；]|(?:填[报表写]|制表|更新|统计)(?:时间|日期)", piece.text):
            return f"没有读到印发日期；{piece.place}的“{match[0]}”如果就是，写“印发日期: {day.isoformat()}”"
    return ""


def _issuer(head: list[str], tail: list[str]) -> str:
    """Who signs: the line above the date; else the red head; else the last signature."""
    for lines in (head, tail):
        for before, line in pairwise(lines):
            if (_DAY_ALONE.match(line) or _PRINTED.search(line)) and _ISSUER.match(before):
                return before
    for line in head:
        match = _RED_HEAD.match(line) or _LABELLED_ISSUER.search(line)
        if match:
            return match[1]
    for line in tail:
        match = re.match(rf"^([\u4e00-\u9fa5]{{3,30}}{_ISSUER_END})(?=.*印发$)", line)
        if match:
            return match[1]
    for line in [*head, *map("".join, pairwise(head))]:  # the office may stand on a line above 关于
        match = re.match(rf"^([\u4e00-\u9fa5]{{3,30}}{_ISSUER_END})关于", line)
        if match and not line.endswith("。"):
            return match[1]
    return ""


def _year(words: str) -> int | None:
    match = YEAR.search(words)
    if match:
        return int(match[1])
    match = re.search(r"(二[〇○零ОO][一二三四五六七八九〇○零]{2})年", words)
    return number(match[1]) if match else None


def _basis(lines: list[str]) -> tuple[str, ...]:
    """The documents a preamble names as its ground: 《…》（文号）."""
    for line in lines:
        if len(line) > 40 and re.match(r"^(?:为|根据|按照|依据)", line) and _BASIS_START.search(line[:20]):
            found = [m[0] for m in _BASIS.finditer(line)]
            return tuple(words for words in dict.fromkeys(found) if words.endswith(("）", ")")))
    return ()


def _attachment(head: list[str], tail: list[str]) -> tuple[str, tuple[str, ...]]:
    """(附件 line as one name, names where there are several)."""
    lone = next((line for line in head if re.fullmatch(r"附件\s*\d*", line)), "")
    for n, line in enumerate(tail):
        match = re.match(r"^附件\s*[:：]\s*(.+)$", line)
        if not match:
            continue
        first = re.sub(r"^1[.．、]", "", match[1])
        others: list[str] = []
        for other in tail[n + 1 : n + 12]:
            mark = read_mark(other)
            if not mark or mark.value != len(others) + 2:
                break
            others.append(other[len(mark.text) :])
        return ("", (first, *others)) if others else (first, ())
    return lone, ()


def identity_of(title: str, region: str, year: int) -> str:
    """编号 out of the title: 沁源县2022年政务公开工作要点任务分解表 → 沁源县2022政务公开."""
    topic = title.replace(region, "", 1) if region else title
    topic = re.sub(r"^.*关于(?:印发)?[《]?", "", topic)
    topic = re.sub(r"(?:19|20)\d\d年度?|[《》（）()\s]", "", topic)
    topic = re.sub(
        r"(?:重点)?(?:工作|任务)?(?:的?通知|要点|实施方案|方案|计划|任务分解表|分解表|责任清单|任务分工|清单|分工|台账)+.*$",
        "",
        topic,
    )
    return f"{region}{year}{topic}"[:40]
