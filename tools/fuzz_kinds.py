"""The kinds of case that tools/fuzz.py makes: each reads as the program does, in this process, and says how far
the case came (`refused`, `read`, …); what it must never do is raise anything but the program's own errors."""

from __future__ import annotations

import io
import json
import os
import pickle
import random
import re
import shutil
import signal
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from fuzz_mutations import (
    NASTY,
    mutated_bytes,
    mutated_package,
    mutated_pdf,
    mutated_text,
    mutated_values,
    mutated_xml,
    pdf,
)

ROOT = Path(__file__).resolve().parents[1]
PLANS = [path for path in sorted((ROOT / "plans").rglob("*.yaml")) if path.stem not in ("units", "office")]
ON = date(2022, 12, 10)
Keep = Callable[[bytes], None]


class TooLong(BaseException):
    """No `except Exception` of the program takes it for a fault of the file."""


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """The processor time that the program gives its second process for one file."""
    left, _ = signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, max(0.1, left - seconds) if left else 0)


def say_all(problems: Sequence[Any]) -> None:
    """Every message as it would be shown: nothing in it that a terminal obeys."""
    from ledger.record.characters import visible
    from ledger.views.problems import problems_github, problems_json, problems_text

    for shown in (problems_text(problems), problems_json(problems), problems_github(problems)[:0]):
        assert visible(shown) == shown, "a control character reached the screen"


class Plans:
    """Plan files, units.yaml and office.yaml: read, checked, asked; what reads is written into and read again."""

    def __init__(self) -> None:
        self.broken = [
            p.read_text(encoding="utf-8", errors="replace")
            for p in sorted((ROOT / "examples/problems").glob("*.yaml"))
        ]
        self.texts = []
        for path in PLANS:
            lines = path.read_text(encoding="utf-8").split("\n")
            starts = [n for n, line in enumerate(lines) if line.startswith("- 序号:")] or [len(lines)]
            head = "\n".join(lines[: starts[0]])
            ends = [*starts[1:], len(lines)]
            tasks = ["\n".join(lines[a:b]) for a, b in zip(starts, ends, strict=True)]
            self.texts += [f"{head}\n{one}\n" for one in tasks]
        beside = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "plans").rglob("units.yaml"))]
        self.beside = ["\n".join(text.split("\n")[:40]) + "\n" for text in beside]
        self.beside.append((ROOT / "examples/一年/office.yaml").read_text(encoding="utf-8") if
                           (ROOT / "examples/一年/office.yaml").exists() else "默认时限: 年底前\n")  # fmt: skip
        tables = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/words").glob("*.md"))]
        phrases = {cell.strip() for text in tables for cell in re.findall(r"^\| ([^|]+?) \|", text, re.M)}
        self.words = (*NASTY, *sorted(phrases))
        assert min(len(self.texts), len(self.broken), len(self.words)) > 30

    def __call__(self, rng: random.Random, keep: Keep) -> str:
        from ledger.checks import check_plan
        from ledger.duty.directory import UnitDirectory
        from ledger.duty.duty import duties_of
        from ledger.duty.reading import read_items
        from ledger.files.yaml.plan_yaml import parse_plan, read_record
        from ledger.files.yaml.splice import splice
        from ledger.files.yaml.text_file import decode
        from ledger.problems import LedgerError
        from ledger.record.characters import visible
        from ledger.record.directory_model import DirectoryFile
        from ledger.record.edits import AddProgress, apply
        from ledger.record.model import Progress
        from ledger.record.office_model import OfficeFile

        is_beside = rng.random() < 0.1
        base = rng.choice(self.beside if is_beside else self.texts if rng.random() < 0.8 else self.broken)
        mild = rng.random() < 0.6
        text = mutated_values(base, rng, self.words) if mild else mutated_text(base, rng)
        raw = text.encode(rng.choice(("utf-8",) * 8 + ("gb18030", "utf-16")), "replace")
        if rng.random() < 0.05:
            raw = mutated_bytes(raw, rng)
        keep(raw)
        if is_beside:
            source = decode(Path("units.yaml"), "units.yaml", raw)
            for model in (DirectoryFile, OfficeFile):
                say_all(read_record(source, model)[0].problems)
            return "beside"
        file = parse_plan(Path("p.yaml"), "p.yaml", raw)
        say_all(file.problems)
        if file.plan is None:
            return "refused"
        reading = read_items(file.plan, UnitDirectory.from_plan(file.plan), ON)
        say_all(file.locate_all(check_plan(reading, ON)))
        list(duties_of(reading, ON))
        edit = AddProgress(
            file.plan.tasks[0].no, Progress(day=ON, status="推进中", note=rng.choice(NASTY) or None)
        )
        try:
            new = splice(file, [edit])
        except LedgerError as error:
            said = error.message
        else:
            said = ""
        if said:
            assert visible(said) == said, "a control character reached the screen"
            return "read"
        assert parse_plan(Path("p.yaml"), "p.yaml", new.encode("utf-8", "surrogatepass")).plan == apply(
            file.plan, [edit]
        )
        return "written"


