"""The words of deadlines: one table, and the scanner that cuts a text into them.

A text is first levelled (`level`): blanks, line breaks and quotation marks drop out, full-width and
traditional forms become plain ones, dashes become `-`; every character remembers where it stood.
Then `scan` cuts it by `TABLE`: at each place the first row that fits wins, so a row shields its
characters from the rows below it (`季报` is not a 季, `26个` is not a day). Whatever smells of time and
fits no other row is a `smell`; a reader must account for it or report it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TRADITIONAL = dict(zip(
    "內後個號長週時間點開從隨歲節終於務應請屆達兩際國慶陽勞動現發佈報實續進間斷導經項個書該這學將據隔励單負責記堅穩啟動",
    "内后个号长周时间点开从随岁节终于务应请届达两际国庆阳劳动现发布报实续进间断导经项个书该这学将据隔励单负责记坚稳启动",
    strict=True,
))  # fmt: skip
_PLAIN = str.maketrans({
    **{chr(k): chr(v) for k, v in _WIDE.items()},
    **_TRADITIONAL,
    **dict.fromkeys("—–―－─━～〜﹣−", "-"), **dict.fromkeys("〔【［[〖{", "("), **dict.fromkeys("〕】］]〗}", ")"),
    **dict.fromkeys("○О", "〇"), "．": ".", "。": ";", "；": ";", "，": ",", "﹑": "、", "､": "、", "：": ":", "︰": ":",
})  # fmt: skip
_DROPPED = set("“”‘’\"'「」『』＂＇`*")

_N = r"(?:\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九两])"
_YEAR = r"(?:(?<!\d)\d{4}|[一二][〇零一二三四五六七八九]{3})"
_AND = r"(?:、|,|和|及|与|或|以及)"
_TO = r"(?:至|到|-+)"
_LIST = (
    rf"(?=(?:(?:{_AND}|{_TO})第?{_N}){{1,12}}"  # …月 / 日 / 季: a number that shares the unit of a later one
)
_GO_ON = "(?:坚持|推进|推动|开展|实施|落实|进行|保持|抓好|做好|更新|化|性|有序)*"
_EVERY = "(?:每一?个?|每1个?|各)"
_OF_A_THING = rf"(?:全年|[上下前后]半年度?|半年度?|前?第?[一二两三四1-4]个?季度|(?:{_N}月?{_TO})?{_N}月份?|[当本][月年])"
_REPORTING = "(?<=报送)|(?<=上报)|(?<=公布)|(?<=公开)|(?<=完成)|(?<=汇总)|(?<=开展)|(?<=报)"

TABLE: tuple[tuple[str, str], ...] = (
    # Shields: what has digits or time words in it and is no time.
    ("nth", rf"首个?月|头个?月|末个?月|尾月|最后[一1]?个?月|第{_N}个?月|中间月"),
    # Counted from something the words do not say, or in steps no kind has: reported, not guessed.
    ("smell", r"每?周末|原定|调整为|改为|变更为|延期|延长|推迟|不早于|暂定|除外|每(?:\d+|[两二三四五六十]+)个?(?:月|年|季度|周|天|日|工作日)|隔[年月周日]|[单双][月周]|(?:下一?|次)个?季度?"
              r"|[一二三四五六七八九](?=[一二三四五六七八九][月日])"),
    ("duration", rf"(?:第|前)?(?:\d{{1,3}}|{_N}|半)(?:个?工作日|个?自然日|日历天|天|个?小时|个半?月|个?星期|周|年|个季度)(?:以内|之内|内)"
                 rf"|(?<!月)(?:第|前)?(?:\d{{1,3}}|{_N})日(?:以内|之内|内)|半个?月(?:以内|之内|内)"
                 r"|(?:第|前)?(?:\d{1,3}|[一二三四五六七八九两]?十?[一二三四五六七八九两十])个?工作日|T\+\d+个?(?:工作日|日|天)?"
                 r"|(?:\d{1,3}|[一二三四五六七八九两十])(?:个月|天|个?小时)"),
    ("title", r"《[^《》]{0,80}》"),
    ("plain", r"\(\d{4}\)第?\d+号|第\d+[号条版批届次轮款项章](?!前)|\d+号(?:文|令|线|楼|院)|(?<![^;,\n(])\d{1,2}[.)](?=\d{1,2}月|\d{4}年|\D|$)"
              r"|\d+(?:\.\d+)?(?:%|‰|℃|[万亿千]?元|[万亿]|[项家份篇场条户人名类件级处所座亩吨米批轮种部套届版块张只台辆位]"
              r"|公里|平方|个(?!月|工作日|季|星期|自然日|小时|学期|半年|半月))|\d+(?=[一-龥])(?![年月日号天周季时点前底内后起至到以之及和与个半工旬份次])|(?<!\d)\d{5,}+(?![年./-])(?<!(?:20|19)\d{6})"),
    # The time of a thing reported on (报送上半年总结, 1—10月数据), not the time it is due.
    ("plain", rf"上(?:个|一个?)?(?:月份?|季度?|年度?)|{_OF_A_THING}(?=的?(?:工作)?(?:情况|进展|数据|报表|台账))"
              rf"|(?:{_REPORTING}){_OF_A_THING}(?=的?(?:工作|情况|进展|数据|报表|台账|总结|报告|信息|任务|计划|考核))"),
    ("period", r"十[二三四五六]五(?:时期|期间|规划期)?(?:末|底|期末|内)|十[二三四五六]五(?:时期|期间|规划期间?)(?:内)?"),
    ("plain", rf"十[二三四五六]五|{_N}年(?=行动|规划|计划|攻坚|提升|改革|工程|任务|方案|滚动|期)"
              r"|近年来?|多年|往年|历年|数年|逐年|连年|周年|同期|青年|少年|老年|中年|年龄|年轻|年鉴|年报|年检|年审|年会|年限|年份|年均"
              r"|(?:上一?|下一?|本|当|该|各|新|去)?年度?(?=工作|目标|报告|计划|考核|预算|决算|任务|总结|要点|审计|方案|评估|重点|绩效)"
              r"|[本当该上下]?一?年度(?!内|底|末|前|终|第|[上下]半|[一二三四]季|\d|结束)"
              r"|岁月|季报|月报|日报|周报|周边|周期|周密|周全|周到|周知|周转|季节|节(?:约|能|点|水|目|省|余|假日)|[环细调章情关礼脱]节"
              r"|(?<!\d)日(?:前|益|志|均|程|渐|期|报)|[假生今近往昔平]日|工作日(?=历)|时日"
              r"|(?<![月日底末年度旬节中初天])前(?:期|置|提|述|往|列|端|瞻|沿|台|款|瞻)|[目当此事会庭诉岗婚行面超空产向提]前"
              r"|后(?:续|台|期|果|者|备|勤|评估)|[最今此然事落先背善售]后|事中事后"
              r"|内(?:容|部|设|控|外|审|涵|网|业)|(?<![年月日周季期间度天旬限])内"
              r"|起(?:草|步|点|来|底|诉|止|码|因)|[发一引提兴掀唤]起|(?<![日月年始末底])起|(?<![日月年末底时截为])止"
              r"|每(?=[位名件家项户村镇乡人所]|一[位名件家项户村镇乡人]|个(?![月季周]|工作日|年|半年))"
              r"|初(?:步|审|稿|级|中|评|验|次|始|心|选|筛)|[最起]初"),
    # Starts and standing work.
    ("now", rf"(?:即日|现在)(?=至|到|-)|(?:自|从)?(?:本(?:通知|方案|文件?|要点|办法|意见|计划))?(?:即日|现在|印发之日|发文之日|发布之日|印发)(?:起(?!草)|开始)(?!{_N}个?[工自日天月年周])"),
    ("festival", r"(?:春节|元旦|国庆|清明|端午|中秋|五一|七一|八一|五四|六一|三八|教师节|十一(?=前|假期|国庆|期间|之前))(?:劳动|建党|建军|妇女|儿童|国际)?节?(?:假期|长假)?"),
    ("allyear", rf"(?:贯穿全年|一年四季|整年|全年度?)(?:长期|持续|常态)?{_GO_ON}"),
    ("lasting", rf"(?:长期|常年|永久|长年){_GO_ON}"),
    ("lasting_mild", rf"(?:持续|常态|经常|日常|不间断|不断|始终|贯穿始终|一贯){_GO_ON}"),
    ("lasting_weak", rf"(?:及时|实时|随时|动态|不?定期|每[日天]|每个?工作日|逐日|按日){_GO_ON}"),
    ("vague", r"立即|马上|即刻|立刻|即时|即行|立行立改|尽快|尽早|适时|择期|择机|近期|另行通知|待定|限期|视情|年前|节前|节后|会前|会后"),
    # Recurring.
    ("rate", r"\d+次/(?:半?年|季度?|月|周)|[一1]个?(?:季度?|月|周|年)[一1两二2三3四4]次|半年(?=[一1两二2]次)|[一1](?:季度?|月|周|年)(?=一(?:报|调|通|评|研|汇|小|总|督|检|考|更))"),
    ("every", rf"每年年度?(?=终了|结束)|(?:月|年)度(?=终了|结束)|每(?=(?:周|星期|礼拜)[一二三四五六日天](?!次|期|篇|报|例|调|个))|{_EVERY}(?:半年度?|季度?|月(?:份|度)?|年度?|周(?!年|边)|星期)(?!级)|逐[月季]度?|按(?:半年|季度?|月度?|周|年度?)(?!度)|半年度"
              r"|(?<![一二三四1234本上下当该])季度?(?=首月|末月|第|末|底|初|终|结束)|[月季](?=调度|通报|例会|小结|评估)"),
    ("ended", r"(?:结束|终了)(?:之?后)?的?"),
    # Days written in figures.
    ("full", r"(?<!\d)\d{4}(?P<sep>[-./])\d{1,2}(?P=sep)\d{1,2}(?!\d)[日号]?|(?<!\d)(?:19|20)\d{2}[01]\d[0-3]\d(?!\d)"),
    ("yearmonth", r"(?<!\d)\d{4}[-./]\d{1,2}(?![\d%年]|[-./]\d{1,2}[日年])(?:月份?)?"),
    ("clock", r"(?:上午|下午|中午|晚上?|早上?|凌晨)?(?:\d{1,2}:\d{2}(?::\d{2})?|(?:\d{1,2}|[一二]?十[一二三四五六七八九]?|[零一二三四五六七八九])"
              r"(?:时(?![间限期候效代刻])|点(?=前|之前|以前|整|半|\d|止|钟))(?:钟|半|整|\d{1,2}分?)?)|(?:当天)?下班(?=[之以]?前)|上午|下午|中午"),
    ("monthday", r"(?<![\d.])\d{1,2}[./]\d{1,2}(?=日|[之以]?前|止|为止|起|-|至|$)日?"),
    # The parts of a date.
    ("year", rf"{_YEAR}(?:年度?|(?={_TO}{_YEAR}年))|(?<!\d)\d{{2}}年(?=年?底|年?末|\d|上半|下半|第?[一二三四]季)"
             r"|[今本当同明次翌来后去](?:年度?)(?!轻|龄|级)|[上下]一?年度?(?!级)|年度?(?=底|末|终|中(?![国央心小共])|初|内|低|未(?=[前完])|结束)|岁(?=末)"),
    ("half", r"[上下前后]半年度?|上(?=[、和]下半年)"),
    ("quarter", rf"第?[一二三四1-4]个?季度?(?!节)|Q[1-4]|(?<!\d)[1-4]Q|首季度?|第?[一二三四1-4](?=(?:(?:{_AND}|{_TO})第?[一二三四1-4]){{1,3}}个?季度)|前[两二三]个?季度?"),
    ("month", rf"{_N}月份?|元月份?|{_N}{_LIST}月)|(?:本|当|该|这个|下个?|上个?|次|翌)月|月(?=底|末|初|中|低|[上中下]旬)"),
    ("day", rf"{_N}[日号](?!文|令|线|楼|院)|{_N}{_LIST}[日号])|(?:当|本|同|次)[日天]"),
    ("dayless", r"(?<=月)\d{1,2}(?=[之以]?前|止|为止|底|$|[,;、)])"),
    ("xun", r"[上中下]旬|中下旬|上中旬|中上旬"),
    ("part", r"(?:底|末|终|低(?=[之以]?前|完)|未(?=[之以]?前|完))(?!数|层|线|账|色|册|图|端|止)|初期?|中期?(?![国央心小共华级办型介标层医])"),
    ("weekday", r"(?:周|星期|礼拜)[一二三四五六日天](?!次|期|篇|报|例|调|个)"),
    # What stands around a date.
    ("around", r"前后|左右|上下"),
    ("before", r"[之以]?前"),
    ("within", r"以内|之内|内|为止|止(?!于)|期间|期内"),
    ("until", r"截[至止]到?|直至|直到|至迟|不迟于|最迟|不晚于|最晚"),
    ("to", r"起?(?:至|到|-+|直至)"),
    ("after", r"之?后|以后"),
    ("since", r"起(?!草)|开始|始"),
    ("from", r"自|从"),
    ("exclusive", r"\(?不含(?:当日|当天|本日|该日)?\)?"),
    ("inclusive", r"\(?含(?:当日|当天|本日|该日)?\)"),
    ("joint", r"[并且](?=长期|持续|常态|坚持|全年)"),
    ("and", r"、|以及|和|及|与|或"),
    ("stop", r"[;!?\n]"),
    ("comma", r"[,:()]"),
    ("plain", r"[A-Za-z]+\d*|\d+次"),
    ("smell", r"\d[\d.:/%-]*|[年月日周季旬节前后每]|[期时][限间](?!:)|节点(?!:)|学期|汛期|两会"),
)  # fmt: skip

_KINDS = tuple(kind for kind, _ in TABLE)
_SCANNER = re.compile("|".join(f"(?P<row{n}>{pattern})" for n, (_, pattern) in enumerate(TABLE)))


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: its kind, and where it stands in the levelled text."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Levelled:
    """A text without what makes no difference. `origin[i]` is where its character `i` stood."""

    original: str
    text: str
    origin: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that the levelled characters `start` to `end` came from."""
        return (self.origin[start], self.origin[end - 1] + 1) if start < end else (0, 0)

    def printed(self, start: int, end: int) -> str:
        """The original's own words, without the blanks and line breaks that stand between Chinese."""
        first, last = self.place(start, end)
        stretch = self.original[first:last]
        before = self.original[first - 1 : first]
        if before in _OPENED_BY and stretch.count(_OPENED_BY[before]) > stretch.count("“"):
            first -= 1  # “五一”前: the mark belongs to the word
        return _LOOSE_BLANK.sub("", self.original[first:last]).strip()


