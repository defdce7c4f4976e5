"""Write down everything the program reads and says, so that a rebuilding can be held against what was before.

    python tools/freeze.py FOLDER

FOLDER gets one file a reading: every phrase of the tables and plans as understood, every duty on some days, every
issued document as drafted, and what each command says of the five plans. Run it before and after a change, each with
its own tree, then `diff -r`: no line, or each line judged in the commit. Nothing in it depends on the day or the place.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DAYS = ("2021-07-01", "2022-12-10", "2023-02-01")
COMMANDS = (
    *(f"due plans --on {day}{form}" for day in DAYS for form in (" --all", " --json --all --within 60")),
    "validate plans",
    "validate plans --json",
    "list plans",
    "list plans --json",
    "units plans",
    "units plans --json",
    *(f"export plans --{form}" for form in ("json", "csv", "md", "ics")),
    *(f"report plans --on {day}" for day in DAYS),
    "report plans --on 2022-12-10 --json",
    "lookback qinyuan-2022 --on 2023-02-01",
    "lookback fushun-2022 --on 2023-02-01 --json",
    "remind plans --on 2022-12-10",
    "due examples/一年 --on 2022-12-10 --all",
    "report examples/一年 --on 2022-12-10",
    "report examples/一年 --on 2022-12-10 --html",
    "validate examples/一年",
    "remind examples/一年 --on 2022-12-10",
)


def said(words: list[str], home: Path) -> str:
    """Both streams and the exit code of one call, as cron would make it."""
    done = subprocess.run(
        [sys.executable, "-m", "ledger", *words],
        cwd=ROOT,
        env={"PATH": os.defpath, "HOME": str(home), "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.stdout + f"[{done.returncode}]\n"


def phrases() -> Iterator[tuple[str, str, str]]:
    """(deadlines or units, words, year) of every row of the tables and every task of the plans."""
    for table, kind in (("deadlines.md", "deadline"), ("units_table.md", "units")):
        for line in (ROOT / "tests/words" / table).read_text("utf-8").splitlines():
            cells = [cell.strip().replace("⏎", "\n") for cell in line.strip("|").split("|")]
            if line.startswith("|") and len(cells) > 2 and not set(cells[0]) <= set("- :"):
                yield kind, cells[0], cells[1] if kind == "deadline" else ""
    from ledger.files.yaml.plan_yaml import read_plan
    from ledger.record.model import words_of

    for path in sorted((ROOT / "plans").rglob("*.yaml")):
        if path.name != "units.yaml":
            plan = read_plan(path).plan
            assert plan is not None, path
            for task in plan.tasks:
                year = str(plan.year)
                yield from (
                    ("units", words_of(task.responsibility), ""),
                    ("deadline", words_of(task.deadline), year),
                )
                yield "deadline", task.content or "", year


def readings() -> Iterator[str]:
    """Each phrase as understood, a line each."""
    from ledger.words.deadline.reader import read_deadline
    from ledger.words.responsibility.reader import read_responsibility

    for kind, words, year in phrases():
        numbers = re.findall(r"\d{4}", year)
        if kind == "units":
            yield f"{words!r}\t{read_responsibility(words)}"
        elif numbers:
            yield f"{words!r}\t{read_deadline(words, int(numbers[0]))}"


def main() -> None:
    """Write everything into the folder named."""
    out = Path(sys.argv[1])
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    (out / "readings.txt").write_text("\n".join(readings()), "utf-8")
    with tempfile.TemporaryDirectory() as home:
        for command in COMMANDS:
            text = said(command.split(), Path(home)).replace(str(ROOT), ".")
            (out / (command.replace("/", "_").replace(" ", "_") + ".txt")).write_text(text, "utf-8")
        for document in sorted((ROOT / "examples/documents").glob("*.txt")):
            (out / f"draft_{document.stem}.txt").write_text(
                said(["draft", str(document)], Path(home)), "utf-8"
            )
        for plan in sorted((ROOT / "plans").rglob("20*.yaml")):
            made = Path(home) / f"{plan.parent.name}.xlsx"
            said(["export", "--xlsx", str(plan), "-o", str(made)], Path(home))
            (out / f"draft_xlsx_{plan.parent.name}.txt").write_text(
                said(["draft", str(made)], Path(home)), "utf-8"
            )


if __name__ == "__main__":
    main()
