"""Letters of what is matched (配对) and put in order (排序), as people type them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from quizgen.entry.typed import meaning
from quizgen.model.question import QUESTION, MatchingBody, OrderingBody
from quizgen.model.shown import ShownItem
from tests.written_bank import question


def item(kind: str, order: tuple[int, ...]) -> ShownItem:
    """A question of that kind, printed in that order."""
    body = QUESTION.validate_python(question(1, kind))
    assert isinstance(body, MatchingBody | OrderingBody)
    return ShownItem("1", 0, body, "0" * 64, None, body, order, Fraction(2), ())


MATCHING = item("matching", (1, 0, 3, 2, 8, 4, 6, 5, 7))
"""On the left items 1, 0, 3, 2 under (1) to (4); on the right 8, 4, 6, 5, 7 under A to E."""
ORDERING = item("ordering", (2, 0, 4, 1, 3))
"""Items 2, 0, 4, 1, 3 under A to E."""


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "DBEC",
            "dbec",
            "D B E C",
            "D、B、E、C",
            "D-B-E-C",
            "Ｄ，Ｂ；Ｅ/Ｃ",
            "1D2B3E4C",
            "1-D，2-B，3-E，4-C",
        ),
        *("（1）D （2）B （3）E （4）C", "4C 3E 1D 2B", "①D②B③E④C", "1D\n2B\n3E\n4C"),
    ],
)
def test_pairs_are_read_by_the_numbers_on_the_left(typed: str) -> None:
    assert meaning(MATCHING, typed).places == (4, 5, 6, 7)


@pytest.mark.parametrize("typed", ["D-EC", "D—EC", "1D 2- 3E 4C", "1D2-3E4C", "（1）D （2）- （3）E （4）C"])
def test_a_pair_may_be_missing(typed: str) -> None:
    read_as = meaning(MATCHING, typed)
    assert (read_as.places, read_as.note, read_as.fault) == ((None, 5, 6, 7), None, None)


@pytest.mark.parametrize("typed", ["1D3E4C", "4C 1D 3E"])
def test_a_number_that_is_left_out_counts_as_nothing_and_is_mentioned(typed: str) -> None:
    read_as = meaning(MATCHING, typed)
    assert read_as.places == (None, 5, 6, 7)
    assert read_as.note is not None
    assert read_as.note[:2] == ("A110", "没有写左项 2，按没有配计")
    assert read_as.note.hint.endswith("没有写的填 -")


@pytest.mark.parametrize(("typed", "bare"), [("1D2B3E4", "4"), ("1D 2 3E 4C", "2"), ("12B3E4", "1、4")])
def test_a_number_without_its_letter_is_a_fault(typed: str, bare: str) -> None:
    read_as = meaning(MATCHING, typed)
    assert read_as.places == ()
    assert read_as.fault is not None
    assert read_as.fault.rule == "A037"
    assert read_as.fault.message.endswith(f"里左项 {bare} 后面没有字母")
    assert read_as.fault.hint.startswith("写成 1A2B3C4D 这样")


@pytest.mark.parametrize(
    "typed", ["BDAEC", "b→d→a→e→c", "B-D-A-E-C", "B D A E C", "B>D>A>E>C", "Ｂ、Ｄ、Ａ、Ｅ、Ｃ"]
)
def test_orders_are_read_as_written(typed: str) -> None:
    assert meaning(ORDERING, typed).places == (0, 1, 2, 3, 4)


def test_a_place_of_an_order_may_be_empty() -> None:
    assert meaning(ORDERING, "B-AEC").places == (0, None, 2, 3, 4)


@pytest.mark.parametrize("place", [MATCHING, ORDERING], ids=["matching", "ordering"])
@pytest.mark.parametrize("typed", ["", "-", "—", "/", "空", "未作答"])
def test_nothing_is_nothing(typed: str, place: ShownItem) -> None:
    read_as = meaning(place, typed)
    assert (read_as.places, read_as.fault) == ((), None)


@pytest.mark.parametrize(
    ("place", "typed", "rule"),
    [
        (MATCHING, "DBE", "A037"),
        (MATCHING, "DBECA", "A037"),
        (MATCHING, "1D2B3E5C", "A037"),
        (MATCHING, "1D1B3E4C", "A037"),
        (MATCHING, "DBEF", "A030"),
        (MATCHING, "1D2B3EE4C", "A031"),
        (MATCHING, "是的", "A031"),
        (ORDERING, "BDAE", "A037"),
        (ORDERING, "BDAECB", "A037"),
        (ORDERING, "BDAEF", "A030"),
        (ORDERING, "21354", "A031"),
    ],
)
def test_what_cannot_be_is_told(place: ShownItem, typed: str, rule: str) -> None:
    fault = meaning(place, typed).fault
    assert fault is not None
    assert (fault.rule, meaning(place, typed).places) == (rule, ())


@pytest.mark.parametrize(("place", "typed"), [(MATCHING, "DDEC"), (ORDERING, "BDAEB")])
def test_a_letter_put_twice_counts_and_is_mentioned(place: ShownItem, typed: str) -> None:
    read_as = meaning(place, typed)
    assert read_as.note is not None
    assert (read_as.note.rule, len(read_as.places)) == ("A109", len(typed))
