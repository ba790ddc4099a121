"""Signed scores for use in reviews: read them, index them by 编号, find one by its 核验码."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from quizgen.errors import ContentFaults, Problem, QuizgenError
from quizgen.files.text import read_bytes
from quizgen.markup.office_text import printable, unseen_marks
from quizgen.model.ledger import ACT_TITLES, LedgerLine
from quizgen.model.names import NUMBER_RULE, is_reserved, number_fault
from quizgen.model.review import SignedResult, signed_result
from quizgen.model.rules.review import F015, F021
from quizgen.model.score import CandidateScore
from quizgen.records.covered import uncovered
from quizgen.records.ledger import broken, read_ledger
from quizgen.records.names import HISTORY, LEDGER, SCORES
from quizgen.records.scores_file import Scores, read_scores
from quizgen.records.signing import plain_code
from quizgen.records.trust import Trust
from quizgen.web.browser_data import SELF_TEST_RESULT
from quizgen.workflows.exam.intact import ending_of


class UnknownToLedger(QuizgenError):
    """The signature of the scores is valid, but no ledger mentions them."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"“{folder}”的成绩没有采用：{reason}。签名只说明签名以后没有改动，谁都可以自己做一把密钥；"
            "请用阅卷的那个考试文件夹；确实要用的，加上 --without-ledger。"
        )


class ScoresDoNotCount(QuizgenError):
    """The exam was cancelled, or another one took its place, after these scores were signed or before."""

    def __init__(self, folder: Path, line: LedgerLine) -> None:
        super().__init__(
            f"“{folder}”的成绩没有采用：台账第 {line.seq} 行写着{ACT_TITLES[line.act]}"
            f"（{line.details.get('reason')}），成绩不作数。"
        )


_NO_LEDGER = (
    "“{folder}”的成绩旁边没有台账，不知道是不是阅卷得来的：签名只说明签名以后没有改动，谁都可以自己做一把密钥。"
    "请把签名公钥指纹 {fingerprint} 同事先公布的核对，或用 --trust 写明。"
)


_LARGEST_SELF_TEST = 20 * 1024 * 1024


@dataclass(frozen=True)
class Official:
    """The scores of one exam; ``folder`` is where they were read, ``shown_as`` the path as typed."""

    folder: Path
    shown_as: str
    scores: Scores

    @cached_property
    def seated(self) -> int:
        """How many people have a score."""
        return sum(score.score is not None for score in self.scores.candidates)

    @cached_property
    def older(self) -> tuple[Official, ...]:
        """The scores before each correction, newest first, without versions whose signature is invalid."""
        found = []
        for version in sorted((self.folder / HISTORY).glob("*"), reverse=True):
            try:
                found.append(Official(version, str(version), read_scores(version)))
            except QuizgenError:
                continue
        return tuple(found)

    @property
    def title(self) -> str:
        """The title and date of the exam, as messages show them."""
        return f"{self.scores.head.title}（{self.scores.head.date.isoformat()}）"

    def result(self, score: CandidateScore) -> SignedResult:
        """The score of someone who sat the exam, as reviews and cards show it."""
        return signed_result(
            self.scores.head,
            score,
            code=self.scores.code(score.candidate.number),
            fingerprint=self.scores.signer.fingerprint,
            seated=self.seated,
        )


@dataclass(frozen=True)
class Officials:
    """The scores of every exam that was named."""

    exams: tuple[Official, ...]

    @cached_property
    def _codes(self) -> dict[str, tuple[Official, CandidateScore]]:
        return {
            exam.scores.code(score.candidate.number): (exam, score)
            for exam in self.exams
            for score in exam.scores.candidates
        }

    @cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        """The names recorded for each 编号; more than one if the exams disagree."""
        found: dict[str, dict[str, None]] = {}
        for exam in self.exams:
            for score in exam.scores.candidates:
                found.setdefault(score.candidate.number, {})[score.candidate.name] = None
        return {number: tuple(names) for number, names in found.items()}

    def of(self, number: str) -> list[tuple[Official, CandidateScore]]:
        """All score lines of a person, exam by exam."""
        return [
            (exam, score) for exam in self.exams if (score := exam.scores.by_number.get(number)) is not None
        ]

    def resolve(self, code: str) -> tuple[Official, CandidateScore] | None:
        """The score line for a 核验码, however it was typed; None if it belongs to none of these scores."""
        return self._codes.get(plain_code(code))

    def resolve_older(self, code: str) -> tuple[Official, CandidateScore] | None:
        """The same, but among scores that a later correction has replaced."""
        for exam in self.exams:
            for older in exam.older:
                score = older.scores.resolve(code)
                if score is not None:
                    return older, score
        return None


