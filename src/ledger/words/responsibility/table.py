"""The table of words that responsibility sentences (责任分工) are made of, and their scanner.

At each place of a text the first row that fits wins, so a row shields its characters from the rows below it: the
和 of 和平 joins nothing, 商务 consults nobody. `SENTENCE` cuts a text into labels, marks, notes and punctuation,
`STRETCH` what lies between two of them into role words and names, `JOINTS` the names. What no row covers is a name,
or else not understood: the reader must account for it. The words are the lexicon's; every repetition is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ledger import lazy_re
from ledger.words.lexicon import (
    ALLOTMENT,
    BOXES,
    DATE_LABEL,
    LETTERS,
    LEVEL,
    NOUN,
    OTHER_LABEL,
    PEOPLE,
    ROLE_LABEL,
    ROLE_NOUN_LABEL,
    ROLES,
    WHOSE,
    any_of,
    role_words,
    words,
)

OPEN, CLOSE = "（(〔【[［{〖<＜「", "）)〕】]］}〗>＞」"
STOPS, COMMAS = "；;。！!?？", "，,"
DASHES = "—－–-:：~～→"
SEPARATORS = f"、､/／\\|｜&＆+＋•·{DASHES}"
SURE_BLANK, DOUBTFUL_BLANK = " ", "\u2002"
SURE_LINE, DOUBTFUL_LINE = "\u2028", "\u2029"  # the same, where the author broke the line
BLANKS = f"{SURE_BLANK}{DOUBTFUL_BLANK}{SURE_LINE}{DOUBTFUL_LINE}"
BREAK = lazy_re.compile(rf"[{re.escape(STOPS + COMMAS + OPEN + CLOSE + SEPARATORS)}\s]")
MASK = "\ue000"  # stands for a character that must not be cut
SIGNS = "*＊★☆▲△※●◆■◇√"  # a sign before or behind a name, which a legend explains

_START = rf"(?:^|(?<=[{re.escape(STOPS + COMMAS + OPEN + CLOSE)}、/／{BLANKS}])|(?<=^[0-9][.．])|(?<=[\u4e00-\u9fff）)][.．]))"
_BOX, _UNBOX = rf"[{BOXES[0]}]", rf"[{BOXES[1]}][:：]?"
_HAN = "[\u4e00-\u9fff]"
_DUTY = "(?:职[责能权]任?){1,2}"


class Row(NamedTuple):
    """A kind of word, what it reads, its patterns. A text without any character of `needs` has no such word."""

    kind: str
    reads: str
    patterns: tuple[str, ...]
    needs: str = ""


class Word(NamedTuple):
    """One word of a text: its kind, and where it stands."""

    kind: str
    start: int
    end: int


class Table:
    """Rows in order of precedence, as one pattern for each set of rows that a text may need."""

    def __init__(self, *rows: Row) -> None:
        self._rows = rows
        self._needs = tuple(dict.fromkeys(row.needs for row in rows if row.needs))
        self._scanners: dict[tuple[str, ...], tuple[re.Pattern[str], tuple[str, ...]]] = {}

    def scan(self, text: str) -> Iterator[Word]:
        """The words of `text` in order; what lies between them is told by no row."""
        met = tuple(needs for needs in self._needs if not set(needs).isdisjoint(text))
        if met not in self._scanners:
            self._scanners[met] = self._scanner(met)
        scanner, kinds = self._scanners[met]
        for found in scanner.finditer(text):
            yield Word(kinds[found.lastindex or 0], *found.span())

    def _scanner(self, met: tuple[str, ...]) -> tuple[re.Pattern[str], tuple[str, ...]]:
        rows = [row for row in self._rows if not row.needs or row.needs in met]
        patterns = [(row.kind, pattern) for row in rows for pattern in row.patterns]
        # Every word begins with a character that some pattern names, or an ASCII one, or begins an item (`_START`); an
        # empty group at the end of each pattern tells which one it was.
        whole = "|".join(f"(?:{pattern})()" for _, pattern in patterns)
        begins = "".join(sorted({char for char in whole if char > "\x7f"} - {"\u9fff"}))
        gate = rf"(?:(?=[\x00-\x7f{begins}])|{_START})"
        return re.compile(f"{gate}(?:{whole})"), ("", *(kind for kind, _ in patterns))


def _row(kind: str, reads: str, *patterns: str, needs: str = "") -> Row:
    return Row(kind, reads, patterns, needs)


_LEADS = r"(?:[为是](?:总?牵头|主办|主责)(?:责任)?(?:单位|部门)?|(?:负责)?(?:总?牵头|主办)(?!单位|部门)(?:负责|抓总)?)"
_FIRST = (
    r"均?(?:列|排名|排列|排序|排|名列)?在?(?:第一|首)[位个名]?[的者]?(?:责任)?(?:单位|部门)?[的者]?均?"
    rf"{_LEADS}(?:[，,、；;]?其[他余它](?:单位|部门)?均?(?:[为是](?:配合|责任|协办|参与|落实)(?:单位|部门)|(?:配合|协办|参与)))?"
)
FIRST_LEADS = lazy_re.compile(_FIRST)
_NOTES = (
    r"(?:名单|具体|详|另)?(?:见|附)(?:附件|附表|后)[0-9一二三四]?",
    r"以下(?:简称|统称|合称)[^（()）；;。]{1,20}",
    r"(?:排名)?不分先后|以?下同|以下各项均需|不再重复|分工协作|(?:盖章|公章)(?=[）)\]】]|$)",
    r"不再(?:逐一|一一|另行|单独)?列(?:出|示|明)?(?:(?:牵头|责任|配合|协办)(?:单位|部门))?",
    r"(?:无需?|没有|不设|不需要?)(?:另列|另设|列)?(?:牵头|责任|配合|协办)(?:单位|部门)",
    r"以上各?(?:单位|部门)?各[负司]其[责职]",
)
NOTE = lazy_re.compile("|".join(_NOTES))
_AND_PEOPLE = "[、/和及与]?(?:具体|直接)?(?:责任人|负责人|联系人|(?:联系)?电话|联系方式)"
_OF_ALL = "以上(?:各?(?:单位|部门))?[均都皆]?[为是]|[均都皆][为是]?|双|并列|分别|共同|联合"
_CIRCLED = "".join(map(chr, range(ord("①"), ord("⑳") + 1)))
_LABELS = ":：【[［〔「—－–-"
_GUIDES = "指导|领导|带领|支持|协助|配合|监督|督导|统筹|协调|组织|部署"
LEGEND = (  # ★为牵头单位, 标※者牵头, 带●的为主办单位
    rf"(?:注|备注|说明)?[:：]?(?:其中)?(?:带|标注?|打|加|画|注)?有?[“\"]?[{re.escape(SIGNS)}][”\"]?(?:号|标记|标识|记号)?"
    rf"[的者]?(?:单位|部门)?[均都皆]?(?:[为是:：＝=—－-]|表示|代表|指|负责)?(?:{ROLE_LABEL})(?=[，,；;、）)。{BLANKS}]|$)"
    r"(?:[，,；;]?其[他余它](?:单位|部门)?均?为(?:配合|责任|协办|参与)(?:单位|部门))?"
)

SENTENCE = Table(
    _row("first", "列第一位者为牵头单位", _FIRST, rf"牵头(?:单位|部门)?(?:列|排|在)在?(?:首位|第一位?|最?前面?)|(?:前列|(?:列|排|位列)在?最?前面?的?)(?:单位|部门)?{_LEADS}"),
    _row("note", "名单见附件，下同", *_NOTES),
    _row("legend", "★为牵头单位", LEGEND),
    _row("note", "责任分工：", rf"{_START}(?:{any_of(ALLOTMENT)})[:：]", needs=_LABELS),
    _row("number", "1、2、", rf"(?<=[\u4e00-\u9fff）)])[0-9]{{1,2}}[、.．](?={_HAN})", rf"{_START}[0-9]{{1,2}}(?=[{LEVEL}各])", rf"{_START}[0-9]{{1,2}}[.．、](?=[{re.escape(OPEN)}\u4e00-\u9fff])"),
    _row("phone", "电话号码", r"(?<![0-9])(?:1[0-9]{2}[0-9xX*＊]{4}[0-9]{4}|(?:0[0-9]{2,3}[-—－]?)?[0-9]{7,8})(?![0-9])"),
    _row("number", "（1）、②", rf"[（(][0-9０-９一二三四五六七八九十]{{1,2}}[)）]|[{_CIRCLED}]"),
    _row("people_label", "责任人：", rf"(?:{_START}{WHOSE})?(?:{PEOPLE})(?:及(?:联系)?电话)?[:：]", rf"{_BOX}(?:{PEOPLE}){_UNBOX}", needs=_LABELS),
    _row("other_label", "备注：", rf"(?:{OTHER_LABEL})[:：]", needs=_LABELS),
    _row("date_label", "完成时限：", rf"(?:{DATE_LABEL})[:：]", rf"{_BOX}(?:{DATE_LABEL}){_UNBOX}", needs=_LABELS),
    # A role word alone heads a list only where an item begins (监管：); with a noun also elsewhere.
    _row("label", "牵头单位：", rf"(?:{_START}|(?=[^:：]{{2,12}}(?:{NOUN})[^:：]{{0,9}}[:：]))(?:{ROLE_LABEL})(?:[、/和及]{ROLE_NOUN_LABEL})?(?:{_AND_PEOPLE})?(?:[:：]|[—－–-]{{1,2}}(?=[{LEVEL}各]))", needs=_LABELS),
    _row("label", "业主单位：", rf"{_START}(?:{_HAN}{{2,4}}(?:单位|部门)|[{''.join(LETTERS)}])[:：]", needs=_LABELS),
    _row("people_label", "责任人 ", rf"{_START}(?:{PEOPLE})[{BLANKS}]"),
    _row("label", "牵头（县教育局）", rf"{_START}(?:{any_of(role_words(verb='strong'))})(?=[{re.escape(OPEN)}][{LEVEL}各])"),
    _row("label", "牵头单位为", rf"{_START}(?:第一|主要|主体|共同|具体|总)?(?:{ROLES})(?:{NOUN})(?:为|是|由|[{BLANKS}]|(?=[（({LEVEL}各]))"),
    _row("mark", "（牵头）（均为牵头单位）", rf"[{re.escape(OPEN)}](?:为|{_OF_ALL})?(?:{ROLE_LABEL}|[{''.join(LETTERS)}])[{re.escape(CLOSE)}][:：]?"),
    _row("sign", "（★）", rf"[{re.escape(OPEN)}][{re.escape(SIGNS)}][{re.escape(CLOSE)}]"),
    _row("under", "在县委组织部指导下", rf"在[^在，,；;。{BLANKS}]{{1,40}}?的?(?:统一|坚强|直接|具体|业务|有力|精心)*(?:{_GUIDES})(?:[和与、](?:{_GUIDES}))?下"),
    _row("stop", "句子到此为止", f"[{re.escape(STOPS)}]", rf"(?<=[{re.escape(CLOSE)}\u4e00-\u9fff])[.．]$"),
    _row("open", "括号", f"[{re.escape(OPEN)}]"),
    _row("close", "括号", f"[{re.escape(CLOSE)}]"),
    _row("comma", "分句到此为止", f"[{COMMAS}]"),
    _row("line", "作者换的行", SURE_LINE),
    _row("blank", "两个名称之间的空格", SURE_BLANK),
    _row("doubt", "拿不准的空格", f"[{DOUBTFUL_BLANK}{DOUBTFUL_LINE}]"),
    _row("sep", "顿号", f"[{re.escape(SEPARATORS)}]", rf"(?<={_HAN})[.．](?={_HAN})"),
    _row("sign", "★", f"[{re.escape(SIGNS)}]"),
)  # fmt: skip

_ADVERB = (
    rf"(?:按照?|依照?|依据|根据|结合)(?:各自|其|部门|有关|相关|法定|本单位|工作|单位)?的?{_DUTY}"
    r"(?:和?(?:任务)?分工|范围|要求)?|(?:按照?|根据)(?:任务|责任|部门|工作)?分工|"
    rf"(?:按照?|坚持|本着){MASK}+(?:的?(?:原则|要求|职责))?|"
    rf"在?(?:各自|其)?{_DUTY}范围内|结合(?:各自|本地|本单位|工作)?实际|"
    r"分别|共同|联合|双(?=牵头|主办)|具体|组织|统一|统筹|积极|密切|主动|全力|协调|予以|给予|做好|抓好|各自|全程|同步|分级|分工|属地|"
    r"按照?(?:各自|所属|所在|分管)的?[\u4e00-\u9fff]{2,4}?|对(?:本|所|各自|辖区)[\u4e00-\u9fff]{1,8}?|分头|按要求|要|应|需|直接|主要|总体|整体|全面|切实|认真|亲自|抓|督促|指导|跟踪"
)
STRONG = ("总牵头", *role_words(verb="strong"))
_WEAK = (
    *role_words(verb="weak"),
    *words("研究提出落实意见 研究提出意见 研究提出 研究落实 提出落实意见 开展 抓落实 具体抓 亲自抓 直接抓"),
)
_CORE = any_of(STRONG + _WEAK) + f"|按照?(?:各自|其)?{_DUTY}(?:分工)?"
_CORE += (
    "|(?:负起|履行|承担|发挥|扛起|压实)好?(?:总?牵头|主体|属地|监管|配合|协调|抓总){1,2}(?:责任|职责|作用)"
)
_CORE += "|各[负司]其[责职]"  # 各部门各负其责: a group and what it does
_TAIL = (
    r"(?:相关|有关|具体|日常|落实|此项|该项|各项|配套|牵头)?(?:工作|任务|事宜|事项)|"
    r"到位|见效|检查|考核|总抓|抓总|总责|汇总|并|组织|实施|推进|完成|落实"
)
_MORE = rf"{_CORE}|{_TAIL}|{_ADVERB}"
_AS = "(?:作为|担任|[列定系]为|确定为|明确为|系|[均都]?[为是]|分别为)"
AS_NOUN = lazy_re.compile(rf"^{_AS}(?=.*(?:{NOUN})$)")  # 为 of 为主管部门; 为主 is a role word

STRETCH = Table(
    _row("name", "词里的字", "无为|自由|理由|缘由|[可加]以|[申邀]请|党组织|政协(?=办)|协同(?=单位|部门)"),
    _row("name", "商务局、联合会", "商[务业会贸标品行城南河丘洛水州检事]", "联合(?:[会社国大执工总中组]|专班|办公室|督查组|检查组|调查组|指挥部)"),
    _row("as_person", "为第一责任人", rf"{_AS}(?:{PEOPLE})"),
    _row("with", "协同县税务局", rf"(?:协同|联合)(?=[{LEVEL}各])"),
    _row("verb", "为业主单位", rf"{_AS}(?:(?:{ROLE_NOUN_LABEL})|(?:责任)?主体|{_HAN}{{2,4}}(?:单位|部门))"),
    _row("verb", "按职责分工负责落实", rf"(?:{_ADVERB}){{0,4}}(?:{_CORE})(?:{_MORE}|[和及与](?={_MORE})){{0,8}}"),
    _row("name", "予以", "予以"),
    _row("report", "报县政府", rf"(?:汇总|及时|统一|并|后)*(?:上报|报送|报请|提请|抄送|报)(?=[{LEVEL}各国])"),
    _row("with", "会同", f"会同|会商|商请?|联合|协同|会(?=[{LEVEL}各])"),
    _row("except", "除城关镇外的各乡镇", rf"除[^，,、；;]{{1,20}}?[之以]?外的?(?=其[他余它]|[{LEVEL}各]|有关|相关|所有)"),
    _row("among", "其中", "其中"),
    _row("by", "由", "由"),
    _row("ask", "请、以……为主", "请|明确|确定|指定|责成|委托|以(?![上下及内外])"),
)  # fmt: skip
JOINTS = Table(
    _row("name", "和平", "和[平田静龙硕顺布]"),
    _row("and", "和", rf"以及|及其(?![他它余])|同(?=[{LEVEL}各])|[和及与暨]|并(?=[{LEVEL}各])"),
)

STRONG_VERB = lazy_re.compile(any_of(STRONG))
# Verbs that as often are part of a matter (平台建设, 项目推进) as a role.
WORK = lazy_re.compile(
    "(?:建设|整改|开展|审核|完成|办理|推进|推动|执行|监督|协调|统筹|支持|指导|督导|督促|组织|实施)+"
)
LONE_ROLE = lazy_re.compile(ROLE_NOUN_LABEL)  # 县发改局 牵头单位，县财政局 责任单位
# A noun that makes one word with the role word before it: 牵头单位, 配合的.
ROLE_S_NOUN = lazy_re.compile(rf"(?:{NOUN}|[{LEVEL}][级直]|的|人|同志|制(?![定订作造发约止]))")
LONE_NOTE = lazy_re.compile(rf"(?:以上)?各?(?:单位|部门)?(?:{_ADVERB}){{1,4}}")
DATE_PHRASE = lazy_re.compile(
    r"(?:[0-9０-９]{4}年|[0-9０-９]{1,2}月|年|季度|半年|持续|长期|全年|常年|常态化)[0-9０-９年月日底前末初中上下旬以之内]{0,10}"
)
FILLER = lazy_re.compile(
    "(?:并|则|再|其中|另外?|以及|分别|具体|主要|原则上|统一|均|以上|上述|该|此|本|这|项|各|些|工作|任务|事项|要求|相关|拟)*"
)
# Where the words begin with a role word before a name, and so does a later clause: 牵头县财政局，配合县审计局.
ROLES_FIRST = lazy_re.compile(
    rf"(?:{any_of(STRONG)})[{BLANKS}]?(?=[{LEVEL}各])[^；;。]*?[，,；;。{BLANKS}](?:{ROLES})[{BLANKS}]?(?=[{LEVEL}各])"
)


def verbs(text: str) -> Iterator[Word]:
    """The words in a stretch that may say a role."""
    return (word for word in STRETCH.scan(text) if word.kind == "verb")


GUIDING = lazy_re.compile(
    rf"的?(?:统一|坚强|直接|具体|业务|有力|精心)*({_GUIDES})(?:[和与、](?:{_GUIDES}))?下$"
)


def role_of_label(label: str) -> str:
    """The role words of a label as printed: 牵头单位 in 牵头单位：, 责任单位 in 责任单位及责任人：."""
    return re.sub(rf"(?:{_AND_PEOPLE})?[:：]$|[为是由{BLANKS}—－–-]+$", "", label)


def names_people_too(label: str) -> bool:
    """Whether a label of units tells that people follow them: 责任单位及责任人：."""
    return re.search(rf"{_AND_PEOPLE}[:：]$", label) is not None


def role_of_mark(mark: str) -> tuple[str, bool]:
    """The role words in a bracket, and whether they are said of all the names before it: （均为牵头单位）."""
    inside = mark.rstrip(":：")[1:-1]
    role = re.sub(f"^(?:为|{_OF_ALL})", "", inside)
    return role, re.match(_OF_ALL, inside) is not None


def role_of_legend(legend: str) -> tuple[str, str]:
    """The sign of a legend and the role it stands for: ★ and 牵头单位 in ★为牵头单位."""
    sign = next(char for char in legend if char in SIGNS)
    role = re.search(rf"(?:{ROLE_LABEL})(?:[，,；;]?其.*)?$", legend)
    return sign, re.sub("[，,；;]?其[他余它].*$", "", role[0]) if role else ""
