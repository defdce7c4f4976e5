"""Addresses as units.yaml writes them, and what comes of sending to real servers on this machine."""

import json
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from ledger.files.post.bots import robot_url
from ledger.files.post.notify import AddressError, open_channel, show_address, why_no_mail

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


class Robots:
    """The servers of 钉钉, 企业微信 and 飞书 on this machine: one HTTP server that answers 200 and `answer`,
    to which the posts meant for them are led."""

    def __init__(self) -> None:
        self.answer = b""
        self.asked: list[tuple[str, dict[str, Any]]] = []
        robots = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                robots.asked.append((self.path, json.loads(body)))
                self.send_response(200)
                self.end_headers()
                self.wfile.write(robots.answer)

            def log_message(self, *args: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)


@pytest.fixture
def robots(monkeypatch: pytest.MonkeyPatch) -> Iterator[Robots]:
    requests = pytest.importorskip("requests")
    one = Robots()
    real = requests.Session.request

    def request(session: Any, method: str, url: str, *words: Any, **more: Any) -> Any:
        place = url.partition("://")[2].partition("/")[2]
        return real(session, method, f"http://127.0.0.1:{one.server.server_port}/{place}", *words, **more)

    monkeypatch.setattr(requests.Session, "request", request)
    thread = threading.Thread(target=one.server.serve_forever, args=(0.01,))
    thread.start()
    yield one
    one.server.shutdown()
    thread.join()
    one.server.server_close()


KEY = "0123abcd-0123-4567-89ab-0123456789ab"
DINGTALK = f"https://oapi.dingtalk.com/robot/send?access_token={'0123456789abcdef' * 2}"
WECOM = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}"
FEISHU = f"https://open.feishu.cn/open-apis/bot/v2/hook/{KEY}"


@pytest.mark.parametrize(
    ("address", "answer", "expected"),
    [
        (DINGTALK, '{"errcode":0,"errmsg":"ok"}', ("sent", "")),
        (DINGTALK, '{"errcode":310000,"errmsg":"keywords not in content"}', ("failed", "对方没有收，代码 310000（关键词、加签或 IP 不合机器人的安全设置）")),
        (DINGTALK, '{"errcode":999,"errmsg":"?"}', ("failed", "对方没有收，代码 999")),
        (DINGTALK, "<html>登录</html>", ("doubtful", "对方的回答看不懂，说不准收到没有")),
        (DINGTALK, '{"errcode":1e999}', ("doubtful", "对方的回答看不懂，说不准收到没有")),
        (DINGTALK, "[" * 100_000, ("doubtful", "对方的回答看不懂，说不准收到没有")),
        (WECOM, '{"errcode":0,"errmsg":"ok"}', ("sent", "")),
        (WECOM, '{"errcode":93000,"errmsg":"invalid webhook url"}', ("failed", "对方没有收，代码 93000（机器人的地址不对，或已移出群）")),
        (FEISHU, '{"code":0,"msg":"success"}', ("sent", "")),
        (FEISHU, '{"code":19024,"msg":"Key Words Not Found"}', ("failed", "对方没有收，代码 19024（没有机器人要求的关键词）")),
    ],
)  # fmt: skip
def test_a_robot_that_refuses_with_http_200(
    robots: Robots, address: str, answer: str, expected: tuple[str, str]
) -> None:
    robots.answer = answer.encode()
    channel = open_channel("{LEDGER_BOT}", {"LEDGER_BOT": address})
    assert channel.send("题", "第4项") == expected
    [(path, body)] = robots.asked
    assert path.lstrip("/").startswith(address.split("/", 3)[3])
    assert "第4项" in json.dumps(body, ensure_ascii=False)


def test_a_gateway_of_ones_own_may_refuse_likewise(robots: Robots) -> None:
    channel = open_channel("json://127.0.0.1/提醒", {})
    for answer, outcome in ((b'{"errcode": 7}', "failed"), (b'{"code": 200}', "sent"), (b"", "sent")):
        robots.answer = answer
        assert channel.send("题", "文")[0] == outcome


@pytest.mark.parametrize(
    ("shown", "url"),
    [
        (DINGTALK, f"dingtalk://{'0123456789abcdef' * 2}"),
        (f"{DINGTALK}&secret=SEC0a%2B1", f"dingtalk://SEC0a%2B1@{'0123456789abcdef' * 2}"),
        (WECOM, f"wecombot://{KEY}"),
        (FEISHU, f"feishu://{KEY}"),
        (FEISHU.replace("feishu.cn", "larksuite.com"), f"lark://{KEY}"),
        ("https://oapi.dingtalk.com/robot/send", "https://oapi.dingtalk.com/robot/send"),
        ("json://127.0.0.1/x?key=1", "json://127.0.0.1/x?key=1"),
        ("https://oapi.dingtalk.c：m/robot", "https://oapi.dingtalk.c：m/robot"),
    ],
)
def test_the_address_that_the_group_shows(shown: str, url: str) -> None:
    assert robot_url(shown) == url


@pytest.mark.parametrize("address", [DINGTALK, WECOM, FEISHU])
def test_a_robots_address_is_a_secret(address: str) -> None:
    with pytest.raises(AddressError, match="里有口令，不能写在单位名录里"):
        open_channel(address, {})


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Key and certificate of `localhost`, signed by itself."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    path = tmp_path / "key-and-certificate.pem"
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    made += ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", str(key), "-out", str(cert)]
    subprocess.run(made, check=True, capture_output=True)
    path.write_bytes(key.read_bytes() + cert.read_bytes())
    return path


def test_a_mail_server_that_speaks_ssl_from_the_first_byte(
    postbox: Any, certificate: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    postbox = type(postbox)(context)
    postbox.controller.start()
    request.addfinalizer(postbox.controller.stop)
    port = postbox.controller.port

    def send(account: str) -> tuple[str, str]:
        return open_channel("caizheng@example.gov.cn", {"LEDGER_MAIL": account}).send("题", "文")

    account = f"mailtos://office:{PASSWORD}@127.0.0.1:{port}?from=office@example.gov.cn&mode="
    assert send(f"{account}ssl") == ("failed", "邮件服务器的证书不被信任")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert send(f"{account}ssl") == ("sent", "")
    assert [to for to, _, _ in postbox.mails] == [["caizheng@example.gov.cn"]]
    assert why_no_mail("127.0.0.1", port) == "邮件服务器的这个端口要用 SSL：地址里写 mode=ssl"


def test_why_a_mail_server_says_nothing(postbox: Any) -> None:
    port = postbox.controller.port
    assert why_no_mail("127.0.0.1", port).startswith("邮件服务器连得上，但不用 SSL 或不按这种方式收信")
    assert why_no_mail("127.0.0.1", postbox.free_port()) == "连不上邮件服务器"


def test_port_465_means_ssl() -> None:
    def mode(account: str) -> str:
        return str(open_channel("a@example.gov.cn", {"LEDGER_MAIL": account}).service.secure_mode)

    account = f"mailtos://office:{PASSWORD}@smtp.example.gov.cn:465?from=office@example.gov.cn"
    assert mode(account) == "ssl"
    assert mode(f"{account}&mode=starttls") == "starttls"
    assert mode(account.replace(":465", ":587")) == "starttls"
