"""Two markers' points become one: the mean where they are near, a third decision where they are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from quizgen.entry.marks import Asked, point_values
from quizgen.entry.read_marks import Judged, MarkKey, ReadMarks
from quizgen.errors import Problem
from quizgen.markup.figures import exact_text
from quizgen.markup.words import bare
from quizgen.model.answers import Answer
from quizgen.model.rules.answers import A218, A219

TOLERANCE = Fraction(1, 5)
"""The difference between two markers, as a share of a question's points, up to which the mean counts;
our own choice, not a rule of the source material."""


@dataclass(frozen=True)
class AgreedMarks:
    """What counts: an Answer with credits for every (编号, printed number); ``open`` still need a third."""

    answers: Mapping[MarkKey, Answer]
    open: tuple[Asked, ...]
    problems: tuple[Problem, ...]


def agree_marks(
    asked: Mapping[MarkKey, Asked],
    first: ReadMarks,
    second: ReadMarks | None = None,
    third: ReadMarks | None = None,
    tolerance: Fraction = TOLERANCE,
) -> AgreedMarks:
    """Bring the markers together. A third decision stands alone where it was given.

    With one marker those points count. With two, the mean of every scoring point counts when their sums
    differ by no more than ``tolerance`` of the question's points; else it is listed (A219).
    """
    answers: dict[MarkKey, Answer] = {}
    left: list[Asked] = []
    problems: list[Problem] = []
    for key, one in asked.items():
        judged = _settled(one, key, (first, second, third), tolerance)
        if isinstance(judged, Problem):
            problems.append(judged)
            if judged.rule == A219.id:
                left.append(one)
        elif judged is not None:
            answers[key] = _answer(one, judged)
    return AgreedMarks(answers, tuple(left), tuple(problems))


def _settled(
    one: Asked, key: MarkKey, marks: tuple[ReadMarks, ReadMarks | None, ReadMarks | None], tolerance: Fraction
) -> Judged | Problem | None:
    first, second, third = marks
    if third is not None and key in third.judged:
        return third.judged[key]
    mine = first.judged.get(key)
    if second is None or mine is None:
        return mine
    other = second.judged.get(key)
    if other is None:
        return None
    same = [name for name in mine.markers if bare(name) in {bare(one) for one in other.markers}]
    if same:
        message = f"两份评分表里第 {key[1]} 题的评卷人相同（{same[0]}）"
        return Problem.at(other.where, A218.id, message, "两次评分应由两个人分别进行")
    sums = [sum(judged.points, Fraction()) for judged in (mine, other)]
    allowed = tolerance * one.place.points
    if abs(sums[0] - sums[1]) > allowed:
        given = " 和 ".join(exact_text(points) for points in sums)
        message = f"编号 {key[0]} 第 {key[1]} 题两人给分 {given}，相差超过 {exact_text(allowed)}"
        return Problem.at(
            mine.where, A219.id, message, f"另一人的在 {other.where}；由第三人裁定，写入 marks-3.xlsx"
        )
    mean = tuple((a + b) / 2 for a, b in zip(mine.points, other.points, strict=True))
    return Judged(mean, (*mine.markers, *other.markers), mine.where)


def _answer(one: Asked, judged: Judged) -> Answer:
    values = point_values(one.place)
    credits_ = tuple(
        given / full if full else Fraction()
        for given, (_text, full) in zip(judged.points, values, strict=True)
    )
    return Answer(
        question=one.place.question.id,
        part=one.place.part,
        credits=credits_,
        markers=judged.markers,
        typed="；".join(exact_text(points) for points in judged.points),
    )
