"""What an essay is judged by and written on: bands of points, a number of characters, squared paper."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, NamedTuple

from pydantic import Field

from quizgen.model.base import Exact, Record, Text

COLUMNS = 20
"""Squares in a row of essay paper, as printed essay paper in schools has."""

FEWEST_ROWS, MOST_ROWS = 5, 100
"""Rows of squares on a paper: 100 squares at least, 2,000 at most, which are five pages."""

MOST_CHARACTERS = 5000
"""The largest number of characters that may be asked for."""

GRID_PATTERN = r"^20 ?[x×] ?[1-9][0-9]{0,2}$"


class Band(Record):
    """档次: an answer that earns at least this share of the points is like this."""

    at_least: Exact = Field(title="下限", description="这一档最低占满分的多少，例如 17/20；最低一档写 0")
    text: Text = Field(title="说明", description="这一档的答卷是什么样子")


class WordCount(Record):
    """How many characters an answer should have; None: no such bound."""

    min: Annotated[int, Field(ge=1, le=MOST_CHARACTERS)] | None = Field(
        None, title="最少字数", description="最少写多少字"
    )
    max: Annotated[int, Field(ge=1, le=MOST_CHARACTERS)] | None = Field(
        None, title="最多字数", description="最多写多少字"
    )


class ShownBand(NamedTuple):
    """A band as it is shown: its ordinal name, its points in words, what its answers are like."""

    name: str
    points: str
    text: str

    def line(self) -> str:
        """All on one line: ``一档（17至20分）：…``."""
        return f"{self.name}（{self.points}）：{self.text}"


_ORDINALS = "一二三四五六七八九十"


def shown_bands(bands: tuple[Band, ...], full: Fraction | None = None) -> tuple[ShownBand, ...]:
    """The bands of a question worth ``full`` points (None: not known, so they are given in percent)."""
    unit = "%" if full is None else "分"
    whole = Fraction(100) if full is None else full
    uppers = (None, *(band.at_least for band in bands))
    return tuple(
        ShownBand(
            f"{ordinal}档",
            f"{_number(band.at_least * whole)}至{_upper(upper, whole)}{unit}",
            band.text,
        )
        for ordinal, band, upper in zip(_ORDINALS, bands, uppers, strict=False)
    )


def _upper(share: Fraction | None, whole: Fraction) -> str:
    return _number(whole) if share is None else f"不满{_number(share * whole)}"


def _number(points: Fraction) -> str:
    """Rounded to two decimals: bands say what answers are like, nothing is computed with them."""
    return f"{float(points):.2f}".rstrip("0").rstrip(".")


def band_credits(bands: tuple[Band, ...]) -> tuple[Fraction, ...]:
    """What each band counts for where one judges oneself: the best in full, any other its least share."""
    return tuple(Fraction(1) if at == 0 else band.at_least for at, band in enumerate(bands))


def words_asked(words: WordCount | None) -> str:
    """``不少于600字``; empty where nothing is asked."""
    if words is None or (words.min is None and words.max is None):
        return ""
    if words.min is None:
        return f"不超过{words.max}字"
    if words.max is None:
        return f"不少于{words.min}字"
    return f"{words.min}至{words.max}字"


def grid_rows(grid: str | None) -> int:
    """How many rows of squares ``20x40`` has; 0 without squared paper."""
    return 0 if grid is None else int(grid.replace("×", "x").rpartition("x")[2])


_CHARACTERS_A_LINE = 22
"""Handwritten characters on a ruled line, as for other written answers."""

_MOST_LINES, _LINES_OTHERWISE = 60, 28
"""As many ruled lines as a paper gives at most; about a page where no number of characters is asked for."""


def essay_lines(lines: int | None, grid: str | None, words: WordCount | None) -> int:
    """Ruled lines for an essay: as its author says, none on squared paper, else by characters."""
    if lines is not None:
        return lines
    if grid is not None:
        return 0
    wanted = (words.max or words.min) if words is not None else None
    if wanted is None:
        return _LINES_OTHERWISE
    return min(-(-wanted * 11 // (10 * _CHARACTERS_A_LINE)) + 1, _MOST_LINES)
