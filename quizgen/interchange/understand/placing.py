"""Where the pictures of a question belong: below its stem, or to one of its options."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from quizgen.interchange.draft import DraftOption, DraftPicture
from quizgen.interchange.understand.asked import OpenQuestion
from quizgen.interchange.understand.lines import FigurePiece
from quizgen.model.rules.drafts import D016


def placed_pictures(
    asked: OpenQuestion, options: tuple[DraftOption, ...]
) -> tuple[list[DraftPicture], tuple[DraftOption, ...]]:
    """The pictures of the stem, then the options with theirs.

    Sure only where every option has one picture, or those have no text that have one.
    """
    behind = [(letter, figure) for figure, letter in asked.figures if letter]
    below = [_drafted(figure) for figure, letter in asked.figures if not letter]
    if not behind:
        return below, options
    counted = Counter(letter for letter, _ in behind)
    known = {one.letter for one in options}
    wordless = {one.letter for one in options if not one.text.strip()}
    sure = max(counted.values()) == 1 and (set(counted) == known or set(counted) == wordless)
    if not sure:
        asked.doubt(D016, f"看不出选项后面的 {len(behind)} 张图片属于哪一项")
    first = dict(reversed(behind))
    return below, tuple(
        replace(one, picture=_drafted(first[one.letter])) if one.letter in first else one for one in options
    )


def _drafted(figure: FigurePiece) -> DraftPicture:
    shown = figure.picture
    return DraftPicture(shown.content, shown.alt, shown.width_mm)
