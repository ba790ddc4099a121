"""Why an act about seats may be refused: nothing was written then."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.errors import QuizgenError

_NOTHING = "没有写出任何文件。"


class SeatedAlready(QuizgenError):
    """Seats were drawn before, and no reason is given for drawing them again."""

    def __init__(self) -> None:
        super().__init__(
            "座位已经排过；调一个人用 --move，停用一个考场用 --close，要全部重排就写明 --reason。" + _NOTHING
        )


class SeatsAfterMarking(QuizgenError):
    """Scores are signed, so the exam is over."""

    def __init__(self) -> None:
        super().__init__("这次考试已经阅卷、签名，座位不再变动。" + _NOTHING)


class KeyForSeats(QuizgenError):
    """Seats are drawn by the key, which is kept elsewhere."""

    def __init__(self) -> None:
        super().__init__("编排座位要密钥 secret.key，它不在考试文件夹里；放回来再试。" + _NOTHING)


class NoSuchRoom(QuizgenError):
    """The exam has no such room, or it is closed."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"没有可用的考场“{name}”；有：{'、'.join(known) or '无'}。{_NOTHING}")


class NoSuchSeat(QuizgenError):
    """A seat that does not exist, is broken or is taken."""

    def __init__(self, room: str, seat: str, why: str) -> None:
        super().__init__(f"考场“{room}”的座位 {seat} 不能用：{why}。{_NOTHING}")


class NobodySeated(QuizgenError):
    """Somebody has no seat who is to change theirs."""

    def __init__(self, number: str) -> None:
        super().__init__(f"编号 {number} 没有座位；没有报名的、退考的先用 exam add。{_NOTHING}")


class SeatsShort(QuizgenError):
    """The people of a closed room do not find seats elsewhere."""

    def __init__(self, room: str, people: int, free: int) -> None:
        super().__init__(
            f"考场“{room}”有 {people} 人，别的考场只有 {free} 个空座位；"
            f"先添考场：写好新的考场表，用 --rooms 和 --reason 全部重排。{_NOTHING}"
        )
