"""People who fill in answer sheets: what they mean to answer and what they draw."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy

from quizgen.model.sheet import Bubble, BubbleKind, SheetGeometry
from tools.scans.strokes import (
    DOTS_PER_MM,
    STYLES,
    Dice,
    Layer,
    Pen,
    coloured,
    crossing_out,
    pencil,
    put,
    specks,
    stray,
)

Spot = tuple[str, str]
"""The number of a question as printed, the option."""

HABITS: dict[str, dict[str, float]] = {
    "neat": {"full": 0.95, "overflow": 0.05},
    "quick": {"full": 0.35, "hatched": 0.45, "overflow": 0.15, "partial": 0.05},
    "large": {"overflow": 0.75, "full": 0.25},
    "light": {"light": 0.8, "full": 0.2},
    "lazy": {"partial": 0.6, "thick line": 0.2, "hatched": 0.2},
    "lines": {"thick line": 0.8, "partial": 0.2},
    "ticks": {"tick": 0.9, "thick line": 0.1},
    "crosses": {"cross": 0.9, "tick": 0.1},
}
"""The habits of a person: how often each way of marking."""

_SHARES = {
    "neat": 0.44,
    "quick": 0.22,
    "large": 0.1,
    "light": 0.08,
    "lazy": 0.06,
    "lines": 0.04,
    "ticks": 0.04,
    "crosses": 0.02,
}
_DISTURBED = {"realistic": 0.05, "full": 0.0, "stress": 0.3}
_TWICE = {"realistic": 0.002, "full": 0.0, "stress": 0.005}
_COLOURED = {"realistic": 0.12, "full": 0.0, "stress": 0.3}
_OTHERWISE = 0.02
"""Everybody marks in another way at times."""
MIXES = (*_DISTURBED, "red")
"""``full``: as asked; ``realistic``: a guess at a room of people; ``stress``: every way equally often;
``red``: the room of people, and somebody who marked the sheets with red ink."""
_RED = 0.15
"""Share of the questions that are ticked or crossed in red, beside their number."""


@dataclass(slots=True)
class Truth:
    """What a person meant: ``meant`` are the bubbles to be read as marked, ``drawn`` all with ink in."""

    meant: set[Spot] = field(default_factory=set)
    drawn: set[Spot] = field(default_factory=set)


def fill_in(  # noqa: PLR0913, PLR0917 - a page, a way, what is drawn on
    geometry: SheetGeometry, page: int, mix: str, layer: Layer, dice: Dice, red_layer: Layer | None = None
) -> Truth:
    """One person fills in one page: draws on ``layer``, and says what was meant.

    Red ink goes on a layer of its own where there is one, for pictures in colours.
    """
    red = mix == "red"
    mix = "realistic" if red else mix
    habit = _habit(mix, dice)
    pen = coloured(dice) if dice.random() < _COLOURED[mix] else pencil(dice)
    truth = Truth()
    questions: dict[str, list[Bubble]] = {}
    for one in geometry.bubbles:
        if one.page == page:
            questions.setdefault(one.question, []).append(one)
    for bubbles in questions.values():
        if any(one.printed for one in bubbles):
            continue
        chosen = _chosen(bubbles, _TWICE[mix], dice)
        for one in chosen:
            _mark(one, _way(habit, mix, dice), pen, layer, dice)
            truth.meant.add((one.question, one.option))
        truth.drawn |= {(one.question, one.option) for one in chosen}
        if dice.random() < _DISTURBED[mix]:
            _disturb([one for one in bubbles if one not in chosen], pen, layer, truth, dice)
    if red:
        pen = Pen(0.6, 0.05) if red_layer is None else Pen(0.85, 0.05)
        _mark_in_red(questions, pen, layer if red_layer is None else red_layer, truth, dice)
    return truth


def _mark_in_red(
    questions: dict[str, list[Bubble]], pen: Pen, layer: Layer, truth: Truth, dice: Dice
) -> None:
    """Ticks and crosses of somebody who marks by hand; some over a bubble."""
    for question, bubbles in questions.items():
        if bubbles[0].kind is BubbleKind.DIGIT or dice.random() >= _RED:
            continue
        at = bubbles[0].x_mm - float(dice.uniform(0, 7)), bubbles[0].y_mm + float(dice.normal(0, 1))
        way = "tick" if dice.random() < 0.8 else "cross"  # noqa: PLR2004 - most answers are right
        put(layer, at, STYLES[way](float(dice.uniform(2, 4)), dice), pen, dice)
        truth.drawn.add((question, bubbles[0].option))


def _habit(mix: str, dice: Dice) -> dict[str, float]:
    if mix == "full":
        return {"full": 1.0}
    if mix == "stress":
        return dict.fromkeys(STYLES, 1 / len(STYLES))
    return HABITS[str(dice.choice(list(_SHARES), p=list(_SHARES.values())))]


def _way(habit: dict[str, float], mix: str, dice: Dice) -> str:
    if mix == "realistic" and dice.random() < _OTHERWISE:
        return str(dice.choice(list(STYLES)))
    return str(dice.choice(list(habit), p=list(habit.values())))


def _chosen(bubbles: list[Bubble], twice: float, dice: Dice) -> list[Bubble]:
    """One answer, seldom none, still more seldom two; several where several are asked for."""
    if bubbles[0].kind is BubbleKind.MULTIPLE:
        count = int(dice.integers(min(2, len(bubbles)), len(bubbles) + 1))
    else:
        count = int(dice.choice([0, 1, 2], p=[0.015, 0.985 - twice, twice]))
    return [bubbles[index] for index in sorted(dice.choice(len(bubbles), count, replace=False))]


def _mark(one: Bubble, way: str, pen: Pen, layer: Layer, dice: Dice) -> None:
    if way == "light":
        pen = Pen(float(dice.uniform(0.2, 0.42)), pen.grain)
    x, y = dice.normal(0, 0.12, 2)
    put(layer, (one.x_mm + x, one.y_mm + y), STYLES[way](one.r_mm, dice), pen, dice)


def _disturb(free: list[Bubble], pen: Pen, layer: Layer, truth: Truth, dice: Dice) -> None:
    """Something that is no answer, on a bubble that is not meant."""
    if not free:
        return
    one = free[int(dice.integers(len(free)))]
    truth.drawn.add((one.question, one.option))
    at = one.x_mm, one.y_mm
    kind = str(dice.choice(["erased", "stray", "specks", "crossed out"], p=[0.4, 0.25, 0.25, 0.1]))
    if kind == "erased":
        put(layer, at, STYLES["full"](one.r_mm, dice), Pen(float(dice.uniform(0.03, 0.13)), 0.4), dice)
    elif kind == "stray":
        put(layer, at, stray(one.r_mm, dice), Pen(float(dice.uniform(0.3, 0.9)), 0.1), dice)
    elif kind == "specks":
        put(layer, at, specks(one.r_mm, dice), Pen(float(dice.uniform(0.4, 0.9)), 0.1), dice)
    else:
        put(layer, at, STYLES["full"](one.r_mm, dice), pen, dice)
        put(layer, at, crossing_out(one.r_mm, dice), pen, dice)


def fill_every(  # noqa: PLR0913 - a page, a way, a share
    geometry: SheetGeometry, page: int, way: str, layer: Layer, dice: Dice, *, share: float = 1.0
) -> Truth:
    """The same mark in every bubble, or in a share of them."""
    truth, pen = Truth(), pencil(dice)
    for one in geometry.bubbles:
        if one.page == page and not one.printed and dice.random() < share:
            _mark(one, way, pen, layer, dice)
            truth.meant.add((one.question, one.option))
    truth.drawn = set(truth.meant)
    return truth


def empty_layer(geometry: SheetGeometry) -> Layer:
    """A page without ink."""
    size = (round(geometry.height_mm * DOTS_PER_MM), round(geometry.width_mm * DOTS_PER_MM))
    return numpy.zeros(size, numpy.float32)
