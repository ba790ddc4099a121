"""What may lie in an exam folder: its own plain files, readable by the owner only, nothing left behind."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path, PurePosixPath

from quizgen.errors import Problem
from quizgen.files.entries import FolderEntry, entries
from quizgen.files.lock import LOCK, is_held
from quizgen.files.shell import command_line
from quizgen.model.rules.exam import V005, V006, V030, V040, V041, V042
from quizgen.records.names import PENDING, is_marking_file, is_own_folder

_KINDS = {"link": "链接", "fifo": "管道", "socket": "套接字", "device": "设备"}
_OTHERS = 0o077
_MOST_SHARED = 5
"""Files open to others that are listed one by one; a folder that was copied is reported in one line."""
_MOST_NAMED = 20
"""Unknown files listed one by one; if thousands were copied into a folder, the rest is one more line."""


def strange_entries(path: Path, found: Iterable[FolderEntry] | None = None) -> Iterator[Problem]:
    """Links, pipes and the like (V040); files that have a second name somewhere (V041)."""
    found = list(entries(path) if found is None else found)
    drafts = Counter(entry.inode for entry in found if entry.is_draft)
    for entry in found:
        if not _is_left(entry) and (problem := _strange(path, entry, drafts[entry.inode])) is not None:
            yield problem


def _strange(path: Path, entry: FolderEntry, drafts: int) -> Problem | None:
    file = path / entry.name
    if entry.kind in _KINDS:
        hint = f"查明来历，运行 {command_line('rm', file)}；原来的文件从备份恢复"
        return Problem(str(file), None, V040.id, f"是{_KINDS[entry.kind]}，不是普通文件", hint)
    if entry.kind == "file" and entry.links - drafts > 1 and os.name != "nt":
        other = file.with_name(f"{file.name}.new")
        hint = f"断开：{command_line('cp', '-p', file, other)} && {command_line('mv', other, file)}"
        message = f"在别处还有 {entry.links - drafts - 1} 个名字（硬链接），从那里也能改它"
        return Problem(str(file), None, V041.id, message, hint)
    return None


def check_own_files(path: Path, known: frozenset[str]) -> Iterator[Problem]:
    """Report everything that should not be in an exam folder; ``known`` are names that belong there.

    Rules V005 (others can read it), V006 (nobody made it), V030 (left by a command that was cut off), V040,
    V041, V042 (a lock). Nothing is followed or opened.
    """
    found = list(entries(path))
    yield from _modes(path, found)
    yield from strange_entries(path, found)
    yield from _left_behind(path, found)
    strangers = [entry for entry in found if _is_stranger(entry, known)]
    folders = {entry.name for entry in strangers if entry.kind == "folder"}
    shown = [entry for entry in strangers if not _is_inside(entry.name, folders)]
    for entry in islice(shown, _MOST_NAMED):
        yield Problem(str(path / entry.name), None, V006.id, "不是生成的文件", "移出考试文件夹")
    if len(shown) > _MOST_NAMED:
        message = f"还有 {len(shown) - _MOST_NAMED} 个不是生成的文件"
        yield Problem(str(path), None, V006.id, message, "移出考试文件夹")


def _modes(path: Path, found: Sequence[FolderEntry]) -> Iterator[Problem]:
    """Nothing may be open to others, the folder itself least of all (not asked on Windows)."""
    if os.name == "nt":
        return
    shared = [entry for entry in found if entry.kind in {"file", "folder"} and entry.mode & _OTHERS]
    if len(shared) > _MOST_SHARED:
        message = f"里面有 {len(shared)} 个文件和文件夹别人也能读到（复制、解压以后会这样）"
        yield Problem(str(path), None, V005.id, message, f"运行 {command_line('chmod', '-R', 'go=', path)}")
        return
    if path.stat().st_mode & _OTHERS:
        yield Problem(
            str(path), None, V005.id, "别人也能进这个文件夹", f"运行 {command_line('chmod', 'go=', path)}"
        )
    for entry in shared:
        file = path / entry.name
        yield Problem(str(file), None, V005.id, "别人也能读到", f"运行 {command_line('chmod', 'go=', file)}")


def _left_behind(path: Path, found: Sequence[FolderEntry]) -> Iterator[Problem]:
    """What a command that was cut off leaves; the next command that changes the folder clears it away."""
    for entry in found:
        file = path / entry.name
        if entry.name == LOCK and entry.kind == "file" and not is_held(path):
            message = "留下的锁：写它的命令已经中断，或是别人放的；它不妨碍以后的命令"
            yield Problem(str(file), None, V042.id, message, f"运行 {command_line('rm', file)}")
        elif _is_undecided(entry):
            hint = f"下一次阅卷、印制会清掉，或运行 {command_line('rm', '-r', file)}"
            yield Problem(str(file), None, V030.id, "上次中断留下的草稿，没有生效", hint)
        elif entry.is_draft and not entry.name.startswith(f"{PENDING}."):
            hint = f"下一次阅卷、印制会清掉，或运行 {command_line('rm', file)}"
            yield Problem(str(file), None, V030.id, "上次中断留下的草稿，没有生效", hint)


def _is_undecided(entry: FolderEntry) -> bool:
    return (
        entry.kind == "folder" and re.fullmatch(r"\.pending\.[0-9a-f]{8}\.(new|done)", entry.name) is not None
    )


def _is_left(entry: FolderEntry) -> bool:
    """The lock, which has checks of its own."""
    return entry.name == LOCK and entry.kind == "file" and entry.links == 1


def _is_stranger(entry: FolderEntry, known: frozenset[str]) -> bool:
    name = entry.name
    if name == LOCK or entry.is_draft or name.partition("/")[0].startswith(PENDING):
        return name.partition("/")[0].startswith(PENDING) and not _is_pending(name)
    if entry.kind == "folder":
        return not is_own_folder(name)
    return entry.kind == "file" and name not in known and not is_marking_file(name)


def _is_pending(name: str) -> bool:
    return re.fullmatch(r"\.pending(\.[0-9a-f]{8}\.(new|done))?(/.*)?", name) is not None


def _is_inside(name: str, folders: set[str]) -> bool:
    return any(parent.as_posix() in folders for parent in PurePosixPath(name).parents)
