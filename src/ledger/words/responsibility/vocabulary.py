"""How responsibility sentences (责任分工) are worded: labels, marks, verbs, notes, joints.

The words are the lexicon's; the patterns here say what one looks like as a label (牵头单位：), as a mark (（牵头）),
as a verb (按职责分工负责落实). Every repetition is bounded, so that matching is linear.
"""

from __future__ import annotations

import re

from ledger.words.lexicon import (
    DATE_LABEL,
    FIELDS,
    LETTERS,
    LEVEL,
    NOUN,
    OTHER_LABEL,
    PEOPLE,
    ROLE_LABEL,
    ROLES,
    any_of,
    role_words,
    words,
)

OPEN, CLOSE = "（(〔【[［{〖<＜", "）)〕】]］}〗>＞"
STOPS, COMMAS = "；;。！!?？", "，,"
SEPARATORS = "、/／\\|｜&＆+＋•·－—-–：:~～"
BREAK = re.compile(rf"[{re.escape(STOPS + COMMAS + OPEN + CLOSE + SEPARATORS)}\s]")
MASK = "\ue000"  # stands for a character that must not be cut
SURE_BLANK, DOUBTFUL_BLANK = " ", "\u2002"
SURE_LINE, DOUBTFUL_LINE = "\u2028", "\u2029"  # the same, where the author broke the line
_BLANKS = " \u2002\u2028\u2029"

_ITEM_START = rf"(?:^|(?<=[{re.escape(STOPS + COMMAS + OPEN + CLOSE)}、{_BLANKS}]))"
_BOX, _UNBOX = r"[【\[［〔]", r"[】\]］〕][:：]?"

LABEL = re.compile(
    rf"(?P<people>{PEOPLE})(?:及(?:联系)?电话)?[:：]|(?P<other>{OTHER_LABEL})[:：]|(?P<dates>{DATE_LABEL})[:：]"
    rf"|(?P<role>{ROLE_LABEL})(?P<both>[、/和及与]?(?:具体|直接)?(?:责任人|负责人|联系人))?(?:[:：]|[—－–-]{{1,2}}(?=[{LEVEL}各]))"
    rf"|{_ITEM_START}(?P<odd>[\u4e00-\u9fff]{{2,4}}(?:单位|部门))[:：]"
    rf"|{_BOX}(?P<boxed_people>{PEOPLE}){_UNBOX}"
    rf"|{_BOX}(?P<boxed_dates>{DATE_LABEL}){_UNBOX}"
    rf"|{_ITEM_START}(?P<bare_people>{PEOPLE})[{_BLANKS}]"
    rf"|{_ITEM_START}(?P<bare>(?:第一|主要|主体|共同|具体|总)?(?:{ROLES})(?:{NOUN}))"
    rf"(?:为|是|由|[{_BLANKS}]|(?=[（({LEVEL}各]))"
)
MARK = re.compile(
    rf"[{re.escape(OPEN)}]为?(?P<mark>{ROLE_LABEL}|[{''.join(LETTERS)}])[{re.escape(CLOSE)}][:：]?"
)
MARK_ALL = re.compile(  # （以上均为牵头单位）
    rf"[{re.escape(OPEN)}]以上(?:各?(?:单位|部门))?[均都皆]?[为是](?P<all>{ROLE_LABEL})[{re.escape(CLOSE)}]"
)
FIRST_LEADS = re.compile(  # 列第一位者为牵头单位; 列首位的牵头
    r"均?(?:列|排名|排列|排序|排|名列)?在?(?:第一|首)[位个名]?[的者]?(?:责任)?(?:单位|部门)?[的者]?均?"
    r"(?:[为是](?:总?牵头|主办|主责)(?:责任)?(?:单位|部门)?|(?:负责)?(?:总?牵头|主办)(?!单位|部门)(?:负责|抓总)?)"
    r"(?:[，,、；;]?其[他余它](?:单位|部门)?均?(?:[为是](?:配合|责任|协办|参与|落实)(?:单位|部门)|(?:配合|协办|参与)))?"
)
NOTE = re.compile(
    r"(?:名单|具体|详|另)?(?:见|附)(?:附件|附表|后)[0-9一二三四]?|以下(?:简称|统称|合称)[^（()）；;。]{1,20}|(?:排名)?不分先后|以?下同|以下各项均需|不再(?:逐一)?列出|不再重复|"
    r"以上各?(?:单位|部门)?各[负司]其[责职]|分工协作|(?:盖章|公章)(?=[）)\]】]|$)"
)

