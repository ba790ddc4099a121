"""A formula as the plain data that ``style.typ`` builds it from; it is never read as markup or code."""

from __future__ import annotations

from typing import Any, assert_never

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


def formula_data(node: FormulaNode) -> list[Any]:  # noqa: PLR0911 - one return a node
    """The tree as lists: what it is, then its parts (None: there is no such part)."""
    match node:
        case FormulaNumber(text) | FormulaWord(text):
            return ["t", text]
        case FormulaName(text):
            return ["n", text]
        case FormulaSign(text, role):
            return ["s", text, role]
        case FormulaRow(items):
            return ["r", [formula_data(item) for item in items]]
        case FormulaRatio(over, under):
            return ["/", formula_data(over), formula_data(under)]
        case FormulaScript(base, below, above):
            is_sum = isinstance(base, FormulaSign) and base.text == SUM
            return ["^", formula_data(base), _part(below), _part(above), is_sum]
        case FormulaRoot(inside, degree):
            return ["q", formula_data(inside), _part(degree)]
        case FormulaFence(opening, inside, closing):
            return ["(", opening, formula_data(inside), closing]
        case _:
            assert_never(node)


def _part(node: FormulaNode | None) -> list[Any] | None:
    return None if node is None else formula_data(node)
