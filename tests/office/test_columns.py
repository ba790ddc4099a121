"""Columns by letters and by number: as openpyxl tells them."""

from __future__ import annotations

import pytest
from openpyxl.utils import column_index_from_string, get_column_letter

from quizgen.office.columns import column_letters, number_of_column

LAST = 18_278


def test_every_column_is_called_as_openpyxl_calls_it() -> None:
    for number in range(1, LAST + 1):
        letters = column_letters(number)
        assert letters == get_column_letter(number)
        assert number_of_column(letters) == number_of_column(letters.lower()) == number
    assert number_of_column("xFd") == column_index_from_string("xFd")


@pytest.mark.parametrize("number", [0, -1, LAST + 1])
def test_a_number_beyond_three_letters_is_no_column(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        column_letters(number)


@pytest.mark.parametrize("letters", ["", "1", "A1", "AAAA", "Ａ", "É", "A ", "-"])
def test_what_is_no_column_is_no_number(letters: str) -> None:
    with pytest.raises(ValueError, match="no column"):
        number_of_column(letters)
