"""YAML → nodes: every scalar as written, YAML 1.2 rules, the same with and without the C parser."""

from __future__ import annotations

from typing import Any

import pytest

from ledger.files.yaml import tree as yaml_tree
from ledger.files.yaml.tree import Mapping, Node, Scalar, Sequence, YamlTrouble, compose, to_data

AS_WRITTEN = [
    ("a: 9.10", {"a": "9.10"}),
    ("a: 1.", {"a": "1."}),
    ("a: 0x1F\nb: 010\nc: 12:30\nd: yes\ne: 2022-10-20", {"a": "0x1F", "b": "010", "c": "12:30", "d": "yes", "e": "2022-10-20"}),
    ("a:\nb: ~\nc: null\nd: ''\ne: 'null'", {"a": None, "b": None, "c": None, "d": "", "e": "null"}),
    ("a: >-\n  一\n  二\n\n  三\n", {"a": "一 二\n三"}),
    ("a: |\n  一\n   二\n", {"a": "一\n 二\n"}),
    ('a: "一\\n\\u4e8c"', {"a": "一\n二"}),
    ("a: 'it''s'", {"a": "it's"}),
    ("a: [一, {b: 二}]", {"a": ["一", {"b": "二"}]}),
    ("- 一\n-\n- - 二\n", ["一", None, ["二"]]),
    ("1: 一\nyes: 二", {"1": "一", "yes": "二"}),
    ("a: 甲\u2028乙\u0085丙", {"a": "甲\u2028乙\u0085丙"}),
    ("a: |\n  甲\u2028乙\n", {"a": "甲\u2028乙\n"}),
    ("%YAML 1.2\n---\na: 1\n...\n", {"a": "1"}),
]  # fmt: skip


@pytest.fixture(params=["C", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "pure":
        monkeypatch.setattr(yaml_tree, "CParser", None)
    else:
        assert vars(yaml_tree)["CParser"] is not None
    return str(request.param)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("text", "data"), AS_WRITTEN)
def test_scalars_stay_as_written(text: str, data: Any) -> None:
    node, repeated = compose(text)
    assert node is not None
    assert to_data(node) == data
    assert repeated == []


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "kind", "offset"),
    [
        ("a: *b\n", "alias", 3),
        ("a: &b c\n", "anchor", 3),
        ("a: !b c\n", "tag", 3),
        ("a: !!str c\n", "tag", 3),
        ("a: 1\n---\nb: 2\n", "documents", 5),
        ("[a]: 1\n", "key", 0),
        ("~: 1\n", "key", 0),
        ("[" * 31 + "]" * 31, "depth", 30),
        ("a: b: c\n", "syntax", 4),
        ("a: %b\n", "syntax", 3),
    ],
)
def test_what_a_plan_never_needs_is_refused_at_its_place(text: str, kind: str, offset: int) -> None:
    with pytest.raises(YamlTrouble) as trouble:
        compose(text)
    assert (trouble.value.trouble.kind, trouble.value.trouble.offset) == (kind, offset)


def test_ten_thousand_open_brackets_are_refused_at_once() -> None:
    with pytest.raises(YamlTrouble) as trouble:
        compose("[" * 10_000)
    assert trouble.value.trouble.kind == "depth"


@pytest.mark.usefixtures("parser")
def test_a_key_written_twice_is_told_at_the_second() -> None:
    _, (repeated,) = compose("a: 1\nb: 2\na: [3]\n")
    assert (repeated.kind, repeated.key, repeated.since, repeated.offset) == ("duplicate-key", "a", 0, 10)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("a: 一 # 注\n# 注\n", "一"),
        ("a:\n- 一\n- 二\n# 注\n\n# 注\n", "二"),
        ("a:\n  b: '二'   \n\n", "'二'"),
        ("a: [一, 二]\n# 注\n", "]"),
        ("a: 甲\u2028乙\n# 注\n", "乙"),
    ],
)
def test_a_collection_ends_with_its_last_child_not_behind_the_comments(text: str, last: str) -> None:
    node, _ = compose(text)
    assert node is not None
    assert text[: node.end].endswith(last)


@pytest.mark.parametrize("text", [text for text, _ in AS_WRITTEN])
def test_both_parsers_see_the_same_places(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with_c, _ = compose(text)
    monkeypatch.setattr(yaml_tree, "CParser", None)
    without, _ = compose(text)
    assert with_c is not None
    assert without is not None
    assert _places(with_c) == _places(without)


def _places(node: Node) -> list[tuple[Any, ...]]:
    if isinstance(node, Scalar):
        # an empty value: one parser stands before the line end, the other behind it
        return [(node.start, node.end, node.text) if node.text or node.style else ("nothing",)]
    inner: list[Node] = (
        node.items if isinstance(node, Sequence) else [*node.keys.values(), *node.values.values()]
    )
    assert isinstance(node, (Sequence, Mapping))
    return [(node.start, node.flow), *(place for child in inner for place in _places(child))]


def test_nothing_is_no_node() -> None:
    assert compose("# 只有注释\n") == (None, [])
