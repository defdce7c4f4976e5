"""Sending a message to an address through apprise: mail, 钉钉, 企业微信, 飞书, webhooks.

An address in `units.yaml` (通知, else 邮箱) is one of three things; no secret ever stands in that file:

- a mail address: sent through the office's own mail account, `LEDGER_MAIL` (an apprise URL, `mailtos://…`);
- `{LEDGER_名字}`: the whole apprise URL, or the address a group shows for its robot, is the secret of that
  name (see `secret_words`);
- an apprise URL in which nothing is secret, such as `json://127.0.0.1:8080/提醒`.

Each must reach exactly one receiver, in one request: then it either arrived or not. What went wrong is told
in sentences of our own; nothing apprise says is passed on, for it may quote an address with its token.
"""

from __future__ import annotations

import logging
import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from ledger.files.post.bots import KINDS, answers, is_silent, refused, robot_url
from ledger.problems import MissingLibrary
from ledger.values.notices import Outcome

MAIL_ACCOUNT = "LEDGER_MAIL"
_MAIL = re.compile(r"([^@\s:/{}]+)@([^@\s:/{}]+\.[^@\s:/{}]+)")
_NAMED = re.compile(r"\{(LEDGER_[A-Z0-9_]+)\}")
_PATIENCE = 5.0  # seconds, for a server that has already failed to answer once
_NO_MAIL_SERVER = "连不上邮件服务器"
_SURELY_NOT_SENT = (  # in apprise's log → why; the first that fits counts
    (re.compile(r"Socket Exception: \(5[37]\d"), "邮箱的用户名或口令不对"),
    (re.compile(r"Socket Exception: (?:\{.*?: )?\((\d{3})|was refused: (\d{3})"), "邮件服务器不收，代码 {}"),
    (re.compile(r"CERTIFICATE_VERIFY_FAILED"), "邮件服务器的证书不被信任"),
    (re.compile(r"Connection error while submitting email"), _NO_MAIL_SERVER),
    (re.compile(r"Connection refused|NewConnectionError|ConnectTimeout|resolve"), "连不上对方服务器"),
    (re.compile(r"error=(\d{3})\b"), "对方返回错误 {}"),
)


class AddressError(Exception):
    """An address nothing can be sent to; the sentence says why and shows no secret."""


@dataclass(frozen=True, slots=True)
class Channel:
    """An address ready to send to. `shown` is fit for the screen; `limit` the UTF-8 bytes a text may have."""

    shown: str
    limit: int
    service: Any  # an apprise service

    def fits(self, text: str) -> bool:
        return len(text.encode()) <= self.limit

    def send(self, subject: str, text: str) -> tuple[Outcome, str]:
        """Send once. `failed`: surely not delivered; `doubtful`: it broke off where nobody can know."""
        with _listening() as heard, answers() as answered:
            try:
                taken = self.service.notify(title=subject, body=text, body_format="text")
            except Exception as error:  # its message may quote the address with its token
                return "doubtful", f"发送程序出错（{type(error).__name__}），说不准对方收到没有"
        robot = _kind(self.service) in KINDS
        if reason := refused(answered, robot=robot):
            return "failed", reason
        if taken:
            silent = robot and is_silent(answered)
            return ("doubtful", "对方的回答看不懂，说不准收到没有") if silent else ("sent", "")
        words = "\n".join(heard)
        for pattern, reason in _SURELY_NOT_SENT:
            if match := pattern.search(words):
                if reason == _NO_MAIL_SERVER:
                    reason = why_no_mail(self.service.smtp_host, self.service.port)
                return "failed", reason.format(next((part for part in match.groups() if part), ""))
        return "doubtful", "发到一半断了，说不准对方收到没有"


def show_address(address: str) -> str:
    """The address as it may be shown: a mail address without the name before @ (it may be a telephone
    number), `{LEDGER_…}` as it is, of a URL only the kind."""
    if match := _MAIL.fullmatch(address):
        return f"{match[1][0]}…@{match[2]}"
    return address if _NAMED.fullmatch(address) else f"{address.partition('://')[0][:12]}://…"


