"""Drawing sets: uniform, without enemies, caught when it is not."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest

from quizgen.assemble.draw.derive import Streams, WordStream
from quizgen.assemble.draw.groups import EnemiesEverywhere
from quizgen.assemble.draw.sets import Dealer, Drawn, Frame, TooMuchOverlap
from tests.assemble.chance import equal_p, inclusion_p
from tests.assemble.made import KEY

DRAWS = 6000


class _Lame(WordStream):
    """Words of which only five bits are random: 32 tickets cannot be dealt fairly among 30."""

    def ahead(self, count: int) -> tuple[int, ...]:
        return tuple(word & 0xF8000000 | 0x7FFFFFF for word in super().ahead(count))


class _LameSource(Streams):
    def words(self, name: str, purpose: str, attempt: int = 0, expected: int = 0) -> WordStream:
        honest = super().words(name, purpose, attempt, expected)
        return _Lame(honest._sponge, expected)


def frame(
    groups: Sequence[Sequence[int]],
    *tables: Sequence[tuple[int, int, int]],
    enemies: Sequence[tuple[int, int]] = (),
    sections: int = 1,
) -> Frame:
    pairs: dict[int, frozenset[int]] = {}
    for one, other in [*enemies, *((other, one) for one, other in enemies)]:
        pairs[one] = pairs.get(one, frozenset()) | {other}
    return Frame(
        sections,
        tuple(map(tuple, groups)),
        (False,) * len(groups),
        tuple(map(tuple, tables)),
        pairs,
    )


def dealt(plan: Frame, source: type[Streams] = Streams, draws: int = DRAWS) -> list[Drawn]:
    dealer = Dealer(source(KEY, []), plan)
    return [dealer.single(f"form/{number}") for number in range(draws)]


PLAIN = frame(
    [range(30), range(30, 75)], [(0, 0, 6), (1, 1, 9)], [(0, 0, 4), (0, 1, 2), (1, 1, 9)], sections=2
)


def inclusion_ps(source: type[Streams]) -> list[float]:
    draws = [tuple(itertools.chain(*sections)) for sections in dealt(PLAIN, source)]
    return [inclusion_p(draws, group) for group in PLAIN.groups]


def test_every_question_of_a_group_has_the_same_chance() -> None:
    assert min(inclusion_ps(Streams)) > 1e-4


def test_the_same_test_catches_a_biased_draw() -> None:
    assert min(inclusion_ps(_LameSource)) < 1e-9


def test_every_set_has_the_same_chance() -> None:
    sets = [frozenset(section) for (section,) in dealt(frame([range(7)], [(0, 0, 3)]), draws=7000)]
    assert equal_p(sets, 35) > 1e-4


def test_variants_are_equally_likely_and_exact() -> None:
    shapes = [tuple(map(len, sections)) for sections in dealt(PLAIN)]
    assert set(shapes) == {(6, 9)}
    low = [sum(item < 30 for item in first) for first, _ in dealt(PLAIN)]
    assert equal_p(low, 2) > 1e-4
    assert set(low) == {6, 4}


def test_sections_that_share_a_group_never_draw_the_same_question() -> None:
    shared = frame([range(9)], [(0, 0, 4), (1, 0, 4)], sections=2)
    draws = dealt(shared)
    assert all(len({*first, *second}) == 8 for first, second in draws)
    for section in range(2):
        assert inclusion_p([one[section] for one in draws], range(9)) > 1e-4


@pytest.mark.parametrize(
    "enemies",
    [
        [(0, 1), (0, 4), (5, 6)],
        [(0, 4), (1, 4), (5, 8), (2, 8), (9, 10)],
        [(0, 4), (4, 8), (8, 0), (1, 2), (1, 3), (5, 9), (6, 10), (7, 11)],
    ],
)
def test_choices_without_enemies_are_equally_likely(enemies: list[tuple[int, int]]) -> None:
    groups = [range(4), range(4, 8), range(8, 12)]
    plan = frame(groups, [(0, 0, 2), (0, 1, 2), (0, 2, 1)], enemies=enemies)
    chosen = (
        frozenset([*first, *second, third])
        for first in itertools.combinations(groups[0], 2)
        for second in itertools.combinations(groups[1], 2)
        for third in groups[2]
    )
    allowed = {one for one in chosen if not any({*pair} <= one for pair in enemies)}
    drawn = [frozenset(section) for (section,) in dealt(plan)]
    assert set(drawn) == allowed
    assert equal_p(drawn, len(allowed)) > 1e-4


def test_enemies_elsewhere_do_not_disturb_a_group_without_any() -> None:
    plain = frame([range(20), range(20, 30)], [(0, 0, 5), (0, 1, 3)])
    with_enemies = frame([range(20), range(20, 30)], [(0, 0, 5), (0, 1, 3)], enemies=[(20, 21)])
    assert [one[0][:5] for one in dealt(plain, draws=20)] == [
        one[0][:5] for one in dealt(with_enemies, draws=20)
    ]


def test_it_gives_up_when_enemies_are_everywhere() -> None:
    hopeless = frame([range(3)], [(0, 0, 2)], enemies=[(0, 1), (0, 2), (1, 2)])
    with pytest.raises(EnemiesEverywhere):
        dealt(hopeless, draws=1)


def test_drawing_leaves_no_trace() -> None:
    dealer = Dealer(Streams(KEY, []), PLAIN)
    first = dealer.single("form/1")
    for number in range(2, 50):
        dealer.single(f"form/{number}")
    assert dealer.single("form/1") == first


@pytest.mark.parametrize(("size", "forms", "limit"), [(40, 12, 5), (40, 4, 0), (21, 2, 0), (30, 60, 7)])
def test_sets_kept_apart_share_no_more_than_allowed(size: int, forms: int, limit: int) -> None:
    dealer = Dealer(Streams(KEY, []), frame([range(size)], [(0, 0, 10)]))
    sets = [set(section) for (section,) in dealer.apart([f"form/{n}" for n in range(forms)], limit)]
    assert max(len(one & other) for one, other in itertools.combinations(sets, 2)) <= limit


def test_sets_that_cannot_be_kept_apart_are_refused_with_the_best_seen() -> None:
    dealer = Dealer(Streams(KEY, []), frame([range(15)], [(0, 0, 10)]))
    with pytest.raises(TooMuchOverlap) as refusal:
        list(dealer.apart(["form/A", "form/B"], 4))
    assert refusal.value.best == 5
    assert refusal.value.name == "form/B"


def parallel_sets(plan: Frame, forms: int, names: Sequence[str]) -> list[list[tuple[int, ...]]]:
    dealer = Dealer(Streams(KEY, []), plan)
    return [[sets[0] for sets in dealer.parallel(name, forms)] for name in names]


def test_parallel_sets_are_disjoint_and_uniform() -> None:
    plan = frame([range(20), range(20, 35)], [(0, 0, 4), (0, 1, 3)])
    rounds = parallel_sets(plan, 3, [f"exam/{n}" for n in range(3000)])
    assert all(len({*a, *b, *c}) == 21 for a, b, c in rounds)
    for form in range(3):
        for group in plan.groups:
            assert inclusion_p([sets[form] for sets in rounds], group) > 1e-4


def test_parallel_sets_share_as_little_as_two_forms_must() -> None:
    plan = frame([range(6)], [(0, 0, 4)])
    for a, b in parallel_sets(plan, 2, [f"exam/{n}" for n in range(200)]):
        assert len({*a} & {*b}) == 2


def test_parallel_sets_have_no_enemies() -> None:
    enemies = [(n, n + 1) for n in range(0, 12, 2)]
    plan = frame([range(12)], [(0, 0, 6)], enemies=enemies)
    for sets in parallel_sets(plan, 2, [f"exam/{n}" for n in range(30)]):
        assert all(not {*pair} <= {*one} for one in sets for pair in enemies)
        assert len({*sets[0], *sets[1]}) == 12
