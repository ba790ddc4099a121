"""The lines of ``forms.jsonl``: found once, read from the file again when a form is needed whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from quizgen.errors import CannotRead, QuizgenError
from quizgen.files.safe import reason_of
from quizgen.files.text import byte_lines, read_utf8
from quizgen.model.exam import Form
from quizgen.model.question_acts import QuestionAct, changed_form

_BOM = b"\xef\xbb\xbf"
_CODE = re.compile(rb'"code":\s*"([A-Z0-9]+)"')
_HEAD = re.compile(
    rb'\{(?:"candidate":"([^"\\]*)",)?"code":"([A-Z0-9]+)",(?:"headings":\[[0-9,]+\],)?"paper_id":"[0-9A-Z]+","sections":\['
)
_SPARE = b',"spare":true}'


class DamagedForm(QuizgenError):
    """A line of ``forms.jsonl`` is not what was written when the exam was drawn."""

    def __init__(self, name: str, code: str) -> None:
        where = f"{name} 里试卷 {code} 的那一行读不懂"
        super().__init__(f"{where}；请用 quizgen exam verify 考试文件夹 核验，从备份恢复。")


class UnreadableLine(ValueError):
    """A line that is no form at all; ``number`` counts from 1."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


@dataclass(frozen=True, slots=True)
class FormLine:
    """Where a form stands in ``forms.jsonl`` (``start``, ``size`` in bytes), with what is asked most.

    ``candidate`` and ``spare`` are those of the form. ``changes`` are the acts that exchanged questions of it
    or put them right. Ten thousand of these need a few megabytes, their text a hundred.
    """

    code: str
    candidate: str | None
    spare: bool
    path: Path
    start: int
    size: int
    changes: tuple[QuestionAct, ...] = ()

    @property
    def line(self) -> str:
        """The line as it stands in the file. Raises CannotRead, DamagedForm when the file was changed."""
        try:
            with self.path.open("rb") as file:
                file.seek(self.start)
                return file.read(self.size).decode()
        except OSError as error:
            raise CannotRead(self.path, reason_of(error)) from error
        except UnicodeDecodeError as error:
            raise DamagedForm(self.path.name, self.code) from error

    def form(self) -> Form:
        """The form itself, after the changes. Raises CannotRead, DamagedForm."""
        try:
            return changed_form(Form.model_validate_json(self.line), self.changes)
        except (ValidationError, IndexError, ValueError, KeyError) as error:
            raise DamagedForm(self.path.name, self.code) from error

    def after(self, changes: tuple[QuestionAct, ...]) -> FormLine:
        """The same line with these changes and no others."""
        return self if changes == self.changes else replace(self, changes=changes)


def find_forms(path: Path) -> Iterator[FormLine]:
    """The lines of a file of forms. Raises CannotRead, UnreadableLine."""
    start = 0
    for number, whole in enumerate(byte_lines(path), 1):
        skipped = len(_BOM) if number == 1 and whole.startswith(_BOM) else 0
        line = whole[skipped:].rstrip(b"\r\n")
        found = _HEAD.match(line) or _CODE.search(line)
        if found is None or not line.endswith(b"}"):
            raise UnreadableLine(number)
        if not line.isascii():
            _check_utf8(path, line)
        candidate, spare = _owner(line)
        code = found[found.re.groups].decode()
        yield FormLine(code, candidate, spare, path, start + skipped, len(line))
        start += len(whole)


def _check_utf8(path: Path, line: bytes) -> None:
    try:
        line.decode()
    except UnicodeDecodeError:
        read_utf8(path)


def _owner(line: bytes) -> tuple[str | None, bool]:
    """The owner of the form and whether it is a spare one; a damaged line has no owner."""
    head = _HEAD.match(line)
    if head is not None:
        return None if head[1] is None else head[1].decode(), line.endswith(_SPARE)
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return None, False
    if not isinstance(fields, dict):
        return None, False
    candidate = fields.get("candidate")
    return candidate if isinstance(candidate, str) else None, bool(fields.get("spare", False))
