"""The documents inside one file (a notice, its plan, its attachments), and what each holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ledger.draft.atoms import Atom
from ledger.draft.cleaning import Piece, clean
from ledger.draft.head import RELEASE, is_title
from ledger.draft.noise import tidy
from ledger.draft.outline import Found, Outline, is_day_line, is_signature, read_outline
from ledger.draft.series import mark_lines, read_series
from ledger.draft.table_grid import filled, goes_on
from ledger.draft.tables import is_task_table, read_table
from ledger.values.source import Paragraph, Source, Table
from ledger.words.numbering import read_mark

_ANNEX = re.compile(r"^(?:附件|附表|附)\s*[\d一二三四五六七八九]*\s*(?:[:：].*)?$")
_COUNTS_OFF = re.compile(
    r"(?:^|[：:])\s*(?:[（(][一1][）)]|[①⑴]|一是|1[.．、])"
)  # 会议议定：（一）修路，…。（二）造桥，…
_DAY_AND_TITLE = re.compile(
    r"(\s*20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)(?=[^，。；：]{0,60}(?:要点|方案|计划|分解表|清单|分工|台账|意见|附件)\s*$)"
)
_END = re.compile(
    r"^(?:抄\s*送|主送|[（(]?此件|打印|关闭|【打印|【关闭|扫一扫|责任编辑|上一篇|下一篇|上一条|下一条|分享|版权所有|"
    r"联系我们|网站地图|相关(?:文档|解读|链接|阅读|文件)|政策解读[:：]|(?:文章|稿件|信息)?来源[:：]|浏览次数)|"
    r"网站标识码|ICP备|公网安备|20\d\d年\d{1,2}月\d{1,2}日印发$"
)
_FOOT = re.compile(
    r"^(?:主办|承办|主管|技术支持|运行维护|联系电话|监督电话|地址|邮编|邮政编码)(?:单位)?[:：]"
)
_UNLIKE = "文件里有几张栏目不同的任务表，都已写入，请核对是不是一份计划"


@dataclass(frozen=True, slots=True)
class Segment:
    """One document inside the file: the notice with its plan, or an attachment of it."""

    outline: Outline
    found: tuple[Found, ...]
    tail: list[Piece]
    pieces: list[Piece]
    end: int  # how many of `pieces` come before the page's foot

    @property
    def weight(self) -> tuple[int, int]:
        return sum(bool(found.attribution or found.extra) for found in self.found), len(self.found)


def cut_segments(source: Source) -> list[list[Paragraph | Table]]:
    """Blocks cut where an attachment begins: at an 附件 line, or at a title below the signature of a notice."""
    segments: list[list[Paragraph | Table]] = [[]]
    signed = False
    blocks = (
        part
        for block in source.blocks
        for part in (_set_apart(block) if isinstance(block, Paragraph) else (block,))
    )
    for block in blocks:
        text = tidy(block.text) if isinstance(block, Paragraph) else ""
        starts = bool(_ANNEX.match(text)) or (signed and is_title(text))
        if starts and any(isinstance(b, Table) or _counts(tidy(b.text)) for b in segments[-1]):
            segments.append([])
        segments[-1].append(block)
        signed = is_day_line(text) or (signed and len(text) < 20)
    return segments


def _counts(text: str) -> bool:
    return read_mark(text) is not None or _COUNTS_OFF.search(text) is not None


def _set_apart(paragraph: Paragraph) -> Iterator[Paragraph]:
    """（此件公开发布）, and the day of issue before a title, are lines of their own, whatever an extraction put on one
    line with them."""
    cuts = [0, len(paragraph.text)]
    for match in RELEASE.finditer(paragraph.text):
        cuts += match.span()
        start = match.end()
        cuts += [start + day.end(1) for day in [_DAY_AND_TITLE.match(paragraph.text[start:])] if day]
    cuts += [day.end(1) for day in [_DAY_AND_TITLE.match(paragraph.text)] if day]
    if len(cuts) == 2:
        yield paragraph
        return
    for start, end in pairwise(sorted(set(cuts))):
        text = paragraph.text[start:end]
        if text.strip():
            bold = [(max(a, start) - start, min(b, end) - start) for a, b in paragraph.bold]
            yield replace(paragraph, text=text, bold=tuple((a, b) for a, b in bold if a < b), whole=True)


def join_same(segments: list[Segment]) -> list[Segment]:
    """Attachments that are tables of tasks are one list: 附件1 …基础设施类, 附件2 …民生类. Each keeps its title as the chapter
    of its tasks. Where their headings differ, that they belong together is asked about, and a table that says the same
    as the one before (a summary, a list of contacts) stays apart."""
    joined: list[Segment] = []
    for segment in segments:
        before = joined[-1] if joined else None
        if before is None or not _are_one_list(before, segment):
            joined.append(segment)
            continue
        own, other = before.outline, segment.outline
        if own.labels != other.labels:
            other.doubts.append(_UNLIKE)
        titles = [_title_of(part) for part in (own, other)]
        found = before.found if own.joined else _under_title(before.found, titles[0])
        tasks = [*found, *_under_title(segment.found, titles[1])]
        outline = replace(
            own,
            tasks=tasks,
            closing=[*own.closing, *other.head, *other.closing],
            loose=[*own.loose, *other.loose],
            labels=tuple(dict.fromkeys((*own.labels, *other.labels))),
            doubts=list(dict.fromkeys((*own.doubts, *other.doubts))),
            joined=True,
        )
        pieces = [*before.pieces, *segment.pieces]
        end = len(before.pieces) + segment.end
        joined[-1] = Segment(outline, tuple(tasks), [*before.tail, *segment.tail], pieces, end)
    return joined


def _are_one_list(before: Segment, segment: Segment) -> bool:
    labels = before.outline.labels, segment.outline.labels
    if not all(labels) or not before.found or not segment.found:
        return False
    names = {found.name for found in before.found}
    said = sum(bool(found.attribution) for found in segment.found)
    new = not any(found.name in names for found in segment.found)
    return labels[0] == labels[1] or (said * 2 > len(segment.found) and new)


def _title_of(outline: Outline) -> str:
    return next((piece.text for piece in reversed(outline.head) if is_title(piece.text)), "")


def _under_title(tasks: tuple[Found, ...], title: str) -> tuple[Found, ...]:
    return tuple(replace(task, section=(title, *task.section)) for task in tasks) if title else tasks


def read_segment(blocks: list[Paragraph | Table]) -> Segment:
    """Paragraphs and tables of one document. Where both hold tasks, the better attributed part counts."""
    whole = clean(block for block in blocks if isinstance(block, Paragraph))
    pieces = [part for piece in whole for part in read_series(piece, read_mark(piece.text)) or (piece,)]
    pieces = mark_lines(pieces)
    marked = next((n for n, piece in enumerate(pieces) if read_mark(piece.text)), len(pieces))
    end = _end(pieces, marked)
    outline = read_outline(pieces[:end])
    tabled, signed = _read_tables(blocks)
    weight = sum(bool(found.attribution) for found in outline.tasks)
    if tabled.tasks and sum(bool(found.attribution or found.extra) for found in tabled.tasks) >= weight:
        if weight:
            tabled.doubts.append(f"正文里另有 {len(outline.tasks)} 项编了号的任务，没有写入")
        return Segment(tabled, _with_words(tabled.tasks), signed, pieces, end)
    if tabled.tasks:
        outline.doubts.append(f"文中另有一张任务表（{len(tabled.tasks)} 项），没有写入")
    outline.loose.extend(cell for found in tabled.tasks for cell in found.cells)
    outline.loose.extend(tabled.loose)
    return Segment(outline, _with_words(outline.tasks), pieces[end:], pieces, end)


def _with_words(tasks: list[Found]) -> tuple[Found, ...]:
    """Tasks that say something: a number alone is none."""
    return tuple(found for found in tasks if found.name.strip() or found.content.strip())


def _end(pieces: list[Piece], marked: int) -> int:
    """Where the text of the plan ends: before 抄送, the web page's foot, and the signature above them."""
    end = next((n for n, piece in enumerate(pieces) if n > marked and _END.search(piece.text)), len(pieces))
    labels = Counter(label[0] for piece in pieces[:end] if (label := _FOOT.match(piece.text)))
    while end - 1 > marked and (
        is_day_line(pieces[end - 1].text)
        or (end < len(pieces) and (label := _FOOT.match(pieces[end - 1].text)) and labels[label[0]] == 1)
    ):
        end -= 1
    while marked < end - 1 and end < len(pieces) and is_signature(pieces[end - 1].text):
        end -= 1
    return end


