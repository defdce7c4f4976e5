"""Sending notices: to each unit what was not said to it today, put in the sent-log before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from ledger.cli.office import LoadedPlan
from ledger.cli.screen import put, say
from ledger.files.post.notify import AddressError, Channel, open_channel, show_address
from ledger.files.post.sent_log import Entry, Mark, SentLog, digest_of
from ledger.files.run_lock import run_lock
from ledger.files.yaml.units_yaml import DirectoryRead
from ledger.values.notices import Delivery, Notice, Outcome
from ledger.views.notice_text import notice_text, split_to_fit

_MARKS: Mapping[Outcome, Mark] = {"sent": "+", "failed": "-", "doubtful": "?"}
_WORDS: Mapping[Outcome, str] = {"sent": "已发", "failed": "没有发成", "doubtful": "不明"}
_ASK = "问清后用 --resend 重发"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a unit's notices go, as `units.yaml` says; the folder of that file keeps the sent-log."""

    words: str
    folder: Path


@dataclass(slots=True)
class Sending:
    """A run: what became of each message, told as it happens, and the units nobody wrote an address for."""

    quiet: bool = False
    silent: bool = False  # stdout belongs to JSON
    deliveries: list[Delivery] = field(default_factory=list)
    no_address: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """3 when something did not go out, or nobody knows; 1 when units have no address; else 0."""
        if any(delivery.outcome != "sent" for delivery in self.deliveries):
            return 3
        return 1 if self.no_address else 0

    def tell(self, delivery: Delivery) -> None:
        """What went out goes to stdout (not when quiet), what did not to stderr."""
        self.deliveries.append(delivery)
        to = f"（{delivery.to}）" if delivery.to else ""
        line = f"{_WORDS[delivery.outcome]} {_name(delivery.region, delivery.unit)}{to} {delivery.count} 项"
        if delivery.outcome != "sent":
            say(f"{line}：{delivery.reason}。")
        elif not self.quiet and not self.silent:
            put(line)

    def finish(self) -> None:
        """Who could not be told; and, unless quiet, that there was nothing to tell."""
        if self.no_address:
            count, names = len(self.no_address), "、".join(self.no_address)
            say(f"没有写通知地址、没有发的单位 {count} 个：{names}；请在 units.yaml 里写“通知”或“邮箱”。")
        elif not self.deliveries and not self.quiet:
            say("没有要发的：没有该提醒的，或今天都已发过。")


def addresses(notice: Notice, plans: Sequence[LoadedPlan]) -> list[Address]:
    """The addresses of the notice's unit: its 通知, else its 邮箱; each once."""
    found: dict[str, Address] = {}
    for plan in plans:
        if plan.directory is None or plan.reading.plan.id not in notice.plans:
            continue
        unit = plan.reading.directory.unit(notice.unit)
        told = (unit.notify or (unit.email,)) if unit else ()
        for words in filter(None, told):
            found.setdefault(words, Address(words, _folder(plan.directory)))
    return list(found.values())


def _folder(directory: DirectoryRead) -> Path:
    return directory.source.path.absolute().parent


@dataclass(slots=True)
class Run:
    """What one run works with. `channels` holds one each, for apprise keeps the pace a service asks for."""

    sending: Sending
    secrets: Mapping[str, str]
    resend: bool = False
    dry_run: bool = False
    channels: dict[str, Channel] = field(default_factory=dict)


def send_all(run: Run, notices: Iterable[Notice], plans: Sequence[LoadedPlan], *, whole: bool) -> None:
    """Send each notice to each of its unit's addresses, in one run at a time.

    A message that fails does not keep the others; it is tried again at the next run. `whole`: the run is
    about all units, not some. Raises LedgerError when the sent-log can no longer be written: nothing goes
    out unrecorded.
    """
    told = [(notice, addresses(notice, plans)) for notice in notices]
    run.sending.no_address = [_name(notice.region, notice.unit) for notice, where in told if not where]
    about = None if whole else {(notice.region, notice.unit) for notice, _ in told}
    folders = sorted({_folder(plan.directory) for plan in plans if plan.directory})
    with ExitStack() as locks:
        for folder in () if run.dry_run else folders:
            locks.enter_context(run_lock(folder))
        logs = {folder: SentLog(folder) for folder in folders}
        for log in logs.values():
            _look_back(run, log, about)
        for notice, where in told:
            for address in where:
                _send_unsaid(run, notice, address, logs[address.folder])
    run.sending.finish()


def _look_back(run: Run, log: SentLog, about: set[tuple[str | None, str]] | None) -> None:
    """Report what nobody knows about; with `--resend` count it as never sent, for the units asked about."""
    for number in log.doubtful():
        entry = log.entries[number]
        if run.resend and (about is None or (entry.region, entry.unit) in about):
            if not run.dry_run:
                log.settle(number, "-")
            continue
        reason = f"{entry.day} 那次发到一半断了，说不准对方收到没有；{_ASK}"
        run.sending.tell(Delivery(entry.region, entry.unit, "", len(entry.lines), "doubtful", reason))


def _send_unsaid(run: Run, notice: Notice, address: Address, log: SentLog) -> None:
    """To one address what it was not told today, in as many messages as its service needs for the length."""
    region, unit, digest = notice.region, notice.unit, digest_of(address.words)
    known = log.said(notice.on, (region, unit, digest), "+" if run.dry_run and run.resend else "+?")
    unsaid = notice.only(tuple(line for line in notice.lines if line.key not in known))
    if not unsaid.lines:
        return
    try:
        channel = run.channels.setdefault(address.words, open_channel(address.words, run.secrets))
    except AddressError as error:
        shown = show_address(address.words)
        if run.dry_run:
            put(_preview(unsaid, shown))
        run.sending.tell(Delivery(region, unit, shown, len(unsaid.lines), "failed", str(error)))
        return
    for part in split_to_fit(unsaid, channel.fits):
        if run.dry_run:
            put(_preview(part, channel.shown))
            continue
        keys = tuple(line.key for line in part.lines)
        number = log.begin(Entry(part.on, region, unit, digest, keys))
        outcome, reason = channel.send(part.subject, notice_text(part))
        if outcome == "doubtful":
            reason += f"；{_ASK}"
        else:
            log.settle(number, _MARKS[outcome])
        run.sending.tell(Delivery(region, unit, channel.shown, len(keys), outcome, reason))


def _preview(notice: Notice, shown: str) -> str:
    return f"收件：{shown}\n主题：{notice.subject}\n\n{notice_text(notice)}"


def _name(region: str | None, unit: str) -> str:
    return f"{region} {unit}" if region else unit
