"""The headings of a roster: where they stand, on one row or two, which column is what."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizgen.markup.words import plain
from quizgen.model.terms import Terms

COLUMNS = ("编号", "姓名", "单位", "职务")
HEADING_WITHIN = 10
"""A title may stand above the headings, but not more rows than this."""
_KNOWN = {
    "编号": (
        "编号 准考证号 准考证编号 准考证号码 准考证 考号 考生号 考生编号 考试编号 人员编号 干部编号 学员编号 "
        "工号 员工编号 员工号 职工号 职工编号 职工工号 学号 警号"
    ),
    "姓名": "姓名 名字 考生姓名 人员姓名 干部姓名 员工姓名 职工姓名 学员姓名 参考人员 参考人员姓名 应考人员",
    "单位": (
        "单位 工作单位 所在单位 现工作单位 单位名称 单位全称 所属单位 单位部门 单位及部门 单位/部门 "
        "部门 部门名称 所在部门 所属部门 科室 所在科室 处室 "
        "工作单位及职务 单位及职务 单位职务 现工作单位及职务 所在单位及职务"
    ),
    "职务": (
        "职务 现任职务 职务名称 职务职级 职务及职级 职务/职级 职务、职级 现任职务职级 职位 职位名称 "
        "岗位 岗位名称 职级"
    ),
}
"""What people call the four columns; of two for the same the one named first here is read."""
_MEANT = {word: (name, 2 * rank) for name, words in _KNOWN.items() for rank, word in enumerate(words.split())}
_OWN_RANK = 1
"""A bank's own word comes after the name of the column itself, before all others."""
BOTH = re.compile(r"单位及?职务$")
"""Unit and post in one column."""
_ORDINAL = re.compile(r"序号?|顺序号?|行号|排序|no\.?|#", re.IGNORECASE)
_NOTE = re.compile(r"[*※:]+|[(\[【][^()\[\]【】]*[)\]】]")
_CUTS = re.compile(r"[,\t;，；|]")
_ENOUGH = 2
"""So many known headings make a row of headings."""
_LAST_RANK = 1_000


@dataclass(frozen=True, slots=True)
class Heads:
    """The headings found: ``first`` and ``last`` of their rows; the column (from 1) of what is known.

    ``words`` are all headings by column as they were understood. ``beside`` are columns that mean the same as
    one that is read, by column with its meaning; ``doubled`` are those of which two are headed exactly alike.
    """

    first: int
    last: int
    columns: Mapping[str, int]
    words: Mapping[int, str]
    beside: Mapping[int, str]
    doubled: tuple[str, ...] = ()

    @property
    def is_roster(self) -> bool:
        """Whether the sheet below lists people."""
        return "姓名" in self.columns and len(self.columns) >= _ENOUGH

    @property
    def missing(self) -> tuple[str, ...]:
        """The columns that a roster has and this one has not."""
        return tuple(name for name in COLUMNS if name not in self.columns)


class HeadReader:
    """Finds the headings of rosters; columns may be called as in ``terms``."""

    def __init__(self, terms: Terms) -> None:
        own = {terms.unit: ("单位", _OWN_RANK), terms.post: ("职务", _OWN_RANK)}
        self._meant = {**_MEANT, **{word: meaning for word, meaning in own.items() if word not in COLUMNS}}

    def is_head(self, line: str) -> bool:
        """Whether a line of text looks like headings, whatever stands between them."""
        cut = (_CUTS.split(line), line.split())
        return any(len({one[0] for word in words if (one := self.meaning(word))}) >= _ENOUGH for words in cut)

    def meaning(self, text: str) -> tuple[str, int] | None:
        """Which column a heading means, with how certainly (less is more); None for any other."""
        word = plain(text)
        found = self._meant.get(word)
        if found is None and (bare := _NOTE.sub("", word)) != word:
            found = self._meant.get(bare)
            return None if found is None else (found[0], found[1] + _LAST_RANK)
        return found

    def find(self, rows: Sequence[tuple[int, Mapping[int, str]]], held: Collection[int] = ()) -> Heads | None:
        """The headings among the first rows (number, texts by column); None where there is nothing at all.

        Rows in ``held`` have a cell merged with the one below. Without a row of headings: the row that would
        be it if it had more of them.
        """
        top = rows[:HEADING_WITHIN]
        single = [self._heads(number, number, texts) for number, texts in top]
        beside = [(upper, lower) for upper, lower in pairwise(top) if lower[0] == upper[0] + 1]
        paired = [self._pair(upper, lower, held=upper[0] in held) for upper, lower in beside]
        likely = [one for one in (*single, *paired) if len(one.columns) >= _ENOUGH]
        if likely:
            return max(likely, key=lambda one: _likelihood(one, held))
        filled = (one for one in single if one.words)
        return next((one for one in single if "编号" in one.columns), next(filled, None))

    def _pair(
        self, upper: tuple[int, Mapping[int, str]], lower: tuple[int, Mapping[int, str]], *, held: bool
    ) -> Heads:
        """Headings split over two rows: below each other, or a word begun above and ended below.

        Where the rows are ``held`` together, what stands below a known word only divides it.
        """
        texts = {}
        for column in sorted({*upper[1], *lower[1]}):
            above, below = upper[1].get(column, ""), lower[1].get(column, "")
            said = (f"{above}{below}", below, above if held else "")
            texts[column] = next((one for one in said if self.meaning(one)), said[0])
        return self._heads(upper[0], lower[0], texts)

    def _heads(self, first: int, last: int, texts: Mapping[int, str]) -> Heads:
        found: dict[str, list[tuple[int, int]]] = {}
        words = {column: word for column, text in sorted(texts.items()) if (word := plain(text))}
        for column, word in words.items():
            if meant := self.meaning(word):
                found.setdefault(meant[0], []).append((meant[1], column))
        columns = {name: min(places)[1] for name, places in found.items()}
        read = set(columns.values())
        beside = {
            column: name for name, places in found.items() for _, column in places if column not in read
        }
        doubled = [
            name
            for name, places in found.items()
            if sum(words[column] == words[columns[name]] for _, column in places) > 1
        ]
        return Heads(first, last, columns, words, beside, tuple(doubled))


def _likelihood(heads: Heads, held: Collection[int]) -> tuple[bool, int, bool, int]:
    """More is better: people listed, columns known, as many rows as are held together, further up."""
    whole = (heads.first in held) == (heads.last > heads.first)
    return heads.is_roster, len(heads.columns), whole, -heads.first


def is_ordinal(word: str) -> bool:
    """Whether a heading is that of a column that only counts the rows."""
    return _ORDINAL.fullmatch(word) is not None
