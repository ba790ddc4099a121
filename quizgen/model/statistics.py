"""Statistics of questions or of a whole form, as an analysis prints them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from quizgen.model.base import Record
from quizgen.model.bookkeeping import QuestionId

FEWEST = 30
"""With fewer answers a statistic of a question is meaningless, so it is None."""

INDICATIVE = 100
"""With fewer answers than this a statistic is only indicative."""


ItemKey = tuple[str, int | None]
"""Question id with sub-question (from 0; None: no case): what marks are kept by."""


class ItemStatistic(Record):
    """One item of a form that everybody had, by Moodle's definitions (variances with n-1).

    ``facility`` is the mean share of the points earned, ``deviation`` the standard deviation in points.
    ``discrimination`` is the correlation with the rest of the form (-1 to 1), ``efficiency`` the covariance
    with the rest by the largest that the same marks allow, ``weight`` the part that the item has in
    telling people apart (0 to 1), ``upper_lower`` the difference of mean shares between the best and the
    worst 27 %. None where it is not defined: nobody differs, or (weight) the covariance is negative.
    """

    facility: float
    deviation: float
    discrimination: float | None
    efficiency: float | None
    weight: float | None
    upper_lower: float | None


class FormStatistic(Record):
    """A form that ``people`` answered, all the same items; None where a figure is not defined.

    Points are as marked. ``alpha`` is Cronbach's (Moodle's coefficient of internal consistency is 100
    times that), ``error_ratio`` the share of the deviation that is error (0 to 1), ``standard_error`` that
    error in points. ``questions`` says which items these are, where that is known.
    """

    people: Annotated[int, Field(ge=0)]
    mean: float | None
    deviation: float | None
    alpha: float | None
    error_ratio: float | None
    standard_error: float | None
    items: tuple[ItemStatistic, ...]
    questions: tuple[ItemKey, ...] = ()


class OptionCount(Record):
    """How many ticked an option, of those whose form showed it; ``option`` is its original index."""

    option: Annotated[int, Field(ge=0)]
    chosen: Annotated[int, Field(ge=0)]
    shown: Annotated[int, Field(ge=0)]


class PlaceCount(Record):
    """How many put an item to a place: to an item on the left (配对), at a place of the order (排序).

    Both are original indices; places of an order count from 0.
    """

    place: Annotated[int, Field(ge=0)]
    item: Annotated[int, Field(ge=0)]
    people: Annotated[int, Field(ge=1)]


class QuestionStatistic(Record):
    """A question or sub-question over all forms that had it.

    ``answered`` counts the people who had it, ``blank`` those who left it blank; ``right`` those who
    earned all. ``facility`` (mean share), ``item_rest`` (correlation of the share with the points of the
    rest of the form) and ``upper_lower`` (27 % groups by total points) are None under 30 answers, where
    nobody differs, and for a voided question. ``options`` are sorted by original index; ``true`` and
    ``false`` count √ and × of a true-false question; ``places`` (sorted) what was matched or put in order.
    """

    question: QuestionId
    part: Annotated[int, Field(ge=0)] | None = None
    topic: str
    answered: Annotated[int, Field(ge=0)]
    blank: Annotated[int, Field(ge=0)]
    right: Annotated[int, Field(ge=0)]
    voided: bool = False
    facility: float | None = None
    item_rest: float | None = None
    upper_lower: float | None = None
    options: tuple[OptionCount, ...] = ()
    places: tuple[PlaceCount, ...] = ()
    true: int = 0
    false: int = 0

    @property
    def too_few(self) -> bool:
        """Under 30 answers: no statistic is given."""
        return self.answered < FEWEST

    @property
    def indicative(self) -> bool:
        """Under 100 answers: what is given is only indicative."""
        return self.answered < INDICATIVE
