"""What a date is about (事项): the words of its clause, or of an undated one beside it, without those that only lead to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise

from ledger import lazy_re
from ledger.words.deadline.clauses import HARMLESS
from ledger.words.deadline.items import Clause, Phrase
from ledger.words.deadline.levelled import Levelled
from ledger.words.deadline.recurrence import CYCLES
from ledger.words.deadline.several_matters import checked, one_each, stages, with_lost_words
from ledger.words.deadline.table import PIECES
from ledger.words.lexicon import DATE_LABEL, PEOPLE, SO_OFTEN

LABEL = lazy_re.compile(rf"{DATE_LABEL}(?:为|是)?")
# 销号时限, 首次报送时间为: a label of any matter. What tells of a length is none.
_LABEL_OF = lazy_re.compile(
    r"(?!.{0,20}(?:延长|缩短|压缩|有效|宽限|超过))(?P<matter>[^\W\d]{2,16}?)的?(?:截止)?(?:时限|期限|时间|节点|日期)(?:节点|要求|安排)?(?:为|是)?"
)
_LABEL_ENDS = frozenset("限间点度期求排为是")
LEADS_IN = lazy_re.compile(
    rf"(?:{PIECES['CHANGED_TO']}"
    r"|赶在|暂?按|即|力争|争取|确保|保证|原则上|务必|务求|必须|应当|最晚|预计|(?<![作动度展])(?<!半年)计划|要求|分别[为于在]?|不迟"
    # one character that is no end of a word: 服务, 申请, 供应, 关于, 存在, 主要, 合并
    r"|(?<![模草虚])拟|(?<![主需重摘纪概提简])要|(?<![供响对反适效感])应|(?<!必)须|(?<![急所供内外刚])需|(?<![申邀聘提报])请"
    r"|(?<![服业任义事政税商财公内外党警勤劳家债村医特常教社])务|(?<![合兼归])并|(?<![关至对由属处基])(?<!(?<!单)位)于|(?<![存所现正实潜])在|各|(?<![平人户亩年])均(?<![签履违预合制公])约)+$"
)
_LEAD_ENDS = frozenset(
    "即按为至到争取保证上必求须当晚计划别迟拟要应需请务并于在各均约"
)  # how LEADS_IN may end
_FOLLOWS = lazy_re.compile(
    r"^(?:[两二三四五]个(?:时间)?节点|[一1]次(?=[^、，,；;])|一(?=[例汇通调评督检报研小总考更碰会巡])|各(?=.{0,10}[\d一二两三四]+[次轮场回批遍])|分别|均(?!衡|价|等)|之(?=[日内])|的|要(?![素件点闻])|应(?![急用届对聘收]|.尽.)|须|需(?!求))+"
)
NO_MATTER = lazy_re.compile(
    r"(?:第[一二三四五]阶段|下一?步(?:工作|计划|打算|安排)?)?(?:务必|必须|确保|力争|争取|全部|全面|基本|按期|按时|如期|保质保量|高质量)?(?:完成|推进|推动|坚持|开展|落实|实施|进行|执行|到位|办结|完毕|结束|抓好|做好|任务|工作|其中|并"
    rf"|[两二三四]个(?:时间)?节点|[、,]|{SO_OFTEN}|次|至少)*"
)
_SAME_EDGE = lazy_re.compile(r"[一-龥]{2,10}前后?")  # 9月1日开学前, 3月12日植树节前
_SO_OFTEN = lazy_re.compile(SO_OFTEN)
_CHANGED = lazy_re.compile(
    rf"^(?:由|从|将|原(?:定|计划|要求)?[于为]?)|{PIECES['CHANGED_TO']}|[由从]$|作废|废止"
)
_ENTRIES = 12  # of a list; what is longer is a text
_SHORT = 40  # no label and no words of manner are longer; longer stretches are matter without a look
_ENUMERATOR = lazy_re.compile(r"^(?:\d{1,2}|[A-Za-z])(?:[.．](?!\d)|[、)）])")  # 1.2亿元 is an amount
_PEOPLE = lazy_re.compile(PEOPLE)
_MUST = lazy_re.compile(r"要|应|须|需|将|负责")
_GOES_ON = lazy_re.compile(r"将|把|向|报")
# How it stands, and no matter: 已开工, 已于3月5日启动, 4月10日已召开动员会, 截至3月底已完成60%.
_STANDS = lazy_re.compile(
    r"现?已经?[一-龥]{2}|[^、，；]{0,12}已于\d.{0,40}|[^、，；的]{0,10}[月日底]前?已[^的]{0,30}|(?:截[至止]|目前|至今).{0,40}"
)
_JOINTS = frozenset(("", "、", "/", "和", "及", "与", "或", "以及"))
_ADVERBIAL = lazy_re.compile(
    r"在.{0,60}(?:基础|前提|框架)[上下内]|(?:按照?|根据|依据).{0,60}(?:要求|部署|规定|安排|精神)"
)


def matters(text: Levelled, clauses: list[Clause]) -> list[tuple[Phrase, str | None]]:
    """Every phrase with the words it is about: its own clause's, else those of an undated clause beside it."""
    labels = _labels_tell(text, clauses)
    found = [list(zip(c.phrases, _own_matters(text, c, labels), strict=True)) for c in clauses]

    @cache
    def undated(n: int) -> str | None:
        if any(
            _heads_people(text, clauses[at]) for at in ((n - 1, n) if clauses[n].after == ":" and n else (n,))
        ):
            return None
        return _undated_matter(text, clauses[n], named=_joined(clauses, n), labels=labels)

    claimed: set[int] = set()
    words_first = _words_first(clauses, undated)
    for n, pairs in enumerate(found):
        if not pairs:
            continue
        own = pairs[-1][1]
        sides = (-1, 1) if n in words_first else (1, -1)
        for beside in (_beside(clauses, undated, n, side) for side in sides):
            what = None if beside is None or beside in claimed else undated(beside)
            if beside is None or what is None:
                continue
            if own is None:
                claimed.add(beside)
                only_an_edge = _only_an_edge(clauses[beside])
                clauses[beside].loose = [word for word in clauses[beside].loose if word.kind != "named"]
                if only_an_edge:  # 供暖季前（11月15日前）, 汛前（4月底前）完成隐患排查
                    continue
                further = _beside(clauses, undated, beside, 1) if beside > n else None
                if further is not None and _MUST.match(more := undated(further) or ""):
                    claimed.add(further)  # 9月底前，…的主管部门，要…公开: who and what
                    what = f"{what}，{more}"
                elif beside > n and clauses[beside].after == ":":
                    what = _whole_list(
                        clauses, undated, beside, what, claimed, alone=sum(map(bool, found)) == 1
                    )
                _give(clauses, found, n, what)
                break
            if beside > n and _GOES_ON.match(what) and not _matter("", text.printed(*clauses[n].gaps[-1])):
                claimed.add(beside)  # 各单位要于9月5日，将…情况报县政府办: one sentence
                found[n] = [(phrase, f"{words}{what}" if words == own else words) for phrase, words in pairs]
                break
            if beside == n + 1 and clauses[beside].after == ":":  # 6月底前报送：1.方案；2.台账
                claimed.add(beside)
                what = _whole_list(clauses, undated, beside, what, claimed, alone=sum(map(bool, found)) == 1)
                found[n] = [
                    (phrase, f"{words}：{what}" if words == own else words) for phrase, words in pairs
                ]
                break
    for n, pairs in enumerate(found):
        if (
            pairs
            and n
            and n - 1 not in claimed
            and _hangs_on(clauses[n])
            and (head := undated(n - 1))
            and clauses[n].dated
        ):
            # 道路（5月底完工）、桥梁（9月底完工）: the date has words of its own, and a head
            claimed.add(n - 1)
            found[n] = [(phrase, f"{head}，{own}" if own else own) for phrase, own in pairs]
    given = one_each(text, _from_void([pair for pairs in found for pair in pairs]))
    whats = [what for _, what in given]
    if None in whats and (any(whats) or "已" in text.text or "阶段" in text.text):
        named = stages(text, clauses)
        given = [(phrase, what or named.get(phrase.start)) for phrase, what in given]
    given = [checked(text, phrase, what) for phrase, what in given]
    if len(given) > 1 and any(what is None for _, what in given):
        given = with_lost_words(
            text, clauses, given, [n for n in range(len(clauses)) if n not in claimed and undated(n)]
        )
    return given


