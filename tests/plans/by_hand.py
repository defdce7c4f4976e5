"""The plans made by hand and the documents they were made from, as written: no type, no default."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from ledger.record.directory_model import DirectoryFile
from ledger.record.model import Plan

ROOT = Path(__file__).parents[2]
FUSHUN = "抚顺县/2022年政务公开工作要点"
QINYUAN = "沁源县/2022年政务公开工作要点"
XIANGYUAN = "襄垣县/2021年政务公开工作要点"
LINKOU = "林口县/2021年政务公开工作实施方案"
SHANGGAO = "上高县/2020年政务公开工作要点"
OUTLINES = (XIANGYUAN, LINKOU, SHANGGAO)  # documents in sentences; the other two are tables


def plan(name: str) -> Plan:
    return Plan.model_validate(_as_written(ROOT / "plans" / f"{name}.yaml"))


def directory(name: str) -> DirectoryFile:
    return DirectoryFile.model_validate(_as_written(ROOT / "plans" / name.split("/")[0] / "units.yaml"))


def document(name: str) -> str:
    """The issued document, as text."""
    return (ROOT / "examples/documents" / f"{name.replace('/', '')}.txt").read_text(encoding="utf-8")


def squeeze(text: str) -> str:
    """Without noise: blanks, line and page breaks, ` and ` standing for 和."""
    return re.sub(r"\s+", "", text.replace(" and ", "和"))


def _as_written(path: Path) -> Any:
    """Every scalar as text (`base` resolves no types)."""
    return YAML(typ="base", pure=True).load(path.read_text(encoding="utf-8"))
