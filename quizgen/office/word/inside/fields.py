"""Fields of a Word document: which of their text is shown, what those without a result stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from quizgen.office.word.inside.symbols import symbol_shown
from quizgen.office.word.parts import child, child_value, is_on

_SYMBOL = re.compile(r"SYMBOL\s+(\d+|0x[0-9A-Fa-f]+)(?:.*?\\f\s+\"?([^\"\\]+))?", re.DOTALL)
_EQUATION = re.compile(r"EQ\s*(.*)", re.DOTALL | re.IGNORECASE)
_FRACTION = re.compile(r"\\f\s*\(([^()\\]*)[,;，；]([^()\\]*)\)", re.IGNORECASE)
_RING = re.compile(r"\\o(?:\\a[clr])?\s*\(([^()\\]*)[,;，；]([^()\\]*)\)", re.IGNORECASE)
_UNSEEN = frozenset({"XE", "TC", "TA", "RD", "SET", "ASK", "PRIVATE", "ADVANCE", "NEXT", "BIDIOUTLINE"})
_BUTTON = re.compile(r"(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.*)", re.DOTALL | re.IGNORECASE)
_RINGS = frozenset("○□△◇〇")


@dataclass(slots=True)
class WordField:
    """A field that has begun; ``shown``: its result has, so that text is seen again."""

    code: list[str] = field(default_factory=list)
    shown: bool = False
    begin: Any = None

    @property
    def name(self) -> str:
        """HYPERLINK, TOC, EQ and so on."""
        return "".join(self.code).strip().partition(" ")[0].upper()


def without_result(one: WordField) -> str | None:
    """What a field without a result shows; None where something is seen that is not known here."""
    code = "".join(one.code).strip()
    name = one.name
    if not code or name in _UNSEEN:
        return ""
    if name == "FORMCHECKBOX":
        return _box(one.begin)
    if found := _BUTTON.fullmatch(code):
        return found[1]
    if found := _SYMBOL.match(code):
        return symbol_shown(int(found[1], 0), found[2] or "") if found[2] else chr(int(found[1], 0))
    if found := _EQUATION.fullmatch(code):
        return _equation(found[1].strip())
    return None


def _box(begin: Any) -> str:
    """A box of a form, ticked or not."""
    data = None if begin is None else child(begin, "ffData")
    box = None if data is None else child(data, "checkBox")
    if box is None:
        return "□"
    ticked = is_on(child(box, "checked"))
    return "☑" if ticked or (ticked is None and child_value(box, "default") == "1") else "□"


def _equation(code: str) -> str | None:
    """The two forms that people write in Chinese documents: a fraction, a sign in a ring."""
    if found := _FRACTION.fullmatch(code):
        return f"{found[1].strip()}/{found[2].strip()}"
    if found := _RING.fullmatch(code):
        one, other = found[1].strip(), found[2].strip()
        inner = other if one in _RINGS else one if other in _RINGS else None
        if inner is not None and inner.isdecimal() and 1 <= int(inner) <= 20:  # noqa: PLR2004 - ① to ⑳
            return chr(0x2460 + int(inner) - 1)
        return inner
    return None
