"""The unit directory: names to units, groups to members, what is wrong within units.yaml."""

from __future__ import annotations

import pytest

from ledger.checks.directory import directory_problems
from ledger.duty.directory import Found, UnitDirectory, is_group
from ledger.record.directory_model import DirectoryFile, Unit, UnitGroup
from ledger.record.model import Plan

FILE = DirectoryFile(
    region="沁源县",
    units=(
        Unit(name="县政府办公室", aliases=("县政府办",)),
        Unit(name="县财政局", former=("县财政和国资局",), category="县直部门"),
        Unit(name="县行政审批局", aliases=("县行政审批服务管理局",), category="县直部门"),
        Unit(name="县人力资源社会保障局（县民政局）", aliases=("县人社局",)),
        Unit(name="省工业和信息化厅"),
        Unit(name="沁河镇", category="乡镇"),
        Unit(name="郭道镇", category="乡镇"),
        Unit(name="县政府信息中心"),
        Unit(name="县委信息中心"),
    ),
    groups=(
        UnitGroup(name="各乡镇", aliases=("各乡镇人民政府",), members={"类别": "乡镇"}),
        UnitGroup(
            name="县直各有关部门", aliases=("县直有关部门",), members=("县财政局", "县行政审批服务管理局")
        ),
        UnitGroup(name="各单位", members=("各乡镇", "县直各有关部门", "县政府办")),
        UnitGroup(name="相关部门"),
        UnitGroup(name="县直各牵头单位", members="牵头单位"),
        UnitGroup(name="甲组", members=("乙组", "县财政局")),
        UnitGroup(name="乙组", members=("甲组", "县政府办公室")),
    ),
)
DIRECTORY = UnitDirectory(FILE)


@pytest.mark.parametrize(
    ("name", "how", "official"),
    [
        ("县财政局", "official", "县财政局"),
        (" 县 财政局", "official", "县财政局"),
        ("县人力资源社会保障局(县民政局)", "official", "县人力资源社会保障局（县民政局）"),
        ("县政府办", "alias", "县政府办公室"),
        ("县财政和国资局", "former", "县财政局"),
        ("沁源县财政局", "region", "县财政局"),
        ("縣財政局", "official", "县财政局"),
        ("沁源县政府办", "region", "县政府办公室"),
        ("财政局", "ending", "县财政局"),
        ("行政审批服务管理局", "ending", "县行政审批局"),
        ("工业和信息化厅", "ending", "省工业和信息化厅"),
        ("人力资源社会保障局", "ending", "县人力资源社会保障局（县民政局）"),
    ],
)
def test_a_name_finds_its_unit(name: str, how: str, official: str) -> None:
    found = DIRECTORY.find(name)
    assert (found.how, found.unit, found.group, found.choices) == (how, official, None, ())


@pytest.mark.parametrize(
    ("printed", "official"),
    [
        ("重慶市財政局", "重庆市财政局"),
        ("內鄉縣財政局", "内乡县财政局"),
        ("縣後勤與長期發展辦", "县后勤与长期发展办"),
    ],
)
def test_a_name_in_traditional_characters_finds_its_unit(printed: str, official: str) -> None:
    directory = UnitDirectory(DirectoryFile(units=(Unit(name=official), Unit(name="县审计局"))))
    assert directory.find(printed).unit == official
    assert directory.official(printed) == official


def test_a_group_is_found_by_name_and_alias() -> None:
    assert DIRECTORY.find("各乡镇人民政府") == Found("group", group="各乡镇")


def test_an_ending_of_two_units_names_both() -> None:
    assert DIRECTORY.find("信息中心") == Found("ambiguous", choices=("县政府信息中心", "县委信息中心"))


@pytest.mark.parametrize("name", ["县审计局", "局", "", "财政"])
def test_a_name_nobody_has(name: str) -> None:
    assert DIRECTORY.find(name) == Found("unknown")
    assert DIRECTORY.unit(name) is None


def test_an_ending_is_no_name_for_a_plan_s_words() -> None:
    assert DIRECTORY.unit("财政局") is None
    assert DIRECTORY.official("县政府办") == "县政府办公室"
    assert DIRECTORY.official("县审计局") == "县审计局"


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("县财证局", "县财政局"),
        ("县政府办工室", "县政府办公室"),
        ("县行政审批中心", "县行政审批局"),
        ("各乡镇政府", "各乡镇"),
    ],
)
def test_a_miss_is_answered_with_the_nearest(name: str, nearest: str) -> None:
    assert DIRECTORY.similar(name)[0] == nearest


def test_nothing_similar_is_better_than_anything() -> None:
    assert DIRECTORY.similar("水利站") == ()
    assert len(DIRECTORY.similar("县财证局", 2)) <= 2


@pytest.mark.parametrize(
    ("group", "members"),
    [
        ("各乡镇", ("沁河镇", "郭道镇")),
        ("各乡镇人民政府", ("沁河镇", "郭道镇")),
        ("县直有关部门", ("县财政局", "县行政审批局")),
        ("各单位", ("沁河镇", "郭道镇", "县财政局", "县行政审批局", "县政府办公室")),
        ("相关部门", None),
        ("没有声明的集合", None),
        ("甲组", ("县政府办公室", "县财政局")),
    ],
)
def test_the_members_of_a_group(group: str, members: tuple[str, ...] | None) -> None:
    assert DIRECTORY.members(group, {}, {}) == members


