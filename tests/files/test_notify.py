"""Addresses as units.yaml writes them, and what comes of sending to real servers on this machine."""

from typing import Any

import pytest

from ledger.files.post.notify import AddressError, open_channel, show_address

PASSWORD = "pa55word"

pytestmark = [  # of the libraries, not ours
    pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning"),
]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("caizheng@example.gov.cn", "c…@example.gov.cn"),
        ("00000000000@139.example", "0…@139.example"),
        ("{LEDGER_DINGTALK}", "{LEDGER_DINGTALK}"),
        ("json://127.0.0.1:8080/ab12token", "json://…"),
        ("dingtalk://ab12token", "dingtalk://…"),
    ],
)
def test_what_is_shown_of_an_address(address: str, shown: str) -> None:
    assert show_address(address) == shown


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("caizheng@example.gov.cn", "没有 LEDGER_MAIL：请设这个环境变量，或写进 --secrets 指的口令文件"),
        ("{LEDGER_GROUP}", "没有 LEDGER_GROUP：请设这个环境变量，或写进 --secrets 指的口令文件"),
        ("{LEDGER_BAD}", "{LEDGER_BAD} 不是认得的通知地址，写法见“定时运行”一页"),
        ("{LEDGER_MANY}", "{LEDGER_MANY} 应当正好有一个收件人，现在是 2 个；几个收件人请分成几条"),
        (
            "mailto://user:{LEDGER_PASS}@mail.example",
            "mailto://… 不是邮箱，也不是通知地址；有口令的要整条写成 {LEDGER_名字}",
        ),
        ("{PATH}", "{PATH}://… 不是邮箱，也不是通知地址；有口令的要整条写成 {LEDGER_名字}"),
        (
            "mailto://user:pa55word@mail.example",
            "mailto://… 里有口令，不能写在单位名录里；请写 {LEDGER_名字}，值放进口令文件",
        ),
        (
            "dingtalk://pa55word",
            "dingtalk://… 里有口令，不能写在单位名录里；请写 {LEDGER_名字}，值放进口令文件",
        ),
        (
            "json://127.0.0.1/?+token=pa55word",
            "json://… 里有口令，不能写在单位名录里；请写 {LEDGER_名字}，值放进口令文件",
        ),
    ],
)
def test_addresses_nothing_can_be_sent_to(address: str, sentence: str) -> None:
    secrets = {
        "LEDGER_BAD": "nothing://pa55word",
        "LEDGER_MANY": "mailto://u:pa55word@mail.example?to=a@mail.example,b@mail.example",
        "LEDGER_PASS": PASSWORD,
    }
    with pytest.raises(AddressError) as raised:
        open_channel(address, secrets)
    assert str(raised.value) == sentence


def test_mail_account_must_be_mail() -> None:
    with pytest.raises(AddressError, match="LEDGER_MAIL 应以 mailto://"):
        open_channel("caizheng@example.gov.cn", {"LEDGER_MAIL": "json://127.0.0.1"})


def test_mail_arrives_whole(postbox: Any) -> None:
    channel = open_channel("caizheng@example.gov.cn", {"LEDGER_MAIL": postbox.url()})
    text = "县财政局：\n\n第4项 {{不是模板}} <不是标记> & 完。\n"
    assert channel.send("任务提醒：县财政局逾期 1 项", text) == ("sent", "")
    [(to, subject, body)] = postbox.mails
    assert to == ["caizheng@example.gov.cn"]
    assert subject == "任务提醒：县财政局逾期 1 项"
    assert body.replace("\r\n", "\n").strip() == text.strip()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("550 no such user", ("failed", "邮件服务器不收，代码 550")),
        ("451 try again later", ("failed", "邮件服务器不收，代码 451")),
        (None, ("doubtful", "发到一半断了，说不准对方收到没有")),
    ],
)
def test_mail_server_that_does_not_take_it(
    postbox: Any, answer: str | None, expected: tuple[str, str]
) -> None:
    postbox.answer = answer
    channel = open_channel("caizheng@example.gov.cn", {"LEDGER_MAIL": postbox.url()})
    assert channel.send("题", "文") == expected


def test_wrong_password_and_dead_server(postbox: Any, capfd: pytest.CaptureFixture[str]) -> None:
    wrong = open_channel("caizheng@example.gov.cn", {"LEDGER_MAIL": postbox.url("wr0ng")})
    assert wrong.send("题", "文") == ("failed", "邮箱的用户名或口令不对")
    dead = open_channel("caizheng@example.gov.cn", {"LEDGER_MAIL": postbox.url(port=postbox.free_port())})
    assert dead.send("题", "文") == ("failed", "连不上邮件服务器")
    assert capfd.readouterr() == ("", "")
    assert postbox.mails == []


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, ("sent", "")),
        (500, ("failed", "对方返回错误 500")),
        (0, ("doubtful", "发到一半断了，说不准对方收到没有")),
    ],
)
def test_webhook(
    hook: Any,
    status: int,
    expected: tuple[str, str],
    capfd: pytest.CaptureFixture[str],
) -> None:
    hook.status = status
    channel = open_channel("{LEDGER_HOOK}", {"LEDGER_HOOK": hook.url})
    assert channel.send("题", "第4项") == expected
    assert [post["message"] for post in hook.posted] == (["第4项"] if status else [])
    assert capfd.readouterr() == ("", "")


def test_dead_webhook(postbox: Any) -> None:
    channel = open_channel(f"json://127.0.0.1:{postbox.free_port()}/提醒", {})
    assert channel.send("题", "文") == ("failed", "连不上对方服务器")


def test_a_fault_inside_the_sender_is_doubtful_and_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    channel = open_channel("json://127.0.0.1/提醒", {})

    def fail(**_: object) -> bool:
        raise RuntimeError(f"https://example/?access_token={PASSWORD}")

    monkeypatch.setattr(channel.service, "notify", fail)
    outcome, reason = channel.send("题", "文")
    assert (outcome, reason) == ("doubtful", "发送程序出错（RuntimeError），说不准对方收到没有")
