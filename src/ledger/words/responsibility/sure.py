"""What is surely a unit's name (单位名称) or a collective expression (集合), and what had better be checked.

The reader understands more than it is sure of. Sure is little, and said here:

    sure unit   = words of an office + its ending (局, 委, 办公室, 中心 …), at most 16 characters (bodies for
                  coordination 34, companies and banks 26), no word of running text in it (`name_table`), no
                  digit, brackets and quotation marks in pairs, no second office inside that is not part of the first
                  (县公安局交警大队 is), and more than the name of a kind (县人民医院, not 医院, 县级医院)
    sure group  = 各 … | 有关 … | 相关 … | a kind of place (乡镇, 街道) | 县直, 市级, 行业主管 … + 部门, 单位 …,
                  under the same conditions

Whatever else the directory does not know is taken as understood, with a sentence that asks to check it.
A list is sure when its names cannot be read together. They can where 各 may govern both (各区、市财政局;
各县教育局、财政局), where an office may be that of both (雄县、安新县委; 县委、县政府督查室), and where 和
may join two words of one expression (有关高校和科研院所). A person is sure as a post (分管副县长), a surname
and one to three characters, or both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from ledger import lazy_re
from ledger.words.doubt import Doubt, doubt
from ledger.words.lexicon import COUNCIL, LEVEL, OFFICE_END, ROLE_WORDS, SURNAMES, TITLES, any_of, words
from ledger.words.responsibility.name_table import odd_words
from ledger.words.responsibility.names import (
    ends_a_name,
    is_glued,
    is_group,
    is_plainly_collective,
    is_surely_person,
    odd_bracket,
    strip_tail_bracket,
)
from ledger.words.responsibility.roles import Mention
from ledger.words.responsibility.table import SENTENCE
from ledger.words.responsibility.whole import FIXED
from ledger.words.traditional import simplified

_LONGEST, _LONGEST_FIRM, _LONGEST_BODY = 16, 26, 34  # characters
_FIRM = lazy_re.compile("(?:公司|集团|银行|[分支商]行|营业部|管理局|税务局|监管分局)$")
_BODY = lazy_re.compile(rf"(?:{COUNCIL})(?:办公室|办)?$")

# Kinds of institution of which a place has many: alone, or with nothing before them but such words, a kind.
_KIND = words(
    "医院 卫生院 卫生室 诊所 学校 小学 中学 高中 初中 大学 学院 幼儿园 院校 职校 技校 派出所 司法所 财政所 村 社区 小区 公司 集团 银行 农场 林场 "
    "牧场 景区 合作社 协会 商会 学会 机场 车站 场站 园区 工业园 产业园 开发区 新城 居委会 村委会 村民委员会 居民委员会 业主委员会 网格 村民小组 家庭农场 镇办 乡办 区 镇 乡 街道 城区 社 站 所 馆 园 校 场 厂 矿 "
    "中心 政府 人民政府 分局 分公司 支行 分行 监狱 团 组 队 工作队 业委会 工作组 小组 专班 党组 党支部 党总支 两委 “两委” 管委会 管理站 服务站 服务中心 项目部"
)
_QUALITY = (
    rf"(?:[{LEVEL}](?:[级属直辖内管域]|区域)|[{LEVEL}]?(?:公立|民办|民营|定点|重点)|各级|基层|公立|公办|民办|民营|私立|私营|定点|医疗|中等|高等|职业|职业技术|中心|"
    r"重点|规模以上|国有|集体|农村|城市|城区|城乡|镇区|景区|辖区|驻地|当地|属地|所在地?|普通|综合|专科|三甲|"
    r"[一二三]级|上市|建筑|施工|物业|运营|龙头|九年一贯制|完全|农民|行业|专业|工作|服务|派驻|驻村|派出|社会|乡镇|村|社区|街道|"
    r"行政|自然|试点|远|主|基地|项目|平台|供水|供气|供热|公交|客运|快递|电商|旅游|金融|保险|外资|非公)"
)
_KIND_ONLY = lazy_re.compile(rf"(?:{_QUALITY}){{0,3}}(?:{any_of(_KIND)})")
_SURE_ALONE = frozenset(words("开发区 管委会 党组 党支部 党总支 驻村工作队"))
_ACTS = lazy_re.compile(
    rf"组织(?![部处科股室]|人事|关系|建设)|台账|[和及与]|{any_of([row.word for row in ROLE_WORDS])}"
)
_COUNTED = lazy_re.compile(
    rf"[{LEVEL}]?“?[两二三四五六七八九十][区委办局镇街乡园部][”a-z]?(?!堡)|[分总支]局$|城区$"
)
_WEAK_ENDS = "队组会社团宫庭场"
_FIRM_ENDS = words(
    "大队 支队 总队 中队 工作队 服务队 执法队 救援队 调查队 勘查队 规划队 小组 工作组 导组 推进组 调度组 委会 委员会 联合会 协会 商会 学会 "
    "工会 总会 基金会 联会 理事会 监事会 董事会 慈善会 友会 农会 议会 监会 促会 十字会 供销社 合作社 信用社 供销合作社 联社 报社 分社 "
    "新闻社 电讯社 出版社 集团 兵团 师团 青团 艺术团 歌舞团 农场 林场 牧场 渔场 机场 茶场 畜场 种场 艺场 填埋场 养殖场 屠宰场 停车场 少年宫 文化宫 联合社 爱卫会"
)
_INNER = (  # what an office may have inside: the end of such a name
    r"(?:[室科处股队所站组段行]|分局|稽查局|小学|中学|办公室|党委|党组|中心|工会|团委|分院|分中心|[总支大中]队|党支部|服务厅|营业(?:管理)?部|管理部|事业部|项目部|学校|医院|监狱|基地|公司|馆)$"
)
_SEAM = lazy_re.compile(
    r"(?<=[局厅])(?!长|[处科股])|(?<=中心)|(?<=办公室)|(?<=管委会)|(?<=公司)|(?<=大队)|(?<=支队)|(?<=银行)"
)
_TWO_OFFICES = lazy_re.compile(
    r"(?<=..)(?<![太泰云政平兴仁])[和与及暨](?=[省市县区州旗](?![场政容域级直])..)"
    rf"|委[^和与]*(?<!党委)[{LEVEL}](?:人民)?政府."
)

MARKED = lazy_re.compile(r"各|有关|相关|涉及|其[他它余]|所有|全体|所属|下属|级以上|[二三四两]级")
_OWN_PARTS = lazy_re.compile(  # 县公安局各派出所: parts of the office named before 各
    r"(?:各|有关|相关|所属|下属|直属|内设|派出)[^各]*(?:[科处股]室|[科处股室所队站]|分局|分院|分公司|支行|单位|机构|部门|学院|中心|支部|司局)$"
)
_MEMBERS = lazy_re.compile(".{2,30}[^各]各?成员单位")
_EVERY = lazy_re.compile("各(?![级地类条]各)")
_DOWN_TO_VILLAGE = lazy_re.compile("(?:街道|镇|乡).*[、和及]村")
_BARE_LABEL = lazy_re.compile(
    "(?:牵头|责任|配合|主办|协办|承办|参与|落实|项目|施工|监理|建设|业主|第三方)?(?:单位|部门|机构)"
)


def _is_plain(stem: str, longest: int, *, body: bool = False, group: bool = False) -> bool:
    """No running text in it, of a likely length, its brackets and quotation marks in pairs."""
    paired = all(stem.count(a) == stem.count(b) for a, b in ("（）", "()", "“”", "《》"))
    fine = all((body and row.body) or (group and row.group) for row in odd_words(stem))
    return paired and len(stem) <= longest and fine


@lru_cache(maxsize=4096)
def is_sure_unit(name: str) -> bool:
    """Whether `name` (simplified characters) is a unit's name beyond doubt, going by its wording."""
    stem = strip_tail_bracket(name)
    body = _BODY.search(stem) is not None
    longest = _LONGEST_BODY if body else _LONGEST_FIRM if _FIRM.search(stem) else _LONGEST
    if not _is_plain(stem, longest, body=body):
        return False
    odd = _COUNTED.match(stem) or _TWO_OFFICES.search(stem) or re.search("股.+股$", stem)
    return not odd and not _ends_oddly(stem) and not _holds_another(stem)


