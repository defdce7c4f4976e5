"""Values of the command line, from words to their types.

typer has pydantic do it, whose import takes longer than most answers. The few types our commands have are
read here; any other is left to typer.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from typer import BadParameter
from typer._coercion import RuntimeParam

from ledger.record.characters import plain


def _text(value: Any) -> str:
    """A text in which nothing can be seen is an empty one."""
    return str(value) if plain(str(value)).strip() else ""


def _path(value: Any) -> Path:
    try:
        os.fsencode(value)
    except UnicodeEncodeError:  # half of a character, which Windows lets through
        raise BadParameter(f"“{value}”不能作文件名") from None
    return Path(value)


_PLAIN: dict[Any, Callable[[Any], Any]] = {str: _text, Path: _path, bool: bool}  # a flag has no words to read


def read_by_us(param: Any) -> None:
    """Have `param` of a command read its words here, where we know its type."""
    descriptor = param.type_descriptor
    info, annotation = descriptor.parameter_info, descriptor.annotation
    if get_origin(annotation) is Literal:
        param._runtime_param = _Ours(info, annotation, _one_of(get_args(annotation)), False)
        return
    several = get_origin(annotation) is list
    kind = get_args(annotation)[0] if several else annotation
    one = info.parser or (_number(info.min, info.max) if kind is int else _PLAIN.get(kind))
    if one:
        param._runtime_param = _Ours(info, annotation, one, several)


@dataclass(frozen=True)
class _Ours(RuntimeParam):
    one: Callable[[Any], Any]
    several: bool

    def _coerce_value(self, value: Any, param: Any, ctx: Any) -> Any:
        try:
            return [self.one(each) for each in value] if self.several else self.one(value)
        except BadParameter as error:
            raise BadParameter(error.message, ctx=ctx, param=param) from None


def _one_of(words: tuple[Any, ...]) -> Callable[[Any], Any]:
    def one(value: Any) -> Any:
        if value not in words:
            raise BadParameter(f"“{value}”不是 {'、'.join(words)} 之一")
        return value

    return one


def _number(least: float | None, most: float | None) -> Callable[[Any], int]:
    def one(value: Any) -> int:
        try:
            number = int(value)
        except ValueError:
            raise BadParameter(f"“{value}”应是整数") from None
        if least is not None and number < least:
            raise BadParameter(f"“{value}”不能小于 {least:g}")
        if most is not None and number > most:
            raise BadParameter(f"“{value}”不能大于 {most:g}")
        return number

    return one