def open_channel(address: str, secrets: Mapping[str, str]) -> Channel:
    """Understand `address`. Raises AddressError, and LedgerError when apprise is not installed."""
    shown = show_address(address)
    url = _url_of(address, secrets)
    apprise = _apprise()
    asset = apprise.AppriseAsset(storage_mode="memory", allow_templates=False)
    asset.app_id, asset.app_desc, asset.app_url = "ledger", "任务提醒", ""
    with _listening():
        service = apprise.Apprise.instantiate(url, asset=asset, suppress_exceptions=True)
    name = MAIL_ACCOUNT if _MAIL.fullmatch(address) else shown
    if service is None:
        raise AddressError(f"{name} 不是认得的通知地址，写法见“定时运行”一页")
    in_the_open = not (_MAIL.fullmatch(address) or _NAMED.fullmatch(address))
    if in_the_open and _holds_secret(address, service):
        raise AddressError(f"{shown} 里有口令，不能写在单位名录里；请写 {{LEDGER_名字}}，值放进口令文件")
    if len(service) != 1:
        raise AddressError(f"{name} 应当正好有一个收件人，现在是 {len(service)} 个；几个收件人请分成几条")
    return Channel(shown, service.body_maxlen - service.title_maxlen, service)


def _url_of(address: str, secrets: Mapping[str, str]) -> str:
    if _MAIL.fullmatch(address):
        account = _secret(MAIL_ACCOUNT, secrets)
        if not account.startswith(("mailto://", "mailtos://")):
            raise AddressError(f"{MAIL_ACCOUNT} 应以 mailto:// 或 mailtos:// 开头")
        return _with(_mail_url(account), f"to={quote(address)}")
    if match := _NAMED.fullmatch(address):
        return robot_url(_mail_url(_secret(match[1], secrets)))
    if "{" in address or "://" not in address:
        shown = show_address(address)
        raise AddressError(f"{shown} 不是邮箱，也不是通知地址；有口令的要整条写成 {{LEDGER_名字}}")
    return robot_url(address)


def _mail_url(url: str) -> str:
    """A mail account on port 465 speaks SSL from the first byte, unless it says otherwise."""
    if url.startswith(("mailto://", "mailtos://")) and "mode=" not in url and _port(url) == 465:
        return _with(url, "mode=ssl")
    return url


def _port(url: str) -> int | None:
    try:
        return urlsplit(url).port
    except ValueError:
        return None


def _with(url: str, word: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}{word}"


def _kind(service: Any) -> str:
    names = service.secure_protocol or service.protocol or ""
    return str(names if isinstance(names, str) else names[0])


def why_no_mail(host: str, port: int) -> str:
    """Why no mail could be handed over: nobody there, or somebody who speaks otherwise than was tried."""
    try:
        with socket.create_connection((host, port), timeout=_PATIENCE) as wire:
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # only asked whether it is SSL
            try:
                with context.wrap_socket(wire):
                    return "邮件服务器的这个端口要用 SSL：地址里写 mode=ssl"
            except OSError:
                return "邮件服务器连得上，但不用 SSL 或不按这种方式收信：地址里写 mode=starttls 试试，端口多是 587 或 25"
    except OSError:
        return _NO_MAIL_SERVER


def _secret(name: str, secrets: Mapping[str, str]) -> str:
    if name not in secrets:
        raise AddressError(f"没有 {name}：请设这个环境变量，或写进 --secrets 指的口令文件")
    return secrets[name]


def _holds_secret(url: str, service: Any) -> bool:
    """Whether a URL that stands in the open has a user, a query, or anything apprise itself would hide."""
    try:
        parts = urlsplit(url)
    except ValueError:  # what cannot be taken apart may hold one
        return True
    return "@" in parts.netloc or bool(parts.query) or service.url(privacy=True) != service.url(privacy=False)


def _apprise() -> Any:
    try:
        import apprise
    except ImportError:
        raise MissingLibrary("发送提醒", "apprise") from None
    return apprise


@contextmanager
def _listening() -> Iterator[list[str]]:
    """What apprise logs meanwhile, kept in memory; neither it nor the libraries below reach the screen."""
    heard: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    logger, ear, silence = logging.getLogger("apprise"), Ear(), logging.NullHandler()
    before = logger.level, logger.propagate
    logger.addHandler(ear)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    logging.getLogger().addHandler(silence)  # else warnings of urllib3 go to stderr for want of a handler
    try:
        yield heard
    finally:
        logger.removeHandler(ear)
        logging.getLogger().removeHandler(silence)
        logger.setLevel(before[0])
        logger.propagate = before[1]
