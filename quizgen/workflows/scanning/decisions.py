"""What people decided on the lists, taken over: from the workbooks in the folder, from files of the pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from quizgen.entry.check_sheet import AUDIT, SHEET, page_mark, read_check_sheet
from quizgen.entry.exam import EntryExam
from quizgen.entry.from_scans import scan_accounts
from quizgen.entry.scan_answers import answer_about
from quizgen.entry.scan_doubts import DoubtKind, ScanDoubt
from quizgen.entry.typed import TypingFault
from quizgen.errors import ContentFaults, Problem
from quizgen.model.ledger import Stamp
from quizgen.model.rules.answers import A051, A052, A053, A054, A055
from quizgen.model.scan_decisions import Decided, DecisionWay, ScanDecision, standings
from quizgen.model.scanned import PageReading
from quizgen.records.checked_file import CheckedFile, doubt_mark, exam_mark, read_checked_file
from quizgen.records.names import SCAN_AUDIT, SCAN_CHECK

_SETTLING = frozenset({DoubtKind.DIFFER.value, DoubtKind.AUDIT.value})
_LOOK_AGAIN = "在新的待核对里再看一次"


def seen_mark(doubt: ScanDoubt) -> str:
    """What tells whether a doubt is still the one that somebody saw."""
    return doubt_mark(doubt.read, doubt.why)


class _Row(NamedTuple):
    """A decision as it came: ``seen`` is empty in workbooks, which are of the folder itself."""

    page: str
    item: str
    answer: str
    by: str
    audit: bool
    seen: str
    where: Problem

    def problem(self, rule: str, message: str, hint: str = "") -> Problem:
        """Something about this row, at its place."""
        at = self.where
        return Problem(at.file, at.line, rule, message, hint, at.where, at.spot)


@dataclass
class Taken:
    """The decisions that are new, and what is told about others."""

    decisions: list[ScanDecision] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def take_decisions(  # noqa: PLR0913, PLR0917 - what is there, what comes, who takes it
    folder: Path,
    files: Iterable[Path],
    pages: tuple[PageReading, ...],
    before: tuple[ScanDecision, ...],
    exam: EntryExam,
    stamp: Stamp,
) -> Taken:
    """What people decided since. Nothing is taken of anything while there is a fault.

    Raises ContentFaults (A002, A045, A050, A051, A053), CannotRead, RefusedFile.
    """
    taken = Taken()
    rows = [*_sheets(folder, stamp, taken), *_files(folder, files, taken)]
    desk = _Desk(pages, before, exam, stamp, taken)
    for row in rows:
        desk.take(row)
    if taken.problems:
        raise ContentFaults(taken.problems)
    return taken


def _sheets(folder: Path, stamp: Stamp, taken: Taken) -> Iterable[_Row]:
    """The rows of the workbooks that were filled in."""
    for name, what in ((SCAN_CHECK, SHEET), (SCAN_AUDIT, AUDIT)):
        path = folder / name
        if not path.is_file():
            continue
        checked = read_check_sheet(path, name, what)
        taken.problems += checked.problems
        for one in checked.rows:
            where = checked.fault(one, "", "")
            yield _Row(one.page, one.item, one.answer, stamp.by, name == SCAN_AUDIT, "", where)


def _files(folder: Path, files: Iterable[Path], taken: Taken) -> Iterable[_Row]:
    """The rows of the files that the pages gave out."""
    for path in files:
        found = read_checked_file(path)
        if isinstance(found, Problem):
            taken.problems.append(found)
        elif found.exam != exam_mark(folder):
            message = "是别的考试的核对结果，没有用"
            taken.problems.append(Problem(str(path), None, A051.id, message, "用这次考试的那一份"))
        else:
            yield from _rows(path, found)


def _rows(path: Path, found: CheckedFile) -> Iterable[_Row]:
    for one in found.rows:
        where = Problem(
            str(path), None, "", "", "", f"第 {one.item} 题" if one.item[0].isdigit() else one.item
        )
        yield _Row(one.page, one.item, one.answer, found.by, found.list == "audit", one.seen, where)


class _Desk:
    """Holds rows against what is open now."""

    def __init__(
        self,
        pages: tuple[PageReading, ...],
        before: tuple[ScanDecision, ...],
        exam: EntryExam,
        stamp: Stamp,
        taken: Taken,
    ) -> None:
        self._pages = {page_mark(one.digest): one for one in pages}
        doubts = scan_accounts(pages, before, exam).doubts
        self._open: Mapping[tuple[str, str], ScanDoubt] = {one.key: one for one in doubts}
        self._decided = dict(standings(before))
        self._exam, self._stamp, self._taken = exam, stamp, taken

    def take(self, row: _Row) -> None:
        page = self._pages.get(row.page)
        if page is None:
            message = "这一页不在读过的页里（可能已经清除，或是另一份文件夹读的）"
            self._taken.problems.append(row.problem(A053.id, message, "用读这些页的那个文件夹"))
            return
        answer = answer_about(page, row.item, row.answer, self._exam)
        if isinstance(answer, TypingFault):
            self._taken.problems.append(row.problem(answer.rule, answer.message, answer.hint))
            return
        stamp = self._stamp.model_copy(update={"by": row.by})
        way = DecisionWay.AUDITED if row.audit else DecisionWay.CHECKED
        one = ScanDecision(page=page.digest, item=row.item, answer=answer, stamp=stamp, way=way)
        standing = self._decided.setdefault((page.digest, row.item), Decided())
        if not standing.said_before(one):
            self._take(row, one, standing)

    def _take(self, row: _Row, one: ScanDecision, standing: Decided) -> None:
        doubt = self._open.get((one.page, one.item))
        if row.audit:
            if one.stamp.by in standing.votes:
                message = f"{one.stamp.by}核对过这一处，抽查要另一个人"
                self._taken.notes.append(row.problem(A054.id, message, "没有算作抽查"))
                return
        elif doubt is not None:
            if row.seen and row.seen != seen_mark(doubt):
                message = "核对以后这一处变了，没有用这个核对"
                self._taken.notes.append(row.problem(A052.id, message, _LOOK_AGAIN))
                return
            if doubt.kind in _SETTLING:
                one = one.model_copy(update={"way": DecisionWay.SETTLED})
        elif not standing.votes and standing.accepted is None:
            message = "这一处现在没有疑问，没有用这个核对"
            self._taken.notes.append(row.problem(A052.id, message))
            return
        self._taken.decisions.append(one)
        standing.take(one)
        if standing.differing:
            said = "；".join(vote.said for vote in standing.differing)
            self._taken.notes.append(row.problem(A055.id, said, "由第三个人在待核对里定"))
