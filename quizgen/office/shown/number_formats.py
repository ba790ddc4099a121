"""How the cell styles of a workbook show numbers."""

from __future__ import annotations

import datetime
from decimal import Decimal, InvalidOperation

from quizgen.office.package import Package
from quizgen.office.parts import part_tree, related
from quizgen.office.shown.built_in import built_in_formats, is_date_format
from quizgen.office.shown.looks import shows_number
from quizgen.office.shown.numbers import Shown, shown_number, shown_text
from quizgen.office.xml_reading import whole

_CHINESE_DATES = frozenset((*range(27, 37), *range(50, 59)))
"""Number formats that Chinese Excel has built in for dates, beyond those openpyxl knows."""
_CHINESE_CODES = {
    14: "yyyy/m/d",
    22: "yyyy/m/d h:mm",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
    **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
}
"""Built-in formats as Chinese Excel shows them."""
_CURRENCY = dict.fromkeys((5, 6, 7, 8, 42, 44), "[$?-FFFFFFFF]0")
"""Built-in formats whose sign of money depends on the computer: never known."""
_EPOCH, _EPOCH_1904 = datetime.datetime(1899, 12, 30), datetime.datetime(1904, 1, 1)  # noqa: DTZ001 - no zone in a spreadsheet


class NumberFormats:
    """The number format of every cell style. Raises RefusedFile for a damaged part."""

    def __init__(self, package: Package, main: str) -> None:
        styles = next((target for kind, target in related(package, main) if kind == "styles"), "")
        self._ids: list[int] = []
        self._codes: dict[int, str] = {**built_in_formats(), **_CHINESE_CODES, **_CURRENCY}
        if styles:
            tree = part_tree(package, styles)
            for one in tree.iter("{*}numFmt"):
                self._codes[whole(one.get("numFmtId"))] = one.get("formatCode", "")
            for style in tree.iterfind("{*}cellXfs/{*}xf"):
                self._ids.append(whole(style.get("numFmtId")))
        properties = part_tree(package, main).find("{*}workbookPr")
        self._from_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
        self._epoch = _EPOCH_1904 if self._from_1904 else _EPOCH
        self.dressing = frozenset(
            str(index)
            for index, number in enumerate(self._ids)
            if shown_text("甲", self._codes.get(number, "General")) != "甲"
        )

    def shown(self, number: float, style: str | None) -> Shown | None:
        """What is seen of a number in this style; None where that is not known here."""
        return shown_number(number, self._codes.get(self._id(style), "General") or "General", self._epoch)

    def shown_text(self, text: str, style: str) -> str | None:
        """What is seen of a text in one of the styles of ``dressing``, which show it otherwise."""
        return shown_text(text, self._codes.get(self._id(style), "General"))

    def is_date(self, style: str | None) -> bool:
        """Whether numbers of this style (the ``s`` of a cell) show as dates."""
        number = self._id(style)
        code = self._codes.get(number, "")
        return number in _CHINESE_DATES or bool(code and code != "General" and is_date_format(code))

    def shows_whole(self, style: str | None, number: str) -> bool:
        """Whether a decimal number in this style is seen with all its digits."""
        return shows_number(self._codes.get(self._id(style), "General"), number)

    def serial(self, day: datetime.date) -> int:
        """A day as this workbook counts days."""
        return (day - self._epoch.date()).days

    def _id(self, style: str | None) -> int:
        index = int(style) if style and style.isdigit() else 0
        return self._ids[index] if index < len(self._ids) else 0


def same_number(one: str, other: str) -> bool:
    """Whether two texts are the same decimal number."""
    try:
        return Decimal(one.strip()) == Decimal(other.strip())
    except InvalidOperation:
        return False
