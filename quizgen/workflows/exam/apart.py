"""How far apart the forms of a new exam are kept where its blueprint does not say."""

from __future__ import annotations

from fractions import Fraction

from quizgen.assemble.draw.likeness import MOST_COMPARED
from quizgen.model.exam import Exam, Mode

MOST_ALIKE = Fraction(3, 5)
"""Published rules of real exams (一卷三式) want two fifths of the questions of any two papers to differ."""


def keeps_apart(exam: Exam) -> bool:
    """Whether its forms are drawn one by one, no demand is written, and they are few enough to compare.

    Parallel forms have no question in common unless the blueprint allows it.
    """
    if exam.mode is Mode.PARALLEL or exam.blueprint.max_overlap is not None:
        return False
    sets = exam.spare + (exam.forms if exam.mode is Mode.INDIVIDUAL else 1)
    return 1 < sets <= MOST_COMPARED


def kept_apart(exam: Exam) -> Exam:
    """The exam with the usual demand."""
    blueprint = exam.blueprint.model_copy(update={"kept_apart": MOST_ALIKE})
    return exam.model_copy(update={"blueprint": blueprint})
