"""`explain` as people read it."""

from __future__ import annotations

from ledger.views.explain import deadline_text
from ledger.words.doubt import doubt
from ledger.words.meanings import DeadlineReading, Piece

READING = DeadlineReading(
    words="10月底前公布，按要求",
    pieces=(Piece(0, 5, "截止 2022-10-31"), Piece(5, 7, "事项"), Piece(8, 11, "看不懂", understood=False)),
    unread=(doubt("not-understood", 8, 11, words="按要求"),),
)


def test_each_piece_is_marked_under_the_words() -> None:
    """“10月底前”占 8 列，“公布”4 列，“按要求”前面 14 列。"""
    assert deadline_text(READING, width=80).splitlines() == [
        "10月底前公布，按要求",
        "^^^^^^^^ 截止 2022-10-31",
        "        ^^^^ 事项",
        "              ?????? 看不懂",
        "没看懂：按要求",
    ]


def test_where_the_words_would_wrap_the_pieces_are_quoted() -> None:
    assert deadline_text(READING, width=18).splitlines() == [
        "10月底前公布，按要求",
        "  “10月底前” 截止 2022-10-31",
        "  “公布” 事项",
        "  “按要求” 看不懂",
        "没看懂：按要求",
    ]
