"""The recipe of ``quizgen exam join``: the results of all units become the signed scores of the exam."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen.entry.read_answers import TakeSheet
from quizgen.errors import ContentFaults, Problem, QuizgenError
from quizgen.files.collector import collector_paused
from quizgen.files.text import content_digest
from quizgen.model.answers import AnswerSheet, Attendance
from quizgen.model.ledger import Act, JsonValue
from quizgen.model.rules.units import U022
from quizgen.model.score import CandidateScore, Change, ScorePolicy, ScoresHead
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import check_ledger
from quizgen.records.names import ANSWERS, FIRST_ANSWERS, joined_folder
from quizgen.records.score_spool import ScoreSpool, score_line
from quizgen.records.sheet_spool import SpooledSheets
from quizgen.records.trust import Trust
from quizgen.records.units.cut import read_given
from quizgen.records.workroom import Workroom, workroom
from quizgen.workflows.exam.intact import changing, refuse_part
from quizgen.workflows.marks.changes import standing
from quizgen.workflows.marks.entry import Entered, find_file
from quizgen.workflows.marks.mark import Marking
from quizgen.workflows.marks.order import Marked, MarkOrder
from quizgen.workflows.marks.run import MarkingRun
from quizgen.workflows.progress import OnProgress
from quizgen.workflows.units.results_in import ResultReader, Returned
from quizgen.workflows.units.sorting import NOTES, sort_results

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class JoinOrder:
    """What ``exam join`` was asked for.

    ``mark`` has the exam, the stamp, the key and, for a correction, the reason. ``scores_only``: answers are
    neither wanted nor kept. ``trusted`` are signing keys of units that were not told beforehand.
    """

    mark: MarkOrder
    results: tuple[Path, ...]
    scores_only: bool = False
    trusted: Trust | None = None


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """One unit in numbers; ``mean`` is of the rounded scores of those who sat (None: nobody did)."""

    unit: str
    people: int
    sat: int
    passed: int
    mean: float | None


@dataclass(frozen=True, slots=True)
class Joined:
    """What joining produced: the marking of the whole, each unit in numbers, notes."""

    marked: Marked
    units: tuple[UnitFigures, ...]
    notes: tuple[Problem, ...]


class NeverSplit(QuizgenError):
    """Nothing was given to units, so nothing can come back."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"“{path}”没有分发过，没有可以收回的成绩；分发用 quizgen exam split。")


