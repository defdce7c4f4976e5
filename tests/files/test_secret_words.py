"""Secrets come from the environment or a file only its owner may read, and are never quoted."""

import os
from pathlib import Path

import pytest

from ledger.files.post.secret_words import read_secrets
from ledger.problems import LedgerError

TOKEN = "s3cret-token"


def secret_file(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "口令"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def test_environment_wins_over_the_file_and_other_names_are_left_out(tmp_path: Path) -> None:
    path = secret_file(
        tmp_path, "# 说明\n\nLEDGER_MAIL = mailto://a:b@c\nLEDGER_群=x\n".replace("群", "GROUP")
    )
    found = read_secrets(path, {"LEDGER_MAIL": "mailto://d:e@f", "PATH": "/bin", "LEDGER_EMPTY": ""})
    assert found == {"LEDGER_MAIL": "mailto://d:e@f", "LEDGER_GROUP": "x"}
    assert read_secrets(None, {"HOME": "/"}) == {}


@pytest.mark.skipif(os.name != "posix", reason="only there a file has a mode")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o620, 0o700, 0o601])
def test_other_modes_are_refused(tmp_path: Path, mode: int) -> None:
    path = secret_file(tmp_path, f"LEDGER_MAIL={TOKEN}\n", mode)
    with pytest.raises(LedgerError) as raised:
        read_secrets(path, {})
    assert raised.value.message == (
        f"口令文件“{path}”的权限是 {mode:04o}，别人可能读到，没有使用；请先 chmod 600 {path}。"
    )


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_the_owner_alone_is_fine(tmp_path: Path, mode: int) -> None:
    assert read_secrets(secret_file(tmp_path, f"LEDGER_A={TOKEN}", mode), {}) == {"LEDGER_A": TOKEN}


@pytest.mark.parametrize("line", [TOKEN, f"MAIL={TOKEN}", f"ledger_mail={TOKEN}", f"={TOKEN}"])
def test_a_bad_line_is_named_by_number_and_not_quoted(tmp_path: Path, line: str) -> None:
    path = secret_file(tmp_path, f"LEDGER_A=1\n{line}\n")
    with pytest.raises(LedgerError, match="第 2 行不对") as raised:
        read_secrets(path, {})
    assert TOKEN not in raised.value.message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="找不到口令文件"):
        read_secrets(tmp_path / "没有", {})
