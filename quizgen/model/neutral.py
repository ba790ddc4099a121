"""An option order that says nothing about the key, for showing a question outside any form."""

from __future__ import annotations

import hashlib

from quizgen.model.question import ChoiceBody, option_texts


def neutral_order(body: ChoiceBody, question_id: str) -> tuple[int, ...]:
    """Original option indices in an order that tells nothing and never changes; ``last`` stays last."""
    texts = option_texts(body)

    def key(index: int) -> tuple[int, str]:
        place = body.last.index(texts[index]) + 1 if texts[index] in body.last else 0
        return place, hashlib.sha256(f"{question_id}/{body.stem}/{index}".encode()).hexdigest()

    return tuple(sorted(range(len(texts)), key=key))
