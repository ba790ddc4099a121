"""Faults found in content, plus the family of errors raised by operations that fail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from unicodedata import category


class Spot(NamedTuple):
    """Where something stands inside a file: a cell or cells of a sheet, a sheet, a place in a document.

    ``cell`` is ``D17`` or ``D17:F17``, ``row`` its row from 1 (None: no cell). ``sheet`` is the name of
    the sheet, empty where a table has only one that counts. ``paragraph`` says where in a document, or what
    of a sheet is no cell (a comment, a footer). All are empty where the whole file is meant, or a line of it.
    """

    sheet: str = ""
    cell: str = ""
    row: int | None = None
    paragraph: str = ""

    def __str__(self) -> str:
        if self.cell:
            return f"{self.sheet}!{self.cell}" if self.sheet else self.cell
        if self.sheet:
            return f"{self.sheet}（{self.paragraph}）" if self.paragraph else f"工作表“{self.sheet}”"
        return self.paragraph


WHOLE = Spot()
"""The file as a whole."""


class Place(NamedTuple):
    """A spot with the file that it is in, as the user named it."""

    file: str
    spot: Spot = WHOLE

    def __str__(self) -> str:
        return f"{self.file}!{self.spot}" if self.spot != WHOLE else self.file


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in content that a user can mend; checks return it, nothing raises it.

    ``file`` is the path as the user named it, ``line`` counts from 1 (None: the fault is no line's),
    ``spot`` is where in the file it stands otherwise, ``where`` the thing concerned (a question id, a 编号),
    ``rule`` the permanent number of the rule, ``message`` says in Chinese what is wrong, ``hint`` what to
    do about it.
    """

    file: str
    line: int | None
    rule: str
    message: str
    hint: str = ""
    where: str = ""
    spot: Spot = WHOLE

    @classmethod
    def at(cls, place: Place, rule: str, message: str, hint: str = "") -> Problem:
        """A fault of a cell or of another place that is no line."""
        return cls(place.file, None, rule, message, hint, spot=place.spot)

    @property
    def place(self) -> Place:
        """The file with the spot in it."""
        return Place(self.file, self.spot)

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        inside = [self.where] if self.where else []
        if self.spot.cell and not self.spot.sheet:
            place = str(self.place)
        elif self.spot != WHOLE:
            inside.insert(0, str(self.spot))
        where = f"{' '.join(inside)}：" if inside else ""
        hint = f"（{self.hint}）" if self.hint else ""
        return shown(f"{place}: [{self.rule}] {where}{self.message}{hint}")

    def as_dict(self) -> dict[str, str | int | None]:
        """The same fault for machines (``--json``); what the keys mean is in ``docs/dev/json.md``."""
        return {
            "file": self.file,
            "line": self.line,
            "sheet": self.spot.sheet,
            "cell": self.spot.cell,
            "paragraph": self.spot.paragraph,
            "where": self.where,
            "rule": self.rule,
            "message": self.message,
            "hint": self.hint,
        }


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
