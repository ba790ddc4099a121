"""The steps of ``quizgen exam results``: make the score workbook, 考情分析 and cards from signed scores."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from quizgen.errors import CannotWrite, Problem, QuizgenError
from quizgen.files.safe import PRIVATE_FOLDER, reason_of
from quizgen.files.shell import command_line
from quizgen.model.ledger import Act, LedgerLine
from quizgen.model.months import add_months
from quizgen.model.names import file_stems
from quizgen.model.review import SignedResult
from quizgen.records.answers_file import answers_purged
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import check_ledger
from quizgen.records.names import (
    ANALYSIS_HTML,
    ANALYSIS_PDF,
    ANALYSIS_QUESTIONS,
    CARDS,
    SCORE_BOOK,
    SCORES,
    UNIT_RESULTS,
)
from quizgen.records.scores_file import Scores, read_scores
from quizgen.render.analysis.html import analysis_html
from quizgen.render.analysis.pdf import analysis_pdf, questions_pdf
from quizgen.render.scores.cards import card_pdf
from quizgen.render.scores.docx_card import card_docx
from quizgen.render.scores.sheets import ScoreTables
from quizgen.render.scores.workbook import is_pristine_file, score_workbook
from quizgen.render.typst_pdf import Printer
from quizgen.workflows.exam.intact import changing, intact_exam
from quizgen.workflows.exam.names_by_hand import ByHand, written_by_hand
from quizgen.workflows.exam.printing import put_file, run_tasks, this_worker
from quizgen.workflows.marks.analyse import analyse_exam
from quizgen.workflows.marks.by_unit import MOST_TOGETHER, UnitTasks, write_unit_file
from quizgen.workflows.marks.official import Official
from quizgen.workflows.marks.scanned import check_no_doubts
from quizgen.workflows.processes import Jobs
from quizgen.workflows.progress import OnProgress

CardFormat = Literal["pdf", "docx"]


@dataclass(frozen=True, slots=True)
class ResultsOrder:
    """Which results are wanted; ``cards`` lists the formats of the 成绩单 (empty: no cards).

    ``dry_run`` only reports which files are missing, judging by their names; it writes nothing. ``by_unit``:
    score workbook and cards unit by unit, which more than 20,000 people have in any case.
    """

    folder: Path
    cards: tuple[CardFormat, ...] = ()
    jobs: Jobs = field(default_factory=Jobs)
    font_paths: tuple[Path, ...] = ()
    dry_run: bool = False
    by_unit: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """What was written (in a dry run: what would be written) and what already existed.

    ``analysed`` is False if the answers have been purged.

    ``without_card`` lists each 编号 that has no card because it has no score; ``by_hand`` holds the names
    that no font can print.
    """

    written: tuple[str, ...]
    kept: tuple[str, ...]
    problems: tuple[Problem, ...]
    analysed: bool
    without_card: tuple[str, ...]
    by_hand: tuple[ByHand, ...] = ()


@dataclass(frozen=True, slots=True)
class CardTask:
    """The cards to print for one person; ``stem`` is the name of their files without the extension."""

    result: SignedResult
    formats: tuple[CardFormat, ...]
    stem: str


class NotInLedger(QuizgenError):
    """The ledger does not mention the scores from which the results would be made."""

    def __init__(self, path: Path) -> None:
        command = command_line("quizgen", "exam", "verify", path)
        super().__init__(f"“{path}”的台账里没有现在这份成绩；请核验：{command}")


class NoWordCards(QuizgenError):
    """Cards unit by unit are for the printer."""

    def __init__(self) -> None:
        super().__init__(
            f"按单位出的成绩单只有 PDF（{MOST_TOGETHER:,} 人以上都按单位出）；去掉 --docx，"
            "要 Word 的用 quizgen review card 一个人一个人地出。"
        )


def exam_results(order: ResultsOrder, on_progress: OnProgress) -> Results:
    """Write the results that are missing; existing files stay, and those with other contents are named.

    An interrupted run is completed by the next one. Raises what ``changing`` and reading scores raise,
    NotInLedger, MarksInDoubt, CannotWrite, what a printer raises.
    """
    if order.dry_run:
        return _would_be(intact_exam(order.folder), order)
    with changing(order.folder) as folder:
        scores, marked, purged = _signed_scores(folder)
        check_no_doubts(folder, check_ledger(folder.path).lines)
        writer = _Writer(folder.path)
        by_unit = _is_by_unit(order, scores)
        tables = score_tables(folder, scores, marked.hash)
        if not by_unit:
            writer.book(tables)
        if not purged:
            printer = Printer(order.font_paths)
            for name, data in analysis_files(folder, scores, marked.hash, printer):
                writer.put(name, data)
        if by_unit:
            writer.units(unit_tasks(folder.path, scores, tables, order.cards), order, on_progress)
        elif order.cards:
            writer.cards(card_tasks(folder.path, scores, order.cards), order, on_progress)
        return Results(
            written=tuple(writer.written),
            kept=tuple(writer.kept),
            problems=tuple(writer.problems),
            analysed=not purged,
            without_card=tuple(one.candidate.number for one in scores.candidates if one.score is None),
            by_hand=written_by_hand(folder.people.roster, order.font_paths),
        )


def _signed_scores(folder: ExamFolder) -> tuple[Scores, LedgerLine, bool]:
    """The scores, their line in the ledger, and whether the answers have been purged."""
    scores = read_scores(folder.path)
    lines = check_ledger(folder.path).lines
    marked = marking_line(lines, scores.digest)
    if marked is None:
        raise NotInLedger(folder.path)
    return scores, marked, answers_purged(folder.path, lines)


def _would_be(folder: ExamFolder, order: ResultsOrder) -> Results:
    """The files that a run would write, and those that already exist."""
    scores, marked, purged = _signed_scores(folder)
    names = [] if purged else [ANALYSIS_PDF, ANALYSIS_QUESTIONS, ANALYSIS_HTML]
    if _is_by_unit(order, scores):
        tables = score_tables(folder, scores, marked.hash)
        names += unit_tasks(folder.path, scores, tables, order.cards).names
    else:
        cards = card_tasks(folder.path, scores, order.cards)
        names.insert(0, SCORE_BOOK)
        names += [card_name(task.result.candidate.number, kind) for task in cards for kind in task.formats]
    missing = [name for name in names if not (folder.path / name).exists()]
    return Results(
        written=tuple(missing),
        kept=tuple(name for name in names if name not in missing),
        problems=(),
        analysed=not purged,
        without_card=tuple(one.candidate.number for one in scores.candidates if one.score is None),
    )


def _is_by_unit(order: ResultsOrder, scores: Scores) -> bool:
    """Whether the results come unit by unit. Raises NoWordCards."""
    by_unit = order.by_unit or len(scores.candidates) > MOST_TOGETHER
    if by_unit and "docx" in order.cards:
        raise NoWordCards
    return by_unit


def unit_tasks(path: Path, scores: Scores, tables: ScoreTables, cards: tuple[CardFormat, ...]) -> UnitTasks:
    """The files of all units."""
    return UnitTasks.of(Official(path, str(path), scores), tables, cards="pdf" in cards)


def marking_line(lines: Sequence[LedgerLine], digest: str) -> LedgerLine | None:
    """The ledger line of the marking that signed the scores with this SHA-256; results print its hash."""
    return next(
        (line for line in reversed(lines) if line.act is Act.MARKED and line.outputs.get(SCORES) == digest),
        None,
    )


def score_tables(folder: ExamFolder, scores: Scores, ledger: str) -> ScoreTables:
    """The data from which ``scores.xlsx`` is made."""
    months = folder.exam.blueprint.resit_after_months
    resit = None if months is None else add_months(scores.head.date, months)
    return ScoreTables(scores.head, scores.candidates, ledger, resit)


def analysis_files(
    folder: ExamFolder, scores: Scores, ledger: str, printer: Printer
) -> Iterator[tuple[str, bytes]]:
    """The three files of the 考情分析 by name."""
    analysis = analyse_exam(folder, scores, ledger)
    yield ANALYSIS_PDF, analysis_pdf(analysis, printer)
    yield ANALYSIS_QUESTIONS, questions_pdf(analysis, printer)
    yield ANALYSIS_HTML, analysis_html(analysis)


def card_tasks(path: Path, scores: Scores, formats: tuple[CardFormat, ...]) -> Iterator[CardTask]:
    """One task for each person who has a score."""
    official = Official(path, str(path), scores)
    stems = file_stems(one.candidate.number for one in scores.candidates)
    for one in scores.candidates:
        stem = stems.get(one.candidate.number)
        if one.score is not None and stem is not None:
            yield CardTask(official.result(one), formats, stem)


def card_files(task: CardTask) -> Iterator[tuple[str, bytes]]:
    """Print the cards of a task with the printer of this process."""
    _, printer = this_worker()
    for kind in task.formats:
        yield (
            card_name(task.stem, kind),
            (card_docx(task.result) if kind == "docx" else card_pdf(task.result, printer)),
        )


def card_name(stem: str, kind: CardFormat) -> str:
    """``cards/2026001.pdf``."""
    return f"{CARDS}/{stem}.{kind}"


def _print_cards(task: CardTask) -> tuple[list[str], list[Problem]]:
    """Print the cards of a task into the folder; runs in a worker."""
    folder, _ = this_worker()
    written, problems = [], []
    for name, data in card_files(task):
        problem = put_file(folder, name, data)
        if problem is None:
            written.append(name)
        else:
            problems.append(problem)
    return written, problems


def card_digests(task: CardTask) -> dict[str, str]:
    """Print the cards of a task without saving them; returns the SHA-256 of each by file name."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in card_files(task)}


