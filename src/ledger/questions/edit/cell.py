"""One cell of the book and what the file holds: words, lists, records. What cannot be taken is Refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ledger.questions.edit.book import EXTRA, MEMBERS, keys_of
from ledger.values.as_typed import states_meant
from ledger.values.edit_book import OWN, BackRow, EditRow, Outcome

R = TypeVar("R", bound=BaseModel)
_LISTS = ("章节", "佐证", "牵头", "配合", "责任", MEMBERS)


class Refused(Exception):
    def __init__(self, reason: str, outcome: Outcome = "rejected") -> None:
        super().__init__(reason)
        self.reason, self.outcome = reason, outcome


def value_of(key: str, text: str) -> Any:
    """The text of a cell as the file holds it: lists a line each, 补充节点 事项：期限; None for an empty cell."""
    if not text:
        return None
    if key == EXTRA:
        parts = (line.rpartition("：") for line in text.split("\n") if line.strip())
        return [{"事项": what.strip(), "期限": deadline.strip()} for what, _, deadline in parts]
    if key in _LISTS:
        text = text if key in ("章节", "佐证") else text.replace("、", "\n")
        return [line.strip() for line in text.split("\n") if line.strip()]
    return text


def given(row: BackRow, model: type[BaseModel]) -> dict[str, Any]:
    return {key: value_of(key, text) for key, text in row.cells.items() if text and key in keys_of(model)}


def record_of(model: type[R], data: Mapping[str, Any]) -> R:
    """The record of these cells. Raises Refused with what is wrong, by the heading."""
    try:
        return model.model_validate(data, by_alias=True, by_name=False)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = next((str(step) for step in first["loc"] if isinstance(step, str) and not step.isascii()), "")
        if first["type"] == "missing":
            raise Refused(f"没有写“{key}”。") from None
        if first["type"] in ("ledger_day", "ledger_no_such_day"):
            raise Refused(
                f"“{key}”的“{first['input']}”不是日期；写明年月日，年份四位、月日用短横分开。"
            ) from None
        if first["type"] == "literal_error":
            if len(states := sorted(states_meant(str(first["input"])))) > 1:
                raise Refused(
                    f"“{key}”的“{first['input']}”可能是{'，也可能是'.join(states)}，分不清。"
                ) from None
            raise Refused(f"“{key}”不能写“{first['input']}”。") from None
        raise Refused(f"“{key}”这样写不行。") from None


def cell_of(row: EditRow, key: str) -> str | None:
    return row.cells.get(key, row.cells.get(f"{OWN}{key}"))
