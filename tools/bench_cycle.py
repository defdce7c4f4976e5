"""Time and memory of the cycle beside bare openpyxl: 200 units × 34 tasks split, filled in, collected.

    python tools/bench_cycle.py [--units 200] [--tasks 34]

Bare openpyxl writes and reads workbooks with the same cells and nothing else. Each part runs in a process of its
own, one after the other; peak memory is that of the process. Prints a line a part, then the ratios, and what
half as many units take: memory that does not grow with the number of workbooks is flat.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from inputs import plan_of_units

ON = "2022-11-20"
PARTS = ("分发", "只写单元格", "汇总", "只读单元格")


def command(*words: str) -> None:
    """Run `ledger` in this process, its words thrown away."""
    from ledger.cli.main import app

    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    with contextlib.suppress(SystemExit):
        app(list(words))


def split() -> None:
    command("split", "-o", "sent", "--on", ON)


def collect() -> None:
    command("collect", "back", "--on", ON)


def bare_write() -> None:
    """The same cells, values only."""
    from openpyxl import Workbook, load_workbook

    for path in sorted(Path("sent").glob("第*.xlsx")):
        cells = [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(path, read_only=True)]
        workbook = Workbook()
        for rows in cells:
            sheet = workbook.create_sheet()
            for row in rows:
                sheet.append(row)
        workbook.save(Path("bare") / path.name)


def bare_read_for_writing() -> None:
    """What `bare_write` spends on reading what it is to write: to be taken off."""
    from openpyxl import load_workbook

    for path in sorted(Path("sent").glob("第*.xlsx")):
        for sheet in load_workbook(path, read_only=True):
            list(sheet.iter_rows(values_only=True))


def bare_read() -> None:
    from openpyxl import load_workbook

    for path in sorted(Path("back").glob("*.xlsx")):
        for sheet in load_workbook(path):
            for row in sheet.iter_rows():
                for cell in row:
                    cell.value  # noqa: B018 - looked at, as a reader would


def fill_in() -> None:
    """Every row of every workbook answered."""
    from openpyxl import load_workbook

    for path in sorted(Path("sent").glob("第*.xlsx")):
        workbook = load_workbook(path)
        sheet = workbook.worksheets[1]
        for number in range(4, sheet.max_row + 1):
            sheet[f"G{number}"], sheet[f"H{number}"] = "已完成", f"{path.stem}第{number}行已办结。"
            sheet[f"I{number}"] = date(2022, 11, 8)
        workbook.save(Path("back") / path.name)


def measured(part: Callable[[], None]) -> tuple[float, float]:
    """(CPU seconds, peak megabytes) of the part in a process of its own, its children counted in."""
    context = multiprocessing.get_context("spawn")
    inbox, outbox = context.Pipe(duplex=False)
    process = context.Process(target=_measure, args=(part, outbox))
    process.start()
    outbox.close()
    result: tuple[float, float] = inbox.recv()
    process.join()
    return result


def _measure(part: Callable[[], None], outbox: Any) -> None:
    part()
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    spent = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    outbox.send((spent, max(own.ru_maxrss, children.ru_maxrss) / 1024))


def cycle(units: int, tasks: int) -> dict[str, tuple[float, float]]:
    """Every part once, in a new folder."""
    with tempfile.TemporaryDirectory() as home:
        here = Path.cwd()
        os.chdir(home)
        try:
            plan_of_units(Path(home), units, tasks)
            for name in ("bare", "back"):
                Path(name).mkdir()
            found = {"分发": measured(split)}
            seconds, peak = measured(bare_write)
            found["只写单元格"] = (seconds - measured(bare_read_for_writing)[0], peak)
            measured(fill_in)
            found["汇总"] = measured(collect)
            found["只读单元格"] = measured(bare_read)
            added = Path("plans/plan.yaml").read_text(encoding="utf-8").count("状态: 已完成")
            assert added == units * tasks, f"{added} entries"
            return found
        finally:
            os.chdir(here)
            shutil.rmtree(home, ignore_errors=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=200)
    parser.add_argument("--tasks", type=int, default=34)
    wanted = parser.parse_args()
    whole, half = cycle(wanted.units, wanted.tasks), cycle(wanted.units // 2, wanted.tasks)
    print(f"{wanted.units} 个单位 × {wanted.tasks} 项任务（括号内：单位减半）")
    for part in PARTS:
        (seconds, peak), (half_seconds, half_peak) = whole[part], half[part]
        print(f"{part}  {seconds:.1f} 秒（{half_seconds:.1f}）  内存峰值 {peak:.0f} MB（{half_peak:.0f}）")
    for ours, bare in (("分发", "只写单元格"), ("汇总", "只读单元格")):
        times, peaks = whole[ours][0] / whole[bare][0], whole[ours][1] / whole[bare][1]
        print(f"{ours} ÷ {bare}：时间 {times:.2f} 倍，内存 {peaks:.2f} 倍")


if __name__ == "__main__":
    main()
