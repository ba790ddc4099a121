"""A question as text alone: its picture in words, its table in lines."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.markup.inline import plain_text
from quizgen.model.illustrated import Illustrated, picture_in_words


def in_words(text: str, body: Illustrated) -> str:
    """The stem (or the text of a case) without mark-up, its picture in a line, its table in several."""
    return "\n".join((plain_text(text), *_below(body)))


def _below(body: Illustrated) -> Iterator[str]:
    if body.image is not None:
        yield picture_in_words(plain_text(body.alt or ""))
    for row in body.table:
        yield "｜".join(plain_text(cell) for cell in row)
