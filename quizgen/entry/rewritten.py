"""Whether a typed answer may be what a spreadsheet made of another text: of 0012 12, of 3-4 a date."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Hashable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from quizgen.entry.typed import AS_TYPED, Meaning, TypingFault
from quizgen.markup.inline import accepted_answer
from quizgen.markup.words import comparable, narrow
from quizgen.model.question import FillBody
from quizgen.model.rules.answers import A036
from quizgen.model.shown import ShownItem

_DIGITS = 15
"""Spreadsheets keep so many."""
_EPOCH = datetime.date(1899, 12, 30)
_SERIALS = range(18_000, 80_000)
"""Days from 1949 to 2118: numbers that may be a date whose format was lost."""
_CENTURY = 100
_FIRST_OF_1900S = 30
"""Two digits from 30 on are a year of the twentieth century."""

_NUMBER = re.compile(r"([-+]?)[¥$]?(\d+|\d{1,3}(?:,\d{3})+)(\.\d*)?(e[-+]?\d{1,3})?( ?%)?")
_MIXED = re.compile(r"(?:(\d{1,6}) )?(\d{1,6})/(\d{1,6})")
_TIME = re.compile(r"(\d{1,4}):(\d{2}|\d)(?::(\d{2}))?( ?[ap]m)?")
_TWO = re.compile(r"(\d{1,4})[-/](\d{1,4})")
_THREE = re.compile(r"(\d{1,4})[-/](\d{1,2})[-/](\d{1,4})")
_CHINESE = re.compile(r"(?:(\d{4}|\d{2})年)?(\d{1,2})月(?:(\d{1,2})[日号])?")
_NAMES = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTH = rf"({'|'.join(_NAMES)})[a-z]*"
_DAY_NAME = re.compile(rf"(\d{{1,2}})[- ]?{_MONTH}(?:[- ](\d{{2,4}}))?")
_NAME_NUMBER = re.compile(rf"{_MONTH}[- ]?(\d{{1,4}})")
_MIDNIGHT = re.compile(r"[ t]0?0:00(:00)?$")
_UNMISTAKABLE = re.compile(rf"\d{{1,2}}-{_MONTH}(-\d\d)?|{_MONTH}-\d\d|\d(\.\d+)?e[+-]\d{{2,3}}")

ReadValue = tuple[str, Hashable]
"""A kind of thing with the thing itself: a number, a day of the year, a date, a month, a time, a truth."""
_HINT = (
    "对照答卷：不同的，把单元格设为文本格式后重新填写（CSV 用文本编辑器改）；"
    f"答卷上确实是这样写的，前面加一个 {AS_TYPED}"
)


def is_spreadsheets_spelling(text: str) -> bool:
    """Whether only a spreadsheet writes a text so: ``4-Mar``, ``Mar-26``, ``1.23E+11``."""
    return _UNMISTAKABLE.fullmatch(_folded(text)) is not None


def may_stand_for(typed: str, wanted: str) -> bool:
    """Whether a spreadsheet could have made ``typed`` of ``wanted``; both are different texts."""
    made = _results(_folded(typed))
    return not made.isdisjoint(_readings(_folded(wanted))) or _shortened(_folded(typed), _folded(wanted))


def _folded(text: str) -> str:
    return " ".join(narrow(text).casefold().split())


@lru_cache(maxsize=1 << 12)
def _readings(text: str) -> frozenset[ReadValue]:
    """The values that a spreadsheet may read a typed text as."""
    if text.startswith("(") and text.endswith(")") and _NUMBER.fullmatch(text[1:-1]):
        return frozenset({_number(Fraction(Decimal(text[1:-1].replace(",", "").strip("¥$%") or "0")) * -1)})
    return frozenset((*_plain(text), *_typed_days(text)))


@lru_cache(maxsize=1 << 12)
def _results(text: str) -> frozenset[ReadValue]:
    """The values that a spreadsheet may show as this text."""
    text = _MIDNIGHT.sub("", text)
    return frozenset((*_plain(text), *_shown_days(text)))


def _plain(text: str) -> Iterator[ReadValue]:
    """Numbers, times, truths."""
    number = _value(text)
    if number is not None:
        yield _number(number)
        if 0 < number < 1 and len(text) > len("0.12345"):
            yield "time", round(number * 86_400)
    mixed = _MIXED.fullmatch(text)
    if mixed is not None and int(mixed[3]):
        yield _number(int(mixed[1] or 0) + Fraction(int(mixed[2]), int(mixed[3])))
    time = _TIME.fullmatch(text)
    if time is not None:
        afternoon = 43_200 if (time[4] or "").strip() == "pm" and int(time[1]) < 12 else 0  # noqa: PLR2004 - noon
        yield "time", int(time[1]) * 3600 + int(time[2]) * 60 + int(time[3] or 0) + afternoon
    if text in {"true", "false"}:
        yield "truth", text


def _value(text: str) -> Fraction | None:
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    plain = f"{found[1]}{found[2].replace(',', '')}{found[3] or ''}{found[4] or ''}"
    return Fraction(Decimal(plain)) / (100 if found[5] else 1)


def _number(value: Fraction) -> ReadValue:
    """A number with the digits that are kept."""
    return "number", Decimal(format(float(value), f".{_DIGITS}g")).normalize()


def _shortened(typed: str, wanted: str) -> bool:
    """Whether a number in scientific notation, or one of more than 15 digits, is a longer one cut short."""
    found, whole = _NUMBER.fullmatch(typed), _value(wanted)
    value = _value(typed)
    if found is None or whole is None or value is None or not whole:
        return False
    digits = len(f"{found[2]}{found[3] or ''}".replace(",", "").replace(".", ""))
    if not found[4] and digits <= _DIGITS:
        return False
    unit = Fraction(10) ** (Decimal(float(value)).adjusted() - min(digits, _DIGITS) + 1)
    return abs(value - whole) <= unit / 2 if found[4] else abs(value - whole) < unit


def _typed_days(text: str) -> Iterator[ReadValue]:
    """The dates that a spreadsheet may read a typed text as."""
    two, three = _TWO.fullmatch(text), _THREE.fullmatch(text)
    if two is not None:
        first, second = int(two[1]), int(two[2])
        yield from (*_day(first, second), *_day(second, first))
        yield from (*_month(first, second), *_month(second, first))
    if three is not None:
        yield from _dates(three)
    yield from _named_days(text)


def _shown_days(text: str) -> Iterator[ReadValue]:
    """The dates that a spreadsheet may show as this text; the year may not have been typed."""
    dates: list[ReadValue] = []
    three = _THREE.fullmatch(text)
    if three is not None:
        dates += _dates(three)
    elif text.isascii() and text.isdigit() and int(text) in _SERIALS:
        day = _EPOCH + datetime.timedelta(days=int(text))
        dates += _date(day.year, day.month, day.day)
    dates += _named_days(text)
    yield from dates
    for kind, value in dates:
        if kind == "date" and isinstance(value, tuple):
            year, month, day_of_month = value
            yield "day", (month, day_of_month)
            if day_of_month == 1:
                yield "month", (year, month)


def _dates(found: re.Match[str]) -> Iterator[ReadValue]:
    """Three numbers as a date in any order that people write."""
    first, second, third = (int(part) for part in found.groups())
    yield from (*_date(first, second, third), *_date(third, first, second), *_date(third, second, first))


def _named_days(text: str) -> Iterator[ReadValue]:
    """Dates with 年月日 or with the English names of months."""
    chinese, first, last = (pattern.fullmatch(text) for pattern in (_CHINESE, _DAY_NAME, _NAME_NUMBER))
    if chinese is not None:
        year, month, day = (int(part) if part else None for part in chinese.groups())
        if month is not None and year is not None:
            yield from _month(year, month) if day is None else _date(year, month, day)
        elif month is not None and day is not None:
            yield from _day(month, day)
    if first is not None:
        month = _NAMES[first[2]]
        yield from _date(int(first[3]), month, int(first[1])) if first[3] else _day(month, int(first[1]))
    if last is not None:
        yield from (*_day(_NAMES[last[1]], int(last[2])), *_month(int(last[2]), _NAMES[last[1]]))


def _day(month: int, day: int) -> Iterator[ReadValue]:
    if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(2024, month)[1]:  # noqa: PLR2004 - months
        yield "day", (month, day)


def _month(year: int, month: int) -> Iterator[ReadValue]:
    if 1 <= month <= 12 and (year < _CENTURY or 1900 <= year <= 9999):  # noqa: PLR2004 - months, years
        yield "month", (_full_year(year), month)


def _date(year: int, month: int, day: int) -> Iterator[ReadValue]:
    if (year < _CENTURY or 1900 <= year <= 9999) and any(_day(month, day)):  # noqa: PLR2004 - years
        yield "date", (_full_year(year), month, day)


def _full_year(year: int) -> int:
    if year >= _CENTURY:
        return year
    return year + (1900 if year >= _FIRST_OF_1900S else 2000)


def undoubted(place: ShownItem, read: Meaning, shown: str, stored: str) -> Meaning:
    """The same meaning, or a fault where an answer that counts as wrong may be a right one rewritten.

    ``shown`` is what the cell shows, ``stored`` what it holds. The fault tells nothing of what is right.
    """
    body = place.body
    if not isinstance(body, FillBody):
        return read
    single = len(read.blanks) == 1
    for index, blank in enumerate(read.blanks):
        groups = body.answers if body.any_order else body.answers[index : index + 1]
        accepted = [text for group in groups for text in group]
        if not blank or comparable(blank) in map(accepted_answer, accepted) or f"{AS_TYPED}{blank}" in shown:
            continue
        spellings = {blank, stored} if single else {blank}
        doubtful = any(may_stand_for(one, text) for one in spellings for text in accepted)
        if doubtful or is_spreadsheets_spelling(blank):
            message = f"“{blank[:20]}”像是表格软件改写过的（前导的 0、百分号、短横、斜线、长数等会被改掉）"
            return Meaning(fault=TypingFault(A036.id, message, _HINT))
    return read
