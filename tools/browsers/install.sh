#!/bin/sh
# 装好测试网站用的 npm 软件包，并解开其中旧的 Chromium，全部放在 build/browsers/。
set -eu
cd "$(dirname "$0")/../.."
target=build/browsers
rm -rf "$target"
mkdir -p "$target"
cp tools/browsers/package.json tools/browsers/package-lock.json tools/browsers/.npmrc "$target"
(cd "$target" && npm ci --no-progress --fetch-timeout=30000 --fetch-retries=1 >npm.log 2>&1) || {
  if grep -qE 'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network' "$target/npm.log"; then
    echo "装不了测试网站用的软件包：npm 连不上软件源。请接通网络，或设好 npm 的软件源，再运行一次 make test。" >&2
  else
    head -n 20 "$target/npm.log" >&2
  fi
  echo "（全部输出在 $target/npm.log）" >&2
  exit 1
}
unpack() {
  node tools/browsers/unpack.js "$target/node_modules/$1/bin/chromium.br" "$target/chromium-$2"
}
unpack chromium-86 86
unpack chromium-90 90
unpack chromium-102 102
unpack @sparticuz/chromium 109
touch "$target/.installed"
