"""``answers.jsonl``: the answers that were marked, one person a line."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from quizgen.errors import QuizgenError
from quizgen.files.text import byte_lines
from quizgen.model.answers import Answer, AnswerSheet
from quizgen.model.digest import record_json
from quizgen.model.ledger import Act, LedgerLine
from quizgen.records.names import ANSWERS

_FIRST, _LAST = b'{"answers":[{', '}],"'
_FORM_AT_END = re.compile(rb'"form":"([A-Z0-9]+)"\}$')
_KEPT_ANSWERS = 1 << 15


class DamagedAnswers(QuizgenError):
    """A line of the answers cannot be understood."""

    def __init__(self, path: object, line: int) -> None:
        super().__init__(f"“{path}”第 {line} 行读不懂，答案文件已损坏；从备份恢复。")


def answers_bytes(sheets: Iterable[AnswerSheet]) -> bytes:
    """The file for these sheets: sorted by 编号, one canonical JSON a line."""
    ordered = sorted(sheets, key=lambda sheet: sheet.candidate.number)
    writer = SheetWriter()
    data = io.BytesIO()
    for sheet in ordered:
        data.write(f"{writer.json(sheet)}\n".encode())
    return data.getvalue()


class SheetWriter:
    """Writes sheets one after another; most answers are one record for thousands of people."""

    def __init__(self) -> None:
        self._texts: dict[int, tuple[Answer, str]] = {}
        """By identity, which holds as long as the answer itself is kept here."""

    def json(self, sheet: AnswerSheet) -> str:
        """The canonical JSON of a sheet; its answers stand first in it."""
        if not sheet.answers:
            return record_json(sheet)
        if len(self._texts) >= _KEPT_ANSWERS:
            self._texts.clear()
        texts = self._texts
        for one in sheet.answers:
            if id(one) not in texts:
                texts[id(one)] = one, record_json(one)
        rest = record_json(sheet.model_copy(update={"answers": ()}))
        return f'{{"answers":[{",".join([texts[id(one)][1] for one in sheet.answers])}],{rest[1:]}'


def answer_lines(folder: Path) -> Iterator[bytes]:
    """The lines of the file, unread; none when there is no file. Raises CannotRead."""
    path = folder / ANSWERS
    if path.exists():
        for line in byte_lines(path):
            yield line.rstrip(b"\r\n")


def code_of(line: bytes) -> str | None:
    """The code of the form that a line names, found at its end where ``answers_bytes`` puts it."""
    found = _FORM_AT_END.search(line)
    if found is not None:
        return found[1].decode()
    sheet = parse_sheet(line)
    return None if sheet is None else sheet.form


def parse_sheet(line: bytes) -> AnswerSheet | None:
    """A line as its record, None when it is damaged.

    The same answers recur on thousands of sheets, so a line as ``answers_bytes`` writes it is taken apart
    at its answers, each distinct one read once. The parts are valid JSON only where the line is just these
    parts put together; any other line is read as a whole.
    """
    sheet = _put_together(line)
    if sheet is not None:
        return sheet
    try:
        return AnswerSheet.model_validate_json(line)
    except ValidationError:
        return None


def _put_together(line: bytes) -> AnswerSheet | None:
    if not line.startswith(_FIRST):
        return None
    try:
        inside, end, rest = line[len(_FIRST) :].decode().rpartition(_LAST)
        if not end or '"answers"' in rest:
            return None
        sheet = AnswerSheet.model_validate_json(f'{{"{rest}')
        answers = tuple(map(_answer, inside.split("},{")))
    except (UnicodeDecodeError, ValidationError):
        return None
    return sheet.model_copy(update={"answers": answers})


@lru_cache(maxsize=_KEPT_ANSWERS)
def _answer(inside: str) -> Answer:
    """An answer from what stands between its braces; equal ids are one object, which is quick to look up."""
    answer = Answer.model_validate_json(f"{{{inside}}}")
    return answer.model_copy(update={"question": sys.intern(answer.question)})


def stored_sheets(folder: Path) -> Iterator[AnswerSheet]:
    """The sheets one after another; equal answers are one record, so that all together need little memory.

    Raises DamagedAnswers.
    """
    for number, line in enumerate(answer_lines(folder), 1):
        sheet = parse_sheet(line)
        if sheet is None:
            raise DamagedAnswers(folder / ANSWERS, number)
        yield sheet


def answers_purged(folder: Path, lines: Iterable[LedgerLine]) -> bool:
    """Whether there are no answers to the scores: they were purged, or never collected from units."""
    lines = tuple(lines)
    gone = purge_of_answers(lines) or any(map(is_without_answers, lines))
    return gone and not (folder / ANSWERS).exists()


def purge_of_answers(lines: Iterable[LedgerLine]) -> bool:
    """Whether the ledger says that the answers were removed, not only the pictures of scanned sheets."""
    return any(line.act is Act.PURGED and line.details.get("pictures") is not True for line in lines)


def is_without_answers(line: LedgerLine) -> bool:
    """Whether a line says that the results of units were joined without their answers."""
    return line.act is Act.JOINED and bool(line.details.get("scores_only"))
