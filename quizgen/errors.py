"""Faults found in content, plus the family of errors raised by operations that fail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from unicodedata import category


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in content that a user can mend; checks return it, nothing raises it.

    ``file`` is the path as the user named it, ``line`` counts from 1 (None: the fault is the whole
    file's), ``where`` is the thing inside the file (a question id, a cell), ``rule`` the permanent
    number of the rule, ``message`` says in Chinese what is wrong, ``hint`` what to do about it.
    """

    file: str
    line: int | None
    rule: str
    message: str
    hint: str = ""
    where: str = ""

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        where = f"{self.where}：" if self.where else ""
        hint = f"（{self.hint}）" if self.hint else ""
        return shown(f"{place}: [{self.rule}] {where}{self.message}{hint}")

    def as_dict(self) -> dict[str, str | int | None]:
        """The same fault for machines (``--json``)."""
        return asdict(self)


def shown(text: str) -> str:
    """A text from outside (a file's name, a value) as one harmless line: what cannot be seen is spelt out."""
    if text.isprintable():
        return text
    return "".join(
        character.encode("unicode_escape").decode("ascii") if category(character) in _UNSEEN else character
        for character in text
    )


_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Control and format characters, halves of surrogate pairs, line separators; spaces of any width may stay."""


class QuizgenError(Exception):
    """An operation could not be done; ``str(error)`` is one Chinese sentence saying what to do."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes whole: a subclass's own arguments are not its ``args``."""
        return _restore, (type(self), self.args, self.__dict__)


def _restore(cls: type[QuizgenError], args: tuple[Any, ...], fields: dict[str, Any]) -> QuizgenError:
    error = cls.__new__(cls)
    error.args = args
    error.__dict__.update(fields)
    return error


class ContentFaults(QuizgenError):
    """Content has faults, so the operation that needs it was not begun; nothing was written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"内容有 {len(self.problems)} 处错误，没有写出任何文件；请改正后重试。")


class CannotRead(QuizgenError):
    """A file is missing, unreadable, or in an encoding that is not understood.

    ``reason`` is a Chinese clause; ``line`` (from 1) says where, when that is known.
    """

    def __init__(self, path: object, reason: str, line: int | None = None) -> None:
        self.reason = reason
        self.line = line
        super().__init__(f"读不了“{path}”：{reason}。")


class CannotWrite(QuizgenError):
    """A file could not be written (no room, no permission); nothing half-written was left."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"写不了“{path}”：{reason}；没有留下写了一半的文件。")


class AlreadyExists(QuizgenError):
    """The target exists already, so it is not overwritten."""

    def __init__(self, path: object) -> None:
        super().__init__(f"“{path}”已经存在，不会覆盖；请换一个名字，或先自行移走原来的。")
