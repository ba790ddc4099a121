"""The rows of bubbles that a section of a paper needs, and the room of their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from quizgen.model.kinds import Kind
from quizgen.model.lettered import RIGHT_MARK, WRONG_MARK
from quizgen.model.sheet import BubbleKind
from quizgen.render.paper.composed import PaperItem, PaperSection

FIGURE_MM, BRACKET_MM = 1.5, 1.2
"""A figure and a bracket of a label are a little narrower than here in every font."""

_ROW_OF_MANY = frozenset({BubbleKind.MATCHING, BubbleKind.ORDERING})
"""Kinds that have a row for each item, each place."""


@dataclass(frozen=True, slots=True)
class BubbleRow:
    """A question to bubble in: its printed number, kind and marks."""

    question: str
    kind: BubbleKind
    marks: tuple[str, ...]


def bubble_rows(section: PaperSection) -> Iterator[BubbleRow]:
    """The rows of a section in printed order, those of sub-questions included."""
    for item in section.items:
        for asked in item.parts or (item,):
            yield from _row(asked)


def _row(item: PaperItem) -> Iterator[BubbleRow]:
    letters = tuple(option.letter for option in item.options)
    match item.kind:
        case Kind.SINGLE:
            yield BubbleRow(item.number, BubbleKind.SINGLE, letters)
        case Kind.MULTIPLE:
            yield BubbleRow(item.number, BubbleKind.MULTIPLE, letters)
        case Kind.TRUE_FALSE:
            yield BubbleRow(item.number, BubbleKind.TRUE_FALSE, (RIGHT_MARK, WRONG_MARK))
        case Kind.MATCHING | Kind.ORDERING:
            kind = BubbleKind.MATCHING if item.kind is Kind.MATCHING else BubbleKind.ORDERING
            places = len(item.lefts) or len(letters)
            for number in range(1, places + 1):
                yield BubbleRow(f"{item.number}({number})", kind, letters)
        case Kind.FILL | Kind.SHORT | Kind.ESSAY | Kind.CASE:
            pass


def label_mm(row: BubbleRow, gap: float) -> float:
    """The room that the number of a row of many takes: ``6(1)(1)`` is longer than other numbers."""
    if row.kind not in _ROW_OF_MANY:
        return 0.0
    brackets = 2 * row.question.count("(")
    return brackets * BRACKET_MM + (len(row.question) - brackets) * FIGURE_MM + gap


def runs(rows: Sequence[BubbleRow]) -> list[tuple[BubbleRow, ...]]:
    """Rows that may stand in one group: those of one 配对 or 排序, or questions with a row each."""

    def several(row: BubbleRow) -> str:
        return row.question.rpartition("(")[0] if row.kind in _ROW_OF_MANY else ""

    return [tuple(run) for _, run in groupby(rows, key=several)]
