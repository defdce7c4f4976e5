"""What `undo` and `redo` share: whose write it is, the deed, and then the words."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.cli.clock import minute, now
from ledger.cli.plan_places import find_plans
from ledger.cli.screen import deed_is_done, put, say
from ledger.cli.writing import who
from ledger.files.history import History, Write, complete, read_history, take_back
from ledger.problems import LedgerError

_SHOWN = 10  # numbers of damaged lines
_DOES = {"undo": "退回", "redo": "重做"}
_DID = {"update": "写入", "collect": "写入", "undo": "退回", "redo": "重做"}


def take_back_last(plans: list[str] | None, *, command: str, dry_run: bool, force: bool) -> None:
    """`undo` or `redo` of the last run that wrote into `plans`."""
    history = read_history(find_plans(plans))
    tell_damage(history)
    writes = history.last_run(of_undo=command == "redo")
    if not dry_run and _finished_before(history, writes):
        return
    if not writes:
        raise LedgerError("没有可退回的写入。" if command == "undo" else "没有可重做的退回。")
    _take_back(history, writes, command=command, dry_run=dry_run, force=force)


def _take_back(
    history: History, writes: Sequence[Write], *, command: str, dry_run: bool, force: bool
) -> None:
    """Take `writes` back and say so of each as it is done. Raises LedgerError when one may or can not be."""
    does = _DOES[command]
    others = sorted({write.record.who for write in writes} - {who()})
    if others and not force and not dry_run:
        first = writes[0]
        raise LedgerError(
            f"{first.path} {_when(first)} 的{_did(first)}是{'、'.join(others)}做的，不是您（{who()}）做的，"
            f"没有{does}；问过以后确要{does}，请加 --force。"
        )

    def told(write: Write) -> None:
        deed_is_done()
        _say(write, f"已{does}")

    if dry_run:
        for write in writes:
            _say(write, f"将{does}")
    else:
        take_back(writes, command=command, at=now(writes[0].path), who=who(), told=told)
    if rest := history.besides(writes):
        say(f"同一次 {writes[0].record.command} 还写了 {'、'.join(rest)}，这次没有点到，没有动。")


def _finished_before(history: History, writes: Sequence[Write]) -> bool:
    """Say what an undo or redo had done that broke off before it could; whether that was all of it, and none of
    `writes`, which are next, belongs to the same run."""
    last = history.interrupted_undo()
    if last is None:
        return False
    complete(last)
    does = _DOES[last.record.command]
    say(f"上一次{does}做到一半断了，现在补记：")
    _say(last, f"已{does}")
    return not (writes and writes[0].record.run and writes[0].record.run == last.record.run)


def tell_damage(history: History) -> bool:
    """Of what in the journals cannot be read, a word: nothing is missing in silence. Whether there is any."""
    for journal in history.journals.values():
        if journal.unreadable:
            say(f"提醒：改动记录“{journal.path}”读不了（{journal.unreadable}），里面的写入看不到，也退不回。")
        elif lines := journal.damaged:
            shown = "、".join(map(str, lines[:_SHOWN])) + (
                "" if len(lines) <= _SHOWN else f" 等 {len(lines)}"
            )
            say(f"提醒：改动记录“{journal.path}”第 {shown} 行读不懂，那里的写入看不到，也退不回。")
    return any(journal.unreadable or journal.damaged for journal in history.journals.values())


def _say(write: Write, verb: str) -> None:
    say(f"{verb} {write.path}，{write.record.who} {_when(write)} 的{_did(write)}：")
    put("\n".join(f"    {change}" for change in write.record.changes))


def _when(write: Write) -> str:
    return minute(write.record.moment, write.path)


def _did(write: Write) -> str:
    return _DID.get(write.record.command, "写入")
