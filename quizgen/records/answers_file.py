"""``answers.jsonl``: the answers that were marked, one person a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from quizgen.errors import QuizgenError
from quizgen.files.text import read_bytes
from quizgen.model.answers import Answer, AnswerSheet
from quizgen.model.digest import record_json

ANSWERS = "answers.jsonl"


class DamagedAnswers(QuizgenError):
    """A line of the answers cannot be understood."""

    def __init__(self, path: object, line: int) -> None:
        super().__init__(f"“{path}”第 {line} 行读不懂，答案文件已损坏；从备份恢复。")


def answers_bytes(sheets: Iterable[AnswerSheet]) -> bytes:
    """The file for these sheets: sorted by 编号, one canonical JSON a line."""
    ordered = sorted(sheets, key=lambda sheet: sheet.candidate.number)
    return "".join(f"{record_json(sheet)}\n" for sheet in ordered).encode()


def answer_lines(folder: Path) -> tuple[bytes, ...]:
    """The lines of the file, unread; none when there is no file. Raises CannotRead."""
    path = folder / ANSWERS
    return tuple(read_bytes(path).splitlines()) if path.exists() else ()


def parse_sheet(line: bytes) -> AnswerSheet | None:
    """A line as its record, None when it is damaged."""
    try:
        return AnswerSheet.model_validate_json(line)
    except ValidationError:
        return None


def stored_sheets(folder: Path) -> Iterator[AnswerSheet]:
    """The sheets one after another; equal answers are one record, so that all together need little memory.

    Raises DamagedAnswers.
    """
    same: dict[str, Answer] = {}
    for number, line in enumerate(answer_lines(folder), 1):
        sheet = parse_sheet(line)
        if sheet is None:
            raise DamagedAnswers(folder / ANSWERS, number)
        answers = tuple(same.setdefault(repr(one), one) for one in sheet.answers)
        yield sheet.model_copy(update={"answers": answers})
