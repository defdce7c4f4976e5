"""What passes from `files/documents/reader.py` to `draft`: an issued document as blocks, and the draft of a plan.

A `Source` is the document as it lies there, noise included; nothing in it has been understood yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# How a note to a table or a list begins. A bare 说明 is one too, but not where a page wraps lines: 情况⏎说明.
NOTE_WORDS = "备注|附注|填表说明|注"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph, or one line of it where the document was saved as plain lines.

    `place` is where a person finds it (第3页, 第12行, 第5段). `bold` are stretches of `text` (start, end)
    set in bold. `gap`: an empty line stands before it; `indent`: it starts with blanks, as a first line
    does. `whole`: the document itself says that a paragraph begins and ends here (Word, Excel). `heading`: how
    deep a heading the document says it is (`###`: 3), 0 for text.
    """

    text: str
    place: str
    bold: tuple[tuple[int, int], ...] = ()
    gap: bool = True
    indent: bool = False
    whole: bool = False
    heading: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it lies on the page. A merged cell shows its text in every place it covers; `up` and
    `left` say that this place only continues the cell above or to the left. `ditto`: the page says 同上 here, the
    text is that of the cell above."""

    text: str
    up: bool = False
    left: bool = False
    ditto: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in order, all of one width; heading rows are still among them."""

    rows: tuple[Row, ...]


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Source:
    """One document: its file name, and its paragraphs and tables in order; `lines` are those of a plain text, as
    they stand, since a table may hide in them. `left_out` is what stands in the file and is no text of it (struck
    words, comments, pictures): (place, what it is and its words). `scanned`: the text was recognised in a picture; `unsure` are
    the lines that may be wrong: (place, words)."""

    name: str
    blocks: tuple[Block, ...]
    lines: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    unsure: tuple[tuple[str, str], ...] = ()
    scanned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftMilestone:
    """补充节点: a matter and its date, both in the document's words."""

    what: str
    deadline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftTask:
    """One task as the document has it. `place` goes above it as a comment, `doubts` (whole phrases) too.
    `other` are the cells under the table's own columns: (heading, words)."""

    no: int
    name: str
    place: str
    section: tuple[str, ...] = ()
    original_no: str = ""
    content: str = ""
    responsibility: str = ""
    deadline: str = ""
    extra: tuple[DraftMilestone, ...] = ()
    remark: str = ""
    other: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftReporting:
    """One 报送 as the document has it."""

    what: str
    units: str
    deadline: str
    place: str
    to: str = ""
    method: str = ""
    attachment: str = ""
    if_missed: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A plan file before a person has read it. `doubts` are about the document as a whole,
    `columns` are the headings of the issued table, in order, `notes` stand below it. `unused` is what was written nowhere (place, words), and
    `pieces` how many pieces of text the document has, those included."""

    id: str
    title: str
    year: int
    source: str
    region: str = ""
    issuer: str = ""
    number: str = ""
    issued: date | None = None
    basis: tuple[str, ...] = ()
    attachment: str = ""
    first_leads: bool = False
    shared: str = ""
    tasks: tuple[DraftTask, ...]
    reporting: tuple[DraftReporting, ...] = ()
    columns: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unused: tuple[tuple[str, str], ...] = ()
    pieces: int = 0
    doubts: tuple[str, ...] = ()

    @property
    def unlike(self) -> str:
        """Why the document hardly looks like a plan of work: of its tasks fewer than a third say who, or by when; ""
        when enough do."""
        said = sum(bool(task.responsibility or task.deadline or task.extra) for task in self.tasks)
        if self.shared or said * 3 >= len(self.tasks):
            return ""
        return (
            f"{len(self.tasks)} 项里只有 {said} 项写明责任单位或时限"
            if said
            else f"{len(self.tasks)} 项都没有写明责任单位和时限"
        )

    @property
    def doubt_count(self) -> int:
        items: tuple[DraftTask | DraftReporting, ...] = (*self.tasks, *self.reporting)
        return bool(self.unlike) + len(self.doubts) + sum(len(item.doubts) for item in items)
