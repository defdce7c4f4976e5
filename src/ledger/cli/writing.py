"""Writing into plans from the command line: the edit, the journal, and what to say about it."""

from __future__ import annotations

import contextlib
import getpass
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.cli import clock
from ledger.cli.screen import deed_is_done, put, say
from ledger.files.journal import new_record, recording, settle
from ledger.files.safe_write import WriteResult, write_edits
from ledger.files.yaml.plan_yaml import PlanFile
from ledger.problems import LedgerError
from ledger.record.edits import Edit, apply
from ledger.record.model import Plan
from ledger.values.change import edit_words

if TYPE_CHECKING:
    from ledger.cli.office import LoadedPlan, Office
    from ledger.duty.reading import PlanReading

_NO_LOGIN = 2**32 - 1


def who() -> str:
    """Who sits here: LEDGER_USER, else the login name of the person, also behind sudo. What the environment
    says of the login (USER, LOGNAME) is not asked: anybody can set it."""
    if name := os.environ.get("LEDGER_USER", "").strip():
        return name
    try:
        if os.name == "posix":
            return _login_name(os.getuid())
        return os.getlogin()
    except (OSError, KeyError, ImportError):
        with contextlib.suppress(OSError, KeyError, ImportError):
            return f"用户 {os.getuid()}" if os.name == "posix" else getpass.getuser()
        return "不明"


def _login_name(user: int) -> str:
    """The name of a user; of root that of the person who became root, or whose login started the program."""
    import pwd

    if user == 0:
        if name := os.environ.get("SUDO_USER") or os.environ.get("DOAS_USER"):
            return name
        with contextlib.suppress(OSError, ValueError):
            login = int(Path("/proc/self/loginuid").read_text())
            user = user if login == _NO_LOGIN else login
    return pwd.getpwuid(user).pw_name


def write_plan(
    loaded: LoadedPlan,
    edits: Callable[[Plan], Sequence[Edit]],
    office: Office,
    *,
    command: str,
    dry_run: bool,
) -> tuple[WriteResult, Plan]:
    """Write what `edits` makes of the plan as it stands under the lock, keep the journal, and give back the plan as it
    now reads. All writes of one command are taken back together.

    A journal that cannot be kept is told, once the plan is written, and nothing more: the plan is the record. So is
    another name of the file, which keeps the old one: to write into that would be no stroke.
    """
    path, shown = loaded.file.path, loaded.shown
    told: list[str] = []

    def now(file: PlanFile) -> Sequence[Edit]:
        if file.plan is None:
            raise LedgerError(f"“{shown}”刚被改坏了，没有写入；ledger validate 看详情。")
        return edits(file.plan)

    @contextlib.contextmanager
    def keeping(result: WriteResult) -> Iterator[None]:
        assert result.plan is not None
        if path.stat().st_nlink > 1:
            told.append(
                f"“{shown}”还有别的名字（硬链接），那里仍是写入以前的内容；要连着变，请改用符号链接。"
            )
        settle(path, result.before_sha)
        record = new_record(
            path,
            (result.before_sha, result.before),
            (result.after_sha, result.after),
            [edit_words(result.plan, edit) for edit in result.edits],
            plan=result.plan.id,
            at=clock.now(path),
            who=who(),
            command=command,
            run=office.run,
        )
        with contextlib.ExitStack() as stack:
            try:
                stack.enter_context(recording(path, record))
            except LedgerError as error:
                told.append(f"计划已写好，但{error.message}。ledger log 没有这一次，ledger undo 也退不回。")
            yield

    result = write_edits(path, now, dry_run=dry_run, shown=shown, keeping=keeping, known=loaded.file)
    if result.changed and not dry_run:
        deed_is_done()
    for words in told:
        say(f"提醒：{words}")
    assert result.plan is not None, "write_edits has read the result again"
    return result, result.plan


def read_with(
    loaded: LoadedPlan, plan: Plan, edits: Sequence[Edit], office: Office, trouble: str
) -> PlanReading:
    """The plan as it would read with `edits`. LedgerError, which begins with `trouble`, where it could not be answered
    from any more."""
    from ledger.checks import plan_errors
    from ledger.cli.office import reread

    after = reread(loaded, apply(plan, edits), office.on)
    if errors := plan_errors(after, office.on):
        raise LedgerError(f"{trouble}：{errors[0].message}。{errors[0].hint}")
    return after


def show_added(result: WriteResult, shown: str, *, dry_run: bool) -> None:
    """The lines that were, or would be, added."""
    say(f"{'将写入' if dry_run else '已写入'} {shown}：")
    put("\n".join(f"{number:>5} + {line}" for number, line in result.added))
