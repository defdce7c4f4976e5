"""The manual: Markdown pages, for `ledger help` and for reading in the repository, and the contracts of `--json`.

A page is a topic, its name the file's. Tables between `<!-- 生成：… -->` and `<!-- 完 -->` are made by `tools/readme.py`
from the models, the commands and the contracts.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

TOPICS: dict[str, str] = {
    "起步": "第一个小时：从一份印发的文件到计划、名录、工作簿",
    "命令": "每个命令的参数和选项",
    "计划文件": "计划、单位名录、设置：每个键写什么",
    "时限": "时间节点怎样写、怎样理解",
    "责任单位": "谁牵头、谁配合，集合是谁",
    "状态": "灯和状态：什么算逾期、什么算办结",
    "工作簿": "任务分解表、填报表、整份计划：每列写什么，收回来怎样并",
    "问题": "validate 说的每一种话，怎么办",
    "退出码": "0、1、2、3 各是什么意思",
    "定时": "cron 和 Windows 任务计划",
    "JSON": "各命令 --json 的每个键",
    "备份": "备份、git、几个人一起改",
    "几个县": "几个县、几份计划放在一起",
    "共享文件夹": "放在共享文件夹、网盘里",
    "Windows": "Windows、旧的终端、WPS",
}
_MADE = re.compile(r"<!--.*?-->\n?", re.DOTALL)


def page(topic: str) -> str:
    """The page of a topic as it stands, marks and all."""
    return files(__name__).joinpath(f"{topic}.md").read_text(encoding="utf-8")


def shown(topic: str) -> str:
    """The page for a terminal: without the marks of what is made."""
    return _MADE.sub("", page(topic))


def answers() -> dict[str, Any]:
    """The contracts of all `--json`, as one JSON Schema with a definition a command."""
    found = json.loads(files(__name__).joinpath("answers.schema.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found
