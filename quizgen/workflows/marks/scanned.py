"""Answers that were read from scans: what of them is open, what people entered otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from quizgen.entry.from_scans import OPEN, ScanAccounts, scan_accounts
from quizgen.entry.scan_doubts import ScanDoubt, items_of
from quizgen.entry.typed import meaning
from quizgen.errors import QuizgenError
from quizgen.files.shell import command_line
from quizgen.model.answers import Answer, AnswerSheet, Attendance
from quizgen.model.ledger import Act, LedgerLine
from quizgen.model.scan_decisions import WHOLE_PAGE, WHOSE
from quizgen.model.scanned import PageOutcome
from quizgen.model.shown import ShownItem
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.names import SCAN_CHECK_PAGE, SCAN_PAGES
from quizgen.records.scans_file import scan_decisions, scanned_pages
from quizgen.workflows.marks.changes import FORM_CHANGED
from quizgen.workflows.marks.entry import entry_exam

SCAN_ACTS = frozenset({Act.SCANNED, Act.ACCEPTED})
"""The acts that write what was read from scans, and what was decided about it."""


class MarksInDoubt(QuizgenError):
    """Results are not final while marks of scanned sheets are in doubt."""

    def __init__(self, folder: ExamFolder, count: int) -> None:
        accept = command_line("quizgen", "exam", "scan", folder.path, "--accept-doubts", "原因")
        super().__init__(
            f"读答题卡还有 {count} 处没有核对，成绩不是最后的，没有写出任何文件。核对：用浏览器打开 "
            f"{folder.path / SCAN_CHECK_PAGE}；确实不再核对的，写明原因接受：{accept}"
        )


def has_scans(folder: ExamFolder) -> bool:
    """Whether answer sheets of this exam were read by machine, and the readings are still there."""
    return (folder.path / SCAN_PAGES).is_file()


def scans_now(folder: ExamFolder) -> ScanAccounts:
    """The scanned pages as they stand. Raises CannotRead, BrokenExamFolder."""
    return scan_accounts(scanned_pages(folder.path), scan_decisions(folder.path), entry_exam(folder))


def scans_when_entered(folder: ExamFolder, lines: Sequence[LedgerLine]) -> ScanAccounts | None:
    """The scanned pages as they stood when the answers were last taken over; None: there were none.

    ``lines`` are those of the ledger. Raises CannotRead, BrokenExamFolder.
    """
    entered = max((at for at, line in enumerate(lines) if line.act is Act.ENTERED), default=-1)
    before = [line for line in lines[: max(entered, 0)] if line.act in SCAN_ACTS]
    if not before:
        return None
    said = before[-1].details
    pages = sum(_number(said.get(outcome.value)) for outcome in PageOutcome)
    decisions = scan_decisions(folder.path)[: _number(said.get("decisions"))]
    return scan_accounts(scanned_pages(folder.path)[:pages], decisions, entry_exam(folder))


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def check_no_doubts(folder: ExamFolder, lines: Sequence[LedgerLine]) -> None:
    """Raise MarksInDoubt while results cannot be final."""
    if has_scans(folder) and (found := list(unanswered(scans_now(folder), noted_by_hand(lines)))):
        raise MarksInDoubt(folder, len(found))


def noted_by_hand(lines: Sequence[LedgerLine]) -> Mapping[str, Sequence[str]]:
    """What ``answers_by_hand`` found when the answers were last taken over, as the ledger has it."""
    entered = [line for line in lines if line.act is Act.ENTERED]
    noted = entered[-1].details.get("by_hand") if entered else None
    if not isinstance(noted, dict):
        return {}
    return {number: [*map(str, items)] for number, items in noted.items() if isinstance(items, list)}


def unanswered(accounts: ScanAccounts, by_hand: Mapping[str, Sequence[str]]) -> Iterator[ScanDoubt]:
    """The doubts that are open; where people entered the answer from the sheet itself, none is."""
    for doubt in accounts.doubts:
        theirs = by_hand.get(doubt.number, ())
        items = items_of(doubt.page) if doubt.item == WHOLE_PAGE else (doubt.item,)
        if doubt.item == WHOSE or not {FORM_CHANGED, *items}.issubset({FORM_CHANGED, *theirs}):
            yield doubt


def answers_by_hand(
    folder: ExamFolder, sheets: Iterable[AnswerSheet], accounts: ScanAccounts | None = None
) -> Mapping[str, tuple[str, ...]]:
    """Where answers are not what was read and decided, by 编号: printed numbers, or 卷号.

    ``accounts`` are the scans (None: as they stand). Raises CannotRead, BrokenExamFolder.
    """
    if accounts is None:
        if not has_scans(folder):
            return {}
        accounts = scans_now(folder)
    exam = entry_exam(folder)
    found: dict[str, tuple[str, ...]] = {}
    for sheet in sheets:
        person = accounts.people.get(sheet.candidate.number)
        if person is None or sheet.attendance is not Attendance.SAT:
            continue
        if sheet.form != person.form or sheet.form not in exam.forms:
            found[person.number] = (FORM_CHANGED,)
        elif items := tuple(_differing(exam.places(person.form), person.cells, sheet)):
            found[person.number] = items
    return found


def _differing(places: Sequence[ShownItem], cells: Mapping[str, str], sheet: AnswerSheet) -> Iterator[str]:
    given: dict[tuple[str, int | None], Answer] = {(one.question, one.part): one for one in sheet.answers}
    for place in places:
        read = cells.get(place.number)
        if read is None:
            continue
        answer = given.get(place.id)
        said = meaning(place, read)
        meant = (said.options, said.truth, said.blanks, said.places)
        now = (
            ((), None, (), ())
            if answer is None
            else (answer.options, answer.truth, answer.blanks, answer.places)
        )
        if read == OPEN or meant != now:
            yield place.number
