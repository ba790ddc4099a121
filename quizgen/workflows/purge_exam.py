"""The recipe of ``quizgen exam purge``: totals stay, answers go, the ledger says so."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import QuizgenError
from quizgen.files.lock import only_writer
from quizgen.files.text import read_bytes
from quizgen.model.ledger import Act, JsonValue, Stamp, stamped
from quizgen.records.exam_folder import ExamFolder, remove_drafts
from quizgen.records.ledger import check_ledger, link
from quizgen.records.pending import FolderChange, change_folder, settle
from quizgen.records.scores_file import has_scores, read_scores
from quizgen.workflows.marking_files import holds_answers


class TooRecent(QuizgenError):
    """An exam that was not held before the date given is left alone."""

    def __init__(self, held: dt.date, before: dt.date) -> None:
        super().__init__(f"这次考试的日期是 {held}，不早于 {before}，没有清除任何文件。")


class DateUnknown(QuizgenError):
    """Nobody ever said when the exam was."""

    def __init__(self) -> None:
        super().__init__("不知道这次考试的日期（组卷、阅卷时都没有写），没有清除任何文件。")


class NotMarkedYet(QuizgenError):
    """Answers without scores would be lost for nothing."""

    def __init__(self) -> None:
        super().__init__("这次考试还没有成绩，清除答案就什么也不剩了；先阅卷，或自行移走文件夹。")


@dataclass(frozen=True, slots=True)
class Purge:
    """What is to be removed, or was: the digests by file name (nothing: it had been done before)."""

    held: dt.date
    removed: Mapping[str, str]


def plan_purge(path: Path, before: dt.date) -> Purge:
    """What a purge would remove. Raises TooRecent, DateUnknown, NotMarkedYet, what reading scores raises."""
    folder = ExamFolder(path)
    files = {
        name: hashlib.sha256(read_bytes(file)).hexdigest()
        for file in sorted(path.rglob("*"))
        if file.is_file() and holds_answers(name := file.relative_to(path).as_posix())
    }
    if not has_scores(path):
        if folder.exam.date is not None and folder.exam.date >= before:
            raise TooRecent(folder.exam.date, before)
        raise NotMarkedYet
    held = read_scores(path).head.date
    if held >= before:
        raise TooRecent(held, before)
    return Purge(held, files)


def purge_exam(path: Path, before: dt.date, stamp: Stamp) -> Purge:
    """Remove every file that says what somebody answered; all of them with the ledger's line, or none.

    Scores, signatures, ledger, papers, keys stay. Raises what ``plan_purge`` raises, DamagedLedger,
    CannotWrite.
    """
    with only_writer(path):
        settle(path)
        remove_drafts(path)
        ledger = check_ledger(path)
        purge = plan_purge(path, before)
        if purge.removed:
            removed: dict[str, JsonValue] = {**purge.removed}
            details: dict[str, JsonValue] = {"before": before.isoformat(), "removed": removed}
            lines = link([stamped(Act.PURGED, stamp, details=details)], len(ledger.lines), ledger.head)
            change_folder(path, FolderChange(lines, remove=tuple(purge.removed)))
        return purge
