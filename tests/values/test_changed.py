"""`changed` is `dataclasses.replace`, but for speed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from ledger.values.changed import changed


@dataclass(frozen=True, slots=True)
class _Value:
    first: int
    second: tuple[str, ...] = ()
    third: str = "三"


def test_the_fields_named_are_new_and_the_others_the_same() -> None:
    before = _Value(1, ("甲",))
    after = changed(before, third="四")
    assert after == _Value(1, ("甲",), "四") == replace(before, third="四")
    assert after.second is before.second
    assert before == _Value(1, ("甲",), "三")
    assert changed(before) == before
    assert changed(before) is not before


def test_what_was_made_is_frozen_too() -> None:
    with pytest.raises(AttributeError):
        changed(_Value(1), first=2).first = 3  # type: ignore[misc]
