"""The words of the field, once: who-words, labels of people and dates, endings of units, fields of work, titles.

Every pattern about roles, labels, names or column headings is built from these tables: the reader of responsibility
words, the labels of a draft, the headings of a table. A new word is a new word here, and nowhere else; a test walks
the whole table through plan, draft and heading.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ledger import lazy_re

Family = Literal["lead", "support", "neutral"]
"""What a role word says by itself. `neutral` (落实, 责任单位, 负责) depends on whether anybody leads."""


def words(table: str) -> tuple[str, ...]:
    return tuple(table.split())


def any_of(table: Collection[str]) -> str:
    """A regex alternation, longest first."""
    return "|".join(sorted(map(re.escape, table), key=len, reverse=True))


# Who does it


@dataclass(frozen=True, slots=True)
class RoleWord:
    """A word that says what a unit does.

    `sure`: nobody argues about the role. `label`: heads a list by itself (配合：) or only before a noun (申报单位：,
    never 申报：). `verb`: stands behind names; a strong one is a role also in the middle of a sentence, a weak one as
    often part of a matter (平台建设). `heading`: names a column without a noun (牵头, 协办).
    """

    word: str
    family: Family
    sure: bool
    label: Literal["alone", "noun"]
    verb: Literal["strong", "weak", ""]
    heading: bool


_ROLE_WORDS: tuple[tuple[str, Family, bool, Literal["alone", "noun"], Literal["strong", "weak", ""], bool], ...] = (
    # words | family | sure | label | verb | column heading without a noun
    ("牵头 主办", "lead", True, "alone", "strong", True),
    ("主责", "lead", True, "alone", "weak", True),
    ("主抓 抓总 领办 发起", "lead", True, "alone", "weak", False),
    ("为主 负总责 总负责 主导", "lead", False, "alone", "weak", False),
    ("主要责任 第一责任 首要责任", "lead", False, "alone", "", False),
    ("配合 协办", "support", True, "alone", "strong", True),
    ("协同 协作 参与 参加", "support", True, "alone", "weak", True),
    ("协助 支持 会办 会签", "support", True, "alone", "weak", False),
    ("联办 协管 成员", "support", True, "alone", "", False),
    ("指导 督导 督办 督促 监督 审核 统筹 协调", "support", False, "alone", "weak", False),
    ("为辅", "support", False, "alone", "weak", False),
    ("监管 验收", "support", False, "alone", "", False),
    ("主管", "neutral", False, "alone", "", False),
    ("负责 承办", "neutral", True, "alone", "strong", False),
    ("落实 实施 执行 承担 包抓 包保 包联", "neutral", True, "alone", "weak", False),
    ("独办", "neutral", True, "alone", "weak", False),
    ("责任", "neutral", True, "alone", "", True),
    ("业主 项目业主 项目法人 行业主管", "neutral", True, "alone", "", False),
    ("组织实施 具体责任 主体责任 共同责任 监管责任 属地责任 领导责任 行业责任", "neutral", True, "alone", "", False),
    ("完成 推进 推动 办理 建设 整改", "neutral", True, "noun", "weak", False),
    ("申报 填报 报送 任务 分管 公开", "neutral", True, "noun", "", False),
)  # fmt: skip
ROLE_WORDS = tuple(RoleWord(word, *row) for table, *row in _ROLE_WORDS for word in words(table))  # type: ignore[arg-type]
LETTERS: dict[str, Family] = {
    "主": "lead",
    "牵": "lead",
    "配": "support",
    "协": "support",
    "会": "support",
    "辅": "support",
}
"""A mark may be one letter: （主）（配）."""


def role_words(
    family: Family | None = None,
    *,
    sure: bool | None = None,
    label: str | None = None,
    verb: str | None = None,
    heading: bool | None = None,
) -> tuple[str, ...]:
    """The role words of these properties; None: whatever it is."""
    wanted = {"family": family, "sure": sure, "label": label, "verb": verb, "heading": heading}
    asked = {name: value for name, value in wanted.items() if value is not None}
    return tuple(
        row.word for row in ROLE_WORDS if all(getattr(row, name) == value for name, value in asked.items())
    )


_JOINED = lazy_re.compile("[、/和及]")
_ROLE_WORD = lazy_re.compile(any_of([row.word for row in ROLE_WORDS]))
_ROWS = {row.word: row for row in ROLE_WORDS}


def _said(word: str) -> set[tuple[Family, bool]]:
    """The families of the role words in `word`, each with whether it is sure; the longest at each place counts. One
    that is a role only before a noun (整改 of 整改督导单位) is the least of them."""
    rows = [_ROWS[found] for found in _ROLE_WORD.findall(word.replace("第1", "第一"))]
    return {(row.family, row.sure and row.label == "alone") for row in rows}


@lru_cache(maxsize=1024)
def family_of(word: str) -> Family:
    """`牵头落实` leads, `配合落实` supports, `负责落实` is neutral, and so is `负责协调`: what follows 负责 is
    the matter, unless it is leading or supporting itself. What is sure goes before what can be argued about."""
    if word in LETTERS:
        return LETTERS[word]
    said = _said(word)
    order: tuple[tuple[Family, bool], ...] = (
        ("lead", True), ("support", True), ("lead", False), ("neutral", True), ("support", False),
    )  # fmt: skip
    return next((one[0] for one in order if one in said), "neutral")


@lru_cache(maxsize=1024)
def is_doubtful(word: str) -> bool:
    """Whether the role a word stands for can be argued about (督办单位, 牵头及配合单位, （主）)."""
    said = _said(word)
    if ("lead", True) in said and (
        ("support", True) in said or (("neutral", True) in said and _JOINED.search(word))
    ):
        return True
    if ("lead", True) in said or ("support", True) in said:
        return False
    argued = any(
        not _ROWS[found].sure and _ROWS[found].family != "support" for found in _ROLE_WORD.findall(word)
    )
    odd_label = word.endswith(("单位", "部门")) and not any(family == "neutral" for family, _ in said)
    return argued or odd_label or family_of(word) == "support" or word in LETTERS


SAYS_WHO = role_words(verb="strong")
"""Verbs that say who does it, wherever in running text they stand: 牵头, 负责, 配合."""
ANSWERS = tuple(word for word in SAYS_WHO if word not in role_words("support"))
"""Those that say who answers for it, not who helps."""
_IN_RUNNING_TEXT = words("支持 实施 执行 承担")  # running text is full of them
CLOSES_A_LIST = tuple(
    word
    for word in SAYS_WHO + role_words(sure=True, label="alone", verb="weak")
    if word not in _IN_RUNNING_TEXT
)
"""Verbs that make an attribution of the names before them: 落实, 参与."""

# Labels: role word + noun, people, dates

LEVEL = "省市县区州旗盟镇乡"
NOUN = "单位|部门|科室|处室|股室|[处科股][（(]室[)）]|司局|机构|主体|县区|乡镇|企业|机关|地区|学院|方"
ROLES = any_of(role_words(label="alone"))
_BEFORE_ROLE = (
    rf"(?:[{LEVEL}局校院][级直属])?(?:第[一二三四1-4]|主要|主体|共同|联合|并列|具体|[双两三总主分])?"
)
_AFTER_NOUN = rf"(?:[（(](?:{NOUN}|责任人|人|盖章|公章|牵头)[)）])?"
_ROLE = rf"(?:{ROLES}){{1,2}}(?:[（(](?:{ROLES})[)）]|[/、和及](?:{ROLES}))?"
_ITS_NOUN = rf"(?:[{LEVEL}][级直])?(?:{NOUN})"
ROLE_NOUN_LABEL = rf"(?:项目|工程)?{_BEFORE_ROLE}(?:{_ROLE}{_ITS_NOUN}|(?:{any_of(role_words(label='noun'))})(?:{NOUN})){_AFTER_NOUN}"
"""A label with its noun (牵头单位): nothing else in running text looks like it."""
ROLE_LABEL = rf"(?:{ROLE_NOUN_LABEL}|{_BEFORE_ROLE}{_ROLE}{_AFTER_NOUN})"
BOXES = ("【\\[［〔「", "】\\]］〕」")
PEOPLE_BEFORE = words(
    "第一 直接 具体 主要 主管 分管 牵头 责任 联系 包联 包保 包抓 挂钩 挂联 挂点 带队 分包 督导 协管 配合 公司 政府 党政 单位 部门 科室 总"
)
ANSWERABLE = words("责任人 责任人员 负责人 负责同志 领导 牵头人 承办人 召集人 责任县长")
CONTACTS = words("联系人 联络员 经办人 填报人 完成人")
CHIEFS = tuple(f"{of}长" for of in "河湖林田路链街片段山塘库楼")  # of a river, a chain of industry, a street
POSTS = CHIEFS + words(
    "组长 副组长 科长 股长 主任 站长 所长 队长 部长 镇长 乡长 县长 市长 局长 校长 院长 书记 指挥长 网格长 网格员"
)
PEOPLE = rf"(?:{any_of(PEOPLE_BEFORE)}|[市县区省镇乡局级院校厂所副]){{0,4}}(?:{any_of(ANSWERABLE + CONTACTS + POSTS)})(?:[（(][^（()）]{{1,10}}[)）])?"
WHOSE = rf"(?![{LEVEL}各])[\u4e00-\u9fff]{{2}}(?<![委会协联办局部院校])"
"""Two characters before people who answer that are no office: 项目 in 项目负责人, 工作 in 工作联系人."""
SO_OFTEN = r"(?:至少|不少于|不低于)?[\d一二两三四五六七八九十]+次(?:以上)?"
DATE_BEFORE = words(
    "计划 预计 最终 全部 任务 工作 办结 整改 完成 截止 责任 时间 报送 上报 提交 推进 落实 实施 公开 办理 具体"
)
DATE_NOUNS = words("时限 期限 时间 节点 进度")
DATE_LABEL = rf"(?:(?:{any_of(DATE_BEFORE)}){{0,4}}(?:{any_of(DATE_NOUNS)}){{1,3}}|(?:{any_of(DATE_BEFORE)}){{1,3}}日期)(?:要求|安排|节点)?"
OTHER_LABEL = (  # neither who nor when
    "(?:联系|办公)?电话|手机(?:号码?)?|联系方式|备注|(?:电子)?邮箱|地址|职务|工作目标|目标任务|工作内容|工作措施"
)
ALLOTMENT = words("责任分工 任务分工 单位分工 工作分工")  # heads units without a role word of its own

# How a unit's name ends. One character is enough, unless the word of NOT_ENDINGS is what it really ends with.

END_LETTERS = "局委厅署司处科股室办部院所站台馆宫庭队组会社协镇乡村县市区旗盟州省园校厂矿团"
END_WORDS = words(
    "公司 公署 中心 集团 银行 支行 分行 商行 信用社 人行 工行 农行 中行 建行 交行 农发行 国开行 街道 专班 政府 "
    "党组 党支部 党总支 人大 政协 妇联 残联 文联 侨联 工商联 社科联 台联 记协 人武 武警 海关 电网 国网 "
    "南网 大学 中学 小学 高中 初中 农场 林场 牧场 渔场 茶场 机场 港务 监狱 移动 联通 信保 人保 人寿 财险 电信 铁塔 邮政 烟草 医共体 "
    "公路段 铁路段 工务段 车务段 电务段 机务段 供电段 养路段 管理段 养护段 航道段 客运段 "
    "书店 团中央 红十字 新城 联社 种场 畜场 艺场 党群 常委 管委 车站 税务 机关 供电 两委 两委” 苏木 嘎查 工会 血站 监察 "
    "填埋场 养殖场 屠宰场 停车场 苗圃 经理层 车间 热线 防指 应急连 民兵连 职中 职高 直属库 粮库"
)
COUNCIL = "小组|指挥部|委员会|专班|联席会议"
"""How those end that several offices make up."""
NOT_ENDINGS = words(
    "布局 格局 结局 开局 全局 原委 大厅 餐厅 客厅 部署 好处 之处 到处 何处 查处 惩处 论处 处处 教室 主办 承办 督办 "
    "侦办 经办 催办 代办 帮办 申办 领办 举办 会办 转办 联办 全部 内部 外部 干部 局部 场所 网站 平台 出台 后台 前台 舞台 家庭 "
    "社会 大会 机会 例会 会会 办公会 座谈会 推进会 现场会 听证会 发布会 联席会 培训会 调度会 城镇 城乡 "
    "家乡 农村 乡村 全县 我县 本县 全市 我市 本市 城市 超市 上市 全省 我省 本省 全区 辖区 我区 本区 校园 "
    "家园 人社 妥协 一组 小区 片区 山区 灾区"
)
ISSUERS = words(
    "人民政府 办公室 办公厅 督查室 领导小组 委员会 政府办 局 厅 管委会 县委 区委 市委 省委 指挥部"
)
"""The endings of those who issue plans: a place's name alone (县, 镇) does not sign."""
UNIT_END = lazy_re.compile(
    rf"(?:[{END_LETTERS}]|{any_of(END_WORDS)}|第.{{1,3}}师|[一二三四五六七八九十][中小])$"
)
NOT_END = lazy_re.compile(
    rf"(?:{any_of(NOT_ENDINGS)}|(?<!医)学科|(?<!外)交办|(?<!振)兴办|(?<!双)创办|(?<!统)筹办|(?<![普督核排检])查办)$"
)
BODY_END = lazy_re.compile(r"(?:[局委办部厅科处室镇乡]|街道|政府|中心|公司|单位|部门|办事处|集团|队|组)$")
"""How most of those end that a plan gives work to; 院, 所, 站 end as many places and works (修缮敬老院)."""
NAME_REST = words(
    "镇 会 员会 公室 建设 部门 政府 人民政府 办公 宣传 组织部 统战 政法 纪委 管委 管理 监督 机关 分 支队 大队 中队 卫生 直属 发展"
)
"""What goes on with a name that a line break has cut in two: 县人民 | 政府, 社 | 会保障局."""
OFFICE_END = lazy_re.compile(
    "(?:[局办委厅院部站所室校]|政府|中心)$"
)  # an office, not a place, a firm or a crew

