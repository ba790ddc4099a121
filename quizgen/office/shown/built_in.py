"""Formats and colours built into spreadsheets, as openpyxl has them; it is loaded when they are asked for."""

from __future__ import annotations


def built_in_formats() -> dict[int, str]:
    """The number formats that no workbook writes down."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS  # noqa: PLC0415 - it takes a third of a second

    return dict(BUILTIN_FORMATS)


def is_date_format(code: str) -> bool:
    """Whether a number format shows dates or times."""
    from openpyxl.styles import numbers  # noqa: PLC0415

    return bool(numbers.is_date_format(code))


def built_in_colours() -> list[str]:
    """The colours with numbers."""
    from openpyxl.styles.colors import COLOR_INDEX  # noqa: PLC0415

    return list(COLOR_INDEX)
