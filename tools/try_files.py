"""Give the program every file below a folder, or every string of a JSON list, in every part it could play.

    python tools/try_files.py FOLDER|STRINGS.json …

A file is read as a plan, units.yaml and office.yaml, as a workbook that came back and as an issued document; a string
stands in every text of a plan (which is then checked, asked, exported and written into), in units.yaml, and as every
argument of a command. Meant for public sets of broken files, which are not kept here. Counts what was refused and what
read; whatever raises anything but the program's own errors, takes over ten seconds or 480 MB is told. Exit code 1 then.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from fuzz import MOST_MEMORY, SECONDS, _too_long
from fuzz_kinds import ON, _called, _not_converted, in_a_copy, read_in_copy, say_all

MOST_BYTES = 20_000_000
DIRECTORY = "名录"  # an alias and a contact in units.yaml
FIELDS = (
    "编号",
    "标题",
    "地区",
    "印发单位",
    "来源",
    "任务名称",
    "任务内容",
    "责任单位",
    "时间节点",
    "备注",
    "情况",
    "填报人",
    "章节",
    DIRECTORY,
)
PLAN = """\
编号: {编号}
标题: {标题}
地区: {地区}
年度: 2022
印发单位: {印发单位}
来源: {来源}
任务:
- 序号: 1
  章节: [{章节}]
  任务名称: {任务名称}
  任务内容: {任务内容}
  责任单位: {责任单位}
  时间节点: {时间节点}
  备注: {备注}
  进展:
  - {{日期: 2022-06-01, 单位: 县财政局, 状态: 推进中, 情况: {情况}, 填报人: {填报人}}}
"""
USUAL = dict.fromkeys(FIELDS, "例县") | {"编号": "p", "责任单位": "县财政局", "时间节点": "11月底前"}
COMMANDS = (
    ["validate", "plans"], ["due", "plans", "--all"], ["list", "plans"], ["show", "plans/p.yaml", "1"], ["export", "plans", "--csv", "-o", "-"],
    ["export", "plans", "--ics", "-o", "-"], ["export", "plans", "--md", "-o", "-"], ["report", "plans", "--html", "-o", "-"], ["split", "plans", "-o", "out"],
    ["export", "plans", "--xlsx", "-o", "out"], ["remind", "plans"], ["update", "plans/p.yaml", "1", "--status", "推进中"],
)  # fmt: skip


def roles(path: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    raw = path.read_bytes()
    yield "plan", lambda: as_plan(raw)
    yield "units, office", lambda: as_beside(raw)
    if path.suffix in (".yaml", ".yml"):
        yield "inside a plan", lambda: as_plan(inside(raw))
    yield "book", lambda: as_book(path)
    yield "document", lambda: as_document(path)


def inside(raw: bytes) -> bytes:
    """A plan with the text as what a key holds: most YAML is refused at its first line when it stands alone."""
    lines = raw.decode("utf-8", "replace").splitlines()
    head = PLAN.format(**USUAL).encode()
    return head + "  其他:\n".encode() + "".join(f"    {line}\n" for line in lines).encode()


def as_plan(raw: bytes) -> str:
    from ledger.checks import check_plan
    from ledger.duty.directory import UnitDirectory
    from ledger.duty.reading import read_items
    from ledger.files.yaml.plan_yaml import parse_plan

    file = parse_plan(Path("p.yaml"), "p.yaml", raw)
    say_all(file.problems)
    if file.plan is None:
        return "refused"
    say_all(file.locate_all(check_plan(read_items(file.plan, UnitDirectory.from_plan(file.plan), ON), ON)))
    return "read"


def as_beside(raw: bytes) -> str:
    from ledger.files.yaml.plan_yaml import read_record
    from ledger.files.yaml.text_file import decode
    from ledger.record.directory_model import DirectoryFile
    from ledger.record.office_model import OfficeFile

    source = decode(Path("units.yaml"), "units.yaml", raw)
    found = [read_record(source, model) for model in (DirectoryFile, OfficeFile)]
    for file, _ in found:
        say_all(file.problems)
    return "read" if any(record for _, record in found) else "refused"


def as_book(path: Path) -> str:
    from ledger.files.sheets.fill_reader import read_fill
    from ledger.files.sheets.returned_child import SECONDS as MOST
    from ledger.files.sheets.returned_child import _limit

    book, ended = in_a_copy(lambda: read_fill(path), lambda: _limit(MOST))
    if not ended:
        return "too much"
    say_all(book.problems)
    return "read" if book.rows else "refused"


def as_document(path: Path) -> str:
    from ledger.draft import draft_plan
    from ledger.files.documents import child, reader
    from ledger.files.yaml.plan_yaml import parse_plan
    from ledger.problems import LedgerError
    from ledger.views.draft_yaml import draft_yaml

    here = lambda kind, path: read_in_copy(child, kind, path)  # noqa: E731
    reader.__dict__.update(read_in_child=here, _read_converted=_not_converted)
    try:
        draft = draft_plan(reader.read_document(path), year=2022)
    except LedgerError as error:
        return "too much" if "没有读完" in error.message else "refused"
    say_all(parse_plan(Path("p.yaml"), "p.yaml", draft_yaml(draft).encode()).problems)
    return "read"


def strings_in(path: Path) -> Iterator[tuple[str, str, Callable[[], str]]]:
    for text in json.loads(path.read_text(encoding="utf-8")):
        yield repr(text)[:60], "every field", lambda text=text: in_plans(text)  # type: ignore[misc]
        yield repr(text)[:60], "arguments", lambda text=text: as_arguments(text)  # type: ignore[misc]


def in_plans(text: str) -> str:
    """The string in one field after the other, then in all of those in which the plan still reads: this plan is asked,
    exported and written into."""
    reads = [field for field in FIELDS if in_a_plan([field], text) == 0]
    while reads and in_a_plan(reads, text) != 0:
        reads.pop()
    for words in COMMANDS[1:]:
        _called([*words, "--on", "2022-06-15"], {})
    return f"reads in {len(reads)} of {len(FIELDS)} fields"


def in_a_plan(fields: list[str], text: str) -> int:
    quoted = json.dumps(text)
    values = {name: json.dumps(words, ensure_ascii=False) for name, words in USUAL.items()}
    Path("plans").mkdir(exist_ok=True)
    plan = PLAN.format(**values | dict.fromkeys((f for f in fields if f != DIRECTORY), quoted))
    Path("plans/p.yaml").write_text(plan, encoding="utf-8", errors="surrogatepass")
    units = f"  别名: [{quoted}]\n  工作人员: {quoted}\n" if DIRECTORY in fields else ""
    Path("plans/units.yaml").write_text(f"地区: 例县\n单位:\n- 名称: 县财政局\n{units}", encoding="utf-8")
    _called(["validate", "plans"], {})
    return _called(["list", "plans"], {})


def as_arguments(text: str) -> str:
    Path("plans").mkdir(exist_ok=True)
    values = {name: json.dumps(words, ensure_ascii=False) for name, words in USUAL.items()}
    Path("plans/p.yaml").write_text(PLAN.format(**values), encoding="utf-8")
    Path("plans/units.yaml").unlink(missing_ok=True)
    text = text.replace("\x00", "")
    for words in (
        ["due", "plans", "--unit", text], ["list", "plans", "--find", text], ["show", "p", text], ["show", text, "1"], ["explain", text, "--year", "2022"],
        ["update", "p", "1", "--status", "推进中", "--note", text, "--reporter", text], ["update", "p", "1", "--status", text], ["due", "--on", text],
        ["validate", text], ["export", "plans", "--region", text], ["lookback", text], ["help", text], ["collect", text], ["draft", text], [text],
    ):  # fmt: skip
        _called([word for word in words if not word.startswith("--send")], {})
    return "tried"


def tried(case: Callable[[], str], folder: str) -> str:
    """How a case ended, in a copy of this process with limits."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        os.environ["HOME"] = folder
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY << 20, MOST_MEMORY << 20))
        signal.signal(signal.SIGPROF, _too_long)
        signal.setitimer(signal.ITIMER_PROF, SECONDS * 3)  # the parts have limits of their own
        signal.alarm(240)
        with (
            open(os.devnull, "w") as nowhere,
            contextlib.redirect_stderr(nowhere),
            contextlib.redirect_stdout(nowhere),
        ):
            try:
                said = case()
            except BaseException as error:
                place = traceback.extract_tb(error.__traceback__)[-1]
                said = f"! {type(error).__name__}: {str(error)[:100]!r} at {place.filename}:{place.lineno}"
        os.write(writing, said.encode("utf-8", "replace")[:4000])
        os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe:
        said = pipe.read().decode("utf-8", "replace")
    _, status = os.waitpid(child, 0)
    return said if not status else f"! ended with {status}"


