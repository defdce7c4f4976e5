"""A full disk and a kill wherever a command touches the disk; `tools/faults.py` tries all commands."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

FAULTS = Path(__file__).parents[2] / "tools" / "faults.py"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a copy of itself")


COMMANDS = ("update", "redo")


@pytest.fixture(scope="module")
def told() -> dict[str, dict[str, int]]:
    """What was counted for each command."""
    words = [sys.executable, str(FAULTS), *COMMANDS]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    lines = (line.partition(" ") for line in done.stdout.splitlines())
    return {command: ast.literal_eval(found) for command, _, found in lines}


@pytest.mark.parametrize("command", COMMANDS)
def test_old_or_new_and_what_is_said_is_true(command: str, told: dict[str, dict[str, int]]) -> None:
    found = told[command]
    assert found["kills"] == found["faults"] >= 9  # the journal line, the new plan, the folder, the mark
    assert set(found) >= {"done", "not done"}
    assert "in part" not in found
