"""What marking is asked to do, what it produces, and why it may refuse."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from quizgen.entry.agree_marks import TOLERANCE
from quizgen.errors import Problem, QuizgenError
from quizgen.markup.figures import exact_text
from quizgen.model.ledger import Stamp
from quizgen.model.score import GradeLine, Rounding, ScoresHead
from quizgen.records.score_spool import ScoreFigures
from quizgen.records.signing import SigningKey
from quizgen.records.sm2 import Sm2Key
from quizgen.workflows.marks.changes import ScoreChange
from quizgen.workflows.processes import Jobs


@dataclass(frozen=True, slots=True)
class MarkOrder:
    """How ``exam mark`` was asked to mark; None keeps the setting of the previous marking.

    ``void``, ``accept`` and ``restore`` are as typed (``XM-0019``, ``XM-0019=文字``); ``reason`` says why
    signed scores may change. ``tolerance`` is the largest difference between two markers of a 简答, as a
    share of its points, that does not need a third marker. ``sm2`` signs the scores a second time. ``jobs``:
    how many processes may mark.
    """

    folder: Path
    stamp: Stamp
    key: SigningKey
    void: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    restore: tuple[str, ...] = ()
    reason: str = ""
    date: datetime.date | None = None
    grades: tuple[GradeLine, ...] | None = None
    rounding: Rounding | None = None
    decimals: int | None = None
    closed_book: bool | None = None
    supervised: bool | None = None
    attempt: int | None = None
    tolerance: Fraction = TOLERANCE
    sm2: Sm2Key | None = None
    jobs: Jobs = field(default_factory=Jobs)


@dataclass(frozen=True, slots=True)
class Marked:
    """What marking produced.

    ``problems`` are faults in the entry; ``unmarked`` lists each 编号 without a result, because of such a
    fault or because it was never entered. ``written`` is False if nothing has changed since last time.
    ``version`` counts the score files of this exam from 1. ``corrected`` are the people whose signed
    result changed. ``key_before`` is the fingerprint of the key that signed the previous version, if that
    was a different key; it is empty otherwise.
    """

    head: ScoresHead
    figures: ScoreFigures
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    unmarked: tuple[str, ...]
    corrected: tuple[ScoreChange, ...]
    version: int
    written: bool
    ledger_head: str
    key_before: str = ""


class NeedsDate(QuizgenError):
    """Scores are valid from the day of the exam, and that day has not been given yet."""

    def __init__(self) -> None:
        super().__init__("组卷时没有写考试日期，请加上 --date，例如 --date 2026-12-01。")


class GradesOutOfRange(QuizgenError):
    """A grade line is set so that no one who passes, or everyone who passes, would reach it."""

    def __init__(self, lines: Sequence[GradeLine], pass_mark: Fraction, full: Fraction) -> None:
        wrong = "、".join(f"{line.name}={exact_text(line.from_)}" for line in lines)
        limits = f"合格线 {exact_text(pass_mark)} 分到满分 {exact_text(full)} 分之间"
        super().__init__(f"等次线不对：{wrong}；每条线都要在{limits}。没有评分，没有写出任何文件。")


class NeedsReason(QuizgenError):
    """Signed scores would change, but no reason was given."""

    def __init__(self, corrected: Sequence[ScoreChange]) -> None:
        some = "；".join(f"{one.number}：{one.old} → {one.new}" for one in corrected[:5])
        more = f" 等 {len(corrected)} 人" if len(corrected) > 5 else ""  # noqa: PLR2004 - enough to see
        what = (
            f"这次阅卷会改变已经签名的成绩（{some}{more}）"
            if corrected
            else "这次更改了试题的计分或已登记的答案"
        )
        super().__init__(f"{what}；核对无误后加上 --reason 原因 再运行。没有写出任何文件。")


class NothingToMark(QuizgenError):
    """Not a single answer could be used; ``problems`` say why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("没有一个人的答案可以阅卷；请先改正列出的问题，没有写出任何文件。")


class OnePersonOnly(QuizgenError):
    """The exam asks for two persons at the entry, and only one has vouched for it; ``problems`` stay open."""

    def __init__(self, reason: str, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"这次考试要求两人登分，{reason}。没有阅卷，没有写出任何文件。")


class AnswersPurged(QuizgenError):
    """The answers have been permanently removed, so nothing can be marked again."""

    def __init__(self) -> None:
        super().__init__(
            "这次考试的答案（有扫描的连同图片）已经清除，只留下成绩，不能再阅卷，也不能逐题说明。"
        )


class AnswersElsewhere(QuizgenError):
    """Only the scores were collected from the units."""

    def __init__(self) -> None:
        super().__init__("这次只收了各单位的成绩，答案留在各单位；逐题说明请那个单位在它的文件夹里做。")


class NeedsSm2(QuizgenError):
    """The scores before were signed by SM2 too, so these must be."""

    def __init__(self) -> None:
        super().__init__("上一版成绩另有国密（SM2）签名，这一版也要有：加上 --sm2。没有写出任何文件。")


class NothingToRestore(QuizgenError):
    """The marking of this question was never changed, so there is nothing to restore."""

    def __init__(self, words: str) -> None:
        super().__init__(f"“{words}”没有作废过，也没有加认过答案，不用恢复。")
