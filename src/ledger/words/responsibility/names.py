"""What a unit's name (单位名称) and a collective expression (集合) look like.

A name is recognised by its ending (局, 办公室, 管委会 …), a collective expression by 各, 有关, 相关, an
open 等, or a plural noun (部门, 乡镇). Brackets at the end of a name belong to it and are looked past:
县人力资源社会保障局（县民政局）. A directory's own names always win over this guess.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Literal

from ledger.words.traditional import simplified

NameKind = Literal["unit", "group", "common", "person", ""]
"""`common`: a field of work standing for its office (财政, 公安机关); "": not recognised."""


def words(table: str) -> tuple[str, ...]:
    return tuple(table.split())


def any_of(table: Collection[str]) -> str:
    """A regex alternation, longest first."""
    return "|".join(sorted(map(re.escape, table), key=len, reverse=True))


# One character is enough to end a name with, unless the word below is what it really ends with.
_END_LETTERS = "局委厅署司处科股室办部院所站台馆宫庭队组会社协镇乡村县市区旗盟州省园校厂矿团"
_END_WORDS = words(
    "中心 集团 银行 支行 分行 商行 信用社 人行 工行 农行 中行 建行 交行 农发行 国开行 街道 专班 政府 "
    "党组 党支部 党总支 人大 政协 妇联 残联 文联 侨联 工商联 社科联 台联 记协 人武 武警 海关 电网 国网 "
    "南网 大学 中学 小学 农场 林场 牧场 渔场 茶场 机场 港务 监狱 移动 联通 信保 人保 人寿 财险 电信 铁塔 邮政 烟草 医共体 "
    "公路段 铁路段 工务段 车务段 电务段 机务段 供电段 养路段 管理段 养护段 航道段 客运段 "
    "书店 团中央 红十字 新城 联社 种场 畜场 艺场 党群 常委 管委 车站 税务 机关 供电 两委 两委” 苏木 嘎查 工会 血站 监察 "
    "热线 职中 职高 直属库 粮库"
)
_NOT_ENDS = words(
    "布局 格局 结局 开局 全局 原委 大厅 餐厅 客厅 部署 好处 之处 到处 何处 教室 主办 承办 督办 "
    "举办 创办 兴办 会办 上级交办 领导交办 转交办 转办 联办 全部 内部 外部 干部 局部 场所 网站 平台 出台 后台 前台 舞台 家庭 "
    "社会 大会 机会 例会 会会 办公会 座谈会 推进会 现场会 听证会 发布会 联席会 培训会 调度会 城镇 城乡 "
    "家乡 农村 乡村 全县 我县 本县 全市 我市 本市 城市 超市 上市 全省 我省 本省 全区 辖区 我区 本区 校园 "
    "家园 人社 妥协 一组 小区 片区 山区 灾区"
)
_UNIT_END = re.compile(
    rf"(?:[{_END_LETTERS}]|公司|公署|{any_of(_END_WORDS)}|第.{{1,3}}师|[一二三四五六七八九十][中小])$"
)
_NOT_END = re.compile(rf"(?:{any_of(_NOT_ENDS)}|(?<!医)学科)$")

LEVEL = "省市县区州旗盟镇乡"
PLURALS = words(
    "部门 单位 机关 机构 企业 国企 公司 乡镇 镇街 街镇 乡镇街道 街道 科室 处室 股室 司局 厅局 委局 县区 "
    "区县 市县 县市 县市区 区市县 市州 州市 市地 地市 盟市 旗县 旗县区 旗区 市区 村居 村社 社区 村 学校 "
    "中小学 中小学校 高校 院校 园区 功能区 场站 地 地方 地区 党委 党组 支部 党组织 政府 办事处 银行 医院 "
    "协会 商会 运营商 成员 级 区 县 市 省 州 旗 盟 镇 乡 局 办 科 处 室 股 站 所 场 农场 林场 班组 站所 "
    "办所 中心 院 系 公安机关 主体 支队 大队 党政机关 群团 人民团体 群团组织 团体 条线 干部 职工 人员 人士 班子 党员 党派 师生 组织 院所 车间"
)
_PLURAL_END = re.compile(rf"(?:{any_of(PLURALS)})$")
# Nouns that are collective by themselves, without 各 or 有关.
_COLLECTIVE_END = re.compile(
    r"(?:部门|单位|[省市县区级直属]机关|机构|企业|国企|乡镇|镇街|街镇|乡镇街道|(?<!教)科室|处室|股室|司局|厅局|县区|区县|县市区|区市县|市州|"
    r"地市|盟市|旗县|旗县区|村居|村社|中小学校?|高校|院校|高等学校|运营商|站所|群团组织|人民团体|党政机关|党组织|平台公司|科研院所|(?:行业|商)协会|社会组织|班子成员)$"
)
_BARE = re.compile(  # a kind of place with nobody's name before it: 街道, 乡镇人民政府, 镇（街道）
    rf"(?:全[{LEVEL}])?(?:乡镇|镇乡|镇街|街道|社区|村|农场|林场|农[（(]林[)）]场|园区|镇街道|县市区|区县|县区|"
    rf"(?=.{{0,9}}[（(])[{LEVEL}村科股处室站所局办院校](?:[（(][^（()）]{{1,9}}[)）]))"
    r"(?:[（(][^（()）]{1,12}[)）])?(?:人民政府|政府|办事处|办|党委|党工委|委会|居委会|村委会|级)?"
)
_GROUP_WORD = re.compile(
    r"级以上|[二三四两]级|^(?:乡镇|镇街|街镇|县区|区县|市县|县市区)(?!$)|各(?!自(?![然治])|莫|负|司其)|有关|相关|涉及|其他|其它|其余|所有|全体|所属|下属|系统"
)
_SOME = re.compile(r"^等")
_TAIL_BRACKET = re.compile(r"[（(〔【\[][^（(〔【\[]{0,80}[)）〕】\]]$")

FIELDS = words(
    "发改 发展改革 财政 教育 科技 工信 公安 民政 司法 人社 自然资源 生态环境 环保 住建 交通 交通运输 "
    "水利 水务 农业 农业农村 商务 文旅 文化 卫健 卫生健康 卫生 应急 应急管理 审计 市场监管 统计 医保 "
    "林业 税务 气象 电力 通信 通讯 消防 城管 宣传 组织 统战 政法 网信 编制 信访 金融 体育 粮食 国资 "
    "乡村振兴 退役军人 行政审批 营商 大数据 档案 机关事务 供销 旅游 广电 公路 铁路 民航 海关 检察 法院 "
    "国土 规划 国土资源 物价 质监 工商 食药监 药监 安监 外事 民族 宗教 民宗 侨务 残联 纪检监察 监察 纪检 "
    "人防 地震 能源 电网 供水 供电 供气 供热 公共交通 殡葬 养老服务 儿童福利 救助管理 环境保护 国资国企 "
    "房产 园林"
)
_COMMON = re.compile(
    rf"(?:.{{0,5}}[{LEVEL}])?[级直]?(?:{any_of(FIELDS)})"
    r"(?:(?:行政|主管|监管|执法)*(?:部门|机关)|系统)?"
)
TITLES = (
    "同志|省长|市长|县长|区长|镇长|乡长|州长|书记|常委|主任|局长|主席|部长|厅长|校长|院长|科长|处长|股长|司长|队长|"
    "专员|秘书长|调研员|负责人|负责同志|领导|河长|湖长|林长|路长|田长|组长|指挥长|经理|董事长|行长|所长|站长"
)
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤方俞任袁柳鲍史唐费廉岑薛雷贺"
    "倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧肖尹姚邵汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄江童"
    "颜郭梅盛林刁钟徐邱丘骆高夏蔡田樊胡凌霍虞万柯管卢莫房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀羊惠甄曲家封储靳焦巴弓牧车侯全班秋仲伊宁"
    "仇栾甘厉戎祖武符刘景詹束龙叶司韶黎薄印宿白怀蒲从索赖卓屠蒙池乔阴胥能苍双闻党翟谭贡劳冉宰雍桑桂牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习艾鱼容向"
    "古易慎戈廖庾终居衡步耿满弘匡国文寇广东欧利师巩聂关付代仝覃闫"
)
_TITLED = re.compile(rf"(?:{TITLES})$|^.{{0,8}}(?:{TITLES})[：:]?[{SURNAMES}][\u4e00-\u9fff某×xX]{{1,2}}$")
_PERSON = re.compile(rf"[{SURNAMES}][\u4e00-\u9fff某×xX]{{1,3}}")
_CALLED = re.compile(rf"[{SURNAMES}](?:{TITLES})")  # 王局长
# Surnames that as often begin a word about work: a bracket like （双拥） stays with the name.
_ALSO_A_WORD = "文农双国公利师关安常时和成计平金华水方石经管应宣干路车全费向通项满党房单能后林游广"
_BRACKETED = re.compile(r"[（(]([^（()）]{2,15})[)）]")
_PROSE = re.compile(  # what no name holds: verbs of running text, dates, role words, stray characters
    r"做好|加强|开展|完成|确保|及时|严格|根据|按照|按|进一步|完善|督促|积极|认真|结合|明确|建立|制定|把|并|在(?!.{1,2}(?:单位|企业|高校|机构))|"
    r"将(?![乐军])|[0-9０-９]+[年月日]|(?<!各)(?:负责(?!人|同志)|牵头(?!(?:单位|部门)$))|^[以除]|(?<=[^高中初平同优])等(?!级)|或|统一领导|领导下|会同(?!县)|配合(?!单位|部门)|为(?:牵头|配合|责任|主办|协办)|"
    r"^(?:牵头|责任|配合|主办|协办|承办|参与|落实)(?:单位|部门).|工作的|要求|不得|必须|应当|可以|是(?!否)|没有|"
    r"予以|给予|[^\w()（）〔〕【】\[\]“”\"‘’《》、，,·×○－-]"
)
# An office within a body, named without the body: its own name may hold a 和 or 与.
INNER_OFFICE = re.compile(rf"^[^{LEVEL}局厅委部各有相].*[室处科股所]$")
_LONGEST = 40  # characters; the longest official names run to about thirty


def strip_tail_bracket(name: str) -> str:
    """The name without the bracketed second name or remark at its end."""
    return _TAIL_BRACKET.sub("", name) or name


@lru_cache(maxsize=4096)
def ends_a_name(text: str) -> bool:
    """Whether `text` ends as a unit's name or a collective expression does. Looks at the end only."""
    end = text[-100:]
    stem = strip_tail_bracket(end)
    if len(stem) < 2 and stem != "办":
        return False
    return bool(_UNIT_END.search(stem) or _COLLECTIVE_END.search(stem)) and not _NOT_END.search(stem)


