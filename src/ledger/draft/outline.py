"""The tree of numbered headings → tasks.

A task is the smallest numbered or separately attributed piece of work. Numbers below `1.` make tasks only when
they are attributed one by one; otherwise they are paragraphs of the task above them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ledger.draft.account import is_work
from ledger.draft.atoms import Atom
from ledger.draft.attribution import Attribution, Stretch
from ledger.draft.cell_kinds import ANY_YEAR
from ledger.draft.cleaning import NOTE, Piece
from ledger.draft.groups import flattened, group_of, take_group
from ledger.draft.headings import date_headings, mark_unit_headings
from ledger.draft.labelled_records import columns_below
from ledger.draft.labels import LABELS
from ledger.draft.one_form import choose
from ledger.draft.reporting import read_reporting
from ledger.draft.split import read_line
from ledger.draft.titles import is_no_task, split_title
from ledger.draft.tree import FROM_HEADING, Item, build_tree
from ledger.values.source import DraftMilestone
from ledger.words.numbering import BULLET, DECIMAL, SECTION, TOP

_CLOSING = re.compile(
    r"^(?:会议(?:要求|强调)[，,：:]?)?(?:各|请|以上|上述|本|县直|全县|各地|对).*?(?:本(?:要点|方案|通知|计划|意见|清单|实施方案|工作要点)|以上|上述|工作台账|报送|报告|报至|报(?=县|区|市|我办))"
)
_GOALS = ("目标任务", "任务目标")  # over numbered tasks a heading, over text alone what is to be reached
_DEMANDS = re.compile(
    r"(?:切实|进一步)?(?:强化|加强|抓好|做好|健全|完善)?(?:工作|组织|推进|实施|落实|相关|有关|几点|保障|督导|监督|督查|考核|服务|方法|时间|进度){0,3}"
    r"(?:步骤|安排|要求|保障|措施|领导|实施|机制|考核|评估|督导|监督|督查|事项)"
)
_SIGNATURE = re.compile(r"^[^，。；：,;:、]{2,28}(?:政府|办公室|领导小组|委员会|局|县委|区委|市委)$")
_DAY_LINE = re.compile(r"^[（(]?(?:20\d\d|二[〇○零Oo]..)年.{1,3}月.{1,3}日[)）]?(?:印发)?$")


@dataclass(frozen=True, slots=True)
class Found:
    """A task as the outline or a table shows it. `no` is the 序号 a table prints, `other` its cells under columns of
    its own, `extra` the matters under columns of days, `cells` every cell with the part it went to."""

    section: tuple[str, ...]
    original_no: str
    name: str
    content: str
    attribution: Attribution
    place: str
    doubts: tuple[str, ...] = ()
    no: int | None = None
    remark: str = ""
    other: tuple[tuple[str, str], ...] = ()
    extra: tuple[DraftMilestone, ...] = ()
    cells: tuple[Atom, ...] = ()


@dataclass(slots=True)
class Outline:
    """What a run of paragraphs holds: what stands before the first number, tasks, closing paragraphs, and
    text that belongs to no task: under headings, and sections named as no tasks. Of tables:
    `labels` are the headings of their columns, `loose` cells of no task."""

    head: list[Piece] = field(default_factory=list)
    tasks: list[Found] = field(default_factory=list)
    closing: list[Piece] = field(default_factory=list)
    asides: list[Piece] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    labels: tuple[str, ...] = ()
    loose: list[Atom] = field(default_factory=list)
    joined: bool = False  # the tables of several attachments, each its chapter
    grouped: bool = False  # who and when stand below the last of several parts, and speak of them all


def read_outline(pieces: list[Piece]) -> Outline:
    """Understand the paragraphs of one document (without its tables)."""
    head, roots = build_tree(pieces)
    mark_unit_headings(roots)
    choose(roots)
    outline = Outline(head=head)
    _take_goals(roots, outline)
    _take_demands(roots, outline)
    _take_closing(roots, outline)
    date_headings(roots)
    outline.grouped = _grouped(roots)
    for root in roots:
        outline.tasks.extend(_tasks(root, (), Attribution(), outline))
    _take_columns(pieces, outline)
    return outline


def _take_columns(pieces: list[Piece], outline: Outline) -> None:
    """Lines below the tasks with the same labels again and again are the cells of columns: 指标：90%."""
    parted, outline.labels = columns_below(
        [found.content for found in outline.tasks], [piece.text for piece in pieces[len(outline.head) :]]
    )
    outline.tasks = [
        replace(found, content=content, other=tuple(cells.items()))
        for found, (content, cells) in zip(outline.tasks, parted, strict=True)
    ]


def is_day_line(text: str) -> bool:
    return bool(_DAY_LINE.match(text))


def is_signature(text: str) -> bool:
    """Who signs, on a line of its own."""
    return bool(_SIGNATURE.match(text)) and read_line(text) is None


def _take_closing(roots: list[Item], outline: Outline) -> None:
    """What follows the last task and speaks of the whole plan is its closing, no part of that task."""
    leaves = [leaf for root in roots for leaf in root.leaves()]
    if not leaves:
        return
    *others, item = leaves
    first = _foreign(item, others) if len(others) > 1 else None
    if first is not None:
        closing = item.others[first:]
        outline.closing[:0] = closing
        labels = [label for label, _ in item.below()][first:]
        said = [
            (label and not LABELS.match(piece.text)) or _CLOSING.match(piece.text) or NOTE.match(piece.text)
            for label, piece in zip(labels, closing, strict=True)
        ]
        if not all(said):
            outline.doubts.append(f"“{item.heading}”后面的段落，别的各项都没有，没有并入这一项")
        del item.stretches[item.begins[first] :]
        del item.others[first:], item.begins[first:]
        return
    keep = len(item.stretches)
    attributed = [n for n, (s, _) in enumerate(item.stretches) if s.attribution]
    told = any(stretch.text for stretch, _ in item.stretches[: attributed[-1] + 1]) if attributed else False
    first_free = attributed[-1] + 1 if attributed else 1 if item.title.rest else 2
    first_free = max(first_free, _as_siblings(item, others))
    while keep > first_free and (told or _CLOSING.match(item.stretches[keep - 1][0].text)):
        keep -= 1
    outline.closing[:0] = [Piece(s.text, place, ()) for s, place in item.stretches[keep:]]
    del item.stretches[keep:]


def _as_siblings(item: Item, siblings: list[Item]) -> int:
    """How many stretches of the last item end with a label that its siblings have too: 指标：95%."""
    known = {label for sibling in siblings for label, _ in sibling.below() if label}
    ends = [*item.begins[1:], len(item.stretches)]
    return max(
        (end for (label, _), end in zip(item.below(), ends, strict=False) if label in known), default=0
    )


def _foreign(item: Item, siblings: list[Item]) -> int | None:
    """Which paragraph below the last item is the first of a kind (its label, or text without one) that stands below none
    of its siblings, nothing of their kind behind it. One that only says who and when is foreign where the item has said so
    in its own paragraph."""
    known = {label for sibling in siblings for label, _ in sibling.below()}
    below = list(item.below())
    after = max((n for n, (label, _) in enumerate(below) if label in known), default=-1) + 1
    told = bool(item.begins) and any(
        s.attribution and s.attribution.units for s, _ in item.stretches[: item.begins[0]]
    )
    return next((n for n in range(after, len(below)) if below[n][1] or told), None)


def _take_goals(roots: list[Item], outline: Outline) -> None:
    """A first chapter that is text alone and names nobody, above chapters whose items name their units, says what for."""
    first = roots[0] if roots else None
    if first is None or first.children or first.attributed() or first.mark.rank > TOP:
        return
    named = sum(leaf.attributed() for root in roots if root.children for leaf in root.leaves())
    if named > 1 and not is_no_task(first.title.name):  # 指导思想 is none wherever it stands
        outline.asides.extend(_pieces_of(first))
        outline.doubts.append(f"“{first.heading}”一章没有写责任单位，没有作为任务，列在文末")
        del roots[0]


def _take_demands(roots: list[Item], outline: Outline) -> None:
    """Where the tasks say who does them, a last chapter, or a last item, of 工作要求, 保障措施 that names nobody is none."""
    level = roots
    while level:
        while any(item.attributed() for item in level[:-1]) and not level[-1].attributed():
            last = level[-1]
            enough = last.mark.rank <= TOP or sum(item.attributed() for item in level) > 1
            if not enough or not _DEMANDS.fullmatch(last.title.name):
                return
            level.pop()
            pieces = list(_pieces_of(last))
            outline.closing[:0] = pieces
            if any(is_work(piece.text) and not read_reporting(piece.text, ANY_YEAR, "") for piece in pieces):
                part = "一章" if last.mark.rank <= TOP else "一项"
                outline.doubts.append(f"“{last.heading}”{part}没有写责任单位，没有作为任务，列在文末")
        level = level[-1].children


def _grouped(roots: list[Item]) -> bool:
    """Whether, of the items with parts, more are attributed as a whole below their last part than part by part."""
    items = [item for root in roots for item in _items(root) if len(item.children) > 1]
    whole = sum(group_of(item) is not None for item in items)
    return whole > sum(sum(child.attributed() for child in item.children) > 1 for item in items)


def _items(item: Item) -> Iterator[Item]:
    yield item
    for child in item.children:
        yield from _items(child)


def _tasks(item: Item, section: tuple[str, ...], inherited: Attribution, outline: Outline) -> Iterator[Found]:
    """Every task in and under `item`."""
    if not item.attributed() and (
        is_no_task(item.title.name) or (not item.children and item.title.name in _GOALS)
    ):
        outline.asides.extend(_pieces_of(item))
        return
    if item.heads:
        inherited = _under(inherited, item.heads)
    if not item.children:
        for found in _leaf(item, section, inherited, outline):
            yield _own_name(found, item) if item.heads or _is_band(item) else found
        return
    doubt = FROM_HEADING if item.heads else ""
    own = any(stretch.attribution for stretch, _ in item.stretches)
    title_only = not any(stretch.text for stretch, _ in item.stretches)
    by_child = [child.attributed() for child in item.children]
    chapter = item.mark.rank <= SECTION or item.heads  # no task
    deep = item.children[0].mark.rank > DECIMAL and not chapter
    if (deep and sum(by_child) < max(2, len(by_child) / 2)) or (own and not title_only and not any(by_child)):
        yield from _leaf(flattened(item), section, inherited, outline)
        return
    group = take_group(item)
    if group and outline.grouped and not own:
        flat = flattened(item)
        flat.stretches.append((Stretch("", group), item.children[-1].piece.place))
        yield from _leaf(flat, section, inherited, outline)
        return
    if own and title_only:
        for stretch, _ in item.stretches:
            inherited = _under(inherited, stretch.attribution) if stretch.attribution else inherited
        doubt = FROM_HEADING if inherited.units else "时限取自上一级标题"
    elif own:
        yield from _leaf(item, section, inherited, outline)
    else:
        outline.asides.extend(Piece(s.text, place, ()) for s, place in item.stretches if s.text)
    if group:
        inherited, doubt = _under(inherited, group), "责任单位写在几项之后，已作为各项共同的责任单位"
    above = (
        (*section, item.heading) if item.title.name else section
    )  # （一）一是…，二是…: no words of its own
    below = [found for child in item.children for found in _tasks(child, above, inherited, outline)]
    taken = [
        inherited.units in found.attribution.units
        if inherited.units
        else found.attribution.deadline == inherited.deadline
        for found in below
    ]
    if not group and all(taken):  # a heading that speaks of all below it
        doubt = ""
    for found, takes in zip(below, taken, strict=True):
        yield replace(found, doubts=(*found.doubts, doubt)) if doubt and takes else found


def _pieces_of(item: Item) -> Iterator[Piece]:
    """The paragraphs of an item and of all under it, as they stand in the document."""
    yield item.piece
    yield from item.others
    for child in item.children:
        yield from _pieces_of(child)


def _is_band(item: Item) -> bool:
    """Whether 一、… is a heading over paragraphs without numbers that are each attributed and each have a heading
    sentence of their own."""
    texts = [(s.text, bool(s.attribution)) for s, _ in item.stretches if s.text]
    if item.mark.rank > TOP or item.title.rest or len(texts) < 2:
        return False
    return all(attributed and not split_title(text).doubts for text, attributed in texts)


def _own_name(found: Found, item: Item) -> Found:
    """The task of one paragraph under such a heading."""
    title = split_title(found.content)
    return replace(
        found, section=(*found.section, item.heading), original_no="", name=title.name, content=title.rest
    )


def _under(above: Attribution, own: Attribution) -> Attribution:
    """What an item's attribution means below a heading that has one: the heading leads, the item adds to it."""
    if not above:
        return own
    units = own.units or above.units
    if own.units and above.units and "牵头" in above.units and "牵头" not in own.units:
        units = f"{above.units}；{own.units}"
    return Attribution(units, own.deadline or above.deadline, own.rule)


