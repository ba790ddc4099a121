"""Mastery by level: the share of the points of 记忆, 理解 and 应用 that all candidates together earned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from quizgen.model.analysis import SMALLEST_GROUP, Mastery
from quizgen.model.bookkeeping import Level
from quizgen.model.exact import exact_sum
from quizgen.model.score import ItemMark


class LevelCollector:
    """Takes one person's marks after another; ``levels`` gives the level of a question by its id."""

    def __init__(self, levels: Mapping[str, Level]) -> None:
        self._levels = levels
        self._points = dict.fromkeys(Level, Fraction())
        self._full = dict.fromkeys(Level, Fraction())
        self._people = dict.fromkeys(Level, 0)

    def add(self, marks: Iterable[ItemMark]) -> None:
        """Count one person who sat."""
        by_level: dict[Level, list[ItemMark]] = {}
        for mark in marks:
            level = self._levels.get(mark.question)
            if level is not None:
                by_level.setdefault(level, []).append(mark)
        for level, own in by_level.items():
            self._points[level] += exact_sum(mark.points for mark in own)
            self._full[level] += exact_sum(mark.full for mark in own)
            self._people[level] += 1

    def mastery(self) -> tuple[Mastery, ...]:
        """A line for every level that enough people met."""
        return tuple(
            Mastery(
                name=f"层次：{level}",
                people=self._people[level],
                share=float(self._points[level] / self._full[level]),
            )
            for level in Level
            if self._full[level] and self._people[level] >= SMALLEST_GROUP
        )
