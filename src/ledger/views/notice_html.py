"""Notices as one self-contained page: read on a phone, printed one to a sheet of A4."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ledger.values.notices import Notice, NoticeLine
from ledger.values.words import LIGHT_WORDS, day_words, days_words, long_day, state_words

_HEADS = ("灯", "任务", "期限", "本单位职责", "目前状态")
_STYLE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
body { font: 16px/1.8 "FangSong_GB2312", "FangSong", "STFangsong", "Noto Serif CJK SC", serif; color: #000;
       background: #fff; max-width: 46em; margin: 0 auto; padding: 1em; }
section + section { border-top: 1px solid #999; margin-top: 2em; padding-top: 1em; }
h1 { font: 1.5em/1.5 "FZXiaoBiaoSong-B05S", "STZhongsong", "SimSun", "Noto Serif CJK SC", serif;
     text-align: center; margin: .5em 0 1em; }
h2 { font: 1em/1.8 "SimHei", "Noto Sans CJK SC", sans-serif; margin: 1em 0 .3em; }
p { margin: 0; text-indent: 2em; } p.to { text-indent: 0; } p.sign { text-align: right; }
table { border-collapse: collapse; width: 100%; font-size: .875em; line-height: 1.5; }
th, td { border: 1px solid #000; padding: .3em .5em; text-align: left; overflow-wrap: anywhere; }
th { font-weight: bold; text-align: center; } td.light { text-align: center; white-space: nowrap; }
tr.red td.light { background: #c00000; color: #fff; font-weight: bold; }
tr.amber td.light { background: #ffd966; }
@media print {
  body { max-width: none; padding: 0; } tr { break-inside: avoid; } thead { display: table-header-group; }
  section + section { border: 0; margin: 0; padding: 0; break-before: page; }
  td.light { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
@media (max-width: 36em) {
  thead { display: none; } tr, td { display: block; } tr { border: 1px solid #000; margin-bottom: .6em; }
  td { border: 0; } td.light { text-align: left; } td[data-head]::before { content: attr(data-head) "："; }
}
"""


def notices_html(notices: Sequence[Notice]) -> str:
    """The page. Every light is also a word, so that it reads in black and white."""
    title = notices[0].subject if len(notices) == 1 else f"任务提醒（{len(notices)} 个单位）"
    body = "".join(_section(notice) for notice in notices) or "<p>没有需要提醒的单位。</p>"
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body>\n{body}</body></html>\n"
    )


def _section(notice: Notice) -> str:
    signed = f'<p class="sign">{escape(notice.issuer)}</p>' if notice.issuer else ""
    tables = "".join(f"<h2>{escape(heading)}</h2>\n{_table(lines)}" for heading, lines in notice.headings)
    return (
        f'<section>\n<h1>任务提醒</h1>\n<p class="to">{escape(notice.unit)}：</p>\n'
        f"<p>{escape(notice.opening)}</p>\n{tables}{signed}"
        f'<p class="sign">{long_day(notice.on)}</p>\n</section>\n'
    )


def _table(lines: tuple[NoticeLine, ...]) -> str:
    heads = "".join(f"<th>{head}</th>" for head in _HEADS)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>\n{''.join(map(_row, lines))}</tbody></table>\n"


def _row(line: NoticeLine) -> str:
    duty = line.duty
    cells = (line.title, f"{day_words(duty)}，{days_words(duty)}", line.role, state_words(duty))
    tail = "".join(
        f'<td data-head="{head}">{escape(cell)}</td>' for head, cell in zip(_HEADS[1:], cells, strict=True)
    )
    return f'<tr class="{duty.light}"><td class="light">{LIGHT_WORDS[duty.light]}</td>{tail}</tr>\n'
