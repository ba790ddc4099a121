"""A blueprint as people write it, and the plain sections that it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, model_validator

from quizgen.model.base import Exact, Record, Text, Way
from quizgen.model.blueprint import MOST_HEADINGS, Arrangement, Blueprint, Outline, Quotas
from quizgen.model.kinds import KIND_TITLES, Kind, ScoringRule

_ONE, _SEVERAL = "one", "several"


def _written_points(value: Any) -> str:
    return _SEVERAL if isinstance(value, list | tuple) else _ONE


Points = Annotated[
    Annotated[Exact, Tag(_ONE)] | Annotated[tuple[Exact, ...], Field(min_length=1), Tag(_SEVERAL)],
    Discriminator(_written_points),
]
"""What every question can earn: the same for all, or one number a question in printed order."""


_EACH = re.compile(rf"{ScoringRule.FIXED_EACH}\s*得?\s*([\d./]+)\s*分?")


class KindWanted(Record):
    """So many questions of one kind, as one line of a blueprint asks for them."""

    kind: Kind
    count: Annotated[int, Field(ge=1, le=500)]
    points: Points = Field(description="每题分值；各题不同的逐题写，例如 [5, 5, 8]")
    rule: ScoringRule | None = Field(
        None, description="计分规则：多选不写为“全对得分”，配对“每对得分”，排序“全对得分”"
    )
    per_option: Exact | None = Field(None, description="少选每项：少选且无错的，每选对一项得几分")
    deduct: Exact | None = Field(None, description="答错一题倒扣几分，不答不扣；不写不扣")
    topics: tuple[Text, ...] = Field((), description="只从这些专题抽取；不写不限")
    quotas: Quotas = Quotas()

    @model_validator(mode="before")
    @classmethod
    def _spoken(cls, data: Any) -> Any:
        """``rule: 少选每项0.5分`` says the rule and the points."""
        if not isinstance(data, Mapping) or "per_option" in data:
            return data
        said = _EACH.fullmatch(str(data.get("rule", "")))
        return {**data, "rule": ScoringRule.FIXED_EACH.value, "per_option": said[1]} if said else data

    @property
    def each(self) -> tuple[Fraction, ...]:
        """The points of every question in printed order."""
        return self.points if isinstance(self.points, tuple) else (self.points,) * self.count


class PlainSection(KindWanted):
    """A 大题 of one kind."""

    title: Text | None = Field(None, description="大题名称；不写用题型名称")
    part: Text | None = Field(None, description="所属部分，例如 理论、纪律；用于分部分合格线")
    order: Arrangement | None = Field(None, description="题目的次序：随机或固定；不写照全卷的 order")


class MixedSection(Record):
    """A 大题 of several kinds under one heading, printed in the order in which they are written."""

    title: Text = Field(description="大题名称")
    of: Annotated[tuple[KindWanted, ...], Field(min_length=1)] = Field(
        description="这个大题里的几种题，依次印出"
    )
    topics: tuple[Text, ...] = Field((), description="只从这些专题抽取；of 里另写的照 of 里的")
    part: Text | None = Field(None, description="所属部分，例如 理论、纪律；用于分部分合格线")
    order: Arrangement | None = Field(None, description="题目的次序：随机或固定；不写照全卷的 order")


_PLAIN, _MIXED = "plain", "mixed"


def _written_section(value: Any) -> str:
    mixed = "of" in value if isinstance(value, Mapping) else isinstance(value, MixedSection)
    return _MIXED if mixed else _PLAIN


WrittenSection = Annotated[
    Annotated[PlainSection, Tag(_PLAIN)] | Annotated[MixedSection, Tag(_MIXED)],
    Discriminator(_written_section),
]


class WrittenBlueprint(Outline):
    """A blueprint file: sections may have several kinds, questions may have points of their own."""

    sections: Annotated[tuple[WrittenSection, ...], Field(min_length=1, max_length=MOST_HEADINGS)]
    total: Exact | None = Field(None, description="满分；写了就与各题分值之和核对")


@dataclass(frozen=True, slots=True)
class SectionPiece:
    """Questions that one line of the file asks for: the way to it, its 大题 from 0, what is asked.

    ``place`` is its position in ``of`` (None: it is the 大题 itself).
    """

    way: Way
    heading: int
    place: int | None
    asked: KindWanted
    whole: PlainSection | MixedSection

    @property
    def where(self) -> str:
        """``第2部分``, ``第2部分第1项``."""
        inside = "" if self.place is None else f"第{self.place + 1}项"
        return f"第{self.heading + 1}部分{inside}"

    @property
    def name(self) -> str:
        """``第2部分（多项选择题）``, ``第2部分第1项（单项选择题）``."""
        return f"{self.where}（{KIND_TITLES[self.asked.kind]}）"

    @property
    def topics(self) -> tuple[str, ...]:
        """What it is drawn from."""
        return self.asked.topics or self.whole.topics


def pieces_of(written: WrittenBlueprint) -> Iterator[SectionPiece]:
    """Everything that is asked for, in printed order."""
    for heading, section in enumerate(written.sections):
        way: Way = ("sections", heading)
        match section:
            case PlainSection():
                yield SectionPiece(way, heading, None, section, section)
            case MixedSection():
                for place, asked in enumerate(section.of):
                    yield SectionPiece((*way, "of", place), heading, place, asked, section)


def plain(written: WrittenBlueprint) -> Blueprint:
    """The blueprint that papers are drawn by: a section for every stretch of a piece that earns the same.

    So a question, which stands elsewhere on another form of the same set, is worth the same on all of them.
    """
    sections: list[dict[str, Any]] = []
    before = None
    for piece in pieces_of(written):
        asked = piece.asked
        for points, run in groupby(asked.each):
            continues = before == piece.heading
            before = piece.heading
            sections.append(
                {
                    "kind": asked.kind,
                    "count": len(list(run)),
                    "points": points,
                    "rule": asked.rule,
                    "per_option": asked.per_option,
                    "deduct": asked.deduct,
                    "title": None if continues else piece.whole.title,
                    "topics": piece.topics,
                    "part": piece.whole.part,
                    "quotas": asked.quotas,
                    "order": piece.whole.order,
                    "continues": continues,
                }
            )
    rest = {
        name: getattr(written, name) for name in Outline.model_fields if name not in {"sections", "pass_"}
    }
    return Blueprint.model_validate({**rest, "pass": written.pass_, "sections": sections})
