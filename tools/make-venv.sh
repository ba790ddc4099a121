#!/bin/sh
# 建立虚拟环境：make-venv.sh 解释器 文件夹
set -eu
if ! "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "需要 Python 3.11 或更新的版本；可以写 make 目标 PYTHON=python3.12 指定解释器。" >&2
  exit 1
fi
if ! "$1" -c 'import ensurepip, venv' 2>/dev/null; then
  echo "这个 Python 缺少 venv；Debian 请先运行：apt-get install python3-venv" >&2
  exit 1
fi
[ -x "$2/bin/python" ] || "$1" -m venv "$2"