def cases(given: Path) -> Iterator[tuple[str, str, Callable[[], str]]]:
    if given.suffix == ".json":
        yield from strings_in(given)
        return
    for path in sorted(given.rglob("*")):
        if path.is_file() and not path.is_symlink() and path.stat().st_size <= MOST_BYTES:
            for role, case in roles(path.resolve()):
                yield str(path), role, case


def main() -> None:
    import ledger.cli.main  # noqa: F401 - loaded before the copies are made

    bad = 0
    for given in map(Path, sys.argv[1:]):
        counted: Counter[str] = Counter()
        with tempfile.TemporaryDirectory() as folder:
            for name, role, case in cases(given.resolve()):
                said = tried(case, folder)
                if not sum(counted.values()) % 200:
                    print(f"{sum(counted.values())} …", file=sys.stderr, flush=True)
                counted[f"{role}: {said if said[:1] != '!' else 'FAILED'}"] += 1
                if said.startswith("!"):
                    bad += 1
                    print(f"{name} as {role} {said}", flush=True)
        print(given, sum(counted.values()), "cases", dict(sorted(counted.items())), flush=True)
    sys.exit(1 if bad else 0)


def warm() -> Any:
    """What the copies need, loaded once."""
    import docx  # noqa: F401
    import pdfplumber  # noqa: F401

    from ledger.checks import check_plan  # noqa: F401
    from ledger.draft import draft_plan  # noqa: F401
    from ledger.files.documents import docx as one  # noqa: F401
    from ledger.files.documents import pdf  # noqa: F401
    from ledger.files.sheets import fill_reader, fill_workbook, workbook  # noqa: F401
    from ledger.questions import collect, due, split  # noqa: F401


if __name__ == "__main__":
    warm()
    main()