class EnteredHere(QuizgenError):
    """The centre has entry sheets of its own."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path}”里有登记表（{path.name}），中心自己登记的和各单位交回的不能混在一起；"
            "先把登记表移出考试文件夹。没有写出任何文件。"
        )


class AnswersWereJoined(QuizgenError):
    """Scores alone cannot take the place of answers."""

    def __init__(self) -> None:
        super().__init__(
            "上一次收回的有答案，这一次不能只收成绩：去掉 --scores-only，请各单位连答案一起交。"
            "没有写出任何文件。"
        )


class ResultsDoNotFit(ContentFaults):
    """What the units returned cannot be joined: ``problems``; ``notes`` is what else there is to know."""

    def __init__(self, problems: Sequence[Problem], notes: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.notes = tuple(notes)
        self.args = (f"有 {len(self.problems)} 处不符，没有汇总，没有写出任何文件；请改正后重试。",)


def join_results(order: JoinOrder, on_progress: OnProgress) -> Joined:
    """Join the results of all units: everything is kept, marked (or ranked together), signed, or nothing is.

    Raises ResultsDoNotFit (U010–U024), NeverSplit, PartOfAnExam, EnteredHere, AnswersWereJoined, NeedsReason,
    what ``changing`` and marking raise, CannotWrite.
    """
    with changing(order.mark.folder) as folder, workroom(folder.path) as room, collector_paused():
        lines = check_ledger(folder.path).lines
        refuse_part(folder)
        versions = sum(line.act is Act.SPLIT for line in lines)
        if not versions:
            raise NeverSplit(folder.path)
        if (file := find_file(folder.path, FIRST_ANSWERS)) is not None:
            raise EnteredHere(file)
        if order.scores_only and (folder.path / ANSWERS).exists():
            raise AnswersWereJoined
        splits = {version: read_given(folder.path, version) for version in range(1, versions + 1)}
        reader = ResultReader(folder, splits, order.trusted, order.scores_only, room.path)
        returned: list[Returned] = []
        found: list[Problem] = []
        for number, path in enumerate(order.results, 1):
            one, problems = reader.read(path)
            found += problems
            returned += [] if one is None else [one]
            on_progress(number, len(order.results))
        units, problems = sort_results(folder, splits[versions], returned, lines)
        found += problems
        faults = [one for one in found if one.rule not in NOTES]
        notes = [one for one in found if one.rule in NOTES]
        if faults:
            raise ResultsDoNotFit(faults, notes)
        marked = _Joining(folder, order, units, versions, room, on_progress).run()
        return Joined(marked, tuple(map(_figures, units)), tuple(notes))


def _figures(one: Returned) -> UnitFigures:
    scores = [float(score.score) for score in one.scores.candidates if score.score is not None]
    listed = [score for score in one.scores.candidates if score.attendance is not Attendance.WITHDRAWN]
    return UnitFigures(
        one.given.unit,
        len(listed),
        sum(score.attendance is Attendance.SAT for score in listed),
        sum(score.passed for score in listed),
        sum(scores) / len(scores) if scores else None,
    )


class _Joining(Marking):
    """A marking whose answers, or scores, are those that the units returned."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a marking is given, with what the units returned
        self,
        folder: ExamFolder,
        order: JoinOrder,
        units: Sequence[Returned],
        version: int,
        room: Workroom,
        on_progress: OnProgress,
    ) -> None:
        self._units = units
        self._scores_only = order.scores_only
        self._version_of_split = version
        head = units[0].scores.head
        mark = replace(
            order.mark,
            date=head.date,
            closed_book=head.closed_book,
            supervised=head.supervised,
            attempt=head.attempt,
        )
        super().__init__(folder, mark, room, on_progress)

    def read(self, take: TakeSheet) -> Entered:
        """The answers of all; where only scores were asked for, everybody without answers."""
        known: set[str] = set()
        for sheet in self._sheets():
            known.add(sheet.candidate.number)
            take(sheet)
        for number, one in self.folder.people.withdrawn.items():
            if number not in known:
                take(AnswerSheet(candidate=one, form=None, attendance=Attendance.WITHDRAWN))
        return Entered((), (), (), (), ())

    def _sheets(self) -> Iterator[AnswerSheet]:
        for unit in self._units:
            if not self._scores_only:
                yield from unit.sheets()
                continue
            for one in unit.scores.candidates:
                yield AnswerSheet(candidate=one.candidate, form=one.form, attendance=one.attendance)

    def check_persons(self) -> None:
        """Who entered and who checked stands in the units' own ledgers, and was asked for there."""

    def answers(self, sheets: SpooledSheets) -> bytes | Path:
        """The answers; where only scores were asked for, the digests of every unit's answers."""
        if not self._scores_only:
            return super().answers(sheets)
        return "".join(f"{unit.scores.head.answers_digest}\n" for unit in self._units).encode()

    def kept(self, answers: bytes | Path) -> Mapping[str, bytes | Path]:
        """What every unit signed, and its answers where they were asked for."""
        files = {} if self._scores_only else dict(super().kept(answers))
        for unit in self._units:
            folder = joined_folder(unit.given.bundle)
            files |= {f"{folder}/{name}": data for name, data in unit.files.items()}
        return files

    def is_known(self) -> bool:
        """Whether the same results were joined before."""
        last = next((line for line in reversed(self.ledger.lines) if line.act is Act.JOINED), None)
        return last is not None and last.details.get("heads") == self._heads()

    def reanswered(self, sheets: SpooledSheets, run: MarkingRun) -> Mapping[str, list[str]]:
        """Which answers have changed, where there were answers before."""
        return {} if self._scores_only else super().reanswered(sheets, run)

    def policy(self, old: ScoresHead | None) -> ScorePolicy:
        """The lines by which the units marked, which are the same in all."""
        del old
        return self._units[0].scores.head.policy

    def changes(self, old: ScoresHead | None) -> tuple[Change, ...]:
        """The decisions by which the units marked, which are the same in all."""
        del old
        return self._units[0].scores.head.changes

    def scores(self, head: ScoresHead, sheets: SpooledSheets) -> ScoreSpool:
        """Everybody's result ranked together; from the answers must follow what the units signed."""
        together = ScoreSpool(self.room.spool("signed"))
        known = {
            one.candidate.number: (unit, at)
            for unit in self._units
            for at, one in enumerate(unit.scores.candidates)
        }
        withdrawn = self.folder.people.withdrawn
        for number in sheets.numbers:
            if number in known:
                unit, at = known[number]
                one = unit.scores.candidates[at]
            else:
                one = CandidateScore(candidate=withdrawn[number], form=None, attendance=Attendance.WITHDRAWN)
            together.add(score_line(one, standing(one)))
        if self._scores_only:
            return together
        marked = super().scores(head, sheets)
        pairs = zip(together.open_lines(), marked.open_lines(), strict=True)
        differing = [at for at, (one, other) in enumerate(pairs) if one != other]
        if differing:
            raise ResultsDoNotFit([self._differs(at, together, marked) for at in differing[:_SHOWN]], ())
        return marked

    def _differs(self, at: int, signed: ScoreSpool, marked: ScoreSpool) -> Problem:
        number = signed.numbers[at]
        source = next(unit.source for unit in self._units if number in unit.scores.by_number)
        message = f"编号 {number}：单位签名的是 {signed.standings[at]}，从答案重算是 {marked.standings[at]}"
        return Problem(source, None, U022.id, message, "请这个单位核验、重新阅卷后再交")

    def note_answers(self, sheets: SpooledSheets, answers: bytes | Path, digest: str) -> None:
        """Record which results of which units were joined."""
        del sheets
        details: dict[str, JsonValue] = {
            "split": self._version_of_split,
            "units": len(self._units),
            "heads": self._heads(),
            "signers": {str(unit.given.bundle): unit.scores.signer.fingerprint for unit in self._units},
            **({"scores_only": True, "answers": digest} if self._scores_only else {}),
        }
        outputs = {name: content_digest(content) for name, content in self.kept(answers).items()}
        self.note(Act.JOINED, details, outputs=outputs)

    def _heads(self) -> dict[str, JsonValue]:
        """The last line of every unit's ledger, by its bundle."""
        return {str(unit.given.bundle): unit.lines[-1].hash for unit in self._units}
