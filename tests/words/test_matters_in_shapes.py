"""Matters and their days in every shape a cell may have: words and day that stand together belong together,
whatever stands between the entries and however they are numbered."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from ledger.words.deadline.occurrences import describe
from ledger.words.deadline.reader import read_deadline
from ledger.words.lexicon import words

DAYS = [
    ("4月底前", "截止 2026-04-30"),
    ("6月", "截止 2026-06-30"),
    ("2026年7月20日前", "截止 2026-07-20"),
    ("8.15前", "截止 2026-08-15"),
    ("9月30日", "截止 2026-09-30"),
    ("三季度", "截止 2026-09-30"),
    ("10-11月", "2026-10-01 至 2026-11-30"),
    ("3月—5月", "2026-03-01 至 2026-05-31"),
    ("下半年", "截止 2026-12-31"),
    ("每月5日前", "每月5日前"),
    ("2026-08-31", "截止 2026-08-31"),
    ("11月上旬", "截止 2026-11-10"),
    ("年底", "截止 2026-12-31"),
    ("9月中旬前", "截止 2026-09-20"),
    ("每季度末", "每季度第3个月底前"),
    ("10月1日至15日", "2026-10-01 至 2026-10-15"),
    ("2026.6.30", "截止 2026-06-30"),
    ("10月31日（星期六）前", "截止 2026-10-31"),
]
MATTERS = words(
    "摸排 制定方案 评审 立项批复 通水 竣工验收 组织培训 回头看 材料申报 主体封顶 中期评估 挂牌 签约 交付使用 县级审核 "
    "开工率达到50%以上 “一网通办”上线 上报半年总结 投资2.5亿元 第一批 建成1.2万亩高标准农田 A类问题销号 第二轮抽查 "
    "危房改造（含抗震） 《实施细则》印发 年度考核 月度调度 季报公示 全年任务分解 上半年工作总结 秋季开学检查 宣传周活动 "
    "到户走访 和谐社区创建 及时公开目录 旬报制度落实"
)
SHAPES = (
    "{m}（{d}）",
    "{m}【{d}】",
    "{m}：{d}",
    "{m}{d}",
    "{m} {d}",
    "{d}{m}",
    "{d} {m}",
    "{d}：{m}",
    "{d}（{m}）",
    "（{d}）{m}",
    "【{d}】{m}",
    "{d}，{m}",
    "{m}，{d}",
)
BETWEEN = ("、", "，", "；", "。", "\n", "\n\n", "；\n", "，\n", "、\n")
NUMBERED: tuple[Callable[[int], str], ...] = (
    lambda n: "",
    lambda n: f"{n}.",
    lambda n: f"{n}、",
    lambda n: f"（{n}）",
    lambda n: "①②③"[n - 1],
    lambda n: f"（{'一二三'[n - 1]}）",
    lambda n: f"{'一二三'[n - 1]}是",
    lambda n: f"{'一二三'[n - 1]}、",
    lambda n: f"第{'一二三'[n - 1]}，",
)


@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize("shape", SHAPES)
def test_each_matter_has_its_own_day(shape: str, between: str) -> None:
    if "，" in shape and between[0] in "、，":
        pytest.skip("nobody can tell which belongs to which")
    chance = random.Random(f"{shape}{between}")
    for number in NUMBERED if between[0] not in "、，" or len(between) > 1 else NUMBERED[:1]:
        days, matters = chance.sample(DAYS, 3), chance.sample(MATTERS, 3)
        entries = [
            number(n) + shape.format(d=day[0], m=matter)
            for n, (day, matter) in enumerate(zip(days, matters, strict=True), 1)
        ]
        cell = between.join(entries)
        found = read_deadline(cell, 2026).milestones
        wanted = [(day[1], matter) for day, matter in zip(days, matters, strict=True)]
        assert [(describe(replace(m, after=None)), m.what) for m in found] == wanted, cell
