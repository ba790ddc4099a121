"""The recipe of ``quizgen exam scan``: pictures in, answers out, every page and every doubt accounted for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from quizgen.entry.exam import EntryExam
from quizgen.entry.from_scans import ScanAccounts, scan_accounts
from quizgen.errors import Problem, QuizgenError
from quizgen.model.ledger import Act, JsonValue, LedgerEntry, Stamp, stamped
from quizgen.model.scan_decisions import ScanDecision
from quizgen.model.scanned import FileFault, PageOutcome, PageReading
from quizgen.records.answers_file import answers_purged
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import check_ledger, clock_behind, link
from quizgen.records.line_marks import marks_of
from quizgen.records.names import (
    FIRST_ANSWERS,
    SCAN_AUDIT,
    SCAN_AUDIT_PAGE,
    SCAN_DECISIONS,
    SCAN_PAGES,
    SECOND_ANSWERS,
)
from quizgen.records.pending import FolderChange, change_folder
from quizgen.records.scans_file import decision_line, page_line, scan_decisions, scanned_pages
from quizgen.records.scores_file import key_after_signing
from quizgen.records.signing import SigningKey
from quizgen.workflows.day.written import check_reason
from quizgen.workflows.exam.intact import changing
from quizgen.workflows.marks.entry import entry_exam
from quizgen.workflows.marks.scanned import has_scans
from quizgen.workflows.processes import Jobs
from quizgen.workflows.progress import OnProgress
from quizgen.workflows.scanning.accept import accepted_now
from quizgen.workflows.scanning.answers import entry_with_scans
from quizgen.workflows.scanning.audit import Audit, audit_of, share_of
from quizgen.workflows.scanning.decisions import take_decisions
from quizgen.workflows.scanning.foreign import OtherExam, exams_beside
from quizgen.workflows.scanning.lists import lists_of

_AT_ONCE = 100
"""Pages after which what was read is written down, later a quarter of all: a cut-off run loses seconds."""
_DECISIONS = ".json"
"""Files of this ending are what the page of doubtful marks gave out."""


class ScanWithoutRoster(QuizgenError):
    """Without a roster nobody can say whose sheet a page is."""

    def __init__(self) -> None:
        super().__init__(
            "这次考试没有名册，不知道答题卡是谁的；请照答题卡登记（exam entry）。没有写出任何文件。"
        )


class ScansPurged(QuizgenError):
    """The answers, and with them all that was read, were deleted on purpose."""

    def __init__(self) -> None:
        super().__init__("这次考试的答案和读卡的记录已经清除，再读、再核对都没有用处了。没有写出任何文件。")


@dataclass(frozen=True, slots=True)
class ScanOrder:
    """What was scanned, who reads it; ``second``: as a second entry, to be compared with the first.

    Among ``files`` may be decisions that the page of doubtful marks gave out (.json). ``audit`` is the share
    of all answers that a second person reads again (None: as before). ``accept`` is the reason why the doubts
    that are still open are accepted (empty: they are not). ``sign_key`` is asked for only when scores were
    signed already. ``jobs``: in how many processes.
    """

    folder: Path
    files: tuple[Path, ...]
    stamp: Stamp
    second: bool = False
    audit: Fraction | None = None
    accept: str = ""
    sign_key: Callable[[], SigningKey | None] | None = None
    jobs: Jobs = field(default_factory=Jobs)


@dataclass(frozen=True)
class ScanResult:
    """What a run found.

    ``pages`` came in: those read now, ``known`` ones whose very picture was read before, ``faults`` that
    have no picture. ``decided`` doubts were settled from the lists, ``accepted`` without being looked at;
    ``kept`` are cells (编号, number) where people typed something else than was read. ``audit`` is what a
    second person came to (None: nobody was asked to). ``elsewhere``: whose the sheets of other exams are,
    by paper id, as far as these exams lie beside this one.
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
    accepted: int = 0
    audit: Audit | None = None
    elsewhere: Mapping[str, OtherExam] = field(default_factory=dict)


