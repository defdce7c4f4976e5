"""Two examples for each command: below its `--help`, in the manual, and run by a test."""

from __future__ import annotations

EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "validate": (("ledger validate", "查 plans/ 里的全部计划"), ("ledger validate plans/沁源县 --strict", "有警告也以 1 退出")),
    "due": (
        ("ledger due --unit 县财政局 --on 2022-12-10", "到这一天，县财政局欠什么"),
        ("ledger due --overdue --exit-code -q", "给 cron 用：没有逾期就不出声，有就列出来，以 1 退出"),
    ),
    "plans": (("ledger plans", "有哪些计划，编号是什么"), ("ledger plans --region 沁源县", "只列一个县的")),
    "list": (("ledger list qinyuan-2022 --undated", "哪些任务没有期限"), ("ledger list --find 财政", "哪些任务提到财政")),
    "show": (("ledger show qinyuan-2022 17", "第17项的原文、理解和进展"), ("ledger show linkou-2021 报1", "第1项报送")),
    "units": (
        ("ledger units plans/沁源县", "各单位牵头、配合多少项"),
        ("ledger units plans/沁源县 --suggest -o plans/沁源县/units.yaml", "拟单位名录；已有的内容一字不动，只添新的"),
    ),
    "explain": (
        ("ledger explain 每季度首月5日前 --year 2026", "这句时限怎样理解"),
        ("ledger explain --units 县司法局牵头，各乡镇配合", "这句话里谁牵头、谁配合"),
    ),
    "export": (
        ("ledger export qinyuan-2022", "任务分解表，Excel，写到 ledgers/"),
        ("ledger export --progress --docx -o 台账/", "带进展的台账，Word，写到 台账/"),
    ),
    "report": (
        ("ledger report --html", "给领导看的一页，写到 ledgers/"),
        ("ledger report plans/沁源县 --text --from 2022-10-01 --on 2022-12-31", "四季度通报的文字"),
    ),
    "lookback": (
        ("ledger lookback qinyuan-2022 --on 2023-01-10", "上一年没有办结的，按单位列出"),
        ("ledger lookback qinyuan-2022 --json --on 2023-01-10", "同样的内容，给程序读"),
    ),
    "remind": (
        ("ledger remind --unit 县财政局 --on 2022-12-10", "给县财政局的提醒"),
        ("ledger remind --docx -o 督办/", "每个单位一份 Word 督办单"),
    ),
    "draft": (
        ("ledger draft 通知.docx -o plans/某县/2026.yaml", "从印发的文件起草计划"),
        ("ledger draft 通知.docx --units --dry-run", "只看会写什么，连同单位名录"),
    ),
    "split": (
        ("ledger split --period 2022-11 --on 2022-11-01", "给每个单位一个11月的填报工作簿"),
        ("ledger split plans/沁源县 --check", "哪些集合没有列明成员"),
    ),
    "collect": (
        ("ledger collect 收回 --dry-run", "先看会写什么、谁还没报"),
        ("ledger collect 收回 --period 2022-11 --on 2022-11-25", "并入计划"),
    ),
    "add": (
        ("ledger add qinyuan-2022 --name 清理过期政策文件 --unit 县司法局 --deadline 11月底前 --given 2022-10-08 --dry-run", "看会加哪些行、怎样理解"),
        ("ledger add plans/督查事项.yaml --title 沁源县督查事项 --name 整改消防隐患 --unit 县住建局 --deadline 15日内 --source 县政府常务会议纪要 --dry-run", "新建一份督查事项"),
    ),
    "update": (
        ("ledger update qinyuan-2022 4 --unit 县司法局 --status 推进中 --note 已录入。", "记一条进展"),
        ("ledger update qinyuan-2022 4 --close --approver 张某某", "办公室销号"),
    ),
    "log": (("ledger log", "最近20次写入"), ("ledger log plans/沁源县 -n 5", "一个县的最近5次")),
    "undo": (("ledger undo --dry-run", "先看会退回什么"), ("ledger undo", "退回最后一次写入")),
    "redo": (("ledger redo --dry-run", "先看会重做什么"), ("ledger redo", "重做最后一次退回")),
    "merge-file": (
        ("ledger merge-file 旧.yaml 我的.yaml 他的.yaml", "合并两个人改过的计划，写进 我的.yaml"),
        ("ledger merge-file 旧.yaml 我的.yaml 他的.yaml 计划.yaml", "出错时按这个名称说"),
    ),
    "init": (
        ("ledger init 新办公室 --region 某县 --year 2026", "建 plans/、名录、设置、定时的样子"),
        ("ledger init 新办公室二 --document 通知.docx", "第一份计划就从印发的文件起草"),
    ),
    "schema": (("ledger schema > plan.schema.json", "给编辑器用"), ("ledger schema --answer due", "ledger due --json 里有哪些键")),
    "help": (("ledger help", "手册有哪些主题"), ("ledger help 时限", "时间节点怎样写")),
    "completion": (("ledger completion bash", "给 bash 的补全"), ("ledger completion powershell", "给 PowerShell 的补全")),
}  # fmt: skip


def epilog(command: str) -> str:
    """The examples as the foot of the help: a paragraph each, for what prints the help joins lines."""
    rows = [f"[bold]{line}[/bold]　{words}" for line, words in EXAMPLES.get(command, ())]
    return "\n\n".join(["例：", *rows]) if rows else ""
