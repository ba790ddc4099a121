#!/bin/sh
# 测试碰运气：性质测试的例子是 make test 的十倍，考试换别的密钥。例子、密钥、集合的次序都由号数来，照同一个号数再跑就都一样。
# 用法：explore.sh 号数或空 [测试……]
set -u
chance=${1:-$(od -An -N3 -tu4 /dev/urandom | tr -d ' ')}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- tests --ignore tests/web
echo "== 这一次的号数：$chance（照样再来：make explore CHANCE=$chance）"
exec env PYTHONWARNDEFAULTENCODING=1 QUIZGEN_TESTS_CHANCE="$chance" PYTHONHASHSEED="$chance" .venv/bin/python -m pytest -q -n 2 \
  --dist loadfile --no-loadscope-reorder --hypothesis-profile=explore --hypothesis-seed="$chance" "$@"
