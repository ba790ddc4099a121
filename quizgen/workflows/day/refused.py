"""Why an act about a person may be refused: nothing was written then."""

from __future__ import annotations

from pathlib import Path

from quizgen.errors import QuizgenError
from quizgen.files.shell import command_line

_NOTHING = "没有写出任何文件。"


class WithoutRoster(QuizgenError):
    """The exam was drawn without a roster, so nobody is on it whom an act could be about."""

    def __init__(self) -> None:
        super().__init__(
            "这次考试没有名册，不用增补、更正、退考：谁参加，登记表里就写谁，一人一行。" + _NOTHING
        )


class PeopleAfterPurge(QuizgenError):
    """The answers were removed for good, so nobody can be marked any more."""

    def __init__(self) -> None:
        super().__init__("这次考试的答案已经清除，不能再阅卷，名单也不再变动。" + _NOTHING)


class AlreadyListed(QuizgenError):
    """Somebody with this 编号 sits the exam already."""

    def __init__(self, number: str, other: str) -> None:
        alike = "" if number == other else f"（名单里写作“{other}”，只差大小写）"
        super().__init__(
            f"编号 {number} 已经在名单里{alike}，不能再增补；改姓名、单位、职务用 exam amend。{_NOTHING}"
        )


class AnotherPerson(QuizgenError):
    """The 编号 belongs to somebody else who has withdrawn."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"编号 {number} 是一个已经退考的人的，姓名与这次写的不同；另一个人要用另一个编号。{_NOTHING}"
        )


class NotListed(QuizgenError):
    """Nobody with this 编号 is on the list."""

    def __init__(self, number: str) -> None:
        super().__init__(f"名单里没有编号 {number}；没有报名的人用 exam add 增补。{_NOTHING}")


class WithdrawnAlready(QuizgenError):
    """The person has withdrawn."""

    def __init__(self, number: str) -> None:
        super().__init__(f"编号 {number} 已经退考；他又来考的，用 exam add 写同一个编号恢复。{_NOTHING}")


class LastOne(QuizgenError):
    """Nobody would be left to sit the exam."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"名单里只剩编号 {number} 一人，他退考就没有人参加了；不考了，不用记退考。{_NOTHING}"
        )


class NothingAmended(QuizgenError):
    """The person is recorded just so."""

    def __init__(self, number: str) -> None:
        super().__init__(f"编号 {number} 现在记的就是这样，没有要更正的。{_NOTHING}")


class FormBelongs(QuizgenError):
    """The form is printed with somebody else's name."""

    def __init__(self, code: str, owner: str) -> None:
        super().__init__(
            f"试卷 {code} 是编号 {owner} 的，卷面印着他的姓名；请给备用卷，或不写 --form 新组一份。{_NOTHING}"
        )


class FormTaken(QuizgenError):
    """A spare form of which there is one copy was used by somebody else."""

    def __init__(self, code: str, owner: str) -> None:
        super().__init__(f"备用卷 {code} 已经给了编号 {owner}；一份备用卷只能一个人用。{_NOTHING}")


class HasAnswers(QuizgenError):
    """Somebody who is to be withdrawn has sat the exam, as was entered."""

    def __init__(self, number: str, state: str) -> None:
        super().__init__(
            f"编号 {number} 已经登记为“{state}”，考过的人不能退考；"
            f"登记错了的先改登记表，答卷作废、违纪的在登记表的状态里填。{_NOTHING}"
        )


class KeyElsewhere(QuizgenError):
    """One more form cannot be drawn, because the key is kept elsewhere."""

    def __init__(self) -> None:
        super().__init__(
            "新组一份试卷要密钥 secret.key，它不在考试文件夹里；放回来再试，或用 --form 给一份备用卷。"
            + _NOTHING
        )


class NoWalkIns(QuizgenError):
    """The entry sheet has nobody who is not on the list."""

    def __init__(self, folder: Path) -> None:
        command = command_line("quizgen", "exam", "entry", folder, "--check")
        super().__init__(
            f"登记表里没有写全了编号、姓名、单位、卷号而名单里没有的人；逐行的问题看 {command}。{_NOTHING}"
        )
