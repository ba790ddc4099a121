"""The recipe of ``quizgen exam scan``: pictures in, answers out, every page and every doubt accounted for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quizgen.entry.check_sheet import CheckedRow, CheckedSheet, check_workbook, page_mark, read_check_sheet
from quizgen.entry.exam import EntryExam
from quizgen.entry.from_scans import NOT_USED, USED, ScanAccounts, ScanDoubt, scan_accounts
from quizgen.entry.typed import meaning
from quizgen.errors import ContentFaults, Problem, QuizgenError
from quizgen.files.text import read_bytes
from quizgen.model.ledger import Act, JsonValue, Stamp, stamped
from quizgen.model.scan_decisions import WHOLE_PAGE, WHOSE, ScanDecision
from quizgen.model.scanned import FileFault, PageOutcome, PageReading
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import check_ledger, clock_behind, link
from quizgen.records.names import (
    FIRST_ANSWERS,
    SCAN_CHECK,
    SCAN_DECISIONS,
    SCAN_PAGES,
    SECOND_ANSWERS,
)
from quizgen.records.pending import FolderChange, change_folder
from quizgen.records.scans_file import decision_line, page_line, scan_decisions, scanned_pages
from quizgen.records.scores_file import has_scores
from quizgen.workflows.exam.intact import changing
from quizgen.workflows.marks.entry import entry_exam
from quizgen.workflows.processes import Jobs
from quizgen.workflows.progress import OnProgress
from quizgen.workflows.scanning.answers import entry_with_scans
from quizgen.workflows.scanning.sheets import crop_name

_AT_ONCE = 100
"""Pages after which what was read is written down, later a quarter of all: a cut-off run loses seconds."""


class ScanWithoutRoster(QuizgenError):
    """Without a roster nobody can say whose sheet a page is."""

    def __init__(self) -> None:
        super().__init__(
            "这次考试没有名册，不知道答题卡是谁的；请照答题卡登记（exam entry）。没有写出任何文件。"
        )


class ScanAfterMarking(QuizgenError):
    """Scores are signed; answers are corrected in the entry sheet and marked again."""

    def __init__(self) -> None:
        super().__init__(
            "这次考试已经阅卷、签名；后来送到的答题卡，在登记表里补上再阅卷一次。没有写出任何文件。"
        )


@dataclass(frozen=True, slots=True)
class ScanOrder:
    """What was scanned, who reads it in how many processes.

    ``second``: as a second entry, to be compared with the first.
    """

    folder: Path
    files: tuple[Path, ...]
    stamp: Stamp
    second: bool = False
    jobs: Jobs = field(default_factory=Jobs)


@dataclass(frozen=True)
class ScanResult:
    """What a run found.

    ``pages`` came in: those read now, ``known`` ones whose very picture was read before, ``faults`` that
    have no picture. ``decided`` doubts were settled from the list; ``kept`` are cells (编号, number) where
    people typed something else than was read.
    """

    accounts: ScanAccounts
    pages: int
    new: tuple[PageReading, ...]
    known: int
    faults: tuple[FileFault, ...]
    decided: int
    kept: tuple[tuple[str, str], ...]
    entry: str
    notes: tuple[Problem, ...] = ()
    head: str = ""


@dataclass
class _Run:
    """What is read in one run, and what is written down of it."""

    folder: ExamFolder
    exam: EntryExam
    pages: list[PageReading]
    decisions: list[ScanDecision]
    new: list[PageReading] = field(default_factory=list)
    known: int = 0
    faults: list[FileFault] = field(default_factory=list)
    crops: dict[str, bytes] = field(default_factory=dict)
    _lines: list[bytes] = field(default_factory=list)

    def page_lines(self) -> list[bytes]:
        """Every page as it is kept; each is put into words once."""
        self._lines += map(page_line, self.pages[len(self._lines) :])
        return self._lines


def scan_exam(order: ScanOrder, on_progress: OnProgress) -> ScanResult:
    """Read the pages that were not read before, take over what people decided, write the entry sheet.

    Raises ScanWithoutRoster, ScanAfterMarking, ContentFaults for decisions that do not fit, NoSheetsPrinted,
    OtherEntry, TwoFiles, ScanExtraMissing, CannotRead, what ``changing`` raises, CannotWrite.
    """
    with changing(order.folder) as folder:
        if not folder.roster:
            raise ScanWithoutRoster
        if has_scores(folder.path):
            raise ScanAfterMarking
        pages, decisions = list(scanned_pages(folder.path)), list(scan_decisions(folder.path))
        run = _Run(folder, entry_exam(folder), pages, decisions)
        name = SECOND_ANSWERS if order.second else FIRST_ANSWERS
        entry_with_scans(folder.path, name, run.exam, scan_accounts(pages, decisions, run.exam))
        decided = _decisions(run, order.stamp)
        run.decisions += decided
        head, notes = "", list[Problem]()
        for _ in _read(run, order, on_progress):
            head = _write(run, order, notes)
        if decided or not run.new:
            head = _write(run, order, notes)
        accounts = scan_accounts(run.pages, run.decisions, run.exam)
        entry, kept = entry_with_scans(folder.path, name, run.exam, accounts)
        listed = check_workbook(folder.exam.title, accounts.doubts, _pictures(folder.path, accounts.doubts))
        change_folder(folder.path, FolderChange((), {f"{name}.csv": entry, SCAN_CHECK: listed}))
        count = len(run.new) + run.known + len(run.faults)
        return ScanResult(
            *(accounts, count, tuple(run.new), run.known, tuple(run.faults), len(decided), kept),
            entry=f"{name}.csv",
            notes=tuple(notes),
            head=head,
        )


def _read(run: _Run, order: ScanOrder, on_progress: OnProgress) -> Iterator[None]:
    """Read what is new; stops at times so that what was read is written down."""
    if not order.files:
        return
    from quizgen.scan.extra import need_scan_extra  # noqa: PLC0415 - heavy libraries, wanted here alone

    need_scan_extra()
    from quizgen.workflows.scanning import reading  # noqa: PLC0415 - as above

    digests = {one.digest for one in run.pages}
    stack = reading.stack_of(order.files)
    waiting = 0
    found = reading.found_pages(run.folder.path, stack, frozenset(digests), order.jobs)
    for done, one in enumerate(found, 1):
        on_progress(done, stack.total)
        if isinstance(one, FileFault):
            run.faults.append(one)
        elif isinstance(one, reading.KnownPage) or one.reading.digest in digests:
            run.known += 1
        else:
            digests.add(one.reading.digest)
            run.pages.append(one.reading)
            run.new.append(one.reading)
            run.crops |= one.pictures
            waiting += 1
        if waiting >= max(_AT_ONCE, len(run.pages) // 4):
            waiting = 0
            yield
    if waiting:
        yield


def _pictures(folder: Path, doubts: Sequence[ScanDoubt]) -> Mapping[int, bytes]:
    """The pictures that are there, by the place of the doubt."""
    found: dict[int, bytes] = {}
    for place, one in enumerate(doubts):
        at = 0 if one.reading is None else one.page.questions.index(one.reading) + 1
        path = folder / crop_name(one.page, at)
        if path.is_file():
            found[place] = read_bytes(path)
    return found


def _write(run: _Run, order: ScanOrder, notes: list[Problem]) -> str:
    """Write down what was read and decided so far, with a line in the ledger."""
    path = run.folder.path
    ledger = check_ledger(path)
    files = {
        SCAN_PAGES: b"".join(run.page_lines()),
        SCAN_DECISIONS: b"".join(map(decision_line, run.decisions)),
    }
    counts = {outcome.value: sum(one.outcome is outcome for one in run.pages) for outcome in PageOutcome}
    details: dict[str, JsonValue] = {**counts, "decisions": len(run.decisions)}
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    entry = stamped(Act.SCANNED, order.stamp, outputs=digests, details=details)
    lines = link([entry], len(ledger.lines), ledger.head, None)
    change_folder(path, FolderChange(lines, {**files, **run.crops}))
    run.crops.clear()
    behind = clock_behind(path, ledger, order.stamp.time)
    if behind is not None and not notes:
        notes.append(behind)
    return lines[-1].hash


def _decisions(run: _Run, stamp: Stamp) -> list[ScanDecision]:
    """What people wrote into the list since it was made. Raises ContentFaults for what does not fit."""
    path = run.folder.path / SCAN_CHECK
    if not path.is_file():
        return []
    checked = read_check_sheet(path, SCAN_CHECK)
    open_now = {
        (page_mark(one.page.digest), one.item): one
        for one in scan_accounts(run.pages, run.decisions, run.exam).doubts
    }
    found: list[ScanDecision] = []
    problems = list(checked.problems)
    for row in checked.rows:
        doubt = open_now.get((row.page, row.item))
        if doubt is None:
            continue
        problem = _misfit(run.exam, doubt, row, checked)
        if problem is not None:
            problems.append(problem)
        else:
            found.append(ScanDecision(page=doubt.page.digest, item=row.item, answer=row.answer, stamp=stamp))
    if problems:
        raise ContentFaults(problems)
    return found


def _misfit(exam: EntryExam, doubt: ScanDoubt, row: CheckedRow, checked: CheckedSheet) -> Problem | None:
    """Why a decision cannot be taken."""
    if row.item == WHOSE:
        if row.answer in exam.candidates:
            return None
        return checked.fault(row, f"名单里没有编号 {row.answer}", "填名单里的编号；不是考生的空着")
    if row.item == WHOLE_PAGE:
        if row.answer in {USED, NOT_USED}:
            return None
        return checked.fault(row, f"“{row.answer}”认不出", f"整页只填 {USED} 或 {NOT_USED}")
    place = next((one for one in exam.places(doubt.page.form_code) if one.number == row.item), None)
    fault = None if place is None else meaning(place, row.answer).fault
    return None if fault is None else checked.fault(row, fault.message, fault.hint)