_DUTY = "职[责能]任?"
_ADVERB = (
    rf"(?:按照?|依照?|依据|根据|结合)(?:各自|其|部门|有关|相关|法定|本单位|工作|单位)?的?{_DUTY}"
    r"(?:和?(?:任务)?分工|范围|要求)?|(?:按照?|根据)(?:任务|责任|部门|工作)?分工|"
    rf"(?:按照?|坚持|本着){MASK}+(?:的?(?:原则|要求|职责))?|"
    rf"在?(?:各自|其)?{_DUTY}范围内|结合(?:各自|本地|本单位|工作)?实际|"
    r"分别|共同|联合|具体|(?<!党)组织|统一|统筹|积极|密切|主动|全力|协调|予以|给予|做好|抓好|各自|全程|同步|分级|分工|"
    r"分头|按要求|要|应|需|直接|主要|总体|整体|全面|切实|认真|亲自|抓|督促|指导|跟踪"
)
STRONG = ("总牵头", *role_words(verb="strong"))
_WEAK = (
    *role_words(verb="weak"),
    *words("研究提出落实意见 研究提出意见 研究提出 研究落实 提出落实意见 开展 抓落实 具体抓 亲自抓 直接抓"),
)
_CORE = any_of(STRONG + _WEAK).replace("协办", "(?<!政)协办") + f"|按照?(?:各自|其)?{_DUTY}(?:分工)?"
_CORE += "|各[负司]其[责职]"  # 各部门各负其责: a group and what it does
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
# 牵头县财政局，配合县审计局: the words begin with a role word before a name, and so does a later clause.
ROLES_FIRST = re.compile(
    rf"(?:{any_of(STRONG)})(?=[{LEVEL}各])[^；;。]*?[，,；;。](?:{ROLES})(?=[{LEVEL}各])"
)
STRONG_VERB = re.compile(any_of(STRONG))
NOT_A_VERB = re.compile(rf"(?:{NOUN}|[{LEVEL}][级直]|的|人|制)")
LONE_NOTE = re.compile(rf"(?:以上)?各?(?:单位|部门)?(?:{_ADVERB}){{1,4}}")
DATE_PHRASE = re.compile(
    r"(?:[0-9０-９]{4}年|[0-9０-９]{1,2}月|年|季度|半年|持续|长期|全年|常年|常态化)[0-9０-９年月日底前末初中上下旬以之内]{0,10}"
)
TOGETHER = re.compile(
    "会同|商(?![务业会贸标品行城南河丘洛水州检事])|联合(?![会社体国大执工总中组]|专班|办公室|督查组|检查组|调查组|指挥部)|协同(?!单位|部门)"
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

# 河东、河西两个街道办事处: places that share, with their number, what they are.
SHARED_KIND = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<places>[\u4e00-\u9fff]{2,3}(?:[、和及与][\u4e00-\u9fff]{2,3}){1,9})(?P<count>[0-9]{1,2}|[两二三四五六七八九十])个?"
    r"(?P<kind>街道办事处|街道|社区|[镇乡村县区](?:人民政府|政府)?)"
)

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
_STEP = rf"[{LEVEL}](?:[（(][^（()）]{{1,6}}[)）])?"
_FIXED = (
    # 省、市、县（区）水利部门
    rf"{_ITEM}{_STEP}(?:[、和及]{_STEP}){{1,4}}(?:{any_of(FIELDS)})(?:行政|主管|监管|执法)*(?:部门|机关)",
    # 13个街道、镇
    r"(?:[0-9０-９]{1,3}|[一二三四五六七八九十两]{1,3})个(?:街道|乡镇|镇|乡)(?:[、和](?:街道|镇|乡|村|社区))+(?![\u4e00-\u9fff])",
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
