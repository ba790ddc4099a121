"""The steps of ``quizgen exam entry`` that note who entered the answers and who checked them."""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.entry.compare import Difference
from quizgen.errors import QuizgenError
from quizgen.files.text import file_digest
from quizgen.markup.words import bare
from quizgen.model.ledger import Act, LedgerLine
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import check_ledger
from quizgen.records.names import FIRST_ANSWERS, MARKS, SECOND_ANSWERS, SECOND_MARKS
from quizgen.workflows.after.noting import AfterOrder, Noted, note_act
from quizgen.workflows.exam.intact import changing
from quizgen.workflows.marks.entry import NothingEntered, find_file, read_entry


class DemandedAlready(QuizgenError):
    """Two persons are needed already."""

    def __init__(self) -> None:
        super().__init__("这次考试已经要求两人登分，不用再写。没有写出任何文件。")


class NotDoneYet(QuizgenError):
    """What is to be checked was not declared done, or was changed since."""

    def __init__(self) -> None:
        super().__init__(
            "登记的人还没有写名（exam entry 目录 --done --by 姓名），或写名以后登记又改过；"
            "先由登记的人写名，再由另一个人核对。没有写出任何文件。"
        )


class SamePerson(QuizgenError):
    """Somebody would check their own work."""

    def __init__(self, name: str) -> None:
        super().__init__(f"登记的人就是“{name}”，要由另一个人登记或核对。没有写出任何文件。")


@dataclass(frozen=True, slots=True)
class EntryDone:
    """What was noted; ``files`` were vouched for, ``differences`` stand between the two entries."""

    files: tuple[str, ...]
    differences: tuple[Difference, ...]
    noted: Noted


def demand_two_persons(order: AfterOrder) -> Noted:
    """From now on marking needs two persons. Raises DemandedAlready, what ``changing`` raises."""
    with changing(order.folder) as folder:
        lines = check_ledger(order.folder).lines
        if folder.exam.two_person or any(line.act is Act.TWO_PERSON for line in lines):
            raise DemandedAlready
        return note_act(order, Act.TWO_PERSON, {})


def entry_done(order: AfterOrder, *, second: bool) -> EntryDone:
    """Note who entered the files as they are. Raises NothingEntered, SamePerson, what ``changing`` raises."""
    with changing(order.folder) as folder:
        digests = _digests(folder, second=second)
        other = _last_done(folder, second=not second)
        if other is not None and bare(other.by) == bare(order.stamp.by):
            raise SamePerson(other.by)
        noted = note_act(order, Act.ENTRY_DONE, {"entry": 2 if second else 1}, inputs=digests)
        differences = read_entry(order.folder, opened=folder).differences if _both(folder) else ()
        return EntryDone(tuple(digests), differences, noted)


def entry_checked(order: AfterOrder) -> EntryDone:
    """Note who checked the first entry, as it is, against the sheets.

    Raises NothingEntered, NotDoneYet, SamePerson, what ``changing`` raises, CannotWrite.
    """
    with changing(order.folder) as folder:
        digests = _digests(folder, second=False)
        done = _last_done(folder, second=False)
        if done is None or done.inputs != digests:
            raise NotDoneYet
        if bare(done.by) == bare(order.stamp.by):
            raise SamePerson(done.by)
        return EntryDone(tuple(digests), (), note_act(order, Act.ENTRY_CHECKED, {}, inputs=digests))


def _digests(folder: ExamFolder, *, second: bool) -> dict[str, str]:
    """The files of an entry as they are, by name. Raises NothingEntered, TwoFiles."""
    names = (SECOND_ANSWERS, SECOND_MARKS) if second else (FIRST_ANSWERS, MARKS)
    found = [file for name in names if (file := find_file(folder.path, name)) is not None]
    if not found:
        raise NothingEntered(folder.path)
    return {file.name: file_digest(file) for file in found}


def _both(folder: ExamFolder) -> bool:
    return all(find_file(folder.path, name) is not None for name in (FIRST_ANSWERS, SECOND_ANSWERS))


def _last_done(folder: ExamFolder, *, second: bool) -> LedgerLine | None:
    number = 2 if second else 1
    lines = check_ledger(folder.path).lines
    return next(
        (
            line
            for line in reversed(lines)
            if line.act is Act.ENTRY_DONE and line.details.get("entry") == number
        ),
        None,
    )
