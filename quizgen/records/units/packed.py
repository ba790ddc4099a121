"""Files packed into one (tar, POSIX): the same files give the same bytes; only plain files come out."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Mapping

from quizgen.errors import QuizgenError
from quizgen.files.entries import is_plain
from quizgen.files.safe import PRIVATE_FILE


class DamagedPack(QuizgenError):
    """What should be packed files is something else."""

    def __init__(self, shown_as: object, reason: str) -> None:
        super().__init__(f"“{shown_as}”里面不是打好的包：{reason}。没有写出任何文件。")


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files by name (``/`` between), sorted, without times and owners."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name in sorted(files):
            member = tarfile.TarInfo(name)
            member.size = len(files[name])
            member.mode = PRIVATE_FILE
            tar.addfile(member, io.BytesIO(files[name]))
    return data.getvalue()


def unpacked(data: bytes, shown_as: object) -> dict[str, bytes]:
    """The files by name. Raises DamagedPack for anything but plain files with plain names, each once."""
    files: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as tar:
            for member in tar:
                content = tar.extractfile(member) if member.isreg() else None
                if content is None or not is_plain(member.name) or member.name in files:
                    raise DamagedPack(shown_as, "有不是普通文件的东西，或同名的文件")
                files[member.name] = content.read()
                if len(files[member.name]) != member.size:
                    raise DamagedPack(shown_as, "没有传完")
    except tarfile.TarError:
        raise DamagedPack(shown_as, "读不懂") from None
    if not files:
        raise DamagedPack(shown_as, "是空的")
    return files
