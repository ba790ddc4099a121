"""What guessing earns on what is matched and put in order, worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from quizgen.bank.guessing import guess_rates, said_place
from quizgen.model.kinds import Kind
from quizgen.model.question import QUESTION
from tests import written_bank


def played(kind: Kind, **body: Any) -> dict[str, tuple[Fraction, Fraction]]:
    """Score and chance of every strategy on one question."""
    asked = QUESTION.validate_python(written_bank.question(1, kind.value, **body))
    return {one.strategy: (one.score, one.chance) for one in guess_rates([asked]) if one.kind is kind}


def test_pairs_that_share_words_and_pairs_of_one_length() -> None:
    pairs = [{"left": "责任清单", "right": "写出清单"}, {"left": "谈话", "right": "一年谈话两次以上"}]
    rates = played(Kind.MATCHING, pairs=pairs, wrong=[{"text": "曝光", "why": "别处"}])
    assert rates == {
        "配用字最像的": (Fraction(1), Fraction(1, 3)),
        "配字数最近的": (Fraction(1, 2), Fraction(1, 3)),
    }


def test_items_of_one_length_stand_together_in_any_order() -> None:
    rates = played(Kind.ORDERING, items=["甲", "乙", "丙丙", "丁丁丁"])
    third = Fraction(1, 3)
    assert rates["短的排在前"] == (third * (Fraction(1, 2) + Fraction(1, 2) + 1), Fraction(1, 4))
    assert rates["长的排在前"] == (third * Fraction(1, 2), Fraction(1, 4))
    assert rates["照次序词、年份排"] == (Fraction(1, 4), Fraction(1, 4))


@pytest.mark.parametrize(
    "items",
    [
        ("首先摸底", "其次建账", "最后销号"),
        ("第一步摸底", "第二步建账", "第三步销号"),
        ("2015年摸底", "2016年建账", "2019年销号"),
        ("首先摸底", "建账", "最后销号"),
    ],
)
def test_items_that_say_their_place_are_put_there(items: tuple[str, ...]) -> None:
    assert played(Kind.ORDERING, items=items)["照次序词、年份排"][0] == 1


def test_words_in_the_middle_of_an_item_say_nothing() -> None:
    places = {said_place(text) for text in ("摸底", "对最后一名谈话", "运用第一种形态", "坚持党的领导首先")}
    assert len(places) == 1


def test_sub_questions_are_played_and_other_kinds_have_no_such_rate() -> None:
    case = QUESTION.validate_python(written_bank.case(2, ("matching", "ordering")))
    single = QUESTION.validate_python(written_bank.question(1, "single"))
    assert {one.kind for one in guess_rates([case])} == {Kind.MATCHING, Kind.ORDERING}
    assert {one.kind for one in guess_rates([single])} == {Kind.SINGLE}
