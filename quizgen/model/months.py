"""Whole months counted on the calendar."""

from __future__ import annotations

import calendar
import datetime

_MONTHS_A_YEAR = 12


def add_months(date: datetime.date, months: int) -> datetime.date:
    """The same day so many months later; the month's last day where it is shorter (08-31 + 6: 02-28)."""
    year, month = divmod(date.year * _MONTHS_A_YEAR + date.month - 1 + months, _MONTHS_A_YEAR)
    return datetime.date(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))
