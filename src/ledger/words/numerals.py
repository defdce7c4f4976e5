"""Numbers as Chinese papers write them: 十二, 一百零五, 两, 二〇二一, 12, １２."""

from __future__ import annotations

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_DIGITS |= dict.fromkeys("〇○ОOo", 0)  # a zero however it was typed: also Cyrillic and Latin O
_PLACES = {"十": 10, "百": 100, "千": 1000}
HAN = "零〇一二三四五六七八九十百千两"


def number(text: str) -> int | None:
    """The number that `text` writes, None where it writes none: 十 10, 二十 20, 一百零五 105, 二〇二一 2021, ８ 8.

    The tens may stand without a one (十二), the last place without its name is not understood otherwise than as
    ones (一百五 is 105, as in numbering).
    """
    text = text.strip()
    if text.isdecimal():
        return int(text)
    if not text or any(char not in _DIGITS and char not in _PLACES and not char.isdecimal() for char in text):
        return None
    values = [_DIGITS.get(char, -1) if not char.isdecimal() else int(char) for char in text]
    if not any(char in _PLACES for char in text):
        return int("".join(map(str, values)))
    total, digit = 0, 0
    for char, value in zip(text, values, strict=True):
        if char in _PLACES:
            total, digit = total + (digit or 1) * _PLACES[char], 0
        else:
            digit = value
    return total + digit
