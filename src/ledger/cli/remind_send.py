"""Sending notices: for each unit and address what was not said today, put in the sent-log before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from ledger.cli.office import LoadedPlan
from ledger.cli.screen import put, say
from ledger.files.notify import AddressError, Channel, open_channel, show_address
from ledger.files.run_lock import run_lock
from ledger.files.sent_log import Entry, Mark, SentLog, digest_of
from ledger.plan.notices import Delivery, Notice, Outcome
from ledger.views.notice_text import notice_text, split_to_fit

_MARKS: Mapping[Outcome, Mark] = {"sent": "+", "failed": "-", "doubtful": "?"}
_WORDS: Mapping[Outcome, str] = {"sent": "已发", "failed": "没有发成", "doubtful": "不明"}


@dataclass(frozen=True, slots=True)
class Address:
    """Where a unit's notices go, as `units.yaml` says, and the folder of that file, which keeps the sent-log."""

    words: str
    folder: Path


@dataclass(slots=True)
class Sending:
    """What became of a run: deliveries in order, and the units nobody wrote an address for."""

    deliveries: list[Delivery] = field(default_factory=list)
    no_address: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """3 when something did not go out, or nobody knows; 1 when units have no address; else 0."""
        if any(delivery.outcome != "sent" for delivery in self.deliveries):
            return 3
        return 1 if self.no_address else 0


def addresses(notice: Notice, plans: Sequence[LoadedPlan]) -> list[Address]:
    """The addresses of the notice's unit: its 通知, else its 邮箱; each once."""
    found: dict[str, Address] = {}
    for plan in plans:
        if plan.reading is None or plan.directory is None or plan.reading.plan.id not in notice.plans:
            continue
        unit = plan.reading.directory.unit(notice.unit)
        folder = plan.directory.source.path.absolute().parent
        for words in (unit.notify or ((unit.email,) if unit.email else ())) if unit else ():
            found.setdefault(words, Address(words, folder))
    return list(found.values())


def send_all(
    notices: Iterable[Notice],
    plans: Sequence[LoadedPlan],
    secrets: Mapping[str, str],
    *,
    resend: bool = False,
    dry_run: bool = False,
) -> Sending:
    """Send each notice to each of its unit's addresses, in one run at a time.

    A message that fails does not keep the others; it is tried again at the next run. Raises LedgerError
    when the sent-log can no longer be written: nothing goes out unrecorded.
    """
    sending = Sending()
    told = [(notice, addresses(notice, plans)) for notice in notices]
    sending.no_address = [_name(notice.region, notice.unit) for notice, where in told if not where]
    folders = sorted({p.directory.source.path.absolute().parent for p in plans if p.directory})
    with ExitStack() as locks:
        for folder in () if dry_run else folders:
            locks.enter_context(run_lock(folder))
        logs = {folder: SentLog(folder) for folder in folders}
        for log in logs.values():
            _doubts(log, sending, resend=resend, dry_run=dry_run)
        channels: dict[str, Channel] = {}  # one each, for apprise keeps the pace a service asks for
        for notice, where in told:
            for address in where:
                log = logs[address.folder]
                receiver = (notice.region, notice.unit, digest_of(address.words))
                known = log.said(notice.on, receiver, "+" if dry_run and resend else "+?")
                unsaid = notice.only(tuple(line for line in notice.lines if line.key not in known))
                if unsaid.lines:
                    sending.deliveries += _send_one(unsaid, address, log, secrets, channels, dry_run=dry_run)
    return sending


def _doubts(log: SentLog, sending: Sending, *, resend: bool, dry_run: bool) -> None:
    """Report what nobody knows about; with `resend` count it as never sent."""
    for number in log.doubtful():
        entry = log.entries[number]
        if resend:
            if not dry_run:
                log.settle(number, "-")
            continue
        reason = f"{entry.day} 那次发到一半断了，说不准对方收到没有；问清后用 --resend 重发"
        sending.deliveries.append(
            Delivery(entry.region, entry.unit, "", len(entry.lines), "doubtful", reason)
        )


def _send_one(
    notice: Notice,
    address: Address,
    log: SentLog,
    secrets: Mapping[str, str],
    channels: dict[str, Channel],
    *,
    dry_run: bool,
) -> Iterator[Delivery]:
    """One address: as many messages as its service needs for the length of the notice."""
    region, unit, count = notice.region, notice.unit, len(notice.lines)
    try:
        channel = channels.setdefault(address.words, open_channel(address.words, secrets))
    except AddressError as error:
        if dry_run:
            put(_preview(notice, show_address(address.words)))
        yield Delivery(region, unit, show_address(address.words), count, "failed", str(error))
        return
    for part in split_to_fit(notice, channel.fits):
        keys = tuple(line.key for line in part.lines)
        if dry_run:
            put(_preview(part, channel.shown))
            continue
        number = log.begin(Entry(part.on, region, unit, digest_of(address.words), keys))
        outcome, reason = channel.send(part.subject, notice_text(part))
        if outcome == "doubtful":
            reason += "；问清后用 --resend 重发"
        else:
            log.settle(number, _MARKS[outcome])
        yield Delivery(region, unit, channel.shown, len(keys), outcome, reason)


def _preview(notice: Notice, shown: str) -> str:
    return f"收件：{shown}\n主题：{notice.subject}\n\n{notice_text(notice)}"


def report(sending: Sending, *, quiet: bool) -> None:
    """What went out on stdout (not when quiet), what did not on stderr."""
    for delivery in sending.deliveries:
        to = f"（{delivery.to}）" if delivery.to else ""
        line = f"{_WORDS[delivery.outcome]} {_name(delivery.region, delivery.unit)}{to} {delivery.count} 项"
        if delivery.outcome == "sent":
            if not quiet:
                put(line)
        else:
            say(f"{line}：{delivery.reason}。")
    if sending.no_address:
        names = "、".join(sending.no_address)
        say(f"没有写通知地址、没有发的单位 {len(sending.no_address)} 个：{names}；请在 units.yaml 里写“通知”或“邮箱”。")
    if not sending.deliveries and not sending.no_address and not quiet:
        say("没有要发的：没有该提醒的，或今天都已发过。")


def _name(region: str | None, unit: str) -> str:
    return f"{region} {unit}" if region else unit
