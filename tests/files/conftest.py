"""What the tests of workbooks share: a real second spreadsheet program, and the five plans."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Protocol

import pytest

from ledger.files.yaml.plan_yaml import read_plan
from ledger.record.model import Plan

ROOT = Path(__file__).parents[2]


class Convert(Protocol):
    """Converts files by LibreOffice, with the fonts of this machine or of a fontconfig file."""

    def __call__(self, paths: list[Path], to: str, *, fonts: Path | None = None) -> list[Path]: ...


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Converts files by LibreOffice: `office([path, …], "pdf")` → the new files, in the same order."""
    missing = [tool for tool in ("soffice", "pdftotext") if shutil.which(tool) is None]
    if missing:
        reason = f"{'、'.join(missing)} is not installed"
        if os.environ.get("LEDGER_REQUIRE_OFFICE") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    profiles: dict[Path | None, Path] = {None: tmp_path_factory.mktemp("profile")}

    def convert(paths: list[Path], to: str, *, fonts: Path | None = None) -> list[Path]:
        out = tmp_path_factory.mktemp("office")
        profile = profiles.setdefault(fonts, out / "profile")  # a profile remembers which fonts there were
        env = {**os.environ, **({"FONTCONFIG_FILE": str(fonts)} if fonts else {})}
        command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
        command += ["--convert-to", to, "--outdir", str(out), *map(str, paths)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=180, env=env)
        made = [out / f"{path.stem}.{to}" for path in paths]
        assert all(path.exists() for path in made), done.stderr
        return made

    return convert


@pytest.fixture(scope="session")
def plans() -> dict[str, Plan]:
    """The five plans by 地区."""
    found = {}
    for path in sorted((ROOT / "plans").glob("*/2*.yaml")):
        plan = read_plan(path).plan
        assert plan is not None, path
        found[str(plan.region)] = plan
    assert len(found) == 5
    return found
