"""A count in one of the number formats of Word (ECMA-376 part 1, 17.18.59), as a Chinese Word and WPS offer them."""

from __future__ import annotations

_HAN = "零一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_COUNTING = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
     "taiwaneseCountingThousand", "japaneseDigitalTenThousand", "koreanCounting")
)  # fmt: skip
_DIGIT_BY_DIGIT = frozenset(("ideographDigital", "taiwaneseDigital", "koreanDigital2"))
_FORMAL_COUNTING = frozenset(
    ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal", "koreanLegal")
)
_CYCLES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
}
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
    (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def write_number(value: int, form: str) -> str:
    """`value` in Word's `form`; in digits where the form is unknown or does not go so far."""
    if form in _COUNTING:
        return _chinese(value, _HAN, "十", "百")
    if form in _FORMAL_COUNTING:
        return _chinese(value, _FORMAL, "拾", "佰")
    if form in _DIGIT_BY_DIGIT:
        return "".join(("〇" + _HAN[1:])[int(digit)] for digit in str(value)) if value >= 0 else str(value)
    if form == "ideographZodiacTraditional" and value > 0:
        return (
            _CYCLES["ideographTraditional"][(value - 1) % 10] + _CYCLES["ideographZodiac"][(value - 1) % 12]
        )
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    if form in _CYCLES and 1 <= value <= len(_CYCLES[form]):
        return _CYCLES[form][value - 1]
    if form in ("lowerRoman", "upperRoman") and 1 <= value < 4000:
        return _roman(value) if form == "lowerRoman" else _roman(value).upper()
    if form == "numberInDash":
        return f"- {value} -"
    return f"{value:02d}" if form == "decimalZero" else str(value)


def _roman(value: int) -> str:
    words = ""
    for size, letters in _ROMAN:
        words, value = words + letters * (value // size), value % size
    return words


def _chinese(value: int, digits: str, ten: str, hundred: str) -> str:
    """1 → 一, 12 → 十二, 20 → 二十, 105 → 一百零五; in the formal digits 12 → 拾贰 (壹拾贰 from 110 on)."""
    if value >= 1000 or value < 0:
        return str(value)
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    words = digits[hundreds] + hundred if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else digits[tens]) + ten
    elif hundreds and ones:
        words += digits[0]
    return words + (digits[ones] if ones or not value else "")
