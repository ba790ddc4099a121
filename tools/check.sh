#!/bin/sh
# 逐项检查，全部做完才报告哪些没有通过：check.sh lint 只做静态检查，check.sh all 做全部。
set -u
bin=.venv/bin
texts=../shared/sources
failed=""

step() {
  name=$1
  shift
  echo "== $name：$*"
  "$@" || failed="$failed $name"
}

step 格式 $bin/ruff format --check .
step 规范 $bin/ruff check .
step 类型 $bin/mypy
step 导入 $bin/lint-imports --no-logo
if [ "$1" = all ]; then
  step 测试 env PYTHONWARNDEFAULTENCODING=1 $bin/python -m pytest -n 2 --dist worksteal
  step 题库 $bin/quizgen bank check
  if [ -d "$texts" ]; then
    step 知识库 $bin/quizgen knowledge check --texts "$texts"
    step 网页 $bin/quizgen site check --texts "$texts"
  else
    echo "（没有 $texts，不核对定位短语和照抄）"
    step 知识库 $bin/quizgen knowledge check
    step 网页 $bin/quizgen site check
  fi
  step 网站 $bin/quizgen site build
fi

if [ -n "$failed" ]; then
  echo "没有通过的检查：$failed" >&2
  exit 1
fi
echo "全部检查通过。"
