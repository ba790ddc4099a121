"""The numbers of lists as Word shows them: 1, A, 一, ①, and all the others that a level can ask for."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_RUNS = {
    "decimalEnclosedCircle": (0x2460, 20),
    "decimalEnclosedCircleChinese": (0x2460, 20),
    "decimalEnclosedParen": (0x2474, 20),
    "decimalEnclosedFullstop": (0x2488, 20),
    "ideographEnclosedCircle": (0x3280, 10),
    "ganada": (0xAC00, 1),
}
"""Signs that stand in Unicode one behind the other: the first, how many there are."""
_DECIMAL = frozenset({"decimal", "decimalHalfWidth", "ordinal", "cardinalText", "ordinalText"})
_COUNTING = frozenset(
    {
        "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
        "japaneseCounting", "koreanCounting",
    }
)  # fmt: skip
_DIGIT_BY_DIGIT = frozenset(
    {"ideographDigital", "japaneseDigitalTenThousand", "koreanDigital2", "taiwaneseDigital"}
)


def list_number(count: int, form: str) -> str | None:  # noqa: PLR0911 - one return a form
    """A count in the form that a level asks for; None where the form is not known."""
    if form in {"none", "bullet"}:
        return ""
    if form in _DECIMAL or count < 1:
        return str(count)
    if form == "decimalZero":
        return f"{count:02d}"
    if form in {"upperLetter", "lowerLetter"}:
        times, index = divmod(count - 1, 26)
        return chr(ord("A" if form == "upperLetter" else "a") + index) * (times + 1)
    if form in {"upperRoman", "lowerRoman"}:
        return _roman(count) if form == "upperRoman" else _roman(count).lower()
    if form in _COUNTING:
        return _counting(count, _DIGITS, "十百千万", short=True)
    if form in {"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"}:
        return _counting(count, _LEGAL, "拾佰仟万", short=False)
    return _by_signs(count, form)


def _by_signs(count: int, form: str) -> str | None:
    digits = str(count)
    if form in _DIGIT_BY_DIGIT:
        return digits.translate({ord("0") + index: sign for index, sign in enumerate(_DIGITS)})
    if form in {"decimalFullWidth", "decimalFullWidth2"}:
        return digits.translate({ord("0") + index: chr(ord("０") + index) for index in range(10)})
    if form == "numberInDash":
        return f"- {count} -"
    if form in {"ideographTraditional", "ideographZodiac"}:
        signs = _STEMS if form == "ideographTraditional" else _BRANCHES
        return signs[count - 1] if count <= len(signs) else digits
    if form in _RUNS:
        first, most = _RUNS[form]
        return chr(first + count - 1) if count <= most else digits
    return None


def _roman(count: int) -> str:
    out = ""
    for worth, sign in _ROMAN:
        times, count = divmod(count, worth)
        out += sign * times
    return out


def _counting(count: int, digits: str, units: str, *, short: bool) -> str:
    """Chinese counting up to 99,999; ``short``: ten is 十, not 一十."""
    if count >= 100_000:  # noqa: PLR2004 - no list is as long
        return str(count)
    if count >= 10_000:  # noqa: PLR2004 - 万
        rest = count % 10_000
        head = _counting(count // 10_000, digits, units, short=short) + units[3]
        zero = "零" if 0 < rest < 1000 else ""  # noqa: PLR2004 - 一万零三百
        return head + zero + (_below(rest, digits, units) if rest else "")
    out = _below(count, digits, units)
    tens = f"{digits[1]}{units[0]}"
    return out[1:] if short and out.startswith(tens) else out


def _below(count: int, digits: str, units: str) -> str:
    """A count below ten thousand."""
    out, gap = "", False
    for place, unit in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        digit = count // place % 10
        if digit:
            out += ("零" if gap and out else "") + digits[digit] + unit
            gap = False
        else:
            gap = True
    return out