def _read_tables(blocks: list[Paragraph | Table]) -> tuple[Outline, list[Piece]]:
    """The tasks of the task tables with what stands above the first and below; and the signature and the page's foot."""
    outline = Outline()
    parts = _parts(blocks)
    first = next((n for n, part in enumerate(parts) if isinstance(part, Table) and is_task_table(part)), None)
    outline.loose.extend(cell for part in parts[:first] if isinstance(part, Table) for cell in cells_of(part))
    if first is None:
        return outline, []
    outline.head = clean(part for part in parts[:first] if isinstance(part, Paragraph))
    waiting: list[Paragraph] = []
    several = sum(isinstance(part, Table) for part in parts[first:]) > 1
    for part in parts[first:]:
        if isinstance(part, Paragraph):
            waiting.append(part)
            continue
        between = clean(waiting)
        waiting = []
        titled = (
            between[-1]
            if between
            else outline.head[-1]
            if several and not outline.tasks and outline.head
            else None
        )
        names = titled and (_is_table_title(titled.text) or (bool(outline.tasks) and is_title(titled.text)))
        section = (titled.text.rstrip("：:。"),) if titled and several and names else ()
        reading = read_table(part, section)
        if len(reading.tasks) < 2 and section and not read_mark(section[0]):
            reading, section = read_table(part), ()
        if between:
            outline.closing.extend(between[:-1] if section else between)
        elif section:
            outline.head.pop()
        if not reading.tasks:
            outline.doubts.append(
                f"{part.rows[0].place}起另有一张表（{len(part.rows)} 行）没有读懂，没有写入"
            )
            outline.loose.extend(cells_of(part))
        outline.doubts.extend(doubt for doubt in reading.doubts if doubt not in outline.doubts)
        outline.tasks.extend(reading.tasks)
        outline.loose.extend((*reading.loose, *reading.above, *reading.below))
        if reading.tasks and outline.labels and {*outline.labels} != {*reading.labels}:
            outline.doubts.append(_UNLIKE)
        outline.labels = tuple(dict.fromkeys((*outline.labels, *reading.labels)))
        outline.head.extend(Piece(atom.text, atom.place, ()) for atom in reading.above)
        outline.closing.extend(Piece(atom.text, atom.place, ()) for atom in reading.below)
    after = clean(waiting)
    end = _end(after, -1)
    outline.closing.extend(after[:end])
    return outline, after[end:]


def _is_table_title(text: str) -> bool:
    """A line right above one of several tables that names its part: 一、工业, 城乡建设类."""
    mark = read_mark(text)
    return (
        len(text) <= 30
        and not re.search(r"[。；，:：]", text.rstrip("：:。"))
        and (bool(mark) or not is_title(text))
    )


def _parts(blocks: list[Paragraph | Table]) -> list[Paragraph | Table]:
    """Tables that go on over a page break, put together: same width, nothing between, no other heading."""
    parts: list[Paragraph | Table] = []
    for block in blocks:
        before = parts[-1] if parts else None
        if isinstance(block, Table) and isinstance(before, Table) and goes_on(before, block):
            parts[-1] = Table(before.rows + block.rows)
        else:
            parts.append(block)
    return parts


def cells_of(table: Table) -> list[Atom]:
    """The rows of a table that holds no tasks, as they stand."""
    rows = (
        (row, [tidy(cell.text.replace("\n", "")) for cell in filled(row) if not cell.up])
        for row in table.rows
    )
    return [Atom(row.place, " ".join(filter(None, words))) for row, words in rows if any(words)]
