"""Who may sit again, by the signed scores of an exam."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from quizgen.errors import QuizgenError
from quizgen.model.exam import Candidate
from quizgen.workflows.marks.official import read_officials


class NobodyResits(QuizgenError):
    """By the signed scores nobody has to sit again."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path}”的成绩里没有要补考的人（不合格、缺考、作废）；要给别的人组卷，请用 --roster。"
        )


def people_to_resit(exams: Sequence[Path]) -> tuple[Candidate, ...]:
    """Those whom the last of the exams lists for a resit: absent, void or not passed.

    Raises NobodyResits, what ``read_officials`` raises (also where there are no signed scores).
    """
    (official,) = read_officials(exams[-1:]).exams
    people = tuple(one.candidate for one in official.scores.candidates if one.resit)
    if not people:
        raise NobodyResits(exams[-1])
    return people
