#!/bin/sh
# 测试要用 LibreOffice 打开 DOCX 和 XLSX，用 Chromium 和 Firefox 打开网站，用 npm 装测试网站的软件包，用 openssl 验签名，
# 用 age 拆密封的包，用 GNU parallel 分片印，用花园明朝印生僻字。
# system-packages.sh 用 apt-get 装上没有的，装不了就给出要运行的那一行；加 --missing 只列出没有的，一个也不缺时退出码为 0。
set -u
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
have age || packages="$packages age"
have parallel || packages="$packages parallel"
[ -n "$packages" ] || exit 0
if [ "${1:-}" = --missing ]; then
  echo "$packages"
  exit 1
fi

line="apt-get update && apt-get install -y --no-install-recommends$packages"
say_line() {
  echo "其余的测试要用这些软件；Debian 请以 root 运行下面一行（下载约 0.5 GB，装好约 1.6 GB），再运行一次 make test：" >&2
  echo "  $line" >&2
  echo "（别的系统请装 LibreOffice 的 Writer 和 Calc、Chromium、Firefox ESR、Node 18 以上和 npm、openssl、age、GNU parallel，命令名与 Debian 相同；字体 HanaMinA 和 HanaMinB）" >&2
}

if ! have apt-get; then
  say_line
  exit 1
fi
if [ "$(id -u)" = 0 ]; then
  as_root=
elif have sudo && sudo -n true 2>/dev/null; then
  as_root="sudo -n"
else
  say_line
  exit 1
fi
echo "正在安装$packages（只有测试要用，下载约 0.5 GB，要几分钟）……"
mkdir -p build
log=build/apt.log
export DEBIAN_FRONTEND=noninteractive
limits="-o DPkg::Lock::Timeout=300 -o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30 -o Acquire::Retries=1"
# shellcheck disable=SC2086 # several words
if { $as_root apt-get $limits update && $as_root apt-get $limits install -y --no-install-recommends $packages; } >"$log" 2>&1; then
  exit 0
fi
echo "装不了系统软件（网络不通，或软件源里没有）；最后几行输出：" >&2
tail -n 5 "$log" >&2
say_line
exit 1
