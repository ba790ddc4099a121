"""What is no plain file is refused in a sentence, never waited for."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from quizgen.errors import CannotRead
from quizgen.files.entries import entries, is_linked, is_plain
from quizgen.files.text import byte_lines, file_digest, read_bytes, read_utf8

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links, pipes, sockets")


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        here = Path.cwd()
        os.chdir(path.parent)  # a socket's name may only be short
        try:
            one.bind(path.name)
        finally:
            os.chdir(here)


def make_circle(path: Path) -> None:
    path.symlink_to(path)


MADE: dict[str, tuple[Callable[[Path], object], str]] = {
    "pipe": (os.mkfifo, "不是普通文件"),
    "socket": (make_socket, "不是普通文件"),
    "folder": (lambda path: path.mkdir(), "这是一个文件夹"),
    "circle": (make_circle, "链接绕成了圈"),
    "broken": (lambda path: path.symlink_to("nowhere"), "没有这个文件"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "不是普通文件"),
    "below a file": (lambda path: path.parent.write_text("", encoding="ascii"), "上级路径不是文件夹"),
}


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize(
    "read",
    [read_bytes, read_utf8, file_digest, lambda path: list(byte_lines(path))],
    ids=["bytes", "text", "digest", "lines"],
)
def test_a_thing_that_cannot_be_read_is_one_sentence(
    tmp_path: Path, kind: str, read: Callable[[Path], object]
) -> None:
    make, reason = MADE[kind]
    path = tmp_path / "a" / "b" if kind == "below a file" else tmp_path / "a"
    make(path)
    with pytest.raises(CannotRead, match=reason):
        read(path)


def test_a_name_with_a_nul_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="文件名"):
        read_bytes(tmp_path / "a\0b")


def test_a_link_that_a_user_named_is_followed_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"text")
    (tmp_path / "b").symlink_to("a")
    assert read_bytes(tmp_path / "b") == b"text"


def test_a_folder_is_looked_at_without_following_anything(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "file").write_bytes(b"")
    (tmp_path / "in" / "second").hardlink_to(tmp_path / "in" / "deep" / "file")
    (tmp_path / "in" / "loop").symlink_to("..")
    (tmp_path / "in" / "broken").symlink_to("nowhere")
    os.mkfifo(tmp_path / "in" / "pipe")
    make_socket(tmp_path / "in" / "socket")
    found = {entry.name: (entry.kind, entry.links) for entry in entries(tmp_path / "in")}
    assert {name: kind for name, (kind, _) in found.items()} == {
        "broken": "link",
        "deep": "folder",
        "deep/file": "file",
        "loop": "link",
        "pipe": "fifo",
        "second": "file",
        "socket": "socket",
    }
    assert found["second"][1] == 2


PLAIN = ("scores.jsonl", "history/0001/scores.jsonl", "签名说明.txt", "cards/A-01.pdf", "差异.xlsx")
NOT_PLAIN = (
    *("", ".", "..", "/", "../x", "a/../b", "a/..", "/etc/passwd", "a//b", "a/", "./a", "~/../x/.."),
    *(
        ".pending/plan.json",
        "a/.b",
        "C:x",
        "C:\\x",
        "a\\b",
        "a\0b",
        "a\nb",
        "a\u202eb",
        "a\u200bb",
        " a",
        "a.",
    ),
    *("a ", 'a"', "a|b", "a?b", "a*b", "<a>"),
)


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_name_is_taken(name: str) -> None:
    assert is_plain(name)


@pytest.mark.parametrize("name", NOT_PLAIN)
def test_any_other_name_is_refused(name: str) -> None:
    assert not is_plain(name)


def test_a_link_anywhere_on_the_way_is_seen(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link").symlink_to("../out")
    assert [is_linked(tmp_path / "in", name) for name in ("link", "link/x", "plain", "a/b")] == [
        *(True, True, False, False)
    ]
