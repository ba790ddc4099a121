"""What a file says of the letters or digits that its judgments are keyed with: A为正确，B为错误."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from quizgen.interchange.key_words import truth_of
from quizgen.interchange.understand.folding import folded

_WORD = r"[“\"]?(正确|错误|对|错|√|×)"
_LETTER_FIRST = re.compile(rf"(?<![A-Za-z0-9])([AB10])[”\"]?\s*(?:[.、:=]|为|是|代表|表示|即)?\s*{_WORD}")
_WORD_FIRST = re.compile(
    rf"{_WORD}[”\"]?的?(?:题|说法)?[，,]?(?:请|就|则)?(?:选|填|写|用|为|涂|打|记|=|:)(?:择|写|涂|入|作)?\s*[“\"]?([AB10])(?![A-Za-z0-9])"
)
_FARTHEST = 8
"""Characters between what is said of one letter and of the other."""


def truth_legend(texts: Iterable[str]) -> Mapping[str, bool]:
    """What A and B, or 1 and 0, mean by what is said in these lines; empty where they do not agree."""
    found: dict[str, bool] = {}
    for text in texts:
        for letter, truth in _said(folded(text)).items():
            if found.setdefault(letter, truth) is not truth:
                return {}
    return found


def _said(plain: str) -> dict[str, bool]:
    """Both letters of a pair that one line explains, with opposite truths."""
    for pattern, letter, word in ((_LETTER_FIRST, 1, 2), (_WORD_FIRST, 2, 1)):
        marks = list(pattern.finditer(plain))
        for one, other in pairwise(marks):
            truths = {mark[letter]: truth_of(mark[word]) for mark in (one, other)}
            near = other.start() - one.end() <= _FARTHEST
            if near and set(truths) in ({"A", "B"}, {"1", "0"}) and set(truths.values()) == {True, False}:
                return {mark.casefold(): truth is True for mark, truth in truths.items()}
    return {}
