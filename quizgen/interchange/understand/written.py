"""Written answers: scoring points where the file numbers them, else the text of a model answer."""

from __future__ import annotations

import re
from fractions import Fraction

from quizgen.interchange.draft import DraftPoint
from quizgen.interchange.understand.folding import folded
from quizgen.interchange.understand.numbering import CIRCLED_NUMBERS

_TEN = "一二三四五六七八九十"
_ITEM = re.compile(
    r"(?:^|(?<=[\n。；;：:，,、 ]))\s*"
    rf"(?:\(\s*(\d{{1,2}})\s*\)|(\d{{1,2}})\s*[.、)](?!\d)|([{CIRCLED_NUMBERS}])|\(([{_TEN}])\)"
    rf"|([{_TEN}])\s*[是、]|第([{_TEN}])\s*[,，、:])\s*"
)
_POINTS = re.compile(r"[(\[]?\s*(\d{1,3}(?:\.\d{1,2})?)\s*分\s*[)\]]?\s*[。；;]?\s*$")
_WORTH = re.compile(r"（(\d{1,3})分）$")
"""What a point is worth, as banks write it."""
_LEAD = re.compile(r"^\s*答\s*[:：]\s*")


def written_answer(text: str, *, literal: bool = False) -> tuple[tuple[DraftPoint, ...], str]:
    """The scoring points of an answer, or none with the answer as a whole.

    ``literal``: a bank wrote it, a point a line, each behind its number in brackets.
    """
    whole = text.strip() if literal else _LEAD.sub("", text.strip()).strip()
    pieces = _numbered_lines(whole) if literal else numbered(whole)
    if len(pieces) < 2:  # noqa: PLR2004 - one point is the whole answer
        return (), whole
    points = [_point(piece, _WORTH if literal else _POINTS) for piece in pieces]
    total = sum((worth for _, worth in points if worth is not None), Fraction())
    if all(worth is not None for _, worth in points) and total:
        return tuple(DraftPoint(said, worth / total) for said, worth in points if worth is not None), ""
    return tuple(DraftPoint(said) for said, _ in points), ""


def numbered(whole: str) -> list[str]:
    """The items of a list that begins the text and counts from 1; empty where there is none."""
    plain = folded(whole)
    marks: list[re.Match[str]] = []
    form: int | None = None
    for found in _ITEM.finditer(plain):
        group = next(at for at, one in enumerate(found.groups(), 1) if one)
        if form is not None and group != form:
            continue
        if _value(found[group], group) != len(marks) + 1:
            continue
        if not marks and plain[: found.start()].strip():
            return []
        form = group
        marks.append(found)
    if len(marks) < 2:  # noqa: PLR2004 - as above
        return []
    ends = [*(one.start() for one in marks[1:]), len(whole)]
    texts = [
        whole[one.end() : end].strip().strip("；;").strip() for one, end in zip(marks, ends, strict=True)
    ]
    return texts if all(texts) else []


def _numbered_lines(whole: str) -> list[str]:
    """The items of a list with a number in brackets at the beginning of every line."""
    lines = whole.split("\n")
    marks = [f"（{number}）" for number in range(1, len(lines) + 1)]
    if not all(line.startswith(mark) for line, mark in zip(lines, marks, strict=True)):
        return []
    return [line.removeprefix(mark) for line, mark in zip(lines, marks, strict=True)]


def _value(written: str, group: int) -> int:
    if group == 3:  # noqa: PLR2004 - circled
        return CIRCLED_NUMBERS.index(written) + 1
    return _TEN.index(written) + 1 if written in _TEN else int(written)


def _point(text: str, worth: re.Pattern[str]) -> tuple[str, Fraction | None]:
    found = worth.search(text if worth is _WORTH else folded(text))
    if found is None or not found.start():
        return text, None
    said = text[: found.start()]
    return said if worth is _WORTH else said.rstrip().rstrip("；;"), Fraction(found[1])
