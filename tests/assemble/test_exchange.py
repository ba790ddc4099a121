"""Where enemies are so many that drawing anew does not end, questions are exchanged; chance still rules."""

from __future__ import annotations

import itertools
import random

import pytest

from quizgen.assemble.draw.derive import Streams
from quizgen.assemble.draw.exchange import settled
from quizgen.assemble.draw.groups import EnemiesEverywhere
from quizgen.assemble.draw.sets import Dealer, Frame
from tests.assemble.chance import equal_p
from tests.assemble.made import KEY

LISTS = [list(range(6))] * 2 + [list(range(6, 12))] * 2
FOES = ((0, 1), (0, 6), (1, 7), (2, 8), (3, 6), (4, 9), (5, 11), (6, 7), (8, 9), (2, 10), (3, 11))
ENEMIES = {
    item: frozenset(other for pair in FOES if item in pair for other in pair if other != item)
    for item in range(12)
}


def good(choice: tuple[int, ...]) -> bool:
    return not any(other in ENEMIES[one] for one, other in itertools.combinations(choice, 2))


CHOICES = {
    frozenset((*one, *other))
    for one in itertools.combinations(range(6), 2)
    for other in itertools.combinations(range(6, 12), 2)
    if good((*one, *other))
}


def mended(number: int, start: list[int], held: tuple[int, ...] = ()) -> list[int] | None:
    words = Streams(KEY, []).words(f"form/{number}", "draw")
    return settled(words, start, LISTS, ENEMIES, held)


def test_every_choice_without_enemies_comes_equally_often_whatever_it_began_with() -> None:
    seen = [frozenset(mended(number, [0, 1, 6, 7]) or ()) for number in range(60 * len(CHOICES))]
    assert set(seen) == CHOICES
    assert equal_p(seen, len(CHOICES)) > 1e-4


def test_what_the_form_has_already_is_respected() -> None:
    found = [mended(number, [0, 1, 6, 7], held=(8,)) for number in range(200)]
    assert all(found)
    assert not {item for choice in found for item in choice or ()} & ENEMIES[8]


def test_no_way_out_is_said_to_be_none() -> None:
    words = Streams(KEY, []).words("form", "draw")
    assert settled(words, [0, 1], [[0, 1]] * 2, {0: frozenset({1}), 1: frozenset({0})}, ()) is None


def crowded() -> Frame:
    """Sixteen groups of eight, every fifth pair from two groups enemies: few choices are left."""
    dice = random.Random(5)  # noqa: S311 - a made-up frame
    enemies: dict[int, set[int]] = {}
    for one, other in itertools.combinations(range(128), 2):
        if one // 8 != other // 8 and dice.random() < 0.2:
            enemies.setdefault(one, set()).add(other)
            enemies.setdefault(other, set()).add(one)
    lists = tuple(tuple(range(8 * group, 8 * group + 8)) for group in range(16))
    table = tuple((0, group, 1) for group in range(16))
    found = {item: frozenset(foes) for item, foes in enemies.items()}
    return Frame(1, lists, (False,) * 16, (table,), found)


def test_a_form_is_found_where_drawing_anew_finds_none() -> None:
    frame = crowded()
    dealer = Dealer(Streams(KEY, []), frame, exchanges=True)
    forms = [dealer.single(f"form/{number}")[0] for number in range(20)]
    assert [len({item // 8 for item in form}) for form in forms] == [16] * 20
    met = [
        pair
        for form in forms
        for pair in itertools.combinations(form, 2)
        if pair[1] in frame.enemies.get(pair[0], ())
    ]
    assert met == []
    assert len(set(forms)) > 10


def test_an_exam_from_before_is_drawn_as_it_was() -> None:
    """Without the sign that a new exam has, enemies everywhere end the draw as they did."""
    with pytest.raises(EnemiesEverywhere):
        Dealer(Streams(KEY, []), crowded()).single("form/1")


def test_where_few_attempts_suffice_the_draw_is_what_it_always_was() -> None:
    table = ((0, 0, 2), (0, 1, 2))
    frame = Frame(1, (tuple(range(6)), tuple(range(6, 12))), (False, False), (table,), ENEMIES)
    before, now = (Dealer(Streams(KEY, []), frame, exchanges=sign) for sign in (False, True))
    names = [f"form/{number}" for number in range(50)]
    assert [before.single(name) for name in names] == [now.single(name) for name in names]
