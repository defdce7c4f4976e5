"""`ledger update`, `log` and `undo`: every option, and every byte back."""

from __future__ import annotations

import difflib
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ledger.cli.main import app
from ledger.files.yaml.plan_yaml import read_plan

ROOT = Path(__file__).parents[2]
PLAN = """\
编号: lizi-2022
标题: 例县2022年工作要点
地区: 例县
年度: 2022
任务:
- 序号: 1
  任务名称: 公开预算
  责任单位: 县财政局牵头，县教育局配合
  时间节点: 11月底前   # 以通知为准
- 序号: 2
  任务名称: 报送报表
  责任单位: 县财政局
  时间节点: 每月25日前
# 以下为报送
报送:
- 事项: 年度报告
  单位: 县教育局
  报至: 县政府办
  期限: 2023年1月10日前
"""
UNITS = """\
地区: 例县
单位:
- 名称: 县财政局
  别名: [财政局]
- 名称: 县教育局
- 名称: 县民政局
"""
ON = "2022-11-20"
SAID = ("--unit", "县财政局", "--status", "推进中")
DONE = ("--unit", "县财政局", "--status", "已完成")


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEDGER_USER", "某科员")
    Path("plans").mkdir()
    Path("plans/units.yaml").write_text(UNITS, encoding="utf-8")
    path = Path("plans/要点.yaml")
    path.write_text(PLAN, encoding="utf-8")
    return path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def update(*words: str) -> Result:
    return run("update", "lizi-2022", *words, "--on", ON)


def lines(**fields: str) -> str:
    body = "\n    ".join(f"{key}: {value}" for key, value in fields.items())
    return f"  - {body}\n"


TASK_1, TASK_2, REPORT = "   # 以通知为准\n", "每月25日前\n", "2023年1月10日前\n"


@pytest.mark.parametrize(
    ("words", "after", "added"),
    [
        (("1", *SAID), TASK_1, lines(日期=ON, 单位="县财政局", 状态="推进中")),
        (("1", "--unit", "财政局", "--status", "推进中"), TASK_1, lines(日期=ON, 单位="县财政局", 状态="推进中")),
        (
            ("1", *SAID, "--note", "已录入: 三项", "--reporter", "某某", "--date", "2022.10.8"),
            TASK_1,
            lines(日期="2022-10-08", 单位="县财政局", 状态="推进中", 情况="'已录入: 三项'", 填报人="某某"),
        ),
        (
            ("1", "--unit", "县财政局", "--status", "已完成", "--done-on", "2022年11月8日", "--evidence", "预算.pdf", "--evidence", "附表.xlsx"),
            TASK_1,
            lines(日期=ON, 单位="县财政局", 状态="已完成", 完成日期="2022-11-08", 佐证="\n    - 预算.pdf\n    - 附表.xlsx").replace("佐证: \n", "佐证:\n"),
        ),
        (("1", *SAID, "--milestone", "2022-11-30"), TASK_1, lines(日期=ON, 单位="县财政局", 状态="推进中", 对应节点="2022-11-30")),
        (("1", "--extend-to", "2022-12-20", "--reason", "等数据"), TASK_1, lines(日期=ON, 状态="延期", 延期至="2022-12-20", 原因="等数据")),
        (("1", "--close", "--note", "已核查"), TASK_1, lines(日期=ON, 状态="已销号", 情况="已核查")),
        (("1", "--close", "--unit", "县财政局"), TASK_1, lines(日期=ON, 单位="县财政局", 状态="已销号")),
        (("1", "--cancel", "--reason", "上级取消"), TASK_1, lines(日期=ON, 状态="已取消", 原因="上级取消")),
        (("2", "--unit", "县财政局", "--status", "已完成", "--milestone", "2022-11-25"), TASK_2, lines(日期=ON, 单位="县财政局", 状态="已完成", 对应节点="2022-11-25")),
        (("报1", "--unit", "县教育局", "--status", "已完成"), REPORT, lines(日期=ON, 单位="县教育局", 状态="已完成")),
    ],
)  # fmt: skip
def test_each_option_adds_its_lines_and_nothing_else(
    plan: Path, words: tuple[str, ...], after: str, added: str
) -> None:
    done = update(*words)
    assert done.exit_code == 0, done.stderr
    start, end = PLAN.split(after)
    assert plan.read_text(encoding="utf-8") == f"{start}{after}  进展:\n{added}{end}"
    assert "现在：" in done.stderr


