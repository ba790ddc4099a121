"""Lines that hold two things divided: a heading with the first question, or the first key, behind it."""

from __future__ import annotations

import re
from dataclasses import replace

from quizgen.interchange.kind_words import kind_word
from quizgen.interchange.understand.lines import DocumentPiece, TextLine
from quizgen.interchange.understand.numbering import CHINESE_DIGITS

_HEADED = re.compile(
    rf"(?P<head>[【\[]?(?P<ordinal>第\s*[{CHINESE_DIGITS}]{{1,3}}\s*(?:部分|大题)\s*[.、:]?\s*|[{CHINESE_DIGITS}]{{1,3}}\s*[.、:]\s*"
    rf"|\(\s*[{CHINESE_DIGITS}]{{1,3}}\s*\)\s*[.、:]?\s*)?"
    r"(?P<kind>[一-鿿]{2,8})[】\]]?\s*(?P<said>\([^()]{1,60}\))?)"
    r"\s*[:。]?\s*(?=(?:\d{1,3}\s*[.、．:]|\(\s*\d{1,3}\s*\)|第\s*\d{1,3}\s*题)\s*[^\d\s])"
)


_KEYS_HEADED = re.compile(
    rf"(?P<head>(?:[{CHINESE_DIGITS}]{{1,3}}\s*[.、:]\s*)?(?P<kind>[一-鿿]{{2,6}}题)的?(?:参考|正确|标准)?答案)\s*[:]\s*"
    r"(?=\d{1,3}\s*[-~至、.:])"
)


def divided(pieces: tuple[DocumentPiece, ...]) -> tuple[DocumentPiece, ...]:
    """The pieces, counted again, every heading of a kind on a line of its own."""
    out: list[DocumentPiece] = []
    for piece in pieces:
        parts = _parts(piece) if isinstance(piece, TextLine) else (piece,)
        out += (replace(part, index=len(out) + at) for at, part in enumerate(parts))
    return tuple(out)


def _parts(line: TextLine) -> tuple[TextLine, ...]:
    keys = _KEYS_HEADED.match(line.plain)
    if keys is not None and kind_word(keys["kind"]) is not None:
        return line.cut(0, keys.end("head")), line.cut(keys.end())
    found = _HEADED.match(line.plain)
    if found is None or kind_word(found["kind"]) is None:
        return (line,)
    if not (found["ordinal"] or found["kind"].endswith("题")):
        return (line,)
    if not (found["ordinal"] or found["said"]):
        return (line,)  # 单选题 1. may stand before every question
    return line.cut(0, found.end("head")), replace(line.cut(found.end()), apart=False, auto=False)
