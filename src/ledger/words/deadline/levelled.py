"""A text made ready for the table: what makes no difference drops out, every character remembers where it stood."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ledger import lazy_re
from ledger.words.deadline.scanner import plain
from ledger.words.doubt import Doubt, doubt
from ledger.words.lines import line_breaks, numbering

_DROPPED = set("“”‘’\"'「」『』＂＇`*")


@dataclass(frozen=True, slots=True)
class Levelled:
    """A text without what makes no difference. `origin[i]` is where its character `i` stood."""

    original: str
    text: str
    origin: Sequence[int]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that the levelled characters `start` to `end` came from."""
        return (self.origin[start], self.origin[end - 1] + 1) if start < end else (0, 0)

    def levelled(self, start: int, end: int) -> tuple[int, int]:
        """The levelled characters of a stretch of the original: what `place` was given."""
        return bisect_left(self.origin, start), bisect_left(self.origin, end)

    def doubt(self, code: str, start: int, end: int, **values: object) -> Doubt:
        """A doubt about the levelled characters `start` to `end`."""
        first, last = self.place(start, end)
        return doubt(code, first, last, words=self.printed(start, end), **values)

    def printed(self, start: int, end: int) -> str:
        """The original's own words, without the blanks and line breaks that stand between Chinese."""
        if isinstance(self.origin, range):
            return self.original[start:end]  # nothing was dropped
        first, last = self.place(start, end)
        stretch = self.original[first:last]
        before = self.original[first - 1 : first]
        if before in _OPENED_BY and stretch.count(_OPENED_BY[before]) > stretch.count("“"):
            first -= 1  # “五一”前: the mark belongs to the word
        if (after := self.original[last : last + 1]) in _CLOSED_BY and after:
            last += stretch.count(_CLOSED_BY[after]) > stretch.count(after)  # 开展“回头看”
        return _LOOSE_BLANK.sub("", self.original[first:last]).strip()


_OPENED_BY = {"“": "”", '"': '"'}
_CLOSED_BY = {"”": "“", "’": "‘", "」": "「"}
_LOOSE_BLANK = lazy_re.compile(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])|(?<=[0-9])\s+(?=[0-9](?!\d?[:：]))")


_LATIN_ZERO = lazy_re.compile(r"(?<=[\d〇零一二三四五六七八九])[Oo](?=[\d〇零一二三四五六七八九OoО年月日])")
_ZERO = lazy_re.compile("(?<=[〇零一二三四五六七八九])0(?=[〇零一二三四五六七八九])")  # 二0二二年, typed so


_LEADS_TO = lazy_re.compile(  # 动员部署→3月, 启动—3月; 4月-6月-方案
    r"((?:^|[;,、])[^\d;,、→-]{2,16})(?:→|-(?=\d{1,2}月))(?=\d)"
    r"|((?:-|至)(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?)-(?=[一-龥]{2})(?![一二三四五六七八九十年月季本明次今])"
)
_ARROW = lazy_re.compile(
    r"(?<![日底前末月旬年])→|→(?!\d)"
)  # 3月启动→6月过半; 6月30日→9月30日 changes the day
_HEAD_DASH = lazy_re.compile(
    r"(?<=[前底])--(?=[一-龥]{2})(?![一二三四五六七八九十]{1,3}[月日季])"
)  # 3月底前——报批
_SLASH = lazy_re.compile(  # 3月底前/9月底前, 3.15/6.15/9.15; no 2次/年
    r"(?<=[前底末日月旬度年内)])/(?=[^\d/]*[\d一二三四五六七八九十])|(?<=\d\.\d)/(?=\d{1,2}\.\d)|(?<=\d\.\d\d)/(?=\d{1,2}\.\d)"
)


_BACKSLASH = lazy_re.compile(r"(?<=\d)\\(?=\d)")  # 2026\6\30


# A number, a month or a day in one character: ㋊, ㏮, ⑪月底, 11月⒖日; 廿 and 卅 of a day in figures (八月廿五 without 日 is
# a day of the old calendar).
_ONE_CHARACTER = lazy_re.compile(
    r"[㋀-㋋㏠-㏾]|[①-⒛㈠-㈩㊀-㊉㉑-㉟](?=月(?:底|末|初|中|份|[上中下]旬|前|[\d一二三十廿卅①-⒛㈠-㈩㊀-㊉㉑-㉟㏠-㏾]))"
    r"|(?<=月)[①-⒛㈠-㈩㊀-㊉㉑-㉟](?=日)|(?<=月)[廿卅](?=[一二三四五六七八九]?日)"
)


@cache
def _in_figures(char: str) -> str:
    """11月 of ㋊, 11 of ⑪ and ⒒, 十一 of ㊉ and ㈠, 二十 of 廿."""
    written = {"廿": "二十", "卅": "三十"}.get(char) or unicodedata.normalize("NFKC", char)
    return written.strip("().")


_MAY_DROP = lazy_re.compile(
    r"[^!#-&(-)+-_a-~\u3001-\u3009\u3010-\u301a\u4e00-\u9fff\uff01\uff08-\uff5e]"
)  # what seldom stands in a deadline


@cache
def _drops(char: str) -> bool:
    return char.isspace() or char in _DROPPED or unicodedata.category(char) == "Cf"


def level(words: str) -> Levelled:
    """The text as the table reads it."""
    stands = line_breaks(words) | numbering(words)  # for what a character stands, where not for itself
    stands |= {found.start(): _in_figures(found[0]) for found in _ONE_CHARACTER.finditer(words)}
    if not (stands or _MAY_DROP.search(words)):
        return Levelled(words, _signs(plain(words)), range(len(words)))
    kept = [
        (one, place)
        for place, char in enumerate(words)
        for one in (stands[place] if place in stands else "" if _drops(char) else char)
    ]
    text = _signs(plain("".join(char for char, _ in kept)))
    return Levelled(words, text, tuple(place for _, place in kept))


def _signs(text: str) -> str:
    """Zeros and slashes as what they stand for; no character is added or lost."""
    text = _LATIN_ZERO.sub(lambda found: "0" if text[found.start() - 1].isdigit() else "〇", text)
    text = _HEAD_DASH.sub("::", _ARROW.sub(";", _LEADS_TO.sub(r"\1\2:", _BACKSLASH.sub("/", text))))
    return _SLASH.sub("、", _ZERO.sub("〇", text))
