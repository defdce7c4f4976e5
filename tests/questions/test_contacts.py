"""The contact form of 林口县 2021 附件 1, 2: what it asks for, and what a directory lacks."""

import pytest

from ledger.questions.contacts import contact_gaps, contact_rows
from ledger.record.directory_model import DirectoryFile
from ledger.values.contacts import CONTACT_FIELDS

FULL: dict[str, object] = {
    "名称": "县财政局",
    "类别": "县直部门",
    "分管领导": {"姓名": "甲", "职务": "副局长", "办公电话": "000-0001", "手机号码": "000-0002"},
    "工作人员": [{"姓名": "乙", "职务": "科员", "手机号码": "000-0003"}, {"姓名": "丙"}],
    "通信地址": "例县一路1号",
    "邮编": "000000",
    "电话": "000-0004",
    "邮箱": "caizheng@example.gov.cn",
    "传真": "000-0005",
    "主要负责人": {"姓名": "丁", "职务": "局长", "办公电话": "000-0006", "手机号码": "000-0007"},
}


def directory(*units: dict[str, object]) -> DirectoryFile:
    return DirectoryFile.model_validate({"地区": "例县", "单位": list(units)})


def test_the_boxes_are_those_of_the_document() -> None:
    """Copied from 附件 2 of the document, in its order (附件 1 says 联系电话 for the last 办公电话)."""
    assert [(field.part, field.heading) for field in CONTACT_FIELDS] == [
        ("分管政府信息公开工作领导", "姓名"),
        ("分管政府信息公开工作领导", "职务"),
        ("分管政府信息公开工作领导", "办公电话"),
        ("分管政府信息公开工作领导", "手机号码"),
        ("政府信息公开工作人员", "名称"),
        ("政府信息公开工作人员", "通信地址"),
        ("政府信息公开工作人员", "邮政编码"),
        ("政府信息公开工作人员", "电话"),
        ("政府信息公开工作人员", "电子邮箱"),
        ("政府信息公开工作人员", "传真"),
        ("主要负责人", "姓名"),
        ("主要负责人", "职务"),
        ("主要负责人", "办公电话"),
        ("主要负责人", "手机号码"),
    ]


def test_a_full_line() -> None:
    [row] = contact_rows(directory(FULL))
    assert (row.unit, row.category) == ("县财政局", "县直部门")
    assert row.cells == (
        *("甲", "副局长", "000-0001", "000-0002"),
        *("乙 科员 000-0003\n丙", "例县一路1号", "000000", "000-0004", "caizheng@example.gov.cn", "000-0005"),
        *("丁", "局长", "000-0006", "000-0007"),
    )
    assert contact_gaps(directory(FULL)) == ()


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"传真": None}, ("传真",)),
        ({"邮编": None, "电话": ""}, ("邮编", "电话")),
        ({"分管领导": {"姓名": "甲", "职务": "副局长"}}, ("分管领导.办公电话", "分管领导.手机号码")),
        (
            {"主要负责人": None},
            ("主要负责人.姓名", "主要负责人.职务", "主要负责人.办公电话", "主要负责人.手机号码"),
        ),
        ({"工作人员": []}, ("工作人员",)),
        ({"工作人员": [{"职务": "科员"}]}, ("工作人员",)),
    ],
)
def test_what_is_missing_is_named_by_its_key(change: dict[str, object], missing: tuple[str, ...]) -> None:
    [gap] = contact_gaps(directory(FULL | change))
    assert (gap.unit, gap.missing) == ("县财政局", missing)


def test_a_unit_with_a_name_alone_lacks_everything() -> None:
    [gap] = contact_gaps(directory(FULL, {"名称": "县教育局"}))
    assert (gap.unit, len(gap.missing)) == ("县教育局", 14)
