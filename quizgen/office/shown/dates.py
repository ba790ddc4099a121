"""What a spreadsheet shows of a date, a time or a span, with its number format applied."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from quizgen.office.shown.format_sections import FormatSection, Piece, Token

DATE_LIMIT = 2_958_466
"""The day after 31 December 9999 as a spreadsheet counts."""
_PART_OF_SECOND = 0.01
"""What remains of counting days in fractions; more is a part of a second, rounded in different ways."""
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HALF_DAY = re.compile(r"AM/PM|A/P", re.IGNORECASE)


def shown_date(value: float, section: FormatSection, epoch: datetime.datetime) -> str | None:
    """A number of days since ``epoch`` as the section shows it; None where it cannot be told."""
    if not 0 <= value < DATE_LIMIT or section.has(Token.EXPONENT, Token.PERCENT, Token.GENERAL, Token.TEXT):
        return None
    pieces = section.pieces
    if any(token is Token.DIGIT for token, _text in pieces):
        return None  # parts of seconds
    if abs(value * 86_400 - round(value * 86_400)) > _PART_OF_SECOND:
        return None
    moment = epoch + datetime.timedelta(seconds=round(value * 86_400))
    half = any(token is Token.DATE and _HALF_DAY.fullmatch(text) for token, text in pieces)
    out: list[str] = []
    for index, (token, text) in enumerate(pieces):
        if token is Token.ELAPSED:
            out.append(_elapsed(text, round(value * 86_400)))
        elif token is Token.DATE:
            minutes = text[0] in "mM" and _is_minutes(pieces, index)
            part = _part(text.lower(), moment, half=half, minutes=minutes)
            if part is None:
                return None
            out.append(part)
        else:
            out.append(text)
    return "".join(out)


def _is_minutes(pieces: Sequence[Piece], index: int) -> bool:
    """``m`` after hours or before seconds is minutes."""
    before = next(
        (text for token, text in reversed(pieces[:index]) if token in {Token.DATE, Token.ELAPSED}), ""
    )
    after = next((text for token, text in pieces[index + 1 :] if token in {Token.DATE, Token.ELAPSED}), "")
    return before[:1].lower() == "h" or after[:1].lower() == "s"


def _elapsed(text: str, seconds: int) -> str:
    unit = {"h": 3600, "m": 60, "s": 1}[text[0].lower()]
    return f"{seconds // unit:0{len(text)}d}"


def _part(text: str, moment: datetime.datetime, *, half: bool, minutes: bool) -> str | None:
    if _HALF_DAY.fullmatch(text):
        words = text.split("/")
        return words[moment.hour >= 12].upper()  # noqa: PLR2004 - noon
    width = len(text)
    letter = text[0]
    if letter == "y":
        return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"  # noqa: PLR2004 - yy
    if minutes or letter in "hs":
        hour = (moment.hour - 1) % 12 + 1 if half else moment.hour
        number = moment.minute if minutes else {"h": hour, "s": moment.second}[letter]
        return None if width > 2 else f"{number:0{width}d}"  # noqa: PLR2004 - hh
    return _day_or_month(letter, width, moment)


def _day_or_month(letter: str, width: int, moment: datetime.datetime) -> str | None:
    number = moment.month if letter == "m" else moment.day
    name = _MONTHS[moment.month - 1] if letter == "m" else _DAYS[moment.weekday()]
    forms = {1: str(number), 2: f"{number:02d}", 3: name[:3], 4: name}
    if letter == "m":
        forms[5] = name[0]
    return forms.get(width)
