# make demo  装好环境，走一遍：校验 → 查期限 → 导出
# make test  同一环境：格式、类型、测试
# 两个命令再跑一次都不重装；pyproject.toml 变了才重装。

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check-python clean docs bench fuzz

demo: .venv/installed
	$(BIN)/ledger validate plans
	$(BIN)/ledger due --unit 县财政局 --on 2022-12-10
	$(BIN)/ledger export --xlsx
	@echo "工作簿在 $(CURDIR)/ledgers/ 文件夹里，用 Excel、WPS 或 LibreOffice 打开。"

test: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist loadfile

# 把计划、工作簿、文档、参数、提醒、改动记录随机改坏了再读；出错的留在 .fuzz/，照它的种子能再现。COUNT= 每种多少个。
fuzz: .venv/installed-dev
	$(BIN)/python tools/fuzz.py all $(if $(COUNT),--count $(COUNT))

# README 里的输出由程序产生：改了输出就重做。
docs: .venv/installed-dev
	$(BIN)/python tools/readme.py

# 快慢和内存，同旁边的程序轮流跑；数据和环境都在 benchmarks/ 里。Taskwarrior、hledger 没装就跳过。
bench: | check-python
	@test -x benchmarks/.venv/bin/python || $(PYTHON) -m venv benchmarks/.venv
	benchmarks/.venv/bin/python -m pip install --quiet --disable-pip-version-check '.[bench]'
	benchmarks/.venv/bin/python benchmarks/run.py

.venv/installed: pyproject.toml | check-python
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

.venv/installed-dev: pyproject.toml | .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

check-python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "找不到 $(PYTHON)：请先安装 Python 3.11 以上（Debian、Ubuntu：apt-get install python3 python3-venv）。"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) 版本太低，需要 3.11 以上；有别的版本时写 make PYTHON=python3.12 demo。"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "这个 Python 没有 venv：请先安装它（Debian、Ubuntu：apt-get install python3-venv），再运行一次。"; exit 1; }

clean:
	rm -rf .venv benchmarks/.venv benchmarks/work build dist ledgers .pytest_cache .mypy_cache .ruff_cache .hypothesis
