"""考核 of the invented year, worked out by hand from its progress and the table in its office.yaml."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import ledger
from ledger.duty.duty import duties_of
from ledger.files.yaml.units_yaml import read_office
from ledger.questions.scores import DEFAULT_POINTS, Rules, known_kind, scores
from ledger.record.office_model import OfficeFile
from ledger.values.duty import Duty
from ledger.values.report import UnitScore
from ledger.values.report_words import reason_words
from tests import example_year
from tests.example_year import scored_year

ON = date(2023, 1, 15)


def year() -> dict[str, UnitScore]:
    return {score.unit: score for score in scored_year(ON).scores}


def test_points_of_the_year() -> None:
    """按期 2, 逾期办结 1, 未办结 -2."""
    found = year()
    assert {unit: score.total for unit, score in found.items()} == {
        "开发区": 21,  # 11 on time, 14 late, 7 open: 22 + 1 - 2
        "县政府办": 14,  # 1 2 20 24 25 33 34
        "县行政审批局": 11,  # 2 10 11 16 23 on time, 9 late; 15 cancelled counts nothing
        "县财政局": 5,  # 17 (first matter) and 26 on time, 17 (second) late
        "县卫体局": 4,  # 16 27
        "县市场监管局": 3,  # 18 on time, 6 late; 每年3月底前 is not due yet
        "县发改局": 2,
        "县工信局": 2,
        "县住建局": 2,
        "县自然资源局": 2,
        "县交通局": 2,
        "县税务局": 2,
        "县司法局": 2,
        "县教育局": 2,
        "县公安局": 1,  # 5 late
        "县水利局": 1,  # 16 late
        "县政府值班联络中心": 0,  # 24 on time, 23 open
        "县人社局": -2,  # 28 open
        "县农业农村局": -2,  # 16 open
    }


def test_every_score_shows_its_reasons() -> None:
    score = year()["开发区"]
    assert [(r.kind, r.count, r.points, r.total) for r in score.reasons] == [
        ("按期办结", 11, 2, 22),
        ("逾期办结", 1, 1, 1),
        ("未办结", 1, -2, -2),
    ]
    assert score.reasons[1].items == ("14 线下精准公开",)
    assert score.reasons[2].items == ("7 落实《个人信息保护法》",)
    assert score.rank == 1
    assert year()["县政府值班联络中心"].rank == 17
    assert year()["县人社局"].rank == year()["县农业农村局"].rank == 18


def test_without_a_table_the_default_counts() -> None:
    found = {score.unit: score.total for score in scores(duties_of(example_year.year(ON), ON))}
    assert found["开发区"] == 11 + 0.5 - 1


def _reporting(**more: object) -> Duty:
    values: dict[str, object] = {
        "plan": "p", "region": None, "no": "报1", "name": "季度表", "unit": "县财政局", "role": "reporting",
        "word": "报送", "via": None, "kind": "quarterly", "what": None, "words": "每季度首月5日前",
        "due": date(2022, 7, 5), "original_due": date(2022, 7, 5), "days_left": -3, "state": "not_started",
        "late": True, "light": "red", "done_on": None,
    }  # fmt: skip
    return Duty(**(values | more))  # type: ignore[arg-type]


def test_reporting_has_kinds_of_its_own() -> None:
    late = _reporting(missed=2)
    deemed = _reporting(state="deemed", late=False, light="green", no="报2")
    handed_in = _reporting(state="reported", late=False, light="green", no="报3")
    (score,) = scores([late, deemed, handed_in])
    assert [(r.kind, r.count, r.total) for r in score.reasons] == [
        ("按期报送", 1, 1),
        ("未报送", 2, -2),
        ("漏报", 2, -2),
    ]
    assert score.total == -3


def test_every_period_of_what_recurs_counts_the_kept_ones_too() -> None:
    """Ten months handed in, two of them late, the eleventh not yet due."""
    faithful = _reporting(state="not_started", late=False, light="green", kept=8, kept_late=2)
    (score,) = scores([faithful])
    assert [(r.kind, r.count, r.total) for r in score.reasons] == [
        ("按期报送", 8, 8),
        ("逾期报送", 2, 1),
        ("未到期", 1, 0),
    ]


def test_points_by_role_by_weight_and_by_hand() -> None:
    """A supporting unit loses nothing where the office says so; an important task counts twice; what is given by
    hand stands with its reason, once, for the unit it is given to."""
    lead = _reporting(role="lead", no=1, name="甲")
    support = _reporting(role="support", no=1, name="甲", unit="县教育局")
    other = _reporting(role="lead", no=2, name="乙", state="reported", late=False, light="green")
    rules = Rules({"未办结": -2, "未办结（配合）": 0}, {"1": 2}, [("县财政局", 1.5, "信息被上级采用")])
    found = {score.unit: score for score in scores([lead, support, other], {"p": rules})}
    assert [(r.kind, r.count, r.total, r.items) for r in found["县财政局"].reasons] == [
        ("按期办结", 1, 1, ("2 乙",)),
        ("未办结", 1, -4, ("1 甲",)),
        ("加减分", 1, 1.5, ("信息被上级采用",)),
    ]
    assert (found["县财政局"].total, found["县教育局"].total) == (-1.5, 0)
    assert reason_words(found["县财政局"].reasons[2]) == "加减分+1.5（信息被上级采用）"
    assert [known_kind(kind) for kind in ("未办结", "未办结（配合）", "未办结（旁观）", "旁观")] == [
        True,
        True,
        False,
        False,
    ]


def test_late_reports_by_the_name_offices_use() -> None:
    assert known_kind("迟报")
    assert known_kind("迟报（报送）")
    assert not known_kind("早报")
    late = Rules({"迟报": 0.1, "漏报": -0.5})
    for said in (late, Rules({"逾期报送": 0.1, "漏报": -0.5})):
        assert (said.each("逾期报送", _reporting()), said.each("漏报", _reporting())) == (0.1, -0.5)


def test_the_settings_init_writes_are_valid_when_uncommented(tmp_path: Path) -> None:
    template = Path(ledger.__file__).parent / "templates/office.yaml"
    lines = template.read_text(encoding="utf-8").splitlines()[1:]
    used = [line.removeprefix("# ") for line in lines if not line.startswith("# ——")]
    (tmp_path / "office.yaml").write_text("\n".join(used) + "\n", encoding="utf-8")
    read = read_office(tmp_path / "office.yaml")
    assert read.problems == ()
    settings = read.office
    assert settings is not None
    assert settings.model_fields_set == set(OfficeFile.model_fields)  # every setting there is stands in it
    for part in (
        settings.desk,
        settings.supervision,
        settings.working_days,
        *settings.given,
        *settings.lower,
    ):
        assert part.model_fields_set == set(type(part).model_fields)
    told = {kind: points for kind, points in settings.points.items() if "（" not in kind}
    told["逾期报送"] = told.pop("迟报")
    assert told == DEFAULT_POINTS


def test_an_earlier_period_keeps_the_kind_it_had() -> None:
    """Let go with its lead, a period later still 随牵头办结; said to be under way, still 未报送 or 未办结."""
    points = {"p": Rules({"随牵头办结": 0.5})}
    supported = _reporting(no=1, role="support", state="released", late=False, light="green", let_go=2)
    begun = _reporting(no=2, role="lead", unfinished=1, missed=1)
    told = _reporting(unfinished=2, state="reported", late=False, light="green")
    (score,) = scores([supported, begun, told], points)
    assert [(r.kind, r.count, r.total) for r in score.reasons] == [
        ("未办结", 2, -2),
        ("按期报送", 1, 1),
        ("未报送", 2, -2),
        ("漏报", 1, -1),
        ("随牵头办结", 3, 1.5),
    ]
