"""The 状态 an entry may have: those a unit says, those the office decides. Apart from the models, which the process
that reads a returned workbook does without."""

from __future__ import annotations

UNIT_STATUSES = ("未启动", "推进中", "已完成", "申请延期")
OFFICE_STATUSES = ("已销号", "退回", "延期", "已取消")