def test_all_leads_of_the_plan() -> None:
    leads = ("县政府办", "县财政局", "各乡镇", "相关部门", "县审计局")
    expected = ("县政府办公室", "县财政局", "沁河镇", "郭道镇", "县审计局")
    assert DIRECTORY.members("县直各牵头单位", {}, {"牵头单位": leads}) == expected


def test_the_scope_of_a_task_wins() -> None:
    scope = {"相关部门": ("财政局", "县政府办"), "县直各有关部门": ("县政府办公室",)}
    assert DIRECTORY.members("相关部门", scope) == ("财政局", "县政府办公室")
    assert DIRECTORY.members("县直有关部门", scope) == ("县政府办公室",)
    assert DIRECTORY.members("各单位", scope) == ("沁河镇", "郭道镇", "县政府办公室")


def test_a_plan_s_own_names_are_its_directory_where_there_is_none() -> None:
    plan = Plan.model_validate(
        {
            "编号": "p", "标题": "t", "地区": "甲县", "年度": "2022", "共同责任单位": "各乡镇",
            "任务": [
                {"序号": "1", "任务名称": "a", "责任单位": "县财政局牵头，有关部门配合",
                 "范围": {"有关部门": ["县审计局"]}},
                {"序号": "2", "任务名称": "b", "分办": {"牵头": ["县公安局"]}},
            ],
            "报送": [{"事项": "c", "单位": "各牵头单位", "期限": "年底前"}],
        }
    )  # fmt: skip
    directory = UnitDirectory.from_plan(plan)
    assert directory.region == "甲县"
    assert directory.known_names == {"县财政局", "县公安局", "县审计局"}
    assert directory.group_names == {"各乡镇", "有关部门", "各牵头单位"}
    assert directory.members("有关部门") is None
    assert directory.members("各牵头单位", by_word={"牵头单位": ["县财政局", "县公安局"]}) == (
        "县财政局",
        "县公安局",
    )
    assert directory.find("财政局").unit == "县财政局"


def test_names_for_the_reader_of_sentences() -> None:
    assert {"县政府办公室", "县政府办", "县财政和国资局"} <= DIRECTORY.known_names
    assert {"各乡镇", "各乡镇人民政府"} <= DIRECTORY.group_names


def test_what_is_wrong_within_the_directory() -> None:
    file = DirectoryFile(
        units=(
            Unit(name="县财政局", aliases=("财政局",)),
            Unit(name="县审计局", aliases=("财政局",)),
            Unit(name="县 财政局"),
        ),
        groups=(
            UnitGroup(name="县审计局"),
            UnitGroup(name="各乡镇", members={"类别": "乡镇"}),
            UnitGroup(name="甲组", members=("乙组", "县财证局")),
            UnitGroup(name="乙组", members=("甲组",)),
        ),
    )
    found = {(problem.check, problem.path, problem.message) for problem in directory_problems(file)}
    assert found == {
        ("unit-name-shared", ("单位", 1, "别名", 0), "“财政局”同时是“县财政局”和“县审计局”的名称"),
        ("unit-name-shared", ("单位", 2, "名称"), "“县 财政局”同时是“县财政局”和“县 财政局”的名称"),
        ("unit-name-shared", ("集合", 0, "名称"), "“县审计局”同时是“县审计局”和“县审计局”的名称"),
        ("group-category-empty", ("集合", 1, "成员"), "集合“各乡镇”的类别“乡镇”没有任何单位"),
        ("group-member-unknown", ("集合", 2, "成员", 1), "集合“甲组”的成员“县财证局”不在单位名录里"),
        ("group-in-itself", ("集合", 2, "成员"), "集合“甲组”的成员绕回了它自己"),
        ("group-in-itself", ("集合", 3, "成员"), "集合“乙组”的成员绕回了它自己"),
    }
    assert {problem.severity for problem in directory_problems(file)} == {"warning"}


def test_without_a_file_nobody_is_known() -> None:
    nobody = UnitDirectory()
    assert (nobody.units, nobody.groups, nobody.find("县财政局").how) == ((), (), "unknown")


def test_a_sound_directory_has_no_problems() -> None:
    assert [p.check for p in directory_problems(FILE)] == ["group-in-itself", "group-in-itself"]


def test_a_name_twice_in_one_unit_is_one_name_and_a_group_word_in_a_scope_names_nobody() -> None:
    file = DirectoryFile.model_validate(
        {
            "单位": [{"名称": "县司法局", "别名": ["司法局", "司法局"]}],
            "集合": [{"名称": "各乡镇", "成员": ["有关部门", "甲镇"]}],
        }
    )
    directory = UnitDirectory(file, "例县")
    assert directory.find("司法局").unit == "县司法局"
    assert directory.members("各乡镇", {}, {}) == ("甲镇",)


def test_a_declared_unit_is_a_member_however_it_is_worded() -> None:
    named = "各乡镇联络办公室"
    assert is_group(named)
    file = DirectoryFile(
        units=(Unit(name=named), Unit(name="县财政局")),
        groups=(UnitGroup(name="联络单位", members=("县财政局", named, "各科室")),),
    )
    assert UnitDirectory(file).members("联络单位") == ("县财政局", named)
