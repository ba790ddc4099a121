"""Formulas as text: on one line of signs, as they are read aloud, about how wide they are."""

from __future__ import annotations

from typing import assert_never

from quizgen.markup.formula import (
    SUM,
    FormulaFence,
    FormulaName,
    FormulaNode,
    FormulaNumber,
    FormulaRatio,
    FormulaRoot,
    FormulaRow,
    FormulaScript,
    FormulaSign,
    FormulaWord,
)

SCRIPT_SIZE = 0.7
"""The size of what stands in a script or in a fraction, against the text around it."""

_LATIN_EM, _HAN_EM, _SIGN_EM, _ROOT_EM, _BRACKET_EM = 0.58, 1.0, 1.05, 0.8, 0.4
_READ_SIGNS = {
    "+": "加", "−": "减", "×": "乘", "÷": "除以", "·": "乘", "=": "等于", "<": "小于", ">": "大于",
    "≤": "小于等于", "≥": "大于等于", "≠": "不等于", "≈": "约等于", "±": "正负", ":": "比", SUM: "求和",
    "′": "撇", "∞": "无穷", "°": "度", "℃": "摄氏度", "→": "趋于", "!": "的阶乘",
}  # fmt: skip
_READ_PREFIXES = {"+": "正", "−": "负", "±": "正负"}


def formula_text(node: FormulaNode) -> str:  # noqa: PLR0911 - one return a node
    """The formula on one line: ``(a+b)/c``, ``x^2``, ``√(x+1)``."""
    match node:
        case FormulaNumber(text) | FormulaName(text) | FormulaWord(text):
            return text
        case FormulaSign(text):
            return text
        case FormulaRow(items):
            return "".join(map(formula_text, items))
        case FormulaRatio(over, under):
            return f"{_whole(over)}/{_whole(under)}"
        case FormulaScript(base, below, above):
            lower = "" if below is None else f"_{_whole(below)}"
            upper = "" if above is None else f"^{_whole(above)}"
            return f"{formula_text(base)}{lower}{upper}"
        case FormulaRoot(inside, degree):
            return f"{'' if degree is None else f'{_whole(degree)}次'}√{_whole(inside)}"
        case FormulaFence(opening, inside, closing):
            return f"{opening}{formula_text(inside)}{closing}"
        case _:
            assert_never(node)


def _whole(node: FormulaNode) -> str:
    """In brackets where it would not hold together."""
    text = formula_text(node)
    return text if isinstance(node, FormulaNumber | FormulaName | FormulaWord | FormulaFence) else f"({text})"


def formula_aloud(node: FormulaNode) -> str:  # noqa: PLR0911 - one return a node
    """The formula as it is read aloud, for those who hear a page: ``x的2次方加1``."""
    match node:
        case FormulaNumber(text) | FormulaName(text) | FormulaWord(text):
            return text
        case FormulaSign(text, role):
            names = _READ_PREFIXES if role == "prefix" else _READ_SIGNS
            return names.get(text, text)
        case FormulaRow(items):
            return "".join(map(formula_aloud, items))
        case FormulaRatio(over, under):
            return f"{formula_aloud(under)}分之{formula_aloud(over)}"
        case FormulaScript(FormulaSign(text), below, above) if text == SUM:
            first = "" if below is None else f"从{formula_aloud(below)}"
            last = "" if above is None else f"到{formula_aloud(above)}"
            return f"{first}{last}求和"
        case FormulaScript(base, below, above):
            lower = "" if below is None else f"下标{formula_aloud(below)}"
            upper = "" if above is None else f"的{formula_aloud(above)}次方"
            return f"{formula_aloud(base)}{lower}{upper}"
        case FormulaRoot(inside, degree):
            return f"{'' if degree is None else f'{formula_aloud(degree)}次'}根号{formula_aloud(inside)}"
        case FormulaFence(_, inside, _):
            return f"括号{formula_aloud(inside)}括号完"
        case _:
            assert_never(node)


def formula_em(node: FormulaNode) -> float:  # noqa: PLR0911 - one return a node
    """How wide it is at most, in em of the text around it: rather too much than too little."""
    match node:
        case FormulaNumber(text) | FormulaName(text):
            return _LATIN_EM * len(text)
        case FormulaWord(text):
            return sum(_LATIN_EM if one.isascii() else _HAN_EM for one in text)
        case FormulaSign(_, role):
            return _SIGN_EM + (0.6 if role in {"relation", "binary"} else 0.0)
        case FormulaRow(items):
            return sum(map(formula_em, items))
        case FormulaRatio(over, under):
            return max(formula_em(over), formula_em(under)) * SCRIPT_SIZE + 0.3
        case FormulaScript(base, below, above):
            scripts = (one for one in (below, above) if one is not None)
            return formula_em(base) + SCRIPT_SIZE * max(map(formula_em, scripts), default=0.0)
        case FormulaRoot(inside, degree):
            return _ROOT_EM + formula_em(inside) + (0.0 if degree is None else 0.4)
        case FormulaFence(_, inside, _):
            return 2 * _BRACKET_EM + formula_em(inside)
        case _:
            assert_never(node)