def is_field(name: str) -> bool:
    """Whether `name` is a field of work standing for its office: 县发改, 公安机关, 财政部门."""
    return bool(_COMMON.fullmatch(name))


def is_group(name: str, groups: Collection[str] = ()) -> bool:
    """Whether `name` is a collective expression: declared in `groups`, or worded as one (各…, 有关…, 等部门)."""
    if name in groups:
        return True
    name = simplified(name)
    stem = strip_tail_bracket(name)
    if _SOME.search(name) or _BARE.fullmatch(name) or _BARE.fullmatch(stem):
        return True
    if _COMMON.fullmatch(stem):
        return False
    if _GROUP_WORD.search(stem):
        return bool(_PLURAL_END.search(stem) or ends_a_name(stem))
    return bool(_COLLECTIVE_END.search(stem))


def is_surnamed(name: str) -> bool:
    """Whether `name` is a surname and one to three characters, and no unit's name."""
    return bool(_PERSON.fullmatch(name)) and not ends_a_name(name)


def is_surely_person(name: str) -> bool:
    """Whether `name` is a person's even where nothing says so: 李某某, 张三, but not 双拥 or 文物."""
    sure = name[:1] not in _ALSO_A_WORD or name[-1:] in "某×xX"
    return sure and len(name) < 4 and is_surnamed(name) and not is_field(name)


