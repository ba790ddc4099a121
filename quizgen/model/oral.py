"""A spoken question: asked aloud, judged point by point."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, TypeAdapter

from quizgen.model.base import Record, Text
from quizgen.model.bookkeeping import Difficulty, QuestionId


class OralQuestion(Record):
    """A short stem with the points of a model answer; ``minutes`` is the time to answer."""

    id: QuestionId
    stem: Annotated[str, Field(min_length=1, max_length=120)]
    points: Annotated[tuple[Text, ...], Field(min_length=2, max_length=6)]
    minutes: Annotated[int, Field(ge=1, le=5)] = 1
    topic: Text
    difficulty: Difficulty
    cites: tuple[Text, ...] = ()
    about: tuple[Text, ...] = ()


ORAL_QUESTION: TypeAdapter[OralQuestion] = TypeAdapter(OralQuestion)
"""Validates and serialises a spoken question."""
