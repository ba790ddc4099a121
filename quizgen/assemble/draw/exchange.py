"""Draws where enemies are many: a choice is mended question by question, then stirred at random."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from quizgen.assemble.draw.derive import LOW_BITS, WordStream

MENDINGS = 20_000
"""Exchanges that are tried to part all enemies, before a form is given up."""

STIRRINGS = 30
"""Exchanges offered for every question once no enemies meet."""

_STRAY = 16
"""Every so often a mending takes any question, so that it does not run in circles."""

Enemies = Mapping[int, frozenset[int]]


def settled(
    words: WordStream,
    drawn: Sequence[int],
    lists: Sequence[list[int]],
    enemies: Enemies,
    held: Collection[int],
) -> list[int] | None:
    """A choice without enemies, place by place from ``lists``; None when none was found.

    ``drawn`` is a choice in which enemies may meet, all different. First min-conflicts (S. Minton and
    others, 1992): a question that meets an enemy gives way to the one of its list that meets fewest. Then
    a symmetric random walk (Metropolis): any place, any question of its list, taken if no enemy is there;
    its stationary distribution is uniform over all choices that it can reach.
    """
    table = _Table(drawn, lists, enemies, held)
    if not table.mend(words):
        return None
    table.stir(words)
    return table.chosen


class _Table:
    """The choice so far; ``met`` counts, for every question, its enemies in the choice or held."""

    def __init__(
        self, drawn: Sequence[int], lists: Sequence[list[int]], enemies: Enemies, held: Collection[int]
    ) -> None:
        self.chosen = list(drawn)
        self._lists = lists
        self._enemies = enemies
        self._used = set(drawn)
        self._met: dict[int, int] = {}
        for item in (*drawn, *held):
            self._count(item, 1)

    def _count(self, item: int, change: int) -> None:
        met = self._met
        for foe in self._enemies.get(item, ()):
            met[foe] = met.get(foe, 0) + change

    def _put(self, place: int, item: int) -> None:
        old = self.chosen[place]
        self._count(old, -1)
        self._count(item, 1)
        self._used.remove(old)
        self._used.add(item)
        self.chosen[place] = item

    def _would_meet(self, item: int, instead_of: int) -> int:
        """How many enemies a question would meet in the place of another."""
        return self._met.get(item, 0) - (item in self._enemies.get(instead_of, ()))

    def mend(self, words: WordStream) -> bool:
        """Part all enemies; False when that was not found."""
        for _ in range(MENDINGS):
            bad = [place for place, item in enumerate(self.chosen) if self._met.get(item, 0)]
            if not bad:
                return True
            place = bad[words.below(len(bad))]
            old = self.chosen[place]
            free = [item for item in self._lists[place] if item not in self._used]
            if not free:
                continue
            if words.below(_STRAY):
                costs = [self._would_meet(item, old) for item in free]
                least = min(costs)
                free = [item for item, cost in zip(free, costs, strict=True) if cost == least]
            self._put(place, free[words.below(len(free))])
        return False

    def stir(self, words: WordStream) -> None:
        """Exchange at random without letting enemies meet."""
        steps = STIRRINGS * len(self.chosen)
        done = self._stirred_fast(words.ahead(2 * steps), steps)
        words.skip(2 * done)
        for _ in range(done, steps):
            place = words.below(len(self.chosen))
            items = self._lists[place]
            self._offer(place, items[words.below(len(items))])

    def _stirred_fast(self, ahead: Sequence[int], steps: int) -> int:
        """The same by words looked at ahead, two a step; how many steps before one that might be rejected.

        The arithmetic of ``WordStream.below`` stands here once more: this is most of what a form costs
        where enemies are many.
        """
        low, places, lists, used, met = LOW_BITS, len(self.chosen), self._lists, self._used, self._met
        for step in range(steps):
            product = ahead[2 * step] * places
            items = lists[product >> 32]
            other = ahead[2 * step + 1] * len(items)
            if product & low < places or other & low < len(items):
                return step
            item = items[other >> 32]
            if item not in used and (not met.get(item, 0) or item in self._enemies):
                self._offer(product >> 32, item)
        return steps

    def _offer(self, place: int, item: int) -> None:
        """Take a question in this place if it is free and meets no enemy there."""
        if item not in self._used and not self._would_meet(item, self.chosen[place]):
            self._put(place, item)