def _heads_people(text: Levelled, clause: Clause) -> bool:
    """6月底前完成（第一责任人：王某）: who answers for it is no matter."""
    words = text.printed(*clause.gaps[0])
    return not clause.phrases and len(words) <= _SHORT and _PEOPLE.fullmatch(words) is not None


def is_label(words: str) -> bool:
    """完成时限, 销号时间为: words that only say a date follows."""
    ends = words[-1:] in _LABEL_ENDS and len(words) <= _SHORT
    return ends and (LABEL.fullmatch(words) or _LABEL_OF.fullmatch(words)) is not None


def _labels_tell(text: Levelled, clauses: list[Clause]) -> bool:
    """整改时限：6月底；销号时限：9月底: several labels of dates, which tell the dates apart."""
    found = set()
    for n, clause in enumerate(clauses):
        if clause.phrases:
            before = text.printed(*clause.gaps[0])
            if not before and n and clause.after == ":" and not clauses[n - 1].phrases:
                before = text.printed(*clauses[n - 1].gaps[0])
            if before and is_label(before := _ENUMERATOR.sub("", before)):
                found.add(before)
    return len(found) > 1


def _whole_list(
    clauses: list[Clause],
    undated: Callable[[int], str | None],
    at: int,
    what: str,
    claimed: set[int],
    *,
    alone: bool,
) -> str:
    """6月底前完成：1.摸排；2.建账；3.销号: what the one date of the words (`alone`) is about, each of them; one of several
    dates (上半年：办手续，开工；下半年：…) has what stands in its sentence."""
    entries = [what]
    for n in range(at + 1, min(at + _ENTRIES, len(clauses))):
        if not alone and (clauses[n - 1].hard_end or clauses[n].phrases):
            break
        if not clauses[n].inner and (more := undated(n)):
            claimed.add(n)
            entries.append(more)
    return ("；" if alone else "，").join(entries)


