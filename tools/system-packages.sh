#!/bin/sh
# 测试要用 LibreOffice 打开 DOCX、用 Chromium 打开网站：没有就用 apt-get 装上，装不了就说明要装什么。
set -eu
packages=
command -v soffice >/dev/null 2>&1 || packages="$packages libreoffice-writer-nogui"
command -v chromium >/dev/null 2>&1 || packages="$packages chromium"
[ -n "$packages" ] || exit 0

install() {
  echo "正在安装$packages（只有测试要用，约需一两分钟）……"
  DEBIAN_FRONTEND=noninteractive
  export DEBIAN_FRONTEND
  log=$(mktemp)
  # shellcheck disable=SC2086 # several names
  if { $1 apt-get update && $1 apt-get install -y --no-install-recommends $packages; } >"$log" 2>&1; then
    rm -f "$log"
    return 0
  fi
  tail -n 5 "$log" >&2
  rm -f "$log"
  return 1
}

if command -v apt-get >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ]; then
    install "" && exit 0
  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    install "sudo -n" && exit 0
  fi
fi
echo "测试需要 LibreOffice（soffice 命令）和 Chromium（chromium 命令）；Debian 请先运行：apt-get install$packages" >&2
exit 1
