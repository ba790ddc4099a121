"""Columns by letters and by number, told without openpyxl, which takes a third of a second to load."""

from __future__ import annotations

_LETTERS = 26
_LAST = 18_278  # ZZZ


def column_letters(number: int) -> str:
    """``A`` for 1, ``AA`` for 27. Raises ValueError for what is no column of three letters at most."""
    if not 1 <= number <= _LAST:
        message = f"no column has the number {number}"
        raise ValueError(message)
    letters = ""
    while number:
        number, place = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + place) + letters
    return letters


def number_of_column(letters: str) -> int:
    """1 for ``A``, 27 for ``AA``, small letters like capitals. Raises ValueError for what is no column."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            break
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    else:
        if 1 <= number <= _LAST:
            return number
    message = f"no column is called {letters!r}"
    raise ValueError(message)