def _from_void(pairs: list[tuple[Phrase, str | None]]) -> list[tuple[Phrase, str | None]]:
    """论证4月底前调整为8月底前: the new date is about what the void one was about; so are the days of a bracket behind it."""
    given: list[tuple[Phrase, str | None]] = []
    before: str | None = None
    for phrase, what in pairs:
        if phrase.context:
            before = what and _matter("", _CHANGED.sub("", what))
        elif what is None:
            what = before
        else:
            before = None
        given.append((phrase, what))
    return given


def _words_first(clauses: list[Clause], undated: Callable[[int], str | None]) -> set[int]:
    """The dated clauses that belong to the words before them.

    论证（4月底前）: a date alone in brackets; 论证：4月底前: a date after a colon; and every date of a sentence
    that is all of that shape (论证，4月底前，报批，6月底前).
    """
    found: set[int] = set()
    sentence: list[tuple[str, int]] = []  # W, D, N (a date with words of its own), in order
    for n, clause in enumerate(clauses):
        if clause.phrases:
            if clause.inner or (clause.after == ":" and n and undated(n - 1) is not None):
                found.add(n)
            sentence.append(("D", n))
        elif undated(n) is not None:
            sentence.append(("W", n))
        if clause.hard_end or n == len(clauses) - 1:
            shape = "".join(kind for kind, _ in sentence)
            if len(shape) > 2 and re.fullmatch("(?:WD)+", shape):
                found.update(at for kind, at in sentence if kind == "D")
            sentence = []
    return found


def _joined(clauses: list[Clause], n: int) -> bool:
    """Whether a bracket or a colon joins clause `n` and a date: 汛期（5月—9月）, 春季学期：3月底前, 10月15日前（汛后检查）, （6月）宣传月."""
    before, after = clauses[max(n - 1, 0)], clauses[min(n + 1, len(clauses) - 1)]
    behind = _hangs_on(clauses[n]) or (clauses[n].after == ")" and before.inner)
    return bool(
        (before.phrases and behind) or (after.phrases and _hangs_on(after) and not clauses[n].hard_end)
    )


def _only_an_edge(clause: Clause) -> bool:
    """供暖季前（11月15日前）: the words say the same edge of time, and no matter."""
    named = [word for word in clause.loose if word.kind == "named"]
    return (
        len(named) == 1 and (named[0].start, named[0].end) == clause.gaps[0] and named[0].text[-1] in "前后"
    )


