"""Arranges the groups that enemies link into trees, so that enemies which meet are found out early."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bed:
    """Groups that are drawn from in one go: their enemies hardly ever meet."""

    groups: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """Two trees that are drawn independently and then compared."""

    left: Tree
    right: Tree


Tree = Bed | Branch

_ONE = 1 << 32
"""1 in the fixed-point arithmetic used here; floats might order trees differently elsewhere."""

_SELDOM = _ONE // 2
_SQUARINGS = 10

_Pair = tuple[int, int]


def plant(
    counts: Sequence[int], tables: int, groups: Sequence[Sequence[int]], enemies: Mapping[int, frozenset[int]]
) -> tuple[Tree, ...]:
    """One tree for every set of groups that enemies link; groups without enemies are in none.

    ``counts`` are what all ``tables`` together draw from each group. Two blocks that often meet are
    joined before they have grown costly: joining multiplies the cost of both by e to the expected
    number of meetings. The shape decides how fast a draw is, never what is drawn how often.
    """
    meetings = _meetings(counts, tables, groups, enemies)
    trees: dict[int, Tree] = {group: Bed((group,)) for pair in meetings for group in pair}
    inside = {group: meetings.get((group, group), 0) for group in trees}
    costs = {group: max(counts[group], 1) * _exp(inside[group]) for group in trees}
    cross = {pair: value for pair, value in meetings.items() if pair[0] != pair[1]}
    while cross:
        one, other = max(cross, key=lambda pair: (_urgency(cross, costs, pair), pair))
        met = cross.pop((one, other))
        inside[one] += inside.pop(other) + met
        trees[one] = _joined(trees[one], trees.pop(other), inside[one])
        costs[one] = (costs[one] + costs.pop(other)) * _exp(met) // _ONE
        for pair in [pair for pair in cross if other in pair]:
            third = pair[0] if pair[1] == other else pair[1]
            key = (min(one, third), max(one, third))
            cross[key] = cross.get(key, 0) + cross.pop(pair)
    return tuple(trees[group] for group in sorted(trees))


def _joined(one: Tree, other: Tree, met: int) -> Tree:
    """Two trees as one: a single bed as long as so few enemies meet that comparing early does not pay."""
    if isinstance(one, Bed) and isinstance(other, Bed) and met < _SELDOM:
        return Bed((*one.groups, *other.groups))
    return Branch(one, other)


def _urgency(cross: Mapping[_Pair, int], costs: Mapping[int, int], pair: _Pair) -> int:
    """Expected meetings per cost: cheap blocks are best checked first."""
    return cross[pair] * _ONE // (costs[pair[0]] + costs[pair[1]])


def _meetings(
    counts: Sequence[int], tables: int, groups: Sequence[Sequence[int]], enemies: Mapping[int, frozenset[int]]
) -> dict[_Pair, int]:
    """How often enemies of two groups (or of one) are expected to meet in a draw that ignores enmity."""
    home = {item: index for index, items in enumerate(groups) if counts[index] for item in items}
    found: dict[_Pair, int] = {}
    for item, foes in enemies.items():
        for foe in foes:
            if item < foe and item in home and foe in home:
                one, other = sorted((home[item], home[foe]))
                pairs = tables**2 * len(groups[one]) * len(groups[other])
                chance = max(_ONE * counts[one] * counts[other] // pairs, 1)
                found[one, other] = found.get((one, other), 0) + chance
    return found


def _exp(value: int) -> int:
    """E to the power of a fixed-point number, by (1 + x/2ᵏ) squared k times."""
    result = _ONE + (value >> _SQUARINGS)
    for _ in range(_SQUARINGS):
        result = result * result // _ONE
    return result


def beds(tree: Tree) -> Iterator[Bed]:
    """The beds of a tree from left to right."""
    if isinstance(tree, Bed):
        yield tree
    else:
        yield from beds(tree.left)
        yield from beds(tree.right)
