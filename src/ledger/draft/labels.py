"""The words that head an attribution: 责任单位：, 牵头部门：, 完成时限：, as attested in issued plans."""

from __future__ import annotations

import re

COLON = r"\s*[:：]\s*"
_WHO = r"(?:单位|部门|科室|股室|机构|主体|处室|人|领导|县长|县领导)"
UNIT_LABEL = (
    rf"(?:(?:牵头|责任|配合|协办|协同|协助|主办|承办|落实|参与|参加|实施|主责|督办|督导|监管|指导|负责|组织)"
    rf"(?:责任|落实|实施|配合)?(?:{_WHO}及{_WHO}|{_WHO})|责任分工|任务分工|责任主体|分管领导|单位分工)"
)
DEADLINE_LABEL = (
    r"(?:(?:完成|落实|工作|整改|办结|责任|时间|办理|推进|报送|实施)?(?:时限|期限|时间|节点|时间节点|进度)"
    r"(?:要求|安排|节点)?|完成日期|截止日期)"
)
LABELS = re.compile(rf"(?P<units>{UNIT_LABEL}){COLON}|(?P<deadline>{DEADLINE_LABEL}){COLON}")
LABEL_AT_START = re.compile(rf"(?:{UNIT_LABEL}|{DEADLINE_LABEL}){COLON}")