def _leaf(item: Item, section: tuple[str, ...], inherited: Attribution, outline: Outline) -> Iterator[Found]:
    """The tasks of one number: each attribution closes one; without any, all of it is one."""
    groups: list[tuple[list[str], Attribution, str]] = []
    texts: list[str] = []
    place = item.piece.place
    for stretch, where in item.stretches:
        if stretch.text:
            texts.append(stretch.text)
        if stretch.attribution:
            given = stretch.attribution
            if stretch.text or not groups or texts:
                groups.append((texts, given, place))
            else:  # another labelled line of the same task
                groups[-1] = (groups[-1][0], groups[-1][1].merge(given), groups[-1][2])
            texts, place = [], where
    doubts: tuple[str, ...] = item.title.doubts + item.piece.notes
    titled = bool(groups) and not groups[0][0]
    if titled and (texts or len(groups) > 1):  # the heading itself is attributed, its text follows
        inherited = _under(inherited, groups[0][1])
        if len(groups) == 1:
            groups = [(texts, Attribution(), item.piece.place)]
            texts = []
        else:
            groups = groups[1:]
    if not groups:
        groups = [(texts, Attribution(), item.piece.place)]
    elif texts:
        groups[-1] = (groups[-1][0] + texts, groups[-1][1], groups[-1][2])
        if any(map(is_work, texts)):
            doubts += ("责任单位之后另有文字，已并入任务内容",)
    for n, (paragraphs, given, where) in enumerate(groups):
        attribution = _under(inherited, given)
        if attribution.rule:
            outline.rules.append(f"{attribution.units}\n{attribution.rule}")
        yield Found(
            section, "" if item.mark.rank == BULLET else item.mark.text, item.title.name, "\n".join(paragraphs), attribution,
            item.piece.place if n == 0 else where, doubts if n == 0 or n == len(groups) - 1 else (),
        )  # fmt: skip
