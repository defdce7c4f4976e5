"""Group robots (群机器人) of 钉钉, 企业微信 and 飞书: their addresses as the group shows them, and their answers.

They refuse with HTTP 200 and a code in the answer, so the answer has to be read. Codes: open.dingtalk.com
“自定义机器人接入”, developer.work.weixin.qq.com “群机器人配置说明”, open.feishu.cn “自定义机器人使用指南”.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

KINDS = ("dingtalk", "wecombot", "feishu", "lark")  # as apprise calls them
_WHY = {
    310000: "关键词、加签或 IP 不合机器人的安全设置",
    400101: "机器人的 access_token 不对",
    400102: "机器人已停用",
    400106: "机器人已不在群里",
    410100: "发得太快",
    130101: "发得太快",
    93000: "机器人的地址不对，或已移出群",
    45009: "发得太快",
    40008: "内容的格式不合",
    44004: "内容是空的",
    19001: "机器人的地址不对，或已移出群",
    19021: "签名不对",
    19022: "IP 不合机器人的安全设置",
    19024: "没有机器人要求的关键词",
    11232: "发得太快",
    9499: "内容的格式不合",
}


def robot_url(address: str) -> str:
    """The apprise URL of a robot's address as the group shows it; any other address as it is.

    `https://oapi.dingtalk.com/robot/send?access_token=…`, with `&secret=SEC…` added where the robot is set to
    加签; `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…`;
    `https://open.feishu.cn/open-apis/bot/v2/hook/…`.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # no address: apprise will say so
        return address
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    host, last = (parts.hostname or ""), parts.path.rstrip("/").rpartition("/")[2]
    if parts.scheme not in ("http", "https"):
        return address
    if host == "oapi.dingtalk.com" and "access_token" in asked:
        secret = f"{quote(asked['secret'], safe='')}@" if "secret" in asked else ""
        return f"dingtalk://{secret}{asked['access_token']}"
    if host == "qyapi.weixin.qq.com" and "key" in asked:
        return f"wecombot://{asked['key']}"
    if host == "open.feishu.cn" and "/bot/" in parts.path and last:
        return f"feishu://{last}"
    if host == "open.larksuite.com" and "/bot/" in parts.path and last:
        return f"lark://{last}"
    return address


@contextmanager
def answers() -> Iterator[list[bytes]]:
    """What servers answered meanwhile; apprise looks at no more than the HTTP status of some."""
    import requests

    found: list[bytes] = []
    places = ((requests, "post"), (requests, "request"))  # how apprise asks
    real = [getattr(owner, name) for owner, name in places]

    def kept(ask: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*words: Any, **more: Any) -> Any:
            answer = ask(*words, **more)
            found.append(bytes(answer.content or b""))
            return answer

        return asked

    for (owner, name), ask in zip(places, real, strict=True):
        setattr(owner, name, kept(ask))
    try:
        yield found
    finally:
        for (owner, name), ask in zip(places, real, strict=True):
            setattr(owner, name, ask)


def refused(answers: Sequence[bytes], *, robot: bool) -> str:
    """Why the receiver did not take it, though HTTP was content: a code other than 0; "" when it took it."""
    code = _code(answers, robot=robot)
    if code in (None, 0):
        return ""
    why = f"（{_WHY[code]}）" if code in _WHY else ""
    return f"对方没有收，代码 {code}{why}"


def is_silent(answers: Sequence[bytes]) -> bool:
    """Whether a robot's server said neither yes nor no: then it was not the robot that answered."""
    return _code(answers, robot=True) is None


def _code(answers: Sequence[bytes], *, robot: bool) -> int | None:
    try:
        answer = json.loads(answers[-1])
        names = ("errcode", "code", "StatusCode") if robot else ("errcode",)
        found = next((answer[name] for name in names if name in answer), None)
        return int(found) if found is not None else None
    except (IndexError, ValueError, TypeError, OverflowError, RecursionError):
        return None