@dataclass
class _Run:
    """What is read in one run, and what is written down of it."""

    folder: ExamFolder
    exam: EntryExam
    pages: list[PageReading]
    decisions: list[ScanDecision]
    share: Fraction | None
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

    Raises ScanWithoutRoster, ScansPurged, ContentFaults for decisions that do not fit, NoSheetsPrinted,
    OtherEntry, TwoFiles, ScanExtraMissing, NotTheSigner, CannotRead, what ``changing`` raises, CannotWrite.
    """
    check_reason(order.accept)
    with changing(order.folder) as folder:
        if not folder.roster:
            raise ScanWithoutRoster
        lines = check_ledger(folder.path).lines
        if answers_purged(folder.path, lines):
            raise ScansPurged
        key = key_after_signing(folder.path, order.sign_key)
        pages, decisions = scanned_pages(folder.path), scan_decisions(folder.path)
        share = order.audit or share_of(lines)
        run = _Run(folder, entry_exam(folder), [*pages], [*decisions], share)
        name = SECOND_ANSWERS if order.second else FIRST_ANSWERS
        written = scan_accounts(pages, decisions, run.exam)
        entry_with_scans(folder.path, name, run.exam, written, written)
        files = tuple(one for one in order.files if one.suffix.lower() == _DECISIONS)
        taken = take_decisions(folder.path, files, pages, decisions, run.exam, order.stamp)
        run.decisions += taken.decisions
        head, notes = "", taken.notes
        for _ in _read(run, order, on_progress):
            head = _write(run, order, key, notes)
        accepted = accepted_now(run.pages, run.decisions, run.exam, order.stamp, order.accept)
        run.decisions += accepted
        if taken.decisions or accepted or run.share != share_of(lines) or not has_scans(folder):
            head = _write(run, order, key, notes, accepted=len(accepted))
        accounts = scan_accounts(run.pages, run.decisions, run.exam)
        audit = None if run.share is None else audit_of(accounts, run.decisions, folder.key, run.share)
        entry, kept = entry_with_scans(folder.path, name, run.exam, accounts, written)
        change_folder(folder.path, _lists(run, accounts, audit, {f"{name}.csv": entry}))
        count = len(run.new) + run.known + len(run.faults)
        return ScanResult(
            *(accounts, count, tuple(run.new), run.known, tuple(run.faults), len(taken.decisions), kept),
            entry=f"{name}.csv",
            notes=tuple(notes),
            head=head,
            accepted=len(accepted),
            audit=audit,
            elsewhere=exams_beside(folder.path, {one.paper_id for one in run.new if _is_elsewhere(one)}),
        )


def _is_elsewhere(page: PageReading) -> bool:
    return page.outcome is PageOutcome.FOREIGN and bool(page.paper_id)


def _lists(
    run: _Run, accounts: ScanAccounts, audit: Audit | None, files: Mapping[str, bytes]
) -> FolderChange:
    """The entry sheet with the lists for people; a second reading that is complete has no list."""
    path, title = run.folder.path, run.folder.exam.title
    lists = lists_of(path, title, accounts.doubts, "check")
    gone: tuple[str, ...] = ()
    if audit is not None and audit.open:
        lists |= lists_of(path, title, audit.open, "audit")
    elif audit is not None:
        gone = tuple(name for name in (SCAN_AUDIT, SCAN_AUDIT_PAGE) if (path / name).exists())
    return FolderChange((), {**files, **lists}, remove=gone)


def _read(run: _Run, order: ScanOrder, on_progress: OnProgress) -> Iterator[None]:
    """Read what is new; stops at times so that what was read is written down."""
    files = [one for one in order.files if one.suffix.lower() != _DECISIONS]
    if not files:
        return
    from quizgen.scan.extra import need_scan_extra  # noqa: PLC0415 - heavy libraries, wanted here alone

    need_scan_extra()
    from quizgen.workflows.scanning import reading  # noqa: PLC0415 - as above

    digests = {one.digest for one in run.pages}
    stack = reading.stack_of(files)
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


def _write(
    run: _Run, order: ScanOrder, key: SigningKey | None, notes: list[Problem], accepted: int = 0
) -> str:
    """Write down what was read and decided so far, with a line in the ledger."""
    path = run.folder.path
    ledger = check_ledger(path)
    files = {
        SCAN_PAGES: b"".join(run.page_lines()),
        SCAN_DECISIONS: b"".join(map(decision_line, run.decisions)),
    }
    lines = link([_entry(run, order, files, accepted)], len(ledger.lines), ledger.head, key)
    change_folder(path, FolderChange(lines, {**files, **run.crops}))
    run.crops.clear()
    behind = clock_behind(path, ledger, order.stamp.time)
    if behind is not None and behind.rule not in {one.rule for one in notes}:
        notes.append(behind)
    return lines[-1].hash


def _entry(run: _Run, order: ScanOrder, files: Mapping[str, bytes], accepted: int) -> LedgerEntry:
    """The line in the ledger: files with their digests and the marks of their lines; counts, the reason."""
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in {**files, **run.crops}.items()}
    counts = {outcome.value: sum(one.outcome is outcome for one in run.pages) for outcome in PageOutcome}
    details: dict[str, JsonValue] = {
        **counts,
        "decisions": len(run.decisions),
        "lines": {name: marks_of(data) for name, data in files.items()},
    }
    if run.share is not None:
        details["audit"] = str(run.share)
    if order.accept and accepted:
        details |= {"accepted": accepted, "reason": order.accept}
        return stamped(Act.ACCEPTED, order.stamp, outputs=digests, details=details)
    return stamped(Act.SCANNED, order.stamp, outputs=digests, details=details)
