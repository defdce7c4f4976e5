"""The words that head an attribution: 责任单位：, 牵头部门：, 完成时限：, the lexicon's all.

In running text a bare role word (配合：) heads an attribution only at the start of an item, one with a noun
(配合单位：) anywhere. Contacts (联系人：) and posts without a role (组长：) are no attribution.
"""

from __future__ import annotations

import re

from ledger.words.lexicon import (
    ALLOTMENT,
    ANSWERABLE,
    BOXES,
    DATE_LABEL,
    DATE_NOUNS,
    LEVEL,
    NOUN,
    PEOPLE_BEFORE,
    POSTS,
    ROLE_LABEL,
    ROLE_NOUN_LABEL,
    WHOSE,
    any_of,
)

COLON = r"\s*[:：]\s*"
_START = r"(?:^|(?<=[；;。，,、（(〔【\[﹙\s]))"
_OWN = rf"{_START}(?:{any_of(PEOPLE_BEFORE)}|[{LEVEL}局院校厂所副])"  # 县级领导, but not the 局 of 县财政局分管领导
_BEFORE = rf"(?:{any_of(PEOPLE_BEFORE)})"
_PEOPLE = (
    rf"(?:(?:{_START}[\u4e00-\u9fff]{{0,6}}?|{_BEFORE}{{0,4}})(?:{any_of(ANSWERABLE)})"
    rf"|(?:{_OWN}{_BEFORE}{{0,3}}|{_BEFORE}{{1,4}})(?:{any_of(POSTS)}))"
)
_ALSO = rf"(?:[、/和及与]?(?:{NOUN}|具体|直接)?(?:责任人|负责人|联系人))?"
UNIT_LABEL = (
    rf"(?:{_PEOPLE}|{ROLE_NOUN_LABEL}{_ALSO}|{any_of(ALLOTMENT)}"
    rf"|{_START}{ROLE_LABEL})"
)
_GIVEN = "交办|下达|受理|[来收]文|收到|接到|批示|会议|登记|开始|起始|启动|开工|立项|填|更新|发|成文|制表|统计"
DEADLINE_LABEL = (  # 交账时间：, but not 填报时间：
    rf"(?:{DATE_LABEL}|{_START}(?![\u4e00-\u9fff]{{0,4}}(?:{_GIVEN})){WHOSE}(?:{any_of(DATE_NOUNS)}|日期))"
)
_OPEN, _SHUT = BOXES
_BOXED = rf"[{_OPEN}](?:{ROLE_LABEL}|{_PEOPLE})[{_SHUT}][:：]?"
_BOXED_DATE = rf"[{_OPEN}](?:{DATE_LABEL})[{_SHUT}][:：]?"
LABELS = re.compile(
    rf"(?P<units>{UNIT_LABEL}{COLON}|{_BOXED})|(?P<deadline>{DEADLINE_LABEL}{COLON}|{_BOXED_DATE})"
)
BOXED_LABEL = re.compile(rf"{_BOXED}|{_BOXED_DATE}")
LABEL_AT_START = re.compile(rf"(?:{UNIT_LABEL}|{DEADLINE_LABEL}){COLON}|{BOXED_LABEL.pattern}")
_LEADER = re.compile(rf"[{_OPEN}]?{_PEOPLE}[{_SHUT}]?{COLON}?")


def names_people(label: str) -> bool:
    """Whether a label asks for people: 县总河长："""
    return bool(_LEADER.fullmatch(label))
