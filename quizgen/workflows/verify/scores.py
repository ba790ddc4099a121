"""Works the scores out again from the answers and reports every line that does not follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from itertools import islice, zip_longest
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from quizgen.files.collector import collector_paused
from quizgen.files.line_spool import LineSpool
from quizgen.files.text import byte_lines, file_digest
from quizgen.marking.changes import ChangeDoesNotFit
from quizgen.marking.results import ranks_of
from quizgen.model.digest import record_json
from quizgen.model.ledger import Act
from quizgen.model.rules.exam import V024, V025, V026, V027, V028, V029
from quizgen.model.score import CandidateScore, ScoresHead
from quizgen.records.answers_file import answer_lines, answers_purged, is_without_answers
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import Ledger, read_ledger
from quizgen.records.names import ANSWERS, EXAM, FORMS, SCORES
from quizgen.records.score_spool import ScoreLine, ScoreSpool
from quizgen.records.scores_file import parse_candidate, parse_head
from quizgen.workflows.marks.changes import standing
from quizgen.workflows.marks.scoring import ScoringRules, scored_lines
from quizgen.workflows.processes import Jobs, leave_interrupts, starting_processes
from quizgen.workflows.verify.ledger import ExamFindings, clause_of

_LARGE = 1_000_000
"""Bytes of answers above which a process of its own is worth its start."""


@contextmanager
def scores_apart(path: Path, jobs: int) -> Iterator[Callable[[ExamFindings], int]]:
    """Have the scores checked, in a process of its own when ``jobs`` allow, while other things are done.

    Gives a function that adds the findings and says how many people's scores were worked out again (0
    after a purge); with 0 ``jobs`` there are no scores. Raises CannotRead, BrokenExamFolder.
    """
    if jobs <= 1 or not _is_large(path / ANSWERS):
        yield lambda findings: _joined(findings, check_scores(path)) if jobs else 0
        return
    executor = ProcessPoolExecutor(1, get_context("spawn"), leave_interrupts)
    try:
        with starting_processes():
            waiting = executor.submit(check_scores, path)
        yield lambda findings: _joined(findings, waiting.result())
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _is_large(file: Path) -> bool:
    return file.is_file() and file.stat().st_size > _LARGE


def _joined(findings: ExamFindings, found: tuple[ExamFindings, int]) -> int:
    findings.problems += found[0].problems
    findings.notes += found[0].notes
    return found[1]


def check_scores(path: Path) -> tuple[ExamFindings, int]:
    """The scores' head against folder and ledger, every line against answers, forms, questions, changes.

    Returns what was found with how many people's scores were worked out again. Rules V024–V029. Raises
    CannotRead, BrokenExamFolder.
    """
    findings = ExamFindings(path)
    with collector_paused():
        return findings, _Check(ExamFolder(path, doubting=True), read_ledger(path), findings).run()


class _Check:
    def __init__(self, folder: ExamFolder, ledger: Ledger, findings: ExamFindings) -> None:
        self.folder = folder
        self.path: Path = folder.path
        self.ledger = ledger
        self.findings = findings
        self.purged = answers_purged(self.path, ledger.lines)

    def run(self) -> int:
        head = parse_head(next(iter(byte_lines(self.path / SCORES)), b""))
        if head is None:
            self.findings.fault(SCORES, V024.id, "第一行读不懂", line=1)
            return 0
        self._head(head)
        if self.purged:
            collected = not any(map(is_without_answers, self.ledger.lines))
            what = (
                "答案已经清除：仍核对签名和台账，"
                if collected
                else "答案留在各单位：仍核对各单位和中心的签名、台账，"
            )
            self.findings.note(SCORES, V029.id, f"{what}但不能再从答案重算分数")
            return 0
        with TemporaryDirectory() as room, closing(LineSpool(Path(room) / "results")) as lines:
            expected = ScoreSpool(lines)
            try:
                self._mark(head, expected)
            except ChangeDoesNotFit as error:
                self.findings.fault(SCORES, V024.id, clause_of(error), line=1)
                return 0
            self._compare(expected)
            return len(expected)

    def _head(self, head: ScoresHead) -> None:
        names = {EXAM: head.exam_digest, FORMS: head.forms_digest}
        if not self.purged:
            names[ANSWERS] = head.answers_digest
        for name, digest in names.items():
            file = self.path / name
            if not file.is_file() or file_digest(file) != digest:
                self.findings.fault(name, V025.id, "不是阅卷时的那一份")
        exam = self.folder.exam
        if (head.title, head.full, head.pass_) != (
            exam.title,
            exam.blueprint.total_points,
            exam.blueprint.pass_,
        ):
            self.findings.fault(SCORES, V025.id, "名称、满分或合格分与 exam.yaml 不同", line=1)
        digest = file_digest(self.path / SCORES)
        marked = [line for line in self.ledger.lines if line.act is Act.MARKED]
        if not marked or marked[-1].outputs.get(SCORES) != digest or marked[-1].prev != head.ledger:
            self.findings.fault(SCORES, V026.id, "台账最后一次阅卷记的不是这份成绩")

    def _mark(self, head: ScoresHead, expected: ScoreSpool) -> None:
        """Work everybody's result out; a sheet that is damaged or does not fit is named, then left out."""
        rules = ScoringRules(self.path, head.changes, head.policy, head.date)
        seen: set[str] = set()
        scored = scored_lines(self.folder, rules, answer_lines(self.path), Jobs(), 0)
        for at, one in enumerate(scored, 1):
            if one is None:
                self.findings.fault(ANSWERS, V027.id, "这一行读不懂", line=at)
                continue
            if one.number in seen:
                self.findings.fault(ANSWERS, V027.id, "这个编号有两行答案", where=one.number, line=at)
                continue
            seen.add(one.number)
            if isinstance(one, ScoreLine):
                expected.add(one)
            else:
                said = clause_of(one.reason)
                self.findings.fault(ANSWERS, V027.id, said, where=one.number, line=at)

    def _compare(self, expected: ScoreSpool) -> None:
        """Lines that are equal where they stand are done with; only the others are looked at."""
        seen: set[str] = set()
        wanted: dict[bytes, str] = {}
        others: list[tuple[int, bytes]] = []
        ranks = list(ranks_of(expected.scores))
        ours = zip(expected.numbers, expected.lines(ranks), strict=True)
        theirs = enumerate(islice(byte_lines(self.path / SCORES), 1, None), 2)
        for own, other in zip_longest(ours, theirs):
            line = b"" if other is None else other[1].rstrip(b"\r\n")
            if own is not None and other is not None and own[1] == line:
                seen.add(own[0])
                continue
            if own is not None:
                wanted[own[1]] = own[0]
            if other is not None:
                others.append((other[0], line))
        if not wanted and not others:
            return
        places = {number: place for place, number in enumerate(expected.numbers)}

        def must_be(number: str) -> CandidateScore | None:
            place = places.get(number)
            return None if place is None else expected.result(place, ranks[place])

        for at, line in others:
            self._other_line(at, line, wanted.get(line), must_be, seen)
        for number in sorted(places.keys() - seen):
            self.findings.fault(SCORES, V028.id, "有答案，没有成绩", where=number)

    def _other_line(
        self,
        at: int,
        line: bytes,
        number: str | None,
        must_be: Callable[[str], CandidateScore | None],
        seen: set[str],
    ) -> None:
        """A line that is not where it should be; ``number``: whose right line it is elsewhere."""
        if number is None:
            score = parse_candidate(line)
            if score is None:
                self.findings.fault(SCORES, V024.id, "这一行读不懂", line=at)
                return
            number = score.candidate.number
            right = must_be(number)
            if right is None or record_json(right).encode() != line:
                self._differs(at, score, right)
        if number in seen:
            self.findings.fault(SCORES, V028.id, "这个编号有两行成绩", where=number, line=at)
        seen.add(number)

    def _differs(self, at: int, is_now: CandidateScore, must_be: CandidateScore | None) -> None:
        if must_be is None:
            message = "没有他的答案，却有成绩"
        elif standing(is_now) != standing(must_be):
            message = f"写的是 {standing(is_now)}，从答案重算是 {standing(must_be)}"
        else:
            fields = [name for name in type(is_now).model_fields if _differ(is_now, must_be, name)]
            words = "、".join(_FIELD_TITLES.get(name, name) for name in fields)
            message = f"{words}与从答案重算的不同"
        self.findings.fault(SCORES, V028.id, message, where=is_now.candidate.number, line=at)


_FIELD_TITLES = {
    "candidate": "姓名、单位、职务",
    "form": "卷号",
    "attendance": "状态",
    "points": "得分",
    "sections": "大题得分",
    "parts": "分部分得分",
    "topics": "专题得分",
    "missed": "未达最低分的部分",
    "passed": "是否合格",
    "rank": "名次",
    "valid_until": "有效期",
    "resit": "补考",
}


def _differ(one: CandidateScore, two: CandidateScore, name: str) -> bool:
    return bool(getattr(one, name) != getattr(two, name))
