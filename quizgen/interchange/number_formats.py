"""How the cell styles of a workbook show numbers."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from quizgen.interchange.package import Package
from quizgen.interchange.parts import part_tree, related

_CHINESE_DATES = frozenset((*range(27, 37), *range(50, 59)))
"""Number formats that Chinese Excel has built in for dates, beyond those openpyxl knows."""
_DECIMALS = re.compile(r"^[#0]*0(?:\.(0+))?(?:_[ )]|;.*)?$")
_ZEROS = re.compile(r"^0{2,20}$")
_EPOCH, _EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)


class NumberFormats:
    """The number format of every cell style. Raises RefusedFile for a damaged part."""

    def __init__(self, package: Package, main: str) -> None:
        styles = next((target for kind, target in related(package, main) if kind == "styles"), "")
        self._ids: list[int] = []
        self._codes: dict[int, str] = dict(BUILTIN_FORMATS)
        if styles:
            tree = part_tree(package, styles)
            for one in tree.iter("{*}numFmt"):
                self._codes[int(one.get("numFmtId", "0"))] = one.get("formatCode", "")
            for style in tree.iterfind("{*}cellXfs/{*}xf"):
                self._ids.append(int(style.get("numFmtId", "0")))
        properties = part_tree(package, main).find("{*}workbookPr")
        self._from_1904 = properties is not None and properties.get("date1904") in {"1", "true"}

    def is_date(self, style: str | None) -> bool:
        """Whether numbers of this style (the ``s`` of a cell) show as dates."""
        number = self._id(style)
        code = self._codes.get(number, "")
        return number in _CHINESE_DATES or bool(code and code != "General" and is_date_format(code))

    def shows_whole(self, style: str | None, number: str) -> bool:
        """Whether a decimal number in this style is seen with all its digits."""
        code = self._codes.get(self._id(style), "General")
        if code in {"General", "@", ""}:
            return True
        found = _DECIMALS.match(code)
        decimals = len(number.partition(".")[2])
        return found is not None and len(found.group(1) or "") >= decimals

    def padded(self, style: str | None, number: str) -> str:
        """A whole number as a format of zeros (``0000000``) shows it; itself under any other format."""
        code = self._codes.get(self._id(style), "")
        return number.zfill(len(code)) if _ZEROS.match(code) and number.isdigit() else number

    def serial(self, day: dt.date) -> int:
        """A day as this workbook counts days."""
        return (day - (_EPOCH_1904 if self._from_1904 else _EPOCH)).days

    def _id(self, style: str | None) -> int:
        index = int(style) if style and style.isdigit() else 0
        return self._ids[index] if index < len(self._ids) else 0


def same_number(one: str, other: str) -> bool:
    """Whether two texts are the same decimal number."""
    try:
        return Decimal(one.strip()) == Decimal(other.strip())
    except InvalidOperation:
        return False