def _ends_oddly(stem: str) -> bool:
    """Whether its last character ends many other words too: 三队, but not 工作队."""
    long_group = stem[-1] == "组" and len(stem) > 4  # 县审计局联合组, but not 第三组
    return stem[-1] in _WEAK_ENDS and not stem.endswith(_FIRM_ENDS) and not long_group


def is_only_a_kind(name: str) -> bool:
    """Whether `name` may be any of its kind: 幼儿园, 县级医院."""
    stem = strip_tail_bracket(name)
    return stem not in _SURE_ALONE and _KIND_ONLY.fullmatch(stem) is not None


def sure_name_before(text: str) -> int:
    """How long the longest sure name is that `text` (simplified characters) begins with and goes on after: 4 in
    县财政局保障经费; 0 where there is none."""
    longest = min(len(text) - 2, _LONGEST_BODY)
    sure = [end for end in range(longest, 2, -1) if ends_a_name(text[:end]) and _is_sure(text[:end])]
    for word in _ACTS.finditer(text, 3, longest + 3):  # 各乡镇组织发动, no 各乡镇组; 团县委办理, no 团县委办
        first = word.start() + (
            word.start() + 1 in sure
            and word[0][0] == "会"
            and _ACTS.match(text, word.start() + 1) is not None
        )
        if first in sure or word[0] == "台账":
            sure = [end for end in sure if end <= first or (end >= word.end() and word[0] not in "和及与")]
    return sure[0] if sure else 0