OnNotice = Callable[[str], None]


def no_notice(_: str) -> None:
    """A callback for callers that show no notices."""


def read_officials(
    paths: Sequence[Path],
    trust: Trust | None = None,
    *,
    without_ledger: bool = False,
    on_notice: OnNotice = no_notice,
) -> Officials:
    """Read the scores of the exams in ``paths``; an exam that is named twice counts once.

    If ``trust`` is given, one of those keys must have signed each score file. A signature alone proves
    little, since anyone can make a key. The ledger beside the scores must therefore mention them, unless
    ``without_ledger`` accepts them anyway; a notice is given if there is neither a ledger nor ``trust``.
    Raises ContentFaults for self-tests and for names that cannot be used in file names; UnknownToLedger;
    and what ``read_scores`` raises.
    """
    refused = [problem for path in paths if (problem := _self_test(path)) is not None]
    if refused:
        raise ContentFaults(refused)
    exams: dict[str, Official] = {}
    for path in paths:
        scores = read_scores(path, trust)
        folder = path if path.is_dir() else path.parent
        refused += _unfit(path, scores)
        if not without_ledger:
            _check_known(folder, scores, trust, on_notice)
        exams.setdefault(scores.seal, Official(folder, str(path), scores))
    if refused:
        raise ContentFaults(refused)
    return Officials(tuple(exams.values()))


def _check_known(folder: Path, scores: Scores, trust: Trust | None, on_notice: OnNotice) -> None:
    """Refuse scores that their ledger does not mention; give a notice if there is no ledger and no trust."""
    if not (folder / LEDGER).exists() and not (folder / LEDGER).is_symlink():
        if trust is None:
            on_notice(_NO_LEDGER.format(folder=folder, fingerprint=scores.signer.fingerprint))
        return
    ledger = read_ledger(folder)
    if broken(ledger) is not None:
        raise UnknownToLedger(folder, "台账已损坏，quizgen exam verify 会指出是哪一行")
    if (ended := ending_of(ledger.lines)) is not None:
        raise ScoresDoNotCount(folder, ended)
    speaking = [line for line in ledger.lines if line.outputs.get(SCORES) == scores.digest]
    if len(speaking) == len(tuple(uncovered(speaking, scores.head, trust))):
        raise UnknownToLedger(folder, "台账里没有这份成绩")


def _unfit(path: Path, scores: Scores) -> Iterator[Problem]:
    """Names in a score file that could lead outside a folder or be displayed misleadingly."""
    for score in scores.candidates:
        who = score.candidate
        if number_fault(who.number) is not None and not is_reserved(who.number):
            yield _unfit_name(path, f"编号“{printable(who.number)}”{NUMBER_RULE}")
        for label, text in (("姓名", who.name), ("单位", who.unit), ("职务", who.post)):
            if marks := unseen_marks(text):
                yield _unseen(path, f"编号 {printable(who.number)} 的{label}", marks)
    if marks := unseen_marks(scores.head.title):
        yield _unseen(path, "考试名称", marks)


def _unseen(path: Path, place: str, marks: Sequence[str]) -> Problem:
    return _unfit_name(path, f"{place}里有看不见、会改变显示的字符（{'、'.join(marks)}）")


def _unfit_name(path: Path, message: str) -> Problem:
    return Problem(str(path), None, F021.id, message, "不使用这份成绩；核对它是从哪里来的")


def _self_test(path: Path) -> Problem | None:
    """Refuse a file saved by the practice centre, and say what it is."""
    if not path.is_file() or path.stat().st_size > _LARGEST_SELF_TEST:
        return None
    try:
        data = json.loads(read_bytes(path))
    except ValueError:
        return None
    if isinstance(data, dict) and data.get("kind") == SELF_TEST_RESULT:
        return Problem(
            str(path),
            None,
            F015.id,
            "这是练习中心的自测成绩，不是考试成绩，不能附入考核材料",
            "用 quizgen exam mark 阅卷得到的考试文件夹",
        )
    return None