class Books:
    """Workbooks that came back: cells filled with anything, parts of the package changed; read and merged."""

    def __init__(self) -> None:
        from ledger.duty.directory import UnitDirectory
        from ledger.duty.reading import read_items
        from ledger.files.sheets.fill_workbook import write_fill_book
        from ledger.files.yaml.plan_yaml import read_plan
        from ledger.questions.split import split

        plan = next(plan for path in PLANS if (plan := read_plan(path).plan) and len(plan.tasks) == 34)
        plan = plan.model_copy(update={"tasks": plan.tasks[:6]})
        self.reading = read_items(plan, UnitDirectory.from_plan(plan), ON)
        books = split([self.reading], ON).books
        self.raws = [write_fill_book(book).content for book in books[:3]]
        self.path = Path(tempfile.mkdtemp()) / "县财政局.xlsx"

    def __call__(self, rng: random.Random, keep: Keep) -> str:
        from ledger.files.sheets.fill_reader import read_fill
        from ledger.files.sheets.returned_child import SECONDS
        from ledger.questions.collect import merge
        from ledger.questions.returns import belongs

        raw = rng.choice(self.raws)
        raw = self._filled(raw, rng) if rng.random() < 0.5 else mutated_package(raw, rng)
        keep(raw)
        self.path.write_bytes(raw)
        try:
            with at_most(SECONDS):
                returned = read_fill(self.path)
        except (TooLong, MemoryError, RecursionError):
            return "too much"  # told as such by the second process
        say_all(returned.problems)
        rows = [row for row in returned.rows if belongs(self.reading, row)]
        merge(self.reading, rows, ON)
        return "rows" if rows else "refused"

    def _filled(self, raw: bytes, rng: random.Random) -> bytes:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import IllegalCharacterError

        workbook = load_workbook(io.BytesIO(raw))
        sheet = workbook.worksheets[-1]
        for _ in range(rng.randint(1, 12)):
            cell = sheet.cell(rng.randint(1, sheet.max_row + 2), rng.randint(1, sheet.max_column + 1))
            value = rng.choice(
                (
                    *NASTY,
                    "已完成",
                    "推进中",
                    "4月20日",
                    44900,
                    44900.5,
                    -1,
                    1e300,
                    True,
                    date(2022, 4, 20),
                    "√",
                    "#REF!",
                )
            )
            try:
                cell.value = value
            except (IllegalCharacterError, ValueError, AttributeError):  # not what openpyxl can write
                continue
        try:
            if rng.random() < 0.2:
                sheet.delete_cols(rng.randint(1, sheet.max_column))
            if rng.random() < 0.2:
                sheet.insert_rows(rng.randint(1, sheet.max_row))
            out = io.BytesIO()
            workbook.save(out)
        except (ValueError, AttributeError, UnicodeError):
            return raw
        return out.getvalue()


