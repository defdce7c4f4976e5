"""What `draft` and `init` share: the totals of a draft, and the line that tells an editor which keys a file has."""

from __future__ import annotations

import os
from pathlib import Path

from ledger.record.model import Plan
from ledger.values.source import Draft


def with_schema_line(path: Path, text: str, schemas: Path | None = None) -> str:
    """`text` of the file `path` with the line `# yaml-language-server: …` on top.

    `schemas`: the folder the JSON Schemas are in; without it the nearest one, the file's own or above, where `ledger
    init` wrote them. Where there is none, `text` as it is.
    """
    name = f"{path.stem if path.name in ('units.yaml', 'office.yaml') else 'plan'}.schema.json"
    folder = path.absolute().parent
    where = schemas or next((above for above in (folder, *folder.parents) if (above / name).is_file()), None)
    if where is None:
        return text
    return f"# yaml-language-server: $schema={Path(os.path.relpath(where / name, folder)).as_posix()}\n{text}"


def summary(draft: Draft, plan: Plan | None) -> str:
    """Tasks, units, deadlines understood, doubts: one line."""
    from ledger.words.deadline.reader import read_deadline
    from ledger.words.responsibility.reader import read_responsibility

    named = [read_responsibility(task.responsibility) for task in draft.tasks if task.responsibility]
    names = {party.name: party.group for reading in named for party in reading.parties}
    dated = [task.deadline for task in draft.tasks if task.deadline]
    read = [read_deadline(words, draft.year, issued=draft.issued).milestones for words in dated]
    understood = sum(bool(found) and all(m.kind != "unknown" for m in found) for found in read)
    extra = sum(len(task.extra) for task in draft.tasks)
    groups = sum(names.values())
    parts = [
        f"{len(draft.tasks)} 项任务，{len(named)} 项写明责任单位（{len(names) - groups} 个单位、{groups} 个集合）",
        f"{len(dated)} 项写明时限（读懂 {understood} 项），另从正文找到 {extra} 个日期"
        if dated
        else f"没有单写时限的，从正文找到 {extra} 个日期",
    ]
    if draft.reporting:
        parts.append(f"{len(draft.reporting)} 项报送")
    written = draft.pieces - len(draft.unused)
    left = f"，没有写入 {len(draft.unused)}（列在文末，带原话）" if draft.unused else ""
    parts.append(f"全文 {draft.pieces} 处，写入 {written}{left}")
    if draft.doubt_count:
        parts.append(f"待核 {draft.doubt_count} 处")
    if plan is None:
        parts.append("草稿没有通过校验，请按下面的提示改")
    return "；".join(parts) + "。"