def _is_sure(name: str) -> bool:
    if is_group(name):
        return is_sure_group(name) and not _BARE_LABEL.fullmatch(name)
    return is_sure_unit(name) and not is_only_a_kind(name)


def heads_a_list(words: str) -> bool:
    """Whether words before a colon are a heading nobody knows, no name: 工业领域：, 属地：, 城区：."""
    bare = is_group(words) and not re.search("各|有关|相关", words) and words[0] not in LEVEL
    named = len(words) > 2 and ends_a_name(words) and _is_sure(words)
    return len(words) <= 12 and (bare or not named)


def _holds_another(stem: str) -> bool:
    """Whether an office stands inside that what follows is no part of: 县财政局审计局."""
    seams = [seam.start() for seam in _SEAM.finditer(stem) if 2 < seam.start() < len(stem)]
    return any(
        ends_a_name(stem[:seam])
        and not stem[:seam].endswith(("总局", "厅"))
        and not re.search(_INNER, stem[seam:])
        for seam in seams
    )


@lru_cache(maxsize=4096)
def is_sure_group(name: str) -> bool:
    """Whether `name` (simplified characters) is a collective expression beyond doubt."""
    stem = strip_tail_bracket(name)
    if name.startswith("等") or _MEMBERS.fullmatch(stem):
        return True
    if not is_plainly_collective(name) or any(
        word.kind == "mark" for word in SENTENCE.scan(name)
    ):  # 各在建工程; 各区（责任单位）
        return False
    if not _is_plain(stem, 2 * _LONGEST if "、" in stem else _LONGEST, group=True):
        return False
    outside = re.sub("[（(][^（()）]*[)）]", "", stem)
    if "、" in outside and (not FIXED.search(stem) or _DOWN_TO_VILLAGE.search(outside)):
        return False
    if stem[0] in "他它余" or len(_EVERY.findall(stem)) > 1:
        return False
    marked = MARKED.search(stem)
    if marked:
        before = stem[: marked.start()]
        of_an_office = len(before) > 2 and re.search(
            "(?:[局厅部处科]|办公室|中心|公司|[总支大]队|[银支分]行)$", before
        )
        return not of_an_office or _OWN_PARTS.search(stem[marked.start() :]) is not None
    heads = (stem[: seam.start()] for seam in _SEAM.finditer(stem))
    return not any(
        len(head) > 2 and is_sure_unit(head) and not is_only_a_kind(head) for head in heads
    )  # 县住建局施工企业


def name_doubts(plain: str, mention: Mention) -> Iterator[Doubt]:
    """What is odd about a name the directory does not know. `plain` is the name in simplified characters."""
    if mention.kind == "common":
        yield mention.doubt("name-of-field")
    if inside := odd_bracket(plain):
        yield mention.doubt("odd-bracket", inside=inside)
    if mention.kind == "unit" and is_glued(plain):
        yield mention.doubt("glued")
    elif mention.kind == "unit" and is_only_a_kind(plain):
        yield mention.doubt("kind-only")
    elif mention.kind == "unit" and not is_sure_unit(plain):
        yield mention.doubt("odd-name")
    elif mention.kind == "group" and (_BARE_LABEL.fullmatch(plain) or not is_sure_group(plain)):
        yield mention.doubt("odd-group")


# Neighbours in a list, and people

