"""Signs that say who leads: ★ before a name, ▲ and △ in the columns of a matrix whose headings are the units.

What a sign means stands in a note somewhere in the document (标★的为牵头单位；▲牵头、△配合).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ledger.draft.attribution import only_names
from ledger.draft.cell_kinds import is_dash
from ledger.draft.noise import tidy
from ledger.values.source import Cell, Paragraph, Row, Source, Table
from ledger.words.lexicon import any_of, family_of, is_doubtful, role_words
from ledger.words.responsibility.table import SIGNS

_SIGNS = f"{SIGNS}○◎□✓✔"  # these are no signs beside a name: 二○二六
_ROLE = rf"(?P<role>{any_of(role_words(label='alone'))})"
_MEANS = re.compile(
    rf"[“\"]?(?P<sign>[{_SIGNS}])[”\"]?(?:号|标记|符号)?[的者]?(?:单位|部门)?(?:为|表示|代表|是|[:：—－-])*总?{_ROLE}"
)
_ROLE_CELL = re.compile(rf"{_ROLE}(?:单位|部门)?")
_PLAIN = {"lead": "牵头", "neutral": "负责", "support": "配合"}
_UNIT = "责任单位"

Legend = Mapping[str, str]  # a sign → 牵头, 配合, 负责, or what can be argued about (督办)


def legend_of(texts: Iterable[str]) -> Legend:
    """What the signs of a document mean, where it says so."""
    found = (match for text in texts for match in _MEANS.finditer(text))
    return {match["sign"]: _role(match["role"]) for match in found}


def with_legend(units: str, legend: Legend) -> str:
    """The words with what their sign means behind them: ★县司法局、县财政局（标★为牵头单位）."""
    sign = next((sign for sign, role in legend.items() if role == "牵头" and sign in units), "")
    return f"{units}（标{sign}为牵头单位）" if sign and "标" not in units else units


def texts_of(source: Source) -> list[str]:
    """Every text of the document, cells once."""
    paragraphs = [block.text for block in source.blocks if isinstance(block, Paragraph)]
    tables = (block for block in source.blocks if isinstance(block, Table))
    cells = (c.text for table in tables for row in table.rows for c in row.cells if not c.left and not c.up)
    return [*paragraphs, *cells]


def restore_matrices(source: Source, legend: Legend) -> Source:
    """Tables in which every unit has a column and a sign says what it does, with one column 责任单位 instead."""
    blocks = tuple(_turned(block, legend) if isinstance(block, Table) else block for block in source.blocks)
    return replace(source, blocks=blocks)


def _turned(table: Table, legend: Legend) -> Table:
    for at, row in enumerate(table.rows[:5]):
        body = table.rows[at + 1 :]
        columns = [n for n, cell in enumerate(row.cells) if _is_unit(cell.text) and _is_marked(body, n)]
        if len(columns) > 1:
            names = {n: tidy(row.cells[n].text.replace("\n", "")) for n in columns}
            marks = {tidy(r.cells[n].text) for r in body for n in columns if not r.cells[n].left} - {""}
            if len(marks) == 1:  # one sign for all: whom the task is for
                legend = {**dict.fromkeys(marks, ""), **legend}
            heading = [_without(above, columns, _UNIT) for above in table.rows[: at + 1]]
            return Table((*heading, *(_without(r, columns, _who(r, names, legend)) for r in body)))
    return table


def _is_unit(text: str) -> bool:
    words = tidy(text.replace("\n", ""))
    return len(words) > 1 and "单位" not in words and only_names(words)


def _is_marked(body: Iterable[Row], n: int) -> bool:
    """Whether a column holds signs or role words and nothing else; a row across the table says nothing of it."""
    cells = [row.cells[n] for row in body if not row.cells[n].left and not (*row.cells, Cell(""))[n + 1].left]
    words = [tidy(cell.text) for cell in cells if not is_dash(tidy(cell.text))]
    return bool(words) and all(word in _SIGNS or _ROLE_CELL.fullmatch(word) for word in words)


def _who(row: Row, names: Mapping[int, str], legend: Legend) -> str:
    """`县应急局牵头，县住建局、县水利局配合`; names with their signs where nothing says what these mean."""
    by_role: dict[str, list[str]] = {}
    for n, name in names.items():
        word = tidy(row.cells[n].text)
        if row.cells[n].left or is_dash(word):
            continue
        said = _ROLE_CELL.fullmatch(word)
        role = _role(said["role"]) if said else legend.get(word, word)
        by_role.setdefault(role, []).append(name)
    order: list[str] = [role for role in ("牵头", "负责", "配合", "") if role in by_role]
    order += [role for role in by_role if role not in order and role not in _SIGNS]
    parts = ["、".join(by_role[role]) + role for role in order]
    parts += [f"{role}{name}" for role, found in by_role.items() if role not in order for name in found]
    return "，".join(parts)


def _without(row: Row, columns: list[int], words: str) -> Row:
    """The row with one cell in place of `columns`; a row across the table stays across."""
    first = row.cells[columns[0]]
    across = first.left and all(row.cells[n].left for n in columns)
    kept = first if across else Cell(words, up=first.up and row.cells[columns[-1]].up)
    cells = [kept if n == columns[0] else cell for n, cell in enumerate(row.cells) if n not in columns[1:]]
    return Row(tuple(cells), row.place)


def _role(word: str) -> str:
    return word if is_doubtful(word) else _PLAIN[family_of(word)]
