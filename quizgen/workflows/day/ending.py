"""The recipes of ``quizgen exam cancel`` and ``supersede``: an exam that is not held, or not counted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import Problem, QuizgenError
from quizgen.files.text import file_digest
from quizgen.model.ledger import Act, JsonValue, LedgerEntry, stamped
from quizgen.records.ledger import check_ledger, clock_behind, link
from quizgen.records.names import EXAM
from quizgen.records.pending import FolderChange, change_folder
from quizgen.records.scores_file import key_after_signing
from quizgen.workflows.day.written import DayOrder, check_reason
from quizgen.workflows.exam.intact import changing, intact_exam


class SupersededByItself(QuizgenError):
    """An exam cannot take its own place."""

    def __init__(self) -> None:
        super().__init__("代替它的考试就是它自己；写另一个考试文件夹。没有写出任何文件。")


@dataclass(frozen=True, slots=True)
class Ended:
    """What was recorded: the hash of the ledger's last line, notes."""

    head: str
    notes: tuple[Problem, ...]


def cancel_exam(order: DayOrder) -> Ended:
    """Record that an exam is not held, or that its results do not count; nothing is deleted.

    Raises ContentFaults for the reason, ExamEnded, NotTheSigner, what ``changing`` raises, CannotWrite.
    """
    return _end(order, Act.CANCELLED, {})


def supersede_exam(order: DayOrder, other: Path) -> Ended:
    """Record that another exam takes the place of this one. Raises as ``cancel_exam``, SupersededByItself."""
    if other.resolve() == order.folder.resolve():
        raise SupersededByItself
    exam = intact_exam(other).exam
    details: dict[str, JsonValue] = {"by_exam": other.name, "title": exam.title}
    return _end(order, Act.SUPERSEDED, details, {f"{other.name}/{EXAM}": file_digest(other / EXAM)})


def _end(
    order: DayOrder, act: Act, details: dict[str, JsonValue], inputs: dict[str, str] | None = None
) -> Ended:
    check_reason(order.reason)
    with changing(order.folder) as folder:
        ledger = check_ledger(folder.path)
        key = key_after_signing(folder.path, order.sign_key)
        said = {**details, "reason": order.reason}
        entry: LedgerEntry = stamped(act, order.stamp, inputs=inputs, details=said)
        lines = link([entry], len(ledger.lines), ledger.head, key)
        change_folder(folder.path, FolderChange(lines))
        behind = clock_behind(folder.path, ledger, order.stamp.time)
        return Ended(lines[-1].hash, (behind,) if behind else ())