def split_person(name: str) -> int:
    """Where a person's name begins that stands right behind a unit's: 5 in 县人社局李某某; else 0."""
    places = (len(name) - length for length in (3, 2))
    return next((at for at in places if ends_a_name(name[:at]) and is_surely_person(name[at:])), 0)


def is_people_bracket(text: str, start: int) -> bool:
    """Whether the bracket at `start` holds nothing but people's names: 县财政局（张三、李某某）."""
    bracket = _BRACKETED.match(text, start)
    return bracket is not None and all(map(is_surely_person, re.split("[、，,]", bracket[1])))


def is_title(name: str) -> bool:
    """Whether `name` is a post with nobody's name: 县委常委."""
    return bool(re.search(rf"(?:{TITLES})$", name)) and not _CALLED.fullmatch(name)


def is_person(name: str) -> bool:
    """Whether `name` reads as a person: a surname and one to three characters, or a post held by one."""
    return bool(_TITLED.search(name) or _PERSON.fullmatch(name)) and not ends_a_name(name)


def kind_of(name: str, known: Collection[str] = (), groups: Collection[str] = ()) -> NameKind:
    """What `name` is: as the directory says, else as its wording tells."""
    return "group" if name in groups else "unit" if name in known else _kind_by_wording(name)


@lru_cache(maxsize=4096)
def _kind_by_wording(name: str) -> NameKind:
    if _SOME.fullmatch(name):
        return "group"
    if not 2 <= len(name) <= _LONGEST or _PROSE.search(name):
        return ""
    if is_group(name):
        return "group"
    if _TITLED.search(name) and not ends_a_name(name):
        return "person"
    stem = name.removesuffix("部门").removesuffix("机关")
    if is_field(strip_tail_bracket(name)) and not ends_a_name(stem):
        return "common"
    return "unit" if ends_a_name(name) else ""


def odd_bracket(name: str) -> str:
    """What a unit's name has in brackets at its end, where that is no name of anybody: 待定."""
    bracket = _TAIL_BRACKET.search(name)
    inside = bracket[0][1:-1] if bracket else ""
    fine = all(
        kind_of(one) or one in f"{LEVEL}村场院校系部科处股室所站办局园"
        for one in re.split("[、，,和及]", inside)
    )
    return "" if fine else inside


_SEAM = re.compile(
    rf"(?:(?<=[局厅办院会）)])(?<!税务总局)(?<!国家统计局)|(?<=中心))(?=[{LEVEL}](?![分直北南东西中]))"
)


def is_glued(name: str) -> bool:
    """Whether two names may stand in `name` with no mark between them: 县财政局县审计局."""
    seams = (seam.start() for seam in _SEAM.finditer(name[:_LONGEST]))
    return any(ends_a_name(name[:seam]) and ends_a_name(name[seam:]) for seam in seams)
