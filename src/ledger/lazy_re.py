"""Patterns that are compiled at their first use.

The grammars hold some 250, a fifth of a second to compile; one question needs a third of them. As long as it is
only named, or put into another one, a pattern costs nothing.
"""

from __future__ import annotations

import re
from typing import Any, cast

_ASKED = ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split", "groupindex")


class Lazy:
    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _ASKED:
            raise AttributeError(name)
        made = re.compile(self.pattern, self.flags)
        self.__dict__.update((asked, getattr(made, asked)) for asked in _ASKED)
        return getattr(made, name)


def compile(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`; what is wrong with the pattern is raised at its first use."""
    return cast("re.Pattern[str]", Lazy(pattern, flags))
