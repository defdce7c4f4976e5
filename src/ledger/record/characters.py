"""Characters that deceive: seen by nobody, obeyed by a terminal, or one ideograph in the shape of another.

The one table. The record is kept as written; whoever reads it reads `plain` text, and `validate` names what
was passed over. Nothing goes to a screen but through `visible`.
"""

from __future__ import annotations

import unicodedata

from ledger import lazy_re

# C0 but tab and line ends, DEL, C1, surrogates, noncharacters: no text holds them
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
# Marks and overrides of the writing direction: what is shown is not the order of what stands there
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# No width, no ink: soft hyphen, joiners, fillers, word joiner, invisible operators, BOM, tags
_UNSEEN = (
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e007f"
)
CONTROL = lazy_re.compile(f"[{_CONTROLS}]")
UNSEEN = lazy_re.compile(f"[{_DIRECTIONS}{_UNSEEN}]")
_NOT_FOR_SCREENS = lazy_re.compile(f"\r(?!\n)|[\x85\u2028\u2029{_CONTROLS}{_DIRECTIONS}]")

# A mobile number, or one with its area code; a local number alone may be a sum of money
TELEPHONE = lazy_re.compile(r"(?<![\d.-])(?:1[3-9]\d{9}|0\d{2,3}[-—–－ ]?\d{7,8})(?![\d-])")

# Radicals that PDF files give back for the ideograph (EquivalentUnifiedIdeograph.txt of Unicode); those of the
# Kangxi block have a compatibility form.
_RADICALS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王"
    "⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長"
    "⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_IDEOGRAPHS = {
    **dict(zip(_RADICALS[::2], _RADICALS[1::2], strict=True)),
    **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
}
_TABLE = str.maketrans({**_IDEOGRAPHS, "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
RADICAL = lazy_re.compile("[\u2e80-\u2ef3\u2f00-\u2fd5]")
_NOT_PLAIN = lazy_re.compile(f"[{_CONTROLS}{_DIRECTIONS}{_UNSEEN}\x85\u2028\u2029\u2e80-\u2ef3\u2f00-\u2fd5]")


def is_plain(text: str) -> bool:
    """Whether nothing in `text` is other than it looks."""
    return _NOT_PLAIN.search(text) is None


def plain(text: str) -> str:
    """`text` as it is meant: radicals as the ideographs they stand for, line ends as \\n, nothing that
    nobody sees."""
    if is_plain(text):
        return text
    return CONTROL.sub("", UNSEEN.sub("", text)).translate(_TABLE)


def ideograph(radical: str) -> str:
    """The ideograph a radical stands for; the radical itself where it stands for none."""
    return _IDEOGRAPHS.get(radical, radical)


def number_in(text: str | None) -> int | None:
    """The number that stands in `text` alone, of at most nine digits; int() fails on ² and on 4,301 digits."""
    return int(text) if text and len(text) < 10 and text.isdecimal() else None


def code_point(char: str) -> str:
    """U+202E: how people look a character up."""
    return f"U+{ord(char):04X}"


def visible(text: str) -> str:
    """`text` so that a terminal can only show it: what it would obey stands as <U+001B>."""
    return _NOT_FOR_SCREENS.sub(lambda match: f"<{code_point(match[0])}>", text)


def escaped(json: str) -> str:
    """JSON text in which what a terminal would obey stands as \\u001b: the same value to every reader."""
    return _NOT_FOR_SCREENS.sub(lambda match: f"\\u{ord(match[0]):04x}", json)
