"""Leaks that are not marked yet: the two questions may still appear on one paper."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.bank.leaks.find import Leak
from quizgen.model.question import Question


def unmarked(questions: Iterable[Question], leaks: Iterable[Leak]) -> tuple[Leak, ...]:
    """The leaks between questions that are not enemies, on either side."""
    marked = {frozenset((question.id, enemy)) for question in questions for enemy in question.enemies}
    return tuple(leak for leak in leaks if frozenset((leak.shows, leak.asks)) not in marked)
