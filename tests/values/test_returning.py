"""By when, where and to whom."""

from datetime import date

from ledger.record.office_model import Desk
from ledger.values.returning import back_words, day_back


def test_what_the_office_says_and_no_more() -> None:
    whole = Desk.model_validate(
        {"交至": "县政府督查室", "联系人": "张某某", "电话": "000-0000", "期限天数": "5"}
    )
    sent = date(2026, 3, 28)
    assert day_back(whole, sent) == date(2026, 4, 2)
    assert day_back(whole, sent, date(2026, 4, 10)) == date(2026, 4, 10)
    assert back_words(whole, date(2026, 4, 2)) == (
        "2026年4月2日前交至县政府督查室，联系人：张某某，电话：000-0000"
    )
    assert (day_back(Desk(), sent), back_words(Desk(), None)) == (None, "")
