"""What deceives the eye or a terminal: read as it is meant, shown as what it is."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.record.characters import escaped, number_in, plain, visible


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("县⺠政局", "县民政局"),  # U+2EA0, CJK radicals supplement
        ("县⽂旅局", "县文旅局"),  # U+2F42, Kangxi
        ("⻄湖区", "西湖区"),
        ("11⽉30⽇前", "11月30日前"),
        ("县财\u200b政\u2060局\xad", "县财政局"),
        ("\ufeff县财政局\u202e", "县财政局"),
        ("甲\x1b[31m红\x9b", "甲[31m红"),
        ("甲\u2028乙\x85丙", "甲\n乙\n丙"),
        ("甲\n乙\t丙", "甲\n乙\t丙"),
        ("葛\U000e0100", "葛\U000e0100"),  # the variant a name is written with
    ],
)
def test_text_is_read_as_it_is_meant(written: str, meant: str) -> None:
    assert plain(written) == meant


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "<U+001B>[2J"),
        ("\x1b]0;题\x07", "<U+001B>]0;题<U+0007>"),
        ("甲\x9b31m", "甲<U+009B>31m"),
        ("甲\b\b乙", "甲<U+0008><U+0008>乙"),
        ("甲\r乙\r\n", "甲<U+000D>乙\r\n"),
        ("甲\u202e乙\u2066", "甲<U+202E>乙<U+2066>"),
        ("甲\udc80", "甲<U+DC80>"),
        ("甲\n\t乙", "甲\n\t乙"),
    ],
)
def test_a_terminal_has_nothing_to_obey(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_json_keeps_every_value_and_nothing_to_obey(text: str) -> None:
    made = escaped(json.dumps({"值": text}, ensure_ascii=False))
    assert json.loads(made) == {"值": text}
    assert visible(made) == made


def test_numbers_of_a_size_that_things_are_numbered_with() -> None:
    texts = ["0", "007", "４", "٤", "999999999", "9999999999", "9" * 5000, "²", "⑴", "-1", "", None]
    assert [number_in(text) for text in texts] == [0, 7, 4, 4, 999_999_999, *[None] * 7]
