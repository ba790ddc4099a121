"""What stands in the brackets after a heading: how many questions, what they are worth, how they count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from quizgen.markup.figures import paper_points
from quizgen.model.blueprint import Heading, PenaltyFloor, Section
from quizgen.model.kinds import Kind, ScoringRule, traits_of

_ON_THE_LINES, _ON_THE_SHEET = "把答案写在横线上", "把答案写在答题卡上"
"""What a section of 填空 says."""


def heading_note(
    heading: Heading,
    first: int,
    essays: str = "",
    floor: PenaltyFloor = PenaltyFloor.SECTION,
    *,
    on_sheet: bool = False,
) -> str:
    """The bracket after a title: count, points each, points in all, the rules in words.

    ``first`` is the number of its first question, ``essays`` what 论述 under it are judged by (empty: what
    they may be). Where there are several kinds, it says of each which questions they are. ``floor`` is said
    where wrong answers cost points. ``on_sheet``: the answer sheet has boxes to write in.
    """
    total, each = paper_points(heading.points), heading.each
    runs = tuple(_runs(heading, first))
    worth = f"，每小题{paper_points(each)}分，共{total}分" if each is not None else f"，共{total}分"
    told = "" if all(run.each is not None for run in runs) else "，各小题的分值印在题号后"
    if len(runs) == 1:
        words = rule_in_words(heading.sections[0], each, essays)
    else:
        words = "。".join(run.words(essays, alone=each is None) for run in runs)
    if any(section.deduct for section in heading.sections):
        words += "；本大题最低得0分" if floor is PenaltyFloor.SECTION else "；全卷最低得0分"
    if on_sheet:
        words = words.replace(_ON_THE_LINES, _ON_THE_SHEET)
    return f"（本题共{heading.count}小题{worth}{told}。{words}）"


@dataclass(frozen=True, slots=True)
class _Run:
    """Questions of one kind that follow each other, with the numbers of the first and the last."""

    first: int
    last: int
    sections: tuple[Section, ...]

    @property
    def each(self) -> Fraction | None:
        """What every one of them can earn; None where they differ."""
        return Heading((), self.sections).each

    def words(self, essays: str, *, alone: bool) -> str:
        """``第1至5题是单项选择题，每小题2分，只有一个选项符合题意``; ``alone``: with the points."""
        one, kind = self.sections[0], traits_of(self.sections[0].kind)
        several = self.last > self.first
        link = "、" if self.last == self.first + 1 else "至"
        numbers = f"第{self.first}{link}{self.last}题" if several else f"第{self.first}题"
        rule = rule_in_words(one, self.each, essays)
        if not alone or self.each is None:
            return f"{numbers}是{kind.title}，{rule}"
        worth = f"{'每小题' if several else ''}{paper_points(self.each)}分"
        return f"{numbers}是{kind.title}，{worth}，{rule.removeprefix('每小题')}"


def _runs(heading: Heading, first: int) -> Iterator[_Run]:
    for _, some in groupby(heading.sections, key=lambda section: section.kind):
        sections = tuple(some)
        count = sum(section.count for section in sections)
        yield _Run(first, first + count - 1, sections)
        first += count


_WRONG = {Kind.SINGLE: "答错", Kind.TRUE_FALSE: "答错", Kind.MULTIPLE: "有错选的"}
_MANY_OPTIONS = 4
"""Right options that may be ticked although one is missing: questions have five right ones at most."""


def rule_in_words(section: Section, each: Fraction | None, essays: str = "") -> str:
    """How an answer of this section earns its points, as told to the candidate.

    ``each`` is what a question can earn (None: the questions differ), ``essays`` as for the heading.
    """
    if section.kind is Kind.ESSAY and essays:
        return essays
    traits = traits_of(section.kind)
    rule = section.rule or next(iter(traits.rules), None)
    penalty = (
        ""
        if section.deduct is None
        else f"，{_WRONG[section.kind]}倒扣{paper_points(section.deduct)}分，不答不扣"
    )
    if rule is None:
        return traits.instruction + penalty
    full = "满分" if each is None else f"{paper_points(each)}分"
    rules: dict[ScoringRule, str]
    if section.kind is Kind.MATCHING:
        share = "该题分值" if each is None else full
        rules = {
            ScoringRule.PER_PAIR: f"每配对一对，得{share}中相等的一份",
            ScoringRule.ALL_OR_NOTHING: f"全部配对得{full}，否则不得分",
        }
    elif section.kind is Kind.ORDERING:
        rules = {
            ScoringRule.ALL_OR_NOTHING: f"次序全部正确得{full}，否则不得分",
            ScoringRule.ADJACENT: (
                f"次序全部正确得{full}，否则按前后紧接的两项排对的对数占应有对数的比例得分"
            ),
        }
    else:
        half = "一半的分" if each is None else f"{paper_points(each / 2)}分"
        rules = {
            ScoringRule.ALL_OR_NOTHING: f"全部选对得{full}，少选、多选、错选均不得分",
            ScoringRule.HALF_IF_INCOMPLETE: f"全部选对得{full}，少选且无错得{half}，有错选不得分",
            ScoringRule.PER_RIGHT_OPTION: (
                f"全部选对得{full}；少选且无错的，按选对项数占应选项数的比例得分；有错选不得分"
            ),
            ScoringRule.FIXED_EACH: f"全部选对得{full}；{_each_in_words(section, each)}",
            ScoringRule.PLUS_MINUS: (
                f"全部选对得{full}；按“选对项数减选错项数”占应选项数的比例得分，最低得0分"
            ),
        }
    return f"{traits.instruction}。{rules[rule]}{penalty}"


def _each_in_words(section: Section, each: Fraction | None) -> str:
    """少选每项: that it never earns more than the whole is said where it could."""
    per = section.per_option or Fraction()
    capped = each is None or per * _MANY_OPTIONS > each
    most = ("，但不超过该题满分" if each is None else f"，但不超过{paper_points(each)}分") if capped else ""
    return f"少选且无错的，每选对一项得{paper_points(per)}分{most}；有错选不得分"
