#!/bin/sh
# 测试要用 LibreOffice 打开 DOCX：没有就用 apt-get 装上，装不了就说明要装什么。
set -eu
package=libreoffice-writer-nogui
command -v soffice >/dev/null 2>&1 && exit 0

install() {
  echo "正在安装 $package（只有测试要用，约需一两分钟）……"
  DEBIAN_FRONTEND=noninteractive
  export DEBIAN_FRONTEND
  log=$(mktemp)
  if { $1 apt-get update && $1 apt-get install -y --no-install-recommends "$package"; } >"$log" 2>&1; then
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
echo "测试需要 LibreOffice（soffice 命令）；Debian 请先运行：apt-get install $package" >&2
exit 1
