"""Feed the program what no office would send, and count: no traceback, nothing that hangs, no memory eaten.

    python tools/fuzz.py KIND [--count N] [--seed S] [--first I]

KIND is plans, books, documents, arguments, or all. Case I of a kind is made from (KIND, S, I) alone, so that a failure
is seen again with `--seed S --first I --count 1`; what failed is kept under `.fuzz/`. Everything runs in this process,
for speed; a case that takes over ten seconds, raises anything but the program's own errors, or lets through to the
screen what a terminal obeys, is a failure. Exit code 1 when there was one.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".fuzz"
PLANS = [path for path in sorted((ROOT / "plans").rglob("*.yaml")) if path.stem not in ("units", "office")]
SECONDS = 10
MOST_MEMORY = 500  # MB
ON = date(2022, 12, 10)
COUNTS = {"plans": 2000, "books": 200, "documents": 200, "arguments": 400}  # what `make fuzz` runs
NASTY = (
    "", " ", "\x00", "\x1b[2J", "\x9b31m", "\x07", "\r", "\u2028", "\u202e", "\u200b", "\ufeff", "\ufffe", "\ud83d\ude00"[:1], "😀",
    "=1+1", "=cmd|'/c calc'!A0", "@SUM(1)", "-2+3", "<script>alert(1)</script>", "&lt;", "]]>", "&e;", "'\"`", "\\", "%s%n", "{}",
    "../../etc/passwd", "CON", "/dev/null", "~", "null", "yes", "0x1F", "1e999", "-0", "9" * 40, "2022-02-30", "2022-13-01",
    "0000-00-00", "11月31日前", "每年每月每周", "第999季度", "闰二月三十", "农历腊月三十", "县" * 300, "（" * 200, "、" * 50, "a" * 5000,
    "&a", "*a", "!!python/object:os.system", "%YAML 9.9", "---", "...", "- - - -", "? :", "{[", "|+9", ">-", "#", " #x", "\t",
    "﷽", "Z͑ͫ̓ͪ̂ͫ̽", "الكل", "田中さん", "㋊底前", "⼀⽉", "廿", "卅", "〇", "牵头配合责任", "县财政局牵头，", "等部门等部门",
)  # fmt: skip


class TooLong(Exception):
    pass


def mutated_text(text: str, rng: random.Random) -> str:
    """The text with one to four things done to its lines and characters."""
    for _ in range(rng.randint(1, 4)):
        lines = text.split("\n")
        at = rng.randrange(len(lines))
        place = rng.randrange(len(text) + 1)
        choice = rng.randrange(10)
        if choice == 0:
            del lines[at]
        elif choice == 1:
            lines.insert(rng.randrange(len(lines) + 1), lines[at])
        elif choice == 2:
            lines[at] = " " * rng.randint(0, 5) + lines[at].strip()
        elif choice == 3:
            head, colon, _ = lines[at].partition(": ")
            lines[at] = head + colon + rng.choice(NASTY)
        elif choice == 4:
            lines = lines[:at]
        elif choice == 5:
            other = rng.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        if choice <= 5:
            text = "\n".join(lines)
        elif choice == 6:
            text = text[:place] + rng.choice(NASTY) + text[place:]
        elif choice == 7:
            text = (
                text[:place]
                + chr(rng.choice((rng.randrange(0x80), rng.randrange(0xD800), 0xFF1A)))
                + text[place + 1 :]
            )
        elif choice == 8:
            text = text[:place] + text[place + rng.randint(1, 20) :]
        else:
            text = text.replace(rng.choice(":-，、。\n 年月日"), rng.choice(NASTY), rng.randint(1, 3))
    return text


def mutated_bytes(raw: bytes, rng: random.Random) -> bytes:
    made = bytearray(raw)
    for _ in range(rng.randint(1, 6)):
        if made:
            at = rng.randrange(len(made))
            made[at : at + rng.randint(0, 3)] = rng.randbytes(rng.randint(0, 3))
    return bytes(made)


def mutated_package(raw: bytes, rng: random.Random) -> bytes:
    """A .docx or .xlsx of which one or two parts are changed, inside or as a whole; sometimes the bytes of the zip."""
    if rng.random() < 0.1:
        return mutated_bytes(raw, rng)
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(rng.randint(1, 2)):
        name = rng.choice(sorted(parts))
        choice = rng.randrange(6)
        if choice == 0:
            del parts[name]
            if not parts:
                return raw
        elif choice == 1:
            parts[name] = mutated_bytes(parts[name], rng)
        elif choice == 2:
            parts[name] = parts[rng.choice(sorted(parts))]
        else:
            text = parts[name].decode("utf-8", "replace")
            parts[name] = _mutated_xml(text, rng).encode("utf-8", "replace")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def _mutated_xml(text: str, rng: random.Random) -> str:
    """Texts replaced, attributes changed, elements dropped, doubled or nested deep: mostly still XML."""
    spots = [n for n, char in enumerate(text) if char in '<>"']
    if len(spots) < 4:
        return text
    at = rng.randrange(len(spots) - 2)
    first, last = spots[at], spots[at + 1]
    choice = rng.randrange(5)
    if choice == 0:
        words = rng.choice(NASTY).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        return text[: first + 1] + words + text[last:]
    if choice == 1:
        return text[:first] + text[first : last + 1] * rng.randint(2, 2000) + text[last + 1 :]
    if choice == 2:
        return text[:first] + text[spots[min(at + rng.randint(1, 12), len(spots) - 1)] :]
    if choice == 3:
        return (
            text[: first + 1]
            + str(rng.choice((0, -1, 1, 2**31, 2**63, 1048577, 16385, "A1:XFD1048576", "1e308")))
            + text[last:]
        )
    return text[:first] + "<a>" * rng.randint(1, 3000) + text[first:]


def say_all(problems: Sequence[Any]) -> None:
    """Every message as it would be shown: nothing in it that a terminal obeys."""
    from ledger.record.characters import visible
    from ledger.views.problems import problems_github, problems_json, problems_text

    for shown in (problems_text(problems), problems_json(problems), problems_github(problems)[:0]):
        assert visible(shown) == shown, "a control character reached the screen"


class Plans:
    """Plan files, units.yaml and office.yaml: read, checked, asked; what reads is written into and read again."""

    def __init__(self) -> None:
        self.texts = [
            p.read_text(encoding="utf-8", errors="replace")
            for p in sorted((ROOT / "examples/problems").glob("*.yaml"))
        ]
        for path in PLANS:
            lines = path.read_text(encoding="utf-8").split("\n")
            starts = [n for n, line in enumerate(lines) if line.startswith("- 序号:")] or [len(lines)]
            self.texts.append("\n".join(lines[: starts[min(2, len(starts) - 1)]]) + "\n")
        assert len(self.texts) > 30

    def __call__(self, rng: random.Random, keep: Callable[[bytes], None]) -> None:
        from ledger.checks import check_plan
        from ledger.duty.directory import UnitDirectory
        from ledger.duty.duty import duties_of
        from ledger.duty.reading import read_items
        from ledger.files.yaml.plan_yaml import parse_plan, read_record
        from ledger.files.yaml.splice import splice
        from ledger.files.yaml.text_file import decode
        from ledger.problems import LedgerError
        from ledger.record.directory_model import DirectoryFile
        from ledger.record.edits import AddProgress, apply
        from ledger.record.model import Progress
        from ledger.record.office_model import OfficeFile

        text = mutated_text(rng.choice(self.texts), rng)
        raw = text.encode(rng.choice(("utf-8",) * 8 + ("gb18030", "utf-16")), "replace")
        if rng.random() < 0.1:
            raw = mutated_bytes(raw, rng)
        keep(raw)
        if rng.random() < 0.1:
            source = decode(Path("units.yaml"), "units.yaml", raw)
            for model in (DirectoryFile, OfficeFile):
                say_all(read_record(source, model)[0].problems)
        file = parse_plan(Path("p.yaml"), "p.yaml", raw)
        say_all(file.problems)
        if file.plan is None:
            return
        reading = read_items(file.plan, UnitDirectory.from_plan(file.plan), ON)
        say_all(file.locate_all(check_plan(reading, ON)))
        list(duties_of(reading, ON))
        edit = AddProgress(
            file.plan.tasks[0].no, Progress(day=ON, status="推进中", note=rng.choice(NASTY) or None)
        )
        try:
            new = splice(file, [edit])
        except LedgerError as error:
            say_all(error.problems)
            return
        assert parse_plan(Path("p.yaml"), "p.yaml", new.encode("utf-8", "surrogatepass")).plan == apply(
            file.plan, [edit]
        )


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

    def __call__(self, rng: random.Random, keep: Callable[[bytes], None]) -> None:
        from ledger.files.sheets.fill_reader import read_fill
        from ledger.questions.collect import merge
        from ledger.questions.returns import belongs

        raw = rng.choice(self.raws)
        raw = self._filled(raw, rng) if rng.random() < 0.5 else mutated_package(raw, rng)
        keep(raw)
        self.path.write_bytes(raw)
        returned = read_fill(self.path)
        say_all(returned.problems)
        rows = [row for row in returned.rows if belongs(self.reading, row)]
        merge(self.reading, rows, ON)

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
        self.page = "<html><body><p>" + "</p><p>".join(self.texts[1].split("\n")[:30]) + "</p></body></html>"
        self.folder = Path(tempfile.mkdtemp())

    def __call__(self, rng: random.Random, keep: Callable[[bytes], None]) -> None:
        from ledger.draft import draft_plan
        from ledger.files.documents import child, reader
        from ledger.files.yaml.plan_yaml import parse_plan
        from ledger.problems import LedgerError
        from ledger.views.draft_yaml import draft_yaml

        kind = rng.randrange(4)
        if kind < 2:
            suffix, raw = self.packages[kind]
            raw = mutated_package(raw, rng)
        elif kind == 2:
            suffix, raw = ".txt", mutated_text(rng.choice(self.texts), rng).encode("utf-8", "replace")
        else:
            suffix, raw = ".html", _mutated_xml(mutated_text(self.page, rng), rng).encode("utf-8", "replace")
        keep(raw)
        path = self.folder / f"文件{suffix}"
        path.write_bytes(raw)
        here = lambda kind, path: _in_process(child, kind, path)  # noqa: E731
        reader.read_in_child, reader._read_converted = here, _not_converted
        try:
            draft = draft_plan(reader.read_document(path))
        except LedgerError:
            return
        file = parse_plan(Path("p.yaml"), "p.yaml", draft_yaml(draft).encode())
        say_all(file.problems)
        bad = [p for p in file.problems if p.severity == "error" and p.check not in ("missing-key", "year")]
        assert not bad, bad[0]


def _in_process(child: Any, kind: str, path: Path) -> Any:
    from ledger.problems import LedgerError
    from ledger.values.source import Source

    answer = child._main(kind, path)
    if "error" in answer:
        raise LedgerError(answer["error"])
    return Source(path.name, tuple(child._from_json(block) for block in answer["blocks"]))


def _not_converted(path: Path) -> Any:
    from ledger.problems import LedgerError

    raise LedgerError(f"{path.name} 要先转换。")


class Arguments:
    """Every command with every one of its options and arguments, and the variables of the environment."""

    def __init__(self) -> None:
        from ledger.cli.main import COMMANDS, LedgerGroup

        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "plans").mkdir()
        for path in (PLANS[0], PLANS[0].with_name("units.yaml")):
            if path.exists():
                (self.folder / "plans" / path.name).write_bytes(path.read_bytes())
        os.chdir(self.folder)
        os.environ["HOME"] = str(self.folder)
        group = LedgerGroup(name="ledger")
        self.parameters = {name: group.get_command(None, name).params for name in COMMANDS}

    def __call__(self, rng: random.Random, keep: Callable[[bytes], None]) -> None:
        from typer.testing import CliRunner

        from ledger.cli.main import app
        from ledger.record.characters import visible

        good = (
            "plans",
            "shanggao-2020",
            "1",
            "2022-12-10",
            "县财政局",
            "2022",
            "10",
            "已完成",
            "11月底前",
            "out",
            "2022-11",
        )
        name = rng.choice(sorted(self.parameters))
        words = [name]
        for parameter in self.parameters[name]:
            if "--send" in parameter.opts or "--help" in parameter.opts or rng.random() < 0.6:
                continue  # nothing is sent from here
            value = (
                rng.choice(good if rng.random() < 0.6 else NASTY)
                .replace("\x00", "")
                .replace("/dev/null", "空")
            )
            if parameter.param_type_name == "argument":
                words.append(value)
            else:
                words.append(rng.choice(parameter.opts))
                if not getattr(parameter, "is_flag", False):
                    words.append(value)
        environment = {key: rng.choice((*good, *NASTY)).replace("\x00", "").encode("utf-8", "ignore").decode()
                       for key in ("LEDGER_PLANS", "LEDGER_TODAY", "LEDGER_USER", "COLUMNS", "NO_COLOR") if rng.random() < 0.2}  # fmt: skip
        keep(repr((words, environment)).encode("utf-8", "replace"))
        if name == "draft" and "plans" in words[1:2]:
            return
        done = CliRunner().invoke(app, words, env=environment | {"LEDGER_DEBUG": "1"})
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code in (0, 1, 2, 3), done.exit_code
        assert visible(done.stderr) == done.stderr, "a control character reached the screen"


KINDS: dict[str, Callable[[], Callable[[random.Random, Callable[[bytes], None]], None]]] = {
    "plans": Plans, "books": Books, "documents": Documents, "arguments": Arguments,
}  # fmt: skip


def run(kind: str, seed: int, first: int, count: int) -> int:
    """The number of cases that failed; each is kept and told."""
    case = KINDS[kind]()
    failed, slowest, started = 0, 0.0, time.monotonic()
    made = b""

    def keep(raw: bytes) -> None:
        nonlocal made
        made = raw

    for number in range(first, first + count):
        began = time.process_time()
        signal.setitimer(
            signal.ITIMER_PROF, SECONDS
        )  # of processor time: another program's load is no fault of ours
        try:
            case(random.Random(f"{kind}:{seed}:{number}"), keep)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            failed += 1
            KEPT.mkdir(exist_ok=True)
            (KEPT / f"{kind}-{seed}-{number}.case").write_bytes(made)
            (KEPT / f"{kind}-{seed}-{number}.txt").write_text(
                traceback.format_exc(), encoding="utf-8", errors="replace"
            )
            print(
                f"{kind} --seed {seed} --first {number}: {type(error).__name__}: {str(error)[:200]!r}",
                flush=True,
            )
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        slowest = max(slowest, time.process_time() - began)
        if (number + 1 - first) % 5000 == 0:
            print(f"{kind}: {number + 1 - first} …", flush=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = time.monotonic() - started
    print(
        f"{kind}: {count} cases, seed {seed}: {failed} failed; slowest {slowest:.2f} s CPU, {memory:.0f} MB, {seconds:.0f} s",
        flush=True,
    )
    return failed + (memory > MOST_MEMORY)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kind", choices=[*KINDS, "all"])
    parser.add_argument("--count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args()
    signal.signal(signal.SIGPROF, _too_long)
    sys.path.insert(0, str(ROOT / "src"))
    kinds = list(KINDS) if asked.kind == "all" else [asked.kind]
    failed = [run(kind, asked.seed, asked.first, asked.count or COUNTS[kind]) for kind in kinds]
    sys.exit(1 if any(failed) else 0)


def _too_long(*_: object) -> None:
    raise TooLong(f"over {SECONDS} s")


if __name__ == "__main__":
    main()
