"""The column headings offices give a 任务分解表, and what each column holds.

Attested in issued tables; one list for everybody who has to recognise such a table.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from ledger import lazy_re
from ledger.words.lexicon import (
    ALLOTMENT,
    ANSWERABLE,
    CONTACTS,
    DATE_LABEL,
    DATE_NOUNS,
    NOUN,
    PEOPLE,
    ROLE_LABEL,
    Family,
    any_of,
    role_words,
)
from ledger.words.responsibility.table import FIRST_LEADS

Column = Literal["no", "section", "task", "units", "lead", "support", "people", "deadline", "remark"]


def _with_noun(family: Family) -> str:
    """A heading of this family with its noun (督办单位); the mark after it is noise: 责任单位（盖章）."""
    return rf".*(?:{any_of(role_words(family))})(?:{NOUN}).*"


# Read from the top, first match wins: 责任领导 is a person before 责任 is a unit. `task` is every column
# that says what to do; which of several holds the name and which the text is decided by their lengths.
_HEADINGS: tuple[tuple[Column, str], ...] = (
    ("no", r"序号|序|(?:原|任务|项目|问题|事项)?(?:序号|编号|编码|代码)|项次|号|条目|No\.?"),
    ("remark", r"备注|说明|附注|联系电话|联系方式|工作进展|进展情况|完成情况|落实情况|目前进展|推进情况"),
    ("people", rf".*(?:{any_of((*ANSWERABLE, *CONTACTS))})|{PEOPLE}"),
    ("deadline", rf".*(?:{any_of(DATE_NOUNS)}|时间表|进度安排)(?:要求|安排)?|{DATE_LABEL}"),
    ("lead", rf".*(?:{any_of(role_words('lead', heading=True))}|责任主体).*|{_with_noun('lead')}"),
    ("units", rf"行业主管(?:{NOUN})"),
    ("support", rf".*(?:{any_of(role_words('support', heading=True))}).*|{_with_noun('support')}"),
    ("units", rf"{_with_noun('neutral')}|.*(?:主管|发布)(?:单位|部门|机构|主体)|(?:项目)?业主"),
    ("units", rf"单位|部门|分工|{any_of(ALLOTMENT)}|{ROLE_LABEL}"),
    (
        "section",
        r".*(?:类别|所属章节|类型|分类|板块|领域|[一二]级(?:指标|任务|事项|目录)|任务类|方面|环节|维度|大项|章节)",
    ),
    (
        "task",
        r".*(?:任务|工作|项目|事项|内容|措施|举措|办法|要求|目标|要点|指标|标准|名称|做法|清单|分解).*|案由|议题",
    ),
)
# Of columns beside the task: what the office asks for besides, how far things are, the day the work was given or begins.
OWN_HEADING = lazy_re.compile(
    "目标|标准|指标|成效|成果|产出|依据|来源|意义|形式|方式|投资|金额|资金|地点|效果|性质|等级|级别"
)
PROGRESS_HEADING = lazy_re.compile("情况|进展|成效|结果|现状")
GIVEN_HEADING = lazy_re.compile(
    "交办|下达|受理|来文|收文|收到|接到|批示|会议|登记|开始|起始|启动|开工|立项|填报|更新"
)
_NUMBERED = lazy_re.compile(r"[（(]?[一二三四五六七八九十\d]+[）)、.．]")
_NOISE = lazy_re.compile(r"[\s　（）()、,，:：/／*]+")


@lru_cache(maxsize=4096)
def column_of(heading: str) -> Column | None:
    """What the column under `heading` holds; None when the words are no heading we know."""
    words = _NOISE.sub("", FIRST_LEADS.sub("", heading))  # 责任部门（第一个为牵头单位） holds them all
    if _NUMBERED.match(heading.strip()):
        return None  # 二、工作任务 is a heading of tasks, not of a column
    if not words or len(words) > 14 or "。" in words:
        return None
    return next((column for column, pattern in _HEADINGS if re.fullmatch(pattern, words)), None)


def is_heading_row(cells: tuple[str, ...] | list[str]) -> bool:
    """Whether these cells head a task table: all are headings, one says what to do, one who or when."""
    words = [cell for cell in cells if _NOISE.sub("", cell)]
    columns = [column_of(cell) for cell in words]
    if len(words) < 2 or sum(c is not None for c in columns) < max(2, len(words) - 1):
        return False
    kinds = set(columns)
    return "task" in kinds and bool(kinds & {"units", "lead", "deadline"})
