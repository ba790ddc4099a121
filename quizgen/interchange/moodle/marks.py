"""What both directions know of Moodle: its shares of points, spellings of typed answers, weights."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from quizgen.markup.words import narrow

FEWEST_FULL, MOST_FULL = 1, 10
_ALSO_FULL = 20
WRONG_SHARE = "-100"

TOP = "$course$/top"

_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}


def one_of(count: int) -> str | None:
    """The share of one of so many right options as Moodle's table has it; None: the table has none.

    Another number of decimals, or another number, makes its importer skip the question without a word.
    """
    if not (FEWEST_FULL <= count <= MOST_FULL or count == _ALSO_FULL):
        return None
    return f"{100 / count:.5f}".rstrip("0").rstrip(".")


def spellings(accepted: Iterable[str]) -> tuple[str, ...]:
    """Accepted answers with the full-width, half-width and unspaced spellings that Moodle tells apart."""
    found: dict[str, None] = {}
    for text in accepted:
        half = "".join(narrow(text).split())
        for spelling in (text, half, half.translate(_WIDE)):
            if spelling.strip():
                found.setdefault(spelling)
    return tuple(found)


def whole_weights(shares: Iterable[Fraction]) -> tuple[int, ...]:
    """The smallest whole numbers in the same proportion."""
    given = tuple(shares)
    scale = 1
    for share in given:
        scale = scale * share.denominator // _gcd(scale, share.denominator)
    numbers = tuple(int(share * scale) for share in given)
    common = 0
    for number in numbers:
        common = _gcd(common, number)
    return tuple(number // max(common, 1) for number in numbers)


def _gcd(one: int, other: int) -> int:
    while other:
        one, other = other, one % other
    return one
