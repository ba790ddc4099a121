"""Near-duplicates are found exactly, also in a big bank."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.synthetic import synthetic_questions
from quizgen.bank.checks.near import SIMILAR_PERCENT, shingles, similar_pairs
from quizgen.bank.entries import Entry
from quizgen.bank.texts import item_of
from tests.chance import examples

pieces = st.frozensets(st.sampled_from("甲乙丙丁戊己庚辛壬癸"), max_size=10)


def brute_force(sets: list[frozenset[str]]) -> set[tuple[int, int]]:
    return {
        (later, earlier)
        for later in range(len(sets))
        for earlier in range(later)
        if sets[later]
        and sets[earlier]
        and len(sets[later] & sets[earlier]) * 100 >= SIMILAR_PERCENT * len(sets[later] | sets[earlier])
    }


@examples(300)
@given(st.lists(pieces, max_size=12))
def test_the_index_finds_what_comparing_all_pairs_finds(sets: list[frozenset[str]]) -> None:
    assert set(similar_pairs(sets)) == brute_force(sets)


class Counted(frozenset[str]):
    """A set that counts how often one is compared with another, piece by piece."""

    compared = 0

    def __and__(self, other: AbstractSet[object]) -> frozenset[str]:
        Counted.compared += 1
        return super().__and__(other)


def test_of_five_thousand_questions_at_most_one_pair_in_fifty_is_compared_whole() -> None:
    questions = synthetic_questions(5000)
    twin = questions[100].model_copy(update={"id": "ZZ-900000"})
    sets = [Counted(shingles(item_of(Entry(question, "a.yaml", 1, {})))) for question in (*questions, twin)]
    assert (5000, 100) in set(similar_pairs(sets))
    assert 0 < Counted.compared < len(sets) ** 2 // 2 // 50
