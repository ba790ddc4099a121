"""Draws questions from their groups: uniform among all choices in which no two enemies meet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizgen.assemble.derive import LOW_BITS, Words

ATTEMPTS = 50_000
"""How often a part of the draw is repeated because enemies met, before it is given up."""

WordsOf = Callable[[str, int, int], Words]
"""Purpose, attempt, words expected -> a stream."""

Enemies = Mapping[int, frozenset[int]]
"""A question -> those it must not meet, both ways; a question is an integer."""

Run = tuple[int, int, int]
"""(slot, group, count): draw so many from the group; the slot tells where they go."""

Links = tuple[tuple[int, ...], ...]
"""Connected components of groups that enemies link to one another."""

_Step = tuple[list[int], int, int]
"""A list of questions, the place in it to fill next, how many are left from that place on."""


class EnemiesEverywhere(Exception):
    """A signal: no draw without enemies was found within the bounded number of attempts."""

    def __init__(self, groups: tuple[int, ...]) -> None:
        self.groups = groups
        super().__init__(groups)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the draw with a stream of its own; ``linked`` names groups with enemies (else empty).

    ``cuts`` say which stretch of what is drawn goes to which slot.
    """

    purpose: str
    linked: tuple[int, ...]
    steps: tuple[_Step, ...]
    cuts: tuple[tuple[int, int, int], ...]


def links_between(counts: Sequence[int], groups: Sequence[Sequence[int]], enemies: Enemies) -> Links:
    """Which groups enemies link, when a form takes ``counts`` questions from them."""
    home = {item: index for index, items in enumerate(groups) if counts[index] for item in items}
    links: dict[int, set[int]] = {}
    for item, foes in enemies.items():
        for foe in foes:
            if item in home and foe in home and (home[item] != home[foe] or counts[home[item]] > 1):
                links.setdefault(home[item], set()).add(home[foe])
                links.setdefault(home[foe], set()).add(home[item])
    found: list[tuple[int, ...]] = []
    seen: set[int] = set()
    for start in sorted(links):
        if start not in seen:
            reached = _reach(start, links)
            seen |= reached
            found.append(tuple(sorted(reached)))
    return tuple(found)


def _reach(start: int, links: Mapping[int, set[int]]) -> set[int]:
    reached, waiting = {start}, [start]
    while waiting:
        new = links[waiting.pop()] - reached
        reached |= new
        waiting.extend(new)
    return reached


def parts_of(runs: Sequence[Run], links: Links, lists: Sequence[list[int]]) -> tuple[Part, ...]:
    """The parts of a draw: first all groups without enemies, then every linked component.

    Within a part the words of the stream are used run by run; a group that several runs draw from is
    shuffled on where the run before stopped.
    """
    linked = {group for component in links for group in component}
    free = tuple(group for group in range(len(lists)) if group not in linked)
    parts = [_part("draw", (), free, runs, lists)]
    parts += [_part(f"draw/{component[0]}", component, component, runs, lists) for component in links]
    return tuple(part for part in parts if part.steps)


def _part(
    purpose: str,
    linked: tuple[int, ...],
    members: Iterable[int],
    runs: Sequence[Run],
    lists: Sequence[list[int]],
) -> Part:
    chosen = set(members)
    filled: dict[int, int] = {}
    steps: list[_Step] = []
    cuts: list[tuple[int, int, int]] = []
    for slot, group, count in runs:
        if group in chosen and count:
            start = filled.get(group, 0)
            items = lists[group]
            steps += [(items, place, len(items) - place) for place in range(start, start + count)]
            filled[group] = start + count
            begin = len(steps) - count
            if cuts and cuts[-1][0] == slot:
                begin = cuts.pop()[1]
            cuts.append((slot, begin, len(steps)))
    return Part(purpose, linked, tuple(steps), tuple(cuts))


@dataclass(frozen=True, slots=True)
class Hand:
    """What is the same for many draws: the number of slots, who must not meet, how often to try."""

    slots: int
    enemies: Enemies
    attempts: int = ATTEMPTS


def draw(
    words_of: WordsOf, parts: Sequence[Part], hand: Hand, round_: int = 0, held: Collection[int] = ()
) -> list[list[int]]:
    """What goes to every slot.

    The groups without enemies share one stream. A linked component is drawn anew, whole, with the
    next ``attempt`` until no enemies meet, which is uniform among its choices without enemies.
    ``held`` are questions that the form has already; ``round_`` is raised by who rejects a whole
    form. Raises EnemiesEverywhere.
    """
    slots: list[list[int]] = [[] for _ in range(hand.slots)]
    for part in parts:
        drawn = (
            _peaceful(words_of, part, hand, round_, held)
            if part.linked
            else _walk(words_of(part.purpose, round_ << 32, len(part.steps)), part.steps)
        )
        for slot, start, stop in part.cuts:
            slots[slot] += drawn[start:stop]
    return slots


def _peaceful(words_of: WordsOf, part: Part, hand: Hand, round_: int, held: Collection[int]) -> list[int]:
    for attempt in range(hand.attempts):
        drawn = _walk(words_of(part.purpose, round_ << 32 | attempt, len(part.steps)), part.steps)
        if not enemies_meet(drawn, {*drawn, *held}, hand.enemies):
            return drawn
    raise EnemiesEverywhere(part.linked)


def enemies_meet(items: Iterable[int], met: set[int], enemies: Enemies) -> bool:
    """Whether one of the items has an enemy among those met."""
    return any(not foes.isdisjoint(met) for item in items if (foes := enemies.get(item)))


def _walk(words: Words, steps: Sequence[_Step]) -> list[int]:
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


def _walk_with_care(words: Words, steps: Sequence[_Step]) -> list[int]:
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
