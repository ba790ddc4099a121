"""Groups of people who sit on the same day by different blueprints."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

from pydantic import Field

from quizgen.model.base import Exact, Record, Text, to_fraction


class ExamGroup(Record):
    """Who belongs to a group, by what stands in one column of the roster; by which blueprint they sit.

    ``values`` are the words in that column (none: the name of the group), ``from_`` and ``below`` bounds of a
    number there. ``closed_book`` None: as the blueprint says.
    """

    name: Text = Field(description="组名，就是文件夹的名字")
    blueprint: Text = Field(description="蓝图文件，或预设名称")
    values: tuple[Text, ...] = Field((), description="那一列里写着什么的归这一组；不写就是组名")
    from_: Exact | None = Field(None, alias="from", description="那一列的数从几起（含）归这一组")
    below: Exact | None = Field(None, description="那一列的数不到几的归这一组")
    bank: Text | None = Field(None, description="只给这一组加用的题库，例如本单位的")
    closed_book: bool | None = Field(None, description="闭卷 true、开卷 false；不写照蓝图")

    @property
    def by_number(self) -> bool:
        """Whether numbers are compared, not words."""
        return self.from_ is not None or self.below is not None

    def takes(self, text: str) -> bool:
        """Whether somebody with this in the column belongs to the group."""
        if not self.by_number:
            return text in (self.values or (self.name,))
        try:
            number = to_fraction(text.removesuffix("岁").strip())
        except ValueError:
            return False
        return self._low <= number and (self.below is None or number < self.below)

    def overlaps(self, other: ExamGroup) -> bool:
        """Whether somebody could belong to both, as far as words or numbers tell."""
        if self.by_number != other.by_number:
            return False
        if not self.by_number:
            return not set(self.values or (self.name,)).isdisjoint(other.values or (other.name,))
        first, second = sorted((self, other), key=lambda one: one._low)  # noqa: SLF001 - of the same class
        return first.below is None or first.below > second._low  # noqa: SLF001 - as above

    @property
    def _low(self) -> Fraction:
        return Fraction(0) if self.from_ is None else self.from_


class ExamGroups(Record):
    """A file of groups: the column of the roster that tells them apart."""

    column: Text = Field(description="名册里按哪一列分组，例如 职级、年龄")
    groups: Annotated[tuple[ExamGroup, ...], Field(min_length=1)] = Field(description="各组")
