#!/bin/sh
# 装好测试网站用的 npm 软件包，并解开其中的 Chromium 109，全部放在 build/browsers/。
set -eu
cd "$(dirname "$0")/../.."
target=build/browsers
rm -rf "$target"
mkdir -p "$target"
cp tools/browsers/package.json tools/browsers/package-lock.json tools/browsers/.npmrc "$target"
(cd "$target" && npm ci --no-progress >npm.log 2>&1) || {
  head -n 20 "$target/npm.log" >&2
  exit 1
}
node tools/browsers/unpack.js "$target/node_modules/@sparticuz/chromium/bin/chromium.br" "$target/chromium-109"
touch "$target/.installed"
