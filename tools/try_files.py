"""Give the program every file below a folder, or every string of a JSON list, in every part it could play.

    python tools/try_files.py FOLDER|STRINGS.json …

A file is read as a plan, units.yaml and office.yaml, as a workbook that came back and as an issued document; where a
string stands: tools/try_strings.py. Meant for public sets of broken files, which are not kept here. Counts what was refused and what
read; whatever raises anything but the program's own errors, takes over ten seconds or 480 MB is told. Exit code 1 then.
"""

from __future__ import annotations

import contextlib
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
from fuzz_kinds import ON, _not_converted, in_a_copy, read_in_copy, say_all
from try_strings import learn, strings_in

MOST_BYTES = 20_000_000
HEAD = "编号: p\n标题: 例县2022年要点\n地区: 例县\n年度: 2022\n任务:\n- 序号: 1\n  任务名称: 公开预算\n  责任单位: 县财政局\n  时间节点: 11月底前\n"


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
    head = HEAD.encode()
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
        learn()
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
