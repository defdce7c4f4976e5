"""Words that stand for numbers, days and yes/no in a plan file. Every scalar arrives as written.

The errors are pydantic ones with types of our own (`ledger_day` …), so that the one place that turns
error types into Chinese (`files/yaml/complaints.py`) knows them like pydantic's.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
)  # fmt: skip
from pydantic_core import PydanticCustomError

from ledger import lazy_re
from ledger.record.characters import plain
from ledger.record.days import WIDE_DIGITS, Years, parse_day

_YEARS = lazy_re.compile(r"(\d{4})\s*年?\s*(?:[-—–~～至到]|——|--)\s*(\d{4})\s*年?度?")
_LONGEST = 10  # years from the first to the last a plan may run
_YES_NO = {"是": True, "true": True, "True": True, "否": False, "false": False, "False": False}


def _to_day(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return parse_day(value)
        except ValueError as error:
            kind = "ledger_no_such_day" if str(error) == "calendar" else "ledger_day"
            raise PydanticCustomError(kind, "not a day") from None
    if isinstance(value, date):
        return value
    raise PydanticCustomError("ledger_day", "not a day")


def _to_number(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = value.strip().translate(WIDE_DIGITS) if isinstance(value, str) else ""
    if re.fullmatch(r"\d{1,9}", text):
        return int(text)
    raise PydanticCustomError("ledger_number", "not a whole number")


def _to_year(value: Any) -> Any:
    """`2022年` as well as 2022."""
    return _to_number(value.strip().removesuffix("年") if isinstance(value, str) else value)


def _with_last(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """2026-2028, 2026—2028年: both years are read as one alone would be."""
    if isinstance(value, Years):
        return value
    match = _YEARS.fullmatch(value.strip().translate(WIDE_DIGITS)) if isinstance(value, str) else None
    if match is None:
        return read(value)
    first, last = read(match[1]), read(match[2])
    if not 0 < last - first <= _LONGEST:
        raise PydanticCustomError("ledger_years", "years out of order")
    return Years(first, last)


def _to_flag(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip() in _YES_NO:
        return _YES_NO[value.strip()]
    raise PydanticCustomError("ledger_flag", "not 是 or 否")


def _to_list(value: Any) -> Any:
    """A single text stands for a list of one."""
    return [value] if isinstance(value, str) else value


def _not_blank(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("ledger_blank", "blank")
    return value


# What an editor sees before us: `原编号: 3` is a number to it, and a single text may stand for a list of one.
_ANY_TEXT = {"type": ["string", "number"]}
_ANY_TEXTS = {"anyOf": [_ANY_TEXT, {"type": "array", "items": _ANY_TEXT}]}
Text = Annotated[str, AfterValidator(lambda value: plain(value).strip()), WithJsonSchema(_ANY_TEXT)]
Name = Annotated[Text, AfterValidator(_not_blank)]
Day = Annotated[
    date,
    BeforeValidator(_to_day),
    PlainSerializer(lambda value: value.isoformat(), when_used="json"),
    WithJsonSchema({"type": "string", "description": "日期：年-月-日，或用点隔开，或 某年某月某日"}),
]
Number = Annotated[int, BeforeValidator(_to_number), WithJsonSchema({"type": ["integer", "string"]})]
Year = Annotated[
    Annotated[int, BeforeValidator(_to_year), Field(ge=1990, le=2100)],
    WrapValidator(_with_last),
    WithJsonSchema({"type": ["integer", "string"]}),
]
Flag = Annotated[bool, BeforeValidator(_to_flag), WithJsonSchema({"enum": ["是", "否", True, False]})]
Names = Annotated[tuple[Name, ...], BeforeValidator(_to_list), WithJsonSchema(_ANY_TEXTS)]
