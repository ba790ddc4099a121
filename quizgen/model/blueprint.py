"""A blueprint (双向细目表): what a form must hold, how it counts, what passes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from quizgen.model.base import Exact, Record, Text, to_fraction
from quizgen.model.bookkeeping import Difficulty, Level, QuestionId
from quizgen.model.kinds import KIND_TITLES, Kind, ScoringRule

_PERCENT_SIGNS = ("%", "％")


def _share(value: Any) -> Any:
    """``30%`` is three tenths; anything else is left as it is."""
    if isinstance(value, str) and value.rstrip().endswith(_PERCENT_SIGNS):
        return to_fraction(value.rstrip()[:-1]) / 100
    return value


QuotaShare = Annotated[Exact, BeforeValidator(_share)]
"""A share of something: ``0.3``, ``3/10`` or ``30%``."""


class Quota(Record):
    """How many questions: at least ``min``, at most ``max``; a ``share`` is of the total asked."""

    min: Annotated[int, Field(ge=0)] | None = None
    max: Annotated[int, Field(ge=0)] | None = None
    share: QuotaShare | None = None


def _quota(value: Any) -> Any:
    """``8`` is exactly eight, ``0.4``, ``1/2`` or ``40%`` a share of the total, a mapping a range."""
    if isinstance(value, str):
        return {"share": value}
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    if isinstance(value, int):
        return {"min": value, "max": value}
    return {"share": to_fraction(value)}


QuotaValue = Annotated[Quota, BeforeValidator(_quota)]


class Quotas(Record):
    """Quotas by topic (a top topic counts its children), difficulty, level, bank (the name of its folder)."""

    topic: dict[Text, QuotaValue] = Field(default_factory=dict)
    difficulty: dict[Difficulty, QuotaValue] = Field(default_factory=dict)
    level: dict[Level, QuotaValue] = Field(default_factory=dict)
    bank: dict[Text, QuotaValue] = Field(default_factory=dict)


class Arrangement(StrEnum):
    """Whether things stand in the same order on every form, or each form has its own."""

    FIXED = "固定"
    RANDOM = "随机"


class PenaltyFloor(StrEnum):
    """What never falls below nothing where wrong answers cost points: every part, or the paper as a whole."""

    SECTION = "大题"
    PAPER = "全卷"


class PaperOrder(Record):
    """In which order the parts of a paper stand, and the questions in each of them.

    Parts in a fixed order stand as the blueprint lists them, questions by their ids. A part may say for its
    own questions.
    """

    sections: Arrangement = Field(
        Arrangement.FIXED, description="大题的次序：固定（照蓝图）或随机（每份卷各排各的）"
    )
    questions: Arrangement = Field(
        Arrangement.RANDOM, description="题目的次序：随机（每份卷各排各的）或固定（照题目编号）"
    )


MOST_HEADINGS = 12
"""Headings of a paper: 一 to 十二."""

MOST_SECTIONS = 48
"""Sections that a paper is drawn from; several may be printed under one heading."""


class Section(Record):
    """One part of the paper: ``count`` questions of one kind, ``points`` each."""

    kind: Kind
    count: Annotated[int, Field(ge=1, le=500)]
    points: Exact
    rule: ScoringRule | None = Field(
        None, description="计分规则：多选不写为“全对得分”，配对“每对得分”，排序“全对得分”"
    )
    per_option: Exact | None = Field(None, description="少选每项：少选且无错的，每选对一项得几分")
    deduct: Exact | None = Field(None, description="答错一题倒扣几分，不答不扣；不写不扣")
    title: Text | None = Field(None, description="大题名称；不写用题型名称")
    topics: tuple[Text, ...] = Field((), description="只从这些专题抽取；不写不限")
    part: Text | None = Field(None, description="所属部分，例如 理论、纪律；用于分部分合格线")
    quotas: Quotas = Quotas()
    order: Arrangement | None = Field(None, description="题目的次序：随机或固定；不写照全卷的 order")
    continues: bool = Field(
        default=False, description="由程序写入：印在前一个大题的题名下面，题号接着排；从前的考试没有"
    )


class Minima(Record):
    """Points needed besides the pass mark, by topic and by part."""

    topic: dict[Text, Exact] = Field(default_factory=dict)
    part: dict[Text, Exact] = Field(default_factory=dict)


class Avoid(Record):
    """Earlier exams whose questions are avoided.

    ``max_overlap`` is the largest share of a form (0 to 1) that may have been used before.
    """

    exams: tuple[Text, ...] = ()
    max_overlap: Annotated[QuotaShare, Field(ge=0, le=1)] = Fraction(0)


class Outline(Record):
    """What every form of an exam must be, however its sections are written.

    It is our own design, not a rule of the source material.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: Text
    minutes: Annotated[int, Field(ge=1, le=600)]
    pass_: Exact = Field(alias="pass", description="合格分数")
    valid_months: Annotated[int, Field(ge=1)] | None = None
    resit_after_months: Annotated[int, Field(ge=0)] | None = None
    closed_book: bool = True
    notices: tuple[Text, ...] = Field((), description="注意事项；不写用通用的")
    sections: tuple[Record, ...]
    quotas: Quotas = Quotas()
    minima: Minima = Minima()
    include: tuple[QuestionId, ...] = Field((), description="必须出现的题")
    exclude: tuple[QuestionId, ...] = Field((), description="不得出现的题")
    avoid: Avoid = Avoid()
    order: PaperOrder = PaperOrder()
    floor: PenaltyFloor = Field(
        PenaltyFloor.SECTION,
        description="答错倒扣分的：每个大题最低 0 分（大题），或只有全卷最低 0 分（全卷）",
    )
    per_point: Literal[1] | None = Field(None, description="写 1：考点相同的题，一份试卷最多取一道；不写不限")
    max_overlap: Annotated[QuotaShare, Field(ge=0, le=1)] | None = Field(
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
    kept_apart: Annotated[QuotaShare, Field(ge=0, le=1)] | None = Field(
        None,
        description="由 exam new 写入：没有写 max_overlap、题库又够的，任两份卷最多同这么多；从前的考试没有",
    )


class Blueprint(Outline):
    """The blueprint that papers are drawn, printed and marked by: a section has one kind, equal points."""

    sections: Annotated[tuple[Section, ...], Field(min_length=1)]

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of the paper (一、二、…) with the sections printed under each."""
        starts = [at for at, section in enumerate(self.sections) if not at or not section.continues]
        return tuple(
            Heading(tuple(range(start, end)), self.sections[start:end])
            for start, end in zip(starts, [*starts[1:], len(self.sections)], strict=True)
        )

    @property
    def penalised(self) -> bool:
        """Whether wrong answers cost points anywhere."""
        return any(section.deduct for section in self.sections)

    def fixed_order(self, section: int) -> bool:
        """Whether the questions of a section stand in the same order on every form."""
        return (self.sections[section].order or self.order.questions) is Arrangement.FIXED

    @property
    def total_count(self) -> int:
        """Questions on a form; a case counts as one."""
        return sum(section.count for section in self.sections)

    @property
    def total_points(self) -> Fraction:
        """Full marks of a form."""
        return sum((section.points * section.count for section in self.sections), Fraction())


@dataclass(frozen=True, slots=True)
class Heading:
    """A 大题 as people see it: its sections with their indices, which count from 0 over the paper."""

    indices: tuple[int, ...]
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """What it is called: as its author says, else by its kind."""
        first = self.sections[0]
        return first.title or KIND_TITLES[first.kind]

    @property
    def count(self) -> int:
        """Questions under it; a case counts as one."""
        return sum(section.count for section in self.sections)

    @property
    def points(self) -> Fraction:
        """What they can earn together."""
        return sum((section.points * section.count for section in self.sections), Fraction())

    @property
    def each(self) -> Fraction | None:
        """What every one of them can earn; None where they differ."""
        first = self.sections[0].points
        return first if all(section.points == first for section in self.sections) else None
