# 每个目标都自己把环境装进 .venv；只需要 Python 3.11 以上（含 venv）、make 和 git。
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := sh tools/install-packages.sh $(VENV)
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
BROWSERS := build/browsers/.installed
COMPILE := build/lock/bin/pip-compile --quiet --generate-hashes --allow-unsafe --all-build-deps \
  --strip-extras --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
  --no-emit-trusted-host --no-emit-options

.DEFAULT_GOAL := help
.PHONY: help demo site test explore lint format docs lock bench mutants clean system

help: ## 列出全部目标
	@echo "用法：make 目标"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1	\2/p' $(MAKEFILE_LIST)

demo: $(RUNTIME) ## 用真实题库从组卷一直做到成绩附入考核材料，成品在 build/demo/
	@$(BIN)/python -m tools.demo

site: $(RUNTIME) ## 生成知识库网站，成品在 build/site/
	$(BIN)/quizgen site build

test: $(DEV) ## 全部检查：格式、规范、类型、导入、网页脚本、测试、题库、知识库、网站
	@sh tools/check.sh all

explore: $(DEV) ## 不用浏览器的测试换别的例子、别的考试密钥再跑（CHANCE=号数 照样再来，WHAT=哪些测试）
	@sh tools/explore.sh "$(CHANCE)" $(WHAT)

lint: $(DEV) ## 只做静态检查：格式、规范、类型、导入、网页脚本
	@sh tools/check.sh lint

format: $(DEV) ## 整理代码格式，能自动改的规范问题也改掉
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(DEV) ## 重新生成 docs/dev/ 里由代码得来的页面
	$(BIN)/python -m tools.architecture
	$(BIN)/python -m tools.browser_types
	$(BIN)/python -m tools.commands
	$(BIN)/python -m tools.manipulations
	$(BIN)/python -m tools.rules

lock: ## 按 pyproject.toml 重新生成两个锁文件（升级：make lock UPGRADE=--upgrade）
	@test -x build/lock/bin/pip-compile || { $(PYTHON) -m venv build/lock && build/lock/bin/pip install -q -q pip-tools; }
	$(COMPILE) $(UPGRADE) --extra dev --output-file requirements-dev.lock pyproject.toml
	$(COMPILE) --extra scan --extra province --extra sm --extra dask --constraint requirements-dev.lock --output-file requirements.lock pyproject.toml

bench: $(DEV) system $(BROWSERS) ## 性能测试，结果打印出来
	$(BIN)/python -m benchmarks

mutants: $(DEV) system $(BROWSERS) ## 一处一处改坏程序，看测试发现多少（ROOM=房间 N=每房间几处 SEED=种子 MORE="--hand --browser --fresh"）
	@$(BIN)/python -W ignore -m tools.mutants $(if $(ROOM),--room $(ROOM)) $(if $(N),--n $(N)) $(if $(SEED),--seed $(SEED)) $(MORE)

system:
	@sh tools/system-packages.sh

clean: ## 删去 .venv、build 和各种缓存
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): requirements.lock pyproject.toml
	@sh tools/make-venv.sh $(PYTHON) $(VENV)
	@echo "正在安装运行所需的软件包（首次约一分钟）……"
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@echo "正在安装开发所需的软件包（首次约一分钟）……"
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

$(BROWSERS): tools/browsers/package.json tools/browsers/package-lock.json tools/browsers/install.sh
	@command -v npm >/dev/null || sh tools/system-packages.sh
	@echo "正在安装测试网站用的软件包（首次约一分钟）……"
	@sh tools/browsers/install.sh
