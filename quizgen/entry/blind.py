"""Opaque numbers for answers that are marked blind: they follow from the exam's key and lead back by it."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Mapping

_PURPOSE = b"quizgen blind marking 1"
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""Consonants alone spell no words, look like no numbers and no dates."""
_WRITTEN = re.compile(rf"[{_LETTERS}]{{4}}(-[{_LETTERS}]{{4}}){{2}}")
_LENGTH, _GROUP = 12, 4
"""20 to the 12th: of two hundred thousand answers two are alike with a chance of 5 in a million."""


def blind_number(key: bytes, marker: int, candidate: str, item: str) -> str:
    """``BCDF-GHJK-LMNP``: the answer of a 编号 to a printed number, for the first, second, third marker.

    HMAC-SHA256(key of the exam, purpose ‖ marker ‖ 编号 ‖ number): nobody without the key can tell whose an
    answer is, which answers are one person's, which of another marker's numbers is the same answer.
    """
    text = b"\0".join((_PURPOSE, str(marker).encode(), candidate.encode(), item.encode()))
    value = int.from_bytes(hmac.digest(key, text, "sha256"), "big")
    letters = ""
    for _ in range(_LENGTH):
        value, rest = divmod(value, len(_LETTERS))
        letters += _LETTERS[rest]
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def blind_answers(
    key: bytes, marker: int, candidates: Iterable[str], items: Iterable[str]
) -> Mapping[str, tuple[str, str]]:
    """Whose answer to what each number is: 编号 and printed number by it."""
    numbers = tuple(items)
    return {blind_number(key, marker, one, item): (one, item) for one in candidates for item in numbers}


def is_blind(text: str) -> bool:
    """Whether it is written like an opaque number; no 编号 is."""
    return _WRITTEN.fullmatch(text) is not None