class OldBooks:
    """Workbooks saved as .xls and .ods, by LibreOffice from the ones sent: bytes and parts changed; read and merged."""

    def __init__(self) -> None:
        from ledger.files.office_program import OFFICE, converted, installed

        self.books = Books()
        program = installed(OFFICE)
        if not program:
            raise FileNotFoundError("it wants LibreOffice, which makes the workbooks that are changed")
        rng = random.Random(1)
        self.raws: list[tuple[str, bytes]] = []
        with tempfile.TemporaryDirectory() as name:
            for number, raw in enumerate(self.books.raws):
                sent = Path(name, f"{number}.xlsx")
                sent.write_bytes(self.books._filled(raw, rng) if number else raw)
                for form in ("xls", "ods"):
                    made = converted(program, sent, form, Path(name))
                    assert made
                    self.raws.append((form, made.read_bytes()))
        self.folder = Path(tempfile.mkdtemp())

    def __call__(self, rng: random.Random, keep: Keep) -> str:
        from ledger.files.sheets.fill_reader import read_fill
        from ledger.files.sheets.returned_child import SECONDS, _limit
        from ledger.questions.collect import merge
        from ledger.questions.returns import belongs

        form, raw = rng.choice(self.raws)
        if form == "ods":
            raw = mutated_package(raw, rng)
        elif rng.random() < 0.2:
            raw = mutated_bytes(raw, rng)
        else:  # nothing moves: the sectors stay where the file says
            made = bytearray(raw)
            for _ in range(rng.randint(1, 30)):
                at = rng.randrange(512, len(made))
                made[at : at + 2] = rng.choice((b"\xff\xff", b"\x00\x00", b"\x00\x80", rng.randbytes(2)))
            raw = bytes(made)
        keep(raw)
        path = self.folder / f"县财政局.{form}"
        path.write_bytes(raw)
        returned, ended = in_a_copy(lambda: read_fill(path), lambda: _limit(SECONDS))
        if not ended:
            return f"{form} too much"  # the program says so of its second process
        say_all(returned.problems)
        rows = [row for row in returned.rows if belongs(self.books.reading, row)]
        merge(self.books.reading, rows, ON)
        return f"{form} {'rows' if rows else 'refused'}"


class Documents:
    """Issued documents of every kind: read as the second process reads them, drafted, the draft read as a plan."""

    def __init__(self) -> None:
        import docx
        from openpyxl import Workbook

        self.texts = [
            p.read_text(encoding="utf-8")[:3000] for p in sorted((ROOT / "examples/documents").glob("*.txt"))
        ]
        assert self.texts
        document = docx.Document()
        for line in self.texts[0].split("\n")[:30]:
            document.add_paragraph(line)
        table = document.add_table(3, 4)
        book = Workbook()
        book.worksheets[0].append(("例县2022年政务公开工作要点任务分解表",))
        rows = (
            ("序号", "任务名称", "责任单位", "时间节点"),
            ("1", "公开预算", "县财政局", "11月底前"),
            ("2", "公开决算", "各乡镇", "每季度末"),
        )
        for number, row in enumerate(rows):
            for column, words in enumerate(row):
                table.cell(number, column).text = words
            book.worksheets[0].append(row)
        self.packages = []
        for suffix, one in ((".docx", document), (".xlsx", book)):
            out = io.BytesIO()
            one.save(out)
            self.packages.append((suffix, out.getvalue()))
        self.pdf = pdf(
            [
                self.texts[0].split("\n")[:20],
                [*self.texts[1].split("\n")[:8], *("".join(row) for row in rows)],
            ]
        )
        self.page = "<html><body><p>" + "</p><p>".join(self.texts[1].split("\n")[:30]) + "</p></body></html>"
        self.folder = Path(tempfile.mkdtemp())

    def __call__(self, rng: random.Random, keep: Keep) -> str:
        from ledger.draft import draft_plan
        from ledger.files.documents import child, reader
        from ledger.files.yaml.plan_yaml import parse_plan
        from ledger.problems import LedgerError
        from ledger.record.characters import visible
        from ledger.views.draft_yaml import draft_yaml

        kind = rng.randrange(5)
        if kind < 2:
            suffix, raw = self.packages[kind]
            raw = mutated_package(raw, rng)
        elif kind == 2:
            suffix, raw = ".txt", mutated_text(rng.choice(self.texts), rng).encode("utf-8", "replace")
        elif kind == 3:
            suffix, raw = ".pdf", mutated_pdf(self.pdf, rng)
        else:
            suffix, raw = ".html", mutated_xml(mutated_text(self.page, rng), rng).encode("utf-8", "replace")
        keep(raw)
        path = self.folder / f"文件{suffix}"
        path.write_bytes(raw)
        here = lambda kind, path: read_in_copy(child, kind, path)  # noqa: E731
        reader.__dict__.update(read_in_child=here, _read_converted=_not_converted)
        try:
            draft = draft_plan(reader.read_document(path))
        except LedgerError as error:
            said = error.message
        else:
            said = ""
        if said:
            assert visible(said) == said, "a control character reached the screen"
            return f"{suffix} refused"
        file = parse_plan(Path("p.yaml"), "p.yaml", draft_yaml(draft).encode())
        say_all(file.problems)
        bad = [p for p in file.problems if p.severity == "error" and p.check not in ("missing-key", "year")]
        assert not bad, bad[0]
        return f"{suffix} {'tasks' if draft.tasks else 'no task'}"