def test_a_later_notice(plan: Path) -> None:
    done = update(
        "1", "--basis", "例政办〔2022〕9号", "--new-deadline", "12月15日前", "--new-units", "县民政局牵头"
    )
    assert done.exit_code == 0, done.stderr
    start, end = PLAN.split(TASK_1)
    added = lines(日期=ON, 依据="例政办〔2022〕9号", 时间节点="12月15日前", 责任单位="县民政局牵头")
    assert plan.read_text(encoding="utf-8") == f"{start}{TASK_1}  调整:\n{added}{end}"
    assert "2022-12-15" in run("due", "--unit", "县民政局", "--all", "--on", ON).stdout


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("2", *SAID), 2, "第2项的节点是周期性的，这条进展没有写对应哪一次，不起作用。补上“对应节点”（--milestone），可以写：2022-"),
        (("1", *SAID, "--milestone", "2022-10-31"), 2, "第1项没有“2022-10-31”这个节点，这条进展不起作用。可以写：2022-11-30。"),
        (("1", "--unit", "县财务局", "--status", "推进中"), 2, "没有叫“县财务局”的单位。是不是县财政局"),
        (("9", *SAID), 2, "lizi-2022 没有第 9 项；任务共 2 项，报送是 报1 到 报1。"),
        (("1", "--unit", "县财政局"), 2, "没写状态，请用 --status 写"),
        (("1", "--unit", "县财政局", "--status", "办理"), 2, "没有“办理”这种状态"),
        (("1", "--status", "延期", "--reason", "等"), 2, "第1项的延期没有写“延期至”（--extend-to），期限仍按原来的算。"),
        (("1", "--extend-to", "2022-12-20"), 2, "第1项的延期没有写“原因”（--reason）。"),
        (("1", "--extend-to", "2022-11-30", "--reason", "等"), 2, "第1项延期至2022年11月30日，不晚于原定的2022年11月30日。"),
        (("1", *SAID, "--extend-to", "2022-12-20", "--reason", "等"), 2, "第1项写了延期至，状态却是“推进中”，期限没有变。"),
        (("1", "--cancel"), 2, "第1项已取消，没有写原因。补上“原因”（--reason）"),
        (("1", "--return"), 2, "第1项退回，没有写原因。补上“原因”（--reason）"),
        (("1", "--close", "--cancel"), 2, "状态只能有一个"),
        (("1", "--close", "--return", "--reason", "缺附件"), 2, "状态只能有一个"),
        (("1", *SAID, "--done-on", "2022-11-08"), 2, "第1项写了完成日期，状态却是“推进中”。"),
        (("1", *DONE, "--done-on", "2022-11-21"), 2, "第1项的完成日期2022年11月21日晚于今天（2022年11月20日）。"),
        (("1", *DONE, "--done-on", "2022-11-21", "--date", "2022-11-22"), 2, "第1项的完成日期2022年11月21日晚于今天（2022年11月20日）。"),
        (("1", *DONE, "--done-on", "2022-11-09", "--date", "2022-11-08"), 2, "第1项的完成日期2022年11月9日晚于填报日期2022年11月8日。"),
        (("1", *DONE, "--done-on", "1905-07-14"), 2, "第1项的完成日期1905年7月14日早于计划开始的2022年1月1日。"),
        (("1", *DONE, "--done-on", "2021-12-31"), 2, "早于计划开始的2022年1月1日"),
        (("1", *SAID, "--date", "2021-12-31"), 2, "第1项的进展日期2021年12月31日早于计划开始的2022年1月1日。"),
        (("1", "--basis", "某文"), 2, "调整要写 --basis"),
        (("报1", "--basis", "某文", "--new-deadline", "明年"), 2, "是报送，不能写调整"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_words(
    plan: Path, words: tuple[str, ...], code: int, sentence: str
) -> None:
    done = update(*words)
    assert (done.exit_code, sentence in done.stderr) == (code, True), done.stderr
    assert plan.read_text(encoding="utf-8") == PLAN


def test_a_unit_that_is_no_party_is_written_down_with_a_remark(plan: Path) -> None:
    done = update("1", "--unit", "县民政局", "--status", "推进中")
    assert done.exit_code == 0
    assert "提醒：第1项没有点名县民政局，照样记下了。" in done.stderr


def test_who_closes_several_nodes_at_once_is_told_how_to_take_it_back(plan: Path) -> None:
    """Another entry that names one of them would leave the others closed."""
    plan.write_text(
        PLAN.replace("11月底前   #", "制定计划：10月底前；完成抽查：12月底前 #"), encoding="utf-8"
    )
    said = update("1", *DONE, "--done-on", "2022-10-20").stderr
    assert "第1项的“已完成”没有写对应哪个节点，2个节点都算办结" in said
    assert "提醒：要改的，先 ledger undo 退回这一条，再写明 --milestone 记一次。\n" in said


def test_a_telephone_number_is_asked_about_wherever_it_stands(plan: Path) -> None:
    done = update("1", "--unit", "县财政局", "--status", "推进中", "--reporter", "王某 13800000000")
    assert done.exit_code == 0
    assert "提醒：写了像电话号码的数字（13800000000），会照样进计划、台账和回复。" in done.stderr


def test_a_unit_that_only_another_task_names_is_known(plan: Path) -> None:
    plan.write_text(
        PLAN.replace("  责任单位: 县财政局\n", "  责任单位: 县财政局、县审计局\n"), encoding="utf-8"
    )
    for unit, code in (("县审计局", 0), ("县没有局", 2)):
        answer = update("1", "--unit", unit, "--status", "推进中")
        assert (answer.exit_code, f"没有点名{unit}" in answer.stderr) == (code, code == 0)


def test_an_entry_that_is_not_the_latest_says_so(plan: Path) -> None:
    update("1", *SAID, "--date", "2022-11-10")
    done = update("1", "--unit", "县财政局", "--status", "未启动", "--date", "2022-11-01")
    assert "提醒：2022-11-10 还有一条，这一条记在它前面，不改变现在的状态。" in done.stderr


def test_dry_run_shows_the_lines_and_writes_nothing(plan: Path) -> None:
    done = update("1", *SAID, "--dry-run")
    assert done.stdout.splitlines() == [
        "   10 +   进展:",
        "   11 +   - 日期: 2022-11-20",
        "   12 +     单位: 县财政局",
        "   13 +     状态: 推进中",
    ]
    assert plan.read_text(encoding="utf-8") == PLAN
    assert sorted(p.name for p in Path("plans").iterdir()) == ["units.yaml", "要点.yaml"]


def test_log_and_undo_speak_in_words(plan: Path) -> None:
    assert run("log").stderr == "还没有用 update 或 collect 改过。\n"
    assert run("undo").exit_code == 3
    update("1", *SAID, "--note", "甲")
    update("1", "--close")
    said = [line.strip() for line in run("log").stdout.splitlines()]
    assert said[0].endswith("某科员  写入 plans/要点.yaml")
    assert said[1::2] == [
        "第 1 项 公开预算：2022-11-20 办公室：已销号",
        "第 1 项 公开预算：2022-11-20 县财政局：推进中，甲",
    ]
    done = run("undo")
    assert done.exit_code == 0
    assert "已退回 plans/要点.yaml，某科员" in done.stderr
    assert done.stdout == "    第 1 项 公开预算：2022-11-20 办公室：已销号\n"
    assert run("undo").exit_code == 0
    assert plan.read_text(encoding="utf-8") == PLAN
    assert run("undo").stderr == "错误：没有可退回的写入。\n"
    heads = run("log").stdout.splitlines()[::2]
    assert [("  退回 " in head, "（已退回）" in head) for head in heads] == [
        (True, False), (True, False), (False, True), (False, True),
    ]  # fmt: skip


def test_undo_refuses_when_the_file_changed_since(plan: Path) -> None:
    update("1", *SAID)
    changed = plan.read_text(encoding="utf-8") + "# 手工加的\n"
    plan.write_text(changed, encoding="utf-8")
    done = run("undo")
    assert done.exit_code == 3
    assert "那次写入以后又改过，不能退回；请手工改。" in done.stderr
    assert plan.read_text(encoding="utf-8") == changed


def test_undo_dry_run_only_says(plan: Path) -> None:
    update("1", *SAID)
    kept = plan.read_bytes()
    assert "将退回 plans/要点.yaml" in run("undo", "--dry-run").stderr
    assert plan.read_bytes() == kept


def test_the_same_entry_written_taken_back_and_written_again_can_be_taken_back_again(plan: Path) -> None:
    for _ in range(3):
        update("1", *SAID)
        assert run("undo").exit_code == 0
        assert plan.read_text(encoding="utf-8") == PLAN


def test_the_five_plans_only_grow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "plans", "plans")
    paths = sorted(Path("plans").glob("*/2*.yaml"))
    assert len(paths) == 5
    for path in paths:
        before = path.read_bytes()
        file = read_plan(path)
        assert file.plan is not None
        numbers = [task.no for task in file.plan.tasks]
        for no in (numbers[0], numbers[len(numbers) // 2], numbers[-1]):
            done = run(
                "update", str(path), str(no), "--cancel", "--reason", "上级另有安排：见“通知”", "--on", ON
            )
            assert done.exit_code == 0, done.stderr
        after = path.read_bytes()
        changes = list(difflib.ndiff(before.decode().splitlines(True), after.decode().splitlines(True)))
        assert {line[0] for line in changes} == {" ", "+"}
        for _ in range(3):
            run("undo", str(path))
        assert path.read_bytes() == before


@pytest.mark.parametrize(
    "raw",
    [
        PLAN.encode(),
        PLAN.rstrip("\n").encode(),
        PLAN.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").rstrip("\r\n").encode(),
        PLAN.encode("gb18030"),
        PLAN.replace("  时间节点: 11月底前   # 以通知为准\n", "  时间节点: 11月底前  \n  进展: ~   # 还没有  \n\n").encode(),
        PLAN.replace("- 序号: 2\n  任务名称: 报送报表\n  责任单位: 县财政局\n  时间节点: 每月25日前\n", "- {序号: 2, 任务名称: 报送报表, 责任单位: 县财政局, 时间节点: 每月25日前}\n").encode(),
    ],
    ids=["plain", "no-final-newline", "crlf", "bom-crlf-no-final-newline", "gb18030", "null-and-blanks", "flow"],
)  # fmt: skip
def test_undo_gives_every_byte_back(plan: Path, raw: bytes) -> None:
    plan.write_bytes(raw)
    writes = (
        ("报1", "--status", "已销号"),
        ("2", "--status", "已完成", "--unit", "县财政局", "--milestone", "2022-11-25"),
        ("1", *SAID),
    )
    for words in writes:
        assert update(*words).exit_code == 0
    assert plan.read_bytes() != raw
    for _ in writes:
        assert run("undo").exit_code == 0
    assert plan.read_bytes() == raw


def test_the_very_same_entry_again_is_not_written_again(plan: Path) -> None:
    words = ("1", *SAID, "--note", "甲")
    assert update(*words).exit_code == 0
    kept = plan.read_bytes()
    again = update(*words)
    assert (again.exit_code, plan.read_bytes()) == (0, kept)
    assert "plans/要点.yaml 里已有同样的一条，没有再写。\n" in again.stderr
    assert update("1", "--unit", "财政局", *SAID[2:], "--note", "甲").stderr.count("已有同样的一条") == 1
    adjustment = ("1", "--basis", "某通知", "--new-deadline", "12月底前")
    assert [update(*adjustment).stderr.count("已有同样的一条") for _ in range(2)] == [0, 1]
    assert update(*words, "--dry-run").stderr.count("已有同样的一条") == 1


@pytest.mark.parametrize(
    "other",
    [("--note", "乙"), ("--unit", "县教育局"), ("--status", "已完成"), ("--date", "2022-11-19"), ("--evidence", "甲.pdf"), ("--reporter", "某某")],
    ids=lambda words: words[0],
)  # fmt: skip
def test_what_differs_in_anything_is_written(plan: Path, other: tuple[str, str]) -> None:
    words = {"--unit": "县财政局", "--status": "推进中", "--note": "甲"}
    update("1", *(w for pair in words.items() for w in pair))
    kept = plan.read_bytes()
    done = update("1", *(w for pair in {**words, other[0]: other[1]}.items() for w in pair))
    assert done.exit_code == 0
    assert plan.read_bytes() != kept


def test_what_was_said_before_something_else_may_be_said_again(plan: Path) -> None:
    said = [("--status", "推进中"), ("--status", "申请延期"), ("--status", "推进中")]
    lengths = [len(plan.read_bytes())]
    for words in said:
        assert update("1", "--unit", "县财政局", *words).exit_code == 0
        lengths.append(len(plan.read_bytes()))
    assert len(set(lengths)) == 4


FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")


@FULL
def test_a_screen_that_is_full_does_not_undo_the_deed(plan: Path) -> None:
    command = [sys.executable, "-m", "ledger", "update", "lizi-2022", "1", *SAID, "--on", ON]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        assert done.returncode == 0
        assert "提醒：结果显示不出来（磁盘满了）；该写的已经写好，不用再运行一次。" in done.stderr
        both = subprocess.run([*command, "--note", "乙"], stdout=full, stderr=full, check=False)
        assert both.returncode == 0
        read = [sys.executable, "-m", "ledger", "due", "--on", ON]
        lost = subprocess.run(read, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        assert (lost.returncode, lost.stderr) == (3, "错误：文件读写不成：磁盘满了。\n")
        wrong = subprocess.run([*command[:4], "nothere", "1", *SAID], stdout=full, stderr=full, check=False)
        assert wrong.returncode == 3
    assert plan.read_text(encoding="utf-8").count("推进中") == 2


def test_by_a_number_that_two_plans_have_nothing_is_written(plan: Path) -> None:
    other = plan.with_name("副本.yaml")
    for text in (PLAN, PLAN.replace("年度: 2022", "年度: 二")):  # the other whole, and broken
        other.write_text(text, encoding="utf-8")
        done = update("1", *SAID)
        assert done.exit_code == 3
        assert (
            "错误：plans/副本.yaml、plans/要点.yaml 编号相同，分不清写给哪一份，都没有写；请改其中一个的编号。\n"
            in done.stderr
        )
        assert plan.read_text(encoding="utf-8") == PLAN
        assert other.read_text(encoding="utf-8") == text
    assert run("update", str(plan), "1", *SAID, "--on", ON).exit_code == 0
    assert plan.read_text(encoding="utf-8") != PLAN


@pytest.mark.parametrize(
    ("settings", "day"),
    [("", "2022-11-20"), ("时区: Asia/Shanghai\n", "2022-11-20"), ("时区: Asia/Urumqi\n", "2022-11-19"), ("时区: America/New_York\n", "2022-11-19")],
)  # fmt: skip
def test_today_is_the_offices_day(
    plan: Path, monkeypatch: pytest.MonkeyPatch, settings: str, day: str
) -> None:
    """At 00:30 in Beijing it is 16:30 of the day before in UTC, 22:30 in Urumqi."""
    from ledger.cli import clock

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Clock:
            return cls(2022, 11, 19, 16, 30, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(clock, "datetime", Clock)
    monkeypatch.delenv("LEDGER_TODAY", raising=False)
    if settings:
        Path("plans/office.yaml").write_text(settings, encoding="utf-8")
    assert run("update", "lizi-2022", "1", *SAID).exit_code == 0
    assert f"- 日期: {day}\n" in plan.read_text(encoding="utf-8")


def test_a_time_zone_that_is_none_is_told(plan: Path) -> None:
    Path("plans/office.yaml").write_text("时区: 北京\n", encoding="utf-8")
    told = run("validate").stdout
    assert "“时区”写的是“北京”，这台机器上没有这个时区" in told
    assert "写成：时区: Asia/Shanghai" in told


def test_characters_nobody_sees_are_named_when_they_are_left_out(plan: Path) -> None:
    done = update("1", *SAID, "--note", "已部署\x1b[31m完\u202e")
    assert done.exit_code == 0
    assert "--note 里有看不见的字符（U+001B、U+202E，共 2 个），没有写进计划，其余照写。" in done.stderr
    assert "情况: 已部署[31m完\n" in plan.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("11月8日", "2022-11-08"),
        ("11.8", "2022-11-08"),
        ("十一月八号", "2022-11-08"),
        ("20221108", "2022-11-08"),
    ],
)
def test_days_and_states_are_taken_as_in_the_workbooks(plan: Path, words: str, day: str) -> None:
    done = run("update", "lizi-2022", "1", *SAID[:2], "--status", "办结", "--done-on", words, "--on", ON)
    assert f"    状态: 已完成\n    完成日期: {day}\n" in plan.read_text(encoding="utf-8")
    assert "状态“办结”按“已完成”记。\n" in done.stderr
    assert (f"“{words}”按 {day} 算。\n" in done.stderr) == (words != "20221108")


def test_a_day_without_its_year_lies_where_the_option_looks(plan: Path) -> None:
    """`--on` counts wherever it stands; an extension is to come, a report has been; two days are none."""
    done = update("1", *SAID[:2], "--status", "申请延期", "--note", "等数据", "--asked-until", "1月5日")
    assert "    申请延期至: 2023-01-05\n" in plan.read_text(encoding="utf-8"), done.stderr
    refused = update("1", *SAID, "--date", "2月29日")
    assert (refused.exit_code, "“2月29日”到今天为止的一年里没有这一天，请写明年月日" in refused.stderr) == (
        2,
        True,
    )
    assert "“基本完成”可能是推进中，也可能是已完成，分不清" in update("1", "--status", "基本完成").stderr


@pytest.mark.parametrize("blank", ["", " ", "\u3000\u200b", "\x01\u2028"])
def test_an_option_in_which_nothing_can_be_seen_is_not_given(plan: Path, blank: str) -> None:
    """`--new-units "$名单"` with an empty 名单 once left the task to nobody; other blanks ended in an error of ours."""
    unsaid = ("--note", blank, "--evidence", blank, "--milestone", blank, "--reporter", blank)
    assert update("1", *SAID, *unsaid).exit_code == 0
    assert plan.read_text(encoding="utf-8").count("\n") == PLAN.count("\n") + 4
    for words in (("--new-units", blank), ("--new-deadline", blank)):
        kept = plan.read_bytes()
        done = update("1", "--basis", "通知", *words)
        assert (done.exit_code, plan.read_bytes()) == (2, kept)
        assert "调整要写 --basis，加上 --new-deadline 或 --new-units" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX links")
def test_another_name_of_the_file_keeps_the_old_content_and_is_told(plan: Path) -> None:
    os.link(plan, "另一个名字")
    done = update("1", *SAID)
    told = "提醒：“plans/要点.yaml”还有别的名字（硬链接），那里仍是写入以前的内容；要连着变，请改用符号链接。"
    assert (done.exit_code, told in done.stderr) == (0, True)
    assert Path("另一个名字").read_text(encoding="utf-8") == PLAN
    assert "硬链接" not in update("1", *DONE).stderr


def test_a_workbook_of_more_rows_than_come_back_is_not_sent(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """预算, and the reports of October (late) and November."""
    monkeypatch.setattr("ledger.files.sheets.returned_child.MOST_ROWS", 1)
    done = run("split", "-o", "分发", "--on", ON)
    assert (done.exit_code, Path("分发").exists()) == (3, False)
    assert "县财政局要填 3 行；一个工作簿最多 1 行，再多收不回来，没有写。请用 --period" in done.stderr
