"""Every character of a scalar's text is found again in the file, whatever the style."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledger.files.yaml.positions import source_offsets
from ledger.files.yaml.tree import Mapping, Scalar, compose

lines = st.lists(st.text(alphabet="甲乙a1，。'\"\\", min_size=1, max_size=6), min_size=1, max_size=4)
STYLES = {
    "plain": lambda parts: "\n\n   ".join(f"x{part}" for part in parts),
    "single": lambda parts: "'" + "\n\n   ".join(parts).replace("'", "''") + "'",
    "double": lambda parts: (
        '"' + "\\n".join(p.replace("\\", "\\\\").replace('"', '\\"') for p in parts) + '"'
    ),
    "double, written out": lambda parts: '"' + "".join(f"\\u{ord(c):04x}" for c in "\n".join(parts)) + '"',
    "literal": lambda parts: "|-\n" + "\n".join(f"   {part}" for part in parts),
    "folded": lambda parts: ">-\n" + "\n\n".join(f"   {part}" for part in parts),
}


@given(lines, st.sampled_from(sorted(STYLES)), st.sampled_from(["\n", "\r\n"]))
def test_every_character_is_found_where_it_was_written(parts: list[str], style: str, newline: str) -> None:
    text = f"键: {STYLES[style](parts)}\n后: 1\n".replace("\n", newline)
    root, _ = compose(text)
    assert isinstance(root, Mapping)
    node = root.values["键"]
    assert isinstance(node, Scalar)
    assert node.text.replace("x", "") == "\n".join(parts)
    places = source_offsets(node, text)
    assert len(places) == len(node.text)
    assert places == sorted(places)
    for char, place in zip(node.text, places, strict=True):
        written = text[place : place + 6]
        assert (
            char == "\n"
            or written[0] == char
            or written == f"\\u{ord(char):04x}"
            or written[:2] == f"\\{char}"
        )
