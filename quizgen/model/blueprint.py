"""A blueprint (双向细目表): what a form must hold, how it counts, what passes."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from quizgen.model.base import Exact, Record, Text, to_fraction
from quizgen.model.bookkeeping import Difficulty, Level, QuestionId
from quizgen.model.kinds import Kind, ScoringRule


class Quota(Record):
    """How many questions: at least ``min``, at most ``max``; a ``share`` is of the total asked."""

    min: Annotated[int, Field(ge=0)] | None = None
    max: Annotated[int, Field(ge=0)] | None = None
    share: Exact | None = None


def _quota(value: Any) -> Any:
    """``8`` is exactly eight, ``0.4`` or ``1/2`` a share of the total, a mapping a range."""
    if isinstance(value, str):
        return {"share": value}
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    if isinstance(value, int):
        return {"min": value, "max": value}
    return {"share": to_fraction(value)}


QuotaValue = Annotated[Quota, BeforeValidator(_quota)]


class Quotas(Record):
    """Quotas by topic (a top topic counts its children), by difficulty, by level."""

    topic: dict[Text, QuotaValue] = Field(default_factory=dict)
    difficulty: dict[Difficulty, QuotaValue] = Field(default_factory=dict)
    level: dict[Level, QuotaValue] = Field(default_factory=dict)


class Section(Record):
    """One part of the paper: ``count`` questions of one kind, ``points`` each."""

    kind: Kind
    count: Annotated[int, Field(ge=1, le=500)]
    points: Exact
    rule: ScoringRule | None = Field(
        None, description="计分规则：多选不写为“全对得分”，配对“每对得分”，排序“全对得分”"
    )
    title: Text | None = Field(None, description="大题名称；不写用题型名称")
    topics: tuple[Text, ...] = Field((), description="只从这些专题抽取；不写不限")
    part: Text | None = Field(None, description="所属部分，例如 理论、纪律；用于分部分合格线")
    quotas: Quotas = Quotas()


class Minima(Record):
    """Points needed besides the pass mark, by topic and by part."""

    topic: dict[Text, Exact] = Field(default_factory=dict)
    part: dict[Text, Exact] = Field(default_factory=dict)


class Avoid(Record):
    """Earlier exams whose questions are avoided.

    ``max_overlap`` is the largest share of a form (0 to 1) that may have been used before.
    """

    exams: tuple[Text, ...] = ()
    max_overlap: Annotated[Exact, Field(ge=0, le=1)] = Fraction(0)


class Blueprint(Record):
    """What every form of an exam must be; our own design, not a rule of the source material."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: Text
    minutes: Annotated[int, Field(ge=1, le=600)]
    pass_: Exact = Field(alias="pass", description="合格分数")
    valid_months: Annotated[int, Field(ge=1)] | None = None
    resit_after_months: Annotated[int, Field(ge=0)] | None = None
    closed_book: bool = True
    notices: tuple[Text, ...] = Field((), description="注意事项；不写用通用的")
    sections: Annotated[tuple[Section, ...], Field(min_length=1, max_length=12)]
    quotas: Quotas = Quotas()
    minima: Minima = Minima()
    include: tuple[QuestionId, ...] = Field((), description="必须出现的题")
    exclude: tuple[QuestionId, ...] = Field((), description="不得出现的题")
    avoid: Avoid = Avoid()
    per_point: Literal[1] | None = Field(None, description="写 1：考点相同的题，一份试卷最多取一道；不写不限")
    max_overlap: Annotated[Exact, Field(ge=0, le=1)] | None = Field(
        None, description="两份试卷相同题目所占的最大比例；不写不限"
    )

    printable_points: bool = Field(
        default=False,
        description="由 exam new 写入：小题、采分点除不尽的分值凑成整分、半分；从前的考试没有，照精确的分数",
    )
    exchanges: bool = Field(
        default=False,
        description="由 exam new 写入：互斥题避不开时逐题调换；从前的考试没有，照当时的抽法",
    )

    @property
    def total_count(self) -> int:
        """Questions on a form; a case counts as one."""
        return sum(section.count for section in self.sections)

    @property
    def total_points(self) -> Fraction:
        """Full marks of a form."""
        return sum((section.points * section.count for section in self.sections), Fraction())
