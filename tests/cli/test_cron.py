"""examples/cron: every line of the crontab is run as cron runs it, with its environment and no other."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("flock") is None, reason="cron and flock are of Unix")

ROOT = Path(__file__).parents[2]
CRON = ROOT / "examples" / "cron"
LINES = (CRON / "crontab").read_text(encoding="utf-8").splitlines()
SETTINGS = dict(line.split("=", 1) for line in LINES if re.match(r"[A-Z_]+=", line))
JOBS = [line.split(None, 5) for line in LINES if re.match(r"[\d*]", line)]
LIMITS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
LATE, CALM = "2022-11-07", "2022-02-02"  # 沁源: three tasks late; nothing within 30 days
NOBODY_HAS_AN_ADDRESS = 1


@pytest.fixture
def office(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "plans" / "沁源县", tmp_path / "plans")
    shutil.copy(CRON / "cron.sh", tmp_path)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "secrets").write_text("LEDGER_MAIL=mailto://127.0.0.1\n", encoding="utf-8")
    (tmp_path / "secrets").chmod(0o600)
    return tmp_path


def as_cron(office: Path, job: str, on: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the command of a job: % means a line end unless escaped, and there is hardly an environment."""
    command = re.sub(r"(?<!\\)%", "\n", job).replace(r"\%", "%").replace("/srv/ledger", str(office))
    environment = {name: value.replace("/srv/ledger", str(office)) for name, value in SETTINGS.items()}
    environment["PATH"] = environment["PATH"].replace("/opt/ledger/bin", str(Path(sys.executable).parent))
    environment |= {"HOME": str(office / "home"), "LOGNAME": "cron", "LEDGER_TODAY": on, **more}
    return subprocess.run(
        ["/bin/sh", "-c", command], env=environment, cwd="/", capture_output=True, text=True, timeout=60
    )


def job(words: str) -> str:
    [found] = {fields[5] for fields in JOBS if words in fields[5]}
    return found


def test_times_are_times() -> None:
    assert len(JOBS) == 7
    for fields in JOBS:
        for field, (low, high) in zip(fields, LIMITS, strict=False):
            for part in field.split(","):
                if part != "*":
                    first, _, last = part.partition("-")
                    assert low <= int(first) <= int(last or first) <= high


@pytest.mark.parametrize(
    ("words", "calm", "late"),
    [
        ("due", 0, 1),
        ("remind", 0, NOBODY_HAS_AN_ADDRESS),
        ("split", 0, 0),
        ("collect", 0, 0),  # nothing came in
        ("--docx", 0, 0),
        ("--xlsx", 0, 0),
    ],
)
def test_each_line_runs_and_is_quiet_when_there_is_nothing_to_say(
    office: Path, words: str, calm: int, late: int
) -> None:
    for on, code in ((CALM, calm), (LATE, late)):
        done = as_cron(office, job(words), on)
        assert done.returncode == code, done
        assert bool(done.stdout) == bool(code)
        assert done.stderr == ""


def test_every_line_was_run() -> None:
    tried = {job(words) for words in ("due", "remind", "split", "collect", "--docx", "--xlsx")}
    assert tried == {fields[5] for fields in JOBS}


def test_month_of_split_and_collect(office: Path) -> None:
    """What split put out comes back untouched: nothing is written, everybody is still missing."""
    as_cron(office, job("split"), LATE)
    [month] = (office / "outbox").iterdir()
    assert re.fullmatch(r"\d{4}-\d{2}", month.name)
    books = sorted(month.glob("*.xlsx"))
    assert len(books) > 10
    shutil.copy(month / "县司法局.xlsx", office / "inbox")
    plan = office / "plans" / "2022年政务公开工作要点.yaml"
    before = plan.read_bytes()
    done = as_cron(office, job("collect"), LATE)
    assert done.returncode == 1
    assert "县教育局" in done.stdout
    assert plan.read_bytes() == before


def test_log_of_exit_codes(office: Path) -> None:
    as_cron(office, job("due"), CALM)
    as_cron(office, job("due"), LATE)
    as_cron(office, "/srv/ledger/cron.sh nothing", LATE)
    lines = (office / ".ledger" / "cron.log").read_text(encoding="utf-8").splitlines()
    assert [line.split()[2:4] for line in lines] == [["0", "ledger"], ["1", "ledger"], ["2", "ledger"]]
    assert all(re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d ", line) for line in lines)


def test_two_runs_never_overlap(office: Path) -> None:
    import fcntl

    (office / ".ledger").mkdir()
    with open(office / ".ledger" / "cron.lock", "w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = as_cron(office, job("due"), LATE, LEDGER_WAIT="0")
    assert done.returncode == 3
    assert done.stdout == "上一次定时运行还没有结束，这一次没有做：ledger due --overdue --exit-code\n"
    assert as_cron(office, job("due"), LATE, LEDGER_WAIT="0").returncode == 1


def test_script_can_be_run() -> None:
    assert os.access(CRON / "cron.sh", os.X_OK)


def test_page_names_what_is_there() -> None:
    page = (CRON / "定时运行.md").read_text(encoding="utf-8")
    for words in (
        "`crontab`",
        "`cron.sh`",
        "LEDGER_WAIT",
        "LEDGER_SECRETS",
        ".ledger/remind.jsonl",
        "--resend",
    ):
        assert words in page
