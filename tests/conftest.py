"""How properties are searched; real servers on this machine, for the tests of sending."""

import os
import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from json import loads
from threading import Thread
from typing import Any

import pytest
from hypothesis import settings

# The same examples in every run, and no clock: who breaks a property learns it, nobody else does.
# HYPOTHESIS_PROFILE=explore looks further, at other examples each time.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

# Answers are made the long way; the tests of the index name a folder for it.
os.environ["LEDGER_INDEX"] = ""

PASSWORD = "pa55word"


class Postbox:
    """A mail server that keeps what it takes: receivers, subject, text.

    `answer` is its answer to DATA, None to hang up instead; `taken` is called once it has the mail, before
    it says so.
    """

    password = PASSWORD

    def __init__(self, ssl_context: Any = None) -> None:
        """`ssl_context`: SSL from the first byte, as on port 465."""
        from aiosmtpd.controller import Controller
        from aiosmtpd.smtp import AuthResult

        self.mails: list[tuple[list[str], str, str]] = []
        self.answer: str | None = "250 OK"
        self.taken: Callable[[], None] = lambda: None
        self.controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self.free_port(),
            auth_required=True,
            auth_require_tls=False,
            ssl_context=ssl_context,
            authenticator=lambda server, session, envelope, mechanism, data: AuthResult(
                success=data.password == PASSWORD.encode(), handled=False
            ),
        )

    @staticmethod
    def free_port() -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return int(probe.getsockname()[1])

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.answer is None:
            server.transport.close()
            return "451 gone"
        if self.answer.startswith("250"):
            mail = message_from_bytes(envelope.content, policy=policy.default)
            self.mails.append((envelope.rcpt_tos, mail["subject"], mail.get_content()))
            self.taken()
        return self.answer

    def url(self, password: str = PASSWORD, port: int | None = None) -> str:
        port = port or self.controller.port
        return f"mailto://office:{password}@127.0.0.1:{port}?from=office@example.gov.cn&mode=insecure"


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    box = Postbox()
    box.controller.start()
    yield box
    box.controller.stop()


class Hook:
    """A web address that keeps what is posted; it answers with `status`, or hangs up when that is 0."""

    def __init__(self) -> None:
        self.posted: list[dict[str, str]] = []
        self.status = 200
        self.server = HTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"json://127.0.0.1:{self.server.server_port}/ab12token"

    def _handler(hook) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if not hook.status:
                    self.connection.close()
                    return
                hook.posted.append(loads(body))
                self.send_response(hook.status)
                self.end_headers()

            def log_message(self, *args: object) -> None:
                pass

        return Handler


@pytest.fixture
def hook() -> Iterator[Hook]:
    one = Hook()
    thread = Thread(target=one.server.serve_forever, args=(0.01,))
    thread.start()
    yield one
    one.server.shutdown()
    thread.join()
    one.server.server_close()
