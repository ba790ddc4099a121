"""The trees in which linked groups are drawn."""

from __future__ import annotations

import random

from quizgen.assemble.draw.derive import Streams
from quizgen.assemble.draw.forest import Bed, Branch, Tree, beds, plant
from quizgen.assemble.draw.sets import Dealer, Frame
from tests.assemble.made import KEY

GROUPS = [range(start, start + 20) for start in range(0, 200, 20)]


def enemies_of(*pairs: tuple[int, int]) -> dict[int, frozenset[int]]:
    found: dict[int, frozenset[int]] = {}
    for one, other in pairs:
        found[one] = found.get(one, frozenset()) | {other}
        found[other] = found.get(other, frozenset()) | {one}
    return found


def groups_of(tree: Tree) -> list[int]:
    return sorted(group for bed in beds(tree) for group in bed.groups)


def test_groups_without_enemies_are_in_no_tree() -> None:
    assert plant([3] * 10, 1, GROUPS, {}) == ()
    trees = plant([3] * 10, 1, GROUPS, enemies_of((0, 25), (60, 61), (100, 125), (125, 150)))
    assert [groups_of(tree) for tree in trees] == [[0, 1], [3], [5, 6, 7]]


def test_a_group_that_nothing_is_drawn_from_is_in_no_tree() -> None:
    counts = [3, 0, *[3] * 8]
    assert plant(counts, 1, GROUPS, enemies_of((0, 25))) == ()


def test_groups_whose_enemies_meet_often_are_compared_first() -> None:
    often = [(number, number + 20) for number in range(20)]
    (tree,) = plant([5] * 10, 1, GROUPS, enemies_of(*often, (0, 45), (20, 46)))
    assert tree == Branch(Branch(Bed((0,)), Bed((1,))), Bed((2,)))


def test_groups_whose_enemies_seldom_meet_are_drawn_from_in_one_go() -> None:
    (tree,) = plant([5] * 10, 1, GROUPS, enemies_of((0, 25), (20, 46)))
    assert isinstance(tree, Bed)
    assert groups_of(tree) == [0, 1, 2]


def test_a_bank_full_of_enemies_is_drawn_from_without_endless_trying() -> None:
    """Drawn as a whole, one draw in thousands would be without enemies."""
    dice = random.Random(3)  # noqa: S311 - test data
    pairs = set()
    for block in range(5):
        pairs |= {tuple(sorted(dice.sample(range(40 * block, 40 * block + 40), 2))) for _ in range(25)}
    enemies = enemies_of(*((one, other) for one, other in pairs))
    table = tuple((0, group, 6) for group in range(10))
    plan = Frame(1, tuple(map(tuple, GROUPS)), (False,) * 10, (table,), enemies)
    dealer = Dealer(Streams(KEY, []), plan)
    for number in range(50):
        (drawn,) = dealer.single(f"form/{number}")
        assert len(set(drawn)) == 60
        assert not any(enemies.get(item, frozenset()) & set(drawn) for item in drawn)
