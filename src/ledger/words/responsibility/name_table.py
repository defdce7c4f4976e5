"""The words of running text that no name holds, and the words of names that look like them: one table, one scanner.

At each place of a name the first row that fits wins, so a row shields its characters from the rows below it:
the 要 of 要素 is no 要, the 应 of 供应 no 应. What no row covers is part of the name. To teach the reader that
a word belongs to names, add it to a row `name`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from ledger import lazy_re
from ledger.words.lexicon import any_of, words

Kind = Literal["name", "never", "odd"]
"""`name`: belongs to names. `never`: what holds it is no name. `odd`: a name that holds it had better be checked."""


class Row(NamedTuple):
    """`body`, `group`: an odd word that is fine in the name of a body for coordination, in a collective expression."""

    kind: Kind
    pattern: str
    body: bool = False
    group: bool = False


TABLE = (
    # Words of official names, before the rows that would take a part of them.
    Row("name", any_of(words(
        "并购 且末 再生 再就业 再保险 就业 将乐 将军 要素 机要 对外 对口 对台 无为 其他 其它 其余 向阳 向塘 向前 从化 从江 "
        "于都 于洪 至善 需求 可再生 可持续 可克达拉 应急 应用 应城 应县 应对 供应 响应 涉及其他 及其他 及时 成都 首都 武都 "
        "昌都 都市 都江 都昌 都安 都兰 都匀 本溪 会同县 以上地方 以上人民 以上各 以上市 是否 12345 抓办 等级 督促检查"
    ))),
    Row("name", r"所在|被(?=.{2,3}(?:单位|部门|企业|对象))|在(?=建|.{1,2}(?:单位|企业|高校|机构))|[高中初平同优]等|涉及|普及"),
    Row("name", r"组织(?=[部人工室处科委建关宣统]|$)|指导(?=[中处科站办委组室服小])|检查(?=[站组总支大院室科处局中])"),
    Row("name", r"协调(?:监督)?(?=[小组办处科机中领指联服推委股室局])|联合(?=[会社国大执工总党体调指检办组惩])"),
    Row("name", r"审核(?=[科处室股])|落实(?=办)|推进(?=(?:服务|工作)?(?:中心(?!校|城|镇|村)|办(?!理|好)))|责任(?=公司|有限|[制处区]|保险)|负责(?=人|同志)|各(?:负责|牵头)"),
    Row("name", r"^(?:全[省市县区州旗])?[0-9]+个(?=[乡镇街村社县市区][^、]*$)"),  # 15个乡镇（街道）
    # Running text.
    Row("never", r"[0-9０-９]+[年月日]|^[以除]|统一领导|领导下|工作的|为(?:牵头|配合|责任|主办|协办)"),
    Row("never", r"^(?:牵头|责任|配合|主办|协办|承办|参与|落实)(?:单位|部门)(?=.)|牵头(?!(?:单位|部门)$)|配合(?!单位|部门)"),
    Row("never", any_of(words(
        "做好 加强 开展 完成 确保 及时 严格 根据 按照 按 进一步 完善 督促 积极 认真 结合 明确 建立 制定 把 并 在 将 等 或 "
        "会同 负责 要求 不得 必须 应当 可以 是 没有 予以 给予"
    ))),
    Row("never", r"[^\w()（）〔〕【】\[\]“”\"‘’《》、，,·×○－-]"),
    Row("odd", "(?:附件|名单|清单|目录|台账|[上下本附解]表|方案|文件)[0-9一二三四]*(?:[中内里上](?!心)|所列|列[明出示]|载明|确定|明确|规定|各)"),
    Row("odd", "^(?:[上前下]述|[上前下]列|[与及]|和(?![平田静龙硕顺布]))"),
    Row("odd", "优化|推进|深化|落实|加强|组织|协调|联合|指导|对|加快|问题|任务|为", body=True),
    Row("odd", "责任", body=True, group=True),
    Row("odd", "配合|牵头", group=True),
    Row("odd", "^有(?!关)|○|公检法|工青妇|妇青工"),
    Row("odd", r"^本|的(?=公共企|企|单位|部门)|及(?=驻|所属)|承担|参与", group=True),
    Row("odd", "及", body=True),
    Row("odd", any_of(words(
        "的 了 着 被 每 这 那 们 若 须 已 还 且 该 此 让 仍 再 就 要 其 由 向 从 于 至 到 拟 需 可 应 也 都 履行 承担 报送 提出 "
        "抓 抓好 申报 参加 同意 审核 汇总 健全 增强 切实 主动 进行 检查 上级 下级 以上 以下 之间 方面 情况 事项 领导干部"
    ))),
    Row("odd", "[0-9０-９]|[a-zA-ZＡ-Ｚａ-ｚ]|^我"),
)  # fmt: skip
_SCANNER = lazy_re.compile("|".join(f"(?:{row.pattern})()" for row in TABLE))


@lru_cache(maxsize=4096)
def odd_words(name: str) -> tuple[Row, ...]:
    """The rows of running text whose words `name` holds."""
    found = (TABLE[(match.lastindex or 1) - 1] for match in _SCANNER.finditer(name))
    return tuple(row for row in found if row.kind != "name")


def is_prose(name: str) -> bool:
    """Whether `name` holds a word that no name holds."""
    return any(row.kind == "never" for row in odd_words(name))
