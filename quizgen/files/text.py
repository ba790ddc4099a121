"""Text as people save it: UTF-8 with or without BOM, or the GBK family of Chinese Excel."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quizgen.errors import CannotRead


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises CannotRead with a reason in Chinese."""
    with _readable(path):
        return path.read_bytes()


def byte_lines(path: Path) -> Iterator[bytes]:
    """The lines of a file one after another, with their line ends. Raises CannotRead."""
    with _readable(path), path.open("rb") as file:
        yield from file


def file_digest(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal, without holding it in memory. Raises CannotRead."""
    with _readable(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise CannotRead(path, "没有这个文件") from None
    except IsADirectoryError:
        raise CannotRead(path, "这是一个文件夹，不是文件") from None
    except PermissionError:
        raise CannotRead(path, "没有读取权限") from None
    except OSError as error:
        raise CannotRead(path, error.strerror or "读取时出错") from error


def read_utf8(path: Path) -> str:
    """Text that must be UTF-8 (a BOM is dropped). Raises CannotRead, naming GBK when it looks like GBK."""
    return decode_utf8(path, read_bytes(path))


def decode_utf8(path: Path, data: bytes) -> str:
    """The same for the bytes of the file at hand."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        try:
            data.decode("gb18030")
        except UnicodeDecodeError:
            raise CannotRead(path, f"第 {line} 行不是 UTF-8 文字，请另存为 UTF-8 编码", line) from None
        reason = f"第 {line} 行不是 UTF-8，看来是 GBK 编码；请用编辑器另存为 UTF-8"
        raise CannotRead(path, reason, line) from None


def read_any_chinese(path: Path) -> str:
    """Text in UTF-8 (with or without BOM) or GB18030, as Chinese Excel saves CSV."""
    data = read_bytes(path)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CannotRead(path, "既不是 UTF-8 也不是 GBK 编码，请另存为 UTF-8")
