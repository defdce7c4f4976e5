"""A paper (公文) as a value: what `views/` words and `files/` sets on the page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the first level with its number: 一、总体情况."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `indented` by two characters as running text is, unlike a line that names readers."""

    text: str
    indented: bool = True


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `widths` are shares of the type area, one a column. Numbers and dates are `centred`."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    centred: tuple[bool, ...]


Block = Heading | Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Paper:
    """Title, blocks, and below them who signs (may be empty) and the day."""

    title: str
    blocks: tuple[Block, ...]
    signed: str
    dated: str
