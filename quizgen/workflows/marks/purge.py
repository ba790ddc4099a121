"""The steps of ``quizgen exam purge``: delete the answers, keep the totals, record it in the ledger."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import QuizgenError
from quizgen.files.entries import entries
from quizgen.files.text import file_digest
from quizgen.model.ledger import Act, JsonValue, Stamp, stamped
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import check_ledger, link
from quizgen.records.names import SCAN_LISTS, holds_answers, is_scan_picture
from quizgen.records.pending import FolderChange, change_folder, is_decided
from quizgen.records.scores_file import has_scores, key_after_signing, read_scores
from quizgen.records.signing import SigningKey
from quizgen.workflows.exam.intact import changing, intact_exam


class TooRecent(QuizgenError):
    """The exam was not held before the given date, so its answers are kept."""

    def __init__(self, held: datetime.date, before: datetime.date) -> None:
        super().__init__(f"这次考试的日期是 {held}，不早于 {before}，没有清除任何文件。")


class NotMarkedYet(QuizgenError):
    """The answers have not been marked; deleting them now would lose them."""

    def __init__(self) -> None:
        super().__init__("这次考试还没有成绩，清除答案就什么也不剩了；先阅卷，或自行移走文件夹。")


@dataclass(frozen=True, slots=True)
class Purge:
    """What will be or was removed: digests by file name; empty if the purge was already done.

    ``lists`` are made from pictures that are removed; nothing depends on them.
    """

    held: datetime.date
    removed: Mapping[str, str]
    lists: tuple[str, ...] = ()


def plan_purge(path: Path, before: datetime.date, *, pictures: bool = False) -> Purge:
    """Work out what a purge would remove; an interrupted purge is completed first.

    ``pictures``: only the pictures of scanned sheets; what was read and decided, and the answers, stay.
    Raises TooRecent, DateUnknown, NotMarkedYet, what ``changing`` and reading scores raise.
    """
    if is_decided(path):
        with changing(path, even_ended=True):
            pass
    return _plan(intact_exam(path), before, pictures=pictures)


def _plan(folder: ExamFolder, before: datetime.date, *, pictures: bool) -> Purge:
    path = folder.path
    if not has_scores(path):
        if folder.exam.date is not None and folder.exam.date >= before:
            raise TooRecent(folder.exam.date, before)
        raise NotMarkedYet
    held = read_scores(path).head.date
    if held >= before:
        raise TooRecent(held, before)
    names = [one.name for one in entries(path) if one.kind == "file" and holds_answers(one.name)]
    if not pictures:
        return Purge(held, {name: file_digest(path / name) for name in names})
    shown = [name for name in names if is_scan_picture(name)]
    lists = tuple(name for name in names if name in SCAN_LISTS)
    return Purge(held, {name: file_digest(path / name) for name in shown}, lists)


def purge_exam(
    path: Path,
    before: datetime.date,
    stamp: Stamp,
    sign_key: Callable[[], SigningKey | None] | None = None,
    *,
    pictures: bool = False,
) -> Purge:
    """Remove every file that contains answers and record it in the ledger: all of it or none of it.

    Scores, signatures, ledger, papers and keys stay. ``sign_key`` gives the key that signed the scores.
    Raises what ``plan_purge`` raises, NotTheSigner, CannotWrite.
    """
    with changing(path, even_ended=True) as folder:
        purge = _plan(folder, before, pictures=pictures)
        if purge.removed:
            key = key_after_signing(path, sign_key)
            ledger = check_ledger(path)
            removed: dict[str, JsonValue] = {**purge.removed}
            details: dict[str, JsonValue] = {"before": before.isoformat(), "removed": removed}
            if pictures:
                details["pictures"] = True
            purged = stamped(Act.PURGED, stamp, details=details)
            lines = link([purged], len(ledger.lines), ledger.head, key)
            change_folder(path, FolderChange(lines, remove=(*purge.removed, *purge.lists)))
        return purge
