#!/bin/sh
# 按 package.json 重新生成 package-lock.json；需要 npm 10 以上。
set -eu
cd "$(dirname "$0")"
# lighthouse 的一个依赖对两个软件包只要“最新的”；不写下载地址的锁文件认不得“最新”，所以写成这两版
web=0.27.0
legacy=0.0.1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp package.json .npmrc "$scratch"
cd "$scratch"
npm pkg set "overrides.third-party-web=$web" "overrides.legacy-javascript=$legacy"
npm install --package-lock-only
sed -e "s/\"third-party-web\": \"latest\"/\"third-party-web\": \"$web\"/" \
  -e "s/\"legacy-javascript\": \"latest\"/\"legacy-javascript\": \"$legacy\"/" package-lock.json >lock.json
# 锁文件里不留任何网址：去掉各软件包征集赞助的地址
node -e 'const fs = require("fs"), lock = JSON.parse(fs.readFileSync("lock.json", "utf8"));
for (const name of Object.keys(lock.packages)) { delete lock.packages[name].funding; }
fs.writeFileSync(process.argv[1], JSON.stringify(lock, null, 2) + "\n");' "$OLDPWD/package-lock.json"
