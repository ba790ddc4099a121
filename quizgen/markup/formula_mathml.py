"""Formulas as MathML, for programs that take nothing else."""

from __future__ import annotations

from html import escape
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

_MATHML = "http://www.w3.org/1998/Math/MathML"


def formula_mathml(node: FormulaNode) -> str:
    """A whole formula with its namespace."""
    return f'<math xmlns="{_MATHML}">{_written(node)}</math>'


def _written(node: FormulaNode) -> str:
    match node:
        case FormulaNumber() | FormulaName() | FormulaWord() | FormulaSign():
            return _leaf(node)
        case FormulaRow(items):
            return f"<mrow>{''.join(map(_written, items))}</mrow>"
        case FormulaRatio(over, under):
            return f"<mfrac>{_written(over)}{_written(under)}</mfrac>"
        case FormulaScript(base, below, above):
            return _scripted(base, below, above)
        case FormulaRoot(inside, degree):
            root = "" if degree is None else _written(degree)
            return (
                f"<mroot>{_written(inside)}{root}</mroot>" if root else f"<msqrt>{_written(inside)}</msqrt>"
            )
        case FormulaFence(opening, inside, closing):
            return f"<mrow><mo>{opening}</mo>{_written(inside)}<mo>{closing}</mo></mrow>"
        case _:
            assert_never(node)


def _leaf(node: FormulaNumber | FormulaName | FormulaWord | FormulaSign) -> str:
    match node:
        case FormulaNumber(text):
            return f"<mn>{escape(text)}</mn>"
        case FormulaName(text):
            return f"<mi>{escape(text)}</mi>"
        case FormulaWord(text):
            return f"<mtext>{escape(text)}</mtext>"
        case FormulaSign(text):
            return f"<mo>{escape(text)}</mo>" if text.strip() else '<mspace width="0.2em"/>'
        case _:
            assert_never(node)


def _scripted(base: FormulaNode, below: FormulaNode | None, above: FormulaNode | None) -> str:
    """Below and above, as limits where the base is a sum."""
    limits = isinstance(base, FormulaSign) and base.text == SUM
    scripts = [one for one in (below, above) if one is not None]
    if len(scripts) == 2:  # noqa: PLR2004 - one below, one above
        name = "munderover" if limits else "msubsup"
    elif below is not None:
        name = "munder" if limits else "msub"
    else:
        name = "mover" if limits else "msup"
    return f"<{name}>{_written(base)}{''.join(map(_written, scripts))}</{name}>"
