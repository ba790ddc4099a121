"""What a spreadsheet shows of a stored number, with its number format applied."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from quizgen.office.shown.dates import shown_date
from quizgen.office.shown.format_sections import FormatSection, Piece, Token, sections

_DIGITS = 15
"""Spreadsheets keep so many."""
_GENERAL_WIDTH = 11
"""``General`` shows so many characters; longer decimals are shortened, long whole numbers are not."""
_LARGEST_FRACTION = 10**9
_OPERATORS = {
    "<": Decimal.__lt__,
    "<=": Decimal.__le__,
    ">": Decimal.__gt__,
    ">=": Decimal.__ge__,
    "=": Decimal.__eq__,
    "<>": Decimal.__ne__,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What is seen of a number; ``exact``: nothing of the number is lost or hidden in it."""

    text: str
    exact: bool = True


@lru_cache(maxsize=1 << 14)
def shown_number(value: float, code: str, epoch: datetime.datetime) -> Shown | None:
    """A number as its format shows it; None where the format is not known here for this number."""
    parts = sections(code)
    if parts is None:
        return None
    number = kept(value)
    chosen = _section(number, parts)
    if chosen is None:
        return None
    section, signed = chosen
    if section.is_date:
        text = shown_date(value, section, epoch)
        return None if text is None else Shown(text)
    if section.has(Token.TEXT):
        return _general(number) if len(section.pieces) == 1 else None
    shown = _in_section(abs(number), section)
    if shown is None or (number < 0 and section.has(Token.SLASH)):
        return None
    sign = "-" if signed and any(one in "123456789" for one in shown.text) else ""
    return Shown(sign + shown.text, shown.exact)


@lru_cache(maxsize=1 << 12)
def shown_text(text: str, code: str) -> str | None:
    """A text as the format shows it: its fourth section, or one that is ``@`` with more around it."""
    parts = sections(code)
    if parts is None:
        return None
    last = parts[-1]
    if len(parts) < 4 and not last.has(Token.TEXT):  # noqa: PLR2004 - the fourth is for text
        return text
    if last.has(*(set(Token) - {Token.TEXT, Token.LITERAL, Token.GENERAL})):
        return None
    return "".join(text if token is not Token.LITERAL else words for token, words in last.pieces)


def kept(value: float) -> Decimal:
    """A number with the digits that a spreadsheet keeps."""
    return Decimal(format(value, f".{_DIGITS}g"))


def _section(number: Decimal, parts: Sequence[FormatSection]) -> tuple[FormatSection, bool] | None:
    """The section for a number, and whether a minus sign has to be put before it."""
    numeric = parts[: 3 if len(parts) > 1 or not parts[0].has(Token.TEXT) else 1]
    if len(numeric) > 1 and numeric[-1].has(Token.TEXT):
        numeric = numeric[:-1]
    if any(section.condition for section in numeric):
        return _conditional(number, numeric)
    if len(numeric) == 1:
        return numeric[0], number < 0
    if number < 0:
        return numeric[1], False
    return (numeric[2] if number == 0 and len(numeric) > 2 else numeric[0]), False  # noqa: PLR2004 - the third is for zero


def _conditional(number: Decimal, parts: Sequence[FormatSection]) -> tuple[FormatSection, bool] | None:
    if number < 0:
        return None
    for section in parts:
        if section.condition is None:
            return section, False
        operator, limit = section.condition
        if _OPERATORS[operator](number, limit):
            return section, False
    return None


def _in_section(number: Decimal, section: FormatSection) -> Shown | None:
    """A number without its sign, in a section for numbers."""
    if section.has(Token.GENERAL):
        general = _general(number)
        if section.has(*(set(Token) - {Token.GENERAL, Token.LITERAL})):
            return None
        text = "".join(general.text if token is Token.GENERAL else words for token, words in section.pieces)
        return Shown(text, general.exact)
    if not section.has(Token.DIGIT):
        return Shown("".join(words for _token, words in section.pieces), exact=False)
    if section.has(Token.SLASH):
        return _fraction(number, section)
    if section.has(Token.EXPONENT):
        return _scientific(number, section)
    return _decimal(number, section.pieces)


def _general(number: Decimal) -> Shown:
    plain = format(number, "f")
    whole = plain.partition(".")[0]
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    if len(whole.lstrip("-")) > _DIGITS:
        return Shown(plain, exact=False)
    if "." not in plain or len(plain.lstrip("-")) <= _GENERAL_WIDTH:
        return Shown(plain)
    places = max(_GENERAL_WIDTH - len(whole.lstrip("-")) - 1, 0)
    rounded = format(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), "f")
    return Shown(rounded.rstrip("0").rstrip(".") if "." in rounded else rounded, exact=False)


def _decimal(number: Decimal, pieces: Sequence[Piece]) -> Shown | None:
    """Digits before and after a point, thousands, percent, words around them."""
    points = [index for index, (token, _text) in enumerate(pieces) if token is Token.POINT]
    point = points[0] if points else len(pieces)
    last = max((index for index in range(point) if pieces[index][0] is Token.DIGIT), default=-1)
    scaling = _commas(pieces, last) + (_commas(pieces, _last_digit(pieces)) if points else 0)
    percents = sum(token is Token.PERCENT for token, _text in pieces)
    places = sum(token is Token.DIGIT for token, _text in pieces[point:])
    scaled = number.scaleb(2 * percents - 3 * scaling)
    rounded = scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, decimals = format(rounded, "f").partition(".")
    thousands = any(token is Token.COMMA for token, _text in pieces[: max(last, 0)])
    after = _after(decimals, pieces[point:])
    if points and not any(one.isdigit() for one in after):
        return None  # a bare point: Excel shows it, others do not
    text = _whole(whole.lstrip("0"), pieces[:point], thousands=thousands) + after
    return Shown(text, rounded == scaled and number.adjusted() < _DIGITS)