def _hangs_on(clause: Clause) -> bool:
    return clause.inner or clause.after == ":"


def _undated_matter(text: Levelled, clause: Clause, *, named: bool, labels: bool) -> str | None:
    """The words of a clause without a date; those with a time nobody reads are none, but for a period's name where
    `named` says that it is what the date beside it is about."""
    if clause.phrases:
        return None
    words = text.printed(*clause.gaps[0])
    if _STANDS.fullmatch(words):
        return None
    if any(
        word.kind not in HARMLESS and not (word.kind == "named" and (named or word.text[-1] not in "前后"))
        for word in clause.loose
    ) and not (_GOES_ON.match(words) or is_label(words)):
        return None
    return _matter(words, "", labels)


def _beside(clauses: list[Clause], undated: Callable[[int], str | None], n: int, step: int) -> int | None:
    """The clause with words next to clause `n` in the same sentence; empty ones are passed over."""
    at = n
    for _ in range(3):
        if not 0 <= at + step < len(clauses) or clauses[min(at, at + step)].hard_end:
            return None
        at += step
        words = undated(at)
        if words is not None and not _ADVERBIAL.fullmatch(words):
            return at
        if words is not None or (clauses[at].inner and all(p.context for p in clauses[at].phrases)):
            continue
        if clauses[at].phrases or clauses[at].loose:
            return None
    return None


def _give(clauses: list[Clause], found: list[list[tuple[Phrase, str | None]]], n: int, what: str) -> None:
    """To the clause, and to the empty dated ones right before it (6月底前，12月底前，报送总结)."""
    while n >= 0 and found[n] and found[n][-1][1] is None:
        found[n] = [(phrase, own or what) for phrase, own in found[n]]
        n -= 1
        if n >= 0 and clauses[n].hard_end:
            break


def _own_matters(text: Levelled, clause: Clause, labels: bool) -> list[str | None]:
    """A gap between two dates belongs to the first up to its first 、 or 并, from there to the second.
    Dates with nothing but 、 between them share what stands around."""
    if not clause.phrases:
        return []
    gaps = [text.printed(*gap) for gap in clause.gaps]
    result: list[str | None] = []
    before, size = gaps[0], 0
    for n in range(len(clause.phrases)):
        size += 1
        gap = gaps[n + 1]
        last = n == len(clause.phrases) - 1
        if not last and text.text[slice(*clause.gaps[n + 1])] in _JOINTS:
            continue
        left, right = (gap, "") if last else _divide(gap)
        result += [_matter(before, left, labels)] * size
        before, size = right, 0
    for n, (first, second) in enumerate(pairwise(clause.phrases)):
        kinds = [m.kind for p in (first, second) for m in p.milestones[:1]]
        if first.end == second.start and kinds[:1] == ["from"] and kinds[1:] and kinds[1] in CYCLES:
            result[n] = None  # 4月起每月10日前报送: only from when
    return result


def _divide(gap: str) -> tuple[str, str]:
    found = re.search(r"[、/并且]", gap)
    return (gap[: found.start()], gap[found.end() :]) if found else (gap, "")


def _matter(before: str, after: str, labels: bool = False) -> str | None:
    """What a date is about: the words before and after it without those that only lead to it. A label is none,
    unless labels tell the dates apart or it names a matter of its own (验收时间)."""
    before = _ENUMERATOR.sub("", before).strip("、，,")
    before = "" if before in _JOINTS else before
    if is_label(before):
        matter = _LABEL_OF.fullmatch(before)
        before = matter["matter"] if matter and (labels or not LABEL.fullmatch(before)) else ""
        if before and not after:
            return before
    if before[-1:] in _LEAD_ENDS:
        before = before[:-_SHORT] + LEADS_IN.sub("", before[-_SHORT:])
    after = _FOLLOWS.sub("", after)
    if before and _SO_OFTEN.fullmatch(after):
        after = ""  # 党组会每月1次
    words = (before + after).strip("、，,./ →①②③④⑤⑥⑦⑧⑨⑩")
    if _SAME_EDGE.fullmatch(words):
        return None
    if len(words) <= _SHORT and (
        is_label(words) or any(said.fullmatch(words) for said in (NO_MATTER, LEADS_IN))
    ):
        return None
    return words