_OPENED_BY = {"“": "”", '"': '"'}
_LOOSE_BLANK = re.compile(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])|(?<=[0-9])\s+(?=[0-9])")


def _drops(char: str) -> bool:
    return char.isspace() or char in _DROPPED or unicodedata.category(char) == "Cf"


def level(words: str) -> Levelled:
    """The text as the table reads it."""
    kept = [(char, place) for place, char in enumerate(words) if not _drops(char)]
    text = "".join(char for char, _ in kept).translate(_PLAIN)
    return Levelled(words, text, tuple(place for _, place in kept))


def scan(text: str) -> Iterator[Word]:
    """The words of a levelled text, in order; what lies between them is ordinary text."""
    for found in _SCANNER.finditer(text):
        kind = _KINDS[int(str(found.lastgroup)[3:])]
        yield Word(kind, found[0], *found.span())


_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NUMERAL = re.compile(r"\d+|[〇零一二三四五六七八九十两]+")


def numbers(text: str) -> tuple[int, ...]:
    """The numbers written in `text`: 10, 十, 二十一, 二〇二一."""
    return tuple(_number(found) for found in _NUMERAL.findall(text))


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS[char]) for char in text))
    return 10 * (_DIGITS[tens[-1]] if tens and tens[-1] != "十" else 1) + (
        _DIGITS[ones] if len(ones) == 1 else 0
    )
