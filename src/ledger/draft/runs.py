"""Who does it and by when, told in the clauses of running text: `由县水利局牵头，各乡镇配合，6月底前完成`.

A clause is names with what they do, a day, or the matter itself; neighbouring clauses of the first two kinds are a run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from ledger.draft.attribution import (
    ROLES_AT_END,
    WITH,
    Attribution,
    is_date,
    is_matter,
    names_of,
    names_units,
    only_names,
    read_words,
    roles_only,
)
from ledger.words.lexicon import ANSWERS, BODY_END, LEVEL, NAME_REST, SAYS_WHO, TITLES, any_of
from ledger.words.responsibility.names import is_group

_SENTENCE = re.compile(r"[^。！？\n]+")
_CLAUSE = re.compile(r"(?:[（(][^（()）]*[）)]|[^，,；;：:])+")
_A_DAY = re.compile(r"月|日|季|底|旬|半年|前|每")  # 2024年，… only says the year of the plan
_BY = re.compile(r"^(?:请|并|要|拟|统一|具体)*由")
_SAYS_WHO = re.compile(f"{any_of(SAYS_WHO)}|由|会同")
_ANSWERS = re.compile(f"{any_of(ANSWERS)}|{WITH.pattern}")
_AND_DOES = re.compile(  # 县城管局配合做好停车管理: names, what they do, and the matter of it
    rf"(?P<who>[^由将把对为的（(“]{{2,60}}?)(?:{any_of(SAYS_WHO)})(?!单位|部门|人)(?=[^，。；]{{2}})"
)
_DOES = re.compile(  # 由县应急局会同县财政局修订奖励办法: whose verb is no role word
    rf"(?P<who>[^由将把对为的（(“]{{2,60}}{BODY_END.pattern[:-1]})(?!{any_of(NAME_REST)}|[织建的]|长(?!期)|(?:{TITLES}))(?=[^，。；、和及与会牵负配]{{4}})"
)
_DONE = re.compile("了(?!解)")  # 县住建局会同县财政局开展了检查 tells how things were
_SURELY_A_UNIT = re.compile(f"^[{LEVEL}各](?![建设造])|[局委办厅部]$")  # 新建医院 ends like a unit too
_NAMED = re.compile(r"(?P<who>[^，。；：:、（）()]{2,20}(?:、[^，。；：:、（）()]{2,20}){0,9})[：:](?=.{4})")
_DEMANDED = re.compile(
    r"(?:^|(?<=[，。；：\n]))(?P<who>[^，。；：\n]{2,60}?)(?:要|应当?|须|务必|负责)(?=[^，。；]{2})"
)
_AT_ONCE = re.compile(r"于|在|尽快|抓紧|加快|\d|确保|按|牵头|做好|完成")

Kind = Literal["who", "day", "due", "matter"]


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a sentence, text[start:end]: `due` is a day with its matter. `stop` is where its names end: before
    `end` where it goes on with the matter; `sure` where 由 leads in or nothing but names and their role word stands there:
    县城管局负责清扫 may tell how things are."""

    kind: Kind
    words: str
    start: int
    end: int
    stop: int
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring clauses that say who, with their days; `ends` the text where nothing follows."""

    given: Attribution
    words: str
    ends: bool
    by: bool
    sure: bool


def clauses(sentence: str, offset: int = 0) -> list[Clause]:
    """The clauses of one sentence, which begins at `offset` of its text."""
    found = [_clause(match[0], offset + match.start()) for match in _CLAUSE.finditer(sentence)]
    found = [clause for clause in found if clause.words]
    for n, (before, clause) in enumerate(pairwise(found), 1):
        names = ROLES_AT_END.sub("", clause.words.removeprefix("会同"))
        if before.kind == "who" and clause.kind == "matter" and names != clause.words and only_names(names):
            found[n] = replace(
                clause, kind="who"
            )  # 由县水利局牵头，各乡镇参加; 县水利局牵头，会同各乡镇: said so behind who leads
    return found


def runs(text: str) -> Iterator[Run]:
    """The runs of a text that say who answers; who only helps (县城管局配合做好管理) is added to the run before it."""
    for sentence in _SENTENCE.finditer(text):
        if not _SAYS_WHO.search(sentence[0]):
            continue
        group: list[Clause] = []
        for clause in [*clauses(sentence[0], sentence.start()), None]:
            if clause is not None and (clause.kind in ("who", "day") or (group and clause.kind == "due")):
                group.append(clause)
                if clause.stop == clause.end and clause.kind != "due":
                    continue
            yield from _run(group, text)
            group = []


def in_words(text: str) -> list[Run]:
    """The run that says who is to do it, and those behind it that only help: the last where the text ends with it,
    else the first."""
    found = list(runs(text))
    answers = [n for n, run in enumerate(found) if run.by or _ANSWERS.search(run.given.units)]
    if not answers:
        return []
    first = answers[-1] if found[answers[-1]].ends else answers[0]
    after = next((n for n in answers if n > first), len(found))
    return found[first:after]


def merged(found: list[Run]) -> Attribution:
    """What several runs say together."""
    given = Attribution()
    for run in found:
        given = given.merge(run.given)
    return given


def named_before(text: str) -> tuple[str, str]:
    """(`县卫健局`, the rest) of `县卫健局：组织整治`; ("", text) of anything else."""
    match = _NAMED.match(text)
    if match is None or not _sure_names(match["who"]):
        return "", text
    return match["who"], text[match.end() :]


def led_by(text: str) -> tuple[str, str]:
    """(`县应急局、县公安局`, the rest) of `县应急局、县公安局做好安全保障`: a sentence whose subject are units; ("", text) of
    any other."""
    match = _DEMANDED.match(text) or _AND_DOES.match(text) or _DOES.match(text)
    if match is None or not _sure_names(match["who"]) or re.match("部?门|单位", text[match.end("who") :]):
        return "", text
    if re.search("(?:单位|部门)$", match["who"]):  # 各责任单位要高度重视: nobody by name
        return "", text
    return match["who"], text[match.end("who") :]


def demanded(text: str) -> str:
    """Whom running text tells to do it: `县住建局要于9月底前…`. 各单位要 … says whom it concerns, unless a day follows."""
    for match in _DEMANDED.finditer(text):
        names = match["who"]
        meant = _AT_ONCE.match(text, match.end()) or not any(map(is_group, names_of(names)))
        if meant and only_names(names) and names_units(names):
            return names
    return ""


def beside(text: str) -> Iterator[str]:
    """Clauses right behind one that says who, in which another unit does something: 县林业局派员指导."""
    for sentence in _SENTENCE.finditer(text):
        if "由" in sentence[0]:
            found = clauses(sentence[0])
            for before, clause in pairwise(found):
                does = _DOES.match(clause.words) if before.kind == "who" and clause.kind == "matter" else None
                if does and _sure_names(does["who"]):
                    yield clause.words


def _run(group: list[Clause], text: str) -> Iterator[Run]:
    who = [clause for clause in group if clause.kind == "who"]
    if not who:
        return
    given = read_words("，".join(clause.words for clause in group))
    last = group[-1] if group[-1].kind != "due" else group[-2]
    by = bool(_BY.match(text[who[0].start : who[0].end].strip()))
    yield Run(
        given, text[group[0].start : last.end], not text[group[-1].stop :].strip("。；; "), by,
        any(clause.sure for clause in who),
    )  # fmt: skip


def _clause(words: str, start: int) -> Clause:
    end = start + len(words)
    start += len(words) - len(words.lstrip())
    words = words.strip()
    bare = _BY.sub("", words)
    if _A_DAY.search(words) and is_date(words):
        return Clause("day", words, start, end, end)
    if roles_only(bare) and names_units(bare):
        return Clause("who", bare, start, end, end)
    does = (
        _AND_DOES.match(bare)
        or (bare != words and _DOES.match(bare))
        or (WITH.search(bare) and not _DONE.search(bare) and _DOES.match(bare))
        or None
    )
    if does and _sure_names(does["who"]):
        stop = start + len(words) - len(bare) + does.end()
        return Clause("who", does[0], start, end, stop, bare != words)
    due = _A_DAY.search(words) and is_matter(words)
    return Clause("due" if due else "matter", words, start, end, end)


def _sure_names(words: str) -> bool:
    return only_names(words) and all(
        map(_SURELY_A_UNIT.search, re.split("[、和及与]", WITH.sub("、", words)))
    )
