"""Further answers to questions with several blanks: which blank, in any order, how often."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.marking.changes import UNDECIDED, ChangeDoesNotFit, decisions, read_accept, read_void
from quizgen.marking.keys import MarkingKey, fill_share, key_of
from quizgen.marking.rules import SectionRule
from quizgen.model.answers import Answer
from quizgen.model.question import FillBody, Question
from tests.chance import examples
from tests.marking.made import question

GROUPS = [["17", "十七"], ["责任清单"], ["甲级"]]


def fill(*, any_order: bool, groups: Sequence[Sequence[str]] = GROUPS) -> Question:
    stem = "和".join(["____"] * len(groups))
    return question("fill", 1, stem=stem, answers=[list(group) for group in groups], any_order=any_order)


def key(one: Question, *accepted: str) -> MarkingKey:
    """How the question is marked once these further answers count (``#2=文字`` or ``=文字``)."""
    assert isinstance(one, FillBody)
    changes = [read_accept(f"TT-0001{words}", "另有依据") for words in accepted]
    decided = decisions([one], changes).get(("TT-0001", None), UNDECIDED)
    return key_of(one, SectionRule(), decided)


def earned(one: Question, accepted: Sequence[str], blanks: Sequence[str]) -> str:
    return str(key(one, *accepted).share(Answer(question="TT-0001", blanks=tuple(blanks)), ()))


@pytest.mark.parametrize(
    ("accepted", "blanks", "share"),
    [
        # One blank's further answer counts there and nowhere else, beside what counted before.
        (["#2=台账"], ("17", "台账", "甲级"), "1"),
        (["#2=台账"], ("17", "责任清单", "甲级"), "1"),
        (["#2=台账"], ("台账", "台账", "台账"), "1/3"),
        (["#1=台账", "#3=台账"], ("台账", "台账", "台账"), "2/3"),
        (["#1=台账", "#1=名册"], ("名册", "", ""), "1/3"),
        (["#3=台账", "#1=名册"], ("名册", "", "台账"), "2/3"),
        # What another blank already accepts is a wish of its own.
        (["#2=17"], ("17", "17", ""), "2/3"),
        (["#2= １８ "], ("", "1 8", ""), "1/3"),
        (["#2=台账", "#2=台账"], ("", "台账", ""), "1/3"),
    ],
)
def test_in_given_order_a_further_answer_belongs_to_its_blank(
    accepted: list[str], blanks: tuple[str, ...], share: str
) -> None:
    assert earned(fill(any_order=False), accepted, blanks) == share


@pytest.mark.parametrize(
    ("accepted", "blanks", "share"),
    [
        # Without a number it stands for any one blank, once.
        (["=台账"], ("台账", "17", "甲级"), "1"),
        (["=台账"], ("甲级", "台账", "17"), "1"),
        (["=台账"], ("台账", "台账", "17"), "2/3"),
        (["=台账"], ("台账", "台 账", "台账"), "1/3"),
        (["=台账", "=名册"], ("台账", "名册", "17"), "1"),
        (["=台账", "=名册"], ("名册", "台账", "名册"), "2/3"),
        (["=台账"], ("台账", "17", "十七"), "2/3"),
        # With a number it is another way to write that blank's answer: the two count once.
        (["#2=台账"], ("台账", "责任清单", "17"), "2/3"),
        (["#2=台账"], ("台账", "甲级", "17"), "1"),
        (["#2=台账", "=名册"], ("名册", "台账", "17"), "1"),
        (["#1=台账", "#2=台账"], ("台账", "台账", "甲级"), "1"),
        (["=台账"], ("", "", ""), "0"),
    ],
)
def test_in_any_order_no_answer_counts_twice(
    accepted: list[str], blanks: tuple[str, ...], share: str
) -> None:
    assert earned(fill(any_order=True), accepted, blanks) == share


@pytest.mark.parametrize("any_order", [False, True])
@pytest.mark.parametrize("words", ["=18", "#1=18"])
def test_a_single_blank_needs_no_number(words: str, *, any_order: bool) -> None:
    one = fill(any_order=any_order, groups=[["17"]])
    assert [earned(one, [words], (text,)) for text in ("18", "17", "19")] == ["1", "1", "0"]


@pytest.mark.parametrize(
    ("words", "any_order", "why"),
    [
        ("=台账", False, "它有 3 个空，请写明第几空"),
        ("#4=台账", False, "它只有 3 个空"),
        ("#4=台账", True, "它只有 3 个空"),
        ("#1=十 七", False, "“十 七”本来就是第1空的答案"),
        ("#3=甲级", True, "“甲级”本来就是第3空的答案"),
    ],
)
def test_a_wish_that_cannot_be_meant_is_refused(words: str, why: str, *, any_order: bool) -> None:
    with pytest.raises(ChangeDoesNotFit, match=why):
        key(fill(any_order=any_order), words)


@pytest.mark.parametrize(
    ("accepted", "any_order", "rule"),
    [
        ([], False, "各空平分"),
        (["#3=台账"], False, "各空平分（含增补答案）"),
        ([], True, "各空平分，次序不限"),
        (["=台账"], True, "各空平分，次序不限（含增补答案）"),
    ],
)
def test_the_rule_says_whether_anything_was_added(accepted: list[str], rule: str, *, any_order: bool) -> None:
    assert key(fill(any_order=any_order), *accepted).rule == rule


def test_voiding_and_accepting_together_is_voided() -> None:
    one = fill(any_order=True)
    changes = [read_accept("TT-0001=台账", "另有依据"), read_void("TT-0001", "命题有误")]
    for order in (changes, changes[::-1]):
        decided = decisions([one], order)["TT-0001", None]
        assert (decided.void, decided.anywhere) == (True, frozenset({"台账"}))


LISTED, FURTHER = "甲乙丙", "子丑"


def best(typed: Sequence[str], groups: Sequence[frozenset[str]], anywhere: frozenset[str]) -> Fraction:
    """The most blanks that can be filled, trying every way to give the texts to the blanks."""

    def filled(order: Sequence[int]) -> int:
        used: set[str] = set()
        count = 0
        for text, blank in zip(typed, order, strict=False):
            further = text in anywhere and text not in used
            count += text in groups[blank] or further
            used |= {text} & anywhere
        return count

    return Fraction(max(map(filled, itertools.permutations(range(len(groups))))), len(groups))


@examples(150)
@given(
    st.lists(st.frozensets(st.sampled_from(LISTED), min_size=1), min_size=1, max_size=4),
    st.frozensets(st.sampled_from(FURTHER)),
    st.lists(st.sampled_from(LISTED + FURTHER), max_size=4),
)
def test_the_share_is_the_best_of_all_ways_to_place_the_texts(
    groups: list[frozenset[str]], anywhere: frozenset[str], typed: list[str]
) -> None:
    typed = typed[: len(groups)]
    assert fill_share(typed, groups, any_order=True, anywhere=anywhere) == best(typed, groups, anywhere)
