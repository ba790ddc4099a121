"""Why an act about a question may be refused: nothing was written then."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.errors import QuizgenError
from quizgen.model.answers import Attendance
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.scores_file import has_scores
from quizgen.workflows.day.entered import entered_sheets

_NOTHING = "没有写出任何文件。"


class NothingSwapped(QuizgenError):
    """No question was named."""

    def __init__(self) -> None:
        super().__init__("没有写明换哪一道题。" + _NOTHING)


class AfterAnswers(QuizgenError):
    """Somebody has sat the exam with the papers as they are."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"编号 {number} 已经登记为参加，考过的题不能再换；题错了的用 exam erratum，"
            f"不算分的在阅卷时写 exam mark --void 题号。{_NOTHING}"
        )


class AfterMarking(QuizgenError):
    """Scores are signed, so questions are voided or answers accepted when the exam is marked again."""

    def __init__(self) -> None:
        super().__init__(
            "这次考试已经阅卷、签名，题目不能再换、再改：不算分的题用 exam mark --void 题号，"
            f"另有正确答案的用 exam mark --accept，都会记入台账。{_NOTHING}"
        )


class KeyForSwap(QuizgenError):
    """Another question cannot be drawn, because the key is kept elsewhere."""

    def __init__(self) -> None:
        super().__init__(f"换题要用密钥 secret.key 抽，它不在考试文件夹里；放回来再试。{_NOTHING}")


class NotOnForms(QuizgenError):
    """Nobody has this question."""

    def __init__(self, ids: Sequence[str]) -> None:
        super().__init__(f"没有哪份试卷有题目 {'、'.join(ids)}；题号照答案、登记表里写的。{_NOTHING}")


class NotInPool(QuizgenError):
    """A question that could not have been drawn for this exam cannot come in either."""

    def __init__(self, ids: Sequence[str]) -> None:
        super().__init__(f"题目 {'、'.join(ids)} 组卷时不在可抽的题里，不能换上来。{_NOTHING}")


class NoReplacement(QuizgenError):
    """For some forms no question of the same sort is left."""

    def __init__(self, places: Sequence[tuple[str, str]], only: Sequence[str]) -> None:
        named = "；".join(f"{out}（试卷 {codes}）" for out, codes in places)
        why = f"指定的 {'、'.join(only)}" if only else "合乎蓝图的题"
        super().__init__(
            f"换不了 {named}：{why}里没有一道能用——已在卷上、与卷上的题互斥、会使两份卷太像，"
            f"或题库里已经改过、停用。可以少换几道，或补充题目后另组一次考试（exam supersede）。{_NOTHING}"
        )


class NotInBank(QuizgenError):
    """The bank has no such question."""

    def __init__(self, id_: str) -> None:
        super().__init__(f"题库里没有在用的题 {id_}；先在题库里改正它，题号不变，再运行一次。{_NOTHING}")


class NotCorrected(QuizgenError):
    """The bank's question is just the one on the forms."""

    def __init__(self, id_: str) -> None:
        super().__init__(f"题库里的 {id_} 与试卷上的一样，还没有改正；先在题库里改，再运行一次。{_NOTHING}")


class AnotherQuestion(QuizgenError):
    """The bank's question is so different that it is no correction of the one that was printed."""

    def __init__(self, id_: str, why: str) -> None:
        super().__init__(
            f"题库里的 {id_} 与试卷上的不能对应：{why}。勘误只改文字和答案；没有印发的用 exam swap 换题，"
            f"印发了的在阅卷时作废（exam mark --void）。{_NOTHING}"
        )


def check_not_marked(folder: ExamFolder) -> None:
    """Raises AfterMarking."""
    if has_scores(folder.path):
        raise AfterMarking


def check_not_sat(folder: ExamFolder) -> None:
    """Raises AfterMarking, AfterAnswers, and what reading entry sheets raises."""
    check_not_marked(folder)
    for sheet in entered_sheets(folder):
        if sheet.attendance is Attendance.SAT:
            raise AfterAnswers(sheet.candidate.number)