def _last_digit(pieces: Sequence[Piece]) -> int:
    return max(index for index, (token, _text) in enumerate(pieces) if token is Token.DIGIT)


def _commas(pieces: Sequence[Piece], place: int) -> int:
    """How many commas follow right after a digit; each divides by a thousand."""
    count = 0
    while place + 1 + count < len(pieces) and pieces[place + 1 + count][0] is Token.COMMA:
        count += 1
    return count


def _whole(digits: str, pieces: Sequence[Piece], *, thousands: bool) -> str:
    """Whole digits put into their places from the right; what is left over stands at the first place."""
    out: list[str] = []
    count = 0
    places = [index for index, (token, _text) in enumerate(pieces) if token is Token.DIGIT]
    for index in range(len(pieces) - 1, -1, -1):
        token, words = pieces[index]
        if token is not Token.DIGIT:
            out.append({Token.COMMA: "", Token.PERCENT: "%"}.get(token, words))
            continue
        taken = [digits[-1:] or {"0": "0", "?": " "}.get(words, "")]
        digits = digits[:-1]
        if index == places[0]:
            taken += reversed(digits)
            digits = ""
        for one in filter(None, taken):
            if thousands and count and count % 3 == 0 and one != " ":
                out.append(",")
            out.append(one)
            count += 1
    return "".join(reversed(out))


def _after(decimals: str, pieces: Sequence[Piece]) -> str:
    """The point and the decimals; zeros at the end only where the format asks for them."""
    out: list[str] = []
    place = 0
    significant = len(decimals.rstrip("0"))
    for token, words in pieces:
        if token is Token.DIGIT:
            digit = decimals[place]
            out.append(digit if words == "0" or place < significant else {"?": " "}.get(words, ""))
            place += 1
        elif token is not Token.COMMA:
            out.append(words)
    return "".join(out)


def _scientific(number: Decimal, section: FormatSection) -> Shown | None:
    place = next(index for index, (token, _text) in enumerate(section.pieces) if token is Token.EXPONENT)
    mantissa, rest = section.pieces[:place], section.pieces[place:]
    points = [index for index, (token, _text) in enumerate(mantissa) if token is Token.POINT]
    point = points[0] if points else len(mantissa)
    if sum(token is Token.DIGIT for token, _text in mantissa[:point]) != 1:
        return None
    places = sum(token is Token.DIGIT for token, _text in mantissa[point:])
    power = number.adjusted() if number else 0
    rounded = number.scaleb(-power).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if rounded >= 10:  # noqa: PLR2004 - 9.99 rounded up has one digit more
        power += 1
        rounded = number.scaleb(-power).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    sign = "-" if power < 0 else rest[0][1][1:].replace("-", "")
    width = sum(token is Token.DIGIT for token, _text in rest)
    after = "".join(words for token, words in rest[1:] if token is not Token.DIGIT)
    exponent = f"{rest[0][1][0]}{sign}{abs(power):0{width}d}"
    shown = _decimal(rounded, mantissa)
    return shown and Shown(f"{shown.text}{exponent}{after}", rounded.scaleb(power) == number)


def _fraction(number: Decimal, section: FormatSection) -> Shown | None:
    """``# ?/?`` and ``?/?``, with a denominator of so many digits or a fixed one."""
    pieces = section.pieces
    slash = next(index for index, (token, _text) in enumerate(pieces) if token is Token.SLASH)
    below = _run(pieces[slash + 1 :])
    above = _run(pieces[:slash][::-1])
    if (
        not below
        or not above
        or number >= _LARGEST_FRACTION
        or section.has(Token.POINT, Token.PERCENT, Token.COMMA)
    ):
        return None
    before, after = pieces[: slash - len(above)], pieces[slash + 1 + len(below) :]
    exact = Fraction(number)
    words = "".join(text for token, text in after if token is Token.LITERAL)
    whole = int(exact) if any(token is Token.DIGIT for token, _text in before) else 0
    fixed = int("".join(words for _token, words in below)) if below[0][0] is Token.LITERAL else 0
    rest = exact - whole
    near = Fraction(_rounded(rest * fixed), fixed) if fixed else rest.limit_denominator(10 ** len(below) - 1)
    if near == 1 and any(token is Token.DIGIT for token, _text in before):
        whole, near = whole + 1, Fraction(0)
    shares = (_rounded(near * fixed), fixed) if fixed else (near.numerator, near.denominator)
    if not _same(exact, whole + near):
        return None  # programs round these differently
    head = _whole(str(whole).lstrip("0"), before, thousands=False)
    if not near and any(token is Token.DIGIT for token, _text in before):
        return Shown(head.strip() or "0")
    return Shown(f"{head.strip()} {shares[0]}/{shares[1]}{words}".strip())


def _run(pieces: Sequence[Piece]) -> list[Piece]:
    """The digits, placeholders or written ones, at the beginning."""
    run: list[Piece] = []
    for token, words in pieces:
        if token is not Token.DIGIT and not (token is Token.LITERAL and words.isdigit()):
            break
        run.append((token, words))
    return run


def _rounded(number: Fraction) -> int:
    return int((Decimal(number.numerator) / Decimal(number.denominator)).quantize(Decimal(1), ROUND_HALF_UP))


def _same(one: Fraction, other: Fraction) -> bool:
    """Equal in the digits that a spreadsheet keeps."""
    return abs(one - other) <= abs(one) * Fraction(1, 10 ** (_DIGITS - 2))
