#!/bin/sh
# 由 cron 调用：进到台账文件夹，一次只跑一个，没有事就不出声，记下退出码。
# 用法：cron.sh 命令 选项…，同 ledger；例如 cron.sh due --overdue --exit-code
cd "$(dirname "$0")" || exit 3
mkdir -p .ledger || exit 3
exec 9>.ledger/cron.lock
if flock -w "${LEDGER_WAIT:-900}" 9; then
    said=$(ledger "$@" 2>&1)
    code=$?
else
    said="上一次定时运行还没有结束，这一次没有做：ledger $*"
    code=3
fi
[ "$code" -eq 0 ] || printf '%s\n' "$said"
printf '%s %s ledger %s\n' "$(date '+%F %T')" "$code" "$*" >>.ledger/cron.log || exit 3
exit "$code"
