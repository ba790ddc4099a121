"""Formulas in Word's own form (OMML), so that they can be edited there."""

from __future__ import annotations

from typing import Any, assert_never

from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

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

_FACE = "Cambria Math"
_JOINING = frozenset({"relation", "binary"})


def add_formula(paragraph: Any, node: FormulaNode, *, size: float | None = None) -> None:
    """Append a formula to a paragraph, whose lines grow with it; ``size`` in points (None: as the text)."""
    if size is None:
        size = paragraph.part.document.styles["Normal"].font.size.pt
    paragraph._p.append(_element("m:oMath", *_Builder(size).nodes(node)))  # noqa: SLF001
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST


def without_loose_ends(node: FormulaNode) -> tuple[str, FormulaNode | None, str]:
    """Signs at either end that have nothing to join there, and what stands between (None: nothing).

    Word shows them, other programs show a question mark for what is missing: they are better as text.
    """
    items = list(node.items) if isinstance(node, FormulaRow) else [node]
    before = after = ""
    while items and isinstance(last := items[-1], FormulaSign) and last.role in _JOINING:
        after = last.text + after
        items.pop()
    while items and isinstance(first := items[0], FormulaSign) and first.role in _JOINING:
        before += first.text
        items.pop(0)
    if not items:
        return before, None, after
    return before, items[0] if len(items) == 1 else FormulaRow(tuple(items)), after


class _Builder:
    """Turns nodes into elements, with runs of one size."""

    def __init__(self, size: float) -> None:
        self._half_points = str(round(size * 2))

    def nodes(self, node: FormulaNode | None) -> list[Any]:  # noqa: PLR0911 - one return a node
        """The elements of a node, in their order."""
        match node:
            case None:
                return []
            case FormulaNumber(text) | FormulaWord(text) | FormulaSign(text):
                return [self._run(text, upright=True)]
            case FormulaName(text):
                return [self._run(text, upright=False)]
            case FormulaRow(items):
                return [element for item in items for element in self.nodes(item)]
            case FormulaRatio(over, under):
                return [_element("m:f", self._part("m:num", over), self._part("m:den", under))]
            case FormulaScript(base, below, above):
                return [self._script(base, below, above)]
            case FormulaRoot(inside, degree):
                hidden = [] if degree else [_element("m:radPr", _value("m:degHide", "1"))]
                return [_element("m:rad", *hidden, self._part("m:deg", degree), self._part("m:e", inside))]
            case FormulaFence(opening, inside, closing):
                ends = _element("m:dPr", _value("m:begChr", opening), _value("m:endChr", closing))
                return [_element("m:d", ends, self._part("m:e", inside))]
            case _:
                assert_never(node)

    def _script(self, base: FormulaNode, below: FormulaNode | None, above: FormulaNode | None) -> Any:
        if isinstance(base, FormulaSign) and base.text == SUM:
            return self._sum(below, above)
        parts = [self._part("m:e", base)]
        if below is not None:
            parts.append(self._part("m:sub", below))
        if above is not None:
            parts.append(self._part("m:sup", above))
        name = "m:sSubSup" if below is not None and above is not None else "m:sSup" if above else "m:sSub"
        return _element(name, *parts)

    def _sum(self, below: FormulaNode | None, above: FormulaNode | None) -> Any:
        """A sign with its limits; what is summed stands behind it, where it was written."""
        sign = _element("m:e", self._run(SUM, upright=True))
        if below is not None:
            sign = _element("m:e", _element("m:limLow", sign, self._part("m:lim", below)))
        if above is not None:
            sign = _element("m:e", _element("m:limUpp", sign, self._part("m:lim", above)))
        return sign[0]

    def _part(self, name: str, node: FormulaNode | None) -> Any:
        return _element(name, *self.nodes(node))

    def _run(self, text: str, *, upright: bool) -> Any:
        words = _element("m:t")
        words.text = text
        words.set(qn("xml:space"), "preserve")
        parts = [_element("m:rPr", _value("m:sty", "p"))] if upright else []
        return _element("m:r", *parts, self._properties(), words)

    def _properties(self) -> Any:
        fonts = OxmlElement("w:rFonts")
        for name in ("w:ascii", "w:hAnsi"):
            fonts.set(qn(name), _FACE)
        fonts.set(qn("w:eastAsia"), "宋体")
        sizes = []
        for name in ("w:sz", "w:szCs"):
            size = OxmlElement(name)
            size.set(qn("w:val"), self._half_points)
            sizes.append(size)
        return _element("w:rPr", fonts, *sizes)


def _element(name: str, *children: Any) -> Any:
    found = OxmlElement(name)
    for child in children:
        found.append(child)
    return found


def _value(name: str, value: str) -> Any:
    found = OxmlElement(name)
    found.set(qn("m:val"), value)
    return found
