"""Formulas of Word (OMML) in the language of the bank, or as a line of text where that cannot hold them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from quizgen.markup.inline_source import is_formula
from quizgen.office.word.parts import attribute, child
from quizgen.office.xml_reading import local_name

_AS_WRITTEN = {
    "*": "×",
    "∗": "×",
    "⋅": "·",
    "∙": "·",
    "≦": "≤",
    "≧": "≥",
    "′": "′",
    "－": "-",
    "＋": "+",
    "＝": "=",
}
_PLAIN_BRACKETS = {("(", ")"), ("[", "]")}
_LIMITS = "∑"


class _NotHeld(ValueError):
    """A part of a formula that the language of the bank has no words for."""


def bank_formula(element: Any) -> str | None:
    """The source of a formula between dollar signs; None where the bank cannot hold it."""
    try:
        source = _row(element).strip()
    except _NotHeld:
        return None
    return source if source and is_formula(source) else None


def formula_line(element: Any) -> str:  # noqa: PLR0911 - one return a form
    """A formula on one line of text, for people to read."""
    name = local_name(element)
    if name == "t":
        return element.text or ""
    if name == "f":
        over, under = (formula_line(child(element, part)) for part in ("num", "den"))
        return f"{_grouped(over)}/{_grouped(under)}"
    if name == "rad":
        return f"√{_grouped(_line(child(element, 'e')))}"
    if name == "d":
        opening, closing = _brackets(element)
        return f"{opening}{_line_of(one for one in element if local_name(one) == 'e')}{closing}"
    if name in {"sub", "sup"}:
        return f"{'_' if name == 'sub' else '^'}{_grouped(_line_of(element))}"
    if name == "nary":
        return attribute_of(element, "naryPr", "chr", "∫") + _line_of(element)
    return _line_of(element)


def _line(element: Any | None) -> str:
    return "" if element is None else formula_line(element)


def _line_of(elements: Iterable[Any]) -> str:
    return "".join(formula_line(one) for one in elements)


def _grouped(text: str) -> str:
    return text if len(text) <= 1 or text.isalnum() else f"({text})"


def attribute_of(element: Any, properties: str, name: str, missing: str) -> str:
    """A property of a part of a formula; ``missing`` where it is the usual one."""
    found = child(element, properties)
    one = None if found is None else child(found, name)
    return missing if one is None else attribute(one, "val")


def _brackets(element: Any) -> tuple[str, str]:
    return attribute_of(element, "dPr", "begChr", "("), attribute_of(element, "dPr", "endChr", ")")


def _row(element: Any | None) -> str:
    """What stands side by side in an element."""
    return "" if element is None else "".join(_node(one) for one in element)


def _node(element: Any) -> str:  # noqa: C901, PLR0911, PLR0912 - one return a form
    match local_name(element):
        case "r":
            return "".join(_text(one.text or "") for one in element if local_name(one) == "t")
        case "f":
            if attribute_of(element, "fPr", "type", "bar") == "noBar":
                raise _NotHeld
            return rf"\frac{{{_row(child(element, 'num'))}}}{{{_row(child(element, 'den'))}}}"
        case "sSub":
            return f"{_base(element)}_{{{_row(child(element, 'sub'))}}}"
        case "sSup":
            return f"{_base(element)}^{{{_row(child(element, 'sup'))}}}"
        case "sSubSup":
            return f"{_base(element)}_{{{_row(child(element, 'sub'))}}}^{{{_row(child(element, 'sup'))}}}"
        case "rad":
            degree = _row(child(element, "deg"))
            return rf"\sqrt{f'[{degree}]' if degree else ''}{{{_row(child(element, 'e'))}}}"
        case "d":
            return _fenced(element)
        case "nary":
            return _sum(element)
        case "func":
            return f"{_row(child(element, 'fName'))} {_row(child(element, 'e'))}"
        case "limLow" | "limUpp":
            sign = "_" if local_name(element) == "limLow" else "^"
            return f"{_row(child(element, 'e'))}{sign}{{{_row(child(element, 'lim'))}}}"
        case "box" | "e" | "oMath" | "num" | "den" | "fName":
            return _row(child(element, "e")) if local_name(element) == "box" else _row(element)
        case name if name.endswith("Pr") or name in {"bookmarkStart", "bookmarkEnd", "proofErr"}:
            return ""
        case _:
            raise _NotHeld


def _text(text: str) -> str:
    """Letters of a run; names of functions are words of their own."""
    found = "".join(_AS_WRITTEN.get(one, one) for one in text)
    return (
        rf"\{found.strip()} "
        if found.strip() in {"sin", "cos", "tan", "ln", "lg", "log", "lim", "max", "min"}
        else found
    )


def _base(element: Any) -> str:
    """What a script stands at; more than one sign is held together."""
    base = _row(child(element, "e"))
    return base if len(base) <= 1 or (base.startswith("\\") and base[1:].isalpha()) else f"{{{base}}}"


def _fenced(element: Any) -> str:
    opening, closing = _brackets(element)
    parts = [_row(one) for one in element if local_name(one) == "e"]
    if (opening, closing) not in _PLAIN_BRACKETS or len(parts) != 1:
        raise _NotHeld
    return f"{opening}{parts[0]}{closing}"


def _sum(element: Any) -> str:
    if attribute_of(element, "naryPr", "chr", "∫") != _LIMITS:
        raise _NotHeld
    below, above = _row(child(element, "sub")), _row(child(element, "sup"))
    limits = (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")
    return f"{_LIMITS}{limits}{_row(child(element, 'e'))}"
