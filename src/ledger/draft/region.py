"""Which county, city or province a title or a signature names."""

from __future__ import annotations

import re

YEAR = re.compile(r"((?:19|20)\d\d)(?:[-—至—~～](?:20)?\d\d)?年")
_REGION = re.compile(
    r"([\u4e00-\u9fa5]{1,10}?(?:自治县|自治旗|自治州|自治区|县|旗|林区|特区|新区|开发区|省|州(?![市区县])|盟|市|区|镇|乡|街道))"
    r"(?!场|容|区|长|域)"
)
_NO_REGION = re.compile(
    r"^(?:[全我本](?:[县市区省旗镇乡]|州(?!县))|各|[市区县](?![中南北]区)|关于|优化|推进|加强|撤|[乡城][乡村镇市区])|(?:社|园|景|专|地|片|辖|小|示范|开放|[老新主]城|建成|中心城)区$"
    r"|(?:乡|城|集)镇$|..城市$|集市$|(?:卫生|文明|园林)[县市区]$"
)
# What a title does with a place: 研究青石县供水, 协调解决城关镇供水. No place is called like that.
_VERBS = re.compile(
    r"^(?:[抓办做管]好|狠抓|抓[实紧]|研究|部署|解决|协调|讨论|商讨|审议|审定|听取|全面|进一步|加快|深入|持续|推进|推动|深化|开展|落实|加强|强化|贯彻"
    r"|整治|治理|打造|建设|创建|巩固|提升|促进|支持|保障|规范|完善|健全|组织|实施|改造)+"
)
_PLACE = re.compile(
    "(?<!新)(?<!开发)(?<!特)[县旗市区州盟省]$"
)  # 协调解决城关镇供水 is the work of the county above it

# 关于跟踪督办县政府议定事项…: the office is called so by its own, and what stands before it may be any verb.
_OWN_OFFICE = re.compile("(?:人民)?政府|[党纪]?委|人大|政协|[级直]")


def read_region(words: str) -> str:
    """The county named in a title: `2020年上高县政务公开…` → 上高县, `某市某县…` → 某县."""
    spoken_of = re.search(r"关于(?!印发|《)", words)
    words = re.sub(r"^.*关于(?:印发)?[《]?", "", words) or words
    for part in re.sub(YEAR.pattern + "度?", " ", words).split():
        whole, part = part, _VERBS.sub("", part)
        match = _REGION.match(part)
        if not match or _NO_REGION.search(match[1]) or len(match[1]) < 2:
            continue
        if spoken_of and _OWN_OFFICE.match(part, match.end()):
            continue
        if part != whole and not _PLACE.search(match[1]):
            continue
        inner = _REGION.match(part[match.end() :]) if match[1].endswith(("省", "市", "州", "盟")) else None
        if inner and len(inner[1]) <= 6 and not _NO_REGION.search(inner[1]):
            return inner[1]
        return match[1]
    return ""
