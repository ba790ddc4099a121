"""A model answer taken apart into what can be marked point by point."""

from __future__ import annotations

import re

_NUMBERED = re.compile(
    r"(?:^|(?<=[\s。；;，,：:]))(?:[（(]\d{1,2}[)）]|\d{1,2}\s*[.．、](?!\d)|[①-⑳]|[（(][一二三四五六七八九十]{1,2}[)）]|"
    r"[一二三四五六七八九十]{1,2}、|[一二三四五六七八九十]是)"
)
_ENDS = re.compile(r"[；;\n]")
_LEAST, _MOST = 2, 10


def pieces_of(answer: str) -> tuple[str, ...]:
    """Its points where it numbers them, or sets them apart by lines or semicolons; else the whole answer."""
    text = answer.strip()
    for pattern in (_NUMBERED, _ENDS):
        pieces = tuple(piece for part in pattern.split(text) if (piece := part.strip(" \n；;，,。")))
        if _LEAST <= len(pieces) <= _MOST:
            return _without_opening(pieces, text, numbered=pattern is _NUMBERED)
    return (text,) if text else ()


def _without_opening(pieces: tuple[str, ...], text: str, *, numbered: bool) -> tuple[str, ...]:
    """An opening such as 应当做到： stands before the first number; it is no point of its own."""
    opens = numbered and _NUMBERED.match(text) is None and pieces[0].endswith(("：", ":"))
    return pieces[1:] if opens and len(pieces) > _LEAST else pieces
