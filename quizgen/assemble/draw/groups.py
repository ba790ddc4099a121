"""Draws questions from their groups: uniform among all choices in which no two enemies meet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from quizgen.assemble.draw.derive import LOW_BITS, WordStream
from quizgen.assemble.draw.exchange import settled
from quizgen.assemble.draw.forest import Bed, Tree, beds

ATTEMPTS = 50_000
"""How often groups are drawn from again because enemies met, before a form is given up."""

FEW_ATTEMPTS = 300
"""The same where a form need not be given up, but can be mended by exchanging questions."""

WordsOf = Callable[[str, int, int], WordStream]
"""Purpose, attempt, words expected -> a stream."""

Enemies = Mapping[int, frozenset[int]]
"""A question -> those it must not meet, both ways; a question is an integer."""

PlaceRun = tuple[int, int, int]
"""(slot, group, count): draw so many from the group; the slot tells where they go."""

_Step = tuple[list[int], int, int]
"""A list of questions, the place in it to fill next, how many are left from that place on."""


class EnemiesEverywhere(Exception):
    """A signal: no draw without enemies was found within the bounded number of attempts."""

    def __init__(self, groups: tuple[int, ...]) -> None:
        self.groups = groups
        super().__init__(groups)


@dataclass(frozen=True, slots=True)
class DrawPart:
    """A part of the draw with a stream of its own: beds of groups, on a ``tree`` if they have enemies.

    ``steps`` are those of every bed (from left to right), ``total`` counts them all; ``cuts`` say which
    stretch of what is drawn goes to which slot.
    """

    purpose: str
    steps: Mapping[Bed, tuple[_Step, ...]]
    total: int
    cuts: tuple[tuple[int, int, int], ...]
    tree: Tree | None = None


def parts_of(
    runs: Sequence[PlaceRun], forest: Sequence[Tree], lists: Sequence[list[int]]
) -> tuple[DrawPart, ...]:
    """The parts of a draw: first all groups without enemies in one bed, then every tree.

    A group that several runs draw from is shuffled on where the run before stopped.
    """
    linked = {group for tree in forest for bed in beds(tree) for group in bed.groups}
    free = dict.fromkeys(group for _, group, count in runs if count and group not in linked)
    parts = [_part("draw", (Bed(tuple(free)),), None, runs, lists)]
    for tree in forest:
        row = tuple(beds(tree))
        name = min(group for bed in row for group in bed.groups)
        parts.append(_part(f"draw/{name}", row, tree, runs, lists))
    return tuple(part for part in parts if part.total)


def _part(
    purpose: str,
    row: tuple[Bed, ...],
    tree: Tree | None,
    runs: Sequence[PlaceRun],
    lists: Sequence[list[int]],
) -> DrawPart:
    steps: dict[Bed, tuple[_Step, ...]] = {}
    cuts: list[tuple[int, int, int]] = []
    total = 0
    for bed in row:
        mine: list[_Step] = []
        for group in bed.groups:
            items, place = lists[group], 0
            for slot, _, count in (run for run in runs if run[1] == group and run[2]):
                cuts.append((slot, total, total + count))
                mine += [(items, at, len(items) - at) for at in range(place, place + count)]
                place += count
                total += count
        steps[bed] = tuple(mine)
    return DrawPart(purpose, steps, total, tuple(cuts), tree)


@dataclass(frozen=True, slots=True)
class Hand:
    """What is the same for many draws: the number of slots, who must not meet, how often to try.

    ``exchanges``: after few attempts questions are exchanged until no enemies meet, instead of giving up.
    """

    slots: int
    enemies: Enemies
    attempts: int = ATTEMPTS
    exchanges: bool = False


def draw(
    words_of: WordsOf, parts: Sequence[DrawPart], hand: Hand, round_: int = 0, held: Collection[int] = ()
) -> list[list[int]]:
    """What goes to every slot.

    The groups without enemies share one stream, every tree has its own. ``held`` are questions that
    the form has already; ``round_`` is incremented by a caller that rejects a whole form.

    Raises EnemiesEverywhere.
    """
    slots: list[list[int]] = [[] for _ in range(hand.slots)]
    for part in parts:
        words = words_of(part.purpose, round_, part.total)
        if part.tree is None:
            drawn = _walk(words, next(iter(part.steps.values())))
        else:
            drawn = _from_tree(words, part, part.tree, hand, held)
        for slot, start, stop in part.cuts:
            slots[slot] += drawn[start:stop]
    return slots


def _from_tree(words: WordStream, part: DrawPart, tree: Tree, hand: Hand, held: Collection[int]) -> list[int]:
    """The questions of a tree; where drawing anew finds none without enemies, by exchanging some."""
    try:
        return _Gardener(words, part, hand, held).pick(tree)
    except EnemiesEverywhere:
        if not hand.exchanges:
            raise
    steps = [step for bed in beds(tree) for step in part.steps[bed]]
    found = settled(words, _walk(words, steps), [items for items, _, _ in steps], hand.enemies, held)
    if found is None:
        raise EnemiesEverywhere(tuple(group for bed in part.steps for group in bed.groups))
    return found


@dataclass(slots=True)
class _Gardener:
    """Picks questions from a tree: both branches independently, until no enemies meet between them.

    What a branch gives is uniform among its choices without enemies. Two branches are independent, so
    rejecting the pairs that meet leaves the pairs that do not, all as likely as before: the whole is
    uniform among its choices without enemies, as if everything had been drawn anew every time.
    """

    words: WordStream
    part: DrawPart
    hand: Hand
    held: Collection[int]
    attempts: int = field(default=0)

    def pick(self, tree: Tree) -> list[int]:
        """The questions of a tree from left to right. Raises EnemiesEverywhere."""
        while True:
            if isinstance(tree, Bed):
                before: list[int] = []
                drawn = self._bed(tree)
                met = {*drawn, *self.held}
            else:
                before, drawn = self.pick(tree.left), self.pick(tree.right)
                met = set(before)
            if not enemies_meet(drawn, met, self.hand.enemies):
                return before + drawn

    def _bed(self, bed: Bed) -> list[int]:
        steps = self.part.steps[bed]
        self.attempts += len(steps) > 0
        if self.attempts > self.hand.attempts:
            raise EnemiesEverywhere(tuple(group for one in self.part.steps for group in one.groups))
        return _walk(self.words, steps)


def enemies_meet(items: Iterable[int], met: set[int], enemies: Enemies) -> bool:
    """Whether one of the items has an enemy among those met."""
    for item in items:
        foes = enemies.get(item)
        if foes is not None and not foes.isdisjoint(met):
            return True
    return False


def _walk(words: WordStream, steps: Sequence[_Step]) -> list[int]:
    """Partial Fisher–Yates shuffles on the lists, undone afterwards, so that every draw starts alike.

    The arithmetic of ``Words.below`` stands here once more, because a call per question would halve
    the speed; a word that might be rejected (once in millions) sends the draw through ``below``.
    """
    low = LOW_BITS
    drawn: list[int] = []
    others: list[int] = []
    careful = False
    for (items, place, left), word in zip(steps, words.ahead(len(steps)), strict=True):
        product = word * left
        if product & low < left:
            careful = True
            break
        other = place + (product >> 32)
        drawn.append(items[other])
        others.append(other)
        items[other] = items[place]
    _undo(steps, others, drawn)
    if careful:
        return _walk_with_care(words, steps)
    words.skip(len(steps))
    return drawn


def _walk_with_care(words: WordStream, steps: Sequence[_Step]) -> list[int]:
    drawn: list[int] = []
    others: list[int] = []
    for items, place, left in steps:
        other = place + words.below(left)
        drawn.append(items[other])
        others.append(other)
        items[other] = items[place]
    _undo(steps, others, drawn)
    return drawn


def _undo(steps: Sequence[_Step], others: Sequence[int], drawn: Sequence[int]) -> None:
    for index in range(len(others) - 1, -1, -1):
        steps[index][0][others[index]] = drawn[index]
