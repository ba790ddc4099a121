"""What ``bank import`` is asked to do, and why it may refuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from quizgen.errors import CannotRead, QuizgenError
from quizgen.files.kinds import spaced


class SourceKind(StrEnum):
    """What a file is to be read as; ``auto``: its content and its name say it."""

    AUTO = "auto"
    EXCEL = "excel"
    WORD = "word"
    TEXT = "text"
    MOODLE = "moodle"
    GIFT = "gift"


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What was asked for; ``to`` None: the files are only looked at.

    ``mapping`` names the columns of tables. ``topic`` is for questions that have none, ``title`` for a new
    bank, ``prefix`` for new ids (each empty: one is made up). ``sealed``: the questions are for exams only.
    """

    files: tuple[Path, ...]
    to: Path | None = None
    kind: SourceKind = SourceKind.AUTO
    mapping: Path | None = None
    accept_doubts: bool = False
    update: bool = False
    replace_edited: bool = False
    prefix: str = ""
    topic: str = ""
    title: str = ""
    sealed: bool = False


class SameNames(QuizgenError):
    """Two files are called alike, and the name is by which a later import knows a file again."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"有两个文件都叫“{name}”；改过再导入时靠文件名认出是哪一个，请先给其中一个换个名字。"
        )


class UnknownFile(CannotRead):
    """A file of a kind that is not read, with what to do instead."""

    def __init__(self, path: Path, what: str, instead: str) -> None:
        super().__init__(path, f"这是{spaced(what)}，{instead}")


class NoPlaceForABank(QuizgenError):
    """The folder to write to holds other things."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"“{folder}”里已有别的东西，不是题库；请写一个新的文件夹，或者一个已有的题库。没有写出任何文件。"
        )


class NotABankFolder(QuizgenError):
    """What is to be written to is no folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"“{path}”不是文件夹；--to 后面写一个新的文件夹，或者一个已有的题库。")


class NothingToUpdate(QuizgenError):
    """``--update`` without a bank."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"“{folder}”里还没有题库，没有可更新的；第一次导入不写 --update。没有写出任何文件。")


class DoubtsOpen(QuizgenError):
    """Something has to be looked at before anything is written."""

    def __init__(self, doubtful: int, refused: int, others: int) -> None:
        told = [
            f"{count} {what}"
            for count, what in (
                (doubtful, "题存疑"),
                (refused, "题不收"),
                (others, "处不属于任何题或数目不合"),
            )
            if count
        ]
        super().__init__(
            f"有 {'，'.join(told)}，没有写出任何文件；改好原文件再导入，或者看过以后加 --accept-doubts："
            "存疑的题照收，状态写“审核”，审过才抽得到；不收的题略去。"
        )


class NothingToImport(QuizgenError):
    """No question of the files can be written."""

    def __init__(self, files: Sequence[Path]) -> None:
        super().__init__(f"{'、'.join(map(str, files))}里没有能导入的题，没有写出任何文件。")
