"""The index is never a second truth: with and without it every answer is the same, byte for byte."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from subprocess import PIPE, Popen, run
from sys import executable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

import ledger.cli.index.reading as long_way
from ledger.cli import checking
from ledger.cli.index import store
from ledger.cli.main import app
from ledger.cli.office import load
from ledger.duty.directory import UnitDirectory
from ledger.duty.reading import read_items, same_until
from ledger.files.yaml.plan_yaml import parse_plan

UNITS = ["县财政局", "县教育局", "县民政局（县老龄办）", "县卫生健康局"]
GROUPS = ["各乡镇", "各有关部门", "牵头部门"]
DEADLINES = ["11月底前", "每季度首月5日前", "2022年9月5日前，长期坚持", "全年", "按上级要求", "每月25日前"]
NAMES = [
    "县财政局",
    "财政局",
    "例县教育局",
    "教委",
    "县老龄办",
    "各乡镇",
    "各镇",
    "县审计局",
    "白水镇",
    "白 水镇",
    "县卫健局",
    "没有的局",
]


@st.composite
def units_files(draw: st.DrawFn, region: str) -> str:
    lines = [f"地区: {region}", "单位:"]
    for name in draw(st.lists(st.sampled_from(UNITS), min_size=1, unique=True)):
        lines.append(f"- 名称: {name}\n  电话: 0355-0000000")
        lines += ["  别名: [教委]"] if name == "县教育局" else []
        lines += ["  类别: 乡镇"] if draw(st.booleans()) else []
    listed = ["[县财政局, 县民政局（县老龄办）]", "[县财政局, 白水镇]"]
    members = draw(st.sampled_from([*listed, "{类别: 乡镇}", "范围未列明", "牵头单位"]))
    return "\n".join([*lines, "集合:", "- 名称: 各乡镇", "  别名: [各镇]", f"  成员: {members}", ""])


@st.composite
def plans(draw: st.DrawFn, region: str, no: int) -> str:
    lines = [f"编号: {draw(st.sampled_from([f'p{no}', f'p{no}', 'p0']))}", "标题: 要点"]
    lines += [f"年度: {draw(st.sampled_from(['2022', '2022', '2022-2024']))}"]
    lines += [f"地区: {region}"] if draw(st.booleans()) else []
    lines += ["归档: 2022-11-15"] if draw(st.integers(0, 5)) == 0 else []
    lines += ["任务:"]
    for n in range(draw(st.integers(1, 3))):
        who = draw(
            st.lists(st.sampled_from([*UNITS, *GROUPS, "县审计局"]), min_size=1, max_size=3, unique=True)
        )
        lines += [f"- 序号: {n + 1}", "  任务名称: 公开", f"  责任单位: {who[0]}牵头，{'、'.join(who)}配合"]
        lines += [f"  时间节点: {draw(st.sampled_from(DEADLINES))}"] if draw(st.booleans()) else []
        if draw(st.integers(0, 3)) == 0:
            lines += ["  调整:", "  - 日期: 2022-11-20", "    依据: 例通知"]
            lines += [f"    时间节点: {draw(st.sampled_from(['12月10日前', '每月25日前']))}"]
            lines += [f"    责任单位: {draw(st.sampled_from(UNITS))}"] if draw(st.booleans()) else []
        if draw(st.booleans()):
            lines += ["  进展:", "  - 日期: 2022-11-02", f"    单位: {draw(st.sampled_from(UNITS))}"]
            lines += [
                f"    状态: {draw(st.sampled_from(['推进中', '已完成', '申请延期']))}",
                "    情况: 不该进索引的话",
            ]
            said = draw(st.sampled_from(["", "退回", "延期", "已取消", "已销号"]))
            if said:
                lines += ["  - 日期: 2022-11-05", f"    状态: {said}", "    原因: 缺附件"]
                lines += ["    延期至: 2022-12-20"] if said == "延期" else []
    return "\n".join([*lines, *draw(st.sampled_from([[], [], [], ["错键: 1"]])), ""])


@st.composite
def offices(draw: st.DrawFn) -> dict[str, str]:
    files = {}
    for no, region in enumerate(("例县", "样县", "例县")[: draw(st.integers(1, 3))]):
        files[f"{no}/要点.yaml"] = draw(plans(region, no))
        if draw(st.booleans()):
            files[f"{no}/units.yaml"] = draw(units_files(region))
    return files


def write(root: Path, files: dict[str, str]) -> None:
    for path in list(root.rglob("*.yaml")):
        if str(path.relative_to(root)) not in files:
            path.unlink()
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def due(*words: str) -> Result:
    return CliRunner().invoke(app, ["due", *words])


def validate(*words: str) -> Result:
    return CliRunner().invoke(app, ["validate", *words])


def said(result: Result) -> tuple[int, str, str]:
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEDGER_INDEX", str(tmp_path / "index"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    return tmp_path / "plans"


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=offices(),
    then=offices(),
    name=st.sampled_from([None, *NAMES]),
    days=st.lists(st.integers(0, 60), min_size=1, max_size=2),
    extra=st.sampled_from([(), ("--json",), ("--all", "--json"), ("--overdue",), ("--region", "例县")]),
)
def test_with_and_without_it_every_answer_is_the_same(
    office: Path,
    first: dict[str, str],
    then: dict[str, str],
    name: str | None,
    days: list[int],
    extra: tuple[str, ...],
) -> None:
    for files in (first, then):
        write(office, files)
        for day in days:
            words = [*extra, "--on", str(date(2022, 11, 1) + timedelta(days=day))]
            words += ["--unit", name] if name else []
            long = said(due(*words, "--no-index"))
            assert said(due(*words)) == long
            assert said(due(*words)) == long


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=offices(),
    then=offices(),
    beside=st.sampled_from(
        [{}, {}, {"office.yaml": "地区: 例县\n"}, {"units.yaml": "单位: [{名称: 县财政局}, 县财政局]\n"}]
    ),
    days=st.lists(st.sampled_from(["2022-11-01", "2022-11-20", "2023-02-01"]), min_size=1, max_size=2),
    extra=st.sampled_from(
        [
            (),
            ("--json",),
            ("--format", "github"),
            ("--strict",),
            ("-q",),
            ("plans/0", "plans"),
            ("plans/0/要点.yaml",),
        ]
    ),
)
def test_with_and_without_it_the_same_is_found_wrong(
    office: Path,
    first: dict[str, str],
    then: dict[str, str],
    beside: dict[str, str],
    days: list[str],
    extra: tuple[str, ...],
) -> None:
    for files in (first | beside, then, then | beside):
        write(office, files)
        for day in days:
            long = said(validate(*extra, "--on", day, "--no-index"))
            assert said(validate(*extra, "--on", day)) == long
            assert said(validate(*extra, "--on", day)) == long


@given(text=plans("例县", 0), days=st.lists(st.integers(0, 40), min_size=2, max_size=2))
def test_a_reading_holds_for_the_days_it_is_said_to(text: str, days: list[int]) -> None:
    plan = parse_plan(Path("p.yaml"), "p.yaml", text.encode()).plan
    if plan is None:
        return
    one, other = (date(2022, 11, 1) + timedelta(days=day) for day in days)
    first, until = same_until(plan, one)
    assert first <= one <= until
    if first <= other <= until:
        directory = UnitDirectory.from_plan(plan)
        assert read_items(plan, directory, one) == read_items(plan, directory, other)


def test_what_an_answer_says_of_entries_and_adjustments_is_kept(office: Path) -> None:
    (office / "要点.yaml").write_text(
        """\
