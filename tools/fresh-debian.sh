#!/bin/sh
# 造一个只有 Python、venv、make、git 的 Debian，在里面照 README 运行两个命令，把打印的内容记下来。不属于 make test。
# 用法（root）：sh tools/fresh-debian.sh 文件夹 [demo|test|all]
# 本机的 apt、pip、npm 设置和证书抄一份进去；源码是这个仓库已提交的内容。结果：文件夹/demo.log、test-user.log、test-root.log。
set -eu
work=$1
what=${2:-all}
root=$work/root
repository=$(cd "$(dirname "$0")/.." && pwd)
[ "$(id -u)" = 0 ] || {
  echo "要以 root 运行。" >&2
  exit 2
}
command -v debootstrap >/dev/null || {
  echo "先运行：apt-get update && apt-get install -y --no-install-recommends debootstrap" >&2
  exit 2
}
mkdir -p "$work"

if [ ! -e "$work/made" ]; then
  site=$(apt-get indextargets --format '$(SITE)' | head -n 1)
  suite=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  debootstrap --variant=minbase --include=ca-certificates,python3,python3-venv,make,git "$suite" "$root" "$site" \
    >"$work/debootstrap.log" 2>&1
  rm -f "$root"/etc/apt/sources.list
  for place in /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf.d /etc/apt/keyrings \
    /etc/pip.conf /etc/xdg/pip /usr/etc/npmrc /etc/resolv.conf /etc/hosts /etc/ssl/certs; do
    [ ! -e "$place" ] || {
      mkdir -p "$root$(dirname "$place")"
      cp -rL --no-preserve=ownership "$place" "$root$(dirname "$place")/" 2>/dev/null || :
    }
  done
  chroot "$root" useradd --create-home --home-dir /srv/tester --shell /bin/bash tester
  for home in "$root/root" "$root/srv/tester"; do
    for place in .config/pip .npmrc; do
      [ ! -e "$HOME/$place" ] || {
        mkdir -p "$home/$(dirname "$place")"
        cp -r "$HOME/$place" "$home/$(dirname "$place")/"
      }
    done
  done
  touch "$work/made"
fi

mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
mountpoint -q "$root/dev" || mount --rbind /dev "$root/dev"
trap 'umount "$root/proc"; umount -l "$root/dev"' EXIT
rm -rf "$root/srv/tester/工作 区"
git clone --quiet "$repository" "$root/srv/tester/工作 区/project"
chroot "$root" chown -R tester: /srv/tester

# 在里面运行：谁 命令 记到哪里
inside() {
  began=$(date +%s)
  status=0
  chroot "$root" su - "$1" -c "cd '/srv/tester/工作 区/project' && $2" >"$work/$3" 2>&1 || status=$?
  echo "$1：$2：退出码 $status，$(($(date +%s) - began)) 秒，.venv 和 build 共 $(du -sm "$root/srv/tester/工作 区/project" | cut -f1) MB；输出在 $work/$3"
}

echo "装了 $(chroot "$root" dpkg-query -f '.\n' -W | wc -l) 个 Debian 软件包：没有浏览器、LibreOffice、node"
case $what in
demo | all) inside tester "umask 077; LANG=C make demo" demo.log ;;
esac
case $what in
test | all)
  inside tester "make test" test-user.log
  chroot "$root" chown -R root: "/srv/tester/工作 区"
  inside root "make test" test-root.log
  ;;
esac
