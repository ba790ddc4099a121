"""Compares score workbook, 考情分析 and cards with the signed scores: every cell, every file that differs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from quizgen.errors import QuizgenError
from quizgen.files.text import read_bytes
from quizgen.model.exam import Candidate
from quizgen.model.ledger import LedgerLine
from quizgen.model.names import file_stems
from quizgen.model.rules.exam import V031, V032, V033, V064
from quizgen.records.answers_file import answers_purged
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import Ledger
from quizgen.records.names import (
    ANALYSIS_HTML,
    ANALYSIS_PDF,
    ANALYSIS_QUESTIONS,
    ANOMALY_BOOK,
    ANOMALY_TEXT,
    CARDS,
    RESULTS,
    SCORE_BOOK,
    UNIT_RESULTS,
)
from quizgen.records.scores_file import Scores, has_scores, read_scores
from quizgen.render.scores.looks import LookChange
from quizgen.render.scores.sheets import ScoreTables
from quizgen.render.scores.workbook import CellChange, book_changes
from quizgen.render.typst_pdf import Printer
from quizgen.workflows.after.anomalies import clues_files, exam_clues
from quizgen.workflows.exam.names_by_hand import printed_with_other_fonts
from quizgen.workflows.exam.printing import run_tasks
from quizgen.workflows.marks.by_unit import UnitTasks, unit_digest
from quizgen.workflows.marks.results import (
    CardTask,
    analysis_files,
    card_digests,
    card_name,
    card_tasks,
    marking_line,
    score_tables,
    unit_tasks,
)
from quizgen.workflows.processes import Jobs
from quizgen.workflows.verify.ledger import ExamFindings, clause_of

_MAKE_AGAIN = "以签名的成绩为准：移走它再运行 exam results"
_PROGRAM = re.compile(rb"Typst \d+\.\d+\.\d+")
_LONGEST = 40
_ANALYSIS = (ANALYSIS_PDF, ANALYSIS_QUESTIONS, ANALYSIS_HTML)


def check_results(  # noqa: PLR0913 - what to hold it against
    folder: ExamFolder,
    findings: ExamFindings,
    ledger: Ledger,
    *,
    reprint: bool,
    jobs: Jobs,
    font_paths: tuple[Path, ...],
) -> None:
    """The results that are there. Rules V031 (workbook), V032 (analysis, cards); notes V033.

    ``reprint`` prints analysis and cards again to compare them. Scores that cannot be trusted are named
    elsewhere; nothing is held against them here. Raises CannotRead, what a printer raises.
    """
    there = [name for name in RESULTS if (folder.path / name).exists()]
    if not there:
        return
    if not has_scores(folder.path):
        for name in there:
            findings.fault(name, V031.id, "没有成绩，却有这个文件", "移出考试文件夹")
        return
    try:
        scores = read_scores(folder.path)
    except QuizgenError:
        return
    marked = marking_line(ledger.lines, scores.digest)
    if marked is None:
        return
    tables = score_tables(folder, scores, marked.hash)
    _check_book(folder, findings, tables, SCORE_BOOK)
    units = [name for name in _unit_files(folder) if (folder.path / name).is_file()]
    tasks = unit_tasks(folder.path, scores, tables, ("pdf",)) if units else None
    if tasks is not None:
        _check_unit_books(folder, findings, tasks, units)
    if reprint:
        purged = answers_purged(folder.path, ledger.lines)
        again = _Reprint(folder, findings, scores, marked, (jobs, font_paths))
        again.run(purged=purged)
        if tasks is not None:
            again.unit_cards(tasks.only(frozenset(name for name in units if name.endswith(".pdf"))))


def _unit_files(folder: ExamFolder) -> Iterator[str]:
    for path in sorted((folder.path / UNIT_RESULTS).glob("*")):
        yield path.relative_to(folder.path).as_posix()


def _check_unit_books(folder: ExamFolder, findings: ExamFindings, tasks: UnitTasks, there: list[str]) -> None:
    """The workbooks of units; files of units that the scores do not have."""
    known = frozenset(tasks.names)
    for name in there:
        if name not in known:
            findings.fault(name, V032.id, "签名的成绩里没有这个单位的这一份", "移出考试文件夹")
    for task in tasks.only(known.intersection(there)):
        if task.tables is not None:
            _check_book(folder, findings, task.tables, task.name)


def _check_book(folder: ExamFolder, findings: ExamFindings, tables: ScoreTables, name: str) -> None:
    path = folder.path / name
    if not path.is_file():
        return
    try:
        changes = book_changes(path, name, tables)
    except QuizgenError as error:
        findings.fault(name, V031.id, clause_of(error), _MAKE_AGAIN)
        return
    for change in changes.cells:
        place = "!".join(part for part in (name, change.sheet, change.cell) if part)
        findings.fault(place, V031.id, _said(change), _MAKE_AGAIN)
    if changes.looks:
        what = "；".join(dict.fromkeys(map(_look, changes.looks)))
        message = f"显示得与写出时不同（改过，或用别的程序另存过），看到的可能不是签名的成绩：{what}"
        findings.fault(name, V031.id, message, _MAKE_AGAIN)


def _look(change: LookChange) -> str:
    return " ".join(
        part for part in ("!".join(filter(None, (change.sheet, change.cell))), change.what) if part
    )


def _said(change: CellChange) -> str:
    if not change.cell:
        return f"{change.found}，按签名的成绩应当{change.expected}"
    return f"写的是{_quoted(change.found)}，按签名的成绩应当是{_quoted(change.expected)}"


def _quoted(text: str) -> str:
    if not text:
        return "空格"
    return f"“{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'}”"


class _Reprint:
    """Prints analysis and cards without writing them."""

    def __init__(
        self,
        folder: ExamFolder,
        findings: ExamFindings,
        scores: Scores,
        marked: LedgerLine,
        printing: tuple[Jobs, tuple[Path, ...]],
    ) -> None:
        self.folder = folder
        self.findings = findings
        self.scores = scores
        self.marked = marked
        self.jobs, self.font_paths = printing
        self.stems: set[str] = set()

    def run(self, *, purged: bool) -> None:
        """Compare every file that is there; the analysis only while the answers are."""
        path = self.folder.path
        if not purged and any((path / name).is_file() for name in _ANALYSIS):
            printer = Printer(self.font_paths)
            try:
                for name, data in analysis_files(self.folder, self.scores, self.marked.hash, printer):
                    self._compare(name, hashlib.sha256(data).hexdigest(), _PROGRAM.search(data))
            except QuizgenError as error:
                self.findings.fault(ANALYSIS_PDF, V032.id, clause_of(error))
        if not purged:
            self._clues()
        tasks = list(self._cards())
        if not tasks:
            return
        for digests in run_tasks(card_digests, tasks, path, self.jobs, self.font_paths):
            for name, digest in digests.items():
                self._compare(name, digest, None)
        self._strangers()

    def unit_cards(self, tasks: UnitTasks) -> None:
        """Compare the cards of units."""
        for name, digest in run_tasks(unit_digest, tasks, self.folder.path, self.jobs, self.font_paths):
            self._compare(name, digest, None)

    def _clues(self) -> None:
        """Answers that agree beyond chance, worked out again."""
        if not any((self.folder.path / name).is_file() for name in (ANOMALY_BOOK, ANOMALY_TEXT)):
            return
        try:
            files = dict(clues_files(exam_clues(self.folder, self.scores)))
        except QuizgenError as error:
            self.findings.fault(ANOMALY_BOOK, V064.id, clause_of(error))
            return
        for name, data in files.items():
            path = self.folder.path / name
            if path.is_file() and read_bytes(path) != data:
                message = "与从答案重新算的不同（改过，或用别的程序另存过）"
                self.findings.fault(name, V064.id, message, "移走它再运行 exam anomalies")

    def _cards(self) -> Iterator[CardTask]:
        for task in card_tasks(self.folder.path, self.scores, ("pdf", "docx")):
            self.stems.add(task.stem)
            there = tuple(
                kind for kind in task.formats if (self.folder.path / card_name(task.stem, kind)).is_file()
            )
            if there:
                yield CardTask(task.result, there, task.stem)

    def _people_in(self, name: str) -> list[Candidate]:
        """Whose names a file may print: one person's on a card, the units of all in an analysis."""
        everybody = [one.candidate for one in self.scores.candidates]
        stems = file_stems(person.number for person in everybody)
        stem = Path(name).stem if name.startswith(f"{CARDS}/") else None
        return [person for person in everybody if stem is None or stems.get(person.number) == stem]

    def _strangers(self) -> None:
        """Cards of people who have no score."""
        for card in sorted((self.folder.path / "cards").glob("*")):
            if card.stem not in self.stems:
                name = card.relative_to(self.folder.path).as_posix()
                self.findings.fault(name, V032.id, "签名的成绩里没有这个人的分数", "移出考试文件夹")

    def _compare(self, name: str, digest: str, program: re.Match[bytes] | None) -> None:
        path = self.folder.path / name
        if not path.is_file():
            return
        data = read_bytes(path)
        if hashlib.sha256(data).hexdigest() == digest:
            return
        theirs = _PROGRAM.search(data)
        if program is not None and theirs is not None and theirs[0] != program[0]:
            self.findings.note(name, V033.id, "由别的版本的程序排印，没有比对")
            return
        if printed_with_other_fonts(data, self._people_in(name), self.font_paths):
            self.findings.note(name, V033.id, "生僻字用了别的字体排印，没有比对")
            return
        self.findings.fault(name, V032.id, "与按签名的成绩重新生成的不同", _MAKE_AGAIN)