def in_a_copy(read: Callable[[], Any], limit: Callable[[], None]) -> tuple[Any, bool]:
    """What `read` gives in a copy of this process under the limits of the program's second process, and whether it
    came to an end there: what one file leaves in memory is gone before the next."""
    reading, writing = os.pipe()
    copy = os.fork()
    if copy == 0:
        limit()
        try:
            said = pickle.dumps(read())
        except (MemoryError, RecursionError):
            os._exit(9)
        except BaseException as error:
            said = pickle.dumps(Fallen(f"{type(error).__name__}: {error}\n{traceback.format_exc()}"))
        with open(writing, "wb") as pipe:
            pipe.write(said)
        os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe:
        said = pipe.read()
    os.waitpid(copy, 0)
    answer = pickle.loads(said) if said else None
    if isinstance(answer, Fallen):
        raise answer
    return answer, bool(said)


class Fallen(Exception):
    """What the program must not raise, raised in a copy."""


def read_in_copy(child: Any, kind: str, path: Path) -> Any:
    """`read_in_child` without the time that a new Python takes to begin."""
    from ledger.problems import LedgerError
    from ledger.values.source import Source

    answer, ended = in_a_copy(
        lambda: json.loads(json.dumps(child._main(kind, path))), lambda: child._limit(kind)
    )
    if not ended:
        raise LedgerError(f"{path.name} 太大或结构异常，没有读完。")
    if "error" in answer:
        raise LedgerError(answer["error"])
    blocks = tuple(child._from_json(block) for block in answer["blocks"])
    return Source(path.name, blocks, left_out=tuple((place, words) for place, words in answer["left_out"]))


def _not_converted(path: Path) -> Any:
    from ledger.problems import LedgerError

    raise LedgerError(f"{path.name} 要先转换。")


