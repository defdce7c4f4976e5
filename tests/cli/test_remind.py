"""`ledger remind`: what it prints, what it sends to real servers here, and what it does when things break."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from ledger.cli.main import app

pytestmark = [  # of the libraries, not ours
    pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning"),
]

PLAN = """\
编号: lizi-2022
标题: 例县2022年工作要点
地区: 例县
年度: 2022
印发单位: 例县人民政府办公室
任务:
- 序号: 1
  任务名称: 公开预算
  任务内容: 略
  责任单位: 县财政局牵头，县教育局、县民政局配合
  时间节点: 10月底前
- 序号: 2
  任务名称: 公布名单
  任务内容: 略
  责任单位: 县教育局
  时间节点: 11月30日前
- 序号: 3
  任务名称: 全年宣传
  任务内容: 略
  责任单位: 县民政局
  时间节点: 12月底前
"""
UNITS = """\
地区: 例县
单位:
- 名称: 县财政局
  邮箱: caizheng@example.gov.cn
- 名称: 县教育局
  通知: "{LEDGER_HOOK}"
- 名称: 县民政局
"""
ON = "2022-11-07"  # task 1 is a week late; task 2 has 23 days, task 3 has 54


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "要点.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "plans" / "units.yaml").write_text(UNITS, encoding="utf-8")
    return tmp_path / "plans"


def test_overdue_alone(office: Path) -> None:
    """县教育局 supports what is late and leads what is due soon; 县民政局 supports what is late."""
    asked = ["remind", str(office), "--on", ON]
    told = CliRunner().invoke(app, [*asked, "--overdue"]).stdout
    assert "公布名单" not in told
    assert told.count("已逾期 1 项") == 3
    assert "到期 1 项" not in told
    assert "公布名单" in CliRunner().invoke(app, asked).stdout
    none = CliRunner().invoke(app, ["remind", str(office), "--overdue", "--on", "2022-10-10"])
    assert "没有需要提醒的单位" in none.stdout


def remind(*args: object, **env: str) -> Any:
    env = {"LEDGER_DEBUG": "1", **env}
    return CliRunner().invoke(app, ["remind", "--on", ON, *map(str, args)], env=env)


def marks(office: Path) -> list[str]:
    lines = (office / ".ledger" / "remind.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["state"] + json.loads(line)["unit"] for line in lines]


def test_one_notice_a_unit(office: Path) -> None:
    result = remind(office)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "县财政局：\n\n"
        "经查工作台账，截至2022年11月7日，你单位承担的任务中，逾期 1 项。请抓紧办理，并及时反馈办理情况。\n\n"
        "一、已逾期 1 项\n"
        "1. 《例县2022年工作要点》第1项 公开预算\n"
        "   期限 2022-10-31，逾期 7 天；本单位职责：牵头；目前状态：未启动\n\n"
        "例县人民政府办公室\n2022年11月7日\n"
        "\n────────────────────────────────────────\n\n"
        "县教育局：\n\n"
        "经查工作台账，截至2022年11月7日，你单位承担的任务中，逾期 1 项，30 天内到期 1 项。"
        "请抓紧办理，并及时反馈办理情况。\n\n"
        "一、已逾期 1 项\n"
        "1. 《例县2022年工作要点》第1项 公开预算\n"
        "   期限 2022-10-31，逾期 7 天；本单位职责：配合；目前状态：未启动\n\n"
        "二、30 天内到期 1 项\n"
        "1. 《例县2022年工作要点》第2项 公布名单\n"
        "   期限 2022-11-30，还有 23 天；本单位职责：责任；目前状态：未启动\n\n"
        "例县人民政府办公室\n2022年11月7日\n"
        "\n────────────────────────────────────────\n\n"
        "县民政局：\n\n"
        "经查工作台账，截至2022年11月7日，你单位承担的任务中，逾期 1 项。请抓紧办理，并及时反馈办理情况。\n\n"
        "一、已逾期 1 项\n"
        "1. 《例县2022年工作要点》第1项 公开预算\n"
        "   期限 2022-10-31，逾期 7 天；本单位职责：配合；目前状态：未启动\n\n"
        "例县人民政府办公室\n2022年11月7日\n"
    )


@pytest.mark.parametrize(
    ("days", "args", "soon"),
    [
        (None, (), [2]),
        (None, ("--within", "60"), [2, 3]),
        (None, ("--within", "22"), []),
        (7, (), []),
        (60, (), [2, 3]),
        (60, ("--within", "0"), []),
        # 17 working days after Monday 7 November is Wednesday 30 November
        (None, ("--workdays", "--within", "17"), [2]),
        (None, ("--workdays", "--within", "16"), []),
        (17, ("--workdays",), [2]),
    ],
)
def test_how_far_ahead(office: Path, days: int | None, args: tuple[str, ...], soon: list[int]) -> None:
    if days is not None:
        (office / "office.yaml").write_text(f"提醒:\n  提前天数: {days}\n", encoding="utf-8")
    answer = json.loads(remind(office, "--json", *args).stdout)
    found = {row["no"] for notice in answer["notices"] for row in notice["soon"]}
    assert sorted(found) == soon
    assert answer["deliveries"] is None


def test_quiet_when_there_is_nothing_to_say(office: Path) -> None:
    result = CliRunner().invoke(app, ["remind", str(office), "--on", "2022-03-01", "-q"])
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    result = CliRunner().invoke(app, ["remind", str(office), "--on", "2022-03-01"])
    assert (result.exit_code, result.stdout) == (0, "2022-03-01：没有需要提醒的单位。\n")


def test_files_one_a_unit(office: Path, tmp_path: Path) -> None:
    for flag, suffix in (("", "txt"), ("--html", "html"), ("--docx", "docx")):
        result = remind(office, *([flag] if flag else []), "-o", tmp_path / suffix)
        assert result.exit_code == 0
        numbers = (2, 3, 1)  # in the order of the plans: 财政, 教育, 民政
        units = zip(("县教育局", "县民政局", "县财政局"), numbers, strict=True)
        assert sorted(path.name for path in (tmp_path / suffix).iterdir()) == [
            f"例县_{unit}_{f'督办〔2022〕{number}号' if suffix == 'docx' else '提醒'}（{ON}）.{suffix}"
            for unit, number in units
        ]


@pytest.mark.parametrize(
    "args", [("--html", "--docx"), ("--docx", "-o", "-"), ("--send", "--html"), ("--send", "-o", "x")]
)
def test_what_does_not_go_together(office: Path, args: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, ["remind", str(office), *args])
    assert result.exit_code == 2
    assert result.stdout == ""


def test_send_says_everything_once(office: Path, postbox: Any, hook: Any) -> None:
    secrets = {"LEDGER_MAIL": postbox.url(), "LEDGER_HOOK": hook.url}
    first = remind(office, "--send", **secrets)
    assert first.exit_code == 1  # 县民政局 has no address
    assert first.stdout == (
        "已发 例县 县财政局（c…@example.gov.cn） 1 项\n已发 例县 县教育局（{LEDGER_HOOK}） 2 项\n"
    )
    assert first.stderr == (
        "没有写通知地址、没有发的单位 1 个：例县 县民政局；请在 units.yaml 里写“通知”或“邮箱”。\n"
    )
    assert [(to, subject) for to, subject, _ in postbox.mails] == [
        (["caizheng@example.gov.cn"], "任务提醒：县财政局逾期 1 项（2022-11-07）")
    ]
    assert [post["title"] for post in hook.posted] == [
        "任务提醒：县教育局逾期 1 项，30 天内到期 1 项（2022-11-07）"
    ]
    again = remind(office, "--send", "-q", **secrets)
    assert (again.exit_code, again.stdout) == (1, "")
    assert (len(postbox.mails), len(hook.posted)) == (1, 1)
    assert marks(office) == ["+县财政局", "+县教育局"]
    for text in (first.output, again.output, (office / ".ledger" / "remind.jsonl").read_text("utf-8")):
        assert postbox.password not in text
        assert "ab12token" not in text


def test_later_the_same_day_only_what_is_new(office: Path, hook: Any) -> None:
    remind(office, "--send", "--unit", "县教育局", LEDGER_HOOK=hook.url, LEDGER_MAIL="")
    text = (office / "要点.yaml").read_text(encoding="utf-8")
    more = "- 序号: 4\n  任务名称: 新的一项\n  任务内容: 略\n  责任单位: 县教育局\n  时间节点: 11月20日前\n"
    (office / "要点.yaml").write_text(text + more, encoding="utf-8")
    remind(office, "--send", "--unit", "县教育局", LEDGER_HOOK=hook.url)
    assert [post["message"].count("《") for post in hook.posted] == [2, 1]
    assert "第4项 新的一项" in hook.posted[1]["message"]
    next_day = CliRunner().invoke(
        app,
        ["remind", str(office), "--on", "2022-11-14", "--send", "--unit", "县教育局"],
        env={"LEDGER_HOOK": hook.url},
    )
    assert next_day.stdout == "已发 例县 县教育局（{LEDGER_HOOK}） 3 项\n"


def test_dead_mail_server_keeps_nobody_else_and_is_tried_again(office: Path, postbox: Any, hook: Any) -> None:
    dead = {"LEDGER_MAIL": postbox.url(port=postbox.free_port()), "LEDGER_HOOK": hook.url}
    first = remind(office, "--send", "-q", **dead)
    assert first.exit_code == 3
    assert first.stdout == ""
    assert "没有发成 例县 县财政局（c…@example.gov.cn） 1 项：连不上邮件服务器。\n" in first.stderr
    assert (len(postbox.mails), len(hook.posted)) == (0, 1)
    alive = {"LEDGER_MAIL": postbox.url(), "LEDGER_HOOK": hook.url}
    assert remind(office, "--send", **alive).stdout == "已发 例县 县财政局（c…@example.gov.cn） 1 项\n"
    remind(office, "--send", **alive)
    assert (len(postbox.mails), len(hook.posted)) == (1, 1)
    assert marks(office) == ["-县财政局", "+县教育局", "+县财政局"]


def test_missing_secret_is_a_failed_address(office: Path, hook: Any) -> None:
    result = remind(office, "--send", LEDGER_HOOK=hook.url, LEDGER_MAIL="")
    assert result.exit_code == 3
    assert "没有发成 例县 县财政局（c…@example.gov.cn） 1 项：没有 LEDGER_MAIL" in result.stderr
    assert len(hook.posted) == 1


def test_secrets_from_a_file(office: Path, tmp_path: Path, postbox: Any) -> None:
    path = tmp_path / "口令"
    path.write_text(f"LEDGER_MAIL={postbox.url()}\n", encoding="utf-8")
    path.chmod(0o644)
    args = (office, "--send", "--unit", "县财政局", "--secrets", path)
    if os.name == "posix":
        refused = CliRunner().invoke(app, ["remind", "--on", ON, *map(str, args)])
        assert refused.exit_code == 3
        assert "别人可能读到" in refused.stderr
        assert postbox.mails == []
    path.chmod(0o600)
    assert remind(*args, LEDGER_MAIL="").exit_code == 0
    assert len(postbox.mails) == 1


def test_dry_run_shows_each_message_and_touches_nothing(office: Path, postbox: Any, hook: Any) -> None:
    secrets = {"LEDGER_MAIL": postbox.url(), "LEDGER_HOOK": hook.url}
    result = remind(office, "--send", "--dry-run", **secrets)
    assert result.stdout.count("收件：") == 2
    assert (
        "收件：c…@example.gov.cn\n主题：任务提醒：县财政局逾期 1 项（2022-11-07）\n\n县财政局："
        in result.stdout
    )
    assert not (office / ".ledger").exists()
    assert (postbox.mails, hook.posted) == ([], [])


def test_json_of_what_was_sent(office: Path, postbox: Any, hook: Any) -> None:
    secrets = {"LEDGER_MAIL": postbox.url(), "LEDGER_HOOK": hook.url}
    answer = json.loads(remind(office, "--send", "--json", **secrets).stdout)
    assert answer["deliveries"] == [
        {
            "region": "例县",
            "unit": unit,
            "to": to,
            "count": count,
            "outcome": "sent",
            "reason": "",
        }
        for unit, to, count in (
            ("县财政局", "c…@example.gov.cn", 1),
            ("县教育局", "{LEDGER_HOOK}", 2),
        )
    ]


def start(office: Path, *args: str, **env: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "ledger", "remind", str(office), "--on", ON, "--send", *args],
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


@pytest.mark.skipif(os.name != "posix", reason="kills the process")
def test_killed_while_sending_says_nothing_twice_and_forgets_nothing(
    office: Path, postbox: Any, hook: Any
) -> None:
    """The mail has arrived, the process dies before it hears so."""
    secrets = {"LEDGER_MAIL": postbox.url(), "LEDGER_HOOK": hook.url}
    process = start(office, **secrets)
    postbox.taken = lambda: os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert (len(postbox.mails), marks(office)) == (1, ["?县财政局"])
    postbox.taken = lambda: None
    for _ in range(2):  # the others are told; this one is not told again, but reported each time
        result = remind(office, "--send", "-q", **secrets)
        assert result.exit_code == 3
        assert result.stderr.startswith(
            "不明 例县 县财政局 1 项：2022-11-07 那次发到一半断了，说不准对方收到没有；问清后用 --resend 重发。\n"
        )
        assert (len(postbox.mails), len(hook.posted)) == (1, 1)
    result = remind(office, "--resend", **secrets)
    assert result.stdout == "已发 例县 县财政局（c…@example.gov.cn） 1 项\n"
    assert (len(postbox.mails), len(hook.posted)) == (2, 1)
    assert marks(office) == ["-县财政局", "+县教育局", "+县财政局"]
    assert remind(office, "--send", **secrets).exit_code == 1  # only 县民政局, without an address


@pytest.mark.skipif(os.name != "posix", reason="limits the size of files")
@pytest.mark.parametrize("room", [0, 100, 250])
def test_full_disk_sends_nothing_unrecorded(office: Path, postbox: Any, hook: Any, room: int) -> None:
    """Files may not grow beyond `room` bytes: none, half a line, one line and a half of the sent-log."""
    import resource

    secrets = {"LEDGER_MAIL": postbox.url(), "LEDGER_HOOK": hook.url}
    code = (
        "import resource, sys; "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {resource.RLIM_INFINITY})); "
        f"sys.argv = ['ledger', 'remind', {str(office)!r}, '--on', {ON!r}, '--send']; "
        "from ledger.cli.main import run; run()"
    )
    full = subprocess.run(
        [sys.executable, "-B", "-c", code],
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **secrets},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert full.returncode == 3
    assert "写不进提醒记录" in full.stderr
    recorded = marks(office)
    assert recorded == ["+县财政局"][: len(postbox.mails)]
    assert len(hook.posted) == 0
    remind(office, "--send", **secrets)
    assert (len(postbox.mails), len(hook.posted)) == (1, 1)


@pytest.mark.skipif(os.name != "posix", reason="holds the lock of another process")
def test_two_runs_do_not_overlap(office: Path, hook: Any) -> None:
    from ledger.files.run_lock import run_lock

    with run_lock(office):
        process = start(office, LEDGER_HOOK=hook.url)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (3, "")
    assert "还没有结束；这一次什么也没有做" in err
    assert hook.posted == []


@pytest.mark.parametrize(
    ("library", "args", "install"),
    [
        ("apprise", ("--send", "--unit", "县财政局"), "apprise"),
        ("docx", ("--docx",), "python-docx"),
    ],
)
def test_without_the_extra_the_sentence_says_what_to_install(
    office: Path, monkeypatch: pytest.MonkeyPatch, library: str, args: tuple[str, ...], install: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    result = remind(office, *args, LEDGER_MAIL="mailto://127.0.0.1")
    assert result.exit_code == 3
    assert f"{sys.executable} -m pip install {install} ；" in result.stderr
    everything = 'pip install ".[draft,report,notify,calendar]"'
    assert everything in result.stderr
    assert everything in (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def test_nothing_but_notices_needs_the_extras(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for library in ("apprise", "docx", "icalendar"):
        monkeypatch.setitem(sys.modules, library, None)
    for args in ((), ("--html",), ("--json",)):
        assert remind(office, *args).exit_code == 0
