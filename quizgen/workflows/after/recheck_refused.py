"""Why a request to check a score, or its outcome, may be refused: nothing was written then."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from quizgen.errors import ContentFaults, Problem, QuizgenError

_NOTHING = "没有写出任何文件。"


class NotPublished(QuizgenError):
    """Scores were not put up yet, so nobody knows until when a check may be asked for."""

    def __init__(self) -> None:
        super().__init__(f"成绩还没有公布，不知道核分申请截止到哪一天；先运行 exam publish。{_NOTHING}")


class AskedBeforePublication(QuizgenError):
    """A request came before the scores were put up."""

    def __init__(self, received: datetime.date, first: datetime.date) -> None:
        super().__init__(f"收到申请的日期 {received} 早于公布成绩的日期 {first}；核对 --received。{_NOTHING}")


class AskedTooLate(QuizgenError):
    """A request came after the last day, and nobody said why it is accepted."""

    def __init__(self, received: datetime.date, last: datetime.date) -> None:
        super().__init__(
            f"收到申请的日期 {received} 晚于期限 {last}，没有受理；"
            f"仍要受理的，用 --late 写明为什么。{_NOTHING}"
        )


class AskedAlready(QuizgenError):
    """The same person has a request that is still open."""

    def __init__(self, number: str, request: int) -> None:
        super().__init__(f"编号 {number} 的第 {request} 号申请还没有办完，不用再登记。{_NOTHING}")


class AnotherName(QuizgenError):
    """The 编号 is somebody else's."""

    def __init__(self, number: str, name: str) -> None:
        super().__init__(f"编号 {number} 不是“{name}”；核对编号和姓名。{_NOTHING}")


class NoPointsToCheck(QuizgenError):
    """Nobody of this 编号 has points."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"签名的成绩里编号 {number} 没有分数（没有这个人，或缺考、作废、违纪、退考）。{_NOTHING}"
        )


class NoSuchRequest(QuizgenError):
    """There is no such request, or it has an outcome already."""

    def __init__(self, request: int, *, done: bool = False) -> None:
        why = "已经办完" if done else "没有登记过，或它的核分表不在了"
        super().__init__(f"第 {request} 号核分申请{why}。{_NOTHING}")


class TooFewSigned(QuizgenError):
    """An outcome needs several people who sign, all of them different."""

    def __init__(self, fewest: int) -> None:
        super().__init__(f"核分要至少 {fewest} 个人签字，姓名不能相同；--signed 写几次。{_NOTHING}")


class ReadByEnterer(QuizgenError):
    """The second reading would be by the person who entered the answers."""

    def __init__(self, name: str) -> None:
        super().__init__(f"第二次读答卷的“{name}”就是登记的人，要由另一个人读。{_NOTHING}")


class MarkedUnlikeLedger(QuizgenError):
    """A result changed since the request although the scores were not signed again."""

    def __init__(self, number: str) -> None:
        super().__init__(f"编号 {number} 的成绩与受理时不同，台账里却没有重新阅卷；请核验。{_NOTHING}")


class StillDiffers(ContentFaults):
    """The second reading is not what was marked; either may be wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.args = (f"第二次读的与登记的有 {len(self.problems)} 处不同，先查清、改正，再写结果。{_NOTHING}",)
