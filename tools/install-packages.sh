#!/bin/sh
# 把软件包装进虚拟环境：install-packages.sh 环境 pip参数…。装不了时一句话说明，细节在 build/pip.log。
set -u
venv=$1
shift
mkdir -p build
log=build/pip.log
if "$venv/bin/python" -m pip --disable-pip-version-check --no-input --retries 2 --timeout 20 \
  install --no-deps "$@" >"$log" 2>&1; then
  exit 0
fi
if grep -qE 'Connection|Max retries|timed out|Temporary failure|Name or service|getaddrinfo|unreachable' "$log"; then
  echo "装不了软件包：连不上软件源。请接通网络，或按本单位的办法设好 pip 的软件源，再运行一次；已经装好的不会重装。" >&2
elif grep -q 'No space left' "$log"; then
  echo "装不了软件包：磁盘已满。请腾出空间（make demo 要 1 GB，make test 另要 3 GB），再运行一次。" >&2
else
  echo "装不了软件包：" >&2
  grep -v '^\[notice\]' "$log" | tail -n 5 >&2
fi
echo "（全部输出在 $log）" >&2
exit 1
