"""Options are shuffled: words that mean one by its letter, number or place are found, others are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.bank.positions import circled, is_about_options, named_option
from tests.bank.rulebook import DATA

ROWS = [
    tuple(row.split(" ", 2))
    for row in Path(DATA / "positions.txt").read_text(encoding="utf-8").splitlines()
    if row.startswith(("+", "-"))
]


def found(role: str, text: str) -> bool:
    if role == "option":
        return is_about_options(text)
    return bool(named_option(text) or circled(text))


@pytest.mark.parametrize(("sign", "role", "text"), ROWS)
def test_words_that_mean_an_option_by_its_place(sign: str, role: str, text: str) -> None:
    assert found(role, text) == (sign == "+")


def test_the_table_is_large_enough_to_mean_something() -> None:
    signs = [row[0] for row in ROWS]
    assert signs.count("+") >= 80
    assert signs.count("-") >= 60
    assert len(set(ROWS)) == len(ROWS)
