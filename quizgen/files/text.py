"""Text as people save it: UTF-8 with or without BOM, UTF-16, or the GBK family of Chinese Excel."""

from __future__ import annotations

import codecs
import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from mmap import ACCESS_READ, mmap
from pathlib import Path

from quizgen.errors import CannotRead
from quizgen.files.kinds import kind_of, spaced


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises CannotRead with a reason in Chinese."""
    with open_regular(path) as file:
        return file.read()


def byte_lines(path: Path) -> Iterator[bytes]:
    """The lines of a file one after another, with their line ends. Raises CannotRead."""
    with open_regular(path) as file:
        yield from file


def file_digest(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal, without holding it in memory. Raises CannotRead."""
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def mapped(path: Path) -> Iterator[mmap]:
    """The bytes of a file that is not empty, read by the system when they are needed. Raises CannotRead."""
    with open_regular(path) as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        yield data


def content_digest(content: bytes | Path) -> str:
    """The SHA-256 of bytes at hand, or of those in a file. Raises CannotRead."""
    return file_digest(content) if isinstance(content, Path) else hashlib.sha256(content).hexdigest()


@contextmanager
def open_regular(path: Path) -> Iterator[BufferedReader]:
    """A user's file opened for reading; a pipe or a device is refused instead of waited for.

    Everything that reads what users name goes through here. Raises CannotRead.
    """
    try:
        with os.fdopen(_regular(path), "rb") as file:
            yield file
    except FileNotFoundError:
        raise CannotRead(path, "没有这个文件") from None
    except IsADirectoryError:
        raise CannotRead(path, "这是一个文件夹，不是文件") from None
    except PermissionError:
        raise CannotRead(path, "没有读取权限") from None
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or "读取时出错")
        raise CannotRead(path, reason) from error


def _regular(path: Path) -> int:
    """The open file itself, never one that reading would wait for."""
    try:
        descriptor = os.open(path, _READ)
    except ValueError:  # a NUL
        raise CannotRead(path, "文件名里有不能用的字符") from None
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return descriptor
    os.close(descriptor)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError
    raise CannotRead(path, _SPECIAL)


_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_SPECIAL = "这不是普通文件（是管道、套接字或设备）"
_REASONS = {
    errno.ENXIO: _SPECIAL,
    errno.ELOOP: "链接绕成了圈",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOTDIR: "上级路径不是文件夹",
}


def read_utf8(path: Path) -> str:
    """Text that must be UTF-8 (a BOM is dropped). Raises CannotRead, naming GBK when it looks like GBK."""
    return decode_utf8(path, read_bytes(path))


def decode_utf8(path: Path, data: bytes) -> str:
    """The same for the bytes of the file at hand."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        kind = kind_of(data)
        if kind is not None:
            raise CannotRead(path, f"这是{spaced(kind)}，不是文本文件") from None
        if data.startswith(_UTF_16):
            raise CannotRead(path, "这是 UTF-16 编码（记事本的“Unicode”）；请另存为 UTF-8") from None
        try:
            data.decode("gb18030")
        except UnicodeDecodeError:
            raise CannotRead(path, f"第 {line} 行不是 UTF-8 文字，请另存为 UTF-8 编码", line) from None
        reason = f"第 {line} 行不是 UTF-8，看来是 GBK 编码；请用编辑器另存为 UTF-8"
        raise CannotRead(path, reason, line) from None


def read_any_chinese(path: Path) -> str:
    """A table as text: UTF-8, UTF-16, UTF-32 or GB18030, as Chinese programs save CSV.

    Raises CannotRead, for a file that is no text with its kind and what to do.
    """
    data = read_bytes(path)
    kind = kind_of(data)
    if kind is not None:
        save = "用 Excel 或 WPS 打开，另存为“CSV UTF-8（逗号分隔）”，再用那个文件"
        raise CannotRead(path, f"这是{spaced(kind)}，不是 CSV 文本；{save}")
    text = any_chinese(path, data)
    if _MISREAD in text:
        reason = f"文字被按别的编码转坏了（“编号”成了“{_MISREAD}”）；请从原来的文件重新另存为 CSV UTF-8"
        raise CannotRead(path, reason)
    return text


def any_chinese(path: Path, data: bytes) -> str:
    """The text of bytes in UTF-8, UTF-16, UTF-32 or GB18030, without its mark. Raises CannotRead."""
    text = _decoded(path, data).removeprefix("\ufeff")
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise CannotRead(path, f"第 {line} 行有空字符（NUL），文件可能损坏了；请从原处重新导出", line)
    return text


_MISREAD = "编号".encode().decode("gb18030")
"""What 编号 in UTF-8 becomes when it is taken for GBK and saved."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKED = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
"""Byte order marks; the longer ones first."""


def _decoded(path: Path, data: bytes) -> str:
    marked = next((encoding for mark, encoding in _MARKED if data.startswith(mark)), None)
    if marked is not None:
        encodings = [marked]
    elif b"\0" in data:
        encodings = [one for one in ("utf-16-le", "utf-16-be") if _is_text(data, one)] or ["utf-8"]
    else:
        encodings = ["utf-8", "gb18030"]
    furthest = 0
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            furthest = max(furthest, error.start)
    line = data[:furthest].count(b"\n") + 1
    raise CannotRead(path, f"第 {line} 行既不是 UTF-8 也不是 GBK 编码；请另存为 UTF-8", line)


def _is_text(data: bytes, encoding: str) -> bool:
    """Whether bytes without a mark make lines of text in this encoding."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return "\0" not in text and "\n" in text