# Fields of work standing for their offices, plural nouns, posts, surnames

FIELDS = words(
    "发改 发展改革 财政 教育 科技 工信 公安 民政 司法 人社 自然资源 生态环境 环保 住建 交通 交通运输 "
    "水利 水务 农业 农业农村 商务 文旅 文化 卫健 卫生健康 卫生 应急 应急管理 审计 市场监管 统计 医保 "
    "林业 税务 气象 电力 通信 通讯 消防 城管 宣传 组织 统战 政法 网信 编制 信访 金融 体育 粮食 国资 "
    "乡村振兴 退役军人 行政审批 营商 大数据 档案 机关事务 供销 旅游 广电 公路 铁路 民航 海关 检察 法院 "
    "国土 规划 国土资源 物价 质监 工商 食药监 药监 安监 外事 水文 民族 宗教 民宗 侨务 残联 纪检监察 监察 纪检 "
    "人防 地震 能源 电网 供水 供电 供气 供热 公共交通 殡葬 养老服务 儿童福利 救助管理 环境保护 国资国企 "
    "房产 园林"
)
PLURALS = words(
    "部门 单位 机关 机构 企业 国企 公司 平台 乡镇 镇街 街镇 乡镇街道 街道 科室 处室 股室 司局 厅局 委局 县区 "
    "区县 市县 县市 县市区 区市县 市州 州市 市地 地市 盟市 旗县 旗县区 旗区 市区 村居 村社 社区 村 学校 "
    "中小学 中小学校 高校 院校 园区 功能区 场站 地 地方 地区 党委 党组 支部 党组织 政府 办事处 银行 医院 "
    "协会 商会 运营商 成员 级 区 县 市 省 州 旗 盟 镇 乡 局 办 科 处 室 股 站 所 场 农场 林场 班组 站所 "
    "办所 中心 院 系 公安机关 主体 支队 大队 党政机关 群团 人民团体 群团组织 团体 条线 干部 职工 人员 人士 班子 党员 党派 师生 组织 院所 车间"
)
TITLES = any_of(
    POSTS
    + words(
        "同志 省长 区长 州长 常委 主席 厅长 处长 司长 党组成员 党委委员 专员 秘书长 调研员 负责人 负责同志 领导 经理 董事长 行长 支书"
    )
)
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤方俞任袁柳鲍史唐费廉岑薛雷贺"
    "倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧肖尹姚邵汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄江童"
    "颜郭梅盛林刁钟徐邱丘骆高夏蔡田樊胡凌霍虞万柯管卢莫房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀羊惠甄曲家封储靳焦巴弓牧车侯全班秋仲伊宁"
    "仇栾甘厉戎祖武符刘景詹束龙叶司韶黎薄印宿白怀蒲从索赖卓屠蒙池乔阴胥能苍双闻党翟谭贡劳冉宰雍桑桂牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习艾鱼容向"
    "古易慎戈廖庾终居衡步耿满弘匡国文寇广东欧利师巩聂关付代仝覃闫"
)
