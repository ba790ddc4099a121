#!/bin/sh
# 测试要用 LibreOffice 打开 DOCX 和 XLSX，用 Chromium 和 Firefox 打开网站，用 npm 装测试网站的软件包，用 openssl 验签名，
# 用花园明朝印生僻字：
# 没有就用 apt-get 装上，装不了就说明要装什么。
set -eu
packages=
have() { command -v "$1" >/dev/null 2>&1; }
# LibreOffice 的一个部件：它的程序文件同 soffice 放在一起
office() { have soffice && [ -e "$(dirname "$(readlink -f "$(command -v soffice)")")/$1" ]; }
office libswlo.so || packages="$packages libreoffice-writer-nogui"
office libsclo.so || packages="$packages libreoffice-calc-nogui"
have chromium || packages="$packages chromium"
have firefox-esr || packages="$packages firefox-esr"
have node || packages="$packages nodejs"
have npm || packages="$packages npm"
fonts() { find /usr/share/fonts /usr/local/share/fonts "$HOME/.local/share/fonts" -name "$1" 2>/dev/null | grep -q .; }
fonts 'HanaMinB.*' || packages="$packages fonts-hanazono"
have openssl || packages="$packages openssl"
[ -n "$packages" ] || exit 0

install() {
  echo "正在安装$packages（只有测试要用，约需几分钟）……"
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
echo "测试还需要这些软件；Debian 请先运行：apt-get install$packages" >&2
echo "（别的系统请装 LibreOffice 的 Writer 和 Calc、Chromium、Firefox ESR、Node 18 以上和 npm、字体 HanaMinA 和 HanaMinB，命令名与 Debian 相同）" >&2
exit 1
