"""New items put into a `units.yaml` that is there: lines are added, no other byte is touched."""

from __future__ import annotations

from collections.abc import Sequence as Seq

from ledger.files.yaml.lines import lines_after
from ledger.files.yaml.tree import Mapping, Scalar, Sequence
from ledger.files.yaml.units_yaml import DirectoryRead, parse_directory
from ledger.problems import LedgerError


def with_new(read: DirectoryRead, units: Seq[str], groups: Seq[str]) -> bytes:
    """The bytes of the file with these lines of items after its last 单位 and its last 集合.

    Raises LedgerError when the file has errors, or when the result does not read back as the old directory
    with more behind it (a list in brackets).
    """
    if read.file is None or not isinstance(read.tree, Mapping):
        raise LedgerError(f"“{read.shown}”有错误，不能往里添；先用 ledger validate 查看并改正。")
    old, root = read.file, read.tree
    changes = [_change(read, root, key, lines) for key, lines in (("单位", units), ("集合", groups)) if lines]
    text = read.text
    for offset, block in sorted(changes, reverse=True):
        text = text[:offset] + block + text[offset:]
    raw = read.source.encode(text)
    new = parse_directory(read.path, read.shown, raw).file
    kept = (
        new is not None
        and new.units[: len(old.units)] == old.units
        and new.groups[: len(old.groups)] == old.groups
    )
    count = sum(line.startswith("- ") for line in (*units, *groups))
    if (
        new is None
        or not kept
        or len(new.units) + len(new.groups) != len(old.units) + len(old.groups) + count
    ):
        raise LedgerError(
            f"“{read.shown}”的写法特殊，没有把握只添加而不改动，没有写入；请把各项改成一行一个，再运行一次。"
        )
    return raw


def _change(read: DirectoryRead, root: Mapping, key: str, lines: Seq[str]) -> tuple[int, str]:
    """`lines`, items of the list `key`, set as deep as those that are there; with the key where it is missing."""
    node = root.values.get(key)
    if isinstance(node, Sequence) and not node.flow:
        margin = " " * (read.source.place(node.start)[1] - 1)
        return lines_after(read.text, node.end, [margin + line for line in lines], read.newline)
    if isinstance(node, Scalar) and not node.text:
        return lines_after(read.text, root.keys[key].end, lines, read.newline)
    return lines_after(read.text, root.end, [f"{key}:", *lines], read.newline)