class Arguments:
    """Every command with every one of its options and arguments, and the variables of the environment."""

    variables = ("LEDGER_PLANS", "LEDGER_TODAY", "LEDGER_USER", "LEDGER_INDEX", "LEDGER_MAIL", "LEDGER_SECRETS", "SUDO_USER", "DOAS_USER",
                 "COLUMNS", "NO_COLOR", "FORCE_COLOR", "TERM", "TZ", "LANG", "XDG_CACHE_HOME", "XDG_STATE_HOME")  # fmt: skip
    good = ("plans", "p.yaml", "shanggao-2020", "1", "3", "2022-12-10", "县财政局", "2022", "10", "已完成", "推进中", "11月底前", "out", "2022-11",
            "县财政局牵头，各乡镇配合", "back", "文件.txt", "-", "通报", "状态=推进中", "bash")  # fmt: skip

    fitting: ClassVar = {
        "plans": ("plans", "p.yaml", "shanggao-2020"), "plan": ("shanggao-2020", "p.yaml"), "on": ("2020-06-30", "2022-12-10"),
        "unit": ("县财政局", "县教育局", "各乡镇", "县政府办"), "no": ("1", "2", "报1"), "old": ("p.yaml",), "into": ("plans/上高县.yaml", "新.yaml"),
        "document": ("文件.txt",), "folder": ("新办公室", "out"), "workbooks": ("back",), "period": ("2022-11", "2022-Q3"),
        "day": ("2022-06-01",), "done_on": ("2022-06-01",), "extend_to": ("2022-12-31",), "within": ("10", "0"), "last": ("3",), "year": ("2022",),
        "status": ("推进中", "已完成", "延期"), "base": ("p.yaml",), "ours": ("p.yaml",), "theirs": ("plans/上高县.yaml",), "topic": ("时限", "JSON"),
        "shell": ("bash", "zsh"), "answer": ("due", "list"), "since": ("2022-01-01",), "output": ("out", "-", "x.json"), "where": ("备注=x", "灯=红"),
        "by": ("单位", "任务"), "form": ("github", "json"), "region": ("上高县", "抚顺县"), "milestone": ("11月底前",), "role": ("牵头", "配合"),
    }  # fmt: skip

    def __init__(self) -> None:
        from ledger.cli.main import COMMANDS, LedgerGroup

        group = LedgerGroup(name="ledger")
        self.parameters = {name: group.get_command(None, name).params for name in COMMANDS}
        self.folder = Path(tempfile.mkdtemp())
        self.cases = 0

    def fresh(self) -> None:
        """A folder as an office has it; what the last cases made is gone."""
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "plans").mkdir(parents=True)
        (self.folder / "back").mkdir()
        (self.folder / "plans/上高县.yaml").write_bytes(PLANS[0].read_bytes())
        (self.folder / "plans/units.yaml").write_bytes(PLANS[0].with_name("units.yaml").read_bytes())
        (self.folder / "p.yaml").write_bytes(PLANS[1].read_bytes())
        (self.folder / "文件.txt").write_text(
            "例县2022年要点\n一、公开预算。（县财政局牵头，11月底前）\n", encoding="utf-8"
        )
        os.chdir(self.folder)
        os.environ["HOME"] = str(self.folder)

    def __call__(self, rng: random.Random, keep: Keep) -> str:
        if self.cases % 25 == 0:
            self.fresh()
        self.cases += 1
        name = rng.choice(sorted(self.parameters))
        words = [name]
        often = rng.choice((0.15, 0.4, 0.9))
        for parameter in self.parameters[name]:
            if {"--send", "--resend", "--help"} & set(parameter.opts):
                continue  # nothing is sent from here
            argument = parameter.param_type_name == "argument"
            if rng.random() > (0.9 if argument else often):
                continue
            fitting = self.fitting.get(parameter.name, self.good)
            value = (
                rng.choice(fitting if rng.random() < 0.75 else (*self.good, *NASTY))
                .replace("\x00", "")
                .replace("/dev/null", "空")
            )
            if not argument:
                words.append(rng.choice(parameter.opts))
            if argument or not getattr(parameter, "is_flag", False):
                words.append(value)
        if rng.random() < 0.05:
            words = [
                word
                for word in mutated_text("\n".join(words), rng).replace("\x00", "").split("\n")
                if "send" not in word
            ]
        environment = {
            key: rng.choice((*self.good, *NASTY)).replace("\x00", "").encode("utf-8", "ignore").decode()
            for key in self.variables
            if rng.random() < 0.1
        }
        keep(repr((words, environment)).encode("utf-8", "replace"))
        return f"{name if name in words[:1] else 'other'} {_called(words, environment)}"


def _called(words: list[str], environment: dict[str, str]) -> int:
    """The exit code of the program, in this process."""
    return run_here(words, environment)[0]


def run_here(words: list[str], environment: dict[str, str] | None = None) -> tuple[int, str, str]:
    """The exit code of the program in this process, what it put out, and what it said beside."""
    from typer.testing import CliRunner

    from ledger.cli.main import app
    from ledger.record.characters import visible

    quiet = {"LEDGER_INDEX": "", "LEDGER_DEBUG": "1"}
    done = CliRunner().invoke(app, words, env=quiet | (environment or {}))
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code in (0, 1, 2, 3), done.exit_code
    assert visible(done.stderr) == done.stderr, "a control character reached the screen"
    return int(done.exit_code), done.stdout, done.stderr


