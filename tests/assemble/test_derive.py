"""The keyed streams: as described, uniform, apart from one another, closed without the key."""

from __future__ import annotations

import hashlib
import itertools
import math

import pytest

from quizgen.assemble.draw.derive import Streams, WordStream, WrongKeyLength, commitment, paper_id
from tests.assemble import recipe
from tests.assemble.chance import equal_p
from tests.assemble.made import KEY, OTHER_KEY

BOUND_TO = [hashlib.sha256(b"pool").hexdigest(), hashlib.sha256(b"blueprint").hexdigest()]
SOURCE = Streams(KEY, BOUND_TO)


@pytest.mark.parametrize(
    ("name", "purpose", "attempt"), [("form/A", "draw", 0), ("candidate/张三", "show/XM-0001", 2**33 + 7)]
)
def test_a_stream_is_what_its_description_says(name: str, purpose: str, attempt: int) -> None:
    expected = list(itertools.islice(recipe.words(KEY, BOUND_TO, name, purpose, attempt), 40))
    assert list(SOURCE.words(name, purpose, attempt, 3).ahead(40)) == expected


def test_integers_and_samples_agree_with_the_description() -> None:
    for bound in (1, 2, 3, 7, 1000, 2**31 + 1, 2**32 - 1, 2**32):
        ours = SOURCE.words("x", str(bound))
        plain = recipe.words(KEY, BOUND_TO, "x", str(bound))
        assert [ours.below(bound) for _ in range(50)] == [recipe.below(plain, bound) for _ in range(50)]
    assert SOURCE.words("x", "s").sample(list(range(30)), 9) == recipe.sample(
        recipe.words(KEY, BOUND_TO, "x", "s"), list(range(30)), 9
    )


def test_words_that_would_bias_are_rejected() -> None:
    class Scripted:
        def digest(self, length: int) -> bytes:
            script = [0, 5, 2**32 - 1]
            return b"".join(word.to_bytes(4, "little") for word in (script * length)[: length // 4])

    bound = 3 * 2**30
    assert 0 * bound % 2**32 < 2**32 % bound, "word 0 lies where one value would have a word too many"
    words = WordStream(Scripted(), 0)
    assert [words.below(bound) for _ in range(2)] == [3, bound - 1]


def test_all_orders_of_four_are_equally_likely() -> None:
    orders = [tuple(SOURCE.words(f"form/{n}", "order").shuffled("abcd")) for n in range(12_000)]
    assert equal_p(orders, math.factorial(4)) > 1e-4


def test_all_ordered_choices_are_equally_likely() -> None:
    chosen = [tuple(SOURCE.words(f"form/{n}", "draw").sample(range(6), 3)) for n in range(12_000)]
    assert equal_p(chosen, math.perm(6, 3)) > 1e-4


def test_name_and_purpose_cannot_run_into_each_other() -> None:
    streams = {
        SOURCE.words(name, purpose, attempt).ahead(4)
        for name, purpose, attempt in [("ab", "c", 0), ("a", "bc", 0), ("ab", "c", 1), ("", "abc", 0)]
    }
    assert len(streams) == 4


def test_anything_bound_in_changes_every_stream() -> None:
    others = [Streams(OTHER_KEY, BOUND_TO), Streams(KEY, BOUND_TO[:1]), Streams(KEY, BOUND_TO[::-1])]
    assert len({source.words("A", "draw").ahead(4) for source in (SOURCE, *others)}) == 4


def test_the_commitment_is_the_sha256_of_the_key() -> None:
    assert commitment(KEY) == hashlib.sha256(KEY).hexdigest()


def test_a_short_key_is_refused() -> None:
    with pytest.raises(WrongKeyLength, match="32 字节"):
        Streams(b"123456", BOUND_TO)
    with pytest.raises(WrongKeyLength):
        commitment(b"")
    with pytest.raises(WrongKeyLength):
        paper_id(b"1" * 33, "A")


def test_paper_ids_are_opaque_and_differ() -> None:
    found = {paper_id(KEY, f"{n:04d}") for n in range(5000)}
    assert len(found) == 5000
    assert set("".join(found)) == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert {len(one) for one in found} == {10}
    assert paper_id(OTHER_KEY, "0001") not in found
