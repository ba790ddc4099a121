"""Numbers, days and conditions in words, the same wherever they are printed."""

from __future__ import annotations

import datetime
from fractions import Fraction


def exact_text(number: Fraction, decimals: int = 2) -> str:
    """An exact number as people read it: ``3``, ``2.5``, ``10/3`` where so many decimals are not exact."""
    if number.denominator == 1:
        return str(number.numerator)
    if (number * 10**decimals).denominator == 1:
        return f"{float(number):.{decimals}f}".rstrip("0")
    return f"{number.numerator}/{number.denominator}"


def rounded_text(number: Fraction) -> str:
    """A number as a table prints it: exact where two decimals are, else rounded half up (``35.67``)."""
    return exact_text(Fraction((number * 100 + Fraction(1, 2)).__floor__(), 100))


def paper_points(points: Fraction) -> str:
    """Points as a paper prints them: ``2``, ``0.125``, ``1/3`` where four decimals are not exact."""
    return exact_text(points, 4)


def score_text(score: Fraction, decimals: int) -> str:
    """A rounded score in print: ``85``, ``85.5``; no zeros at the end."""
    whole, rest = divmod(score * 10**decimals, 10**decimals)
    return f"{whole}.{int(rest):0{decimals}d}".rstrip("0").rstrip(".") if rest else str(whole)


def percent_text(share: Fraction) -> str:
    """A share in whole percent: ``33%``."""
    return f"{float(share * 100):.0f}%"


def day_text(day: datetime.date) -> str:
    """``2026年12月1日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def book_text(*, closed: bool) -> str:
    """闭卷 or 开卷."""
    return "闭卷" if closed else "开卷"


def watched_text(*, supervised: bool) -> str:
    """有人监考 or 无人监考."""
    return "有人监考" if supervised else "无人监考"