class Sending:
    """`remind --send` with addresses, secrets, servers' answers and a sent-log of every sort. Nothing leaves: the
    places where apprise asks a server are taken."""

    polite = ("json://127.0.0.1/a", "{LEDGER_BOT}")
    addresses = ("json://127.0.0.1/a", "dingtalk://0123456789abcdef0123456789abcdef", "https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef0123456789abcdef&secret=SECx",
                 "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0123abcd-0123-4567-89ab-0123456789ab", "feishu://abcdef-1234", "li@example.gov.cn",
                 "https://open.feishu.cn/open-apis/bot/v2/hook/1e1f-22", "{LEDGER_BOT}", "{LEDGER_MAIL}", "{HOME}", "mailtos://u:p@smtp.example.com:465")  # fmt: skip
    answers = ('{"errcode":0,"errmsg":"ok"}', '{"errcode":310000}', '{"code":0}', '{"code":"19024"}', "", "<html>", "[]", "null", '{"errcode":null}',
               '{"errcode":1e999}', '{"errcode":[1]}', "\x00\xff", "9" * 5000)  # fmt: skip

    def __init__(self) -> None:
        import requests

        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "plans").mkdir()
        units = "县财政局、县教育局、县民政局"
        self.plan = "编号: p\n标题: 例县要点\n地区: 例县\n年度: 2022\n任务:\n" + "".join(
            f"- 序号: {no}\n  任务名称: {name}\n  责任单位: {units}\n  时间节点: {day}\n"
            for no, name, day in (
                (1, "公开预算", "11月底前"),
                (2, "政策解读", "每月15日前"),
                (3, "在线访谈", "每季度末"),
            )
        )
        self.log = b""
        self.rng, self.rude = random.Random(0), True
        requests.post = requests.request = requests.Session.request = self.server  # type: ignore[method-assign]

    def server(self, *_: Any, **__: Any) -> Any:
        import requests

        choice = self.rng.randrange(12) if self.rude else 11
        if choice == 0:
            raise requests.ConnectionError("Connection refused")
        if choice == 1:
            raise requests.Timeout("read timed out")
        answer = requests.Response()
        answer.status_code = self.rng.choice((200,) * 8 + (204, 400, 429, 500)) if self.rude else 200
        answer._content = self.rng.choice(self.answers if self.rude else self.answers[:1]).encode()
        return answer

    def __call__(self, rng: random.Random, keep: Keep) -> str:
        self.rng, self.rude = rng, rng.random() < 0.6
        os.chdir(self.folder)
        os.environ["HOME"] = str(self.folder)
        rows = []
        for unit in ("县财政局", "县教育局", "县民政局"):
            address = rng.choice(
                self.polite if not self.rude else self.addresses if rng.random() < 0.8 else NASTY
            )
            rows.append(f'- 名称: {unit}\n  {rng.choice(("通知", "邮箱"))}: "{address}"\n')
        beside = "地区: 例县\n单位:\n" + "".join(rows)
        if self.rude and rng.random() < 0.4:
            beside = mutated_text(beside, rng)
        Path("plans/p.yaml").write_bytes(self.plan.encode())
        Path("plans/units.yaml").write_bytes(beside.encode("utf-8", "replace"))
        log = Path("plans/.ledger/remind.jsonl")
        log.parent.mkdir(exist_ok=True)
        log.write_bytes(
            b"" if rng.random() < 0.5 else mutated_bytes(self.log, rng) if rng.random() < 0.5 else self.log
        )
        bot = rng.choice((*self.addresses, *NASTY) if self.rude else self.addresses[1:4])  # such as are right
        kept = {"LEDGER_BOT": bot.replace("\x00", "").encode("utf-8", "ignore").decode()}
        secrets = mutated_text("LEDGER_MAIL=json://127.0.0.1/x\nLEDGER_BOT=wecombot://abcdefgh-1\n", rng)
        Path("口令").write_bytes(secrets.encode("utf-8", "replace"))
        os.chmod("口令", 0o600)
        words = [
            "remind",
            rng.choice(("--send", "--send", "--resend")),
            "--on",
            f"2022-{rng.randint(1, 12):02}-15",
        ]
        words += ["--json"] * (rng.random() < 0.2) + ["--quiet"] * (rng.random() < 0.2)
        words += ["--secrets", "口令"] * (rng.random() < 0.2) + ["--dry-run"] * (rng.random() < 0.1)
        keep(
            repr((words, kept)).encode("utf-8", "replace")
            + b"\n"
            + beside.encode("utf-8", "replace")
            + log.read_bytes()
        )
        code = _called(words, kept)
        if log.exists() and 0 < log.stat().st_size < 20_000:
            self.log = log.read_bytes()
        return f"ends with {code}"


