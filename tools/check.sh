#!/bin/sh
# 逐项检查，全部做完才报告哪些没有通过：check.sh lint 只做静态检查，check.sh all 做全部。
set -u
bin=.venv/bin
texts=../shared/sources
failures=build/checks-failed.txt

mkdir -p build
: >$failures

step() {
  name=$1
  shift
  echo "== $name：$*"
  "$@" || echo "$name" >>$failures
}

# 网页脚本要 node 和 build/browsers/ 里的软件包：lint 时没有就说一句，make test 总要查
npm=build/browsers/node_modules/.bin
scripts=""
have_script_tools() { command -v node >/dev/null 2>&1 && [ -x $npm/tsc ] && [ -x $npm/eslint ]; }
check_scripts() {
  step 脚本类型 $npm/tsc -p tools/browsers
  step 脚本与旧浏览器 node tools/browsers/supported.js
  step 脚本规范 $npm/eslint -c tools/browsers/eslint.config.mjs quizgen/web
}

check_code() {
  step 格式 $bin/ruff format --check .
  step 规范 $bin/ruff check .
  step 类型 $bin/mypy
  step 导入 $bin/lint-imports --no-logo
  [ -z "$scripts" ] || check_scripts
}

check_content() {
  # 测试看的就是这里建成的网站
  step 网站 $bin/quizgen site build
  step 题库 $bin/quizgen bank check
  if [ -d "$texts" ]; then
    step 知识库 $bin/quizgen knowledge check --texts "$texts"
    step 网页 $bin/quizgen site check --texts "$texts"
  else
    echo "（没有 $texts，不核对定位短语和照抄）"
    step 知识库 $bin/quizgen knowledge check
    step 网页 $bin/quizgen site check
  fi
}

# 测试写的文件（约 1.5 GB）有地方就放在内存里，做完删去：程序每写一个文件都等到磁盘写完，几千次等下来要几十秒
memory=/dev/shm
has_room() {
  [ -w $memory ] && [ "$(df -Pk $memory | awk 'NR == 2 { print $4 }')" -gt 4000000 ] &&
    [ "$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo)" -gt 8000000 ]
}

run_tests() {
  written=""
  if has_room 2>/dev/null; then
    written=$(mktemp -d $memory/quizgen-tests.XXXXXX)
    trap 'rm -rf "$written"; exit 130' INT TERM
  fi
  # 编译好的测试和测试工具（hypothesis）留着，下次不再编译：不留，每个进程每次多用一秒
  env -u PYTHONDONTWRITEBYTECODE PYTHONWARNDEFAULTENCODING=1 PYTHONHASHSEED=0 TMPDIR="${written:-${TMPDIR:-/tmp}}" \
    $bin/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder "$@"
  ended=$?
  if [ -n "$written" ]; then
    rm -rf "$written"
    trap - INT TERM
  fi
  return $ended
}

if [ "$1" = lint ]; then
  if have_script_tools; then
    scripts=now
  else
    echo "（没有查网页脚本：缺 node，或者还没有运行 make build/browsers/.installed；make test 总会查）"
  fi
  check_code
fi

# 缺系统软件时，先做不需要它们的测试，其余的写进名单，最后再做
rest=build/tests-later.txt
if [ "$1" = all ]; then
  rm -f $rest
  if command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1; then
    step 测试软件 make -s build/browsers/.installed
    scripts=now
  fi
  # 代码和内容互不相干，两核同时查；测试要用两核，在它们以后
  check_content >build/checks-content.txt 2>&1 &
  trap "kill $! 2>/dev/null; exit 130" INT TERM
  check_code
  wait
  trap - INT TERM
  cat build/checks-content.txt
  grep -qx 网站 $failures || export QUIZGEN_TESTS_SITE=build/site
  if sh tools/system-packages.sh --missing >/dev/null; then
    step 测试 run_tests
  else
    export QUIZGEN_TESTS_LATER=$rest
    step 测试（不需要系统软件的） run_tests
    unset QUIZGEN_TESTS_LATER
    echo "== 还有$([ -n "$scripts" ] || echo 网页脚本和) $(cat $rest 2>/dev/null | grep -c .) 项测试要用系统软件"
    step 系统软件 sh tools/system-packages.sh
    if sh tools/system-packages.sh --missing >/dev/null; then
      step 测试软件 make -s build/browsers/.installed
      [ -n "$scripts" ] || check_scripts
      if [ -s $rest ]; then
        step 测试（其余的） run_tests "@$rest"
      fi
    fi
  fi
fi

if [ -s $failures ]; then
  echo "没有通过的检查： $(tr '\n' ' ' <$failures)" >&2
  exit 1
fi
echo "全部检查通过。"
