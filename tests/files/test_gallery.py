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


# The gallery's typing mistakes, each with the lines its remedies ask for: (plan, {line: as it should be})
MENDED = [
    ("yaml-dash", {7: "- 序号: 1", 11: "- 序号: 2"}),
    ("yaml-wide-blank", {7: "- 序号: 1", 9: "  责任单位: 县财政局牵头"}),
    ("yaml-pasted-text", {10: "    要求：按时公开各类信息，接受监督。"}),
    ("yaml-pasted-text", {9: "  任务内容: 规范专栏设置，要求：按时公开各类信息，接受监督。", 10: ""}),
    ("yaml-pasted-text", {10: "# 要求：按时公开各类信息，接受监督。"}),
    ("yaml-level", {11: "  进展:"}),
    (
        "key-as-heading",
        {
            8: "  任务名称: 规范政府信息公开专栏",
            9: "  责任单位: {牵头: [县财政局]}",
            10: "  其他: {责任领导: 示例}",
            11: "  时间节点: 11月底前",
        },
    ),
]


@pytest.mark.parametrize(("plan", "lines"), MENDED)
def test_a_remedy_works_when_followed(plan: str, lines: dict[int, str], tmp_path: Path) -> None:
    written = (GALLERY / f"{plan}.yaml").read_text(encoding="utf-8").split("\n")
    for number, line in lines.items():
        written[number - 1] = line
    mended = tmp_path / "mended.yaml"
    mended.write_text("\n".join(written), encoding="utf-8")
    (tmp_path / "units.yaml").write_text(
        (GALLERY / "units.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    result = CliRunner().invoke(app, ["validate", str(mended), "--on", "2022-12-10"])
    assert ": 错误：" not in result.stdout, result.stdout


@pytest.mark.parametrize("indent", range(5))
def test_a_key_at_any_level_is_sent_to_its_own(indent: int, tmp_path: Path) -> None:
    """责任单位 belongs two blanks deep; wherever else it stands, that is what the advice says."""
    text = (GALLERY / "yaml-indent.yaml").read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(text) if line.lstrip().startswith("责任单位"))
    text[at] = " " * indent + text[at].lstrip()
    plan = tmp_path / "plan.yaml"
    plan.write_text("\n".join(text), encoding="utf-8")
    said = CliRunner().invoke(app, ["validate", str(plan), "--on", "2022-12-10"]).stdout
    if indent == 2:
        assert ": 错误：" not in said
    else:
        assert said.count(": 错误：") == 1, said
        assert f"前面应有 2 个空格，现有 {indent} 个。" in said