class Journals:
    """log, undo, redo and update over a journal of which bytes, lines or values are changed."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "plans").mkdir()
        os.chdir(self.folder)
        lines = PLANS[0].read_text(encoding="utf-8").split("\n")
        starts = [n for n, line in enumerate(lines) if line.startswith("- 序号:")]
        Path("plans/p.yaml").write_text("\n".join(lines[: starts[1]]) + "\n", encoding="utf-8")
        self.states = [Path("plans/p.yaml").read_bytes()]
        for note in ("一", "二", "三"):
            _called([*UPDATE, note], ME)
            self.states.append(Path("plans/p.yaml").read_bytes())
        _called(["undo"], ME)
        self.plan, self.journal = (
            Path("plans/p.yaml").read_bytes(),
            Path("plans/.ledger/journal.jsonl").read_bytes(),
        )
        assert self.journal.count(b"\n") == 4

    def __call__(self, rng: random.Random, keep: Keep) -> str:
        os.chdir(self.folder)
        text = self.journal.decode()
        if rng.random() < 0.5:
            spots = list(re.finditer(r'": (\[[^\]]*\]|"[^"]*"|null)|-?\d+', text))
            for _ in range(rng.randint(1, 3)):
                spot = rng.choice(spots)
                new = rng.choice(
                    (
                        "0",
                        "-1",
                        "1e999",
                        "[]",
                        "[[]]",
                        "{}",
                        "null",
                        '""',
                        '"\\u0000"',
                        '[[0,-1,"x"]]',
                        "99999999999",
                        "true",
                        '"../../p"',
                    )
                )
                text = text[: spot.start(1) if spot.group(1) else spot.start()] + new + text[spot.end() :]
                spots = list(re.finditer(r'": (\[[^\]]*\]|"[^"]*"|null)|-?\d+', text))
        else:
            text = mutated_text(text, rng)
        raw = text.encode("utf-8", "surrogatepass")
        if rng.random() < 0.2:
            raw = mutated_bytes(raw, rng)
        keep(raw)
        Path("plans/p.yaml").write_bytes(self.plan)
        Path("plans/.ledger/journal.jsonl").write_bytes(raw)
        words = rng.choice(
            (
                ["log"],
                ["log", "--json"],
                ["undo"],
                ["undo", "--force"],
                ["undo", "--dry-run"],
                ["redo"],
                [*UPDATE, "四"],
            )
        )
        code = _called(words, ME if rng.random() < 0.8 else {})
        now = Path("plans/p.yaml").read_bytes()
        if words[0] == "update":
            assert set(self.plan.split(b"\n")) <= set(now.split(b"\n")), "the plan was harmed"
        else:
            assert now in self.states, "the plan was harmed"
            assert now == self.plan or words[0] in ("undo", "redo"), "it was not to be written"
            assert now == self.plan or code == 0, "it was said that nothing was done"
        return f"{words[0]} {code}"


ME = {"LEDGER_USER": "某科员"}
UPDATE = ["update", "plans/p.yaml", "1", "--status", "推进中", "--on", "2020-06-01", "--note"]