编号: p
标题: 要点
年度: 2022
任务:
- 序号: 1
  任务名称: 公开
  责任单位: 县财政局
  时间节点: 11月底前
  进展:
  - 日期: 2022-11-02
    单位: 县财政局
    状态: 已完成
  - 日期: 2022-11-03
    状态: 退回
    原因: 缺附件
- 序号: 2
  任务名称: 报数
  责任单位: 县财政局
  时间节点: 11月底前
  调整:
  - 日期: 2022-11-20
    依据: 例通知
    时间节点: 每月25日前
""",
        encoding="utf-8",
    )
    for _ in range(2):
        answer = due("--unit", "县财政局", "--on", "2022-12-01")
        assert "退回（缺附件）" in answer.stdout
        assert "2022-11-25" in answer.stdout  # the first after the notice of 11-20


def test_the_working_days_of_the_office_are_kept(office: Path) -> None:
    """2022-12-01 is a Thursday; where it and the Friday are off, the first working day of December is the 5th."""
    write(
        office,
        {
            "要点.yaml": "编号: p\n标题: 要点\n年度: 2022\n任务:\n- 序号: 1\n  任务名称: 公开\n  责任单位: 县财政局\n"
            "  时间节点: 每月第1个工作日前\n",
            "office.yaml": "工作日: {放假: [2022-12-01, 2022-12-02]}\n",
        },
    )
    words = ("--unit", "县财政局", "--on", "2022-12-01")
    for _ in range(2):
        assert "2022-12-05" in due(*words).stdout
    assert said(due(*words)) == said(due(*words, "--no-index"))


TWO = {
    f"{no}/{name}": text
    for no, region in enumerate(("例县", "样县"))
    for name, text in {
        "要点.yaml": f"编号: p{no}\n标题: 要点\n地区: {region}\n年度: 2022\n任务:\n- 序号: 1\n  任务名称: 公开\n"
        "  责任单位: 县财政局\n  时间节点: 11月底前\n",
        "units.yaml": f"地区: {region}\n单位:\n- 名称: 县财政局\n  电话: 0355-0000000\n",
    }.items()
}


@pytest.mark.parametrize("years", ["2022", "2022-2024"])
def test_a_warm_answer_reads_no_plan_and_one_change_reads_one(
    office: Path, monkeypatch: pytest.MonkeyPatch, years: str
) -> None:
    write(office, {name: text.replace("年度: 2022", f"年度: {years}") for name, text in TWO.items()})
    read: list[str] = []

    def counted(paths: Sequence[Path], *rest: Any, **more: Any) -> Any:
        read.extend(map(str, paths))
        return load(paths, *rest, **more)

    monkeypatch.setattr(long_way, "load", counted)
    assert due("--unit", "县财政局", "--on", "2022-12-10").exit_code == 0
    assert sorted(read) == ["plans/0/要点.yaml", "plans/1/要点.yaml"]
    read.clear()
    assert due("--unit", "县财政局", "--on", "2022-12-11").exit_code == 0
    assert read == []
    path = office / "1/要点.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("11月底", "10月底"), encoding="utf-8")
    assert "2022-10-31" in due("--unit", "县财政局", "--on", "2022-12-11").stdout
    assert read == ["plans/1/要点.yaml"]


def test_what_is_wrong_is_looked_for_anew_where_a_file_or_the_day_is_another(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(office, TWO)
    looked: list[str] = []
    real = checking.check_each

    def counted(paths: Sequence[Path], *rest: Any, **more: Any) -> Any:
        looked.extend(map(str, paths))
        return real(paths, *rest, **more)

    monkeypatch.setattr(checking, "check_each", counted)
    both = ["plans/0/要点.yaml", "plans/1/要点.yaml"]
    path = office / "1/要点.yaml"
    text = path.read_text(encoding="utf-8")
    for change, day, anew in (
        ("", "2022-12-10", both),
        ("", "2022-12-10", []),
        ("", "2022-12-11", both),
        ("# 一行\n", "2022-12-11", both[1:]),
        ("- 序号: 1\n  任务名称: 又一项\n  责任单位: 县财政局\n", "2022-12-11", both[1:]),
    ):
        path.write_text(text + change, encoding="utf-8")
        looked.clear()
        answer = validate("--on", day, "--json")
        assert sorted(looked) == anew
        assert ("task-number-repeated" in answer.stdout) == change.startswith("-")


def test_a_file_is_called_as_whoever_asks_calls_it_and_one_number_twice_is_told(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = TWO | {
        "1/要点.yaml": TWO["1/要点.yaml"].replace("编号: p1", "编号: p0"),
        "1/units.yaml": "地区: 样县\n单位:\n- 名称: 县财政局\n- 名称: 县财政局\n",
    }
    write(office, two)
    for folder, prefix in ((office.parent, "plans/"), (office.parent, "plans/"), (office, "")):
        monkeypatch.chdir(folder)
        answer = validate("--on", "2022-12-10", prefix or ".", "--format", "github")
        assert answer.exit_code == 1
        places = [line.split(",")[0] for line in answer.stdout.splitlines()]
        assert f"::warning file={prefix}1/units.yaml" in places
        assert places[-1] == f"::error file={prefix}1/要点.yaml"
        assert f"编号“p0”与文件 {prefix}0/要点.yaml 的编号重复" in answer.stdout


def test_a_change_that_keeps_size_and_time_is_seen_while_it_is_young(office: Path) -> None:
    write(office, TWO)
    path = office / "0/要点.yaml"
    before = path.stat()
    assert "2022-11-30" in due("--unit", "例县财政局", "--on", "2022-12-10").stdout
    path.write_text(path.read_text(encoding="utf-8").replace("11月底", "10月底"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "2022-10-31" in due("--unit", "例县财政局", "--on", "2022-12-10").stdout


@pytest.mark.parametrize("how", ["units.yaml nearer", "units.yaml gone", "office.yaml new", "plan gone"])
def test_what_stands_beside_a_plan_counts(office: Path, how: str) -> None:
    write(office, TWO)
    words = ("--unit", "县财政局", "--on", "2022-12-10", "--json")
    due(*words)
    if how == "units.yaml nearer":
        (office / "units.yaml").write_text(TWO["0/units.yaml"], encoding="utf-8")
        (office / "0/units.yaml").write_text(
            "单位:\n- 名称: 县财政金融局\n  别名: [县财政局]\n", encoding="utf-8"
        )
    elif how == "units.yaml gone":
        (office / "0/units.yaml").unlink()
    elif how == "office.yaml new":
        (office / "office.yaml").write_text("错键: 1\n", encoding="utf-8")
    else:
        (office / "0/要点.yaml").unlink()
    assert said(due(*words)) == said(due(*words, "--no-index"))


def test_it_is_for_this_user_alone_and_holds_no_notes_and_no_telephone_numbers(office: Path) -> None:
    text = (
        TWO["0/要点.yaml"]
        + "  进展:\n  - 日期: 2022-11-02\n    单位: 县财政局\n    状态: 推进中\n    情况: 不外传的话\n"
    )
    write(office, TWO | {"0/要点.yaml": text})
    due("--unit", "县财政局", "--on", "2022-12-10")
    path = store.place()
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    content = path.read_bytes()
    assert "公开".encode() in content
    assert "不外传".encode() not in content
    assert b"0355-0000000" not in content  # four figures alone stand in digests by chance


def test_a_plan_that_is_gone_is_forgotten_at_the_next_write(office: Path) -> None:
    write(office, TWO)
    due("--unit", "县财政局", "--on", "2022-12-10")
    (office / "0/要点.yaml").unlink()
    path = office / "1/要点.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# 改了\n", encoding="utf-8")
    due("--unit", "县财政局", "--on", "2022-12-10")
    index = store.place()
    assert index is not None
    with sqlite3.connect(index) as own:
        assert own.execute("SELECT id FROM plan").fetchall() == [("p1",)]
        for table in ("item", "head", "carrier", "directory"):
            assert own.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,), table
    own.close()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _noise(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = bytes(byte ^ 0x55 for byte in content[4096:])
    path.write_bytes(content)


def _foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE plan(mine TEXT)")
    other.close()


def _wrong_bodies(path: Path) -> None:
    with sqlite3.connect(path) as own:
        for table in ("item", "checked"):
            own.execute(f"UPDATE {table} SET body = x'0000000080049500'")
    own.close()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    "spoil",
    [_cut, _noise, _foreign, _wrong_bodies, _folder, lambda path: path.write_bytes(b"text"), Path.unlink],
)
def test_a_damaged_or_foreign_index_is_no_trouble(office: Path, spoil: object) -> None:
    write(office, TWO)
    words = ("--unit", "县财政局", "--on", "2022-12-10", "--json")
    long, wrong = said(due(*words)), said(validate(*words[2:]))
    path = store.place()
    assert path is not None
    spoil(path)  # type: ignore[operator]
    assert said(due(*words)) == long
    assert said(due(*words)) == long
    validate(*words[2:])
    if path.is_file():
        spoil(path)  # type: ignore[operator]
    assert said(validate(*words[2:])) == wrong
    assert said(validate(*words[2:])) == wrong


@pytest.mark.parametrize("words", [["due", "--unit", "县财政局", "--json"], ["validate", "--json"]])
def test_a_warm_answer_imports_no_grammar_no_models_and_no_yaml(office: Path, words: list[str]) -> None:
    write(office, TWO)
    words = [*words, "--on", "2022-12-10"]
    code = "import sys, ledger.cli.main as m\ntry: m.run()\nfinally: print(*sys.modules, file=sys.stderr)"
    for _ in range(2):
        done = run([executable, "-c", code, *words], capture_output=True, text=True, check=True)
    heavy = {"ledger.cli.office", "ledger.record.model", "ruamel.yaml", "ledger.words.responsibility.reader"}
    heavy |= {"ledger.words.deadline.reader", "openpyxl", "pydantic", "rich.console"}
    assert not heavy & set(done.stderr.split())


def test_an_empty_variable_switches_it_off(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(office, TWO)
    monkeypatch.setenv("LEDGER_INDEX", "")
    due("--unit", "县财政局", "--on", "2022-12-10")
    assert not (office.parent / "index").exists()


def test_several_runs_at_once_answer_alike(office: Path) -> None:
    write(office, TWO)
    command = [executable, "-m", "ledger", "due", "--unit", "县财政局", "--on", "2022-12-10", "--json"]
    runs = [Popen(command, stdout=PIPE) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda one: one.communicate()[0], runs))
    assert set(answers) == {run([*command, "--no-index"], stdout=PIPE, check=True).stdout}
