r"""Formulas as TeX for programs that show it (MathJax), and TeX of other programs as formulas of the bank."""

from __future__ import annotations

import re
from typing import assert_never

from quizgen.markup.formula import (
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
    UnreadableFormula,
    parse_formula,
)

_NAMES = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi",
    "ρ": "rho", "σ": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
    "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Φ": "Phi",
    "Ψ": "Psi", "Ω": "Omega",
}  # fmt: skip
_SIGNS = {
    "−": "-", "×": r"\times ", "÷": r"\div ", "·": r"\cdot ", "±": r"\pm ", "≤": r"\le ", "≥": r"\ge ",
    "≠": r"\ne ", "≈": r"\approx ", "→": r"\to ", "∞": r"\infty ", "∑": r"\sum ", "<": r"\lt ",
    ">": r"\gt ", "%": r"\%", ",": "{,}", " ": r"\,", "°": r"{}^{\circ}", "′": r"{}^{\prime}",
    "℃": r"\text{℃}",
}  # fmt: skip


def formula_tex(node: FormulaNode) -> str:  # noqa: PLR0911 - one return a node
    r"""The formula in TeX: ``\frac{a}{b}``, ``x^{2}``."""
    match node:
        case FormulaNumber(text):
            return text
        case FormulaName(text):
            return f"\\{_NAMES[text]} " if text in _NAMES else text
        case FormulaWord(text):
            return f"\\{text} " if text.isascii() else f"\\text{{{text}}}"
        case FormulaSign(text):
            return _SIGNS.get(text, text)
        case FormulaRow(items):
            return "".join(map(formula_tex, items))
        case FormulaRatio(over, under):
            return f"\\frac{{{formula_tex(over)}}}{{{formula_tex(under)}}}"
        case FormulaScript(base, below, above):
            lower = "" if below is None else f"_{{{formula_tex(below)}}}"
            upper = "" if above is None else f"^{{{formula_tex(above)}}}"
            return f"{_base(base)}{lower}{upper}"
        case FormulaRoot(inside, degree):
            which = "" if degree is None else f"[{formula_tex(degree)}]"
            return f"\\sqrt{which}{{{formula_tex(inside)}}}"
        case FormulaFence(opening, inside, closing):
            return f"\\left{opening}{formula_tex(inside)}\\right{closing}"
        case _:
            assert_never(node)


def _base(node: FormulaNode) -> str:
    """What carries a script, in braces where it is more than one sign."""
    text = formula_tex(node)
    single = isinstance(node, FormulaNumber | FormulaName) or (
        isinstance(node, FormulaSign | FormulaWord) and not text.startswith("{")
    )
    return text.strip() if single else f"{{{text}}}"


_REPLACED = (
    (re.compile(r"\\(?:text|mathrm|textrm|mbox)\s*\{([\u3400-\u9fff℃]+)\}"), r"\1"),
    (re.compile(r"\\(?:left|right)(?=[\[\]()])|\\displaystyle\b"), ""),
    (re.compile(r"\\[dt]frac\b"), r"\\frac"),
    (re.compile(r"(?:\{\})?\^\s*(?:\{\s*\\circ\s*\}|\\circ\b)"), "°"),
    (re.compile(r"(?:\{\})?\^\s*(?:\{\s*\\prime\s*\}|\\prime\b)|'"), "′"),
    (re.compile(r"\\lt\b"), "<"),
    (re.compile(r"\\gt\b"), ">"),
    (re.compile(r"\\%"), "%"),
    (re.compile(r"\{,\}"), ","),
    (re.compile(r"\\[,;:! ]|\\quad\b|~"), " "),
    (re.compile(r"\s+"), " "),
)


def formula_of_tex(tex: str) -> str | None:
    """The formula of the bank that says what this TeX says; None when the bank has none for it.

    In TeX ``x^10`` is x¹0, so what is written so is not taken.
    """
    if re.search(r"[_^]\s*(?:[0-9]{2}|\\)", tex.replace(r"^\circ", "").replace(r"^\prime", "")):
        return None
    source = tex.strip()
    for pattern, other in _REPLACED:
        source = pattern.sub(other, source)
    source = source.strip()
    try:
        parse_formula(source)
    except UnreadableFormula:
        return None
    return source