class _Writer:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.written: list[str] = []
        self.kept: list[str] = []
        self.problems: list[Problem] = []

    def book(self, tables: ScoreTables) -> None:
        """Write the score workbook; an existing one with the same parts stays, however it is compressed."""
        path = self._folder / SCORE_BOOK
        written = score_workbook(tables)
        if path.exists() and is_pristine_file(path, written):
            self.kept.append(SCORE_BOOK)
        else:
            self.put(SCORE_BOOK, written)

    def put(self, name: str, data: bytes) -> None:
        existed = (self._folder / name).exists()
        problem = put_file(self._folder, name, data)
        if problem is not None:
            self.problems.append(problem)
        else:
            (self.kept if existed else self.written).append(name)

    def units(self, tasks: UnitTasks, order: ResultsOrder, on_progress: OnProgress) -> None:
        """Make the files of units that are missing."""
        self._make_folder(UNIT_RESULTS)
        missing = frozenset(name for name in tasks.names if not (self._folder / name).exists())
        self.kept += [name for name in tasks.names if name not in missing]
        wanted = tasks.only(missing)
        made = run_tasks(write_unit_file, wanted, self._folder, order.jobs, order.font_paths)
        for number, (name, problem) in enumerate(made, 1):
            if problem is None:
                self.written.append(name)
            else:
                self.problems.append(problem)
            on_progress(number, len(wanted))

    def _make_folder(self, name: str) -> None:
        try:
            (self._folder / name).mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        except OSError as error:
            raise CannotWrite(self._folder / name, reason_of(error)) from error

    def cards(self, tasks: Iterator[CardTask], order: ResultsOrder, on_progress: OnProgress) -> None:
        """Print the missing cards. Existing ones belong to these scores: marking moves older ones away."""
        self._make_folder(CARDS)
        wanted = []
        for task in tasks:
            names = {kind: card_name(task.stem, kind) for kind in task.formats}
            missing = tuple(kind for kind in names if not (self._folder / names[kind]).exists())
            self.kept += [names[kind] for kind in names if kind not in missing]
            if missing:
                wanted.append(CardTask(task.result, missing, task.stem))
        results = run_tasks(_print_cards, wanted, self._folder, order.jobs, order.font_paths)
        for number, (written, problems) in enumerate(results, 1):
            self.written += written
            self.problems += problems
            on_progress(number, len(wanted))
