"""What a bank keeps of a question besides what is asked: where it belongs, how it stands, its life."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from quizgen.model.base import Record, Text


class Difficulty(StrEnum):
    """The author's estimate."""

    EASY = "易"
    MEDIUM = "中"
    HARD = "难"


class Level(StrEnum):
    """What answering takes: remembering one thing, connecting several, or applying them to something new."""

    RECALL = "记忆"
    UNDERSTANDING = "理解"
    APPLICATION = "应用"


class Status(StrEnum):
    """Where a question is in its life; only those that are ready, or have no status, are drawn."""

    DRAFT = "草稿"
    REVIEW = "审核"
    READY = "可用"
    STOPPED = "停用"


class Pool(StrEnum):
    """``practice`` may appear on the site; ``exam`` is sealed and never does."""

    PRACTICE = "practice"
    EXAM = "exam"


QuestionId = Annotated[str, Field(pattern=r"^[A-Z]{2,6}-[0-9]{4,6}$", description="永久编号，例如 XM-0019")]

Explain = Annotated[Text | None, Field(title="解析", description="解析：记住什么、怎样不混")]


class QuestionFields(Record):
    """What every question of a bank says of itself, whatever its kind."""

    id: QuestionId = Field(title="编号", description="永久编号，例如 XM-0019；一经使用永不改动")
    topic: Text = Field(title="专题", description="专题：“明责”或“明责/责任清单”，要在 topics.yaml 里")
    difficulty: Difficulty = Field(title="难度", description="难度：易、中、难")
    cites: tuple[Text, ...] = Field((), title="依据", description="依据的事实编号")
    basis: Text | None = Field(
        None, title="出处", description="出处，普通文字，例如 《消防法》第五条；印在答案里"
    )
    about: tuple[Text, ...] = Field((), title="问到的条目", description="问到的体系、程序、处置编号")
    explain: Explain = None
    pool: Pool = Field(Pool.PRACTICE, title="用途", description="用途：practice（默认）或 exam")
    enemies: tuple[QuestionId, ...] = Field(
        (), title="不能同卷的题", description="互相泄露答案、不能同卷的题；写一边即可"
    )
    retired: Text | None = Field(
        None, title="停用说明", description="停用：日期和原因，例如 2026-11-22 材料改版"
    )
    level: Level | None = Field(None, title="层次", description="层次：记忆、理解、应用")
    point: Text | None = Field(
        None, title="考点", description="考点：cites 里的一个编号，不写就是第一个；没有 cites 的写一个词"
    )
    status: Status | None = Field(
        None, title="状态", description="状态：草稿、审核、可用、停用；不写等于可用"
    )
    author: Text | None = Field(None, title="命题人", description="命题人")
    reviewer: Text | None = Field(None, title="审题人", description="审题人，不能是命题人自己")
    reviewed: datetime.date | None = Field(None, title="审题日期", description="审题日期，例如 2026-11-22")
    fingerprint: Text | None = Field(
        None, title="依据的指纹", description="审题时依据的指纹，由 quizgen bank review 写入，不手写"
    )


def top_topic(topic: str) -> str:
    """``明责`` of ``明责/责任清单``."""
    return topic.partition("/")[0]


LIFE_FIELDS = ("status", "author", "reviewer", "reviewed", "fingerprint")
"""What is known of a question's life; no part of what is asked, so neither frozen nor digested."""


def point_of(question: QuestionFields) -> str | None:
    """What decides the question (考点): as written, or the first fact that it cites; None: neither."""
    return question.point or next(iter(question.cites), None)


def is_retired(question: QuestionFields) -> bool:
    """Whether the question was taken out of use; its id stays."""
    return question.retired is not None or question.status is Status.STOPPED


def may_be_drawn(question: QuestionFields) -> bool:
    """Whether forms and the site may use it: in use, neither a draft nor still under review."""
    return not is_retired(question) and question.status in {None, Status.READY}