_PLACE = lazy_re.compile(rf"[^各]{{1,5}}[{LEVEL}]")
_DASHES = tuple("-—–－~～:：")
_JOINTS = ("、", "和", "与", "及", "以及", "暨")
_OF_ITS_OWN = lazy_re.compile(
    rf"[{LEVEL}各](?!场|政[^府协])|有关|相关|其他|国家|中央|国网|.{{1,4}}(?:[省市县区州盟旗镇乡]|街道)|全体|所属|下属"
)
_SURE_PERSON = lazy_re.compile(
    rf"(?:.{{0,14}}(?:{TITLES}|党组成员))?[:：]?(?:[{SURNAMES}][\u4e00-\u9fff某×xX]{{1,3}})?(?:[（(][^（()）]*[)）])?"
)
_OFFICE_AND_POST = lazy_re.compile(  # 县委常委 and 县委副书记 are posts of their own, 县住建局副局长 is one of the office
    "[局委办厅部院室心协联会社司镇乡道村行校站所队馆](?:局|主|部|厅|院|书|负|办|包|联|挂|领|干|班|镇|乡|社|经|校|站|所|队|馆)|(?:[局厅院室心会协联司部行校站所队]|团.委|[纪法监改]委)(?:副|党|分|常)"
)
_NOT_A_POST = lazy_re.compile(
    rf"[^责主]任(?:[副组长总指])|(?<!常)[局委办厅处科室院部]$|^[{SURNAMES}].{{1,2}}[{LEVEL}](?:[委级]|政府|人大|政协)|[和与及、]"
)
_OFFICE_IN_CHARGE = lazy_re.compile(r"[局委办厅部院室心处科股站所队][）)]$")
_EVERY_PLACE = lazy_re.compile("(?:各|有关|相关|所有)+[县区市州盟旗]")
_EVERY_OFFICE = lazy_re.compile(rf"各.*[{LEVEL}街）)].*(?:[局委办厅院部站所室校]|政府|中心)")


def person_doubts(plain: str, name: str, place: tuple[int, int], told: bool) -> Iterator[Doubt]:
    """What is odd about words taken for a person. `told`: a label says that people follow (责任人：…)."""
    if not (_SURE_PERSON.fullmatch(plain) or is_surely_person(plain)) or _NOT_A_POST.search(
        strip_tail_bracket(plain)
    ):
        yield doubt("taken-for-person", *place, words=name)
    elif (not told and _OFFICE_AND_POST.search(plain)) or _OFFICE_IN_CHARGE.search(plain):
        yield doubt("unit-of-person", *place, words=name)


def list_doubts(mentions: Sequence[Mention], declared: frozenset[str], printed: str) -> Iterator[Doubt]:
    """Neighbours that could be read together unless both are `declared`, and names met in two roles."""
    for one, other in pairwise(mentions):
        left, right = simplified(one.name), simplified(other.name)
        joint = printed[one.end : other.start]
        if joint in _DASHES:
            yield doubt("two-names", one.start, other.end, words=f"{one.name}{joint}{other.name}")
        if joint not in _JOINTS or {left, right} <= declared:
            continue
        if _may_be_one(left, right):
            yield doubt("two-units", one.start, other.end, words=f"{one.name}、{other.name}")
        elif _may_share(left, right) or (joint in _JOINTS[1:] and _may_be_cut(left, right)):
            yield doubt("may-be-read-on", one.start, other.end, words=f"{one.name}{joint}{other.name}")
    roles: dict[str, list[Mention]] = {}
    for mention in mentions:
        roles.setdefault(mention.name, []).append(mention)
    for several in roles.values():
        if len({mention.family or "neutral" for mention in several}) > 1:
            yield several[-1].doubt("several-roles")


def _may_be_one(body: str, office: str) -> bool:
    """县委、县政府督查室 is usually one office of both."""
    if not re.fullmatch(rf"[{LEVEL}](?:委|人大|人大常委会|政府|政协)", body):
        return False
    return re.match(rf"{body[0]}(?:政府.|(?:委|人大|人大常委会|政协)(?:办|.*室))", office) is not None


def _may_share(one: str, other: str) -> bool:
    """各区、市财政局 and 各县教育局、财政局: 各 may govern both; 雄县、安新县委: the office may be of both."""
    if _EVERY_PLACE.fullmatch(one):
        return re.match(rf"[市县区州盟旗](?!直|级|属|[{LEVEL}])", other) is not None
    if _EVERY_OFFICE.fullmatch(one):
        its_own = _OF_ITS_OWN.match(other) and not one.startswith(f"各{other[0]}")
        return OFFICE_END.search(other) is not None and not its_own
    if MARKED.search(one):
        same_end = one[-1] == other[-1] and one[-1] in "局委办厅处科室院校所站队"
        return same_end and not (_OF_ITS_OWN.match(other) or is_only_a_kind(other))
    same_kind = rf".{{1,5}}{one[-1]}(?:[^{LEVEL}]?委|党委|政府|人民政府|街道办事处|[^{LEVEL}]+局)"
    same = _PLACE.fullmatch(one) is not None and other[0] not in f"{LEVEL}各有相其"
    return same and re.match(same_kind, other) is not None


def _may_be_cut(one: str, other: str) -> bool:
    """有关高校和科研院所; 园区和招商服务中心: what 和 joins may be one expression."""
    if _OF_ITS_OWN.match(other):
        return False
    return MARKED.search(one) is not None or one[-1] in f"{LEVEL}村园社团组会队站场馆"
