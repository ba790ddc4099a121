"""Formulas laid out for a browser as plain boxes: Chromium before 109 has no MathML."""

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
from quizgen.web.browser_data import FormulaBox

_Inside = list[str | FormulaBox]


def formula_box(node: FormulaNode) -> FormulaBox:
    """The formula as boxes; their classes are those of ``quizgen.css``."""
    return _box("qf-whole", _parts(node))


def _box(look: str, inside: _Inside) -> FormulaBox:
    return {"look": look, "inside": inside}


def _parts(node: FormulaNode) -> _Inside:  # noqa: PLR0911 - one return a node
    match node:
        case FormulaNumber(text) | FormulaWord(text):
            return [text]
        case FormulaName(text):
            return [_box("qf-name", [text])]
        case FormulaSign(text, role):
            return [f"\u2009{text}\u2009" if role in {"relation", "binary"} else text]
        case FormulaRow(items):
            return [part for item in items for part in _parts(item)]
        case FormulaRatio(over, under):
            return [_box("qf-ratio", [_box("qf-row", _parts(over)), _box("qf-row", _parts(under))])]
        case FormulaScript(base, below, above):
            return _script(base, below, above)
        case FormulaRoot(inside, degree):
            before: _Inside = [] if degree is None else [_box("qf-sup", _parts(degree))]
            sign = _box("qf-tall" if _is_tall(inside) else "qf-sign", ["√"])
            return [_box("qf-row", [*before, sign, _box("qf-root", _parts(inside))])]
        case FormulaFence(opening, inside, closing):
            look = "qf-tall" if _is_tall(inside) else "qf-sign"
            return [_box(look, [opening]), *_parts(inside), _box(look, [closing])]
        case _:
            assert_never(node)


def _script(base: FormulaNode, below: FormulaNode | None, above: FormulaNode | None) -> _Inside:
    lower = None if below is None else _box("qf-sub", _parts(below))
    upper = None if above is None else _box("qf-sup", _parts(above))
    scripts: _Inside = [one for one in (upper, lower) if one is not None]
    if isinstance(base, FormulaSign) and base.text == SUM:
        limits: _Inside = [_box("qf-row", _parts(above))] if above is not None else []
        limits.append(_box("qf-tall", [SUM]))
        return [_box("qf-sum", [*limits, *([_box("qf-row", _parts(below))] if below is not None else [])])]
    return [_box("qf-row", [*_parts(base), *([_box("qf-pair", scripts)] if len(scripts) > 1 else scripts)])]


def _is_tall(node: FormulaNode) -> bool:
    match node:
        case FormulaRatio():
            return True
        case FormulaRow(items):
            return any(map(_is_tall, items))
        case FormulaScript(base):
            return _is_tall(base) or (isinstance(base, FormulaSign) and base.text == SUM)
        case FormulaRoot(inside) | FormulaFence(_, inside):
            return _is_tall(inside)
        case FormulaNumber() | FormulaName() | FormulaWord() | FormulaSign():
            return False
