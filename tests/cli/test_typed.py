"""The words of a command line are read to their types here, and a wrong one is told in Chinese."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import pytest
import typer
from typer.testing import CliRunner

from ledger.cli.chinese import InChinese
from ledger.cli.typed import _Ours

SEEN: dict[str, object] = {}


class Command(InChinese, typer.core.TyperCommand):
    """As the program's own."""


app = typer.Typer()


@app.command(cls=Command)
def command(
    paths: Annotated[list[Path] | None, typer.Argument()] = None,
    number: Annotated[int | None, typer.Option(min=3, max=9)] = None,
    name: str = "无",
    flag: bool = False,
    form: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    SEEN.update(paths=paths, number=number, name=name, flag=flag, form=form)


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ([], {"paths": None, "number": None, "name": "无", "flag": False}),
        (["甲", "乙/丙"], {"paths": [Path("甲"), Path("乙/丙")]}),
        (["--number", "3", "--name", "", "--flag"], {"number": 3, "name": "", "flag": True}),
        (["--name", " \u3000\u200b\x01\u2028"], {"name": ""}),
        (["--number", "9"], {"number": 9, "form": "text"}),
        (["--format", "json"], {"form": "json"}),
    ],
)
def test_words_come_as_their_types(words: list[str], seen: dict[str, object]) -> None:
    SEEN.clear()
    assert CliRunner().invoke(app, words).exit_code == 0
    assert seen.items() <= SEEN.items()


@pytest.mark.parametrize(
    ("word", "says"), [("十", "“十”应是整数"), ("2", "“2”不能小于 3"), ("10", "“10”不能大于 9")]
)
def test_a_wrong_number_is_told(word: str, says: str) -> None:
    result = CliRunner().invoke(app, ["--number", word])
    assert result.exit_code == 2
    assert says in result.output


@pytest.mark.parametrize("word", ["Text", "", "xml", "te"])
def test_a_word_that_is_no_choice_is_told(word: str) -> None:
    result = CliRunner().invoke(app, ["--format", word])
    assert result.exit_code == 2
    assert f"“{word}”不是 text、json 之一" in result.output


def test_every_option_of_every_command_is_read_here() -> None:
    from ledger.cli.main import COMMANDS, LedgerGroup

    group = LedgerGroup(name="ledger")
    for name in COMMANDS:
        one = group.get_command(None, name)
        for param in one.get_params(typer.Context(one)):
            assert isinstance(param._runtime_param, _Ours), (name, param.name)


def test_half_a_character_is_no_file_name() -> None:
    result = CliRunner().invoke(app, ["文件\ud83d"])
    assert (result.exit_code, "“文件" in result.output) == (2, True)
