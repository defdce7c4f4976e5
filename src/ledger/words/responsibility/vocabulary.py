"""The vocabulary of responsibility sentences (责任分工用语): labels, role words, notes, joints.

Three tables say what a role word means; the patterns below say what it looks like as a label (牵头单位：),
as a mark (（牵头）), as a verb (按职责分工负责落实). Every repetition is bounded, so that matching is linear.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from ledger.words.responsibility.names import FIELDS, LEVEL, any_of, words

Family = Literal["lead", "support", "neutral"]
"""What a role word says by itself. `neutral` (落实, 责任单位, 负责) depends on whether anybody leads."""

LEADS = words("牵头 主办 主责 主抓 抓总 领办")
DOUBTFUL_LEADS = words("主要责任 第一责任 首要责任 主导 为主 负总责 总负责")
SUPPORTS = words("配合 协办 协同 协助 协作 参与 参加 支持 会办 联办 协管 会签 成员")
DOUBTFUL_SUPPORTS = words("指导 督导 督办 督促 监督 监管 审核 验收 主管 统筹 协调")
NEUTRALS = words(
    "责任 落实 承办 负责 实施 执行 承担 组织实施 具体责任 主体责任 共同责任 监管责任 属地责任 领导责任 行业责任 包抓 包保 包联"
)
# Role words only with a noun after them: 申报单位, never 申报：
_WITH_NOUN = words("完成 推进 推动 办理 建设 申报 填报 报送 任务 分管 整改 公开")
_CERTAIN = (*LEADS, *SUPPORTS, *NEUTRALS, *_WITH_NOUN)
_LETTERS: dict[str, Family] = {"主": "lead", "配": "support", "协": "support"}


@lru_cache(maxsize=1024)
def family_of(word: str) -> Family:
    """`牵头落实` leads, `配合落实` supports, `负责落实` is neutral, and so is `负责协调`: what follows 负责 is
    the matter, unless it is leading or supporting itself. A mark may be one letter: （主）（配）."""
    if word in _LETTERS:
        return _LETTERS[word]
    if any(lead in word for lead in (*LEADS, *DOUBTFUL_LEADS)):
        return "lead"
    if any(support in word for support in SUPPORTS):
        return "support"
    if any(neutral in word for neutral in NEUTRALS):
        return "neutral"
    return "support" if any(doubtful in word for doubtful in DOUBTFUL_SUPPORTS) else "neutral"


@lru_cache(maxsize=1024)
def is_doubtful(word: str) -> bool:
    """Whether the role a word stands for can be argued about (督办单位, 牵头及配合单位, （主）)."""
    if any(lead in word for lead in LEADS) and any(support in word for support in SUPPORTS):
        return True
    if any(sure in word for sure in (*LEADS, *SUPPORTS)):
        return False
    doubtful_lead = any(lead in word for lead in DOUBTFUL_LEADS)
    odd_label = word.endswith(("单位", "部门")) and not any(sure in word for sure in _CERTAIN)
    return doubtful_lead or odd_label or family_of(word) == "support" or word in _LETTERS


OPEN, CLOSE = "（(〔【[［{〖<＜", "）)〕】]］}〗>＞"
STOPS, COMMAS = "；;。！!?？", "，,"
SEPARATORS = "、/／\\|｜&＆+＋•·－—-–：:~～"
BREAK = re.compile(rf"[{re.escape(STOPS + COMMAS + OPEN + CLOSE + SEPARATORS)}\s]")
SURE_BLANK, DOUBTFUL_BLANK = " ", "\u2002"

NOUN = "单位|部门|科室|处室|股室|[处科股][（(]室[)）]|司局|机构|主体|县区|乡镇|企业|机关|地区|学院|方"
ROLES = any_of((*LEADS, *DOUBTFUL_LEADS, *SUPPORTS, *DOUBTFUL_SUPPORTS, *NEUTRALS))
PEOPLE = (
    r"(?:第一|直接|具体|主要|主管|分管|牵头|责任|联系|包联|包保|包抓|挂钩|挂联|挂点|带队|分包|督导|协管|配合|"
    r"[市县区省镇乡局级院校厂所]|公司|政府|党政|单位|部门|科室|总){0,4}(?:责任人员?|负责人|负责同志|领导|联系人|联络员|牵头人|"
    r"经办人|填报人|承办人|召集人|完成人|副?组长|责任县长|县长|市长|局长|书记|总?[河湖林田路]长|指挥长)(?:[（(][^（()）]{1,10}[)）])?"
)
DATES = (
    r"(?:计划|工作|任务|整改|办结|完成|报送|上报|落实|实施|公开|工作推进|具体)?"
    r"(?:时限要求|时限|期限|时间节点|时间安排|时间要求|时间进度|时间|日期|进度安排|节点)(?:要求)?"
)
OTHER = "(?:联系|办公)?电话|手机(?:号码?)?|联系方式|备注|(?:电子)?邮箱|地址|职务|工作目标|目标任务|工作内容|工作措施"
ROLE_LABEL = (
    rf"(?:[{LEVEL}局校院][级直属])?(?:第[一二三四]|主要|主体|共同|具体|总|主)?"
    rf"(?:(?:{ROLES}){{1,2}}(?:[（(](?:{ROLES})[)）]|[/、和及](?:{ROLES}))?(?:(?:[{LEVEL}][级直])?(?:{NOUN}))?"
    rf"|(?:{any_of(_WITH_NOUN)})(?:{NOUN}))(?:[（(](?:{NOUN}|责任人|人|盖章|公章|牵头)[)）])?"
)
_ITEM_START = rf"(?:^|(?<=[{re.escape(STOPS + COMMAS + OPEN + CLOSE)}、 \u2002]))"
_BOX, _UNBOX = r"[【\[［〔]", r"[】\]］〕][:：]?"

LABEL = re.compile(
    rf"(?P<people>{PEOPLE})(?:及(?:联系)?电话)?[:：]|(?P<other>{OTHER})[:：]|(?P<dates>{DATES})[:：]"
    rf"|(?P<role>{ROLE_LABEL})(?P<both>[、/和及与]?(?:具体|直接)?(?:责任人|负责人|联系人))?(?:[:：]|[—－–-]{{1,2}}(?=[{LEVEL}各]))"
    rf"|{_ITEM_START}(?P<odd>[\u4e00-\u9fff]{{2,4}}(?:单位|部门))[:：]"
    rf"|{_BOX}(?P<boxed_role>{ROLE_LABEL}){_UNBOX}|{_BOX}(?P<boxed_people>{PEOPLE}){_UNBOX}"
    rf"|{_BOX}(?P<boxed_dates>{DATES}){_UNBOX}"
    rf"|{_ITEM_START}(?P<bare_people>{PEOPLE})[ \u2002]"
    rf"|{_ITEM_START}(?P<bare>(?:第一|主要|主体|共同|具体|总)?(?:{ROLES})(?:{NOUN}))"
    rf"(?:为|是|由|[ \u2002]|(?=[（({LEVEL}各]))"
)
MARK = re.compile(rf"[（(]为?(?P<mark>{ROLE_LABEL}|[{''.join(_LETTERS)}])[)）][:：]?")
FIRST_LEADS = re.compile(  # 列第一位者为牵头单位
    r"均?(?:列|排名|排列|排序|排|名列)?在?(?:第一|首)[位个名]?[的者]?(?:责任)?(?:单位|部门)?[的者]?均?"
    r"[为是](?:总?牵头|主办|主责)(?:责任)?(?:单位|部门)?"
)
NOTE = re.compile(
    r"(?:名单|具体|详|另)?(?:见|附)(?:附件|附表|后)[0-9一二三四]?|以下(?:简称|统称|合称)[^（()）；;。]{1,20}|(?:排名)?不分先后|以?下同|以下各项均需|不再(?:逐一)?列出|不再重复|"
    r"(?:以上)?各?(?:单位|部门)?各[负司]其[责职]|分工协作|盖章|公章"
)

_DUTY = "职[责能]任?"
_ADVERB = (
    rf"(?:按照?|依照?|依据|根据|结合)(?:各自|其|部门|有关|相关|法定|本单位|工作|单位)?的?{_DUTY}"
    r"(?:和?(?:任务)?分工|范围|要求)?|(?:按照?|根据)(?:任务|责任|部门|工作)?分工|"
    rf"在?(?:各自|其)?{_DUTY}范围内|结合(?:各自|本地|本单位|工作)?实际|"
    r"分别|共同|联合|具体|组织|统一|统筹|积极|密切|主动|全力|协调|予以|给予|做好|抓好|各自|全程|同步|分级|分工|"
    r"分头|按要求|要|应|需|直接|主要|总体|整体|全面|切实|认真|亲自|抓|督促|指导"
)
STRONG = words("总牵头 牵头 负责 配合 主办 协办")
_WEAK = words(
    "落实 实施 推进 执行 协助 支持 协同 参加 参与 完成 承担 承办 办理 指导 督导 监督 统筹 主抓 抓总 "
    "研究提出落实意见 研究提出意见 研究提出 研究落实 提出落实意见 负总责 推动 协作 会办 会签 主责 领办 为主 "
    "督办 督促 协调 开展 抓落实 具体抓 亲自抓 直接抓 整改 审核 建设 包联 包保 包抓"
)
_CORE = any_of(STRONG + _WEAK).replace("协办", "(?<!政)协办") + f"|按照?(?:各自|其)?{_DUTY}(?:分工)?"
_TAIL = (
    r"(?:相关|有关|具体|日常|落实|此项|该项|各项|配套|牵头)?(?:工作|任务|事宜|事项)|"
    r"到位|见效|检查|考核|总抓|抓总|总责|汇总|并|组织|实施|推进|完成|落实"
)
_MORE = rf"{_CORE}|{_TAIL}|{_ADVERB}"
VERB = re.compile(
    rf"作?为(?:{ROLES})(?:{NOUN})|(?:{_ADVERB}){{0,4}}(?:{_CORE})(?:{_MORE}|[和及与](?={_MORE})){{0,8}}"
)
# Verbs that as often are part of a matter (平台建设, 项目推进) as a role.
WORK = re.compile(
    "(?:建设|整改|开展|审核|完成|办理|推进|推动|执行|监督|协调|统筹|支持|指导|督导|督促|组织|实施)+"
)
STRONG_VERB = re.compile(any_of(STRONG))
NOT_A_VERB = re.compile(rf"(?:{NOUN}|[{LEVEL}][级直]|的|人|制)")
LONE_NOTE = re.compile(rf"(?:以上)?各?(?:单位|部门)?(?:{_ADVERB}){{1,4}}")
DATE_PHRASE = re.compile(
    r"(?:[0-9０-９]{4}年|[0-9０-９]{1,2}月|年|季度|半年|持续|长期|全年|常年|常态化)[0-9０-９年月日底前末初中上下旬以之内]{0,10}"
)
TOGETHER = re.compile(
    "会同|商(?![务业会贸标品行城南河丘洛水州检事])|联合(?![会社体国大执工总中组])|协同(?!单位|部门)"
)
BY = re.compile(
    r"(?<![可予加])以(?=.{2,20}为(?:主|牵头|责任))|(?<![自理缘])由|(?:^|(?<![申邀]))请(?=[省市县区州各国镇乡])|^请(?=.{2,30}(?:牵头|负责|配合))"
)
FILLER = re.compile(
    "(?:并|则|再|其中|另外?|以及|分别|具体|主要|原则上|统一|均|以上|上述|该|此|本|这|项|各|些|工作|任务|事项|要求|相关|拟)*"
)
CONJUNCTION = re.compile(
    r"以及(?!其[他它余])|及其(?![他它余])|[及与暨]|和(?![平田静龙硕顺布])|并(?=各|[省市县区州])"
)
NUMBERING = re.compile(r"(?:[0-9０-９]{1,2}[.．)）]|[①-⑳])")

_PLURAL = (
    "部门|单位|科室|处室|股室|司局|机构|企业|乡镇|镇街|街道|县区|区县|地区|[地镇乡县区]|公司|银行|高校|学校|"
    "院校|医院|[商协]会|商协会|组织|团体"
)
OPEN_TAIL = re.compile(  # 等, 等部门, 等5个部门, 等相关单位
    r"(?<![高中初平同优])等(?!级)[\u4e00-\u9fff]{0,8}(?:部门|单位|机构|企业)$|"
    r"(?<![高中初平同优])等(?:(?:多|余|[0-9０-９]{1,3}|[一二三四五六七八九十两]{1,3})余?)?[个家]?"
    rf"(?:[{LEVEL}](?:[级直属]|政府)?(?!政府))?[及与和、]?"
    r"(?:有关|相关|其他|各|成员|责任|配合|参与|主管|职能|行业|业务|领域|行政|监管|执法|承担任务|涉及|的){0,4}"
    rf"(?:{_PLURAL})?(?:[、和及与](?:单位|部门|企业|机构|个人|乡镇))?(?:[（(](?:单位|部门|企业|机构)[)）])?$"
)
# Places go down, never up: 各市、县 is one expression, in 各镇、县财政局 two names stand side by side.
_SMALL = "(?:乡镇|镇街|街道|[镇乡])(?:[（(][^（()）]{1,12}[)）])?"
_LESSER = "[镇乡办村](?:[（(][^（()）]{1,12}[)）])?"
_LARGE = "(?:县级市|自治[区州县旗]|直辖市|新区|[省市县区州旗盟地])(?:行政公署)?(?:[（(][^（()）]{1,12}[)）])?"
_PLACES = (
    rf"各(?:有关|相关)?(?:{_LARGE}(?:[、和及]{_LARGE}){{0,4}}(?:[、和及](?:{_SMALL}|{_LESSER})){{0,3}}"
    rf"|{_SMALL}(?:[、和及]{_LESSER}){{1,3}})"
)
_SAME_LEVEL = "级(?!各|有关|相关|部门|单位|机关|领导)"
_OFFICE = (
    "教育|财政|卫健|卫生|公安|民政|人社|人力|住建|住房|农业|市场|发展|发改|自然|生态|交通|水利|水务|"
    "(?:人民)?政府办"
)
_AFTER_PLACES = (  # what follows places that are one expression; 各县、市财政局 could be two
    rf"(?=(?:人民)?政府(?!办)|党委|{_SAME_LEVEL}|(?<![县区]、市)(?:{_OFFICE})|$|[、，,；;。）)〕\]】 ]|"
    r"牵头|配合|落实|负责|按|分别|组织|具体|共同|抓|[和及]?有关|相关)"
)
_ITEM = r"(?:(?<![\u4e00-\u9fff])|(?<=[和及与由]))"
_FIXED = (
    # 党委和政府, 党（工）委、管委会
    r"党委(?:[、和]|（党组）、?)(?:人民)?政府|党[（(]?工[)）]?委[、和](?:管委会|办事处)|企、事业单位|党、政",
    # 有关部门、单位
    r"(?:部门|单位|机构)[、和及](?:部门|单位|企业|机构)"
    r"(?=$|[^\u4e00-\u9fff]|牵头|配合|落实|负责|[按分共参等具组协])",
    # 各市、县（区）人民政府
    _PLACES + _AFTER_PLACES,
    # 县委、县政府各部门
    rf"(?P<level>[{LEVEL}])委[、和](?:(?P=level)(?:人民)?政府|(?P=level)级(?:国家)?机关)(?=各|分管|主要|领导)",
    # 省、市、县级; 市、县两级
    rf"{_ITEM}[{LEVEL}](?:、[{LEVEL}村])+(?:级|[二三四两]级|各级)",
    # 各级财政、审计部门
    rf"各(?:级|地|有关|相关)(?:{any_of(FIELDS)})(?:[、和及](?:{any_of(FIELDS)})){{1,5}}(?:行政|主管|监管|执法)*(?:部门|机关)",
    # 县直、驻县各单位
    rf"{_ITEM}[{LEVEL}]直(?:及|、|和)驻[{LEVEL}](?=各|有关|单位)",
    # 各村、社区“两委”
    r"各(?:村[、和及]社区|社区[、和及]村)(?![\u4e00-\u9fff])",
    # 各委、办、局
    r"各[部委办厅局行社](?:[、和][部委办厅局行社院])+",
    # 省、市驻县单位
    rf"{_ITEM}(?:中央|[{LEVEL}])(?:、[{LEVEL}])+(?=驻|属|直|级)",
)
FIXED = re.compile("|".join(_FIXED))  # one expression with a separator in it
