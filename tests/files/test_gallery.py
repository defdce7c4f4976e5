"""Every broken plan under examples/problems/ beside what `ledger validate` says about it, compared whole.

A pair is NAME.yaml and NAME.out.txt; the second is the standard output of
`ledger validate examples/problems/NAME.yaml --on 2022-12-10`, run at the root of the project.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from ledger.cli.main import app

ROOT = Path(__file__).parents[2]
GALLERY = ROOT / "examples" / "problems"
BESIDE = ("units.yaml", "office.yaml")
PLANS = sorted(path for path in GALLERY.glob("*.yaml") if path.name not in BESIDE)


def test_the_gallery_is_complete() -> None:
    assert len(PLANS) > 25
    assert {path.stem for path in PLANS} == {
        path.name.removesuffix(".out.txt") for path in GALLERY.glob("*.out.txt")
    }


@pytest.mark.parametrize("plan", [path.stem for path in PLANS])
def test_a_broken_plan_gets_the_words_beside_it(plan: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    expected = (GALLERY / f"{plan}.out.txt").read_text(encoding="utf-8")
    result = CliRunner().invoke(app, ["validate", f"examples/problems/{plan}.yaml", "--on", "2022-12-10"])
    assert result.stdout == expected
    assert result.exit_code == (1 if ": 错误：" in expected else 0)
