"""Why a part of the 考情分析 is empty: the actual reason, found in the data."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.model.analysis import SMALLEST_GROUP, ExamAnalysis, Overview, Reliability
from quizgen.model.statistics import FEWEST, INDICATIVE

_ALPHA = "信度（Cronbach α）"
_FEWEST_ITEMS = 2
"""A single item has no other item to be consistent with."""


def nobody_words(seen: Overview) -> str:
    """The sentence that nobody sat, with the states of those registered; empty where somebody did."""
    if seen.sat:
        return ""
    states = (("缺考", seen.absent), ("作废", seen.void), ("违纪", seen.cheated), ("退考", seen.withdrawn))
    told = "、".join(f"{name} {people} 人" for name, people in states if people)
    return f"没有人参加（{told}）。" if told else "没有人参加。"


def units_words(seen: Overview, unit: str) -> str:
    """What stands below the units, or why there are none."""
    if seen.units:
        return f"参加人数不足 {SMALLEST_GROUP} 人的{unit}合并列出，以免看出个人的成绩（本项目的规定）。"
    if seen.sat < SMALLEST_GROUP:
        return nobody_words(seen) or f"{_few_people(seen)}，不按{unit}列出，以免看出个人的成绩。"
    if seen.sat_units == 1:
        return f"参加的人都在一个{unit}，与全体相同，不另列。"
    return f"参加的 {seen.sat_units} 个{unit}多数不足 {SMALLEST_GROUP} 人，合并后只剩一行，不按{unit}列出。"


def mastery_words(seen: Overview, what: str) -> str:
    """Why no topic or section (``what``) is listed."""
    if seen.sat < SMALLEST_GROUP:
        return nobody_words(seen) or f"{_few_people(seen)}，不列，以免看出个人的成绩。"
    return f"没有一个{what}有 {SMALLEST_GROUP} 人以上答过，不列。"


def missed_words(analysis: ExamAnalysis) -> str:
    """Why no question is listed as missed."""
    seen, questions = analysis.overview, analysis.questions
    if not seen.sat:
        return nobody_words(seen)
    if questions and all(one.statistic.voided for one in questions):
        return "试题全部作废，没有可比的题。"
    if not any(one.statistic.answered >= SMALLEST_GROUP for one in questions if not one.statistic.voided):
        return f"没有一道题有 {SMALLEST_GROUP} 人以上答过，不列，以免看出个人的答案。"
    return f"没有：{SMALLEST_GROUP} 人以上答过的题，人人得满分。"


def reliability_words(analysis: ExamAnalysis) -> Iterator[str]:
    """The reliability of every set of questions, or why there is none."""
    if not analysis.overview.sat:
        yield f"{_ALPHA}：没有人参加（0 人参加，不足 {FEWEST} 人），不给。"
    elif analysis.individual:
        yield (
            f"{_ALPHA}：不适用。一人一卷，各人的题目不同；α 只对答同一组题的人有意义，"
            "把不同的题当作同一题来算会得出假的信度。"
        )
    elif not analysis.reliability:
        yield f"{_ALPHA}：不适用。试卷的种类太多，每一种都没有足够的人。"
    else:
        yield from map(_one_reliability, analysis.reliability)


def _one_reliability(one: Reliability) -> str:
    if not one.items:
        return f"{_ALPHA}，试卷 {one.forms}：试题全部作废，不给。"
    words = f"{_ALPHA}，试卷 {one.forms}（{one.people} 人、{one.items} 题）："
    if one.people < FEWEST:
        return f"{words}不足 {FEWEST} 人，不给。"
    if one.items < _FEWEST_ITEMS:
        return f"{words}只有一题，不能算。"
    if one.alpha is None:
        return f"{words}各人的总分没有差别，不能算。"
    error = "" if one.standard_error is None else f"，测量标准误 {one.standard_error:.1f} 分"
    caution = f"；不足 {INDICATIVE} 人，只作参考" if one.people < INDICATIVE else ""
    return f"{words}{one.alpha:.2f}{error}{caution}。"


def caution_words(seen: Overview, unit: str) -> str:
    """How far the figures may be trusted with so few people; empty where enough sat."""
    if not seen.sat:
        return f"{nobody_words(seen)}没有成绩可以统计。"
    if seen.sat < FEWEST:
        return f"{_few_people(seen)}，比例和均值随个别人变动很大，不宜据此比较{unit}或题目。"
    return ""


def _few_people(seen: Overview) -> str:
    return f"参加的只有 {seen.sat} 人"
